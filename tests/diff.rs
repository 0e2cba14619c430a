//! `diff` on the samples with a key: what is planted is found, near misses are left alone, and every format holds its form.

use designvet::config::Config;
use designvet::facts::GivenKind;
use designvet::report::{DiffTable, Layout, render_diff_csv, render_diff_json, render_diff_markdown, render_diff_text};
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::rule::DocKind;
use designvet::settings::Settings;
use designvet::source::SourceFile;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// Samples with a key of what the two documents differ in.
const SAMPLES: &[&str] = &["hearthside-repairs", "stridelark"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Answers {
    discrepancy: Vec<Planted>,
    near_miss: Vec<Planted>,
}

/// A pair of places: a piece that stands on exactly one line of each document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Planted {
    r#type: String,
    prd: Option<String>,
    tdd: Option<String>,
    why: String,
    /// True for one that is not found yet.
    #[serde(default)]
    missed: bool,
}

fn reviewed(sample: &str) -> Review {
    reviewed_as(sample, None)
}

/// The sample, both documents given a kind.
fn reviewed_as(sample: &str, kind: Option<&str>) -> Review {
    let (checklist, problems) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    assert!(problems.is_empty(), "{problems:?}");
    let profile = [Profile { checklist, settings: Settings::default(), waivers: None }];
    let input = |name: &str| {
        let path = Path::new("samples").join(sample).join(name);
        let text = std::fs::read_to_string(&path).expect("a sample can be read");
        let kind = kind.map(|kind| GivenKind { kind: DocKind::from(kind), reason: "the test says so".to_owned() });
        Input { file: Arc::new(SourceFile::new(path.to_string_lossy(), text)), kind, fallback: None, profile: 0 }
    };
    let files = vec![input("prd.md"), input("tdd.md")];
    review(Inputs { files, mode: Mode::Review, available: &designvet::cli::available }, &profile)
}

fn answers(sample: &str) -> Answers {
    let text = std::fs::read_to_string(Path::new("samples").join(sample).join("answers.toml")).expect("a key can be read");
    toml::from_str(&text).expect("a key has its form")
}

/// Lines of each difference in both documents.
fn places(review: &Review) -> Vec<[BTreeSet<u32>; 2]> {
    let lines = |labels: &[designvet::finding::Label]| -> BTreeSet<u32> {
        let of = |label: &designvet::finding::Label| review.document(label.file).file.lines1(label.span);
        labels.iter().map(of).flat_map(|(first, last)| first..=last).collect()
    };
    review.discrepancies.iter().map(|found| [lines(&found.said), lines(&found.built)]).collect()
}

/// The line of a planted piece in one of the documents.
fn line(review: &Review, document: usize, piece: &str) -> u32 {
    let text = review.documents[document].file.text();
    let lines: Vec<usize> = text.lines().enumerate().filter(|(_, line)| line.contains(piece)).map(|(at, _)| at + 1).collect();
    let [line] = lines[..] else { panic!("{piece:?} stands on {} lines", lines.len()) };
    u32::try_from(line).expect("a sample is short")
}

/// True when one difference has the place of a planted one in each document that the key names.
fn is_reported(review: &Review, planted: &Planted) -> bool {
    let wanted = [&planted.prd, &planted.tdd].map(Option::as_ref);
    let wanted: Vec<Option<u32>> = wanted.into_iter().enumerate().map(|(at, piece)| piece.map(|piece| line(review, at, piece))).collect();
    places(review).iter().any(|places| (0..2).all(|at| wanted[at].is_none_or(|line| places[at].contains(&line))))
}

#[test]
fn planted_differences_are_found_but_for_those_that_the_key_calls_missed() {
    let mut wrong = Vec::new();
    for sample in SAMPLES {
        let (review, answers) = (reviewed(sample), answers(sample));
        for planted in &answers.discrepancy {
            if is_reported(&review, planted) == planted.missed {
                let what = if planted.missed { "is found: take `missed` out of the key" } else { "is not found" };
                wrong.push(format!("{sample}: {} {what}: {}", planted.r#type, planted.why));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn near_misses_are_left_alone() {
    let mut wrong = Vec::new();
    for sample in SAMPLES {
        let (review, answers) = (reviewed(sample), answers(sample));
        let planted: Vec<&Planted> = answers.discrepancy.iter().collect();
        for near in &answers.near_miss {
            // A line may hold both: what is planted there may be reported.
            let shared = planted.iter().any(|planted| {
                let same = |at: usize, a: &Option<String>, b: &Option<String>| match (a, b) {
                    (Some(a), Some(b)) => line(&review, at, a) == line(&review, at, b),
                    _ => false,
                };
                same(0, &planted.prd, &near.prd) || same(1, &planted.tdd, &near.tdd)
            });
            if !shared && is_reported(&review, near) != near.missed {
                wrong.push(format!("{sample}: {}: {}", near.r#type, near.why));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn json_of_a_comparison_has_the_form_of_its_schema() {
    let schema = std::fs::read_to_string("docs/schemas/diff-1.schema.json").expect("the schema can be read");
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    for sample in SAMPLES {
        let review = reviewed(sample);
        let table = DiffTable::of(&review, &review.sets[0]).expect("a sample is a pair");
        let mut bytes = Vec::new();
        render_diff_json(&table, &mut bytes).expect("a vector takes bytes");
        let value: serde_json::Value = serde_json::from_slice(&bytes).expect("it is JSON");
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:?}");
        let confidences: Vec<f64> =
            value["discrepancies"].as_array().expect("a list").iter().filter_map(|d| d["confidence"].as_f64()).collect();
        assert!(confidences.len() > 5 && confidences.is_sorted_by(|a, b| a >= b), "the most certain first: {confidences:?}");
    }
}

#[test]
fn each_format_shows_every_difference_with_its_places() {
    let review = reviewed("stridelark");
    let table = DiffTable::of(&review, &review.sets[0]).expect("a sample is a pair");
    let layout = Layout::default();
    let mut texts = [Vec::new(), Vec::new(), Vec::new()];
    render_diff_text(&table, layout, &mut texts[0]).expect("a vector takes bytes");
    render_diff_markdown(&table, layout, &mut texts[1]).expect("a vector takes bytes");
    render_diff_csv(&table, &mut texts[2]).expect("a vector takes bytes");
    let [text, markdown, csv] = texts.map(|bytes| String::from_utf8(bytes).expect("reports are UTF-8"));
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for found in &review.discrepancies {
        let message = found.message.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(joined.contains(&message), "{message} is not in\n{text}");
        let line =
            |labels: &[designvet::finding::Label]| labels.first().map(|label| review.document(label.file).file.line1(label.span.start));
        for (at, name) in [(line(&found.said), "prd.md"), (line(&found.built), "tdd.md")] {
            let Some(at) = at else { continue };
            assert!(joined.contains(&format!("{name}:{at}")), "{name}:{at} is not in\n{text}");
            assert!(markdown.contains(&format!("L{at}")), "L{at} is not in\n{markdown}");
        }
    }
    assert_eq!(csv.matches("\r\n").count(), review.discrepancies.len() + 1);
}

#[test]
fn a_difference_is_a_finding_of_the_document_that_is_quoted_first_whatever_kinds_the_two_are() {
    for kind in [None, Some("prd")] {
        let review = reviewed_as("stridelark", kind);
        assert!(!review.discrepancies.is_empty());
        for found in &review.discrepancies {
            let first = found.said.first().or(found.built.first()).expect("a difference has a place");
            let shown = |finding: &&designvet::finding::Finding| {
                finding.rule == found.rule && (finding.primary == *first || finding.related.contains(first))
            };
            let findings: Vec<_> = review.findings.iter().filter(shown).collect();
            let [one] = findings[..] else { panic!("{}: {} findings, kind {kind:?}", found.message, findings.len()) };
            let of_product = found.said.is_empty() != (one.primary.file == review.sets[0].requirements.expect("it is a pair"));
            assert!(of_product, "{}: shown in the other document, kind {kind:?}", found.message);
        }
    }
}
