//! Who took part in a meeting, and who of them takes something on.

use super::super::Reading;
use super::line::{self, Head};
use super::words::{is_key, is_word};
use crate::document::{Block, BlockKind, Value, heading_key};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The people of the notes.
#[derive(Debug, Default)]
pub(super) struct People {
    /// Words of their names, folded.
    names: BTreeSet<String>,
    /// What stands before what they say, folded.
    speakers: BTreeSet<String>,
    /// The notes are a talk: most lines have a speaker.
    pub(super) talk: bool,
}

/// What a statement is, for the names in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A sentence among others: names in it are those of whom it is about.
    Talk,
    /// A decision that stands by itself.
    Decision,
    /// An action that stands by itself: whoever is named does it.
    Action,
}

/// A word of a sentence.
#[derive(Clone, Copy)]
struct Word<'t> {
    span: Span,
    text: &'t str,
    /// Nothing but space stands between it and the word before.
    joined: bool,
}

/// Words of a name beyond which a cell or item is no name.
const NAME_WORDS: usize = 4;
/// Times a word stands before a colon from which on it is a speaker where others are.
const REPEATED: usize = 2;
/// Lines with a speaker from which on notes are a talk.
const TALK_LINES: usize = 4;

impl People {
    pub(super) fn of(reading: &Reading<'_>) -> Self {
        let mut people = Self::default();
        people.add_attendees(reading);
        let mut labels: BTreeMap<String, usize> = BTreeMap::new();
        let (mut spoken, mut all) = (0, 0);
        for block in reading.document.blocks.iter().filter(|block| is_read(block, reading)) {
            for (start, text) in block.span.each_line(reading.text) {
                let Some(head) = line::head(text, start) else { continue };
                all += 1;
                let Some(name) = head.name else { continue };
                let name = folded(name.of(reading.text));
                if is_label(reading, &name) {
                    continue;
                }
                spoken += 1;
                if head.certain {
                    people.add_speaker(&name);
                } else {
                    *labels.entry(name).or_default() += 1;
                }
            }
        }
        let repeated: Vec<String> = labels.into_iter().filter(|(_, number)| *number >= REPEATED).map(|(name, _)| name).collect();
        // One word before colons may be a label; two that take turns are a talk.
        if repeated.len() >= 2 || !people.speakers.is_empty() {
            for name in &repeated {
                people.add_speaker(name);
            }
        }
        people.talk = !people.speakers.is_empty() && spoken >= TALK_LINES && spoken * 3 >= all;
        people
    }

    /// True when what stands before a colon is a speaker here.
    pub(super) fn speaks(&self, reading: &Reading<'_>, head: &Head) -> bool {
        let Some(name) = head.name else { return false };
        let name = folded(name.of(reading.text));
        !is_label(reading, &name) && (head.certain || self.speakers.contains(&name) || self.is_name(&name))
    }

    /// True when all words are those of names.
    pub(super) fn is_name(&self, text: &str) -> bool {
        let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
        words.peek().is_some() && words.all(|word| self.names.contains(&word.to_lowercase()))
    }

    /// Who says that he does something, or is said to: "Ana will check", "Ana to check", "I'll check", "Legal to confirm".
    pub(super) fn takes_on(&self, reading: &Reading<'_>, span: Span, speaker: Option<Span>) -> Option<Span> {
        let words = words_of(span, reading.text);
        let does = |at: usize| words.get(at).is_some_and(|word| is_word(reading, "notes-does", word.text));
        for at in 0..words.len() {
            let word = words[at];
            let lower = word.text.to_lowercase();
            let next = |offset: usize| words.get(at + offset).map_or(String::new(), |word| word.text.to_lowercase());
            match (lower.as_str(), next(1).as_str(), next(2).as_str()) {
                ("i'll" | "i\u{2019}ll", _, _) if does(at + 1) => return speaker,
                ("i", "will" | "can", _) | ("let", "me", _) if does(at + 2) => return speaker,
                ("i'm" | "i\u{2019}m", "going", "to") if does(at + 3) => return speaker,
                ("i", "am", "going") if does(at + 4) => return speaker,
                _ => {}
            }
            let end = self.mention(reading, &words, at);
            let Some(end) = end else { continue };
            let name = word.span.join(words[end - 1].span);
            let role = !self.is_person(word);
            // A role inside a sentence is mostly one of the product: "access for support to check bookings".
            if role && word.joined {
                continue;
            }
            let after = words.get(end).filter(|after| after.joined).map_or(String::new(), |after| after.text.to_lowercase());
            let takes = match after.as_str() {
                "to" if role => does(end + 1),
                "to" => words.get(end + 1).is_some_and(|verb| verb.text.starts_with(char::is_lowercase)),
                "will" | "can" | "should" | "must" => does(end + 1),
                _ => !role && after.strip_suffix('s').is_some_and(|verb| is_word(reading, "notes-does", verb)),
            };
            if takes {
                return Some(name);
            }
        }
        None
    }

    /// Whom a statement names as the one who does it.
    pub(super) fn owner(&self, reading: &Reading<'_>, span: Span, speaker: Option<Span>, form: Form) -> Option<Span> {
        self.takes_on(reading, span, speaker).or_else(|| {
            let words = words_of(span, reading.text);
            (0..words.len()).find_map(|at| self.named(reading, span, &words, at, form))
        })
    }

    /// The person or role at a word when what stands around makes it an owner.
    fn named(&self, reading: &Reading<'_>, span: Span, words: &[Word<'_>], at: usize, form: Form) -> Option<Span> {
        let word = words[at];
        let known = self.mention(reading, words, at);
        let end = known.or_else(|| unknown(words, at))?;
        let name = word.span.join(words[end - 1].span);
        let before = &reading.text[span.start as usize..word.span.start as usize];
        let after = reading.text[name.end as usize..span.end as usize].trim_start_matches(['*', '_', '\'', ' ']);
        let last =
            |number: usize| at.checked_sub(number).map(|from| words[from..at].iter().map(|word| word.text).collect::<Vec<_>>().join(" "));
        let follows = |list: &str| [last(1), last(2)].iter().flatten().any(|before| is_word(reading, list, before));
        if is_word(reading, "notes-nobody", word.text) {
            return None;
        }
        // "Owner: Ana"
        if follows("notes-owner-labels") {
            return Some(name);
        }
        // In brackets, behind a dash or an arrow. Where people are known, a word with a capital there may be a place.
        let set_off = before.trim_end().ends_with(['(', '[', '\u{2013}', '\u{2014}', '>', '\u{2192}']) || before.ends_with(" - ");
        let closed = after.is_empty() || after.starts_with([')', ']', ',', '.', ';', ':', '/', '|', '-', '\u{2013}', '\u{2014}']);
        if set_off && closed && (known.is_some() || form != Form::Talk && self.names.is_empty()) {
            return Some(name);
        }
        if form == Form::Talk {
            return None;
        }
        if at == 0 && after.starts_with([':', '-', '\u{2013}', '\u{2014}']) && (known.is_some() || is_short_label(words, end)) {
            return Some(name);
        }
        // "Priya to check": of nobody who was there.
        let next = |offset: usize| words.get(end + offset).filter(|next| next.joined).map_or("", |next| next.text);
        let takes = match next(0) {
            "to" => !is_word(reading, "notes-to-verbs", word.text),
            "will" => is_word(reading, "notes-does", next(1)),
            _ => false,
        };
        if known.is_none() && at == 0 && takes {
            return Some(name);
        }
        // Whoever is asked or told something does not do it.
        let does = form == Form::Action && known.is_some() && self.is_person(word);
        (does && !follows("notes-object-words")).then_some(name)
    }

    /// The end of the name, handle or role that begins at a word.
    fn mention(&self, reading: &Reading<'_>, words: &[Word<'_>], at: usize) -> Option<usize> {
        let word = words[at];
        if self.is_person(word) {
            let more = words[at + 1..].iter().take(NAME_WORDS - 1).take_while(|next| next.joined && self.is_person(**next)).count();
            return Some(at + 1 + more);
        }
        let role = |length: usize| {
            let phrase: Vec<String> = words.get(at..at + length)?.iter().map(|word| word.text.to_lowercase()).collect();
            is_word(reading, "notes-roles", &phrase.join(" ")).then_some(at + length)
        };
        let end = role(3).or_else(|| role(2)).or_else(|| role(1))?;
        let team = words.get(end).is_some_and(|next| next.joined && matches!(next.text, "team" | "lead"));
        Some(end + usize::from(team))
    }

    fn is_person(&self, word: Word<'_>) -> bool {
        word.text.starts_with('@') && word.text.len() > 2
            || word.text.starts_with(char::is_uppercase) && self.names.contains(&word.text.trim_end_matches("'s").to_lowercase())
    }

    fn add_speaker(&mut self, name: &str) {
        self.speakers.insert(name.to_owned());
        self.add_name(name);
    }

    fn add_name(&mut self, name: &str) {
        let words =
            name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1 && word.chars().any(char::is_alphabetic));
        self.names.extend(words.map(str::to_lowercase).filter(|word| word != "speaker"));
    }

    /// Reads who was there: a section, a line with a label, a list behind one, a field of front matter.
    fn add_attendees(&mut self, reading: &Reading<'_>) {
        for field in ["attendees", "participants", "present"] {
            match reading.document.front_matter.as_ref().and_then(|block| block.fields.get(field)) {
                Some(Value::Text(names)) => self.add_listed(names),
                Some(Value::List(names)) => names.iter().filter_map(Value::text).for_each(|name| self.add_listed(name)),
                _ => {}
            }
        }
        let mut listing: Option<u8> = None;
        for block in &reading.document.blocks {
            let under = reading.keys[block.section].first().is_some_and(|key| is_key(reading, "notes-attendee-labels", key));
            if let BlockKind::Table(index) = block.kind {
                let rows = reading.document.tables[index].rows.iter().filter(|_| under);
                rows.filter_map(|row| row.first()).for_each(|cell| self.add_listed(cell.of(reading.text)));
                continue;
            }
            let is_item = matches!(block.kind, BlockKind::Item { .. });
            listing = listing.filter(|depth| is_item && block.depth >= *depth);
            if under || listing.is_some() {
                self.add_listed(block.span.of(reading.text));
                continue;
            }
            for line in block.span.of(reading.text).lines() {
                let Some((label, names)) = line.split_once(':').filter(|(label, _)| label.len() <= 40) else { continue };
                if is_key(reading, "notes-attendee-labels", &heading_key(label.trim_matches(['*', '_', ' ']))) {
                    let deeper = if is_item { block.depth + 1 } else { 1 };
                    listing = names.trim_matches(['*', '_', ' ']).is_empty().then_some(deeper);
                    self.add_listed(names);
                }
            }
        }
    }

    /// "Ana Silva (PM), Ben Ortiz and @cy", "PM: Ana Silva"
    fn add_listed(&mut self, list: &str) {
        let mut depth = 0_u32;
        let bare: String = list
            .chars()
            .filter(|c| {
                depth = match c {
                    '(' | '[' => depth + 1,
                    ')' | ']' => depth.saturating_sub(1),
                    _ => depth,
                };
                depth == 0 && *c != ')' && *c != ']'
            })
            .collect();
        for part in bare.replace(" and ", ",").split([',', ';', '&', '/', '\n', '|']) {
            let part = part.rsplit(':').next().unwrap_or_default();
            let dashes = [" - ", " \u{2013} ", " \u{2014} "];
            let part = dashes.iter().fold(part, |part, dash| part.split(dash).next().unwrap_or_default());
            let words: Vec<&str> =
                part.split(|c: char| c.is_whitespace() || "*_@<>`".contains(c)).filter(|word| !word.is_empty()).collect();
            let capital = |word: &&str| word.starts_with(char::is_uppercase);
            let handle = part.trim_start().starts_with('@');
            if !words.is_empty() && words.len() <= NAME_WORDS && (words.iter().all(capital) || handle) {
                self.add_name(&words.join(" "));
            }
        }
    }
}

/// True for blocks whose lines are read: not drawings, code and tables.
pub(super) fn is_read(block: &Block, reading: &Reading<'_>) -> bool {
    match &block.kind {
        BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Cell => true,
        BlockKind::Code { lang } => {
            let plain = ["", "text", "txt", "vtt", "srt", "transcript"].contains(&lang.as_str());
            let heads = || block.span.each_line(reading.text).filter_map(|(start, text)| line::head(text, start));
            plain && heads().filter(|head| head.stamped || head.name.is_some()).count() >= REPEATED
        }
        BlockKind::Table(_) | BlockKind::Html => false,
    }
}

/// True for what stands before a colon and is nobody: "Decision", "Note", "Risk".
fn is_label(reading: &Reading<'_>, name: &str) -> bool {
    let key = heading_key(name);
    let lists = [
        "notes-labels",
        "notes-attendee-labels",
        "notes-decision-labels",
        "notes-action-labels",
        "notes-question-labels",
        "notes-answer-labels",
    ];
    lists.iter().any(|list| is_key(reading, list, &key))
}

/// The end of one or two words with capitals that may be a name nobody introduced.
fn unknown(words: &[Word<'_>], at: usize) -> Option<usize> {
    let capital =
        |word: &&Word<'_>| word.text.starts_with(char::is_uppercase) && word.text.chars().all(|c| c.is_alphabetic() || "'-.".contains(c));
    let number = words[at..].iter().take(2).enumerate().take_while(|(at, word)| capital(word) && (*at == 0 || word.joined)).count();
    (number > 0).then_some(at + number)
}

/// "Priya: confirm the region": a label of one or two words before something to do.
fn is_short_label(words: &[Word<'_>], end: usize) -> bool {
    end <= 2 && words.len() > end && words[end].text.starts_with(char::is_lowercase)
}

fn words_of(span: Span, text: &str) -> Vec<Word<'_>> {
    let said = span.of(text);
    let in_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '@' | '_');
    let mut words = Vec::new();
    let mut at = 0;
    let mut last = 0;
    while let Some(offset) = said[at..].find(in_word) {
        let start = at + offset;
        let end = said[start..].find(|c: char| !in_word(c)).map_or(said.len(), |length| start + length);
        let base = span.start as usize;
        let joined = start > 0 && said[last..start].chars().all(|c| c.is_whitespace() || c == '*');
        words.push(Word { span: Span::new(base + start, base + end), text: &said[start..end], joined });
        (at, last) = (end, end);
    }
    words
}

fn folded(name: &str) -> String {
    name.trim_matches(['*', '_', ' ']).to_lowercase()
}
