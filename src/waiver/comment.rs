//! A comment in a document to the findings that it hides and what is wrong with it.

use super::accepted::section_around;
use super::{Held, Terms, Told, unknown_rule};
use crate::date::Date;
use crate::document::{Directive, DirectiveKind, Written};
use crate::finding::{Finding, Label, Observation};
use crate::rule::{RuleId, WaiverKind};
use crate::source::Span;
use crate::toml_reader::suggestion;

/// The keys of a comment.
const KEYS: &[&str] = &["reason", "owner", "until", "ticket", "kind", "scope"];

/// The words of `scope`.
const SCOPES: &[&str] = &["line", "section", "document"];

/// What the keys of a comment say.
#[derive(Default)]
struct Said {
    terms: Terms,
    /// One of [`SCOPES`].
    scope: Option<&'static str>,
}

/// Marks the findings that a comment hides, and tells what is wrong with it.
pub(super) fn judge(
    held: &Held<'_>,
    directive: &Directive,
    findings: &[Finding],
    accepted: &mut [Option<(Terms, Label)>],
) -> Vec<(Told, Observation)> {
    let at = |span| Label::new(held.id, span, "");
    let malformed = |(span, what)| (Told::Malformed, Observation::new(at(span), "directive").value("list", what));
    let (rules, keys) = match &directive.kind {
        DirectiveKind::Unknown(span, what) => return vec![malformed((*span, what.clone()))],
        DirectiveKind::Waive { rules, keys } => (rules, keys),
    };
    let said = match read(keys) {
        Ok(said) => said,
        Err(wrong) => return wrong.into_iter().map(malformed).collect(),
    };
    let scope = scope(held, directive.span, said.scope);
    let mut told = Vec::new();
    let mut hides = false;
    for name in rules {
        let observed = |list: String| Observation::new(at(directive.span), name.text.as_str()).value("list", list);
        let rule = RuleId::from(name.text.as_str());
        if !held.known.contains(&rule) {
            told.push((Told::Unknown, Observation { primary: at(name.span), ..observed(unknown_rule(&name.text, held.known)) }));
            continue;
        }
        if said.terms.reason.is_empty() {
            told.push((Told::Reason, observed(name.text.clone())));
            continue;
        }
        let covered = |finding: &Finding| finding.rule == rule && (scope.start..scope.end).contains(&finding.primary.span.start);
        let covered: Vec<usize> = (0..findings.len()).filter(|finding| covered(&findings[*finding])).collect();
        if covered.is_empty() {
            if held.evaluated.contains(&rule) {
                told.push((Told::Unused, observed(format!("{} here", name.text))));
            }
        } else if let Some(until) = said.terms.until.filter(|_| !said.terms.holds_on(held.today)) {
            told.push((Told::Expired, observed(format!("{} ended on {until}", name.text))));
        } else {
            hides = true;
            for finding in covered {
                accepted[finding].get_or_insert_with(|| (said.terms.clone(), at(directive.span)));
            }
        }
    }
    if let Some(lacking) = said.terms.lacks().filter(|_| hides) {
        told.push((Told::Terms, Observation::new(at(directive.span), "directive").value("list", lacking)));
    }
    told
}

/// What the keys say, or all that is wrong with them.
fn read(keys: &[(Written, Written)]) -> Result<Said, Vec<(Span, String)>> {
    let mut said = Said::default();
    let mut wrong = Vec::new();
    for (number, (key, value)) in keys.iter().enumerate() {
        let name = key.text.as_str();
        let text = Some(value.text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut unknown = |known: &[&str]| {
            let help = suggestion(&value.text, known.iter().copied()).unwrap_or_else(|| format!("known are {}", known.join(", ")));
            wrong.push((value.span, format!("unknown {name} `{}`; {help}", value.text)));
        };
        match name {
            _ if keys[..number].iter().any(|(before, _)| before.text == name) => wrong.push((key.span, format!("`{name}` stands twice"))),
            "reason" => said.terms.reason = text.unwrap_or_default(),
            "owner" => said.terms.owner = text,
            "ticket" => said.terms.ticket = text,
            "until" => match Date::parse(&value.text) {
                Some(date) => said.terms.until = Some(date),
                None => wrong.push((value.span, format!("`{}` is no day such as 2027-03-01", value.text))),
            },
            "kind" => match WaiverKind::parse(&value.text) {
                Some(kind) => said.terms.kind = Some(kind),
                None => unknown(&WaiverKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>()),
            },
            "scope" => match SCOPES.iter().find(|scope| **scope == value.text) {
                Some(scope) => said.scope = Some(scope),
                None => unknown(SCOPES),
            },
            _ => {
                let help = suggestion(name, KEYS.iter().copied()).unwrap_or_else(|| format!("known are {}", KEYS.join(", ")));
                wrong.push((key.span, format!("unknown key `{name}`; {help}")));
            }
        }
    }
    // Nothing can be marked of an empty value.
    wrong.iter_mut().filter(|(span, _)| span.is_empty()).for_each(|(span, _)| *span = keys_span(keys, *span));
    if wrong.is_empty() { Ok(said) } else { Err(wrong) }
}

/// The key whose value stands at `at`.
fn keys_span(keys: &[(Written, Written)], at: Span) -> Span {
    keys.iter().find(|(_, value)| value.span == at).map_or(at, |(key, _)| key.span)
}

/// What a comment speaks for: the lines it stands on beside other text, else the section it stands in; at the top of the document, the
/// whole. `wanted` says it otherwise: the line of a comment that stands alone is the next one that is not blank.
fn scope(held: &Held<'_>, at: Span, wanted: Option<&str>) -> Span {
    let text = held.file.text();
    let (first, last) = (at.start as usize, at.end as usize);
    let start = text[..first].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let end_of_line = |from: usize| text[from..].find(['\n', '\r']).map_or(text.len(), |i| from + i);
    let end = end_of_line(last);
    let alone = text[start..first].trim().is_empty() && text[last..end].trim().is_empty();
    match wanted {
        Some("line") if alone => {
            let next = text.len() - text[end..].trim_start().len();
            Span::new(next, end_of_line(next))
        }
        Some("line") => Span::new(start, end),
        None if !alone => Span::new(start, end),
        Some("document") => Span::new(0, text.len()),
        _ => section_around(held.facts, at).map_or(Span::new(0, text.len()), |entry| entry.section),
    }
}
