//! Third parties that may get data of persons: who they are for the checks of this folder, and whether the documents say what each gets.

mod beside;
mod choice;
mod hidden;
mod key;
mod purpose;
mod store;
mod vetting;

pub(super) use beside::{BESIDE, check_beside};
pub(super) use choice::{CHOICE, check_choice};
pub(super) use hidden::{HIDDEN, check_hidden};
pub(super) use key::{KEY, check_key};
pub use store::STORES;
pub(super) use store::{STORE, check_store};
pub(super) use vetting::{APPROVED, VETTED, check_approved, check_vetted};

use self::purpose::{Purpose, Use, groups, is_told_by_arrow};
use super::{Context, Outcome, Subject, listed};
use crate::checklist::{CheckSpec, Checklist, Side};
use crate::facts::{DataRole, Facts, Mention, PartyRole, ThirdParty, TopicState};
use crate::finding::{Label, Observation};
use crate::rule::{Confidence, Severity};
use crate::source::Span;
use crate::terms::Receives;
use std::cell::LazyCell;

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
    "banking",
    "banking-data",
    "background-check",
    "credit-bureau",
    "data-enrichment",
    "document-ai",
    "fraud-compliance",
    "health-data",
    "healthcare",
    "hr",
    "kyc",
    "llm-ai",
    "payments",
    "speech",
    "session-replay",
];
/// Kinds that can do nothing without data of persons.
const PERSONAL: &[&str] = &[
    "background-check",
    "billing",
    "credit-bureau",
    "crm",
    "customer-success",
    "data-enrichment",
    "e-sign",
    "email",
    "health-data",
    "hr",
    "kyc",
    "marketing",
    "payments",
    "product-analytics",
    "push",
    "recruiting",
    "session-replay",
    "sms-voice",
    "support",
    "surveys",
];

pub(super) fn check_data(cx: &Context<'_>) -> Outcome {
    let subject = cx.subject;
    let parties = match recipients_of_people(cx) {
        Ok(parties) => parties,
        Err(outcome) => return outcome,
    };
    let Some(Gap { unlisted, open, heavy }) = gap(cx, &parties) else {
        let by = format!("what {} may get", super::count(parties.len(), "service"));
        let told = parties.iter().find_map(|party| party.gets);
        return Outcome::Satisfied(by, told.map(|span| subject.label(span, "")));
    };
    if asked_of_design(cx) {
        return Outcome::NotApplicable("asked of the design".to_owned());
    }
    let rest = if groups(subject, &unlisted).len() == 1 { "nothing says what it gets" } else { "no list says what each one gets" };
    let mut observation = listing(cx, &unlisted, "third-parties").value("services", services(subject, &unlisted)).value("gap", rest);
    // Where most of them are described, a gap is to be closed, and the review can go on.
    let stops = (heavy || open >= MANY) && open * 2 >= parties.len();
    observation.severity = (!stops && cx.rule.severity > Severity::Medium).then_some(Severity::Medium);
    observation.blocks_review = (!stops).then_some(false);
    Outcome::finding(observation)
}

/// What the documents leave open about some parties.
struct Gap<'p> {
    /// Those on no list.
    unlisted: Vec<&'p ThirdParty>,
    /// How many of them nothing else is said of either.
    open: usize,
    /// True when one of these usually gets what does harm by itself.
    heavy: bool,
}

/// What is left open about parties, if that is worth asking.
fn gap<'p>(cx: &Context<'_>, parties: &'p [ThirdParty]) -> Option<Gap<'p>> {
    let unlisted: Vec<&ThirdParty> = parties.iter().filter(|party| !known(cx, party, is_listed)).collect();
    let told = |document: Subject<'_>, party: &ThirdParty, _: &Checklist| party.gets.is_some() || is_told_by_arrow(document, party);
    let open: Vec<&ThirdParty> = unlisted.iter().filter(|party| !known(cx, party, told)).copied().collect();
    let (kinds, open_kinds) = (groups(cx.subject, &unlisted), groups(cx.subject, &open));
    let sure = |party: &ThirdParty| !spoken(cx.subject, party).is_empty();
    let heavy = open.iter().any(|party| HEAVY.contains(&party.kind.as_str()));
    // Who signs people in tells the product who they are; alone that is no list.
    let more = unlisted.iter().any(|party| party.kind != "auth-identity");
    let enough = match kinds.as_slice() {
        [] => false,
        [one] => heavy && one.iter().any(|party| party.kind != "llm-ai" && spoken(cx.subject, party).len() > 1),
        many => {
            let is_sure = |group: &&Vec<&ThirdParty>| group.iter().any(|party| sure(party));
            many.iter().any(|group| is_sure(&group)) && (heavy || open_kinds.iter().filter(is_sure).count() > 1)
        }
    };
    (enough && more).then_some(Gap { open: open_kinds.len(), unlisted, heavy })
}

/// Third parties that get data of persons; else why there are none.
fn recipients_of_people(cx: &Context<'_>) -> Result<Vec<ThirdParty>, Outcome> {
    let topic = cx.checklist.topic_index("third_party").map(|index| &cx.subject.facts.topics[index]);
    if let Some(none) = topic.filter(|fact| fact.state == TopicState::NotApplicableReasoned) {
        let place = none.place.map(|span| cx.subject.label(span, ""));
        return Err(Outcome::Satisfied("third parties: not applicable, with a reason".to_owned(), place));
    }
    // What only keeps keys, or is only linked to, gets no data of people.
    let mut parties = recipients(cx.subject);
    parties.retain(|party| !Purpose::of(cx.subject, party).is_only(&[Use::Link, Use::Secrets]));
    let personal = parties.iter().any(|party| PERSONAL.contains(&party.kind.as_str()));
    let mut documents = std::iter::once(cx.subject).chain(cx.counterpart);
    if parties.is_empty() {
        Err(Outcome::NotApplicable("the document shows no service that gets data of persons".to_owned()))
    } else if !personal && !documents.any(|document| handles_personal_data(document.facts, cx.checklist)) {
        Err(Outcome::NotApplicable("the document shows no data of persons".to_owned()))
    } else {
        Ok(parties)
    }
}

/// True when a document handles more of persons than identifiers, or speaks of people throughout.
fn handles_personal_data(facts: &Facts, checklist: &Checklist) -> bool {
    let people = checklist.signals.iter().zip(&facts.signals).any(|(signal, fact)| signal.id == "people" && fact.shown);
    let heavy =
        |fact: &crate::facts::DataElementFact| fact.role == DataRole::Processed && !checklist.terms.elements[fact.element].is_light();
    people || facts.data_elements.iter().any(heavy)
}

/// True for a party that the product hands data of persons to: not one that was passed over for another of its kind.
fn is_recipient(party: &ThirdParty, all: &[ThirdParty]) -> bool {
    let used = matches!(party.role, PartyRole::Used | PartyRole::Optional) && party.receives == Receives::Yes;
    let doubtful = party.role == PartyRole::Optional || party.mention.confidence < Confidence::High;
    let decided = |other: &ThirdParty| other.kind == party.kind && other.id != party.id && is_decided(other);
    // Three stores to choose from are an offer to whoever installs the product.
    let same = all.iter().filter(|other| other.kind == party.kind && !other.unnamed && other.role.counts());
    let offered =
        matches!(party.kind.as_str(), "storage" | "cloud-infra") && !all.iter().any(|other| other.kind == party.kind && is_decided(other));
    used && !(offered && same.count() > 2) && !(doubtful && !is_decided(party) && all.iter().any(decided))
}

/// True when a document says that it is this one.
fn is_decided(party: &ThirdParty) -> bool {
    party.role == PartyRole::Used && party.mention.decided_by == "decision-column"
}

/// Places where a party is more than spoken of in passing, or part of an identifier.
fn spoken(document: Subject<'_>, party: &ThirdParty) -> Vec<Span> {
    let text = document.file.text();
    let joins = |byte: Option<&u8>| byte.is_some_and(|byte| matches!(byte, b'-' | b'_'));
    let inside = |span: Span| {
        let (start, end) = (span.start as usize, span.end as usize);
        joins(start.checked_sub(1).and_then(|at| text.as_bytes().get(at))) || joins(text.as_bytes().get(end))
    };
    // Asked for by few mentions, and one more pass over the text.
    let fences = LazyCell::new(|| fences(text));
    // A name in a sample is a value somebody made up, unless the code uses it.
    let sample = |mention: &Mention| {
        is_within(&fences, mention.span)
            && !is_drawn(document, mention.span)
            && !matches!(mention.decided_by, "package" | "called-address" | "environment")
    };
    let counts = |(role, mention): &&(PartyRole, Mention)| {
        role.counts() && mention.confidence > Confidence::Low && !inside(mention.span) && !sample(mention)
    };
    party.mentions.iter().filter(counts).map(|(_, mention)| mention.span).collect()
}

/// Third parties that get data of persons; a recipient without a name only where none of its kind has one, and a name in passing only
/// for what can do nothing without such data.
fn recipients(subject: Subject<'_>) -> Vec<ThirdParty> {
    let all = &subject.facts.third_parties;
    let named = |kind: &str| all.iter().any(|other| !other.unnamed && other.kind == kind && other.role.counts());
    let counts = |party: &&ThirdParty| {
        let personal = PERSONAL.contains(&party.kind.as_str());
        let sure = !spoken(subject, party).is_empty();
        is_recipient(party, all)
            && if party.unnamed { personal && !named(&party.kind) } else { sure || personal && party.mention.decided_by == "mentioned" }
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

/// True when some table has a column with one of these headers.
fn has_column(text: &str, headers: &[&str]) -> bool {
    let mut before = "";
    text.lines().any(|line| {
        let rule = line.contains('|') && line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '\r'));
        let head = std::mem::replace(&mut before, line);
        let cell = |cell: &str| cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`' | '_')).to_lowercase();
        rule && head.split('|').any(|words| headers.contains(&cell(words).as_str()))
    })
}

/// True in a drawing.
fn is_drawn(document: Subject<'_>, span: Span) -> bool {
    document.facts.diagrams.iter().any(|diagram| diagram.span.contains(span))
}

/// Where to show a party: in the text rather than in a drawing, and in what is built now rather than in what comes later.
fn place(document: Subject<'_>, party: &ThirdParty) -> Span {
    // Where it is part of what is built now, before where it comes later.
    let now = |span: &&Span| party.mentions.iter().any(|(role, mention)| mention.span == **span && *role != PartyRole::Future);
    let places = spoken(document, party);
    let told = |span: &&Span| !is_drawn(document, **span);
    let best = places.iter().find(|span| now(span) && told(span)).or_else(|| places.iter().find(now));
    let later = || places.iter().find(told).filter(|_| party.role == PartyRole::Future);
    best.or_else(later).copied().unwrap_or(party.mention.span)
}

/// An observation at the first of some parties, with the others as further places.
fn listing(cx: &Context<'_>, parties: &[&ThirdParty], subject: &str) -> Observation {
    let document = cx.subject;
    let usual = |party: &ThirdParty| {
        let told = party.gets.is_some() || is_told_by_arrow(document, party);
        if told || !Purpose::of(document, party).fits(party, cx.checklist) {
            return String::new();
        }
        let kind = cx.checklist.terms.vendor_kind(&party.kind);
        kind.map_or(String::new(), |kind| format!("usually gets {}", kind.typically))
    };
    let mut labels: Vec<Label> = parties.iter().map(|party| document.label(place(document, party), usual(party))).collect();
    labels.sort_by_key(|label| label.span);
    let mut labels = labels.into_iter();
    let first = labels.next().unwrap_or_else(|| document.title_label());
    Observation::new(first, subject)
        .value("list", alternatives(document, parties, |party| party.name.clone()))
        .gathering(parties.iter().map(|party| party.name.as_str()))
        .related(labels.take(RELATED))
}

/// "Stripe, Twilio and 3 more".
fn list(parties: &[&ThirdParty], last: &str) -> String {
    listed(parties.iter().map(|party| party.name.as_str()), LISTED, last)
}

/// "Stripe, Railway or Render, and Twilio": those of which one is taken stand together.
fn alternatives(document: Subject<'_>, parties: &[&ThirdParty], name: impl Fn(&ThirdParty) -> String) -> String {
    let groups = groups(document, parties);
    let names: Vec<String> = groups.iter().map(|group| group.iter().map(|party| name(party)).collect::<Vec<_>>().join(" or ")).collect();
    listed(names.iter().map(String::as_str), LISTED, "and")
}

/// "nine outside services seem", "an outside service (Stripe) seems".
fn services(document: Subject<'_>, parties: &[&ThirdParty]) -> String {
    const NUMBERS: [&str; 11] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    match groups(document, parties).as_slice() {
        [_] => format!("an outside service ({}) seems", alternatives(document, parties, |party| party.name.clone())),
        many => {
            let number = many.len().checked_sub(2).and_then(|at| NUMBERS.get(at)).map_or(many.len().to_string(), |word| (*word).to_owned());
            format!("{number} outside services seem")
        }
    }
}

/// Where code begins and ends, by turns.
fn fences(text: &str) -> Vec<u32> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            found.push(at);
        }
        at += line.len() as u32;
    }
    found
}

/// True in code, by the places where it begins and ends.
fn is_within(fences: &[u32], span: Span) -> bool {
    fences.partition_point(|at| *at <= span.start) % 2 == 1
}
