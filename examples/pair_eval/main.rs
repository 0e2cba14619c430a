//! Measures how well two documents are told apart that do not belong together.
//!
//! `cargo run --release --example pair_eval -- DIR...`: each folder holds `NAME/prd.md` and `NAME/tdd.md`. Printed are, for the threshold
//! that is built in, how many true pairs are called mismatched and how many of 200 mismatches, drawn with a fixed seed, and of all are
//! recognised; then the same with the threshold chosen on one half of the pairs and counted on the other, over 200 halvings.

use designvet::checklist::Checklist;
use designvet::config::Config;
use designvet::document::Document;
use designvet::facts::Facts;
use designvet::pair::{APART, KindWords, belongs};
use designvet::source::SourceFile;
use designvet::trace::Side;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

/// Pairs without which nothing can be told.
const FEWEST: usize = 4;
/// Mismatches that are drawn.
const DRAWN: usize = 200;
/// Times that the pairs are cut in halves.
const HALVINGS: usize = 200;

/// A document as it is compared.
struct Read {
    file: SourceFile,
    facts: Facts,
}

/// Scores of all product documents against all designs; NaN where nothing is judged.
struct Scores(Vec<Vec<f64>>);

fn main() -> ExitCode {
    let folders: Vec<String> = std::env::args().skip(1).collect();
    if folders.is_empty() {
        let _ = writeln!(io::stderr(), "usage: pair_eval DIR...");
        return ExitCode::from(2);
    }
    match folders.iter().try_for_each(|folder| print(Path::new(folder))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}

fn print(folder: &Path) -> io::Result<()> {
    let (checklist, _) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    let mut names: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|entry| entry.path()).collect();
    names.retain(|path| path.join("prd.md").is_file() && path.join("tdd.md").is_file());
    names.sort();
    if names.len() < FEWEST {
        return Err(io::Error::other(format!("{}: fewer than {FEWEST} folders with prd.md and tdd.md", folder.display())));
    }
    let side = |name: &str| names.iter().map(|path| read(&path.join(name), &checklist)).collect::<io::Result<Vec<Read>>>();
    let scores = Scores::of(&side("prd.md")?, &side("tdd.md")?, &checklist);

    let mut out = io::stdout();
    let all: Vec<usize> = (0..names.len()).collect();
    let (wrong, found) = scores.count(&all, APART);
    let mismatches = scores.mismatches(&all);
    let mut random = Random(1);
    let drawn: Vec<f64> = (0..DRAWN).map(|_| mismatches[random.below(mismatches.len())]).collect();
    let recognised = drawn.iter().filter(|score| **score < APART).count();
    writeln!(out, "{}: {} pairs", folder.display(), names.len())?;
    writeln!(out, "  threshold {APART}: {wrong} of {} true pairs called mismatched", names.len())?;
    writeln!(out, "  recognised: {recognised} of {DRAWN} mismatches drawn, {found} of all {}", mismatches.len())?;

    let (mut wrong, mut true_pairs, mut found, mut false_pairs) = (0, 0, 0, 0);
    let (mut lowest, mut highest) = (f64::MAX, f64::MIN);
    for _ in 0..HALVINGS {
        let mut shuffled = all.clone();
        for at in (1..shuffled.len()).rev() {
            shuffled.swap(at, random.below(at + 1));
        }
        let (known, unknown) = shuffled.split_at(shuffled.len() / 2);
        let threshold = scores.best_threshold(known);
        (lowest, highest) = (lowest.min(threshold), highest.max(threshold));
        let counted = scores.count(unknown, threshold);
        wrong += counted.0;
        found += counted.1;
        true_pairs += unknown.len();
        false_pairs += scores.mismatches(unknown).len();
    }
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    writeln!(
        out,
        "  threshold chosen on the other half ({lowest:.2} to {highest:.2}): {:.1} % of true pairs called mismatched, {:.1} % of mismatches recognised",
        percent(wrong, true_pairs),
        percent(found, false_pairs)
    )
}

fn read(path: &Path, checklist: &Checklist) -> io::Result<Read> {
    let file = SourceFile::new(path.to_string_lossy(), std::fs::read_to_string(path)?);
    let facts = Facts::of(&file, &Document::parse(file.text()), checklist, None);
    Ok(Read { file, facts })
}

impl Scores {
    fn of(products: &[Read], designs: &[Read], checklist: &Checklist) -> Self {
        let kinds = KindWords::of(checklist);
        let score = |product: &Read, design: &Read| {
            let [product, design] = [product, design].map(|read| Side { text: read.file.text(), facts: &read.facts });
            let found = belongs(product, design, &kinds);
            if found.is_judged { found.score() } else { f64::NAN }
        };
        Self(products.iter().map(|product| designs.iter().map(|design| score(product, design)).collect()).collect())
    }

    fn mismatches(&self, pairs: &[usize]) -> Vec<f64> {
        let others = |product: &usize| pairs.iter().filter(move |design| *design != product).copied().collect::<Vec<_>>();
        pairs.iter().flat_map(|product| others(product).into_iter().map(|design| self.0[*product][design])).collect()
    }

    /// True pairs below a threshold, and mismatches below it.
    fn count(&self, pairs: &[usize], threshold: f64) -> (usize, usize) {
        let below = |scores: &[f64]| scores.iter().filter(|score| **score < threshold).count();
        let own: Vec<f64> = pairs.iter().map(|at| self.0[*at][*at]).collect();
        (below(&own), below(&self.mismatches(pairs)))
    }

    /// The threshold with the fewest errors: the sum of the two shares; of equal ones, their middle.
    fn best_threshold(&self, pairs: &[usize]) -> f64 {
        let mismatches = self.mismatches(pairs).len().max(1) as f64;
        let errors = |threshold: f64| {
            let (wrong, found) = self.count(pairs, threshold);
            wrong as f64 / pairs.len().max(1) as f64 + 1.0 - found as f64 / mismatches
        };
        let steps: Vec<f64> = (0..=100).map(|step| f64::from(step) / 100.0).collect();
        let least = steps.iter().map(|step| errors(*step)).fold(f64::MAX, f64::min);
        let best: Vec<f64> = steps.into_iter().filter(|step| errors(*step) <= least + 1e-9).collect();
        best.iter().sum::<f64>() / best.len().max(1) as f64
    }
}

/// Numbers that look random and are the same each time (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }
}
