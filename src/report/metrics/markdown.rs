//! Metrics as a page of Markdown, for a wiki: all lists in full.

use super::{
    TIMES, about, by_document, decision_title, due, group_columns, groups, of_days, of_group, of_open, of_time, others_before_release,
    papers, read_title, release_title,
};
use crate::programme::{Metrics, Open};
use crate::report::markdown::text;
use crate::report::{count, sentence};
use std::io::{self, Write};

pub(super) fn render(metrics: &Metrics, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Design reviews\n\n{}.\n\n## Reviews\n", about(metrics))?;
    let reviews = &metrics.reviews;
    if let Some((first, last)) = reviews.days {
        writeln!(out, "The first on {first}, the last on {last}.\n")?;
    }
    let read = reviews.by_read.iter().map(|(read, number)| (read_title(*read).to_owned(), *number));
    table("Of", &["Reviews"], read.map(numbered), out)?;
    let decisions = reviews.by_decision.iter().map(|(decision, number)| (decision_title(*decision).to_owned(), *number));
    table("Decision", &["Reviews"], decisions.map(numbered), out)?;
    let unsigned = (reviews.unsigned > 0).then(|| ("not signed".to_owned(), reviews.unsigned));
    let reviewers = reviews.reviewers.iter().map(|(name, number)| (text(name), *number)).chain(unsigned);
    table("Reviewer", &["Reviews"], reviewers.map(numbered), out)?;
    writeln!(out, "## Reviewed documents\n\n{}.\n", papers(metrics))?;
    let alone = &metrics.papers.without_design;
    if !alone.is_empty() {
        writeln!(out, "Without a design in any record: {}.\n", count(alone.len(), "product document"))?;
        let rows = alone.iter().map(|one| (text(&one.path), vec![text(&one.title), one.last.to_string()]));
        table("Product document", &["Title", "Last review"], rows, out)?;
    }
    writeln!(out, "## Coverage by {}\n", metrics.asked.by.as_str())?;
    let columns: Vec<String> = group_columns(metrics).iter().map(|name| sentence(name)).collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let groups = groups(metrics).map(|(name, group)| (text(name), of_group(group)));
    table(&sentence(metrics.asked.by.as_str()), &columns, groups, out)?;
    if let Some(papers) = metrics.coverage.unreviewed.as_ref().filter(|papers| !papers.is_empty()) {
        writeln!(out, "Not reviewed: {}.\n", count(papers.len(), "document"))?;
        papers.iter().try_for_each(|paper| writeln!(out, "- {}", text(&paper.path)))?;
        writeln!(out)?;
    }
    writeln!(out, "## Time to resolve\n\nDays from the first record with an item to the first without it.\n")?;
    let columns = TIMES.map(sentence);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let times = metrics.times.iter().map(|time| (sentence(release_title(time.release)), of_time(time)));
    table("To be done", &columns, times, out)?;
    writeln!(out, "## Stops a review\n\n{}.", count(metrics.stopping.len(), "open item"))?;
    items(metrics, &metrics.stopping.iter().collect::<Vec<_>>(), out)?;
    writeln!(out, "\n## Open before release\n\n{}.", sentence(&of_open(metrics)))?;
    items(metrics, &others_before_release(metrics), out)
}

fn numbered((name, number): (String, usize)) -> (String, Vec<String>) {
    (name, vec![number.to_string()])
}

/// A table and the blank line behind it; nothing when it has no rows.
fn table(name: &str, columns: &[&str], rows: impl Iterator<Item = (String, Vec<String>)>, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "| {name} | {} |\n| --- |{}", columns.join(" | "), " --- |".repeat(columns.len()))?;
    rows.try_for_each(|(name, cells)| writeln!(out, "| {name} | {} |", cells.join(" | ")))?;
    writeln!(out)
}

fn items(metrics: &Metrics, open: &[&Open], out: &mut dyn Write) -> io::Result<()> {
    for items in by_document(open) {
        let first = items[0];
        let owner = if first.owner.is_empty() { String::new() } else { format!("owner: {}", text(&first.owner)) };
        let said: Vec<String> = [due(first, metrics), owner].into_iter().filter(|said| !said.is_empty()).collect();
        let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) };
        writeln!(out, "\n**{}**{said}\n", text(&first.document))?;
        for item in items {
            let open = of_days(item.days_open(metrics.asked.today));
            writeln!(out, "- {} (open for {open})", text(&sentence(&item.title)))?;
        }
    }
    Ok(())
}
