//! Kinds of personal data, from `data-elements.tsv` and `data-element-aliases.tsv`.

use crate::packed::{packed_fields, packed_words};
use crate::text::Text;
use serde::Serialize;

/// A kind of personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataElement {
    /// Its id: `contact.email`.
    pub id: Text,
    /// What people call it.
    pub name: Text,
    /// Its group: `contact`, `health`.
    pub category: Text,
    /// How much harm its loss does.
    pub sensitivity: Sensitivity,
    /// Laws that name it: `GDPR-9`, `PCI-CHD`; hints for a review, no legal advice.
    pub regimes: Vec<Text>,
}

/// How much harm the loss of data does, as laws sort it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitivity {
    /// Points to a person only together with something else.
    Pseudonymous,
    /// Personal data.
    Personal,
    /// Data whose loss does harm by itself.
    Sensitive,
    /// Special categories of GDPR Art. 9 and criminal records of Art. 10.
    SpecialCategory,
}

impl Sensitivity {
    /// The value a table or checklist names.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "pseudonymous" => Self::Pseudonymous,
            "personal" => Self::Personal,
            "sensitive" => Self::Sensitive,
            "special-category" => Self::SpecialCategory,
            _ => return None,
        })
    }
}

impl Sensitivity {
    /// The word used in tables and checklists.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pseudonymous => "pseudonymous",
            Self::Personal => "personal",
            Self::Sensitive => "sensitive",
            Self::SpecialCategory => "special-category",
        }
    }
}

impl DataElement {
    /// True for what every product with accounts has: identifiers, credentials, traces of use. Facts, and no finding by themselves.
    pub fn is_light(&self) -> bool {
        self.sensitivity == Sensitivity::Pseudonymous
            || matches!(self.category.as_ref(), "credentials" | "generic" | "behavioural" | "device")
            || matches!(self.id.as_ref(), "identity.username" | "demo.language" | "comm.metadata")
    }
}

packed_words!(Sensitivity { Pseudonymous, Personal, Sensitive, SpecialCategory });
packed_fields!(DataElement { id, name, category, sensitivity, regimes });
