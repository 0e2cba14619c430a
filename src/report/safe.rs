//! Untrusted text made harmless for terminals, logs and pages.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with characters that steer a terminal or hide words made visible: control characters (tab and line feed stay), DEL, C1
/// controls, bidirectional controls, zero-width characters and byte order marks. Control characters become their pictures (U+2400 on),
/// the others `\u{...}`. Nor is there a command for the log of a CI service in it: the second sign of `##[` and `::` is another that
/// looks like it.
pub fn visible(text: &str) -> Cow<'_, str> {
    disarmed(unhidden(text))
}

/// The same with what a log takes for a command left as it is.
pub(super) fn unhidden(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    let mut before = '\0';
    while let Some(c) = chars.next() {
        // A joiner between two pictures makes one of them and hides nothing.
        let joins = c == '\u{200D}' && is_picture(before) && chars.peek().is_some_and(|next| is_picture(*next));
        before = c;
        match c {
            _ if joins || !is_unsafe(c) => safe.push(c),
            '\0'..='\u{1F}' => safe.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{FFFD}')),
            '\u{7F}' => safe.push('\u{2421}'),
            _ => safe.extend(c.escape_unicode()),
        }
    }
    Cow::Owned(safe)
}

/// The same with one character for one, for texts whose columns are counted; a tab becomes a space.
pub(super) fn same_length(text: &str) -> String {
    let one = |c: char| match c {
        '\t' => ' ',
        _ if !is_unsafe(c) => c,
        '\0'..='\u{1F}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{FFFD}'),
        _ => '\u{FFFD}',
    };
    disarmed(Cow::Owned(text.chars().map(one).collect())).into_owned()
}

/// JSON with the same meaning in which nothing steers a terminal and no log finds a command: such characters are escaped.
pub(super) fn json(text: String) -> String {
    if !text.chars().any(is_unsafe) && inside_lines(&text).next().is_none() {
        return text;
    }
    // Outside of strings JSON has none of these; inside, none of them stands behind a backslash. No string begins a line.
    let mut safe = String::with_capacity(text.len() + 64);
    let mut commands = inside_lines(&text).peekable();
    for (at, c) in text.char_indices() {
        if commands.next_if_eq(&at).is_some() || (c != '\n' && is_unsafe(c)) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

/// The same on one line: line feeds and tabs become spaces.
pub(super) fn line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One character for one: what would make a command of the words behind it.
fn disarmed(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut signs: Vec<usize> = inside_lines(&text).chain(at_beginnings(&text)).collect();
    if signs.is_empty() {
        return text;
    }
    signs.sort_unstable();
    let mut safe = text.into_owned();
    for at in signs.into_iter().rev() {
        let like = if safe.as_bytes()[at] == b'#' { "\u{266F}" } else { "\u{2236}" };
        safe.replace_range(at..=at, like);
    }
    Cow::Owned(safe)
}

/// Offsets of the second sign of commands that count anywhere in a line: `##[name`, `##vso[name`, `##teamcity[name`.
fn inside_lines(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('#').filter_map(|(at, _)| {
        let rest = text[at..].strip_prefix("##")?;
        rest[letters(rest)..].starts_with('[').then_some(at + 1)
    })
}

/// Offsets of the second sign of commands that count at the beginning of a line, `::name`, where one begins or begins when the text is wrapped.
fn at_beginnings(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices("::").filter_map(|(at, _)| {
        let begins = text[..at].chars().next_back().is_none_or(char::is_whitespace);
        (begins && letters(&text[at + 2..]) > 0).then_some(at + 1)
    })
}

fn letters(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_alphabetic).count()
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}'..='\u{FFFF}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_hidden_characters_become_visible() {
        assert_eq!(visible("a\u{1b}[31mred\u{7}"), "a\u{241b}[31mred\u{2407}");
        assert_eq!(visible("x\u{9b}2J\u{202e}y\u{200b}"), "x\\u{9b}2J\\u{202e}y\\u{200b}");
        assert_eq!(visible("plain\ttext \u{e9}\n"), "plain\ttext \u{e9}\n");
        assert_eq!(visible("\u{1F469}\u{200d}\u{1F4BB} a\u{200d}b"), "\u{1F469}\u{200d}\u{1F4BB} a\\u{200d}b");
        assert_eq!(line("a\r\nb\tc"), "a\u{240d} b c");
    }

    #[test]
    fn no_log_reads_a_command() {
        for (text, safe) in [
            ("x ##[error]y", "x #\u{266f}[error]y"),
            ("###[error]", "##\u{266f}[error]"),
            ("##vso[task.setvariable]", "#\u{266f}vso[task.setvariable]"),
            ("::error::x", ":\u{2236}error::x"),
            ("a\n ::set-output name=x::y", "a\n :\u{2236}set-output name=x::y"),
            ("std::fmt, ::1 and ## [a]", "std::fmt, ::1 and ## [a]"),
        ] {
            assert_eq!(visible(text), safe);
            assert_eq!(same_length(&text.replace('\n', " ")), safe.replace('\n', " "));
        }
    }

    #[test]
    fn json_means_the_same_and_steers_nothing() {
        let text = "\u{202e}a\u{9b}\u{7f}\u{e0041} ##[error] \u{1b} \u{e9} \n \\##[";
        let json = json(serde_json::to_string(text).expect("a string is JSON"));
        assert_eq!(json, "\"\\u202ea\\u009b\\u007f\\udb40\\udc41 #\\u0023[error] \\u001b \u{e9} \\n \\\\#\\u0023[\"");
        assert_eq!(serde_json::from_str::<String>(&json).expect("it is JSON"), text);
    }
}
