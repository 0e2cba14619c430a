//! Two documents of a pair held against each other: what one says and the other does not, or says otherwise. One kind of comparison a
//! file below.

mod age;
mod column;
mod contrast;
mod control;
mod data_element;
mod declared;
mod definition;
mod denied;
mod name;
mod notes;
mod order;
mod place;
mod platform;
mod quantity;
mod requirement;
mod rights;
mod role;
mod scope;
mod settle;
mod spoken;
mod technology;
mod third_party;
mod unrequested;
mod value;

pub use notes::{Walkthrough, find_said};

use crate::similarity::stems;
use crate::source::Span;
use crate::terms::Terms;
use crate::trace::{Side, Traced};
use std::collections::HashMap;

/// What two documents differ in. Each is what a rule looks for, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Case {
    /// The design says nothing of a requirement.
    RequirementUncovered,
    /// A requirement of this release comes later in the design.
    RequirementDeferred,
    /// The design has what the product document rules out.
    ScopeExceeded,
    /// The design has a part of which the product document has no word.
    DesignUnrequested,
    /// Data goes to somebody whom the product document does not name.
    VendorUnannounced,
    /// Somebody is to get data, and the design does not name them.
    VendorDropped,
    /// Each names somebody else for the same job.
    VendorReplaced,
    /// What the product runs on is named in the design only: expected, and told in one line.
    InfrastructureUnannounced,
    /// The design keeps data that the product document does not name.
    DataUnannounced,
    /// The product collects data that the design has no place for.
    DataDropped,
    /// Data is kept for another time.
    RetentionDiffers,
    /// Data rests somewhere else.
    RegionDiffers,
    /// The design does not speak of a law that the product document names.
    RegulationDropped,
    /// The product document does not speak of a law that the design names.
    RegulationUnannounced,
    /// People or programs prove who they are in another way, or not.
    AuthenticationDiffers,
    /// A session, token or link is good for another time.
    LifetimeDiffers,
    /// What is to be encrypted is not, or in another way.
    EncryptionDiffers,
    /// Roles, or what they may do, are not the same.
    RoleDiffers,
    /// A protection is promised, and the design does not have it.
    ProtectionDropped,
    /// A number on one thing has two values.
    NumberDiffers,
    /// A day has two values.
    DateDiffers,
    /// It is built with something else, or another version.
    PlatformDiffers,
    /// The design has a table and not all of its fields.
    FieldDropped,
    /// Steps follow each other in another order.
    OrderDiffers,
    /// One thing is done in two ways.
    BehaviourDiffers,
    /// The product document leans on a name that the design never says.
    NameDropped,
    /// The design handles data that the product document rules out.
    DataRefused,
    /// The product collects data that the design rules out.
    DataDenied,
    /// A word is explained in two ways.
    TermDiffers,
    /// One component steps in before another in one document, and after it in the other.
    FallbackDiffers,
    /// What was said is in neither document.
    SaidUnwritten,
    /// What was said is written otherwise.
    SaidOtherwise,
    /// A field has another type.
    FieldDiffers,
    /// The design says that there is none of what is asked for.
    DemandDenied,
}

impl Case {
    /// Every case, in their order.
    pub const ALL: &'static [Self] = &[
        Self::RequirementUncovered,
        Self::RequirementDeferred,
        Self::ScopeExceeded,
        Self::DesignUnrequested,
        Self::VendorUnannounced,
        Self::VendorDropped,
        Self::VendorReplaced,
        Self::InfrastructureUnannounced,
        Self::DataUnannounced,
        Self::DataDropped,
        Self::RetentionDiffers,
        Self::RegionDiffers,
        Self::RegulationDropped,
        Self::RegulationUnannounced,
        Self::AuthenticationDiffers,
        Self::LifetimeDiffers,
        Self::EncryptionDiffers,
        Self::RoleDiffers,
        Self::ProtectionDropped,
        Self::NumberDiffers,
        Self::DateDiffers,
        Self::PlatformDiffers,
        Self::FieldDropped,
        Self::OrderDiffers,
        Self::BehaviourDiffers,
        Self::NameDropped,
        Self::DataRefused,
        Self::DataDenied,
        Self::TermDiffers,
        Self::FallbackDiffers,
        Self::SaidUnwritten,
        Self::SaidOtherwise,
        Self::FieldDiffers,
        Self::DemandDenied,
    ];

    /// Its name in rules.
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// The type of discrepancy under which it is reported to programs.
    pub fn kind(self) -> &'static str {
        self.names().1
    }

    /// True for cases of which one finding lists all.
    pub fn is_listed(self) -> bool {
        matches!(self, Self::RequirementUncovered | Self::DataUnannounced | Self::DataDropped | Self::DesignUnrequested)
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::RequirementUncovered => ("requirement-uncovered", "requirement_uncovered"),
            Self::RequirementDeferred => ("requirement-deferred", "scope"),
            Self::ScopeExceeded => ("scope-exceeded", "scope"),
            Self::DesignUnrequested => ("design-unrequested", "design_unrequested"),
            Self::VendorUnannounced => ("vendor-unannounced", "vendor"),
            Self::VendorDropped => ("vendor-dropped", "vendor"),
            Self::VendorReplaced => ("vendor-replaced", "vendor"),
            Self::InfrastructureUnannounced => ("infrastructure-unannounced", "vendor"),
            Self::DataUnannounced => ("data-unannounced", "data_element"),
            Self::DataDropped => ("data-dropped", "data_element"),
            Self::RetentionDiffers => ("retention-differs", "retention"),
            Self::RegionDiffers => ("region-differs", "region"),
            Self::RegulationDropped => ("regulation-dropped", "regulation"),
            Self::RegulationUnannounced => ("regulation-unannounced", "regulation"),
            Self::AuthenticationDiffers => ("authentication-differs", "auth"),
            Self::LifetimeDiffers => ("lifetime-differs", "auth"),
            Self::EncryptionDiffers => ("encryption-differs", "encryption"),
            Self::RoleDiffers => ("role-differs", "role"),
            Self::ProtectionDropped => ("protection-dropped", "protection"),
            Self::NumberDiffers => ("number-differs", "number"),
            Self::DateDiffers => ("date-differs", "date"),
            Self::PlatformDiffers => ("platform-differs", "platform_tech"),
            Self::FieldDropped => ("field-dropped", "other"),
            Self::OrderDiffers => ("order-differs", "other"),
            Self::BehaviourDiffers => ("behaviour-differs", "other"),
            Self::NameDropped => ("name-dropped", "platform_tech"),
            Self::DataRefused => ("data-refused", "data_element"),
            Self::DataDenied => ("data-denied", "data_element"),
            Self::TermDiffers => ("term-differs", "terminology"),
            Self::FallbackDiffers => ("fallback-differs", "platform_tech"),
            Self::SaidUnwritten => ("said-unwritten", "other"),
            Self::SaidOtherwise => ("said-otherwise", "other"),
            Self::FieldDiffers => ("field-differs", "other"),
            Self::DemandDenied => ("demand-denied", "scope"),
        }
    }
}

/// A difference between two documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Discrepancy {
    /// What they differ in.
    pub case: Case,
    /// What it is about, in words that do not change with the place.
    pub subject: String,
    /// What the product document says; the first is what is quoted. Empty when it is silent.
    pub product: Vec<Span>,
    /// The same in the design.
    pub design: Vec<Span>,
    /// What was said in a walkthrough; None where two documents differ.
    pub notes: Option<Span>,
    /// How likely a reader would call it one, from 0 to 1.
    pub confidence: f32,
    /// Values for the message of its rule.
    pub values: Vec<(&'static str, String)>,
}

/// The words of a document, read once for all comparisons.
pub struct Words {
    /// Its text with ASCII letters in lower case; positions are those of the text.
    lower: String,
    /// How often it has each stem.
    times: HashMap<String, usize>,
}

impl Words {
    /// The words of a text.
    pub fn of(text: &str) -> Self {
        let mut times: HashMap<String, usize> = HashMap::new();
        for stem in stems(text) {
            *times.entry(stem).or_default() += 1;
        }
        Self { lower: text.to_ascii_lowercase(), times }
    }

    /// How often the document has a stem.
    fn times(&self, stem: &str) -> usize {
        self.times.get(stem).copied().unwrap_or_default()
    }

    /// Whether the document has a stem.
    fn has(&self, stem: &str) -> bool {
        self.times.contains_key(stem)
    }
}

/// What is compared.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    /// What is wanted.
    pub product: Side<'a>,
    /// How it is built.
    pub design: Side<'a>,
    /// The words of the product document.
    pub said: &'a Words,
    /// The words of the design.
    pub built: &'a Words,
    /// What the lexicon knows.
    pub terms: &'a Terms,
    /// The requirements of the product document, in their order.
    pub traced: &'a [Traced],
}

/// The differences, the most certain first.
pub fn find(pair: Pair<'_>) -> Vec<Discrepancy> {
    let mut found = Vec::new();
    requirement::uncovered(pair, &mut found);
    third_party::compare(pair, &mut found);
    data_element::compare(pair, &mut found);
    data_element::columns(pair, &mut found);
    value::compare(pair, &mut found);
    value::periods(pair, &mut found);
    value::sessions(pair, &mut found);
    value::endless(pair, &mut found);
    value::unstated(pair, &mut found);
    name::compare(pair, &mut found);
    quantity::compare(pair, &mut found);
    control::compare(pair, &mut found);
    control::methods(pair, &mut found);
    control::refused(pair, &mut found);
    control::plain_http(pair, &mut found);
    control::vaults(pair, &mut found);
    declared::counts(pair, &mut found);
    declared::units(pair, &mut found);
    declared::limits(pair, &mut found);
    declared::prices(pair, &mut found);
    definition::compare(pair, &mut found);
    technology::compare(pair, &mut found);
    technology::runtimes(pair, &mut found);
    platform::compare(pair, &mut found);
    platform::versions(pair, &mut found);
    place::regions(pair, &mut found);
    place::regulations(pair, &mut found);
    role::compare(pair, &mut found);
    rights::compare(pair, &mut found);
    scope::deferred(pair, &mut found);
    scope::excluded(pair, &mut found);
    scope::early(pair, &mut found);
    column::compare(pair, &mut found);
    unrequested::compare(pair, &mut found);
    order::compare(pair, &mut found);
    contrast::compare(pair, &mut found);
    contrast::of_one_thing(pair, &mut found);
    denied::compare(pair, &mut found);
    age::compare(pair, &mut found);
    settle::settle(pair, &mut found);
    found.sort_by(|a, b| {
        let place = |d: &Discrepancy| (d.product.first().copied(), d.design.first().copied(), d.case);
        b.confidence.total_cmp(&a.confidence).then_with(|| place(a).cmp(&place(b)))
    });
    found
}
