//! Named rules that decide what a mention of a third party is: `tests/roles/third-party/<rule>/fires*.md` has a mention that the rule
//! decides, `quiet*.md` looks alike and has none.

use designvet::checklist::{self, Checklist};
use designvet::document::Document;
use designvet::facts::{Facts, PartyRole, THIRD_PARTY_RULES};
use designvet::source::SourceFile;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[test]
fn each_rule_decides_where_it_should_and_stays_out_of_what_looks_alike() {
    let list = list();
    let mut wrong = Vec::new();
    for rule in THIRD_PARTY_RULES {
        for path in sorted(&folder().join(rule)) {
            let name = name_of(&path);
            let facts = facts(&std::fs::read_to_string(&path).expect("fixtures are text"), &list);
            let mentions =
                facts.third_parties.iter().flat_map(|party| party.mentions.iter().map(move |(role, by)| (&party.id, *role, by.decided_by)));
            let decided: Vec<(&String, PartyRole, &str)> = mentions.collect();
            let fires = decided.iter().any(|(_, _, by)| by == rule);
            if fires != name.starts_with("fires") {
                wrong.push(format!("{rule}/{name}: {decided:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn each_rule_has_both_fixtures_and_each_folder_a_rule() {
    let folders: BTreeSet<String> = sorted(&folder()).iter().map(|path| name_of(path)).collect();
    let rules: BTreeSet<String> = THIRD_PARTY_RULES.iter().map(|rule| (*rule).to_owned()).collect();
    assert_eq!(folders, rules);
    for rule in THIRD_PARTY_RULES {
        let names: Vec<String> = sorted(&folder().join(rule)).iter().map(|path| name_of(path)).collect();
        let has = |start: &str| names.iter().any(|name| name.starts_with(start));
        assert!(has("fires") && has("quiet"), "{rule} has {names:?}");
    }
}

#[test]
fn a_decision_beats_what_is_said_in_passing() {
    let table = "\n\n| Topic | Decision | Alternatives |\n|---|---|---|\n| Sign-in | Clerk Auth | Supabase Auth |\n";
    let list = list();
    let role = |text: &str, id: &str| facts(text, &list).third_parties.iter().find(|party| party.id == id).map(|party| party.role);
    let plain = format!("# Design\n\nSupabase Auth has a plan.{table}");
    assert_eq!(role(&plain, "Clerk"), Some(PartyRole::Used));
    assert_eq!(role(&plain, "Supabase Auth"), Some(PartyRole::Rejected));
    // Where both stand in the design too, the reader has to ask.
    let torn = format!("# Design\n\nSign-in by Clerk Auth or Supabase Auth.{table}");
    assert_eq!(role(&torn, "Supabase Auth"), Some(PartyRole::Optional));
}

#[test]
fn the_name_of_the_product_is_no_third_party() {
    let list = list();
    assert!(facts("# PRD: Pinecone\n\nPinecone stores the vectors of cones.\n", &list).third_parties.is_empty());
    assert_eq!(facts("# PRD: Search with Pinecone\n\nPinecone stores the vectors.\n", &list).third_parties.len(), 1);
    assert_eq!(facts("# Billing (Stripe)\n\nStripe takes the cards.\n", &list).third_parties.len(), 1);
    assert!(facts("# Neon: a game of lights\n\nPlayers of Neon use a database.\n", &list).third_parties.is_empty());
    assert!(facts("---\nproduct: Linear\n---\n# Plan\n\nIssues go to Linear by its API.\n", &list).third_parties.is_empty());
}

fn list() -> Checklist {
    let (list, problems) = checklist::load(&checklist::builtin(), &designvet::check::specs());
    assert!(problems.is_empty(), "{problems:?}");
    list
}

fn facts(text: &str, list: &Checklist) -> Facts {
    let file = SourceFile::new("design.md", text.to_owned());
    Facts::of(&file, &Document::parse(file.text()), list, None)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/roles/third-party")
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("every rule has a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("folders can be read").path()).collect();
    paths.sort();
    paths
}

fn name_of(path: &Path) -> String {
    path.file_name().expect("entries have names").to_string_lossy().into_owned()
}
