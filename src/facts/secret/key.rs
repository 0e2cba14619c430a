//! What opens something: keys with a known beginning, private keys, signed tokens, passwords in addresses.

use super::{Secret, SecretKind, distinct, is_stand_in};
use crate::source::Span;
use memchr::memmem;
use regex::Regex;
use std::sync::LazyLock;

/// A key that is known by how it begins.
struct Shape {
    name: &'static str,
    start: &'static str,
    /// Fewest and most characters after the beginning.
    length: (usize, usize),
    /// Characters it has besides letters and digits.
    also: &'static [u8],
}

const fn shape(name: &'static str, start: &'static str, length: (usize, usize), also: &'static [u8]) -> Shape {
    Shape { name, start, length, also }
}

/// Longest key looked at.
const LONGEST: usize = 400;

/// Beginnings as the services document them; test keys (`sk_test_`) are left out, they open nothing of worth.
const SHAPES: &[Shape] = &[
    shape("live Stripe key", "sk_live_", (16, LONGEST), b""),
    shape("live Stripe key", "rk_live_", (16, LONGEST), b""),
    shape("AWS access key", "AKIA", (16, 16), b""),
    shape("AWS access key", "ASIA", (16, 16), b""),
    shape("GitHub token", "ghp_", (36, 255), b""),
    shape("GitHub token", "gho_", (36, 255), b""),
    shape("GitHub token", "ghu_", (36, 255), b""),
    shape("GitHub token", "ghs_", (36, 255), b""),
    shape("GitHub token", "ghr_", (36, 255), b""),
    shape("GitHub token", "github_pat_", (40, 255), b"_"),
    shape("GitLab token", "glpat-", (20, 64), b"-_"),
    shape("Slack token", "xoxb-", (24, 255), b"-"),
    shape("Slack token", "xoxp-", (24, 255), b"-"),
    shape("Slack token", "xoxa-", (24, 255), b"-"),
    shape("Slack token", "xoxs-", (24, 255), b"-"),
    shape("Google API key", "AIza", (35, 35), b"-_"),
    shape("Anthropic key", "sk-ant-", (32, LONGEST), b"-_"),
    shape("OpenAI key", "sk-proj-", (32, LONGEST), b"-_"),
    shape("OpenAI key", "sk-", (40, 64), b""),
    shape("SendGrid key", "SG.", (60, 80), b".-_"),
    shape("npm token", "npm_", (36, 36), b""),
    shape("Hugging Face token", "hf_", (34, 40), b""),
    shape("DigitalOcean token", "dop_v1_", (64, 64), b""),
    shape("Shopify token", "shpat_", (32, 32), b""),
    shape("webhook secret", "whsec_", (32, 64), b"+/="),
];

/// All beginnings, sought in one pass.
static STARTS: LazyLock<Regex> = LazyLock::new(|| {
    let starts: Vec<String> = SHAPES.iter().map(|shape| regex::escape(shape.start)).collect();
    Regex::new(&format!("{}|{SIGNED}|{ADDRESS}", starts.join("|"))).expect("fixed words make a valid pattern")
});
const SIGNED: &str = "eyJ";
const ADDRESS: &str = "://";

pub(super) fn find(text: &str) -> Vec<Secret> {
    let mut found = Vec::new();
    for start in STARTS.find_iter(text) {
        let (at, words) = (start.start(), &text[start.start()..]);
        match start.as_str() {
            SIGNED => found.extend(signed(text, at)),
            ADDRESS => found.extend(password(text, at)),
            _ => found.extend(SHAPES.iter().filter(|shape| words.starts_with(shape.start)).filter_map(|shape| known(text, at, shape))),
        }
    }
    private_keys(text, &mut found);
    found
}

fn known(text: &str, at: usize, shape: &Shape) -> Option<Secret> {
    let bytes = text.as_bytes();
    let is_part = |b: u8| b.is_ascii_alphanumeric() || shape.also.contains(&b);
    let joined = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if at > 0 && joined(bytes[at - 1]) {
        return None;
    }
    let from = at + shape.start.len();
    let rest = &bytes[from..bytes.len().min(from + LONGEST + 1)];
    let length = rest.iter().take_while(|b| is_part(**b)).count();
    let cut = rest[length..].starts_with(b"...") || rest[length..].starts_with("\u{2026}".as_bytes()) || rest.get(length) == Some(&b'*');
    let body = text.get(from..from + length)?.trim_end_matches(['.', '-', '_']);
    let length = body.len();
    if cut || length < shape.length.0 || length > shape.length.1 || is_stand_in(body) || distinct(body) < 10 {
        return None;
    }
    // A key is drawn by lot: words joined by hyphens are none.
    if !body.bytes().any(|b| b.is_ascii_digit()) || !body.bytes().any(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let only_capitals = matches!(shape.start, "AKIA" | "ASIA");
    if only_capitals && body.bytes().any(|b| b.is_ascii_lowercase()) {
        return None;
    }
    Some(Secret::new(SecretKind::Key, shape.name, Span::new(at, from + length), text))
}

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END";
/// Most bytes of a private key.
const LARGEST: usize = 16_000;
/// Characters of Base64 from which it is one.
const KEY_CHARS: usize = 100;

fn private_keys(text: &str, found: &mut Vec<Secret>) {
    let mut end = 0;
    for at in memmem::find_iter(text.as_bytes(), BEGIN) {
        if at < end {
            continue;
        }
        let from = at + BEGIN.len();
        let head: &str = text[from..].split(['\n', '\\']).next().unwrap_or_default();
        let Some(dashes) = head.find("-----").filter(|length| head[..*length].contains("PRIVATE KEY")) else { continue };
        let start = from + dashes + 5;
        let mut limit = text.len().min(start + LARGEST);
        while !text.is_char_boundary(limit) {
            limit -= 1;
        }
        let rest = &text[start..limit];
        // Without its end it goes on as long as it looks like one.
        let length = rest.find(END).unwrap_or_else(|| rest.find("\n\n").or_else(|| rest.find("```")).unwrap_or(rest.len()));
        let body = &rest[..length];
        let letters = body.bytes().filter(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=')).count();
        let cut = body.contains("...") || body.contains(['\u{2026}', '<', '*']);
        if letters < KEY_CHARS || cut || distinct(body) < 20 || is_stand_in(body) {
            continue;
        }
        let span = Span::new(start, start + length).trimmed(text);
        end = span.end as usize;
        found.push(Secret::new(SecretKind::PrivateKey, "private key", span, text));
    }
}

/// Signatures and contents of the tokens that every tutorial shows.
const KNOWN_TOKENS: &[&str] =
    &["SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV", "TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ", "eyJzdWIiOiIxMjM0NTY3ODkw"];
/// Most bytes of a token.
const TOKEN: usize = 4_000;

fn signed(text: &str, at: usize) -> Option<Secret> {
    let bytes = text.as_bytes();
    let is_part = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if at > 0 && (is_part(bytes[at - 1]) || bytes[at - 1] == b'.') {
        return None;
    }
    let run = |from: usize| bytes[from..bytes.len().min(from + TOKEN)].iter().take_while(|b| is_part(**b)).count();
    let head = run(at);
    let claims_at = at + head + 1;
    if head < 10 || bytes.get(at + head) != Some(&b'.') || !bytes[claims_at..].starts_with(b"eyJ") {
        return None;
    }
    let claims = run(claims_at);
    let signature_at = claims_at + claims + 1;
    if claims < 10 || bytes.get(claims_at + claims) != Some(&b'.') {
        return None;
    }
    let signature = run(signature_at);
    let words = text.get(at..signature_at + signature)?;
    let body = text.get(signature_at..signature_at + signature)?;
    if signature < 40 || distinct(body) < 15 || KNOWN_TOKENS.iter().any(|known| words.contains(known)) || is_stand_in(body) {
        return None;
    }
    Some(Secret::new(SecretKind::SignedToken, "signed token", Span::new(at, signature_at + signature), text))
}

/// Most bytes of the part of an address before its host.
const USER_INFO: usize = 200;

/// `scheme://user:password@host`: the password, unless it is one of those that examples use or leads to a machine of one's own.
fn password(text: &str, at: usize) -> Option<Secret> {
    let bytes = text.as_bytes();
    if at == 0 || !bytes[at - 1].is_ascii_alphanumeric() {
        return None;
    }
    let from = at + 3;
    let is_end =
        |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'"' | b'\'' | b'`' | b'<' | b'>' | b'(' | b')' | b'{' | b'}' | b'|');
    let rest = &bytes[from..bytes.len().min(from + USER_INFO)];
    let rest = &rest[..rest.iter().position(is_end).unwrap_or(rest.len())];
    let host_at = rest.iter().rposition(|b| *b == b'@')?;
    let colon = rest[..host_at].iter().position(|b| *b == b':')?;
    let (user, secret) = (text.get(from..from + colon)?, text.get(from + colon + 1..from + host_at)?);
    let host = text.get(from + host_at + 1..from + rest.len())?;
    let host = host.split([':', '?', ',', ';', '#']).next().unwrap_or_default();
    let is_drawn = secret.len() >= 8 && secret.bytes().any(|b| b.is_ascii_digit()) && secret.bytes().any(|b| b.is_ascii_alphabetic());
    if !is_drawn || distinct(secret) < 6 || secret.contains(['$', '%', '*', '[', ']']) || secret.contains("...") || is_stand_in(secret) {
        return None;
    }
    let (lower, user) = (secret.to_lowercase(), user.to_lowercase());
    if ["pass", "pwd", "secret", "admin", "test", "demo"].iter().any(|word| lower.contains(word))
        || (!user.is_empty() && lower.contains(&user))
    {
        return None;
    }
    let host = host.to_lowercase();
    let own = ["localhost", "127.", "0.0.0.0", "192.168.", "10."].iter().any(|start| host.starts_with(start));
    let invented = ["example", "host", "your", "domain.", "server."]
        .iter()
        .any(|word| host.split('.').any(|part| part.starts_with(word.trim_end_matches('.'))));
    if !host.contains('.') || own || invented {
        return None;
    }
    Some(Secret::new(SecretKind::Password, "password in an address", Span::new(from + colon + 1, from + host_at), text))
}
