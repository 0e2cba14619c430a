//! A list of items after another: what is new, still open, back again or settled.

use super::{Item, KEY, Status, made_of, sort};
use crate::check::{DISCREPANCY, Outcome};
use crate::pair::Set;
use crate::review::Review;
use crate::rule::RuleId;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The form of a list of items in JSON.
pub const SCHEMA: &str = "designvet.items/1";

/// Items as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previous {
    by_key: BTreeMap<String, Item>,
}

#[derive(Deserialize)]
struct Root {
    schema: String,
    items: Vec<Item>,
}

impl Previous {
    /// Reads a list of items in JSON.
    ///
    /// # Errors
    /// What is wrong with it, for a sentence: it is no such list, or has a key twice.
    pub fn read(json: &str) -> Result<Self, String> {
        let root: Root = serde_json::from_str(json).map_err(|error| format!("it is no list of items: {error}"))?;
        if root.schema != SCHEMA {
            return Err(format!("it is `{}`, and not `{SCHEMA}`", root.schema));
        }
        Self::of(root.items)
    }

    /// Items as they were.
    ///
    /// # Errors
    /// What is wrong with them, for a sentence: a key is none, or is there twice.
    pub fn of(items: Vec<Item>) -> Result<Self, String> {
        let mut by_key = BTreeMap::new();
        for item in items {
            // It stands in scripts and is looked for in texts.
            if item.key.len() != KEY || !item.key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return Err(format!("`{}` is no key of an item: {KEY} hex digits", item.key));
            }
            if let Some(other) = by_key.insert(item.key.clone(), item) {
                return Err(format!("two of its items have the key `{}`", other.key));
            }
        }
        Ok(Self { by_key })
    }
}

/// The items of a review and what became of those there were before. What is no longer found is closed, unless its document was not held
/// against its rule this time: then it stays as it was.
pub fn follow(review: &Review, previous: Previous) -> Vec<Item> {
    let mut before = previous.by_key;
    let (open, accepted) = made_of(review);
    let open = open.into_iter().map(|item| {
        let status = match before.remove(&item.key).map(|known| known.status) {
            None => Status::New,
            Some(Status::Closed | Status::Waived) => Status::Reopened,
            Some(_) => Status::Open,
        };
        Item { status, ..item }
    });
    let mut items: Vec<Item> = open.collect();
    let accepted: BTreeSet<String> = accepted.into_iter().map(|item| item.key).collect();
    items.extend(before.into_values().map(|item| {
        let status = match item.status {
            _ if accepted.contains(&item.key) => Status::Waived,
            _ if is_judged(review, &item) => Status::Closed,
            // It is in the list that is named as the previous one.
            Status::New => Status::Open,
            status => status,
        };
        Item { status, ..item }
    }));
    sort(&mut items);
    items
}

/// True when the document of an item was held against its rule this time: what was not looked at is not settled.
fn is_judged(review: &Review, item: &Item) -> bool {
    let read = review.documents.iter().find(|document| document.path() == item.document && document.skipped.is_none());
    let Some((document, outcome)) = read.and_then(|document| {
        let outcome = document.outcomes.iter().find(|(rule, _)| rule.as_str() == item.rule);
        outcome.map(|(_, outcome)| (document, outcome))
    }) else {
        return false;
    };
    match outcome {
        Outcome::Findings(_) | Outcome::Satisfied(..) => true,
        Outcome::NotEvaluated(_) => false,
        // Of two documents that are compared, the other half may just not have been at hand.
        Outcome::NotApplicable(_) => {
            let rules = &review.against(document.id).rules;
            let compares = rules.get(&RuleId::from(item.rule.as_str())).is_some_and(|rule| rule.check == DISCREPANCY.name);
            let is_whole = |set: &Set| set.members().any(|id| id == document.id) && set.requirements.is_some() && set.design.is_some();
            !compares || review.sets.iter().any(is_whole)
        }
    }
}
