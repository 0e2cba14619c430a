//! What one row says of a tool against its run on file: each comparison gives an observation at the cell, with the file and what it says.

use super::held;
use super::{Asked, Row, days};
use crate::facts::{Value, counts};
use crate::finding::Observation;
use crate::rule::Severity;
use crate::runs::{Against, Run, RunState};
use crate::text::Text;

/// A row and the run on file that it speaks of.
pub(super) struct Claim<'c, 'a> {
    pub(super) asked: &'c Asked<'a>,
    pub(super) row: Row<'a>,
    pub(super) run: &'a Run,
}

/// Days by which two days of one run may differ: a run ends after midnight, or on the other side of the world.
const SAME_DAY: i64 = 1;

impl Claim<'_, '_> {
    fn column(&self, id: &Text) -> Option<usize> {
        self.asked.kind.column(id).filter(|column| self.row.is_filled(*column))
    }

    fn observation(&self, column: usize, found: &str) -> Observation {
        let (asked, row) = (self.asked, self.row);
        let (name, span) = (asked.name(row), row.place(column));
        let label = asked.cx.subject.label(span, format!("{}: {found}", self.run.from));
        let said = row.cell(column).map(|cell| asked.words(cell.span)).unwrap_or_default();
        Observation::new(label, format!("{name}: {}", asked.title(column)))
            .value("name", name)
            .value("said", said)
            .value("file", self.run.from.clone())
            .value("found", found)
    }
}

/// It should run every so many days, and the last run on file is older than that.
pub(super) fn late(claim: &Claim<'_, '_>) -> Option<Observation> {
    let (asked, row) = (claim.asked, claim.row);
    let (_, given) = asked.term()?.days(&asked.reader, row)?;
    let ago = asked.cx.today?.days_after(claim.run.day?);
    let every = asked.kind.column(&asked.kind.runs.every)?;
    (ago > i64::from(given)).then(|| {
        claim.observation(every, &format!("last run {} ago, {}", days(ago), claim.run.day.map_or_else(String::new, |day| day.to_string())))
    })
}

/// It says a later day than that of the last run on file, or of the last that ended without an error.
pub(super) fn day(claim: &Claim<'_, '_>) -> Option<Observation> {
    let runs = &claim.asked.kind.runs;
    let later = |id: &Text, of: Option<crate::date::Date>, what: &str| {
        let column = claim.column(id)?;
        let (said, of) = (claim.row.day(column)?, of?);
        (said.days_after(of) > SAME_DAY).then(|| claim.observation(column, &format!("{what} on {of}")))
    };
    later(&runs.day, claim.run.day, "the last run was").or_else(|| later(&runs.success, claim.run.success, "the last good run was"))
}

/// It is said to run, and the last run on file ended in an error.
pub(super) fn failed(claim: &Claim<'_, '_>) -> Option<Observation> {
    let (asked, row, run) = (claim.asked, claim.row, claim.run);
    let runs = &asked.kind.runs;
    let said_good = claim.column(&runs.success).filter(|column| row.day(*column).zip(run.day).is_some_and(|(said, of)| said >= of));
    let column = said_good.or_else(|| claim.column(&runs.status).filter(|_| held::is_claimed(asked, row)))?;
    let error = run.errors.first().map(|error| format!(": {error}")).unwrap_or_default();
    (run.state == RunState::Failed).then(|| claim.observation(column, &format!("the run ended in an error{error}")))
}

/// Numbers of results that differ: the first is shown, the others are related. Severities that are made from levels are no match for those of
/// a document, but for results of the worst level where it says that there are none of weight.
pub(super) fn count(claim: &Claim<'_, '_>) -> Option<Observation> {
    let runs = &claim.asked.kind.runs;
    let found = claim.run.counts?;
    let mut wrong: Vec<(usize, String)> = Vec::new();
    let said: Vec<(usize, usize, f64)> = said_by_severity(claim);
    let heavy = said.iter().filter(|(at, ..)| *at < HEAVY).map(|(.., number)| number).sum::<f64>();
    for (at, column, number) in said {
        let Some(of) = found.of[at] else { continue };
        if found.is_rated && differs(number, of) {
            wrong.push((column, format!("{of} {}", runs.counts[at])));
        } else if !found.is_rated && at + 1 == HEAVY && heavy < 0.5 && of > 0 {
            wrong.push((column, format!("{of} {}, by level", runs.counts[at])));
        }
    }
    if let Some(column) = claim.column(&runs.total)
        && let Some(Value::Number(number)) = claim.row.value(column)
        && differs(number, found.total)
    {
        wrong.push((column, format!("{} in all", found.total)));
    }
    let first = wrong.first()?.0;
    // Of one cell all that differs is said together.
    let here: Vec<&str> = wrong.iter().filter(|(column, _)| *column == first).map(|(_, what)| what.as_str()).collect();
    let label =
        |(column, what): &(usize, String)| claim.asked.cx.subject.label(claim.row.place(*column), format!("{}: {what}", claim.run.from));
    Some(claim.observation(first, &here.join(", ")).related(wrong.iter().filter(|(column, _)| *column != first).map(label)))
}

/// True for another whole number.
fn differs(said: f64, of: u32) -> bool {
    (said - f64::from(of)).abs() > 0.5
}

/// Of the severities, from the worst on, those that somebody has to know of.
const HEAVY: usize = 2;

/// What a row says of each severity: which, the column that says it, and how many.
fn said_by_severity(claim: &Claim<'_, '_>) -> Vec<(usize, usize, f64)> {
    let runs = &claim.asked.kind.runs;
    let own = runs.counts.iter().enumerate().filter_map(|(at, id)| {
        let column = claim.column(id)?;
        let Some(Value::Number(number)) = claim.row.value(column) else { return None };
        Some((at, column, number))
    });
    let together = claim.column(&runs.total).filter(|column| claim.row.value(*column) == Some(Value::Said));
    let words = together.and_then(|column| Some((column, claim.asked.words(claim.row.cell(column)?.span))));
    let shared = words.iter().flat_map(|(column, words)| {
        let named = |word: &str| runs.counts.iter().position(|id| !word.is_empty() && id.starts_with(word));
        counts(words).into_iter().filter_map(move |(number, word)| Some((named(&word)?, *column, f64::from(number))))
    });
    own.chain(shared).collect()
}

/// Another release.
pub(super) fn version(claim: &Claim<'_, '_>) -> Option<Observation> {
    let column = claim.column(&claim.asked.kind.runs.version)?;
    let said = claim.asked.words(claim.row.cell(column)?.span);
    let of = claim.run.version.as_deref()?;
    let numbers = |text: &str| -> Vec<String> {
        let from = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
        let end = text[from..].find(|c: char| !c.is_ascii_alphanumeric() && c != '.').map_or(text.len(), |length| from + length);
        text[from..end].split('.').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (claimed, found) = (numbers(&said), numbers(of));
    // "2" and "2.x" are right for 2.14.0.
    let same = claimed.iter().zip(&found).all(|(one, other)| one == other || one == "x");
    (!claimed.is_empty() && !found.is_empty() && !same).then(|| claim.observation(column, &format!("release {of}")))
}

/// A baseline is named, and results on file were held against none, or all are new.
pub(super) fn baseline(claim: &Claim<'_, '_>) -> Option<Observation> {
    let column = claim.column(&claim.asked.kind.runs.baseline)?;
    let results = claim.run.counts.map_or(0, |counts| counts.total);
    match &claim.run.against {
        Against::Earlier { new, all } if *all > 0 && new == all => {
            Some(claim.observation(column, &format!("all {} are new against it", crate::check::count(*all as usize, "result"))))
        }
        Against::Unknown if results > 0 => {
            let found = format!("{}, none of them held against a baseline", crate::check::count(results as usize, "result"));
            let mut observation = claim.observation(column, &found);
            // A dashboard may compare what the tool does not.
            observation.severity = Some(claim.asked.cx.rule.severity.min(Severity::Low));
            Some(observation)
        }
        Against::Named(id) => {
            let said = claim.asked.words(claim.row.cell(column)?.span).to_lowercase();
            let is_same = said.contains(&id.to_lowercase()) || id.to_lowercase().contains(said.trim());
            (!is_same).then(|| claim.observation(column, &format!("the baseline is {id}")))
        }
        _ => None,
    }
}

/// Results are set aside without a reason, in the file and in the row.
pub(super) fn suppressed(claim: &Claim<'_, '_>) -> Option<Observation> {
    let [_, unjustified] = claim.run.suppressed;
    let runs = &claim.asked.kind.runs;
    if unjustified == 0 || claim.column(&runs.exclusions).is_some() {
        return None;
    }
    let column = [&runs.total].into_iter().chain(&runs.counts).chain([&runs.status]).find_map(|id| claim.column(id))?;
    let found = format!("{} set aside without a reason", crate::check::count(unjustified as usize, "result"));
    Some(claim.observation(column, &found))
}
