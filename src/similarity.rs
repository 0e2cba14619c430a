//! Passages of two documents to the pairs of them that are most alike.
//!
//! A passage is its words, and the word pieces of a small table of vectors. Two passages are alike by the rare words they share
//! (weight 0.6) and by the direction of their vectors (0.4); a pair stands out when each is the best the other has, by far. Numbers
//! are added in a fixed order and only by operations that every machine rounds alike, so that the same texts give the same bytes.

mod compare;
mod index;
mod logarithm;
mod passage;
mod pieces;
mod portrait;
mod standing;
mod stop_words;
mod vectors;
mod vocabulary;
mod weights;
mod words;

pub use compare::{Candidate, compare};
pub use passage::{Passage, stem_set, stems};
pub use portrait::{Portrait, is_named, rarity};
pub use vocabulary::Vocabulary;
pub use words::written as words_of;
