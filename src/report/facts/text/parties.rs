//! Third parties by role, and the controls that protect what goes to them.

use super::{NAME, Outline};
use crate::facts::{ControlFact, PartyRole, Strength, ThirdParty};
use crate::report::facts::row;
use crate::report::page::{CARE, GOOD, PLAIN, Part, WEAK};
use crate::report::{count, safe, shorten};
use crate::source::Span;
use crate::terms::Receives;
use std::io;

impl Outline<'_, '_, '_> {
    pub(super) fn third_parties(&mut self) -> io::Result<()> {
        let all: Vec<&ThirdParty> = self.facts.third_parties.iter().filter(|party| row::is_shown(party)).collect();
        if all.is_empty() {
            return Ok(());
        }
        let summary = self.parties_summary();
        self.page.heading("Third parties", &summary.replacen(" third parties", "", 1).replacen(" third party", "", 1))?;
        for (role, title) in [
            (PartyRole::Used, "in use"),
            (PartyRole::Optional, "optional: one of several, or only when configured"),
            (PartyRole::Future, "planned for later"),
        ] {
            let named = |unnamed: bool| all.iter().filter(move |party| party.role == role && party.unnamed == unnamed).copied();
            let of_role: Vec<&ThirdParty> = named(false).chain(named(true)).collect();
            if of_role.is_empty() {
                continue;
            }
            self.page.group(title, "")?;
            let (shown, left) = self.cut(of_role.len());
            for party in &of_role[..shown] {
                self.party(party)?;
            }
            self.more(left)?;
        }
        // These get nothing: a line of names says enough.
        for (role, title) in [
            (PartyRole::Rejected, "not taken"),
            (PartyRole::Competitor, "competitors"),
            (PartyRole::Tooling, "team's tools"),
            (PartyRole::Named, "spoken of"),
        ] {
            let parts: Vec<Part> = all
                .iter()
                .filter(|party| party.role == role)
                .map(|party| {
                    let spans = party.mentions.iter().map(|(_, mention)| mention.span);
                    let name = shorten(&safe::line(&party.name), 40).replace(' ', "\u{A0}");
                    (format!("{name} ({})", self.lines(spans)), PLAIN)
                })
                .collect();
            if !parts.is_empty() {
                self.page.entry(2, title, 12, &parts)?;
            }
        }
        Ok(())
    }

    fn party(&mut self, party: &ThirdParty) -> io::Result<()> {
        let kind = self.checklist.terms.vendor_kind(&party.kind);
        let label = kind.map_or_else(|| "kind not known".to_owned(), |kind| kind.label.to_string());
        let (gets, style) = match (party.receives, kind) {
            (Receives::Yes, Some(kind)) => (format!("usually gets {}", kind.typically), CARE),
            // "depends on the contract", "varies", "usually queries only"
            (Receives::Maybe, Some(kind)) if kind.typically.starts_with(['v', 'd']) && !kind.typically.contains(',') => {
                (format!("what it gets {}", kind.typically), PLAIN)
            }
            (Receives::Maybe, Some(kind)) => (format!("may get {}", kind.typically.trim_start_matches("usually ")), PLAIN),
            (Receives::No, _) => ("usually gets no data of persons".to_owned(), WEAK),
            (Receives::Yes, None) => ("usually gets data of persons".to_owned(), CARE),
            (Receives::Maybe, None) => ("what it gets is not known".to_owned(), PLAIN),
        };
        let spans = party.mentions.iter().map(|(_, mention)| mention.span);
        let name = safe::line(&party.name);
        let name = if party.unnamed { format!("\u{201c}{name}\u{201d} (unnamed)") } else { name };
        let approved = party.vendor.is_some_and(|at| self.checklist.terms.vendors[at].approved);
        let approved = if approved { "approved".to_owned() } else { String::new() };
        let said = [(safe::line(&label), PLAIN), (self.lines(spans), PLAIN), (safe::line(&gets), style), (approved, GOOD)];
        self.page.entry(4, &shorten(&name, 60), NAME, &said)
    }

    /// "9 third parties, 7 of them get user data": of those that are or will be in use.
    pub(super) fn parties_summary(&self) -> String {
        let counted = || self.facts.third_parties.iter().filter(|party| party.role.counts());
        let (number, get) = (counted().count(), counted().filter(|party| party.receives == Receives::Yes).count());
        let get = match (number, get) {
            (_, 0) => String::new(),
            (1, _) => ", which gets user data".to_owned(),
            (_, 1) => ", 1 of them gets user data".to_owned(),
            (2, 2) => ", both get user data".to_owned(),
            _ if number == get => ", all of them get user data".to_owned(),
            _ => format!(", {get} of them get user data"),
        };
        match number {
            0 => "no third party in use".to_owned(),
            1 => format!("1 third party{get}"),
            _ => format!("{number} third parties{get}"),
        }
    }

    pub(super) fn protections(&mut self) -> io::Result<()> {
        let found = &self.facts.controls;
        if found.is_empty() {
            return Ok(());
        }
        let stated = found.iter().filter(|control| !control.statements.is_empty()).count();
        let open = found.len() - stated;
        self.page.heading("Protections", &format!("{}, {open} more asked for", count(stated, "control")))?;
        for (strength, title) in [
            (Strength::Concrete, "a mechanism is named"),
            (Strength::Planned, "planned for later"),
            (Strength::Weak, "wished for, no mechanism named"),
            (Strength::Denied, "said to be missing"),
        ] {
            let of_strength: Vec<&ControlFact> = found.iter().filter(|control| control.strongest == Some(strength)).collect();
            if of_strength.is_empty() {
                continue;
            }
            self.page.group(title, "")?;
            let (shown, left) = self.cut(of_strength.len());
            for control in &of_strength[..shown] {
                self.control(control)?;
            }
            self.more(left)?;
        }
        let asked = found.iter().filter(|control| control.statements.is_empty());
        let parts: Vec<Part> = asked
            .map(|control| {
                let name = &self.checklist.terms.controls[control.control].name;
                let by = control.triggers.first().map_or_else(String::new, |trigger| {
                    format!(" (\u{201c}{}\u{201d}, line\u{A0}{})", shorten(&safe::line(self.of(trigger.span)), 30), self.line(trigger.span))
                });
                (format!("{}{by}", safe::line(name)), PLAIN)
            })
            .collect();
        if parts.is_empty() {
            return Ok(());
        }
        self.page.group("something asks for it, nothing is said of it", "")?;
        self.page.entry(4, "", 0, &parts)
    }

    /// The words that say it, each once, and what they protect.
    fn control(&mut self, control: &ControlFact) -> io::Result<()> {
        let known = &self.checklist.terms.controls[control.control];
        let mut said: Vec<(String, Vec<Span>)> = Vec::new();
        for statement in control.statements.iter().map(|&at| &self.facts.protections[at]) {
            let words = shorten(&safe::line(self.of(statement.mention.span)), 40);
            let of = statement.object.map_or_else(String::new, |span| format!(" for {}", shorten(&safe::line(self.of(span)), 40)));
            let denied = statement.strength == Strength::Denied && control.strongest != Some(Strength::Denied);
            let words = if denied { format!("but not \u{201c}{words}\u{201d}") } else { format!("\u{201c}{words}\u{201d}{of}") };
            match said.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(&words)) {
                Some((_, spans)) => spans.push(statement.mention.span),
                None => said.push((words, vec![statement.mention.span])),
            }
        }
        let most = if self.page.is_verbose() { usize::MAX } else { 3 };
        let mut parts: Vec<Part> =
            said.iter().take(most).map(|(words, spans)| (format!("{words} {}", self.lines(spans.iter().copied())), PLAIN)).collect();
        if said.len() > most {
            parts.push((format!("{} more", said.len() - most), WEAK));
        }
        self.page.entry(4, &safe::line(&known.name), NAME, &parts)
    }
}
