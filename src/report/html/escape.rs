//! Untrusted text made text of a page: no tag, no end of an attribute, nothing hidden.

use crate::report::safe;

/// Text between tags or in a quoted attribute; line ends stay. A text may come in pieces: no pieces make a command for a log of them.
pub(in crate::report) fn escape(raw: &str) -> String {
    let shown = safe::unhidden(raw);
    let mut safe = String::with_capacity(shown.len() + 8);
    let mut before = ':';
    for c in shown.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // The same on a page, and no control character in the file.
            '\t' => safe.push_str("&#9;"),
            // `##[error]` and `::error::` are commands where the page is printed to a log.
            '#' => safe.push_str("&#35;"),
            ':' if before == ':' => safe.push_str("&#58;"),
            _ => safe.push(c),
        }
        before = c;
    }
    safe
}

/// The same for a sentence of ours: what stands between back-ticks is shown as code.
pub(super) fn with_code(raw: &str) -> String {
    let parts: Vec<&str> = raw.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escape(raw);
    }
    let part = |(at, part): (usize, &&str)| if at % 2 == 1 { format!("<code>{}</code>", escape(part)) } else { escape(part) };
    parts.iter().enumerate().map(part).collect()
}

/// An address that a page may link to, escaped: of the web, of a mailbox. None for every other scheme and for what has none.
pub(super) fn address(raw: &str) -> Option<String> {
    // Browsers drop control characters and blanks in schemes; here such an address is none.
    if raw.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let scheme = raw.split_once(':')?.0.to_ascii_lowercase();
    let is_known = match scheme.as_str() {
        "http" | "https" => raw[scheme.len()..].starts_with("://"),
        "mailto" => true,
        _ => false,
    };
    is_known.then(|| escape(raw))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_ends_no_tag_and_no_attribute() {
        assert_eq!(escape("<b a='x' b=\"y\">&"), "&lt;b a=&#39;x&#39; b=&quot;y&quot;&gt;&amp;");
        assert_eq!(escape("a\u{202e}b\nc"), "a\\u{202e}b\nc");
        assert_eq!(escape("##[error]") + &escape(":") + &escape(":error: ::x"), "&#35;&#35;[error]&#58;&#58;error: :&#58;x");
    }

    #[test]
    fn back_ticks_in_pairs_make_code() {
        assert_eq!(with_code("the table `a<b` has no owner"), "the table <code>a&lt;b</code> has no owner");
        assert_eq!(with_code("one ` alone"), "one ` alone");
    }

    #[test]
    fn only_addresses_of_the_web_and_of_mailboxes_are_links() {
        assert_eq!(address("https://example.com/?a=1&b"), Some("https://example.com/?a=1&amp;b".to_owned()));
        assert_eq!(address("mailto:ann@example.com"), Some("mailto:ann@example.com".to_owned()));
        for raw in [
            "javascript:alert(1)",
            "JavaScript:x",
            "java\nscript:x",
            " javascript:x",
            "data:text/html,x",
            "//example.com",
            "a.md",
            "file:///x",
            "http:x",
            "",
        ] {
            assert_eq!(address(raw), None, "{raw}");
        }
    }
}
