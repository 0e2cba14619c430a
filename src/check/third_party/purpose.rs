//! What a document uses a third party for, by the label, cell or bracket beside its name, and which parties are one of two.

use super::{is_drawn, place, spoken};
use crate::check::Subject;
use crate::checklist::Checklist;
use crate::document::plain;
use crate::facts::{PartyRole, ThirdParty};
use crate::source::Span;

/// What is done with a third party at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Data rests there.
    Store,
    /// Programs of the product run there, with the data they hold.
    Compute,
    /// Pages and files that everybody may see come from there.
    Front,
    /// People are sent there, and nothing is handed over.
    Link,
    /// Keys and passwords of programs lie there.
    Secrets,
    /// It answers a call and keeps nothing.
    Passing,
}

/// Words for each use, in labels.
const USES: &[(Use, &[&str])] = &[
    (Use::Secrets, &["secret", "secrets", "vault", "kms", "key management"]),
    (
        Use::Compute,
        &["backend", "back end", "back-end", "api", "server", "worker", "workers", "compute", "function", "functions", "inference"],
    ),
    (
        Use::Store,
        &[
            "database",
            "databases",
            "db",
            "storage",
            "store",
            "postgres",
            "postgresql",
            "mysql",
            "sql",
            "upload",
            "uploads",
            "file",
            "files",
            "image",
            "images",
            "photo",
            "photos",
            "backup",
            "backups",
            "bucket",
            "blob",
            "object",
            "vector",
            "vectors",
            "cache",
            "caching",
            "persistence",
            "archive",
            "document",
            "documents",
            "media",
        ],
    ),
    (Use::Front, &["frontend", "front end", "front-end", "static", "website", "landing", "spa", "page assets", "client", "ui"]),
];
/// Words in a sentence or row with which people are sent elsewhere.
const LINKS: &[&str] = &["redirect", "provider url", "affiliate link", "outbound link", "deep link", "external link"];
/// Words in the name of a service that answers a call.
const ANSWERS: &[&str] = &["vision", "speech", "translat", "rekognition", "textract", "maps"];
/// Longest label, in bytes.
const LABEL: usize = 40;
/// Bytes between two names of which it is one.
const JOINT: usize = 12;

/// What a third party is used for in a document.
pub(super) struct Purpose<'a> {
    /// Every use that is told, one for each place that tells it.
    uses: Vec<Use>,
    /// The first words that tell it.
    label: Option<&'a str>,
    /// The name as the document has it where it tells it.
    name: &'a str,
}

impl<'a> Purpose<'a> {
    pub(super) fn of(document: Subject<'a>, party: &ThirdParty) -> Self {
        let text = document.file.text();
        let mut found = Purpose { uses: Vec::new(), label: None, name: party.mention.span.of(text) };
        for span in spoken(document, party) {
            let line = line_of(text, span);
            let name = span.of(text).to_lowercase();
            // A row on the key of another service says what that one is for.
            let other = |words: &str| {
                let words = words.to_lowercase();
                let named = |known: &&ThirdParty| known.id != party.id && words.contains(&known.name.to_lowercase());
                words.contains("key") || document.facts.third_parties.iter().any(|known| named(&known))
            };
            let words = label(text, line, span).filter(|words| !other(words));
            let told = words.and_then(use_in);
            let lower = line.of(text).to_lowercase();
            let used = if has_any(&name, &["secret", "vault", "kms"]) {
                Some(Use::Secrets)
            } else if LINKS.iter().any(|words| lower.contains(words)) {
                Some(Use::Link)
            } else if party.kind == "cloud-infra" && has_any(&name, ANSWERS) {
                Some(Use::Passing)
            } else {
                told
            };
            if let Some(words) = words.filter(|_| found.label.is_none() && told.is_some() && told == used) {
                (found.label, found.name) = (Some(words), span.of(text));
            }
            found.uses.extend(used);
        }
        found
    }

    /// True when every use that is told is one of `uses`, and some is told.
    pub(super) fn is_only(&self, uses: &[Use]) -> bool {
        !self.uses.is_empty() && self.uses.iter().all(|used| uses.contains(used))
    }

    /// "Neon (database)".
    pub(super) fn named(&self, party: &ThirdParty) -> String {
        let name = if self.label.is_some() && !self.name.contains('\n') { self.name } else { party.name.as_str() };
        let told = self.label.map(|words| plain(words).trim().to_lowercase()).filter(|words| !name.to_lowercase().contains(words.as_str()));
        told.map_or_else(|| name.to_owned(), |words| format!("{name} ({words})"))
    }

    /// True when what such a third party usually gets can be what it gets here.
    pub(super) fn fits(&self, party: &ThirdParty, checklist: &Checklist) -> bool {
        if self.is_only(&[Use::Front, Use::Link, Use::Secrets]) {
            return false;
        }
        let Some(label) = self.label else { return true };
        let words = label.to_lowercase();
        let cues = checklist.terms.vendor_kind(&party.kind).map_or(&[][..], |kind| kind.cues.as_slice());
        let store = super::store::STORES.contains(&party.kind.as_str());
        store || cues.iter().any(|cue| words.contains(cue.as_ref()))
    }
}

/// Parties of which each group is one in the end: "Railway or Render".
pub(super) fn groups<'p>(document: Subject<'_>, parties: &[&'p ThirdParty]) -> Vec<Vec<&'p ThirdParty>> {
    let mut groups: Vec<Vec<&ThirdParty>> = Vec::new();
    for party in parties {
        let joined = |other: &&ThirdParty| {
            let optional = party.role == PartyRole::Optional && other.role == PartyRole::Optional;
            let first = || is_or_between(document, place(document, party), place(document, other));
            party.kind == other.kind && (first() || optional && is_either(document, party, other))
        };
        match groups.iter_mut().find(|group| group.iter().any(joined)) {
            Some(group) => group.push(party),
            None => groups.push(vec![party]),
        }
    }
    groups
}

/// True when somewhere only "or" or a stroke stands between two names.
fn is_either(document: Subject<'_>, one: &ThirdParty, other: &ThirdParty) -> bool {
    let pairs = one.mentions.iter().flat_map(|(_, here)| other.mentions.iter().map(move |(_, there)| (here.span, there.span)));
    pairs.into_iter().any(|(here, there)| is_or_between(document, here, there))
}

fn is_or_between(document: Subject<'_>, one: Span, other: Span) -> bool {
    let text = document.file.text();
    let between = |first: Span, last: Span| {
        let gap = last.start.checked_sub(first.end).filter(|gap| *gap as usize <= JOINT)?;
        (gap > 0).then(|| {
            text[first.end as usize..last.start as usize].trim_matches(|c: char| c.is_whitespace() || "*`_".contains(c)).to_lowercase()
        })
    };
    let is_or = |words: Option<String>| words.is_some_and(|words| matches!(words.as_str(), "or" | "/" | "or a" | "or an" | ", or"));
    is_or(between(one, other)) || is_or(between(other, one))
}

/// True when an arrow with words on it leads to the party in a drawing: it says what goes there.
pub(super) fn is_told_by_arrow(document: Subject<'_>, party: &ThirdParty) -> bool {
    let name = party.name.to_lowercase();
    let drawn = document.facts.diagrams.iter().filter_map(|diagram| diagram.graph.as_ref()).any(|graph| {
        let is_party = |at: usize| {
            let node = &graph.nodes[at];
            node.label.to_lowercase().contains(&name) || party.mentions.iter().any(|(_, mention)| node.span.contains(mention.span))
        };
        graph
            .flows
            .iter()
            .any(|flow| flow.label.split_whitespace().count() > 1 && (is_party(flow.to) || flow.both_ways && is_party(flow.from)))
    });
    let text = document.file.text();
    drawn
        || party.mentions.iter().any(|(_, mention)| {
            let line = line_of(text, mention.span);
            let before = &text[line.start as usize..mention.span.start as usize];
            let arrow = before.trim_end().ends_with(['\u{25ba}', '\u{25b6}', '\u{2192}']);
            let words = before.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).count();
            arrow && words > 1 && is_drawn(document, mention.span)
        })
}

fn line_of(text: &str, span: Span) -> Span {
    let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |at| span.end as usize + at);
    Span::new(start, end)
}

/// The label of what a name fills: the first cell of its row, the words before a colon, a bracket behind it.
fn label(text: &str, line: Span, name: Span) -> Option<&str> {
    let words = line.of(text);
    let (before, after) = (&text[line.start as usize..name.start as usize], &text[name.end as usize..line.end as usize]);
    let tidy = |words: &&str| !tidied(words).is_empty() && tidied(words).len() <= LABEL;
    if words.trim_start().starts_with('|') {
        let cell = words.trim_start().trim_start_matches('|').split('|').next().filter(tidy)?;
        let own = before.matches('|').count() == 1;
        return (!own).then(|| tidied(cell));
    }
    let labelled = before.rfind(':').map(|colon| before[..colon].rsplit(['.', ';', ',']).next().unwrap_or_default()).filter(tidy);
    let bracket = || {
        let rest = after.trim_start_matches(['*', '`', '_']).trim_start().strip_prefix('(')?;
        rest.split(')').next().filter(tidy)
    };
    let arrow =
        || before.trim_end().ends_with(['\u{25ba}', '\u{25b6}', '\u{2192}']).then(|| before.trim_matches(|c: char| !c.is_alphanumeric()));
    labelled.map(tidied).or_else(|| bracket().map(tidied)).or_else(arrow)
}

fn tidied(words: &str) -> &str {
    words.trim_matches(|c: char| c.is_whitespace() || "*_`-#>".contains(c))
}

/// The use that the words of a label tell.
fn use_in(label: &str) -> Option<Use> {
    let lower = label.to_lowercase();
    let is_one = |word: &&str| if word.contains([' ', '-']) { lower.contains(*word) } else { words(&lower).any(|known| known == *word) };
    USES.iter().find(|(_, known)| known.iter().any(is_one)).map(|(used, _)| *used)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
