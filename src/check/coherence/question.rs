//! Open questions that bear on data, access, retention or outside parties.

use super::super::{Context, Outcome, join};
use crate::checklist::{CheckSpec, Side};
use crate::document::plain;
use crate::facts::{DataRole, OpenQuestion, PartyRole};
use crate::finding::Observation;
use crate::rule::Team;
use crate::source::Span;
use std::collections::BTreeSet;

pub(in super::super) const QUESTION: CheckSpec = CheckSpec { name: "question-open", parameters: &[], values: &["list", "first"] };

/// Most places named as related.
const RELATED: usize = 8;

/// One finding that lists them.
pub(in super::super) fn check_question(cx: &Context<'_>) -> Outcome {
    let questions = &cx.subject.facts.coherence.questions;
    if questions.is_empty() {
        return Outcome::NotApplicable("it has no open questions".to_owned());
    }
    let settled = settled_lines(cx);
    let mut bearing: Vec<(&OpenQuestion, BTreeSet<Topic>)> = questions
        .iter()
        .filter(|question| !is_asked_of_the_other(cx, question) && !is_decided(cx, question, &settled))
        .map(|question| (question, topics(cx, question)))
        .filter(|(_, topics)| !topics.is_empty())
        .collect();
    // Questions on data of persons lead.
    bearing.sort_by_key(|(_, topics)| topics.first().copied());
    let Some(((first, _), rest)) = bearing.split_first() else {
        return Outcome::Satisfied("none of its open questions bears on data, access or outside parties".to_owned(), None);
    };
    let all: BTreeSet<Topic> = bearing.iter().flat_map(|(_, topics)| topics.iter().copied()).collect();
    let names: Vec<&str> = all.iter().map(|topic| topic.name()).collect();
    let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
    let related =
        rest.iter().take(RELATED).map(|(question, _)| cx.subject.label(head(cx, question), asked(cx.subject.text(question.span))));
    let observation = Observation::new(cx.subject.label(head(cx, first), ""), "questions")
        .value("list", join(&names, "and"))
        .value("first", format!("\u{201c}{}\u{201d}{more}", asked(cx.subject.text(first.span))))
        .related(related);
    let teams: BTreeSet<&str> = all.iter().map(|topic| topic.team()).collect();
    Outcome::finding(Observation { teams: Some(teams.into_iter().map(Team::from).collect()), ..observation })
}

/// Most characters shown of a question.
const SHOWN: usize = 300;
/// Telling words of a question from which it can be found again elsewhere.
const LEAST_WORDS: usize = 3;
/// Shared words, in percent of the shorter question, from which on two are one.
const SAME: usize = 60;

/// One cause, one finding: what both documents of a pair leave open is asked of the design.
fn is_asked_of_the_other(cx: &Context<'_>, question: &OpenQuestion) -> bool {
    let Some(other) = cx.counterpart.filter(|_| cx.asked_of_counterpart && cx.subject.facts.kind.side == Side::Requirements) else {
        return false;
    };
    let words = |text: &str| -> BTreeSet<String> {
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_owned).collect()
    };
    let own = words(cx.subject.text(question.span));
    other.facts.coherence.questions.iter().any(|asked| {
        let theirs = words(other.text(asked.span));
        own.intersection(&theirs).count() * 100 >= own.len().min(theirs.len()).max(1) * SAME
    })
}

/// What each line under "Resolved", "Decided" or "Out of scope" tells, in this document and in the other one of the pair.
fn settled_lines(cx: &Context<'_>) -> Vec<BTreeSet<String>> {
    let mut told = Vec::new();
    for document in std::iter::once(cx.subject).chain(cx.counterpart) {
        // Settled from its heading or label on, to the next.
        let (mut headed, mut led) = (false, false);
        for line in document.file.text().lines() {
            let said = line.to_lowercase();
            let plain = said.trim().trim_end_matches('*');
            if said.starts_with('#') {
                (headed, led) = (settles(&said), false);
            } else if plain.ends_with(':') {
                led = settles(plain);
            } else if headed || led {
                told.push(telling(line));
            }
        }
    }
    told
}

/// True when one of those lines says what becomes of a question.
fn is_decided(cx: &Context<'_>, question: &OpenQuestion, settled: &[BTreeSet<String>]) -> bool {
    let asks = telling(&asked(cx.subject.text(question.span)));
    asks.len() >= LEAST_WORDS && settled.iter().any(|line| asks.intersection(line).count() * 100 >= asks.len() * SAME)
}

/// True for a heading or label over what is settled.
fn settles(label: &str) -> bool {
    let open = ["unresolved", "not resolved", "undecided", "to be decided", "open"].iter().any(|word| label.contains(word));
    !open && ["resolved", "decided", "decisions", "out of scope", "non-goals", "not in scope"].iter().any(|word| label.contains(word))
}

/// Words that tell what a sentence is about.
fn telling(text: &str) -> BTreeSet<String> {
    const DULL: &[&str] = &[
        "need", "should", "could", "would", "does", "what", "when", "which", "whether", "with", "this", "that", "have", "will", "from",
        "they", "their", "there", "must", "into",
    ];
    let words = text.to_lowercase();
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3 && !DULL.contains(word));
    words.map(|word| word.trim_end_matches('s').to_owned()).collect()
}

/// A question as it is shown: its first sentence, whole, and of a longer one as many words as fit.
fn asked(text: &str) -> String {
    let plain = plain(text);
    let end = plain.find('?').map(|at| at + 1).or_else(|| plain.find(". ").map(|at| at + 1)).unwrap_or(plain.len());
    let sentence = &plain[..end];
    if sentence.chars().count() <= SHOWN {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(SHOWN).collect();
    format!("{} \u{2026}", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
}

/// The first line of a question.
fn head(cx: &Context<'_>, question: &OpenQuestion) -> Span {
    let text = cx.subject.text(question.span);
    let line = text.find('\n').unwrap_or(text.len());
    Span { start: question.span.start, end: question.span.start + line as u32 }
}

/// What a question bears on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Topic {
    PersonalData,
    Retention,
    OutsideParties,
    Security,
}

impl Topic {
    fn name(self) -> &'static str {
        match self {
            Self::PersonalData => "personal data",
            Self::Retention => "how long data is kept",
            Self::OutsideParties => "outside parties",
            Self::Security => "access and security",
        }
    }

    fn team(self) -> &'static str {
        match self {
            Self::PersonalData | Self::Retention => "privacy",
            Self::OutsideParties => "vendor-security",
            Self::Security => "security",
        }
    }
}

fn topics(cx: &Context<'_>, question: &OpenQuestion) -> BTreeSet<Topic> {
    let facts = cx.subject.facts;
    let mut found = BTreeSet::new();
    let elements = facts.data_elements.iter().filter(|fact| question.span.contains(fact.mention.span) && fact.role == DataRole::Processed);
    if elements.into_iter().any(|fact| !cx.checklist.terms.elements[fact.element].is_light()) {
        found.insert(Topic::PersonalData);
    }
    let mentions = facts.third_parties.iter().filter(|party| !party.unnamed && party.vendor.is_some());
    let mut mentions = mentions.flat_map(|party| &party.mentions);
    if mentions.any(|(role, mention)| {
        question.span.contains(mention.span) && matches!(role, PartyRole::Used | PartyRole::Optional | PartyRole::Future)
    }) {
        found.insert(Topic::OutsideParties);
    }
    if facts.retention.iter().any(|fact| question.span.contains(fact.span)) {
        found.insert(Topic::Retention);
    }
    for subject in &question.subjects {
        found.insert(topic_of(&cx.subject.text(*subject).to_lowercase()));
    }
    found
}

/// The topic of a word of the list `question-subjects`.
fn topic_of(word: &str) -> Topic {
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    if has(&["personal", "privacy", "pii", "gdpr", "consent", "hipaa", "user data", "customer data", "patient"]) {
        Topic::PersonalData
    } else if has(&["retention", "retain", "purge", "delet", "kept", "eras"]) {
        Topic::Retention
    } else if has(&["vendor", "third", "processor", "dpa"]) {
        Topic::OutsideParties
    } else {
        Topic::Security
    }
}
