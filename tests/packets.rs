//! Packets of teams: every kind of data and every third party has its row, every value its place, every blank its question.
//!
//! Real pairs lie in `../shared/eval/dev/pairs` or under `$DESIGNVET_SHARED` and are no part of the project.

use designvet::config::Config;
use designvet::facts::DataRole;
use designvet::item::items;
use designvet::packet::{Cell, Packet, packets};
use designvet::report::{Layout, PacketFormat, render_packets};
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::routing::route;
use designvet::settings::Settings;
use designvet::source::SourceFile;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn profile() -> Profile {
    let (checklist, problems) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    assert!(problems.is_empty(), "{problems:?}");
    Profile { checklist, settings: Settings::default(), waivers: None }
}

fn reviewed(documents: &[(String, String)], profiles: &[Profile]) -> (Review, Vec<Packet>) {
    let input = |(path, text): &(String, String)| Input {
        file: Arc::new(SourceFile::new(path.as_str(), text.as_str())),
        kind: None,
        fallback: None,
        profile: 0,
    };
    let inputs = Inputs { files: documents.iter().map(input).collect(), mode: Mode::Check, available: &designvet::cli::available };
    let review = review(inputs, profiles);
    let packets = packets(&review, profiles, &route(&review, profiles), &items(&review));
    (review, packets)
}

/// The documents of a folder.
fn folder(path: &Path) -> Vec<(String, String)> {
    let files = std::fs::read_dir(path).expect("the folder can be read").map(|entry| entry.expect("it can be read").path());
    let mut files: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|extension| extension == "md")).collect();
    files.sort();
    files.iter().map(|file| (file.display().to_string(), std::fs::read_to_string(file).expect("a document is UTF-8"))).collect()
}

fn samples() -> Vec<PathBuf> {
    let folders = std::fs::read_dir("samples").expect("samples can be read").map(|entry| entry.expect("it can be read").path());
    let mut folders: Vec<PathBuf> = folders.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Pairs that people have labelled, when they are at hand.
fn pairs() -> Vec<PathBuf> {
    let shared = std::env::var_os("DESIGNVET_SHARED").map_or_else(|| Path::new("..").join("shared"), PathBuf::from);
    let root = shared.join("eval/dev/pairs");
    let Ok(folders) = std::fs::read_dir(&root) else {
        let _ = writeln!(std::io::stderr(), "NOT TESTED: there are no pairs in {} (set DESIGNVET_SHARED)", root.display());
        return Vec::new();
    };
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.expect("it can be read").path()).collect();
    folders.sort();
    folders
}

/// What stands first in the rows of a table.
fn names<'p>(packets: &'p [Packet], team: &str, table: &str) -> Vec<&'p [Cell]> {
    let own = packets.iter().filter(|packet| packet.team.id.as_str() == team);
    let tables = own.flat_map(|packet| &packet.tables).filter(|known| known.id == table);
    tables.flat_map(|table| &table.rows).map(Vec::as_slice).collect()
}

#[track_caller]
fn assert_whole(documents: &[(String, String)], profiles: &[Profile]) {
    let (review, packets) = reviewed(documents, profiles);
    let terms = &profiles[0].checklist.terms;
    let data: BTreeSet<&str> = ["privacy", "security"]
        .iter()
        .flat_map(|team| names(&packets, team, if *team == "privacy" { "record" } else { "assets" }))
        .map(|row| row[0].name())
        .collect();
    let vendors: Vec<&[Cell]> = names(&packets, "vendor-security", "register");
    let sets: BTreeSet<_> = packets.iter().flat_map(|packet| &packet.documents).map(|document| document.path.as_str()).collect();
    for document in review.documents.iter().filter(|document| sets.contains(document.path())) {
        let facts = document.facts.as_ref().expect("it was read");
        for fact in facts.data_elements.iter().filter(|fact| fact.role == DataRole::Processed) {
            let name = terms.elements[fact.element].name.as_ref();
            assert!(data.contains(name), "{}: no row for {name}", document.path());
        }
        for party in facts.third_parties.iter().filter(|party| party.role.counts()) {
            let is_named = |cell: &Cell| matches!(cell, Cell::Said(values) if values.iter().any(|said| said.text.contains(&party.name)));
            assert!(vendors.iter().any(|row| row.iter().take(2).any(is_named)), "{}: no row for {}", document.path(), party.name);
        }
    }
    for packet in &packets {
        assert_evidence(packet, documents);
    }
}

/// Every value has a place whose line is there, every blank a question that stands among those of the packet.
#[track_caller]
fn assert_evidence(packet: &Packet, documents: &[(String, String)]) {
    let asked: BTreeSet<&str> = packet.questions.iter().map(|question| question.ask.as_str()).collect();
    assert_eq!(asked.len(), packet.questions.len(), "{}: a question stands twice", packet.team.id);
    for table in &packet.tables {
        assert!(!table.rows.is_empty(), "{}", table.id);
        for row in &table.rows {
            assert_eq!(row.len(), table.columns.len(), "{}", table.id);
            for (column, cell) in table.columns.iter().zip(row) {
                let at = format!("{}, {}, {}", packet.team.id, table.id, column.id);
                match cell {
                    Cell::Blank { question } => {
                        assert!(!question.is_empty() && asked.contains(question.as_str()), "{at}: nothing is asked");
                    }
                    Cell::Said(values) => {
                        assert!(!values.is_empty(), "{at}");
                        for said in values {
                            assert!(!said.text.trim().is_empty() && !said.places.is_empty(), "{at}: {said:?}");
                            for place in &said.places {
                                let (_, text) = documents.iter().find(|(path, _)| *path == place.path).expect("it is one of them");
                                assert!(text.lines().count() >= place.line as usize, "{at}: {place:?}");
                            }
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn every_fact_of_the_samples_has_a_row_with_evidence_or_a_question() {
    let profiles = [profile()];
    for sample in samples() {
        assert_whole(&folder(&sample), &profiles);
    }
}

#[test]
fn every_fact_of_real_pairs_has_a_row_with_evidence_or_a_question() {
    let profiles = [profile()];
    for pair in pairs() {
        assert_whole(&folder(&pair), &profiles);
    }
}

/// The cell of a column in the row that is about `name`.
fn cell<'p>(packets: &'p [Packet], (team, table, column): (&str, &str, &str), name: &str) -> &'p Cell {
    let own = packets.iter().find(|packet| packet.team.id.as_str() == team).expect("the team is called");
    let table = own.tables.iter().find(|known| known.id == table).expect("it has this table");
    let at = table.columns.iter().position(|known| known.id == column).expect("it has this column");
    let row = table.rows.iter().find(|row| row[0].name() == name).unwrap_or_else(|| panic!("no row for {name}"));
    &row[at]
}

/// The values of a cell; none for a blank.
fn said(packets: &[Packet], place: (&str, &str, &str), name: &str) -> Vec<String> {
    match cell(packets, place, name) {
        Cell::Said(values) => values.iter().map(|said| said.text.clone()).collect(),
        Cell::Blank { .. } => Vec::new(),
    }
}

fn fixture() -> Vec<Packet> {
    reviewed(&folder(Path::new("tests/cmd/packets.in/docs")), &[profile()]).1
}

#[test]
fn a_record_of_processing_is_filled_from_what_stands_beside_the_data() {
    let packets = fixture();
    let of = |column, name| said(&packets, ("privacy", "record", column), name);
    assert_eq!(of("basis", "Email address"), ["contract"]);
    assert_eq!(of("subjects", "Email address"), ["user"]);
    assert_eq!(of("stores", "Email address"), ["users (PostgreSQL)"]);
    assert!(of("purpose", "Email address").contains(&"sign-in and receipts".to_owned()));
    assert_eq!(of("recipients", "Telephone number"), ["Twilio"]);
    assert!(of("purpose", "Telephone number").contains(&"is used to send a text before a book is due".to_owned()));
    // What only marks a gap is none of these.
    for column in ["basis", "retention"] {
        assert!(of(column, "Telephone number").is_empty(), "{column}");
    }
    assert!(of("recipients", "Email address").is_empty(), "nothing says that the address leaves");
}

#[test]
fn a_register_tells_what_a_vendor_gets_and_asks_for_the_rest() {
    let packets = fixture();
    let of = |column, name| said(&packets, ("vendor-security", "register", column), name);
    assert_eq!(of("purpose", "Twilio"), ["text messages"]);
    assert_eq!(of("region", "Twilio"), ["United States"]);
    assert_eq!(of("diligence", "Twilio"), ["signed"]);
    assert!(of("receives", "Sentry").is_empty() && of("region", "Sentry").is_empty(), "TBD is no answer");
    let vendors: Vec<&str> = names(&packets, "vendor-security", "register").iter().map(|row| row[0].name()).collect();
    assert_eq!(vendors, ["Twilio", "Sentry"], "what is out of scope is no vendor");
}

#[test]
fn flows_say_which_boundary_they_cross_and_over_which_protocol() {
    let packets = fixture();
    let of = |column, name| said(&packets, ("security", "flows", column), name);
    assert_eq!(of("boundary", "Web app \u{2192} Twilio"), ["leaves Own systems"]);
    assert_eq!(of("protocol", "Web app \u{2192} Twilio"), ["https"]);
    assert_eq!(of("boundary", "Web app \u{2192} PostgreSQL"), ["stays in Own systems"]);
    assert!(of("carries", "Web app \u{2192} PostgreSQL").is_empty(), "SQL is no data");
    let callers = |name| said(&packets, ("security", "entry-points", "callers"), name);
    assert_eq!(
        (callers("POST /v1/readers"), callers("DELETE /v1/readers/{id}")),
        (vec!["none".to_owned()], vec!["session cookie".to_owned()])
    );
}

fn rendered(format: PacketFormat, packets: &[Packet], layout: Layout) -> String {
    let mut bytes = Vec::new();
    render_packets(format, packets, layout, &mut bytes).expect("a vector takes every byte");
    String::from_utf8(bytes).expect("a packet is UTF-8")
}

/// A pair whose words try what documents should not be able to do.
fn hostile() -> Vec<Packet> {
    let prd = "# =HYPERLINK(\"x\") <script>: product requirements\n\n## Requirements\n\n- The user enters an e-mail address | `a` @ann #12 \u{202e}x\u{1b}[31m so that <b>mail</b> works.\n";
    let tdd = "# Design\n\nImplements [it](prd.md).\n\n## Third parties\n\n| Service | Purpose | Data |\n| --- | --- | --- |\n| Twilio | =1+1 @ann | \\| e-mail address <img src=x> \u{1b}[2J |\n\n## Data flow\n\n```mermaid\nflowchart LR\n  A[User] -->|\"e-mail <b> @ann\"| B[App]\n  B --> C[Twilio]\n  B --> D[(Store)]\n```\n";
    reviewed(&[("prd.md".to_owned(), prd.to_owned()), ("tdd.md".to_owned(), tdd.to_owned())], &[profile()]).1
}

#[test]
fn words_of_documents_stay_words_in_every_format() {
    let packets = hostile();
    assert!(packets.len() > 2, "the teams are called");
    for (name, format) in PacketFormat::ALL {
        let text = rendered(*format, &packets, Layout::default());
        // JSON escapes them itself.
        assert!(!text.contains(['\u{1b}', '\u{7}']), "{name}");
        if *format != PacketFormat::Json {
            assert!(!text.contains('\u{202e}'), "{name}");
        }
    }
    let markdown = rendered(PacketFormat::Markdown, &packets, Layout::default());
    assert!(
        !markdown.contains("@ann") && !markdown.contains("<b>") && !markdown.contains("<img") && !markdown.contains("<script"),
        "{markdown}"
    );
    for line in markdown.split("\n\n").filter(|part| part.starts_with('|')) {
        let bars: BTreeSet<usize> = line.lines().map(|row| row.replace("\\|", "").matches('|').count()).collect();
        assert_eq!(bars.len(), 1, "{line}");
    }
}

#[test]
fn csv_has_as_many_fields_in_each_record_and_no_formula() {
    let csv = rendered(PacketFormat::Csv, &hostile(), Layout::default());
    let mut widths = BTreeSet::new();
    for row in csv.split_terminator("\r\n") {
        assert!(row.starts_with('"') && row.ends_with('"') && !row.contains('\n'), "{row}");
        let cells: Vec<&str> = row[1..row.len() - 1].split("\",\"").collect();
        assert!(!cells.iter().any(|cell| cell.starts_with(['=', '+', '-', '@'])), "a formula: {row}");
        widths.insert(cells.len());
    }
    assert_eq!(widths.len(), 1, "{csv}");
}

#[test]
fn text_fits_its_page_and_colours_change_no_word() {
    let packets = fixture();
    let layout = Layout { width: 80, ..Layout::default() };
    let text = rendered(PacketFormat::Text, &packets, layout);
    for line in text.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 82, "too wide: {line}");
    }
    let colour = rendered(PacketFormat::Text, &packets, Layout { color: true, ..layout });
    let mut plain = String::new();
    for part in colour.split('\u{1b}') {
        plain.push_str(part.strip_prefix('[').and_then(|rest| rest.split_once('m')).map_or(part, |(_, rest)| rest));
    }
    assert_eq!(plain, text);
}

#[test]
fn json_is_valid_against_its_schema() {
    let text = std::fs::read_to_string("docs/schemas/packet-1.schema.json").expect("the schema is there");
    let schema: serde_json::Value = serde_json::from_str(&text).expect("a schema is JSON");
    jsonschema::meta::validate(&schema).expect("a schema is one of draft 2020-12");
    let schema = jsonschema::draft202012::new(&schema).expect("a schema compiles");
    for packets in [fixture(), hostile(), Vec::new()] {
        let mut json: serde_json::Value =
            serde_json::from_str(&rendered(PacketFormat::Json, &packets, Layout::default())).expect("it is JSON");
        let errors: Vec<String> = schema.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "\n{}\n", errors.join("\n"));
        if !packets.is_empty() {
            let cell = &mut json["packets"][0]["tables"][0]["rows"][0]["asset"];
            cell["said"] = serde_json::json!([]);
            assert!(!schema.is_valid(&json), "a cell that says nothing and asks nothing");
        }
    }
}

#[test]
fn packets_of_the_samples_are_the_same_in_any_order_of_files() {
    let profiles = [profile()];
    for sample in samples() {
        let mut documents = folder(&sample);
        let (_, first) = reviewed(&documents, &profiles);
        documents.reverse();
        assert_eq!(first, reviewed(&documents, &profiles).1, "{}", sample.display());
    }
}

/// A quadratic reading of the passage takes sixteen times as long for four times the text.
#[test]
fn a_passage_takes_time_by_its_length_however_often_it_names_the_same_data() {
    let profiles = [profile()];
    let time = |times: usize, mention: &str| {
        let documents = [("docs/prd.md".to_owned(), format!("# T\n\n## Data\n\n{}\n", mention.repeat(times)))];
        let (review, packets) = reviewed(&documents, &profiles);
        assert!(names(&packets, "privacy", "record").iter().any(|row| row[0].name() == "Passport number"), "{mention}");
        let (routings, items) = (route(&review, &profiles), items(&review));
        let once = |_| {
            let start = std::time::Instant::now();
            designvet::packet::packets(&review, &profiles, &routings, &items);
            start.elapsed()
        };
        (0..9).map(once).min().expect("nine are made")
    };
    for mention in ["Customer passport numbers are logged and sent to Segment. ", "customer passport numbers are sent to Segment, "] {
        let (short, long) = (time(200, mention), time(800, mention));
        assert!(long < short * 8, "{short:?} and, for four times as much, {long:?}: {mention}");
    }
}
