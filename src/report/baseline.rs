//! What has become of the entries of baselines, as `designvet baseline show` prints it: for people, and `designvet.baseline-standing/1`
//! for programs. That form changes only by addition; the schema is `docs/schemas/baseline-standing-1.schema.json`.

use super::page::{PLAIN, Page, STRONG, WEAK};
use super::{Layout, safe};
use crate::report::write_json;
use crate::review::{Counts, Standing};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    baselines: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    path: &'a str,
    #[serde(flatten)]
    entries: Counts,
    rules: &'a BTreeMap<String, Counts>,
    documents: &'a BTreeMap<String, Counts>,
}

/// Writes the numbers of baselines as JSON.
pub fn render_baselines_json(standings: &[Standing], out: &mut dyn Write) -> io::Result<()> {
    let baselines =
        standings.iter().map(|Standing { whole, rules, documents }| One { path: &whole.path, entries: whole.entries, rules, documents });
    let root = Root { schema: "designvet.baseline-standing/1", baselines: baselines.collect() };
    write_json(&root, out)
}

/// Writes the numbers of baselines for people, rules and documents with the most entries first.
pub fn render_baselines_text(standings: &[Standing], layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(layout, out);
    for (number, Standing { whole, rules, documents }) in standings.iter().enumerate() {
        if number > 0 {
            page.blank()?;
        }
        let entries = match whole.entries.all() {
            1 => "1 entry".to_owned(),
            all => format!("{all} entries"),
        };
        page.plain(&format!("{}: {entries}", safe::line(&whole.path)), STRONG)?;
        for (title, counts) in [("rule", rules), ("document", documents)] {
            let mut rows: Vec<(&String, &Counts)> = counts.iter().collect();
            rows.sort_by_key(|(name, counts)| (std::cmp::Reverse(counts.all()), *name));
            if !rows.is_empty() {
                page.blank()?;
                page.plain(&format!("  hold  settled  not looked at  {title}"), WEAK)?;
            }
            for (name, Counts { holds, settled, unseen }) in rows {
                page.plain(&format!("{holds:6}  {settled:7}  {unseen:13}  {}", safe::line(name)), PLAIN)?;
            }
        }
    }
    Ok(())
}
