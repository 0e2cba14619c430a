//! What notes of a walkthrough reply to the questions of a review: notes and a key to each, by somebody who did not know how replies are
//! found. Few of the answers in free talk are; none is made up.

use designvet::agenda::{Session, agenda};
use designvet::config::Config;
use designvet::item::{Item, items};
use designvet::report::render_agenda_markdown;
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::rule::DocKind;
use designvet::settings::Settings;
use designvet::source::SourceFile;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Key {
    answered: Vec<Entry>,
    open: Vec<Entry>,
    near_miss: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    item: String,
    document: String,
    notes: String,
    #[serde(default, rename = "part")]
    _part: bool,
    #[serde(default, rename = "why")]
    _why: String,
}

/// The sample, and how many items are found to be answered and put off.
const NOTES: [(&str, usize, usize); 3] = [("clinic-booking", 5, 1), ("hearthside-repairs", 0, 0), ("stridelark", 2, 1)];

fn profile() -> [Profile; 1] {
    let (checklist, problems) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    assert!(problems.is_empty(), "{problems:?}");
    [Profile { checklist, settings: Settings::default(), waivers: None }]
}

fn reviewed(sample: &str, notes: &str) -> Review {
    let profile = profile();
    let input = |path: String, text: String, kind: Option<&str>| {
        let kind = kind.map(|kind| designvet::facts::GivenKind { kind: DocKind::from(kind), reason: "its place says so".to_owned() });
        Input { file: Arc::new(SourceFile::new(path, text)), kind, fallback: None, profile: 0 }
    };
    let read = |name: &str| {
        let path = format!("samples/{sample}/{name}");
        let text = std::fs::read_to_string(&path).expect("a sample can be read");
        input(path, text, None)
    };
    let files = vec![read("prd.md"), read("tdd.md"), input("notes.md".to_owned(), notes.to_owned(), Some("notes"))];
    review(Inputs { files, mode: Mode::Review, available: &designvet::cli::available }, &profile)
}

fn line(notes: &str, words: &str) -> usize {
    let at: Vec<usize> = notes.lines().enumerate().filter(|(_, line)| line.contains(words)).map(|(at, _)| at + 1).collect();
    assert_eq!(at.len(), 1, "{words}");
    at[0]
}

#[test]
fn replies_are_those_of_the_key_or_none() {
    for (sample, answered, put_off) in NOTES {
        let notes = std::fs::read_to_string(format!("tests/replies/{sample}-walkthrough.md")).expect("notes can be read");
        let key = std::fs::read_to_string(format!("tests/replies/{sample}.toml")).expect("a key can be read");
        let key: Key = toml::from_str(&key).expect("a key is sound");
        let items = items(&reviewed(sample, &notes));
        let is_of = |item: &Item, entry: &Entry| item.id == entry.item && item.document == entry.document;
        for entry in key.answered.iter().chain(&key.open).chain(&key.near_miss) {
            assert!(items.iter().any(|item| is_of(item, entry)), "{sample}: no item {}", entry.item);
        }
        let replied: Vec<_> = items.iter().filter_map(|item| Some((item, item.reply.as_ref()?))).collect();
        let mut wrong = Vec::new();
        for (item, reply) in &replied {
            let stands_in = |entries: &[Entry]| {
                entries.iter().any(|entry| is_of(item, entry) && line(&notes, &entry.notes).abs_diff(reply.line as usize) <= 1)
            };
            // That the line on old watches is struck is said, and stands in no key.
            let is_known =
                if reply.answers { stands_in(&key.answered) || reply.text.contains("Juno strikes") } else { stands_in(&key.open) };
            if !is_known {
                wrong.push(format!("{sample}: {} answers={} line {} {}", item.id, reply.answers, reply.line, reply.text));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let counted = [true, false].map(|answers| replied.iter().filter(|(_, reply)| reply.answers == answers).count());
        assert_eq!(counted, [answered, put_off], "{sample}");
    }
}

/// Each way in which notes name an item of the sample: the line that does, the reply below or behind, and whether it settles it.
const WAYS: &[(&str, bool)] = &[
    ("> access-control-undescribed#authorization\n\nA middleware checks the role on each route.\n", true),
    ("- access-control-undescribed#authorization: a middleware checks the role of the caller on each route\n", true),
    ("- Who may call each endpoint or screen, and what refuses everybody else?\n  - a middleware answers 403 unless the role may\n", true),
    ("Authorization is not described\n\n- true, a middleware checks the role on each route\n", true),
    ("- Who may call each endpoint or screen, and what refuses everybody else?\n  - not sure, need to check with the team\n", false),
];

#[test]
fn an_item_is_named_by_its_id_question_or_title() {
    for (notes, answers) in WAYS {
        let text = format!("# Walkthrough of the booking\n\n{notes}\nEnd of the meeting.\n");
        let items = items(&reviewed("clinic-booking", &text));
        let item = items.iter().find(|item| item.id == "access-control-undescribed#authorization").expect("the sample lacks it");
        let others = items.iter().filter(|other| other.id != item.id && other.reply.is_some()).count();
        assert_eq!((item.reply.as_ref().is_some_and(|reply| reply.answers), others), (*answers, 0), "{notes}: {:?}", item.reply);
    }
}

/// The agenda is the form that answers are written into.
#[test]
fn an_agenda_that_is_filled_in_is_read() {
    let (profile, review) = (profile(), reviewed("clinic-booking", "# Empty notes\n\nNobody came.\n"));
    let agendas: Vec<_> = Session::ALL.iter().map(|session| agenda(&review, &items(&review), &profile, *session, 60)).collect();
    let mut form = Vec::new();
    render_agenda_markdown(&agendas, &mut form).expect("a vector takes bytes");
    let form = String::from_utf8(form).expect("it is text");
    let none = items(&reviewed("clinic-booking", &form)).iter().filter(|item| item.reply.is_some()).count();
    assert_eq!(none, 0, "questions alone reply to nothing");
    let filled = |question: &str, answer: &str| {
        let (before, after) = form.split_once(question).expect("the question is asked");
        format!("{before}{question}{}", after.replacen("| |\n", &format!("| {answer} |\n"), 1))
    };
    for (question, item, answer, settles) in [
        ("Is it encrypted, and with what?", "trace-encryption-differs#enc-transit", "TLS 1.3, ended at the load balancer", true),
        ("Who may call each endpoint", "access-control-undescribed#authorization", "not sure, Jonas finds out", false),
        ("Was this service decided on", "trace-vendor-unannounced#before-release", "Yes, Postmark and Sentry by the board", true),
    ] {
        let replied = items(&reviewed("clinic-booking", &filled(question, answer)));
        let of: Vec<(&str, bool)> = replied.iter().filter_map(|one| Some((one.id.as_str(), one.reply.as_ref()?.answers))).collect();
        let expected: &[(&str, bool)] = if settles { &[(item, true)] } else { &[] };
        assert_eq!(of, expected, "{answer}");
    }
}

#[test]
fn without_notes_nothing_replies() {
    assert!(items(&reviewed("clinic-booking", "# Empty notes\n\nNobody came.\n")).iter().all(|item| item.reply.is_none()));
}

#[test]
fn an_id_that_goes_on_is_another() {
    let replied = |id: &str| {
        let text = format!("# Walkthrough of the booking\n\n> {id}\n\nIt answers 403 to whoever has no role.\n\nEnd.\n");
        items(&reviewed("clinic-booking", &text)).iter().any(|item| item.reply.is_some())
    };
    assert!(replied("access-control-undescribed#authorization"));
    assert!(!replied("access-control-undescribed#authorization-2") && !replied("access-control-undescribed#authorization~2"));
}
