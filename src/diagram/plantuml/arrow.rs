//! Ends and arrows of `PlantUML` lines.

use crate::diagram::NodeKind;
use crate::diagram::builder::Heads;

/// What an end of an arrow or a declaration names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct End<'a> {
    pub id: &'a str,
    /// What its brackets say it is.
    pub kind: Option<NodeKind>,
    /// True when it stands in brackets of a component.
    pub bracketed: bool,
    pub quoted: bool,
}

/// Reads the end that `text` begins with; the second value is what follows it.
pub(super) fn end(text: &str) -> Option<(End<'_>, &str)> {
    let plain = |id, bracketed, quoted, kind| End { id, kind, bracketed, quoted };
    if let Some(rest) = text.strip_prefix("()") {
        let (inner, rest) = end(rest.trim_start())?;
        return Some((End { kind: None, ..inner }, rest));
    }
    let between = |close: &str| {
        let length = text[1..].find(close)?;
        let inner = &text[1..=length];
        (!inner.trim().is_empty()).then(|| (inner, &text[1 + length + close.len()..]))
    };
    match text.as_bytes().first()? {
        b'"' => between("\"").map(|(id, rest)| (plain(id, false, true, None), rest)),
        b'[' if text.starts_with("[*]") => Some((plain("[*]", false, false, Some(NodeKind::State)), &text[3..])),
        b'[' => {
            let (id, rest) = between("]")?;
            let history = matches!(id, "H" | "H*");
            let style = id.starts_with(['-', '<', '#', '>']) || id.contains("->") || id.contains("<-");
            (!style).then(|| (plain(id.trim(), !history, false, history.then_some(NodeKind::State)), rest))
        }
        b'(' => between(")").map(|(id, rest)| (plain(id.trim(), false, false, Some(NodeKind::Process)), rest)),
        b':' => {
            let (id, rest) = between(":")?;
            (id.len() < 120 && !id.starts_with([':', ' '])).then(|| (plain(id.trim(), false, false, Some(NodeKind::Person)), rest))
        }
        _ => {
            let length = bare(text);
            (length > 0).then(|| (plain(&text[..length], false, false, None), &text[length..]))
        }
    }
}

/// Length of the name without quotes that `text` begins with.
fn bare(text: &str) -> usize {
    let mut length = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let inside = match c {
            '_' | '$' | '@' => true,
            '.' | '-' | '/' => at > 0 && next.is_some_and(char::is_alphanumeric) && !text[..at].ends_with(['.', '-']),
            ':' => {
                // `Class::member`; one colon ends the name.
                if next == Some(':') && at > 0 {
                    chars.next();
                    true
                } else {
                    false
                }
            }
            _ => c.is_alphanumeric(),
        };
        if !inside {
            return length;
        }
        length = chars.peek().map_or(text.len(), |(at, _)| *at);
    }
    length
}

/// An arrow and what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Arrow<'a> {
    pub heads: Heads,
    /// Drawn only to place its ends.
    pub hidden: bool,
    /// With a dotted or double body: an answer, in sequences.
    pub dotted: bool,
    pub rest: &'a str,
}

const LEFT: &[&str] = &[
    "<<|", "<|", "<<", "<", "o<", "x<", "\\\\", "//", "\\", "/", "||", "|o", "}o", "}|", "}", "0)", "0", "o", "x", "*", "+", "#", "^", "@",
    ")", "{", "|",
];
const RIGHT: &[&str] = &[
    "|>>", "|>", ">>o", ">>x", ">>", ">x", ">o", ">", "\\\\o", "//o", "\\\\", "//", "\\o", "/o", "\\", "/", "o{", "|{", "||", "o|", "(0)",
    "(0", "0)", "(", "0", "*", "+", "#", "^", "@", "{", "|", ")",
];
const DIRECTIONS: &[&str] = &["left", "right", "up", "down", "le", "ri", "do", "l", "r", "u", "d"];

fn is_body(byte: u8) -> bool {
    matches!(byte, b'-' | b'.' | b'=' | b'~')
}

/// Reads the arrow that `text` begins with.
pub(super) fn arrow(text: &str) -> Option<Arrow<'_>> {
    let left = LEFT.iter().find(|head| text.starts_with(**head) && text[head.len()..].bytes().next().is_some_and(is_body)).copied();
    let mut rest = &text[left.map_or(0, str::len)..];
    if !rest.bytes().next().is_some_and(is_body) {
        return None;
    }
    let (mut hidden, mut dotted, mut length) = (false, false, 0);
    let first = rest.as_bytes()[0];
    loop {
        let bytes = rest.as_bytes();
        let Some(&byte) = bytes.first() else { break };
        if is_body(byte) {
            length += 1;
            dotted |= byte == b'.' || byte == b'-' && length > 1;
            rest = &rest[1..];
        } else if byte == b'[' && length > 0 {
            let Some(close) = rest.find(']') else { break };
            let style = &rest[1..close];
            let is_style = style.starts_with('#')
                || style.split([',', ';']).all(|s| {
                    !s.trim().is_empty() && !s.contains(' ') && s.chars().all(|c| c.is_ascii_alphanumeric() || "=#-.".contains(c))
                });
            let goes_on = rest[close + 1..]
                .starts_with(|c: char| c.is_ascii() && is_body(c as u8) || matches!(c, '>' | '|' | '*' | 'o' | '\\' | '/'));
            if !is_style || !goes_on {
                break;
            }
            hidden |= style.contains("hidden");
            rest = &rest[close + 1..];
        } else if length > 0
            && let Some(word) =
                DIRECTIONS.iter().find(|word| rest.starts_with(**word) && rest[word.len()..].starts_with(['-', '.', '=', '~', '[']))
        {
            rest = &rest[word.len()..];
        } else {
            break;
        }
    }
    let mut right = RIGHT.iter().find(|head| rest.starts_with(**head)).copied();
    // `o` and `x` are heads only where no name begins with them; a bracket opens the end, not a head.
    if right.is_none() && rest.starts_with(['o', 'x']) && !rest[1..].starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        right = Some(&rest[..1]);
    }
    if matches!(right, Some("(" | "/" | "\\" | "#")) && rest[1..].starts_with(|c: char| c.is_alphanumeric()) {
        right = None;
    }
    rest = &rest[right.map_or(0, str::len)..];
    if length == 1 && first != b'-' && left.is_none() && right.is_none() {
        return None;
    }
    let is_head = |head: Option<&str>| head.is_some_and(|head| head.contains(['<', '>', '\\', '^']) || head.starts_with('/'));
    let heads = Heads { first: is_head(left), second: is_head(right) };
    Some(Arrow { heads, hidden, dotted, rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_of_every_kind_are_read() {
        for (text, first, second, rest) in [
            ("-> B", false, true, " B"),
            ("-[#red,dashed]-> [B]", false, true, " [B]"),
            ("-left-> C", false, true, " C"),
            ("<|-- D", true, false, " D"),
            ("-( R", false, false, " R"),
            ("->x C", false, true, " C"),
            ("<-> C", true, true, " C"),
            ("||--o{ C", false, false, " C"),
            ("..> (C)", false, true, " (C)"),
            (".> (C)", false, true, " (C)"),
            ("--(C)", false, false, "(C)"),
            ("->>o C", false, true, " C"),
            ("-[#blue]\\ C", false, true, " C"),
        ] {
            let found = arrow(text).map(|a| (a.heads.first, a.heads.second, a.rest));
            assert_eq!(found, Some((first, second, rest)), "{text}");
        }
        assert!(arrow("- text").is_some());
        assert!(arrow(". text").is_none());
    }

    #[test]
    fn ends_keep_their_names() {
        for (text, id, rest) in [
            ("app.war --> s3", "app.war", " --> s3"),
            ("A->B", "A", "->B"),
            ("[API Gateway] --> x", "API Gateway", " --> x"),
            (":Main admin: --> x", "Main admin", " --> x"),
            ("() \"REST\" as R", "REST", " as R"),
            ("Order::id --> x", "Order::id", " --> x"),
            ("Größe-> x", "Größe", "-> x"),
        ] {
            let found = end(text).map(|(end, rest)| (end.id, rest));
            assert_eq!(found, Some((id, rest)), "{text}");
        }
        assert!(end("[-> A").is_none());
    }
}
