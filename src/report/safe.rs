//! Untrusted text made harmless for terminals, logs and pages.

use std::borrow::Cow;

/// The text with characters that steer a terminal or hide words made visible: control characters (tab and line feed stay),
/// DEL, C1 controls, bidirectional controls, zero-width characters and byte order marks. Control characters become their
/// pictures (U+2400 on), the others `\u{...}`.
pub fn visible(text: &str) -> Cow<'_, str> {
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
    text.chars().map(one).collect()
}

/// The same on one line: line feeds and tabs become spaces.
pub(super) fn line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}')
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
}
