//! What tools wrote of their runs: SARIF logs and inventories to values that documents are held against. Both are untrusted, and written by
//! many tools: what is left out is unknown, never good.

mod inventory;
mod sarif;

use crate::date::Date;

/// One run of a tool, or what an inventory says of its last one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    /// The file that says so, as it was named; with the row, for an inventory.
    pub from: String,
    /// The tool.
    pub tool: String,
    /// Its release.
    pub version: Option<String>,
    /// Where it ran: the name of a repository.
    pub place: Option<String>,
    /// The folder its file lies in, below the one that was named.
    pub folder: Option<String>,
    /// Words that may be such a name where nothing says it: of the id of the run, and of the path of the file.
    pub hints: Vec<String>,
    /// The day it ended.
    pub day: Option<Date>,
    /// The last day on which it ended without an error, where that is said apart.
    pub success: Option<Date>,
    /// How it ended.
    pub state: RunState,
    /// Errors it told of, the first few.
    pub errors: Vec<String>,
    /// What it found; None where nothing is said of it.
    pub counts: Option<Counts>,
    /// What its results were held against.
    pub against: Against,
    /// Results that were set aside, and those of them without a reason; in none of the counts.
    pub suppressed: [u32; 2],
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RunState {
    /// Nobody says.
    #[default]
    Unknown,
    /// Without an error.
    Good,
    /// With one.
    Failed,
    /// There is none: the tool is switched off, or not there.
    Absent,
}

/// Results by severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Critical, high, medium, low; None where they are not told apart.
    pub of: [Option<u32>; 4],
    /// All of them.
    pub total: u32,
    /// True where severities are those of the tool, and not made from its levels.
    pub is_rated: bool,
}

/// What results were held against.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Against {
    /// Nothing is said of it.
    #[default]
    Unknown,
    /// Results before: of all that are there, so many are new.
    Earlier {
        /// New ones.
        new: u32,
        /// All.
        all: u32,
    },
    /// Something that is named.
    Named(String),
}

/// Why a file tells of no run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is neither.
    #[error("it is neither a SARIF 2.1.0 log nor an inventory in CSV or JSON")]
    Neither,
    /// Its JSON is broken, or not of the form that SARIF has.
    #[error("its JSON cannot be read: {0}")]
    Json(String),
    /// It is SARIF of another release.
    #[error("it is SARIF {0}, and 2.1.0 is read")]
    Version(String),
    /// The table has no column for the tool or for where it ran.
    #[error("its table has no column `{0}`; there are {1}")]
    Column(&'static str, String),
    /// A quotation mark in this line opens a cell that nothing closes; base 1.
    #[error("line {0}: a quotation mark opens a cell here and nothing closes it")]
    Quotation(usize),
    /// A row is not what it should be.
    #[error("row {0}: {1}")]
    Row(usize, String),
}

impl Unreadable {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Neither => "write SARIF by the tool's own option, or a table with a row for each repository and tool",
            Self::Json(_) | Self::Quotation(_) => "write it again by the tool: it may have been cut off",
            Self::Version(_) => "convert it, or write it by a newer release of the tool",
            Self::Column(..) | Self::Row(..) => "docs/runs.md has the columns that an inventory may have",
        }
    }
}

/// Largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Reads the runs that a file tells of. `path` is what it is called.
pub fn read(path: &str, text: &str) -> Result<Vec<Run>, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    match text.trim_start().chars().next() {
        Some('{') => sarif::read(path, text),
        Some('[') => inventory::of_json(path, text),
        Some(_) if text.lines().next().is_some_and(|line| line.contains([',', ';', '\t'])) => inventory::of_csv(path, text),
        _ => Err(Unreadable::Neither),
    }
}

/// The name by which a repository is known in different places: the last part of an address or path, in lower case.
pub fn place_key(name: &str) -> String {
    let name = name.trim().trim_matches(['`', '*', '_', '"']);
    let name = name.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let last = name.rsplit(['/', '\\', ':']).next().unwrap_or_default();
    last.trim_end_matches(".git").trim().to_lowercase()
}

/// The first few words of a text of a tool, on one line.
fn brief(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(24).collect();
    words.join(" ").chars().take(200).collect()
}

/// A text that says something.
fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.trim().is_empty())
}
