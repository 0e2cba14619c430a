//! Checklists as data: kinds of document, topics, signals, word lists and rules, ready to use.

mod builtin;
pub mod condition;
pub mod cues;
mod load;
mod own_terms;
pub mod requirement_words;
mod routing;
pub mod sheet;
mod skeleton;

pub use builtin::builtin;
pub use condition::Condition;
pub use cues::{Cue, Cues};
pub use load::{Loader, Pack, is_kebab, load};
pub use routing::lead_days;
pub use skeleton::OPEN;

use crate::document::heading_key;
use crate::lexicon::{ByKey, Keys, Lexicon, Words};
use crate::rule::{Confidence, DocKind, ReleasePriority, RoutingLevel, RuleId, Severity, Team, TopicId};
use crate::terms::Terms;
use crate::text::Text;
use requirement_words::Vocabulary;
use sheet::{Deadlines, RowKind, RowParameters};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

/// Everything the packs say, compiled. Built by [`load`].
#[derive(Debug, Default)]
pub struct Checklist {
    /// Kinds of document in the order they are declared.
    pub kinds: Vec<Kind>,
    /// Topics in the order they are declared.
    pub topics: Vec<Topic>,
    /// Signals: things a document shows, on which rules depend.
    pub signals: Vec<Signal>,
    /// Named lists of words and phrases that the Rust side asks for.
    pub words: BTreeMap<Text, WordList>,
    /// Rules by id.
    pub rules: BTreeMap<RuleId, Rule>,
    /// Teams that may have to look, in the order they are declared.
    pub teams: Vec<RoutedTeam>,
    /// What calls for a team, in the order it is declared.
    pub triggers: Vec<Trigger>,
    /// What the rows of tables may be, in the order it is declared.
    pub records: Vec<RowKind>,
    /// How many days things may take.
    pub deadlines: Vec<Deadlines>,
    /// SHA-256 of all packs, in hex.
    pub hash: String,
    /// Heading keys and what they stand for.
    pub headings: ByKey<Text, Vec<HeadingUse>>,
    /// Heading keys and the word lists that have them, those looked up in running text left out.
    pub heading_lists: ByKey<Text, Vec<Text>>,
    /// The first words of all these keys: most words of a document open none.
    pub heading_openings: Words,
    /// Heading keys and the kinds of document for which they speak: index and weight.
    pub kind_headings: ByKey<Text, Vec<(usize, u32)>>,
    /// Every phrase of topics, signals, word lists, kinds and rules.
    pub lexicon: Lexicon,
    /// What an entry of the lexicon is.
    pub entries: Vec<Entry>,
    /// Kinds of data, third parties, places, regulations, and the words they are found by.
    pub terms: Terms,
    /// Words that say how a mention is meant.
    pub cues: Cues,
    /// Words of requirements, read when a document first asks for them.
    requirement_words: OnceLock<Vocabulary>,
}

/// A named list of words and phrases.
#[derive(Debug, Default)]
pub struct WordList {
    /// Its words, in the order in which they are declared.
    pub words: Vec<Text>,
    /// True when they are looked up in running text; else they are compared with headings and keys.
    pub in_text: bool,
    /// True when they are asked for by the name of the list alone: no heading is looked up in it.
    pub by_name: bool,
    /// The words as heading keys; made when the first document asks.
    keys: OnceLock<Keys>,
}

impl WordList {
    fn keys(&self) -> &Keys {
        self.keys.get_or_init(|| self.words.iter().map(|words| heading_key(words)).collect())
    }
}

/// What a phrase in the lexicon was declared as; numbers are indices into the lists of [`Checklist`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Says a topic's substance in one sentence.
    Evidence(usize),
    /// Speaks of a topic without settling it.
    Mention(usize),
    /// Part of a signal.
    Signal(usize),
    /// A wording in which phrases of a signal mean something else.
    NoSignal(usize),
    /// In the word list of this name, one of those looked up in text.
    Word(Text),
    /// A wording typical of a kind of document.
    KindPhrase(usize),
    /// In a longer heading it names a topic; the flag is true for a full synonym.
    HeadingPhrase(usize, bool),
    /// Forbidden or required by a rule.
    Rule(RuleId),
    /// A name for a team.
    TeamPeople(usize),
    /// A name for the work of a team.
    TeamReview(usize),
}

/// What a heading stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeadingUse {
    /// Index of the topic.
    pub topic: usize,
    /// How well it names the topic.
    pub fit: HeadingFit,
}

/// How well a heading names a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeadingFit {
    /// It looks alike and means something else.
    Not,
    /// The topic often stands under it; the content decides.
    Partial,
    /// It names the topic.
    Full,
}

/// What the other document of a pair has to say on a topic to answer for this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Anything that would do in this document.
    Said,
    /// A section of its own.
    Headed,
}

impl Answer {
    /// The answer a checklist names: `said` or `headed`.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "said" => Some(Self::Said),
            "headed" => Some(Self::Headed),
            _ => None,
        }
    }
}

/// A kind of document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Its id, as reports and rules name it.
    pub id: DocKind,
    /// What people call it, for sentences: "a technical design document".
    pub title: Text,
    /// A form of another kind (a proposal is a form of `tdd`), reported under that kind.
    pub form_of: Option<DocKind>,
    /// What it is in a pair.
    pub side: Side,
    /// False for forms that stand alone (a proposal needs no PRD).
    pub paired: bool,
    /// Words of a file name that decide.
    pub names: Vec<Text>,
    /// Phrases of a title or front matter field that decide, as heading keys.
    pub titles: Vec<Text>,
    /// Phrases of a title, as heading keys, of what is written about such documents.
    pub not_titles: Vec<Text>,
    /// Phrases of a title or file name, as heading keys, that decide where a table of its records stands below.
    pub hints: Vec<Text>,
    /// Keys of front matter that only this kind has.
    pub front_matter: Vec<Text>,
    /// Records whose tables make a document one of this kind that nothing else tells.
    pub records: Vec<Text>,
    /// Headings (as keys) that speak for it, each with its weight.
    pub headings: BTreeMap<Text, u32>,
    /// Wordings that speak for it.
    pub phrases: Vec<Text>,
    /// Labels of a tracker that decide.
    pub labelled: Option<Labelled>,
    /// Score that content alone must reach.
    pub threshold: u32,
}

/// Labels by which an issue of a tracker is of a kind: one of `labels`, and one of `about` or a word of `about_titles` in its title; and
/// what its text has to say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labelled {
    /// Labels, or their last words, in lower case and parted by blanks: "severity 1"; of a field "severity critical".
    pub labels: Vec<Text>,
    /// Labels, or their first words, of which there must be one as well.
    pub about: Vec<Text>,
    /// Labels of what is something else.
    pub unless: Vec<Text>,
    /// Phrases of its title, as heading keys.
    pub not_titles: Vec<Text>,
    /// Phrases of a title, as heading keys, that do instead.
    pub about_titles: Vec<Text>,
    /// Phrases in lower case, of which the text has so many at least.
    pub says: Vec<Text>,
    /// How many; 0 for none.
    pub least: usize,
}

/// What a kind of document is in a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Says what is wanted.
    Requirements,
    /// Says how it is built.
    Design,
    /// Does both.
    Both,
    /// Minutes of a walkthrough.
    Notes,
    /// Stands by itself, and is reviewed by rules of its own.
    Alone,
    /// Stands outside of pairs and is not reviewed.
    None,
}

/// Something a document should speak of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// For sentences, lower case: "personal data".
    pub title: Text,
    /// Kinds of document in which it is expected; empty for none.
    pub applies_to: Vec<DocKind>,
    /// Heading written by `designvet new`.
    pub heading: Text,
    /// What to write there, for `designvet new` and `explain`.
    pub prompt: Text,
    /// Headings that name it.
    pub headings: Vec<Text>,
    /// Headings it often stands under.
    pub partial_headings: Vec<Text>,
    /// Headings that only look like it.
    pub not_headings: Vec<Text>,
    /// Phrases that say its substance.
    pub evidence: Vec<Text>,
    /// Phrases that speak of it.
    pub mentions: Vec<Text>,
    /// Beginnings of words and phrases, in lower case, of texts that speak of it at all: what they say of it, a reader has to judge.
    pub touches: Vec<Text>,
    /// Structures that say its substance, by name (see `facts/topic.rs`).
    pub structures: Vec<Text>,
    /// Topics that are parts of it: two of them are an answer to the whole.
    pub parts: Vec<TopicId>,
    /// The topic behind which its section is written; None for its place in the checklist.
    pub after: Option<TopicId>,
    /// Sentences with evidence needed when no heading names it.
    pub enough: u32,
    /// Words below which the content under its heading is thin.
    pub thin_below: u32,
    /// True when it is reported by `facts` under its id.
    pub reported: bool,
}

/// Something a document shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Its id, as `when.facts` of rules names it.
    pub id: Text,
    /// For sentences: "people use it".
    pub title: Text,
    /// Phrases that show it.
    pub phrases: Vec<Text>,
    /// Longer phrases in which those above mean something else ("`OpenAI`-compatible").
    pub not_phrases: Vec<Text>,
    /// True when its phrases count in code and identifiers too.
    pub in_code: bool,
    /// True when its phrases are names, which count with a capital letter only.
    pub proper_names: bool,
    /// Distinct phrases needed.
    pub distinct: u32,
    /// Hits needed.
    pub hits: u32,
}

/// A team that may have to look at documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoutedTeam {
    /// Its id, as rules and triggers name it.
    pub id: Team,
    /// What people call it.
    pub name: Text,
    /// Whom to write to; empty when no company said so.
    pub contact: Text,
    /// Where its work is asked for; empty when no company said so.
    pub intake: Text,
    /// What it wants to see, in short lines.
    pub needs: Vec<Text>,
    /// Days of the calendar before the release by which it has to know.
    pub lead_days: u32,
    /// Names for it, which count where a document says what it does.
    pub people: Vec<Text>,
    /// Names for its work, which count by themselves.
    pub reviews: Vec<Text>,
    /// What it is called where reviewers are listed.
    pub labels: Vec<Text>,
}

impl RoutedTeam {
    fn new(id: Team) -> Self {
        let (people, reviews, labels, needs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (name, contact, intake) = (Text::default(), Text::default(), Text::default());
        Self { id, name, contact, intake, needs, lead_days: 14, people, reviews, labels }
    }
}

/// What calls for a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// Its id.
    pub id: Text,
    /// The team.
    pub team: Team,
    /// Whether it has to look.
    pub level: RoutingLevel,
    /// Facts of which one fires it, by [`Condition`].
    pub facts: Vec<Text>,
    /// Facts that all have to be shown as well.
    pub with: Vec<Text>,
    /// Facts of which none may be shown.
    pub without: Vec<Text>,
    /// Why the team is called, in one sentence.
    pub reason: Text,
    /// False when it is switched off.
    pub enabled: bool,
}

impl Trigger {
    fn new(id: Text) -> Self {
        let (facts, with, without) = (Vec::new(), Vec::new(), Vec::new());
        Self { id, team: Team::from(""), level: RoutingLevel::ForAwareness, facts, with, without, reason: Text::default(), enabled: true }
    }
}

/// A rule as resolved from all packs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// The kind of check that evaluates it.
    pub check: Text,
    /// Kinds and forms of document it is for.
    pub applies_to: Vec<DocKind>,
    /// It is evaluated only when this holds.
    pub when: When,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// By when.
    pub release: ReleasePriority,
    /// Who has to look.
    pub teams: Vec<Team>,
    /// The reviewer cannot finish without it.
    pub blocks_review: bool,
    /// False when it is switched off.
    pub enabled: bool,
    /// Ids of the public catalogue of checks.
    pub catalogue: Vec<Text>,
    /// What is wrong; `{...}` is filled by the check.
    pub message: Text,
    /// Why it matters.
    pub why: Text,
    /// What to write.
    pub advice: Text,
    /// The question to the author.
    pub ask: Text,
    /// Standards and laws.
    pub references: Vec<Text>,
    /// A short example that yields the finding.
    pub bad: Text,
    /// The same, mended.
    pub good: Text,
    /// What the check needs to know.
    pub parameters: Parameters,
    /// What several findings in one document come to when one edit settles them; empty when each is a matter of its own. `{list}` is
    /// what they are about.
    pub together: Text,
    /// Where a company says how it is to be done: an address, empty without one.
    pub guideline: Text,
    /// Changes for some documents, applied in order.
    pub overrides: Vec<Override>,
}

/// Parameters of the kinds of check; each kind reads its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parameters {
    /// Topics looked at.
    pub topics: Vec<TopicId>,
    /// True when one of the topics is enough.
    pub any: bool,
    /// True when a heading for a topic with nothing, or a placeholder, below it is an absence.
    pub unfilled: bool,
    /// The message where all that is missing is said to be still to come; empty where that is no finding of its own. Such a finding is a low one.
    pub awaited: Text,
    /// Topics whose absence is reported beside another's, and not alone.
    pub beside: Vec<TopicId>,
    /// Topics at whose heading an absence is shown.
    pub near: Vec<TopicId>,
    /// What the other document of a pair has to say for an answer; None when it cannot answer.
    pub counterpart: Option<Answer>,
    /// Phrases that must not stand in the document.
    pub forbid: Vec<Text>,
    /// Words, in lower case, beside which a phrase means something else.
    pub except: Vec<Text>,
    /// Phrases of which one must stand in the document.
    pub require: Vec<Text>,
    /// Facts that call for something, by [`Condition`].
    pub of: Vec<Text>,
    /// Controls looked at, by id.
    pub controls: Vec<Text>,
    /// How many of them it takes.
    pub least: usize,
    /// Facts of which one is an answer.
    pub needs: Vec<Text>,
    /// Facts of which one is half an answer.
    pub partly: Vec<Text>,
    /// What a built-in kind is asked to look for, by name.
    pub looks_for: Text,
    /// What a check of the rows of tables needs to know.
    pub rows: RowParameters,
}

/// A condition on a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct When {
    /// Kinds and forms, any of them.
    pub kind: Vec<DocKind>,
    /// States of the document, any of them: `draft`, `in-review`, `approved`, `superseded`.
    pub status: Vec<Text>,
    /// Facts, all of them.
    pub facts: Vec<Text>,
    /// Facts, any of them.
    pub any_facts: Vec<Text>,
    /// Facts, none of them.
    pub without: Vec<Text>,
    /// True for documents whose other half is at hand, false for those without.
    pub paired: Option<bool>,
}

/// A change to a rule for documents that meet a condition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Override {
    /// The condition.
    pub when: When,
    /// Replaces the rule's.
    pub severity: Option<Severity>,
    /// Replaces the rule's.
    pub confidence: Option<Confidence>,
    /// Replaces the rule's.
    pub release: Option<ReleasePriority>,
    /// Replaces the rule's.
    pub teams: Option<Vec<Team>>,
    /// Replaces the rule's.
    pub blocks_review: Option<bool>,
    /// Replaces the rule's.
    pub enabled: Option<bool>,
    /// Replaces the rule's.
    pub message: Option<Text>,
    /// Replaces the parameter `any`.
    pub any: Option<bool>,
    /// Replaces the parameter `topics`.
    pub topics: Option<Vec<TopicId>>,
}

/// States of a document that `when.status` may name.
pub const STATUSES: &[&str] = &["draft", "in-review", "approved", "superseded"];

/// A kind of check as the loader needs to know it.
#[derive(Debug, Clone, Copy)]
pub struct CheckSpec {
    /// Its name, as rules write it in `kind`.
    pub name: &'static str,
    /// Parameters it reads: names of the keys.
    pub parameters: &'static [&'static str],
    /// Values it fills into the rule's message: `{name}`.
    pub values: &'static [&'static str],
}

impl Checklist {
    /// Index of the topic `id`.
    pub fn topic_index(&self, id: &str) -> Option<usize> {
        self.topics.iter().position(|t| t.id.as_str() == id)
    }

    /// Topics that have a section in documents of a kind, in their order.
    pub fn sections<'a>(&'a self, kind: &str) -> impl Iterator<Item = &'a Topic> {
        let topics = self.in_order().into_iter().map(|index| &self.topics[index]);
        topics.filter(move |topic| !topic.heading.is_empty() && topic.applies_to.iter().any(|known| known.as_str() == kind))
    }

    /// The record whose table documents of a kind begin with.
    pub fn drafted(&self, kind: &str) -> Option<&RowKind> {
        let kind = self.kind(kind)?;
        self.records.iter().find(|record| !record.drafted.is_empty() && kind.records.contains(&record.id))
    }

    /// The topics, by index, in the order in which a document has their sections.
    pub fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::with_capacity(self.topics.len());
        for (index, topic) in self.topics.iter().enumerate() {
            // What stands behind a topic that is still to come stands where it is written.
            let place = topic.after.as_ref().and_then(|after| order.iter().position(|at| self.topics[*at].id == *after));
            order.insert(place.map_or(order.len(), |place| place + 1), index);
        }
        order
    }

    /// What the rows of a table declared as `id` are.
    pub fn record(&self, id: &str) -> Option<&RowKind> {
        self.records.iter().find(|record| record.id == id)
    }

    /// The days declared as `id`.
    pub fn deadlines(&self, id: &str) -> Option<&Deadlines> {
        self.deadlines.iter().find(|deadlines| deadlines.id == id)
    }

    /// The kind or form declared as `id`.
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|k| k.id.as_str() == id)
    }

    /// The words by which requirements are known.
    pub fn requirement_words(&self) -> &Vocabulary {
        self.requirement_words.get_or_init(|| Vocabulary::of(self))
    }

    /// The words of a list; empty when no pack has it.
    pub fn word_list(&self, name: &str) -> &[Text] {
        self.words.get(name).map_or(&[], |list| &list.words)
    }

    /// The words of a list as heading keys; None when no pack has it.
    pub fn word_keys(&self, name: &str) -> Option<&Keys> {
        self.words.get(name).map(WordList::keys)
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Requirements => "requirements",
            Self::Design => "design",
            Self::Both => "both",
            Self::Notes => "notes",
            Self::Alone => "alone",
            Self::None => "none",
        })
    }
}
