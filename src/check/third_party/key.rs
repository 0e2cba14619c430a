//! Keys that open everything: built into a page or an app, or with more scope than a product needs.

use crate::check::{Context, Outcome, join};
use crate::checklist::CheckSpec;
use crate::finding::{Label, Observation};
use crate::source::Span;

/// Keys of third parties stay on the server, with the scopes that are needed.
pub(in crate::check) const KEY: CheckSpec = CheckSpec { name: "third-party-key", parameters: &[], values: &["list"] };

/// Beginnings of variables that frameworks build into what every visitor downloads.
const PUBLIC: &[&str] = &["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "NUXT_PUBLIC_", "GATSBY_"];
/// Parts of names of keys that only a server may hold. Keys made for browsers are called publishable, anonymous or public.
const SECRET: &[&str] = &[
    "SECRET",
    "SERVICE_ROLE",
    "PRIVATE_KEY",
    "OPENAI_API_KEY",
    "OPENAI_KEY",
    "ANTHROPIC_API_KEY",
    "GEMINI_API_KEY",
    "GROQ_API_KEY",
    "SENDGRID_API_KEY",
    "TWILIO_AUTH_TOKEN",
];
/// Scopes that open a whole mailbox, drive or directory.
const BROAD: &[&str] = &[
    "https://mail.google.com/",
    "Mail.ReadWrite",
    "Files.ReadWrite.All",
    "Directory.ReadWrite.All",
    "Sites.FullControl.All",
    "https://www.googleapis.com/auth/drive ",
    "https://www.googleapis.com/auth/drive`",
    "https://www.googleapis.com/auth/gmail.modify",
];
/// Most places that are looked at.
const MOST: usize = 64;

pub(in crate::check) fn check_key(cx: &Context<'_>) -> Outcome {
    let text = cx.subject.file.text();
    let mut found: Vec<Span> = Vec::new();
    for start in PUBLIC {
        for (at, _) in text.match_indices(start).take(MOST) {
            let length = text[at..].bytes().take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_').count();
            let name = &text[at..at + length];
            let whole = !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            if whole && SECRET.iter().any(|part| name.contains(part)) {
                found.push(Span::new(at, at + length));
            }
        }
    }
    for scope in BROAD {
        found.extend(text.match_indices(scope).take(MOST).map(|(at, _)| Span::new(at, at + scope.trim_end_matches([' ', '`']).len())));
    }
    found.retain(|span| !is_refused(line_around(text, *span)));
    found.sort_unstable();
    let Some(first) = found.first() else {
        return Outcome::NotApplicable("no key of a third party is named that opens everything".to_owned());
    };
    let mut names: Vec<&str> = Vec::new();
    let mut labels: Vec<Label> = Vec::new();
    for span in &found {
        let name = span.of(text);
        if !names.contains(&name) {
            names.push(name);
            labels.push(cx.subject.label(*span, ""));
        }
    }
    names.truncate(4);
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    Outcome::finding(
        Observation::new(cx.subject.label(*first, ""), "keys")
            .value("list", join(&quoted, "and"))
            .related(labels.into_iter().skip(1).take(4)),
    )
}

fn line_around(text: &str, span: Span) -> &str {
    let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |at| span.end as usize + at);
    &text[start..end]
}

/// True for a line that forbids what it names.
fn is_refused(line: &str) -> bool {
    let line = line.to_lowercase();
    ["never", "do not", "don't", "must not", "not use", "no longer", "avoid", "instead of", "remove", "wrong", "\u{274c}"]
        .iter()
        .any(|word| line.contains(word))
}
