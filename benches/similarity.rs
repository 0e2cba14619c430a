//! Two documents of so many passages each to the time that `similarity` needs for them: it must grow with the documents, not with their product.
//!
//! `cargo bench --bench similarity -- FOLDER...` takes the words from the Markdown below the folders; without one, from this repository's.

use designvet::similarity::{Passage, compare};
use ignore::WalkBuilder;
use std::io::Write as _;
use std::time::{Duration, Instant};

const SIZES: &[usize] = &[10, 100, 1_000, 5_000];
const ROUNDS: u32 = 3;

fn main() {
    // `cargo bench` adds `--bench`.
    let mut folders: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if folders.is_empty() {
        folders.push(env!("CARGO_MANIFEST_DIR").to_owned());
    }
    let texts: Vec<String> = folders
        .iter()
        .flat_map(|folder| WalkBuilder::new(folder).sort_by_file_name(std::ffi::OsStr::cmp).build().flatten())
        .filter(|entry| entry.path().extension().is_some_and(|e| e.eq_ignore_ascii_case("md")))
        .filter_map(|entry| std::fs::read_to_string(entry.path()).ok())
        .collect();
    let words: Vec<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
    assert!(!words.is_empty(), "there is no Markdown in {folders:?}");

    let mut out = std::io::stdout();
    for &count in SIZES {
        let (sources, targets) = (passages(&words, count, 1), passages(&words, count, 2));
        let read = || [&sources, &targets].map(|texts| texts.iter().map(|text| Passage::read(text)).collect::<Vec<_>>());
        let [left, right] = read();
        let (reading, comparing) = (fastest(|| drop(read())), fastest(|| drop(compare(&left, &right, 10))));
        let [reading, comparing] = [reading, comparing].map(|time| time.as_secs_f64() * 1e3);
        writeln!(out, "{count:>6} passages a side: reading {reading:>8.1} ms, comparing {comparing:>8.1} ms").expect("stdout is open");
    }
    writeln!(out, "words of {} files, fastest of {ROUNDS} rounds", texts.len()).expect("stdout is open");
}

/// Passages of 10 to 40 words, each word as often as in the texts.
fn passages(words: &[&str], count: usize, seed: u64) -> Vec<String> {
    let mut state = seed;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit
    };
    let mut passage = || {
        let length = 10 + below(31);
        (0..length).map(|_| words[below(words.len())]).collect::<Vec<_>>().join(" ")
    };
    (0..count).map(|_| passage()).collect()
}

fn fastest(work: impl Fn()) -> Duration {
    let once = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..ROUNDS).map(|_| once()).min().unwrap_or_default()
}
