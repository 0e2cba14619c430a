//! Sentences and rows of the two documents, with the rare words by which a statement of notes is held against those on the same thing.

use super::Walkthrough;
use super::heard::{Heard, words_of};
use crate::facts::{Bound, Quantity, spoken};
use crate::source::Span;
use crate::trace::Side;
use std::collections::{BTreeMap, BTreeSet};

/// What a document says in one sentence or row.
pub(super) struct Claim {
    /// It stands in the product document.
    pub is_product: bool,
    pub span: Span,
    /// Its words.
    pub words: BTreeSet<String>,
    /// Words of its heading, and of the sentence before one that opens with "they".
    around: BTreeSet<String>,
    /// Its first telling word.
    pub lead: Option<String>,
    pub numbers: Vec<Quantity>,
    /// In small letters, as written.
    pub lower: String,
}

/// All claims of both documents.
pub(super) struct Claims {
    pub all: Vec<Claim>,
    /// How rare a word is among them, from 0 to 1.
    weights: BTreeMap<String, f32>,
}

/// How much a statement and a claim have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likeness {
    /// Weight of the words they share.
    pub weight: f32,
    /// How many they share.
    pub shared: usize,
    /// What part of the statement that is.
    pub cover: f32,
    /// Both are about the thing they name first.
    pub of_one: bool,
}

/// Words that open a sentence on what the one before is about.
const CARRIED: &[&str] = &["they", "it", "these", "those", "this", "that", "both", "he", "she", "each"];

/// What a word counts for that stands around a claim or a statement, not in it.
const AROUND: f32 = 0.5;

impl Claims {
    pub fn of(walkthrough: Walkthrough<'_>) -> Self {
        let mut all = Vec::new();
        for (side, is_product) in [(walkthrough.product, true), (walkthrough.design, false)] {
            read(side, is_product, &mut all);
        }
        let mut times: BTreeMap<String, f32> = BTreeMap::new();
        for word in all.iter().flat_map(|claim: &Claim| &claim.words) {
            *times.entry(word.clone()).or_default() += 1.0;
        }
        let number = all.len() as f32;
        let weights = times.into_iter().map(|(word, times)| (word, 1.0 / (1.0 + 8.0 * times / (number + 8.0).min(400.0)))).collect();
        Self { all, weights }
    }

    /// How rare a word is; one that no claim has is rarest.
    pub fn weight(&self, word: &str) -> f32 {
        self.weights.get(word).copied().unwrap_or(1.0)
    }

    /// True when a document has the word.
    pub fn knows(&self, word: &str) -> bool {
        self.weights.contains_key(word)
    }

    /// `near` are the words that count in full: those beside what is compared.
    pub fn likeness(&self, heard: &Heard<'_>, near: &BTreeSet<String>, claim: &Claim) -> Likeness {
        let (mut weight, mut shared, mut whole) = (0.0, 0, 0.0);
        for words in [&heard.words, &heard.around] {
            for word in words {
                let rare = if near.contains(word) { 1.0 } else { AROUND } * self.weight(word);
                whole += rare;
                if claim.words.contains(word) {
                    (weight, shared) = (weight + rare, shared + 1);
                } else if claim.around.contains(word) {
                    (weight, shared) = (weight + AROUND * rare, shared + 1);
                }
            }
        }
        let of_one = claim.lead.is_some() && claim.lead == heard.lead;
        if of_one {
            (weight, shared) = (weight + AROUND, shared + 1);
        }
        Likeness { weight, shared, cover: weight / f32::max(whole, 0.1), of_one }
    }
}

fn read(side: Side<'_>, is_product: bool, all: &mut Vec<Claim>) {
    let mut last: Option<(usize, Vec<String>)> = None;
    for &(span, section) in &side.facts.half.sentences {
        let text = span.of(side.text);
        let words = words_of(text);
        let distinct: BTreeSet<String> = words.iter().cloned().collect();
        let lower = text.to_lowercase();
        let opening = first_word(&lower);
        let mut around: BTreeSet<String> = match section.checked_sub(1) {
            Some(at) if side.facts.outline[at].parent.is_some() => words_of(&side.facts.outline[at].title).into_iter().collect(),
            _ => BTreeSet::new(),
        };
        let carried = last.take().filter(|(own, _)| *own == section && opening.is_some_and(|word| CARRIED.contains(&word)));
        let before = carried.map_or(Vec::new(), |(_, before)| before);
        let lead = before.first().cloned().or_else(|| words_of(without_id(text)).into_iter().next());
        around.extend(before);
        last = Some((section, words));
        all.push(Claim { is_product, span, words: distinct, around, lead, numbers: spoken(span, side.text), lower });
        if opening_is_no(all, side.text) {
            join_last(all);
        }
        if let Some((claim, mark)) = all.last_mut().and_then(|claim| refused(&claim.lower).map(|mark| (claim, mark))) {
            // "More than five at once? No": five at most.
            let asked = claim.numbers.iter_mut().filter(|number| number.span.start < claim.span.start + mark as u32);
            asked.filter(|number| number.bound == Bound::AtLeast).for_each(|number| number.bound = Bound::AtMost);
        }
    }
}

/// True when the last claim says no to the one before it.
fn opening_is_no(all: &[Claim], text: &str) -> bool {
    let [.., question, answer] = all else { return false };
    question.is_product == answer.is_product
        && first_word(&answer.lower) == Some("no")
        && text[question.span.end as usize..].trim_start_matches(['*', '_', ' ', '"']).starts_with('?')
}

/// Makes the last two claims one: what is asked, and the answer behind it.
fn join_last(all: &mut Vec<Claim>) {
    let Some(answer) = all.pop() else { return };
    let Some(question) = all.last_mut() else { return };
    question.span = question.span.join(answer.span);
    question.lower = format!("{}? {}", question.lower, answer.lower);
    question.numbers.extend(answer.numbers);
    question.words.extend(answer.words);
}

/// The text behind an id that it opens with: "NFR1.4: ...", "FR-05 | ...".
fn without_id(text: &str) -> &str {
    let (first, rest) = text.split_once([' ', ':']).unwrap_or((text, ""));
    let is_id = first.starts_with(char::is_alphabetic) && first.contains(|c: char| c.is_ascii_digit());
    if is_id { rest } else { text }
}

fn first_word(lower: &str) -> Option<&str> {
    lower.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty())
}

/// Where the question ends of a sentence or row that asks something and says no.
pub(super) fn refused(lower: &str) -> Option<usize> {
    let mark = lower.find('?')?;
    (first_word(&lower[mark + 1..]) == Some("no")).then_some(mark)
}
