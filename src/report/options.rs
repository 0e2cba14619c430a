//! The options that a document weighs, side by side: what each answers to each question.

use super::markdown::code;
use super::pull_request::cell;
use super::{sentence, shorten};
use crate::checklist::Checklist;
use crate::document::plain;
use crate::facts::{Answer, Weighed};
use crate::review::{Profile, Review};
use crate::rule::RuleId;
use std::io::{self, Write};

/// Most characters of an answer that are shown.
const LONGEST: usize = 160;

/// Writes a table in Markdown for each document that weighs options: a column for each option, a row for each question, and what the
/// document answers in its own words. False when there is none.
pub fn render_options(review: &Review, profiles: &[Profile], out: &mut dyn Write) -> io::Result<bool> {
    let mut any = false;
    for document in &review.documents {
        let Some(facts) = &document.facts else { continue };
        for (rule, options) in facts.options.iter().filter(|(_, options)| !options.is_empty()) {
            write!(out, "{}`{}`\n\n", if any { "\n" } else { "" }, code(document.path()))?;
            table(&profiles[document.profile].checklist, rule, options, document.file.text(), out)?;
            any = true;
        }
    }
    Ok(any)
}

fn table(checklist: &Checklist, rule: &RuleId, options: &[Weighed], text: &str, out: &mut dyn Write) -> io::Result<()> {
    let questions = checklist.rules.get(rule).map_or(&[][..], |rule| &rule.parameters.topics);
    let names: Vec<String> = options.iter().map(|option| cell(&option.name)).collect();
    writeln!(out, "| | {} |\n|---|{}", names.join(" | "), "---|".repeat(names.len()))?;
    for (at, question) in questions.iter().enumerate() {
        let title = checklist.topic_index(question.as_str()).map_or(question.as_str(), |index| &checklist.topics[index].title);
        let answers: Vec<String> = options.iter().map(|option| answer(option.answered.get(at).copied(), text)).collect();
        writeln!(out, "| {} | {} |", cell(&sentence(title)), answers.join(" | "))?;
    }
    Ok(())
}

/// What a document answers, in its own words.
fn answer(answer: Option<Answer>, text: &str) -> String {
    match answer.unwrap_or_default() {
        Answer::Given(span) => {
            let said = plain(span.of(text));
            cell(&shorten(&said, LONGEST))
        }
        Answer::Elsewhere => "under another name".to_owned(),
        Answer::Blank | Answer::Not => "**?**".to_owned(),
    }
}
