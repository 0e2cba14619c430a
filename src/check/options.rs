//! Each option that is weighed answers the questions it is weighed by: one that leaves at least `least` of them open, or a place for an
//! answer blank, is reported.

use super::{Context, Outcome, count, join};
use crate::checklist::CheckSpec;
use crate::facts::{Answer, OPTIONS};
use crate::finding::Observation;

pub(super) const SPEC: CheckSpec = CheckSpec { name: OPTIONS, parameters: &["least", "near", "topics"], values: &["option", "missing"] };

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let options = cx.subject.facts.options.get(&cx.rule.id).map_or(&[][..], Vec::as_slice);
    if options.is_empty() {
        return Outcome::NotApplicable("no options are listed".to_owned());
    }
    let topics = &cx.rule.parameters.topics;
    let title = |id: &crate::rule::TopicId| cx.checklist.topic_index(id.as_str()).map(|index| cx.checklist.topics[index].title.to_string());
    let mut observations = Vec::new();
    for option in options {
        let open = topics.iter().zip(&option.answered).filter(|(_, answered)| !answered.is_given());
        let missing: Vec<String> = open.filter_map(|(id, _)| title(id)).collect();
        // Word lists for running text always lack one; a blank place has nothing to be misread.
        let is_blank = option.answered.contains(&Answer::Blank);
        if missing.len() >= cx.rule.parameters.least.max(1) || is_blank {
            let observation = Observation::new(cx.subject.label(option.span, ""), option.name.to_lowercase());
            observations.push(observation.value("option", option.name.clone()).value("missing", join(&missing, "and")));
        }
    }
    if observations.is_empty() {
        return Outcome::Satisfied(format!("{} with all answers", count(options.len(), "option")), None);
    }
    Outcome::Findings(observations)
}
