//! A way to sign in that was said, where the documents name others.

use super::claim::Claims;
use super::heard::Heard;
use super::{Walkthrough, otherwise};
use crate::discrepancy::Discrepancy;
use crate::discrepancy::spoken;
use crate::discrepancy::spoken::places;
use regex::Regex;
use std::sync::LazyLock;

/// "sign in with a PIN", "log in by fingerprint"
static WITH: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"\b(?:sign(?:s|ed|ing)?[ -]?in|log(?:s|ged|ging)?[ -]?in|login)(?: now| again)? (?:with|by|via|through|using) (?:an? |the |their |his |her )?([a-z0-9-]{3,})";
    Regex::new(pattern).expect("the pattern is fixed and valid")
});
/// "Facebook login"
static NAMED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b([a-z0-9]{3,}) (?:login|log-in|sign-in)\b").expect("the pattern is fixed and valid"));

/// Words before "login" that name no way.
const NO_WAYS: &[&str] = &[
    "the", "their", "your", "our", "own", "new", "this", "that", "one", "first", "second", "same", "separate", "personal", "every", "each",
    "user", "admin", "for", "and", "after", "before", "with", "without", "about", "custom", "his", "her",
];

pub(super) fn compare(walkthrough: Walkthrough<'_>, claims: &Claims, heard: &Heard<'_>) -> Option<Discrepancy> {
    if !heard.affirms() {
        return None;
    }
    let named = [&*WITH, &*NAMED].into_iter().find_map(|pattern| pattern.captures(&heard.lower));
    let way = named.as_ref()?.get(1).map(|way| way.as_str()).filter(|way| !NO_WAYS.contains(way))?;
    let is_written = |text: &str| places(&text.to_lowercase(), way, char::is_alphanumeric).next().is_some();
    if is_written(walkthrough.product.text) || is_written(walkthrough.design.text) {
        return None;
    }
    let ways = claims.all.iter().filter(|claim| is_way(&claim.lower));
    let alike = ways.map(|claim| (claims.likeness(heard, &heard.words, claim), claim)).filter(|(alike, _)| alike.shared >= 2);
    let (_, claim) = alike.max_by(|a, b| a.0.weight.total_cmp(&b.0.weight).then_with(|| b.1.span.cmp(&a.1.span)))?;
    Some(otherwise(walkthrough, heard, &[claim], 0.65))
}

/// True for a claim that tells how somebody gets in.
fn is_way(lower: &str) -> bool {
    const IN: &[&str] = &["sign in", "sign-in", "signs in", "sign-on", "log in", "login", "get in with", "authenticat"];
    const WAYS: &[&str] = &["password", "passkey", "code", "link", "sso", "single sign-on", "oidc", "openid", "oauth", "saml", "token"];
    spoken::any(lower, IN) && spoken::any(lower, WAYS)
}
