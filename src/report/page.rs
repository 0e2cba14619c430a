//! A page of text for people: names in a column, what is said of them wrapped beside it, colours where wanted.

use crate::report::Layout;
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Widest text column; longer lines are hard to read.
const READABLE: usize = 100;
/// Narrowest text beside a name.
const NARROW: usize = 24;

pub(super) const PLAIN: Style = Style::new();
pub(super) const STRONG: Style = Style::new().bold();
pub(super) const WEAK: Style = Style::new().dimmed();
pub(super) const ALARM: Style = AnsiColor::Red.on_default().bold();
pub(super) const CARE: Style = AnsiColor::Yellow.on_default();
pub(super) const GOOD: Style = AnsiColor::Green.on_default();

/// A part of what is said, in its style.
pub(super) type Part = (String, Style);

pub(super) struct Page<'o> {
    layout: Layout,
    width: usize,
    out: &'o mut dyn Write,
}

impl<'o> Page<'o> {
    pub(super) fn new(layout: Layout, out: &'o mut dyn Write) -> Self {
        Self { layout, width: layout.width.clamp(40, READABLE), out }
    }

    pub(super) fn is_verbose(&self) -> bool {
        self.layout.verbose
    }

    /// Columns from `indent` to the end of a line.
    pub(super) fn room(&self, indent: usize) -> usize {
        self.width.saturating_sub(indent).max(NARROW)
    }

    pub(super) fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    fn styled(&self, text: &str, style: Style) -> String {
        let text = text.replace('\u{A0}', " ");
        if self.layout.color && style != PLAIN && !text.is_empty() { format!("{style}{text}{style:#}") } else { text }
    }

    /// A line as it is.
    pub(super) fn plain(&mut self, text: &str, style: Style) -> io::Result<()> {
        let text = self.styled(text, style);
        writeln!(self.out, "{text}")
    }

    /// A heading after a blank line, with what is counted behind it.
    pub(super) fn heading(&mut self, title: &str, tail: &str) -> io::Result<()> {
        writeln!(self.out)?;
        self.entry(0, &title.to_uppercase(), title.len() + 1, &[(tail.to_owned(), WEAK)])
    }

    /// A heading of a group.
    pub(super) fn group(&mut self, title: &str, tail: &str) -> io::Result<()> {
        let tail = if tail.is_empty() { Vec::new() } else { vec![(tail.to_owned(), WEAK)] };
        self.entry(2, title, title.width(), &tail)
    }

    /// A name in a column of `column` characters and what is said of it, parted by dots, wrapped beside it.
    pub(super) fn entry(&mut self, indent: usize, name: &str, column: usize, parts: &[Part]) -> io::Result<()> {
        let hang = indent + column + usize::from(column > 0);
        let style = if indent < 4 { STRONG } else { PLAIN };
        write!(self.out, "{:indent$}{}", "", self.styled(name, style))?;
        let mut at = indent + name.width();
        if at >= hang && column > 0 && !parts.is_empty() && name.width() > column {
            writeln!(self.out)?;
            at = 0;
        }
        self.words(at, hang, parts)
    }

    /// Text under an entry, behind `lead`.
    pub(super) fn note(&mut self, indent: usize, lead: &str, text: &str, style: Style) -> io::Result<()> {
        write!(self.out, "{:indent$}{}", "", self.styled(lead, style))?;
        let at = indent + lead.width();
        self.words(at, at, &[(text.to_owned(), style)])
    }

    /// Parts from column `hang` on; the line stands at column `at`.
    fn words(&mut self, mut at: usize, hang: usize, parts: &[Part]) -> io::Result<()> {
        let width = self.width.max(hang + NARROW);
        let mut line = String::new();
        // Words of one style stand in one stretch.
        let mut run = (String::new(), PLAIN);
        let mut fresh = true;
        for (number, (text, style)) in parts.iter().filter(|(text, _)| !text.is_empty()).enumerate() {
            let dot = (number > 0).then_some(("\u{b7}", WEAK));
            let words = text.split(' ').filter(|word| !word.is_empty()).map(|word| (word, *style));
            // A dot stands with the word before it.
            for (word, style) in dot.into_iter().chain(words) {
                if !fresh && at + 1 + word.width() > width && word != "\u{b7}" {
                    line.push_str(&self.styled(&run.0, run.1));
                    writeln!(self.out, "{}", line.trim_end())?;
                    line.clear();
                    run.0.clear();
                    (at, fresh) = (0, true);
                }
                let gap = if fresh { hang.saturating_sub(at) } else { 1 };
                if run.1 == style && !fresh {
                    run.0.push_str(&" ".repeat(gap));
                } else {
                    line.push_str(&self.styled(&run.0, run.1));
                    line.push_str(&" ".repeat(gap));
                    run = (String::new(), style);
                }
                run.0.push_str(word);
                at += gap + word.width();
                fresh = false;
            }
        }
        line.push_str(&self.styled(&run.0, run.1));
        writeln!(self.out, "{}", line.trim_end())
    }
}
