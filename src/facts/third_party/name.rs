//! Words that may be the name of a third party to those that are: letter for letter, and with what an ambiguous name needs around it.

use super::{Candidate, Origin, term_of};
use crate::facts::Reading;
use crate::facts::surroundings::{Found, Place};
use crate::terms::{AliasRule, Term};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// Words on either side of an ambiguous name that can confirm it.
const WINDOW: usize = 24;
/// Words between two vendors of one list.
const LIST_GAP: u32 = 6;

/// Names of vendors and of recipients without a name, that are meant as such.
pub(super) fn candidates<'r, 'a>(reading: &Reading<'a>, found: &[Found<'r, 'a>]) -> Vec<Candidate<'r, 'a>> {
    let own = own_names(reading);
    let named: Vec<&Found<'r, 'a>> = found.iter().filter(|f| !matches!(term_of(f), (None, None)) && is_name(f, &own)).collect();
    let sure: Vec<&&Found<'r, 'a>> =
        named.iter().filter(|f| f.alias.rule.is_strong() && term_of(f).0.is_some() && !is_bare_word(f) && !is_short(f)).collect();
    let vendors: BTreeSet<usize> = sure.iter().filter_map(|f| term_of(f).0).collect();
    // Places of sure names, as (home, token), to find lists with.
    let places: BTreeSet<(u32, u32)> = sure.iter().map(|f| (f.hit.home, f.hit.token)).collect();
    let listed = |f: &Found<'_, '_>| {
        let from = f.hit.token.saturating_sub(LIST_GAP);
        places.range((f.hit.home, from)..=(f.hit.home, f.hit.token + LIST_GAP)).next().is_some()
    };
    let numbered = OnceCell::new();
    let is_meant = |f: &Found<'_, '_>| {
        let rule = f.alias.rule;
        let (Some(vendor), _) = term_of(f) else { return true };
        if is_short(f) && is_one_of(numbered.get_or_init(|| numbers(reading)), f.surface()) && !vendors.contains(&vendor) && !has_cue(f) {
            return false;
        }
        if is_environment(f) && has_environment(f, vendor) {
            return true;
        }
        if rule.is_strong() {
            return !is_bare_word(f) && !is_short(f) || vendors.contains(&vendor) || listed(f) || has_cue(f);
        }
        is_written_as_name(f)
            && (rule.has(AliasRule::SIBLING) && (vendors.contains(&vendor) || listed(f) && !is_short(f))
                || rule.has(AliasRule::CAPITAL) && (!opens(f) && !f.is_code() || listed(f) || vendors.contains(&vendor) || has_cue(f))
                || rule.has(AliasRule::CUE) && (has_cue(f) || listed(f) || vendors.contains(&vendor)))
    };
    let meant = named.iter().filter(|f| is_meant(f));
    meant
        .map(|f| {
            let (vendor, recipient) = term_of(f);
            Candidate { vendor, recipient, origin: Origin::Words, span: f.hit.span, section: f.section(), found: Some(**f) }
        })
        .collect()
}

/// One word in lower case that stands for itself: "fastly", `coinbase`, `stream_chat`.
fn is_bare_word(found: &Found<'_, '_>) -> bool {
    let surface = found.surface();
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' && found.is_code();
    surface.bytes().all(plain) && found.is_whole_name()
}

/// A letter and a digit: "S3" is a degree of severity elsewhere.
fn is_short(found: &Found<'_, '_>) -> bool {
    let surface = found.surface();
    surface.len() < 3 || surface.len() == 3 && surface.bytes().any(|b| b.is_ascii_digit())
}

/// Words of one letter and one digit.
fn numbers(reading: &Reading<'_>) -> BTreeSet<[u8; 2]> {
    let words = reading.tokens.all.iter().filter_map(|token| token.span().of(reading.text).as_bytes().try_into().ok());
    words.filter(|[letter, digit]: &[u8; 2]| letter.is_ascii_uppercase() && digit.is_ascii_digit()).collect()
}

/// True when the letter of a short name stands with another digit too: S1, S2 and S3 are degrees, D1 and D2 decisions.
fn is_one_of(numbers: &BTreeSet<[u8; 2]>, name: &str) -> bool {
    let &[letter, digit] = name.as_bytes() else { return false };
    numbers.range([letter, b'0']..=[letter, b'9']).any(|known| known[1] != digit)
}

/// The identifier in capitals with underscores that begins with the name: `STRIPE_SECRET_KEY`.
fn environment<'a>(found: &Found<'_, 'a>) -> &'a str {
    let rest = &found.reading.text[found.hit.span.start as usize..];
    let len = rest.bytes().take(80).take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_').count();
    &rest[..len]
}

/// True for the name of an environment variable: it begins with the name, or ends as settings do.
pub(super) fn is_environment(found: &Found<'_, '_>) -> bool {
    const SETTINGS: &[&str] = &["KEY", "SECRET", "TOKEN", "URL", "URI", "DSN", "ID", "HOST", "ENDPOINT", "REGION", "BUCKET", "PASSWORD"];
    let whole = environment(found);
    let opens = !found.reading.text[..found.hit.span.start as usize].ends_with('_');
    let long = whole.len() > found.surface().len() + 2 && whole.contains('_');
    long && (opens || SETTINGS.iter().any(|end| whole.ends_with(end)))
}

fn has_environment(found: &Found<'_, '_>, vendor: usize) -> bool {
    let known = found.reading.checklist.terms.vendors.get(vendor);
    known.is_some_and(|vendor| vendor.env.iter().any(|start| environment(found).starts_with(start)))
}

/// True when the words are the name and no part of something else.
fn is_name(found: &Found<'_, '_>, own: &Own) -> bool {
    let surface = found.surface();
    if matches!(found.alias.term, Term::Recipient(_)) {
        return !found.is_code() && !is_prompt(found);
    }
    let inside = !found.is_whole_name() && found.hit.span.start > found.token().start;
    same_letters(surface, found.alias.text)
        && has_marks(found)
        && !found.is_excepted()
        && !own.sure.contains(&key(surface))
        && (found.alias.rule.is_strong() || !own.likely.contains(&key(surface)))
        && !is_in_address(found)
        && (!inside || found.alias.rule.is_strong() && surface.len() > 4)
}

/// True in a question or hint of a template to whoever fills it in: it says nothing of the product.
fn is_prompt(found: &Found<'_, '_>) -> bool {
    let words = found.sentence();
    let Some((first, last)) = words.first().zip(words.last()) else { return false };
    let sentence = first.span().join(last.span()).of(found.reading.text).to_lowercase();
    found.reading.checklist.word_list("party-prompts").iter().any(|words| sentence.contains(words.as_ref()))
}

/// True when the marks that belong to the name are there too: "Face++" is no face, "magic.link" no magic link.
fn has_marks(found: &Found<'_, '_>) -> bool {
    let text = found.reading.text;
    let (start, end) = (found.hit.span.start as usize, found.hit.span.end as usize);
    let behind = text.as_bytes()[end..].iter().take(2).take_while(|b| matches!(b, b'+' | b'#')).count();
    let written = &text[start..end + behind];
    ['+', '#', '.'].iter().all(|mark| found.alias.text.matches(*mark).count() <= written.matches(*mark).count())
}

/// True when the letters and digits are the same: no plural of a word is a company.
fn same_letters(surface: &str, alias: &str) -> bool {
    let letters = |text: &'_ str| text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase()).collect::<Vec<u8>>();
    letters(surface) == letters(alias)
}

/// True inside an e-mail address, a host name of a repository or a path of hidden files.
fn is_in_address(found: &Found<'_, '_>) -> bool {
    let text = found.reading.text.as_bytes();
    let (start, end) = (found.hit.span.start as usize, found.hit.span.end as usize);
    let before = |n: usize| start.checked_sub(n).and_then(|at| text.get(at)).copied().unwrap_or(b' ');
    let joins = |byte: u8| byte.is_ascii_alphanumeric();
    let mail = before(1) == b'@' && (joins(before(2)) || matches!(before(2), b'.' | b'_'));
    let hidden = matches!(before(1), b'.' | b'#') && !joins(before(2)) && text.get(end).is_none_or(|b| *b != b'.');
    let host = [b".com/".as_slice(), b".org/", b".io/"].iter().any(|end_of_host| text[end..].starts_with(end_of_host));
    // `block.coinbase` is a field, `S3[("Files")]` and `linear(x)` are names of something else in code.
    let field = found.is_code() && before(1) == b'.' && joins(before(2)) && found.surface().bytes().all(|b| b.is_ascii_lowercase());
    let node = found.is_code() && matches!(text.get(end), Some(b'[' | b'{' | b'('));
    mail || hidden || host || field || node
}

/// True for the first word of a sentence, heading or cell that goes on: its capital says nothing.
fn opens(found: &Found<'_, '_>) -> bool {
    found.token().opens_sentence() && !found.after(1).is_empty()
}

fn is_written_as_name(found: &Found<'_, '_>) -> bool {
    let capital = found.surface().starts_with(|c: char| c.is_uppercase()) && !is_shouted(found);
    capital && (!found.is_code() || found.place() == Place::Code) && found.is_whole_name()
}

/// All in capitals where the company is not: NEON is a set of instructions, `LINEAR` a constant.
fn is_shouted(found: &Found<'_, '_>) -> bool {
    let surface = found.surface();
    let shouted = surface.len() > 3 && !surface.bytes().any(|b| b.is_ascii_lowercase());
    let vendor = term_of(found).0.and_then(|at| found.reading.checklist.terms.vendors.get(at));
    shouted && vendor.is_some_and(|vendor| !vendor.name.contains(surface))
}

/// True when a cue word of its kind stands in the sentence.
fn has_cue(found: &Found<'_, '_>) -> bool {
    let reading = found.reading;
    let Term::Vendor(at) = found.alias.term else { return false };
    let Some(kind) = reading.checklist.terms.vendors.get(at as usize).and_then(|v| reading.checklist.terms.vendor_kind(&v.kind)) else {
        return false;
    };
    let row = found.row().map(|row| super::table::cells_within(reading, row, WINDOW));
    let near = [found.before(WINDOW), found.after(WINDOW)];
    let words = near.iter().flat_map(|tokens| tokens.iter()).chain(row.iter().flatten().copied());
    for token in words {
        let word = token.span().of(reading.text);
        if token.span().start == found.hit.span.start {
            continue;
        }
        let known = kind
            .cues
            .iter()
            .any(|cue| word.len() >= cue.len() && word.is_char_boundary(cue.len()) && word[..cue.len()].eq_ignore_ascii_case(cue));
        if known {
            return true;
        }
    }
    false
}

/// Names of the product itself, as letters and digits.
struct Own {
    sure: BTreeSet<String>,
    /// First words of titles that go on: "Atlas: one platform for maps", but "Stripe: payments" too.
    likely: BTreeSet<String>,
}

/// Names of the product itself: what a document's title is once the words for documents are taken off, its front matter, and what
/// the configuration says.
fn own_names(reading: &Reading<'_>) -> Own {
    let document = reading.checklist.word_list("party-document-words");
    let told = ["product", "project", "application", "app"];
    let matter = reading.document.front_matter.as_ref();
    let told = told.iter().filter_map(|field| matter.and_then(|matter| matter.text(field)));
    let sure = reading.checklist.word_list("first-party").iter().map(AsRef::as_ref).chain(told).map(key).collect();
    let mut own = Own { sure, likely: BTreeSet::new() };
    if let Some(title) = reading.document.title() {
        let plain = title.text.split('(').next().unwrap_or_default().replace(" - ", ":");
        let parts = plain.split([':', '\u{2014}', '\u{2013}', '|']).map(|part| {
            let words = part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words.filter(|word| !document.iter().any(|known| known.eq_ignore_ascii_case(word))).collect::<Vec<&str>>()
        });
        // Two words and more say what is done, with whose help perhaps.
        let parts: Vec<Vec<&str>> = parts.filter(|words| !words.is_empty()).collect();
        if let Some([name]) = parts.first().map(Vec::as_slice) {
            let names = if parts.len() == 1 { &mut own.sure } else { &mut own.likely };
            names.insert(key(name));
        }
    }
    own
}

fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
