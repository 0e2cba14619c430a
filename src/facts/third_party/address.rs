//! Addresses that are called and packages that are imported to the vendors behind them.

use super::{Candidate, Origin, term_of};
use crate::document::BlockKind;
use crate::facts::Reading;
use crate::facts::surroundings::Found;
use crate::source::Span;
use crate::terms::VendorKeys;
use memchr::memmem;
use std::collections::BTreeSet;

/// First labels of hosts that programs call.
const CALLED: &[&str] = &[
    "api", "apis", "hooks", "hook", "webhook", "webhooks", "graph", "ingest", "events", "rpc", "login", "auth", "oauth", "oauth2",
    "accounts", "storage", "gateway", "relay", "smtp", "sqs", "s3", "js", "sandbox", "rest", "data",
];
/// Beginnings of paths that programs call.
const CALLED_PATHS: &[&str] = &["/api/", "/v1", "/v2", "/v3", "/oauth", "/graphql", "/rest/"];
/// Where people read and clone; never a service that the product calls by its address alone.
const READ: &[&str] = &[
    "github.com",
    "gitlab.com",
    "bitbucket.org",
    "youtube.com",
    "medium.com",
    "atlassian.net",
    "notion.so",
    "figma.com",
    "slack.com/archives",
];
/// Endings of what people look at.
const PAGES: &[&str] = &[".html", ".htm", ".md", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico"];
/// Bytes of the names of packages, and of addresses.
const PACKAGE: [bool; 256] = among(b"-_@/", false);
const ADDRESS: [bool; 256] = among(b"<>|)\"'`,;]}", true);

/// Letters, digits and these marks, or any visible ASCII character but these.
const fn among(marks: &[u8], but: bool) -> [bool; 256] {
    let mut bytes = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        bytes[byte] = if but { (byte as u8).is_ascii_graphic() } else { (byte as u8).is_ascii_alphanumeric() };
        byte += 1;
    }
    let mut at = 0;
    while at < marks.len() {
        bytes[marks[at] as usize] = !but;
        at += 1;
    }
    bytes
}
/// Longest address that is looked at, in bytes.
const LONGEST: usize = 300;

/// Vendors whose addresses are called or whose packages are used.
pub(super) fn candidates<'r, 'a>(reading: &Reading<'a>, terms: &[Found<'_, '_>]) -> Vec<Candidate<'r, 'a>> {
    let mut found = Vec::new();
    // Words that are names of other things too.
    let doubtful: BTreeSet<Span> =
        terms.iter().filter(|f| term_of(f).0.is_some() && !f.alias.rule.is_strong()).map(|f| f.hit.span).collect();
    let document = reading.document;
    let mut add = |vendor: Option<usize>, origin: Origin, span: Span| {
        let section = document.section_at(span.start);
        found.extend(vendor.map(|at| Candidate { vendor: Some(at), recipient: None, origin, span, section, found: None }));
    };
    for span in addresses(reading.text) {
        let after = document.links.partition_point(|link| link.span.start <= span.start);
        let is_link = document.links[..after].last().is_some_and(|link| link.span.contains(span) && link.text != span);
        if !is_link {
            add(called(reading.checklist.terms.vendor_keys(), span.of(reading.text)), Origin::Host, span);
        }
    }
    let code = document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Code { .. })).map(|block| block.span);
    for span in code.chain(document.code_spans.iter().copied()) {
        for word in package_words(reading.text, span) {
            let vendor = reading.checklist.terms.vendor_keys().package(word.of(reading.text));
            if vendor.is_some() && (!doubtful.contains(&word) || is_imported(reading.text, word)) {
                add(vendor, Origin::Package, word);
            }
        }
    }
    found
}

/// The vendor of an address that a program calls.
fn called(keys: &VendorKeys, address: &str) -> Option<usize> {
    let (scheme, rest) = address.split_once("://")?;
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = authority.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let is_read = READ.iter().any(|known| host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')));
    let file = path.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    if is_read || PAGES.iter().any(|end| file.ends_with(end)) {
        return None;
    }
    let (vendor, known) = keys.host(&host)?;
    let first = host.split('.').next().unwrap_or_default();
    let called = !matches!(scheme, "http" | "https")
        || CALLED.contains(&first)
        || first.ends_with("-api")
        || CALLED_PATHS.iter().any(|start| path.starts_with(start))
        || ["api.", "hooks."].iter().any(|start| known.starts_with(start));
    called.then_some(vendor)
}

/// Every address in the text, from its scheme to the first character that ends it.
fn addresses(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), "://") {
        let scheme = text.as_bytes()[..at].iter().rev().take(16).take_while(|b| b.is_ascii_alphanumeric() || **b == b'+').count();
        let rest = &text.as_bytes()[at + 3..];
        let len = rest.iter().take(LONGEST).take_while(|b| ADDRESS[usize::from(**b)]).count();
        if scheme > 0 && len > 3 {
            found.push(Span::new(at - scheme, at + 3 + len));
        }
    }
    found
}

/// True for a word in quotes, or behind one that installs or imports on its line: `let pusher = ...` names a variable.
fn is_imported(text: &str, word: Span) -> bool {
    let line = word.lines(text);
    let before = Span { start: line.start, end: word.start }.of(text);
    let verb = |part: &str| matches!(part, "import" | "from" | "require" | "use" | "using" | "install" | "add" | "gem");
    before.ends_with(['"', '\'']) || before.split(|c: char| !c.is_ascii_alphanumeric()).any(verb)
}

/// Words of code as packages are named: `@scope/name`, `name-of-it`.
fn package_words(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let is_part = |b: &u8| PACKAGE[usize::from(*b)];
    let (mut at, end) = (span.start as usize, span.end as usize);
    std::iter::from_fn(move || {
        loop {
            let start = at + bytes[at..end].iter().position(is_part)?;
            at = start + bytes[start..end].iter().take_while(|b| is_part(b)).count();
            // `www.name.com` is no package.
            let in_host = start.checked_sub(1).is_some_and(|before| matches!(bytes[before], b'.' | b':'));
            if at - start > 2 && !in_host {
                // `name@1.2.3` without the version.
                let name = bytes[start + 1..at].iter().position(|byte| *byte == b'@').map_or(at, |version| start + 1 + version);
                return Some(Span::new(start, name));
            }
        }
    })
}
