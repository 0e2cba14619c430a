//! What counts as a secret, what stands for one, and that the masked text keeps every place.

use super::*;

/// Keys are put together here, so that no scanner of repositories takes this file for a leak.
fn joined(parts: &[&str]) -> String {
    parts.concat()
}

fn kinds(text: &str) -> Vec<SecretKind> {
    find(text).iter().map(|secret| secret.kind).collect()
}

#[test]
fn keys_with_a_known_beginning_are_found() {
    for key in [
        joined(&["sk_", "live_", "9fQ2mZ7rT4vB8nK1xLs3"]),
        joined(&["AK", "IA", "Q7RT2ZK9VB4MX8NL"]),
        joined(&["gh", "p_", "k3J9vQ2mZ7rT4vB8nK1xLs3dF6gH0pW5yC2a"]),
        joined(&["xo", "xb-", "731942850617-482951730264-Qm7Zt4Vb8Nk1Xs3DfG6h"]),
        joined(&["AI", "za", "Rk3J9vQ2mZ7rT4vB8nK1xLs3dF6gH0pW5y2"]),
        joined(&["s", "k-", "ant-api03-k3J9vQ2mZ7rT4vB8nK1xLs3dF6gH0pW5yC2a"]),
    ] {
        assert_eq!(kinds(&format!("the key is `{key}`.")), [SecretKind::Key], "{key}");
    }
}

#[test]
fn what_stands_for_a_key_is_none() {
    for text in [
        "sk-...",
        "sk_live_...",
        "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx",
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "AIzaYOUR_KEY",
        "xoxb-your-token-here-please-now-thanks",
        "sk-learn-based-classification-pipeline-for-documents",
        "task-4f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn private_keys_count_with_their_body() {
    let body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7r8Tz4Kq2\nxW9vP5mN3sD6fG7hJ8kL1zX0cV2bQ4wE5rT6yU7iO8pA9sD0fG1hJ2kL3\n";
    let text = format!("-----BEGIN RSA PRIVATE KEY-----\n{body}-----END RSA PRIVATE KEY-----\n");
    assert_eq!(kinds(&text), [SecretKind::PrivateKey]);
    assert_eq!(kinds("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n"), []);
    assert_eq!(kinds("starts with -----BEGIN PRIVATE KEY-----"), []);
    assert_eq!(kinds(&text.replace("PRIVATE", "PUBLIC")), []);
}

#[test]
fn tokens_count_when_they_are_signed() {
    let token =
        joined(&["ey", "JhbGciOiJIUzI1NiJ9.ey", "JzdWIiOiI4NDEyIiwicm9sZSI6ImFkbWluIn0.Qm7Zt4Vb8Nk1Xs3DfG6hR2pW5yC2aLk9Jv0Tq8Ez1uI"]);
    assert_eq!(kinds(&token), [SecretKind::SignedToken]);
    assert_eq!(kinds("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI4NDEyIn0"), []);
    assert_eq!(kinds("eyJhbGciOiJIUzI1NiJ9..."), []);
}

#[test]
fn passwords_in_addresses_count_when_they_lead_somewhere() {
    assert_eq!(kinds("postgres://billing:vT7mQ2zR9k@db.northwind.io:5432/main"), [SecretKind::Password]);
    for text in [
        "postgres://user:password@db.northwind.io/main",
        "postgres://app:vT7mQ2zR9k@localhost:5432/main",
        "postgres://app:vT7mQ2zR9k@postgres:5432/main",
        "postgres://app:vT7mQ2zR9k@db.example.com/main",
        "postgres://${USER}:${PASS}@db.northwind.io/main",
        "https://northwind.io/a:b@c",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn numbers_of_persons_count_when_they_look_real() {
    assert_eq!(kinds("Card: 4716 9032 1857 2640"), kinds("Card: 4716903218572640"));
    let real = (0..10).map(|digit| format!("4716 9032 1857 264{digit}")).filter(|n| kinds(n) == [SecretKind::CardNumber]).count();
    assert_eq!(real, 1, "one check digit of ten fits");
    assert_eq!(kinds("SSN 412-73-5908"), [SecretKind::SocialSecurityNumber]);
    for text in
        ["4242 4242 4242 4242", "4111-1111-1111-1111", "SSN 123-45-6789", "part 412-73-5908", "SSN 900-12-3456", "e.g. SSN 412-73-5908"]
    {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn the_masked_text_keeps_every_place_and_the_last_four() {
    let key = joined(&["sk_", "live_", "9fQ2mZ7rT4vB8nK1xLs3"]);
    let text = format!("é {key}\nSSN 412-73-5908 ü");
    let file = SourceFile::new("a.md", text.as_str());
    let masked = mask(&file, &find(&text));
    assert_eq!(masked.text(), "é xxxxxxxxxxxxxxxxxxxxxxxxxLs3\nSSN xxx-xx-5908 ü");
    assert_eq!(masked.text().len(), text.len());
    assert_eq!(find(masked.text()), []);
}
