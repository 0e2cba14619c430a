//! Third parties and whether a company has looked at them: a contract, a review, a list of approved vendors.

use super::{asked_of_design, gap, list, listing, recipients_of_people, spoken};
use crate::check::{Context, Outcome};
use crate::checklist::{CheckSpec, Side};
use crate::facts::{PartyRole, ThirdParty};

/// Third parties that are described have been looked at.
pub(in crate::check) const VETTED: CheckSpec = CheckSpec { name: "third-party-vetted", parameters: &["needs"], values: &["list", "are"] };
/// Third parties are on the list of approved ones.
pub(in crate::check) const APPROVED: CheckSpec = CheckSpec { name: "third-party-approved", parameters: &[], values: &["list", "are"] };

/// Headers of columns that tell of a contract or a review.
const CONTRACT: &[&str] = &[
    "contract",
    "contracts",
    "agreement",
    "dpa",
    "baa",
    "review",
    "vendor review",
    "approved",
    "approval",
    "certification",
    "certifications",
    "compliance",
];

pub(in crate::check) fn check_vetted(cx: &Context<'_>) -> Outcome {
    if cx.checklist.terms.names_approved {
        return Outcome::NotApplicable("third parties are held against the list of approved ones".to_owned());
    }
    let parties = match recipients_of_people(cx) {
        Ok(parties) => parties,
        Err(outcome) => return outcome,
    };
    if gap(cx, &parties).is_some() {
        return Outcome::NotApplicable("what each third party gets has to be said first".to_owned());
    }
    let described: Vec<&ThirdParty> =
        parties.iter().filter(|party| !party.unnamed && super::is_listed(cx.subject, party, cx.checklist)).collect();
    if described.is_empty() || asked_of_design(cx) {
        return Outcome::NotApplicable("no third party is described here".to_owned());
    }
    let documents = std::iter::once(cx.subject).chain(cx.counterpart);
    let mut answers = documents.flat_map(|document| {
        let needs = cx.rule.parameters.needs.iter();
        needs.flat_map(move |condition| document.facts.shown(condition, cx.checklist)).map(move |shown| (document, shown))
    });
    if let Some((document, shown)) = answers.next() {
        return Outcome::Satisfied(shown.name, Some(document.label(shown.span, "")));
    }
    let column =
        [Some(cx.subject), cx.counterpart].into_iter().flatten().find(|document| super::has_column(document.file.text(), CONTRACT));
    if column.is_some() {
        return Outcome::Satisfied("a column for the contract".to_owned(), None);
    }
    let are = if described.len() == 1 { "has" } else { "have" };
    Outcome::finding(listing(cx, &described, "due-diligence").value("are", are))
}

pub(in crate::check) fn check_approved(cx: &Context<'_>) -> Outcome {
    let terms = &cx.checklist.terms;
    if !terms.names_approved {
        return Outcome::NotApplicable("no list of approved vendors is configured".to_owned());
    }
    let used = |party: &&ThirdParty| matches!(party.role, PartyRole::Used | PartyRole::Optional) && !party.unnamed;
    let all = &cx.subject.facts.third_parties;
    let sure: Vec<&ThirdParty> = all.iter().filter(used).filter(|party| !spoken(cx.subject, party).is_empty()).collect();
    if sure.is_empty() {
        return Outcome::NotApplicable("no third party is used".to_owned());
    }
    let approved = |party: &ThirdParty| terms.is_approved(party.vendor, &party.name) || terms.is_approved(None, &party.id);
    let mut others: Vec<&ThirdParty> = sure.iter().filter(|party| !approved(party)).copied().collect();
    // What the design names too is asked there.
    if let Some(design) = cx.counterpart.filter(|_| cx.subject.facts.kind.side == Side::Requirements && cx.asked_of_counterpart) {
        let named = |party: &ThirdParty| design.facts.third_parties.iter().any(|known| known.id == party.id && used(&known));
        others.retain(|party| !named(party));
    }
    if others.is_empty() {
        return Outcome::Satisfied(format!("all on the list of approved vendors: {}", list(&sure, "and")), None);
    }
    let are = if others.len() == 1 { "is" } else { "are" };
    Outcome::finding(listing(cx, &others, "approved-vendors").value("are", are))
}
