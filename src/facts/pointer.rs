//! Documents that a document names as those it belongs to: in front matter, in a field, by a link.

use super::Reading;
use crate::document::{Document, Value};
use crate::source::Span;

/// Lines of a document that count as its top.
const TOP_LINES: usize = 40;
/// Longest label in front of a link, in bytes.
const LONGEST_LABEL: usize = 60;
/// Endings of documents that can be one of a pair.
const DOCUMENTS: &[&str] = &["md", "markdown", "mdx"];

/// A document that is named as one that this one belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer {
    /// A path as written; in front matter an id or a title as well.
    pub target: String,
    /// How it is named.
    pub by: PointedBy,
}

/// How a document names another, from the surest on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PointedBy {
    /// A field of front matter, by its key.
    FrontMatter(String),
    /// A link behind a label that says which half of a pair it is: "PRD: ...".
    Label(String),
    /// A link at the top or among related documents.
    Top,
    /// A link anywhere else.
    Text,
}

/// What a document points to, in source order, front matter first.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Pointer> {
    let document = reading.document;
    let words = reading.checklist.word_list("pointer-words");
    let is_word = |word: &str| words.iter().any(|known| known == word);
    let names_half = |label: &str| label.split(|c: char| !c.is_alphanumeric()).any(|word| is_word(&word.to_lowercase()));
    let mut found = Vec::new();
    for (key, value) in document.front_matter.iter().flat_map(|block| &block.fields).filter(|(key, _)| names_half(key)) {
        let texts = value.texts();
        found.extend(texts.into_iter().map(|target| Pointer { target: target.to_owned(), by: PointedBy::FrontMatter(key.clone()) }));
    }
    let top = reading.file.end_of_lines(TOP_LINES);
    for (span, target) in targets(document, reading.text) {
        let label = label(span, reading.text).filter(|label| names_half(label));
        let by = match label {
            Some(label) => PointedBy::Label(label.to_owned()),
            None if span.start < top || reading.heading_in(document.section_at(span.start), "reference-headings") => PointedBy::Top,
            None => PointedBy::Text,
        };
        found.push(Pointer { target, by });
    }
    found
}

/// Paths of all documents that a document names, whatever for; in the order of [`Facts::pointers`](super::Facts), without the checklist.
pub fn named_paths(document: &Document, text: &str) -> Vec<String> {
    let values = document.front_matter.iter().flat_map(|block| block.fields.values()).flat_map(Value::texts);
    let mut paths: Vec<String> = values.filter(|value| is_document(value)).map(str::to_owned).collect();
    paths.extend(targets(document, text).into_iter().map(|(_, target)| target));
    paths
}

/// Links to Markdown files and their names in code, in source order.
fn targets(document: &Document, text: &str) -> Vec<(Span, String)> {
    let links = document.links.iter().map(|link| (link.span, link.dest.split(['#', '?']).next().unwrap_or_default().trim().to_owned()));
    let code = document.code_spans.iter().map(|span| (*span, span.of(text).trim_matches('`').trim().to_owned()));
    let mut found: Vec<(Span, String)> = links.chain(code).filter(|(_, target)| is_document(target)).collect();
    found.sort();
    // A name in code that is the text of a link stands inside of it.
    found.dedup_by(|inner, outer| outer.0.contains(inner.0));
    found
}

/// True for a path of a Markdown file that is no address.
fn is_document(path: &str) -> bool {
    let ends = path.rsplit_once('.').is_some_and(|(_, end)| DOCUMENTS.contains(&end.to_lowercase().as_str()));
    ends && !path.contains("://") && !path.contains(char::is_whitespace) && !path.starts_with("//")
}

/// The label in front of a link: "- **Design**: " and "| PRD | " have one, a sentence has none.
fn label(span: Span, text: &str) -> Option<&str> {
    let start = span.start as usize;
    let near = &text[text.floor_char_boundary(start.saturating_sub(2 * LONGEST_LABEL))..start];
    let line = near.rsplit('\n').next().unwrap_or_default();
    let marks = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '>' | '-' | '+' | '`' | '[');
    let before = line.trim_end_matches(marks);
    let before =
        before.strip_suffix([':', '|']).or_else(|| line.trim_end().strip_suffix("**").filter(|bold| bold.trim_end().ends_with(':')))?;
    let own = before.rsplit(['|', ';', '\u{b7}', '.', ',']).next().unwrap_or_default();
    let own = own.trim_matches(|c: char| marks(c) || c == ':');
    (!own.is_empty() && own.len() <= LONGEST_LABEL).then_some(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_says_which_half_a_link_is() {
        let labelled = |line: &str| {
            let at = line.find("[x]").expect("there is a link");
            label(Span::new(at, at + 3), line).map(str::to_owned)
        };
        assert_eq!(labelled("- **Design**: [x]").as_deref(), Some("Design"));
        assert_eq!(labelled("| PRD | [x] |").as_deref(), Some("PRD"));
        assert_eq!(labelled("**PRD:** [x]").as_deref(), Some("PRD"));
        assert_eq!(labelled("Quotas are in the design: `a`, see the [x]"), None);
    }
}
