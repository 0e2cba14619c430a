//! Tables and lists of third parties to the names in them that the lexicon does not know.

use super::Candidate;
use crate::facts::Reading;
use crate::facts::surroundings::Found;

/// Names in the name column of a table of third parties.
pub(super) fn candidates<'r, 'a>(_reading: &Reading<'a>, _found: &[Found<'r, 'a>]) -> Vec<Candidate<'r, 'a>> {
    Vec::new()
}
