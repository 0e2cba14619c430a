//! What a company adds to the lexicon in a checklist: third parties, kinds of data, its own names, and whom it has approved.

use super::Checklist;
use crate::terms::{AliasRule, DataElement, Items, Receives, Sensitivity, Term, Vendor};
use crate::text::Text;
use crate::toml_reader::{At, Table};

/// Most third parties, and most kinds of data: an alias holds their numbers in 16 bits.
const MOST: usize = 60_000;

/// Words of `receives`.
const RECEIVES: &[&str] = &["yes", "maybe", "no"];
/// Words of `sensitivity`.
const SENSITIVITIES: &[&str] = &["pseudonymous", "personal", "sensitive", "special-category"];

/// Reads `[[vendor]]`, `[[data-element]]` and `[lexicon]` of a pack.
pub(super) fn read(root: &mut Table<'_>, list: &mut Checklist) {
    root.tables("vendor", |table| read_vendor(table, list));
    root.tables("data-element", |table| read_element(table, list));
    root.table("lexicon", |table| {
        list.terms.first_party.extend(table.plain_strings("first-party").iter().map(|name| key(name)));
        if let Some(names) = table.strings("approved-vendors") {
            list.terms.names_approved = true;
            list.terms.approved.extend(names.iter().map(|name| key(&name.value)));
        }
    });
}

/// Applies the names of `[lexicon]` to the third parties they mean, when every pack has been read.
pub(super) fn settle(list: &mut Checklist) {
    let terms = &mut list.terms;
    for name in terms.approved.clone() {
        let found = terms.vendor_named(&name);
        if let Some(at) = found {
            terms.vendors[at].approved = true;
        }
    }
    for name in terms.first_party.clone() {
        if let Some(at) = terms.vendor_named(&name) {
            let own = [key(&terms.vendors[at].name), key(&terms.vendors[at].id)];
            terms.first_party.extend(own);
        }
    }
}

fn read_vendor(table: &mut Table<'_>, list: &mut Checklist) {
    let name = table.required("name");
    let kinds: Vec<String> = list.terms.vendor_kinds.iter().map(|kind| kind.kind.to_string()).collect();
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    let kind = table.word("kind", &kinds, |word| kinds.contains(&word).then(|| word.to_owned()));
    let aliases = table.strings("aliases").unwrap_or_default();
    let ambiguous = table.strings("ambiguous").unwrap_or_default();
    let domains = table.plain_strings("domains");
    let self_hosted = table.bool("self-hosted");
    let receives = table.word("receives", RECEIVES, Receives::parse);
    let approved = table.bool("approved");
    let Some(name) = name else { return };
    let known = list.terms.vendor_named(&key(&name.value));
    if known.is_none() && !table.has("kind") {
        table.problem(table.span(), "`kind` is missing", Some(format!("what {} does: {}, ...", name.value, kinds.join(", "))));
    }
    if list.terms.vendors.len() >= MOST {
        table.problem(name.span, "there are too many third parties", None);
        return;
    }
    let at = known.unwrap_or_else(|| {
        list.terms.vendors.push(Vendor {
            id: name.value.clone(),
            name: name.value.clone(),
            kind: String::new().into(),
            domains: Items::default(),
            packages: Items::default(),
            env: Items::default(),
            self_hosted: false,
            receives: Receives::Maybe,
            approved: false,
        });
        list.terms.vendors.len() - 1
    });
    if let Some(kind) = kind {
        let usual = list.terms.vendor_kind(&kind).map_or(Receives::Maybe, |kind| kind.receives);
        let vendor = &mut list.terms.vendors[at];
        (vendor.kind, vendor.receives) = (kind.into(), usual);
    }
    let vendor = &mut list.terms.vendors[at];
    for domain in &domains {
        vendor.domains.push(&domain.to_lowercase());
    }
    vendor.self_hosted = self_hosted.unwrap_or(vendor.self_hosted);
    vendor.receives = receives.unwrap_or(vendor.receives);
    vendor.approved = approved.unwrap_or(vendor.approved);
    list.terms.names_approved |= approved.is_some();
    let term = Term::Vendor(at as u16);
    let doubtful: Vec<String> = ambiguous.iter().map(|alias| key(&alias.value)).collect();
    let own = (known.is_none() && !doubtful.contains(&key(&name.value))).then_some(name);
    for alias in own.iter().chain(&aliases) {
        add(table, list, alias, term, AliasRule::STRONG);
    }
    for alias in &ambiguous {
        add(table, list, alias, term, AliasRule::CAPITAL);
    }
}

fn read_element(table: &mut Table<'_>, list: &mut Checklist) {
    let id = table.required("id");
    let name = table.string("name");
    let category = table.string("category");
    let sensitivity = table.word("sensitivity", SENSITIVITIES, Sensitivity::parse);
    let aliases = table.strings("aliases").unwrap_or_default();
    let regimes = table.plain_strings("regimes");
    let Some(id) = id else { return };
    let known = list.terms.element(&id.value);
    if known.is_none() {
        for key in ["name", "aliases"] {
            if !table.has(key) {
                table.problem(table.span(), format!("`{key}` is missing"), None);
            }
        }
    }
    if list.terms.elements.len() >= MOST {
        table.problem(id.span, "there are too many kinds of data", None);
        return;
    }
    let at = known.unwrap_or_else(|| {
        let group = id.value.split('.').next().unwrap_or_default().to_owned();
        list.terms.elements.push(DataElement {
            name: id.value.clone(),
            category: group.into(),
            id: id.value,
            sensitivity: Sensitivity::Personal,
            regimes: Vec::new(),
        });
        list.terms.elements.len() - 1
    });
    let element = &mut list.terms.elements[at];
    if let Some(name) = name {
        element.name = name.value;
    }
    if let Some(category) = category {
        element.category = category.value;
    }
    element.sensitivity = sensitivity.unwrap_or(element.sensitivity);
    element.regimes.extend(regimes);
    for alias in &aliases {
        add(table, list, alias, Term::Element(at as u16), AliasRule::STRONG);
    }
}

/// Adds words for a term; what a company says they mean wins over what they meant before.
fn add(table: &Table<'_>, list: &mut Checklist, alias: &At<Text>, term: Term, rule: AliasRule) {
    let words = key(&alias.value);
    if !words.chars().any(char::is_alphanumeric) {
        table.problem(alias.span, format!("`{}` has no word in it", alias.value), None);
        return;
    }
    list.terms.aliases.add(words, term, rule);
}

/// A name as it is compared.
fn key(name: &str) -> String {
    name.trim().to_lowercase()
}
