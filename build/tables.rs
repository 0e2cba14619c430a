//! The tables of the lexicon to the terms that the program has: kinds of data, third parties, places, laws, controls, and the words
//! each is found by.

use crate::lexicon::{Phrases, word_hash};
use crate::terms::{
    Alias, AliasRows, AliasRule, Beside, Builtin, Control, ControlPart, DataElement, Items, Place, PlaceKind, Receives, Recipient,
    Regulation, Sense, Sensitivity, TERMS_FROM, Technology, Term, Vendor, VendorKind,
};
use crate::text::Text;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The aliases of all terms, while the tables are read.
type Aliases = Vec<Alias<'static>>;

/// Reads all tables; `table` gives the text of one by its name.
pub fn read(table: impl Fn(&str) -> &'static str) -> Builtin {
    let (mut terms, mut aliases) = (Builtin::default(), Aliases::new());
    read_elements(table("data-elements"), &mut terms);
    read_aliases(table("data-element-aliases"), &terms, &mut aliases);
    read_kinds(table("vendor-kinds"), &mut terms);
    read_vendors(table("vendors"), &mut terms, &mut aliases);
    read_technologies(table("technologies"), &mut terms, &mut aliases);
    read_recipients(table("recipients"), &mut terms, &mut aliases);
    read_places(table("regions"), &mut terms, &mut aliases);
    read_regulations(table("regulations"), &mut terms, &mut aliases);
    read_controls(table("controls"), &mut terms, &mut aliases);
    read_senses(table("control-senses"), &mut terms, &mut aliases);
    let mut phrases = Phrases::default();
    for (entry, alias) in (TERMS_FROM..).zip(&aliases) {
        phrases.add(alias.text, entry);
    }
    Builtin { aliases: AliasRows::of(&aliases), phrases: phrases.by_first_word(), ..terms }
}

/// The rows of a built-in table below its header, each with as many cells as the header. `columns` are the columns wanted, in
/// the order wanted.
fn rows<const N: usize>(text: &'static str, columns: [&str; N]) -> impl Iterator<Item = [&'static str; N]> {
    let (header, body) = text.split_once('\n').unwrap_or((text, ""));
    let header: Vec<&str> = header.trim_end().split('\t').collect();
    let known = columns.iter().all(|column| header.contains(column));
    assert!(known, "a built-in table has the columns that are read");
    let places: Vec<Option<usize>> = header.iter().map(|name| columns.iter().position(|column| column == name)).collect();
    body.lines().map(move |line| {
        let mut row = [""; N];
        for (place, cell) in places.iter().zip(line.split('\t')) {
            if let Some(wanted) = place {
                row[*wanted] = cell;
            }
        }
        row
    })
}

/// The items of a cell, parted by bars; none of an empty cell.
fn items(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|item| !item.is_empty())
}

/// The items of a cell as text.
fn texts(cell: &'static str) -> Vec<Text> {
    items(cell).map(Cow::Borrowed).collect()
}

fn read_elements(text: &'static str, terms: &mut Builtin) {
    for [id, name, category, sensitivity, regimes] in rows(text, ["id", "name", "category", "sensitivity", "regimes"]) {
        let sensitivity = Sensitivity::parse(sensitivity).expect("built-in kinds of data name a known sensitivity");
        terms.elements.push(DataElement {
            id: id.into(),
            name: name.into(),
            category: category.into(),
            sensitivity,
            regimes: texts(regimes),
        });
    }
}

fn read_aliases(text: &'static str, terms: &Builtin, aliases: &mut Aliases) {
    // The table is sorted by element, as the elements are.
    let mut at = 0;
    for [alias, element, rule, case, except] in rows(text, ["alias", "element", "rule", "case", "except"]) {
        while terms.elements.get(at).is_some_and(|known| known.id != element) {
            at += 1;
        }
        let rule = AliasRule::parse(rule).expect("built-in aliases name known rules");
        let term = Term::Element(at as u16);
        aliases.push(Alias { rule, upper: case == "upper", except, ..Alias::strong(alias, term) });
    }
}

fn read_kinds(text: &'static str, terms: &mut Builtin) {
    for [kind, label, typically, cues, receives] in rows(text, ["kind", "label", "receives", "cues", "data-recipient"]) {
        let receives = Receives::parse(receives).unwrap_or(Receives::Maybe);
        terms.vendor_kinds.push(VendorKind {
            kind: kind.into(),
            label: label.into(),
            typically: typically.into(),
            cues: texts(cues),
            receives,
        });
    }
}

fn read_vendors(text: &'static str, terms: &mut Builtin, aliases: &mut Aliases) {
    let columns = ["id", "name", "kind", "aliases", "ambiguous", "except", "domains", "packages", "env", "self-hosted", "receives"];
    for [id, name, kind, named, ambiguous, except, domains, packages, env, self_hosted, receives] in rows(text, columns) {
        let term = Term::Vendor(terms.vendors.len() as u16);
        aliases.extend(items(named).map(|alias| Alias::strong(alias, term)));
        for item in items(ambiguous) {
            let (alias, rule) = item.split_once('=').expect("built-in ambiguous names have a rule");
            let rule = AliasRule::parse(rule).expect("built-in names have known rules");
            aliases.push(Alias { rule, ..Alias::strong(alias, term) });
        }
        aliases.extend(items(except).map(|phrase| Alias::strong(phrase, Term::Except)));
        terms.vendors.push(Vendor {
            id: id.into(),
            name: name.into(),
            kind: kind.into(),
            domains: Items::of(domains),
            packages: Items::of(packages),
            env: Items::of(env),
            self_hosted: self_hosted == "yes",
            receives: Receives::parse(receives).unwrap_or(Receives::Maybe),
            approved: false,
        });
    }
}

fn read_technologies(text: &'static str, terms: &mut Builtin, aliases: &mut Aliases) {
    for [name, kind, named] in rows(text, ["technology", "kind", "aliases"]) {
        let term = Term::Technology(terms.technologies.len() as u16);
        aliases.extend(items(named).map(|alias| Alias::strong(alias, term)));
        terms.technologies.push(Technology { name: name.into(), kind: kind.into() });
    }
}

fn read_recipients(text: &'static str, terms: &mut Builtin, aliases: &mut Aliases) {
    for [phrase, kind] in rows(text, ["phrase", "kind"]) {
        aliases.push(Alias::strong(phrase, Term::Recipient(terms.recipients.len() as u16)));
        terms.recipients.push(Recipient { phrase: phrase.into(), kind: kind.into() });
    }
}

fn read_places(text: &'static str, terms: &mut Builtin, aliases: &mut Aliases) {
    for [kind, provider, code, label, country, jurisdiction, named, ambiguous] in
        rows(text, ["kind", "provider", "code", "label", "country", "jurisdiction", "aliases", "ambiguous"])
    {
        let term = Term::Place(terms.places.len() as u16);
        let kind = match kind {
            "cloud-region" => PlaceKind::CloudRegion,
            "vendor-region" => PlaceKind::VendorRegion,
            "jurisdiction" => PlaceKind::Jurisdiction,
            _ => PlaceKind::Local,
        };
        aliases.extend(items(named).map(|alias| Alias::strong(alias, term)));
        // Words that are places only where something is stored; a caret stands before those written in capitals.
        aliases.extend(items(ambiguous).map(|alias| {
            let word = alias.trim_start_matches('^');
            Alias { rule: AliasRule::STORED, upper: word != alias, ..Alias::strong(word, term) }
        }));
        terms.places.push(Place {
            kind,
            provider: provider.into(),
            code: code.into(),
            label: label.into(),
            country: country.into(),
            jurisdiction: jurisdiction.into(),
        });
    }
}

fn read_regulations(text: &'static str, terms: &mut Builtin, aliases: &mut Aliases) {
    for [id, name, named, ambiguous, implied, except, family, jurisdiction, topic, team] in
        rows(text, ["id", "name", "aliases", "ambiguous", "implied", "except", "family", "jurisdiction", "topic", "team"])
    {
        let term = Term::Regulation(terms.regulations.len() as u16);
        aliases.extend(items(named).map(|alias| Alias::strong(alias, term)));
        // Abbreviations with other meanings: capitals, and a word of compliance beside them.
        let doubtful = |alias| Alias { rule: AliasRule::CUE, upper: true, except, ..Alias::strong(alias, term) };
        aliases.extend(items(ambiguous).map(doubtful));
        // Its concepts, where it is not named.
        aliases.extend(items(implied).map(|alias| Alias { rule: AliasRule::IMPLIED, ..Alias::strong(alias, term) }));
        terms.regulations.push(Regulation {
            id: id.into(),
            name: name.into(),
            is_family: !family.is_empty(),
            jurisdiction: jurisdiction.into(),
            topic: topic.into(),
            team: team.into(),
        });
    }
}

fn read_controls(text: &'static str, terms: &mut Builtin, aliases: &mut Aliases) {
    for [id, name, trigger, evidence, weak, red_flags, veto, references, team] in
        rows(text, ["id", "name", "trigger", "evidence", "weak", "red-flags", "veto", "references", "team"])
    {
        let at = terms.controls.len() as u16;
        for (cell, part) in [
            (trigger, ControlPart::Trigger),
            (evidence, ControlPart::Evidence),
            (weak, ControlPart::Weak),
            (red_flags, ControlPart::RedFlag),
            (veto, ControlPart::Veto),
        ] {
            // A caret stands before an abbreviation that is written in capitals.
            aliases.extend(items(cell).map(|alias| {
                let word = alias.trim_start_matches('^');
                let rule = if part == ControlPart::Weak { AliasRule::WEAK } else { AliasRule::STRONG };
                Alias { rule, upper: word != alias, ..Alias::strong(word, Term::Control(at, part)) }
            }));
        }
        terms.controls.push(Control { id: id.into(), name: name.into(), references: references.into(), team: team.into() });
    }
}

/// The senses of aliases, from `control-senses.tsv`: `*` in the first column stands for every control.
fn read_senses(text: &'static str, terms: &mut Builtin, aliases: &mut Aliases) {
    let key = |alias: &str| alias.split(' ').map(word_hash).collect::<Vec<u64>>();
    let mut known: BTreeMap<Vec<u64>, Vec<(Option<u16>, u16)>> = BTreeMap::new();
    for [controls, words, needs, spoils] in rows(text, ["controls", "aliases", "needs", "spoils"]) {
        let sense = terms.senses.len() as u16;
        terms.senses.push(Sense { needs: Beside::of(needs), spoils: Beside::of(spoils) });
        for id in items(controls) {
            let control = (id != "*")
                .then(|| terms.controls.iter().position(|known| known.id == id).expect("a sense is of a control in the table") as u16);
            items(words).for_each(|alias| known.entry(key(alias)).or_default().push((control, sense)));
        }
    }
    for alias in aliases {
        let Term::Control(its, _) = alias.term else { continue };
        let senses = known.get(&key(alias.text)).into_iter().flatten();
        alias.sense = senses.filter(|(control, _)| control.is_none_or(|control| control == its)).map(|(_, sense)| *sense).next();
    }
}
