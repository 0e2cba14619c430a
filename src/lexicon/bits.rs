//! A set of small numbers, by which most words are passed over before anything larger is asked.

/// A bit for each number.
#[derive(Debug, Default)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// Adds a number; room is made up to it.
    pub fn insert(&mut self, number: usize) {
        if self.0.len() <= number / 64 {
            self.0.resize(number / 64 + 1, 0);
        }
        self.0[number / 64] |= 1 << (number % 64);
    }

    /// True when it has been added.
    pub fn contains(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_in_it_and_nothing_else() {
        let mut bits = Bits::default();
        assert!(!bits.contains(0));
        for number in [700, 0, 63, 64] {
            bits.insert(number);
        }
        let held: Vec<usize> = (0..2000).filter(|number| bits.contains(*number)).collect();
        assert_eq!(held, [0, 63, 64, 700]);
    }
}
