//! What the documentation names is there, and its commands are commands.

use clap::Parser as _;
use std::io::Write as _;
use std::path::Path;

const PAGES: &[&str] = &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

/// First parts of paths of this repository.
const ROOTS: &[&str] = &["src", "tests", "checklists", "docs", "examples", "samples", "vectors", "benches", "fuzz", ".github", ".ci"];

/// Text of a page; None, and a line on standard error, when it is not there.
fn page(name: &str) -> Option<String> {
    let text = std::fs::read_to_string(name).ok();
    if text.is_none() {
        let _ = writeln!(std::io::stderr(), "NOT TESTED: there is no {name}");
    }
    text
}

/// Words that look like paths of this repository: in back-ticks, or the target of a link.
fn paths(text: &str) -> Vec<String> {
    let ticked = text.split('`').skip(1).step_by(2).map(str::to_owned);
    let linked = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).map(str::to_owned);
    let words = ticked.chain(linked).flat_map(|part| part.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    words
        .map(|word| word.trim_matches(|c: char| "\"',;:()".contains(c)).split(['#', ':']).next().unwrap_or_default().to_owned())
        .filter(|word| {
            let first = word.split('/').next().unwrap_or_default();
            let file =
                PAGES.contains(&word.as_str()) || ["Cargo.toml", "clippy.toml", "CHANGELOG.md", "LICENSE-MIT"].contains(&word.as_str());
            file || (word.contains('/') && ROOTS.contains(&first))
        })
        .collect()
}

#[test]
fn paths_that_the_documentation_names_exist() {
    let mut gone = Vec::new();
    for name in PAGES {
        let Some(text) = page(name) else { continue };
        for path in paths(&text) {
            // `tests/rules/<rule-id>/` and `src/**/x.rs` stand for many.
            let fixed: Vec<&str> = path.split('/').take_while(|part| !part.contains(['*', '<', '{', '[', '|'])).collect();
            if !Path::new(&fixed.join("/")).exists() {
                gone.push(format!("{name}: {path}"));
            }
        }
    }
    // Fixtures of the worked example, which the reader makes.
    gone.retain(|line| !line.contains("scope-metrics-missing"));
    assert!(gone.is_empty(), "\n{}\n", gone.join("\n"));
}

#[test]
fn commands_of_the_documentation_are_commands() {
    let mut wrong = Vec::new();
    let mut read = 0;
    for name in PAGES {
        let Some(text) = page(name) else { continue };
        for line in commands(&text) {
            read += 1;
            let words = words(&line);
            if let Err(error) = designvet::cli::Args::try_parse_from(&words)
                && error.use_stderr()
            {
                wrong.push(format!("{name}: {line}\n{error}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    if page("README.md").is_some() {
        assert!(read > 0, "the README shows no command");
    }
}

/// Lines of code blocks that run the tool, and whole commands in back-ticks; a name and a verb alone only speak of one.
fn commands(text: &str) -> Vec<String> {
    let ticked = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).filter(|words| words.split(' ').count() > 2);
    let lines = text.lines().chain(ticked).map(str::trim).map(|line| line.strip_prefix("$ ").unwrap_or(line));
    let lines = lines.map(|line| line.strip_prefix("- run: ").unwrap_or(line)).filter(|line| line.starts_with("designvet "));
    // Prose that begins with the name is no command; one that shows its output is cut at the pipe.
    let lines = lines.filter(|line| line.split_whitespace().nth(1).is_some_and(is_command));
    lines.map(|line| line.split([';', '|', '>', '#', '&']).next().unwrap_or_default().trim().to_owned()).collect()
}

fn is_command(word: &str) -> bool {
    word.starts_with('-') || designvet::cli::command().get_subcommands().any(|c| c.get_name() == word)
}

/// Words of a command line; quotation marks hold words together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, ' ') => words.push(String::new()),
            (_, c) => words.last_mut().expect("there is always a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_command_is_documented_by_its_help() {
    let mut command = designvet::cli::command();
    command.build();
    let mut silent = Vec::new();
    let mut open: Vec<clap::Command> = command.get_subcommands().cloned().collect();
    while let Some(command) = open.pop() {
        if command.get_about().is_none() {
            silent.push(command.get_name().to_owned());
        }
        silent.extend(command.get_arguments().filter(|a| a.get_help().is_none()).map(|a| format!("{} {}", command.get_name(), a.get_id())));
        open.extend(command.get_subcommands().cloned());
    }
    assert!(silent.is_empty(), "{silent:?}");
}

/// The README shows the first finding of its first command and the end of the report; both have to come out as they are shown.
#[test]
fn the_report_that_the_readme_shows_comes_out() {
    let readme = std::fs::read_to_string("README.md").expect("the README can be read");
    let shown = readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("it shows a report");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_designvet"));
    command.args(["review", "samples/clinic-booking/prd.md", "samples/clinic-booking/tdd.md", "--today", "2026-03-02"]);
    let done = command.env("COLUMNS", "80").output().expect("the program runs");
    let report = String::from_utf8_lossy(&done.stdout);
    let parts: Vec<&str> = shown.split("...\n").map(str::trim_end).collect();
    assert_eq!(parts.len(), 2, "a finding and the end");
    for part in parts {
        assert!(report.contains(part), "the README shows\n{part}\nand the report is\n{report}");
    }
}
