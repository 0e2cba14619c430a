//! Passwords, tokens and keys in tables: kept as they are, or valid for ever.

use super::{has_word, key, labels, prose, tables, ticked};
use crate::check::{Context, Outcome, join};
use crate::checklist::CheckSpec;
use crate::finding::Observation;
use crate::rule::Severity;
use crate::schema::{Column, Schema};

/// A password or key in a column, and nothing on how it is kept.
pub(in crate::check) const PLAIN: CheckSpec = CheckSpec { name: "rows-credential-plain", parameters: &[], values: &["columns"] };
/// A table of tokens with no column for their end.
pub(in crate::check) const ENDLESS: CheckSpec = CheckSpec { name: "rows-credential-endless", parameters: &[], values: &["table"] };

const PASSWORDS: &[&str] = &["password", "passwd", "pwd", "user password", "passcode"];
const SECRETS: &[&str] = &[
    "access token",
    "refresh token",
    "api key",
    "secret key",
    "api secret",
    "client secret",
    "private key",
    "totp secret",
    "mfa secret",
    "two factor secret",
    "webhook secret",
    "oauth token",
    "bot token",
    "auth token",
    "session token",
    "encryption key",
    "secret",
];

pub(in crate::check) fn check_plain(cx: &Context<'_>) -> Outcome {
    let subject = cx.subject;
    let all = || tables(subject).flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    let of = |names: &[&str], c: &Column| names.contains(&key(c).as_str()) && !c.kind.to_lowercase().contains("bool");
    let passwords: Vec<(&Schema, &Column)> = all().filter(|(_, c)| of(PASSWORDS, c)).collect();
    let secrets: Vec<(&Schema, &Column)> = all().filter(|(_, c)| of(SECRETS, c)).collect();
    if passwords.is_empty() && secrets.is_empty() {
        return Outcome::NotApplicable("no password or key is in a table".to_owned());
    }
    let texts: Vec<String> = std::iter::once(subject).chain(cx.counterpart).map(|s| s.file.text().to_lowercase()).collect();
    let hashed = texts.iter().any(|text| ["hash", "bcrypt", "argon", "scrypt", "pbkdf", "salted"].iter().any(|w| text.contains(w)));
    let kept = |line: &str| {
        let how = ["encrypt", "hash", "kms", "vault", "cipher", "sealed", "keychain", "secrets manager"].iter().any(|w| line.contains(w));
        how && ["token", "key", "secret", "credential", "at rest", "at-rest", "sensitive", "column"].iter().any(|w| line.contains(w))
    };
    let sealed = texts.iter().any(|text| text.lines().any(kept));
    let mut open: Vec<(&Schema, &Column)> = if hashed { Vec::new() } else { passwords };
    let has_password = !open.is_empty();
    open.extend(secrets.into_iter().filter(|_| !sealed));
    let Some((_, first)) = open.first() else {
        return Outcome::Satisfied("passwords are hashed, keys are encrypted".to_owned(), None);
    };
    let mut names: Vec<String> = open.iter().map(|(table, c)| ticked(&format!("{}.{}", table.name, c.name))).collect();
    names.dedup();
    let others = open[1..].iter().map(|(_, c)| (c.name_span, "and this"));
    let mut observation = Observation::new(subject.label(first.name_span, ""), names.join(" ").to_lowercase())
        .value("columns", join(&names, "and"))
        .related(labels(subject, others, 4));
    observation.severity = (!has_password).then_some(Severity::Medium);
    Outcome::finding(observation)
}

pub(in crate::check) fn check_endless(cx: &Context<'_>) -> Outcome {
    let subject = cx.subject;
    let named = |t: &&Schema| {
        let words = crate::schema::words(&t.name);
        let last = words.last().map(String::as_str).unwrap_or_default();
        let kinds = ["session", "token", "invitation", "invite", "otp", "reset", "verification"];
        kinds.iter().any(|w| last == *w || last.strip_suffix('s') == Some(w))
    };
    let secret = |c: &Column| {
        let words = crate::schema::words(&c.name);
        words.iter().any(|w| ["token", "otp", "code", "jti", "secret"].contains(&w.as_str()))
    };
    let ends = |c: &Column| {
        let words = crate::schema::words(&c.name);
        let ends = [
            "expires",
            "expiry",
            "expire",
            "expiration",
            "expired",
            "exp",
            "ttl",
            "until",
            "valid",
            "lifetime",
            "used",
            "uses",
            "consumed",
        ];
        words.iter().any(|w| ends.contains(&w.as_str()))
    };
    let mut looked = tables(subject).filter(named).filter(|t| !t.addition && t.columns.iter().any(secret)).peekable();
    if looked.peek().is_none() {
        return Outcome::NotApplicable("no table of tokens is declared".to_owned());
    }
    let Some(table) = looked.find(|t| !t.columns.iter().any(ends)) else {
        return Outcome::Satisfied("each token has an end".to_owned(), None);
    };
    let ends = |line: &str| {
        let what = ["session", "sessions", "token", "tokens", "invite", "invites", "invitation", "invitations", "otp", "jwt", "reset"];
        let ends = [
            "expire",
            "expires",
            "expiry",
            "expiration",
            "ttl",
            "lifetime",
            "valid for",
            "minutes",
            "hours",
            "days",
            "single-use",
            "rotation",
        ];
        what.iter().any(|w| has_word(line, w)) && ends.iter().any(|w| has_word(line, w))
    };
    for source in std::iter::once(subject).chain(cx.counterpart) {
        if let Some((span, _)) = prose(source).into_iter().find(|(_, line)| ends(line)) {
            return Outcome::Satisfied("their end is stated".to_owned(), Some(source.label(span, "")));
        }
    }
    let observation = Observation::new(subject.label(table.name_span, "no column says when a row ends"), table.name.to_lowercase());
    Outcome::finding(observation.value("table", ticked(&table.name)))
}
