//! Roles that both documents list: those that one list lacks.

use super::{Case, Discrepancy, Pair};
use crate::facts::RoleName;
use crate::similarity::stem_set;
use std::collections::BTreeSet;

/// Roles from which on a list is one.
const ENOUGH: usize = 2;
/// Words that most names of roles have.
const DULL: &[&str] = &["user", "role", "manag", "oper", "the", "new"];

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (said, built) = (&pair.product.facts.half.roles, &pair.design.facts.half.roles);
    if said.len() < ENOUGH || built.len() < ENOUGH {
        return;
    }
    let known = |role: &RoleName, others: &[RoleName]| others.iter().any(|other| !words(&role.name).is_disjoint(&words(&other.name)));
    if !said.iter().any(|role| known(role, built)) {
        return;
    }
    let missing: Vec<&RoleName> = said.iter().filter(|role| !known(role, built)).collect();
    let added: Vec<&RoleName> = built.iter().filter(|role| !known(role, said)).collect();
    if missing.is_empty() && added.is_empty() {
        return;
    }
    let names = |roles: &[&RoleName]| roles.iter().map(|role| role.name.as_str()).collect::<Vec<_>>().join(", ");
    let place = |roles: &[&RoleName], all: &[RoleName]| roles.first().map_or(all[0].span, |role| role.span);
    found.push(Discrepancy {
        case: Case::RoleDiffers,
        subject: names(if missing.is_empty() { &added } else { &missing }),
        product: vec![place(&missing, said)],
        design: vec![place(&added, built)],
        notes: None,
        confidence: 0.6,
        values: vec![("name", "roles".to_owned()), ("first", names(&missing)), ("second", names(&added))],
    });
}

fn words(name: &str) -> BTreeSet<String> {
    let all: BTreeSet<String> = stem_set(&name.to_lowercase());
    let telling: BTreeSet<String> = all.iter().filter(|word| !DULL.contains(&word.as_str())).cloned().collect();
    if telling.is_empty() { all } else { telling }
}
