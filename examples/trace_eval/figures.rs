//! A folder of passages and their known links to how well `similarity` finds the links.
//!
//! The folder holds `source.tsv` and `target.tsv` (id, tab, text; one passage a line) and `links.tsv` (source id, tab, target id). Where
//! ids are written `project::id`, passages are compared inside their project only, and counts are pooled over the projects. What stands
//! before the first full stop of a text is its heading, unless it is as long as a sentence.

use designvet::similarity::{Passage, compare};
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;

/// The score from which two passages are taken to belong together.
pub const THRESHOLD: f32 = 0.73;

/// What is measured.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figures {
    /// Mean over the linked sources of the average precision of their candidates.
    pub map: f64,
    /// At the best threshold for the folder, known only afterwards.
    pub best_f1: f64,
    /// At the threshold fixed beforehand, as the next two.
    pub f1: f64,
    pub precision: f64,
    pub recall: f64,
}

impl Figures {
    /// Measures one folder.
    pub fn of(folder: &Path, threshold: f32) -> io::Result<Self> {
        let [sources, targets, links] = ["source", "target", "links"].map(|name| rows(&folder.join(format!("{name}.tsv"))));
        let (sources, targets, links) = (sources?, targets?, links?);
        let links: HashSet<(&str, &str)> = links.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();

        // Score and truth of every pair that was compared; precisions of every linked source; links among passages that are there.
        let (mut pairs, mut precisions, mut true_links) = (Vec::new(), Vec::new(), 0);
        let mut seen: Vec<&str> = Vec::new();
        for name in sources.iter().map(|(id, _)| project(id)) {
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            let [own_sources, own_targets] = [&sources, &targets].map(|side| inside(side, name));
            let [left, right] = [&own_sources, &own_targets].map(|side| side.iter().map(|(_, text)| passage(text)).collect::<Vec<_>>());
            for (candidates, (source, _)) in compare(&left, &right, usize::MAX).into_iter().zip(&own_sources) {
                let linked = own_targets.iter().filter(|(target, _)| links.contains(&(source.as_str(), target.as_str()))).count();
                let scored = candidates.iter().map(|c| (c.score, links.contains(&(source.as_str(), own_targets[c.target].0.as_str()))));
                let scored: Vec<(f32, bool)> = scored.collect();
                if linked > 0 {
                    precisions.push(average_precision(&scored, linked));
                }
                true_links += linked;
                pairs.extend(scored);
            }
        }
        let said = pairs.iter().filter(|(score, _)| *score >= threshold);
        let (said, right) = (said.clone().count(), said.filter(|(_, linked)| *linked).count());
        Ok(Self {
            map: precisions.iter().sum::<f64>() / precisions.len().max(1) as f64,
            best_f1: best_f1(pairs, true_links),
            f1: f1(right, said, true_links),
            precision: share(right, said),
            recall: share(right, true_links),
        })
    }

    /// Means over several folders.
    pub fn mean(all: &[Self]) -> Self {
        let mean = |value: fn(&Self) -> f64| all.iter().map(value).sum::<f64>() / all.len().max(1) as f64;
        Self {
            map: mean(|f| f.map),
            best_f1: mean(|f| f.best_f1),
            f1: mean(|f| f.f1),
            precision: mean(|f| f.precision),
            recall: mean(|f| f.recall),
        }
    }
}

/// Id and text of each line.
fn rows(path: &Path) -> io::Result<Vec<(String, String)>> {
    let text = fs::read_to_string(path)?;
    let row = |line: &str| line.split_once('\t').map(|(id, rest)| (id.to_owned(), rest.to_owned()));
    Ok(text.split('\n').filter_map(row).collect())
}

/// Longest heading, in bytes.
const LONGEST_HEADING: usize = 90;

/// The heading goes on counting as a part of the text.
fn passage(text: &str) -> Passage {
    match text.split_once(". ") {
        Some((heading, rest)) if heading.len() <= LONGEST_HEADING => Passage::under(heading, rest),
        _ => Passage::read(text),
    }
}

fn project(id: &str) -> &str {
    id.split_once("::").map_or("", |(project, _)| project)
}

fn inside<'a>(side: &'a [(String, String)], name: &str) -> Vec<&'a (String, String)> {
    side.iter().filter(|(id, _)| project(id) == name).collect()
}

/// The mean, over the linked targets, of the precision down to where each stands; one that was not compared counts as never found.
fn average_precision(best_first: &[(f32, bool)], linked: usize) -> f64 {
    let places = best_first.iter().zip(1..).filter(|((_, linked), _)| *linked).map(|(_, place)| place);
    places.zip(1..).map(|(place, found)| share(found, place)).sum::<f64>() / linked as f64
}

/// Equal scores pass a threshold together.
fn best_f1(mut pairs: Vec<(f32, bool)>, links: usize) -> f64 {
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut best, mut said, mut right) = (0.0_f64, 0, 0);
    for equal in pairs.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        said += equal.len();
        right += equal.iter().filter(|(_, linked)| *linked).count();
        best = best.max(f1(right, said, links));
    }
    best
}

fn f1(right: usize, said: usize, links: usize) -> f64 {
    share(2 * right, said + links)
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
