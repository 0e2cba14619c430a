//! Folders of Markdown to the least work a reader of them has: reading the bytes, or parsing them, on one thread.
//!
//! `benches/compare.py` runs it beside the tool. By hand: `cargo bench --bench floor -- parse FOLDER...`

use ignore::WalkBuilder;
use pulldown_cmark::{Options, Parser};
use std::io::{self, Write as _};
use std::path::PathBuf;

const ENDINGS: &[&str] = &["md", "markdown", "mdx"];

fn main() -> io::Result<()> {
    // `cargo bench` adds `--bench`.
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    let mode = arguments.next().unwrap_or_default();
    if !["read", "parse"].contains(&mode.as_str()) {
        return writeln!(io::stdout(), "usage: floor read|parse PATH...");
    }
    let (mut files, mut bytes, mut events) = (0, 0, 0);
    for path in markdown(arguments) {
        let content = std::fs::read(path)?;
        files += 1;
        bytes += content.len();
        if mode == "parse" {
            events += parse(&String::from_utf8_lossy(&content));
        }
    }
    writeln!(io::stdout(), "{files} files, {bytes} bytes, {events} events")
}

/// The files that `designvet check` would read.
fn markdown(paths: impl Iterator<Item = String>) -> impl Iterator<Item = PathBuf> {
    paths
        .flat_map(|path| WalkBuilder::new(path).sort_by_file_name(std::ffi::OsStr::cmp).require_git(false).build().flatten())
        .filter(|entry| entry.file_type().is_some_and(|t| t.is_file()))
        .map(ignore::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|e| ENDINGS.contains(&e.to_string_lossy().to_lowercase().as_str())))
}

/// Reads every event with the options of `src/document/parse.rs`; returns how many there are.
fn parse(text: &str) -> usize {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    #[expect(clippy::disallowed_methods, reason = "what the reader costs by itself is measured here")]
    let parser = Parser::new_ext(text, options);
    parser.into_offset_iter().filter(|(_, range)| !range.is_empty()).count()
}
