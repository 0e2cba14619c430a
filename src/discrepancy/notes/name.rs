//! A name that was said of something used, and that neither document has.

use super::heard::Heard;
use super::{Walkthrough, unwritten_as};
use crate::discrepancy::Discrepancy;
use crate::discrepancy::spoken::places;
use crate::similarity::rarity;
use std::collections::BTreeSet;

/// Words right before the name of what is used, or of whom something goes to.
const USED: &[&str] = &["to", "through", "via", "with", "using", "use", "uses", "used", "by", "on", "onto", "into", "from"];
/// Verbs of it, of which one stands shortly before; right before the name they need none of these.
const FLOWS: &[&str] = &[
    "go",
    "goes",
    "send",
    "sends",
    "sent",
    "connect",
    "connected",
    "connects",
    "use",
    "uses",
    "used",
    "using",
    "run",
    "runs",
    "export",
    "exported",
    "exports",
    "import",
    "imports",
    "sync",
    "syncs",
    "synced",
    "push",
    "pushes",
    "pushed",
    "post",
    "posts",
    "bill",
    "paid",
    "passed",
    "pass",
    "passes",
    "forward",
    "forwards",
    "forwarded",
    "integrate",
    "integrated",
    "add",
    "added",
    "install",
    "installed",
    "bought",
    "switch",
    "switched",
    "upload",
    "uploads",
    "uploaded",
    "ticket",
    "land",
    "lands",
    "share",
    "shared",
    "shares",
];
/// Words before the name in which the verb stands.
const REACH: usize = 6;
/// Words with a capital that name a day.
const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "christmas",
    "easter",
];
/// Shortest name.
const SHORTEST: usize = 4;

/// Words with a capital that are the names of those who were there, or stand in a document.
pub(super) struct Names {
    /// Of speakers, owners and whoever is named outside of what was said.
    people: BTreeSet<String>,
    product: String,
    design: String,
}

impl Names {
    pub fn of(walkthrough: Walkthrough<'_>) -> Self {
        let notes = walkthrough.notes;
        let statements = &notes.facts.statements;
        let mut people = BTreeSet::new();
        let mut add = |text: &str| people.extend(text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase));
        let mut end = 0;
        for statement in statements {
            if statement.span.start > end {
                add(&notes.text[end as usize..statement.span.start as usize]);
            }
            end = end.max(statement.span.end);
            statement.owner.into_iter().for_each(|owner| add(owner.of(notes.text)));
        }
        add(&notes.text[end as usize..]);
        Self { people, product: walkthrough.product.text.to_lowercase(), design: walkthrough.design.text.to_lowercase() }
    }

    /// True for a word of the name of somebody who was there.
    pub fn is_person(&self, word: &str) -> bool {
        self.people.contains(word)
    }

    /// The first such name of a statement.
    pub fn unknown(&self, walkthrough: Walkthrough<'_>, heard: &Heard<'_>) -> Option<Discrepancy> {
        let text = heard.statement.span.of(walkthrough.notes.text);
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_name = |at: &usize| {
            let bare = words[*at].trim_matches(|c: char| !c.is_alphanumeric());
            let before: Vec<String> = words[at.saturating_sub(REACH)..*at].iter().map(|word| word.to_lowercase()).collect();
            let last = before.last().map_or("", String::as_str);
            let flows = before.iter().any(|word| FLOWS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())));
            // "the Monday call" and "ANY" are none; neither is what opens a sentence.
            bare.len() >= SHORTEST
                && bare.starts_with(char::is_uppercase)
                && bare.chars().skip(1).any(char::is_lowercase)
                && bare.chars().all(char::is_alphanumeric)
                && (USED.contains(&last) && flows || FLOWS.contains(&last))
                && !DAYS.contains(&bare.to_lowercase().as_str())
                && rarity(&bare.to_lowercase()) >= 1.0
        };
        let is_known = |name: &str| {
            let lower = name.to_lowercase();
            let written = |text: &str| places(text, &lower, char::is_alphanumeric).next().is_some();
            self.people.contains(&lower) || written(&self.product) || written(&self.design)
        };
        let names = (1..words.len()).filter(is_name).map(|at| words[at].trim_matches(|c: char| !c.is_alphanumeric()));
        let name = names.into_iter().find(|name| !is_known(name))?;
        Some(unwritten_as(walkthrough, heard, name, 0.6))
    }
}
