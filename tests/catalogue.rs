//! The public catalogue of checks to the rules that stand for it: nothing is left out in silence.

use designvet::check;
use designvet::checklist::{builtin, load};
use std::collections::BTreeSet;

/// Families A, B, C and G of the catalogue: the document, its sections, personal data, models.
const CATALOGUE: &[&str] = &[
    "DOC-01", "DOC-02", "DOC-03", "DOC-04", "DOC-05", "DOC-06", "DOC-07", "DOC-08", "DOC-09", "DOC-10", "DOC-11", "SEC-01", "SEC-02",
    "SEC-03", "SEC-04", "SEC-05", "SEC-06", "SEC-07", "SEC-08", "SEC-09", "SEC-10", "SEC-11", "SEC-12", "DAT-01", "DAT-02", "DAT-03",
    "DAT-04", "DAT-05", "DAT-06", "DAT-07", "DAT-08", "DAT-09", "DAT-10", "DAT-11", "DAT-12", "DAT-13", "DAT-14", "DAT-15", "DAT-16",
    "DAT-17", "DAT-18", "DAT-19", "DAT-20", "DAT-21", "AIX-01", "AIX-02", "AIX-03", "AIX-04", "AIX-05", "AIX-06",
];

/// Ids that no rule stands for, and why.
const EXCLUDED: &[(&str, &str)] = &[
    ("DOC-07", "a change since the last review needs a record of that review"),
    ("DOC-09", "whether an open question bears on security needs facts on data, controls and vendors"),
    ("DOC-10", "a contradiction inside a document needs values of facts: retention, region, session lifetime"),
    ("DOC-11", "a feature in and out of scope needs features as facts"),
    ("SEC-02", "a diagram against the text needs the nodes of diagrams and vendors as facts"),
    ("SEC-03", "boundaries and stores in a diagram need its graph as a fact"),
    ("DAT-01", "the list of data is what `facts` prints; a finding is something to mend"),
    ("DAT-05", "what data is used for is not read as a fact: a document without purposes cannot be told from one with loose wording"),
    ("DAT-06", "what an arrow of a diagram carries is too often left out for its absence to mean anything"),
    ("DAT-13", "a log, address or message that holds data is told from one that only mentions it by the sentence, not by words beside"),
    ("DAT-19", "a new reader of data that is there needs the version of the document before"),
    ("SEC-12", "a contradicted \"none\" needs data elements and vendors as facts"),
];

fn catalogue_of_rules() -> BTreeSet<String> {
    let (list, problems) = load(&builtin(), &check::specs());
    assert!(problems.is_empty(), "{problems:?}");
    list.rules.values().flat_map(|rule| rule.catalogue.iter().cloned()).collect()
}

#[test]
fn every_catalogue_id_is_on_a_rule_or_excluded_with_a_reason() {
    let on_rules = catalogue_of_rules();
    for id in CATALOGUE {
        let excluded = EXCLUDED.iter().find(|(name, _)| name == id);
        match (on_rules.contains(*id), excluded) {
            (true, Some(_)) => panic!("{id} is on a rule: delete it from the exclusions"),
            (false, None) => panic!("{id} is on no rule and not excluded"),
            (false, Some((_, reason))) => assert!(!reason.is_empty(), "{id} is excluded without a reason"),
            (true, None) => {}
        }
    }
}

#[test]
fn rules_and_exclusions_name_ids_that_exist() {
    for id in catalogue_of_rules() {
        assert!(CATALOGUE.contains(&id.as_str()), "a rule names {id}, which is in no catalogue");
    }
    for (id, _) in EXCLUDED {
        assert!(CATALOGUE.contains(id), "{id} is excluded and in no catalogue");
    }
}
