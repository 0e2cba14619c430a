//! Action items, as `designvet items` prints them: a list for people, `designvet.items/1` for programs, a checklist in Markdown, CSV for
//! spreadsheets and Jira, and what creates, updates and closes issues of GitHub and GitLab.

mod csv;
mod gh;
mod issue;
mod json;
pub(super) mod markdown;
pub(super) mod text;

use super::{Layout, safe, sentence, team_name};
use crate::item::Item;
use crate::rule::{ReleasePriority, Team};
use std::io::{self, Write};

/// The formats of a list of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemsFormat {
    /// For people at a terminal.
    Text,
    /// A checklist for documents, mails and pull requests.
    Markdown,
    /// For spreadsheets and the import of Jira.
    Csv,
    /// For programs, and for `--previous`; versioned.
    Json,
    /// Bodies for the REST API of GitHub.
    Github,
    /// A script for the command line of GitHub that brings its issues up to date.
    Gh,
    /// Bodies for the REST API of GitLab.
    Gitlab,
}

impl ItemsFormat {
    /// Names as `--format` takes them, in the order of the help text.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("text", Self::Text),
        ("markdown", Self::Markdown),
        ("csv", Self::Csv),
        ("json", Self::Json),
        ("github", Self::Github),
        ("gh", Self::Gh),
        ("gitlab", Self::Gitlab),
    ];

    /// The format of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }
}

/// Writes action items in a format.
pub fn render_items(format: ItemsFormat, items: &[Item], layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    match format {
        ItemsFormat::Text => text::render(items, layout, out),
        ItemsFormat::Markdown => markdown::render(items, out),
        ItemsFormat::Csv => csv::render(items, out),
        ItemsFormat::Json => json::render(items, out),
        ItemsFormat::Github => issue::render_github(items, out),
        ItemsFormat::Gh => gh::render(items, out),
        ItemsFormat::Gitlab => issue::render_gitlab(items, out),
    }
}

/// What is to be done, by priority, the most urgent first.
fn by_priority(items: &[Item]) -> impl Iterator<Item = (ReleasePriority, Vec<&Item>)> {
    let of = |release: ReleasePriority| items.iter().filter(|item| item.status.is_open() && item.release == release).collect::<Vec<_>>();
    ReleasePriority::ALL.iter().rev().map(move |release| (*release, of(*release))).filter(|(_, items)| !items.is_empty())
}

/// What nothing has to be done for any more.
fn settled(items: &[Item]) -> impl Iterator<Item = &Item> {
    items.iter().filter(|item| !item.status.is_open())
}

/// What is wrong, without a full stop.
pub(super) fn headline(item: &Item) -> String {
    sentence(&safe::line(&item.title))
}

fn teams(item: &Item) -> String {
    item.teams.iter().map(|team| team_name(&Team::from(team.as_str()))).collect::<Vec<_>>().join(", ")
}

/// "prd.md:74", and how many more.
pub(super) fn place(item: &Item) -> String {
    let more = item.places.len().saturating_sub(1);
    let first = item.places.first().map(|place| format!("{}:{}", safe::line(&place.path), place.line)).unwrap_or_default();
    if more > 0 { format!("{first} and {more} more") } else { first }
}
