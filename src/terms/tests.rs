//! The lexicon as the product ships it: every alias belongs to a term, and every term to a known kind.

use super::*;
use std::collections::BTreeSet;

#[test]
fn every_alias_of_the_tables_belongs_to_a_term() {
    let (terms, _) = Terms::builtin();
    for alias in terms.aliases.iter() {
        let known = match alias.term {
            Term::Element(at) => (at as usize) < terms.elements.len(),
            Term::Vendor(at) => (at as usize) < terms.vendors.len(),
            Term::Technology(at) => (at as usize) < terms.technologies.len(),
            Term::Recipient(at) => (at as usize) < terms.recipients.len(),
            Term::Place(at) => (at as usize) < terms.places.len(),
            Term::Regulation(at) => (at as usize) < terms.regulations.len(),
            Term::Control(at, _) => (at as usize) < terms.controls.len(),
            Term::Except => true,
        };
        assert!(known, "{alias:?}");
        assert!(!alias.text.trim().is_empty(), "{alias:?}");
    }
}

#[test]
fn every_vendor_and_recipient_has_a_declared_kind() {
    let (terms, _) = Terms::builtin();
    let kinds: BTreeSet<&str> = terms.vendor_kinds.iter().map(|kind| kind.kind.as_ref()).collect();
    for vendor in &terms.vendors {
        assert!(kinds.contains(vendor.kind.as_ref()), "{vendor:?}");
    }
    for recipient in &terms.recipients {
        assert!(kinds.contains(recipient.kind.as_ref()), "{recipient:?}");
    }
}

#[test]
fn regions_lie_under_the_law_of_their_country() {
    let (terms, _) = Terms::builtin();
    let law = |code: &str| terms.places.iter().find(|place| place.code == code).map(|place| place.jurisdiction.as_ref());
    assert_eq!(law("eu-west-2"), Some("UK"));
    assert_eq!(law("europe-west2"), Some("UK"));
    assert_eq!(law("europe-west6"), Some("CH"));
    assert_eq!(law("eu-central-2"), Some("CH"));
    assert_eq!(law("eu-central-1"), Some("EU"));
}
