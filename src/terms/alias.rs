//! The words by which a term is found, and what has to stand around them.

use super::Items;
use crate::packed::{Packed, Packer, Unpacker, packed_fields, packed_words};
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

/// Words by which a term is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The words, in lower case.
    pub text: Text,
    /// What they stand for.
    pub term: Term,
    /// What has to stand around them.
    pub rule: AliasRule,
    /// True for an abbreviation that is written in capitals in running text.
    pub upper: bool,
    /// Words directly before or behind it with which it means something else.
    pub except: Items,
    /// What decides whether it means its control here: index into [`super::Terms::senses`].
    pub sense: Option<u16>,
}

impl Alias {
    /// An alias that speaks for itself.
    pub fn strong(text: impl Into<Text>, term: Term) -> Self {
        Self { text: text.into(), term, rule: AliasRule::STRONG, upper: false, except: Items::default(), sense: None }
    }
}

packed_words!(ControlPart { Trigger, Evidence, Weak, RedFlag, Veto });
packed_fields!(Alias { text, term, rule, upper, except, sense });

impl Packed for AliasRule {
    fn pack(&self, to: &mut Packer) {
        self.0.pack(to);
    }
    fn unpack(from: &mut Unpacker) -> Self {
        Self(Packed::unpack(from))
    }
}

impl Packed for Term {
    fn pack(&self, to: &mut Packer) {
        let (kind, at) = match *self {
            Self::Element(at) => (0, at),
            Self::Vendor(at) => (1, at),
            Self::Technology(at) => (2, at),
            Self::Recipient(at) => (3, at),
            Self::Place(at) => (4, at),
            Self::Regulation(at) => (5, at),
            Self::Control(at, _) => (6, at),
            Self::Except => (7, 0),
        };
        to.bytes.push(kind);
        at.pack(to);
        if let Self::Control(_, part) = self {
            part.pack(to);
        }
    }
    fn unpack(from: &mut Unpacker) -> Self {
        let kind = from.byte();
        let at = Packed::unpack(from);
        match kind {
            0 => Self::Element(at),
            1 => Self::Vendor(at),
            2 => Self::Technology(at),
            3 => Self::Recipient(at),
            4 => Self::Place(at),
            5 => Self::Regulation(at),
            6 => Self::Control(at, Packed::unpack(from)),
            _ => Self::Except,
        }
    }
}
