//! Where reviews were, product by product, team by team or folder by folder, and where none was.

use super::{Kept, Paper, latest};
use crate::date::Date;
use std::collections::{BTreeMap, BTreeSet};

/// By what documents are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// The product that a document says it is about, else its folder.
    Product,
    /// The team that it says it comes from, else its folder.
    Team,
    /// Its folder.
    Folder,
}

impl Grouping {
    /// Names as `--by` takes them, in the order of the help text.
    pub const ALL: &'static [(&'static str, Self)] = &[("product", Self::Product), ("team", Self::Team), ("folder", Self::Folder)];

    /// The grouping of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, by)| *by)
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Team => "team",
            Self::Folder => "folder",
        }
    }

    fn key(self, paper: &Paper) -> Key {
        let name = match self {
            Self::Product => paper.product.trim(),
            Self::Team => paper.team.trim(),
            Self::Folder => "",
        };
        if name.is_empty() { (true, folder(&paper.path), folder(&paper.path)) } else { (false, name.to_lowercase(), name.to_owned()) }
    }
}

/// What a group sorts and is told apart by, and its name as written: those with a name come before folders, capitals make no difference.
type Key = (bool, String, String);

/// Where reviews were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Group by group: those with a name of their own in alphabetical order, then folders.
    pub groups: Vec<Group>,
    /// Product documents and designs that no review has read, by path; None where it is not known which there are.
    pub unreviewed: Option<Vec<Paper>>,
}

/// Product documents and designs of a product, a team or a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The name of the product or team, else the folder with a slash at its end.
    pub name: String,
    /// How many reviews read at least one document of it.
    pub reviews: usize,
    /// How many documents of it were read, each once; of those there are, where that is known.
    pub reviewed: usize,
    /// How many there are; None where it is not known.
    pub known: Option<usize>,
    /// The day of the last review.
    pub last: Option<Date>,
}

impl Group {
    /// The reviewed share of the documents there are, in percent, rounded down: 100 means all. None where there are none or it is not known.
    pub fn share(&self) -> Option<usize> {
        (self.reviewed * 100).checked_div(self.known?)
    }
}

/// The coverage by records in the order of their days. A document is of the group that it names today, else of the one that the latest
/// record has.
pub(super) fn of(records: &[&Kept], whole: Option<&BTreeMap<&str, &Paper>>, by: Grouping) -> Coverage {
    let is_main = |paper: &Paper| paper.is_product() || paper.is_design();
    let read: BTreeMap<&str, &Paper> =
        latest(records).into_iter().map(|(path, (paper, _))| (path, paper)).filter(|(_, paper)| is_main(paper)).collect();
    let now = |path: &str| whole.and_then(|whole| whole.get(path).copied()).or_else(|| read.get(path).copied());
    let mut groups: BTreeMap<(bool, String), Group> = BTreeMap::new();
    let there: Vec<&Paper> = whole.into_iter().flat_map(BTreeMap::values).copied().filter(|paper| is_main(paper)).collect();
    for paper in read.keys().filter_map(|path| now(path)).chain(there.iter().copied()) {
        let (is_folder, key, name) = by.key(paper);
        let group = groups.entry((is_folder, key)).or_insert_with(|| Group {
            name: name.clone(),
            reviews: 0,
            reviewed: 0,
            known: whole.map(|_| 0),
            last: None,
        });
        // Of several spellings the first in the order of letters, whatever comes first.
        group.name = name.min(std::mem::take(&mut group.name));
    }
    let group_of = |path: &str| now(path).map(|paper| by.key(paper)).map(|(is_folder, key, _)| (is_folder, key));
    for record in records {
        let touched: BTreeSet<_> = record
            .documents
            .iter()
            .filter(|paper| read.contains_key(paper.path.as_str()))
            .filter_map(|paper| group_of(&paper.path))
            .collect();
        for key in touched {
            if let Some(group) = groups.get_mut(&key) {
                group.reviews += 1;
                group.last = Some(record.on);
            }
        }
    }
    for path in read.keys().filter(|path| whole.is_none_or(|whole| whole.contains_key(**path))) {
        if let Some(group) = group_of(path).and_then(|key| groups.get_mut(&key)) {
            group.reviewed += 1;
        }
    }
    for paper in &there {
        if let Some(known) = group_of(&paper.path).and_then(|key| groups.get_mut(&key)).and_then(|group| group.known.as_mut()) {
            *known += 1;
        }
    }
    let unreviewed =
        whole.map(|_| there.iter().filter(|paper| !read.contains_key(paper.path.as_str())).map(|paper| (*paper).clone()).collect());
    Coverage { groups: groups.into_values().collect(), unreviewed }
}

/// The folder of a path, with a slash at its end; that of all is `./`.
fn folder(path: &str) -> String {
    path.rsplit_once('/').map_or_else(|| "./".to_owned(), |(folder, _)| format!("{folder}/"))
}
