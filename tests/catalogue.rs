//! The public catalogue of checks to the rules that stand for it: nothing is left out in silence.

use designvet::check;
use designvet::checklist::{builtin, load};
use std::collections::BTreeSet;

/// Families A and B of the catalogue: the document, and its sections.
const CATALOGUE: &[&str] = &[
    "DOC-01", "DOC-02", "DOC-03", "DOC-04", "DOC-05", "DOC-06", "DOC-07", "DOC-08", "DOC-09", "DOC-10", "DOC-11", "SEC-01", "SEC-02",
    "SEC-03", "SEC-04", "SEC-05", "SEC-06", "SEC-07", "SEC-08", "SEC-09", "SEC-10", "SEC-11", "SEC-12",
];

/// Ids that no rule stands for, and why.
const EXCLUDED: &[(&str, &str)] = &[("DOC-07", "a change since the last review needs a record of that review")];

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
