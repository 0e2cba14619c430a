//! A statement that there is none of something, beside what shows that there is.

use super::super::{Context, Outcome, Subject, join};
use super::shortened;
use crate::checklist::{CheckSpec, Checklist};
use crate::facts::{DataRole, Denial, Denied, PartyRole, RetentionKind, Shown};
use crate::finding::Observation;
use crate::rule::{Confidence, Team};
use crate::schema::Shape;
use crate::terms::Receives;

pub(in super::super) const NONE: CheckSpec = CheckSpec { name: "none-contradicted", parameters: &[], values: &["said", "list", "where"] };

/// Most things named in a message.
const LISTED: usize = 5;
/// Most places named as related.
const RELATED: usize = 3;

/// One finding for each kind of thing that is denied and shown.
pub(in super::super) fn check_none(cx: &Context<'_>) -> Outcome {
    let denials = &cx.subject.facts.coherence.denials;
    let mut found: Vec<Observation> = Vec::new();
    let mut asked = 0;
    for what in [Denied::PersonalData, Denied::ThirdParties, Denied::Storage] {
        let Some(denial) = denials.iter().find(|denial| denial.what == what) else { continue };
        asked += 1;
        let subjects = std::iter::once(cx.subject).chain(cx.counterpart);
        let Some((subject, shown)) = subjects.map(|subject| (subject, evidence(subject, cx.checklist, denial))).find(|(_, shown)| enough(what, shown)) else { continue };
        let names: Vec<String> = shown.iter().map(|shown| shown.name.clone()).collect();
        let mut listed: Vec<String> = names.iter().take(LISTED).cloned().collect();
        if names.len() > LISTED {
            listed.push(format!("{} more", names.len() - LISTED));
        }
        let place = if subject.id == cx.subject.id { String::new() } else { format!("{} ", subject.role()) };
        let related = shown.iter().take(RELATED).map(|shown| subject.label(shown.span, shown.name.clone()));
        let observation = Observation::new(cx.subject.label(denial.span, ""), name(what))
            .value("said", shortened(cx.subject.text(denial.span)))
            .value("list", join(&listed, "and"))
            .value("where", place)
            .related(related);
        found.push(Observation { teams: Some(vec![Team::from(team(what))]), ..observation });
    }
    match (found.is_empty(), asked) {
        (false, _) => Outcome::Findings(found),
        (true, 0) => Outcome::NotApplicable("it denies nothing".to_owned()),
        (true, _) => Outcome::Satisfied("what it denies is not shown elsewhere".to_owned(), None),
    }
}

fn name(what: Denied) -> &'static str {
    match what {
        Denied::PersonalData => "personal-data",
        Denied::ThirdParties => "third-parties",
        Denied::Storage => "storage",
    }
}

fn team(what: Denied) -> &'static str {
    match what {
        Denied::PersonalData => "privacy",
        Denied::ThirdParties => "vendor-security",
        Denied::Storage => "security",
    }
}

/// True when there is more than a slip of the reader.
fn enough(what: Denied, shown: &[Shown]) -> bool {
    shown.len() >= if what == Denied::PersonalData { 2 } else { 1 }
}

/// What shows the contrary, each thing once.
fn evidence(subject: Subject<'_>, checklist: &Checklist, denial: &Denial) -> Vec<Shown> {
    let facts = subject.facts;
    let mut shown: Vec<Shown> = match denial.what {
        Denied::PersonalData => {
            let sure = facts.data_elements.iter().filter(|fact| fact.role == DataRole::Processed && fact.mention.confidence == Confidence::High);
            let kept = |rule: &str| rule.contains("column") || rule.contains("table") || rule.contains("collected");
            sure.filter(|fact| !denial.kept_only || kept(fact.mention.decided_by))
                .filter(|fact| !denial.sentence.contains(fact.mention.span))
                .filter(|fact| !checklist.terms.elements[fact.element].is_light())
                .map(|fact| Shown { name: checklist.terms.elements[fact.element].name.to_lowercase(), span: fact.mention.span })
                .collect()
        }
        Denied::ThirdParties => {
            let used = facts.third_parties.iter().filter(|party| party.role == PartyRole::Used && !party.unnamed && party.receives != Receives::No);
            used.filter(|party| party.mention.confidence == Confidence::High && !denial.sentence.contains(party.mention.span))
                .map(|party| Shown { name: party.name.clone(), span: party.mention.span })
                .collect()
        }
        Denied::Storage => {
            let tables = facts.schemas.iter().filter(|schema| schema.shape == Shape::Table);
            let tables = tables.map(|schema| Shown { name: format!("the table `{}`", schema.name), span: schema.name_span });
            let kept = facts.retention.iter().filter(|fact| fact.what == RetentionKind::Kept && fact.duration.is_some());
            let kept = kept.map(|fact| Shown { name: shortened(subject.text(fact.span)), span: fact.span });
            let stores = facts.coherence.drawn.stores.iter().map(|store| Shown { name: store.name.clone(), span: store.span });
            tables.chain(kept).chain(stores).collect()
        }
    };
    shown.sort_by(|a, b| (a.span, &a.name).cmp(&(b.span, &b.name)));
    let mut seen = std::collections::BTreeSet::new();
    shown.retain(|shown| seen.insert(shown.name.clone()));
    shown
}

