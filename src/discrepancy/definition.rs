//! Words that both documents explain, each in its own way.

use super::{Case, Discrepancy, Pair};
use crate::document::plain;
use crate::similarity::stem_set;

/// Share of the words of the shorter explanation that the other has, from which on they agree.
const AGREE: f32 = 0.25;
/// Words of an explanation that explains.
const FEWEST: usize = 3;

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    for said in &pair.product.facts.half.definitions {
        let same = pair.design.facts.half.definitions.iter().find(|built| built.term == said.term);
        let Some(built) = same else { continue };
        let (one, other) = (stem_set(said.meaning.of(pair.product.text)), stem_set(built.meaning.of(pair.design.text)));
        let shared = one.intersection(&other).count() as f32 / one.len().min(other.len()).max(1) as f32;
        if shared >= AGREE || one.len().min(other.len()) < FEWEST {
            continue;
        }
        found.push(Discrepancy {
            case: Case::TermDiffers,
            subject: said.term.clone(),
            product: vec![said.meaning],
            design: vec![built.meaning],
            notes: None,
            confidence: 0.6,
            values: vec![
                ("name", said.term.clone()),
                ("first", plain(said.meaning.of(pair.product.text))),
                ("second", plain(built.meaning.of(pair.design.text))),
            ],
        });
    }
}
