//! The words in a diagram to what it shows.

use super::DiagramKind;

/// What stands around a diagram.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Context<'a> {
    /// The heading it stands under.
    pub heading: &'a str,
    /// The line that introduces it.
    pub before: &'a str,
}

/// What a diagram consists of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    /// Words of its nodes.
    pub labels: Vec<String>,
    /// Nodes drawn as stores.
    pub stores: usize,
    /// Nodes drawn as decisions.
    pub decisions: usize,
    /// Connections.
    pub edges: usize,
    /// Connections with words on them.
    pub named_edges: usize,
}

/// Things that hold, move or work on data.
const COMPONENTS: &[&str] = &[
    "actor", "adapter", "agent", "ai", "aggregator", "alb", "analyzer", "api", "apis", "apiserver", "app", "application", "apps", "aws",
    "azure", "backend", "bigquery", "blockchain", "blob", "bot", "bridge", "broker", "browser", "bucket", "builder", "bus", "cache",
    "cdn", "celery", "chain", "chromadb", "classifier", "cli", "client", "cloud", "cloudflare", "cluster", "collector", "component",
    "compute", "connector", "consumer", "container", "contract", "controller", "core", "cosmos", "crd", "cron", "crawler",
    "data", "database", "daemon", "datastore", "db", "device", "django", "docker", "dynamodb", "ec2", "elasticsearch", "embedding",
    "encoder", "engine", "executor", "exporter", "express", "extension", "extractor", "fastapi", "fetcher", "filesystem", "firebase",
    "firestore", "flask", "frontend", "function", "gateway", "gpu", "grpc", "handler", "host", "http", "https", "hub", "idp", "index",
    "indexer", "ingest", "ingestion", "ingress", "interface", "kafka", "kernel", "kubelet", "kubernetes", "lambda", "layer", "ledger",
    "library", "listener", "llm", "loadbalancer", "loader", "localstorage", "logger", "logs", "manager", "mcp", "memory", "microservice",
    "middleware", "minio", "mobile", "model", "module", "mongo", "mongodb", "mysql", "nat", "neo4j", "network", "nginx", "node",
    "notifier", "oauth", "openai", "operator", "orchestrator", "orm", "parser", "payload", "peer", "persistence", "pinecone", "pipeline",
    "platform", "plugin", "pod", "postgres", "postgresql", "process", "processor", "producer", "prometheus", "provider", "proxy",
    "publisher", "pubsub", "qdrant", "queue", "rabbitmq", "rds", "react", "receiver", "redis", "registry", "relay", "replica",
    "repository", "resolver", "rest", "route", "router", "rpc", "runtime", "s3", "saas", "sandbox", "scanner", "scheduler", "schema",
    "sdk", "sender", "sensor", "server", "serverless", "service", "session", "shard", "sidecar", "sink", "smart", "socket", "source",
    "spa", "sqlite", "sql", "sqs", "stellar", "storage", "store", "stream", "stripe", "subgraph", "subscriber", "subsystem", "supabase",
    "switch", "system", "table", "tcp", "telemetry", "tls", "tool", "topic", "transformer", "vault", "vector", "vercel", "vm",
    "volume", "vpc", "wallet", "watcher", "web", "webapp", "webhook", "websocket", "worker", "ws",
];

/// Screens, their parts, and what people do with them.
const SCREENS: &[&str] = &[
    "banner", "button", "cancel", "card", "carousel", "chooses", "choose", "click", "clicks", "confirm", "confirmation", "drawer",
    "dropdown", "footer", "form", "header", "hero", "home", "homepage", "icon", "landing", "link", "login", "logo", "logout", "menu",
    "modal", "nav", "navbar", "navigation", "onboarding", "page", "pages", "panel", "popup", "press", "profile", "screen", "scroll",
    "search", "see", "sees", "select", "selects", "settings", "sidebar", "signup", "splash", "submit", "swipe", "tab", "tabs", "tap",
    "taps", "toast", "toolbar", "view", "views", "visit", "visits", "widget", "wizard",
];

/// Words that open a step of a person at a screen.
const STEPS: &[&str] = &[
    "browse", "browses", "choose", "chooses", "click", "clicks", "customer", "enter", "enters", "fill", "fills", "go", "log", "login", "logs", "open",
    "opens", "register", "registers", "see", "sees", "select", "selects", "sign", "submit", "submits", "tap", "taps", "user", "view", "views", "visit",
    "visitor",
];

/// States of a thing, as whole labels.
const STATES: &[&str] = &[
    "accepted", "active", "approved", "archived", "assigned", "available", "blocked", "booked", "cancelled", "canceled", "claimed",
    "closed", "closing", "committed", "completed", "complete", "confirmed", "connected", "connecting", "created", "deleted", "delivered",
    "disabled", "disconnected", "dispatched", "done", "draft", "dropped", "enabled", "ended", "error", "executed", "executing", "expired",
    "failed", "finished", "funded", "idle", "in_progress", "in progress", "inactive", "initializing", "loading", "locked", "new", "offline",
    "online", "on trip", "open", "opened", "paid", "paused", "pending", "planned", "playing", "processing", "published", "queued", "ready",
    "received", "refunded", "rejected", "released", "requested", "resolved", "retired", "retrying", "revoked", "running", "scheduled",
    "sent", "settled", "shipped", "started", "starting", "stopped", "stopping", "submitted", "succeeded", "success", "suspended",
    "terminated", "under review", "in review", "unlocked", "updated", "validated", "verified", "waiting", "withdrawn",
];

/// Steps and places of building, testing and releasing software, and of planning work.
const DELIVERY: &[&str] = &[
    "branch", "build", "ci", "commit", "deploy", "deployment", "develop", "e2e", "feature", "hotfix", "integration", "lint", "main",
    "master", "merge", "milestone", "phase", "pr", "prod", "production", "push", "release", "sprint", "staging", "test", "tests", "unit",
    "week",
];

/// Headings and captions under which a drawing shows how data moves.
const FLOW_CONTEXT: &[&str] = &[
    "architecture", "data flow", "dataflow", "dfd", "component", "system overview", "system design", "high level", "high-level", "topology",
    "infrastructure", "sequence", "request flow", "message flow", "event flow", "pipeline", "integration", "context diagram", "container diagram",
    "runtime", "interaction", "communication", "protocol", "ingestion", "processing", "execution flow", "system flow", "how it works", "overview",
];

/// Headings and captions under which a drawing shows something else.
const OTHER_CONTEXT: &[(&str, DiagramKind)] = &[
    ("state machine", DiagramKind::State),
    ("state diagram", DiagramKind::State),
    ("state transition", DiagramKind::State),
    ("status transition", DiagramKind::State),
    ("status flow", DiagramKind::State),
    ("lifecycle", DiagramKind::State),
    ("life cycle", DiagramKind::State),
    ("user flow", DiagramKind::Ui),
    ("user journey", DiagramKind::Ui),
    ("customer journey", DiagramKind::Ui),
    ("wireframe", DiagramKind::Ui),
    ("mockup", DiagramKind::Ui),
    ("screen", DiagramKind::Ui),
    ("wizard", DiagramKind::Ui),
    ("navigation", DiagramKind::Ui),
    ("sitemap", DiagramKind::Ui),
    ("site map", DiagramKind::Ui),
    ("page layout", DiagramKind::Ui),
    ("ui layout", DiagramKind::Ui),
    ("layout", DiagramKind::Ui),
    ("user interface", DiagramKind::Ui),
    ("entity relationship", DiagramKind::Er),
    ("er diagram", DiagramKind::Er),
    ("relationships", DiagramKind::Er),
    ("class diagram", DiagramKind::Class),
    ("folder structure", DiagramKind::Tree),
    ("directory structure", DiagramKind::Tree),
    ("project structure", DiagramKind::Tree),
    ("file structure", DiagramKind::Tree),
    ("git", DiagramKind::Other),
    ("branching", DiagramKind::Other),
    ("ci/cd", DiagramKind::Other),
    ("test pyramid", DiagramKind::Other),
    ("testing pyramid", DiagramKind::Other),
    ("timeline", DiagramKind::Other),
    ("roadmap", DiagramKind::Other),
    ("gantt", DiagramKind::Other),
    ("implementation order", DiagramKind::Other),
    ("development workflow", DiagramKind::Other),
    ("critical path", DiagramKind::Other),
    ("org chart", DiagramKind::Other),
    ("formula", DiagramKind::Other),
];

/// Decides by the words of the nodes, and where these say nothing, by the words around the diagram.
pub(crate) fn judge(parts: &Parts, context: &Context<'_>) -> DiagramKind {
    let count = parts.labels.len();
    if count < 2 {
        return DiagramKind::Other;
    }
    let (mut components, mut screens, mut states, mut delivery, mut caps) = (parts.stores, 0, 0, 0, 0);
    for label in &parts.labels {
        let words = words(label);
        let has = |list: &[&str]| words.iter().any(|w| is_in(list, w));
        let step = words.len() > 1 && STEPS.contains(&words[0].as_str()) && !words.last().is_some_and(|w| is_in(COMPONENTS, w));
        let component = !step && has(COMPONENTS);
        let whole = label.trim().to_lowercase();
        let state = STATES.contains(&whole.as_str()) || STATES.contains(&whole.replace('_', " ").as_str());
        states += usize::from(state);
        components += usize::from(component && !state);
        screens += usize::from(!state && (step || has(SCREENS) || label.starts_with('/')));
        delivery += usize::from(!component && has(DELIVERY));
        caps += usize::from(!label.contains(' ') && label.len() > 2 && label.chars().all(|c| c.is_ascii_uppercase() || c == '_'));
    }
    let around = format!("{}\n{}", context.heading, context.before).to_lowercase();
    let other = OTHER_CONTEXT.iter().filter(|(words, _)| holds(&around, words)).map(|(_, kind)| *kind).next();
    let flow = FLOW_CONTEXT.iter().any(|words| around.contains(words));
    if states * 2 >= count || caps * 3 >= count * 2 && components * 2 < count {
        return DiagramKind::State;
    }
    if delivery * 2 >= count && delivery > components {
        return DiagramKind::Other;
    }
    if let Some(kind) = other.filter(|_| !flow || components * 4 < count)
        && (components < 3 || components < screens || matches!(kind, DiagramKind::Er | DiagramKind::Tree | DiagramKind::Class))
    {
        return kind;
    }
    let shown = if holds(&around, "flow") || holds(&around, "dataflow") || parts.named_edges * 2 > parts.edges {
        DiagramKind::DataFlow
    } else {
        DiagramKind::Architecture
    };
    if components >= 2 && components >= screens {
        return shown;
    }
    if screens > components && screens * 3 >= count {
        return DiagramKind::Ui;
    }
    let known = flow && (components > 0 || screens == 0 && parts.edges > 0) || components * 3 >= count;
    if known { shown } else { DiagramKind::Other }
}

/// Number of nodes that are components by their words or shape.
pub(super) fn components(parts: &Parts) -> usize {
    parts.stores + parts.labels.iter().filter(|label| words(label).iter().any(|w| is_in(COMPONENTS, w))).count()
}

/// Number of different words for components in a text.
pub(crate) fn components_named(text: &str) -> usize {
    let named = words(text).into_iter().filter(|word| is_in(COMPONENTS, word));
    named.collect::<std::collections::BTreeSet<_>>().len()
}

/// Verbs of data that goes from one part to another.
const TRANSFERS: &[&str] = &[
    "calls", "enqueues", "fetches", "forwards", "inserts", "invokes", "loads", "passes", "persists", "polls", "posts", "publishes", "pulls",
    "pushes", "queries", "reads", "receives", "replies", "requests", "responds", "returns", "routes", "saves", "sends", "stores", "streams",
    "submits", "takes", "uploads", "writes",
];

/// True for a sentence in which two or more components are named and something goes between them.
pub(crate) fn is_hop(text: &str) -> bool {
    let words = words(text);
    words.iter().any(|word| TRANSFERS.contains(&word.as_str())) && words.iter().filter(|word| is_in(COMPONENTS, word)).count() >= 2
}

/// True when `words` stands in `text` with no letter on either side.
fn holds(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].trim_start_matches('s').chars().next();
        before.is_none_or(|c| !c.is_alphanumeric()) && after.is_none_or(|c| !c.is_alphanumeric())
    })
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.contains(&word) || word.strip_suffix('s').is_some_and(|one| list.contains(&one))
}

/// Lower-case words of a label; `FileParserService` has three.
fn words(label: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut lower = false;
    for c in label.chars() {
        if !c.is_alphanumeric() || lower && c.is_uppercase() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
        }
        lower = c.is_lowercase();
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
