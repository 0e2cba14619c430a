//! Rows and cells that cannot be read: other checks pass over them, so they are told of.

use super::{Asked, Hit, Row};
use crate::check::{Context, Outcome, quoted};
use crate::checklist::CheckSpec;
use crate::facts::{Trouble, Value};
use crate::finding::Observation;
use std::collections::BTreeMap;

pub(in crate::check) const UNREAD: CheckSpec = CheckSpec { name: "sheet-unread", parameters: &["record"], values: &["problem", "list"] };

/// Most cells quoted in a message.
const QUOTED: usize = 3;

pub(in crate::check) fn check_unread(cx: &Context<'_>) -> Outcome {
    let asked = match Asked::of(cx) {
        Ok(asked) => asked,
        Err(nothing) => return nothing,
    };
    let (mut ragged, mut rows) = (Vec::new(), 0);
    // By column and what is wrong.
    let mut cells: BTreeMap<(usize, &'static str), Vec<Hit<'_>>> = BTreeMap::new();
    for &sheet in &asked.sheets {
        let held: Vec<usize> = (0..asked.kind.columns.len()).filter(|column| sheet.has(*column)).collect();
        for (at, head) in sheet.rows.iter().enumerate() {
            rows += 1;
            let row = Row { sheet, at };
            if head.off_by != 0 {
                ragged.push(Hit { row, span: head.span, weight: 0 });
                continue;
            }
            for &column in &held {
                let Some(cell) = row.cell(column) else { continue };
                if let Value::Unread(trouble) = cell.value {
                    cells.entry((column, kind_of(trouble))).or_default().push(Hit { row, span: cell.span, weight: 0 });
                }
            }
        }
    }
    let mut found: Vec<Observation> = Vec::new();
    let number = ragged.len();
    let note = |hit: &Hit<'_>| match hit.row.sheet.rows[hit.row.at].off_by {
        few if few < 0 => format!("{} too few", crate::check::count(few.unsigned_abs() as usize, "cell")),
        many => format!("{} too many: write a | inside a cell as \\|", crate::check::count(many.unsigned_abs() as usize, "cell")),
    };
    let problem =
        if number == 1 { "1 row has more or fewer cells than the header" } else { "rows have more or fewer cells than the header" };
    let problem = if number == 1 { problem.to_owned() } else { format!("{number} {problem}") };
    found.extend(asked.together("cells of rows", ragged, note).map(|observation| observation.value("problem", problem)));
    for ((column, kind), hits) in cells {
        let title = asked.title(column);
        let number = hits.len();
        let said = hits.iter().map(|hit| asked.words(hit.span));
        let list = quoted(said, QUOTED);
        let choices: Vec<&str> =
            asked.kind.columns[column].choices.iter().filter(|choice| !choice.yields).map(|choice| choice.id.as_ref()).collect();
        let what = match kind {
            "no choice" => format!("none of {}", choices.join(", ")),
            "several" => format!("more than one of {}", choices.join(", ")),
            other => other.to_owned(),
        };
        let problem = format!("{} of the {title} cannot be read, {what}", crate::check::count(number, "cell"));
        let observation = asked.together(&format!("{title}: {kind}"), hits, |hit| note_on(hit, column));
        found.extend(observation.map(|observation| {
            let mut observation = observation.value("problem", problem);
            // What is written, not what the row is called, tells what to mend.
            observation.values.retain(|(name, _)| *name != "list");
            observation.value("list", list)
        }));
    }
    super::outcome(found, rows, "each row and cell can be read")
}

/// What is wrong with cells of one kind, in words that hold for all of them.
fn kind_of(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NoDay => "no day such as 2027-03-01",
        Trouble::NoYear => "a day without its year",
        Trouble::Either(..) => "it may be either of two days",
        Trouble::NoChoice => "no choice",
        Trouble::Several => "several",
        Trouble::NoNumber => "no number",
    }
}

fn note_on(hit: &Hit<'_>, column: usize) -> String {
    match hit.row.value(column) {
        Some(Value::Unread(Trouble::Either(one, other))) => format!("{one} or {other}?"),
        _ => String::new(),
    }
}
