//! Words that say how a mention is meant: negations, verbs of collecting and keeping, words for persons, for later, for a choice.

use crate::lexicon::{Bits, ByKey, Token, word_hash};

/// Classes of cue words, as bits.
pub type Cue = u64;

/// The word lists of the checklists that hold cues, each with its class: `[words.cue-negation]` and so on.
pub const CUES: &[(&str, Cue)] = &[
    ("cue-negation", NEGATION),
    ("cue-collect", COLLECT),
    ("cue-store", STORE),
    ("cue-share", SHARE),
    ("cue-person", PERSON),
    ("cue-person-in-prose", PERSON_IN_PROSE),
    ("cue-future", FUTURE),
    ("cue-choice", CHOICE),
    ("cue-rejected", REJECTED),
    ("cue-rival", RIVAL),
    ("cue-example", EXAMPLE),
    ("cue-machine", MACHINE),
    ("cue-turn", TURN),
    ("cue-qualifier", QUALIFIER),
    ("cue-health", HEALTH),
    ("cue-hosting", HOSTING),
    ("cue-use", USE),
    ("cue-comply", COMPLY),
    ("cue-rules", RULES),
    ("cue-scope", SCOPE),
    ("cue-bound", BOUND),
    ("cue-stay", STAY),
    ("cue-data", DATA),
    ("cue-environment", ENVIRONMENT),
    ("cue-risk", RISK),
    ("cue-asset", ASSET),
    ("cue-lack", LACK),
    ("cue-handled", HANDLED),
    ("cue-hardware", HARDWARE),
    ("cue-taken-over", TAKEN_OVER),
    ("cue-workload", WORKLOAD),
    ("cue-control-act", ACT),
    ("cue-condition", CONDITION),
    ("cue-hypothetical", HYPOTHETICAL),
    ("cue-linking", LINKING),
    ("cue-wish", WISH),
];

/// No, never, without.
pub const NEGATION: Cue = 1;
/// Collect, ask for, enter.
pub const COLLECT: Cue = 1 << 1;
/// Store, keep, save.
pub const STORE: Cue = 1 << 2;
/// Send, share, forward.
pub const SHARE: Cue = 1 << 3;
/// Words for persons.
pub const PERSON: Cue = 1 << 4;
/// Words for persons that code uses for other things: owner, client.
pub const PERSON_IN_PROSE: Cue = 1 << 5;
/// Later, phase 2, roadmap.
pub const FUTURE: Cue = 1 << 6;
/// Or, optional, such as, if configured.
pub const CHOICE: Cue = 1 << 7;
/// Instead of, rejected, removed.
pub const REJECTED: Cue = 1 << 8;
/// Like, unlike, competitor.
pub const RIVAL: Cue = 1 << 9;
/// For example, sample, placeholder.
pub const EXAMPLE: Cue = 1 << 10;
/// Pods, clusters, load balancers: what an address belongs to when it is nobody's.
pub const MACHINE: Cue = 1 << 11;
/// But, only, unless: a negation before them does not reach behind.
pub const TURN: Cue = 1 << 12;
/// In plain text, in logs: what is denied is the way, not the thing.
pub const QUALIFIER: Cue = 1 << 13;
/// Clinic, patient, diagnosis.
pub const HEALTH: Cue = 1 << 14;
/// Hosted, stored, region, data centre.
pub const HOSTING: Cue = 1 << 15;
/// Uses, via, integrates with, powered by.
pub const USE: Cue = 1 << 16;

/// Comply, compliance, law, certified: what stands beside a regulation.
pub const COMPLY: Cue = 1 << 24;
/// Guidelines, licence, directive: what an authority sets.
pub const RULES: Cue = 1 << 25;
/// Apply, subject to, in scope: what is said of a law that holds or does not.
pub const SCOPE: Cue = 1 << 26;
/// Must, only, all, never: what makes a statement a promise.
pub const BOUND: Cue = 1 << 27;
/// Stays, remains, is kept, resides: what data does at a place.
pub const STAY: Cue = 1 << 28;
/// Data, files, records, photos: what stays at a place.
pub const DATA: Cue = 1 << 29;
/// Staging, test, development.
pub const ENVIRONMENT: Cue = 1 << 30;
/// Risk, threat, prevent, detect: what is wrong is spoken of, and not as what is.
pub const RISK: Cue = 1 << 31;

/// Passwords, files, the database: what a control protects.
pub const ASSET: Cue = 1 << 32;
/// Use, support, require: what stands between a denial and the control that is not there.
pub const LACK: Cue = 1 << 33;

/// Collected, recorded, stored, sent: verbs that only data is an object of.
pub const HANDLED: Cue = 1 << 34;
/// PCI, driver, kubelet: what a device is part of when it is nobody's.
pub const HARDWARE: Cue = 1 << 35;

/// Import, sync, address book: what is done with somebody's list of contacts.
pub const TAKEN_OVER: Cue = 1 << 36;

/// Service account, workload: what an id stands for when it stands for no person.
pub const WORKLOAD: Cue = 1 << 37;
/// Use, enforce, protect, via: what says that a control does something here.
pub const ACT: Cue = 1 << 50;
/// If, when, unless: what follows holds in a case only.
pub const CONDITION: Cue = 1 << 51;
/// Would otherwise, would have to: what is not so.
pub const HYPOTHETICAL: Cue = 1 << 52;
/// And, for, with: behind a name, they leave it the head of its words.
pub const LINKING: Cue = 1 << 53;
/// Must, shall, ensure: what makes a control wanted.
pub const WISH: Cue = 1 << 54;

/// Cue words by their first word.
#[derive(Debug, Default)]
pub struct Cues {
    by_first: ByKey<u64, Vec<(Vec<u64>, Cue)>>,
    /// A bit for the first bits of each first word: most words of a document are passed over by it.
    openings: Bits,
}

/// Bits for first words, enough for few other words to share one.
const OPENINGS: usize = 1 << 15;

fn opening(word: u64) -> usize {
    (word >> (64 - OPENINGS.ilog2())) as usize
}

impl Cues {
    /// Adds a word or phrase of a class.
    pub(super) fn add(&mut self, phrase: &str, class: Cue) {
        let mut words = phrase.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(word_hash);
        if let Some(first) = words.next() {
            self.openings.insert(opening(first));
            self.by_first.entry(first).or_default().push((words.collect(), class));
        }
    }

    /// The further words and the class of each phrase that begins with a word.
    fn beginning(&self, first: u64) -> impl Iterator<Item = &(Vec<u64>, Cue)> {
        let opens = self.openings.contains(opening(first));
        opens.then(|| self.by_first.get(&first)).flatten().into_iter().flatten()
    }

    /// Classes of the word or phrase that begins at the first of `tokens`.
    pub fn at(&self, tokens: &[Token]) -> Cue {
        let Some((first, following)) = tokens.split_first() else { return 0 };
        let known = self.beginning(first.hash());
        let begins = |rest: &[u64]| rest.len() <= following.len() && rest.iter().zip(following).all(|(hash, token)| *hash == token.hash());
        known.filter(|(rest, _)| begins(rest)).fold(0, |sum, (_, class)| sum | class)
    }

    /// True when `word` alone is in one of `classes`.
    pub fn has_word(&self, word: &str, classes: Cue) -> bool {
        let known = self.beginning(word_hash(word));
        known.filter(|(rest, _)| rest.is_empty()).any(|(_, class)| class & classes != 0)
    }

    /// Classes of all words and phrases in `tokens`.
    pub fn within(&self, tokens: &[Token]) -> Cue {
        (0..tokens.len()).fold(0, |sum, at| sum | self.at(&tokens[at..]))
    }
}
