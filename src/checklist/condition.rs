//! Facts that a document may show, as rules name them: `data-element:health`, `third-party:payments`, `topic:data_flow`, or the
//! id of a signal.

use super::Checklist;
use crate::terms::DataElement;

/// A fact that a rule asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition<'a> {
    /// A signal of the checklist.
    Signal(&'a str),
    /// A topic that is spoken of well enough.
    Topic(&'a str),
    /// The document itself, by its side in a pair: `requirements`, `design`, `notes`.
    Document(&'a str),
    /// A team that the document names as one that looks at it, or whose work it names.
    Team(&'a str),
    /// Personal data that is handled: an id, the first part of one, a category, a sensitivity, a law, or `any`; without one all that
    /// is more than identifiers, credentials and traces of use.
    Element(Option<&'a str>),
    /// A third party in use: a kind, `receives` for those that usually get data of persons, or one of [`PARTY_STATES`].
    ThirdParty(Option<&'a str>),
    /// A control for which a mechanism is named; here and in the three below, `any` stands for each.
    Control(&'a str),
    /// Something that calls for a control.
    Trigger(&'a str),
    /// A control that is named without a mechanism.
    Weak(&'a str),
    /// A control that is to come.
    Planned(&'a str),
    /// A statement that denies a control.
    RedFlag(&'a str),
    /// A law or standard that is named: an id, what it is about, the team that knows it, or any.
    Regulation(Option<&'a str>),
    /// A place: `storage`, `promise` and so on, or any.
    Location(Option<&'a str>),
    /// A statement on how long data is kept.
    Retention,
    /// A statement that data is kept without an end that anybody could test.
    Endless,
}

/// Words before the colon, and those that stand alone.
pub const CONDITIONS: &[&str] = &[
    "document",
    "team",
    "topic",
    "data-element",
    "third-party",
    "control",
    "trigger",
    "weak",
    "planned",
    "red-flag",
    "regulation",
    "location",
    "retention",
];

/// Third parties by what they are to the product: in use with data that may be of persons, in use with data that usually is, one of
/// several, later, in use without such data, approved by the company, or without a name. What is approved is in the second and that one.
pub const PARTY_STATES: &[&str] = &["used", "used-with-data", "optional", "future", "without-data", "approved", "unnamed"];

/// What a document may be in a pair.
const SIDES: &[&str] = &["requirements", "design", "notes"];

impl<'a> Condition<'a> {
    /// The fact that `text` names; anything that begins with none of [`CONDITIONS`] is a signal.
    pub fn parse(text: &'a str) -> Self {
        let (head, tail) = text.split_once(':').map_or((text, None), |(head, tail)| (head, Some(tail)));
        match (head, tail) {
            ("document", Some(side)) => Self::Document(side),
            ("team", Some(id)) => Self::Team(id),
            ("topic", Some(id)) => Self::Topic(id),
            ("data-element", which) => Self::Element(which),
            ("third-party", which) => Self::ThirdParty(which),
            ("control", Some(id)) => Self::Control(id),
            ("trigger", Some(id)) => Self::Trigger(id),
            ("weak", Some(id)) => Self::Weak(id),
            ("planned", Some(id)) => Self::Planned(id),
            ("red-flag", Some(id)) => Self::RedFlag(id),
            ("regulation", which) => Self::Regulation(which),
            ("location", which) => Self::Location(which),
            ("retention", None) => Self::Retention,
            ("retention", Some("endless")) => Self::Endless,
            _ => Self::Signal(text),
        }
    }

    /// Names that the part behind the colon may have; None where anything goes.
    pub fn known(self, list: &'a Checklist) -> Option<Vec<&'a str>> {
        let terms = &list.terms;
        Some(match self {
            Self::Signal(_) => list.signals.iter().map(|signal| signal.id.as_ref()).collect(),
            Self::Topic(_) => list.topics.iter().map(|topic| topic.id.as_str()).collect(),
            Self::Document(_) => SIDES.to_vec(),
            Self::Team(_) => list.teams.iter().map(|team| team.id.as_str()).collect(),
            Self::ThirdParty(Some(_)) => {
                let states = ["receives"].into_iter().chain(PARTY_STATES.iter().copied());
                terms.vendor_kinds.iter().map(|kind| kind.kind.as_ref()).chain(states).collect()
            }
            Self::Regulation(Some(_)) => {
                terms.regulations.iter().flat_map(|law| [&law.id, &law.topic, &law.team]).map(AsRef::as_ref).collect()
            }
            Self::Element(Some(which)) if !terms.elements.iter().any(|element| selects(which, element)) => {
                terms.elements.iter().map(|element| element.id.as_ref()).collect()
            }
            _ => return None,
        })
    }

    /// The part behind the colon, or the id of a signal.
    pub fn name(self) -> Option<&'a str> {
        match self {
            Self::Signal(name)
            | Self::Document(name)
            | Self::Team(name)
            | Self::Topic(name)
            | Self::Control(name)
            | Self::Trigger(name)
            | Self::Weak(name)
            | Self::Planned(name)
            | Self::RedFlag(name) => Some(name),
            Self::Element(name) | Self::ThirdParty(name) | Self::Regulation(name) | Self::Location(name) => name,
            Self::Retention | Self::Endless => None,
        }
    }
}

/// True when `which` names a kind of data: by id, the part before its dot, category, sensitivity or law.
pub fn selects(which: &str, element: &DataElement) -> bool {
    which == "any"
        || element.id == which
        || element.category == which
        || element.sensitivity.as_str() == which
        || element.id.split_once('.').is_some_and(|(group, _)| group == which)
        || element.regimes.iter().any(|regime| regime.eq_ignore_ascii_case(which))
}
