//! A finding that a reviewer accepts to an entry of a file of waivers.

use super::accepted::{Read, hash, section_around};
use super::{Terms, WaiverFile};
use crate::finding::Finding;
use crate::rule::WaiverKind;
use crate::toml_reader::quoted;
use std::fmt::Write as _;

/// The entry, as TOML; None for a finding in a document that was not read. It names the finding by what stays when lines move: document,
/// section, what it is about, and the text that is accepted with it.
pub fn written(waivers: &WaiverFile, read: &Read<'_>, finding: &Finding, terms: &Terms) -> Option<String> {
    let (file, facts) = read(finding.primary.file)?;
    let mut entry = String::from("[[waiver]]\n");
    let mut line = |key: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = writeln!(entry, "{key} = {}", quoted(value));
        }
    };
    line("rule", Some(finding.rule.as_str()));
    line("document", Some(&waivers.relative(file.path())));
    let section = section_around(facts, finding.primary.span).filter(|_| finding.gathers.is_none());
    line("section", section.map(|section| section.title.as_str()));
    line("subject", Some(&finding.subject));
    line("text", Some(&hash(read, finding)?));
    line("kind", terms.kind.map(WaiverKind::as_str));
    line("reason", Some(&terms.reason));
    line("owner", terms.owner.as_deref());
    line("ticket", terms.ticket.as_deref());
    if let Some(until) = terms.until {
        let _ = writeln!(entry, "until = {until}");
    }
    Some(entry)
}
