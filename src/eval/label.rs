//! Labels of a pair, as a careful reader wrote them in JSON, and the tables that map the reader's names to ids.

use crate::diagnostic::Diagnostic;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a reader found in a pair of documents.
#[derive(Debug, Clone, Deserialize)]
pub struct Label {
    pub(super) prd: Document,
    pub(super) tdd: Document,
    pub(super) requirements: Vec<Requirement>,
    pub(super) discrepancies: Vec<Discrepancy>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Document {
    pub kind: String,
    pub topics: BTreeMap<String, Topic>,
    pub data_flow: DataFlow,
    pub data_elements: Vec<Element>,
    pub third_parties: Vec<Party>,
    #[serde(default)]
    pub regulations: Vec<Regulation>,
    #[serde(default)]
    pub retention: Vec<Retention>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Topic {
    pub state: String,
    pub lines: Option<(u32, u32)>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct DataFlow {
    pub state: String,
    pub lines: Option<(u32, u32)>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Element {
    pub element: String,
    pub line: Option<u32>,
    pub role: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Party {
    pub name: String,
    pub line: Option<u32>,
    pub role: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Regulation {
    pub name: String,
    pub line: Option<u32>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Retention {
    #[serde(default)]
    pub surface: String,
    pub line: Option<u32>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Requirement {
    pub id: String,
    pub line: Option<u32>,
    pub coverage: String,
    pub tdd_lines: Vec<(u32, u32)>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Discrepancy {
    #[serde(rename = "type")]
    pub kind: String,
    pub prd: Option<Place>,
    pub tdd: Option<Place>,
    pub why: String,
    pub severity: String,
}

/// One side of a discrepancy, in labels and in reviews alike.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Place {
    pub line: Option<u32>,
    pub surface: Option<String>,
}

impl Label {
    /// Reads the text of a label file; `path` is named in the diagnostic when it is no label.
    pub fn read(text: &str, path: &str) -> Result<Self, Diagnostic> {
        serde_json::from_str(text).map_err(|error| {
            let what = match error.classify() {
                serde_json::error::Category::Data => "this is no label",
                _ => "this is no JSON",
            };
            Diagnostic::error("label", format!("{what}: {error}")).at_path(path).help("docs/evaluation.md has an example of each field")
        })
    }
}

/// Names that readers use, each with the ids that are right for it.
#[derive(Debug, Clone, Default)]
pub struct Accepted {
    /// Name in lower case, and its ids as [`key`]s; none means that it is not scored.
    by_name: BTreeMap<String, BTreeSet<String>>,
    /// Ids that are never counted as an extra.
    pub(super) never_extra: BTreeSet<String>,
    /// True when some table was read: without one, names are ids.
    tabled: bool,
}

impl Accepted {
    /// Adds a table: a name, a tab and ids with commas between them on each line; `#` opens a comment. What a later table says
    /// of a name replaces what an earlier one does; the name `*` holds ids that are never an extra.
    pub fn add(&mut self, table: &str) {
        self.tabled = true;
        for line in table.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let name = columns.next().unwrap_or_default().to_lowercase();
            let ids = columns.next().unwrap_or_default().split(',').filter(|id| !id.trim().is_empty()).map(key).collect();
            if name == "*" {
                self.never_extra = ids;
            } else {
                self.by_name.insert(name, ids);
            }
        }
    }

    /// The ids of a name; None when a table was given and lacks it.
    pub(super) fn ids(&self, name: &str) -> Option<BTreeSet<String>> {
        let name = name.to_lowercase();
        if !self.tabled {
            return Some(BTreeSet::from([key(&name)]));
        }
        if name == "*" { Some(self.never_extra.clone()) } else { self.by_name.get(&name).cloned() }
    }
}

/// An id without regard to case and punctuation.
pub(super) fn key(id: &str) -> String {
    let mut key = String::with_capacity(id.len());
    for c in id.to_lowercase().chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with('-') {
            key.push('-');
        }
    }
    key.truncate(key.trim_end_matches('-').len());
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_compared_without_case_and_punctuation() {
        for (id, wanted) in [("contact.email", "contact-email"), ("AWS  S3!", "aws-s3"), ("--", ""), ("Caf\u{e9} 9", "caf-9")] {
            assert_eq!(key(id), wanted, "{id}");
        }
    }

    #[test]
    fn a_label_that_lacks_a_field_is_told_with_its_path() {
        let problem = Label::read("{\"prd\": {}}", "labels/a.json").expect_err("the kind is missing");
        assert!(problem.message.contains("missing field `kind`"), "{}", problem.message);
        assert!(Label::read("{", "a").expect_err("it is cut off").message.starts_with("this is no JSON"));
    }

    #[test]
    fn later_tables_replace_what_earlier_ones_say_of_a_name() {
        let mut accepted = Accepted::default();
        assert_eq!(accepted.ids("Stripe"), Some(BTreeSet::from(["stripe".to_owned()])));
        accepted.add("# names\nEmail\tcontact.email,contact.work\n*\tmeta.pii\nfile name\t\n");
        accepted.add("email\tcontact.email\n");
        assert_eq!(accepted.ids("EMAIL"), Some(BTreeSet::from(["contact-email".to_owned()])));
        assert_eq!(accepted.ids("file name"), Some(BTreeSet::new()));
        assert_eq!(accepted.ids("Stripe"), None);
        assert!(accepted.never_extra.contains("meta-pii"));
    }
}
