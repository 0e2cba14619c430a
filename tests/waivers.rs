//! What is accepted is hidden, that alone, and wherever it moves; what is wrong with a waiver is said with its place.

use designvet::checklist::{Checklist, Pack, builtin, load};
use designvet::date::Date;
use designvet::diagnostic::{Level, Place};
use designvet::finding::Finding;
use designvet::report::{Format, Layout, render};
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::settings::Settings;
use designvet::source::SourceFile;
use designvet::waiver::{Terms, WaiverFile, written};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

const PACK: &str = r#"
[[rule]]
id = "acme-codename-used"
kind = "phrase"
forbid = ["bluebird"]
applies-to = ["tdd"]
severity = "medium"
release = "before-release"
teams = ["security"]
message = "an internal name: {found}"
why = "w"
advice = "a"
ask = "q"
"#;

/// Checklists with the rule above and those on waivers: loading one takes longer than a review.
static CHECKLISTS: Mutex<Vec<Checklist>> = Mutex::new(Vec::new());

fn checklist() -> Checklist {
    let spare = CHECKLISTS.lock().expect("no test fails while it holds them").pop();
    spare.unwrap_or_else(|| {
        let mut packs = builtin();
        packs.push(Pack::new("acme.toml", PACK));
        let (checklist, problems) = load(&packs, &designvet::check::specs());
        assert!(problems.is_empty(), "{problems:?}");
        checklist
    })
}

const TODAY: &str = "2026-06-01";

fn read(waivers: &str) -> WaiverFile {
    let (mut file, problems) = WaiverFile::read("designvet.waivers.toml", waivers);
    assert!(problems.is_empty(), "{problems:?}");
    file.is_whole = true;
    file
}

fn reviewed_on(today: &str, documents: &[(&str, &str)], waivers: Option<WaiverFile>) -> Review {
    let select = Some(vec!["acme".to_owned(), "waiver".to_owned(), "reviewer".to_owned()]);
    let settings = Settings { select, today: Date::parse(today), ..Settings::default() };
    let profile = [Profile { checklist: checklist(), settings, waivers: waivers.map(Arc::new) }];
    let input = |(path, text): &(&str, &str)| {
        let file = Arc::new(SourceFile::new(*path, *text));
        Input { file, kind: None, fallback: None, profile: 0 }
    };
    let available = |_: &str, _: &str| designvet::check::Availability::Present;
    let review = review(Inputs { files: documents.iter().map(input).collect(), mode: Mode::Check, available: &available }, &profile);
    let [Profile { checklist, .. }] = profile;
    CHECKLISTS.lock().expect("no test fails while it holds them").push(checklist);
    review
}

fn reviewed(text: &str, waivers: Option<&str>) -> Review {
    reviewed_on(TODAY, &[("docs/tdd.md", text)], waivers.map(read))
}

/// A design with enough to read.
fn design(body: &str) -> String {
    let filler = "The worker reads one job after the other from its queue and writes the result beside it. ".repeat(6);
    format!("# Jobs: technical design\n\n{filler}\n\n{body}\n")
}

/// Rule and marked words of each finding that stands.
fn standing(review: &Review) -> Vec<(String, String)> {
    review.findings.iter().map(|finding| (finding.rule.to_string(), review.text(&finding.primary).to_owned())).collect()
}

/// The entry that accepts a finding, as `waive` writes it.
fn entry(review: &Review, finding: &Finding, terms: &Terms) -> String {
    let none = WaiverFile::read("designvet.waivers.toml", "").0;
    written(&none, &|id| review.document(id).read(), finding, terms).expect("the document was read")
}

fn rules(review: &Review) -> Vec<&str> {
    review.findings.iter().map(|finding| finding.rule.as_str()).collect()
}

#[test]
fn what_is_wrong_with_a_comment_is_marked_and_the_next_one_holds() {
    let cases = [
        ("untill=2027-03-01", "untill", "unknown key `untill`; did you mean `until`?"),
        ("=\"Ann\"", "=", "nothing stands in front of `=`"),
        ("owner=Ann owner=Ben", "owner", "`owner` stands twice"),
        ("until=2027-02-29", "2027-02-29", "`2027-02-29` is no day such as 2027-03-01"),
        ("kind=accepted", "accepted", "unknown kind `accepted`; did you mean `accepted-risk`?"),
        ("scope=page", "page", "unknown scope `page`; known are line, section, document"),
        ("kind=\"\"", "kind", "unknown kind ``; known are accepted-risk, false-positive, answered, asked, wont-fix"),
    ];
    for (keys, marked, said) in cases {
        let text = design(&format!(
            "## One\n\nBluebird reads.\n\n<!-- designvet: waive acme-codename-used reason=\"quoted\" {keys} -->\n\n## Two\n\nBluebird writes. <!-- designvet: waive acme-codename-used reason=\"quoted\" -->"
        ));
        let review = reviewed(&text, None);
        let wanted = [("acme-codename-used".to_owned(), "Bluebird".to_owned()), ("waiver-malformed".to_owned(), marked.to_owned())];
        assert_eq!(standing(&review), wanted, "{keys}");
        assert_eq!(review.findings[1].message, format!("this waiver hides nothing: {said}"));
        assert_eq!(review.waived.len(), 1, "{keys}");
    }
}

#[test]
fn entry_that_is_wrong_is_told_of_with_its_place_and_the_others_hold() {
    let good = "[[waiver]]\nrule = \"acme-codename-used\"\ndocument = \"docs/tdd.md\"\nreason = \"quoted\"\n";
    let cases = [
        ("rule = \"a\"\nreason = \"b\"\nuntil = 2027-02-29", ""),
        ("rule = \"a\"\nreason = \"b\"\nuntil = \"soon\"", "\"soon\""),
        ("rule = \"a\"\nreason = \"b\"\nonwer = \"Ann\"", "onwer"),
        ("rule = \"a\"\nreason = \"b\"\nkind = \"ok\"", "\"ok\""),
        ("rule = \"a\"\nreason = \" \"", "\" \""),
        ("rule = \"a\"", ""),
        ("rule = \"a\"\nreason = \"b\"\nreason = \"c\"", "reason"),
        ("rule = \"a\"\nreason = \"b\"\npaths = [\"docs/{a\"]", "\"docs/{a\""),
        ("rule = \"a\"\nreason = \"b\"\ntext = \"abc\"", "\"abc\""),
        ("rule = \"a\"\nreason = \"b\"\ndocument = \"x.md\"\npaths = \"y.md\"", "\"x.md\""),
    ];
    for (wrong, marked) in cases {
        for text in [format!("{good}\n[[waiver]]\n{wrong}\n"), format!("[[waiver]]\n{wrong}\n\n{good}")] {
            let (file, problems) = WaiverFile::read("designvet.waivers.toml", text.clone());
            assert_eq!((file.len(), problems.len()), (1, 1), "{text}\n{problems:?}");
            let Some(Place::Text(source, span)) = &problems[0].place else { panic!("no place: {problems:?}") };
            assert!(problems[0].level == Level::Warning && (marked.is_empty() || span.of(source.text()) == marked), "{text}\n{problems:?}");
            let review = reviewed_on(TODAY, &[("docs/tdd.md", &design("Bluebird reads."))], Some(file));
            assert_eq!((review.findings.len(), review.waived.len()), (0, 1), "{text}");
        }
    }
}

#[test]
fn waiver_holds_on_its_last_day_and_not_on_the_next() {
    let text = design("Bluebird reads. <!-- designvet: waive acme-codename-used reason=\"quoted\" until=2026-06-01 -->");
    let entry = "[[waiver]]\nrule = \"acme-codename-used\"\nreason = \"quoted\"\nuntil = 2026-06-01\n";
    let plain = design("Bluebird reads.");
    for (text, waivers) in [(&text, None), (&plain, Some(entry))] {
        let on = |today: &str| reviewed_on(today, &[("docs/tdd.md", text)], waivers.map(read));
        assert!(on("2026-06-01").findings.is_empty());
        let mut after = rules(&on("2026-06-02")).iter().map(ToString::to_string).collect::<Vec<_>>();
        after.sort();
        assert_eq!(after, ["acme-codename-used", "waiver-expired"]);
    }
}

#[test]
fn scope_of_a_comment_is_where_it_stands_or_what_it_says() {
    let hidden = |comment: &str| {
        let review =
            reviewed(&design(&format!("## One\n\n{comment}\n\nBluebird reads.\n\nBluebird waits.\n\n## Two\n\nBluebird writes.")), None);
        review
            .waived
            .iter()
            .map(|waived| review.document(waived.finding.primary.file).file.line1(waived.finding.primary.span.start))
            .collect::<Vec<_>>()
    };
    let comment = |keys: &str| format!("<!-- designvet: waive acme-codename-used reason=\"quoted\"{keys} -->");
    assert_eq!(hidden(&comment("")), [9, 11]);
    assert_eq!(hidden(&comment(" scope=section")), [9, 11]);
    assert_eq!(hidden(&comment(" scope=line")), [9]);
    assert_eq!(hidden(&comment(" scope=document")), [9, 11, 15]);
}

#[test]
fn entry_finds_its_finding_by_path_glob_id_section_subject_and_fingerprint() {
    let text = format!("---\nid: JOBS-1\n---\n{}", design("## 3. Storage\n\nBluebird reads."));
    let plain = reviewed(&text, None);
    let (print, subject) = (&plain.findings[0].fingerprint, &plain.findings[0].subject);
    let holds = |keys: &str| {
        let review = reviewed(&text, Some(&format!("[[waiver]]\nrule = \"acme-codename-used\"\nreason = \"quoted\"\n{keys}\n")));
        review.findings.is_empty() && review.waived.len() == 1
    };
    let fitting = [
        String::new(),
        "document = \"docs/tdd.md\"".to_owned(),
        "document = \"./docs/../docs/tdd.md\"".to_owned(),
        "document = \"JOBS-1\"".to_owned(),
        "paths = \"docs/*.md\"".to_owned(),
        "paths = \"./docs/t*.md\"".to_owned(),
        "paths = \"*/tdd.md\"".to_owned(),
        "paths = \"{docs,x}/tdd.md\"".to_owned(),
        "paths = [\"x/*.md\", \"docs/tdd.md\", \"**/*.md\"]\nticket = \"SEC-1\"".to_owned(),
        "section = \"Storage\"".to_owned(),
        format!("subject = \"{subject}\""),
        format!("fingerprint = \"{print}\""),
    ];
    for keys in fitting {
        assert!(holds(&keys), "{keys}");
    }
    let foreign = ["document = \"docs/prd.md\"", "document = \"JOBS-2\"", "paths = \"x/*.md\"", "section = \"Queue\"", "subject = \"x\""];
    for keys in foreign.into_iter().chain(["fingerprint = \"00000000000000000000000000000000\""]) {
        assert!(!holds(keys), "{keys}");
    }
}

#[test]
fn documents_are_named_from_the_folder_of_the_file_wherever_the_run_is() {
    let file = |here: &str, folder: &str| WaiverFile::read("designvet.waivers.toml", "").0.seen_from(here, folder);
    assert_eq!(file("/r/docs", "/r").relative("a/tdd.md"), "docs/a/tdd.md");
    assert_eq!(file("/r/docs", "/r").relative("../tdd.md"), "tdd.md");
    assert_eq!(file("/r", "/r/docs").relative("docs/tdd.md"), "tdd.md");
    assert_eq!(file("/r", "/r").relative("/r/docs/tdd.md"), "docs/tdd.md");
    assert_eq!(file("/r", "/r/docs").relative("docs-2/tdd.md"), "../docs-2/tdd.md");
    assert_eq!(WaiverFile::read("team/designvet.waivers.toml", "").0.relative("team/a.md"), "a.md");
}

#[test]
fn entry_is_unused_only_where_all_that_it_speaks_of_was_reviewed() {
    let text = design("Nothing here.");
    let entry = |keys: &str| format!("[[waiver]]\nrule = \"acme-codename-used\"\nreason = \"quoted\"\n{keys}\n");
    let told = |keys: &str, whole: bool| {
        let mut file = read(&entry(keys));
        file.is_whole = whole;
        rules(&reviewed_on(TODAY, &[("docs/tdd.md", &text)], Some(file))).join(" ")
    };
    assert_eq!((told("", true), told("", false)), ("waiver-unused".to_owned(), String::new()));
    assert_eq!((told("paths = \"docs/*\"", true), told("paths = \"docs/*\"", false)), ("waiver-unused".to_owned(), String::new()));
    assert_eq!(told("document = \"docs/tdd.md\"", false), "waiver-unused");
    assert_eq!(told("document = \"docs/prd.md\"", true), "");
    assert_eq!(told("document = \"docs/tdd.md\"\nsection = \"Queue\"", false), "waiver-scope-missing");
}

#[test]
fn one_of_two_waivers_of_a_finding_is_not_called_unused() {
    let text = design("Bluebird reads. <!-- designvet: waive acme-codename-used reason=\"quoted\" -->");
    let review = reviewed(&text, Some("[[waiver]]\nrule = \"acme-codename-used\"\nreason = \"ours\"\n"));
    assert_eq!((rules(&review).len(), review.waived.len(), review.waived[0].terms.reason.as_str()), (0, 1, "quoted"));
}

#[test]
fn same_words_elsewhere_are_not_accepted_with_the_first() {
    let text = design("## One\n\nBluebird reads.\n\nBluebird reads twice.");
    let plain = reviewed(&text, None);
    let terms = Terms { reason: "quoted \"so\"".to_owned(), until: Date::parse("2027-03-01"), ..Terms::default() };
    let entry = entry(&plain, &plain.findings[1], &terms);
    let before = reviewed(&text, Some(&entry));
    assert_eq!((before.findings.len(), before.waived.len()), (1, 1));
    assert_eq!(before.waived[0].terms, terms);
    let after = reviewed(&text.replace("reads twice", "reads it twice"), Some(&entry));
    assert_eq!(rules(&after), ["acme-codename-used", "acme-codename-used", "waiver-stale"]);
}

#[test]
fn difference_is_accepted_with_the_words_of_both_documents() {
    let front = |kind: &str, text: &str| format!("---\nkind: {kind}\n---\n{text}");
    let prd = front("prd", &design("## Sign-in\n\nMembers sign in through SAML.").replace("technical design", "requirements"));
    let tdd = |by: &str| front("tdd", &design(&format!("## Authentication\n\nMembers sign in with {by}.")));
    let on = |by: &str, waivers: Option<&str>| {
        let settings =
            Settings { select: Some(vec!["trace-authentication-differs".to_owned(), "waiver".to_owned()]), ..Settings::default() };
        let profile = [Profile { checklist: checklist(), settings, waivers: waivers.map(|text| Arc::new(read(text))) }];
        let input =
            |path: &str, text: String| Input { file: Arc::new(SourceFile::new(path, text)), kind: None, fallback: None, profile: 0 };
        let files = vec![input("prd.md", prd.clone()), input("tdd.md", tdd(by))];
        review(Inputs { files, mode: Mode::Review, available: &|_, _| designvet::check::Availability::Present }, &profile)
    };
    let plain = on("a password", None);
    assert!(!plain.findings.is_empty());
    let terms = Terms { reason: "both are meant".to_owned(), ..Terms::default() };
    let entries: Vec<String> = plain.findings.iter().map(|finding| entry(&plain, finding, &terms)).collect();
    let entries = entries.join("\n");
    assert!(on("a password", Some(&entries)).findings.is_empty());
    let changed = on("an API key", Some(&entries));
    assert_eq!(rules(&changed), ["trace-authentication-differs", "waiver-stale"]);
    assert!(changed.findings[0].message.contains("API key"), "{}", changed.findings[0].message);
}

#[test]
fn reports_show_who_accepted_what_until_when() {
    let entry = "[[waiver]]\nrule = \"acme-codename-used\"\nreason = \"quoted\\u0007\"\nkind = \"asked\"\nowner = \"Ann\"\nticket = \"SEC-12\"\nuntil = 2027-03-01\n";
    let review = reviewed(&design("Bluebird reads."), Some(entry));
    let report = |format: Format, verbose: bool| {
        let mut out = Vec::new();
        render(format, &review, Layout { verbose, ..Layout::default() }, &mut out).expect("a vector takes every byte");
        String::from_utf8(out).expect("reports are UTF-8")
    };
    let json: serde_json::Value = serde_json::from_str(&report(Format::Json, false)).expect("it is JSON");
    let waived = &json["waived"][0];
    assert_eq!(
        (&waived["kind"], &waived["owner"], &waived["until"], &waived["ticket"]),
        (&"asked".into(), &"Ann".into(), &"2027-03-01".into(), &"SEC-12".into())
    );
    assert_eq!((&waived["waiver"]["path"], &waived["waiver"]["line"]), (&"designvet.waivers.toml".into(), &2.into()));
    let sarif: serde_json::Value = serde_json::from_str(&report(Format::Sarif, false)).expect("it is JSON");
    let suppression = &sarif["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!((&suppression["kind"], &suppression["status"]), (&"external".into(), &"underReview".into()));
    assert_eq!(suppression["justification"], "quoted\u{2407}");
    for format in [Format::Terminal, Format::Markdown] {
        let (quiet, verbose) = (report(format, false), report(format, true));
        assert!(!quiet.contains("SEC-12") && quiet.contains("1 finding"), "{quiet}");
        let verbose = verbose.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            verbose.contains(
                "quoted\u{2407} \u{b7} asked \u{b7} Ann \u{b7} until 2027-03-01 \u{b7} SEC-12 \u{b7} by designvet.waivers.toml:2:8"
            ),
            "{verbose}"
        );
    }
}

#[test]
fn finding_of_a_reviewer_has_the_weight_and_words_that_it_names() {
    let remark = "[[finding]]\ndocument = \"docs/tdd.md\"\nquote = \"one JOB after\"\nmessage = \"two workers may take one job\"\nseverity = \"high\"\nrelease = \"after-release\"\nteams = [\"fraud\"]\nwhy = \"It would be paid twice.\"\nask = \"What locks it?\"\n";
    let review = reviewed(&design(""), Some(remark));
    let finding = &review.findings[0];
    assert_eq!((review.text(&finding.primary), finding.message.as_str()), ("one job after", "two workers may take one job"));
    assert_eq!((finding.severity.as_str(), finding.release.as_str(), finding.teams[0].as_str()), ("high", "after-release", "fraud"));
    assert_eq!((review.why(finding), review.ask(finding)), ("It would be paid twice.", "What locks it?"));
    let near = remark.replace("document", "line = 3\ndocument").replace("one JOB after", "worker");
    assert_eq!(reviewed(&design("The worker rests."), Some(&near)).findings.len(), 1);
    let gone = reviewed(&design("").replace("one job", "a job"), Some(remark));
    assert_eq!(rules(&gone), ["reviewer-words-missing"]);
    assert!(gone.findings[0].message.contains("\u{201c}one JOB after\u{201d}"), "{}", gone.findings[0].message);
}

#[test]
fn each_of_many_entries_finds_its_own_finding() {
    let mut waivers = String::new();
    for number in 0..3000 {
        let rule = if number % 2 == 0 { "acme-codename-used" } else { "privacy-retention-missing" };
        let _ = writeln!(waivers, "[[waiver]]\nrule = \"{rule}\"\ndocument = \"docs/{number}.md\"\nreason = \"r{number}\"");
    }
    let text = design("Bluebird reads.");
    let paths: Vec<String> = [0, 1, 2, 2998, 2999, 3000].iter().map(|number| format!("docs/{number}.md")).collect();
    let documents: Vec<(String, String)> = paths.iter().map(|path| (path.clone(), text.replace("Jobs", "Jobs tdd"))).collect();
    let documents: Vec<(&str, &str)> = documents.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let review = reviewed_on(TODAY, &documents, Some(read(&waivers)));
    let mut reasons: Vec<&str> = review.waived.iter().map(|waived| waived.terms.reason.as_str()).collect();
    reasons.sort_unstable();
    assert_eq!(reasons, ["r0", "r2", "r2998"]);
}

/// Sections with numbered sentences, each with a finding; what is waived is true.
type Sections = Vec<(bool, Vec<bool>)>;

const NAMES: &[&str] = &["Queue", "Storage", "Workers", "Alarms", "Rooms"];

/// The document in an order of its sections, with paragraphs put in; comments hold what is waived, where they are wanted.
fn rendered(sections: &Sections, order: &[usize], inserted: &[(usize, usize)], comments: bool) -> String {
    let comment = "<!-- designvet: waive acme-codename-used reason=\"quoted\" -->";
    let mut body = String::new();
    for &section in order {
        let (all, sentences) = &sections[section];
        let mut blocks = vec![format!("## {}", NAMES[section])];
        if *all && comments {
            blocks.push(comment.to_owned());
        }
        for (number, waived) in sentences.iter().enumerate() {
            let by = if *waived && !*all && comments { comment } else { "" };
            blocks.push(format!("Bluebird {section}.{number} reads. {by}").trim_end().to_owned());
        }
        for (_, at) in inserted.iter().filter(|(into, _)| *into == section) {
            blocks.insert(1 + at % blocks.len(), "The chairs are blue and the windows face north.".to_owned());
        }
        let _ = write!(body, "{}\n\n", blocks.join("\n\n"));
    }
    design(&body)
}

/// The sentences that are hidden.
fn hidden(review: &Review) -> BTreeSet<String> {
    let sentence = |waived: &designvet::waiver::Waived| {
        let file = &review.document(waived.finding.primary.file).file;
        file.line_text(file.line1(waived.finding.primary.span.start)).split(" reads").next().unwrap_or_default().to_owned()
    };
    review.waived.iter().map(sentence).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn paragraphs_put_in_and_sections_moved_hide_and_show_nothing(
        sections in prop::collection::vec((any::<bool>(), prop::collection::vec(any::<bool>(), 1..4)), NAMES.len()),
        order in Just((0..NAMES.len()).collect::<Vec<_>>()).prop_shuffle(),
        inserted in prop::collection::vec((0..NAMES.len(), 0..8_usize), 0..6),
    ) {
        let straight: Vec<usize> = (0..NAMES.len()).collect();
        let mut wanted = BTreeSet::new();
        for (section, (all, sentences)) in sections.iter().enumerate() {
            let waived = sentences.iter().enumerate().filter(|(_, waived)| **waived || *all);
            wanted.extend(waived.map(|(number, _)| format!("Bluebird {section}.{number}")));
        }
        // Entries of a file, made as `waive` makes them for sentences, and written by hand for sections.
        let plain = reviewed(&rendered(&sections, &straight, &[], false), None);
        let document = &plain.documents[0];
        let terms = Terms { reason: "quoted".to_owned(), ..Terms::default() };
        let mut entries = String::new();
        for finding in &plain.findings {
            let line = document.file.line_text(document.file.line1(finding.primary.span.start));
            let section = NAMES.iter().position(|name| finding.heading_path.iter().any(|title| title == name)).expect("it is in one");
            if !sections[section].0 && wanted.contains(line.split(" reads").next().unwrap_or_default()) {
                let _ = writeln!(entries, "{}", entry(&plain, finding, &terms));
            }
        }
        for (section, _) in sections.iter().enumerate().filter(|(_, (all, _))| *all) {
            let _ = writeln!(entries, "[[waiver]]\nrule = \"acme-codename-used\"\nsection = \"{}\"\nreason = \"quoted\"", NAMES[section]);
        }
        for (order, inserted) in [(&straight, &Vec::new()), (&straight, &inserted), (&order, &inserted)] {
            let by_comments = reviewed(&rendered(&sections, order, inserted, true), None);
            let by_file = reviewed(&rendered(&sections, order, inserted, false), Some(&entries));
            for review in [by_comments, by_file] {
                prop_assert_eq!(&hidden(&review), &wanted);
                prop_assert!(rules(&review).iter().all(|rule| *rule == "acme-codename-used"), "{:?}", standing(&review));
            }
        }
    }

    #[test]
    fn no_text_of_a_file_or_comment_ends_a_review(waivers in "(\\[\\[waiver\\]\\]\n|\\[\\[finding\\]\\]\n|rule = |\"acme-codename-used\"\n|document = |quote = |until = |2027-03-01\n|\"|'|=|\n|x| ){0,30}", comment in "( |waive|acme-codename-used|reason=|until=|kind=|scope=|line|\"|\u{201c}|\u{201d}|=|,|\n|>|é){0,20}") {
        let (file, _) = WaiverFile::read("designvet.waivers.toml", waivers);
        let text = design(&format!("Bluebird reads.\n\n<!-- designvet: {comment} -->"));
        let review = reviewed_on(TODAY, &[("docs/tdd.md", &text)], Some(file));
        for finding in &review.findings {
            prop_assert!(!review.text(&finding.primary).is_empty(), "{:?}", finding);
        }
    }
}
