//! `lexicon add`: a vendor or a kind of data to a table at the end of a checklist file.

use crate::checklist::{Checklist, Pack, builtin, load};
use crate::cli::args::{Global, LexiconEntry};
use crate::cli::{Exit, files, output};
use crate::config::is_sound;
use crate::terms::{Term, Terms};
use crate::toml_reader::quoted;
use anyhow::{Context as _, bail};
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::Path;

pub(super) fn run(path: &Path, entry: &LexiconEntry, globals: &Global) -> anyhow::Result<Exit> {
    let before = match std::fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let shown = files::display(path);
    let mut packs = builtin();
    if let Some(text) = &before {
        packs.push(Pack::new(&shown, text.as_str()));
    }
    let list = sound(&packs, &format!("{shown} has problems already; nothing is added"), globals)?;
    let name = refuse_nonsense(entry, &list)?;
    if let Some(known) = before.as_deref().and_then(|text| known_in_file(entry, text)).or_else(|| known_as(entry, &list)) {
        bail!("{known}; nothing is added");
    }
    let text = appended(before.as_deref(), entry);
    if before.is_some() {
        packs.pop();
    }
    packs.push(Pack::new(&shown, text.as_str()));
    sound(&packs, &format!("{shown} would not load; nothing is added"), globals)?;
    output::replace(path, text.as_bytes())?;
    let verb = if before.is_some() { "added to" } else { "written to the new file" };
    output::note(
        globals,
        &format!("`{name}` {verb} {shown}; it counts where the file is named: checklists = [...] in designvet.toml, or --checklist"),
    );
    Ok(Exit::Clean)
}

/// The packs read; an error with diagnostics where they have problems. Tables that no reader of this version takes are none.
fn sound(packs: &[Pack], otherwise: &str, globals: &Global) -> anyhow::Result<Checklist> {
    let (list, problems) = load(packs, &crate::check::specs());
    if is_sound(&problems) {
        return Ok(list);
    }
    output::diagnostics(globals, &problems)?;
    bail!("{otherwise}")
}

/// The name of what is added; an error for values that could not mean anything.
fn refuse_nonsense<'e>(entry: &'e LexiconEntry, list: &Checklist) -> anyhow::Result<&'e str> {
    let (name, kind, domains): (&str, Option<&str>, &[String]) = match entry {
        LexiconEntry::Vendor { name, kind, domains, .. } => (name, Some(kind), domains),
        LexiconEntry::DataElement { id, name, category, .. } => {
            let is_id =
                |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b));
            if !id.split_once('.').is_some_and(|(group, rest)| is_id(group) && is_id(rest)) {
                bail!(
                    "`{id}` is no id of a kind of data: write a group and a name in small letters with a dot between, such as `health.step-goal`"
                );
            }
            let mut known: Vec<&str> = list.terms.elements.iter().map(|element| element.category.as_ref()).collect();
            known.sort_unstable();
            known.dedup();
            if !known.contains(&category.as_str()) {
                let help = crate::toml_reader::suggestion(category, known.iter().copied());
                bail!("unknown category `{category}`; {}", help.unwrap_or_else(|| format!("known are {}", known.join(", "))));
            }
            (name, None, &[])
        }
    };
    if !name.chars().any(char::is_alphanumeric) {
        bail!("a name needs a letter or a digit");
    }
    if let Some(kind) = kind.filter(|kind| list.terms.vendor_kind(kind).is_none()) {
        let known = list.terms.vendor_kinds.iter().map(|known| known.kind.as_ref());
        let help = crate::toml_reader::suggestion(kind, known.clone());
        bail!("unknown kind `{kind}`; {}", help.unwrap_or_else(|| format!("known are {}", known.collect::<Vec<_>>().join(", "))));
    }
    let is_host = |host: &str| {
        let labels = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        host.contains('.') && host.split('.').all(labels)
    };
    if let Some(host) = domains.iter().find(|host| !is_host(host)) {
        bail!("`{host}` is no host name such as `pay.example.com`");
    }
    Ok(name)
}

/// Why an entry is refused: one of its names, hosts or its id is known.
fn known_as(entry: &LexiconEntry, list: &Checklist) -> Option<String> {
    let terms = &list.terms;
    match entry {
        LexiconEntry::Vendor { name, aliases, domains, .. } => {
            for words in std::iter::once(name).chain(aliases) {
                let vendor =
                    terms.vendors.iter().find(|known| known.name.eq_ignore_ascii_case(words) || known.id.eq_ignore_ascii_case(words));
                if let Some(vendor) = vendor {
                    return Some(format!("`{words}` is known already, as {} ({})", vendor.name, vendor.kind));
                }
                if let Some(known) = alias_of(words, terms) {
                    return Some(known);
                }
            }
            domains.iter().find_map(|host| {
                let (vendor, _) = terms.vendor_keys().host(&host.to_ascii_lowercase())?;
                Some(format!("`{host}` is known already, as a host of {}", terms.vendors[vendor].name))
            })
        }
        LexiconEntry::DataElement { id, name, aliases, .. } => {
            let same = terms.elements.iter().find(|known| known.id == *id || known.name.eq_ignore_ascii_case(name));
            if let Some(known) = same {
                return Some(format!("`{id}` is known already: {} ({})", known.name, known.id));
            }
            aliases.iter().find_map(|words| alias_of(words, terms))
        }
    }
}

/// Why an entry is refused: the file itself has it.
fn known_in_file(entry: &LexiconEntry, text: &str) -> Option<String> {
    let root: toml::Table = text.parse().ok()?;
    let (tables, key, wanted) = match entry {
        LexiconEntry::Vendor { name, .. } => ("vendor", "name", name),
        LexiconEntry::DataElement { id, .. } => ("data-element", "id", id),
    };
    let of = |table: &toml::Value| table.get(key).and_then(toml::Value::as_str).is_some_and(|known| known.eq_ignore_ascii_case(wanted));
    root.get(tables)?.as_array()?.iter().any(of).then(|| format!("`{wanted}` is in the file already"))
}

/// What words are an alias of.
fn alias_of(words: &str, terms: &Terms) -> Option<String> {
    let spelled = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let words = spelled(words);
    let alias = terms.aliases.iter().find(|alias| alias.text == words)?;
    let of = match alias.term {
        Term::Vendor(at) => terms.vendors[at as usize].name.to_string(),
        Term::Element(at) => format!("{} ({})", terms.elements[at as usize].name, terms.elements[at as usize].id),
        // Words for controls, laws and components do not stand in the way of a vendor's name.
        _ => return None,
    };
    Some(format!("`{words}` is known already, as {of}"))
}

/// The file with one more table at its end.
fn appended(before: Option<&str>, entry: &LexiconEntry) -> String {
    output::appended(before.unwrap_or("schema = 1\n"), &table(entry))
}

fn table(entry: &LexiconEntry) -> String {
    let mut table = String::new();
    match entry {
        LexiconEntry::Vendor { name, kind, aliases, domains, self_hosted, receives, approved } => {
            let _ = writeln!(table, "[[vendor]]\nname = {}\nkind = {}", quoted(name), quoted(kind));
            list(&mut table, "aliases", aliases);
            list(&mut table, "domains", domains);
            if *self_hosted {
                table.push_str("self-hosted = true\n");
            }
            if let Some(receives) = receives {
                let _ = writeln!(table, "receives = {}", quoted(receives));
            }
            if *approved {
                table.push_str("approved = true\n");
            }
        }
        LexiconEntry::DataElement { id, name, category, sensitivity, aliases, regimes } => {
            let _ = writeln!(table, "[[data-element]]\nid = {}\nname = {}", quoted(id), quoted(name));
            let _ = writeln!(table, "category = {}\nsensitivity = {}", quoted(category), quoted(sensitivity));
            list(&mut table, "aliases", aliases);
            list(&mut table, "regimes", regimes);
        }
    }
    table
}

fn list(table: &mut String, key: &str, items: &[String]) {
    if !items.is_empty() {
        let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
        let _ = writeln!(table, "{key} = [{}]", items.join(", "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vendor(name: &str) -> LexiconEntry {
        LexiconEntry::Vendor {
            name: name.to_owned(),
            kind: "payments".to_owned(),
            aliases: vec!["acme \"pay\"".to_owned()],
            domains: Vec::new(),
            self_hosted: false,
            receives: Some("yes".to_owned()),
            approved: true,
        }
    }

    #[test]
    fn what_is_written_reads_as_what_was_given_and_keeps_what_was_there() {
        let before = "# ours\r\nschema = 1\r\n";
        let text = appended(Some(before), &vendor("Acme\u{7} \\ Pay"));
        assert!(text.starts_with(before) && !text.replace("\r\n", "").contains('\n'));
        let read: toml::Table = text.parse().expect("it is TOML");
        let table = &read["vendor"][0];
        assert_eq!(table["name"].as_str(), Some("Acme\u{7} \\ Pay"));
        assert_eq!(table["aliases"][0].as_str(), Some("acme \"pay\""));
        assert_eq!(table["approved"].as_bool(), Some(true));
    }
}
