//! Third parties that a document names, each with its role: what the product uses, might use, will use, or does not use.
//!
//! First which company is meant (`name`), then how it is meant where it stands (`role`), then what the document as a whole says
//! of it.

mod address;
mod gets;
mod name;
mod role;
mod table;
mod unlisted;

use super::mention::Mention;
use super::surroundings::Found;
use super::{KindFact, Reading};
use crate::rule::Confidence;
use crate::source::Span;
use crate::terms::{Receives, Term};
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

pub use role::THIRD_PARTY_RULES;

/// How a third party is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartyRole {
    /// The product sends data to it or runs on it.
    Used,
    /// One of several, or only when configured.
    Optional,
    /// Planned for later.
    Future,
    /// Out of scope, weighed and not taken, or given up.
    Rejected,
    /// Another offer like the product, or a model for it.
    Competitor,
    /// A tool of the team, not of the product.
    Tooling,
    /// Only spoken of.
    Named,
}

impl PartyRole {
    /// True when data may go there: now, perhaps or later.
    pub fn counts(self) -> bool {
        matches!(self, Self::Used | Self::Optional | Self::Future)
    }

    /// The word for it in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::Optional => "optional",
            Self::Future => "future",
            Self::Rejected => "rejected",
            Self::Competitor => "competitor",
            Self::Tooling => "tooling",
            Self::Named => "named",
        }
    }
}

/// An organisation or hosted service outside of the product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThirdParty {
    /// Index into the vendors of the lexicon; None for one that is not listed there, or has no name.
    pub vendor: Option<usize>,
    /// The id of the vendor, or the name as written; for a recipient without a name, its kind.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The kind of vendor; empty when it is not known.
    pub kind: String,
    /// True for a recipient that the document does not name: "a payment gateway".
    pub unnamed: bool,
    /// Its role in the document as a whole.
    pub role: PartyRole,
    /// The mention that decided the role.
    pub mention: Mention,
    /// Whether such a party usually gets data of persons.
    pub receives: Receives,
    /// Where the document says which data it gets; None where it does not.
    pub gets: Option<Span>,
    /// True when a column of a table says so.
    pub gets_listed: bool,
    /// Every mention with its own role, in source order.
    pub mentions: Vec<(PartyRole, Mention)>,
}

/// What a name was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// Words.
    Words,
    /// A package in a list of dependencies or an import.
    Package,
    /// The host of an address that is called.
    Host,
    /// The name column of a table of third parties.
    Listed,
}

/// A name, for those beside it.
#[derive(Debug, Clone, Copy)]
struct Neighbour<'a> {
    span: Span,
    kind: &'a str,
    /// Index into the vendors; the largest number for one that is not listed.
    vendor: usize,
}

/// True when the name of a vendor stands right before a recipient, which is then that vendor.
fn is_named_before(reading: &Reading<'_>, recipient: Span, names: &[Span]) -> bool {
    let before = names.partition_point(|name| name.end <= recipient.start).checked_sub(1).map(|at| names[at]);
    before.is_some_and(|name| {
        let between = &reading.text[name.end as usize..recipient.start as usize];
        between.len() < 4 && between.bytes().all(|b| b.is_ascii_whitespace() || matches!(b, b'*' | b'_'))
    })
}

/// A name that may be a third party.
#[derive(Clone)]
struct Candidate<'r, 'a> {
    vendor: Option<usize>,
    recipient: Option<usize>,
    origin: Origin,
    span: Span,
    section: usize,
    found: Option<Found<'r, 'a>>,
}

/// Third parties in the order in which they first stand in the text.
pub(super) fn find(reading: &Reading<'_>, found: &[Found<'_, '_>], document: &KindFact) -> Vec<ThirdParty> {
    let mut candidates = name::candidates(reading, found);
    candidates.extend(address::candidates(reading, found));
    candidates.extend(unlisted::candidates(reading, found));
    candidates.sort_by_key(|candidate| (candidate.span.start, std::cmp::Reverse(candidate.span.end)));
    // A package says more than the words in its name.
    candidates.dedup_by(|later, first| {
        let same = later.vendor.is_some() && later.vendor == first.vendor;
        first.span.contains(later.span) && (same || first.origin == Origin::Package)
    });
    // "The Azure cloud provider" has a name.
    let names: Vec<Span> = candidates.iter().filter(|c| c.vendor.is_some()).map(|c| c.span).collect();
    candidates.retain(|candidate| candidate.recipient.is_none() || !is_named_before(reading, candidate.span, &names));
    let vendor = |c: &Candidate<'_, '_>| c.vendor.and_then(|at| reading.checklist.terms.vendors.get(at));
    let neighbour = |c: &Candidate<'_, '_>| {
        let (id, kind) = vendor(c).map_or((usize::MAX, ""), |v| (c.vendor.unwrap_or(usize::MAX), v.kind.as_ref()));
        Neighbour { span: c.span, kind, vendor: id }
    };
    let neighbours: Vec<Neighbour<'_>> = candidates.iter().filter(|c| c.recipient.is_none()).map(neighbour).collect();
    let data = gets::Data::of(found);
    let mut parties: Vec<ThirdParty> = Vec::new();
    let mut known: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for candidate in &candidates {
        let (role, decided_by, confidence) = role::decide(reading, candidate, &neighbours, document);
        let mention = Mention { span: candidate.span, subject: None, confidence, decided_by };
        let gets = || role.counts().then(|| gets::said(reading, candidate, &data)).flatten();
        let mut fresh = party(reading, candidate, role, mention);
        match known.entry((fresh.unnamed, fresh.id.clone())) {
            Entry::Occupied(at) => {
                let party = &mut parties[*at.get()];
                if !party.gets_listed
                    && let Some((span, listed)) = gets()
                {
                    (party.gets, party.gets_listed) = (party.gets.or(Some(span)), listed);
                }
                party.mentions.push((role, mention));
            }
            Entry::Vacant(free) => {
                if let Some((span, listed)) = gets() {
                    (fresh.gets, fresh.gets_listed) = (Some(span), listed);
                }
                free.insert(parties.len());
                parties.push(fresh);
            }
        }
    }
    parties.iter_mut().for_each(settle);
    let own = &reading.checklist.terms.first_party;
    if !own.is_empty() {
        parties.retain(|party| party.unnamed || !own.contains(&party.name.to_lowercase()) && !own.contains(&party.id.to_lowercase()));
    }
    parties
}

fn party(reading: &Reading<'_>, candidate: &Candidate<'_, '_>, role: PartyRole, mention: Mention) -> ThirdParty {
    let terms = &reading.checklist.terms;
    let (id, name, kind, receives) = if let Some(vendor) = candidate.vendor.and_then(|at| terms.vendors.get(at)) {
        (vendor.id.to_string(), vendor.name.to_string(), vendor.kind.to_string(), vendor.receives)
    } else if let Some(recipient) = candidate.recipient.and_then(|at| terms.recipients.get(at)) {
        let kind = recipient.kind.to_string();
        let receives = terms.vendor_kind(&kind).map_or(Receives::Maybe, |kind| kind.receives);
        (kind.clone(), recipient.phrase.to_string(), kind, receives)
    } else {
        let name = crate::document::plain(candidate.span.of(reading.text));
        (name.clone(), name, String::new(), Receives::Maybe)
    };
    let unnamed = candidate.recipient.is_some();
    ThirdParty {
        vendor: candidate.vendor,
        id,
        name,
        kind,
        unnamed,
        role,
        mention,
        receives,
        gets: None,
        gets_listed: false,
        mentions: vec![(role, mention)],
    }
}

/// Gives a party the role that the document as a whole says: a decision beats plain mentions, evidence beats bare names, and of
/// equals the strongest use wins.
fn settle(party: &mut ThirdParty) {
    let weight = |(role, mention): &(PartyRole, Mention)| {
        let decided = role::is_decision(mention.decided_by);
        let plain = mention.confidence == Confidence::Low;
        let rank = match (decided, role, plain) {
            (true, PartyRole::Used, _) => 0,
            (false, PartyRole::Used, false) if role::is_proof(mention.decided_by) => 1,
            (true, ..) => 2,
            (false, PartyRole::Used, false) => 3,
            (false, PartyRole::Optional | PartyRole::Future | PartyRole::Rejected | PartyRole::Competitor, false) => 4,
            (false, PartyRole::Tooling | PartyRole::Named, false) => 6,
            (false, _, true) => 5,
        };
        (rank, *role, mention.span.start)
    };
    // What is one of several where the document explains it, is so where it is only named.
    let told = |role: PartyRole| move |(known, mention): &(PartyRole, Mention)| *known == role && mention.confidence > Confidence::Low;
    if party.mentions.iter().any(told(PartyRole::Optional)) && !party.mentions.iter().any(told(PartyRole::Used)) {
        let plain = party.mentions.iter_mut().filter(|(role, mention)| *role == PartyRole::Used && mention.confidence == Confidence::Low);
        plain.for_each(|(role, _)| *role = PartyRole::Optional);
    }
    if let Some(best) = party.mentions.iter().min_by_key(|mention| weight(mention)) {
        (party.role, party.mention) = *best;
    }
    // Named as a part of the design in several places, what comes later is more of it.
    let mut used = party.mentions.iter().filter(|(role, _)| *role == PartyRole::Used);
    if let (PartyRole::Future, Some(first), Some(_)) = (party.role, used.next(), used.next()) {
        (party.role, party.mention) = *first;
    }
    // Turned down in one place and a part of the design in another: the reader has to ask.
    let stands = |(role, mention): &&(PartyRole, Mention)| role.counts() && mention.confidence > Confidence::Low;
    if let Some((_, mention)) = party.mentions.iter().find(stands).filter(|_| party.role == PartyRole::Rejected) {
        (party.role, party.mention) = (PartyRole::Optional, *mention);
    }
}

/// The vendor or recipient that a term found stands for.
fn term_of(found: &Found<'_, '_>) -> (Option<usize>, Option<usize>) {
    match found.alias.term {
        Term::Vendor(at) => (Some(at as usize), None),
        Term::Recipient(at) => (None, Some(at as usize)),
        _ => (None, None),
    }
}
