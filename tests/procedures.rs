//! `docs/procedures.md`: each sentence of the two procedures has a row, and what serves it is there.

use designvet::check;
use designvet::checklist::{builtin, load};
use designvet::cli::command;
use std::collections::BTreeSet;
use std::path::Path;

/// Letters of the procedures, and how many sentences each has.
const PROCEDURES: &[(char, u32)] = &[('S', 87), ('G', 41)];

/// Rows of the table: first and last sentence, and what serves them.
fn rows() -> Vec<(char, u32, u32, String)> {
    let page = std::fs::read_to_string("docs/procedures.md").expect("the page is there");
    let rows = page.lines().filter_map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let (sentences, served) = (*cells.first()?, *cells.get(2)?);
        let letter = sentences.chars().next().filter(|c| PROCEDURES.iter().any(|(known, _)| known == c))?;
        let number = |text: &str| text.strip_prefix(letter)?.parse::<u32>().ok();
        let (first, last) = sentences.split_once('-').unwrap_or((sentences, sentences));
        Some((letter, number(first)?, number(last)?, served.to_owned()))
    });
    rows.collect()
}

#[test]
fn every_sentence_has_one_row_in_order() {
    for (letter, count) in PROCEDURES {
        let told: Vec<u32> = rows().iter().filter(|row| row.0 == *letter).flat_map(|row| row.1..=row.2).collect();
        assert_eq!(told, (1..=*count).collect::<Vec<u32>>(), "{letter}");
    }
}

#[test]
fn what_serves_a_sentence_is_a_rule_a_command_an_option_or_a_page() {
    let (list, problems) = load(&builtin(), &check::specs());
    assert!(problems.is_empty(), "{problems:?}");
    let rules: BTreeSet<&str> = list.rules.keys().map(designvet::rule::RuleId::as_str).collect();
    let cli = command();
    let commands: BTreeSet<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
    let options: BTreeSet<String> = cli
        .get_subcommands()
        .flat_map(clap::Command::get_arguments)
        .filter_map(|arg| arg.get_long())
        .map(|long| format!("--{long}"))
        .collect();
    let mut unknown = Vec::new();
    let mut read = 0;
    for (letter, first, _, served) in rows() {
        for name in served.split('`').skip(1).step_by(2) {
            read += 1;
            let word = name.split(' ').next().unwrap_or_default();
            let is_known = rules.contains(name)
                || commands.contains(word)
                || options.contains(word)
                || name.starts_with("[[") && std::fs::read_to_string("README.md").is_ok_and(|readme| readme.contains(name))
                || name.contains('.') && Path::new(name).exists()
                || name == "designvet.toml"
                || list.kind(name).is_some();
            if !is_known {
                unknown.push(format!("{letter}{first}: {name}"));
            }
        }
        let says = served == "-" || served.contains('`') || served.contains("not served yet");
        assert!(says, "{letter}{first} says nothing of what serves it");
    }
    assert!(read > 100, "{read} names were read");
    assert!(unknown.is_empty(), "\n{}\n", unknown.join("\n"));
}
