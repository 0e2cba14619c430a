//! Protections that the product document promises and the design does not have, does weaker, or says it does without; and ways to
//! sign in that are not the same.

use super::{Case, Discrepancy, Pair, spoken};
use crate::document::plain;
use crate::facts::{ControlFact, Facts, Protection, Standing, Strength};
use crate::source::Span;

/// Ways to prove who one is, by the words that name them; a document that names one of a group means the group.
const METHODS: &[(&str, &[&str])] = &[
    ("sessions on the server", &["session-based", "session cookie", "server-side session", "cookie-based"]),
    ("signed tokens", &["jwt", "json web token", "bearer token"]),
    ("an API key", &["api key", "x-api-key", "api-key"]),
    (
        "signatures",
        &["ecdsa", "did +", "did:", "ed25519 signature", "signed request", "http signature", "client certificate", "mtls", "mutual tls"],
    ),
    ("a one-time code or link", &["magic link", "email otp", "otp login", "one-time code", "passwordless"]),
    ("single sign-on", &["sso", "single sign-on", "saml", "openid connect", "oidc"]),
    ("passkeys", &["passkey", "webauthn", "fido2"]),
    ("passwords", &["password", "bcrypt", "argon2", "scrypt"]),
    (
        "sign-in with another account",
        &["google oauth", "sign in with", "google sign-in", "social login", "github oauth", "login with google"],
    ),
];

/// Words beside which a method is one to sign in by.
const CALLERS: &[&str] = &["auth", "login", "log in", "sign", "session", "caller", "client", "header", "bearer", "jwt"];
/// Words beside which it opens the door of somebody else.
const PROVIDERS: &[&str] = &["llm", "openai", "anthropic", "provider", "upstream", "third-party", "secrets manager"];

/// Controls by what a promise of them is about.
const CASES: &[(&str, Case)] = &[
    ("authn", Case::AuthenticationDiffers),
    ("mfa", Case::AuthenticationDiffers),
    ("session", Case::AuthenticationDiffers),
    ("authz", Case::RoleDiffers),
    ("admin", Case::RoleDiffers),
    ("enc-transit", Case::EncryptionDiffers),
    ("enc-rest", Case::EncryptionDiffers),
    ("crypto", Case::EncryptionDiffers),
    ("logging", Case::ProtectionDropped),
    ("rate", Case::ProtectionDropped),
    ("backup", Case::ProtectionDropped),
    ("privacy-notice", Case::ProtectionDropped),
    ("dsar", Case::ProtectionDropped),
    ("tenant", Case::ProtectionDropped),
    ("input", Case::ProtectionDropped),
    ("webhook", Case::ProtectionDropped),
    ("upload", Case::ProtectionDropped),
    ("minimise", Case::ProtectionDropped),
    ("rollback", Case::ProtectionDropped),
];

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (product, design) = (pair.product.facts, pair.design.facts);
    for promised in &product.controls {
        let control = &pair.terms.controls[promised.control];
        let Some((_, case)) = CASES.iter().find(|(id, _)| *id == control.id.as_ref()) else { continue };
        let of_strength = |facts: &'_ Facts, fact: &ControlFact, strengths: &[Strength]| -> Vec<Span> {
            let own = fact.statements.iter().map(|at| &facts.protections[*at]);
            own.filter(|statement| strengths.contains(&statement.strength)).map(|statement: &Protection| statement.mention.span).collect()
        };
        let wanted = of_strength(product, promised, &[Strength::Concrete, Strength::Weak]);
        let Some(first) = wanted.first() else { continue };
        if promised.denied {
            continue;
        }
        let built = design.controls.iter().find(|fact| fact.control == promised.control);
        let strongest = built.and_then(|built| built.strongest);
        let denied = built.map_or(Vec::new(), |built| of_strength(design, built, &[Strength::Denied]));
        let weak = built.map_or(Vec::new(), |built| of_strength(design, built, &[Strength::Weak, Strength::Planned]));
        let is_concrete = promised.strongest == Some(Strength::Concrete);
        // Whichever of its words: that must not change with the order of sections.
        let is_spoken = || wanted.iter().any(|words| spoken::on_one_line(pair.design.text, words.of(pair.product.text)));
        let (places, confidence, said) = match strongest {
            None if is_spoken() => (Vec::new(), 0.4, "does not say how"),
            Some(Strength::Concrete) if denied.is_empty() => continue,
            Some(Strength::Concrete) => (denied, 0.55, "says that it is not so"),
            Some(Strength::Denied) => (denied, 0.8, "says that there is none"),
            Some(Strength::Planned) => (weak, 0.6, "puts it off"),
            Some(Strength::Weak) if is_concrete => (weak, 0.6, "names no way to do it"),
            Some(Strength::Weak) => continue,
            None if built.is_some_and(|built| built.named) => (Vec::new(), 0.45, "does not say how"),
            None if is_concrete => (Vec::new(), 0.65, "says nothing of it"),
            None => (Vec::new(), 0.5, "says nothing of it"),
        };
        found.push(Discrepancy {
            case: *case,
            subject: control.id.to_string(),
            product: vec![*first],
            design: places,
            notes: None,
            confidence,
            values: vec![("name", lowered(&control.name)), ("first", plain(first.of(pair.product.text))), ("second", said.to_owned())],
        });
    }
}

/// A name in the middle of a sentence: abbreviations keep their capitals.
fn lowered(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(name.chars().skip(1)).collect(),
        _ => name.to_owned(),
    }
}

/// Ways to sign in of which each document names its own, and none that the other has.
pub(super) fn methods(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let said = wanted(pair);
    // A key of a provider of models, or a secret in a vault, is no way to sign in here.
    let lower = &pair.built.lower;
    let mut built: Vec<(&'static str, Span)> = Vec::new();
    for (start, line) in Span::new(0, lower.len()).each_line(lower) {
        let is_of = spoken::any(line, CALLERS) && !spoken::any(line, PROVIDERS);
        for (name, at) in is_of.then(|| methods_in(line)).into_iter().flatten() {
            if !built.iter().any(|(known, _)| *known == name) {
                built.push((name, Span::new(start + at.start as usize, start + at.end as usize)));
            }
        }
    }
    let (Some(first), Some(second)) = (said.first(), built.first()) else { return };
    if said.iter().any(|(method, _)| built.iter().any(|(other, _)| method == other)) {
        return;
    }
    let names = |methods: &[(&'static str, Span)]| {
        let mut names: Vec<&str> = methods.iter().map(|(name, _)| *name).collect();
        names.dedup();
        names.join(", ")
    };
    found.push(Discrepancy {
        case: Case::AuthenticationDiffers,
        subject: "method".to_owned(),
        product: vec![first.1],
        design: vec![second.1],
        notes: None,
        confidence: 0.6,
        values: vec![("name", "sign-in".to_owned()), ("first", names(&said)), ("second", format!("names {}", names(&built)))],
    });
}

/// Methods that a document may rule out as a whole, and what is written beside the secret of one of them.
const REFUSED: &[&str] = &["passwords", "single sign-on", "sign-in with another account"];
const HASHED: &[&str] = &["bcrypt", "argon2", "scrypt", "e-mail", "email"];
/// Places in the design that are shown of one method.
const SHOWN: usize = 4;

/// A way to sign in that the product document does without and the design has.
pub(super) fn refused(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let product = &pair.said.lower;
    // Ruled out for some, it may be how others sign in.
    let said: Vec<&str> = product.lines().flat_map(methods_in).map(|(method, _)| method).collect();
    for (method, aliases) in METHODS.iter().filter(|(method, _)| REFUSED.contains(method) && !said.contains(method)) {
        let places = aliases.iter().flat_map(|alias| product.match_indices(alias).map(|(at, _)| Span::new(at, at + alias.len())));
        let no = |span: &Span| product[..span.start as usize].trim_end().ends_with(" no");
        let Some(denied) = places.filter(no).min() else { continue };
        let mut built = Vec::new();
        for (start, line) in Span::new(0, pair.design.text.len()).each_line(pair.design.text) {
            let lower = line.to_ascii_lowercase();
            let is_of = (spoken::any(&lower, CALLERS) || spoken::any(&lower, HASHED)) && !spoken::any(&lower, PROVIDERS);
            let named = is_of.then(|| methods_in(&lower)).into_iter().flatten().find(|(name, _)| name == method);
            built.extend(named.map(|(_, at)| Span::new(start + at.start as usize, start + at.end as usize)));
        }
        let Some(first) = built.first().copied() else { continue };
        built.truncate(SHOWN);
        let line = pair.design.text[first.start as usize..].lines().next().unwrap_or_default();
        found.push(Discrepancy {
            case: Case::AuthenticationDiffers,
            subject: format!("no {method}"),
            product: vec![denied],
            design: built,
            notes: None,
            confidence: 0.7,
            values: vec![
                ("name", "sign-in".to_owned()),
                ("first", format!("no {}", plain(denied.of(pair.product.text)))),
                ("second", format!("has \u{201c}{}\u{201d}", plain(line.split([',', '|', ';']).next().unwrap_or_default()))),
            ],
        });
    }
}

/// The methods that the product document names where it speaks of authentication, or asks for something.
fn wanted(pair: Pair<'_>) -> Vec<(&'static str, Span)> {
    let side = pair.product;
    let is_of = |statement: &&Protection| {
        let id = pair.terms.controls[statement.control].id.as_ref();
        matches!(id, "authn" | "session") && matches!(statement.strength, Strength::Concrete | Strength::Weak)
    };
    let told = side.facts.protections.iter().filter(is_of).map(|statement| statement.mention.span);
    let asked =
        side.facts.requirements.iter().filter(|requirement| requirement.standing() == Standing::Due).map(|requirement| requirement.span);
    let mut found: Vec<(&'static str, Span)> = Vec::new();
    for span in told.chain(asked) {
        let text = span.of(side.text).to_ascii_lowercase();
        for (name, at) in methods_in(&text) {
            if !found.iter().any(|(known, _)| *known == name) {
                found.push((name, Span::new(span.start as usize + at.start as usize, span.start as usize + at.end as usize)));
            }
        }
    }
    found
}

/// The methods that a text in lower case names anywhere and does not say that there are none of, each where it does first.
fn methods_in(text: &str) -> Vec<(&'static str, Span)> {
    let is_word = |at: usize, alias: &str| {
        let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !joins(text[..at].chars().next_back()) && !joins(text[at + alias.len()..].chars().next().filter(|c| *c != 's'))
    };
    let first = |aliases: &[&str]| {
        let places = aliases.iter().filter_map(|alias| {
            let is_none = |at: usize| text[..at].ends_with("no ");
            let (at, _) = text.match_indices(alias).find(|(at, _)| is_word(*at, alias) && !is_none(*at))?;
            Some(Span::new(at, at + alias.len()))
        });
        places.min()
    };
    METHODS.iter().filter_map(|(name, aliases)| Some((*name, first(aliases)?))).collect()
}

/// Where secrets are kept by others than the process itself.
const VAULTS: &[&str] = &["secrets manager", "secret manager", "key vault", "hashicorp vault", "parameter store", "sealed secrets"];

/// Secrets that are to be in the environment, and that the design fetches from a vault, of which the product document has no word. A design
/// that has both says when which.
pub(super) fn vaults(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let Some(control) = pair.terms.control("keys") else { return };
    let in_environment = |statement: &&Protection, text: &str| {
        let words = plain(statement.mention.span.of(text)).to_lowercase();
        statement.control == control && (words.contains("environment") || words.contains(".env"))
    };
    if pair.design.facts.protections.iter().any(|own| in_environment(&own, pair.design.text)) {
        return;
    }
    let wanted = pair.product.facts.protections.iter().find(|own| in_environment(own, pair.product.text));
    let (product, design) = (&pair.said.lower, &pair.built.lower);
    let place = |vault: &&str| design.find(*vault).map(|at| Span::new(at, at + vault.len()));
    let is_said = VAULTS.iter().any(|vault| product.contains(vault));
    let (Some(wanted), Some(vault)) = (wanted.filter(|_| !is_said), VAULTS.iter().filter_map(place).min()) else { return };
    found.push(Discrepancy {
        case: Case::EncryptionDiffers,
        subject: "vault".to_owned(),
        product: vec![wanted.mention.span],
        design: vec![vault],
        notes: None,
        confidence: 0.55,
        values: vec![
            ("name", "secrets".to_owned()),
            ("first", plain(wanted.mention.span.of(pair.product.text))),
            ("second", format!("names a {}", plain(vault.of(pair.design.text)))),
        ],
    });
}

/// Words for connections without encryption, and those beside which it is none of the product, or is turned away.
const PLAIN: &[&str] = &["plain http", "plain-http", "unencrypted http", "cleartext http", "plaintext http"];
const SPARED: &[&str] = &["localhost", "127.0.0.1", "redirect", "reject", "refuse", "disabled", "blocked", "tests", "dev "];
/// Bytes before such words in which a denial reaches them.
const DENIAL: usize = 16;

/// Connections that the design draws or describes as plain HTTP, where the product document wants them encrypted.
pub(super) fn plain_http(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let Some(control) = pair.terms.control("enc-transit") else { return };
    let Some(wanted) = encrypted_wire(pair, control) else { return };
    let flows = pair.design.facts.diagrams.iter().filter_map(|diagram| diagram.graph.as_ref()).flat_map(|graph| &graph.flows);
    let is_plain = |label: &str| {
        let mut words = label.split(|c: char| !c.is_alphanumeric()).skip_while(|word| *word != "HTTP");
        // "HTTP 400" is an answer.
        let named = words.next().is_some() && words.next().is_none_or(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
        named && !label.contains("TLS") && !label.contains("HTTPS")
    };
    let drawn =
        flows.into_iter().find(|flow| is_plain(&flow.label)).map(|flow| (flow.span, format!("draws \u{201c}{}\u{201d}", flow.label)));
    let lower = &pair.built.lower;
    let written =
        PLAIN.iter().flat_map(|words| lower.match_indices(words)).map(|(at, words)| Span::new(at, at + words.len())).find(|span| {
            let passage = pair.design.facts.half.passages.iter().any(|passage| passage.span.contains(*span));
            let before = &lower[lower.ceil_char_boundary((span.start as usize).saturating_sub(DENIAL))..span.start as usize];
            let is_denied = before.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "no" | "not" | "never" | "without"));
            passage && !is_denied && !spoken::any(span.lines(lower).of(lower), SPARED)
        });
    let written = written.map(|span| (span, format!("says \u{201c}{}\u{201d}", span.of(pair.design.text))));
    let Some((place, second)) = written.or(drawn) else { return };
    found.push(Discrepancy {
        case: Case::EncryptionDiffers,
        subject: "plain http".to_owned(),
        product: vec![wanted],
        design: vec![place],
        notes: None,
        confidence: 0.55,
        values: vec![
            ("name", lowered(&pair.terms.controls[control].name)),
            ("first", plain(wanted.of(pair.product.text))),
            ("second", second),
        ],
    });
}

/// Where the product document wants connections encrypted; that some messages are so from end to end says nothing of the others.
fn encrypted_wire(pair: Pair<'_>, control: usize) -> Option<Span> {
    let text = pair.product.text;
    let own = pair.product.facts.protections.iter().filter(|statement| statement.control == control);
    let promised = own.filter(|statement| matches!(statement.strength, Strength::Concrete | Strength::Weak));
    let promised = promised.map(|statement| statement.mention.span).find(|span| !span.of(text).to_ascii_lowercase().starts_with("end"));
    let lower = &pair.said.lower;
    // "Every connection is TLS".
    let told = || {
        let places = lower.match_indices("tls").map(|(at, word)| Span::new(at, at + word.len()));
        places
            .into_iter()
            .find(|span| spoken::any(span.lines(lower).of(lower), &["every connection", "all connection", "all traffic", "only tls"]))
    };
    promised.or_else(told)
}
