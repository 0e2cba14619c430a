//! The words by which a term is found, and what has to stand around them.

use super::items::items_of;
use crate::lexicon::word_hash;
use crate::packed::{Rows, packed_fields};
use crate::text::Text;

/// What an alias stands for: index into the list of its kind in [`super::Terms`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// A kind of personal data.
    Element(u16),
    /// A third party.
    Vendor(u16),
    /// A component that is no third party.
    Technology(u16),
    /// A recipient without a name.
    Recipient(u16),
    /// A place.
    Place(u16),
    /// A law, a standard, or the rules of an authority.
    Regulation(u16),
    /// A control, and what the words say of it.
    Control(u16, ControlPart),
    /// A wording in which the words of other terms mean something else.
    Except,
}

/// What words say of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ControlPart {
    /// The product has what the control is for.
    Trigger,
    /// The control is there: a mechanism is named.
    Evidence,
    /// The control is wanted, and no mechanism is named.
    Weak,
    /// The control is missing or broken.
    RedFlag,
    /// The product has nothing that the control is for.
    Veto,
}

impl ControlPart {
    const ALL: [Self; 5] = [Self::Trigger, Self::Evidence, Self::Weak, Self::RedFlag, Self::Veto];
}

/// What has to stand around the words of an alias; one condition is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AliasRule(u16);

impl AliasRule {
    /// Nothing: the words speak for themselves.
    pub const STRONG: Self = Self(0);
    /// A word for a person at most two words before, or a possessive.
    pub const PERSON: Self = Self(1);
    /// A whole column, field or key in a schema that holds other data of persons.
    pub const FIELD: Self = Self(2);
    /// Another alias of personal data in the same row or list.
    pub const PAIR: Self = Self(4);
    /// A verb that collects or keeps in the sentence.
    pub const COLLECT: Self = Self(8);
    /// A document about health.
    pub const HEALTH: Self = Self(16);
    /// A credential: evidence of a control first, data second.
    pub const CREDENTIAL: Self = Self(32);
    /// A word for data in general: no kind of its own.
    pub const WEAK: Self = Self(64);
    /// Done by the device itself, which tells the product nothing.
    pub const ON_DEVICE: Self = Self(128);
    /// A strong alias of the same vendor elsewhere, or other vendors in the same list.
    pub const SIBLING: Self = Self(256);
    /// A capital letter, not at the beginning of a sentence or with a cue word of its kind.
    pub const CAPITAL: Self = Self(512);
    /// A capital letter and a cue word of its kind in the sentence.
    pub const CUE: Self = Self(1024);
    /// What the words of a longer rule say is needed: a word of storage in the sentence.
    pub const STORED: Self = Self(2048);

    /// A concept of a law that stands for it where it is not named.
    pub const IMPLIED: Self = Self(1 << 14);

    /// The rule that a table or checklist names, several joined by `+`; None for an unknown one.
    pub fn parse(words: &str) -> Option<Self> {
        let one = |word: &str| {
            Some(match word {
                "strong" => Self::STRONG,
                "person" => Self::PERSON,
                "field" => Self::FIELD,
                "pair" => Self::PAIR,
                "collect" => Self::COLLECT,
                "health" => Self::HEALTH,
                "credential" => Self::CREDENTIAL,
                "weak" => Self::WEAK,
                "on-device" => Self::ON_DEVICE,
                "sibling" => Self::SIBLING,
                "capital" => Self::CAPITAL,
                "cue" => Self::CUE,
                "stored" => Self::STORED,
                "implied" => Self::IMPLIED,
                _ => return None,
            })
        };
        words.split('+').try_fold(Self::STRONG, |sum, word| Some(Self(sum.0 | one(word)?.0)))
    }

    /// True when one of the conditions of `other` is among these.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// True when the words speak for themselves.
    pub fn is_strong(self) -> bool {
        self.0 == 0
    }
}

/// Entries of the lexicon from this number on are aliases: the number of the alias comes on top.
pub const TERMS_FROM: u32 = 1 << 24;

/// Words by which a term is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alias<'a> {
    /// The words, in lower case.
    pub text: &'a str,
    /// What they stand for.
    pub term: Term,
    /// What has to stand around them.
    pub rule: AliasRule,
    /// True for an abbreviation that is written in capitals in running text.
    pub upper: bool,
    /// Words directly before or behind it with which it means something else, parted by bars.
    pub except: &'a str,
    /// What decides whether it means its control here: index into [`super::Terms::senses`].
    pub sense: Option<u16>,
}

impl<'a> Alias<'a> {
    /// An alias that speaks for itself.
    pub fn strong(text: &'a str, term: Term) -> Self {
        Self { text, term, rule: AliasRule::STRONG, upper: false, except: "", sense: None }
    }

    /// Words directly before or behind it with which it means something else.
    pub fn excepts(self) -> impl Iterator<Item = &'a str> {
        items_of(self.except)
    }
}

/// Aliases as they are packed, texts beside their rows.
#[derive(Debug, Default, PartialEq)]
pub struct AliasRows {
    rows: Rows<ROW>,
    texts: Text,
    except_words: Rows<8>,
}

/// Bytes of a row: where its text and its exceptions' hashes begin; how long the text and the exceptions behind it are, how many
/// these are, the term, the rule, and the sense with a flag for capitals.
const ROW: usize = 22;

/// The flag for an abbreviation in capitals.
const UPPER: u16 = 1 << 15;

impl AliasRows {
    /// Packs aliases.
    pub fn of(aliases: &[Alias<'_>]) -> Self {
        let (mut rows, mut texts, mut except_words) = (Vec::with_capacity(aliases.len()), String::new(), Vec::new());
        for alias in aliases {
            let starts = [texts.len() as u32, except_words.len() as u32];
            except_words.extend(alias.excepts().map(|word| word_hash(word).to_le_bytes()));
            let count = (except_words.len() - starts[1] as usize) as u16;
            let (kind, of) = alias.term.numbers();
            let [text, except] = [alias.text, alias.except].map(|words| {
                texts.push_str(words);
                words.len() as u16
            });
            let sense = alias.sense.map_or(0, |sense| sense + 1) | if alias.upper { UPPER } else { 0 };
            let mut row = [0; ROW];
            let (wide, narrow) = row.split_at_mut(8);
            for (slot, number) in wide.chunks_exact_mut(4).zip(starts) {
                slot.copy_from_slice(&number.to_le_bytes());
            }
            for (slot, number) in narrow.chunks_exact_mut(2).zip([text, except, count, kind, of, alias.rule.0, sense]) {
                slot.copy_from_slice(&number.to_le_bytes());
            }
            rows.push(row);
        }
        Self { rows: rows.into(), texts: texts.into(), except_words: except_words.into() }
    }

    /// How many they are.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// One of them.
    pub fn get(&self, number: usize) -> Option<Alias<'_>> {
        let row = self.rows.get(number)?;
        let start = wide(row, 0);
        let behind = start + usize::from(narrow(row, 8));
        let sense = narrow(row, 20);
        Some(Alias {
            text: &self.texts[start..behind],
            term: Term::of_numbers(narrow(row, 14), narrow(row, 16)),
            rule: AliasRule(narrow(row, 18)),
            upper: sense & UPPER != 0,
            except: &self.texts[behind..behind + usize::from(narrow(row, 10))],
            sense: (sense & !UPPER).checked_sub(1),
        })
    }

    /// True when one of them means something else beside the word of this hash.
    pub fn is_excepted_by(&self, number: usize, word: u64) -> bool {
        self.rows.get(number).is_some_and(|row| {
            let from = wide(row, 4);
            self.except_words[from..from + usize::from(narrow(row, 12))].contains(&word.to_le_bytes())
        })
    }
}

/// The number of four bytes of a row, and of two.
fn wide(row: &[u8; ROW], at: usize) -> usize {
    u32::from_le_bytes([row[at], row[at + 1], row[at + 2], row[at + 3]]) as usize
}

fn narrow(row: &[u8; ROW], at: usize) -> u16 {
    u16::from_le_bytes([row[at], row[at + 1]])
}

impl Term {
    /// The number of its kind, and its own.
    fn numbers(self) -> (u16, u16) {
        match self {
            Self::Element(at) => (0, at),
            Self::Vendor(at) => (1, at),
            Self::Technology(at) => (2, at),
            Self::Recipient(at) => (3, at),
            Self::Place(at) => (4, at),
            Self::Regulation(at) => (5, at),
            Self::Except => (6, 0),
            Self::Control(at, part) => (7 + part as u16, at),
        }
    }

    fn of_numbers(kind: u16, at: u16) -> Self {
        match kind {
            0 => Self::Element(at),
            1 => Self::Vendor(at),
            2 => Self::Technology(at),
            3 => Self::Recipient(at),
            4 => Self::Place(at),
            5 => Self::Regulation(at),
            6 => Self::Except,
            _ => Self::Control(at, ControlPart::ALL[usize::from(kind) - 7]),
        }
    }
}

packed_fields!(AliasRows { rows, texts, except_words });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_of_a_row_is_what_was_packed() {
        let strong = Alias::strong("e-mail", Term::Element(3));
        let aliases = [
            strong,
            Alias { rule: AliasRule::CUE, upper: true, except: "check|smoke", ..Alias::strong("hipaa", Term::Regulation(u16::MAX)) },
            Alias { except: "smoke", ..Alias::strong("soc", Term::Regulation(7)) },
            Alias { sense: Some(0), ..Alias::strong("", Term::Control(9, ControlPart::Trigger)) },
            Alias { sense: Some(40), upper: true, ..Alias::strong("jwt", Term::Control(0, ControlPart::Veto)) },
            Alias::strong("clerks", Term::Except),
        ];
        let rows = AliasRows::of(&aliases);
        let read: Vec<Alias<'_>> = (0..rows.count()).filter_map(|number| rows.get(number)).collect();
        let excepted = |word: &str| (0..rows.count()).map(|number| rows.is_excepted_by(number, word_hash(word))).collect::<Vec<bool>>();
        assert_eq!(excepted("smoke"), [false, true, true, false, false, false]);
        assert_eq!(excepted("checks"), [false, true, false, false, false, false]);
        assert_eq!(read, aliases);
        assert_eq!(rows.get(aliases.len()), None);
    }
}
