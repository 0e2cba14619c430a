//! Whether a product document and a design speak of one product: by the words they share, whether one names the other's subject, and
//! whose requirements the design names.

use super::names::KindWords;
use crate::similarity::{Portrait, is_named};
use crate::trace::Side;
use std::collections::BTreeSet;

/// How the two of a pair hang together, as measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Belonging {
    /// How much their words have in common, from 0 to 1.
    pub likeness: f64,
    /// How much of the title of one stands at the top of the other, from 0 to 1; None when no title says more than a kind of document.
    pub named: Option<f64>,
    /// How many of the ids of requirements that the design names are ids of the product document, from 0 to 1; None when either has too
    /// few to tell.
    pub ids: Option<f64>,
    /// Words that weigh most in the product document and stand nowhere in the design.
    pub lacking: Vec<String>,
    /// False when there are too few words to tell, or when the two are in different languages.
    pub is_judged: bool,
}

/// What a title that is named adds to how alike two documents are.
const NAMED: f64 = 0.3;
/// What a title counts for that says nothing: between one that is named and one that is not.
const UNTITLED: f64 = 0.35;
/// What a design loses that names ids of requirements, and next to none of the product document.
const OTHER_IDS: f64 = 0.15;
/// The share of ids that is next to none.
const NEXT_TO_NONE: f64 = 0.25;
/// Different ids of which a share can be told.
const ENOUGH_IDS: usize = 3;
/// Likeness, title and ids together, below which two documents do not belong together.
pub const APART: f64 = 0.44;
/// Different words below which a document says too little.
const TOO_FEW: usize = 30;
/// Bytes of a document that name its subject.
const TOP: usize = 1800;
/// Words that are shown of what is lacking.
const SHOWN: usize = 5;

/// Measures how a product document and a design hang together. The cost grows with their length.
pub fn belongs(product: Side<'_>, design: Side<'_>, kinds: &KindWords) -> Belonging {
    let [one, other] = [product, design].map(|side| Portrait::read(side.text));
    let titled_in = |titled: Side<'_>, other: Side<'_>| is_named(titled.facts.title.as_deref()?, top(other), |word| kinds.has(word));
    let named = [titled_in(product, design), titled_in(design, product)].into_iter().flatten().reduce(f64::max);
    Belonging {
        likeness: one.likeness(&other),
        named,
        ids: shared_ids(product, design),
        lacking: one.without(&other, SHOWN).into_iter().map(str::to_owned).collect(),
        is_judged: one.len().min(other.len()) >= TOO_FEW && product.facts.substance.foreign == design.facts.substance.foreign,
    }
}

impl Belonging {
    /// Likeness, title and ids together: the higher, the surer.
    pub fn score(&self) -> f64 {
        let ids = if self.has_other_ids() { OTHER_IDS } else { 0.0 };
        self.likeness + NAMED * self.named.unwrap_or(UNTITLED) - ids
    }

    fn has_other_ids(&self) -> bool {
        self.ids.is_some_and(|share| share < NEXT_TO_NONE)
    }

    /// True when the two do not seem to belong together.
    pub fn is_apart(&self) -> bool {
        self.is_judged && self.score() < APART
    }

    /// What speaks against them, as the second half of a sentence; None unless they are apart.
    pub fn reason(&self) -> Option<String> {
        let lacking = self.lacking.iter().map(|word| format!("\u{201c}{word}\u{201d}")).collect::<Vec<_>>().join(", ");
        let mut against = Vec::new();
        if self.named.is_some_and(|share| share < 0.5) {
            against.push("neither begins with what the other is titled".to_owned());
        }
        if self.has_other_ids() {
            against.push("the requirements that the design names are not in the product document".to_owned());
        }
        against.push(format!("the design has nothing on {lacking}"));
        self.is_apart().then(|| against.join("; "))
    }
}

/// The share of the ids named in the design that the product document has.
fn shared_ids(product: Side<'_>, design: Side<'_>) -> Option<f64> {
    let ids = product.facts.requirements.iter().filter(|requirement| requirement.has_id);
    let own: BTreeSet<String> = ids.map(|requirement| requirement.id.to_ascii_lowercase()).collect();
    let named: BTreeSet<String> = design.facts.requirement_mentions.iter().map(|mention| mention.id.to_ascii_lowercase()).collect();
    let enough = own.len().min(named.len()) >= ENOUGH_IDS;
    enough.then(|| named.intersection(&own).count() as f64 / named.len() as f64)
}

/// The title of a document and what follows on it.
fn top(side: Side<'_>) -> &str {
    let start = side.facts.title_span.start as usize;
    let end = side.text.floor_char_boundary(start + TOP);
    &side.text[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::{CheckSpec, Checklist, builtin, load};
    use crate::document::Document;
    use crate::facts::Facts;
    use crate::source::SourceFile;

    const PARCELS: &str = "# Parcel lockers: product requirements\n\n## Requirements\n\n\
        - FR-1: A courier opens a compartment with a code and closes the hatch.\n\
        - FR-2: A resident is told that a parcel waits, and for how many days.\n\
        - FR-3: A parcel that nobody collects goes back to the depot.\n\
        - FR-4: The caretaker sees which compartments are full, broken or reserved.\n\n\
        Residents wait at home for couriers today, and depots are full of parcels that were carried in vain. Lockers in the hall of each house \
        spare couriers the stairs and residents the waiting; the caretaker keeps the keys for emergencies.\n";
    const LOCKERS: &str = "# Technical design: parcel lockers\n\n## Architecture\n\nA controller in each locker opens the hatch of a compartment when the \
        courier types a code. It covers FR-1 and FR-2; a timer covers FR-3 and sends the parcel back to the depot. The caretaker has a page with the state \
        of all compartments. Codes are made on the server, kept hashed and used once; the controller holds the next hundred of them, so that couriers \
        can deliver while the network of the house is down. Residents are told by mail. Broken compartments report themselves through a sensor on the \
        hatch, and a technician gets a ticket with floor, shelf and photograph.\n";
    const CHOIR: &str = "# Technical design: choir rehearsals\n\n## Architecture\n\nSingers mark the evenings on which they can rehearse; a solver looks for \
        the date that most voices share and books the hall. It covers RQ-71, RQ-72 and RQ-73. Scores are scanned, recognised and transposed by a worker, and \
        each singer gets the own voice as a sheet. The conductor listens to recordings in the browser and leaves remarks at bars. Recordings are \
        compressed, cut at silence and stored for one season.\n";

    fn measured(product: &str, design: &str) -> Belonging {
        let checks: Vec<CheckSpec> = Vec::new();
        let (checklist, _) = load(&builtin(), &checks);
        let facts = |path: &str, text: &str, list: &Checklist| Facts::of(&SourceFile::new(path, text), &Document::parse(text), list, None);
        let (one, other) = (facts("prd.md", product, &checklist), facts("tdd.md", design, &checklist));
        belongs(Side { text: product, facts: &one }, Side { text: design, facts: &other }, &KindWords::of(&checklist))
    }

    #[test]
    fn a_design_belongs_to_the_requirements_it_is_for_and_not_to_others() {
        let (own, other) = (measured(PARCELS, LOCKERS), measured(PARCELS, CHOIR));
        assert!(own.is_judged && !own.is_apart(), "{own:?}");
        assert!(own.ids == Some(1.0) && own.named == Some(1.0), "{own:?}");
        assert!(other.is_apart() && other.ids == Some(0.0), "{other:?}");
        let reason = other.reason().expect("they are apart");
        assert!(reason.starts_with("neither begins with what the other is titled; the requirements that the design names"), "{reason}");
        assert!(reason.contains("the design has nothing on \u{201c}"), "{reason}");
        assert!(own.reason().is_none());
    }

    #[test]
    fn two_stubs_are_not_judged() {
        let stubs = measured("# Lockers: PRD\n\nTBD\n", "# Choirs: technical design\n\nTBD\n");
        assert!(!stubs.is_judged && !stubs.is_apart(), "{stubs:?}");
    }
}
