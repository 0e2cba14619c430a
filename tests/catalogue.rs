//! The public catalogue of checks to the rules that stand for it: nothing is left out in silence.

use designvet::check;
use designvet::checklist::{builtin, load};
use std::collections::BTreeSet;

/// Families A, B, D and E of the catalogue: the document, its sections, third parties, places and laws.
const CATALOGUE: &[&str] = &[
    "DOC-01", "DOC-02", "DOC-03", "DOC-04", "DOC-05", "DOC-06", "DOC-07", "DOC-08", "DOC-09", "DOC-10", "DOC-11", "SEC-01", "SEC-02",
    "SEC-03", "SEC-04", "SEC-05", "SEC-06", "SEC-07", "SEC-08", "SEC-09", "SEC-10", "SEC-11", "SEC-12", "VEN-01", "VEN-02", "VEN-03",
    "VEN-04", "VEN-05", "VEN-06", "VEN-07", "VEN-08", "VEN-09", "VEN-10", "VEN-11", "VEN-12", "VEN-13", "VEN-14", "LOC-01", "LOC-02",
    "LOC-03", "LOC-04", "LOC-05", "LOC-06", "LOC-07", "LOC-08", "LOC-09",
];

/// Ids that no rule stands for, and why.
const EXCLUDED: &[(&str, &str)] = &[
    ("DOC-07", "a change since the last review needs a record of that review"),
    ("DOC-09", "whether an open question bears on security needs facts on data, controls and vendors"),
    ("DOC-10", "a contradiction inside a document needs values of facts: retention, region, session lifetime"),
    ("DOC-11", "a feature in and out of scope needs features as facts"),
    ("SEC-02", "a diagram against the text needs the nodes of diagrams and vendors as facts"),
    ("SEC-03", "boundaries and stores in a diagram need its graph as a fact"),
    ("VEN-01", "a list of facts, not a finding: `designvet facts` prints third parties"),
    (
        "VEN-08",
        "nearly no document says how to leave a vendor, and availability is judged elsewhere: the finding would stand in each review",
    ),
    ("VEN-13", "new libraries are many and named in passing; a dependency scanner knows them better than a document"),
    (
        "VEN-14",
        "where a vendor is at home is not in documents, and guessing it makes false findings; regions that are stated are LOC-03 and LOC-04",
    ),
    ("LOC-02", "a list of facts, not a finding: `designvet facts` prints places"),
    ("LOC-08", "questions on contracts and policies are asked in notes of a walkthrough, which have no rules of their own"),
    ("LOC-09", "a new market needs the version before"),
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
