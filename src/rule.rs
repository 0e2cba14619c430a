//! Words that everything else uses: rule ids, severities, release priorities, teams, kinds of document.

use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! name_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub Text);

        impl $name {
            /// The name as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self(name.to_owned().into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name_type! {
    /// Id of a rule: kebab-case `area-subject-defect`, never reused.
    RuleId
}
name_type! {
    /// A kind of document as checklists declare it: `prd`, `tdd`, `mixed`, `notes`, `other` and what users add.
    DocKind
}
name_type! {
    /// Id of a topic: a thing that a document should speak of.
    TopicId
}
name_type! {
    /// A team that has to look, in kebab-case: `security`, `privacy`, `vendor-security`, `compliance` and what users add.
    Team
}

macro_rules! word_type {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, weakest first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used in checklists, options and reports.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value that `word` names.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.as_str() == word)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

word_type! {
    /// How bad it is if the finding is right.
    Severity {
        /// Worth knowing, no action owed.
        Info = "info",
        /// A small gap.
        Low = "low",
        /// A gap that a reviewer will ask about.
        Medium = "medium",
        /// A gap that can become an incident.
        High = "high",
    }
}
word_type! {
    /// How sure the tool is that the finding is right.
    Confidence {
        /// A guess worth a question.
        Low = "low",
        /// Likely.
        Medium = "medium",
        /// As good as certain.
        High = "high",
    }
}
word_type! {
    /// When a finding has to be settled; the three follow-up priorities of a design review.
    ReleasePriority {
        /// No action owed (notes on the review itself).
        None = "none",
        /// Should be fixed in a future release.
        Future = "future",
        /// Must be fixed quickly after release.
        AfterRelease = "after-release",
        /// Must be fixed before release.
        BeforeRelease = "before-release",
    }
}

word_type! {
    /// How much a team has to do with a document.
    RoutingLevel {
        /// It should know.
        ForAwareness = "for-awareness",
        /// It has to look before the release.
        MustReview = "must-review",
    }
}

impl RoutingLevel {
    /// The level as a heading of a report.
    pub fn title(self) -> &'static str {
        match self {
            Self::MustReview => "Must review",
            Self::ForAwareness => "For awareness",
        }
    }
}

word_type! {
    /// How a finding is accepted: a decision of those who own it, or a mark of a reviewer.
    WaiverKind {
        /// It is right, and the risk is taken.
        AcceptedRisk = "accepted-risk",
        /// It is wrong: the document does not say that.
        FalsePositive = "false-positive",
        /// The author has answered the question.
        Answered = "answered",
        /// The author has been asked.
        Asked = "asked",
        /// It is right, and nothing will be done.
        WontFix = "wont-fix",
    }
}

impl ReleasePriority {
    /// The priority as a heading of a report.
    pub fn title(self) -> &'static str {
        match self {
            Self::BeforeRelease => "Must be fixed before release",
            Self::AfterRelease => "Must be fixed quickly after release",
            Self::Future => "Should be fixed in a future release",
            Self::None => "About the review itself",
        }
    }
}
