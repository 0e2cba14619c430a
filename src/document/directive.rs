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
        /// Rule ids, as written.
        rules: Vec<String>,
        /// `reason="..."`
        reason: Option<String>,
    },
    /// Not understood; the text says why.
    Unknown(String),
}

/// Reads one HTML comment; None when it is not addressed to the tool.
pub(super) fn read(comment: &str, span: Span) -> Option<Directive> {
    let body = comment.strip_prefix("<!--")?.trim_start().strip_prefix("designvet:")?;
    let Some(body) = body.strip_suffix("-->").map(str::trim) else {
        return Some(Directive { span, kind: DirectiveKind::Unknown("the comment does not end: `-->` is missing".to_owned()) });
    };
    let (verb, rest) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
    let kind = if verb == "waive" { waive(rest) } else { DirectiveKind::Unknown(format!("unknown directive `{verb}`; `waive` is known")) };
    Some(Directive { span, kind })
}

fn waive(mut rest: &str) -> DirectiveKind {
    let (mut rules, mut reason) = (Vec::new(), None);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() {
            break;
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == ',' || c == '=').unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let Some(value) = after.strip_prefix('=') else {
            rules.push(word.to_owned());
            rest = after;
            continue;
        };
        let (text, after) = match value.strip_prefix('"') {
            Some(quoted) => match quoted.split_once('"') {
                Some(parts) => parts,
                None => return DirectiveKind::Unknown(format!("the quotation after `{word}=` does not end")),
            },
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        if word != "reason" {
            return DirectiveKind::Unknown(format!("unknown key `{word}`; `reason` is known"));
        }
        reason = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        rest = after;
    }
    if rules.is_empty() {
        return DirectiveKind::Unknown("no rule is named".to_owned());
    }
    DirectiveKind::Waive { rules, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(comment: &str) -> Option<DirectiveKind> {
        read(comment, Span::default()).map(|d| d.kind)
    }

    #[test]
    fn waivers_name_rules_and_a_reason() {
        let waive = |rules: &[&str], reason: Option<&str>| DirectiveKind::Waive {
            rules: rules.iter().map(|r| (*r).to_owned()).collect(),
            reason: reason.map(str::to_owned),
        };
        assert_eq!(kind("<!-- designvet: waive a-b reason=\"kept, elsewhere\" -->"), Some(waive(&["a-b"], Some("kept, elsewhere"))));
        assert_eq!(kind("<!--designvet: waive a-b, c-d-->"), Some(waive(&["a-b", "c-d"], None)));
        assert_eq!(kind("<!-- a comment -->"), None);
        assert!(matches!(kind("<!-- designvet: waive -->"), Some(DirectiveKind::Unknown(_))));
        assert!(matches!(kind("<!-- designvet: wave a -->"), Some(DirectiveKind::Unknown(_))));
        assert!(matches!(kind("<!-- designvet: waive a"), Some(DirectiveKind::Unknown(_))));
    }
}
