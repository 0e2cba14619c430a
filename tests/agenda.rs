//! Agendas: what is wanted and how it is built are talked over apart, in the minutes there are, and nothing is lost.

use chrono::NaiveDateTime;
use designvet::agenda::{Agenda, Session, agenda};
use designvet::config::Config;
use designvet::item::items;
use designvet::report::{Layout, render_agenda_ics, render_agenda_json, render_agenda_markdown, render_agenda_text};
use designvet::review::{Input, Inputs, Mode, Profile, review};
use designvet::settings::Settings;
use designvet::source::SourceFile;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// Both agendas of some documents, and the keys of their action items but for those on loose words.
fn agendas(documents: &[(String, String)], minutes: u16) -> (Vec<Agenda>, BTreeSet<String>) {
    let (checklist, problems) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    assert!(problems.is_empty(), "{problems:?}");
    let profiles = [Profile { checklist, settings: Settings::default(), waivers: None }];
    let input = |(path, text): &(String, String)| Input {
        file: Arc::new(SourceFile::new(path.clone(), text.clone())),
        kind: None,
        fallback: None,
        profile: 0,
    };
    let inputs = Inputs { files: documents.iter().map(input).collect(), mode: Mode::Check, available: &designvet::cli::available };
    let review = review(inputs, &profiles);
    let items = items(&review);
    let both = Session::ALL.iter().map(|session| agenda(&review, &items, &profiles, *session, minutes)).collect();
    (both, items.into_iter().filter(|item| item.rule != "document-wording-vague").map(|item| item.key).collect())
}

fn sample(name: &str) -> Vec<(String, String)> {
    let folder = Path::new("samples").join(name);
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).ok().map(|text| (format!("{name}/{file}"), text));
    ["prd.md", "tdd.md"].iter().filter_map(|file| read(file)).collect()
}

fn start() -> NaiveDateTime {
    NaiveDateTime::parse_from_str("2026-03-02T14:00", "%Y-%m-%dT%H:%M").expect("it is a time")
}

fn rendered(render: impl Fn(&mut dyn Write) -> io::Result<()>) -> String {
    let mut bytes = Vec::new();
    render(&mut bytes).expect("a vector takes bytes");
    String::from_utf8(bytes).expect("a report is UTF-8")
}

#[test]
fn every_item_is_asked_once_and_in_the_time_there_is() {
    for name in ["clinic-booking", "hearthside-repairs", "stridelark", "tool-library", "parcel-alerts"] {
        for minutes in [10, 30, 45, 90] {
            let (agendas, items) = agendas(&sample(name), minutes);
            let asked = |agenda: &Agenda| {
                let planned = agenda.slots.iter().flat_map(|slot| &slot.questions).chain(&agenda.by_mail);
                planned.map(|question| question.item.clone()).collect::<Vec<_>>()
            };
            let all: Vec<String> = agendas.iter().flat_map(asked).collect();
            assert_eq!(all.len(), items.len(), "{name}, {minutes} minutes: {all:?}");
            assert_eq!(all.into_iter().collect::<BTreeSet<_>>(), items, "{name}");
            for agenda in &agendas {
                let planned: u16 = agenda.slots.iter().map(|slot| slot.minutes).sum();
                let parts = planned + agenda.walkthrough_minutes + agenda.closing_minutes + agenda.spare();
                assert_eq!(parts, minutes, "{name}");
                assert!(agenda.slots.iter().all(|slot| slot.questions.len() <= usize::from(slot.minutes)), "{name}");
                assert!(!agenda.walkthrough.is_empty(), "{name}");
            }
        }
    }
}

#[test]
fn what_stops_the_review_comes_first() {
    let (agendas, _) = agendas(&sample("clinic-booking"), 30);
    for agenda in &agendas {
        let stops: Vec<bool> = agenda.slots.iter().map(|slot| slot.questions[0].blocks_review).collect();
        assert!(stops[0] && stops.is_sorted_by(|a, b| a >= b), "{stops:?}");
    }
    let titles = |agenda: &Agenda| agenda.slots.iter().map(|slot| slot.theme).collect::<Vec<_>>();
    assert!(titles(&agendas[0]).contains(&"Personal data: what, why, for how long"));
    assert!(titles(&agendas[1]).contains(&"How data moves"));
    assert_eq!(agendas[0].loose[0].words, "appropriate encryption");
}

#[test]
fn json_has_the_form_of_its_schema() {
    let schema = std::fs::read_to_string("docs/schemas/agenda-1.schema.json").expect("the schema can be read");
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let (agendas, _) = agendas(&sample("clinic-booking"), 10);
    let value: serde_json::Value = serde_json::from_str(&rendered(|out| render_agenda_json(&agendas, out))).expect("it is JSON");
    let errors: Vec<String> = validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert!(value["agendas"].as_array().is_some_and(|both| both.len() == 2));
}

#[test]
fn a_calendar_file_has_two_meetings_one_behind_the_other() {
    let mut documents = sample("clinic-booking");
    documents[0].1 = documents[0].1.replacen('\n', "\n\nOwner: Iris; Lund:\u{202e} (iris.lund@clinic.example)\n", 1);
    let (agendas, _) = agendas(&documents, 45);
    let text = rendered(|out| render_agenda_ics(&agendas, start(), out));
    assert_eq!(text, rendered(|out| render_agenda_ics(&agendas, start(), out)), "the same agendas give the same bytes");
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "lines are short and end in CR LF");
    let unfolded = text.replace("\r\n ", "");
    let values = |key: &str| unfolded.split("\r\n").filter_map(|line| line.strip_prefix(key)).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(values("DTSTART:"), ["20260302T140000", "20260302T144500"]);
    assert_eq!(values("DTEND:"), ["20260302T144500", "20260302T153000"]);
    assert_eq!(values("UID:").into_iter().collect::<BTreeSet<_>>().len(), 2);
    assert!(unfolded.contains("ROLE=REQ-PARTICIPANT") && unfolded.contains(":mailto:iris.lund@clinic.example"), "{unfolded}");
    assert!(unfolded.contains("Iris Lund"), "a name has no sign that would end a parameter");
}

#[test]
fn words_of_documents_are_harmless() {
    let mut documents = sample("clinic-booking");
    documents[1]
        .1
        .push_str("\n## Extras\n\nRecords are protected with appropriate encryption for @everyone | \u{1b}[m \u{202e} &lt;img src=x&gt; \\<img src=x>.\n\n- TBD <script> @here\n");
    let (agendas, _) = agendas(&documents, 90);
    let markdown = rendered(|out| render_agenda_markdown(&agendas, out));
    assert!(markdown.contains("everyone") && !markdown.contains("@everyone"), "{markdown}");
    assert!(!markdown.replace("\\<", "").contains("<img"), "{markdown}");
    let text = rendered(|out| render_agenda_text(&agendas, Layout::default(), out));
    for report in [&markdown, &text] {
        assert!(!report.contains(['\u{1b}', '\u{202e}']));
    }
}
