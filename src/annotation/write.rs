//! Comments at their places to text. What is written is read again before it is given away: the document must be the same without it, and
//! every block of it must be there with it. A comment that would break something goes to the top.

use super::mark::{CRITIC, FOOTNOTE, HIGHLIGHT, HTML, Stand, escaped};
use super::place::{Place, Places};
use super::{Comment, Mark, Style, strip};
use crate::document::{Element, Markup, markup};
use crate::source::Span;
use std::borrow::Cow;

/// What says how many comments there are, in place of a rule.
const HEAD: &str = "annotate";

/// A document, and how comments are written into it.
pub(super) struct Writer<'a> {
    text: &'a str,
    head: &'a str,
    style: Style,
    places: Places<'a>,
    outline: Vec<Markup>,
    /// What its footnotes of ours are called, before their numbers: no word of the document begins like that.
    label: String,
}

/// Something to be put into the text at an offset, in this order among what is put there.
struct Insertion<'w> {
    at: u32,
    order: (u8, usize),
    what: What<'w>,
}

enum What<'w> {
    /// What opens highlighted words.
    Opening,
    /// A comment.
    Comment(Stand, Cow<'w, str>),
}

impl<'a> Writer<'a> {
    pub(super) fn of(text: &'a str, head: &'a str, style: Style) -> Self {
        let mut label = "[^dv".to_owned();
        while text.contains(&label) {
            label.push('v');
        }
        Self { text, head, style, places: Places::of(text), outline: outline(text, &label), label }
    }

    /// The text with comments; None when they cannot be written.
    pub(super) fn annotated(&self, comments: &[Comment]) -> Option<String> {
        let tops = self.places.tops();
        let ends = if self.style == Style::Footnotes { self.places.ends() } else { vec![0] };
        let mut frames = tops.iter().flat_map(|top| ends.iter().map(|end| (*top, *end)));
        let frame = frames.find(|frame| self.sound(*frame, &[]).is_some())?;
        let mut placed: Vec<(&Comment, Place)> = comments.iter().map(|comment| (comment, self.places.place(comment))).collect();
        if let Some(sound) = self.sound(frame, &placed) {
            return Some(sound);
        }
        let broken = self.broken(frame, &placed);
        for at in broken {
            placed[at].1 = Place::Top;
        }
        self.sound(frame, &placed).or_else(|| {
            for (_, place) in &mut placed {
                *place = Place::Top;
            }
            self.sound(frame, &placed)
        })
    }

    /// Which comments break something by themselves.
    fn broken(&self, frame: (u32, u32), placed: &[(&Comment, Place)]) -> Vec<usize> {
        if self.sound(frame, placed).is_some() {
            return Vec::new();
        }
        if placed.len() == 1 {
            return vec![0];
        }
        let half = placed.len() / 2;
        let mut broken = self.broken(frame, &placed[..half]);
        broken.extend(self.broken(frame, &placed[half..]).into_iter().map(|at| at + half));
        broken
    }

    /// The text with comments, where it is sound.
    fn sound(&self, frame: (u32, u32), placed: &[(&Comment, Place)]) -> Option<String> {
        let written = self.written(frame, placed);
        let is_sound = strip(&written) == self.text && outline(&written, &self.label) == self.outline;
        is_sound.then_some(written)
    }

    fn written(&self, (top, end): (u32, u32), placed: &[(&Comment, Place)]) -> String {
        let mut insertions = Vec::new();
        let mut lines: Vec<(u32, Vec<String>)> = vec![(top, vec![format!("{HEAD}: {}", self.head)])];
        let highlights = highlights(placed, self.style);
        for (number, (comment, place)) in placed.iter().enumerate() {
            let words = words(comment, *place);
            let line = match place {
                Place::Top => top,
                Place::Before(at) => *at,
                Place::In { at, .. } => {
                    let (at, stand) = match highlights[number] {
                        Some(own) => {
                            insertions.push(Insertion { at: own.start, order: (2, number), what: What::Opening });
                            (own.end, Stand::Around)
                        }
                        None => {
                            let over = highlights.iter().flatten().find(|other| other.start < *at && *at < other.end);
                            let stand = if self.style == Style::Footnotes { Stand::Beside } else { Stand::After };
                            (over.map_or(*at, |over| over.end), stand)
                        }
                    };
                    insertions.push(Insertion { at, order: (0, number), what: What::Comment(stand, words.into()) });
                    continue;
                }
            };
            match lines.iter_mut().find(|(known, _)| *known == line) {
                Some((_, lines)) => lines.push(words),
                None => lines.push((line, vec![words])),
            }
        }
        for (at, lines) in &lines {
            for (number, (stand, words)) in self.stands(*at, lines.len(), 1).into_iter().zip(lines).enumerate() {
                insertions.push(Insertion { at: *at, order: (1, number), what: What::Comment(stand, words.into()) });
            }
        }
        insertions.sort_by_key(|insertion| (insertion.at, insertion.order));
        self.put(&insertions, end)
    }

    /// The text with insertions, which are in order, and with the texts of footnotes at `end`.
    fn put(&self, insertions: &[Insertion<'_>], end: u32) -> String {
        let comments = insertions.iter().filter(|insertion| matches!(insertion.what, What::Comment(..))).count();
        let footnotes = self.style == Style::Footnotes;
        let mut texts = self.stands(end, if footnotes { comments } else { 0 }, 2).into_iter();
        let (mut written, mut notes) = (Vec::new(), Vec::new());
        for Insertion { at, what, .. } in insertions {
            let What::Comment(stand, words) = what else {
                written.push((*at, HIGHLIGHT.0.to_owned()));
                continue;
            };
            let text = texts.next();
            let sealed = Mark { stand: *stand, text }.sealed(&escaped(words, self.style));
            let comment = match self.style {
                Style::CriticMarkup => format!("{}{sealed}{}", CRITIC.0, CRITIC.1),
                Style::Html => format!("{}{sealed}{}", HTML.0, HTML.1),
                Style::Footnotes => {
                    let label = format!("{}{}]", self.label, notes.len() + 1);
                    let note = format!("{label}{FOOTNOTE}{sealed}");
                    notes.extend(text.map(|text| (end, self.stood(text, end, &note))));
                    label
                }
            };
            written.push((*at, self.stood(*stand, *at, &comment)));
        }
        written.extend(notes);
        written.sort_by_key(|(at, _)| *at);
        let mut out = String::with_capacity(self.text.len() + written.iter().map(|(_, text)| text.len()).sum::<usize>());
        let mut done = 0;
        for (at, text) in written {
            out.push_str(&self.text[done..at as usize]);
            out.push_str(&text);
            done = at as usize;
        }
        out.push_str(&self.text[done..]);
        out
    }

    /// A comment with what is written around it for where it stands.
    fn stood(&self, stand: Stand, at: u32, comment: &str) -> String {
        match stand {
            Stand::Beside => comment.to_owned(),
            Stand::After => format!(" {comment}"),
            Stand::Around => format!("{}{comment}", HIGHLIGHT.1),
            Stand::Line(before, behind) => {
                let end = line_end(self.text, &self.text[..at as usize]);
                format!("{}{comment}{}", end.repeat(before.into()), end.repeat(behind.into()))
            }
        }
    }

    /// How lines stand that are put in at the beginning of a line, so many line ends apart: blank lines part them from what is around them.
    fn stands(&self, at: u32, lines: usize, apart: u8) -> Vec<Stand> {
        let (before, behind) = self.text.split_at(at as usize);
        let is_open = !before.is_empty() && !before.ends_with(['\n', '\r']);
        let above = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r'])).unwrap_or(before);
        let is_blank = above.rsplit(['\n', '\r']).next().is_none_or(|line| line.trim().is_empty());
        let first = if before.is_empty() { 0 } else { u8::from(is_open) + u8::from(is_open || !is_blank) };
        let is_followed = behind.split(['\n', '\r']).next().is_some_and(|line| !line.trim().is_empty());
        let last = u8::from(!is_open || !behind.is_empty()) + u8::from(is_followed);
        let one = |number| Stand::Line(if number == 0 { first } else { 0 }, if number + 1 == lines { last } else { apart });
        (0..lines).map(one).collect()
    }
}

/// The kind of line end that is usual where a text goes on behind `before`.
fn line_end<'t>(text: &'t str, before: &str) -> &'t str {
    let at = before.rfind(['\n', '\r']).or_else(|| text.find(['\n', '\r']));
    match at.map(|at| &text[at..]) {
        Some(rest) if rest.starts_with('\n') && text[..text.len() - rest.len()].ends_with('\r') => "\r\n",
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// What a comment says, with its words where it does not stand beside them.
fn words(comment: &Comment, place: Place) -> String {
    let Comment { name, said, quote, .. } = comment;
    if quote.is_empty() || place == Place::Top || matches!(place, Place::In { beside: true, .. }) {
        return format!("{name}: {said}");
    }
    format!("{name}, on \u{201c}{quote}\u{201d}: {said}")
}

/// The words that are highlighted for each comment: no two highlights meet, and a more urgent comment stands in none of a lesser one.
fn highlights(placed: &[(&Comment, Place)], style: Style) -> Vec<Option<Span>> {
    let mut taken: Vec<Option<Span>> = Vec::new();
    let mut ends: Vec<u32> = Vec::new();
    for (_, place) in placed {
        let Place::In { at, around, .. } = place else {
            taken.push(None);
            continue;
        };
        let is_free = |own: &Span| {
            let meets = |other: &Span| own.start <= other.end && other.start <= own.end;
            !taken.iter().flatten().any(meets) && !ends.iter().any(|at| own.start < *at && *at <= own.end)
        };
        taken.push(around.filter(|own| style == Style::CriticMarkup && is_free(own)));
        ends.push(*at);
    }
    taken
}

/// What of a document must be there in its copy: all elements, code and HTML, without our comments. Words are left out, for they are held
/// by the bytes.
fn outline(text: &str, label: &str) -> Vec<Markup> {
    let mut outline = Vec::new();
    // Elements that are open in one of ours.
    let mut ours = 0;
    let mut code = false;
    for (piece, span) in markup(text) {
        if ours > 0 {
            match piece {
                Markup::Open(_) => ours += 1,
                Markup::Close => ours -= 1,
                _ => {}
            }
            continue;
        }
        match &piece {
            Markup::Open(Element::Paragraph | Element::HtmlBlock) if is_ours(span.of(text), label) => ours = 1,
            Markup::Open(Element::Footnote(name)) if is_label(name, label) => ours = 1,
            Markup::Note(name) if is_label(name, label) => {}
            Markup::Html(html) if is_ours(html, label) => {}
            Markup::Words(_) if !code => {}
            Markup::Open(Element::CodeBlock(_) | Element::FrontMatter) => {
                code = true;
                outline.push(piece);
            }
            _ => {
                code &= piece != Markup::Close;
                outline.push(piece);
            }
        }
    }
    outline
}

fn is_label(name: &str, label: &str) -> bool {
    label.strip_prefix("[^").is_some_and(|label| name.starts_with(label))
}

/// True for a stretch that has nothing but our comments or references to them.
fn is_ours(stretch: &str, label: &str) -> bool {
    if stretch.starts_with(CRITIC.0) || stretch.starts_with(HTML.0) {
        return strip(stretch).trim().is_empty();
    }
    let mut references = stretch.split_whitespace();
    stretch.starts_with(label) && references.all(|word| word.starts_with(label) && word.ends_with(']'))
}
