//! Wordings that say something of the third party they stand beside: a free plan, a webhook.

use super::{handles_personal_data, list, spoken};
use crate::check::{Context, Outcome, Subject, quoted};
use crate::checklist::CheckSpec;
use crate::document::plain;
use crate::facts::{PartyRole, ThirdParty};
use crate::finding::{Label, Observation};
use crate::rule::Severity;
use crate::source::Span;
use crate::terms::Receives;
use crate::text::Text;

/// A wording beside a third party of some kinds. `of` names the kinds, as facts; `except` words beside it with which it is meant
/// otherwise; `looks-for` is `people` where it matters only with data of persons.
pub(in crate::check) const BESIDE: CheckSpec = CheckSpec {
    name: "third-party-beside",
    parameters: &["forbid", "except", "of", "needs", "looks-for"],
    values: &["list", "found", "are"],
};

/// Longest passage, in bytes to each side.
const REACH: usize = 400;
/// Bytes before a wording in which a negation turns it.
const NEGATION: usize = 24;
/// Kinds whose forged or careless use moves money, opens accounts or hands over documents.
const GRAVE: &[&str] = &["payments", "billing", "banking", "banking-data", "auth-identity", "kyc", "crypto"];

pub(in crate::check) fn check_beside(cx: &Context<'_>) -> Outcome {
    let subject = cx.subject;
    let parameters = &cx.rule.parameters;
    let documents = || std::iter::once(subject).chain(cx.counterpart);
    if parameters.looks_for == "people" && !documents().any(|document| handles_personal_data(document.facts, cx.checklist)) {
        return Outcome::NotApplicable("the document shows no data of persons".to_owned());
    }
    let kinds: Vec<&str> = parameters.of.iter().filter_map(|fact| fact.strip_prefix("third-party:")).collect();
    let counts = |party: &&ThirdParty| {
        let asked = |kind: &&str| if *kind == "receives" { party.receives == Receives::Yes } else { party.kind == *kind };
        matches!(party.role, PartyRole::Used | PartyRole::Optional) && !party.unnamed && kinds.iter().any(asked)
    };
    let text = subject.file.text();
    let mut parties: Vec<&ThirdParty> = Vec::new();
    let mut places: Vec<(Span, Span)> = Vec::new();
    let phrases = subject.facts.phrases.get(&cx.rule.id).map_or(&[][..], Vec::as_slice);
    let used: Vec<(&ThirdParty, Vec<Span>)> =
        subject.facts.third_parties.iter().filter(counts).map(|party| (party, spoken(subject, party))).collect();
    for phrase in phrases {
        let passage = passage(text, *phrase);
        if is_turned(text, passage, *phrase) || is_excepted(passage.of(text), &parameters.except) {
            continue;
        }
        // A row or sentence may name several: the wording belongs to the nearest.
        let near = used.iter().flat_map(|(party, spans)| spans.iter().map(move |span| (*party, *span)));
        let nearest = near.filter(|(_, span)| passage.contains(*span)).min_by_key(|(_, span)| distance(*span, *phrase));
        if let Some((party, span)) = nearest {
            if !parties.iter().any(|known| known.id == party.id) {
                parties.push(party);
            }
            places.push((span, *phrase));
        }
    }
    if parties.is_empty() {
        return Outcome::NotApplicable("no such wording stands beside a third party".to_owned());
    }
    let answer = documents().find_map(|document| {
        let shown = parameters.needs.iter().find_map(|need| document.facts.shown(need, cx.checklist).into_iter().next())?;
        Some((document, shown))
    });
    if let Some((document, shown)) = answer {
        return Outcome::Satisfied(shown.name, Some(document.label(shown.span, "")));
    }
    Outcome::finding(observation(cx, subject, &parties, &places))
}

fn observation(cx: &Context<'_>, subject: Subject<'_>, parties: &[&ThirdParty], places: &[(Span, Span)]) -> Observation {
    let words = places.iter().map(|(_, phrase)| plain(subject.text(*phrase)).to_lowercase());
    let found = quoted(words, 2);
    let mut labels: Vec<Label> = places.iter().map(|(_, phrase)| subject.label(*phrase, "")).collect();
    labels.dedup_by_key(|label| subject.file.line1(label.span.start));
    let first = labels.first().cloned().unwrap_or_else(|| subject.title_label());
    let mut observation = Observation::new(first, "beside")
        .value("list", list(parties, "and"))
        .value("found", found)
        .value("are", if parties.len() == 1 { "is" } else { "are" })
        .related(labels.into_iter().skip(1).take(4));
    let grave = parties.iter().any(|party| GRAVE.contains(&party.kind.as_str()));
    observation.severity = (!grave && cx.rule.severity > Severity::Medium).then_some(Severity::Medium);
    observation
}

fn distance(one: Span, other: Span) -> u32 {
    one.start.saturating_sub(other.end).max(other.start.saturating_sub(one.end))
}

/// The sentence or row around a wording.
fn passage(text: &str, phrase: Span) -> Span {
    let (start, end) = (phrase.start as usize, phrase.end as usize);
    let from = text.floor_char_boundary(start.saturating_sub(REACH));
    let to = text.floor_char_boundary((end + REACH).min(text.len()));
    let (before, after) = (&text[from..start], &text[end..to]);
    let line = before.rfind('\n').map_or(from, |at| from + at + 1);
    if text[line..].trim_start().starts_with('|') {
        let stop = after.find('\n').map_or(to, |at| end + at);
        return Span::new(line, stop);
    }
    let opens = ["\n\n", ". ", ".\n", "\n- ", "\n* ", "\n| ", "! ", "? ", "\n#", "\n  - "];
    let closes = ["\n\n", ". ", ".\n", "\n- ", "\n* ", "\n|", "! ", "? ", "\n#", "\n  - "];
    let first = opens.iter().filter_map(|mark| before.rfind(mark).map(|at| from + at + mark.len())).max().unwrap_or(from);
    let last = closes.iter().filter_map(|mark| after.find(mark).map(|at| end + at)).min().unwrap_or(to);
    Span::new(first, last)
}

/// True when the wording is denied or weighed.
fn is_turned(text: &str, passage: Span, phrase: Span) -> bool {
    let before = &text[passage.start as usize..phrase.start as usize];
    let from = before.floor_char_boundary(before.len().saturating_sub(NEGATION));
    let words = before[from..].to_lowercase();
    words
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .any(|word| matches!(word, "no" | "not" | "never" | "without" | "avoid" | "don't" | "cannot" | "non"))
}

/// True when one of the words stands in the passage.
fn is_excepted(passage: &str, words: &[Text]) -> bool {
    let passage = passage.to_lowercase();
    words.iter().any(|word| passage.contains(word.as_ref()))
}
