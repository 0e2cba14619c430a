//! A document whose tables are records, reviewed on a day of its own, and what is told of it.

use designvet::checklist::{self, Pack};
use designvet::config::Config;
use designvet::date::Date;
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::settings::Settings;
use designvet::source::SourceFile;
use std::path::Path;
use std::sync::Arc;

const TODAY: &str = "2026-06-01";

/// The review of a text under a configuration, with packs beside the built-in ones.
pub fn reviewed_with(text: &str, config: &str, packs: &[Pack]) -> Review {
    let (config, problems) = Config::read(Path::new("designvet.toml"), config.to_owned());
    assert!(problems.is_empty(), "{problems:?}");
    let (checklist, problems) = if packs.is_empty() {
        config.checklist(&[], &|path| Err(path.display().to_string()))
    } else {
        let all: Vec<Pack> = checklist::builtin().into_iter().chain(packs.iter().cloned()).collect();
        checklist::load(&all, &designvet::check::specs())
    };
    assert!(problems.is_empty(), "{problems:?}");
    let input = Input { file: Arc::new(SourceFile::new("list.md", text)), kind: None, fallback: None, profile: 0 };
    let settings = Settings { today: Date::parse(TODAY), ..Settings::default() };
    let inputs = Inputs { files: vec![input], mode: Mode::Check, available: &designvet::cli::available };
    review(inputs, &[Profile { checklist, settings, waivers: None }])
}

/// The review of a text.
pub fn reviewed(text: &str) -> Review {
    reviewed_with(text, "", &[])
}

/// The kind that a text is read as.
pub fn kind(text: &str) -> String {
    reviewed(text).documents[0].facts.as_ref().expect("it can be read").kind.id.to_string()
}

/// What a rule tells of.
pub fn messages(review: &Review, rule: &str) -> Vec<String> {
    review.findings.iter().filter(|finding| finding.rule.as_str() == rule).map(|finding| finding.message.clone()).collect()
}

/// A table with this header and these rows.
pub fn table(header: &str, rows: &[&str]) -> String {
    let rule = "---|".repeat(header.split(" | ").count());
    let rows: Vec<String> = rows.iter().map(|row| format!("| {row} |")).collect();
    format!("| {header} |\n|{rule}\n{}\n\n", rows.join("\n"))
}
