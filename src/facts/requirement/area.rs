//! Which sections of a document are about requirements, and how much of them counts.

use crate::checklist::requirement_words::{HeadingSense, Vocabulary};
use crate::facts::Reading;
use regex::Regex;
use std::sync::LazyLock;

/// A heading that opens with the number of a chapter: `4.`, `5)`.
static CHAPTER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\d+(?:\.\d+)*[.)]?\s").expect("the pattern is fixed and valid"));

/// How what stands in a section is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Area {
    /// Its lists, tables and normative sentences are requirements.
    Wanted,
    /// What is worded as a requirement is one.
    Neutral,
    /// How it is built and run: only what must be done counts.
    Topic,
    /// What must be done is a requirement; targets are none.
    Quality,
    /// Only ids and user stories count.
    Other,
    /// Nothing counts.
    Closed,
}

/// A section as read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) area: Area,
    /// True when its own heading names requirements ("Functional requirements", not "Login").
    pub(super) named: bool,
}

/// One per section. `lenient` reads sections that no heading speaks for as requirements.
pub(super) fn of_sections(reading: &Reading<'_>, words: &Vocabulary, lenient: bool) -> Vec<Place> {
    let document = reading.document;
    let unnamed = if lenient { Area::Wanted } else { Area::Neutral };
    let title = document.sections.iter().position(|s| s.heading.as_ref().is_some_and(|h| h.level == 1));
    let mut places: Vec<Place> = Vec::with_capacity(document.sections.len());
    // The area that an empty chapter heading gives to the headings of the same level after it, with that level.
    let mut carried: Option<(u8, Area)> = None;
    for (id, section) in document.sections.iter().enumerate() {
        let Some((heading, parent)) = section.heading.as_ref().zip(section.parent) else {
            places.push(Place { area: unnamed, named: false });
            continue;
        };
        if Some(id) == title {
            places.push(Place { area: unnamed, named: false });
            continue;
        }
        let sense = words.heading(&reading.keys[id]);
        let outer = places[parent].area;
        let is_chapter = CHAPTER.is_match(&heading.text);
        if carried.is_some_and(|(level, _)| {
            heading.level < level || heading.level == level && (is_chapter || sense.is_some_and(|s| s != HeadingSense::Part))
        }) {
            carried = None;
        }
        let outer = match carried {
            Some((level, area)) if heading.level == level => area,
            _ => outer,
        };
        let area = match (outer, sense) {
            (Area::Closed, _) | (_, Some(HeadingSense::Closed)) => Area::Closed,
            (_, Some(HeadingSense::Other)) => Area::Other,
            (Area::Wanted, Some(HeadingSense::ClosedTopic | HeadingSense::OtherTopic | HeadingSense::QualityTopic)) => Area::Wanted,
            (_, Some(HeadingSense::ClosedTopic)) => Area::Closed,
            (Area::Neutral | Area::Topic, Some(HeadingSense::OtherTopic)) => Area::Topic,
            (Area::Quality, _) | (_, Some(HeadingSense::Quality | HeadingSense::QualityTopic)) => Area::Quality,
            (_, Some(HeadingSense::Wanted)) | (Area::Neutral, Some(HeadingSense::Part)) => Area::Wanted,
            (outer, _) => outer,
        };
        if section.all.is_empty() && area != Area::Neutral && is_chapter && sense.is_some() && !has_children(reading, id) {
            carried = Some((heading.level, area));
        }
        places.push(Place { area, named: sense == Some(HeadingSense::Wanted) });
    }
    places
}

fn has_children(reading: &Reading<'_>, id: usize) -> bool {
    reading.document.sections.get(id + 1).is_some_and(|next| next.parent == Some(id))
}
