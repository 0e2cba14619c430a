//! Documents of a folder to what belongs together: each kind of evidence, several halves, questions, notes, what is read for comparison.

use designvet::check::Availability;
use designvet::checklist::Checklist;
use designvet::config::Config;
use designvet::review::{Input, Inputs, Mode, Profile, Review, review, review_beside};
use designvet::settings::{Settings, StatedPair};
use designvet::source::SourceFile;
use std::path::Path;
use std::sync::Arc;

/// A subject with words of its own: requirements, and a design of them.
const LOCKERS: [&str; 2] = [
    "A courier opens a compartment with a code and closes the hatch. A resident is told that a parcel waits, and for how many days it will. A parcel \
     that nobody collects goes back to the depot. The caretaker sees which compartments are full, broken or reserved, and opens any of them in an \
     emergency. Couriers climb no stairs any more, neighbours sign for nothing, and depots are spared what was carried in vain.",
    "A controller in each hall drives the hatches of the compartments. The courier types a code; a timer sends the parcel back to the depot, and the \
     caretaker has a page with the state of all compartments. Codes are kept hashed and used once, and each resident gets a mail. The controller holds a \
     hundred codes in advance, so that couriers deliver while the network is down; a sensor on the hatch reports which compartments are broken.",
];
const CHOIR: [&str; 2] = [
    "Singers mark the evenings on which they rehearse. The conductor hears recordings and leaves remarks at bars. Every voice gets its own sheet of a \
     score, transposed where a singer asks for it. Halls are booked for the season, and who misses three rehearsals sings no concert. Sopranos are many \
     and tenors few, so that guests from other choirs are invited by letter.",
    "A solver looks for the evening that most singers share and books the hall. A worker scans the score, recognises its staves and transposes them for \
     each voice. Recordings are cut at silence; the conductor marks bars in the browser. Guests from other choirs get a letter with a link that is good \
     for one concert. Sheets are printed on demand, voices are balanced by a table of sopranos and tenors.",
];

fn prd(title: &str, top: &str, text: &str) -> String {
    format!("# {title}\n\n{top}\n\n## Requirements\n\n{text}\n")
}

fn tdd(title: &str, top: &str, text: &str) -> String {
    format!("# {title}\n\n{top}\n\n## Architecture\n\n{text}\n")
}

fn checklist() -> Checklist {
    Config::default().checklist(&[], &|path| Err(path.display().to_string())).0
}

fn input(path: &str, text: &str) -> Input {
    Input { file: Arc::new(SourceFile::new(path, text)), kind: None, fallback: None, profile: 0 }
}

fn reviewed(files: &[(&str, String)], pairs: Vec<StatedPair>, mode: Mode) -> Review {
    let files = files.iter().map(|(path, text)| input(path, text)).collect();
    let profile = [Profile { checklist: checklist(), settings: Settings { pairs, ..Settings::default() }, waivers: None }];
    review(Inputs { files, mode, available: &|_, _| Availability::Unknown }, &profile)
}

/// Every set in one line: "prd + tdd [notes] (reason)", "alone", "alone? candidates".
fn sets(review: &Review) -> Vec<String> {
    let path = |id| review.document(id).path();
    let line = |set: &designvet::pair::Set| {
        let main: Vec<&str> = set.requirements.into_iter().chain(set.design).chain(set.others.iter().copied()).map(path).collect();
        let notes: Vec<&str> = set.notes.iter().copied().map(path).collect();
        let candidates: Vec<&str> = set.candidates.iter().copied().map(path).collect();
        let mut line = main.join(" + ");
        if !notes.is_empty() {
            line = format!("{line} [{}]", notes.join(", "));
        }
        if !set.reason.is_empty() {
            line = format!("{line} ({})", set.reason);
        }
        if !candidates.is_empty() {
            line = format!("{line}? {}", candidates.join(", "));
        }
        line
    };
    review.sets.iter().map(line).collect()
}

fn found(files: &[(&str, String)]) -> Vec<String> {
    sets(&reviewed(files, Vec::new(), Mode::Check))
}

fn counterpart_findings(review: &Review) -> Vec<&str> {
    let found = review.findings.iter().filter(|finding| finding.rule.as_str() == "document-counterpart-missing");
    found.map(|finding| finding.message.as_str()).collect()
}

#[test]
fn configuration_says_what_belongs_together() {
    let files = [
        ("a/one-prd.md", prd("Lockers: PRD", "", LOCKERS[0])),
        ("b/two-tdd.md", tdd("Choir: technical design", "", CHOIR[1])),
        ("c/third-tdd.md", tdd("Trees: technical design", "", CHOIR[1])),
        ("c/talk.md", "# Meeting notes\n\n## Attendees\n\n- Ann\n\n## Action items\n\n- Ask Ben\n".to_owned()),
    ];
    let list = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect();
    let pair = StatedPair {
        prd: list(&["./a/one-prd.md"]),
        tdd: list(&["b/two-tdd.md", "b/../c/third-tdd.md"]),
        notes: list(&["c/talk.md"]),
        origin: "designvet.toml:3".to_owned(),
    };
    let review = reviewed(&files, vec![pair], Mode::Check);
    assert_eq!(
        sets(&review),
        [
            "a/one-prd.md + b/two-tdd.md [c/talk.md] (designvet.toml:3 says so)",
            "a/one-prd.md + c/third-tdd.md [c/talk.md] (designvet.toml:3 says so)",
        ]
    );
    assert!(counterpart_findings(&review).is_empty());
}

#[test]
fn front_matter_names_the_other_by_path_id_or_title() {
    let by = |field: &str| {
        found(&[
            ("a/first.md", format!("---\nid: PRD-12\n---\n{}", prd("Parcel lockers: PRD", "", LOCKERS[0]))),
            ("a/other.md", prd("Choir: PRD", "", CHOIR[0])),
            ("b/plan.md", format!("---\n{field}\n---\n{}", tdd("Halls: technical design", "", LOCKERS[1]))),
        ])
    };
    for field in ["prd: ../a/first.md", "implements: PRD-12", "requirements: \"parcel lockers: PRD\"", "related-prd: [a/first.md]"] {
        let expected = format!("a/first.md + b/plan.md (front matter of plan.md says `{}`)", field.replace(['"', '[', ']'], ""));
        assert_eq!(by(field)[0], expected);
    }
}

#[test]
fn a_label_and_a_link_at_the_top_name_the_other() {
    let files = |top: &str| {
        [
            ("a/first.md", prd("Parcel lockers: PRD", "", LOCKERS[0])),
            ("a/other.md", prd("Choir: PRD", "", CHOIR[0])),
            ("b/plan.md", tdd("Halls: technical design", top, LOCKERS[1])),
        ]
    };
    assert_eq!(
        found(&files("**PRD:** [lockers](../a/first.md)"))[0],
        "a/first.md + b/plan.md (plan.md links to the other as \u{201c}PRD\u{201d})"
    );
    assert_eq!(found(&files("PRD: `../a/first.md`"))[0], "a/first.md + b/plan.md (plan.md links to the other as \u{201c}PRD\u{201d})");
    assert_eq!(found(&files("See [what is wanted](../a/first.md)."))[0], "a/first.md + b/plan.md (plan.md links to the other)");
    // Two links at the top: which of them is meant is asked.
    let both = found(&files("See [lockers](../a/first.md) and [the choir](../a/other.md)."));
    assert_eq!(both, ["a/first.md? b/plan.md", "a/other.md? b/plan.md", "b/plan.md? a/first.md, a/other.md"]);
}

#[test]
fn a_link_in_the_text_names_the_other_unless_its_words_speak_against_it() {
    let far = "Text.\n\n".repeat(30);
    let files = |text: [&str; 2]| {
        [
            ("a/first.md", prd("Compartments: PRD", "", text[0])),
            ("b/plan.md", tdd("Halls: technical design", &far, &format!("{} More is [there](../a/first.md).", text[1]))),
        ]
    };
    assert_eq!(found(&files(LOCKERS)), ["a/first.md + b/plan.md (plan.md links to the other in its text)"]);
    assert_eq!(found(&files([LOCKERS[0], CHOIR[1]])), ["a/first.md? b/plan.md", "b/plan.md? a/first.md"]);
}

#[test]
fn names_and_folders_tell_what_belongs_together() {
    let halves = |one: &'static str, other: &'static str| {
        [(one, prd("PRD", "", LOCKERS[0])), (other, tdd("Technical design", "", LOCKERS[1])), ("z/prd.md", prd("PRD", "", CHOIR[0]))]
    };
    assert_eq!(
        found(&halves("a/lockers-prd.md", "a/lockers-tdd.md"))[0],
        "a/lockers-prd.md + a/lockers-tdd.md (their names differ only in the kind)"
    );
    assert_eq!(
        found(&halves("prds/lockers.md", "designs/lockers.md"))[0],
        "prds/lockers.md + designs/lockers.md (their names differ only in the kind)"
    );
    assert_eq!(found(&halves("a/prd.md", "a/design.md"))[0], "a/prd.md + a/design.md (they are the only two of their kinds in the folder)");
}

#[test]
fn two_of_a_folder_that_have_nothing_in_common_are_asked_about() {
    let files = [("a/prd.md", prd("Lockers: PRD", "", LOCKERS[0])), ("a/tdd.md", tdd("Choir: technical design", "", CHOIR[1]))];
    let review = reviewed(&files, Vec::new(), Mode::Check);
    assert_eq!(sets(&review), ["a/prd.md? a/tdd.md", "a/tdd.md? a/prd.md"]);
    let said = counterpart_findings(&review);
    assert_eq!(said[0], "this product document came without its technical design; one design may belong to it: `a/tdd.md`");
}

#[test]
fn of_two_designs_that_fit_as_well_neither_is_guessed() {
    let files = [
        ("a/prd.md", prd("PRD", "", LOCKERS[0])),
        ("a/server-tdd.md", tdd("Technical design", "", LOCKERS[1])),
        ("a/hall-tdd.md", tdd("Technical design", "", LOCKERS[1])),
    ];
    let review = reviewed(&files, Vec::new(), Mode::Check);
    let said = counterpart_findings(&review);
    assert!(said.iter().any(|said| said.ends_with("; two designs may belong to it: `a/hall-tdd.md`, `a/server-tdd.md`")), "{said:?}");
    assert!(said.iter().any(|said| said.ends_with("; one product document may belong to it: `a/prd.md`")), "{said:?}");
}

#[test]
fn equal_titles_and_ids_that_only_one_has_tell_what_belongs_together() {
    let ids = "\n\n- FR-LOCK-1: A hatch opens.\n- FR-LOCK-2: A hatch closes.\n- FR-LOCK-3: A parcel waits.\n";
    let files = [
        ("a/x.md", prd("Parcel lockers: PRD", "", LOCKERS[0])),
        ("b/y.md", tdd("Technical design: parcel lockers", "", LOCKERS[1])),
        ("c/z.md", prd("Hatches: PRD", "", &format!("{}{ids}", LOCKERS[0]))),
        ("d/w.md", tdd("Controllers: technical design", "", &format!("{} It covers FR-LOCK-1, FR-LOCK-2 and FR-LOCK-3.", LOCKERS[1]))),
    ];
    assert_eq!(
        found(&files),
        ["a/x.md + b/y.md (their titles differ only in the kind)", "c/z.md + d/w.md (w.md names 3 requirements of the other)"]
    );
}

#[test]
fn titles_that_share_words_are_asked_about() {
    let files =
        [("a/x.md", prd("Parcel lockers: PRD", "", LOCKERS[0])), ("b/y.md", tdd("Technical design: lockers in halls", "", LOCKERS[1]))];
    assert_eq!(found(&files), ["a/x.md? b/y.md", "b/y.md? a/x.md"]);
}

#[test]
fn one_product_document_has_several_designs_and_is_judged_once() {
    let link = "PRD: [lockers](../a/prd.md)";
    let retention = "\n\n## Data retention\n\nMail addresses of residents are deleted 30 days after the parcel was collected.\n";
    let files = [
        ("a/prd.md", prd("Lockers: PRD", "", &format!("{}\n\n- FR-1: The mail address of a resident is stored.\n", LOCKERS[0]))),
        ("b/hall.md", tdd("Hall: technical design", link, LOCKERS[1])),
        ("b/server.md", tdd("Server: technical design", link, &format!("{} FR-1 is met by a table.{retention}", LOCKERS[1]))),
    ];
    let review = reviewed(&files, Vec::new(), Mode::Check);
    assert_eq!(review.sets.len(), 2);
    assert!(review.sets.iter().all(|set| set.requirements == review.sets[0].requirements && set.design.is_some()));
    assert!(counterpart_findings(&review).is_empty());
    let mut own: Vec<_> = review.findings.iter().map(|finding| (finding.primary.file, &finding.fingerprint)).collect();
    let all = own.len();
    own.sort_unstable();
    own.dedup();
    assert_eq!(own.len(), all, "a finding is made once");
    // FR-1 is named in the second design alone.
    let requirement = review.requirements.iter().find(|requirement| requirement.id == "FR-1").expect("it is traced");
    assert_eq!(requirement.coverage, Some(designvet::trace::Coverage::Covered));
    assert_eq!(review.document(requirement.links[0].place.file).path(), "b/server.md");
}

#[test]
fn notes_go_to_what_they_are_about() {
    let notes = |line: &str| format!("# Meeting notes\n\n{line}\n\n## Attendees\n\n- Ann\n\n## Action items\n\n- Ask Ben\n");
    let files = |place, line| {
        [
            ("a/prd.md", prd("PRD", "", LOCKERS[0])),
            ("a/tdd.md", tdd("Technical design", "", LOCKERS[1])),
            ("b/prd.md", prd("PRD", "", CHOIR[0])),
            (place, notes(line)),
        ]
    };
    let pair = |notes: &str| format!("a/prd.md + a/tdd.md{notes} (they are the only two of their kinds in the folder)");
    assert_eq!(found(&files("z/talk.md", "On [the design](../a/tdd.md)."))[0], pair(" [z/talk.md]"));
    assert_eq!(found(&files("a/talk.md", ""))[0], pair(" [a/talk.md]"));
    assert_eq!(found(&files("b/talk.md", ""))[1], "b/prd.md [b/talk.md]");
    assert_eq!(found(&files("z/talk.md", ""))[0], pair(""));
}

#[test]
fn what_was_named_together_and_does_not_belong_together_is_said() {
    let named = |files: &[(&str, String)]| reviewed(files, Vec::new(), Mode::Review);
    let other = named(&[("x/prd.md", prd("Lockers: PRD", "", LOCKERS[0])), ("y/tdd.md", tdd("Choir: technical design", "", CHOIR[1]))]);
    let reason = other.sets[0].mismatch.as_deref().expect("they are about two products");
    assert!(reason.starts_with("neither begins with what the other is titled; the design has nothing on"), "{reason}");
    assert!(other.diagnostics.iter().any(|problem| problem.code == "pair" && problem.message.contains(reason)));
    let rules: Vec<&str> = other.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules.iter().filter(|rule| **rule == "document-pair-mismatched").count(), 1, "{rules:?}");
    assert!(!rules.contains(&"document-counterpart-missing"), "{rules:?}");

    let own = named(&[("x/prd.md", prd("Lockers: PRD", "", LOCKERS[0])), ("y/tdd.md", tdd("Technical design", "", LOCKERS[1]))]);
    assert_eq!(own.sets[0].mismatch, None);
    let linked = "PRD: [lockers](../x/prd.md)";
    let linked =
        named(&[("x/prd.md", prd("Lockers: PRD", "", LOCKERS[0])), ("y/tdd.md", tdd("Choir: technical design", linked, CHOIR[1]))]);
    assert_eq!(linked.sets[0].mismatch, None);
}

#[test]
fn what_is_read_for_comparison_has_no_findings_and_what_is_not_needed_is_forgotten() {
    let profile = [Profile { checklist: checklist(), settings: Settings::default(), waivers: None }];
    let companions =
        vec![input("a/tdd.md", &tdd("Technical design", "", LOCKERS[1])), input("b/tdd.md", &tdd("Technical design", "", CHOIR[1]))];
    let files = vec![input("a/prd.md", &prd("PRD", "", LOCKERS[0]))];
    let review = review_beside(Inputs { files, mode: Mode::Check, available: &|_, _| Availability::Unknown }, companions, &profile);
    let paths: Vec<&str> = review.documents.iter().map(designvet::review::Reviewed::path).collect();
    assert_eq!(paths, ["a/prd.md", "a/tdd.md"]);
    assert_eq!(sets(&review), ["a/prd.md + a/tdd.md (they are the only two of their kinds in the folder)"]);
    assert_eq!(review.documents[1].skipped.as_deref(), Some("it was not named; read for comparison only"));
    assert!(!review.findings.is_empty() && review.findings.iter().all(|finding| finding.primary.file == review.documents[0].id));
    assert!(review.requirements.iter().all(|requirement| requirement.coverage.is_some()));
}

#[test]
fn a_pair_of_the_configuration_is_read_with_its_place_and_one_without_halves_is_refused() {
    let text = "[[pairs]]\nprd = \"a.md\"\ntdd = [\"b.md\", \"x/c.md\"]\n\n[[pairs]]\nprd = \"a.md\"\ntddd = \"b.md\"\n";
    let (config, problems) = Config::read(Path::new("docs/designvet.toml"), text.to_owned());
    assert_eq!(config.pairs[0].tdd, ["docs/b.md", "docs/x/c.md"]);
    assert_eq!(config.pairs[0].origin, "docs/designvet.toml:1");
    let said: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(said, ["a pair names a `prd`, and a `tdd` or `notes`", "unknown key `tddd`"]);
}
