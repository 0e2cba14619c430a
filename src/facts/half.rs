//! What a document is held against another by, read of the halves of a pair alone: most documents have no other half.

use super::definition::{self, Definition};
use super::passage::{self, Passage};
use super::quantity::{self, Quantity};
use super::reading::Reading;
use super::rights::{self, Right};
use super::role::{self, RoleName};
use super::sequence::{self, Sequence};
use super::set_aside::{self, SetAside};
use super::technology::{self, TechnologyFact};
use super::{Facts, coherence};
use crate::checklist::Checklist;
use crate::document::Document;
use crate::source::{SourceFile, Span};

/// What one document says that another may say otherwise.
#[derive(Debug, Clone, Default)]
pub struct Half {
    /// What a design is cut into, to be held against requirements.
    pub passages: Vec<Passage>,
    /// Numbers with what they count, and days.
    pub quantities: Vec<Quantity>,
    /// What is not done, or not yet.
    pub set_aside: Vec<SetAside>,
    /// What it says its words mean.
    pub definitions: Vec<Definition>,
    /// Steps in their order.
    pub sequences: Vec<Sequence>,
    /// Roles of people, where they are listed.
    pub roles: Vec<RoleName>,
    /// Cells of tables of rights.
    pub rights: Vec<Right>,
    /// What the product is built with.
    pub technologies: Vec<TechnologyFact>,
    /// Sentences and rows with the section each stands in: what a statement of notes is held against.
    pub sentences: Vec<(Span, usize)>,
}

impl Half {
    /// Reads a half of a pair whose `facts` are known.
    pub fn of(file: &SourceFile, checklist: &Checklist, facts: &Facts) -> Self {
        let document = Document::of(file);
        let reading = Reading::new(file, &document, checklist);
        let sentences = coherence::passages(&reading);
        Self {
            passages: passage::find(&reading),
            quantities: quantity::find(&reading, &sentences),
            set_aside: set_aside::find(&reading, &sentences),
            definitions: definition::find(&reading),
            sequences: sequence::find(&reading, &facts.diagrams),
            roles: role::find(&reading, &facts.schemas),
            rights: rights::find(&reading),
            technologies: technology::technologies(&reading),
            sentences,
        }
    }
}
