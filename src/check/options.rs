//! Each option that is weighed answers the questions it is weighed by.

use super::{Context, Outcome, count, join};
use crate::checklist::CheckSpec;
use crate::facts::OPTIONS;
use crate::finding::Observation;

pub(super) const SPEC: CheckSpec = CheckSpec { name: OPTIONS, parameters: &["near", "topics"], values: &["option", "missing"] };

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let options = cx.subject.facts.options.get(&cx.rule.id).map_or(&[][..], Vec::as_slice);
    if options.is_empty() {
        return Outcome::NotApplicable("no options are listed".to_owned());
    }
    let topics = &cx.rule.parameters.topics;
    let title = |id: &crate::rule::TopicId| cx.checklist.topic_index(id.as_str()).map(|index| cx.checklist.topics[index].title.to_string());
    let mut observations = Vec::new();
    for option in options {
        let open = topics.iter().zip(&option.answered).filter(|(_, answered)| !**answered);
        let missing: Vec<String> = open.filter_map(|(id, _)| title(id)).collect();
        if !missing.is_empty() {
            let observation = Observation::new(cx.subject.label(option.span, ""), option.name.to_lowercase());
            observations.push(observation.value("option", option.name.clone()).value("missing", join(&missing, "and")));
        }
    }
    if observations.is_empty() {
        return Outcome::Satisfied(format!("{} with all answers", count(options.len(), "option")), None);
    }
    Outcome::Findings(observations)
}
