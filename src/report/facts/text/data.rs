//! Personal data by category, and the laws and places it meets.

use super::{NAME, Outline};
use crate::facts::{DataElementFact, DataRole, LocationRole, RegulationRole};
use crate::report::page::{ALARM, CARE, GOOD, PLAIN, Part, WEAK};
use crate::report::{count, safe, shorten};
use crate::source::Span;
use crate::terms::{DataElement, Sensitivity};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Tables that a kind of data stands in, named for one kind.
const TABLES: usize = 4;

/// A kind of data with all its mentions.
struct Kind<'d> {
    element: &'d DataElement,
    mentions: Vec<&'d DataElementFact>,
}

impl Kind<'_> {
    fn spans(&self, role: DataRole) -> impl Iterator<Item = Span> {
        self.mentions.iter().filter(move |fact| fact.role == role).map(|fact| fact.mention.span)
    }

    fn is_processed(&self) -> bool {
        self.spans(DataRole::Processed).next().is_some()
    }
}

impl<'d> Outline<'d, '_, '_> {
    fn kinds(&self) -> Vec<Kind<'d>> {
        let mut kinds: BTreeMap<usize, Vec<&DataElementFact>> = BTreeMap::new();
        for fact in &self.facts.data_elements {
            kinds.entry(fact.element).or_default().push(fact);
        }
        let elements = &self.checklist.terms.elements;
        kinds.into_iter().map(|(element, mentions)| Kind { element: &elements[element], mentions }).collect()
    }

    pub(super) fn personal_data(&mut self) -> io::Result<()> {
        let kinds = self.kinds();
        if kinds.is_empty() {
            return Ok(());
        }
        self.page.heading("Personal data", &self.data_summary().replace(" of personal data", ""))?;
        let mut groups: BTreeMap<&str, Vec<Kind<'d>>> = BTreeMap::new();
        for kind in kinds {
            groups.entry(&kind.element.category).or_default().push(kind);
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        // What does most harm stands first; traces of use and credentials last.
        groups.sort_by_key(|(name, kinds)| {
            let heavy = kinds.iter().filter(|kind| !kind.element.is_light()).map(|kind| kind.element.sensitivity).max();
            (std::cmp::Reverse(heavy), *name)
        });
        for (name, mut kinds) in groups {
            kinds.sort_by_key(|kind| (std::cmp::Reverse(kind.element.sensitivity), kind.mentions[0].mention.span));
            self.page.group(&safe::line(name), "")?;
            let (shown, left) = self.cut(kinds.len());
            for kind in &kinds[..shown] {
                self.kind(kind)?;
            }
            self.more(left)?;
        }
        Ok(())
    }

    fn kind(&mut self, kind: &Kind<'_>) -> io::Result<()> {
        let (sensitivity, style) = match kind.element.sensitivity {
            Sensitivity::SpecialCategory => ("special category", ALARM),
            Sensitivity::Sensitive => ("sensitive", CARE),
            Sensitivity::Personal => ("personal", PLAIN),
            Sensitivity::Pseudonymous => ("pseudonymous", PLAIN),
        };
        let mut parts: Vec<Part> = Vec::new();
        if kind.is_processed() {
            let spans: Vec<Span> = kind.spans(DataRole::Processed).collect();
            let times = if spans.len() > 1 { count(spans.len(), "mention") + ", " } else { String::new() };
            parts.push((format!("{times}{}", self.lines(spans)), PLAIN));
        }
        let excluded: Vec<Span> = kind.spans(DataRole::Excluded).collect();
        if !excluded.is_empty() {
            let said = if kind.is_processed() { "but" } else { "said" };
            parts.push((format!("{said} not to be handled, {}", self.lines(excluded)), GOOD));
        }
        let tables: BTreeSet<String> =
            kind.mentions.iter().filter_map(|fact| fact.mention.subject).map(|span| safe::line(self.of(span))).collect();
        if !tables.is_empty() {
            let most = if self.page.is_verbose() { usize::MAX } else { TABLES };
            let named: Vec<String> = tables.iter().take(most).map(|name| shorten(name, 40)).collect();
            let more = if tables.len() > most { format!(" and {} more", tables.len() - most) } else { String::new() };
            parts.push((format!("in {}{more}", named.join(", ")), PLAIN));
        }
        let laws = laws_of(kind.element);
        let laws = if laws.is_empty() { String::new() } else { format!(" ({})", safe::line(&laws)) };
        parts.push((format!("{sensitivity}{laws}"), if style == PLAIN { WEAK } else { style }));
        self.page.entry(4, &safe::line(&kind.element.name), NAME, &parts)
    }

    /// "14 kinds of personal data (2 special category)": those that the product handles.
    pub(super) fn data_summary(&self) -> String {
        let kinds = self.kinds();
        let processed = || kinds.iter().filter(|kind| kind.is_processed());
        let special = processed().filter(|kind| kind.element.sensitivity == Sensitivity::SpecialCategory).count();
        let number = processed().count();
        let special = if special > 0 { format!(" ({special} special category)") } else { String::new() };
        match number {
            0 => "no personal data".to_owned(),
            1 => format!("1 kind of personal data{special}"),
            _ => format!("{number} kinds of personal data{special}"),
        }
    }

    pub(super) fn places(&mut self) -> io::Result<()> {
        let found = &self.facts.locations;
        if found.is_empty() {
            return Ok(());
        }
        self.page.heading("Places", &self.places_summary())?;
        for (role, title) in [
            (LocationRole::Promise, "data has to stay there"),
            (LocationRole::Storage, "data rests or is processed there"),
            (LocationRole::Environment, "test systems"),
            (LocationRole::Excluded, "data does not rest there"),
            (LocationRole::Market, "where its users are"),
        ] {
            let of_role: Vec<_> = found.iter().filter(|fact| fact.role == role).collect();
            if of_role.is_empty() {
                continue;
            }
            self.page.group(title, "")?;
            let (shown, left) = self.cut(of_role.len());
            for fact in &of_role[..shown] {
                let place = &self.checklist.terms.places[fact.place];
                let words = safe::line(self.of(fact.mention.span));
                let code = if place.provider.is_empty() { String::new() } else { format!("{} {}", place.provider, place.code) };
                let law = match place.jurisdiction.as_ref() {
                    "LOCAL" => "the law of whoever runs it".to_owned(),
                    law => format!("law of {law}"),
                };
                let said = if words.eq_ignore_ascii_case(&place.label) || words.eq_ignore_ascii_case(&place.code) {
                    String::new()
                } else {
                    format!("\u{201c}{}\u{201d}", shorten(&words, 60))
                };
                let at = format!("line\u{A0}{}", self.line(fact.mention.span));
                let name = safe::line(&place.label);
                self.page.entry(4, &name, NAME, &[(at, PLAIN), (said, PLAIN), (code, PLAIN), (law, WEAK)])?;
            }
            self.more(left)?;
        }
        Ok(())
    }

    /// Places where data rests or has to stay, each once.
    pub(super) fn places_summary(&self) -> String {
        let stored = |role| matches!(role, LocationRole::Promise | LocationRole::Storage);
        let places: BTreeSet<usize> = self.facts.locations.iter().filter(|fact| stored(fact.role)).map(|fact| fact.place).collect();
        match places.len() {
            0 => "no region named".to_owned(),
            number => count(number, "region"),
        }
    }

    pub(super) fn laws(&mut self) -> io::Result<()> {
        let found = &self.facts.regulations;
        if found.is_empty() {
            return Ok(());
        }
        let named = found.iter().filter(|fact| fact.role == RegulationRole::Named).count();
        self.page.heading("Laws and standards", &format!("{named} named"))?;
        let (shown, left) = self.cut(found.len());
        for fact in &found[..shown] {
            let law = &self.checklist.terms.regulations[fact.regulation];
            let (role, style) = match fact.role {
                RegulationRole::Named => ("named", PLAIN),
                RegulationRole::Future => ("to be met later", CARE),
                RegulationRole::Excluded => ("said not to apply", CARE),
                RegulationRole::Implied => ("not named; what it asks for is", CARE),
            };
            let words = safe::line(&crate::document::plain(self.of(fact.mention.span)));
            let name = if fact.role == RegulationRole::Implied { safe::line(&law.name) } else { shorten(&words, 60) };
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
            let full = if letters(&name).starts_with(&letters(&law.name)) { String::new() } else { safe::line(&law.name) };
            let said =
                if fact.role == RegulationRole::Implied { format!("\u{201c}{}\u{201d}", shorten(&words, 60)) } else { String::new() };
            let at = format!("line\u{A0}{}", self.line(fact.mention.span));
            self.page.entry(4, &name, NAME, &[(at, PLAIN), (role.to_owned(), style), (said, PLAIN), (full, WEAK)])?;
        }
        self.more(left)
    }
}

/// The laws that name a kind of data, as people write them. An article says more than its law; letters behind HIPAA number the
/// identifiers of its Safe Harbor method.
fn laws_of(element: &DataElement) -> String {
    let mut laws: Vec<String> = Vec::new();
    for code in &element.regimes {
        let law = match code.split_once('-') {
            Some(("GDPR", article)) => format!("GDPR\u{A0}Art.\u{A0}{article}"),
            Some(("HIPAA", _)) => "HIPAA".to_owned(),
            Some(("PCI", _)) => "PCI\u{A0}DSS".to_owned(),
            Some(("CCPA", _)) => "CCPA\u{A0}sensitive".to_owned(),
            _ if code == "42CFR2" => "42\u{A0}CFR\u{A0}Part\u{A0}2".to_owned(),
            _ => code.to_string(),
        };
        if !laws.contains(&law) {
            laws.push(law);
        }
    }
    if laws.iter().any(|law| law.starts_with("GDPR\u{A0}")) {
        laws.retain(|law| law != "GDPR");
    }
    laws.join(", ")
}
