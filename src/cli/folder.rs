//! The folder of a review: everything that a reviewer sends round, files and keeps.

use super::args::Global;
use super::items::earlier;
use super::packets::files;
use super::rereview::{Earlier, Rereviewed};
use super::{clock, output};
use crate::agenda::{Session, agenda};
use crate::burndown::{Asked, WEEKS, burndown};
use crate::item::{Item, follow, items};
use crate::packet::packets;
use crate::record::{Conclusion, Decision, Record};
use crate::report::{
    AnnotatedPage, DiffTable, Format, ItemsFormat, Layout, PacketFormat, RouteList, TraceMatrix, render, render_agenda_markdown,
    render_diff_markdown, render_handoff, render_items, render_page, render_record, render_route_markdown, render_status_markdown,
    render_trace_csv,
};
use crate::review::{Profile, Review, Reviewed};
use crate::routing::route;
use anyhow::Context as _;
use std::io::{self, Write};
use std::path::Path;

/// Minutes of each meeting on the agenda.
const MINUTES: u16 = 30;

/// Writes the folder, each file whole or not at all. What was to be done before, in its list of items, is closed where it is settled.
pub(super) fn write(dir: &Path, review: &Review, since: Option<&Rereviewed>, profiles: &[Profile], globals: &Global) -> anyhow::Result<()> {
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make the folder {}", dir.display()))?;
    let kept = dir.join("record.json");
    let own = match since {
        None if is_there(&kept)? => {
            let earlier = Earlier::record(&kept).and_then(|earlier| earlier.about(review.documents.iter().map(Reviewed::path)));
            let earlier =
                earlier.with_context(|| format!("{} is of other documents, or no folder of a review: name another", dir.display()));
            Some(earlier?.beside(review, profiles)?)
        }
        _ => None,
    };
    match since.or(own.as_ref()) {
        Some(since) => put(dir, "changes.md", |out| render_status_markdown(&[since.shown()], out))?,
        None => remove(&dir.join("changes.md"))?,
    }
    let all = listed(&dir.join("items.json"), review)?;
    let open: Vec<Item> = all.iter().filter(|item| item.status.is_open()).cloned().collect();
    let layout = Layout::default();
    put(dir, "report.md", |out| render(Format::Markdown, review, layout, out))?;
    put(dir, "review.json", |out| render(Format::Json, review, layout, out))?;
    for (name, format) in [("items.md", ItemsFormat::Markdown), ("items.csv", ItemsFormat::Csv), ("items.json", ItemsFormat::Json)] {
        put(dir, name, |out| render_items(format, &all, layout, out))?;
    }
    let agendas: Vec<_> = Session::ALL.iter().map(|session| agenda(review, &open, profiles, *session, MINUTES)).collect();
    put(dir, "agenda.md", |out| render_agenda_markdown(&agendas, out))?;
    let routings = route(review, profiles);
    put(dir, "routes.md", |out| render_route_markdown(&RouteList { review, routings: &routings, today: globals.today }, layout, out))?;
    let packets = packets(review, profiles, &routings, &open);
    files(&dir.join("packets"), PacketFormat::Markdown, &packets, layout)?;
    let on = clock::today(globals).map_err(anyhow::Error::msg)?;
    let burndown = burndown(review, profiles, Asked { today: on, weeks: WEEKS });
    let page = AnnotatedPage { review, routings: &routings, packets: &packets, burndown: Some(&burndown), today: globals.today };
    put(dir, "review.html", |out| render_page(&page, out))?;
    put(dir, "handoff.md", |out| render_handoff(review, profiles, &all, &routings, out))?;
    let pair = review.sets.first();
    // What an earlier review of a pair has left is not of this one.
    match pair.and_then(|set| DiffTable::of(review, set)) {
        Some(table) => put(dir, "differences.md", |out| render_diff_markdown(&table, layout, out))?,
        None => remove(&dir.join("differences.md"))?,
    }
    match pair.and_then(|set| TraceMatrix::of(review, set)) {
        Some(matrix) => put(dir, "trace.csv", |out| render_trace_csv(&matrix, out))?,
        None => remove(&dir.join("trace.csv"))?,
    }
    let record = Record::of(review, profiles, open, Conclusion { decision: Decision::Open, by: "", on, note: "" });
    put(dir, "record.json", |out| render_record(&record, out))
}

/// The items of a review after those of an earlier list, where there is one.
fn listed(path: &Path, review: &Review) -> anyhow::Result<Vec<Item>> {
    Ok(if is_there(path)? { follow(review, earlier(path)?) } else { items(review) })
}

fn is_there(path: &Path) -> anyhow::Result<bool> {
    path.try_exists().with_context(|| format!("cannot read {}", path.display()))
}

fn put(dir: &Path, name: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    write(&mut bytes)?;
    output::replace(&dir.join(name), &bytes)
}

fn remove(path: &Path) -> anyhow::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error).with_context(|| format!("cannot remove {}", path.display())),
        _ => Ok(()),
    }
}
