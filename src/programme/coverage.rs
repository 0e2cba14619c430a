//! Where reviews were, product by product, team by team or folder by folder, and where none was.

use super::{Kept, Paper, latest};
use crate::date::Date;
use crate::document::heading_key;
use std::cmp::Reverse;
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

    /// The name of the group of a document: that of its product or team, else its folder.
    fn name(self, paper: &Paper) -> String {
        let own = self.own(paper);
        if own.is_empty() { folder(&paper.path) } else { own.to_owned() }
    }

    fn key(self, paper: &Paper) -> Key {
        let key = heading_key(self.own(paper));
        if key.is_empty() { (true, self.name(paper)) } else { (false, key) }
    }

    fn own(self, paper: &Paper) -> &str {
        match self {
            Self::Product => paper.product.trim(),
            Self::Team => paper.team.trim(),
            Self::Folder => "",
        }
    }
}

/// What a group is told apart by: whether it is a folder, and its name, in which capitals and signs make no difference.
type Key = (bool, String);

/// Where reviews were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// All groups as one, without a name.
    pub all: Group,
    /// Group by group: those with the most documents that are not reviewed first, then names of products or teams, then folders.
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
    let there: Option<Vec<&Paper>> = whole.map(|whole| whole.values().copied().filter(|paper| is_main(paper)).collect());
    let read: BTreeMap<&str, &Paper> = latest(records)
        .into_iter()
        .map(|(path, (paper, _))| (path, whole.and_then(|whole| whole.get(path).copied()).unwrap_or(paper)))
        .filter(|(_, paper)| is_main(paper))
        .collect();
    let mut all = Group { name: String::new(), reviews: 0, reviewed: 0, known: whole.map(|_| 0), last: None };
    let mut groups: BTreeMap<Key, Group> = BTreeMap::new();
    for paper in read.values().chain(there.iter().flatten()) {
        let name = by.name(paper);
        let group = groups.entry(by.key(paper)).or_insert_with(|| Group { name: name.clone(), ..all.clone() });
        // Of several spellings the first in the order of letters, whatever comes first.
        group.name = name.min(std::mem::take(&mut group.name));
    }
    for record in records {
        let keys: BTreeSet<Key> =
            record.documents.iter().filter_map(|paper| read.get(paper.path.as_str())).map(|paper| by.key(paper)).collect();
        let touched = (!keys.is_empty()).then_some(&mut all);
        for group in groups.iter_mut().filter(|(key, _)| keys.contains(key)).map(|(_, group)| group).chain(touched) {
            group.reviews += 1;
            group.last = Some(record.on);
        }
    }
    let mut in_both = |paper: &Paper, count: fn(&mut Group)| groups.get_mut(&by.key(paper)).into_iter().chain([&mut all]).for_each(count);
    for (_, paper) in read.iter().filter(|(path, _)| whole.is_none_or(|whole| whole.contains_key(**path))) {
        in_both(paper, |group| group.reviewed += 1);
    }
    for paper in there.iter().flatten() {
        in_both(paper, |group| group.known = group.known.map(|known| known + 1));
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    groups.sort_by_key(|group| Reverse(group.known.map(|known| known - group.reviewed)));
    let unreviewed = there.map(|there| there.into_iter().filter(|paper| !read.contains_key(paper.path.as_str())).cloned().collect());
    Coverage { all, groups, unreviewed }
}

/// The folder of a path, with a slash at its end; that of all is `./`.
fn folder(path: &str) -> String {
    path.rsplit_once('/').map_or_else(|| "./".to_owned(), |(folder, _)| format!("{folder}/"))
}
