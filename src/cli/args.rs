//! The command line as clap sees it.

use crate::date::Date;
use crate::rule::WaiverKind;
use clap::builder::PossibleValuesParser;
use clap::{Args as ClapArgs, CommandFactory, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reviews product requirements (PRD) and technical design documents (TDD) in Markdown the way a security partner does.
#[derive(Debug, Parser)]
#[command(
    name = "designvet",
    version,
    about,
    after_help = "Exit codes: 0 nothing to stop for, 1 findings at or above --fail-on, 2 not reviewed, 3 nothing matched."
)]
pub struct Args {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The command line's definition, for completions and the man page.
pub fn command() -> clap::Command {
    Args::command()
}

/// Options of every command.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// Use this configuration file instead of the designvet.toml found upward.
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Use no configuration file, no file of waivers but that of --waivers, and no baseline but that of --baseline.
    #[arg(long, global = true)]
    pub no_config: bool,
    /// Use this file of waivers instead of the designvet.waivers.toml found upward.
    #[arg(long, global = true, value_name = "FILE")]
    pub waivers: Option<PathBuf>,
    /// The day on which waivers are judged, and from which `route` and `metrics` count [default for waivers: that of `SOURCE_DATE_EPOCH`, else today's in UTC].
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
    /// Load a further checklist; may be given several times.
    #[arg(long, global = true, value_name = "FILE")]
    pub checklist: Vec<PathBuf>,
    /// Write to a file instead of standard output; the file is replaced whole or not at all.
    #[arg(short, long, global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// When to use colour; `NO_COLOR` is respected.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// Findings and verdict alone, no notes on standard error.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Also what was satisfied, what did not apply and what was skipped, one by one.
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Review many documents: files, folders, globs, or - for standard input.
    Check(CheckArgs),
    /// Review one product document and its design.
    Review(ReviewArgs),
    /// Write a copy of each document with the findings in it as comments beside their words, and take them out again.
    Annotate(AnnotateArgs),
    /// Accept a finding: add an entry to designvet.waivers.toml, without touching the document.
    Waive(WaiveArgs),
    /// Begin with documents that have findings already: what is known is hidden by `check`, what is new is shown.
    #[command(subcommand)]
    Baseline(BaselineCommand),
    /// Trace each requirement of a product document to its places in the design.
    Trace(Compared),
    /// Compare a product document with its design: what one says and the other does not, or says otherwise.
    Diff(DiffArgs),
    /// List what is to be done: action items with reasons in three priorities, for people, Jira, GitHub and GitLab.
    Items(ItemsArgs),
    /// Print agendas of walkthroughs: what is wanted, and how it is built, in the minutes there are.
    Agenda(AgendaArgs),
    /// Say who else has to look at documents: privacy, vendor security, compliance and others, why, and by when.
    Route(RouteArgs),
    /// Keep a review: who came to which decision, on which words, facts and open items.
    Record(RecordArgs),
    /// Say whether kept reviews still hold: what has changed since, and whether a fact is in it.
    Status(StatusArgs),
    /// Say how the programme does, from the records of its reviews: what was reviewed, what was not, how long things stay open.
    Metrics(MetricsArgs),
    /// Chart rows of boards and exports by week: opened, closed, open; and list what is open with what to do next.
    Burndown(BurndownArgs),
    /// Write the state of a review on half a page in Markdown, for the colleague who goes on with it.
    Handoff(HandoffArgs),
    /// Put the options that a document weighs side by side, in a table in Markdown: what each answers to each question, and what is left open.
    Options(OptionsArgs),
    /// Write what each team starts from: a record of processing, a vendor register, places and laws, a threat model's parts.
    Packets(PacketsArgs),
    /// Print what documents say: personal data, third parties, places, laws, retention, protections, requirements.
    Facts(FactsArgs),
    /// Measure how well documents are read, on labels of your own.
    Eval(EvalArgs),
    /// List the rules.
    Rules(RulesArgs),
    /// Explain a rule: why, what to write, examples, how to waive it.
    Explain(ExplainArgs),
    /// Check, show and test checklists.
    #[command(subcommand)]
    Checklist(ChecklistCommand),
    /// Look words up in the lexicon of data, third parties, places, laws and controls; add your own.
    #[command(subcommand)]
    Lexicon(LexiconCommand),
    /// Draft the document on the health of scanners from what these wrote of their runs: SARIF, inventories in CSV or JSON, folders of them.
    Scanners(ScannersArgs),
    /// Print a document template made from the checklists.
    New(NewArgs),
    /// Write a designvet.toml, and print snippets for hooks and CI.
    Init(InitArgs),
    /// Print every setting, its value and where it came from.
    Config(ConfigArgs),
    /// Print a completion script.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the man page.
    Man,
}

/// Which differences between two documents are shown.
#[derive(Debug, ClapArgs)]
pub struct Certainty {
    /// Show what two documents differ in from this confidence on, 0 to 1 [default: 0.5].
    #[arg(long, value_name = "N", value_parser = confidence)]
    pub min_confidence: Option<u16>,
    /// Show all differences, unlikely ones too.
    #[arg(long, conflicts_with = "min_confidence")]
    pub all: bool,
}

impl Certainty {
    /// The least confidence in thousandths; None when nothing is said of it.
    pub fn least(&self) -> Option<u16> {
        if self.all { Some(0) } else { self.min_confidence }
    }
}

/// A number from 0 to 1 in thousandths.
fn confidence(text: &str) -> Result<u16, String> {
    let number: f32 = text.parse().map_err(|_| format!("`{text}` is no number"))?;
    if !(0.0..=1.0).contains(&number) {
        return Err(format!("`{text}` is not between 0 and 1"));
    }
    // Between the two bounds nothing is lost.
    Ok((0..=1000).rev().find(|thousandth| f32::from(*thousandth) <= number * 1000.0 + 0.5).unwrap_or_default())
}

/// Options of commands that review.
#[derive(Debug, ClapArgs)]
pub struct Reviewing {
    /// Format of the report.
    #[arg(short, long, default_value = "terminal", value_parser = PossibleValuesParser::new(crate::report::Format::ALL.iter().map(|(name, _)| *name)))]
    pub format: String,
    /// Use these rules alone: ids, areas (the first word of ids), catalogue ids, or all.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Option<Vec<String>>,
    /// Leave these rules out.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Fail on findings of this severity or worse, or that block the review [default: high].
    #[arg(long, value_name = "LEVEL", value_parser = PossibleValuesParser::new(crate::settings::FailOn::WORDS))]
    pub fail_on: Option<String>,
    /// Which differences are shown.
    #[command(flatten)]
    pub certainty: Certainty,
    /// Exit with 0 whatever is found; failures still exit with 2 or 3.
    #[arg(long)]
    pub exit_zero: bool,
    /// Refuse larger files [default: 8388608].
    #[arg(long, value_name = "BYTES")]
    pub max_bytes: Option<u64>,
    /// Path that standard input is shown and configured as.
    #[arg(long, value_name = "PATH")]
    pub stdin_path: Option<PathBuf>,
}

/// What of the documents that are reviewed is mended first.
#[derive(Debug, ClapArgs)]
pub struct Fixing {
    /// Mend what is certain: write days of the document as 2026-03-03, give requirements among others with ids the next one.
    #[arg(long, conflicts_with = "stdin_path")]
    pub fix: bool,
    /// With --fix, also what is likely: number the requirements of a document that has no ids.
    #[arg(long, requires = "fix")]
    pub unsafe_fixes: bool,
    /// Put in the headings of sections that are missing, with what to write there; a review goes on asking for it.
    #[arg(long, conflicts_with = "stdin_path")]
    pub fix_missing: bool,
    /// Show what --fix or --fix-missing would change, and write nothing; exit with 1 when anything would.
    #[arg(long, conflicts_with = "stdin_path")]
    pub diff: bool,
}

/// `check`
#[derive(Debug, ClapArgs)]
pub struct CheckArgs {
    /// Files, folders, globs, or - for standard input. What a file named by itself belongs with is read for comparison.
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Only documents that differ from this revision of git, or that a waiver newer than it speaks of; tell which waivers are newer.
    #[arg(long, value_name = "REV")]
    pub base: Option<String>,
    /// Hold what documents say of tools against what these wrote of their runs: SARIF, inventories in CSV or JSON, folders of them.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub runs: Vec<PathBuf>,
    /// Use this baseline instead of the designvet.baseline.json found upward.
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline")]
    pub baseline: Option<PathBuf>,
    /// Use no baseline: show what is known, too.
    #[arg(long)]
    pub no_baseline: bool,
    /// Review again whenever a document, configuration, waiver or baseline changes, until Ctrl-C.
    #[arg(long, conflicts_with_all = ["fix", "fix_missing", "diff"])]
    pub watch: bool,
    /// What is mended.
    #[command(flatten)]
    pub fixing: Fixing,
    /// Options of commands that review.
    #[command(flatten)]
    pub reviewing: Reviewing,
}

/// `baseline`
#[derive(Debug, Subcommand)]
pub enum BaselineCommand {
    /// Take in every finding that stands: write designvet.baseline.json.
    Create {
        /// What is taken in.
        #[command(flatten)]
        of: Baselined,
        /// Begin anew when there is one already.
        #[arg(long)]
        force: bool,
    },
    /// Drop what is settled: mended, waived, or of a document that is gone.
    Update {
        /// What is looked at; entries of other documents stay.
        #[command(flatten)]
        of: Baselined,
        /// Also take in what is new.
        #[arg(long)]
        add: bool,
    },
    /// Say which entries still hold and which are settled, by rule and document.
    Show {
        /// What is looked at.
        #[command(flatten)]
        of: Baselined,
        /// Format of the numbers.
        #[arg(short, long, default_value = "text", value_parser = PossibleValuesParser::new(["text", "json"]))]
        format: String,
    },
}

/// Documents and their baseline.
#[derive(Debug, ClapArgs)]
pub struct Baselined {
    /// Files, folders, globs. What a file named by itself belongs with is read for comparison.
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Use this baseline instead of the designvet.baseline.json found upward.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
}

/// `review`
#[derive(Debug, ClapArgs)]
pub struct ReviewArgs {
    /// The product document, or the only one there is; - for standard input.
    pub prd: PathBuf,
    /// The design.
    pub tdd: Option<PathBuf>,
    /// Notes of a walkthrough; may be given several times.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub notes: Vec<PathBuf>,
    /// Tell what has changed since a record of an earlier review: passages, facts, items that are new, open and settled.
    #[arg(long, value_name = "RECORD", conflicts_with = "since")]
    pub previous: Option<PathBuf>,
    /// Tell what has changed since the documents left this revision of git.
    #[arg(long, value_name = "REV")]
    pub since: Option<String>,
    /// What the pull request is merged into, for the formats of GitHub that need it.
    #[arg(long, value_name = "REV")]
    pub base: Option<String>,
    /// Also write the folder of the review: report, changes, differences, trace, action items, agendas, routes, packets, hand-off, record.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// What is mended.
    #[command(flatten)]
    pub fixing: Fixing,
    /// Options of commands that review.
    #[command(flatten)]
    pub reviewing: Reviewing,
}

/// `annotate`
#[derive(Debug, ClapArgs)]
pub struct AnnotateArgs {
    /// Files, folders, globs, or - for standard input. What a file named by itself belongs with is read for comparison.
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// How comments are written: `CriticMarkup`, HTML comments that no reader sees, or footnotes.
    #[arg(long, default_value = "criticmarkup", value_parser = PossibleValuesParser::new(crate::annotation::Style::ALL.iter().map(|(name, _)| *name)))]
    pub style: String,
    /// Take the comments out of copies again; what else was changed in them stays.
    #[arg(long, conflicts_with = "style")]
    pub strip: bool,
    /// Write into this folder, each document at its own path below it; needed for more than one.
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    pub out: Option<PathBuf>,
    /// Path that standard input is shown and configured as.
    #[arg(long, value_name = "PATH")]
    pub stdin_path: Option<PathBuf>,
}

/// `waive`
#[derive(Debug, ClapArgs)]
pub struct WaiveArgs {
    /// The document and the line at which `check` reports the finding.
    #[arg(value_name = "PATH:LINE", value_parser = path_and_line)]
    pub place: (PathBuf, u32),
    /// Id of the rule.
    pub rule: String,
    /// Why it is accepted.
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// How it is accepted.
    #[arg(long, value_parser = PossibleValuesParser::new(WaiverKind::ALL.iter().map(|kind| kind.as_str())))]
    pub kind: Option<String>,
    /// Who answers for it.
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// The last day on which it holds.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub until: Option<Date>,
    /// Where it is followed up.
    #[arg(long, value_name = "ID")]
    pub ticket: Option<String>,
}

/// `docs/tdd.md:12`
fn path_and_line(text: &str) -> Result<(PathBuf, u32), String> {
    let place = text.rsplit_once(':').and_then(|(path, line)| Some((PathBuf::from(path), line.parse().ok().filter(|line| *line > 0)?)));
    place.ok_or_else(|| "name the document and the line, such as docs/tdd.md:12".to_owned())
}

/// The two documents of commands that compare them.
#[derive(Debug, ClapArgs)]
pub struct Compared {
    /// The product document; - for standard input.
    pub prd: PathBuf,
    /// The design.
    pub tdd: PathBuf,
    /// Format of the report.
    #[arg(short, long, default_value = "text", value_parser = PossibleValuesParser::new(["text", "json", "csv", "markdown"]))]
    pub format: String,
    /// Path that standard input is shown and configured as.
    #[arg(long, value_name = "PATH")]
    pub stdin_path: Option<PathBuf>,
}

/// `diff`
#[derive(Debug, ClapArgs)]
pub struct DiffArgs {
    /// The two documents.
    #[command(flatten)]
    pub compared: Compared,
    /// Which differences are shown.
    #[command(flatten)]
    pub certainty: Certainty,
}

/// `route`
#[derive(Debug, ClapArgs)]
pub struct RouteArgs {
    /// Files, folders, globs, or - for standard input. What a file named by itself belongs with is read beside it.
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Format of the report.
    #[arg(short, long, default_value = "text", value_parser = PossibleValuesParser::new(["text", "json", "csv", "markdown"]))]
    pub format: String,
    /// Fail when the day is over by which a team that has to look must know, and the release is still ahead.
    #[arg(long)]
    pub fail_late: bool,
    /// Path that standard input is shown and configured as.
    #[arg(long, value_name = "PATH")]
    pub stdin_path: Option<PathBuf>,
}

/// `packets`
#[derive(Debug, ClapArgs)]
pub struct PacketsArgs {
    /// Files, folders, globs, or - for standard input. What a file named by itself belongs with is read beside it.
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// The packet of this team alone, by its id; may be given several times.
    #[arg(long, value_name = "TEAM")]
    pub team: Vec<String>,
    /// Format of the packets.
    #[arg(short, long, default_value = "text", value_parser = PossibleValuesParser::new(crate::report::PacketFormat::ALL.iter().map(|(name, _)| *name)))]
    pub format: String,
    /// Write a file for each team into this folder: privacy.md, vendor-security.csv.
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    pub out: Option<PathBuf>,
    /// Path that standard input is shown and configured as.
    #[arg(long, value_name = "PATH")]
    pub stdin_path: Option<PathBuf>,
}

/// `facts`
#[derive(Debug, ClapArgs)]
pub struct FactsArgs {
    /// Files, folders, globs, or - for standard input.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Format of the report.
    #[arg(short, long, default_value = "text", value_parser = PossibleValuesParser::new(["text", "json", "csv"]))]
    pub format: String,
    /// Show each mention by itself, with the rule that decided how it is meant and what the rule means.
    #[arg(long)]
    pub explain: bool,
    /// Path that standard input is shown and configured as.
    #[arg(long, value_name = "PATH")]
    pub stdin_path: Option<PathBuf>,
}

/// `items`
#[derive(Debug, ClapArgs)]
pub struct ItemsArgs {
    /// Files, folders, globs, or - for standard input.
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Format: text, a checklist in Markdown, CSV for Jira, JSON, bodies for the REST APIs of GitHub or GitLab, or a script for `gh`.
    #[arg(short, long, default_value = "text", value_parser = PossibleValuesParser::new(crate::report::ItemsFormat::ALL.iter().map(|(name, _)| *name)))]
    pub format: String,
    /// The list as it was, in JSON: what is settled since is closed, what is still there keeps its id.
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// Path that standard input is shown and configured as.
    #[arg(long, value_name = "PATH")]
    pub stdin_path: Option<PathBuf>,
}

/// `record`
#[derive(Debug, ClapArgs)]
pub struct RecordArgs {
    /// The documents that were reviewed: files, folders, globs.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// What the reviewer came to.
    #[arg(long, value_name = "DECISION", value_parser = PossibleValuesParser::new(crate::record::Decision::ALL.iter().map(|decision| decision.as_str())))]
    pub decision: String,
    /// Who reviewed.
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// What the reviewer adds.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Approve although something stops the review.
    #[arg(long)]
    pub anyway: bool,
}

/// `status`
#[derive(Debug, ClapArgs)]
pub struct StatusArgs {
    /// Records of reviews.
    #[arg(required = true, value_name = "RECORD")]
    pub records: Vec<PathBuf>,
    /// Fail unless every record is an approval that stands.
    #[arg(long, value_name = "DECISION", value_parser = PossibleValuesParser::new(["approved"]))]
    pub require: Option<String>,
    /// An approval also stands when words have changed, and no fact that is known of.
    #[arg(long, requires = "require")]
    pub allow_wording: bool,
    /// Format of the report.
    #[arg(short, long, default_value = "text", value_parser = PossibleValuesParser::new(["text", "markdown", "json"]))]
    pub format: String,
}

/// `metrics`
#[derive(Debug, ClapArgs)]
pub struct MetricsArgs {
    /// Records of reviews, or folders that are searched for them.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// The documents there are: files, folders, globs. Of them the reviewed share is told, and those that no review has read.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub documents: Vec<PathBuf>,
    /// Group documents by what they say of their product or team, else by folder; or by folder alone.
    #[arg(long, value_name = "GROUP", default_value = "product", value_parser = PossibleValuesParser::new(crate::programme::Grouping::ALL.iter().map(|(name, _)| *name)))]
    pub by: String,
    /// Count what happened from this day on; since when an item is open is told by earlier records too.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<Date>,
    /// Look at no record after this day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<Date>,
    /// Format of the figures.
    #[arg(short, long, default_value = "text", value_parser = PossibleValuesParser::new(crate::report::MetricsFormat::ALL.iter().map(|(name, _)| *name)))]
    pub format: String,
}

/// `burndown`
#[derive(Debug, ClapArgs)]
pub struct BurndownArgs {
    /// Boards in Markdown, exports in CSV and JSON, folders, globs, or - for standard input.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Weeks that are shown, that of today included.
    #[arg(long, value_name = "N", default_value_t = crate::burndown::WEEKS, value_parser = clap::value_parser!(u32).range(1..=520))]
    pub weeks: u32,
    /// Format of the chart and list.
    #[arg(short, long, default_value = "text", value_parser = PossibleValuesParser::new(crate::report::BurndownFormat::ALL.iter().map(|(name, _)| *name)))]
    pub format: String,
    /// Refuse larger files [default: 8388608].
    #[arg(long, value_name = "BYTES")]
    pub max_bytes: Option<u64>,
    /// Path that standard input is shown and configured as; its ending tells how it is read.
    #[arg(long, value_name = "PATH")]
    pub stdin_path: Option<PathBuf>,
}

/// `handoff`
#[derive(Debug, ClapArgs)]
pub struct HandoffArgs {
    /// Files, folders, globs.
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
}

/// `options`
#[derive(Debug, ClapArgs)]
pub struct OptionsArgs {
    /// Files, folders, globs.
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
}

/// `agenda`
#[derive(Debug, ClapArgs)]
pub struct AgendaArgs {
    /// Files, folders, globs, or - for standard input.
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// One of the two meetings [default: both].
    #[arg(long, value_name = "MEETING", value_parser = PossibleValuesParser::new(crate::agenda::Session::ALL.iter().map(|session| session.as_str())))]
    pub session: Option<String>,
    /// Minutes of each meeting.
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(10..=480))]
    pub minutes: u16,
    /// Format of the agenda.
    #[arg(short, long, default_value = "text", value_parser = PossibleValuesParser::new(["text", "markdown", "json", "ics"]))]
    pub format: String,
    /// Day and time of the first meeting, for a calendar file: 2026-03-02T14:00.
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub start: Option<chrono::NaiveDateTime>,
    /// Path that standard input is shown and configured as.
    #[arg(long, value_name = "PATH")]
    pub stdin_path: Option<PathBuf>,
}

/// A day and a time of day.
fn time(text: &str) -> Result<chrono::NaiveDateTime, String> {
    let time = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok();
    time.filter(|_| text.len() == "2026-03-02T14:00".len()).ok_or_else(|| format!("`{text}` is no day and time such as 2026-03-02T14:00"))
}

/// `eval`
#[derive(Debug, ClapArgs)]
pub struct EvalArgs {
    /// Folder with pairs/NAME/{prd,tdd}.md and labels/NAME.json.
    pub dir: PathBuf,
    /// Format of the figures.
    #[arg(short, long, default_value = "text", value_parser = PossibleValuesParser::new(["text", "json"]))]
    pub format: String,
    /// Also everything missed and everything that was too much, with its place.
    #[arg(long)]
    pub misses: bool,
}

/// `rules`
#[derive(Debug, ClapArgs)]
pub struct RulesArgs {
    /// Format of the list.
    #[arg(short, long, default_value = "text", value_parser = PossibleValuesParser::new(["text", "json", "markdown"]))]
    pub format: String,
}

/// `explain`
#[derive(Debug, ClapArgs)]
pub struct ExplainArgs {
    /// Id of a rule, or a catalogue id.
    pub rule: String,
    /// Tell what satisfied it in this document, or what it looked for and did not find.
    #[arg(long = "in", value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// `checklist`
#[derive(Debug, Subcommand)]
pub enum ChecklistCommand {
    /// Report everything that is wrong with checklist files.
    Validate {
        /// Checklist files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Print the built-in packs, or the rule or topic of an id, as they are written.
    Show {
        /// Id of a rule or topic, or the name of a pack; all packs when left out.
        name: Option<String>,
    },
    /// Run fixtures: DIR/<rule-id>/fires*.md must yield a finding of the rule, quiet*.md none; folders hold prd.md and tdd.md.
    Test {
        /// Folder of fixtures.
        dir: PathBuf,
    },
}

/// `lexicon`
#[derive(Debug, Subcommand)]
pub enum LexiconCommand {
    /// Tell what a word, phrase, id, host or package is known as, by which rule it counts, and where it comes from.
    Lookup {
        /// The word or phrase.
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
    },
    /// Add a vendor or a kind of data to a checklist file of your own; it is made when missing, and replaced whole or not at all.
    Add {
        /// The checklist file.
        file: PathBuf,
        /// What to add.
        #[command(subcommand)]
        entry: LexiconEntry,
    },
}

/// What `lexicon add` adds.
#[derive(Debug, Subcommand)]
pub enum LexiconEntry {
    /// A third party.
    Vendor {
        /// What people call it.
        name: String,
        /// What it does: `payments`, `email`, `analytics` and so on.
        #[arg(long)]
        kind: String,
        /// A further name; may be given several times.
        #[arg(long = "alias", value_name = "WORDS")]
        aliases: Vec<String>,
        /// A host name that means it; may be given several times.
        #[arg(long = "domain", value_name = "HOST")]
        domains: Vec<String>,
        /// You run it yourselves.
        #[arg(long)]
        self_hosted: bool,
        /// Whether it usually gets data of persons [default: that of its kind].
        #[arg(long, value_parser = PossibleValuesParser::new(["yes", "maybe", "no"]))]
        receives: Option<String>,
        /// Your company has approved it.
        #[arg(long)]
        approved: bool,
    },
    /// A kind of personal data.
    DataElement {
        /// Its id, a category and a name with a dot between: `health.step-goal`.
        id: String,
        /// What people call it.
        #[arg(long)]
        name: String,
        /// Its group: `contact`, `health`, `financial` and so on.
        #[arg(long)]
        category: String,
        /// How much harm its loss does.
        #[arg(long, value_parser = PossibleValuesParser::new(["pseudonymous", "personal", "sensitive", "special-category"]))]
        sensitivity: String,
        /// Words by which it is found; may be given several times.
        #[arg(long = "alias", value_name = "WORDS", required = true)]
        aliases: Vec<String>,
        /// A law that names it; may be given several times.
        #[arg(long = "regime", value_name = "LAW")]
        regimes: Vec<String>,
    },
}

/// `new`
#[derive(Debug, ClapArgs)]
pub struct NewArgs {
    /// Kind of document: any that the checklists have sections for, such as prd or tdd.
    pub kind: String,
    /// Title.
    #[arg(long, default_value = "Untitled")]
    pub title: String,
}

/// `scanners`
#[derive(Debug, ClapArgs)]
pub struct ScannersArgs {
    /// SARIF 2.1.0 logs, inventories, or folders of them.
    #[arg(required = true, value_name = "FILE")]
    pub paths: Vec<PathBuf>,
    /// Title.
    #[arg(long, default_value = "Scanner health")]
    pub title: String,
}

/// `init`
#[derive(Debug, ClapArgs)]
pub struct InitArgs {
    /// Folder to write designvet.toml into.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Print the configuration file instead of writing it.
    #[arg(long)]
    pub print: bool,
}

/// `config`
#[derive(Debug, ClapArgs)]
pub struct ConfigArgs {
    /// File or folder whose configuration is printed.
    #[arg(default_value = ".")]
    pub path: PathBuf,
}
