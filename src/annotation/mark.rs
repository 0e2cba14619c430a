//! How a comment is written, and how it is known again: each ends in a seal, `(dv-KIND-HASH)`, that says what else was written for it and
//! holds only as long as nobody changes its words.

use super::Style;
use crate::fingerprint::digest;
use std::fmt;

/// Hex digits of the hash in a seal.
const DIGITS: usize = 8;

/// What a comment in `CriticMarkup` opens and closes with.
pub(super) const CRITIC: (&str, &str) = ("{>>designvet ", "<<}");
/// What one in HTML does. Directives begin with `designvet:`.
pub(super) const HTML: (&str, &str) = ("<!-- designvet-note ", " -->");
/// What stands behind the label of a footnote.
pub(super) const FOOTNOTE: &str = ": designvet ";
/// What stands before and behind highlighted words.
pub(super) const HIGHLIGHT: (&str, &str) = ("{==", "==}");

/// Where a comment, or the reference to its footnote, stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Directly behind words.
    Beside,
    /// Behind a space of its own.
    After,
    /// Directly behind words that are highlighted for it.
    Around,
    /// On a line of its own, with so many line ends before and behind it.
    Line(u8, u8),
}

impl Stand {
    /// The kind that a seal names.
    fn parse(kind: &str) -> Option<Self> {
        match kind.as_bytes() {
            b"b" => Some(Self::Beside),
            b"s" => Some(Self::After),
            b"h" => Some(Self::Around),
            [b'n', before @ b'0'..=b'2', behind @ b'0'..=b'2'] => Some(Self::Line(before - b'0', behind - b'0')),
            _ => None,
        }
    }
}

impl fmt::Display for Stand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Beside => f.write_str("b"),
            Self::After => f.write_str("s"),
            Self::Around => f.write_str("h"),
            Self::Line(before, behind) => write!(f, "n{before}{behind}"),
        }
    }
}

/// Where a comment stands, and of a footnote also where its text does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub stand: Stand,
    pub text: Option<Stand>,
}

impl Mark {
    /// The words with their seal.
    pub(super) fn sealed(self, words: &str) -> String {
        let kind = match self.text {
            Some(text) => format!("{}.{text}", self.stand),
            None => self.stand.to_string(),
        };
        format!("{words} (dv-{kind}-{})", hash(words, &kind))
    }

    /// The mark that sealed these words, when it is one of ours and they are what it sealed.
    pub(super) fn read(words: &str, kind: &str, digits: &str) -> Option<Self> {
        if hash(words, kind) != digits {
            return None;
        }
        let (stand, text) = kind.split_once('.').map_or((kind, None), |(stand, text)| (stand, Some(text)));
        Some(Self { stand: Stand::parse(stand)?, text: text.map(Stand::parse).unwrap_or_default() })
    }
}

fn hash(words: &str, kind: &str) -> String {
    digest([kind, words].into_iter(), DIGITS)
}

/// Words of a comment so that they end no comment, no cell and no code, and are no markup.
pub(super) fn escaped(words: &str, style: Style) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    let mut safe = String::with_capacity(line.len() + 8);
    let mut before = ' ';
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let is_markup = match c {
            '|' => true,
            _ if style == Style::Html => false,
            '*' | '[' | ']' | '<' | '\\' | '~' => true,
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '&' => next.is_ascii_alphanumeric() || next == '#',
            _ => false,
        };
        match c {
            // Comments end at two of them, in one reader or another.
            '-' if style == Style::Html && (next == '-' || before == '-') => safe.push('\u{2013}'),
            '{' if "=>-+~".contains(next) => safe.push('('),
            '}' if "=<-+~".contains(before) => safe.push(')'),
            _ => {
                if is_markup {
                    safe.push('\\');
                }
                safe.push(c);
            }
        }
        before = c;
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_holds_for_its_words_alone() {
        let mark = Mark { stand: Stand::Line(1, 2), text: Some(Stand::Line(0, 1)) };
        let sealed = mark.sealed("a-b: c");
        let digits = &sealed[sealed.len() - 9..sealed.len() - 1];
        assert_eq!(sealed, format!("a-b: c (dv-n12.n01-{digits})"));
        assert_eq!(Mark::read("a-b: c", "n12.n01", digits), Some(mark));
        assert_eq!(Mark::read("a-b: d", "n12.n01", digits), None);
        assert_eq!(Mark::read("a-b: c", "n12.n02", digits), None);
    }

    #[test]
    fn words_end_no_comment_and_are_no_markup() {
        for (words, critic, html) in [
            ("a <<} b {== c", "a \\<\\<) b (== c", "a <<) b (== c"),
            ("x --> y --- z", "x --> y --- z", "x \u{2013}\u{2013}> y \u{2013}\u{2013}\u{2013} z"),
            ("`a|b` *c* user_id _d", "'a\\|b' \\*c\\* user_id \\_d", "'a\\|b' *c* user_id _d"),
            ("[a](b) &amp; AT& T <b>\n\\", "\\[a\\](b) \\&amp; AT& T \\<b> \\\\", "[a](b) &amp; AT& T <b> \\"),
        ] {
            assert_eq!(escaped(words, Style::CriticMarkup), critic);
            assert_eq!(escaped(words, Style::Html), html);
        }
    }
}
