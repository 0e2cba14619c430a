//! Where a document says that data rests: regions of clouds by their codes, countries beside a word of storage, and promises that
//! data stays in a place.

use super::mention::Mention;
use super::reading::{Reading, is_shown, is_word};
use super::surroundings::{Found, Place, SectionRole};
use crate::checklist::cues::{
    BOUND, CHOICE, DATA, ENVIRONMENT, EXAMPLE, FUTURE, HOSTING, NEGATION, PERSON, PERSON_IN_PROSE, REJECTED, RIVAL, STAY,
};
use crate::lexicon::Token;
use crate::rule::Confidence;
use crate::source::Span;
use crate::terms::{PlaceKind, TERMS_FROM, Term};
use serde::Serialize;

/// Names of the rules that decide what a place is for.
pub const RULES: &[&str] = &[
    "region-code",
    "region-in-address",
    "environment-region",
    "beside-hosting-word",
    "stored-in",
    "labelled",
    "promised",
    "stays-local",
    "on-premises",
    "not-there",
    "market",
];

/// Places kept of a document; none names as many.
const MOST: usize = 200;
/// Words before a place in which a verb of storage reaches it.
const VERB_REACH: usize = 9;
/// Words before a place in which what stays there is named.
const SENTENCE_REACH: usize = 20;
/// Words beside a place that a hosting word may stand in: "EU data centre", "EU-hosted".
const BESIDE: usize = 2;
/// Words before a place in which persons make it a market: "users in India".
const MARKET_REACH: usize = 4;

/// What a place is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LocationRole {
    /// Data has to stay there.
    Promise,
    /// Data rests or is processed there.
    Storage,
    /// A test or staging system runs there.
    Environment,
    /// Data does not rest there.
    Excluded,
    /// The people who use the product are there.
    Market,
}

impl LocationRole {
    /// The word for it in rules and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Promise => "promise",
            Self::Storage => "storage",
            Self::Environment => "environment",
            Self::Excluded => "excluded",
            Self::Market => "market",
        }
    }
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// Index into [`crate::terms::Terms::places`].
    pub place: usize,
    /// What it is for.
    pub role: LocationRole,
    /// The words that say it.
    pub mention: Mention,
    /// Where it is said again.
    pub again: Vec<Span>,
}

/// Every place of a document with a role, in source order; each place once in each role. A proposal speaks of places where others run
/// what it changes.
pub(super) fn find(reading: &Reading<'_>, found: &[Found<'_, '_>], proposal: bool) -> Vec<Location> {
    let mut locations: Vec<Location> = Vec::new();
    let mut keep = |place: usize, (role, rule, span): Decision, confidence: Confidence| {
        let mention = Mention { span, subject: None, confidence, decided_by: rule };
        // Each promise on a place of one's own is worded in its own way; a region is the same wherever it stands.
        if let Some(last) = locations.last_mut().filter(|last| last.place == place && last.mention.span.start == span.start) {
            last.mention.span = last.mention.span.join(span);
            return;
        }
        let is_same = |known: &&mut Location| {
            known.place == place && known.role == role && (rule != "stays-local" || known.mention.span.contains(span))
        };
        if let Some(known) = locations.iter_mut().find(is_same) {
            known.again.push(span);
        } else if locations.len() < MOST {
            locations.push(Location { place, role, mention, again: Vec::new() });
        }
    };
    for here in found {
        let Term::Place(at) = here.alias.term else { continue };
        if here.role().is_some_and(is_beside_the_point) || here.is_excepted() || proposal && is_of_others(here) {
            continue;
        }
        let kind = reading.checklist.terms.places[at as usize].kind;
        let decision = match kind {
            PlaceKind::CloudRegion | PlaceKind::VendorRegion => of_code(here, kind),
            PlaceKind::Local => of_own(here),
            PlaceKind::Jurisdiction => of_country(here),
        };
        if let Some(decision) = decision {
            let sure = !here.is_code() || kind == PlaceKind::CloudRegion;
            keep(at as usize, decision, if sure { Confidence::High } else { Confidence::Medium });
        }
    }
    // In a proposal, an address is of somebody's system.
    let addresses = if proposal { Vec::new() } else { in_addresses(reading) };
    for (place, span) in addresses {
        keep(place, (LocationRole::Storage, "region-in-address", span), Confidence::Medium);
    }
    locations.sort_by_key(|location| (location.mention.span, location.place));
    locations
}

type Decision = (LocationRole, &'static str, Span);

/// Sections whose places are not those of the product.
fn is_beside_the_point(role: SectionRole) -> bool {
    matches!(
        role,
        SectionRole::Competitors
            | SectionRole::Alternatives
            | SectionRole::References
            | SectionRole::Glossary
            | SectionRole::History
            | SectionRole::Examples
            | SectionRole::Open
    )
}

/// Code, and the wishes of those who would use what is proposed: "editors want to print it in us-east-1".
fn is_of_others(here: &Found<'_, '_>) -> bool {
    let before = here.before(SENTENCE_REACH);
    let wish = before.iter().rposition(|token| is_word(here.reading, *token, &["want"]));
    // "We want our records to live there" is the proposal's own.
    let own = |at: usize| at.checked_sub(1).is_some_and(|at| is_word(here.reading, before[at], &["we"]));
    here.is_code() || wish.is_some_and(|at| !own(at))
}

/// `eu-west-1`, `westeurope`, `eu.posthog.com`.
fn of_code(here: &Found<'_, '_>, kind: PlaceKind) -> Option<Decision> {
    let surface = here.surface();
    let spelled = |byte: u8| if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() };
    if here.is_part_of_identifier() || !surface.bytes().map(spelled).eq(here.alias.text.bytes().map(spelled)) {
        return None;
    }
    // Codes of three letters are words of other things: only behind the word itself.
    if !here.alias.rule.is_strong() && !names_region(here, here.before(BESIDE)) {
        return None;
    }
    let cues = here.passage_cues();
    if cues & (EXAMPLE | REJECTED) != 0 || is_for_example(here) || is_inside_name(here) {
        return None;
    }
    // A value in a sample says what it is of.
    if here.place() == Place::Code && !is_value_of_region(here) {
        return None;
    }
    if matches!(here.role(), Some(SectionRole::Excluded)) || here.is_negated() {
        return Some((LocationRole::Excluded, "not-there", here.hit.span));
    }
    if matches!(here.role(), Some(SectionRole::Future)) {
        return None;
    }
    if cues & ENVIRONMENT != 0 && here.place() != Place::Code && is_for_tests(here) {
        return Some((LocationRole::Environment, "environment-region", here.hit.span));
    }
    let promised = here.place() != Place::Code && here.cues(here.before(6)) & BOUND != 0 && cues & DATA != 0;
    if promised && kind == PlaceKind::CloudRegion {
        return Some((LocationRole::Promise, "promised", here.hit.span));
    }
    Some((LocationRole::Storage, "region-code", here.hit.span))
}

/// `cluster-us-east-1`, `us-west2-a-blue-shop`: a name with a region in it. A single letter behind a region is one of its zones.
fn is_inside_name(here: &Found<'_, '_>) -> bool {
    let text = here.reading.text.as_bytes();
    let (start, end) = (here.hit.span.start as usize, here.hit.span.end as usize);
    let joined = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|byte| *byte == b'-' || byte.is_ascii_alphanumeric());
    let behind = text.get(end) == Some(&b'-') && joined(Some(end + 1));
    start > 0 && text[start - 1] == b'-' || behind && joined(Some(end + 2))
}

/// True when the line says that it holds a region, a zone or a location.
fn is_value_of_region(here: &Found<'_, '_>) -> bool {
    let line = here.hit.span.lines(here.reading.text).of(here.reading.text).to_ascii_lowercase();
    ["region", "zone", "location"].iter().any(|word| line.contains(word))
}

/// "e.g. us-east-1", "such as us-east-1".
fn is_for_example(here: &Found<'_, '_>) -> bool {
    let text = here.reading.text;
    let line = here.hit.span.lines(text);
    // The stops of an abbreviation end a sentence.
    let before = Span { start: line.start, end: here.hit.span.start }.of(text);
    if before.contains("e.g.") {
        return true;
    }
    let word = |token: &Token| token.span().of(here.reading.text).to_ascii_lowercase();
    here.before(3).iter().any(|token| matches!(word(token).as_str(), "e" | "eg" | "like" | "such" | "example"))
}

/// True when the last system named before it is one for tests; in a row, when no productive one is named.
fn is_for_tests(here: &Found<'_, '_>) -> bool {
    let productive = |token: &Token| {
        let word = token.span().of(here.reading.text);
        word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("prod"))
    };
    let tests = |token: &Token| here.cues(std::slice::from_ref(token)) & ENVIRONMENT != 0;
    let before = here.before(VERB_REACH);
    match before.iter().rev().find(|token| productive(token) || tests(token)) {
        Some(nearest) => !productive(nearest),
        None => here.row().is_some() || !here.sentence().iter().any(productive),
    }
}

/// True when one of the words is "region".
fn names_region(here: &Found<'_, '_>, tokens: &[Token]) -> bool {
    let region = crate::lexicon::word_hash("region");
    tokens.iter().any(|token| token.hash() == region || token.span().of(here.reading.text).eq_ignore_ascii_case("location"))
}

/// "All photos stay on your phone", "on-premises".
fn of_own(here: &Found<'_, '_>) -> Option<Decision> {
    if here.place() == Place::Code || matches!(here.role(), Some(SectionRole::Future | SectionRole::Excluded | SectionRole::Problem)) {
        return None;
    }
    let before = here.before(SENTENCE_REACH);
    // Between the verb and the place nothing breaks off: "stores names, and never caches roles locally" is about roles.
    let near = before.len() - run_before(here, before).min(VERB_REACH);
    let verb = (near..before.len()).rev().find(|&at| here.cues(&before[at..=at]) & STAY != 0);
    let stays = verb.and_then(|verb| {
        let word = before[verb].span().of(here.reading.text).to_ascii_lowercase();
        // What stays is named before the verb, or right behind it: "store all data locally".
        let clause = (0..verb).rev().find(|&at| is_and_never(here, before, at)).map_or(0, |at| at + 1);
        let subject = (clause..before.len()).find(|&at| here.reading.checklist.cues.at(&before[at..]) & DATA != 0)?;
        let denied = before[clause..=verb].iter().any(|token| {
            here.cues(std::slice::from_ref(token)) & NEGATION != 0 || token.span().of(here.reading.text).eq_ignore_ascii_case("nothing")
        });
        // To leave, to be sent: a promise when denied. To stay, to be kept: one when not.
        let moves = ["leav", "sent", "uplo", "tran"].iter().any(|start| word.starts_with(start));
        (moves == denied).then(|| before[subject.min(verb)].span().join(here.hit.span))
    });
    if let Some(span) = stays {
        let bound = here.cues(here.sentence()) & BOUND != 0;
        return Some((if bound { LocationRole::Promise } else { LocationRole::Storage }, "stays-local", span));
    }
    if !here.alias.rule.is_strong() {
        return None;
    }
    let cues = here.passage_cues();
    let hybrid = || here.sentence().iter().any(|token| is_cloud_or_hybrid(token.span().of(here.reading.text)));
    if cues & (CHOICE | RIVAL | REJECTED | FUTURE) != 0 || here.is_negated() || hybrid() {
        return None;
    }
    let bound = here.cues(here.sentence()) & BOUND != 0;
    let titled = here.place() == Place::Heading && here.section() == 1;
    let runs = here
        .before(6)
        .iter()
        .chain(here.after(if bound { BESIDE } else { 0 }))
        .any(|token| is_of_deployment(token.span().of(here.reading.text)));
    (titled || runs).then_some((LocationRole::Promise, "on-premises", here.hit.span))
}

/// Words for a product that is set up somewhere.
fn is_of_deployment(word: &str) -> bool {
    let known = [
        "run",
        "runs",
        "running",
        "deploy",
        "deploys",
        "deployed",
        "deployment",
        "deployments",
        "deployable",
        "install",
        "installed",
        "installation",
        "operate",
        "operates",
        "operation",
        "hosted",
        "hosting",
        "only",
        "posture",
    ];
    known.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// How many words right before it only light punctuation parts.
fn run_before(here: &Found<'_, '_>, before: &[Token]) -> usize {
    if !here.token().joins() {
        return 0;
    }
    let breaks = before.iter().rev().position(|token| !token.joins());
    breaks.map_or(before.len(), |at| at + 1)
}

/// True where another clause begins: a word that does not join, and denies or adds.
fn is_and_never(here: &Found<'_, '_>, before: &[Token], at: usize) -> bool {
    before.get(at + 1).is_some_and(|token| {
        !token.joins()
            && matches!(token.span().of(here.reading.text).to_ascii_lowercase().as_str(), "and" | "but" | "never" | "no" | "which" | "so")
    })
}

fn is_cloud_or_hybrid(word: &str) -> bool {
    ["cloud", "hybrid", "saas", "both", "support", "supports", "and", "migrate", "legacy"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

/// "Stored in the EU", "EU data centre", "Data residency: Germany", "users in India".
fn of_country(here: &Found<'_, '_>) -> Option<Decision> {
    if here.is_part_of_identifier() || here.is_code() || !is_spelled_as_place(here) {
        return None;
    }
    let (before, after) = (here.before(VERB_REACH), here.after(BESIDE));
    let cues_before = here.cues(before);
    let span = here.hit.span;
    let near_persons = here.cues(here.before(MARKET_REACH)) & (PERSON | PERSON_IN_PROSE) != 0
        || here.cues(here.after(1)) & (PERSON | PERSON_IN_PROSE) != 0;
    let at_place = is_led_by_preposition(here);
    let role = |rule| {
        if here.role() == Some(SectionRole::Excluded) {
            return Some((LocationRole::Excluded, "not-there", span));
        }
        if matches!(here.role(), Some(SectionRole::Future | SectionRole::Problem)) || here.passage_cues() & RIVAL != 0 {
            return None;
        }
        // "If a node is ever hosted in the EU": it may never be.
        if says(here, here.before(SENTENCE_REACH), "if") {
            return None;
        }
        let denied = cues_before & NEGATION != 0;
        let outward = at_place.is_some_and(|word| matches!(word, "outside" | "beyond")) || says(here, before, "leav");
        if denied && !outward {
            return Some((LocationRole::Excluded, "not-there", span));
        }
        let bound = here.cues(before) & BOUND != 0 || says(here, after, "only") || says(here, after, "residency");
        Some(if bound { (LocationRole::Promise, "promised", span) } else { (LocationRole::Storage, rule, span) })
    };
    // "EU region", "EU-hosted": the word stands right behind, and belongs to the place.
    let beside = after.iter().take_while(|token| token.joins()).count();
    let hosted = (0..beside).any(|at| is_hosting_noun(after[at].span().of(here.reading.text)));
    if hosted && !near_persons {
        return role("beside-hosting-word");
    }
    if at_place.is_some() && (!near_persons || is_data_at_rest(here, before)) {
        let verb = (0..before.len()).rev().any(|at| {
            let cues = here.cues(&before[at..]);
            cues & (STAY | HOSTING) != 0 && is_storage_word(before[at].span().of(here.reading.text))
        });
        let what = cues_before & DATA != 0 || before.iter().any(|token| is_hosting_noun(token.span().of(here.reading.text)));
        if verb && what {
            return role("stored-in");
        }
    }
    if is_labelled(here) {
        return role("labelled");
    }
    let market = near_persons && at_place.is_some() || says_market(here, here.before(MARKET_REACH)) || says_market(here, after);
    (market && is_country(here)).then_some((LocationRole::Market, "market", span))
}

/// "Customer data resides in": data, and no person right before the verb, where somebody may reside too.
fn is_data_at_rest(here: &Found<'_, '_>, before: &[Token]) -> bool {
    (1..before.len()).rev().filter(|&at| is_storage_word(before[at].span().of(here.reading.text))).any(|verb| {
        let of_person = here.cues(&before[verb - 1..verb]) & (PERSON | PERSON_IN_PROSE) != 0 || says(here, &before[verb - 1..verb], "who");
        !of_person && here.cues(&before[verb.saturating_sub(MARKET_REACH)..verb]) & DATA != 0
    })
}

/// True for a country and not one of its cities.
fn is_country(here: &Found<'_, '_>) -> bool {
    let Term::Place(at) = here.alias.term else { return false };
    let place = &here.reading.checklist.terms.places[at as usize];
    let surface = here.surface();
    [&place.label, &place.code, &place.country].iter().any(|name| surface.eq_ignore_ascii_case(name)) || here.alias.upper
}

/// Names of places begin with a capital; abbreviations consist of them.
fn is_spelled_as_place(here: &Found<'_, '_>) -> bool {
    if here.alias.upper { here.is_in_capitals() } else { here.surface().starts_with(char::is_uppercase) }
}

/// The word before a place that puts something there: in, within, to, outside. "The" and a joined place before it do not count.
fn is_led_by_preposition<'t>(here: &Found<'_, 't>) -> Option<&'t str> {
    let before = here.before(4);
    before
        .iter()
        .rev()
        .map(|token| token.span().of(here.reading.text))
        .take_while(|word| {
            let lower = word.chars().next().is_some_and(char::is_lowercase);
            !lower
                || matches!(
                    *word,
                    "the" | "and" | "or" | "in" | "within" | "inside" | "to" | "from" | "outside" | "at" | "across" | "beyond" | "only"
                )
        })
        .find(|word| matches!(*word, "in" | "within" | "inside" | "to" | "outside" | "at" | "across" | "beyond" | "In" | "Within"))
}

/// Things that stand somewhere.
fn is_hosting_noun(word: &str) -> bool {
    [
        "region",
        "regions",
        "server",
        "servers",
        "datacenter",
        "datacenters",
        "datacentre",
        "datacentres",
        "centre",
        "center",
        "centers",
        "hosted",
        "hosting",
        "residency",
        "cluster",
        "clusters",
        "bucket",
        "buckets",
        "infrastructure",
        "zone",
        "zones",
        "deployment",
        "backups",
        "replica",
        "replicas",
        "instance",
        "instances",
    ]
    .iter()
    .any(|known| word.eq_ignore_ascii_case(known))
}

/// Verbs and nouns of storage; "located" and "based" are said of persons as well.
fn is_storage_word(word: &str) -> bool {
    [
        "store",
        "stored",
        "stores",
        "storage",
        "host",
        "hosted",
        "hosting",
        "reside",
        "resides",
        "residency",
        "located",
        "kept",
        "remain",
        "remains",
        "sits",
        "stay",
        "stays",
        "processed",
        "replicated",
        "deployed",
        "deploy",
        "servers",
        "server",
        "region",
        "regions",
        "datacenter",
        "leave",
        "leaves",
        "leaving",
        "transferred",
        "transfer",
        "backed",
        "housed",
        "held",
        "runs",
        "infrastructure",
    ]
    .iter()
    .any(|known| word.eq_ignore_ascii_case(known))
}

fn says(here: &Found<'_, '_>, tokens: &[Token], start: &str) -> bool {
    let begins = |word: &str| word.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    tokens.iter().any(|token| begins(token.span().of(here.reading.text)))
}

fn says_market(here: &Found<'_, '_>, tokens: &[Token]) -> bool {
    ["market", "launch", "resident", "citizen", "compan", "audience", "availab"].iter().any(|start| says(here, tokens, start))
}

/// "Region: EU", "| Data residency | Germany |": the label says that what follows is a place of storage.
fn is_labelled(here: &Found<'_, '_>) -> bool {
    let label_of = |words: &[Token]| {
        let word = |token: &Token| token.span().of(here.reading.text);
        words.len() <= 4
            && words.iter().any(|token| {
                ["region", "regions", "residency", "hosting", "datacenter"].iter().any(|w| word(token).eq_ignore_ascii_case(w))
            })
    };
    if let Some(row) = here.row() {
        let homes = &here.reading.tokens.homes;
        let first = homes.iter().take(here.hit.home as usize).skip((here.hit.home as usize).saturating_sub(8));
        let mut cells = first.filter(|(_, range)| row.contains(here.reading.tokens.all[range.start as usize].span()));
        let short = here.home().len() <= 8;
        return short
            && cells.next().is_some_and(|(_, range)| label_of(&here.reading.tokens.all[range.start as usize..range.end as usize]));
    }
    let before = here.before(5);
    let text = here.reading.text;
    let Some(colon) = before.first().and_then(|first| {
        let from = first.start as usize;
        text.get(from..here.hit.span.start as usize)?.find(':').map(|at| from + at)
    }) else {
        return false;
    };
    let label: Vec<Token> = before.iter().copied().filter(|token| (token.start as usize) < colon).collect();
    !label.is_empty() && label_of(&label)
}

/// Codes of regions in the hosts of addresses, which are no words: `https://us-central1-shop.cloudfunctions.net`.
fn in_addresses(reading: &Reading<'_>) -> Vec<(usize, Span)> {
    let mut places = Vec::new();
    let text = reading.text;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"://") {
        let start = at + 3;
        let rest = &text[start..];
        let length = rest.find(|c: char| c.is_whitespace() || "/?#<>|)\"'`(".contains(c)).unwrap_or(rest.len()).min(253);
        let host = Span::new(start, start + rest.floor_char_boundary(length));
        let aside = reading.section_roles[reading.document.section_at(host.start)].is_some_and(is_beside_the_point);
        if aside || crate::document::covers(&reading.document.masks, host.start) || is_shown(text, at) {
            continue;
        }
        for (entry, span) in reading.checklist.lexicon.find_in_address(text, host, TERMS_FROM) {
            let alias = reading.checklist.terms.alias(entry - TERMS_FROM);
            let Term::Place(place) = alias.term else { continue };
            let kind = reading.checklist.terms.places[place as usize].kind;
            let exact = span.of(text).eq_ignore_ascii_case(alias.text);
            if exact && alias.rule.is_strong() && matches!(kind, PlaceKind::CloudRegion | PlaceKind::VendorRegion) {
                places.push((place as usize, span));
            }
        }
    }
    places
}
