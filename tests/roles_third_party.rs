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
fn one_beside_another_is_optional_and_what_was_chosen_over_is_not_taken() {
    let list = list();
    let role = |text: &str, id: &str| {
        let found = facts(&format!("# Design\n\n{text}\n"), &list);
        found.third_parties.iter().find(|party| party.id == id).map(|party| party.role)
    };
    let code = "```text\nopenai>=2.0    # for drafts\nsendgrid>=6.1  # for mail (alternative)\n```";
    assert_eq!(role(code, "OpenAI"), Some(PartyRole::Used));
    assert_eq!(role(code, "SendGrid"), Some(PartyRole::Optional));
    let table = "| Topic | Chosen | Alternatives |\n|---|---|---|\n| Sign-in | Clerk Auth over Auth0 | Auth0, Okta |";
    assert_eq!(role(table, "Clerk"), Some(PartyRole::Used));
    assert_eq!(role(table, "Auth0"), Some(PartyRole::Rejected));
    let tickets = "| Needed | Jira | State |\n|---|---|---|\n| The feed | SHOP-12, SHOP-14 | open |";
    assert_eq!(role(tickets, "Atlassian Jira / Confluence"), Some(PartyRole::Tooling));
    let answer = "## Open questions\n\n- OpenAI or Anthropic?\n  - Decision: start with the OpenAI API, add Anthropic as an option";
    assert_eq!(role(answer, "Anthropic"), Some(PartyRole::Optional));
    assert_eq!(role(answer, "OpenAI"), Some(PartyRole::Used));
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

#[test]
fn a_proposal_takes_or_turns_down_what_would_be_taken_and_no_more() {
    let list = list();
    let role = |section: &str, text: &str, id: &str| {
        let proposal = format!(
            "---\nrfc: 12\n---\n\n# RFC: Faster mounts\n\n## Summary\n\nThis RFC makes mounts faster.\n\n## Motivation\n\nMounts are slow.\n\n\
             ## Detailed design\n\nA cache.\n\n## Drawbacks\n\nNone.\n\n## {section}\n\n{text}\n\n## Unresolved questions\n\nNone.\n"
        );
        facts(&proposal, &list).third_parties.iter().find(|party| party.id == id).map(|party| party.role)
    };
    assert_eq!(role("Prior art", "Bitbucket waits for a week.", "Bitbucket"), Some(PartyRole::Named));
    assert_eq!(role("Non-goals", "- Auth0 does not check the label.", "Auth0"), Some(PartyRole::Named));
    assert_eq!(role("Non-goals", "- Supporting sign-in by Auth0.", "Auth0"), Some(PartyRole::Rejected));
    assert_eq!(role("Rationale and alternatives", "A survey was done using Auth0 for its accounts.", "Auth0"), Some(PartyRole::Named));
    assert_eq!(role("Rationale and alternatives", "We could use Auth0 to sign them.", "Auth0"), Some(PartyRole::Rejected));
    assert_eq!(role("Future possibilities", "Links stay public, as Auth0 has them.", "Auth0"), Some(PartyRole::Named));
    assert_eq!(role("Future possibilities", "- Support for Auth0.", "Auth0"), Some(PartyRole::Future));
    assert_eq!(role("Settings", "The plugin reads `SENDGRID_API_KEY`.", "SendGrid"), Some(PartyRole::Named));
    let unnamed = role("Non-goals", "- Removing the cloud provider code.", "cloud-infra");
    assert!(unnamed.is_none_or(|role| role == PartyRole::Named), "{unnamed:?}");
}

#[test]
fn what_is_left_out_is_turned_down_only_where_it_would_be_taken() {
    let list = list();
    let role = |heading: &str, text: &str, id: &str| {
        let found = facts(&format!("# Design\n\n## {heading}\n\n{text}\n"), &list);
        found.third_parties.iter().find(|party| party.id == id).map(|party| party.role)
    };
    assert_eq!(role("Out of scope", "- Sign-in by Auth0.", "Auth0"), Some(PartyRole::Rejected));
    assert_eq!(role("Out-of-scope threats", "- Sign-in by Auth0.", "Auth0"), Some(PartyRole::Named));
    assert_eq!(role("Non-goals", "1. Sign-in: there is none. Use Auth0 for it.", "Auth0"), Some(PartyRole::Named));
    assert_eq!(role("Non-goals", "- Own sign-in. In the interim, the Auth0 API serves it.", "Auth0"), Some(PartyRole::Used));
    let page = "- Write to Pinecone\n\n## Search\n\nPinecone has the vectors. The page shows what Pinecone knows, and how old Pinecone is.";
    let found = facts(&format!("# Design\n\n## Out of scope\n\n{page}\n"), &list);
    let first = found.third_parties.iter().find(|party| party.id == "Pinecone").map(|party| party.mentions[0].0);
    assert_eq!(first, Some(PartyRole::Named));
    assert_eq!(role("Out of scope", "- Write to Pinecone", "Pinecone"), Some(PartyRole::Rejected));
    assert_eq!(role("API", "Classes are made for it, such as `GKEClusterClass`.", "Google Cloud Platform"), Some(PartyRole::Named));
    assert_eq!(role("API", "An address is, for example, https://api.stripe.com/v1/charges.", "Stripe"), Some(PartyRole::Named));
}

#[test]
fn degrees_decisions_and_constants_are_no_companies() {
    let list = list();
    assert!(facts("# Incidents\n\n- Severe = S2\n- Average = S3\n- Minor = S4\n", &list).third_parties.is_empty());
    assert!(facts("# Incidents\n\n- Average = S3\n- Files lie in S3 buckets.\n- Minor = S4\n", &list).third_parties.len() == 1);
    let decisions = facts("# Design\n\n| Decision | State |\n|---|---|\n| D1: Anthropic by default | yes |\n| D2: none | no |\n", &list);
    assert!(decisions.third_parties.iter().all(|party| party.name == "Anthropic"));
    assert!(facts("# Design\n\nThe Vast majority of users has no storage.\n", &list).third_parties.is_empty());
    assert!(facts("# Design\n\nThe ARM code uses NEON on a database.\n", &list).third_parties.is_empty());
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
