//! Checklists that users write: what is wrong with them is said with its place, and what they change is changed.

use designvet::check;
use designvet::checklist::{Checklist, Pack, builtin, load};
use designvet::config::Config;
use designvet::diagnostic::{Diagnostic, Place};
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::rule::{ReleasePriority, RuleId, Severity};
use designvet::settings::{FailOn, Settings};
use designvet::source::SourceFile;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

/// A rule of a company, complete; tests add keys in the place of `EXTRA`.
const RULE: &str = r#"
schema = 1

[[rule]]
id = "acme-codename-used"
kind = "phrase"
forbid = ["project falcon", "bluebird"]
applies-to = ["prd", "tdd"]
severity = "medium"
release = "before-release"
teams = ["security"]
message = "an internal name stands in this document: {found}"
why = "Documents are shared with vendors."
advice = "Use the public name."
ask = "Which public name is meant?"
EXTRA
"#;

fn rule(extra: &str) -> String {
    RULE.replace("EXTRA", extra)
}

fn with(pack: &str) -> (Checklist, Vec<Diagnostic>) {
    let mut packs = builtin();
    packs.push(Pack::new("acme.toml", pack));
    load(&packs, &check::specs())
}

fn sound(pack: &str) -> Checklist {
    let (list, problems) = with(pack);
    assert!(problems.is_empty(), "{problems:?}");
    list
}

/// Message, line and marked words of each problem, and its help.
fn problems(pack: &str) -> Vec<(String, u32, String, String)> {
    let (_, problems) = with(pack);
    problems
        .into_iter()
        .map(|problem| {
            let Some(Place::Text(file, span)) = &problem.place else { panic!("no place: {}", problem.message) };
            let words = span.of(file.text()).lines().next().unwrap_or_default().to_owned();
            (problem.message, file.line1(span.start), words, problem.help.unwrap_or_default())
        })
        .collect()
}

fn one_problem(pack: &str) -> (String, u32, String, String) {
    let mut found = problems(pack);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn settings(select: &[&str], ignore: &[&str]) -> Settings {
    let owned = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    Settings { select: (!select.is_empty()).then(|| owned(select)), ignore: owned(ignore), ..Settings::default() }
}

fn reviewed(path: &str, text: &str, checklist: Checklist, settings: Settings) -> Review {
    let input = Input { file: Arc::new(SourceFile::new(path, text)), kind: None, fallback: None, profile: 0 };
    let inputs = Inputs { files: vec![input], mode: Mode::Check, available: &|_, _| check::Availability::Unknown };
    review(inputs, &[Profile { checklist, settings, waivers: None }])
}

fn found<'r>(review: &'r Review, rule: &str) -> Vec<&'r designvet::finding::Finding> {
    review.findings.iter().filter(|f| f.rule.as_str() == rule).collect()
}

/// A design document without owner, with some words to review.
fn design(front: &str, body: &str) -> String {
    let filler = "The worker reads one job after the other from its queue and writes the result beside the job, so that a second run of the same job changes nothing. ";
    format!("{front}# Falcon: technical design\n\n{}\n\n{body}\n", filler.repeat(4))
}

// What is wrong is said with its place.

#[test]
fn unknown_key_is_marked_and_the_known_one_suggested() {
    let (message, line, words, help) = one_problem(&rule("severty = \"high\""));
    assert_eq!((message.as_str(), line), ("unknown key `severty`", 16));
    assert_eq!((words.as_str(), help.as_str()), ("severty", "did you mean `severity`?"));
}

#[test]
fn wrong_types_are_marked_at_the_value() {
    let (message, _, words, _) = one_problem(&rule("blocks-review = \"yes\""));
    assert_eq!((message.as_str(), words.as_str()), ("`blocks-review` is text, not true or false", "\"yes\""));
    let (message, _, words, _) = one_problem(&rule("when = \"prd\""));
    assert_eq!((message.as_str(), words.as_str()), ("`when` is text, not a table", "\"prd\""));
    let (message, _, words, _) = one_problem(&rule("references = [\"a\", 3]"));
    assert_eq!((message.as_str(), words.as_str()), ("`references` is a number, not text", "3"));
}

#[test]
fn several_problems_are_reported_at_once() {
    let pack = rule("severty = \"high\"\nblocks-review = 1\n[[rule.override]]\nseverity = \"hihg\"\nwhen = { kind = \"prdd\" }");
    let messages: Vec<String> = problems(&pack).into_iter().map(|p| p.0).collect();
    for wanted in ["unknown key `severty`", "`blocks-review` is a number", "unknown severity `hihg`", "unknown kind of document `prdd`"] {
        assert!(messages.iter().any(|m| m.contains(wanted)), "`{wanted}` is not among {messages:?}");
    }
}

#[test]
fn unknown_kinds_topics_facts_and_statuses_are_marked_with_a_suggestion() {
    let cases = [
        ("when = { facts = [\"peple\"] }", "unknown fact `peple`", "did you mean `people`?"),
        ("when = { kind = [\"tddd\"] }", "unknown kind of document `tddd`", "did you mean `tdd`?"),
        ("when = { status = [\"aproved\"] }", "unknown status `aproved`", "did you mean `approved`?"),
    ];
    for (extra, wanted, suggested) in cases {
        let (message, line, words, help) = one_problem(&rule(extra));
        assert_eq!((message.as_str(), help.as_str(), line), (wanted, suggested, 16));
        assert!(wanted.contains(words.trim_matches('"')), "`{words}` is marked for `{wanted}`");
    }
    let pack = rule("")
        .replace("kind = \"phrase\"\nforbid = [\"project falcon\", \"bluebird\"]", "kind = \"topic-required\"\ntopics = [\"securty\"]");
    let pack = pack.replace(": {found}", "");
    let (message, line, words, help) = one_problem(&pack);
    assert_eq!((message.as_str(), line, words.as_str()), ("unknown topic `securty`", 7, "\"securty\""));
    assert_eq!(help, "did you mean `security`?");
}

#[test]
fn unknown_kind_of_check_is_marked_with_a_suggestion() {
    let found = problems(&rule("").replace("kind = \"phrase\"", "kind = \"phrases\""));
    assert!(found.iter().any(|p| p.0 == "unknown kind of check `phrases`" && p.3 == "did you mean `phrase`?"), "{found:?}");
}

#[test]
fn value_that_the_check_does_not_fill_is_marked() {
    let (message, line, ..) = one_problem(&rule("").replace("{found}", "{fuond}"));
    assert_eq!((message.as_str(), line), ("unknown value in a message `fuond`", 12));
}

#[test]
fn missing_and_empty_keys_of_a_new_rule_are_named() {
    let pack = rule("").replace("why = \"Documents are shared with vendors.\"\n", "").replace("\"Which public name is meant?\"", "\" \"");
    let messages: Vec<String> = problems(&pack).into_iter().map(|p| p.0).collect();
    assert_eq!(messages, ["`why` is missing", "`ask` is empty"]);
}

#[test]
fn text_that_is_no_toml_is_a_problem_with_a_place() {
    let found = problems("schema = 1\n[[rule]\nid = \"x\"\n");
    assert!(!found.is_empty() && found[0].1 == 2, "{found:?}");
}

#[test]
fn rule_id_that_is_not_kebab_case_is_refused() {
    let (message, ..) = one_problem(&rule("").replace("acme-codename-used", "Acme_Codename"));
    assert_eq!(message, "`Acme_Codename` is no rule id");
}

// What they change is changed.

#[test]
fn phrase_rule_finds_each_forbidden_phrase() {
    let text = design("", "Bluebird replaces Project Falcon in June.");
    let review = reviewed("docs/tdd.md", &text, sound(&rule("")), settings(&["acme-codename-used"], &[]));
    let messages: Vec<&str> = review.findings.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "an internal name stands in this document: \u{201c}Bluebird\u{201d}",
            "an internal name stands in this document: \u{201c}Project Falcon\u{201d}"
        ]
    );
}

#[test]
fn phrase_rule_wants_a_required_phrase() {
    let pack = rule("").replace("forbid = ", "require = ");
    let select = || settings(&["acme-codename-used"], &[]);
    let without = reviewed("docs/tdd.md", &design("", "Nothing here."), sound(&pack), select());
    assert_eq!(found(&without, "acme-codename-used").len(), 1);
    let with = reviewed("docs/tdd.md", &design("", "Known as Bluebird inside."), sound(&pack), select());
    assert!(with.findings.is_empty());
}

#[test]
fn override_changes_a_rule_by_kind_status_and_fact() {
    let extra = r#"
[[rule.override]]
when = { kind = "tdd" }
severity = "high"
[[rule.override]]
when = { status = "approved" }
release = "future"
blocks-review = true
[[rule.override]]
when = { facts = ["acme-mail"] }
teams = ["privacy", "security"]
message = "a name on the way out: {found}"

[[signal]]
id = "acme-mail"
title = "letters are sent"
phrases = ["carrier pigeon"]
"#;
    let pack = rule(extra);
    let review = |path: &str, text: &str| {
        let review = reviewed(path, text, sound(&pack), settings(&["acme-codename-used"], &[]));
        let finding = review.findings.first().expect("the phrase is found").clone();
        (finding.severity, finding.release, finding.blocks_review, finding.teams.len(), finding.message)
    };
    let plain = |path: &str| review(path, &design("", "Bluebird."));
    let message = "an internal name stands in this document: \u{201c}Bluebird\u{201d}".to_owned();
    assert_eq!(plain("docs/prd.md"), (Severity::Medium, ReleasePriority::BeforeRelease, false, 1, message.clone()));
    assert_eq!(plain("docs/tdd.md"), (Severity::High, ReleasePriority::BeforeRelease, false, 1, message.clone()));
    let approved = review("docs/prd.md", &design("---\nstatus: approved\n---\n", "Bluebird."));
    assert_eq!(approved, (Severity::Medium, ReleasePriority::Future, true, 1, message));
    let pigeon = review("docs/prd.md", &design("", "Bluebird goes by carrier pigeon."));
    assert_eq!((pigeon.3, pigeon.4.as_str()), (2, "a name on the way out: \u{201c}Bluebird\u{201d}"));
}

#[test]
fn later_pack_changes_the_written_fields_of_a_built_in_rule() {
    let before = sound("schema = 1").rules[&RuleId::from("document-control-missing")].clone();
    let list = sound("[[rule]]\nid = \"document-control-missing\"\nseverity = \"high\"\nask = \"Who?\"\n");
    let after = &list.rules[&RuleId::from("document-control-missing")];
    assert_eq!((after.severity, after.ask.as_ref()), (Severity::High, "Who?"));
    assert_eq!((&after.message, &after.advice, after.release), (&before.message, &before.advice, before.release));
}

#[test]
fn later_pack_may_weigh_a_rule_anew_and_except_from_it() {
    let pack = "[[rule]]\nid = \"document-control-missing\"\nseverity = \"medium\"\n[[rule.override]]\nwhen = { kind = \"tdd\" }\nseverity = \"high\"\n";
    let severity = |path: &str| {
        let review = reviewed(path, &design("", ""), sound(pack), settings(&["document-control-missing"], &[]));
        review.findings.first().expect("nobody owns it").severity
    };
    assert_eq!((severity("docs/prd.md"), severity("docs/tdd.md")), (Severity::Medium, Severity::High));
}

#[test]
fn later_pack_switches_a_built_in_rule_off() {
    let text = design("", "");
    let on = reviewed("docs/tdd.md", &text, sound("schema = 1"), Settings::default());
    assert_eq!(found(&on, "document-control-missing").len(), 1);
    let off = sound("[[rule]]\nid = \"document-control-missing\"\nenabled = false\n");
    let off = reviewed("docs/tdd.md", &text, off, Settings::default());
    assert!(found(&off, "document-control-missing").is_empty());
}

#[test]
fn rules_are_selected_and_ignored_by_id_area_catalogue_id_and_all() {
    let text = design("", "Tokens expire after TBD.");
    let ids = |select: &[&str], ignore: &[&str]| -> Vec<String> {
        let review = reviewed("docs/tdd.md", &text, sound("schema = 1"), settings(select, ignore));
        review.rules().keys().map(ToString::to_string).collect()
    };
    assert_eq!(ids(&["document-control-missing"], &[]), ["document-control-missing"]);
    assert_eq!(ids(&["DOC-04"], &[]), ["document-control-missing"]);
    assert_eq!(ids(&["doc-04"], &[]), ["document-control-missing"]);
    let area = ids(&["waiver"], &[]);
    assert!(area.len() == 10 && area.iter().all(|id| id.starts_with("waiver-")), "{area:?}");
    let rest = ids(&["waiver"], &["waiver-unused"]);
    assert_eq!(rest.len(), 9);
    let all = ids(&["all"], &[]);
    assert!(all.len() > 15 && ids(&[], &["document"]).iter().all(|id| !id.starts_with("document-")));
    assert!(!ids(&["all"], &["SEC-01"]).contains(&"design-data-flow-missing".to_owned()));
}

#[test]
fn selecting_a_rule_uses_it_though_its_checklist_has_it_off() {
    let pack = "[[rule]]\nid = \"document-control-missing\"\nenabled = false\n";
    let review = reviewed("docs/tdd.md", &design("", ""), sound(pack), settings(&["document-control-missing"], &[]));
    assert_eq!(review.findings.len(), 1);
}

// Configuration.

fn config(text: &str) -> (Config, Checklist, Vec<Diagnostic>) {
    let (config, mut problems) = Config::read(Path::new("designvet.toml"), text.to_owned());
    let (list, found) = config.checklist(&[], &|path| Err(path.display().to_string()));
    problems.extend(found);
    (config, list, problems)
}

#[test]
fn company_headings_from_the_configuration_name_a_topic() {
    let body = "## Who we lean on\n\nPostcards are printed by Acme Print, which gets name and address of each reader; nothing else leaves our own machines.";
    let text = design("", body);
    let state = |list: Checklist| {
        let at = list.topic_index("third_party").expect("the topic is built in");
        reviewed("docs/tdd.md", &text, list, Settings::default()).documents[0].facts.as_ref().expect("it is read").topics[at].section
    };
    let (_, plain, _) = config("");
    let (_, company, problems) = config("[sections.third_party]\nheadings = [\"Who we lean on\"]\n");
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(state(plain), None);
    assert!(state(company).is_some());
}

#[test]
fn configuration_changes_the_weight_of_a_rule() {
    let (config, list, problems) = config(
        "fail-on = \"medium\"\n[rules.document-control-missing]\nseverity = \"medium\"\nteams = [\"writers\"]\nblocks-review = true\n",
    );
    assert!(problems.is_empty(), "{problems:?}");
    let rule = &list.rules[&RuleId::from("document-control-missing")];
    assert_eq!((rule.severity, rule.blocks_review, rule.teams[0].as_str()), (Severity::Medium, true, "writers"));
    assert_eq!(config.settings().fail_on, FailOn::Severity(Severity::Medium));
}

#[test]
fn configuration_with_unknown_names_is_refused_with_suggestions() {
    let cases = [
        ("[lexicon]\napproved-vendor = [\"Stripe\"]", "unknown key `approved-vendor`", "did you mean `approved-vendors`?"),
        ("ignroe = []", "unknown key `ignroe`", "did you mean `ignore`?"),
        ("fail-on = \"hgih\"", "unknown value of `fail-on` `hgih`", "did you mean `high`?"),
        ("ignore = [\"document-stbu\"]", "unknown rule `document-stbu`", "did you mean `document-stub`?"),
        ("[kinds.tddd]\nfiles = [\"*.md\"]", "unknown kind of document `tddd`", "did you mean `tdd`?"),
    ];
    for (text, wanted, suggested) in cases {
        let (_, _, problems) = config(text);
        let said: Vec<_> = problems.iter().map(|p| (p.message.as_str(), p.help.as_deref().unwrap_or_default())).collect();
        assert_eq!(said, [(wanted, suggested)]);
    }
}

#[test]
fn unknown_topic_or_rule_in_the_configuration_is_a_problem_of_the_configuration() {
    for (text, wanted) in [
        ("[sections.third_prty]\nheadings = [\"Outside systems\"]", "unknown topic `third_prty`"),
        ("[rules.document-stbu]\nseverity = \"low\"", "unknown rule `document-stbu`"),
    ] {
        let (_, _, problems) = config(text);
        let said: Vec<_> = problems.iter().map(|p| p.message.as_str()).collect();
        assert_eq!(said, [wanted]);
        let Some(Place::Text(file, span)) = &problems[0].place else { panic!("no place") };
        assert_eq!((file.path(), file.line1(span.start)), ("designvet.toml", 1));
    }
}

// Words of a company.

const LOCKERS: &str = "## Codes\n\nCodes are sent to customers through Twilio. Deposits are paid through Zahlwerk Checkout, and receipts go out with our own Boxpost API.";

/// Names of the third parties of a document.
fn parties(list: Checklist) -> Vec<String> {
    let review = reviewed("docs/tdd.md", &design("", LOCKERS), list, Settings::default());
    review.documents[0]
        .facts
        .as_ref()
        .expect("it is read")
        .third_parties
        .iter()
        .map(|party| format!("{}: {}", party.name, party.kind))
        .collect()
}

#[test]
fn vendor_of_a_company_is_found_by_its_name_and_aliases() {
    let pack = "[[vendor]]\nname = \"Zahlwerk AG\"\nkind = \"payments\"\naliases = [\"zahlwerk\"]\n";
    assert!(!parties(sound("")).iter().any(|party| party.contains("Zahlwerk")));
    assert!(parties(sound(pack)).contains(&"Zahlwerk AG: payments".to_owned()));
}

#[test]
fn vendor_declared_again_extends_the_built_in_one() {
    let list = sound("[[vendor]]\nname = \"Twilio\"\naliases = [\"zahlwerk\"]\ndomains = [\"Sms.Example.org\"]\napproved = true\n");
    let at = list.terms.vendor_named("twilio").expect("it is built in");
    let vendor = &list.terms.vendors[at];
    assert_eq!((vendor.kind.as_ref(), vendor.approved), ("sms-voice", true));
    assert!(vendor.domains.iter().any(|domain| domain == "sms.example.org"));
    assert_eq!(list.terms.vendors.iter().filter(|vendor| vendor.name == "Twilio").count(), 1);
    assert_eq!(parties(list).iter().filter(|party| party.starts_with("Twilio")).count(), 1);
}

#[test]
fn data_element_of_a_company_is_found_and_a_built_in_one_extended() {
    let pack = "[[data-element]]\nid = \"lockers.code\"\nname = \"Locker code\"\nsensitivity = \"sensitive\"\naliases = [\"locker code\"]\nregimes = [\"GDPR\"]\n\
                [[data-element]]\nid = \"contact.email\"\naliases = [\"post handle\"]\n";
    let list = sound(pack);
    let ids = |list: Checklist| -> Vec<String> {
        let names: Vec<String> = list.terms.elements.iter().map(|element| element.id.to_string()).collect();
        let body = "## Data\n\nWe store the locker code and the post handle of each customer.";
        let review = reviewed("docs/tdd.md", &design("", body), list, Settings::default());
        review.documents[0].facts.as_ref().expect("it is read").data_elements.iter().map(|fact| names[fact.element].clone()).collect()
    };
    assert_eq!(ids(list), ["lockers.code", "contact.email"]);
}

#[test]
fn wrong_vendors_and_data_are_marked_with_a_suggestion() {
    let cases = [
        ("[[vendor]]\nname = \"Zahlwerk\"\nkind = \"paymnts\"\n", "unknown kind `paymnts`"),
        ("[[vendor]]\nname = \"Zahlwerk\"\n", "`kind` is missing"),
        ("[[vendor]]\nname = \"Zahlwerk\"\nkind = \"payments\"\nrecieves = \"yes\"\n", "unknown key `recieves`"),
        (
            "[[data-element]]\nid = \"a.b\"\nname = \"B\"\naliases = [\"b code\"]\nsensitivity = \"sensitve\"\n",
            "unknown sensitivity `sensitve`",
        ),
        ("[[data-element]]\nid = \"a.b\"\nname = \"B\"\n", "`aliases` is missing"),
        ("[lexicon]\nfirst-prty = [\"Boxpost\"]\n", "unknown key `first-prty`"),
    ];
    for (pack, wanted) in cases {
        let (_, problems) = with(pack);
        let said: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(said, [wanted], "{pack}");
        assert!(problems[0].help.is_some() || wanted.contains("aliases"), "{pack}");
    }
}

#[test]
fn names_of_the_company_are_no_third_parties() {
    let (_, list, problems) = config("[lexicon]\nfirst-party = [\"Twilio\"]\n");
    assert!(problems.is_empty(), "{problems:?}");
    assert!(!parties(list).iter().any(|party| party.starts_with("Twilio")));
}

#[test]
fn third_party_that_is_not_approved_is_a_finding_once_a_list_is_configured() {
    let text = design("", "## Codes\n\nCodes are sent to customers through Twilio. Receipts are sent with SendGrid.");
    let messages = |config_text: &str| -> Vec<String> {
        let (_, list, problems) = config(config_text);
        assert!(problems.is_empty(), "{problems:?}");
        let review = reviewed("docs/tdd.md", &text, list, settings(&["vendor-approval-missing"], &[]));
        found(&review, "vendor-approval-missing").iter().map(|finding| finding.message.clone()).collect()
    };
    assert!(messages("").is_empty());
    assert_eq!(messages("[lexicon]\napproved-vendors = [\"twilio\"]\n"), ["SendGrid is not on the list of approved vendors"]);
    assert!(messages("[lexicon]\napproved-vendors = [\"Twilio\", \"SendGrid\"]\n").is_empty());
    assert_eq!(messages("[lexicon]\napproved-vendors = []\n"), ["Twilio and SendGrid are not on the list of approved vendors"]);
}

// The command line.

fn designvet(args: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_designvet"));
    command.args(args).current_dir(folder).env("NO_COLOR", "1").output().expect("the binary runs")
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checklist").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
    std::fs::write(path, text).expect("a file can be written");
}

#[test]
fn wrong_checklist_stops_every_command_with_2_and_a_caret() {
    let folder = folder("wrong");
    write(&folder, "acme.toml", &rule("severty = \"high\""));
    write(&folder, "docs/tdd.md", &design("", ""));
    let runs: [&[&str]; 4] = [
        &["check", "docs", "--checklist", "acme.toml"],
        &["rules", "--checklist", "acme.toml"],
        &["checklist", "validate", "acme.toml"],
        &["review", "docs/tdd.md", "--checklist", "acme.toml"],
    ];
    for args in runs {
        let run = designvet(args, &folder);
        let said = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{args:?}: {said}");
        assert!(run.stdout.is_empty(), "{args:?}: {}", String::from_utf8_lossy(&run.stdout));
        for part in ["unknown key `severty`", "acme.toml:16:1", "^^^^^^^", "help: did you mean `severity`?"] {
            assert!(said.contains(part), "{args:?}: `{part}` is not in\n{said}");
        }
    }
}

#[test]
fn checklist_test_runs_the_fixtures_of_a_user() {
    let folder = folder("fixtures");
    write(&folder, "acme.toml", &rule(""));
    write(&folder, "fixtures/acme-codename-used/fires-bluebird.md", &design("", "Bluebird."));
    write(&folder, "fixtures/acme-codename-used/fires-tdd.md", &design("", "Bluebird."));
    write(&folder, "fixtures/acme-codename-used/quiet-public-name-tdd.md", &design("", "Nightjar."));
    write(&folder, "fixtures/acme-codename-used/quiet-pair/prd.md", &design("", "Nightjar."));
    write(&folder, "fixtures/acme-codename-used/quiet-pair/tdd.md", &design("", "Nightjar."));
    let args = ["checklist", "test", "fixtures", "--checklist", "acme.toml"];
    let run = designvet(&args, &folder);
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert_eq!((run.status.code(), said.as_str()), (Some(0), "4 fixtures of 1 rule: no problem\n"));
    write(&folder, "fixtures/acme-codename-used/quiet-wrong-tdd.md", &design("", "Bluebird."));
    write(&folder, "fixtures/acme-codename-used/fires-wrong-tdd.md", &design("", "Nightjar."));
    let run = designvet(&args, &folder);
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert_eq!(run.status.code(), Some(1), "{said}");
    assert!(said.contains("acme-codename-used/fires-wrong-tdd.md: no finding\n"), "{said}");
    assert!(said.contains("acme-codename-used/quiet-wrong-tdd.md: a finding at line 5\n"), "{said}");
    assert!(said.ends_with("6 fixtures of 1 rule: 2 problems\n"), "{said}");
}

#[test]
fn checklist_test_without_fixtures_exits_with_3() {
    let folder = folder("no-fixtures");
    let run = designvet(&["checklist", "test", "."], &folder);
    assert_eq!(run.status.code(), Some(3), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn extended_checklist_is_found_beside_its_configuration() {
    let folder = folder("extends");
    write(&folder, "designvet.toml", "extends = [\"security/acme.toml\"]\nselect = [\"acme\"]\n");
    write(&folder, "security/acme.toml", &rule(""));
    write(&folder, "docs/deep/tdd.md", &design("", "Bluebird."));
    let run = designvet(&["check", "tdd.md", "--format", "concise", "--fail-on", "medium"], &folder.join("docs/deep"));
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert_eq!(run.status.code(), Some(1), "{said}{}", String::from_utf8_lossy(&run.stderr));
    assert!(said.contains("[acme-codename-used]"), "{said}");
}
