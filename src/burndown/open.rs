//! A row with something left to do: who has it, since when, by when, and what can be done next.

use crate::checklist::Checklist;
use crate::checklist::sheet::Step;
use crate::date::Date;
use crate::facts::{Due, RecordReader, Row, Stand, Term, Value};
use crate::source::SourceFile;
use crate::text::Text;
use std::cmp::{Ordering, Reverse};

/// A row with something left to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRow {
    /// Path of its document.
    pub path: String,
    /// Line it begins in; base 1.
    pub line: u32,
    /// What it is called; empty where nothing says it.
    pub name: String,
    /// What it is about; empty where nothing else says it.
    pub about: String,
    /// Index of its level.
    pub level: usize,
    /// How far it is; None where nothing says it.
    pub state: Option<Text>,
    /// Who has it.
    pub owner: Option<String>,
    /// Since when it is open.
    pub opened: Option<Date>,
    /// The same in days.
    pub age_days: Option<i64>,
    /// By when it has to be done.
    pub due: Option<Date>,
    /// True when that day is counted and not said.
    pub is_due_counted: bool,
    /// Days that it is past that day; negative before it.
    pub days_over: Option<i64>,
    /// What can be done next.
    pub step: Option<Text>,
}

impl OpenRow {
    /// The weightiest first, of those the one that is past its day the longest, then the oldest.
    pub(super) fn worst_first(one: &Self, other: &Self) -> Ordering {
        let rank = |row: &Self| (row.level, Reverse(row.days_over), Reverse(row.age_days));
        rank(one).cmp(&rank(other)).then_with(|| (&one.path, one.line).cmp(&(&other.path, other.line)))
    }
}

/// A step with its columns and choices found.
struct Found<'a> {
    text: &'a Text,
    /// Choices of the state; empty for any.
    states: Vec<u8>,
    blank: Vec<usize>,
    is_late: bool,
    columns: Vec<usize>,
    phrases: &'a [Text],
}

/// Reads the rows of one table.
pub(super) struct Reader<'a> {
    pub(super) record: RecordReader<'a>,
    pub(super) today: Date,
    weighed_by: Option<usize>,
    file: &'a SourceFile,
    opened_by: Vec<usize>,
    owned_by: Option<usize>,
    due_by: Option<usize>,
    unless: Vec<usize>,
    term: Option<Term<'a>>,
    steps: Vec<Found<'a>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(record: RecordReader<'a>, file: &'a SourceFile, checklist: &'a Checklist, today: Date) -> Self {
        let kind = record.kind;
        let columns = |ids: &[Text]| ids.iter().filter_map(|id| kind.column(id)).collect::<Vec<usize>>();
        let weighed_by = kind.column(&kind.weighed_by);
        let opened_by = columns(&kind.opened_by);
        let deadlines = checklist.deadlines(&kind.deadlines);
        let term = deadlines.zip(weighed_by).map(|(deadlines, by)| Term { deadlines, by, from: opened_by.first().copied() });
        let choices = record.state.map_or(&[][..], |state| &kind.columns[state].choices);
        let found = |step: &'a Step| {
            // Where a rule is named, what it looks for is looked for.
            let rule = checklist.rules.iter().find(|(id, _)| id.as_str() == step.rule.as_ref()).map(|(_, rule)| &rule.parameters.rows);
            let (asked, phrases) = rule.map_or((&step.columns, &step.phrases), |rows| (&rows.columns, &rows.phrases));
            let is_meant = |id: &Text| step.states.contains(id);
            Found {
                text: &step.text,
                states: (0_u8..).zip(choices).filter(|(_, choice)| is_meant(&choice.id)).map(|(at, _)| at).collect(),
                blank: columns(&step.blank),
                is_late: step.is_late,
                columns: columns(asked),
                phrases,
            }
        };
        Self {
            today,
            weighed_by,
            file,
            opened_by,
            owned_by: kind.column(&kind.owned_by),
            due_by: kind.column(&kind.due_by),
            unless: columns(&kind.unless),
            term,
            steps: kind.steps.iter().map(found).collect(),
            record,
        }
    }

    /// The level that a row says.
    pub(super) fn level(&self, row: Row<'_>) -> Option<usize> {
        if let Value::Choice(choice) = row.value(self.weighed_by?)? { Some(usize::from(choice)) } else { None }
    }

    /// The day on which a row began.
    pub(super) fn opened(&self, row: Row<'_>) -> Option<Date> {
        self.opened_by.iter().find_map(|column| row.day(*column))
    }

    pub(super) fn open_row(&self, row: Row<'a>, level: usize) -> OpenRow {
        let stand = self.record.stand(row);
        let state = self.record.state.zip(if let Stand::Said(choice) = stand { Some(choice) } else { None });
        let due = self.due_by.and_then(|column| Due::of(&self.record, column, self.term.as_ref(), &self.unless, row));
        let opened = self.opened(row);
        let days_over = due.as_ref().map(|due| self.today.days_after(due.day));
        let mut names = self.record.names(row).map(|span| self.record.words(span));
        let is_late = days_over.is_some_and(|days| days > 0);
        let step = self.steps.iter().find(|step| self.fits(step, row, stand, is_late));
        OpenRow {
            path: self.file.path().to_owned(),
            line: self.file.line1(row.span().start),
            name: names.next().unwrap_or_default(),
            about: names.last().unwrap_or_default(),
            level,
            state: state.map(|(column, choice)| self.record.choice_id(column, choice).clone()),
            owner: self
                .owned_by
                .filter(|column| row.is_filled(*column))
                .and_then(|column| row.cell(column))
                .map(|cell| self.record.words(cell.span)),
            opened,
            age_days: opened.map(|opened| self.today.days_after(opened)),
            due: due.as_ref().map(|due| due.day),
            is_due_counted: due.is_some_and(|due| due.counted.is_some()),
            days_over,
            step: step.map(|step| step.text.clone()),
        }
    }

    fn fits(&self, step: &Found<'_>, row: Row<'a>, stand: Stand, is_late: bool) -> bool {
        let is_state = step.states.is_empty() || matches!(stand, Stand::Said(choice) if step.states.contains(&choice));
        is_state
            && (is_late || !step.is_late)
            && !step.blank.iter().any(|column| row.is_filled(*column))
            && (step.phrases.is_empty() || self.record.saying(row, &step.columns, step.phrases).is_some())
    }
}
