//! Tables whose rows are records, as packs declare them: what a row is, its columns, and how many days something may take.
//!
//! The word `record` of a pack is a row here: [`crate::record`] is what is kept of a review.

use super::Checklist;
use super::load::{Reference, names};
use crate::date::Date;
use crate::document::heading_key;
use crate::rule::DocKind;
use crate::text::Text;
use crate::toml_reader::{At, Table};
use std::sync::Arc;

/// What the rows of some tables are, from `[[record]]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowKind {
    /// Its id.
    pub id: Text,
    /// One row, for sentences: "vulnerability".
    pub title: Text,
    /// Several: "vulnerabilities".
    pub plural: Text,
    /// Kinds of document whose tables are read.
    pub applies_to: Vec<DocKind>,
    /// Columns that a table must have: of each list one.
    pub needs: Vec<Vec<Text>>,
    /// How many of the columns a table must have.
    pub least: usize,
    /// Columns by which a row is named in messages, the first that says something.
    pub named_by: Vec<Text>,
    /// Columns of which the first that says something is named behind it.
    pub named_with: Vec<Text>,
    /// Tables with a column for each of several choices of one column.
    pub across: Across,
    /// Columns of the table that a new document begins with, in order.
    pub drafted: Vec<Text>,
    /// Which columns say what tools wrote of their runs.
    pub runs: RunColumns,
    /// The column that says how far a row is.
    pub state: Text,
    /// Values of it that mean that nothing is left to do.
    pub closed: Vec<Text>,
    /// Columns of days that, once filled, mean the same in a row that says nothing of its state.
    pub closed_by: Vec<Text>,
    /// Columns of days on which a row began, the first that says one.
    pub opened_by: Vec<Text>,
    /// The column of the day by which it has to be done.
    pub due_by: Text,
    /// The column that says how much a row weighs.
    pub weighed_by: Text,
    /// How many days that gives it, where no day is said.
    pub deadlines: Text,
    /// Columns that answer for a row whose day is not said.
    pub unless: Vec<Text>,
    /// The column of the person who has it.
    pub owned_by: Text,
    /// What can be done next about rows with something left to do; the first that fits.
    pub steps: Vec<Step>,
    /// Words, as heading keys, before a parenthesis in a header whose name is what stands in it: "Custom field (Due)".
    pub header_wrappers: Vec<String>,
    /// First cells, in lower case, of rows that are no records: "total".
    pub not_rows: Vec<Text>,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// How a table is read that has a column for each of several choices of one column: each cell is a record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Across {
    /// The column whose choices are headers; empty where no such table is read.
    pub column: Text,
    /// The columns that a cell may fill. Words that are none of their choices and days go to the last.
    pub cells: Vec<Text>,
    /// Headers, as heading keys, that no other table has beside such headers.
    pub telling: Vec<String>,
}

/// Columns that say what tools wrote of their runs, each by its id; empty for one that the record does not have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunColumns {
    /// Where a tool ran: a repository.
    pub place: Text,
    /// The tool.
    pub tool: Text,
    /// Its release.
    pub version: Text,
    /// What it is of: its choices have names of tools among their words.
    pub class: Text,
    /// Whether it is in use.
    pub status: Text,
    /// Choices of it for a tool that is in use, that ended in an error, and that is not there.
    pub used: Text,
    /// See `used`.
    pub failed: Text,
    /// See `used`.
    pub absent: Text,
    /// The day it ran, and that on which it ran without an error.
    pub day: Text,
    /// See `day`.
    pub success: Text,
    /// How often it should run.
    pub every: Text,
    /// How many results there are.
    pub total: Text,
    /// How many of the severities that results may have, the worst first: critical, high, medium, low.
    pub counts: Vec<Text>,
    /// What results are held against.
    pub baseline: Text,
    /// What is passed over.
    pub exclusions: Text,
    /// What is said besides: the error of a run that ended in one.
    pub said: Text,
}

/// A column of such tables.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// Its id within the record.
    pub id: Text,
    /// What it holds, for sentences: "owner".
    pub title: Text,
    /// How its cells are read.
    pub holds: Holds,
    /// Headers that name it, as heading keys, the surest first.
    pub headers: Vec<String>,
    /// Words, in lower case, by one of which any header that names nothing else names it: "asset owner".
    pub within: Vec<Text>,
    /// Those among its headers that no other table has: one of them tells what the rows are.
    pub telling: Vec<String>,
    /// How its identifiers begin, in upper case: a column full of them tells what the rows are, whatever its header.
    pub prefixes: Vec<Text>,
    /// What a cell may say, the weightiest first.
    pub choices: Vec<Choice>,
    /// True when a cell may say several things, of which the one declared last holds.
    pub last_holds: bool,
    /// True when a heading above the table, or a row of its own, says it for the rows below.
    pub from_heading: bool,
    /// The column whose cells may say it in a table that has no column for it.
    pub or_from: Text,
    /// The column that what a cell says besides its choice belongs to, where that is silent.
    pub rest: Text,
    /// Words of a header, in lower case, above whole numbers that are scores: "cvss".
    pub scored_by: Vec<Text>,
    /// Columns whose cells may say it too, by one of `phrases`.
    pub said_in: Vec<Text>,
    /// Words that say it there, in lower case.
    pub phrases: Vec<Text>,
    /// Words within which they do not, in lower case: "not approved".
    pub not_phrases: Vec<Text>,
}

/// What can be done next about a row to which all of this applies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// Its id.
    pub id: Text,
    /// What to do.
    pub text: Text,
    /// States of such rows; empty for any.
    pub states: Vec<Text>,
    /// Columns that say nothing.
    pub blank: Vec<Text>,
    /// True for rows past their day alone.
    pub is_late: bool,
    /// Columns of which one says one of `phrases`.
    pub columns: Vec<Text>,
    /// Words looked for there, in lower case; those of a rule, where one is named.
    pub phrases: Vec<Text>,
    /// The rule whose columns and phrases these are.
    pub rule: Text,
}

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Holds {
    /// Anything.
    #[default]
    Words,
    /// Who.
    Person,
    /// A day.
    Date,
    /// One of [`Column::choices`].
    Choice,
    /// A number.
    Number,
    /// A number, or several with words that say of what.
    Counts,
    /// An address.
    Link,
    /// A name such as `VUL-12`.
    Identifier,
}

impl Holds {
    const WORDS: &'static [&'static str] = &["words", "person", "date", "choice", "number", "counts", "link", "identifier"];

    fn parse(word: &str) -> Option<Self> {
        let all = [Self::Words, Self::Person, Self::Date, Self::Choice, Self::Number, Self::Counts, Self::Link, Self::Identifier];
        all.into_iter().zip(Self::WORDS).find(|(_, known)| **known == word).map(|(holds, _)| holds)
    }
}

/// What a cell may say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choice {
    /// Its id, as rules and deadlines name it.
    pub id: Text,
    /// Words and signs that mean it, in lower case, words apart by one blank.
    pub words: Vec<String>,
    /// Numbers with a decimal point mean it from this one on.
    pub from: Option<u64>,
    /// True when it yields to any other choice that a cell names as well.
    pub yields: bool,
    /// True when a cell that says it, and nothing else, says nothing.
    pub is_blank: bool,
    /// True when it holds wherever a cell says it behind another choice, however long the cell is.
    pub anywhere: bool,
    /// Words and signs, in lower case, beside which it is not so yet.
    pub hedges: Vec<String>,
    /// The id of the choice that such a cell means.
    pub hedged: Text,
}

/// How many days something may take, by what a column says, from `[deadlines.NAME]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deadlines {
    /// Its id.
    pub id: Text,
    /// Who says so.
    pub source: Text,
    /// Days by the id of a choice.
    pub days: Vec<(Text, u32)>,
    /// True when they are working days, from Monday to Friday.
    pub working: bool,
    /// Days that are none of these, in their order.
    pub holidays: Vec<Date>,
}

impl Deadlines {
    /// The days for a choice; None when it has none.
    pub fn of(&self, choice: &str) -> Option<u32> {
        self.days.iter().find(|(id, _)| id == choice).map(|(_, days)| *days)
    }

    /// The day on which so many of them end; None where no year of four digits has it.
    pub fn end(&self, from: Date, days: u32) -> Option<Date> {
        if self.working { from.working_later(days, &self.holidays) } else { from.later(days) }
    }

    /// What one of them is called.
    pub fn unit(&self) -> &'static str {
        if self.working { "working day" } else { "day" }
    }
}

impl RowKind {
    /// Index of the column `id`.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }
}

/// What a rule on rows needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowParameters {
    /// What the rows are.
    pub record: Text,
    /// Columns looked at.
    pub columns: Vec<Text>,
    /// Which rows.
    pub rows: Rows,
    /// States of rows that are looked at; empty for any.
    pub states: Vec<Text>,
    /// Columns that make up for one that a table does not have.
    pub instead: Vec<Text>,
    /// Columns that answer when they are filled.
    pub unless: Vec<Text>,
    /// Beginnings of words, in lower case, that tell of all rows wherever the document has them outside of its rows.
    pub told: Vec<Text>,
    /// True when a row that the text around the rows names is answered there.
    pub named: bool,
    /// Days before that of the review within which the newest day of a table is taken for its own: it is a report on that day.
    pub as_of: u32,
    /// Choices looked for.
    pub choices: Vec<Text>,
    /// For each of `columns`, the column that says what stood there before.
    pub former: Vec<Text>,
    /// The column of the day from which days are counted.
    pub from: Text,
    /// The column whose choice decides how many days there are.
    pub by: Text,
    /// How many.
    pub deadlines: Text,
    /// Days of warning, or of grace.
    pub days: u32,
    /// Words looked for in cells, in lower case.
    pub phrases: Vec<Text>,
}

/// Which rows a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rows {
    /// Those with something left to do.
    #[default]
    Open,
    /// Those without.
    Closed,
    /// All.
    All,
}

impl Rows {
    const WORDS: &'static [&'static str] = &["open", "closed", "all"];

    fn parse(word: &str) -> Option<Self> {
        [Self::Open, Self::Closed, Self::All].into_iter().zip(Self::WORDS).find(|(_, known)| **known == word).map(|(rows, _)| rows)
    }
}

/// Keys of a rule that [`read_parameter`] reads.
pub(super) const PARAMETERS: &[&str] = &[
    "record",
    "columns",
    "rows",
    "states",
    "choices",
    "instead",
    "unless",
    "told",
    "named",
    "as-of",
    "former",
    "from",
    "by",
    "deadlines",
    "days",
    "phrases",
];

/// Reads one parameter of a rule on rows.
pub(super) fn read_parameter(key: &'static str, table: &mut Table<'_>, rows: &mut RowParameters, references: &mut Vec<Reference>) {
    let what = match key {
        "record" => "record",
        "choices" => "choice",
        "deadlines" => "table of deadlines",
        _ => "column",
    };
    match key {
        "record" | "deadlines" | "from" | "by" => {
            let Some(name) = names(table, key, what, references).and_then(|names| names.into_iter().next()) else { return };
            match key {
                "record" => rows.record = name,
                "deadlines" => rows.deadlines = name,
                "from" => rows.from = name,
                _ => rows.by = name,
            }
        }
        "columns" | "choices" | "instead" | "unless" | "former" => {
            let Some(names) = names(table, key, what, references) else { return };
            match key {
                "columns" => rows.columns = names,
                "choices" => rows.choices = names,
                "instead" => rows.instead = names,
                "unless" => rows.unless = names,
                _ => rows.former = names,
            }
        }
        "rows" => rows.rows = table.word("rows", Rows::WORDS, Rows::parse).unwrap_or(rows.rows),
        "told" => rows.told.extend(table.plain_strings("told").iter().map(|word| word.to_lowercase().into())),
        "as-of" => rows.as_of = table.number("as-of").map_or(rows.as_of, |days| u32::try_from(days).unwrap_or(u32::MAX)),
        "named" => rows.named = table.bool("named").unwrap_or(rows.named),
        "states" => rows.states = table.plain_strings("states"),
        "days" => rows.days = table.number("days").map_or(rows.days, |days| u32::try_from(days).unwrap_or(u32::MAX)),
        _ => rows.phrases.extend(table.plain_strings("phrases").iter().map(|phrase| phrase.to_lowercase().into())),
    }
}

/// Reads the records and deadlines of a pack. One declared again is changed in what is written; lists of words grow.
pub(super) fn read(root: &mut Table<'_>, list: &mut Checklist, references: &mut Vec<Reference>) {
    root.tables("record", |table| read_record(table, list, references));
    root.named_tables("deadlines", |name, table| {
        let at = list.deadlines.iter().position(|known| known.id == name.value).unwrap_or_else(|| {
            list.deadlines.push(Deadlines { id: name.value.clone(), ..Deadlines::default() });
            list.deadlines.len() - 1
        });
        let source = table.string("source").map(|source| source.value);
        let changed = &mut list.deadlines[at];
        // Other days are another's: who says so is not who said the first ones.
        changed.source = source.unwrap_or_else(|| table.file().path().to_owned().into());
        changed.working = table.bool("working-days").unwrap_or(changed.working);
        let holidays = table.strings("holidays").unwrap_or_default();
        changed.holidays.extend(holidays.iter().filter_map(|text| {
            let day = Date::parse(&text.value);
            if day.is_none() {
                table.problem(text.span, format!("`{}` is no day such as 2027-12-24", text.value), None);
            }
            day
        }));
        changed.holidays.sort_unstable();
        changed.holidays.dedup();
        for (choice, days) in table.numbers() {
            references.push(Reference { what: "choice", name: choice.clone(), file: Arc::clone(table.file()) });
            let choice = choice.value;
            let days = u32::try_from(days).unwrap_or(u32::MAX);
            match changed.days.iter_mut().find(|(known, _)| *known == choice) {
                Some((_, known)) => *known = days,
                None => changed.days.push((choice, days)),
            }
        }
    });
}

fn read_record(table: &mut Table<'_>, list: &mut Checklist, references: &mut Vec<Reference>) {
    let id = table.required("id");
    let title = table.string("title");
    let plural = table.string("plural");
    let applies_to = names(table, "applies-to", "kind of document", references).unwrap_or_default();
    let mut column_names = |key| names(table, key, "column", references);
    let named_by = column_names("named-by");
    let named_with = column_names("named-with");
    let drafted = column_names("drafted");
    let closed_by = column_names("closed-by");
    let (opened_by, unless) = (column_names("opened-by"), column_names("unless"));
    let mut column_name = |key| column_names(key).and_then(|names| names.into_iter().next());
    let (due_by, weighed_by, owned_by) = (column_name("due-by"), column_name("weighed-by"), column_name("owned-by"));
    let state = column_names("state").and_then(|names| names.into_iter().next());
    let deadlines = names(table, "deadlines", "table of deadlines", references).and_then(|names| names.into_iter().next());
    let needs = table.strings("needs");
    let closed = table.plain_strings("closed");
    let not_rows = table.plain_strings("not-rows");
    let header_wrappers = table.plain_strings("header-wrappers");
    let least = table.number("least");
    let across = table.table("across", |table| read_across(table, references));
    let runs = table.table("runs", |table| read_runs(table, references));
    let Some(id) = id else { return };
    let at = list.records.iter().position(|known| known.id == id.value).unwrap_or_else(|| {
        let title = id.value.replace('-', " ");
        let plural = format!("{title}s").into();
        list.records.push(RowKind { id: id.value, title: title.into(), plural, least: 1, ..RowKind::default() });
        list.records.len() - 1
    });
    let record = &mut list.records[at];
    let set = |slot: &mut Text, value: Option<Text>| *slot = value.unwrap_or_else(|| std::mem::take(slot));
    set(&mut record.title, title.map(|text| text.value));
    set(&mut record.plural, plural.map(|text| text.value));
    let named = [(&mut record.state, state), (&mut record.due_by, due_by), (&mut record.weighed_by, weighed_by)];
    named
        .into_iter()
        .chain([(&mut record.owned_by, owned_by), (&mut record.deadlines, deadlines)])
        .for_each(|(slot, name)| set(slot, name));
    if let Some(needs) = needs {
        record.needs = needs.iter().map(|either| either.value.split(" or ").map(|id| id.trim().to_owned().into()).collect()).collect();
        for At { value, span } in needs {
            for id in value.split(" or ") {
                let name = At { value: id.trim().to_owned().into(), span };
                references.push(Reference { what: "column", name, file: Arc::clone(table.file()) });
            }
        }
    }
    for (slot, value) in [
        (&mut record.named_by, named_by),
        (&mut record.named_with, named_with),
        (&mut record.drafted, drafted),
        (&mut record.closed_by, closed_by),
        (&mut record.opened_by, opened_by),
        (&mut record.unless, unless),
    ] {
        *slot = value.unwrap_or_else(|| std::mem::take(slot));
    }
    record.across = across.unwrap_or_else(|| std::mem::take(&mut record.across));
    record.runs = runs.unwrap_or_else(|| std::mem::take(&mut record.runs));
    record.applies_to.extend(applies_to.into_iter().map(DocKind));
    record.closed.extend(closed);
    record.not_rows.extend(not_rows);
    record.header_wrappers.extend(header_wrappers.iter().map(|words| heading_key(words)));
    record.least = least.map_or(record.least, |least| least as usize);
    table.tables("column", |table| read_column(table, record, references));
    table.tables("step", |table| read_step(table, record, references));
}

fn read_step(table: &mut Table<'_>, record: &mut RowKind, references: &mut Vec<Reference>) {
    let (id, text) = (table.required("id"), table.string("text"));
    let states = names(table, "states", "choice", references);
    let blank = names(table, "blank", "column", references);
    let columns = names(table, "columns", "column", references);
    let phrases = table.plain_strings("phrases");
    let is_late = table.bool("late");
    let rule = names(table, "rule", "rule", references).and_then(|names| names.into_iter().next());
    let Some(id) = id else { return };
    let at = record.steps.iter().position(|known| known.id == id.value).unwrap_or_else(|| {
        record.steps.push(Step { id: id.value, ..Step::default() });
        record.steps.len() - 1
    });
    let step = &mut record.steps[at];
    let set = |slot: &mut Text, value: Option<Text>| *slot = value.unwrap_or_else(|| std::mem::take(slot));
    set(&mut step.text, text.map(|text| text.value));
    set(&mut step.rule, rule);
    for (slot, value) in [(&mut step.states, states), (&mut step.blank, blank), (&mut step.columns, columns)] {
        *slot = value.unwrap_or_else(|| std::mem::take(slot));
    }
    step.phrases.extend(phrases.iter().map(|phrase| phrase.to_lowercase().into()));
    step.is_late = is_late.unwrap_or(step.is_late);
}

fn read_across(table: &mut Table<'_>, references: &mut Vec<Reference>) -> Across {
    let column = names(table, "column", "column", references).and_then(|names| names.into_iter().next()).unwrap_or_default();
    let cells = names(table, "cells", "column", references).unwrap_or_default();
    Across { column, cells, telling: keys(&table.plain_strings("telling")) }
}

fn read_runs(table: &mut Table<'_>, references: &mut Vec<Reference>) -> RunColumns {
    let mut all = |key: &'static str, what| names(table, key, what, references).unwrap_or_default();
    let counts = all("counts", "column");
    let mut one = |key: &'static str, what| all(key, what).into_iter().next().unwrap_or_default();
    RunColumns {
        place: one("place", "column"),
        tool: one("tool", "column"),
        version: one("version", "column"),
        class: one("class", "column"),
        status: one("status", "column"),
        used: one("used", "choice"),
        failed: one("failed", "choice"),
        absent: one("absent", "choice"),
        day: one("day", "column"),
        success: one("success", "column"),
        every: one("every", "column"),
        total: one("total", "column"),
        counts,
        baseline: one("baseline", "column"),
        exclusions: one("exclusions", "column"),
        said: one("said", "column"),
    }
}

/// Headings as the keys that they are compared by.
fn keys(headers: &[Text]) -> Vec<String> {
    headers.iter().map(|header| heading_key(header)).filter(|key| !key.is_empty()).collect()
}

fn read_column(table: &mut Table<'_>, record: &mut RowKind, references: &mut Vec<Reference>) {
    let id = table.required("id");
    let title = table.string("title");
    let holds = table.word("type", Holds::WORDS, Holds::parse);
    let headers = keys(&table.plain_strings("headers"));
    let telling = keys(&table.plain_strings("telling"));
    let prefixes = table.plain_strings("prefixes");
    let last_holds = table.bool("last-holds");
    let from_heading = table.bool("from-heading");
    let (or_from, rest) = (table.string("or-from"), table.string("rest"));
    for name in or_from.iter().chain(&rest) {
        references.push(Reference { what: "column", name: name.clone(), file: Arc::clone(table.file()) });
    }
    let lower = |texts: Vec<Text>| texts.iter().map(|text| text.to_lowercase().into()).collect::<Vec<Text>>();
    let within = lower(table.plain_strings("within"));
    let scored_by = lower(table.plain_strings("scored-by"));
    let said_in = names(table, "said-in", "column", references).unwrap_or_default();
    let (phrases, not_phrases) = (lower(table.plain_strings("phrases")), lower(table.plain_strings("not-phrases")));
    let like = table.string("like");
    let choices = like.and_then(|like| {
        let known = record.columns.iter().find(|column| column.id == like.value);
        if known.is_none() {
            table.unknown_word("column", &like, &record.columns.iter().map(|column| column.id.as_ref()).collect::<Vec<&str>>());
        }
        known.map(|column| (column.choices.clone(), column.last_holds))
    });
    let Some(id) = id else { return };
    let at = record.column(&id.value).unwrap_or_else(|| {
        record.columns.push(Column { title: id.value.replace('-', " ").into(), id: id.value, ..Column::default() });
        record.columns.len() - 1
    });
    let column = &mut record.columns[at];
    if let Some(title) = title {
        column.title = title.value;
    }
    column.holds = holds.unwrap_or(column.holds);
    column.headers.extend(headers.into_iter().chain(telling.iter().cloned()));
    column.telling.extend(telling);
    column.prefixes.extend(prefixes);
    if let Some((choices, last_holds)) = choices {
        (column.choices, column.last_holds) = (choices, last_holds);
    }
    column.last_holds = last_holds.unwrap_or(column.last_holds);
    column.from_heading = from_heading.unwrap_or(column.from_heading);
    for (slot, value) in [(&mut column.or_from, or_from), (&mut column.rest, rest)] {
        *slot = value.map_or_else(|| std::mem::take(slot), |name| name.value);
    }
    column.within.extend(within);
    column.scored_by.extend(scored_by);
    column.said_in.extend(said_in);
    column.phrases.extend(phrases);
    column.not_phrases.extend(not_phrases);
    table.tables("choice", |table| {
        let id = table.required("id");
        let words = table.plain_strings("words");
        let from = table.number("from");
        let yields = table.bool("yields");
        let is_blank = table.bool("blank");
        let anywhere = table.bool("anywhere");
        let hedges = table.plain_strings("hedges");
        let instead = names(table, "hedged", "choice", references).and_then(|names| names.into_iter().next());
        let Some(id) = id else { return };
        let at = column.choices.iter().position(|known| known.id == id.value).unwrap_or_else(|| {
            column.choices.push(Choice { id: id.value, ..Choice::default() });
            column.choices.len() - 1
        });
        let choice = &mut column.choices[at];
        choice.words.extend(words.iter().map(|words| words.to_lowercase()));
        choice.from = from.or(choice.from);
        choice.yields = yields.unwrap_or(choice.yields);
        choice.is_blank = is_blank.unwrap_or(choice.is_blank);
        choice.anywhere = anywhere.unwrap_or(choice.anywhere);
        choice.hedges.extend(hedges.iter().map(|words| words.to_lowercase()));
        choice.hedged = instead.unwrap_or_else(|| std::mem::take(&mut choice.hedged));
    });
}

impl Reference {
    /// What may be named as a record, a column, a choice of one or a table of deadlines.
    pub(super) fn of_rows<'l>(&self, list: &'l Checklist) -> Vec<&'l str> {
        match self.what {
            "record" => list.records.iter().map(|record| record.id.as_ref()).collect(),
            "choice" => {
                let columns = list.records.iter().flat_map(|record| &record.columns);
                columns.flat_map(|column| &column.choices).map(|choice| choice.id.as_ref()).collect()
            }
            "column" => list.records.iter().flat_map(|record| &record.columns).map(|column| column.id.as_ref()).collect(),
            _ => list.deadlines.iter().map(|known| known.id.as_ref()).collect(),
        }
    }
}
