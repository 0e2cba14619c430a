//! Places in which a control is named and nothing is said of what the product does: under headings of tests and of what went wrong,
//! in titles, labels and names, open options of a form, reasons, what somebody said, what others need.

use super::frame::clause_before;
use crate::document::{Block, BlockKind};
use crate::facts::reading::is_word;
use crate::facts::surroundings::{Found, Place};
use crate::lexicon::{Token, TokenHome};
use crate::source::Span;
use std::ops::RangeInclusive;

/// Blocks before an option of a form among which its question is looked for.
const FORM_REACH: usize = 12;
/// Words before a control among which what needs it is named.
const NEED_REACH: usize = 12;
/// Words at the head of an item that name what is tested.
const LABEL_REACH: usize = 3;
/// Least and most words of a line of prose that is a title without its mark.
const TITLE_WORDS: RangeInclusive<usize> = 3..=8;

/// True where nothing is promised.
pub(super) fn is_silent(here: &Found<'_, '_>) -> bool {
    let silences = |id: usize| {
        !here.reading.is_title(id) && (here.reading.heading_in(id, "control-silent-headings") || speaks_of_tests_or_examples(here, id))
    };
    here.around().any(silences)
        || is_not_ticked(here)
        || is_blank(here)
        || is_told(here)
        || is_reason(here)
        || is_quoted(here)
        || is_none(here)
        || is_untitled_heading(here)
        || is_put_to_test(here)
        || is_a_condition_for_others(here)
        || is_in_column_of_risks(here)
        || is_row_of_names(here)
}

/// True in a line of prose that is a title without its mark: "Rollout, Upgrade and Rollback Planning".
fn is_untitled_heading(here: &Found<'_, '_>) -> bool {
    let text = here.reading.text;
    let words = here.home();
    if here.place() != Place::Prose || !TITLE_WORDS.contains(&words.len()) {
        return false;
    }
    let Some(block) = here.block().filter(|block| block.kind == BlockKind::Paragraph) else { return false };
    let line = block.span.of(text).lines().next().unwrap_or_default();
    let is_small = |word: &str| word.len() > 3 && word.starts_with(char::is_lowercase);
    line.trim_start_matches(['*', '_']).starts_with(char::is_uppercase)
        && !line.contains(|c: char| matches!(c, '`' | ':' | '=') || c.is_ascii_digit())
        && line.trim_end_matches(['*', '_', ' ']).ends_with(char::is_alphanumeric)
        && !words.iter().any(|token| is_small(token.span().of(text)))
}

/// True for what is tested: "rollback tests", "E2E testing: secret handling and tenant isolation".
fn is_put_to_test(here: &Found<'_, '_>) -> bool {
    let text = here.reading.text;
    let is_test = |token: &Token| is_word(here.reading, *token, &["test", "tests", "testing"]);
    let behind = here.after(1).first().is_some_and(|token| token.joins() && is_test(token));
    let before = &here.home()[..here.words_before().min(LABEL_REACH)];
    let kinds = here.reading.checklist.word_list("control-kinds-of-tests");
    let kind = before.first().is_some_and(|first| kinds.iter().any(|kind| kind.eq_ignore_ascii_case(first.span().of(text))));
    behind || kind && before.iter().any(is_test) && here.place() == Place::Item
}

/// "Modules depending on that feature gate", "some providers require a health check": what others have or need.
fn is_a_condition_for_others(here: &Found<'_, '_>) -> bool {
    const SOME: &[&str] = &["some", "many", "most", "certain", "several"];
    let text = here.reading.text;
    let word = |token: &Token| token.span().of(text);
    let others = here.reading.checklist.word_list("control-others");
    let is_others =
        |pair: &[Token]| is_word(here.reading, pair[0], SOME) && others.iter().any(|other| other.eq_ignore_ascii_case(word(&pair[1])));
    let depends = |pair: &[Token]| word(&pair[0]) == "depending" && word(&pair[1]) == "on";
    let clause = clause_before(here, NEED_REACH);
    clause.windows(2).any(is_others) || here.before(LABEL_REACH + 1).windows(2).any(depends)
}

/// True in a column of what may go wrong: "Risk", "Threat".
fn is_in_column_of_risks(here: &Found<'_, '_>) -> bool {
    is_headed(here, "control-risk-columns")
}

/// True for the name of a row that is a table, a type or a field: "| `bearer-token` | private |" under "Type".
fn is_row_of_names(here: &Found<'_, '_>) -> bool {
    here.is_code() && here.whole_cell().is_some_and(|(_, column)| column == 0) && is_headed(here, "control-name-columns")
}

/// True in a column whose header is in a word list.
fn is_headed(here: &Found<'_, '_>, list: &str) -> bool {
    here.column_header().is_some_and(|header| {
        let header = header.trim_matches(|c: char| !c.is_alphanumeric());
        here.reading.checklist.word_list(list).iter().any(|known| known.eq_ignore_ascii_case(header))
    })
}

/// True between quotation marks: somebody's words.
fn is_quoted(here: &Found<'_, '_>) -> bool {
    if matches!(here.place(), Place::Code | Place::Heading) || here.is_code() {
        return false;
    }
    let start = here.sentence().first().map_or(here.hit.span.start, |token| token.start.saturating_sub(1));
    let before = here.reading.text.get(start as usize..here.hit.span.start as usize).unwrap_or_default();
    let open = before.matches('"').count() % 2 == 1 || before.matches('“').count() > before.matches('”').count();
    // The name alone may be quoted.
    open && !before.ends_with(['"', '“'])
}

/// True before a value that says no: "Feature gate: none".
fn is_none(here: &Found<'_, '_>) -> bool {
    let behind = here.reading.text.get(here.hit.span.end as usize..).unwrap_or_default();
    let Some(value) = behind.trim_start_matches(['*', '_', '`', ' ']).strip_prefix([':', '|']) else { return false };
    let value = value.trim_start_matches(|c: char| "*_` |".contains(c));
    let word = value.split(|c: char| !c.is_alphanumeric() && c != '/').next().unwrap_or_default();
    ["none", "n/a", "no", "not"].iter().any(|no| no.eq_ignore_ascii_case(word))
}

/// True behind a label that opens a reason: "**Rationale:** tenant isolation matters".
fn is_reason(here: &Found<'_, '_>) -> bool {
    let Some(lead) = here.block().and_then(|block| block.lead) else { return false };
    let label = lead.of(here.reading.text).trim_matches(|c: char| !c.is_alphanumeric());
    let words = here.reading.checklist.word_list("control-remarks");
    lead.end <= here.hit.span.start && words.iter().any(|word| word.eq_ignore_ascii_case(label))
}

/// True in a story about others: under "User stories", and not "As a buyer, I want".
fn is_told(here: &Found<'_, '_>) -> bool {
    let stories = |id: usize| {
        let key = here.reading.keys[id].first().map_or("", String::as_str);
        !here.reading.is_title(id) && (key.starts_with("user stor") || key.starts_with("story "))
    };
    let word = |token: &Token| token.span().of(here.reading.text);
    here.place() == Place::Prose
        && here.around().any(stories)
        && !here.home().iter().any(|token| word(token).eq_ignore_ascii_case("want"))
        && !here.home().first().is_some_and(|first| word(first).eq_ignore_ascii_case("as"))
}

/// True when the first key of a heading has a word for tests, or opens with one for examples: "Were upgrade and rollback tested?",
/// "Example workflows".
fn speaks_of_tests_or_examples(here: &Found<'_, '_>, section: usize) -> bool {
    let key = here.reading.keys[section].first().map_or("", String::as_str);
    key.split(' ').next() == Some("example") || key.split(' ').any(|word| matches!(word, "test" | "tested" | "testing"))
}

/// True in an option of a form that is not ticked: a task below a question.
fn is_not_ticked(here: &Found<'_, '_>) -> bool {
    let TokenHome::Block(at) = here.reading.tokens.homes[here.hit.home as usize].0 else { return false };
    let blocks = &here.reading.document.blocks;
    let asks = |span: Span| span.of(here.reading.text).trim_end_matches(['*', '_', ' ']).ends_with('?');
    let mut depth = blocks[at].depth;
    // `[]` is no task to Markdown, and an empty box to who wrote it.
    let is_open = |block: &Block| match block.kind {
        BlockKind::Item { task: Some(false), .. } => true,
        BlockKind::Item { .. } => block.span.of(here.reading.text).starts_with("[]"),
        _ => false,
    };
    let mut open = is_open(&blocks[at]);
    // Blocks around it, from the inside out.
    for block in blocks[..at].iter().rev().take_while(|block| block.section == blocks[at].section).take(FORM_REACH) {
        if block.depth < depth {
            depth = block.depth;
            if open && asks(block.span) {
                return true;
            }
            open |= is_open(block);
        }
    }
    let heading = here.reading.document.sections[here.section()].heading.as_ref();
    open && heading.is_some_and(|heading| asks(heading.text_span))
}

/// True in a label without a value: "Feature gate name:".
fn is_blank(here: &Found<'_, '_>) -> bool {
    let TokenHome::Block(at) = here.reading.tokens.homes[here.hit.home as usize].0 else { return false };
    let blocks = &here.reading.document.blocks;
    let label = matches!(blocks[at].kind, BlockKind::Item { .. })
        && blocks[at].span.of(here.reading.text).trim_end_matches(['*', ' ']).ends_with(':');
    label && blocks.get(at + 1).is_none_or(|next| next.section != blocks[at].section || next.depth <= blocks[at].depth && next.depth > 0)
}
