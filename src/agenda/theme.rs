//! The theme of a rule: what is talked over together.

use super::Session;

/// What is talked over together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Theme {
    /// Its name on an agenda.
    pub title: &'static str,
    /// The meeting it belongs to; None when the document decides.
    pub session: Option<Session>,
    /// Ids of rules, or what they begin with.
    rules: &'static [&'static str],
}

const THEMES: &[Theme] = &[
    Theme {
        title: "What is built, and what is not",
        session: Some(Session::Product),
        rules: &[
            "requirements",
            "scope",
            "trace-requirement",
            "trace-scope",
            "trace-design",
            "trace-demand",
            "trace-name",
            "trace-term",
            "trace-date",
        ],
    },
    Theme {
        title: "Personal data: what, why, for how long",
        session: Some(Session::Product),
        rules: &["privacy", "sharing", "trace-data", "trace-retention"],
    },
    Theme { title: "Outside services", session: Some(Session::Product), rules: &["vendor", "trace-vendor"] },
    Theme {
        title: "Where data rests, and which law holds",
        session: Some(Session::Product),
        rules: &["location", "compliance", "trace-region", "trace-regulation"],
    },
    Theme { title: "Models and decisions by machines", session: Some(Session::Product), rules: &["ai"] },
    Theme { title: "What was said in the last meeting", session: Some(Session::Product), rules: &["notes"] },
    Theme {
        title: "How data moves",
        session: Some(Session::Engineering),
        rules: &["design", "trace-infrastructure", "trace-order", "trace-fallback"],
    },
    Theme {
        title: "Who may do what",
        session: Some(Session::Engineering),
        rules: &["access", "trace-authentication", "trace-role", "trace-lifetime"],
    },
    Theme {
        title: "Protections",
        session: Some(Session::Engineering),
        rules: &["controls", "security", "audit", "vendor-webhook", "trace-protection", "trace-encryption"],
    },
    Theme { title: "Numbers, fields and parts", session: Some(Session::Engineering), rules: &["trace"] },
    Theme { title: "Open points in the documents", session: None, rules: &["document", "section"] },
    Theme { title: "Other questions", session: None, rules: &[""] },
];

/// The theme of a rule: the longest beginning decides.
pub(super) fn of(rule: &str) -> &'static Theme {
    let fits = |part: &&&str| part.is_empty() || rule.strip_prefix(**part).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let length = |theme: &Theme| theme.rules.iter().filter(fits).map(|part| part.len() + 1).max();
    THEMES.iter().max_by_key(|theme| length(theme).unwrap_or_default()).unwrap_or(&THEMES[THEMES.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_decides() {
        assert_eq!(of("trace-vendor-unannounced").title, "Outside services");
        assert_eq!(of("trace-number-differs").title, "Numbers, fields and parts");
        assert_eq!(of("access-policy-missing").title, "Who may do what");
        assert_eq!(of("acme-badge-missing").title, "Other questions");
        assert_eq!(of("accessibility-missing").title, "Other questions");
    }

    #[test]
    fn every_rule_of_the_packs_has_a_theme() {
        let (list, _) = crate::checklist::load(&crate::checklist::builtin(), &crate::check::specs());
        // Documents that stand alone have no walkthrough.
        let alone = |kind: &crate::rule::DocKind| list.kind(kind.as_str()).is_some_and(|kind| kind.side == crate::checklist::Side::Alone);
        let met = list.rules.values().filter(|rule| rule.applies_to.is_empty() || !rule.applies_to.iter().all(alone));
        let without: Vec<&str> = met.map(|rule| rule.id.as_str()).filter(|id| of(id).title == "Other questions").collect();
        assert!(without.iter().all(|id| id.starts_with("waiver-") || id.starts_with("reviewer-")), "{without:?}");
    }
}
