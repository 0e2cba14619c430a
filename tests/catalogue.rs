//! The public catalogue of checks to the rules that stand for it: nothing is left out in silence.

use designvet::check;
use designvet::checklist::{builtin, load};
use std::collections::BTreeSet;

/// Families A to I of the catalogue: the document, its sections, personal data, third parties, places and laws, protections, models,
/// functions, what two documents differ in; what is read from notes of a walkthrough; critical security issues; boards of vulnerabilities; the health of
/// scanners; and how a partner plugs into a team.
const CATALOGUE: &[&str] = &[
    "DOC-01", "DOC-02", "DOC-03", "DOC-04", "DOC-05", "DOC-06", "DOC-07", "DOC-08", "DOC-09", "DOC-10", "DOC-11", "SEC-01", "SEC-02",
    "SEC-03", "SEC-04", "SEC-05", "SEC-06", "SEC-07", "SEC-08", "SEC-09", "SEC-10", "SEC-11", "SEC-12", "DAT-01", "DAT-02", "DAT-03",
    "DAT-04", "DAT-05", "DAT-06", "DAT-07", "DAT-08", "DAT-09", "DAT-10", "DAT-11", "DAT-12", "DAT-13", "DAT-14", "DAT-15", "DAT-16",
    "DAT-17", "DAT-18", "DAT-19", "DAT-20", "DAT-21", "VEN-01", "VEN-02", "VEN-03", "VEN-04", "VEN-05", "VEN-06", "VEN-07", "VEN-08",
    "VEN-09", "VEN-10", "VEN-11", "VEN-12", "VEN-13", "VEN-14", "LOC-01", "LOC-02", "LOC-03", "LOC-04", "LOC-05", "LOC-06", "LOC-07",
    "LOC-08", "LOC-09", "CTL-01", "CTL-02", "CTL-03", "CTL-04", "CTL-05", "CTL-06", "CTL-07", "CTL-08", "CTL-09", "CTL-10", "CTL-11",
    "CTL-12", "CTL-13", "CTL-14", "CTL-15", "CTL-16", "CTL-17", "CTL-18", "CTL-19", "CTL-20", "CTL-21", "CTL-22", "CTL-23", "CTL-24",
    "CTL-25", "CTL-26", "CTL-27", "CTL-28", "CTL-29", "CTL-30", "CTL-31", "AIX-01", "AIX-02", "AIX-03", "AIX-04", "AIX-05", "AIX-06",
    "FUN-01", "FUN-02", "FUN-03", "FUN-04", "CON-01", "CON-02", "CON-03", "CON-04", "CON-05", "CON-06", "CON-07", "CON-08", "CON-09",
    "CON-10", "CON-11", "CON-12", "MTG-01", "MTG-02", "MTG-03", "ACT-01", "ACT-05", "INC-01", "INC-02", "INC-03", "INC-04", "INC-05",
    "INC-06", "INC-07", "INC-08", "INC-09", "INC-10", "INC-11", "INC-12", "INC-13", "INC-14", "VUL-01", "VUL-02", "VUL-03", "VUL-04",
    "VUL-05", "VUL-06", "VUL-07", "VUL-08", "VUL-09", "VUL-10", "VUL-11", "VUL-12", "SCN-01", "SCN-02", "SCN-03", "SCN-04", "SCN-05",
    "SCN-06", "SCN-07", "SCN-08", "SCN-09", "SCN-10", "SCN-11", "PRG-01",
];

/// Ids that no rule stands for, and why.
const EXCLUDED: &[(&str, &str)] = &[
    ("DOC-07", "a change since the last review needs a record of that review"),
    ("DAT-01", "the list of data is what `facts` prints; a finding is something to mend"),
    ("DAT-05", "what data is used for is not read as a fact: a document without purposes cannot be told from one with loose wording"),
    ("DAT-06", "what an arrow of a diagram carries is too often left out for its absence to mean anything"),
    ("DAT-13", "a log, address or message that holds data is told from one that only mentions it by the sentence, not by words beside"),
    ("DAT-19", "a new reader of data that is there needs the version of the document before"),
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
    ("LOC-08", "questions on contracts and policies are asked in notes of a walkthrough, and listed there with all others"),
    ("LOC-09", "a new market needs the version before"),
    ("CTL-12", "monitoring is judged as a topic; on real documents its absence told nothing of a design"),
    ("CTL-13", "who answers an incident is settled for a company, not in each design"),
    ("CTL-16", "a front end asks for browser protection only when cookies or other origins are in play, and designs rarely say so"),
    ("CTL-17", "dependencies are watched by a scanner; a design need not say so"),
    ("CTL-18", "next to no public design speaks of scanners (0 to 2 %): the finding would stand in each review"),
    ("CTL-19", "whether a penetration test is due is decided by the partner, from the facts"),
    ("CTL-20", "threats are asked for as a part of the security section"),
    ("CTL-22", "exposure needs the network of a deployment, which words alone do not give"),
    ("CTL-23", "a way back is judged as a topic"),
    ("CTL-24", "what happens on failure is told by sentences on each call, not by words in the document"),
    ("CTL-25", "abuse of an offer needs knowledge of the offer"),
    ("CTL-26", "statements that deny a control were decisions of their authors in the documents read; they are facts"),
    ("CTL-27", "weak algorithms are named for checksums as often as for protection"),
    ("CTL-28", "solutions of a company need its own checklist"),
    ("CTL-29", "guidelines of a company need its own checklist"),
    ("CTL-30", "what a message to people holds is not read as a fact"),
    ("FUN-04", "a list of facts, not a finding: signals show what a product does"),
    ("INC-14", "which deadlines of the law run is decided from what leaked, which an issue does not say while it is open"),
    ("VUL-10", "how a backlog grows and shrinks is a figure over time, and a finding is something to mend in a document"),
    ("CTL-31", "storage on the client is part of other rules; permissions of devices are not read as facts"),
];

fn catalogue_of_rules() -> BTreeSet<String> {
    let (list, problems) = load(&builtin(), &check::specs());
    assert!(problems.is_empty(), "{problems:?}");
    list.rules.values().flat_map(|rule| rule.catalogue.iter().map(ToString::to_string)).collect()
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
