//! Calls, tables and jobs of the design of which the product document has no word.

use super::{Case, Discrepancy, Pair};
use crate::facts::DesignKind;
use crate::similarity::{Passage, Vocabulary};

/// Words of what every service has.
const USUAL: &[&str] = &[
    "health",
    "healthz",
    "metric",
    "readi",
    "readyz",
    "live",
    "livez",
    "status",
    "version",
    "doc",
    "openapi",
    "swagger",
    "migrat",
    "schema_migr",
    "ping",
    "callback",
    "token",
    "refresh",
    "login",
    "logout",
    "auth",
    "api",
    "v1",
    "v2",
    "get",
    "post",
    "put",
    "delet",
    "patch",
    "id",
    "list",
    "me",
];

/// Words of what opens data or the product to somebody.
const OPENING: &[&str] = &[
    "public", "share", "shared", "export", "import", "regist", "signup", "invit", "imperson", "webhook", "upload", "download", "debug",
    "act", "open", "embed", "feed", "exec", "execut", "shell", "signal", "proxi", "csv", "pdf",
];

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let product = [Passage::read(pair.product.text)];
    let known = Vocabulary::of(&product);
    for statement in &pair.design.facts.design {
        if !matches!(statement.kind, DesignKind::Endpoint | DesignKind::Table | DesignKind::Job | DesignKind::Component) {
            continue;
        }
        let name = statement
            .name
            .split_once(' ')
            .filter(|_| statement.kind == DesignKind::Endpoint)
            .map_or(statement.name.as_str(), |(_, path)| path);
        let words: Vec<String> = Passage::read(name).words().iter().filter(|word| !USUAL.contains(&word.as_str())).cloned().collect();
        if words.is_empty() {
            continue;
        }
        let text = words.join(" ");
        let missing = words.iter().filter(|word| known.missing(&Passage::read(word)) > 0.0).count();
        let opens = words.iter().any(|word| OPENING.contains(&word.as_str()) && known.missing(&Passage::read(word)) > 0.0);
        if missing == 0 || (missing < words.len() && !opens) {
            continue;
        }
        // "existing API": it is there already.
        let line = statement.span.lines(pair.design.text).of(pair.design.text).to_ascii_lowercase();
        if line.contains("existing") {
            continue;
        }
        let confidence = if opens && statement.kind == DesignKind::Endpoint {
            0.6
        } else if opens {
            0.5
        } else {
            0.4
        };
        found.push(Discrepancy {
            case: Case::DesignUnrequested,
            subject: text,
            product: Vec::new(),
            design: vec![statement.span],
            notes: None,
            confidence,
            values: vec![("name", statement.name.clone())],
        });
    }
}
