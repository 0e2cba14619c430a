//! Where a third party is named to how it is meant there: named rules, the first that says something decides.

mod column;
mod evidence;
mod identifier;
mod section;
mod wording;

use super::table;
use super::{Candidate, Neighbour, Origin, PartyRole};
use crate::checklist::Side;
use crate::checklist::cues::{HOSTING, SHARE, STORE, USE};
use crate::document::BlockKind;
use crate::facts::reading::is_word;
use crate::facts::surroundings::{Found, SectionRole};
use crate::facts::{KindFact, Reading};
use crate::lexicon::Token;
use crate::rule::Confidence;
use crate::text::Text;

/// Languages of drawings.
const DRAWINGS: &[&str] = &["mermaid", "plantuml", "puml", "d2", "dot", "graphviz"];

/// A rule: its name, how sure it is, and what it says of a mention.
struct Rule {
    name: &'static str,
    confidence: Confidence,
    decide: fn(&At<'_, '_, '_>) -> Option<PartyRole>,
}

/// A mention and what surrounds it.
struct At<'c, 'r, 'a> {
    reading: &'c Reading<'a>,
    candidate: &'c Candidate<'r, 'a>,
    found: Option<&'c Found<'r, 'a>>,
    section: Option<SectionRole>,
    kind: &'c str,
    /// Names of third parties and their kinds, in source order.
    neighbours: &'c [Neighbour<'c>],
    /// True in a proposal: it changes something that is there, and speaks of many parties that the change has nothing to do with.
    proposal: bool,
    /// True in minutes.
    notes: bool,
}

const fn rule(name: &'static str, confidence: Confidence, decide: fn(&At<'_, '_, '_>) -> Option<PartyRole>) -> Rule {
    Rule { name, confidence, decide }
}

const RULES: [Rule; 41] = [
    rule("struck-out", Confidence::High, column::struck_out),
    rule("decision-column", Confidence::High, column::decision_column),
    rule("rivals-column", Confidence::High, column::rivals_column),
    rule("comparison-header", Confidence::Medium, column::comparison_header),
    rule("affiliation", Confidence::High, wording::affiliation),
    rule("sample-value", Confidence::Low, identifier::sample_value),
    rule("identifier", Confidence::Low, identifier::identifier),
    rule("discussed", Confidence::Medium, wording::discussed),
    rule("section-past", Confidence::High, section::section_past),
    rule("section-excluded", Confidence::High, section::section_excluded),
    rule("replaced", Confidence::High, wording::replaced),
    rule("negated", Confidence::High, wording::negated),
    rule("section-competitors", Confidence::High, section::section_competitors),
    rule("rival", Confidence::Medium, wording::rival),
    rule("model", Confidence::Medium, wording::model),
    rule("underneath", Confidence::Medium, wording::underneath),
    rule("its-terms", Confidence::Medium, wording::its_terms),
    rule("section-alternatives", Confidence::Medium, section::section_alternatives),
    rule("reasons-column", Confidence::Medium, column::reasons_column),
    rule("section-future", Confidence::High, section::section_future),
    rule("later", Confidence::Medium, wording::later),
    rule("section-aside", Confidence::Medium, section::section_aside),
    rule("pointer", Confidence::Medium, wording::pointer),
    rule("team-artifact", Confidence::Medium, evidence::team_artifact),
    rule("compatible", Confidence::Medium, wording::compatible),
    rule("one-of-several", Confidence::Medium, wording::one_of_several),
    rule("example", Confidence::Medium, wording::example),
    rule("choice", Confidence::Medium, wording::choice),
    rule("section-open", Confidence::Medium, section::section_open),
    rule("team-tool", Confidence::Medium, evidence::team_tool),
    rule("package", Confidence::High, evidence::package),
    rule("called-address", Confidence::High, evidence::called_address),
    rule("environment", Confidence::High, evidence::environment),
    rule("unnamed", Confidence::Medium, evidence::unnamed),
    rule("in-proposal", Confidence::Low, evidence::in_proposal),
    rule("named-by-column", Confidence::Medium, column::named_by_column),
    rule("listed", Confidence::High, column::listed),
    rule("integration", Confidence::High, evidence::integration),
    rule("labelled", Confidence::Medium, column::labelled),
    rule("bystander", Confidence::Low, evidence::bystander),
    rule("mentioned", Confidence::Low, evidence::mentioned),
];

/// Names of the rules that decide roles of third parties.
pub const THIRD_PARTY_RULES: &[&str] = &{
    let mut names = [""; RULES.len()];
    let mut at = 0;
    while at < RULES.len() {
        names[at] = RULES[at].name;
        at += 1;
    }
    names
};

/// True for rules that read a decision: they beat what is said in passing.
pub(super) fn is_decision(rule: &str) -> bool {
    matches!(rule, "decision-column" | "struck-out")
}

/// True for rules that read a use itself.
pub(super) fn is_proof(rule: &str) -> bool {
    matches!(rule, "package" | "called-address" | "environment" | "listed" | "named-by-column")
}

/// The role of a mention, the rule that decided it and how sure it is.
pub(super) fn decide(
    reading: &Reading<'_>,
    candidate: &Candidate<'_, '_>,
    neighbours: &[Neighbour<'_>],
    document: &KindFact,
) -> (PartyRole, &'static str, Confidence) {
    let terms = &reading.checklist.terms;
    let vendor = candidate.vendor.and_then(|at| terms.vendors.get(at)).map(|vendor| vendor.kind.as_ref());
    let recipient = candidate.recipient.and_then(|at| terms.recipients.get(at)).map(|recipient| recipient.kind.as_ref());
    let at = At {
        reading,
        candidate,
        found: candidate.found.as_ref(),
        section: reading.section_roles[candidate.section],
        kind: vendor.or(recipient).unwrap_or_default(),
        neighbours,
        proposal: document.is_proposal(),
        notes: document.side == Side::Notes
            || reading.document.title().is_some_and(|title| title.text.to_lowercase().contains("meeting notes")),
    };
    let decided = RULES.iter().find_map(|rule| (rule.decide)(&at).map(|role| (role, rule.name, rule.confidence)));
    decided.unwrap_or((PartyRole::Used, "mentioned", Confidence::Low))
}

impl At<'_, '_, '_> {
    /// The section of the mention and those around it, from the inside out.
    fn around(&self) -> impl Iterator<Item = usize> {
        self.reading.document.around(self.candidate.section)
    }

    /// True when one of `words` is among the tokens.
    fn has(&self, tokens: &[Token], words: &[&str]) -> bool {
        tokens.iter().any(|token| is_word(self.reading, *token, words))
    }

    /// A word list of the checklists.
    fn words(&self, list: &str) -> &[Text] {
        self.reading.checklist.word_list(list)
    }

    /// True when a word of a list is among the tokens.
    fn has_any(&self, tokens: &[Token], list: &str) -> bool {
        let known = self.words(list);
        tokens.iter().any(|token| known.iter().any(|word| word.eq_ignore_ascii_case(token.span().of(self.reading.text))))
    }

    /// True when the kind of the party is in a list.
    fn is_kind(&self, list: &str) -> bool {
        self.words(list).iter().any(|kind| kind == self.kind)
    }

    /// The text of at most `bytes` bytes before the mention, within its block.
    fn text_before(&self, bytes: usize) -> &str {
        let (text, end) = (self.reading.text, self.candidate.span.start as usize);
        // Marks before the first word belong to it.
        let home = self.found.and_then(|found| found.home().first()).map_or(0, |token| (token.start as usize).saturating_sub(4));
        &text[text.ceil_char_boundary(home.max(end.saturating_sub(bytes)).min(end))..end]
    }

    /// The text of at most `bytes` bytes behind the mention, to the end of its line.
    fn text_after(&self, bytes: usize) -> &str {
        let (text, start) = (self.reading.text, self.candidate.span.end as usize);
        let rest = &text[start..text.floor_char_boundary((start + bytes).min(text.len()))];
        rest.lines().next().unwrap_or_default()
    }

    /// True when a word right beside it says what is done with a third party: use, send, host, store.
    fn has_use(&self, most: usize) -> bool {
        let Some(found) = self.found else { return false };
        found.cues(found.before(most)) & (USE | SHARE | STORE | HOSTING) != 0
            || found.cues(found.after(most.div_ceil(2))) & (USE | SHARE | HOSTING) != 0
    }

    /// Words on either side in its clause, at most so many.
    fn clause(&self, before: usize, after: usize) -> (&[Token], &[Token]) {
        let Some(found) = self.found else { return (&[], &[]) };
        let (before, after) = (found.before(before), found.after(after));
        let (text, span) = (self.reading.text, self.candidate.span);
        let breaks = [';', '\u{2014}'];
        let from = before.first().map_or(span.start, |token| token.start);
        let open = text[from as usize..span.start as usize].rfind(breaks).map_or(0, |at| from + at as u32);
        let to = after.last().map_or(span.end, |token| token.span().end);
        let close = text[span.end as usize..to as usize].find(breaks).map_or(u32::MAX, |at| span.end + at as u32);
        let first = before.partition_point(|token| token.start < open);
        (&before[first..], &after[..after.partition_point(|token| token.start < close)])
    }

    /// What lies between it and the `n`th name from it, forward or backward, when that is short; and the kind of the later.
    fn gap(&self, n: isize) -> Option<(String, &str)> {
        let here = isize::try_from(self.here()).ok()?;
        let get = |at: isize| usize::try_from(at).ok().and_then(|at| self.neighbours.get(at));
        let (from, to) = if n > 0 { (get(here + n - 1)?, get(here + n)?) } else { (get(here + n)?, get(here + n + 1)?) };
        let (start, end) = (from.span.end as usize, to.span.start as usize);
        // "name/name" is a repository, and two names of one company are no choice.
        let same = from.vendor == to.vendor && from.vendor != usize::MAX;
        if end < start || end - start > 24 || same {
            return None;
        }
        let between = self.reading.text[start..end].trim_matches(|c: char| c.is_whitespace() || "*`_()".contains(c)).to_lowercase();
        Some((between, if n > 0 { to.kind } else { from.kind }))
    }

    /// Its place among its neighbours.
    fn here(&self) -> usize {
        self.neighbours.partition_point(|other| other.span.start < self.candidate.span.start)
    }

    /// True when a sentence in the first person uses it.
    fn is_ours(&self) -> bool {
        let first = ["we", "our", "us", "i"];
        self.found.is_some_and(|found| {
            let speaks = self.has(found.before(10), &first) && found.cues(found.before(5)) & (USE | SHARE | STORE) != 0;
            speaks || self.has(found.before(2), &["hosted"])
        })
    }

    /// True for parties without a name in a proposal: it stands in a world that has them, and takes or turns down none.
    fn is_part_of_the_world(&self) -> bool {
        self.proposal && self.candidate.recipient.is_some()
    }

    /// True in the source of a drawing.
    fn is_drawn(&self) -> bool {
        let block = self.found.and_then(Found::block);
        block.is_some_and(|block| matches!(&block.kind, BlockKind::Code { lang } if DRAWINGS.contains(&lang.as_str())))
    }

    /// True when the title of the document holds the name.
    fn is_in_title(&self) -> bool {
        let name = self.surface().to_lowercase();
        self.reading.document.title().is_some_and(|title| title.text.to_lowercase().contains(&name))
    }

    /// True when the name itself, or the word behind it, says that a program talks to it.
    fn is_integration(&self) -> bool {
        let Some(found) = self.found else { return true };
        let talks = self.words("party-talks");
        let is_one = |word: &str| talks.iter().any(|known| known.eq_ignore_ascii_case(word));
        self.has_any(found.after(2), "party-talks") || self.surface().split(|c: char| !c.is_alphanumeric()).any(is_one)
    }

    /// True in a row of a table.
    fn cell(&self) -> Option<table::Cell<'_>> {
        match self.found {
            Some(found) => table::cell(found),
            None => table::cell_around(self.reading, self.candidate.span).filter(|_| self.candidate.origin == Origin::Listed),
        }
    }

    fn surface(&self) -> &str {
        self.candidate.span.of(self.reading.text)
    }
}
