//! What a document is: by config, front matter, file name, title, labels, content, in this order, with the reason.

mod labels;

use super::sheet::Matched;
use super::{Reading, minutes};
use crate::checklist::{Checklist, Entry, Kind, Side};
use crate::document::{BlockKind, HeadingStyle, heading_key};
use crate::rule::DocKind;
use crate::source::Span;
use crate::text::Text;
use labels::Labels;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// Front matter fields that may name the kind.
const KIND_FIELDS: &[&str] = &["kind", "doc-kind", "doc_kind", "type", "doc-type", "doc_type", "document-type", "category"];

/// What a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindFact {
    /// The kind that is reported.
    pub id: DocKind,
    /// The form of it, if it is one (a proposal is a form of `tdd`).
    pub form: Option<DocKind>,
    /// What it is in a pair.
    pub side: Side,
    /// True when a counterpart is to be expected.
    pub paired: bool,
    /// How it is known, for a sentence: "its title says “Product Requirements Document”".
    pub reason: String,
    /// Set when name or title and content do not go together.
    pub doubt: Option<KindDoubt>,
}

impl KindFact {
    /// True for what is no design of a product: a proposal to change a language, protocol or platform, or how its project works,
    /// notes of a meeting, a policy.
    pub fn is_aside(&self) -> bool {
        let known_otherwise = self.id.as_str() == "other" && self.form.is_some();
        self.id.as_str() == "notes" || known_otherwise || self.is_proposal()
    }

    /// True for a proposal to change a language, protocol or platform, or how its project works.
    pub fn is_proposal(&self) -> bool {
        self.form.as_ref().is_some_and(|form| matches!(form.as_str(), "proposal" | "process-proposal"))
    }
}

/// A kind that a document is given from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenKind {
    /// The kind.
    pub kind: DocKind,
    /// By what, for a sentence: "designvet.toml says so".
    pub reason: String,
}

/// Why a name and its content do not go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindDoubt {
    /// What the content is: "a test plan".
    pub looks_like: String,
    /// What the name or title says: "a technical design document".
    pub called: String,
    /// Words that show it.
    pub span: Span,
}

impl Side {
    /// True when such a document states requirements.
    pub fn has_requirements(self) -> bool {
        matches!(self, Self::Requirements | Self::Both)
    }
}

pub(super) fn decide(reading: &Reading<'_>, given: Option<&GivenKind>, tables: &[Matched]) -> KindFact {
    if let Some((kind, given)) = given.and_then(|given| Some((reading.checklist.kind(given.kind.as_str())?, given))) {
        return fact(kind, given.reason.clone(), None);
    }
    let front_matter = reading.document.front_matter.as_ref();
    for field in KIND_FIELDS {
        let Some(value) = front_matter.and_then(|f| f.text(field)) else { continue };
        let key = heading_key(value);
        if let Some(kind) = reading.checklist.kinds.iter().find(|k| heading_key(k.id.as_str()) == key || names(&k.titles, &key)) {
            return fact(kind, format!("front matter says `{field}: {value}`"), None);
        }
    }
    let scores = content_scores(reading);
    let best = best_of(reading, &scores);
    // Many proposals are the README of their folder, or propose a policy.
    let proposal = best.is_some_and(|(k, score)| k.form_of.is_some() && k.side == Side::Design && score * 2 >= k.threshold * 3);
    let other = best.filter(|(kind, score)| *score >= kind.threshold && !matches!(kind.side, Side::None | Side::Notes | Side::Alone));
    let labels = LazyCell::new(|| Labels::of(reading));
    let is_vetoed = |kind: &Kind| is_about(reading, kind) || kind.labelled.as_ref().is_some_and(|labelled| labels.exclude(labelled));
    let fits_side = |kind: &Kind| match kind.side {
        Side::None => !proposal,
        // "Meeting rooms", "Notes of patients", a walkthrough for new users: what it is about, not what it is.
        Side::Notes => other.is_none() || minutes::is_transcript(reading),
        // A service that does it, not what is to be done.
        Side::Alone => other.is_none() || tables.iter().any(|table| has_table(reading, kind, table)),
        _ => true,
    };
    let kept = |(kind, _): &(&Kind, String)| !is_vetoed(kind) && fits_side(kind);
    let titled = || by_title(reading, tables).filter(kept).map(|(kind, reason)| (form_of_content(kind, best), reason));
    let named = by_front_matter_keys(reading).or_else(|| by_file_name(reading, tables).filter(kept)).or_else(titled);
    let spoken = || reading.checklist.kinds.iter().find(|kind| kind.side == Side::Notes).filter(|_| minutes::is_transcript(reading));
    let spoken = || spoken().map(|kind| (kind, "its lines begin with times and speakers".to_owned()));
    let labelled = || by_labels(reading, &labels).filter(|(kind, _)| fits_side(kind));
    match (named.or_else(spoken).or_else(labelled), best) {
        (Some((kind, reason)), best) => {
            let doubt = doubt(reading, kind, &scores, best);
            fact(kind, reason, doubt)
        }
        (None, Some((kind, score))) if score >= kind.threshold => {
            let both = combined(reading, &scores);
            let kind = both.unwrap_or(kind);
            fact(kind, format!("its headings and wording are those of {}", kind.title), None)
        }
        _ => by_tables(reading, tables).unwrap_or_else(|| KindFact {
            id: DocKind::from("other"),
            form: None,
            side: Side::None,
            paired: false,
            reason: "neither its name, title nor content is that of a design document".to_owned(),
            doubt: None,
        }),
    }
}

/// True for a table of one of the records that documents of a kind hold.
fn has_table(reading: &Reading<'_>, kind: &Kind, table: &Matched) -> bool {
    kind.records.contains(&reading.checklist.records[table.record].id)
}

/// Of the kinds that a name fits, the one whose table the document has, else one that holds no table, else the first.
fn fitting<'a>(reading: &Reading<'a>, tables: &[Matched], fits: impl Fn(&Kind) -> bool) -> Option<&'a Kind> {
    let has_one = |kind: &Kind| tables.iter().any(|table| has_table(reading, kind, table));
    reading.checklist.kinds.iter().filter(|kind| fits(kind)).min_by_key(|kind| (!has_one(kind), !kind.records.is_empty()))
}

/// The kind whose table a document has: one that no other document has, or any where title or file name speak of such rows.
fn by_tables(reading: &Reading<'_>, tables: &[Matched]) -> Option<KindFact> {
    let path = reading.file.path();
    let called = [path.rsplit('/').next().unwrap_or(path), reading.document.title().map_or("", |title| &title.text)].map(words_key);
    tables.iter().find_map(|table| {
        let mut kinds = reading.checklist.kinds.iter().filter(|kind| has_table(reading, kind, table) && !is_about(reading, kind));
        let kind = kinds.find(|kind| table.is_telling || called.iter().any(|key| names(&kind.hints, key)))?;
        Some(fact(kind, format!("it has a table of {}", reading.checklist.records[table.record].plural), None))
    })
}

fn fact(kind: &Kind, reason: String, doubt: Option<KindDoubt>) -> KindFact {
    KindFact {
        id: kind.form_of.clone().unwrap_or_else(|| kind.id.clone()),
        form: kind.form_of.as_ref().map(|_| kind.id.clone()),
        side: kind.side,
        paired: kind.paired,
        reason,
        doubt,
    }
}

/// True for a title of what is written about documents of a kind: "How we handle critical issues".
fn is_about(reading: &Reading<'_>, kind: &Kind) -> bool {
    !kind.not_titles.is_empty() && reading.document.title().is_some_and(|title| names(&kind.not_titles, &words_key(&title.text)))
}

/// The words of a title as one key. Not the heading's key: it has no numbers in front and no parenthesis ("KEP-12: Quotas", "Orders (PRD)").
fn words_key(title: &str) -> String {
    let words: Vec<String> = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(heading_key).collect();
    words.join(" ")
}

/// True when one of some phrases, given as keys, stands in a key.
fn names(phrases: &[Text], key: &str) -> bool {
    phrases.iter().any(|phrase| stands(phrase, key))
}

/// True when a phrase, given as key, stands in a key.
fn stands(phrase: &str, key: &str) -> bool {
    // Nearly none does, which is seen faster than looked for.
    key.contains(phrase)
        && key.match_indices(phrase).any(|(at, _)| {
            (at == 0 || key[..at].ends_with(' ')) && (at + phrase.len() == key.len() || key[at + phrase.len()..].starts_with(' '))
        })
}

fn by_front_matter_keys<'a>(reading: &Reading<'a>) -> Option<(&'a Kind, String)> {
    let front_matter = reading.document.front_matter.as_ref()?;
    let shows = |entry: &Text| match entry.split_once(": ") {
        Some((key, value)) => front_matter.text(key).is_some_and(|text| heading_key(text) == heading_key(value)),
        None => front_matter.fields.contains_key(entry.as_ref()),
    };
    let kind = reading.checklist.kinds.iter().find(|k| k.front_matter.iter().any(shows))?;
    let key = kind.front_matter.iter().find(|entry| shows(entry))?;
    Some((kind, format!("front matter has `{key}`")))
}

fn by_labels<'a>(reading: &Reading<'a>, labels: &Labels) -> Option<(&'a Kind, String)> {
    let fits = |kind: &'a Kind| Some((kind, labels.fit(reading, kind.labelled.as_ref()?)?));
    reading.checklist.kinds.iter().find_map(fits)
}

/// The title, the headings right under it and the title field of front matter.
fn by_title<'a>(reading: &Reading<'a>, tables: &[Matched]) -> Option<(&'a Kind, String)> {
    let mut titles: Vec<&str> = Vec::new();
    titles.extend(reading.document.front_matter.as_ref().and_then(|f| f.text("title")));
    // The first heading, and those right under it: what follows on text is a section.
    let sections = reading.document.sections.iter().enumerate().skip(1).take(3);
    let mut above_text = sections.scan(false, |text, (id, section)| {
        let under_text = std::mem::replace(text, reading.document.blocks_in(id).any(|b| b.kind == BlockKind::Paragraph));
        Some(section.heading.as_ref().filter(|_| !under_text))
    });
    let headings = above_text.by_ref().map_while(|heading| heading);
    titles.extend(headings.filter(|h| h.level <= 2 || h.style == HeadingStyle::Bold).map(|h| h.text.as_str()));
    for title in titles {
        let whole = words_key(title);
        if let Some(kind) = fitting(reading, tables, |kind| names(&kind.titles, &whole)) {
            return Some((kind, format!("its title is \u{201c}{title}\u{201d}")));
        }
    }
    by_last_word(reading)
}

/// "Storage Architecture", "Design: quotas": the last word of a title, or the one before its colon, is what it is.
fn by_last_word<'a>(reading: &Reading<'a>) -> Option<(&'a Kind, String)> {
    let title = &reading.document.title()?.text;
    let last = title.split(|c: char| !c.is_alphanumeric()).rfind(|w| !w.is_empty())?.to_lowercase();
    let label = title.split_once(':').map(|(label, _)| label.trim().to_lowercase()).unwrap_or_default();
    let reviewed = |k: &&Kind| !matches!(k.side, Side::None | Side::Notes | Side::Alone);
    let kind = reading.checklist.kinds.iter().filter(reviewed).find(|k| k.names.iter().any(|name| *name == last || *name == label))?;
    Some((kind, format!("its title is \u{201c}{title}\u{201d}")))
}

fn by_file_name<'a>(reading: &Reading<'a>, tables: &[Matched]) -> Option<(&'a Kind, String)> {
    let path = reading.file.path();
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words: Vec<String> = stem.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    let stands = |name: &Text| {
        let parts = || name.split(['-', '_']);
        words.windows(parts().count()).any(|run| run.iter().map(String::as_str).eq(parts()))
    };
    let kind = fitting(reading, tables, |kind| kind.names.iter().any(stands))?;
    Some((kind, format!("its name is `{name}`")))
}

/// Kinds for which a heading speaks: index, weight and the heading as the checklist holds it.
fn spoken_for<'a>(checklist: &'a Checklist, key: &str) -> impl Iterator<Item = (usize, u32, &'a str)> + use<'a> {
    let found = checklist.kind_headings.get_key_value(key).into_iter();
    found.flat_map(|(key, kinds)| kinds.iter().map(|(kind, weight)| (*kind, *weight, key.as_ref())))
}

/// Points per kind for headings and wordings.
fn content_scores(reading: &Reading<'_>) -> Vec<u32> {
    let mut scores = vec![0; reading.checklist.kinds.len()];
    let mut seen: BTreeSet<(usize, &str)> = BTreeSet::new();
    for keys in &reading.keys {
        // Of the parts of one heading, the weightiest counts for each kind.
        let mut best: Vec<(usize, u32, &str)> = keys.iter().rev().flat_map(|key| spoken_for(reading.checklist, key)).collect();
        best.sort_by_key(|(kind, weight, _)| (*kind, std::cmp::Reverse(*weight)));
        best.dedup_by_key(|(kind, ..)| *kind);
        for (kind, weight, key) in best {
            scores[kind] += if seen.insert((kind, key)) { weight } else { 0 };
        }
    }
    // Logs and minutes put their headings in bold before the text.
    let leads: BTreeSet<&str> = reading.document.blocks.iter().filter_map(|b| b.lead).map(|lead| lead.of(reading.text)).collect();
    for lead in leads.into_iter().filter(|lead| lead.len() <= 40) {
        let key = heading_key(lead.trim_end_matches([':', '*', ' ']));
        for (kind, weight, key) in spoken_for(reading.checklist, &key) {
            if matches!(reading.checklist.kinds[kind].side, Side::None | Side::Notes) && seen.insert((kind, key)) {
                scores[kind] += weight;
            }
        }
    }
    for line in top_lines(reading) {
        let Some((label, _)) = line.split_once(':').filter(|(label, _)| label.len() <= LABEL_BYTES) else { continue };
        let key = heading_key(label);
        for (kind, weight, key) in spoken_for(reading.checklist, &key) {
            // A line of who was there stands above notes alone.
            let weight = if is_roll(reading, key) { 2 * weight } else { weight };
            if reading.checklist.kinds[kind].side == Side::Notes && seen.insert((kind, key)) {
                scores[kind] += weight;
            }
        }
    }
    let mut phrases: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (hit, entry) in reading.entries() {
        if let Entry::KindPhrase(kind) = entry {
            phrases.entry(*kind).or_default().insert(hit.span.of(reading.text).to_lowercase());
        }
    }
    for (kind, found) in phrases {
        // Many a document speaks of meetings, and has a heading on an agenda: for notes, wording counts half of what headings do.
        let most = if reading.checklist.kinds[kind].side == Side::Notes { (scores[kind] / 2).min(6) } else { 6 };
        scores[kind] += (found.len() as u32).min(most);
    }
    for (score, kind) in scores.iter_mut().zip(&reading.checklist.kinds) {
        *score = if is_about(reading, kind) { 0 } else { *score };
    }
    scores
}

/// True for a label of who was there.
fn is_roll(reading: &Reading<'_>, key: &str) -> bool {
    reading.checklist.word_keys("notes-attendee-labels").is_some_and(|labels| labels.contains(key))
}

/// Longest label, in bytes, and blocks at the top that may have one without bold words: "Attendees: Ana, Ben".
const LABEL_BYTES: usize = 20;
const TOP_BLOCKS: usize = 6;

fn top_lines<'a>(reading: &Reading<'a>) -> impl Iterator<Item = &'a str> {
    let blocks = reading.document.blocks.iter().take(TOP_BLOCKS).filter(|b| b.lead.is_none() && b.kind == BlockKind::Paragraph);
    blocks.flat_map(|block| block.span.of(reading.text).lines().take(TOP_BLOCKS))
}

fn best_of<'a>(reading: &Reading<'a>, scores: &[u32]) -> Option<(&'a Kind, u32)> {
    let best = scores.iter().enumerate().max_by_key(|(index, score)| (**score, std::cmp::Reverse(*index)))?;
    (*best.1 > 0).then(|| (&reading.checklist.kinds[best.0], *best.1))
}

/// The form that the content shows at length, for a document that is titled as another form of the same kind: many a
/// proposal is titled "design doc". One named as the kind itself is taken at its word.
fn form_of_content<'a>(named: &'a Kind, best: Option<(&'a Kind, u32)>) -> &'a Kind {
    let shown = best.filter(|(form, score)| form.form_of == named.form_of && *score >= form.threshold * 2);
    shown.filter(|_| named.form_of.is_some()).map_or(named, |(form, _)| form)
}

/// The kind that is both sides at once, when requirements and design are both shown at length.
fn combined<'a>(reading: &Reading<'a>, scores: &[u32]) -> Option<&'a Kind> {
    let of = |side: Side| {
        let kinds = reading.checklist.kinds.iter().zip(scores);
        kinds.filter(|(k, _)| k.side == side && k.form_of.is_none()).any(|(k, s)| *s >= k.threshold * 2)
    };
    if of(Side::Requirements) && of(Side::Design) { reading.checklist.kinds.iter().find(|k| k.side == Side::Both) } else { None }
}

fn doubt(reading: &Reading<'_>, named: &Kind, scores: &[u32], best: Option<(&Kind, u32)>) -> Option<KindDoubt> {
    let (best, score) = best?;
    let own = scores[reading.checklist.kinds.iter().position(|k| k.id == named.id)?];
    if !matches!(best.side, Side::None | Side::Notes)
        || matches!(named.side, Side::None | Side::Notes | Side::Alone)
        || score < best.threshold
        || score < own * 2
    {
        return None;
    }
    Some(KindDoubt { looks_like: best.title.to_string(), called: named.title.to_string(), span: reading.document.title_span(reading.text) })
}
