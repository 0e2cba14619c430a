//! The words in a diagram to what it shows.

use super::DiagramKind;
use super::words::{COMPONENTS, DELIVERY, SCREENS, STATES, STEPS, TRANSFERS, Words};

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
    /// Connections.
    pub edges: usize,
    /// Connections with words on them.
    pub named_edges: usize,
}

/// Headings and captions under which a drawing shows how data moves.
const FLOW_CONTEXT: &[&str] = &[
    "architecture",
    "data flow",
    "dataflow",
    "dfd",
    "component",
    "system overview",
    "system design",
    "high level",
    "high-level",
    "topology",
    "infrastructure",
    "sequence",
    "request flow",
    "message flow",
    "event flow",
    "pipeline",
    "integration",
    "context diagram",
    "container diagram",
    "runtime",
    "interaction",
    "communication",
    "protocol",
    "ingestion",
    "processing",
    "execution flow",
    "system flow",
    "how it works",
    "overview",
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
        let has = |list: &Words| words.iter().any(|w| is_in(list, w));
        let step = is_step(&words);
        let component = !step && has(&COMPONENTS);
        let whole = label.trim().to_lowercase();
        let state = STATES.contains(whole.as_str()) || STATES.contains(whole.replace('_', " ").as_str());
        states += usize::from(state);
        components += usize::from(component && !state);
        screens += usize::from(!state && (step || has(&SCREENS) || label.starts_with('/')));
        delivery += usize::from(!component && has(&DELIVERY));
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
    let shown = if holds(&around, "flow") || holds(&around, "dataflow") || parts.named_edges > 0 && parts.named_edges * 2 >= parts.edges {
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

/// "User uploads a photo", "Open the settings", but not "User service" or "View store".
fn is_step(words: &[String]) -> bool {
    let [first, rest @ ..] = words else { return false };
    match first.as_str() {
        "user" | "customer" | "visitor" => !rest.is_empty() && !rest.iter().any(|w| is_in(&COMPONENTS, w)),
        verb => STEPS.contains(verb) && rest.last().is_some_and(|w| !is_in(&COMPONENTS, w)),
    }
}

/// Number of nodes that are components by their words or shape.
pub(super) fn components(parts: &Parts) -> usize {
    parts.stores + parts.labels.iter().filter(|label| words(label).iter().any(|w| is_in(&COMPONENTS, w))).count()
}

/// Number of different words for components in a text.
pub(crate) fn components_named(text: &str) -> usize {
    let named = words(text).into_iter().filter(|word| is_in(&COMPONENTS, word));
    named.collect::<std::collections::BTreeSet<_>>().len()
}

/// True for a sentence in which two or more components are named and something goes between them.
pub(crate) fn is_hop(text: &str) -> bool {
    let (mut goes, mut components) = (false, 0);
    each_word(text, |word| {
        goes |= TRANSFERS.contains(word);
        components += usize::from(is_in(&COMPONENTS, word));
    });
    goes && components >= 2
}

/// True when `words` stands in `text` with no letter on either side.
fn holds(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].trim_start_matches('s').chars().next();
        before.is_none_or(|c| !c.is_alphanumeric()) && after.is_none_or(|c| !c.is_alphanumeric())
    })
}

fn is_in(list: &Words, word: &str) -> bool {
    list.contains(word) || word.strip_suffix('s').is_some_and(|one| list.contains(one))
}

/// Lower-case words of a label; `FileParserService` has three.
pub(super) fn words(label: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(label, |word| words.push(word.to_owned()));
    words
}

/// Calls `with` for each of the [`words`] of a label.
fn each_word(label: &str, mut with: impl FnMut(&str)) {
    let mut word = String::new();
    let mut lower = false;
    for c in label.chars() {
        if (!c.is_alphanumeric() || lower && c.is_uppercase()) && !word.is_empty() {
            with(&word);
            word.clear();
        }
        lower = c.is_lowercase();
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
    if !word.is_empty() {
        with(&word);
    }
}
