//! Drawings of a system beside its text: which outside services and stores the text uses and no drawing shows, and which outside
//! parties are drawn and never spoken of.
//!
//! All drawings that can be read count as one, whatever they show, and names are compared generously: by what the lexicon knows
//! them as, by any word of theirs, and by words for what they are ("payment gateway" stands for the company that is one).

use super::super::Reading;
use super::super::surroundings::{Found, Place};
use super::super::third_party::{PartyRole, ThirdParty};
use super::{is_aside, words_of};
use crate::checklist::cues::{CHOICE, EXAMPLE, FUTURE, REJECTED, RIVAL};
use crate::diagram::{Diagram, DiagramKind, NodeKind, Notation};
use crate::document::singular;
use crate::lexicon::{TokenHome, Words, word_hash};
use crate::rule::Confidence;
use crate::source::Span;
use crate::terms::Term;
use std::collections::BTreeSet;

/// What one of the two leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undrawn {
    /// What it is called.
    pub name: String,
    /// Where it is named or drawn.
    pub span: Span,
    /// True for a store, false for an outside party.
    pub store: bool,
}

/// Drawings beside the text.
#[derive(Debug, Clone, Default)]
pub struct Drawn {
    /// The drawing that shows most; None when none could be read as a whole or one could not be read at all.
    pub best: Option<Span>,
    /// Used in the text and in no drawing.
    pub missing: Vec<Undrawn>,
    /// Drawn and not in the text.
    pub unnamed: Vec<Undrawn>,
    /// Stores that the text uses, drawn or not.
    pub stores: Vec<Undrawn>,
}

/// Nodes from which on a drawing shows a system.
const ENOUGH_NODES: usize = 4;
/// Flows from which on it does.
const ENOUGH_FLOWS: usize = 3;

/// How often the text has to say that a service is used: a single mention may be an aside.
const ENOUGH_MENTIONS: usize = 2;

/// Kinds of third parties that no drawing of a product has to show: what it is built, run and watched with.
const INFRASTRUCTURE: &[&str] = &[
    "ci",
    "devtools",
    "source-control",
    "security-scanning",
    "observability",
    "error-tracking",
    "incident",
    "dns",
    "cdn",
    "storage-cdn",
    "hosting",
    "cloud-infra",
    "secrets",
    "security-compliance",
    "network",
    "mobile-platform",
    "productivity",
    "bot-protection",
    "link",
    "feature-flags",
    "backup",
    "session-replay",
    "analytics",
    "product-analytics",
    "tag-manager",
    "cms",
    "partner",
    "legal",
    "government",
    "affiliate",
    "rewards",
    "ads",
    "attribution",
    "llm-observability",
    "low-code",
    "gaming",
    "consent-management",
    "api-platform",
    "automation",
    "surveys",
];

/// Words for what a kind of third party or store is, by which it may be drawn.
const GENERIC: &[(&str, &[&str])] = &[
    ("payments", &["payment", "pay", "billing", "psp", "checkout"]),
    ("billing", &["payment", "billing", "subscription"]),
    ("email", &["email", "mail", "smtp", "notification", "notifier"]),
    ("sms-voice", &["sms", "voice", "telephony", "whatsapp", "notification", "otp"]),
    ("push", &["push", "notification", "fcm", "apns"]),
    ("llm-ai", &["llm", "llms", "gpt", "inference", "language", "provider"]),
    ("auth-identity", &["auth", "idp", "identity", "sso", "oauth", "oidc", "login", "iam", "authentication"]),
    ("social-platform", &["social", "oauth", "login", "auth", "sso"]),
    ("maps", &["map", "geocoding", "geo", "location", "routing"]),
    ("storage", &["storage", "bucket", "blob", "s3", "cdn"]),
    ("database-as-service", DATABASE),
    ("vector-db", &["vector", "embedding", "database", "db", "retrieval", "rag"]),
    ("data-warehouse", &["warehouse", "database", "db", "analytics"]),
    ("queue-streaming", &["queue", "stream", "broker", "bus", "topic", "pubsub"]),
    ("search", &["search", "index"]),
    ("kyc", &["kyc", "verification", "identity"]),
    ("crm", &["crm"]),
    ("document-ai", &["ocr", "vision", "document", "parser", "extraction", "ai"]),
    ("speech", &["speech", "stt", "tts", "voice", "transcription", "asr", "audio", "ai"]),
    ("translation", &["translation", "translate"]),
    ("data-provider", &["feed", "provider", "scraper", "external", "source", "api"]),
    ("crypto", &["blockchain", "chain", "wallet", "rpc", "contract", "ledger"]),
    ("banking", &["bank", "banking"]),
    ("banking-data", &["bank", "banking"]),
    ("video-rtc", &["video", "rtc", "webrtc", "meeting"]),
    ("messaging", &["chat", "messaging", "notification", "bot", "channel", "alert"]),
    ("scheduling", &["calendar", "schedule", "scheduling"]),
    ("logistics", &["shipping", "delivery", "carrier", "courier", "logistics"]),
    ("e-sign", &["signature", "sign", "esign"]),
    ("realtime", &["realtime", "websocket", "pubsub", "socket"]),
    ("support", &["support", "helpdesk", "ticket", "ticketing"]),
    ("accounting", &["accounting", "erp", "invoice"]),
    ("ecommerce", &["shop", "commerce", "marketplace", "storefront"]),
    ("affiliate", &["affiliate", "network", "partner", "redirect"]),
    ("database", DATABASE),
    ("cache", &["cache", "kv", "session", "queue", "pubsub", "broker"]),
    ("message queue", &["queue", "stream", "broker", "bus", "event", "topic", "messaging", "mq", "pubsub"]),
    ("object storage", &["storage", "bucket", "blob", "s3"]),
    ("search engine", &["search", "index"]),
    ("embedded store", DATABASE),
];

/// Words by which a database is drawn.
const DATABASE: &[&str] = &["database", "db", "sql", "postgres", "postgresql", "datastore", "persistence", "dbs", "rdbms"];

/// Kinds of components in which data rests or waits.
const STORES: &[&str] = &[
    "relational database",
    "document database",
    "cache / key-value",
    "vector database",
    "time-series database",
    "object storage",
    "graph database",
    "message queue",
    "analytical database",
    "search engine",
    "wide-column database",
    "embedded store",
];

/// Words of names that say nothing about which is meant.
const COMMON: &[&str] = &[
    "api",
    "service",
    "server",
    "cloud",
    "platform",
    "the",
    "system",
    "app",
    "data",
    "inc",
    "web",
    "open",
    "google",
    "microsoft",
    "amazon",
    "apache",
    "azure",
    "aws",
    "software",
    "network",
    "engine",
    "core",
    "suite",
    "external",
    "third",
    "party",
    "provider",
    "user",
    "client",
    "customer",
    "other",
    "internal",
    "vendor",
    "sdk",
    "gateway",
    "backend",
    "frontend",
    "browser",
    "and",
    "of",
    "for",
    "to",
    "a",
    "an",
    "in",
];

pub(super) fn compare(reading: &Reading<'_>, found: &[Found<'_, '_>], diagrams: &[Diagram], parties: &[ThirdParty]) -> Drawn {
    let drawings = Drawings::of(reading, found, diagrams);
    let stores = stores(reading, found, &drawings);
    let Some(best) = drawings.best else { return Drawn { stores, ..Drawn::default() } };
    let mut missing: Vec<Undrawn> = Vec::new();
    for party in parties {
        let sure = party.role == PartyRole::Used && !party.unnamed && party.mention.confidence != Confidence::Low;
        if !sure
            || INFRASTRUCTURE.contains(&party.kind.as_str())
            || drawings.show(&party.name, party.vendor.map(|at| Term::Vendor(at as u16)), &party.kind)
        {
            continue;
        }
        let mentions = || party.mentions.iter().filter(|(_, mention)| !drawings.hold(mention.span));
        let used = mentions().filter(|(role, _)| *role == PartyRole::Used);
        // The name of a customer's key in a sample of a request is nobody's integration.
        let told = if mentions().any(|(_, mention)| mention.decided_by == "example") { 0 } else { used.count() };
        if told >= ENOUGH_MENTIONS && party.vendor.is_some() && !party.kind.is_empty() {
            missing.push(Undrawn { name: party.name.clone(), span: party.mention.span, store: false });
        }
    }
    missing.extend(stores.iter().filter(|store| !drawings.show_store(reading, found, store)).cloned());
    missing.sort_by_key(|undrawn| undrawn.span);
    let unnamed = unnamed(reading, diagrams, &drawings);
    Drawn { best: Some(best), missing, unnamed, stores }
}

/// All drawings in one.
struct Drawings {
    best: Option<Span>,
    /// Where they stand, in source order.
    spans: Vec<Span>,
    /// Words in them.
    words: BTreeSet<String>,
    /// What the lexicon knows in them.
    terms: Vec<Term>,
    /// True when something is drawn as a store.
    store: bool,
}

impl Drawings {
    fn of(reading: &Reading<'_>, found: &[Found<'_, '_>], diagrams: &[Diagram]) -> Self {
        let shows = |d: &&Diagram| {
            matches!(d.kind, DiagramKind::DataFlow | DiagramKind::Architecture)
                && d.graph.as_ref().is_some_and(|g| g.nodes.len() >= ENOUGH_NODES && g.flows.len() >= ENOUGH_FLOWS)
        };
        // A picture may show the rest; what stands in a source that does not parse is still words.
        let unread = |d: &Diagram| d.kind.is_flow() && matches!(d.notation, Notation::Image | Notation::Link);
        let best = diagrams.iter().filter(shows).max_by_key(|d| d.graph.as_ref().map_or(0, |g| g.nodes.len())).map(|d| d.span);
        let best = best.filter(|_| !diagrams.iter().any(unread));
        let spans: Vec<Span> = diagrams.iter().filter(|d| d.kind.is_flow() || d.refusal.is_some()).map(|d| d.span).collect();
        if best.is_none() {
            return Self { best, spans, words: BTreeSet::new(), terms: Vec::new(), store: false };
        }
        let words = spans.iter().flat_map(|span| drawn_words(span.of(reading.text))).collect();
        let mut graphs = diagrams.iter().filter(|d| d.kind.is_flow()).filter_map(|d| d.graph.as_ref());
        let store = graphs.any(|graph| graph.nodes.iter().any(|node| node.kind == NodeKind::Store));
        let mut all = Self { best, spans, words, terms: Vec::new(), store };
        all.terms = found.iter().filter(|f| all.hold(f.hit.span)).map(|f| f.alias.term).collect();
        all
    }

    fn hold(&self, span: Span) -> bool {
        let after = self.spans.partition_point(|drawing| drawing.start <= span.start);
        self.spans[..after].last().is_some_and(|drawing| drawing.contains(span))
    }

    /// True when a name, a word of it, or a word for its kind is drawn.
    fn show(&self, name: &str, term: Option<Term>, kind: &str) -> bool {
        // A drum without the product's name may be any database.
        let database = kind.contains("database") || kind == "embedded store";
        if term.is_some_and(|term| self.terms.contains(&term)) || self.store && database {
            return true;
        }
        let telling = drawn_words(name).into_iter().filter(|word| word.len() > 2 && !COMMON.contains(&word.as_str()));
        let generic = GENERIC.iter().filter(|(of, _)| *of == kind || kind.contains(of)).flat_map(|(_, words)| words.iter());
        telling.into_iter().any(|word| self.words.contains(&word)) || generic.into_iter().any(|word| self.words.contains(*word))
    }

    fn show_store(&self, reading: &Reading<'_>, found: &[Found<'_, '_>], store: &Undrawn) -> bool {
        let Some(known) = found.iter().find(|f| f.hit.span == store.span) else { return true };
        let kind = match known.alias.term {
            Term::Technology(at) => reading.checklist.terms.technologies[at as usize].kind.as_ref(),
            _ => "",
        };
        self.show(&store.name, Some(known.alias.term), kind)
    }
}

/// Lower-case words, those inside identifiers apart.
fn drawn_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        words.extend(words_of(run));
        if run.is_ascii() {
            for range in crate::lexicon::camel_words(run) {
                words.extend(words_of(&run[range]));
            }
        }
    }
    words
}

/// Stores that the text says are used: named twice, in sentences that do not weigh or exclude them.
fn stores(reading: &Reading<'_>, found: &[Found<'_, '_>], drawings: &Drawings) -> Vec<Undrawn> {
    let mut named: Vec<(u16, usize, &Found<'_, '_>)> = Vec::new();
    let mut doubted: BTreeSet<u16> = BTreeSet::new();
    for f in found {
        let Term::Technology(at) = f.alias.term else { continue };
        let kind = reading.checklist.terms.technologies[at as usize].kind.as_ref();
        if !STORES.contains(&kind) || drawings.hold(f.hit.span) || f.is_excepted() || f.is_part_of_identifier() {
            continue;
        }
        let aside = is_aside(f.role()) || f.role().is_some() && f.role() != Some(super::super::surroundings::SectionRole::Recipients);
        if aside || reading.silent[f.section()] {
            continue;
        }
        if f.is_negated() || f.passage_cues() & (CHOICE | FUTURE | REJECTED | RIVAL | EXAMPLE) != 0 {
            doubted.insert(at);
            continue;
        }
        if f.place() == Place::Code {
            continue;
        }
        match named.iter_mut().find(|(known, ..)| *known == at) {
            Some((_, count, _)) => *count += 1,
            None => named.push((at, 1, f)),
        }
    }
    named.retain(|(at, count, _)| *count >= 2 && !doubted.contains(at));
    let name = |at: u16| reading.checklist.terms.technologies[at as usize].name.to_string();
    named.into_iter().map(|(at, _, f)| Undrawn { name: name(at), span: f.hit.span, store: true }).collect()
}

/// Outside parties in drawings of which the text has no word.
fn unnamed(reading: &Reading<'_>, diagrams: &[Diagram], drawings: &Drawings) -> Vec<Undrawn> {
    let mut found: Vec<Undrawn> = Vec::new();
    // The words of each, hashed as those of the text are.
    let mut names: Vec<Vec<u64>> = Vec::new();
    for diagram in diagrams.iter().filter(|d| d.kind.is_flow()) {
        let Some(graph) = &diagram.graph else { continue };
        for node in graph.nodes.iter().filter(|node| node.kind == NodeKind::External) {
            let words = drawn_words(&node.label).into_iter().filter(|word| word.len() > 2 && !COMMON.contains(&word.as_str()));
            let words: Vec<u64> = words.map(|word| word_hash(&word)).collect();
            if !words.is_empty() && !found.iter().any(|undrawn| undrawn.name == node.label) {
                found.push(Undrawn { name: node.label.clone(), span: node.span, store: false });
                names.push(words);
            }
        }
    }
    if !found.is_empty() {
        let told = told(reading, drawings, &names.iter().flatten().copied().collect());
        let mut names = names.iter();
        found.retain(|_| names.next().is_some_and(|words| !words.iter().any(|word| told.contains(word))));
    }
    found
}

/// Those of the words that stand in the text, outside of what is drawn.
fn told(reading: &Reading<'_>, drawings: &Drawings, wanted: &Words) -> Words {
    let mut told = Words::default();
    for (home, range) in &reading.tokens.homes {
        let code =
            matches!(home, TokenHome::Block(id) if matches!(reading.document.blocks[*id].kind, crate::document::BlockKind::Code { .. }));
        let words = &reading.tokens.all[range.start as usize..range.end as usize];
        if code && words.first().is_some_and(|word| drawings.hold(word.span())) {
            continue;
        }
        for word in words {
            let surface = word.span().of(reading.text);
            let inside = if surface.is_ascii() { crate::lexicon::camel_words(surface) } else { Vec::new() };
            let parts = inside.into_iter().map(|range| word_hash(&surface[range]));
            // The hash of a word beyond ASCII has its plural s.
            let whole = if word.is_wide() { word_hash(singular(&surface.to_lowercase())) } else { word.hash() };
            told.extend(parts.chain([whole]).filter(|hash| wanted.contains(hash)));
        }
    }
    told
}
