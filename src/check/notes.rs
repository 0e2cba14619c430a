//! Notes of a walkthrough on their own: questions nobody answered, decisions and actions nobody carries out.

mod action;
mod decision;
mod question;

pub(super) use action::{ACTION, check as check_action};
pub(super) use decision::{DECISION, check as check_decision};
pub(super) use question::{QUESTION, check as check_question};

use super::{Context, Outcome};
use crate::document::plain;
use crate::facts::Statement;
use crate::finding::Observation;
use crate::source::Span;

/// Most places named as related.
const RELATED: usize = 12;
/// Most characters shown of a statement.
const SHOWN: usize = 160;

/// One finding on all of some statements: the first is where it is shown, the others are related; each with what it lacks.
fn together(cx: &Context<'_>, subject: &str, noun: &str, open: &[(&Statement, String)]) -> Option<Outcome> {
    let ((first, lacks), rest) = open.split_first()?;
    let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
    let label = |stated: &Statement, lacks: &str| {
        let words = shown(cx.subject.text(stated.span));
        let note = if lacks.is_empty() { words } else { format!("{words} ({lacks})") };
        cx.subject.label(head(cx, stated.span), note)
    };
    let related = rest.iter().take(RELATED).map(|(stated, lacks)| label(stated, lacks));
    let observation = Observation::new(cx.subject.label(head(cx, first.span), lacks.clone()), subject)
        .value("count", super::count(open.len(), noun))
        .gathering(open.iter().map(|(stated, _)| cx.subject.text(stated.span)))
        .value("first", format!("\u{201c}{}\u{201d}{more}", shown(cx.subject.text(first.span))))
        .related(related);
    Some(Outcome::finding(observation))
}

/// A statement as it is shown: on one line, and of a long one as many words as fit.
fn shown(text: &str) -> String {
    let plain = plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = plain.trim_end_matches('.');
    if plain.chars().count() <= SHOWN {
        return plain.to_owned();
    }
    let cut: String = plain.chars().take(SHOWN).collect();
    format!("{} \u{2026}", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
}

/// The first line of a statement.
fn head(cx: &Context<'_>, span: Span) -> Span {
    let text = cx.subject.text(span);
    let length = text.find('\n').unwrap_or(text.len());
    Span { start: span.start, end: span.start + text[..length].trim_end().len() as u32 }
}
