//! Components of a product that are no third parties: languages, frameworks, databases, each with its version.

use super::Reading;
use super::surroundings::{self, Found, SectionRole};
use crate::checklist::cues::{CHOICE, FUTURE, REJECTED, RIVAL};
use crate::document::BlockKind;
use crate::source::Span;
use crate::terms::Term;

/// A component that a document says the product is built with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TechnologyFact {
    /// Index into [`crate::terms::Terms::technologies`].
    pub technology: usize,
    /// Its name.
    pub span: Span,
    /// The number of the version behind it.
    pub version: Option<Span>,
    /// True where another would do as well.
    pub open: bool,
}

/// Languages of code blocks that hold drawings.
const DRAWN: &[&str] = &["", "text", "txt", "ascii", "mermaid", "plantuml", "puml", "dot"];
/// Words of the sentence before a name that are looked at.
const BEFORE: usize = 6;

/// Every component of a document, in source order. What was weighed, is past, or comes later is none.
pub fn technologies(reading: &Reading<'_>) -> Vec<TechnologyFact> {
    let mut all: Vec<TechnologyFact> = surroundings::terms_found(reading).iter().filter_map(one).collect();
    all.sort_by_key(|fact| fact.span);
    all
}

fn one(here: &Found<'_, '_>) -> Option<TechnologyFact> {
    let Term::Technology(technology) = here.alias.term else { return None };
    let aside = matches!(
        here.role(),
        Some(
            SectionRole::Alternatives
                | SectionRole::Competitors
                | SectionRole::History
                | SectionRole::References
                | SectionRole::Glossary
                | SectionRole::Examples
                | SectionRole::Problem
                | SectionRole::Personas
                | SectionRole::Tooling
                | SectionRole::Future
                | SectionRole::Excluded
                | SectionRole::Open
        )
    );
    let turned = here.cues(here.before(BEFORE)) & (REJECTED | RIVAL) != 0 || here.passage_cues() & FUTURE != 0;
    let quoted = here.block().is_some_and(|block| block.quoted);
    // Drawings are code blocks too.
    let code = here.block().is_some_and(|block| matches!(&block.kind, BlockKind::Code { lang } if !DRAWN.contains(&lang.as_str())));
    if aside || turned || quoted || code || here.is_negated() || !is_a_name(here) {
        return None;
    }
    let text = here.reading.text;
    let open = here.passage_cues() & CHOICE != 0;
    Some(TechnologyFact { technology: technology as usize, span: here.hit.span, version: version(text, here.hit.span), open })
}

/// True for a whole word with a capital, or in back-ticks: `go` is a verb.
fn is_a_name(here: &Found<'_, '_>) -> bool {
    // "Net" is no ".NET".
    let dotted = !here.alias.text.starts_with('.') || here.reading.text[..here.hit.span.start as usize].ends_with('.');
    let capital = here.surface().chars().any(char::is_uppercase) && dotted;
    here.is_whole_name() && !here.is_excepted() && (capital || here.is_code())
}

/// "Rails 8", "Python 3.11+", "Django v5".
fn version(text: &str, name: Span) -> Option<Span> {
    let behind = text.get(name.end as usize..)?;
    let trimmed = behind.trim_start_matches([' ', '*', '`', '@', '^', '~', '>', '=', '\u{a0}']);
    let skipped = behind.len() - trimmed.len();
    let digits = trimmed.strip_prefix(['v', 'V']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(trimmed);
    let start = name.end as usize + skipped + (trimmed.len() - digits.len());
    let length = digits.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(digits.len());
    let number = digits[..length].trim_end_matches('.');
    let rest = &digits[number.len()..];
    // A number with a unit counts something: "Redis 5 minutes".
    let counted = rest.trim_start().starts_with(char::is_lowercase) && !rest.starts_with(['.', 'x']);
    let close = skipped <= 3 && !number.is_empty() && number.len() <= 8;
    (close && (!counted || number.contains('.'))).then(|| Span::new(start, start + number.len()))
}
