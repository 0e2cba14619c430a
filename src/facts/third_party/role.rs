//! Where a third party is named to how it is meant there: named rules, the first that says something decides.

use super::table::{self, Column};
use super::{Candidate, Origin, PartyRole, is_word};
use crate::checklist::cues::{CHOICE, FUTURE, HOSTING, NEGATION, REJECTED, SHARE, STORE, USE};
use crate::document::BlockKind;
use crate::facts::Reading;
use crate::facts::surroundings::{Found, Place, SectionRole};
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
    /// Other names of third parties.
    neighbours: &'c [Span],
}

const fn rule(name: &'static str, confidence: Confidence, decide: fn(&At<'_, '_, '_>) -> Option<PartyRole>) -> Rule {
    Rule { name, confidence, decide }
}

const RULES: &[Rule] = &[
    rule("struck-out", Confidence::High, struck_out),
    rule("decision-column", Confidence::High, decision_column),
    rule("rivals-column", Confidence::High, rivals_column),
    rule("comparison-header", Confidence::Medium, comparison_header),
    rule("section-past", Confidence::High, section_past),
    rule("section-excluded", Confidence::High, section_excluded),
    rule("replaced", Confidence::High, replaced),
    rule("negated", Confidence::High, negated),
    rule("section-competitors", Confidence::High, section_competitors),
    rule("rival", Confidence::Medium, rival),
    rule("section-alternatives", Confidence::Medium, section_alternatives),
    rule("reasons-column", Confidence::Medium, reasons_column),
    rule("section-future", Confidence::High, section_future),
    rule("later", Confidence::Medium, later),
    rule("section-aside", Confidence::Medium, section_aside),
    rule("compatible", Confidence::Medium, compatible),
    rule("example", Confidence::Medium, example),
    rule("choice", Confidence::Medium, choice),
    rule("section-open", Confidence::Medium, section_open),
    rule("team-tool", Confidence::Medium, team_tool),
    rule("package", Confidence::High, package),
    rule("called-address", Confidence::High, called_address),
    rule("unnamed", Confidence::Medium, unnamed),
    rule("listed", Confidence::High, listed),
    rule("integration", Confidence::High, integration),
    rule("bystander", Confidence::Low, bystander),
    rule("mentioned", Confidence::Low, mentioned),
];

/// Names of the rules that decide roles of third parties.
pub fn third_party_rules() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.name)
}

/// True for rules that read a decision: they beat what is said in passing.
pub(super) fn is_decision(rule: &str) -> bool {
    matches!(rule, "decision-column" | "struck-out")
}

/// True for rules that read a use itself.
pub(super) fn is_proof(rule: &str) -> bool {
    matches!(rule, "package" | "called-address" | "listed")
}

/// The role of a mention, the rule that decided it and how sure it is.
pub(super) fn decide(reading: &Reading<'_>, candidate: &Candidate<'_, '_>, neighbours: &[Span]) -> (PartyRole, &'static str, Confidence) {
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

    /// The text of at most `bytes` bytes before the mention, within its block.
    fn text_before(&self, bytes: usize) -> &str {
        let (text, end) = (self.reading.text, self.candidate.span.start as usize);
        let home = self.found.and_then(|found| found.home().first()).map_or(0, |token| token.start as usize);
        &text[text.ceil_char_boundary(home.max(end.saturating_sub(bytes)).min(end))..end]
    }

    /// The text of at most `bytes` bytes behind the mention, to the end of its line.
    fn text_after(&self, bytes: usize) -> &str {
        let (text, start) = (self.reading.text, self.candidate.span.end as usize);
        let rest = &text[start..text.floor_char_boundary((start + bytes).min(text.len()))];
        rest.lines().next().unwrap_or_default()
    }

    /// True when a word that says what is done with a third party stands in the sentence: use, send, host, store.
    fn has_use(&self) -> bool {
        let Some(found) = self.found else { return false };
        found.cues(found.before(16)) & (USE | SHARE | STORE | HOSTING) != 0 || found.cues(found.after(6)) & (USE | SHARE | HOSTING) != 0
    }

    /// True when the name itself, or the word behind it, says that a program talks to it.
    fn is_integration(&self) -> bool {
        const TALKS: &[&str] = &[
            "api",
            "apis",
            "sdk",
            "webhook",
            "webhooks",
            "oauth",
            "oauth2",
            "sso",
            "login",
            "integration",
            "integrations",
            "connector",
            "connectors",
            "adapter",
            "client",
            "endpoint",
            "bot",
            "account",
            "bucket",
            "sign-in",
            "provider",
            "checkout",
            "elements",
            "connect",
            "credentials",
            "token",
            "key",
            "keys",
            "secret",
            "dsn",
            "actions",
            "pages",
        ];
        let Some(found) = self.found else { return true };
        let next = found.after(2);
        self.has(next.get(..next.len().min(2)).unwrap_or_default(), TALKS)
            || self
                .candidate
                .span
                .of(self.reading.text)
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| TALKS.contains(&word.to_lowercase().as_str()))
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
    let text = at.reading.text;
    let chosen = || {
        let name = at.surface().to_lowercase();
        cell.row_of(text, Column::Chosen).any(|cell| cell.to_lowercase().contains(&name))
    };
    let weighs =
        || cell.has_column(text, Column::Passed) || cell.has_column(text, Column::Options) || cell.has_column(text, Column::Reasons);
    match cell.column(text) {
        Column::Passed if cell.has_column(text, Column::Chosen) && chosen() => None,
        Column::Passed if in_brackets_optional(at) => Some(PartyRole::Optional),
        Column::Passed => Some(PartyRole::Rejected),
        Column::Options if !cell.has_column(text, Column::Chosen) => None,
        Column::Options if chosen() => Some(PartyRole::Used),
        Column::Options => Some(PartyRole::Rejected),
        Column::Chosen if weighs() && !either(at) && replaced(at).is_none() && negated(at).is_none() && later(at).is_none() => {
            Some(PartyRole::Used)
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
    (at.cell()?.column(at.reading.text) == Column::Rivals).then_some(PartyRole::Competitor)
}

/// A table that holds the product against others has their names in its header.
fn comparison_header(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let cell = at.cell().filter(|cell| cell.row.is_none() && cell.column > 0)?;
    let others = cell.table.header.iter().filter(|header| at.neighbours.iter().any(|span| header.contains(*span))).count();
    let header = cell.table.header.get(cell.column)?.of(at.reading.text);
    (others > 1 || header.len() < at.surface().len() + 6).then_some(PartyRole::Competitor)
}

fn section_past(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    matches!(at.section?, SectionRole::References | SectionRole::History | SectionRole::Glossary).then_some(PartyRole::Named)
}

fn section_excluded(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    if at.section? != SectionRole::Excluded {
        return None;
    }
    Some(if later(at).is_some() { PartyRole::Future } else { PartyRole::Rejected })
}

/// "instead of X", "migrate from X", "X is no longer used".
fn replaced(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    let before = found.before(5);
    let cues = &at.reading.checklist.cues;
    let first = (0..before.len()).rev().find(|&i| cues.at(&before[i..]) & REJECTED != 0);
    let by = |tokens: &[Token]| at.has(tokens, &["with", "by", "to", "using", "use", "now"]);
    if let Some(first) = first {
        let over_else = is_word(at.reading, before[first], &["over", "remove", "removes", "removed"]) && before.len() - first > 2;
        if !by(&before[first + 1..]) && !over_else && !is_word(at.reading, before[first], &["independent"]) {
            return Some(PartyRole::Rejected);
        }
    }
    let after = found.after(4);
    let given_up = ["rejected", "removed", "dropped", "deprecated", "discarded", "replaced"];
    let gone = after.iter().position(|token| is_word(at.reading, *token, &given_up)).is_some_and(|place| {
        after[..place].iter().all(|token| is_word(at.reading, *token, &["is", "was", "were", "has", "been", "are", "now", "being"]))
    });
    gone.then_some(PartyRole::Rejected)
}

fn negated(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    let distance = found.negation()?;
    let before = found.before(14);
    let between = &before[before.len() - distance..];
    let negation = before[before.len() - distance - 1];
    // Something is not done, because this party does it; or nothing goes without it.
    let through = at.has(between, &["by", "via", "through", "using", "handled", "delegated", "from"]);
    let needed = is_word(at.reading, negation, &["without", "cannot", "can", "non", "zero"]) && !between.is_empty();
    (!through && !needed).then_some(PartyRole::Rejected)
}

fn section_competitors(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.section? == SectionRole::Competitors && !at.is_integration()).then_some(PartyRole::Competitor)
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
    (at.cell()?.column(at.reading.text) == Column::Reasons && !at.is_integration()).then_some(PartyRole::Named)
}

fn section_future(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.section? == SectionRole::Future).then_some(PartyRole::Future)
}

fn later(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    let near = found.cues(found.before(8)) | found.cues(found.after(10));
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

/// "e.g. X", "such as X", "providers like X".
fn example(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    let before = found.before(8);
    let e_g = at.text_before(40).to_lowercase();
    let shown = e_g.contains("e.g")
        || at.has(before, &["eg"])
        || before.windows(2).any(|pair| is_word(at.reading, pair[0], &["such"]) && is_word(at.reading, pair[1], &["as"]))
        || before.iter().rev().take(3).any(|token| is_word(at.reading, *token, &["like"]))
        || at.text_after(30).contains(", etc");
    shown.then_some(PartyRole::Optional)
}

/// "X or Y", "optional", "if configured".
fn choice(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    let optional = found.cues(found.before(6)) | found.cues(found.after(6));
    (either(at)
        || optional & CHOICE != 0
            && at.has(
                &[found.before(6), found.after(6)].concat(),
                &[
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
                ],
            ))
    .then_some(PartyRole::Optional)
}

/// "X or Y", "X / Y" with another third party on the other side.
fn either(at: &At<'_, '_, '_>) -> bool {
    let Some(found) = at.found else { return false };
    let is_near = |from: u32, to: u32| at.neighbours.iter().any(|span| span.start >= from && span.end <= to);
    let (before, after) = (found.before(4), found.after(4));
    let span = at.candidate.span;
    let ahead = after.first().is_some_and(|token| is_word(at.reading, *token, &["or"]))
        && is_near(span.end, after.last().map_or(span.end, |token| token.span().end + 12));
    let behind = before.last().is_some_and(|token| is_word(at.reading, *token, &["or"]))
        && is_near(before.first().map_or(span.start, |token| token.start.saturating_sub(12)), span.start);
    ahead || behind
}

fn section_open(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.section? == SectionRole::Open).then_some(PartyRole::Optional)
}

/// Kinds of which the team is as likely a user as the product.
const TEAM_KINDS: &[&str] = &["source-control", "productivity", "devtools", "messaging", "low-code"];

/// What the team plans, draws and talks with.
fn team_tool(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    if !TEAM_KINDS.contains(&at.kind) || at.candidate.origin != Origin::Words {
        return None;
    }
    let found = at.found?;
    let surface = at.surface().to_lowercase();
    let of_team = at.section == Some(SectionRole::Tooling)
        || at.has(
            found.after(2),
            &[
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
                "link:",
                "readme",
                "mockups",
                "design",
                "designs",
                "file",
            ],
        );
    let talks = at.is_integration() || surface.contains(' ') && !surface.ends_with("channel");
    let sends = found.cues(found.before(8)) & (SHARE | USE) != 0
        || at.has(
            found.before(8),
            &["alert", "alerts", "notify", "notification", "notifications", "import", "export", "connect", "connects", "connected"],
        );
    let listed =
        at.section == Some(SectionRole::Recipients) || at.cell().is_some_and(|cell| cell.column(at.reading.text) == Column::Parties);
    (of_team && !talks || !talks && !sends && !listed).then_some(PartyRole::Tooling)
}

fn package(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.candidate.origin == Origin::Package).then_some(PartyRole::Used)
}

fn called_address(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.candidate.origin == Origin::Host).then_some(PartyRole::Used)
}

fn unnamed(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    at.candidate.recipient.map(|_| PartyRole::Used)
}

/// A section or column for third parties, stacks and hosting.
fn listed(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let column = || at.cell().is_some_and(|cell| matches!(cell.column(at.reading.text), Column::Parties | Column::Chosen));
    (at.candidate.origin == Origin::Listed || at.section == Some(SectionRole::Recipients) || column()).then_some(PartyRole::Used)
}

fn integration(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.is_integration() || at.has_use()).then_some(PartyRole::Used)
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
