//! Which passages of the other document a passage is compared with: in a large one, those that share its rarest words.

use super::vectors::{Vector, product};
use super::weights::Weighted;

/// A passage is compared with so many of the other document, or all when there are no more.
pub(super) const NEAR: usize = 128;

/// Entries of the index that are read for a passage before its commoner words are left aside.
const READ: usize = 2048;

/// A passage that shares words with fewer others is compared by its direction instead.
const FEW: usize = 16;

/// The passages of one document by word.
pub(super) struct Index<'a> {
    /// By number of the word: the passages that have it, and what it weighs there.
    lists: Vec<Vec<(u32, f64)>>,
    directions: &'a [Vector],
    /// Of the passage that is looked for, by passage; zeros between two searches.
    sums: Vec<f64>,
}

impl<'a> Index<'a> {
    /// An index of the words and directions of all passages of a document.
    pub fn new(passages: &[Weighted], directions: &'a [Vector]) -> Self {
        let words = passages.iter().flatten().map(|(word, _)| *word as usize + 1).max().unwrap_or_default();
        let mut lists = vec![Vec::new(); words];
        // A document without more passages than are compared needs no index.
        let listed = if passages.len() > NEAR { passages } else { &[] };
        for (number, passage) in listed.iter().enumerate() {
            for &(word, weight) in passage {
                lists[word as usize].push((number as u32, weight));
            }
        }
        Self { lists, directions, sums: vec![0.0; listed.len()] }
    }

    /// The passages that a passage of the other document is to be compared with, in no order that means anything.
    pub fn near(&mut self, words: &Weighted, direction: &Vector) -> Vec<u32> {
        if self.directions.len() <= NEAR {
            return (0..self.directions.len() as u32).collect();
        }
        let mut found = self.by_words(words);
        if found.len() < FEW {
            found = self.directions.iter().zip(0..).map(|(other, number)| (number, f64::from(product(direction, other)))).collect();
        }
        if found.len() > NEAR {
            found.select_nth_unstable_by(NEAR, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            found.truncate(NEAR);
        }
        found.into_iter().map(|(number, _)| number).collect()
    }

    /// Passages that share words, and what the shared ones weigh: the rarest word first, until enough has been read.
    fn by_words(&mut self, words: &Weighted) -> Vec<(u32, f64)> {
        let list_of = |word: u32| self.lists.get(word as usize).map_or(&[][..], Vec::as_slice);
        let mut rarest: Vec<_> = words.iter().map(|&(word, weight)| (list_of(word), weight)).filter(|(list, _)| !list.is_empty()).collect();
        rarest.sort_by_key(|(list, _)| list.len());
        let mut found = Vec::new();
        let mut read = 0;
        for (list, weight) in rarest {
            if read > 0 && read + list.len() > READ {
                break;
            }
            read += list.len();
            for &(number, other) in list {
                let sum = &mut self.sums[number as usize];
                if *sum == 0.0 {
                    found.push(number);
                }
                *sum += weight * other;
            }
        }
        found.into_iter().map(|number| (number, std::mem::take(&mut self.sums[number as usize]))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::passage::Passage;
    use super::super::weights::{directions, weigh};
    use super::*;

    /// Names of many passages, told apart by a letter each.
    fn passages(count: usize) -> Vec<Passage> {
        let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
        (0..count)
            .map(|n| Passage::read(&format!("the common q{0}{1}{2} store x{0}{2}{1}", letter(n), letter(n / 26), letter(n / 676))))
            .collect()
    }

    fn found(count: usize, number: usize) -> Vec<u32> {
        let passages = passages(count);
        let (words, directions) = (weigh(&passages, &[]), directions(&passages, &[]));
        Index::new(&words, &directions).near(&words[number], &directions[number])
    }

    #[test]
    fn all_of_a_small_document_are_compared() {
        assert_eq!(found(NEAR, 3), (0..NEAR as u32).collect::<Vec<_>>());
    }

    #[test]
    fn of_a_large_document_the_nearest_are_compared() {
        let found = found(20 * NEAR, 1234);
        assert_eq!(found.len(), NEAR);
        assert!(found.contains(&1234));
    }

    #[test]
    fn words_that_everything_has_are_not_read_for_a_passage_with_rarer_ones() {
        let passages = passages(2 * READ);
        let (words, directions) = (weigh(&passages, &[]), directions(&passages, &[]));
        assert!(Index::new(&words, &directions).by_words(&words[7]).len() < FEW);
    }

    #[test]
    fn a_passage_without_common_words_is_compared_by_its_direction() {
        let texts = (0..2 * NEAR).map(|n| if n == NEAR + 1 { "delete the account".to_owned() } else { format!("weather zone {n}") });
        let passages: Vec<_> = texts.map(|text| Passage::read(&text)).collect();
        let asked = [Passage::read("remove a user")];
        let (words, directions) = (weigh(&asked, &passages), directions(&asked, &passages));
        assert!(Index::new(&words[1..], &directions[1..]).near(&words[0], &directions[0]).contains(&(NEAR as u32 + 1)));
    }
}
