//! Third parties, their kinds, recipients without a name, and components that are none.

use super::Items;
use crate::lexicon::{Bits, ByKey};
use crate::packed::{packed_fields, packed_words};
use crate::text::Text;

/// An organisation or hosted service outside of the product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vendor {
    /// Its id: the name, or that of the group of services it is counted with.
    pub id: Text,
    /// What people call it.
    pub name: Text,
    /// What it does: a kind of [`VendorKind`].
    pub kind: Text,
    /// Host names that mean it.
    pub domains: Items,
    /// Packages whose use means that the service is used.
    pub packages: Items,
    /// Beginnings of environment variables that name it.
    pub env: Items,
    /// True when people run it themselves too.
    pub self_hosted: bool,
    /// Whether it usually gets data of persons.
    pub receives: Receives,
    /// True when the company has approved it.
    pub approved: bool,
}

/// Third parties by what programs call them: packages and host names.
#[derive(Debug, Default)]
pub struct VendorKeys {
    packages: ByKey<String, usize>,
    hosts: ByKey<String, usize>,
    /// A bit for each two bytes that a package begins with: most words of code begin with others.
    openings: Bits,
}

/// The bit of the first two bytes.
fn opening(name: &str) -> Option<usize> {
    let (first, _) = name.as_bytes().split_first_chunk::<2>()?;
    Some(usize::from(u16::from_le_bytes(*first)))
}

impl VendorKeys {
    pub(super) fn of(vendors: &[Vendor]) -> Self {
        let mut keys = Self::default();
        for (at, vendor) in vendors.iter().enumerate() {
            for package in vendor.packages.iter() {
                if let Some(bit) = opening(package) {
                    keys.openings.insert(bit);
                }
                keys.packages.entry(package.to_owned()).or_insert(at);
            }
            for host in vendor.domains.iter() {
                keys.hosts.entry(host.to_owned()).or_insert(at);
            }
        }
        keys
    }

    /// The vendor behind a package.
    pub fn package(&self, name: &str) -> Option<usize> {
        opening(name).filter(|bit| self.openings.contains(*bit)).and_then(|_| self.packages.get(name).copied())
    }

    /// The vendor to whom a host belongs, and the known name at its end.
    pub fn host<'h>(&self, host: &'h str) -> Option<(usize, &'h str)> {
        let ends = std::iter::once(0).chain(host.match_indices('.').map(|(at, _)| at + 1)).take(8);
        ends.map(|at| &host[at..]).find_map(|end| self.hosts.get(end).map(|vendor| (*vendor, end)))
    }
}

/// Whether a third party usually gets data of persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Receives {
    /// It does not.
    No,
    /// It depends on its use.
    Maybe,
    /// It does.
    Yes,
}

impl Receives {
    /// The value a table or checklist names.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "no" => Self::No,
            "maybe" | "" => Self::Maybe,
            "yes" => Self::Yes,
            _ => return None,
        })
    }
}

/// A kind of third party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorKind {
    /// Its id: `payments`.
    pub kind: Text,
    /// What people call it.
    pub label: Text,
    /// What such a third party usually gets.
    pub typically: Text,
    /// Words that confirm an ambiguous name.
    pub cues: Vec<Text>,
    /// Whether it usually gets data of persons.
    pub receives: Receives,
}

/// A component that is no third party unless a vendor hosts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Technology {
    /// Its name.
    pub name: Text,
    /// What it is.
    pub kind: Text,
}

/// A recipient that a document speaks of without a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The words.
    pub phrase: Text,
    /// What it does: a kind of [`VendorKind`].
    pub kind: Text,
}

packed_words!(Receives { No, Maybe, Yes });
packed_fields!(Vendor { id, name, kind, domains, packages, env, self_hosted, receives, approved });
packed_fields!(VendorKind { kind, label, typically, cues, receives });
packed_fields!(Technology { name, kind });
packed_fields!(Recipient { phrase, kind });
