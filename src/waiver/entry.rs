//! A finding that a reviewer accepts to an entry of a file of waivers.

use super::accepted::{hash, section_around};
use super::{Terms, WaiverFile};
use crate::facts::Facts;
use crate::finding::Finding;
use crate::rule::WaiverKind;
use crate::source::SourceFile;
use crate::toml_reader::quoted;
use std::fmt::Write as _;

/// The entry, as TOML. It names the finding by what stays when lines move: document, section, what it is about, and the text that is
/// accepted with it.
pub fn written(waivers: &WaiverFile, file: &SourceFile, facts: &Facts, finding: &Finding, terms: &Terms) -> String {
    let mut entry = String::from("[[waiver]]\n");
    let mut line = |key: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = writeln!(entry, "{key} = {}", quoted(value));
        }
    };
    let at = finding.primary.span;
    line("rule", Some(finding.rule.as_str()));
    line("document", Some(&waivers.relative(file.path())));
    line("section", section_around(facts, at).map(|section| section.title.as_str()));
    line("subject", Some(&finding.subject));
    line("text", Some(&hash(file, facts, at)));
    line("kind", terms.kind.map(WaiverKind::as_str));
    line("reason", Some(&terms.reason));
    line("owner", terms.owner.as_deref());
    line("ticket", terms.ticket.as_deref());
    if let Some(until) = terms.until {
        let _ = writeln!(entry, "until = {until}");
    }
    entry
}
