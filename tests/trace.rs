//! Requirements are traced to the passages of a design that realise them, by their ids and by their words.

use designvet::checklist::{self, Checklist};
use designvet::document::Document;
use designvet::facts::{Facts, GivenKind, Half};
use designvet::rule::DocKind;
use designvet::source::SourceFile;
use designvet::trace::{Coverage, Reason, Side, Traced, trace};

const PRODUCT: &str = "# PRD: Parcels\n\n## Requirements\n\n- FR-1: The courier shall scan the parcel at the door.\n\
    - FR-2: The customer shall get a voucher when a parcel is lost.\n- FR-3: The depot shall print a label for each parcel.\n";

fn list() -> Checklist {
    checklist::load(&checklist::builtin(), &designvet::check::specs()).0
}

fn facts(kind: &str, text: &str, list: &Checklist) -> Facts {
    let file = SourceFile::new(format!("{kind}.md"), text.to_owned());
    let given = GivenKind { kind: DocKind::from(kind), reason: "a test says so".to_owned() };
    let facts = Facts::of(&file, &Document::parse(file.text()), list, Some(&given));
    Facts { half: Half::of(&file, list, &facts), ..facts }
}

/// What becomes of the requirements of [`PRODUCT`] in a design with these sections, with the words of their places.
fn traced(sections: &str) -> Vec<(Coverage, Vec<(String, Reason)>)> {
    let list = list();
    let design = format!("# Design: Parcels\n\n{sections}\n");
    let (product, designed) = (facts("prd", PRODUCT, &list), facts("tdd", &design, &list));
    let found = trace(Side { text: PRODUCT, facts: &product }, Side { text: &design, facts: &designed });
    assert_eq!(found.len(), 3);
    let places = |one: &Traced| one.links.iter().map(|link| (link.span.of(&design).to_owned(), link.reason)).collect();
    found.iter().map(|one| (one.coverage, places(one))).collect()
}

const SCANNER: &str = "## Scanner\n\nThe app of the courier scans the barcode of the parcel at the door.\n";
const PRINTER: &str = "## Label printer\n\nThe depot prints a label for each parcel on a thermal printer.\n";

#[test]
fn what_the_design_speaks_of_is_covered_and_what_it_has_no_word_for_is_not() {
    let found = traced(&format!("{SCANNER}\n{PRINTER}"));
    assert_eq!(found[0].0, Coverage::Covered);
    assert!(found[0].1[0].0.contains("barcode"), "{:?}", found[0]);
    assert_eq!(found[1].0, Coverage::Uncovered, "no voucher is designed: {:?}", found[1]);
    assert_eq!(found[2].0, Coverage::Covered);
    assert!(found[2].1[0].0.contains("thermal"), "{:?}", found[2]);
}

#[test]
fn a_passage_that_names_the_id_comes_first() {
    let found = traced(&format!("{SCANNER}\n{PRINTER}\n## Lost items\n\nA nightly job looks for what was never seen again (FR-2).\n"));
    assert_eq!(found[1].0, Coverage::Covered);
    assert_eq!(found[1].1[0].1, Reason::Id);
    assert!(found[1].1[0].0.contains("nightly job"));
}

#[test]
fn of_a_table_the_row_that_names_the_id_is_the_place() {
    let table =
        "## Drivers\n\n| Id | Answer |\n|---|---|\n| FR-1 | A reader in the app |\n| FR-2 | A nightly job pays |\n| FR-3 | A printer |\n";
    for (at, one) in traced(table).iter().enumerate() {
        let (place, reason) = &one.1[0];
        assert_eq!((place.lines().count(), *reason), (1, Reason::Id));
        assert!(place.contains(&format!("FR-{}", at + 1)), "{place}");
    }
}

#[test]
fn what_is_said_again_or_is_not_done_realises_nothing() {
    let voucher = "The customer gets a voucher when a parcel is lost (FR-2).\n";
    for heading in ["Requirements", "Goals", "Out of scope", "Alternatives considered", "Future work", "References"] {
        let found = traced(&format!("{SCANNER}\n{PRINTER}\n## {heading}\n\n{voucher}"));
        assert_eq!(found[1].0, Coverage::Uncovered, "{heading}: {:?}", found[1]);
    }
    assert_eq!(traced(&format!("{SCANNER}\n{PRINTER}\n## Lost parcels\n\n{voucher}"))[1].0, Coverage::Covered);
}

#[test]
fn a_requirement_of_which_half_is_said_is_covered_in_part() {
    let found = traced(&format!("{SCANNER}\n## Depot\n\nThe depot keeps a label.\n"));
    assert_eq!(found[2].0, Coverage::Partial, "{:?}", found[2]);
}

#[test]
fn passages_are_read_at_a_glance() {
    let rows = (0..60).map(|row| format!("| column_{row} | text |\n")).collect::<Vec<_>>().concat();
    let code = (0..60).map(|line| format!("step_{line}();\n")).collect::<Vec<_>>().concat();
    let text = format!("# Design\n\n## Tables\n\n| Column | Type |\n|---|---|\n{rows}\n## Code\n\n```\n{code}```\n");
    let facts = facts("tdd", &text, &list());
    assert!(facts.half.passages.len() >= 6);
    for passage in &facts.half.passages {
        assert!(passage.span.of(&text).lines().count() <= 20, "{:?}", passage.span.of(&text));
    }
    let whole: String = facts.half.passages.iter().map(|passage| passage.span.of(&text)).collect();
    assert!((0..60).all(|at| whole.contains(&format!("column_{at} ")) && whole.contains(&format!("step_{at}("))));
}

#[test]
fn an_empty_side_is_no_problem() {
    let list = list();
    let (product, empty) = (facts("prd", PRODUCT, &list), facts("tdd", "# Design\n", &list));
    let found = trace(Side { text: PRODUCT, facts: &product }, Side { text: "# Design\n", facts: &empty });
    assert!(found.iter().all(|one| one.coverage == Coverage::Uncovered && one.links.is_empty()));
    assert!(trace(Side { text: "# PRD\n", facts: &empty }, Side { text: PRODUCT, facts: &product }).is_empty());
}
