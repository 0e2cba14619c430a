//! `PlantUML` text to the lines that draw something: without comments, notes, styles and legends, with simple macros written out.

use crate::diagram::builder::too_large;
use crate::diagram::{LARGEST, Refusal};
use crate::source::Span;
use std::borrow::Cow;
use std::collections::HashMap;

/// Most bytes that macros may add.
const MOST_WRITTEN_OUT: usize = 1 << 20;

/// Most lines of a diagram: each draws something or says how.
const MOST_LINES: usize = 4 * LARGEST;

/// Most calls of procedures inside each other.
const DEEPEST: usize = 8;

/// A line that draws something.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    /// Trimmed; macros are written out.
    pub text: Cow<'a, str>,
    /// Where it stands in the document.
    pub span: Span,
}

/// A macro or procedure.
#[derive(Debug, Clone, Default)]
struct Macro {
    parameters: Vec<String>,
    lines: Vec<String>,
}

struct Reader<'a> {
    /// Trimmed lines with their places, comments taken out.
    raw: Vec<(&'a str, usize)>,
    base: usize,
    out: Vec<Line<'a>>,
    macros: HashMap<String, Macro>,
    written: usize,
    /// Ends that were looked for and do not come.
    never: Vec<&'static str>,
}

/// The lines of `body`, which begins at byte `base` of the document.
pub(super) fn lines(body: &str, base: usize) -> Result<Vec<Line<'_>>, Refusal> {
    let mut reader = Reader { raw: raw(body, base)?, base, out: Vec::new(), macros: HashMap::new(), written: 0, never: Vec::new() };
    reader.read()?;
    Ok(reader.out)
}

/// Lines without comments; a comment that spans lines leaves what stands before and behind it.
fn raw(body: &str, base: usize) -> Result<Vec<(&str, usize)>, Refusal> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut inside = false;
    for line in body.split_inclusive('\n') {
        let mut rest = line;
        let mut start = at;
        at += line.len();
        loop {
            if inside {
                match rest.find("'/") {
                    Some(end) => {
                        inside = false;
                        start += end + 2;
                        rest = &rest[end + 2..];
                    }
                    None => break,
                }
            }
            let open = rest.find("/'");
            let piece = &rest[..open.unwrap_or(rest.len())];
            let trimmed = piece.trim();
            if found.len() > MOST_LINES {
                return Err(too_large(Span::new(base + start, base + start + piece.len())));
            }
            if !trimmed.is_empty() && !trimmed.starts_with('\'') {
                found.push((trimmed, start + piece.len() - piece.trim_start().len()));
            }
            let Some(open) = open.filter(|_| !piece.trim_start().starts_with('\'')) else { break };
            inside = true;
            start += open + 2;
            rest = &rest[open + 2..];
        }
    }
    Ok(found)
}

/// True when `line` is one of these words, whatever stands behind it, in any case.
fn begins(line: &str, word: &str) -> bool {
    let head = line.get(..word.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(word)) && !line[word.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// `end note`, `endnote`.
fn ends(line: &str, what: &str) -> bool {
    let rest = line.get(..3).filter(|head| head.eq_ignore_ascii_case("end")).map(|_| line[3..].trim_start());
    rest.is_some_and(|rest| begins(rest, what))
}

impl<'a> Reader<'a> {
    fn read(&mut self) -> Result<(), Refusal> {
        let mut at = 0;
        while let Some(&(line, start)) = self.raw.get(at) {
            at = self.line(line, start, at)?;
        }
        Ok(())
    }

    /// Reads one line; the result is the number of the next.
    fn line(&mut self, line: &'a str, start: usize, at: usize) -> Result<usize, Refusal> {
        let bare = line.trim_start_matches(['/', '&']).trim_start();
        if line.starts_with('!') {
            return Ok(self.directive(line, at));
        }
        for word in ["note", "hnote", "rnote"] {
            if begins(bare, word) && !is_on_one_line(bare) {
                return match self.until(at, "note", |line| ["note", "hnote", "rnote"].iter().any(|w| ends(line, w))) {
                    Some(next) => Ok(next),
                    None => Err(self.refusal(line, start, "the note is not closed")),
                };
            }
        }
        if ["note", "hnote", "rnote"].iter().any(|word| begins(bare, word)) {
            self.keep(line, start);
            return Ok(at + 1);
        }
        let unsided =
            ["left ", "right ", "center ", "top ", "bottom "].iter().fold(bare, |line, side| line.strip_prefix(side).unwrap_or(line));
        for word in ["title", "header", "footer", "legend", "ref"] {
            if begins(unsided, word) {
                let rest = unsided[word.len()..].trim();
                let block = match word {
                    "legend" => true,
                    "ref" => rest.starts_with("over") && !rest.contains(':'),
                    _ => rest.is_empty(),
                };
                // `legend` may also be the name of something: it ends or it is no block.
                let next = if block { self.until(at, word, |line| ends(line, word)) } else { None };
                let silent = word != "ref" || rest.starts_with("over");
                if let Some(next) = next {
                    return Ok(next);
                }
                if silent && !rest.starts_with(['-', '.', '<', '=']) {
                    return Ok(at + 1);
                }
            }
        }
        if begins(bare, "<style>") || line.eq_ignore_ascii_case("<style>") {
            return Ok(self.until(at, "style", |line| line.eq_ignore_ascii_case("</style>")).unwrap_or(at + 1));
        }
        if (begins(bare, "skinparam") || begins(bare, "sprite")) && line.ends_with('{') {
            return Ok(self.braces(at));
        }
        if ["skinparam", "sprite", "caption", "mainframe", "scale", "hide", "show", "remove", "restore"].iter().any(|w| begins(bare, w))
            && !bare.split_whitespace().nth(1).is_some_and(|second| second.starts_with(['-', '.', '<', '=']))
        {
            return Ok(at + 1);
        }
        self.keep(line, start);
        Ok(at + 1)
    }

    fn refusal(&self, line: &str, start: usize, reason: &str) -> Refusal {
        let start = self.base + start;
        Refusal { span: Span::new(start, start + line.len()), reason: reason.to_owned() }
    }

    /// The line behind the one that ends a block.
    fn until(&mut self, at: usize, what: &'static str, is_end: impl Fn(&str) -> bool) -> Option<usize> {
        if self.never.contains(&what) {
            return None;
        }
        let found = self.raw[at + 1..].iter().position(|(line, _)| is_end(line)).map(|offset| at + offset + 2);
        if found.is_none() {
            self.never.push(what);
        }
        found
    }

    /// The line behind the brace that closes the one at the end of this line.
    fn braces(&self, at: usize) -> usize {
        let mut depth = 0usize;
        for (offset, (line, _)) in self.raw[at..].iter().enumerate() {
            depth += line.bytes().filter(|b| *b == b'{').count();
            depth = depth.saturating_sub(line.bytes().filter(|b| *b == b'}').count());
            if depth == 0 {
                return at + offset + 1;
            }
        }
        at + 1
    }

    /// `!define`, `!procedure`, `!$name = value`; others draw nothing.
    fn directive(&mut self, line: &'a str, at: usize) -> usize {
        let words = line[1..].trim_start();
        if let Some(variable) = words.strip_prefix('$').or_else(|| ["local $", "global $"].iter().find_map(|w| words.strip_prefix(w))) {
            if let Some((name, value)) = variable.split_once('=') {
                let name = name.trim().trim_end_matches('?');
                let value = value.trim().trim_matches('"').to_owned();
                self.macros.insert(format!("${name}"), Macro { parameters: Vec::new(), lines: vec![value] });
            }
            return at + 1;
        }
        let unquoted = words.strip_prefix("unquoted").or_else(|| words.strip_prefix("final")).map_or(words, str::trim_start);
        for (word, end) in [("procedure", "!endprocedure"), ("function", "!endfunction"), ("definelong", "!enddefinelong")] {
            let Some(head) = unquoted.strip_prefix(word) else { continue };
            if word == "function" && unquoted.contains("!return") {
                return at + 1;
            }
            let Some(next) = self.until(at, word, |line| begins(line, end) || begins(line, &end.replacen("!end", "!end ", 1))) else {
                return at + 1;
            };
            if word != "function"
                && let Some((name, parameters)) = signature(head)
            {
                let lines = self.raw[at + 1..next - 1].iter().take(200).map(|(line, _)| (*line).to_owned()).collect();
                self.macros.insert(name, Macro { parameters, lines });
            }
            return next;
        }
        if let Some(head) = words.strip_prefix("define").filter(|rest| rest.starts_with(char::is_whitespace)) {
            let head = head.trim();
            let name_length = head.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(head.len());
            let (name, mut value, mut parameters) = (&head[..name_length], head[name_length..].trim(), Vec::new());
            if head[name_length..].starts_with('(')
                && let Some(close) = head.find(')')
            {
                parameters = head[name_length + 1..close].split(',').map(|p| p.trim().to_owned()).collect();
                value = head[close + 1..].trim();
            }
            if !name.is_empty() {
                self.macros.insert(name.to_owned(), Macro { parameters, lines: vec![value.to_owned()] });
            }
        }
        at + 1
    }

    fn keep(&mut self, line: &'a str, start: usize) {
        let start = self.base + start;
        let span = Span::new(start, start + line.len());
        if self.macros.is_empty() {
            self.out.push(Line { text: Cow::Borrowed(line), span });
            return;
        }
        let mut lines = Vec::new();
        self.expand(line, 0, &mut lines);
        self.out.extend(lines.into_iter().map(|text| Line { text: Cow::Owned(text), span }));
    }

    /// Writes a line out, macro by macro.
    fn expand(&mut self, line: &str, depth: usize, out: &mut Vec<String>) {
        let called = signature(line)
            .and_then(|(name, _)| Some((self.macros.get(&name).filter(|m| !m.parameters.is_empty() || m.lines.len() > 1)?, name)));
        if let Some((found, name)) = called.filter(|_| depth < DEEPEST) {
            let found = found.clone();
            let tail = &line[line.find('(').unwrap_or(line.len())..];
            let close = tail.rfind(')').unwrap_or(tail.len());
            let given = arguments(tail.get(1..close).unwrap_or_default());
            for text in &found.lines {
                let written = replace(text, |word| {
                    let at = found.parameters.iter().position(|p| p.split('=').next().unwrap_or_default().trim() == word)?;
                    Some(
                        given
                            .get(at)
                            .map_or_else(|| found.parameters[at].split_once('=').map_or("", |(_, v)| v.trim()), |v| v.trim())
                            .trim_matches('"'),
                    )
                });
                self.written += written.len();
                if self.written > MOST_WRITTEN_OUT || written.starts_with(&name) {
                    return;
                }
                let more = tail.get(close + 1..).unwrap_or_default();
                let whole = if found.lines.len() == 1 { format!("{written}{more}") } else { written };
                if !whole.trim_start().starts_with('!') {
                    self.expand(whole.trim(), depth + 1, out);
                }
            }
            return;
        }
        let macros = &self.macros;
        let text =
            replace(line, |word| macros.get(word).filter(|m| m.parameters.is_empty() && m.lines.len() == 1).map(|m| m.lines[0].as_str()));
        self.written += text.len().saturating_sub(line.len());
        out.push(if self.written > MOST_WRITTEN_OUT { line.to_owned() } else { text });
    }
}

/// True for a note whose words stand in its first line.
fn is_on_one_line(line: &str) -> bool {
    let quoted = line.split_once('"').is_some_and(|(before, rest)| !before.contains(':') && rest.contains('"') && rest.contains(" as "));
    let mut quote = false;
    let mut previous = b' ';
    let bytes = line.as_bytes();
    let colon = bytes.iter().enumerate().any(|(at, &byte)| {
        quote ^= byte == b'"';
        let alone = byte == b':' && !quote && previous != b':' && bytes.get(at + 1) != Some(&b':');
        previous = byte;
        alone
    });
    quoted || colon
}

/// `NAME(a, b)`: the name and what stands in parentheses.
fn signature(line: &str) -> Option<(String, Vec<String>)> {
    let line = line.trim();
    let (name, rest) = line.split_once('(')?;
    let name = name.trim();
    let is_name = !name.is_empty() && name.len() < 80 && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
    let inner = &rest[..rest.rfind(')')?];
    is_name.then(|| (name.to_owned(), arguments(inner).into_iter().map(str::to_owned).filter(|a| !a.is_empty()).collect()))
}

/// Pieces between commas that stand in no quotes and no parentheses, trimmed.
pub(super) fn arguments(list: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut quote, mut depth, mut from) = (false, 0usize, 0);
    for (at, byte) in list.bytes().enumerate() {
        match byte {
            b'"' => quote = !quote,
            b'(' if !quote => depth += 1,
            b')' if !quote => depth = depth.saturating_sub(1),
            b',' if !quote && depth == 0 => {
                found.push(list[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(list[from..].trim());
    found
}

/// `text` with every word for which `meant` knows another replaced.
fn replace<'m>(text: &str, meant: impl Fn(&str) -> Option<&'m str>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = if is_word(first) || first == '$' {
            first.len_utf8() + rest[first.len_utf8()..].find(|c| !is_word(c)).unwrap_or(rest.len() - first.len_utf8())
        } else {
            first.len_utf8()
        };
        let word = &rest[..length];
        out.push_str(meant(word).unwrap_or(word));
        rest = &rest[length..];
    }
    out
}
