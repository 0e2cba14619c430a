//! A word for a control to how it is meant: whether it means the control at all, and whether its clause says that the control is
//! there, is wished for, comes later or is missing.

use crate::checklist::cues::{ACT, CONDITION, FUTURE, HYPOTHETICAL, LACK, LINKING, NEGATION, REJECTED, WISH};
use crate::facts::surroundings::{Found, Place};
use crate::lexicon::{Token, TokenHome};
use crate::terms::{Beside, Term};

/// Words between a denial and a control.
const DENIAL_REACH: usize = 4;
/// Words of an item that is a wish by itself: "User authentication".
const SHORT_WISH: usize = 3;
/// Words before a control at the head of an item that is left out.
const LEFT_OUT_REACH: usize = 2;
/// Words between a verb and what it does.
const VERB_REACH: usize = 7;
/// Words behind a name among which its verb is looked for.
const VERB_BEHIND: usize = 4;
/// Words of an item or cell that states what it names.
const SHORT_ITEM: usize = 7;
/// Words before a name at the head of an item with its explanation behind.
const HEAD_REACH: usize = 3;
/// Words between a control and the word that puts it off.
const LATER_REACH: usize = 14;

/// True when the words around say that the alias means its control: "throttle" of requests, and not of memory.
pub(super) fn is_meant(here: &Found<'_, '_>) -> bool {
    let Some(sense) = here.alias.sense.map(|at| &here.reading.checklist.terms.senses[at as usize]) else { return true };
    let own = here.hit.span;
    let is_one = |words: &Beside, token: &Token| words.has(token.hash(), token.span().of(here.reading.text));
    let around = |words: &Beside| {
        let has = |tokens: &[Token]| tokens.iter().any(|token| !own.contains(token.span()) && is_one(words, token));
        match here.row() {
            Some(row) => here.row_cells(row).any(has),
            None => has(here.sentence()),
        }
    };
    if around(&sense.spoils) {
        return false;
    }
    sense.needs.words.is_empty() || around(&sense.needs) || heading(here, here.section()).iter().any(|token| is_one(&sense.needs, token))
}

/// True when `word` is `wanted`, or begins with it when it ends in a star.
#[inline]
pub(super) fn begins(word: &str, wanted: &str) -> bool {
    // Nearly all differ in their first letter; the bit is that of case.
    let first = |text: &str| text.as_bytes().first().map(|byte| byte | 0x20);
    first(word) == first(wanted) && begins_so(word, wanted)
}

fn begins_so(word: &str, wanted: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(stem) => word.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem)),
        None => word.strip_suffix('s').is_some_and(|one| one.eq_ignore_ascii_case(wanted)) || word.eq_ignore_ascii_case(wanted),
    }
}

/// Words of the heading of a section.
fn heading<'r>(here: &Found<'r, '_>, section: usize) -> &'r [Token] {
    let tokens = &here.reading.tokens;
    // Headings come first, in order.
    let at = tokens.homes.partition_point(|(home, _)| matches!(home, TokenHome::Heading(id) if *id < section));
    match tokens.homes.get(at) {
        Some((TokenHome::Heading(id), range)) if *id == section => &tokens.all[range.start as usize..range.end as usize],
        _ => &[],
    }
}

/// True in a question.
pub(super) fn is_asked(here: &Found<'_, '_>) -> bool {
    let sentence = here.sentence();
    let end = sentence.last().map_or(here.hit.span.end, |token| token.span().end);
    let rest = here.reading.text.get(end as usize..);
    rest.is_some_and(|rest| rest.trim_start_matches(['*', '`', '_', ')', ']', '"', '\'', '/']).starts_with('?'))
}

/// True under a heading for later: "Future security enhancements", "P2: planned", "For many branches (not yet)".
pub(super) fn is_under_future(here: &Found<'_, '_>) -> bool {
    const LATER: &[&str] = &["future", "planned", "upcoming", "potential", "yet", "later"];
    let is_later = |token: &Token| LATER.iter().any(|later| later.eq_ignore_ascii_case(token.span().of(here.reading.text)));
    here.around().any(|id| !here.reading.is_title(id) && heading(here, id).iter().any(is_later))
}

/// True for the name of a type: `HealthCheck` in code, or for words that stand apart in the table.
fn is_type_name(here: &Found<'_, '_>) -> bool {
    let surface = here.surface();
    (here.alias.text.contains([' ', '-']) || here.is_code())
        && !surface.contains(|c: char| !c.is_alphanumeric())
        && surface
            .get(1..)
            .is_some_and(|rest| rest.contains(|c: char| c.is_ascii_uppercase()) && rest.contains(|c: char| c.is_ascii_lowercase()))
}

/// True inside a path, a host, a longer name in code or the name of an interface: `rbac.authorization.k8s.io`, `autoscaling/v2`,
/// `webhook-hmac`, `signing-key-file`, `HealthCheck`.
pub(super) fn is_in_path(here: &Found<'_, '_>) -> bool {
    let text = here.reading.text.as_bytes();
    let (start, end) = (here.hit.span.start as usize, here.hit.span.end as usize);
    let at = |place: usize| text.get(place).copied().unwrap_or(b' ');
    let before = start.checked_sub(1).map_or(b' ', at);
    let dotted = before == b'.' && start.checked_sub(2).is_some_and(|place| at(place).is_ascii_alphanumeric())
        || at(end) == b'.' && (at(end + 1).is_ascii_lowercase() || here.is_code() && at(end + 1).is_ascii_alphabetic());
    // `X-CSRF-Token` is the token's own.
    let longer = here.is_code()
        && here.words().len() == 1
        && before == b'-'
        && (2..=3).all(|back| start.checked_sub(back).is_some_and(|p| at(p).is_ascii_alphanumeric()));
    // `--signing-key-file` is a file, `signed-url-issuer` a part; `express-rate-limit` is what it ends with.
    let colours = here.is_code() && at(end) == b'-' && at(end + 1).is_ascii_lowercase();
    is_type_name(here)
        || dotted
        || longer
        || colours
        || before == b'/' && start.checked_sub(2).is_none_or(|place| !at(place).is_ascii_alphanumeric() && at(place) != b' ')
        || at(end) == b'/' && (at(end + 1) == b'v' && at(end + 2).is_ascii_digit() || at(end + 1) == b'{')
}

/// Words before it in its clause: behind the last comma, bracket or dash.
pub(super) fn clause_before<'r>(here: &Found<'r, '_>, most: usize) -> &'r [Token] {
    let before = here.before(most);
    let text = here.reading.text;
    let mut next = here.hit.span.start;
    for (at, token) in before.iter().enumerate().rev() {
        let between = text.get(token.span().end as usize..next as usize).unwrap_or_default();
        if between.contains([',', ';', ':', '(', ')', '—', '–', '→']) || between.contains(" - ") {
            return &before[at + 1..];
        }
        next = token.start;
    }
    before
}

/// True in a clause that holds in a case only: "when no lockfile is there yet", "a health check if necessary".
pub(super) fn is_conditional(here: &Found<'_, '_>) -> bool {
    let word = |token: &Token| token.span().of(here.reading.text);
    let spared = |pair: &[Token]| pair[1].joins() && word(&pair[0]) == "if" && word(&pair[1]) == "necessary";
    let after = here.after(HEAD_REACH);
    let joined = after.iter().take_while(|token| token.joins()).count();
    here.cues(clause_before(here, 12)) & CONDITION != 0 || after[..joined].windows(2).any(spared)
}

/// True in a sentence about what is not so: "would otherwise allow", "does not yet allow for turning it off".
pub(super) fn is_hypothetical(here: &Found<'_, '_>) -> bool {
    here.cues(here.sentence()) & HYPOTHETICAL != 0 || here.cues(clause_before(here, LATER_REACH)) & NEGATION != 0
}

/// "Instead of Auth0", "rather than hard-coding owner-only", "a probe with HTTPS is rejected", "can override RBAC", "tenant
/// isolation broken", "the number of rate limits", "no need for shops to open a firewall rule".
pub(super) fn is_rejected(here: &Found<'_, '_>) -> bool {
    const PAIRS: &[(&str, &str)] = &[("rather", "than"), ("instead", "of"), ("inspired", "by")];
    const AROUND: &[&str] = &["override*", "overriding", "bypass*", "circumvent*", "lose", "losing", "abandoned", "former"];
    const UNDONE: &[&str] = &["broken", "bypass*", "violat*", "compromised", "breach*"];
    let text = here.reading.text;
    let word = |token: &Token| token.span().of(text);
    let refused = here.after(HEAD_REACH).windows(2).any(|pair| {
        matches!(word(&pair[0]), "is" | "are" | "was" | "were")
            && matches!(word(&pair[1]), "not" | "rejected" | "disallowed" | "forbidden" | "prohibited")
    });
    let is = |pair: &[Token], (first, second): &(&str, &str)| {
        word(&pair[0]).eq_ignore_ascii_case(first) && word(&pair[1]).eq_ignore_ascii_case(second)
    };
    // "There is no need for a proxy and all calls use TLS" uses it.
    let earlier = here.before(LATER_REACH);
    let needless = earlier
        .windows(2)
        .rposition(|pair| is(pair, &("no", "need")))
        .is_some_and(|at| !earlier[at..].iter().any(|token| word(token) == "and"));
    let counted = here.before(2).windows(2).any(|pair| is(pair, &("number", "of")));
    refused
        || counted
        || here.cues(here.before(3)) & REJECTED != 0
        || here.before(HEAD_REACH).iter().any(|token| AROUND.iter().any(|around| begins(word(token), around)))
        || here.after(1).iter().any(|token| token.joins() && UNDONE.iter().any(|undone| begins(word(token), undone)))
        || needless
        || here.before(VERB_REACH).windows(2).any(|pair| PAIRS.iter().any(|words| is(pair, words)))
}

/// True when it says that there is nothing to protect: not in a question, nor as what is no more.
pub(super) fn rules_out(here: &Found<'_, '_>) -> bool {
    here.place() != Place::Code && !is_asked(here) && !here.is_negated() && !is_conditional(here) && !is_rejected(here)
}

/// True for the name of a field: `image_url`.
pub(super) fn is_field_name(here: &Found<'_, '_>) -> bool {
    here.surface().contains('_')
}

/// True in a column of what is not: "Never does", "Excluded".
pub(super) fn is_in_column_of_what_is_not(here: &Found<'_, '_>) -> bool {
    let mut words = here.column_header().into_iter().flat_map(|header| header.split(|c: char| !c.is_alphanumeric()));
    words.any(|word| !word.is_empty() && here.reading.checklist.cues.has_word(word, NEGATION))
}

/// True in a sentence about an attack or a check against one: "checks logins for anomalies".
pub(super) fn is_attacked(here: &Found<'_, '_>) -> bool {
    const ATTACKS: &[&str] = &["attack*", "attacker*", "breach*", "malicious", "compromise*", "anomal*", "suspicious", "phish*", "lateral"];
    let is_one = |word: &str| ATTACKS.iter().any(|attack| begins(word, attack));
    here.sentence().iter().any(|token| is_one(token.span().of(here.reading.text)))
}

/// "Change the default password": what is wrong is taken away.
pub(super) fn is_undone(here: &Found<'_, '_>) -> bool {
    const UNDOING: &[&str] = &["change", "changes", "changed", "rotate", "disable", "disables", "revoke", "reset", "against", "for"];
    const TURNED_AWAY: &[&str] = &["redirected", "refused", "rejected", "blocked", "upgraded"];
    let is_one = |token: &Token, list: &[&str]| list.iter().any(|word| token.span().of(here.reading.text).eq_ignore_ascii_case(word));
    // "Calls over plain HTTP are redirected".
    let turned_away = || {
        let mut after = here.after(3).iter().skip_while(|token| !is_one(token, &["is", "are", "gets", "get"])).skip(1);
        after.next().is_some_and(|token| is_one(token, TURNED_AWAY))
    };
    here.before(3).iter().any(|token| is_one(token, UNDOING)) || turned_away()
}

/// True when no noun follows that it only colours: "MFA for admins", and not "MFA provider".
fn is_head(here: &Found<'_, '_>) -> bool {
    let after = here.after(1);
    after.first().is_none_or(|token| !token.joins() || here.cues(after) & (LINKING | LACK) != 0)
}

/// True in an item that leaves the control itself out: it begins with it, or with the verb and it.
pub(super) fn is_left_out(here: &Found<'_, '_>) -> bool {
    let word = |token: &Token| token.span().of(here.reading.text).to_ascii_lowercase();
    let before = &here.home()[..here.words_before()];
    let verbs = before.iter().filter(|token| here.cues(std::slice::from_ref(*token)) & (ACT | LACK) != 0).count();
    let start = before.first().map_or(here.hit.span.start, |token| token.start);
    let labelled =
        here.reading.text.get(start as usize..here.hit.span.start as usize).is_none_or(|text| text.contains([':', '(', ',', '/']));
    // "Prevent throttling" leaves out what would prevent it; "JWTs with several signatures" leaves out those only.
    let undone = before.iter().any(|token| matches!(word(token).as_str(), "prevent" | "avoid" | "remove" | "replace"));
    let narrowed = here.after(1).first().is_some_and(|token| matches!(word(token).as_str(), "with" | "as" | "that" | "which"));
    before.len() - verbs < LEFT_OUT_REACH && before.len() <= LEFT_OUT_REACH + 1 && !labelled && !undone && !narrowed && is_head(here)
}

/// "No MFA", "does not support SSO": the control itself is denied, and not a way to use it, nor in a case only.
pub(super) fn is_lacking(here: &Found<'_, '_>, distance: usize) -> bool {
    let before = here.before(distance + 1);
    let (Some(first), between) = (before.first(), before.get(1..).unwrap_or_default()) else { return false };
    let denial = first.span().of(here.reading.text).to_ascii_lowercase();
    // "Not JWT" sets it against something else; "without a lockout, ..." says what would be.
    let denies = match denial.as_str() {
        "no" => between.len() <= 1,
        // "Is not an authentication engine" says what it is.
        "not" | "t" | "cannot" | "don" | "doesn" => {
            !between.iter().all(|token| matches!(token.span().of(here.reading.text), "a" | "an" | "the"))
        }
        _ => false,
    };
    let plain = between.iter().all(|token| here.cues(std::slice::from_ref(token)) & LACK != 0);
    // What is not needed is not missing, and "the" gate that a program does not support is there.
    let spared = between.iter().any(|token| is_need(token.span().of(here.reading.text)) || token.span().of(here.reading.text) == "the");
    let text = here.reading.text.get(first.span().end as usize..here.hit.span.start as usize).unwrap_or_default();
    let near = !text.contains([',', ';', ':', '(', '/', '"', '—', '–']) && !text.contains(" - ");
    // "No SSO or quota changes are needed": nothing new is needed. "No bearer tokens appear in the logs": they are there.
    let unchanged = here.after(VERB_REACH).iter().any(|token| {
        let word = token.span().of(here.reading.text);
        is_need(word)
            || ["change*", "impact*", "implication*", "necessary", "issue*", "appear*", "leak*", "logged"]
                .iter()
                .any(|wanted| begins(word, wanted))
    });
    distance <= DENIAL_REACH
        && denies
        && plain
        && !spared
        && !unchanged
        && near
        && is_head(here)
        && here.cues(here.sentence()) & CONDITION == 0
}

fn is_need(word: &str) -> bool {
    matches!(word, "need" | "needs" | "needed" | "require" | "requires" | "required")
}

/// "MFA is not supported", "SSO: not in scope".
pub(super) fn is_denied_behind(here: &Found<'_, '_>) -> bool {
    let text = here.reading.text;
    let after = here.after(DENIAL_REACH);
    let joined = after.iter().take_while(|token| token.joins()).count();
    let after = &after[..joined];
    let plain = after.iter().take_while(|t| matches!(t.span().of(text), "is" | "are" | "was" | "will" | "be" | "does" | "do")).count();
    let rest = after.get(plain..).unwrap_or_default();
    let [negation, next, ..] = rest else { return false };
    let what = next.span().of(text);
    plain > 0
        && negation.span().of(text).eq_ignore_ascii_case("not")
        && (what.ends_with("ed") && here.cues(std::slice::from_ref(next)) & LACK != 0 && !is_need(what) || what == "available")
        && here.cues(here.sentence()) & CONDITION == 0
}

/// True for a wish: an item of a few words, or what has to be, with nothing that it only colours.
pub(super) fn is_wished(here: &Found<'_, '_>) -> bool {
    let before = clause_before(here, DENIAL_REACH);
    let alone = here.home().len() <= SHORT_WISH && here.cues(before) & LINKING == 0 && here.place() == Place::Item;
    let demanded = here.cues(before) & WISH != 0
        && !before.iter().any(|token| matches!(token.span().of(here.reading.text), "that" | "which" | "only" | "who"));
    let named_of = before
        .last()
        .is_some_and(|token| begins(token.span().of(here.reading.text), "allow*") || here.cues(std::slice::from_ref(token)) & LINKING != 0);
    is_head(here) && (alone || demanded) && !named_of && !opens_a_list(here)
}

/// True for a label with more below it, and for a folder: "**API Security:**", "authentication/".
fn opens_a_list(here: &Found<'_, '_>) -> bool {
    let behind = here.reading.text.get(here.hit.span.end as usize..).unwrap_or_default();
    let line = behind.lines().next().unwrap_or_default();
    let folder = line.strip_prefix('/').is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    folder || line.trim_matches(['*', '_', ' ']) == ":"
}

/// True in a code block where a mechanism is called or set, of those that code names by the words of the lexicon.
pub(super) fn is_called(here: &Found<'_, '_>) -> bool {
    let known = here.reading.checklist.word_list("controls-in-code");
    if !known.iter().any(|word| word == here.alias.text) {
        return false;
    }
    let behind = here.reading.text.get(here.hit.span.end as usize..).unwrap_or_default();
    let mut rest = behind.trim_start_matches(|c: char| c.is_alphanumeric() || "_.\"'` ".contains(c)).chars();
    // The digest of an image is a value.
    let next = rest.next();
    let hashes =
        matches!(here.alias.term, Term::Control(control, _) if here.reading.checklist.terms.controls[control as usize].id == "crypto");
    let digest = behind.strip_prefix([':', '-']).is_some_and(|value| value.bytes().take(16).filter(u8::is_ascii_hexdigit).count() == 16);
    !digest && (next == Some('(') || !hashes && matches!(next, Some('=' | ':' | ',' | ')' | '{' | ';')))
}

/// True for a hash or a curve that a protocol computes with, in a formula or where nothing is said to be kept from anybody: "the
/// keccak256 hash of the code", `sha256(secret)`.
pub(super) fn is_computed_with(here: &Found<'_, '_>) -> bool {
    let list = |name: &str| here.reading.checklist.word_list(name);
    if !list("controls-in-formulas").iter().any(|word| word == here.alias.text) {
        return false;
    }
    let formula = here.is_code() && here.reading.text[here.hit.span.end as usize..].starts_with('(');
    let guards = list("control-guards");
    let is_guard = |token: &Token| guards.iter().any(|guard| begins(token.span().of(here.reading.text), guard));
    formula || !here.sentence().iter().any(is_guard)
}

/// True when its clause says that the control does something here: a verb before or behind, or it is what an item names.
pub(super) fn is_asserted(here: &Found<'_, '_>) -> bool {
    if here.place() == Place::Cell(true) {
        return false;
    }
    let labelled = here.block().and_then(|block| block.lead).is_some_and(|lead| {
        let behind = here.words_before() as u32;
        lead.contains(here.hit.span) || lead.end <= here.hit.span.start && behind <= (LEFT_OUT_REACH + HEAD_REACH) as u32
    });
    let item = matches!(here.place(), Place::Item | Place::Cell(false));
    let leads = is_head(here) || here.words_before() == 0;
    let short = item && (here.home().len() <= SHORT_ITEM && leads || here.words_before() <= HEAD_REACH && opens_explanation(here));
    labelled || short || here.cues(here.before(VERB_REACH)) & ACT != 0 || here.cues(here.after(VERB_BEHIND)) & ACT != 0
}

/// "Rate limiting: 100 a minute", "JWT - signed by the gateway".
fn opens_explanation(here: &Found<'_, '_>) -> bool {
    let behind = here.reading.text.get(here.hit.span.end as usize..).unwrap_or_default();
    let behind = behind.trim_start_matches(|c: char| c.is_alphanumeric() || "*_`)\"".contains(c));
    behind.starts_with([':', '(']) || behind.trim_start().starts_with(['—', '–', '(', '→', '=']) || behind.starts_with(" - ")
}

/// True when its clause puts it off: what stands in brackets puts off what is in them, or what they follow.
pub(super) fn is_for_later(here: &Found<'_, '_>) -> bool {
    let tokens = here.sentence();
    if postpones(here, tokens) {
        return true;
    }
    // A short cell beside it says for all of the row: "Phase 2".
    // "Pydantic V2" has a number of its own.
    let numbered = |cell: &[Token]| {
        let own = cell.iter().any(|token| here.hit.span.contains(token.span()));
        own && !here.reading.text.get(here.hit.span.end as usize..).is_some_and(|behind| behind.trim_start().starts_with('('))
    };
    let later = |cell: &[Token]| cell.len() <= SHORT_WISH && here.cues(cell) & FUTURE != 0 && !numbered(cell);
    here.row().is_some_and(|row| here.row_cells(row).any(later))
}

fn postpones(here: &Found<'_, '_>, tokens: &[Token]) -> bool {
    let own = here.hit.span;
    let Some(at) = tokens.iter().position(|token| token.start >= own.start) else { return false };
    let (first, last) = (at.saturating_sub(LATER_REACH), tokens.len().min(at + here.hit.words as usize + LATER_REACH));
    (first..last)
        .any(|i| here.reading.checklist.cues.at(&tokens[i..]) & FUTURE != 0 && means_later(here, tokens, i) && reaches(here, tokens, i))
}

/// "Later", "in the future", "in v2": and not "later than", "a future attacker", "the v2 engine", "will be added".
fn means_later(here: &Found<'_, '_>, tokens: &[Token], at: usize) -> bool {
    let text = here.reading.text;
    let word = |i: usize| tokens.get(i).map_or("", |token| token.span().of(text));
    let (before, this, next) = (at.checked_sub(1).map_or("", word), word(at), tokens.get(at + 1));
    let ends = next.is_none_or(|token| !token.joins());
    match this.to_ascii_lowercase().as_str() {
        "later" | "future" => {
            let put = ["in", "the", "for", "a", "near", "added", "until", "comes", "come", "possible"]
                .iter()
                .any(|w| before.eq_ignore_ascii_case(w));
            let when = ["phase", "phases", "release", "releases", "version", "versions", "iteration", "milestone", "work", "enhancement"];
            // "Key stores: future plugins".
            let opens = at.checked_sub(1).is_some_and(|i| {
                let between = text.get(tokens[i].span().end as usize..tokens[at].start as usize).unwrap_or_default();
                between.contains([':', '—', '–']) && this.eq_ignore_ascii_case("future")
            });
            opens
                || ends
                    && (put || this.eq_ignore_ascii_case("later"))
                    && !(before.eq_ignore_ascii_case("in") && this.eq_ignore_ascii_case("future"))
                || when.iter().any(|w| word(at + 1).eq_ignore_ascii_case(w))
        }
        // What "will be added" is what the document proposes; "eventually compared" speaks of what a program does.
        "will" => false,
        "eventually" => !["be", "and", "then", "will"].iter().any(|w| before.eq_ignore_ascii_case(w)),
        version if version.starts_with('v') && version[1..].starts_with(|c: char| c.is_ascii_digit()) => {
            ["in", "for", "to", "until", "by", "with"].iter().any(|w| before.eq_ignore_ascii_case(w))
                || at == 0 && tokens.len() <= SHORT_ITEM
        }
        _ => true,
    }
}

/// True when the cue at `at` stands in the clause of the control: in no other brackets, and behind no semicolon.
fn reaches(here: &Found<'_, '_>, tokens: &[Token], at: usize) -> bool {
    let (own, cue) = (here.hit.span, tokens[at].span());
    let behind = cue.start >= own.end;
    let between = if behind { own.end..cue.start } else { cue.end..own.start };
    let Some(between) = here.reading.text.get(between.start as usize..between.end as usize) else { return true };
    let mut depth = 0_i32;
    let mut least = 0_i32;
    let mut opened = 0;
    for (place, letter) in between.char_indices() {
        match letter {
            '(' | '[' => {
                depth += 1;
                opened = place;
            }
            ')' | ']' => depth -= 1,
            ';' if depth == 0 => return false,
            _ => {}
        }
        least = least.min(depth);
    }
    if behind && depth - least > 0 {
        // "TOTP (phase 2)": brackets right behind it that open with the cue.
        let near = between[..opened].split_whitespace().count() <= HEAD_REACH;
        return near && between[opened + 1..].split_whitespace().count() <= 1;
    }
    // "(Phase 2) Audit record": brackets that hold little else, right before it.
    let before = || between.trim_end_matches(['*', '_', ' ']).ends_with(')') && between.split_whitespace().count() <= HEAD_REACH;
    behind || least == 0 || before()
}
