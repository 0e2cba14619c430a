//! The annotated page as a reader of HTML takes it: everything that opens is closed, every finding stands at one place, every link leads
//! somewhere, and nothing of a document is more than text.

#[path = "page/html.rs"]
mod html;

use designvet::burndown::{Asked, WEEKS, burndown};
use designvet::check::Availability;
use designvet::config::Config;
use designvet::date::Date;
use designvet::item::items;
use designvet::packet::packets;
use designvet::report::{AnnotatedPage, render_page};
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::routing::route;
use designvet::settings::Settings;
use designvet::source::SourceFile;
use html::{Tag, assert_inert, tags};
use std::collections::BTreeSet;
use std::sync::Arc;

fn profile() -> Profile {
    let checklist = Config::default().checklist(&[], &|path| Err(path.display().to_string())).0;
    Profile { checklist, settings: Settings::default(), waivers: None }
}

/// The page of some documents, path and text, and their review.
fn page(documents: &[(&str, String)]) -> (String, Review) {
    let profiles = [profile()];
    let file = |(path, text): &(&str, String)| Input {
        file: Arc::new(SourceFile::new(*path, text.clone())),
        kind: None,
        fallback: None,
        profile: 0,
    };
    let inputs = Inputs { files: documents.iter().map(file).collect(), mode: Mode::Check, available: &|_, _| Availability::Unknown };
    let review = review(inputs, &profiles);
    let routings = route(&review, &profiles);
    let packets = packets(&review, &profiles, &routings, &items(&review));
    let mut out = Vec::new();
    let burndown = burndown(&review, &profiles, Asked { today: Date::parse("2026-06-01").expect("a day"), weeks: WEEKS });
    let page = AnnotatedPage { review: &review, routings: &routings, packets: &packets, burndown: Some(&burndown), today: None };
    render_page(&page, &mut out).expect("a vector takes every byte");
    (String::from_utf8(out).expect("pages are UTF-8"), review)
}

fn sample(folder: &str) -> Vec<(&'static str, String)> {
    let read = |name: &str| std::fs::read_to_string(format!("samples/{folder}/{name}")).expect("the sample is there");
    vec![("docs/prd.md", read("prd.md")), ("docs/tdd.md", read("tdd.md"))]
}

/// What documents should not be able to do; what stands in «...» in the file becomes what no editor should show.
fn hostile() -> Vec<(&'static str, String)> {
    let text = std::fs::read_to_string("tests/page/hostile.md").expect("the sample is there");
    let line = "user data \"'<&> ".repeat(100_000 / 16);
    let marks =
        [("«ESC»", "\u{1b}"), ("«BEL»", "\u{7}"), ("«RLO»", "\u{202e}"), ("«PDF»", "\u{202c}"), ("«ZWSP»", "\u{200b}"), ("«LINE»", &line)];
    let text = marks.iter().fold(text, |text, (mark, meant)| text.replace(mark, meant));
    vec![("docs/<b>\"hostile'prd.md", text.clone()), ("docs/hostile-design-tdd.md", text.replace('\n', "\r\n"))]
}

/// What holds for every page.
fn check(page: &str, review: &Review) -> Vec<Tag> {
    let tags = tags(page);
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| tag.attributes.get("id")) {
        assert!(ids.insert(id), "{id} twice");
    }
    assert_inert(&tags);
    for tag in &tags {
        if let Some(id) = tag.attributes.get("href").and_then(|href| href.strip_prefix('#')) {
            assert!(ids.contains(id), "a link to nowhere: {id}");
        }
    }
    let all = review.findings.len() + review.known.len() + review.waived.len();
    for number in 1..=all {
        for id in [format!("m{number}"), format!("c{number}")] {
            assert!(ids.contains(id.as_str()), "no {id}");
        }
    }
    assert!(!ids.contains(format!("m{}", all + 1).as_str()));
    let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
    assert_eq!((count("style"), count("script")), (1, 1));
    tags
}

/// The highlighted words of a finding, as they are shown.
fn marked(tags: &[Tag], number: usize) -> String {
    let covers = |tag: &&Tag| {
        tag.name == "mark" && tag.attributes.get("data-f").is_some_and(|own| own.split(' ').any(|one| one == number.to_string()))
    };
    tags.iter().filter(covers).map(|tag| tag.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn shown(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[test]
fn every_finding_of_the_samples_stands_once_beside_its_words() {
    for folder in ["clinic-booking", "hearthside-repairs", "stridelark"] {
        let (page, review) = page(&sample(folder));
        let tags = check(&page, &review);
        assert!(review.findings.len() > 10, "{folder}");
        for (at, finding) in review.findings.iter().enumerate() {
            let words = designvet::document::plain(review.text(&finding.primary));
            let marked = marked(&tags, at + 1);
            let first = words.split_whitespace().find(|word| word.chars().all(char::is_alphanumeric)).unwrap_or_default();
            assert!(marked.contains(&shown(first)), "{folder}, {}: {words:?} is marked as {marked:?}", finding.rule);
        }
    }
}

#[test]
fn open_rows_have_a_tab_of_their_own_and_lead_to_their_lines() {
    let read = |path: &str| std::fs::read_to_string(path).expect("the file is there");
    let (page, review) = page(&[("board.md", read("samples/remediation/board.md")), ("jira.csv", read("tests/exports/jira.csv"))]);
    let tags = check(&page, &review);
    assert!(tags.iter().any(|tag| tag.name == "svg" && tag.attributes.get("class").is_some_and(|class| class == "burndown")));
    for (name, line) in [("VUL-201", "d0l"), ("VUL-29", "d1l5")] {
        let leads = |tag: &Tag| tag.attributes.get("href").is_some_and(|href| href[1..].starts_with(line)) && tag.text.starts_with(name);
        assert!(tags.iter().any(leads), "{name}");
    }
    // An export is shown as the table that it is.
    assert!(tags.iter().any(|tag| tag.name == "td" && tag.text.contains("Session tokens in a log")));
    let (without, _) = self::page(&sample("clinic-booking"));
    assert!(!without.contains("id=\"burndown\""));
}

#[test]
fn of_a_long_board_the_head_and_what_is_spoken_of_are_shown_and_every_link_leads_somewhere() {
    let row = |number: usize| {
        // One of many is overdue, and one says nothing that can be read.
        let due = match number {
            700 => "2026-02-01",
            800 => "soonish",
            _ => "2026-12-01",
        };
        let state = if number == 700 || number == 800 { "Open" } else { "Closed" };
        format!("| VUL-{number} | SQL injection in report {number} | High | Ann Lee | 2026-01-02 | {due} | {state} |\n")
    };
    let rows: String = (1..=1000).map(row).collect();
    let header = "| ID | Vulnerability | Severity | Owner | Opened | Due | Status |\n|---|---|---|---|---|---|---|\n";
    let text = format!("# Vulnerability remediation\n\n{header}{rows}\nThat is all.\n");
    let (page, review) = page(&[("board.md", text)]);
    let tags = check(&page, &review);
    let shown =
        |id: usize| tags.iter().any(|tag| tag.name == "td" && tag.text.contains(&format!("VUL-{id} ")) || tag.text == format!("VUL-{id}"));
    assert!(shown(1) && shown(50) && shown(700) && shown(800), "{:?}", [1, 50, 700, 800].map(shown));
    assert!(!shown(51) && !shown(699) && !shown(1000), "{:?}", [51, 699, 1000].map(shown));
    assert!(page.contains("Lines 55 to 703 are left out."), "the first of what is left out");
    assert!(page.contains("That is all."));
}

#[test]
fn trace_links_lead_both_ways() {
    let (page, review) = page(&sample("clinic-booking"));
    let tags = check(&page, &review);
    let to = |prefix: &str| tags.iter().filter(|tag| tag.attributes.get("href").is_some_and(|href| href.starts_with(prefix))).count();
    assert!(to("#t") > 20 && to("#q") > 20, "{} and {}", to("#t"), to("#q"));
    let covered = review.requirements.iter().filter(|one| one.coverage.is_some_and(|coverage| coverage.as_str() != "uncovered")).count();
    assert_eq!(
        tags.iter()
            .filter(|tag| tag.attributes.get("class").is_some_and(|class| class.starts_with("q ") && !class.contains("uncovered")))
            .count(),
        covered
    );
}

#[test]
fn every_comment_has_the_words_it_is_about_and_those_of_the_other_document() {
    let mut on_both = 0;
    for folder in ["clinic-booking", "hearthside-repairs", "stridelark"] {
        let (page, review) = page(&sample(folder));
        let tags = check(&page, &review);
        let with = |name: &str, class: &str| {
            let is = |tag: &&Tag| tag.name == name && tag.attributes.get("class").is_some_and(|own| own == class);
            tags.iter().filter(is).count()
        };
        assert_eq!(with("blockquote", "of"), review.findings.len(), "{folder}");
        let elsewhere = review.findings.iter().filter(|one| one.related.iter().any(|label| label.file != one.primary.file)).count();
        assert_eq!(with("p", "other"), elsewhere, "{folder}");
        on_both += elsewhere;
    }
    assert!(on_both > 3, "{on_both} rest on both documents");
}

#[test]
fn the_summary_counts_what_is_covered_alone() {
    let (page, review) = page(&sample("clinic-booking"));
    let held: Vec<&str> = review.requirements.iter().filter_map(|one| one.coverage).map(designvet::trace::Coverage::as_str).collect();
    let covered = held.iter().filter(|coverage| **coverage == "covered").count();
    assert!(held.contains(&"partial"), "{held:?}");
    assert!(page.contains(&format!("<b>{covered} of {} covered</b>", held.len())), "{covered} of {}", held.len());
}

#[test]
fn messages_are_drawn_in_their_order_with_all_their_words() {
    let text = std::fs::read_to_string("tests/page/rough.md").expect("the sample is there");
    let (page, review) = page(&[("docs/tdd.md", text)]);
    let tags = check(&page, &review);
    let is_sequence = |tag: &Tag| tag.name == "svg" && tag.attributes.get("class").is_some_and(|class| class.starts_with("flow seq"));
    let first = tags.iter().position(is_sequence).expect("it is drawn");
    let words = tags[first + 1..].iter().take_while(|tag| tag.around.iter().any(|name| name == "svg")).filter(|tag| tag.name == "text");
    let words: Vec<&str> = words.map(|tag| tag.text.trim()).collect();
    let said = words.join(" ");
    let order = [
        "The page is open",
        "1. chooses",
        "2. POST",
        "3. INSERT",
        "alt the time",
        "4. one",
        "5. computes",
        "6. 201",
        "else",
        "8. 409",
        "loop",
        "10. a",
    ];
    let places: Vec<usize> = order.iter().map(|part| said.find(part).unwrap_or_else(|| panic!("no {part:?} in {said}"))).collect();
    assert!(places.is_sorted(), "{said}");
    let closed = said.replace(' ', "");
    assert!(closed.contains("/v1/clinics/{clinic}/appointments/holds?until=end_of_payment"), "words are parted and not cut: {said}");
    assert!(page.contains("<ol class=\"flows\"><li value=\"1\">"), "what has no room on an arrow stands below");
}

#[test]
fn nothing_of_a_hostile_document_is_more_than_text() {
    let (page, review) = page(&hostile());
    let tags = check(&page, &review);
    assert!(review.findings.len() > 3, "it is reviewed");
    for hidden in ['\u{1b}', '\u{7}', '\u{202e}', '\u{200b}'] {
        assert!(!page.contains(hidden), "{:?}", hidden.escape_unicode());
    }
    for link in tags.iter().filter_map(|tag| tag.attributes.get("href")).filter(|href| !href.starts_with('#')) {
        assert!(link.starts_with("https://example.com/") || link == "https://example.com" || link == "mailto:ann@example.com", "{link}");
    }
    let own: Vec<&str> = page.match_indices("<script").map(|(at, _)| &page[at..at + 9]).collect();
    assert_eq!(own.len(), 1, "one script: {own:?}");
    assert!(page.contains("&lt;script&gt;document.body.innerHTML"), "HTML is shown as it is written");
    assert!(page.contains("https://evil.example/pixel.png</code>"), "an image is its address");
    assert!(
        tags.iter().any(|tag| tag.attributes.get("href").is_some_and(|href| href.starts_with("#d0h"))),
        "links within a document lead there"
    );
}

#[test]
fn style_and_script_are_known_by_their_hashes() {
    use sha2::{Digest, Sha256};
    let (page, _) = page(&sample("clinic-booking"));
    let policy = page.lines().find(|line| line.contains("Content-Security-Policy")).expect("there is a policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    for name in ["style", "script"] {
        let body =
            page.split_once(&format!("<{name}>")).and_then(|(_, rest)| rest.split_once(&format!("</{name}>"))).expect("it is there").0;
        let hash = policy.split_once(&format!("{name}-src 'sha256-")).and_then(|(_, rest)| rest.split_once('\'')).expect("a hash").0;
        let bytes = Sha256::digest(body.as_bytes());
        assert_eq!(decoded(hash), bytes.as_slice(), "{name}");
    }
}

/// Bytes of base 64.
fn decoded(text: &str) -> Vec<u8> {
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let values: Vec<u32> = text.trim_end_matches('=').chars().map(|c| digits.find(c).expect("a digit") as u32).collect();
    values
        .chunks(4)
        .flat_map(|group| {
            let number = group.iter().enumerate().fold(0, |number, (at, value)| number | value << (18 - 6 * at));
            number.to_be_bytes()[1..group.len()].to_vec()
        })
        .collect()
}

#[test]
fn the_same_documents_give_the_same_page_in_whatever_order() {
    let mut documents = sample("stridelark");
    let first = page(&documents).0;
    documents.reverse();
    assert_eq!(first, page(&documents).0);
}

#[test]
fn a_file_that_is_no_design_is_named_and_not_shown() {
    let mut documents = sample("clinic-booking");
    documents.push(("docs/recipe.md", "# Bread\n\nFlour, water, salt. Knead it for ten minutes.\n".to_owned()));
    let (page, review) = page(&documents);
    check(&page, &review);
    assert!(page.contains("docs/recipe.md") && !page.contains("Knead it"));
}

#[test]
fn a_page_of_nothing_says_so() {
    let (page, review) = page(&[]);
    check(&page, &review);
    assert!(page.contains("No design document was reviewed."));
}
