//! A time line that can be laid beside logs: times with zones, in their order, without long silence.

use super::{Context, Outcome, count, listed};
use crate::checklist::CheckSpec;
use crate::facts::Event;
use crate::finding::Observation;

pub(super) const SPEC: CheckSpec = CheckSpec { name: "timeline", parameters: &["looks-for", "least"], values: &["count", "list"] };

/// Most times that are named in a message.
const LISTED: usize = 4;

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let events = &cx.subject.facts.events;
    if events.is_empty() {
        return Outcome::NotApplicable("it has no time line".to_owned());
    }
    let found = match cx.rule.parameters.looks_for.as_ref() {
        "zone" => zones(cx, events),
        "order" => pairs(cx, events, |before, after| (after < before).then_some(String::new())),
        _ => {
            let most = i64::try_from(cx.rule.parameters.least).unwrap_or(i64::MAX).saturating_mul(60);
            pairs(cx, events, |before, after| (after - before > most).then(|| span_of(after - before)))
        }
    };
    found.unwrap_or_else(|| Outcome::Satisfied(count(events.len(), "event"), None))
}

/// Events whose time has no zone.
fn zones(cx: &Context<'_>, events: &[Event]) -> Option<Outcome> {
    let open: Vec<&Event> = events.iter().filter(|event| !event.zoned).collect();
    let (first, rest) = open.split_first()?;
    let times = open.iter().map(|event| cx.subject.text(event.span));
    let observation = Observation::new(cx.subject.label(first.span, ""), "zone")
        .value("count", count(open.len(), "event"))
        .value("list", listed(times, LISTED, "and"))
        .related(rest.iter().take(LISTED).map(|event| cx.subject.label(event.span, "")));
    Some(Outcome::finding(observation))
}

/// One finding on neighbours of which `is_wrong` says something of their minutes.
fn pairs(cx: &Context<'_>, events: &[Event], is_wrong: impl Fn(i64, i64) -> Option<String>) -> Option<Outcome> {
    let mut wrong = Vec::new();
    for two in events.windows(2) {
        let [before, after] = two else { continue };
        let (Some(from), Some(to)) = (before.minute, after.minute) else { continue };
        // Once it is over, nobody waits.
        let over = to > from && before.closes;
        if let Some(what) = is_wrong(from, to).filter(|_| before.line == after.line && !over) {
            wrong.push((what, before, after));
        }
    }
    let (_, before, after) = wrong.first()?;
    let time = |event: &Event| cx.subject.text(event.span);
    let said = wrong.iter().map(|(what, before, after)| match what.as_str() {
        "" => format!("{} stands behind {}", time(after), time(before)),
        hours => format!("{hours} between {} and {}", time(before), time(after)),
    });
    let observation = Observation::new(cx.subject.label(after.span, ""), "clock")
        .value("count", count(wrong.len(), "event"))
        .value("list", listed(said, LISTED, "and"))
        .related([cx.subject.label(before.span, "")]);
    Some(Outcome::finding(observation))
}

/// "6 h 20 min".
fn span_of(minutes: i64) -> String {
    match minutes % 60 {
        0 => format!("{} h", minutes / 60),
        rest => format!("{} h {rest} min", minutes / 60),
    }
}
