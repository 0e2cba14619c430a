//! `tests/rules/<rule-id>/`: `fires*` must yield a finding of the rule, `quiet*` none; each rule has a folder and each folder a rule.

mod walk;

use designvet::checklist::Checklist;
use designvet::config::Config;
use designvet::date::Date;
use designvet::fixture;
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::settings::Settings;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

const FOLDER: &str = "tests/rules";

fn checklist() -> Checklist {
    let (checklist, problems) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    assert!(problems.is_empty(), "{problems:?}");
    checklist
}

fn profile() -> Profile {
    let settings = Settings { today: Date::parse("2026-06-01"), ..Settings::default() };
    Profile { checklist: checklist(), settings, waivers: None }
}

#[test]
fn every_fixture_fires_or_is_quiet_as_its_name_says() {
    let cases = designvet::cli::fixtures(Path::new(FOLDER)).expect("fixtures can be read");
    let mut profile = profile();
    let failures = fixture::run(&cases, &mut profile, &designvet::cli::available);
    let number: usize = cases.values().map(Vec::len).sum();
    assert!(failures.is_empty(), "{} of {number} fixtures:\n{}\n", failures.len(), failures.join("\n"));
}

#[test]
fn every_rule_has_a_folder_and_every_folder_a_rule() {
    let checklist = checklist();
    let rules: BTreeSet<&str> = checklist.rules.keys().map(designvet::rule::RuleId::as_str).collect();
    let cases = designvet::cli::fixtures(Path::new(FOLDER)).expect("fixtures can be read");
    let folders: BTreeSet<&str> = cases.keys().map(String::as_str).collect();
    let without_folder: Vec<_> = rules.difference(&folders).collect();
    let without_rule: Vec<_> = folders.difference(&rules).collect();
    assert!(without_folder.is_empty(), "rules without fixtures: {without_folder:?}");
    assert!(without_rule.is_empty(), "fixtures without a rule: {without_rule:?}");
}

#[test]
fn every_file_among_the_fixtures_is_used() {
    let read: BTreeSet<String> = designvet::cli::fixtures(Path::new(FOLDER))
        .expect("fixtures can be read")
        .values()
        .flatten()
        .flat_map(|case| case.files.iter().map(|file| file.path().to_owned()))
        .collect();
    let mut unused = walk::files(Path::new(FOLDER), "md");
    unused.retain(|path| !path.parent().is_some_and(|folder| folder.ends_with("before")) && !read.contains(&*path.to_string_lossy()));
    assert!(unused.is_empty(), "named neither `fires` nor `quiet`: {unused:?}");
}

#[test]
fn every_rule_has_a_bad_and_a_good_example() {
    let without: Vec<String> = checklist()
        .rules
        .values()
        .filter(|rule| rule.bad.trim().is_empty() || rule.good.trim().is_empty())
        .map(|rule| rule.id.to_string())
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

/// All fixtures reviewed with all rules.
fn reviews() -> Vec<Review> {
    let mut profile = [profile()];
    let cases = designvet::cli::fixtures(Path::new(FOLDER)).expect("fixtures can be read");
    let cases = cases.values().flatten();
    cases
        .map(|case| {
            let input = |file| Input { file: Arc::clone(file), kind: None, fallback: None, profile: 0 };
            profile[0].waivers.clone_from(&case.waivers);
            profile[0].settings.runs.clone_from(&case.runs);
            let mode = if case.files.len() > 1 { Mode::Review } else { Mode::Check };
            review(Inputs { files: case.files.iter().map(input).collect(), mode, available: &designvet::cli::available }, &profile)
        })
        .collect()
}

#[test]
fn every_value_in_a_text_of_a_finding_is_filled() {
    let mut seen = BTreeSet::new();
    let values: BTreeSet<&str> = designvet::check::specs().iter().flat_map(|spec| spec.values).copied().collect();
    for review in reviews() {
        for finding in &review.findings {
            let rule = review.rule(finding);
            seen.insert(finding.rule.clone());
            // A placeholder of the document may be quoted in a message; a value of the check must not be left.
            let open = values.iter().find(|value| finding.message.contains(&format!("{{{value}}}")));
            assert!(open.is_none(), "{}: `{}` (from `{}`)", finding.rule, finding.message, rule.message);
            for text in [&rule.why, &rule.advice, &rule.ask] {
                assert!(!text.contains('{'), "{}: `{text}` is shown as it is written: values are filled in messages only", finding.rule);
            }
            assert!(!finding.message.contains("  ") && !finding.message.ends_with([' ', '.']), "{}: `{}`", finding.rule, finding.message);
        }
    }
    assert!(seen.len() > 10, "only {seen:?} made findings");
}

#[test]
fn every_label_of_a_finding_lies_in_its_text() {
    for review in reviews() {
        for finding in &review.findings {
            for label in std::iter::once(&finding.primary).chain(&finding.related) {
                let text = review.document(label.file).file.text();
                let range = label.span.start as usize..label.span.end as usize;
                let words = text.get(range).unwrap_or_else(|| panic!("{}: {:?} does not fit the text", finding.rule, label.span));
                assert!(!words.trim().is_empty(), "{}: nothing is marked at {:?}", finding.rule, label.span);
                assert!(!words.starts_with('\n') && !words.ends_with('\n'), "{}: blank lines are marked: {words:?}", finding.rule);
            }
        }
    }
}
