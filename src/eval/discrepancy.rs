//! Discrepancies of labels against those of a review.
//!
//! One is found when the tool has one of its type within two lines of it in either document, or (a vendor, a data element or
//! a region) one of its type whose words are those of the label, or one of any type on exactly its line.

use super::count::Figure;
use super::label::{self, Label, Place};
use super::said;
use super::{At, Miss, Score, near};
use std::collections::BTreeSet;

/// Types about one named thing, which may be quoted from any of its lines.
const NAMED: &[&str] = &["vendor", "data_element", "region"];
/// Words that make no two quotations alike.
const DULL: &[&str] = &["data", "user", "users", "with", "from", "that", "this"];
/// Types that are conflicts of facts and behaviour.
const SLOTS: &[&str] = &["number", "auth", "scope", "retention", "encryption", "platform_tech", "region", "role", "other"];
/// How many of a pair a reader looks at first.
const FIRST: usize = 10;
/// Shortest word that tells a thing.
const SHORTEST_WORD: usize = 4;

/// What is compared of a discrepancy, a label's or the tool's.
struct One<'a> {
    kind: &'a str,
    group: &'a str,
    lines: [Option<u32>; 2],
    words: [BTreeSet<String>; 2],
}

impl<'a> One<'a> {
    fn of(kind: &'a str, prd: Option<&Place>, tdd: Option<&Place>) -> Self {
        let group = match kind {
            "design_unrequested" => "scope",
            "terminology" => "other",
            kind => kind,
        };
        let sides = [prd, tdd];
        Self {
            kind,
            group,
            lines: sides.map(|s| s.and_then(|p| p.line)),
            words: sides.map(|s| words(s.and_then(|p| p.surface.as_deref()))),
        }
    }

    fn is_close(&self, other: &Self, slack: u32) -> bool {
        (0..2).any(|side| near(self.lines[side], other.lines[side], slack))
    }

    fn shares_words(&self, label: &Self) -> bool {
        NAMED.contains(&label.kind) && (0..2).any(|side| !self.words[side].is_disjoint(&label.words[side]))
    }
}

fn words(surface: Option<&str>) -> BTreeSet<String> {
    let lower = surface.unwrap_or_default().to_lowercase();
    let words = lower.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit()));
    words.filter(|word| word.len() >= SHORTEST_WORD && !DULL.contains(word)).map(str::to_owned).collect()
}

/// How a label was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Typed,
    Placed,
}

impl Score {
    pub(super) fn discrepancies(&mut self, at: At<'_>, label: &Label, said: &[said::Discrepancy]) {
        let wanted: Vec<One<'_>> = label.discrepancies.iter().map(|d| One::of(&d.kind, d.prd.as_ref(), d.tdd.as_ref())).collect();
        let got: Vec<One<'_>> = said.iter().map(|d| One::of(&d.kind, d.prd.as_ref(), d.tdd.as_ref())).collect();
        let (found, left) = matched(&wanted, &got);
        for ((one, found), written) in wanted.iter().zip(&found).zip(&label.discrepancies) {
            let (typed, hit) = (*found == Some(Found::Typed), found.is_some());
            self.count(Figure::DiscrepanciesSameType).found(typed);
            self.count(Figure::Discrepancies).found(hit);
            if ["high", "medium"].contains(&written.severity.as_str()) {
                self.count(Figure::DiscrepanciesHighMedium).found(hit);
            }
            if SLOTS.contains(&one.kind) {
                self.count(Figure::DiscrepanciesSlots).found(typed);
            }
            if !hit {
                self.note_pair(at, format!("missed {}", one.kind), &written.why, one.lines);
            }
        }
        let placed = found.iter().filter(|f| **f == Some(Found::Placed)).count();
        self.count(Figure::DiscrepanciesSameType).extras += (left.iter().filter(|l| **l).count() + placed) as u32;
        let wrong: Vec<bool> = got.iter().zip(&left).map(|(one, left)| *left && !is_uncovered(one, &label.requirements)).collect();
        for wrong in wrong.iter().take(FIRST) {
            self.count(Figure::DiscrepanciesAt10).add(!wrong, true);
        }
        for ((one, written), _) in got.iter().zip(said).zip(&wrong).filter(|(_, wrong)| **wrong) {
            self.count(Figure::Discrepancies).extras += 1;
            self.count(Figure::DiscrepanciesSlots).extras += u32::from(SLOTS.contains(&one.kind));
            self.note_pair(at, format!("extra {}", one.kind), &written.message, one.lines);
        }
    }

    fn note_pair(&mut self, at: At<'_>, what: String, about: &str, lines: [Option<u32>; 2]) {
        let pair = at.pair.to_owned();
        let (figure, about) = ("discrepancies", about.to_owned());
        self.misses.push(Miss { pair, document: at.document, figure, what, about, line: lines[0], tdd_line: lines[1] });
    }
}

/// How each label was found, and which of the tool's are left.
fn matched(wanted: &[One<'_>], got: &[One<'_>]) -> (Vec<Option<Found>>, Vec<bool>) {
    type Fits = fn(&One<'_>, &One<'_>) -> bool;
    let passes: [(Found, Fits); 4] = [
        (Found::Typed, |x, d| x.group == d.group && x.is_close(d, 0)),
        (Found::Typed, |x, d| x.group == d.group && x.shares_words(d)),
        (Found::Typed, |x, d| x.group == d.group && x.is_close(d, 2)),
        (Found::Placed, |x, d| x.is_close(d, 0)),
    ];
    let mut found: Vec<Option<Found>> = vec![None; wanted.len()];
    let mut left = vec![true; got.len()];
    for (how, fits) in passes {
        for (label, found) in wanted.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            if let Some(j) = (0..got.len()).find(|&j| left[j] && fits(&got[j], label)) {
                *found = Some(how);
                left[j] = false;
            }
        }
    }
    (found, left)
}

/// True for a remark on a requirement that, by its label, the design does not cover: never an extra.
fn is_uncovered(one: &One<'_>, requirements: &[label::Requirement]) -> bool {
    one.kind == "requirement_uncovered" && requirements.iter().any(|r| r.coverage == "none" && near(one.lines[0], r.line, 1))
}
