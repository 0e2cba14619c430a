//! Third parties that may get data of persons: what each gets, whether it is approved, and which of two it will be.

use super::{Context, Outcome, Subject};
use crate::checklist::{CheckSpec, Checklist, Side};
use crate::facts::{DataRole, Facts, PartyRole, ThirdParty, TopicState};
use crate::finding::{Label, Observation};
use crate::rule::{Confidence, Severity};
use crate::source::Span;
use crate::terms::Receives;

/// What each third party gets is said somewhere.
pub(super) const DATA: CheckSpec = CheckSpec { name: "third-party-data", parameters: &[], values: &["services", "gap", "list"] };

/// Most places named as related.
const RELATED: usize = 8;
/// Most names in a message.
const LISTED: usize = 6;
/// Parties from which on the gap stops a review.
const MANY: usize = 3;
/// Kinds whose usual data does harm by itself: one of them is enough to ask.
const HEAVY: &[&str] = &[
    "banking", "banking-data", "background-check", "credit-bureau", "data-enrichment", "document-ai", "fraud-compliance", "health-data", "healthcare",
    "hr", "kyc", "llm-ai", "payments", "speech", "session-replay",
];
/// Kinds that can do nothing without data of persons.
const PERSONAL: &[&str] = &[
    "auth-identity", "background-check", "billing", "credit-bureau", "crm", "customer-success", "data-enrichment", "e-sign", "email", "health-data", "hr", "kyc",
    "marketing", "payments", "product-analytics", "push", "recruiting", "session-replay", "sms-voice", "support", "surveys",
];

pub(super) fn check_data(cx: &Context<'_>) -> Outcome {
    let subject = cx.subject;
    if let Some(why) = none_are_used(cx) {
        return why;
    }
    let parties = recipients(subject);
    let people = || std::iter::once(subject).chain(cx.counterpart).any(|document| handles_personal_data(document.facts, cx.checklist));
    if !parties.iter().any(|party| PERSONAL.contains(&party.kind.as_str())) && !people() {
        return Outcome::NotApplicable("the document shows no data of persons".to_owned());
    }
    let unlisted: Vec<&ThirdParty> = parties.iter().filter(|party| !known(cx, party, is_listed)).collect();
    let open: Vec<&&ThirdParty> = unlisted.iter().filter(|party| !known(cx, party, |_, found, _| found.gets.is_some())).collect();
    let sure = open.iter().filter(|party| is_sure(party)).count();
    let heavy = open.iter().any(|party| HEAVY.contains(&party.kind.as_str()));
    if parties.is_empty() {
        return Outcome::NotApplicable("the document shows no service that gets data of persons".to_owned());
    }
    if !unlisted.iter().any(|party| is_sure(party)) || !heavy && sure < 2 {
        let by = format!("what {} may get", super::count(parties.len(), "service"));
        let told = parties.iter().find_map(|party| party.gets);
        return Outcome::Satisfied(by, told.map(|span| subject.label(span, "")));
    }
    if asked_of_design(cx) {
        return Outcome::NotApplicable("asked of the design".to_owned());
    }
    let gap = if unlisted.len() == 1 { "nothing says what it gets" } else { "no list says what each one gets" };
    let mut observation = listing(cx, &unlisted, "third-parties").value("services", services(&unlisted)).value("gap", gap);
    // Where most of them are described, a gap is to be closed, and the review can go on.
    let stops = (heavy || open.len() >= MANY) && open.len() * 2 >= parties.len();
    observation.severity = (!stops && cx.rule.severity > Severity::Medium).then_some(Severity::Medium);
    observation.blocks_review = (!stops).then_some(false);
    Outcome::finding(observation)
}

/// The answer where a document says that it uses no third parties.
fn none_are_used(cx: &Context<'_>) -> Option<Outcome> {
    let topic = cx.checklist.topic_index("third_party")?;
    let fact = &cx.subject.facts.topics[topic];
    (fact.state == TopicState::NotApplicableReasoned)
        .then(|| Outcome::Satisfied("third parties: not applicable, with a reason".to_owned(), fact.place.map(|span| cx.subject.label(span, ""))))
}

/// True when a document handles more of persons than identifiers, or speaks of people throughout.
fn handles_personal_data(facts: &Facts, checklist: &Checklist) -> bool {
    let people = checklist.signals.iter().zip(&facts.signals).any(|(signal, fact)| signal.id == "people" && fact.shown);
    people || facts.data_elements.iter().any(|fact| fact.role == DataRole::Processed && !checklist.terms.elements[fact.element].is_light())
}

/// True for a party that the product hands data of persons to: not one that was passed over for another of its kind.
fn is_recipient(party: &ThirdParty, all: &[ThirdParty]) -> bool {
    let used = matches!(party.role, PartyRole::Used | PartyRole::Optional) && party.receives == Receives::Yes;
    let doubtful = party.role == PartyRole::Optional || party.mention.confidence < Confidence::High;
    let decided = |other: &ThirdParty| other.kind == party.kind && other.id != party.id && is_decided(other);
    used && !(doubtful && !is_decided(party) && all.iter().any(decided))
}

/// True when a document says that it is this one.
fn is_decided(party: &ThirdParty) -> bool {
    party.role == PartyRole::Used && party.mention.decided_by == "decision-column"
}

/// True for more than a name spoken of in passing.
fn is_sure(party: &ThirdParty) -> bool {
    party.mention.confidence > Confidence::Low
}

/// Third parties that get data of persons; a recipient without a name only where none of its kind has one, and a name in passing only
/// for what can do nothing without such data.
fn recipients(subject: Subject<'_>) -> Vec<ThirdParty> {
    let all = &subject.facts.third_parties;
    let named = |kind: &str| all.iter().any(|other| !other.unnamed && other.kind == kind && other.role.counts());
    let counts = |party: &&ThirdParty| {
        is_recipient(party, all)
            && !(party.unnamed && named(&party.kind))
            && (is_sure(party) || PERSONAL.contains(&party.kind.as_str()) && party.mention.decided_by == "mentioned")
    };
    all.iter().filter(counts).cloned().collect()
}

/// One cause, one finding: what a product document names is asked of its design, if that names any.
fn asked_of_design(cx: &Context<'_>) -> bool {
    cx.subject.facts.kind.side == Side::Requirements
        && cx.counterpart.is_some_and(|other| cx.asked_of_counterpart && !recipients(other).is_empty())
}

/// True when `says` holds for the party in one of the documents.
fn known(cx: &Context<'_>, party: &ThirdParty, says: impl Fn(Subject<'_>, &ThirdParty, &Checklist) -> bool) -> bool {
    let of = |document: Subject<'_>| {
        let same = document.facts.third_parties.iter().find(|known| known.id == party.id && known.unnamed == party.unnamed);
        same.is_some_and(|known| says(document, known, cx.checklist))
    };
    std::iter::once(cx.subject).chain(cx.counterpart).any(of)
}

/// True when a party stands in the section on third parties, or in a table with a column for the data.
fn is_listed(document: Subject<'_>, party: &ThirdParty, checklist: &Checklist) -> bool {
    if party.gets_listed {
        return true;
    }
    let Some(index) = checklist.topic_index("third_party") else { return false };
    let fact = &document.facts.topics[index];
    if fact.state != TopicState::Present {
        return false;
    }
    let section = fact.place.and_then(|place| document.facts.outline.iter().find(|entry| entry.span == place));
    section.is_some_and(|entry| party.mentions.iter().any(|(_, mention)| entry.section.contains(mention.span)))
}

/// Where to show a party: in the text rather than in a drawing.
fn place(document: Subject<'_>, party: &ThirdParty) -> Span {
    let drawn = |span: Span| document.facts.diagrams.iter().any(|diagram| diagram.span.contains(span));
    let counts = |(role, mention): &&(PartyRole, crate::facts::Mention)| role.counts() && !drawn(mention.span);
    party.mentions.iter().find(counts).map_or(party.mention.span, |(_, mention)| mention.span)
}

/// An observation at the first of some parties, with the others as further places.
fn listing(cx: &Context<'_>, parties: &[&ThirdParty], subject: &str) -> Observation {
    let document = cx.subject;
    let usual = |party: &ThirdParty| {
        if party.gets.is_some() {
            return String::new();
        }
        let kind = cx.checklist.terms.vendor_kind(&party.kind);
        kind.map_or(String::new(), |kind| format!("usually gets {}", kind.typically))
    };
    let mut labels: Vec<Label> = parties.iter().map(|party| document.label(place(document, party), usual(party))).collect();
    labels.sort_by_key(|label| label.span);
    let mut labels = labels.into_iter();
    let first = labels.next().unwrap_or_else(|| document.title_label());
    let names: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
    Observation::new(first, subject).value("list", list(&names)).related(labels.take(RELATED))
}

/// "Stripe, Twilio and 3 more".
fn list(names: &[&str]) -> String {
    let more = names.len().saturating_sub(LISTED);
    let mut shown: Vec<String> = names.iter().take(LISTED).map(|name| (*name).to_owned()).collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    super::join(&shown, "and")
}

/// "nine outside services seem", "Stripe seems".
fn services(parties: &[&ThirdParty]) -> String {
    const NUMBERS: [&str; 11] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    match parties {
        [one] if one.unnamed => format!("an outside service (\u{201c}{}\u{201d}) seems", one.name),
        [one] => format!("an outside service ({}) seems", one.name),
        many => {
            let number = many.len().checked_sub(2).and_then(|at| NUMBERS.get(at)).map_or(many.len().to_string(), |word| (*word).to_owned());
            format!("{number} outside services seem")
        }
    }
}
