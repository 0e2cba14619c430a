//! Names inside of identifiers, paths and sample values, which are no prose.

use super::{At, Origin};
use crate::facts::surroundings::Place;
use crate::facts::third_party::{PartyRole, name};

/// Part of a path, a package, a file or a resource: `infra/backup-driver-azure`, `shop-twilio-secret`, `azure_disk_test.go`. A field or class
/// that begins with the name is made for it: `stripe_customer_id`; one that begins with a cloud or a repository is named after it only.
pub(super) fn identifier(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found.filter(|found| at.candidate.origin == Origin::Words && !name::is_environment(found))?;
    let text = at.reading.text.as_bytes();
    let (start, end) = (at.candidate.span.start as usize, at.candidate.span.end as usize);
    let get = |at: Option<usize>| at.and_then(|at| text.get(at)).copied().unwrap_or(b' ');
    let (before, behind) = (get(start.checked_sub(1)), get(Some(end)));
    let (earlier, later) = (get(start.checked_sub(2)), get(Some(end + 1)));
    let word = |byte: u8| byte.is_ascii_alphanumeric();
    let small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let label = at.is_kind("party-kinds-labels");
    // "S3-compatible" and "GitHub-hosted" are words; a name in small letters, or between other parts, is none.
    let shouted = at.surface().bytes().any(|b| b.is_ascii_uppercase()) && !found.is_code();
    let versioned = at.kind == "llm-ai" && (later.is_ascii_digit() || at.surface().bytes().any(|b| b.is_ascii_digit()));
    let path = before == b'/' && !shouted && (small(earlier) || matches!(earlier, b'.' | b'_' | b'-'))
        || behind == b'/' && small(later) && !shouted;
    let dotted = before == b'.' && word(earlier) || behind == b'.' && small(later) && !versioned;
    // "example.org" is what people call the service.
    let domain = at.candidate.vendor.and_then(|at_vendor| at.reading.checklist.terms.vendors.get(at_vendor)).is_some_and(|vendor| {
        let written = &at.reading.text[start..];
        vendor.domains.iter().any(|host| written.get(..host.len()).is_some_and(|head| head.eq_ignore_ascii_case(host)))
    });
    let dotted = dotted && !domain;
    let joined = matches!(before, b'-' | b'_') && word(earlier) || before == b'@' || path || dotted;
    let opens = behind == b'-' && word(later) && !shouted && !versioned;
    let made = behind == b'_' && word(later) || behind.is_ascii_uppercase() && at.surface().ends_with(|c: char| c.is_ascii_lowercase());
    let code = found.place() == Place::Code;
    ((joined || opens) && (label || !code) || made && label).then_some(PartyRole::Named)
}

/// A value in a sample of JSON: somebody made it up.
pub(super) fn sample_value(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found.filter(|found| found.place() == Place::Code && at.candidate.origin == Origin::Words)?;
    let text = at.reading.text;
    let start = at.candidate.span.start as usize;
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = text[line..start].rfind('"').map(|quote| text[line..line + quote].trim_end())?;
    let value = before.strip_suffix(':').is_some_and(|key| key.trim_end().ends_with('"'));
    let whole = found.block().is_some_and(|block| block.span.of(text).contains('{'));
    (value && whole && text[start..].lines().next().is_some_and(|rest| rest.contains('"'))).then_some(PartyRole::Named)
}
