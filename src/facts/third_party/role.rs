//! Where a third party is named to how it is meant there: named rules, the first that says something decides.

mod column;
mod evidence;
mod section;
mod wording;

use super::table;
use super::{Candidate, PartyRole, is_word};
use crate::checklist::cues::{HOSTING, SHARE, STORE, USE};
use crate::facts::Reading;
use crate::facts::surroundings::{Found, SectionRole};
use crate::lexicon::Token;
use crate::rule::Confidence;
use crate::source::Span;

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
    neighbours: &'c [(Span, &'c str)],
}

const fn rule(name: &'static str, confidence: Confidence, decide: fn(&At<'_, '_, '_>) -> Option<PartyRole>) -> Rule {
    Rule { name, confidence, decide }
}

const RULES: [Rule; 32] = [
    rule("struck-out", Confidence::High, column::struck_out),
    rule("decision-column", Confidence::High, column::decision_column),
    rule("rivals-column", Confidence::High, column::rivals_column),
    rule("comparison-header", Confidence::Medium, column::comparison_header),
    rule("section-past", Confidence::High, section::section_past),
    rule("section-excluded", Confidence::High, section::section_excluded),
    rule("replaced", Confidence::High, wording::replaced),
    rule("negated", Confidence::High, wording::negated),
    rule("section-competitors", Confidence::High, section::section_competitors),
    rule("rival", Confidence::Medium, wording::rival),
    rule("section-alternatives", Confidence::Medium, section::section_alternatives),
    rule("reasons-column", Confidence::Medium, column::reasons_column),
    rule("section-future", Confidence::High, section::section_future),
    rule("later", Confidence::Medium, wording::later),
    rule("section-aside", Confidence::Medium, section::section_aside),
    rule("pointer", Confidence::Medium, wording::pointer),
    rule("team-artifact", Confidence::Medium, evidence::team_artifact),
    rule("compatible", Confidence::Medium, wording::compatible),
    rule("example", Confidence::Medium, wording::example),
    rule("choice", Confidence::Medium, wording::choice),
    rule("section-open", Confidence::Medium, section::section_open),
    rule("team-tool", Confidence::Medium, evidence::team_tool),
    rule("package", Confidence::High, evidence::package),
    rule("called-address", Confidence::High, evidence::called_address),
    rule("environment", Confidence::High, evidence::environment),
    rule("unnamed", Confidence::Medium, evidence::unnamed),
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
    neighbours: &[(Span, &str)],
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
    };
    let decided = RULES.iter().find_map(|rule| (rule.decide)(&at).map(|role| (role, rule.name, rule.confidence)));
    decided.unwrap_or((PartyRole::Used, "mentioned", Confidence::Low))
}

impl At<'_, '_, '_> {
    /// True when one of `words` is among the tokens.
    fn has(&self, tokens: &[Token], words: &[&str]) -> bool {
        tokens.iter().any(|token| is_word(self.reading, *token, words))
    }

    /// A word list of the checklists.
    fn words(&self, list: &str) -> &[String] {
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
        let here = self.neighbours.partition_point(|(span, _)| span.start < self.candidate.span.start);
        let here = isize::try_from(here).ok()?;
        let get = |at: isize| usize::try_from(at).ok().and_then(|at| self.neighbours.get(at));
        let (from, to) = if n > 0 { (get(here + n - 1)?, get(here + n)?) } else { (get(here + n)?, get(here + n + 1)?) };
        let (start, end) = (from.0.end as usize, to.0.start as usize);
        // "name/name" is a repository.
        let same = from.0.of(self.reading.text).eq_ignore_ascii_case(to.0.of(self.reading.text));
        if end < start || end - start > 24 || same {
            return None;
        }
        let between = self.reading.text[start..end].trim_matches(|c: char| c.is_whitespace() || "*`_()".contains(c)).to_lowercase();
        Some((between, if n > 0 { to.1 } else { from.1 }))
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
        self.found.and_then(|found| table::cell(found))
    }

    fn surface(&self) -> &str {
        self.candidate.span.of(self.reading.text)
    }
}

fn struck_out(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let marks = at.text_before(200).matches("~~").count();
    (marks % 2 == 1 && at.text_after(200).contains("~~")).then_some(PartyRole::Rejected)
}

fn decision_column(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let cell = at.cell().filter(|cell| cell.row.is_some())?;
    let has = |wanted: Column| cell.has_column(at.reading, wanted);
    let chosen = || {
        let name = at.surface().to_lowercase();
        cell.row_of(at.reading, Column::Chosen).iter().any(|cell| cell.to_lowercase().contains(&name))
    };
    match cell.column(at.reading) {
        Column::Passed if chosen() => None,
        Column::Passed if in_brackets_optional(at) => Some(PartyRole::Optional),
        Column::Passed => Some(PartyRole::Rejected),
        Column::Options if !has(Column::Chosen) => None,
        Column::Options if chosen() => Some(PartyRole::Used),
        Column::Options => Some(PartyRole::Rejected),
        Column::Chosen if has(Column::Passed) || has(Column::Options) || has(Column::Reasons) => {
            let open = either(at) || replaced(at).is_some() || negated(at).is_some() || later(at).is_some();
            (!open).then_some(PartyRole::Used)
        }
        _ => None,
    }
}

/// "(fallback)", "(optional)" right behind the name.
fn in_brackets_optional(at: &At<'_, '_, '_>) -> bool {
    let after = at.text_after(30).to_lowercase();
    after.trim_start().starts_with('(')
        && ["(fallback", "(optional", "(backup", "(secondary"].iter().any(|word| after.trim_start().starts_with(word))
}

fn rivals_column(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.cell()?.column(at.reading) == Column::Rivals).then_some(PartyRole::Competitor)
}

/// A table that holds the product against others has their names in its header.
fn comparison_header(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let cell = at.cell().filter(|cell| cell.row.is_none() && cell.column > 0)?;
    let named = |header: &&Span| {
        let first = at.neighbours.partition_point(|(span, _)| span.start < header.start);
        at.neighbours.get(first).is_some_and(|(span, _)| header.contains(*span))
    };
    let others = cell.table.header.iter().filter(named).count();
    let header = cell.table.header.get(cell.column)?.of(at.reading.text);
    (others > 1 || header.len() < at.surface().len() + 6).then_some(PartyRole::Competitor)
}

fn section_past(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    matches!(at.section?, SectionRole::References | SectionRole::History | SectionRole::Glossary).then_some(PartyRole::Named)
}

/// Out of scope; of one release only, when the heading says so.
fn section_excluded(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    const RELEASES: &[&str] =
        &["mvp", "v1", "v0", "phase", "release", "initial", "p0", "iteration", "milestone", "version", "now", "launch", "poc"];
    if at.section? != SectionRole::Excluded {
        return None;
    }
    let mut section = Some(at.candidate.section);
    let mut of_release = false;
    while let Some(id) = section {
        of_release |= at.reading.section_roles[id] == Some(SectionRole::Excluded)
            && at.reading.keys[id].iter().any(|key| key.split(' ').any(|word| RELEASES.contains(&word)));
        section = at.reading.document.sections[id].parent;
    }
    Some(if of_release && negated(at).is_none() || later(at).is_some() { PartyRole::Future } else { PartyRole::Rejected })
}

/// "instead of X", "migrate from X", "X is no longer used".
fn replaced(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    const GONE: &[&str] = &["rejected", "removed", "dropped", "deprecated", "discarded", "replaced"];
    let found = at.found?;
    let before = found.before(5);
    let cues = &at.reading.checklist.cues;
    let by = |tokens: &[Token]| at.has(tokens, &["with", "by", "to", "using", "use", "now", "on"]);
    if let Some(first) = (0..before.len()).rev().find(|&i| cues.at(&before[i..]) & REJECTED != 0) {
        // A verb reaches what is next to it; "instead of" and "migrate from" have a word more.
        let words = if cues.at(&before[first..=first]) & REJECTED != 0 { 1 } else { 2 };
        let near = before.len() - first <= words + usize::from(words > 1);
        let other = is_word(at.reading, before[first], &["independent", "unlike"]);
        if near && !by(&before[first + words.min(before.len() - first)..]) && !other {
            return Some(PartyRole::Rejected);
        }
    }
    let after = found.after(4);
    let gone = after.iter().position(|token| is_word(at.reading, *token, GONE)).is_some_and(|place| {
        let to_be = ["is", "was", "were", "has", "been", "are", "now", "being"];
        after[..place].iter().all(|token| is_word(at.reading, *token, &to_be))
    });
    gone.then_some(PartyRole::Rejected)
}

fn negated(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    let (distance, _) = found.negation()?;
    let before = found.before(14);
    let between = &before[before.len() - distance..];
    let negation = before[before.len() - distance - 1];
    // Something is not done, because this party does it; or nothing goes without it.
    let through = at.has(between, &["by", "via", "through", "using", "handled", "delegated", "from"]);
    let needed = is_word(at.reading, negation, &["without", "cannot", "can", "non", "zero"]) && !between.is_empty();
    (!through && !needed).then_some(PartyRole::Rejected)
}

fn section_competitors(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let joined = at
        .found
        .is_some_and(|found| at.has(found.before(6), &["integrate", "integrates", "integrated", "integration", "via", "using", "we"]));
    (at.section? == SectionRole::Competitors && !joined).then_some(PartyRole::Competitor)
}

/// "unlike X", "inspired by X", "tools like X", "X-style".
fn rival(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    let before = found.before(10);
    let open = before.iter().rposition(|token| {
        is_word(
            at.reading,
            *token,
            &["unlike", "inspired", "competitors", "competitor", "rivals", "competing", "competes", "compete", "compared", "rival"],
        )
    });
    let near = open.is_some_and(|first| !at.has(&before[first..], &["we", "use", "uses", "via", "api"]));
    let similar = before.windows(2).rev().take(4).any(|pair| {
        is_word(at.reading, pair[0], &["similar", "alternative", "alternatives", "comparable"]) && is_word(at.reading, pair[1], &["to"])
    });
    let tail = at.text_after(12).to_lowercase();
    let styled = ["-style", "-like", "-inspired", "-esque", " style", "'s approach", " clone"].iter().any(|word| tail.starts_with(word));
    let like = before.last().is_some_and(|token| is_word(at.reading, *token, &["like"])) && {
        let said_of = before.len().checked_sub(2).map(|i| before[i]);
        said_of.is_some_and(|token| {
            is_word(
                at.reading,
                token,
                &[
                    "tools",
                    "platforms",
                    "apps",
                    "products",
                    "solutions",
                    "sites",
                    "feels",
                    "feel",
                    "look",
                    "looks",
                    "experience",
                    "competitors",
                    "marketplaces",
                    "app",
                    "tool",
                ],
            )
        }) && !at.has(before, &["integrate", "integrates", "integrated", "with", "using", "via", "use", "uses"])
    };
    (near || similar || styled || like).then_some(PartyRole::Competitor)
}

fn section_alternatives(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    if at.section? != SectionRole::Alternatives {
        return None;
    }
    let sentence = at.found.map(|found| found.sentence()).unwrap_or_default();
    let sentence = &sentence[..sentence.len().min(40)];
    let chosen = at.has(sentence, &["chosen", "chose", "selected", "choose", "decision", "decided", "recommended", "picked"]);
    let not = at.found.is_some_and(|found| found.cues(sentence) & (NEGATION | REJECTED) != 0);
    Some(if chosen && !not { PartyRole::Used } else { PartyRole::Rejected })
}

/// The column that says why speaks of what was weighed.
fn reasons_column(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.cell()?.column(at.reading) == Column::Reasons && !at.is_integration()).then_some(PartyRole::Named)
}

fn section_future(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.section? == SectionRole::Future).then_some(PartyRole::Future)
}

fn later(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    let near = found.cues(found.before(6)) | found.cues(found.after(8));
    // "For the foreseeable future" plans nothing.
    if at.has(found.after(12), &["foreseeable"]) {
        return None;
    }
    let row = || found.row().is_some() && found.passage_cues() & FUTURE != 0;
    (near & FUTURE != 0 || row()).then_some(PartyRole::Future)
}

/// Invented persons, the world as it is, examples: what is named there is not the product's, unless a program talks to it.
fn section_aside(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let aside = matches!(at.section?, SectionRole::Personas | SectionRole::Problem | SectionRole::Examples);
    let talks = at.is_integration()
        || at.found.is_some_and(|found| {
            found.cues(found.before(3)) & USE != 0 && at.has(found.before(8), &["we", "our", "is", "system", "app", "platform"])
        });
    (aside && !talks).then_some(PartyRole::Named)
}

/// The words of a link to something to read.
fn pointer(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let links = &at.reading.document.links;
    let after = links.partition_point(|link| link.span.start <= at.candidate.span.start);
    let link = links[..after].last().filter(|link| link.span.contains(at.candidate.span))?;
    let reads = ["github.com", "docs.", "/docs", "/blog", "wikipedia.org", "readthedocs", "/issues/", "/wiki"];
    let inside = !link.dest.contains("://");
    let listed = at.section == Some(SectionRole::Recipients);
    ((inside || reads.iter().any(|part| link.dest.contains(part))) && !listed).then_some(PartyRole::Named)
}

/// "S3-compatible": the interface, and whoever offers it.
fn compatible(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let tail = at.text_after(16).to_lowercase();
    let tail = tail.trim_start_matches(['*', '`', '_']);
    let tail = tail.strip_prefix(" api").unwrap_or(tail);
    let behind =
        tail.starts_with("-compatible") || tail.starts_with(" compatible") || tail.starts_with("-shaped") || tail.starts_with("-flavored");
    let before = at.found.is_some_and(|found| {
        let before = found.before(3);
        before.windows(2).any(|pair| is_word(at.reading, pair[0], &["compatible"]) && is_word(at.reading, pair[1], &["with"]))
    });
    // An object store by that interface is most often the original; a model server is most often another.
    (behind || before).then_some(if at.kind == "storage" { PartyRole::Optional } else { PartyRole::Named })
}

/// "e.g. X", "such as X", "providers like X". Of what everybody knows, examples say nothing.
fn example(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    let before = found.before(8);
    let pair = |first: &[&str], second: &[&str]| {
        before.windows(2).any(|pair| is_word(at.reading, pair[0], first) && is_word(at.reading, pair[1], second))
    };
    let like = before.iter().rev().take(3).any(|token| is_word(at.reading, *token, &["like"]));
    let shown = at.text_before(40).to_lowercase().contains("e.g")
        || at.has(before, &["eg"])
        || pair(&["such"], &["as"])
        || pair(&["for"], &["example"])
        || like
        || at.text_after(30).contains(", etc");
    let told = at.has_use(6) || at.is_integration() || at.section == Some(SectionRole::Recipients);
    // In a schema, examples are values.
    let known = KNOWN_TO_ALL.contains(&at.kind) && !told || found.place() == Place::Code;
    shown.then_some(if known { PartyRole::Named } else { PartyRole::Optional })
}

/// "X or Y", "optional", "if configured".
fn choice(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    const MAYBE: &[&str] = &[
        "optional",
        "optionally",
        "alternatively",
        "fallback",
        "either",
        "pluggable",
        "could",
        "tbd",
        "configured",
        "enabled",
        "evaluate",
        "consider",
        "option",
    ];
    let found = at.found?;
    let (before, after) = (found.before(6), found.after(5));
    let maybe = (found.cues(before) | found.cues(after)) & CHOICE != 0 && (at.has(before, MAYBE) || at.has(after, MAYBE));
    (either(at) || maybe).then_some(PartyRole::Optional)
}

/// "X or Y", "X, Y, or Z"; "X / Y" of one kind.
fn either(at: &At<'_, '_, '_>) -> bool {
    if at.found.is_none() {
        return false;
    }
    let is_or = |between: &str| matches!(between, "or" | ", or" | "or a" | "or an" | "vs" | "vs.");
    let of_kind = |(between, kind): &(String, &str)| between == "/" && *kind == at.kind;
    let (next, last) = (at.gap(1), at.gap(-1));
    let beside = |gap: &Option<(String, &str)>| gap.as_ref().is_some_and(|gap| is_or(&gap.0) || of_kind(gap));
    let in_list = next.as_ref().is_some_and(|gap| gap.0 == ",") && at.gap(2).is_some_and(|gap| is_or(&gap.0));
    beside(&next) || beside(&last) || in_list
}

fn section_open(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.section? == SectionRole::Open).then_some(PartyRole::Optional)
}

/// Kinds of which the team is as likely a user as the product.
const TEAM_KINDS: &[&str] = &["source-control", "productivity", "devtools", "messaging", "low-code"];

/// A repository, a board, a channel: what the team made with it.
fn team_artifact(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    const ARTIFACTS: &[&str] = &[
        "repo",
        "repository",
        "repositories",
        "issues",
        "issue",
        "channel",
        "board",
        "ticket",
        "tickets",
        "prs",
        "stars",
        "discussions",
        "link",
        "readme",
        "mockups",
        "design",
        "designs",
        "file",
    ];
    let found = at.found.filter(|_| TEAM_KINDS.contains(&at.kind))?;
    let of_team = at.section == Some(SectionRole::Tooling) || at.has(found.after(2), ARTIFACTS);
    (of_team && !talks(at)).then_some(PartyRole::Tooling)
}

/// What the team plans, draws and talks with, when nothing says that the product does.
fn team_tool(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    const SENDS: &[&str] = &[
        "alert",
        "alerts",
        "notify",
        "notification",
        "notifications",
        "import",
        "imports",
        "export",
        "exports",
        "connect",
        "connects",
        "connected",
        "upload",
        "uploads",
        "uploaded",
        "integrate",
        "integrates",
        "integration",
        "sync",
        "syncs",
    ];
    let found = at.found.filter(|_| TEAM_KINDS.contains(&at.kind))?;
    let sends = at.has(found.before(8), SENDS) || found.cues(found.before(3)) & (SHARE | USE) != 0;
    let column = || at.cell().is_some_and(|cell| cell.column(at.reading) == Column::Parties);
    let listed = at.section == Some(SectionRole::Recipients) || column();
    (!talks(at) && !sends && !listed).then_some(PartyRole::Tooling)
}

/// True when the name or the word behind it means the interface, not the tool.
fn talks(at: &At<'_, '_, '_>) -> bool {
    let surface = at.surface().to_lowercase();
    at.is_integration() || surface.contains(' ') && !surface.ends_with("channel")
}

fn package(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.candidate.origin == Origin::Package).then_some(PartyRole::Used)
}

fn called_address(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.candidate.origin == Origin::Host).then_some(PartyRole::Used)
}

/// `STRIPE_SECRET_KEY`: a secret that the product has.
fn environment(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.found.is_some_and(name::is_environment) && at.candidate.vendor.is_some()).then_some(PartyRole::Used)
}

/// A recipient without a name is one when something goes there.
fn unnamed(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    at.candidate.recipient?;
    let found = at.found?;
    let asked = found.home().last().is_some_and(|last| at.reading.text[last.span().end as usize..].starts_with('?'));
    if found.place() == Place::Heading || asked {
        return Some(PartyRole::Named);
    }
    let goes = at.section == Some(SectionRole::Recipients) || at.has_use(6);
    Some(if goes { PartyRole::Used } else { PartyRole::Named })
}

/// The name column of a table of third parties.
fn named_by_column(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.candidate.origin == Origin::Listed).then_some(PartyRole::Used)
}

/// A section or column for third parties, stacks and hosting.
fn listed(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let column = || at.cell().is_some_and(|cell| matches!(cell.column(at.reading), Column::Parties | Column::Chosen));
    (at.section == Some(SectionRole::Recipients) || column()).then_some(PartyRole::Used)
}

fn integration(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let most = if KNOWN_TO_ALL.contains(&at.kind) { 3 } else { 6 };
    (at.is_integration() || at.has_use(most)).then_some(PartyRole::Used)
}

/// Kinds that people speak of as users of them.
const KNOWN_TO_ALL: &[&str] = &[
    "social-platform",
    "ecommerce",
    "education",
    "gaming",
    "mobile-platform",
    "video-rtc",
    "travel",
    "hr",
    "devtools",
    "cms",
    "logistics",
];

/// A name that everybody knows, and nothing that says that the product has to do with it.
fn bystander(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    let drawn = matches!(found.place(), Place::Code) && matches!(found.block().map(|block| &block.kind), Some(BlockKind::Code { .. }));
    (KNOWN_TO_ALL.contains(&at.kind) && !drawn).then_some(PartyRole::Named)
}

#[expect(clippy::unnecessary_wraps, reason = "a rule like the others, the last of them")]
fn mentioned(_: &At<'_, '_, '_>) -> Option<PartyRole> {
    Some(PartyRole::Used)
}
