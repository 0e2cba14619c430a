//! Two third parties of a kind joined by "or", and nothing that says which it will be.

use super::list;
use crate::check::{Context, Outcome, Subject};
use crate::checklist::CheckSpec;
use crate::facts::{Mention, PartyRole, ThirdParty};
use crate::finding::Observation;
use crate::source::Span;
use crate::terms::Receives;

/// Which of several third parties it will be is decided.
pub(in crate::check) const CHOICE: CheckSpec = CheckSpec { name: "third-party-choice", parameters: &[], values: &["list"] };

/// Bytes between two names that are joined.
const JOINT: usize = 24;
/// Bytes around two names in which words say that both are meant.
const AROUND: usize = 160;
/// Kinds of which a product offers its users several at once, or lets whoever runs it choose.
const OFFERED: &[&str] = &[
    "llm-ai",
    "cloud-infra",
    "social-platform",
    "messaging",
    "mobile-platform",
    "crypto",
    "maps",
    "productivity",
    "source-control",
    "email",
    "calendar",
    "llm-observability",
];
/// Words with which several are a feature and not a question.
const BOTH: &[&str] = &[
    "support",
    "configur",
    "pluggable",
    "either",
    "any ",
    "e.g",
    "such as",
    "like ",
    "for example",
    "compatible",
    "provider-agnostic",
    "swap",
    "adapter",
    "fallback",
    "primary",
    "bring your own",
    "depending",
    "customer's",
    "if ",
    "instead of",
    "rather than",
    "both",
    "?",
];

pub(in crate::check) fn check_choice(cx: &Context<'_>) -> Outcome {
    let subject = cx.subject;
    let parties = &subject.facts.third_parties;
    let open: Vec<(&ThirdParty, Span)> = parties.iter().filter_map(|party| Some((party, choice(subject, party)?))).collect();
    if open.is_empty() {
        return Outcome::NotApplicable("no two third parties of a kind are weighed".to_owned());
    }
    let settled = |kind: &str| {
        let documents = std::iter::once(subject).chain(cx.counterpart);
        documents
            .flat_map(|document| &document.facts.third_parties)
            .any(|party| party.kind == kind && party.role == PartyRole::Used && !party.unnamed)
    };
    let mut observations = Vec::new();
    let mut asked: Vec<&str> = Vec::new();
    for (party, span) in &open {
        let others: Vec<&(&ThirdParty, Span)> = open.iter().filter(|(other, _)| other.kind == party.kind).collect();
        let joined = others.iter().any(|(other, there)| other.id != party.id && is_joined(subject, *span, *there));
        if !joined || settled(&party.kind) || asked.contains(&party.kind.as_str()) {
            continue;
        }
        asked.push(&party.kind);
        let names: Vec<&ThirdParty> = others.iter().map(|(other, _)| *other).collect();
        let related = others.iter().filter(|(other, _)| other.id != party.id).map(|(_, there)| subject.label(*there, ""));
        observations
            .push(Observation::new(subject.label(*span, ""), party.kind.clone()).value("list", list(&names, "or")).related(related));
    }
    if observations.is_empty() {
        Outcome::Satisfied("the choice between third parties".to_owned(), None)
    } else {
        Outcome::Findings(observations)
    }
}

/// Where a party is one of several, none of which has been taken.
fn choice(document: Subject<'_>, party: &ThirdParty) -> Option<Span> {
    let open =
        party.role == PartyRole::Optional && !party.unnamed && party.receives == Receives::Yes && !OFFERED.contains(&party.kind.as_str());
    let choice = |(_, mention): &&(PartyRole, Mention)| mention.decided_by == "choice" && !super::is_drawn(document, mention.span);
    party.mentions.iter().find(choice).filter(|_| open).map(|(_, mention)| mention.span)
}

/// True for names with only "or", "vs" or a stroke between them, and no word around them that makes both a feature.
fn is_joined(document: Subject<'_>, one: Span, other: Span) -> bool {
    let (first, last) = if one.start < other.start { (one, other) } else { (other, one) };
    let text = document.file.text();
    if last.start < first.end || (last.start - first.end) as usize > JOINT {
        return false;
    }
    let gap = text[first.end as usize..last.start as usize].to_lowercase();
    let joint = gap.split_whitespace().any(|word| matches!(word, "or" | "vs" | "vs." | "/")) || gap.trim() == "/";
    let from = text.floor_char_boundary((first.start as usize).saturating_sub(AROUND));
    let to = text.floor_char_boundary((last.end as usize + AROUND).min(text.len()));
    let line =
        |text: &str, last: bool| if last { text.rsplit('\n').next() } else { text.split('\n').next() }.unwrap_or_default().to_lowercase();
    let around = line(&text[from..first.start as usize], true) + &line(&text[first.start as usize..to], false);
    joint && !BOTH.iter().any(|word| around.contains(word))
}
