//! Calls, tables and jobs of the design of which the product document has no word.

use super::{Case, Discrepancy, Pair, spoken};
use crate::facts::{DataRole, DesignKind};
use crate::similarity::{stem_set, stems};
use crate::source::Span;
use std::collections::BTreeSet;

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

/// Words of a row or line that say that anybody may call it.
const TO_ALL: &[&str] = &[
    "\"public\"",
    "| public |",
    "anyone",
    "no sign-in",
    "without sign-in",
    "without signing in",
    "no login",
    "no auth",
    "unauthenticated",
];
/// Parts of paths by which one acts in the place of another, and the words for it.
const AS_ANOTHER: &[&str] = &["act-as", "act_as", "login-as", "login_as", "imperson", "switch-user", "sudo"];
const AS_ANOTHER_SAID: &[&str] = &[" act as ", " acting as ", " act-as", "imperson", "log in as ", "sign in as ", "view as "];

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let acts = spoken::any(&pair.said.lower, AS_ANOTHER_SAID);
    let opened: Vec<BTreeSet<String>> = lines_for_all(pair.product.text);
    let people = &pair.design.facts.data_elements;
    let shows_people = |line: Span| people.iter().any(|fact| fact.role == DataRole::Processed && line.contains(fact.mention.span));
    for statement in &pair.design.facts.design {
        if !matches!(statement.kind, DesignKind::Endpoint | DesignKind::Table | DesignKind::Job | DesignKind::Component) {
            continue;
        }
        let name = statement
            .name
            .split_once(' ')
            .filter(|_| statement.kind == DesignKind::Endpoint)
            .map_or(statement.name.as_str(), |(_, path)| path);
        let words: Vec<String> = stems(name).into_iter().filter(|word| !USUAL.contains(&word.as_str())).collect();
        if words.is_empty() {
            continue;
        }
        let text = words.join(" ");
        let missing = words.iter().filter(|word| !pair.said.has(word)).count();
        let opens = stems(end(name)).iter().any(|word| OPENING.contains(&word.as_str()) && !pair.said.has(word));
        let line = statement.span.lines(pair.design.text);
        let told = line.of(pair.design.text).to_ascii_lowercase();
        // "existing API": it is there already.
        if told.contains("existing") {
            continue;
        }
        let is_call = statement.kind == DesignKind::Endpoint;
        let as_another = is_call && !acts && spoken::any(&told, AS_ANOTHER);
        let to_all = || {
            is_call && spoken::any(&told, TO_ALL) && (name.contains([':', '{']) || shows_people(line)) && {
                let row = stem_set(&told);
                !opened.iter().any(|said| said.intersection(&row).count() > 0)
            }
        };
        let reaches = as_another || to_all();
        if !reaches && (missing == 0 || (missing < words.len() && !opens)) {
            continue;
        }
        let confidence = if reaches || opens && is_call {
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

/// The last two segments of a path or name, a parameter at its end left out: in `/v1/public/{project}/notes` it is notes that are
/// called for.
fn end(name: &str) -> &str {
    let is_parameter = |segment: &str| segment.is_empty() || segment.starts_with([':', '{', '<']);
    let mut name = name;
    while let Some((rest, _)) = name.rsplit_once('/').filter(|(_, last)| is_parameter(last)) {
        name = rest;
    }
    let separators = name.rmatch_indices(['/', '.']).map(|(at, _)| at + 1);
    separators.take(2).last().map_or(name, |at| &name[at..])
}

/// The words of each line of a text that opens something to all, those that open it left out.
fn lines_for_all(text: &str) -> Vec<BTreeSet<String>> {
    let telling = |word: &String| {
        !USUAL.contains(&word.as_str()) && !["public", "anyon", "sign", "login", "auth", "unauthent"].contains(&word.as_str())
    };
    let lines = text.lines().filter(|line| {
        let line = line.to_ascii_lowercase();
        line.contains("public") || spoken::any(&line, TO_ALL)
    });
    lines.map(|line| stem_set(line).into_iter().filter(telling).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::end;

    #[test]
    fn a_path_is_called_by_its_end() {
        assert_eq!(end("/v1/public/{project}/notes"), "{project}/notes");
        assert_eq!(end("/public/runners/{id}"), "public/runners");
        assert_eq!(end("shop.public.v1.Orders"), "v1.Orders");
        assert_eq!(end("export"), "export");
        assert_eq!(end("/"), "");
    }
}
