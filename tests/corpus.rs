//! Thousands of real documents, when they are at hand: no crash, the same bytes twice, and no flood of findings.
//!
//! They lie in `../shared/corpus` or in `$DESIGNVET_SHARED/corpus` and are no part of the project.

mod walk;

use designvet::config::Config;
use designvet::report::{Format, Layout, render};
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::settings::Settings;
use designvet::source::SourceFile;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// Folders of repositories whose documents are designs, each one.
const DESIGNS: &[&str] = &["kubernetes__enhancements/keps/", "rust-lang__rfcs/text/", "ethereum__EIPs/EIPS/"];

/// Of a hundred documents in those folders, how many must be taken for designs.
const RECOGNISED: usize = 85;

/// Most findings that a reviewed document may have in the middle.
const MEDIAN: usize = 10;

struct Corpus {
    files: Vec<(String, Arc<SourceFile>)>,
    profile: [Profile; 1],
}

static CORPUS: LazyLock<Option<Corpus>> = LazyLock::new(|| {
    let shared = std::env::var_os("DESIGNVET_SHARED").map_or_else(|| Path::new("..").join("shared"), PathBuf::from);
    let root = shared.join("corpus");
    if !root.is_dir() {
        let _ = writeln!(std::io::stderr(), "NOT TESTED: there is no corpus in {} (set DESIGNVET_SHARED)", root.display());
        return None;
    }
    let mut files = Vec::new();
    for path in walk::files(&root, "md") {
        let below = path.strip_prefix(&root).expect("the walk began there").to_string_lossy().replace('\\', "/");
        let bytes = std::fs::read(&path).expect("the corpus can be read");
        if let Ok(file) = SourceFile::decode(below.as_str(), bytes, 8 << 20) {
            files.push((below, Arc::new(file)));
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let (checklist, problems) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    assert!(problems.is_empty(), "{problems:?}");
    Some(Corpus { files, profile: [Profile { checklist, settings: Settings::default(), waivers: None }] })
});

impl Corpus {
    fn review(&self, backwards: bool) -> Review {
        let input = |file: &Arc<SourceFile>| Input { file: Arc::clone(file), kind: None, fallback: None, profile: 0 };
        let mut files: Vec<Input> = self.files.iter().map(|(_, file)| input(file)).collect();
        if backwards {
            files.reverse();
        }
        // Files beside the documents were not collected with them.
        let available = |_: &str, _: &str| designvet::check::Availability::Present;
        review(Inputs { files, mode: Mode::Check, available: &available }, &self.profile)
    }
}

static REVIEW: LazyLock<Option<Review>> = LazyLock::new(|| CORPUS.as_ref().map(|corpus| corpus.review(false)));

#[test]
fn no_document_makes_the_tool_fail_inside() {
    let Some(review) = REVIEW.as_ref() else { return };
    let inside: Vec<String> = review
        .diagnostics
        .iter()
        .filter(|d| d.code == "internal")
        .map(|d| format!("{}: {}", d.path().unwrap_or_default(), d.message))
        .collect();
    assert!(inside.is_empty(), "\n{}\n", inside.join("\n"));
    assert!(!review.verdict().incomplete);
}

#[test]
fn corpus_backwards_gives_the_same_bytes() {
    let (Some(corpus), Some(first)) = (CORPUS.as_ref(), REVIEW.as_ref()) else { return };
    let second = corpus.review(true);
    for (name, format) in Format::ALL {
        let bytes = |review: &Review| {
            let mut out = Vec::new();
            render(*format, review, Layout::default(), &mut out).expect("a vector takes every byte");
            out
        };
        assert!(bytes(first) == bytes(&second), "{name} differs");
    }
}

#[test]
fn designs_are_taken_for_designs() {
    let Some(review) = REVIEW.as_ref() else { return };
    for folder in DESIGNS {
        let long = |d: &&designvet::review::Reviewed| d.path().contains(folder) && d.file.text().chars().count() > 300;
        let all: Vec<_> = review.documents.iter().filter(long).collect();
        let taken = all.iter().filter(|d| d.skipped.is_none()).count();
        assert!(!all.is_empty(), "there is nothing under {folder}");
        assert!(taken * 100 >= all.len() * RECOGNISED, "{folder}: {taken} of {} are reviewed", all.len());
    }
}

#[test]
fn reader_of_a_review_is_not_flooded() {
    let Some(review) = REVIEW.as_ref() else { return };
    let mut numbers: Vec<usize> = vec![0; review.documents.len()];
    for finding in &review.findings {
        numbers[finding.primary.file.0 as usize] += 1;
    }
    let mut of_reviewed: Vec<usize> =
        review.documents.iter().zip(&numbers).filter(|(d, _)| d.skipped.is_none()).map(|(_, number)| *number).collect();
    of_reviewed.sort_unstable();
    let median = of_reviewed[of_reviewed.len() / 2];
    assert!(median <= MEDIAN, "{median} findings in the middle of {} documents", of_reviewed.len());
}
