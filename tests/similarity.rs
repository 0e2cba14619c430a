//! How well `similarity` finds known links, when data sets are at hand, and that its cost grows with the documents, not with their product.
//!
//! The sets lie in `../shared/trace` or in `$DESIGNVET_SHARED/trace` and are no part of the project. `docs/similarity.md` has the figures.

#[path = "../examples/trace_eval/figures.rs"]
mod figures;

use designvet::similarity::{Passage, compare};
use figures::{Figures, THRESHOLD};
use proptest::collection::vec;
use proptest::prelude::*;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Texts of any characters, or of a few words that are often the same.
const TEXT: &str = "\\PC{0,20}|((user|exportOrder|İd|é|x1|über|##ing|\\[unk\\]) ?){0,6}";

const SETS: &[&str] = &["oft_md", "strictdoc_l1_l2", "strictdoc_l2_l3", "zephyr_sys_sw", "ardoco_sad_sam"];

/// The means over the sets must not fall below these.
const LEAST: Figures = Figures { map: 0.81, best_f1: 0.555, f1: 0.525, precision: 0.58, recall: 0.47 };

#[test]
fn known_links_are_found_as_well_as_before() {
    let shared = std::env::var_os("DESIGNVET_SHARED").map_or_else(|| Path::new("..").join("shared"), PathBuf::from);
    let root = shared.join("trace");
    if !root.is_dir() {
        let _ = writeln!(std::io::stderr(), "NOT TESTED: there are no links in {} (set DESIGNVET_SHARED)", root.display());
        return;
    }
    let all: Vec<Figures> = SETS.iter().map(|set| Figures::of(&root.join(set), THRESHOLD).expect("the set can be read")).collect();
    let mean = Figures::mean(&all);
    let kept = mean.map >= LEAST.map
        && mean.best_f1 >= LEAST.best_f1
        && mean.f1 >= LEAST.f1
        && mean.precision >= LEAST.precision
        && mean.recall >= LEAST.recall;
    assert!(kept, "{mean:#?} is below {LEAST:#?}");
}

#[test]
fn links_of_a_small_set_are_counted() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("links");
    std::fs::create_dir_all(&folder).expect("cargo names a folder that can be written");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("the folder can be written");
    write("source.tsv", "p::1\tOrders are exported as a file.\np::2\tPayment by invoice.\nq::1\tA user logs in by phone.\n");
    write(
        "target.tsv",
        "p::a\tThe invoice is sent after payment.\np::b\tOrderExporter writes a file of orders.\nq::a\tThe phone logs in.\n",
    );
    write("links.tsv", "p::1\tp::b\np::2\tp::b\nq::1\tq::a\n");
    let figures = Figures::of(&folder, THRESHOLD).expect("the set was written");
    // Sources 1 and 3 have their link first, source 2 second; of three pairs above the threshold two are links.
    assert!((figures.map - (1.0 + 0.5 + 1.0) / 3.0).abs() < 1e-12, "{figures:?}");
    assert!((figures.precision - 2.0 / 3.0).abs() < 1e-12 && (figures.recall - 2.0 / 3.0).abs() < 1e-12, "{figures:?}");
}

proptest! {
    #[test]
    fn any_text_is_read_and_a_score_is_between_0_and_1(sources in vec(TEXT, 0..6), targets in vec(TEXT, 0..6)) {
        let read = |texts: &[String]| texts.iter().map(|text| Passage::under(text, text)).collect::<Vec<_>>();
        for candidate in compare(&read(&sources), &read(&targets), usize::MAX).iter().flatten() {
            prop_assert!((0.0..=1.0 + f32::EPSILON).contains(&candidate.score), "{candidate:?}");
        }
    }
}

/// Eight times the passages may cost eight times the time, and not sixty-four times.
#[test]
fn cost_grows_with_the_documents_and_not_with_their_product() {
    let time = |count: usize| {
        let (sources, targets) = (passages(count, 7), passages(count, 11));
        let once = || {
            let start = Instant::now();
            assert_eq!(compare(&sources, &targets, 5).len(), count);
            start.elapsed()
        };
        (0..2).map(|_| once()).min().unwrap_or(Duration::ZERO)
    };
    let (small, large) = (time(200), time(1600));
    assert!(large < small * 32, "200 passages take {small:?}, 1,600 take {large:?}");
}

/// Passages of some twenty words each, common ones and rare ones as in any text.
fn passages(count: usize, seed: u64) -> Vec<Passage> {
    let mut state = seed;
    let mut below = |limit: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % limit
    };
    let mut word = || {
        let limit = 4 << below(11);
        format!("w{}", below(limit))
    };
    (0..count).map(|_| Passage::read(&(0..20).map(|_| word()).collect::<Vec<_>>().join(" "))).collect()
}
