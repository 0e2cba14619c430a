//! What must hold for any text: the reader never panics, and every position it gives is one.

use designvet::checklist::{self, Checklist};
use designvet::document::{BlockKind, Document, plain};
use designvet::facts::{Facts, RETENTION_RULES};
use designvet::lexicon::{TokenHome, Tokens};
use designvet::source::{SourceFile, Span};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::sync::LazyLock;

static CHECKLIST: LazyLock<Checklist> = LazyLock::new(|| checklist::load(&checklist::builtin(), &designvet::check::specs()).0);

/// What Markdown, its dialects and broken exports are made of.
const PIECES: &[&str] = &[
    "Reviewers: legal, B\u{f6}rge (privacy)\n",
    "| Reviewer | Launch date |\n|-|-|\n| legal | 2026-09-01 |\n",
    "Launch: 1 September 2026",
    "privacy review: PRIV-1",
    "a penetration test is planned",
    "# ",
    "## A",
    "###### ",
    "Title\n---\n",
    "\n===\n",
    "- ",
    "* ",
    "1. ",
    "- [x] ",
    "- [ ]",
    "> ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "```",
    "```rust\n",
    "~~~\n",
    "`",
    "``",
    "|",
    "| a | b |\n|---|:-:|\n",
    "|-|\t\n",
    "a|b\n-|-\n",
    "| Section | Text |\n|--|--|\n| Goals | x | y |\n",
    "\\|",
    "**",
    "**Goals**\n",
    "**Owner:** ",
    "__",
    "_",
    "*",
    "~~",
    "[",
    "]",
    "](",
    ")",
    "![",
    "[a](b)",
    "[a][b]",
    "[b]: c\n",
    "[^1]",
    "[^1]: ",
    "<",
    ">",
    "<TBD>",
    "<br>",
    "<h2>",
    "</h2>",
    "<h2>A</h2>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</table>",
    "<ul>",
    "<ol>",
    "<li>",
    "</ul>",
    "<aside>",
    "</aside>",
    "<pre>",
    "</pre>",
    "<script>",
    "<a href=\"x\">",
    "</a>",
    "<img src=x alt='y'>",
    "<!--",
    "-->",
    "<!-- designvet: waive a-b -->",
    "<https://a.b>",
    "https://a.b/c?d ",
    "&amp;",
    "&#x1F512;",
    "&",
    "\\",
    "\\\n",
    "  \n",
    ":::",
    "::: {.a}",
    ":::note",
    "{#a .b}",
    "{.c}",
    "{",
    "}",
    "---",
    "---\n",
    "+++\n",
    "title: a\n",
    "***",
    "$$",
    "x",
    "The data is kept.",
    "Logs are deleted after 30 days. ",
    "never stored",
    "| Retention |",
    "`keep_days=3`",
    "DELETE FROM a WHERE b < '9 d' ",
    "É",
    "💡",
    "日本",
    "\u{FEFF}",
    "\u{A0}",
    "\u{2028}",
    "\0",
    "'",
    "\"",
    ": ",
    "+---+---+\n",
    "=",
    "-",
    "#",
    "data:image/png;base64,AAAA",
];

const FIXTURES: &[&str] = &[
    include_str!("parse/google-docs.md"),
    include_str!("parse/notion.md"),
    include_str!("parse/confluence-pandoc.md"),
    include_str!("../samples/clinic-booking/prd.md"),
    include_str!("../samples/clinic-booking/tdd.md"),
];

fn check(text: &str) {
    let document = Document::parse(text);
    if let Err(error) = document.check_invariants(text) {
        panic!("{error}\nin {text:?}");
    }
    assert_eq!(format!("{document:?}"), format!("{:?}", Document::parse(text)), "the same text gives another document: {text:?}");
    let tokens = Tokens::of(&document, text);
    for (home, range) in &tokens.homes {
        let within = match *home {
            TokenHome::Heading(section) => document.sections[section].heading.as_ref().expect("it has words").text_span,
            TokenHome::Block(block) => document.blocks[block].span,
        };
        for token in &tokens.all[range.start as usize..range.end as usize] {
            assert!(within.contains(token.span()), "{token:?} lies outside of {within:?} in {text:?}");
            assert!(!token.span().of(text).is_empty(), "{token:?} is no word of {text:?}");
        }
    }
    for (id, section) in document.sections.iter().enumerate() {
        let at = document.section_at(section.span.start);
        assert!(section.span.is_empty() || document.is_under(at, id), "section_at {} is {at}, not {id}, in {text:?}", section.span.start);
    }
    for block in &document.blocks {
        if !matches!(block.kind, BlockKind::Code { .. }) {
            let plain = plain(block.span.of(text));
            assert_eq!(plain.split_whitespace().collect::<Vec<_>>().join(" "), plain);
        }
    }
}

/// Each place is found again from its line and column.
fn check_lines(text: &str) {
    let file = SourceFile::new("a.md", text);
    for (offset, _) in text.char_indices() {
        let (line, column) = (file.line1(offset as u32), file.col1_chars(offset as u32));
        let before: usize = text[..offset].chars().rev().take(column as usize - 1).map(char::len_utf8).sum();
        let start = offset - before;
        let bytes = text.as_bytes();
        let ended = start == 0 || bytes[start - 1] == b'\n' || bytes[start - 1] == b'\r' && bytes[start] != b'\n';
        assert!(ended, "line {line} of {text:?} begins at {start}");
        assert_eq!(file.line1(start as u32), line);
        assert_eq!(file.lines1(Span::new(start, offset)).0, line);
        assert!(text[start..].starts_with(file.line_text(line)), "line {line} of {text:?}");
        assert!(line <= file.line_count());
    }
}

fn markdown() -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

/// A stretch of a fixture with pieces put in and stretches taken out or moved.
fn mutated() -> impl Strategy<Value = String> {
    let edit = (any::<Index>(), any::<Index>(), 0..40_usize, select(PIECES));
    (select(FIXTURES), any::<Index>(), 200..3000_usize, prop::collection::vec(edit, 1..8)).prop_map(|(text, start, length, edits)| {
        let start = text.floor_char_boundary(start.index(text.len()));
        let mut text = text[start..text.floor_char_boundary(start + length)].to_owned();
        for (at, to, length, piece) in edits {
            let at = text.floor_char_boundary(at.index(text.len() + 1));
            let taken: String = text.drain(at..text.ceil_char_boundary((at + length).min(text.len()))).collect();
            text.insert_str(at, piece);
            let to = text.floor_char_boundary(to.index(text.len() + 1));
            text.insert_str(to, &taken);
        }
        text
    })
}

/// Pieces of notes in any order.
fn notes() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "[00:12:31] Ana: ",
        "10:05 Ana",
        "Ana Silva  0:03\n",
        "00:00:01.000 --> 00:00:02.000\n",
        "<v Ana>",
        "</v>",
        "Ana: ",
        "**Ana:** ",
        "@ana to ",
        "Ana will check",
        "I'll ask",
        "how long do we keep it",
        "where is it",
        "?",
        ". ",
        ", right?",
        "-> ",
        "A: ",
        "Q: ",
        "**Q:** ",
        "Decision: ",
        "[Decision] ",
        "AI(Ana): ",
        "AI Ana: ",
        "TODO ",
        "we agreed that ",
        "maybe ",
        "by 12 May",
        "(Ana)",
        " \u{2014} Ana",
        "(owner: ",
        "- ",
        "  - ",
        "- [ ] ",
        "- [x] ",
        "1. ",
        "> ",
        "    ",
        "```\n",
        "| Question | Answer | Who |\n|-|-|-|\n| ",
        " | ",
        " |\n",
        "## Decisions\n",
        "## Action items (Friday)\n",
        "## Open questions\n",
        "## Attendees\n",
        "# Why\u{2019}s it so?\n",
        "Attendees: Ana, B\u{f6}rge\n",
        "Decisions:\n",
        "\u{1f600}",
        "\u{e9}",
        "\u{2019}",
        ":",
        "*",
        "[",
        "(",
        "\n",
        "\n",
        "\n\n",
        " ",
        " ",
    ];
    proptest::collection::vec(proptest::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_positions_inside_it(text in markdown()) {
        check(&text);
    }

    #[test]
    fn facts_of_any_text_lie_inside_it(text in markdown()) {
        let file = SourceFile::new("a.md", text.as_str());
        let facts = Facts::of(&file, &Document::parse(&text), &CHECKLIST, None);
        for fact in &facts.retention {
            let spans = [Some(fact.span), Some(fact.sentence), fact.subject, fact.actor, fact.duration.map(|d| d.span)];
            for span in spans.into_iter().flatten() {
                assert!(span.start <= span.end && text.get(span.start as usize..span.end as usize).is_some(), "{fact:?}");
            }
            assert!(RETENTION_RULES.contains(&fact.decided_by));
        }
        let named = facts.engagements.iter().flat_map(|named| [named.span, named.passage]);
        for span in named.chain(facts.release.map(|release| release.span)) {
            assert!(span.start <= span.end && text.get(span.start as usize..span.end as usize).is_some(), "{span:?} in {text:?}");
        }
    }

    #[test]
    fn statements_of_any_notes_lie_inside_them(text in notes()) {
        let read = || {
            let file = SourceFile::new("notes.md", text.as_str());
            Facts::of(&file, &Document::parse(&text), &CHECKLIST, None)
        };
        let facts = read();
        assert_eq!(facts.kind.id.as_str(), "notes");
        for stated in &facts.statements {
            for span in [Some(stated.span), stated.speaker, stated.owner, stated.due, stated.linked].into_iter().flatten() {
                assert!(span.start < span.end && text.get(span.start as usize..span.end as usize).is_some(), "{stated:?} in {text:?}");
            }
        }
        assert_eq!(facts.statements, read().statements);
    }

    #[test]
    fn damaged_documents_give_positions_inside_them(text in mutated()) {
        check(&text);
    }

    #[test]
    fn any_characters_are_read_without_a_panic(text in any::<String>()) {
        check(&text);
        check_lines(&text);
    }

    #[test]
    fn lines_and_columns_lead_back_to_the_byte(text in markdown()) {
        check_lines(&text);
    }

    #[test]
    fn plain_text_of_any_stretch_is_had_without_a_panic(text in markdown(), from in any::<Index>(), to in any::<Index>()) {
        let (from, to) = (text.floor_char_boundary(from.index(text.len() + 1)), text.floor_char_boundary(to.index(text.len() + 1)));
        plain(&text[from.min(to)..from.max(to)]);
    }
}

#[test]
fn whole_fixtures_hold_the_invariants() {
    for text in FIXTURES {
        check(text);
        check(&text.replace('\n', "\r\n"));
    }
}
