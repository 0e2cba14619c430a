//! Arguments to an exit code: reads files, calls [`crate::review::review`], writes reports.

mod agenda;
mod annotate;
mod args;
mod baseline;
mod burndown;
mod checklist;
mod clock;
mod companions;
mod config;
mod diff;
mod eval;
mod explain;
mod facts;
mod files;
mod fixing;
mod folder;
mod git;
mod handoff;
mod init;
mod items;
mod lexicon;
mod metrics;
mod named_pair;
mod new;
mod options;
mod output;
mod packets;
mod patch;
mod progress;
mod recent;
mod record;
mod rereview;
mod review;
mod route;
mod rules;
mod runs;
mod scanners;
mod trace;
mod waive;
mod watch;
mod welcome;

pub use args::{Args, command};
pub use checklist::fixtures;
pub use files::available;

use args::Command;
use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Reviewed; nothing unwaived at or above the threshold.
    Clean,
    /// Something at or above the threshold stands.
    Findings,
    /// Something could not be reviewed: usage, config, checklist, unreadable input, internal error.
    Failure,
    /// Folders, globs or config selected no document.
    Nothing,
}

impl Exit {
    /// The code that the process ends with.
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failure => 2,
            Self::Nothing => 3,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

/// Runs a command. Reports go to standard output, everything else to standard error.
pub fn run(args: Args) -> anyhow::Result<Exit> {
    let globals = args.global;
    let Some(command) = args.command else { return welcome::run(&globals) };
    match command {
        Command::Check(args) if args.watch => watch::run(&args.paths, &globals),
        Command::Check(args) => review::check(&args, &globals),
        Command::Review(args) => review::review(&args, &globals),
        Command::Annotate(args) => annotate::run(&args, &globals),
        Command::Waive(args) => waive::run(&args, &globals),
        Command::Baseline(command) => baseline::run(&command, &globals),
        Command::Trace(args) => trace::run(&args, &globals),
        Command::Diff(args) => diff::run(&args, &globals),
        Command::Items(args) => items::run(&args, &globals),
        Command::Agenda(args) => agenda::run(&args, &globals),
        Command::Route(args) => route::run(&args, &globals),
        Command::Record(args) => record::record(&args, &globals),
        Command::Status(args) => record::status(&args, &globals),
        Command::Metrics(args) => metrics::run(&args, &globals),
        Command::Burndown(args) => burndown::run(&args, &globals),
        Command::Handoff(args) => handoff::run(&args, &globals),
        Command::Options(args) => options::run(&args, &globals),
        Command::Packets(args) => packets::run(&args, &globals),
        Command::Facts(args) => facts::run(&args, &globals),
        Command::Eval(args) => eval::run(&args, &globals),
        Command::Rules(args) => rules::run(&args, &globals),
        Command::Explain(args) => explain::run(&args, &globals),
        Command::Checklist(command) => checklist::run(&command, &globals),
        Command::Lexicon(command) => lexicon::run(&command, &globals),
        Command::Scanners(args) => scanners::run(&args, &globals),
        Command::New(args) => new::run(&args, &globals),
        Command::Init(args) => init::run(&args, &globals),
        Command::Config(args) => config::run(&args, &globals),
        Command::Completions { shell } => {
            output::write(&globals, |out| {
                clap_complete::generate(shell, &mut args::command(), "designvet", out);
                Ok(())
            })?;
            Ok(Exit::Clean)
        }
        Command::Man => {
            output::write(&globals, |out| clap_mangen::Man::new(args::command()).render(out))?;
            Ok(Exit::Clean)
        }
    }
}
