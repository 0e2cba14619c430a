//! Tables and lists of third parties to the names in them that the lexicon does not know.

use super::{Candidate, Origin};
use crate::document::{BlockKind, plain};
use crate::facts::Reading;
use crate::facts::surroundings::{Found, SectionRole};
use crate::source::Span;

/// Headings, as keys, of sections that list third parties one by one.
const SECTIONS: &[&str] = &[
    "third party services",
    "third party service",
    "third parties",
    "third party",
    "3rd party services",
    "third party integrations",
    "third party integration",
    "third party dependencies",
    "external services",
    "external service",
    "external integrations",
    "external integration",
    "external apis",
    "external api",
    "external api integrations",
    "vendors",
    "vendor",
    "vendor list",
    "sub processors",
    "subprocessors",
    "sub processor",
    "subprocessor",
    "service providers",
    "external providers",
    "external vendors",
    "data processors",
    "integrations",
    "integration",
];
/// Headers of columns that hold the name.
const NAMES: &[&str] = &[
    "vendor",
    "provider",
    "third party",
    "third-party",
    "sub-processor",
    "subprocessor",
    "external service",
    "integration",
    "vendor name",
    "service provider",
    "partner",
];
/// The same in tables under a heading of [`SECTIONS`].
const NAMES_THERE: &[&str] = &["service", "name", "api", "system", "platform", "service name", "tool", "external system", "product"];
/// Words of what a service is, not of what it is called.
const COMMON: &[&str] = &[
    "api",
    "apis",
    "service",
    "services",
    "gateway",
    "provider",
    "providers",
    "platform",
    "system",
    "systems",
    "server",
    "engine",
    "database",
    "storage",
    "payment",
    "payments",
    "email",
    "mail",
    "sms",
    "push",
    "notification",
    "notifications",
    "map",
    "maps",
    "auth",
    "authentication",
    "identity",
    "user",
    "users",
    "data",
    "file",
    "files",
    "cloud",
    "hosting",
    "cdn",
    "dns",
    "analytics",
    "monitoring",
    "logging",
    "search",
    "cache",
    "queue",
    "broker",
    "message",
    "messages",
    "external",
    "internal",
    "third",
    "party",
    "web",
    "mobile",
    "app",
    "backend",
    "frontend",
    "client",
    "admin",
    "portal",
    "ai",
    "llm",
    "ml",
    "model",
    "models",
    "ocr",
    "bank",
    "banking",
    "erp",
    "crm",
    "hr",
    "sso",
    "idp",
    "oidc",
    "oauth",
    "saml",
    "ldap",
    "none",
    "n/a",
    "tbd",
    "all",
    "any",
    "other",
    "others",
    "custom",
    "self-hosted",
    "local",
    "new",
    "existing",
    "registry",
    "store",
    "object",
    "blob",
    "calendar",
    "video",
    "voice",
    "image",
    "images",
    "tracking",
    "shipping",
    "delivery",
    "logistics",
    "weather",
    "government",
    "open",
    "source",
    "event",
    "events",
    "bus",
    "job",
    "jobs",
    "worker",
    "scheduler",
    "and",
    "or",
    "the",
    "of",
    "for",
    "with",
    "to",
    "in",
    "plugin",
    "plugins",
    "module",
    "component",
    "library",
    "framework",
    "sdk",
    "cli",
    "http",
    "https",
    "rest",
    "graphql",
    "grpc",
    "webhook",
    "webhooks",
    "import",
    "export",
    "integration",
    "integrations",
    "type",
    "types",
    "resolver",
    "kubernetes",
    "operator",
    "controller",
    "manager",
    "cluster",
    "network",
    "security",
    "tenant",
    "account",
    "accounts",
    "resource",
    "resources",
    "config",
    "configuration",
    "vendor",
    "partner",
    "partners",
    "social",
    "media",
    "tax",
    "invoice",
    "billing",
    "kyc",
    "fraud",
    "tts",
    "stt",
    "speech",
    "translation",
    "geocoding",
    "currency",
    "exchange",
    "rate",
    "rates",
    "market",
    "stock",
    "news",
    "content",
    "cms",
    "backup",
    "vault",
    "secret",
    "secrets",
    "key",
];
/// Longest name, in bytes.
const LONGEST: usize = 32;

/// Names in the name column of a table of third parties, and the bold words that open items of such a list.
pub(super) fn candidates<'r, 'a>(reading: &Reading<'a>, found: &[Found<'r, 'a>]) -> Vec<Candidate<'r, 'a>> {
    let mut known: Vec<Span> = found.iter().map(|f| f.hit.span).collect();
    known.sort_unstable_by_key(|span| (span.start, span.end));
    let mut out = Vec::new();
    let mut add = |span: Span, section: usize| {
        if is_name(reading, span, &known) {
            out.push(Candidate { vendor: None, recipient: None, origin: Origin::Listed, span, section, found: None });
        }
    };
    for block in &reading.document.blocks {
        let there = lists(reading, block.section);
        match &block.kind {
            BlockKind::Table(index) => {
                let table = &reading.document.tables[*index];
                let is_of = |header: &Span, list: &[&str]| list.contains(&plain(header.of(reading.text)).to_lowercase().trim());
                let column =
                    table.header.iter().position(|header| is_of(header, NAMES)).or_else(|| {
                        table.header.iter().position(|header| is_of(header, NAMES_THERE)).filter(|column| there && *column < 2)
                    });
                let Some(column) = column else { continue };
                table.rows.iter().filter_map(|row| row.get(column)).for_each(|cell| add(*cell, block.section));
            }
            BlockKind::Item { .. } if there && block.depth == 1 => {
                if let Some(lead) = block.lead {
                    add(lead, block.section);
                }
            }
            _ => {}
        }
    }
    out
}

/// True under a heading that says that third parties are listed, and neither out of scope nor for later.
fn lists(reading: &Reading<'_>, section: usize) -> bool {
    reading.section_roles[section] == Some(SectionRole::Recipients)
        && reading.keys[section].iter().any(|key| SECTIONS.contains(&key.as_str()))
}

/// A short name of its own: capitalised, no word of it known, none of it a word for what services are.
fn is_name(reading: &Reading<'_>, span: Span, known: &[Span]) -> bool {
    let name = plain(span.of(reading.text));
    let name = name.trim_end_matches(':').trim();
    let after = known.partition_point(|k| k.end <= span.start);
    let is_known = known.get(after).is_some_and(|k| k.start < span.end);
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let is_word = |word: &&str| word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.') && word.len() > 2;
    let common = |word: &&str| COMMON.iter().any(|known| known.eq_ignore_ascii_case(word));
    let shouts = name.bytes().all(|b| !b.is_ascii_lowercase());
    !is_known
        && name.len() <= LONGEST
        && matches!(words.len(), 1 | 2)
        && words.iter().all(is_word)
        && words.iter().all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
        && !words.iter().any(common)
        && !shouts
}
