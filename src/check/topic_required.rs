//! A topic is spoken of, in this document or in the other one of the pair.

use super::{Context, Outcome, Subject, join, quoted};
use crate::checklist::{Answer, CheckSpec, Condition, Side};
use crate::diagram::DiagramKind;
use crate::document::plain;
use crate::facts::{DataRole, Spoken, TopicFact, TopicState};
use crate::finding::{Label, Observation};
use crate::rule::{Confidence, Severity};
use crate::source::Span;
use std::collections::BTreeSet;

/// The kind of check.
pub const SPEC: CheckSpec = CheckSpec {
    name: "topic-required",
    parameters: &["topics", "any", "beside", "counterpart", "near", "awaited", "unfilled"],
    values: &["missing", "are", "list", "gap", "passing"],
};

/// Most alternatives in a condition whose words are shown.
const TELLING: usize = 2;
/// Most places named as related.
const RELATED: usize = 4;
/// Requirements that must be read before their list counts as there.
const ENOUGH_REQUIREMENTS: usize = 5;
/// Words of a section up to which its picture is what it says.
const FEW_WORDS: usize = 60;
/// Most words or lines named in a message.
const LISTED: usize = 4;

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let parameters = &cx.rule.parameters;
    let indices: Vec<usize> = parameters.topics.iter().filter_map(|id| cx.checklist.topic_index(id.as_str())).collect();
    let mut missing: Vec<usize> = Vec::new();
    let mut said: Vec<(String, Option<Label>)> = Vec::new();
    let mut judged_elsewhere = false;
    for &index in &indices {
        let fact = &cx.subject.facts.topics[index];
        let title = &cx.checklist.topics[index].title;
        if fact.state.is_accepted() {
            said.push((accepted(title, fact), fact.place.map(|p| cx.subject.label(p, ""))));
        } else if let Some(other) = cx.counterpart.filter(|c| answers(cx, &c.facts.topics[index])) {
            let place = other.facts.topics[index].place.map(|p| other.label(p, ""));
            said.push((format!("{title} in {}", other.role()), place));
        } else if is_read(cx, index) {
            said.push((super::count(cx.subject.facts.requirements.len(), "requirement"), None));
        } else if fact.spoken == Spoken::Of {
            // Word lists for running text always lack one: what is said in others is left to the reader.
            judged_elsewhere = true;
        } else if fact.state == TopicState::Missing || parameters.unfilled {
            missing.push(index);
        } else {
            judged_elsewhere = true;
        }
    }
    // Of several that are missing, one named in passing is not said to be: a login is there, and what it may do is not.
    if missing.len() > 1 {
        let first = missing[0];
        missing.retain(|&index| !names_a_login(cx, index));
        if missing.is_empty() {
            missing.push(first);
        }
    }
    let open = |index: &usize| if let Spoken::Open(place) = cx.subject.facts.topics[*index].spoken { Some(place) } else { None };
    // Of alternatives one is enough, to be open too.
    let opened: Vec<Span> = missing.iter().filter_map(open).collect();
    let is_open = !opened.is_empty() && (parameters.any || opened.len() == missing.len());
    let awaited = opened.into_iter().min().filter(|_| is_open && !parameters.awaited.is_empty());
    let alone = missing.iter().all(|&index| parameters.beside.contains(&cx.checklist.topics[index].id));
    let met = if parameters.any { !said.is_empty() || judged_elsewhere } else { alone };
    if met {
        return match said.first().cloned() {
            Some((by, place)) => Outcome::Satisfied(by, place),
            None => Outcome::NotApplicable("it is spoken of, and what is said of it is not judged here".to_owned()),
        };
    }
    // One cause, one finding: what neither document has is asked of the design.
    if let Some(other) = cx.counterpart.filter(|_| parameters.counterpart.is_some())
        && cx.subject.facts.kind.side == Side::Requirements
        && cx.asked_of_counterpart
    {
        return Outcome::NotApplicable(format!("asked of {}", other.role()));
    }
    let titles: Vec<&str> = missing.iter().map(|i| cx.checklist.topics[*i].title.as_ref()).collect();
    let subject = missing.iter().map(|i| cx.checklist.topics[*i].id.as_str()).collect::<Vec<_>>().join("+");
    let last = if parameters.any { "nor" } else { "and" };
    let shown = signals(cx);
    let named_none = shown.is_empty();
    let named = quoted(shown.iter().map(|label| plain(cx.subject.text(label.span))), LISTED);
    let heading = |place: Span| cx.subject.facts.outline.iter().any(|e| e.span.contains(place));
    let touched = missing.iter().filter_map(|&i| cx.subject.facts.topics[i].mention).filter(|place| !heading(*place));
    let mut touched: Vec<Label> = touched.map(|place| cx.subject.label(place, "")).collect();
    touched.dedup();
    let primary = match awaited {
        Some(place) => cx.subject.label(place, ""),
        None => anchor(cx, &missing, &shown),
    };
    let passing = passing(cx, &shown, &primary);
    let places = related(cx, &missing, shown.into_iter().filter(|label| label.span != primary.span));
    let at = primary.span;
    let mut observation = Observation::new(primary, subject)
        .value("missing", join(&titles, last))
        .value("are", if titles.len() == 1 { "is" } else { "are" })
        .value("list", named)
        .value("gap", if touched.is_empty() { "not described" } else { "named and not described" })
        .value("passing", passing)
        .gathering(titles)
        .related(touched.into_iter().filter(|label| named_none && label.span != at))
        .related(places);
    if awaited.is_some() {
        observation.message = Some(parameters.awaited.to_string());
        observation.severity = Some(Severity::Low);
        return Outcome::finding(observation);
    }
    // Half of it is there: a gap to close, and enough to go on reviewing.
    if !parameters.any && !said.is_empty() {
        observation.severity = (cx.rule.severity > Severity::Medium).then_some(Severity::Medium);
        observation.blocks_review = Some(false);
    }
    Outcome::finding(observation)
}

/// True when what the other document of a pair says is an answer for this one. Words in passing always are when that
/// document is not held against the rule itself.
fn answers(cx: &Context<'_>, fact: &TopicFact) -> bool {
    match cx.rule.parameters.counterpart {
        Some(Answer::Headed) if cx.asked_of_counterpart => matches!(fact.state, TopicState::Present | TopicState::NotApplicableReasoned),
        Some(_) => fact.state.is_accepted(),
        None => false,
    }
}

/// True when the topic is requirements, and some were read from the text wherever they stand.
fn is_read(cx: &Context<'_>, topic: usize) -> bool {
    cx.checklist.topics[topic].structures.iter().any(|s| s == "requirement-ids")
        && cx.subject.facts.requirements.len() >= ENOUGH_REQUIREMENTS
}

/// True when the topic is authentication, and the text names a login without saying more of it.
fn names_a_login(cx: &Context<'_>, topic: usize) -> bool {
    let control = cx.checklist.topics[topic].id.as_str() == "authentication";
    let fact = cx.subject.facts.controls.iter().find(|fact| control && cx.checklist.terms.controls[fact.control].id == "authn");
    let words = cx.checklist.word_list("login-words");
    let names = |span: Span| words.iter().any(|word| cx.subject.text(span).eq_ignore_ascii_case(word));
    fact.is_some_and(|fact| fact.triggers.iter().any(|mention| mention.confidence > Confidence::Low && names(mention.span)))
}

fn accepted(title: &str, fact: &TopicFact) -> String {
    match fact.state {
        TopicState::Partial => format!("{title}, under another heading"),
        TopicState::NotApplicableReasoned => format!("{title}: not applicable, with a reason"),
        _ => title.to_owned(),
    }
}

/// Where the topic belongs: the heading of a topic which the rule names as near, or one that looks like its own; for a rule that
/// names none, the first words that show why it matters; else what says a topic on which the rule depends, else the title.
fn anchor(cx: &Context<'_>, missing: &[usize], shown: &[Label]) -> Label {
    let topics = &cx.subject.facts.topics;
    let outline = &cx.subject.facts.outline;
    let near = cx.rule.parameters.near.iter().filter_map(|id| cx.checklist.topic_index(id.as_str()));
    let looks_alike = |index: usize| topics[index].mention.filter(|_| missing.contains(&index));
    let mut places = near.filter_map(|index| topics[index].place.or_else(|| looks_alike(index)));
    let is_heading = |place: &Span| outline.iter().any(|e| e.span == *place && !e.title.ends_with('?'));
    if let Some(heading) = places.find(is_heading) {
        return cx.subject.label(heading, "");
    }
    // "Named and not described": there.
    let named = missing.iter().find_map(|&index| topics[index].mention).filter(|_| cx.rule.message.contains("{gap}"));
    match named.map(|place| cx.subject.label(place, "")).or_else(|| shown.first().filter(|_| cx.rule.parameters.near.is_empty()).cloned()) {
        Some(first) => first,
        None => telling(cx).unwrap_or_else(|| cx.subject.title_label()),
    }
}

/// The first words that say a topic on which the rule depends.
fn telling(cx: &Context<'_>) -> Option<Label> {
    let when = &cx.rule.when;
    // A condition that nearly any document meets tells nothing.
    let any = when.any_facts.iter().filter(|_| when.any_facts.len() <= TELLING);
    let topics = any.chain(&when.facts).filter_map(|fact| match Condition::parse(fact) {
        Condition::Topic(id) => cx.checklist.topic_index(id),
        _ => None,
    });
    let mut said = topics.map(|index| &cx.subject.facts.topics[index]).filter(|fact| fact.state.is_accepted());
    said.find_map(|fact| fact.place).map(|place| cx.subject.label(place, ""))
}

/// Words of the signals that the rule depends on, in source order.
fn signals(cx: &Context<'_>) -> Vec<Label> {
    let mut labels = Vec::new();
    // A condition that nearly any system meets explains nothing.
    if cx.rule.when.any_facts.len() > TELLING {
        return labels;
    }
    for id in cx.rule.when.facts.iter().chain(&cx.rule.when.any_facts) {
        let Some(signal) = cx.checklist.signals.iter().position(|s| s.id == *id) else { continue };
        labels.extend(cx.subject.facts.signals[signal].spans.iter().map(|span| cx.subject.label(*span, "")));
    }
    // What a heading is called shows nothing yet.
    let is_heading = |label: &Label| cx.subject.facts.outline.iter().any(|e| e.span.contains(label.span));
    labels.retain(|label| !is_heading(label));
    labels.sort_by_key(|label| label.span);
    labels
}

/// What there is of a list of data: ": it is named only in passing (lines 25 and 31), and the section shows a picture (line 75)".
fn passing(cx: &Context<'_>, shown: &[Label], primary: &Label) -> String {
    let line = |span: Span| cx.subject.file.line1(span.start);
    let named = cx.subject.facts.data_elements.iter().filter(|fact| fact.role == DataRole::Processed).map(|fact| fact.mention.span);
    let lines: BTreeSet<u32> = shown.iter().map(|label| label.span).chain(named).map(line).filter(|at| *at != line(primary.span)).collect();
    let mut parts = Vec::new();
    if !lines.is_empty() {
        let more = if lines.len() > LISTED { format!(" and {} more", lines.len() - LISTED) } else { String::new() };
        let numbers: Vec<String> = lines.iter().take(LISTED).map(u32::to_string).collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let numbers = if more.is_empty() { join(&numbers, "and") } else { numbers.join(", ") };
        parts.push(format!("it is named only in passing ({} {numbers}{more})", if lines.len() == 1 { "line" } else { "lines" }));
    }
    if let Some(at) = picture(cx, primary) {
        parts.push(format!("the section shows a picture (line {at})"));
    }
    if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", and ")) }
}

/// The line of the first picture in the section whose heading `place` is, when there are few words beside it.
fn picture(cx: &Context<'_>, place: &Label) -> Option<u32> {
    let entry = cx.subject.facts.outline.iter().find(|entry| entry.span == place.span)?;
    let section = cx.subject.text(entry.section);
    let at = section.find("![").or_else(|| section.find("<img"))?;
    (section.split_whitespace().count() <= FEW_WORDS).then(|| cx.subject.file.line1(entry.section.start + at as u32))
}

/// What shows that the topic matters here: the signals of the rule's condition, and the nearest passage.
fn related(cx: &Context<'_>, missing: &[usize], shown: impl Iterator<Item = Label>) -> Vec<Label> {
    let subject: Subject<'_> = cx.subject;
    let mut labels: Vec<Label> = Vec::new();
    if missing.iter().any(|&index| cx.checklist.topics[index].structures.iter().any(|s| s == "data-flow")) {
        let drawn = subject.facts.diagrams.iter().filter(|d| !d.kind.is_flow());
        labels.extend(drawn.map(|d| subject.label(first_line(subject, d.span), format!("{}, no data flow", drawing(d.kind)))));
    }
    labels.extend(shown);
    labels.dedup_by_key(|l| subject.file.line1(l.span.start));
    labels.truncate(RELATED);
    labels
}

/// The first line of a drawing: enough to find it.
fn first_line(subject: Subject<'_>, span: Span) -> Span {
    let length = subject.text(span).lines().next().map_or(0, str::len);
    Span::new(span.start as usize, span.start as usize + length)
}

/// What a drawing that shows no flow of data shows.
fn drawing(kind: DiagramKind) -> &'static str {
    match kind {
        DiagramKind::Er => "entities and their relations",
        DiagramKind::Class => "classes",
        DiagramKind::State => "states",
        DiagramKind::Ui => "screens",
        DiagramKind::Tree => "a folder tree",
        DiagramKind::Other | DiagramKind::DataFlow | DiagramKind::Architecture | DiagramKind::Sequence => "a chart",
    }
}
