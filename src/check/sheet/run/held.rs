//! Which run a row speaks of: that of the same tool, or of one that is of the same class, in the same place, the latest of several.

use super::super::{Asked, Row};
use crate::facts::{Value, choice_in};
use crate::runs::{Run, RunState, place_key};
use crate::source::Span;
use crate::text::Text;
use std::collections::BTreeSet;

/// Rows with the run each speaks of, and the runs of which no row does.
pub(super) struct Held<'a> {
    pub(super) rows: Vec<(Row<'a>, Option<&'a Run>)>,
    pub(super) spare: Vec<&'a Run>,
}

impl<'a> Held<'a> {
    pub(super) fn of(asked: &Asked<'a>, runs: &'a [Run]) -> Self {
        let all = |sheet: &&'a crate::facts::Sheet| {
            let sheet: &'a crate::facts::Sheet = sheet;
            sheet.rows.iter().enumerate().filter(|(_, head)| head.off_by == 0).map(move |(at, _)| Row { sheet, at }).collect::<Vec<_>>()
        };
        let rows: Vec<Row<'a>> = asked.sheets.iter().flat_map(all).collect();
        let places: BTreeSet<String> = rows.iter().map(|row| place(asked, *row)).filter(|place| !place.is_empty()).collect();
        let ran: BTreeSet<String> = runs.iter().map(ran_in).collect();
        // Where all ran in one place and the rows are of one, nothing has to say which.
        let is_one = places.len() <= 1 && ran.len() <= 1;
        let class = asked.kind.column(&asked.kind.runs.class);
        let known: Vec<Known> = runs.iter().map(|run| Known::of(asked, class, run, &places)).collect();
        let mut is_spare = vec![true; runs.len()];
        let mut of_row = |row: Row<'a>| {
            let said = Said::of(asked, class, row);
            let of_it = runs.iter().enumerate().filter(|(at, run)| said.is_here(run, &known[*at], is_one) && said.is_tool(&known[*at]));
            let latest = of_it.inspect(|(at, _)| is_spare[*at] = false).max_by_key(|(at, run)| (run.day, std::cmp::Reverse(*at)));
            latest.map(|(_, run)| run)
        };
        let rows: Vec<(Row<'a>, Option<&'a Run>)> = rows.into_iter().map(|row| (row, of_row(row))).collect();
        let spare =
            runs.iter().zip(is_spare).filter(|(run, is_spare)| *is_spare && run.state != RunState::Absent).map(|(run, _)| run).collect();
        Self { rows, spare }
    }
}

/// The words of a column of a row; empty where it says nothing.
pub(super) fn words(asked: &Asked<'_>, row: Row<'_>, id: &Text) -> String {
    let cell = asked.kind.column(id).filter(|column| row.is_filled(*column)).and_then(|column| row.cell(column));
    cell.map(|cell| asked.reader.words(cell.span)).unwrap_or_default()
}

fn place(asked: &Asked<'_>, row: Row<'_>) -> String {
    place_key(&words(asked, row, &asked.kind.runs.place))
}

/// Where a row is shown as a whole: what it says of the status, of the day, or the row.
pub(super) fn shown(asked: &Asked<'_>, row: Row<'_>) -> Span {
    let runs = &asked.kind.runs;
    let columns = [&runs.status, &runs.day, &runs.success, &runs.every].into_iter().filter_map(|id| asked.kind.column(id));
    columns.into_iter().find(|column| row.is_filled(*column)).map_or(row.span(), |column| row.place(column))
}

/// True for a row that says that a tool is in use: by its status, or by a day or interval where that is silent.
pub(super) fn is_claimed(asked: &Asked<'_>, row: Row<'_>) -> bool {
    let runs = &asked.kind.runs;
    let column = |id: &Text| asked.kind.column(id);
    match column(&runs.status).and_then(|status| Some((status, row.value(status)?))) {
        Some((status, Value::Choice(choice))) => asked.kind.columns[status].choices[usize::from(choice)].id == runs.used,
        Some((_, Value::Blank)) | None => {
            let says_day = [&runs.day, &runs.success].into_iter().filter_map(column).any(|column| row.day(column).is_some());
            says_day || column(&runs.every).is_some_and(|every| matches!(row.value(every), Some(Value::Choice(_))))
        }
        _ => false,
    }
}

/// What a run is called: "bandit on payments-api".
pub(super) fn called(run: &Run) -> String {
    match &run.place {
        Some(place) => format!("{} on {}", run.tool, place_key(place)),
        None => format!("{} ({})", run.tool, run.from),
    }
}

/// Where a run was: what it says, else the folder of its file.
fn ran_in(run: &Run) -> String {
    let folder = || run.folder.clone().unwrap_or_else(|| run.from.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned());
    run.place.as_deref().map_or_else(folder, place_key)
}

/// What is looked up of a run, once for all rows.
struct Known {
    /// Where it says that it was.
    place: Option<String>,
    /// True when the words around it name a place of some row.
    is_hinted: bool,
    tool: Vec<String>,
    class: Option<Value>,
}

impl Known {
    fn of(asked: &Asked<'_>, class: Option<usize>, run: &Run, places: &BTreeSet<String>) -> Self {
        Self {
            place: run.place.as_deref().map(place_key),
            is_hinted: run.hints.iter().any(|hint| places.contains(hint)),
            tool: tokens(&run.tool),
            class: class.and_then(|class| choice_in(&asked.kind.columns[class], &run.tool)).map(Value::Choice),
        }
    }
}

/// What a row says of its place and tool.
struct Said {
    place: String,
    tool: Vec<String>,
    /// True when it names no tool, or only of what class it is.
    is_class_alone: bool,
    class: Option<Value>,
}

impl Said {
    fn of(asked: &Asked<'_>, class: Option<usize>, row: Row<'_>) -> Self {
        let tool = tokens(&words(asked, row, &asked.kind.runs.tool));
        let names_class = |at: usize| asked.kind.columns[at].choices.iter().any(|choice| tokens(&choice.id) == tool);
        Self {
            place: place(asked, row),
            is_class_alone: tool.is_empty() || class.is_some_and(names_class),
            class: class.and_then(|class| row.value(class)),
            tool,
        }
    }

    fn is_here(&self, run: &Run, known: &Known, is_one: bool) -> bool {
        match &known.place {
            Some(place) => *place == self.place || self.place.is_empty() && is_one,
            None if known.is_hinted => run.hints.contains(&self.place),
            None => is_one,
        }
    }

    /// True for the tool that the row names; where it names none, for one of its class.
    fn is_tool(&self, known: &Known) -> bool {
        if self.is_class_alone {
            return known.class.is_some() && known.class == self.class;
        }
        let (few, many) = if known.tool.len() <= self.tool.len() { (&known.tool, &self.tool) } else { (&self.tool, &known.tool) };
        !few.is_empty() && few.iter().all(|token| many.contains(token))
    }
}

/// The words of the name of a tool, without numbers of its release.
fn tokens(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| word.chars().any(char::is_alphabetic)).map(str::to_lowercase).collect()
}
