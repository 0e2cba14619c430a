//! Kinds of personal data of the two documents: kept by one, unknown to the other.

use super::{Case, Discrepancy, Pair, spoken};
use crate::document::plain;
use crate::facts::{DataElementFact, DataRole, Denied, Facts};
use crate::schema::Shape;
use crate::similarity::stems;
use crate::source::Span;
use crate::terms::{DataElement, Terms};
use std::collections::BTreeMap;

/// Words for data of persons in general: what they mean is told by the rest.
const GENERIC: &str = "generic";

/// Passports, tax numbers and the like: they have no other name.
const PAPERS: &str = "government-id";
/// What a person, and many a thing, is called by.
const NAMES: &[&str] = &["name", "first name", "last name", "given name", "family name", "display name"];

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (product, design) = (pair.product.facts, pair.design.facts);
    for (at, facts) in only(design, product, pair.terms) {
        let (place, text) = (facts[0].mention.span, pair.design.text);
        let refused = product.data_elements.iter().find(|fact| fact.element == at && fact.role == DataRole::Excluded);
        let closed = product
            .coherence
            .denials
            .iter()
            .find(|denial| matches!(denial.what, Denied::PersonalData | Denied::OtherData) && !denial.listed.contains(&at));
        // A bare "name" may be that of a thing.
        let weak = facts.iter().all(|fact| NAMES.iter().any(|name| fact.mention.span.of(text).eq_ignore_ascii_case(name)));
        // Its words are there, and mean something else there: the weight of a load is none of a body.
        let new = facts.iter().find(|fact| !spoken::on_one_line(pair.product.text, fact.mention.span.of(text)));
        let (spoken, place) = (new.is_none(), new.map_or(place, |fact| fact.mention.span));
        let light = pair.terms.elements[at].is_light();
        let (said, confidence) = match (refused, closed) {
            // A way to sign in is ruled out for some and meant for others.
            (Some(refused), _) if light => (vec![refused.mention.span], 0.45),
            (Some(refused), _) => (vec![refused.mention.span], 0.85),
            (None, Some(denial)) => (vec![denial.span], 0.7),
            (None, None) if weak || spoken => (Vec::new(), 0.45),
            (None, None) => (Vec::new(), 0.6),
        };
        let case = if said.is_empty() { Case::DataUnannounced } else { Case::DataRefused };
        found.push(discrepancy(pair, case, at, said, vec![place], confidence));
    }
    let closed = design.coherence.denials.iter().find(|denial| matches!(denial.what, Denied::PersonalData | Denied::OtherData));
    let tables = || design.schemas.iter().filter(|schema| schema.shape == Shape::Table);
    let lists_people = design.data_elements.iter().any(|fact| tables().any(|table| table.span.contains(fact.mention.span)));
    for (at, facts) in only(product, design, pair.terms) {
        let said = vec![facts[0].mention.span];
        let refused = design.data_elements.iter().find(|fact| fact.element == at && fact.role == DataRole::Excluded);
        let denial = closed.filter(|denial| !denial.listed.contains(&at));
        let (built, confidence) = match (refused, denial) {
            (Some(refused), _) => (vec![refused.mention.span], 0.8),
            (None, Some(denial)) => (vec![denial.span], 0.65),
            // Where the design lists what it keeps of people, papers that it does not list are not kept.
            (None, None) if lists_people && pair.terms.elements[at].category == PAPERS => (Vec::new(), 0.5),
            (None, None) => (Vec::new(), 0.4),
        };
        let case = if built.is_empty() { Case::DataDropped } else { Case::DataDenied };
        found.push(discrepancy(pair, case, at, said, built, confidence));
    }
}

/// How a document says that it takes something from nobody, and the verbs of taking.
const REFUSALS: &[&str] = &["don't ", "don\u{2019}t ", "do not ", "does not ", "doesn't ", "never ", "will not "];
const TAKING: &[&str] = &["take", "collect", "ask for", "store", "keep", "record", "gather", "request", "track", "save"];
/// Words by which what is refused is no more than a way to handle it: "in plain text".
const LIMITED: &[&str] =
    &[" in ", " on ", " without ", " unless ", " until ", " when ", " if ", " longer ", " other ", " than ", " with ", " beyond "];
/// Words of names of columns that say how a value is kept, not what it is.
const KEPT_AS: &[&str] = &["id", "kg", "lb", "cm", "km", "key", "hash", "url", "ref", "type", "code", "count", "flag", "text", "valu"];

/// "What we don't take: body weight, anything for advertising": columns for what a list of refusals names.
pub(super) fn columns(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let tables = || pair.design.facts.schemas.iter().filter(|schema| schema.shape == Shape::Table);
    if tables().next().is_none() {
        return;
    }
    for (start, line) in Span::new(0, pair.product.text.len()).each_line(pair.product.text) {
        let place = Span::new(start, start + line.len()).trimmed(pair.product.text);
        let refused = refused_in(&plain(line).to_lowercase());
        let columns = || tables().flat_map(|table| &table.columns);
        let is_known =
            |span: &Span| found.iter().any(|one| one.case == Case::DataRefused && one.design.iter().any(|place| span.contains(*place)));
        let built = |item: &str| columns().find(|column| names_column(item, &column.name)).map(|column| column.span);
        let built: Vec<(&str, Span)> =
            refused.iter().filter_map(|item| Some((item.as_str(), built(item)?))).filter(|(_, span)| !is_known(span)).collect();
        if built.is_empty() {
            continue;
        }
        let names = built.iter().map(|(item, _)| *item).collect::<Vec<_>>().join(", ");
        found.push(Discrepancy {
            case: Case::DataRefused,
            subject: names.clone(),
            product: vec![place],
            design: built.into_iter().map(|(_, span)| span).collect(),
            notes: None,
            confidence: 0.7,
            values: vec![("name", names)],
        });
    }
}

/// The things that a line in lower case says are not taken.
fn refused_in(line: &str) -> Vec<String> {
    let Some(rest) = REFUSALS.iter().find_map(|refusal| {
        let (_, rest) = line.split_once(refusal)?;
        TAKING.iter().find_map(|verb| rest.strip_prefix(verb)).filter(|rest| rest.starts_with([' ', ':']))
    }) else {
        return Vec::new();
    };
    // What stands in brackets gives reasons.
    let mut depth = 0;
    let bare = rest.chars().filter(|c| {
        depth += i32::from(*c == '(');
        depth -= i32::from(*c == ')');
        depth == 0 && *c != ')'
    });
    let bare: String = bare.collect();
    let sentence = bare.split(". ").next().unwrap_or_default();
    let items = sentence.split([',', ';', ':']).flat_map(|item| item.split(" or ")).flat_map(|item| item.split(" and "));
    let items = items.map(|item| item.trim_matches(|c: char| !c.is_alphanumeric()).trim_start_matches("any ").trim_start_matches("your "));
    items.filter(|item| !item.is_empty() && !LIMITED.iter().any(|word| format!(" {item} ").contains(word))).map(str::to_owned).collect()
}

/// True when a column holds what is named: its words are of the name, and the word that names it is one of them.
fn names_column(item: &str, column: &str) -> bool {
    let head = [" from ", " for ", " of "].iter().filter_map(|word| item.find(word)).min().map_or(item, |at| &item[..at]);
    let (head, all) = (stems(head), stems(item));
    // "Anything for advertising" is named by its purpose.
    let name = if head.is_empty() { all } else { head };
    let words: Vec<String> = stems(column).into_iter().filter(|word| !KEPT_AS.contains(&word.as_str())).collect();
    name.last().is_some_and(|noun| words.contains(noun)) && words.iter().all(|word| name.contains(word))
}

fn discrepancy(pair: Pair<'_>, case: Case, element: usize, product: Vec<Span>, design: Vec<Span>, confidence: f32) -> Discrepancy {
    let element = &pair.terms.elements[element];
    let values = vec![("name", element.name.to_lowercase())];
    Discrepancy { case, subject: element.id.to_string(), product, design, notes: None, confidence, values }
}

/// Kinds of data that one document handles and the other does not speak of.
fn only<'a>(of: &'a Facts, other: &Facts, terms: &Terms) -> BTreeMap<usize, Vec<&'a DataElementFact>> {
    let mut kinds: BTreeMap<usize, Vec<&DataElementFact>> = BTreeMap::new();
    for fact in of.data_elements.iter().filter(|fact| fact.role == DataRole::Processed) {
        let element: &DataElement = &terms.elements[fact.element];
        let refused = other.data_elements.iter().any(|known| known.element == fact.element && known.role == DataRole::Excluded);
        let is_known = |known: &DataElementFact| known.element == fact.element && known.role == DataRole::Processed;
        if (!element.is_light() || refused) && element.category != GENERIC && !other.data_elements.iter().any(is_known) {
            kinds.entry(fact.element).or_default().push(fact);
        }
    }
    kinds
}
