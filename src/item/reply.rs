//! Notes of a walkthrough to what they reply to action items: where notes name an item, by its id, its question or its title, what stands
//! beneath or behind is the reply. Talk that names no item is not taken for one.

use super::{Item, Place, QUOTED};
use crate::document::plain;
use crate::facts::{Statement, StatementKind};
use crate::review::{Review, Reviewed};
use crate::similarity::stem_set;
use crate::source::Span;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What notes say to the question of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// True when it settles the question; false when it puts it off or guesses.
    pub answers: bool,
    /// Path of the notes.
    pub path: String,
    /// Line, from 1.
    pub line: u32,
    /// The words, on one line.
    pub text: String,
}

/// Share of the words of a question or title that a statement has to have to name it.
const SAME: f32 = 0.75;
/// Fewest words of a question or title by which it can be known.
const WORDS: usize = 3;
/// Fewest words that a statement has besides those of what it names, to be the reply itself.
const BESIDES: usize = 3;
/// Most statements of a reply.
const MOST: usize = 4;
/// Most lines from what names an item to the reply to it.
const AFTER: u32 = 3;
/// Most lines from one statement of a reply to the next.
const BETWEEN: u32 = 1;

/// Sets what the notes of its documents reply to each item.
pub(super) fn hear(review: &Review, items: &mut [Item]) {
    for set in &review.sets {
        let asked = set.members().filter(|id| !set.notes.contains(id));
        let asked: Vec<&str> = asked.map(|id| review.document(id).path()).collect();
        for notes in set.notes.iter().map(|id| review.document(*id)) {
            let mut own: Vec<&mut Item> =
                items.iter_mut().filter(|item| item.reply.is_none() && asked.contains(&item.document.as_str())).collect();
            let replies = Notes::of(notes).replies(review, &own);
            for (number, reply) in replies {
                own[number].reply = Some(reply);
            }
        }
    }
}

struct Notes<'a> {
    document: &'a Reviewed,
    statements: &'a [Statement],
    stems: Vec<BTreeSet<String>>,
}

impl<'a> Notes<'a> {
    fn of(document: &'a Reviewed) -> Self {
        let statements = document.facts.as_ref().map_or(&[][..], |facts| &facts.statements);
        let stems = statements.iter().map(|statement| stem_set(&plain(statement.span.of(document.file.text())))).collect();
        Self { document, statements, stems }
    }

    /// The reply to each item that is named, by its number; one that settles it before one that does not.
    fn replies(&self, review: &Review, items: &[&mut Item]) -> BTreeMap<usize, Reply> {
        let asked: Vec<Asked> = items.iter().map(|item| Asked::of(item, items, review)).collect();
        let named: Vec<Option<usize>> = (0..self.statements.len()).map(|at| self.named(at, &asked)).collect();
        let mut replies: BTreeMap<usize, Reply> = BTreeMap::new();
        for (at, item) in named.iter().enumerate().filter_map(|(at, item)| Some((at, (*item)?))) {
            let Some(reply) = self.reply(at, &asked[item], &named) else { continue };
            if replies.get(&item).is_none_or(|known| reply.answers && !known.answers) {
                replies.insert(item, reply);
            }
        }
        replies
    }

    fn text(&self, span: Span) -> &'a str {
        span.of(self.document.file.text())
    }

    fn line(&self, at: usize) -> u32 {
        self.document.file.line1(self.statements[at].span.start)
    }

    /// The item that a statement names, when it names one more than any other.
    fn named(&self, at: usize, asked: &[Asked]) -> Option<usize> {
        let span = self.statements[at].span;
        let text = plain(self.text(span)).to_lowercase();
        // In a table the topic stands in another cell.
        let line = stem_set(&plain(self.text(span.lines(self.document.file.text()))));
        let likeness = |one: &Asked| one.likeness(&text, &self.stems[at], &line);
        let all: Vec<f32> = asked.iter().map(likeness).collect();
        let best = all.iter().copied().fold(0.0, f32::max);
        let mut of_best = (0..all.len()).filter(|item| best > 0.0 && all[*item] >= best);
        of_best.next().filter(|_| of_best.next().is_none())
    }

    /// What stands behind or beneath the statement that names an item; None when nothing does.
    fn reply(&self, at: usize, asked: &Asked, named: &[Option<usize>]) -> Option<Reply> {
        let statement = &self.statements[at];
        // What the documents say at the places of an item is no reply to it.
        let besides = self.stems[at].iter().filter(|stem| !asked.words.contains(*stem) && !asked.around.contains(*stem)).count();
        let is_question = matches!(statement.kind, StatementKind::Question | StatementKind::Chatter);
        let said = match statement.linked.filter(|_| statement.kind == StatementKind::Question) {
            Some(answer) => (0..self.statements.len()).filter(|other| answer.contains(self.statements[*other].span)).collect(),
            None if self.is_quoted(at) => self.following(at, named),
            None if !is_question && besides >= BESIDES => vec![at],
            None if !self.is_in_row(at) && self.has_below(at) => self.following(at, named),
            None => Vec::new(),
        };
        let of_it: Vec<usize> = said.into_iter().filter(|said| !self.statements[*said].elsewhere).collect();
        let answers = of_it.iter().all(|said| !self.statements[*said].puts_off && !self.statements[*said].hedged);
        let is_quoted = asked.is_quoted_in(&plain(self.text(statement.span)).to_lowercase());
        if answers && !is_quoted && !of_it.iter().any(|said| self.says_something(*said, asked)) {
            return None;
        }
        let words: Vec<String> = of_it.iter().map(|said| plain(self.text(self.statements[*said].span))).collect();
        let text: String = words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = text.char_indices().nth(2 * QUOTED).map(|(end, _)| format!("{}\u{2026}", text[..end].trim_end()));
        Some(Reply { answers, path: self.document.path().to_owned(), line: self.line(*of_it.first()?), text: cut.unwrap_or(text) })
    }

    /// True in a heading or quotation.
    fn is_quoted(&self, at: usize) -> bool {
        self.text(self.statements[at].span.lines(self.document.file.text())).trim_start().starts_with(['>', '#'])
    }

    /// True in a row of a table: what stands below it is another row.
    fn is_in_row(&self, at: usize) -> bool {
        self.text(self.statements[at].span.lines(self.document.file.text())).trim_start().starts_with('|')
    }

    /// True for an item with others below it.
    fn has_below(&self, at: usize) -> bool {
        let column = |span: Span| span.start - span.lines(self.document.file.text()).start;
        let below = (at + 1..self.statements.len()).find(|next| self.line(*next) > self.line(at));
        below.is_some_and(|next| column(self.statements[next].span) > column(self.statements[at].span))
    }

    fn following(&self, at: usize, named: &[Option<usize>]) -> Vec<usize> {
        let mut said = Vec::new();
        let mut last = self.document.file.lines1(self.statements[at].span).1;
        for (next, statement) in self.statements.iter().enumerate().skip(at + 1) {
            let far = self.line(next) > last + if said.is_empty() { AFTER } else { BETWEEN };
            if self.is_quoted(next) || far || named[next].is_some() || statement.kind == StatementKind::Question || said.len() == MOST {
                break;
            }
            last = self.document.file.lines1(statement.span).1;
            if statement.kind != StatementKind::Chatter {
                said.push(next);
            }
        }
        said
    }

    /// True for a number, a yes or no, a word of the question, or something known: talk beneath a question is often of something else.
    fn says_something(&self, at: usize, asked: &Asked) -> bool {
        let span = self.statements[at].span;
        let text = self.text(span);
        let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default().to_lowercase();
        let is_known = |mention: Span| span.contains(mention);
        let knows = self.document.facts.as_ref().is_some_and(|facts| {
            facts.data_elements.iter().any(|fact| is_known(fact.mention.span))
                || facts.third_parties.iter().any(|fact| fact.mentions.iter().any(|(_, mention)| is_known(mention.span)))
                || facts.protections.iter().any(|fact| is_known(fact.mention.span))
                || facts.locations.iter().any(|fact| is_known(fact.mention.span))
        });
        text.bytes().any(|byte| byte.is_ascii_digit())
            || ["yes", "no", "not", "none", "nobody", "nothing", "never", "both", "all"].contains(&first.as_str())
            || self.stems[at].iter().any(|stem| asked.words.contains(stem) || asked.around.contains(stem))
            || knows
    }
}

/// What an item can be known by.
struct Asked {
    id: String,
    key: String,
    title: String,
    /// An id of a requirement, which opens what is said of it.
    subject: Option<String>,
    /// Of its question, and of its title.
    question: BTreeSet<String>,
    titled: BTreeSet<String>,
    /// No other item has the same question.
    is_only: bool,
    /// The numbers of its title, when there are two: "40 or 60" is about what has these values.
    values: Vec<String>,
    /// Words of both, and those at its places.
    words: BTreeSet<String>,
    around: BTreeSet<String>,
}

impl Asked {
    fn of(item: &Item, all: &[&mut Item], review: &Review) -> Self {
        let is_only = all.iter().filter(|other| other.ask == item.ask).count() == 1;
        let (question, titled) = (stem_set(&item.ask), stem_set(&item.title));
        let subject = item.id.rsplit('#').next().unwrap_or_default();
        let is_id = subject.contains('-') && subject.ends_with(|c: char| c.is_ascii_digit());
        Self {
            id: item.id.to_lowercase(),
            key: item.key.clone(),
            title: item.title.to_lowercase(),
            subject: is_id.then(|| subject.to_owned()),
            words: question.union(&titled).cloned().collect(),
            values: numbers(&item.title),
            question,
            titled,
            is_only,
            around: item.places.iter().flat_map(|place| stem_set(&around(review, place))).collect(),
        }
    }

    /// True where a statement, in small letters, has its id or title.
    fn is_quoted_in(&self, text: &str) -> bool {
        let goes_on = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '~' | '_'));
        let has_id = text.match_indices(self.id.as_str()).any(|(at, id)| !goes_on(&text[at + id.len()..]));
        has_id || text.contains(&self.key) || text.contains(&self.title)
    }

    /// How surely a statement, in small letters and as stems, names it: 0 where it does not. `line` has the stems of the whole line.
    fn likeness(&self, text: &str, stems: &BTreeSet<String>, line: &BTreeSet<String>) -> f32 {
        if self.is_quoted_in(text) {
            return 3.0;
        }
        if self.subject.as_ref().is_some_and(|id| text.strip_prefix(id).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))) {
            return 2.0;
        }
        let share = |words: &BTreeSet<String>, of: &BTreeSet<String>| {
            let shared = words.iter().filter(|word| of.contains(*word)).count();
            if words.len() < WORDS { 0.0 } else { shared as f32 / words.len() as f32 }
        };
        // Of a question that several items have, the one whose matter stands beside it is meant.
        let beside =
            self.titled.difference(&self.question).filter(|stem| line.contains(*stem)).count() as f32 / self.titled.len().max(1) as f32;
        let asked = if self.is_only {
            share(&self.question, stems)
        } else {
            share(&self.question, stems).min(SAME) * f32::from(beside > 0.0) + beside / 4.0
        };
        let both = self.values.len() == 2 && self.values.iter().all(|value| numbers(text).contains(value));
        let quotes = quoted(text).any(|words| self.title.contains(words));
        let most = asked.max(share(&self.titled, line)).max(if both || quotes { SAME + beside / 4.0 } else { 0.0 });
        if most >= SAME { most } else { 0.0 }
    }
}

/// What an item quotes at a place: the words of its line, and how the place is called.
fn around(review: &Review, place: &Place) -> String {
    let document = review.documents.iter().find(|document| document.path() == place.path);
    let line = document.map_or("", |document| document.file.line_text(place.line));
    format!("{} {} {}:{}", plain(line), place.text, place.path, place.line)
}

/// The different numbers of a text, in their order.
fn numbers(text: &str) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    for number in text.split(|c: char| !c.is_ascii_digit() && c != '.').map(|number| number.trim_matches('.')) {
        if !number.is_empty() && !numbers.iter().any(|known| known == number) {
            numbers.push(number.to_owned());
        }
    }
    numbers
}

/// Shortest words in quotation marks by which their place is known, in bytes.
const QUOTATION: usize = 8;

/// What stands in quotation marks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(['"', '\u{201c}', '\u{201d}', '\u{201e}']).skip(1).step_by(2);
    parts.map(str::trim).filter(|words| words.len() >= QUOTATION)
}
