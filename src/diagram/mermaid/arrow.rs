//! Arrows of flowcharts: `-->`, `---`, `-.->`, `==>`, `~~~`, `x--o`, with words within or behind.

use super::cursor::{Cursor, Problem};
use super::draft::Heads;
use super::shape;

pub(super) struct Arrow<'a> {
    /// Its name, as in `e1@-->`.
    pub id: Option<&'a str>,
    pub heads: Heads,
    pub label: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Plain,
    Thick,
    Dotted,
    Hidden,
}

/// A piece of an arrow: whole, or the start of one with words in it.
struct Piece {
    line: Line,
    len: usize,
    whole: bool,
    start: Option<u8>,
    end: Option<u8>,
}

/// The arrow from here on, over white space and line ends; nothing is passed when there is none.
pub(super) fn read<'a>(at: &mut Cursor<'a>) -> Result<Option<Arrow<'a>>, Problem<'a>> {
    let before = *at;
    at.skip_space();
    let id = named(at);
    let place = *at;
    let Some(first) = piece(at.rest().as_bytes()) else {
        *at = before;
        return Ok(None);
    };
    at.advance(first.len);
    let mut label = "";
    let mut end = first.end;
    if !first.whole {
        (label, end) = within(at, first.line, place.line())?;
    }
    at.skip_space();
    if at.peek() == Some('|') {
        label = shape::pipe(at)?;
        at.skip_space();
    }
    let heads = Heads::of(first.start.is_some(), end.is_some());
    Ok(Some(Arrow { id, heads, label }))
}

/// `e1@` in front of an arrow.
fn named<'a>(at: &mut Cursor<'a>) -> Option<&'a str> {
    let rest = at.rest();
    let len = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').filter(|&len| len > 0)?;
    let after = rest[len..].strip_prefix('@')?;
    piece(after.as_bytes())?;
    at.advance(len + 1);
    Some(&rest[..len])
}

/// Words up to the end of the arrow: they and its head. Mermaid looks for that over line ends too.
fn within<'a>(at: &mut Cursor<'a>, line: Line, opening: &'a str) -> Result<(&'a str, Option<u8>), Problem<'a>> {
    at.skip_space();
    let start = *at;
    if at.peek() == Some('"') {
        shape::string(at)?;
    }
    let text = at.rest();
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = bytes[from..].iter().position(|b| matches!(b, b'-' | b'=' | b'.' | b'"')) {
        let place = from + found;
        if bytes[place] == b'"' {
            let mut here = *at;
            here.advance(place);
            return Err(Problem::new(here.line(), "words on an arrow stand in quotes as a whole or not at all"));
        }
        if let Some(found) = piece_of(&bytes[place..], line) {
            let mut words = *at;
            words.advance(place);
            let label = start.until(&words);
            at.advance(place + found.len);
            // `x` and `o` before the dashes are the head of the other end when a blank parts them from the words.
            let label = match label.trim_end().strip_suffix(['x', 'o', '<']) {
                Some(rest) if label.ends_with(['x', 'o', '<']) && rest.ends_with(char::is_whitespace) => rest,
                _ => label,
            };
            return Ok((label, found.end));
        }
        let run = bytes[place..].iter().take_while(|b| **b == bytes[place]).count();
        let mark = if line == Line::Thick { b'=' } else { b'-' };
        if line != Line::Dotted && bytes[place] == mark && run == 2 {
            break;
        }
        from = place + run;
    }
    Err(Problem::new(opening, "the arrow has no end, such as `-->`"))
}

/// A whole piece of the wanted line at the start of `bytes`, without a head in front.
fn piece_of(bytes: &[u8], line: Line) -> Option<Piece> {
    let found = match line {
        Line::Plain => solid(bytes, b'-', Line::Plain),
        Line::Thick => solid(bytes, b'=', Line::Thick),
        _ => dotted(bytes),
    };
    found.filter(|piece| piece.whole)
}

fn piece(bytes: &[u8]) -> Option<Piece> {
    let start = bytes.first().copied().filter(|b| matches!(b, b'x' | b'o' | b'<'));
    let body = &bytes[usize::from(start.is_some())..];
    let mut found = solid(body, b'-', Line::Plain).or_else(|| solid(body, b'=', Line::Thick)).or_else(|| dotted(body));
    if let Some(piece) = &mut found {
        piece.start = start;
        piece.len += usize::from(start.is_some());
    }
    found.or_else(|| {
        let len = bytes.iter().take_while(|b| **b == b'~').count();
        (len >= 3).then_some(Piece { line: Line::Hidden, len, whole: true, start: None, end: None })
    })
}

/// `--`, `---`, `-->`, `--x` and the same of equals signs.
fn solid(bytes: &[u8], mark: u8, line: Line) -> Option<Piece> {
    let run = bytes.iter().take_while(|b| **b == mark).count();
    let end = bytes.get(run).copied().filter(|b| matches!(b, b'>' | b'x' | b'o'));
    let whole = run >= 3 || end.is_some();
    (run >= 2).then_some(Piece { line, len: run + usize::from(end.is_some()), whole, start: None, end })
}

/// `-.`, `-.-`, `-..->`, `.->`.
fn dotted(bytes: &[u8]) -> Option<Piece> {
    let lead = usize::from(bytes.first() == Some(&b'-'));
    let dots = bytes[lead..].iter().take_while(|b| **b == b'.').count();
    if dots == 0 {
        return None;
    }
    let len = lead + dots;
    if bytes.get(len) != Some(&b'-') {
        return (lead == 1).then_some(Piece { line: Line::Dotted, len: 2, whole: false, start: None, end: None });
    }
    let end = bytes.get(len + 1).copied().filter(|b| matches!(b, b'>' | b'x' | b'o'));
    Some(Piece { line: Line::Dotted, len: len + 1 + usize::from(end.is_some()), whole: true, start: None, end })
}
