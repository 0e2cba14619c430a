//! HTML comments addressed to the tool: `<!-- designvet: waive RULE reason="..." -->`.

use crate::source::Span;

/// A comment that begins with `designvet:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// The whole comment.
    pub span: Span,
    /// What it says.
    pub kind: DirectiveKind,
}

/// The directives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DirectiveKind {
    /// Accept what a rule would report here.
    Waive {
        /// Rule ids.
        rules: Vec<Written>,
        /// `key=value`, whatever the key, in their order.
        keys: Vec<(Written, Written)>,
    },
    /// Not understood: where, and why.
    Unknown(Span, String),
}

/// A word or value as it is written, without quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The words.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// Quotation marks around values: those of a keyboard, and what editors make of them.
const QUOTES: &[(char, char)] = &[('"', '"'), ('\u{201c}', '\u{201d}')];

/// Reads one HTML comment that stands at `span`; None when it is not addressed to the tool.
pub(super) fn read(comment: &str, span: Span) -> Option<Directive> {
    let body = comment.strip_prefix("<!--")?.trim_start().strip_prefix("designvet:")?;
    let Some(body) = body.strip_suffix("-->") else {
        let span = Span { end: span.start + comment.trim_end().len() as u32, ..span };
        return Some(Directive { span, kind: DirectiveKind::Unknown(span, "the comment does not end: `-->` is missing".to_owned()) });
    };
    let end = span.start as usize + comment.len() - "-->".len();
    let mut words = Words { rest: body, end };
    words.skip(char::is_whitespace);
    let verb = words.take_until(char::is_whitespace);
    let kind = match verb.text.as_str() {
        "waive" => words.waive(&verb).unwrap_or_else(|(at, what)| DirectiveKind::Unknown(at, what)),
        "" => DirectiveKind::Unknown(span, "it says nothing; `waive` is known".to_owned()),
        other => DirectiveKind::Unknown(verb.span, format!("unknown directive `{other}`; `waive` is known")),
    };
    Some(Directive { span, kind })
}

/// What is left of a comment.
struct Words<'a> {
    rest: &'a str,
    /// Where it ends in the document.
    end: usize,
}

impl Words<'_> {
    fn skip(&mut self, passed: impl Fn(char) -> bool) {
        self.rest = self.rest.trim_start_matches(passed);
    }

    fn take_until(&mut self, stops: impl Fn(char) -> bool) -> Written {
        self.take(self.rest.find(stops).unwrap_or(self.rest.len()))
    }

    fn take(&mut self, length: usize) -> Written {
        let start = self.end - self.rest.len();
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        Written { text: word.to_owned(), span: Span::new(start, start + length) }
    }

    /// Rules and keys; else where and why they are not understood.
    fn waive(&mut self, verb: &Written) -> Result<DirectiveKind, (Span, String)> {
        let (mut rules, mut keys) = (Vec::new(), Vec::new());
        loop {
            self.skip(|c| c.is_whitespace() || c == ',');
            if self.rest.is_empty() {
                break;
            }
            let word = self.take_until(|c| c.is_whitespace() || c == ',' || c == '=');
            match self.rest.trim_start().strip_prefix('=') {
                Some(_) if word.text.is_empty() => {
                    let sign = Span { end: word.span.start + 1, ..word.span };
                    return Err((sign, "nothing stands in front of `=`".to_owned()));
                }
                Some(after) => {
                    self.rest = after;
                    let value = self.value(&word)?;
                    keys.push((word, value));
                }
                None => rules.push(word),
            }
        }
        if rules.is_empty() {
            return Err((verb.span, "no rule is named".to_owned()));
        }
        Ok(DirectiveKind::Waive { rules, keys })
    }

    fn value(&mut self, key: &Written) -> Result<Written, (Span, String)> {
        self.skip(char::is_whitespace);
        let Some((open, close)) = QUOTES.iter().find(|(open, _)| self.rest.starts_with(*open)) else {
            return Ok(self.take_until(|c| c.is_whitespace() || c == ','));
        };
        self.take(open.len_utf8());
        if !self.rest.contains(*close) {
            return Err((key.span, format!("the quotation after `{}=` does not end", key.text)));
        }
        let value = self.take_until(|c| c == *close);
        self.take(close.len_utf8());
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rules and keys, each held against the place that it is said to be at.
    fn said(comment: &str) -> Option<String> {
        let text = format!("é {comment}");
        let span = Span::new(3, text.len());
        let held = |word: &Written| {
            assert_eq!(word.span.of(&text), word.text);
            word.text.clone()
        };
        Some(match read(comment, span)?.kind {
            DirectiveKind::Waive { rules, keys } => {
                let rules: Vec<String> = rules.iter().map(held).collect();
                let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{}={}", held(key), held(value))).collect();
                format!("{} {}", rules.join(","), keys.join(" ")).trim_end().to_owned()
            }
            DirectiveKind::Unknown(at, _) => format!("? {}", at.of(&text)),
        })
    }

    #[test]
    fn waivers_name_rules_and_keys_in_any_order_each_with_its_place() {
        assert_eq!(said("<!-- designvet: waive a-b reason=\"kept, elsewhere\" -->").as_deref(), Some("a-b reason=kept, elsewhere"));
        assert_eq!(said("<!--designvet: waive a-b, c-d-->").as_deref(), Some("a-b,c-d"));
        assert_eq!(said("<!-- designvet: waive owner=Ann, until = 2027-03-01 a -->").as_deref(), Some("a owner=Ann until=2027-03-01"));
        assert_eq!(said("<!-- designvet: waive a reason=\u{201c}so it is\u{201d} b=\"\" -->").as_deref(), Some("a reason=so it is b="));
        assert_eq!(said("<!-- a comment -->"), None);
    }

    #[test]
    fn what_is_not_understood_is_marked() {
        assert_eq!(said("<!-- designvet: waive -->").as_deref(), Some("? waive"));
        assert_eq!(said("<!-- designvet: wave a -->").as_deref(), Some("? wave"));
        assert_eq!(said("<!-- designvet: waive a reason=\"b -->").as_deref(), Some("? reason"));
        assert_eq!(said("<!-- designvet: waive a").as_deref(), Some("? <!-- designvet: waive a"));
        assert_eq!(said("<!-- designvet: -->").as_deref(), Some("? <!-- designvet: -->"));
    }
}
