//! Addresses that are called and packages that are imported to the vendors behind them.

use super::{Candidate, Origin};
use crate::document::{BlockKind, covers};
use crate::facts::Reading;
use crate::source::Span;
use crate::terms::Terms;
use std::collections::BTreeMap;

/// First labels of hosts that programs call.
const CALLED: &[&str] = &[
    "api", "apis", "hooks", "hook", "webhook", "webhooks", "graph", "ingest", "events", "rpc", "login", "auth", "oauth", "oauth2",
    "accounts", "storage", "gateway", "relay", "smtp", "sqs", "s3", "s", "js", "sandbox", "live", "test", "www-api", "rest", "data", "eu",
    "us",
];
/// Where people read and clone; never a service that the product calls by its address alone.
const READ: &[&str] = &[
    "github.com",
    "gitlab.com",
    "bitbucket.org",
    "npmjs.com",
    "pypi.org",
    "youtube.com",
    "medium.com",
    "atlassian.net",
    "notion.so",
    "figma.com",
];

/// Vendors whose addresses are called or whose packages are used.
pub(super) fn candidates<'r, 'a>(reading: &Reading<'a>) -> Vec<Candidate<'r, 'a>> {
    let mut found = Vec::new();
    let keys = Keys::of(&reading.checklist.terms);
    for span in addresses(reading.text) {
        let is_link = reading.document.links.iter().any(|link| link.span.contains(span) && link.text != span);
        let Some(vendor) = keys.called(span.of(reading.text)).filter(|_| !is_link) else { continue };
        let section = reading.document.section_at(span.start);
        found.push(Candidate { vendor: Some(vendor), recipient: None, origin: Origin::Host, span, section, found: None });
    }
    let code = reading.document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Code { .. })).map(|block| block.span);
    for span in code.chain(reading.document.code_spans.iter().copied()) {
        for word in package_words(reading.text, span) {
            let Some(vendor) = keys.packages.get(word.of(reading.text)) else { continue };
            let section = reading.document.section_at(word.start);
            found.push(Candidate { vendor: Some(*vendor), recipient: None, origin: Origin::Package, span: word, section, found: None });
        }
    }
    found
}

struct Keys<'t> {
    packages: BTreeMap<&'t str, usize>,
    hosts: BTreeMap<&'t str, usize>,
}

impl<'t> Keys<'t> {
    fn of(terms: &'t Terms) -> Self {
        let mut keys = Self { packages: BTreeMap::new(), hosts: BTreeMap::new() };
        for (at, vendor) in terms.vendors.iter().enumerate() {
            for package in &vendor.packages {
                let name = package.split_once(':').map_or(package.as_ref(), |(_, name)| name);
                keys.packages.entry(name).or_insert(at);
            }
            for host in &vendor.domains {
                keys.hosts.entry(host).or_insert(at);
            }
        }
        keys
    }

    /// The vendor of an address that a program calls.
    fn called(&self, address: &str) -> Option<usize> {
        let (scheme, rest) = address.split_once("://")?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let host = authority.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
        if READ.iter().any(|known| host == *known || host.strip_suffix(known).is_some_and(|rest| rest.ends_with('.'))) {
            return None;
        }
        let mut known = None;
        let mut tail = host.as_str();
        loop {
            if let Some(vendor) = self.hosts.get(tail) {
                known = Some(*vendor);
                break;
            }
            match tail.split_once('.') {
                Some((_, rest)) => tail = rest,
                None => break,
            }
        }
        let first = host.split('.').next().unwrap_or_default();
        let called = !matches!(scheme, "http" | "https")
            || CALLED.contains(&first)
            || first.ends_with("-api")
            || path.starts_with("/api/")
            || path.starts_with("/v1")
            || path.starts_with("/v2")
            || path.starts_with("/oauth")
            || tail.starts_with("api.")
            || tail.starts_with("hooks.");
        known.filter(|_| called)
    }
}

/// Every address in the text, from its scheme to the first character that ends it.
fn addresses(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("://") {
        let scheme = text.as_bytes()[..at].iter().rev().take(16).take_while(|b| b.is_ascii_alphanumeric() || **b == b'+').count();
        let rest = &text[at + 3..];
        let len = rest.bytes().take(300).take_while(|b| b.is_ascii_graphic() && !b"<>|)\"'`,;]}".contains(b)).count();
        if scheme > 0 && len > 3 {
            found.push(Span::new(at - scheme, at + 3 + len));
        }
    }
    found
}

/// Words of code as packages are named: `@scope/name`, `name-of-it`.
fn package_words(text: &str, span: Span) -> Vec<Span> {
    let bytes = text.as_bytes();
    let is_part = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'@' | b'/');
    let (mut at, end) = (span.start as usize, span.end as usize);
    let mut words = Vec::new();
    while at < end {
        let len = bytes[at..end].iter().take_while(|b| is_part(**b)).count();
        if len > 2 {
            let word = &text[at..at + len];
            // `name@1.2.3` without the version.
            let len = word[1..].find('@').map_or(len, |version| version + 1);
            words.push(Span::new(at, at + len));
        }
        at += len.max(1);
    }
    words.retain(|word| !covers(&[], word.start));
    words
}
