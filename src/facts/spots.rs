//! Where something stands in a text, found in one pass, so that each block and sentence need not be searched for it.

use crate::source::Span;
use memchr::memmem;
use regex::Regex;

/// First bytes of what was looked for, in source order.
pub(super) struct Spots(Vec<u32>);

impl Spots {
    /// Where words stand.
    pub fn of_words(words: &[&str], text: &str) -> Self {
        words.iter().flat_map(|word| memmem::find_iter(text.as_bytes(), word)).map(|at| at as u32).collect()
    }

    /// Where a pattern matches.
    pub fn of_pattern(pattern: &Regex, text: &str) -> Self {
        pattern.find_iter(text).map(|found| found.start() as u32).collect()
    }

    /// True when one of them stands in a stretch of the text.
    pub fn any_in(&self, span: Span) -> bool {
        self.0.get(self.0.partition_point(|at| *at < span.start)).is_some_and(|at| *at < span.end)
    }
}

impl FromIterator<u32> for Spots {
    fn from_iter<I: IntoIterator<Item = u32>>(places: I) -> Self {
        let mut places: Vec<u32> = places.into_iter().collect();
        places.sort_unstable();
        Self(places)
    }
}
