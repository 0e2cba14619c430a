//! The state of each topic in a document, on the ladder from missing to present.

use super::saying::{Sayings, is_unit, parts_of};
use super::structure::Structures;
use super::timeline;
use super::{DataFlow, DataFlowState, KindFact, Reading};
use crate::checklist::{Entry, HeadingFit, Side, Topic};
use crate::diagram::Diagram;
use crate::document::{Block, BlockKind, Section, heading_keys, plain};
use crate::lexicon::Hit;
use crate::rule::DocKind;
use crate::source::Span;
use serde::Serialize;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// Words under a partial heading that are an answer by themselves, for topics that say so.
const SUBSTANCE: usize = 25;

/// Where a topic stands. Order is from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum TopicState {
    /// No heading for it and no sentence that says it.
    #[default]
    Missing,
    /// A heading with nothing below it.
    Empty,
    /// A heading with a placeholder below it.
    Placeholder,
    /// "N/A" without a reason.
    NotApplicableBare,
    /// A heading with a handful of words.
    Thin,
    /// "N/A" with a reason: accepted.
    NotApplicableReasoned,
    /// Said under another heading: accepted.
    Partial,
    /// A heading of its own with content.
    Present,
}

impl TopicState {
    /// True when a reviewer can work with it.
    pub fn is_accepted(self) -> bool {
        self >= Self::NotApplicableReasoned
    }
}

/// A topic in one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicFact {
    /// Where it stands.
    pub state: TopicState,
    /// The section that was judged, heading included.
    pub section: Option<Span>,
    /// Words of its heading, or of what was accepted instead.
    pub place: Option<Span>,
    /// When missing: the nearest passage that speaks of it.
    pub mention: Option<Span>,
    /// When not accepted: whether its words occur at all.
    pub spoken: Spoken,
}

/// Whether the words of a topic ([`Topic::touches`]) occur in a document that does not say it in words which are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spoken {
    /// Nowhere.
    #[default]
    Not,
    /// Only where something is planned, denied, asked or open; the first words.
    Open(Span),
    /// Yes: what is said of it, a reader has to judge.
    Of,
}

impl TopicFact {
    fn said_at(place: Span) -> Self {
        Self { state: TopicState::Partial, place: Some(place), ..Self::default() }
    }
}

pub(super) fn states(reading: &Reading<'_>, kind: &KindFact, diagrams: &[Diagram], data_flow: &DataFlow) -> Vec<TopicFact> {
    let clues = Clues::of(reading, diagrams);
    let topics = &reading.checklist.topics;
    // What documents of one kind alone speak of is not looked for in others.
    let is_alone = |id: &DocKind| reading.checklist.kind(id.as_str()).is_some_and(|kind| kind.side == Side::Alone);
    let is_foreign =
        |topic: &Topic| !topic.applies_to.is_empty() && !topic.applies_to.contains(&kind.id) && topic.applies_to.iter().all(is_alone);
    let fact = |(index, topic): (usize, &Topic)| {
        if is_foreign(topic) { TopicFact::default() } else { state(reading, index, kind, &clues, data_flow) }
    };
    let mut states: Vec<TopicFact> = topics.iter().enumerate().map(fact).collect();
    for (index, topic) in topics.iter().enumerate().filter(|(_, topic)| !topic.parts.is_empty()) {
        let parts = topic.parts.iter().filter_map(|part| reading.checklist.topic_index(part.as_str()));
        let mut said: Vec<Span> =
            parts.map(|part| &states[part]).filter(|part| part.state.is_accepted()).filter_map(|part| part.place).collect();
        said.sort_unstable();
        said.dedup();
        if states[index].state == TopicState::Missing && said.len() >= ENOUGH_PARTS {
            states[index] = TopicFact::said_at(said[0]);
        }
    }
    states
}

/// Parts of a topic, in different places, that answer for the whole.
const ENOUGH_PARTS: usize = 2;

/// What a document holds on each topic outside of its headings.
struct Clues<'a> {
    evidence: Vec<Vec<&'a Hit>>,
    mentions: Vec<Vec<&'a Hit>>,
    /// Mentions wherever they stand, in headings too.
    spoken: Vec<Vec<&'a Hit>>,
    /// Spans of words of each list, in order.
    words: BTreeMap<&'a str, Vec<Span>>,
    /// Bold words in front of a block and first cells of rows that name a topic.
    labels: Vec<Vec<Span>>,
    /// The first of such words with nothing, or a placeholder, behind them.
    blanks: Vec<Option<Span>>,
    structures: Structures,
    /// What stands under each heading, made when a topic first asks.
    contents: Vec<OnceCell<Content>>,
    /// The text in lower case, made when a topic first asks.
    lower: OnceCell<String>,
}

impl<'a> Clues<'a> {
    fn of(reading: &'a Reading<'_>, diagrams: &[Diagram]) -> Self {
        let count = reading.checklist.topics.len();
        let (labels, blanks) = labels(reading);
        let mut clues = Self {
            evidence: vec![Vec::new(); count],
            mentions: vec![Vec::new(); count],
            spoken: vec![Vec::new(); count],
            words: BTreeMap::new(),
            labels,
            blanks,
            structures: Structures::of(reading, diagrams),
            contents: vec![OnceCell::new(); reading.document.sections.len()],
            lower: OnceCell::new(),
        };
        for (hit, entry) in reading.entries() {
            if let Entry::Mention(topic) = entry {
                clues.spoken[*topic].push(hit);
            }
            match entry {
                Entry::Evidence(topic) if counts(reading, hit, *topic) => clues.evidence[*topic].push(hit),
                Entry::Mention(topic) if counts(reading, hit, *topic) => clues.mentions[*topic].push(hit),
                Entry::Word(list) => clues.words.entry(list).or_default().push(hit.span),
                _ => {}
            }
        }
        for spans in clues.words.values_mut() {
            spans.sort_unstable();
        }
        clues
    }

    /// Whether a topic is spoken of at all where a document states something: in no code or task that is open, and in a heading only where
    /// something stands below and it names nothing else.
    fn spoken_of(&self, reading: &Reading<'_>, declared: &Topic) -> Spoken {
        let lower = self.lower.get_or_init(|| reading.text.to_ascii_lowercase());
        // A reason may deny: what counts in any clause is spoken of in any.
        let holds = declared.structures.iter().any(|structure| structure.starts_with("said:"));
        let sayings = Sayings { reading, elsewhere: &[], holds };
        let mut open = Spoken::Not;
        let begins = |part: &Span| declared.touches.iter().any(|word| begun(lower, *part, word).next().is_some());
        let is_asked_alike =
            |topic: usize| reading.checklist.topics[topic].applies_to.iter().any(|kind| declared.applies_to.contains(kind));
        let is_home = |(id, section): (usize, &Section)| {
            section.heading.as_ref().is_some_and(|heading| begins(&heading.text_span))
                && !reading.is_title(id)
                && !reading.uses[id].iter().any(|used| used.fit == HeadingFit::Full && is_asked_alike(used.topic))
                && self.contents[id].get_or_init(|| content(reading, id)).state(declared).is_accepted()
                && sayings.states_under(id)
        };
        if reading.document.sections.iter().enumerate().any(is_home) {
            return Spoken::Of;
        }
        for block in &reading.document.blocks {
            if headers_of(block, reading).iter().any(begins) {
                return Spoken::Of;
            }
            for part in parts_of(block, reading.document) {
                let touches = declared.touches.iter().flat_map(|word| begun(lower, part, word));
                for touch in touches.filter(|touch| !is_unit(reading.text, touch.trimmed(reading.text))) {
                    if sayings.stands_at(block, part, touch) {
                        return Spoken::Of;
                    }
                    if open == Spoken::Not {
                        open = Spoken::Open(touch);
                    }
                }
            }
        }
        open
    }

    /// True when a word of `list` stands within `passage` beside `own`.
    fn has_word(&self, list: &str, passage: Span, own: Span) -> bool {
        let Some(spans) = self.words.get(list) else { return false };
        let from = spans.partition_point(|s| s.start < passage.start);
        spans[from..].iter().take_while(|s| s.start < passage.end).any(|s| s.end <= own.start || s.start >= own.end)
    }
}

/// Headers of a table below which something stands: "Triage" over names says who does it.
fn headers_of(block: &Block, reading: &Reading<'_>) -> Vec<Span> {
    let BlockKind::Table(index) = block.kind else { return Vec::new() };
    let table = &reading.document.tables[index];
    let is_filled =
        |at: &usize| table.rows.iter().any(|row| row.get(*at).is_some_and(|cell| cell.of(reading.text).contains(char::is_alphanumeric)));
    (0..table.header.len()).filter(is_filled).map(|at| table.header[at]).collect()
}

/// Where in a part of a text words begin with `word`; where it ends with a blank, words that end with it as well.
fn begun<'t>(lower: &'t str, part: Span, word: &'t str) -> impl Iterator<Item = Span> + use<'t> {
    let (own, is_whole) = word.strip_suffix(' ').map_or((word, false), |own| (own, true));
    let found = part.of(lower).match_indices(own).map(move |(at, _)| part.start as usize + at);
    let starts = found.filter(move |at| {
        let ends = || !is_whole || !lower[at + own.len()..].starts_with(char::is_alphanumeric);
        !lower[..*at].ends_with(char::is_alphanumeric) && ends()
    });
    starts.map(|at| Span::new(at, at + own.len()))
}

/// True for words that stand where a document says what is: no code, no heading, no part on what is not done, unless
/// that part is a place of the topic.
fn counts(reading: &Reading<'_>, hit: &Hit, topic: usize) -> bool {
    let Some(block) = reading.block_of(hit) else { return false };
    let mut around = reading.document.around(block.section);
    !matches!(block.kind, BlockKind::Code { .. })
        && (!reading.silent[block.section] || around.any(|id| reading.uses[id].iter().any(|u| u.topic == topic)))
}

/// Passages that say a topic, and how many of its `enough` they are worth.
struct Proofs {
    spans: Vec<Span>,
    weight: usize,
}

fn proofs(reading: &Reading<'_>, topic: usize, kind: &KindFact, clues: &Clues<'_>) -> Proofs {
    let declared = &reading.checklist.topics[topic];
    let enough = declared.enough as usize;
    let mut spans = Vec::new();
    let mut phrases: BTreeSet<String> = BTreeSet::new();
    let mut homes: BTreeSet<u32> = BTreeSet::new();
    for hit in &clues.evidence[topic] {
        if is_of_another_time(clues, topic, reading.passage(hit)) {
            continue;
        }
        spans.push(hit.span);
        phrases.insert(hit.span.of(reading.text).to_lowercase());
        homes.insert(hit.home);
    }
    let mut weight = phrases.len().max(homes.len());
    for structure in &declared.structures {
        let before = spans.len();
        if let Some(list) = structure.strip_prefix("with:") {
            let said = clues.mentions[topic].iter().filter(|hit| {
                let passage = reading.passage(hit);
                clues.has_word(list, passage, hit.span) && !is_of_another_time(clues, topic, passage)
            });
            spans.extend(said.map(|hit| hit.span));
        } else if let Some((form, wanted)) = structure.split_once(':').filter(|(form, _)| matches!(*form, "said" | "beside")) {
            let sayings = Sayings { reading, elsewhere: &declared.not_headings, holds: form == "said" };
            let asked = clues.spoken[topic].iter().filter(|_| declared.applies_to.contains(&kind.id));
            spans.extend(asked.filter(|hit| sayings.is_said(hit, wanted)).map(|hit| hit.span));
        } else if structure == "one-hour" {
            spans.extend(timeline::one_hour(reading).filter(|_| declared.applies_to.contains(&kind.id)));
        } else if structure == "labels" {
            spans.extend(&clues.labels[topic]);
        } else {
            spans.extend(clues.structures.get(structure));
        }
        weight += if spans.len() > before { enough } else { 0 };
    }
    spans.sort_unstable();
    Proofs { spans, weight }
}

/// True for a passage about what is planned or left out, unless that is the topic.
fn is_of_another_time(clues: &Clues<'_>, topic: usize, passage: Span) -> bool {
    let Some(spans) = clues.words.get("not-now") else { return false };
    let from = spans.partition_point(|s| s.start < passage.start);
    let mut words = spans[from..].iter().take_while(|s| s.start < passage.end);
    words.any(|word| !clues.evidence[topic].iter().any(|hit| hit.span.start < word.end && word.start < hit.span.end))
}

fn state(reading: &Reading<'_>, topic: usize, kind: &KindFact, clues: &Clues<'_>, data_flow: &DataFlow) -> TopicFact {
    let declared = &reading.checklist.topics[topic];
    // In a design, a goal or a persona named in passing states none: only a place of its own does.
    let headed = has(declared, "expected-only") && !declared.applies_to.contains(&kind.id);
    let proofs = proofs(reading, topic, kind, clues);
    let mut best = by_heading(reading, topic, headed, &proofs, clues);
    if has(declared, "data-flow") {
        match data_flow.state {
            DataFlowState::Diagram => {
                return TopicFact { state: TopicState::Present, section: data_flow.span, place: data_flow.span, ..TopicFact::default() };
            }
            DataFlowState::Prose => {
                return TopicFact { state: TopicState::Partial, section: data_flow.span, place: data_flow.span, ..TopicFact::default() };
            }
            // Words under a heading are no flow, and no gap in a section either; an "N/A" with a reason is an answer.
            DataFlowState::Absent if best.state >= TopicState::Partial => {
                best = TopicFact { mention: best.place, ..TopicFact::default() };
            }
            DataFlowState::Absent => {}
        }
    }
    // A hint to the author may use the words that it asks for.
    let hint = best.section.filter(|_| best.state == TopicState::Placeholder);
    let said = proofs.spans.iter().copied().find(|s| !hint.is_some_and(|hint| hint.contains(*s)));
    if let Some(first) = said
        && !headed
        && best.state < TopicState::NotApplicableReasoned
        && proofs.weight >= declared.enough as usize
    {
        return TopicFact::said_at(first);
    }
    // Words that take others beside them to say it ("fix", "request") lead nobody to the place.
    let named = clues.mentions[topic].first().filter(|_| declared.touches.is_empty()).map(|h| h.span);
    let passing = || proofs.spans.first().copied().or(named);
    // A place for it with nothing in it says more than words elsewhere.
    let blank = best.place.filter(|_| best.state < TopicState::Thin).or(clues.blanks[topic]);
    let is_asked = !declared.touches.is_empty() && declared.applies_to.contains(&kind.id);
    best.spoken = match blank {
        _ if best.state.is_accepted() || !is_asked => Spoken::Not,
        Some(place) => Spoken::Open(place),
        None => clues.spoken_of(reading, declared),
    };
    best.mention = if best.state == TopicState::Missing { best.mention.or_else(passing) } else { None };
    best
}

/// The best section whose heading names the topic, or may hold it.
fn by_heading(reading: &Reading<'_>, topic: usize, headed: bool, proofs: &Proofs, clues: &Clues<'_>) -> TopicFact {
    let declared = &reading.checklist.topics[topic];
    let mut best = TopicFact::default();
    // Level of the heading that may be the place for it.
    let mut looks_alike = None;
    for (id, uses) in reading.uses.iter().enumerate() {
        let Some(fit) = uses.iter().find(|u| u.topic == topic).map(|u| u.fit) else { continue };
        let section = &reading.document.sections[id];
        let Some(heading) = &section.heading else { continue };
        if section.parent.is_some_and(|parent| reading.silent[parent]) || reading.is_title(id) || headed && fit == HeadingFit::Partial {
            continue;
        }
        let mut state = clues.contents[id].get_or_init(|| content(reading, id)).state(declared);
        if fit == HeadingFit::Partial {
            if looks_alike.is_none_or(|known: u8| heading.level < known) {
                looks_alike = Some(heading.level);
                best.mention = Some(heading.text_span);
            }
            let said = is_said_under(reading, id, declared, proofs, clues);
            state = if state >= TopicState::Partial && said { TopicState::Partial } else { TopicState::Missing };
        }
        if state > best.state {
            best = TopicFact { state, section: Some(section.span), place: Some(heading.text_span), ..best };
        }
    }
    best
}

/// True when a section that may hold a topic does.
fn is_said_under(reading: &Reading<'_>, id: usize, declared: &Topic, proofs: &Proofs, clues: &Clues<'_>) -> bool {
    let span = reading.document.sections[id].span;
    let from = proofs.spans.partition_point(|s| s.start < span.start);
    let said = proofs.spans.get(from).is_some_and(|s| s.end <= span.end);
    let substance = has(declared, "substance") && reading.words_under[id] >= SUBSTANCE;
    said || substance || has(declared, "vendors") && clues.structures.get("vendor").any(|s| span.contains(s))
}

/// True when a topic declares the structure `name`.
fn has(topic: &Topic, name: &str) -> bool {
    topic.structures.iter().any(|s| s == name)
}

/// Topics that bold words and first cells name, with where; and the first of those bold words with nothing behind them.
fn labels(reading: &Reading<'_>) -> (Vec<Vec<Span>>, Vec<Option<Span>>) {
    let mut found = vec![Vec::new(); reading.checklist.topics.len()];
    let mut blanks: Vec<Option<Span>> = vec![None; reading.checklist.topics.len()];
    let mut add = |label: &str, span: Span, is_blank: bool| {
        for key in heading_keys(label.trim_end_matches([':', '*', ' '])) {
            for used in reading.checklist.headings.get(key.as_str()).into_iter().flatten() {
                match (used.fit, is_blank) {
                    (HeadingFit::Full, false) => found[used.topic].push(span),
                    (HeadingFit::Full, true) => blanks[used.topic] = blanks[used.topic].or(Some(span)),
                    _ => {}
                }
            }
        }
    };
    for block in reading.document.blocks.iter().filter(|b| !reading.silent[b.section]) {
        if let BlockKind::Table(index) = block.kind {
            for row in &reading.document.tables[index].rows {
                let said = row.iter().skip(1).any(|cell| has_words(cell.of(reading.text), 2));
                for cell in row.iter().take(2).filter(|cell| said && cell.of(reading.text).len() <= 60) {
                    add(&plain(cell.of(reading.text)), *cell, false);
                }
            }
        } else if let Some(lead) = block.lead
            && lead.of(reading.text).len() <= 60
        {
            let rest = Span { start: lead.end, end: block.span.end };
            if has_words(rest.of(reading.text), 3) {
                add(&plain(lead.of(reading.text)), lead, false);
            } else if !has_words(rest.of(reading.text), 1) {
                add(&plain(lead.of(reading.text)), lead, true);
            }
        }
    }
    (found, blanks)
}

/// True for text of that many words which is no placeholder.
fn has_words(text: &str, least: usize) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).nth(least - 1).is_some() && !is_placeholder(text)
}

/// What stands under a section's heading.
#[derive(Clone, Copy)]
enum Content {
    /// The same for every topic.
    Is(TopicState),
    /// Text of so many words, of which a topic may want more.
    Words(usize),
}

impl Content {
    fn state(self, declared: &Topic) -> TopicState {
        match self {
            Self::Is(state) => state,
            Self::Words(words) if (words as u32) < declared.thin_below => TopicState::Thin,
            Self::Words(_) => TopicState::Present,
        }
    }
}

fn content(reading: &Reading<'_>, id: usize) -> Content {
    use TopicState::{Empty, NotApplicableBare, NotApplicableReasoned, Partial, Placeholder, Present};
    let document = reading.document;
    let section = &document.sections[id];
    let blocks = document.blocks_under(id);
    let solid = blocks.iter().any(|b| match &b.kind {
        BlockKind::Code { .. } => !b.span.is_empty(),
        BlockKind::Table(index) => document.tables[*index].rows.iter().any(|row| {
            let mut cells = row.iter().skip(1);
            cells.any(|c| !c.is_empty() && !is_placeholder(c.of(reading.text)))
        }),
        _ => false,
    }) || document.images.iter().any(|i| section.span.contains(i.span));
    let words = reading.words_under[id];
    if solid || words >= 60 {
        return Content::Is(Present);
    }
    let raw = blocks.iter().map(|b| match b.kind {
        // No row says anything: its cells are what is to come.
        BlockKind::Table(_) => "TBD",
        // Marks of emphasis around a block are not part of it.
        _ => b.span.lines(reading.text).of(reading.text).trim_start_matches(['>', ' ']).trim_end(),
    });
    let mut prose = raw.map(|t| (t, plain(t))).filter(|(_, t)| !t.is_empty());
    let Some((raw, first)) = prose.next() else { return Content::Is(Empty) };
    let open = |raw: &str, plain: &str| is_placeholder(raw) || is_placeholder(plain);
    // Of nearly all sections the first block tells enough.
    let opens_open = open(raw, &first);
    if opens_open || may_stand_for_content(&first) {
        let rest: Vec<(&str, String)> = prose.collect();
        if opens_open && rest.iter().all(|(raw, plain)| open(raw, plain)) {
            return Content::Is(Placeholder);
        }
        let text = std::iter::once(first.as_str()).chain(rest.iter().map(|(_, t)| t.as_str())).collect::<Vec<_>>().join(" ");
        if let Some(reasoned) = not_applicable(&text, rest.len() + 1) {
            return Content::Is(if reasoned { NotApplicableReasoned } else { NotApplicableBare });
        }
        if points_elsewhere(&text) {
            return Content::Is(Partial);
        }
    }
    let items = blocks.iter().filter(|b| matches!(b.kind, BlockKind::Item { .. })).count();
    if items < 3 { Content::Words(words) } else { Content::Is(Present) }
}

/// Words of the longest text that only marks a place, unless it is one name in braces.
const LONGEST_PLACEHOLDER: usize = 25;

/// True for "TBD", "[describe here]", "{{goals}}" and what else stands where text is to come.
fn is_placeholder(text: &str) -> bool {
    let mut words = text.split_whitespace().filter(|word| word.bytes().any(|byte| byte.is_ascii_alphanumeric()));
    if !text.starts_with("{{") && words.nth(LONGEST_PLACEHOLDER).is_some() {
        return false;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let words = bare.split_whitespace().count();
    let marks = [
        "tbd",
        "tba",
        "tbc",
        "todo",
        "fixme",
        "to be decided",
        "to be determined",
        "to be defined",
        "to be confirmed",
        "to be added",
        "to be written",
        "to be filled",
        "coming soon",
        "wip",
        "work in progress",
        "lorem ipsum",
        "placeholder",
        "under construction",
        "fill in",
    ];
    bare.is_empty() && !text.is_empty()
        || words <= 12 && marks.iter().any(|m| bare.strip_prefix(m).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
        || text.starts_with(['[', '{', '<', '_', '*'])
            && text.ends_with([']', '}', '>', '_', '*', '.'])
            && words <= LONGEST_PLACEHOLDER
            && !text.contains("](")
            && is_hint(bare)
        || text.starts_with("{{") && text.ends_with("}}")
        || text.starts_with('[') && text.ends_with(']') && words <= 16
        || text.starts_with('<') && text.ends_with('>') && words <= 16
}

/// True for words that tell an author what to write.
fn is_hint(bare: &str) -> bool {
    let hints = [
        "describe", "insert", "add", "list", "explain", "provide", "your", "enter", "write", "specify", "fill", "name", "replace", "what",
        "how", "e g",
    ];
    hints.iter().any(|hint| bare.strip_prefix(hint).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// Openings of text whose content is elsewhere.
const ELSEWHERE: &[&str] = &[
    "see ",
    "refer to ",
    "same as ",
    "the same as ",
    "as in ",
    "as described in ",
    "as specified in ",
    "described in ",
    "discussed in ",
    "covered in ",
    "covered by ",
    "defined in ",
    "documented in ",
    "specified in ",
    "inherited from ",
    "inherits ",
    "identical to ",
];
/// Openings of text that says there is none.
const NONE: &[&str] = &["n/a", "not applicable", "none", "na", "nothing", "does not apply", "not relevant", "not required", "not needed"];
/// Openings of a sentence that says there is none of something.
const DENIALS: &[&str] = &["no ", "there are no ", "there is no "];

/// True for text that may stand where content is to stand, by its first words.
fn may_stand_for_content(text: &str) -> bool {
    let longest = [ELSEWHERE, NONE, DENIALS].into_iter().flatten().map(|opening| opening.len()).max().unwrap_or_default();
    let opening: String = text.chars().skip_while(|c| !c.is_alphanumeric()).take(longest).collect();
    let opening = opening.to_lowercase();
    [ELSEWHERE, NONE, DENIALS].into_iter().flatten().any(|known| opening.starts_with(known.trim_end()))
}

/// True for "See the considerations of EIP-3540.", "Same as in RFC 12.": the content is elsewhere, and where is said.
fn points_elsewhere(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    ELSEWHERE.iter().any(|opening| bare.strip_prefix(opening).is_some_and(|rest| rest.contains(char::is_alphanumeric)))
}

/// Words that bring a reason.
const BECAUSE: &[&str] = &["because", " as ", " since ", " so ", "only ", "does not", "doesn't", "discussed in", "covered in", "see "];

/// Some(true) for "N/A" with a reason, Some(false) for a bare one, None for other text.
fn not_applicable(text: &str, blocks: usize) -> Option<bool> {
    let lower = text.to_lowercase();
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let words = |text: &str| text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count();
    let after = NONE.iter().find_map(|o| {
        let rest = bare.strip_prefix(o)?;
        rest.chars().next().is_none_or(|c| !c.is_alphanumeric()).then_some(rest)
    });
    if let Some(rest) = after {
        return Some(words(rest) >= 3 || BECAUSE.iter().any(|w| rest.contains(w)));
    }
    // "No third-party services are used: the tool runs offline."
    let denies = DENIALS.iter().any(|o| bare.starts_with(o));
    let end = bare.find([':', '.', ';', ',']).unwrap_or(bare.len());
    (denies && blocks == 1 && words(&bare[..end]) <= 12)
        .then(|| words(&bare[end..]) >= 3 || BECAUSE.iter().any(|w| bare[..end].contains(w)))
}
