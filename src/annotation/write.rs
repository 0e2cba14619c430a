//! Comments at their places to text. What is written is read again before it is given away: the document must be the same without it, and
//! every block of it must be there with it. A comment that would break something goes to the top.

use super::mark::{CRITIC, FOOTNOTE, HIGHLIGHT, HTML, Stand, escaped};
use super::place::{Place, Places};
use super::{Comment, Mark, Style, strip};
use crate::document::{Element, Markup, markup};
use crate::source::Span;
use std::fmt::Write as _;

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

/// Something to be put into the text: at this offset, in this order among those of the offset.
struct Insertion {
    at: u32,
    order: (u8, usize),
    text: String,
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
            placed.iter_mut().for_each(|(_, place)| *place = Place::Top);
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
        let mut insertions: Vec<Insertion> = Vec::new();
        // Texts of footnotes, once it is known how each reference stands.
        let mut notes: Vec<(Stand, String)> = Vec::new();
        let mut lines: Vec<(u32, Vec<String>)> = vec![(top, vec![format!("{HEAD}: {}", self.head)])];
        let highlights = highlights(placed, self.style);
        for (number, (comment, place)) in placed.iter().enumerate() {
            let words = words(comment, *place);
            let at = match place {
                Place::Top => top,
                Place::Before(at) => *at,
                Place::In { at, .. } => {
                    let (at, stand) = match highlights[number] {
                        Some(own) => {
                            insertions.push(Insertion { at: own.start, order: (2, number), text: HIGHLIGHT.0.to_owned() });
                            (own.end, Stand::Around)
                        }
                        None => {
                            let over = highlights.iter().flatten().find(|other| other.start < *at && *at < other.end);
                            let stand = if self.style == Style::Footnotes { Stand::Beside } else { Stand::After };
                            (over.map_or(*at, |over| over.end), stand)
                        }
                    };
                    let before = match stand {
                        Stand::Around => HIGHLIGHT.1,
                        Stand::After => " ",
                        _ => "",
                    };
                    let text = format!("{before}{}", self.mark(stand, &words, &mut notes));
                    insertions.push(Insertion { at, order: (0, number), text });
                    continue;
                }
            };
            match lines.iter_mut().find(|(known, _)| *known == at) {
                Some((_, lines)) => lines.push(words),
                None => lines.push((at, vec![words])),
            }
        }
        for (at, lines) in lines {
            let group = self.group(at, &lines, 1, |stand, words| self.mark(stand, words, &mut notes));
            insertions.push(Insertion { at, order: (1, 0), text: group });
        }
        if !notes.is_empty() {
            let numbers: Vec<String> = (0..notes.len()).map(|number| number.to_string()).collect();
            let group = self.group(end, &numbers, 2, |stand, number| {
                let (reference, words) = &notes[number.parse::<usize>().unwrap_or_default()];
                let label = self.label(number.parse::<usize>().unwrap_or_default());
                format!("{label}{FOOTNOTE}{}", Mark { stand: *reference, text: Some(stand) }.sealed(words))
            });
            insertions.push(Insertion { at: end, order: (3, 0), text: group });
        }
        put(self.text, insertions)
    }

    /// A comment, or the reference to one whose text is added to `notes`.
    fn mark(&self, stand: Stand, words: &str, notes: &mut Vec<(Stand, String)>) -> String {
        let words = escaped(words, self.style);
        let sealed = Mark { stand, text: None }.sealed(&words);
        match self.style {
            Style::CriticMarkup => format!("{}{sealed}{}", CRITIC.0, CRITIC.1),
            Style::Html => format!("{}{sealed}{}", HTML.0, HTML.1),
            Style::Footnotes => {
                notes.push((stand, words));
                self.label(notes.len() - 1)
            }
        }
    }

    fn label(&self, number: usize) -> String {
        format!("{}{}]", self.label, number + 1)
    }

    /// Lines of their own at the beginning of a line, with so many line ends between two, parted by blank lines from what is around them.
    fn group(&self, at: u32, lines: &[String], between: u8, mut one: impl FnMut(Stand, &str) -> String) -> String {
        let (before, behind) = self.text.split_at(at as usize);
        let line_end = line_end(self.text, before);
        let is_open = !before.is_empty() && !before.ends_with(['\n', '\r']);
        let above = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r'])).unwrap_or(before);
        let is_blank = above.is_empty() || above.rsplit(['\n', '\r']).next().is_some_and(|line| line.trim().is_empty());
        let first = if before.is_empty() { 0 } else { u8::from(is_open) + u8::from(is_open || !is_blank) };
        let is_followed = !behind.is_empty() && behind.split(['\n', '\r']).next().is_some_and(|line| !line.trim().is_empty());
        let last = u8::from(!is_open || !behind.is_empty()) + u8::from(is_followed);
        let mut text = String::new();
        for (number, words) in lines.iter().enumerate() {
            let before = if number == 0 { first } else { 0 };
            let behind = if number + 1 == lines.len() { last } else { between };
            (0..before).for_each(|_| text.push_str(line_end));
            text.push_str(&one(Stand::Line(before, behind), words));
            (0..behind).for_each(|_| text.push_str(line_end));
        }
        text
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
    let mut places: Vec<u32> = Vec::new();
    for (_, place) in placed {
        let Place::In { at, around, .. } = place else {
            taken.push(None);
            continue;
        };
        let is_free = |own: &Span| {
            let meets = |other: &Span| own.start <= other.end && other.start <= own.end;
            !taken.iter().flatten().any(meets) && !places.iter().any(|at| own.start < *at && *at <= own.end)
        };
        taken.push(around.filter(|own| style == Style::CriticMarkup && is_free(own)));
        places.push(*at);
    }
    taken
}

fn put(text: &str, mut insertions: Vec<Insertion>) -> String {
    insertions.sort_by_key(|insertion| (insertion.at, insertion.order));
    let mut out = String::with_capacity(text.len() + insertions.iter().map(|insertion| insertion.text.len()).sum::<usize>());
    let mut done = 0;
    for Insertion { at, text: own, .. } in insertions {
        let at = at as usize;
        out.push_str(&text[done..at]);
        let _ = write!(out, "{own}");
        done = at;
    }
    out.push_str(&text[done..]);
    out
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
