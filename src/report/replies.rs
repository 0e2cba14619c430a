//! What notes of a walkthrough reply to the questions of a review: answered ones, which have to be written into the documents, and those
//! put off.

use super::items::place;
use super::{count, safe, sentence};
use crate::item::{Item, Reply, items};
use crate::review::Review;
use crate::source::FileId;

/// The items of the documents that notes are about; none without notes.
pub(super) struct Replies {
    items: Vec<Item>,
}

impl Replies {
    pub(super) fn of(review: &Review) -> Self {
        let sets: Vec<_> = review.sets.iter().filter(|set| !set.notes.is_empty()).collect();
        if sets.is_empty() {
            return Self { items: Vec::new() };
        }
        let is_asked = |item: &Item| {
            let is = |id: FileId| review.document(id).path() == item.document;
            sets.iter().any(|set| set.members().any(|id| is(id) && !set.notes.contains(&id)))
        };
        Self { items: items(review).into_iter().filter(is_asked).collect() }
    }

    /// Every item with a reply.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Item, &Reply)> {
        self.items.iter().filter_map(|item| Some((item, item.reply.as_ref()?)))
    }

    /// Answered first; each group under its title.
    pub(super) fn groups(&self) -> impl Iterator<Item = (&'static str, Vec<(&Item, &Reply)>)> {
        let of = |answers: bool| self.all().filter(move |(_, reply)| reply.answers == answers).collect::<Vec<_>>();
        let groups = [("Answered in the notes", of(true)), ("Put off in the notes", of(false))];
        groups.into_iter().filter(|(_, items)| !items.is_empty())
    }

    /// What is to be done with a reply.
    pub(super) fn verb(reply: &Reply) -> &'static str {
        if reply.answers { "write it into" } else { "still open in" }
    }

    /// Where, and what about.
    pub(super) fn place(item: &Item) -> String {
        format!("{}: {}", place(item), sentence(&safe::line(&item.title)))
    }

    /// How many questions the notes do not name; None when there is none.
    pub(super) fn left(&self) -> Option<String> {
        let left = self.items.iter().filter(|item| item.reply.is_none()).count();
        let number = count(left, "question");
        let verb = if left == 1 { "is" } else { "are" };
        (left > 0).then(|| format!("{number} {verb} not named in the notes: neither the words of the question nor its id stand there."))
    }
}
