//! Places where data may rest, from `regions.tsv`: cloud regions with the country they lie in, countries, and what is nobody's cloud.

use crate::packed::{packed_fields, packed_words};
use crate::text::Text;

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it is.
    pub kind: PlaceKind,
    /// The provider of a region; empty for a country.
    pub provider: Text,
    /// Its code: `eu-west-2`, `EU`.
    pub code: Text,
    /// What people call it.
    pub label: Text,
    /// The country it lies in.
    pub country: Text,
    /// The law that holds there: `EU`, `EEA`, `UK`, `US` or an ISO 3166 code; `LOCAL` where it is that of the user. `eu-west-2` is
    /// the UK.
    pub jurisdiction: Text,
}

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// A region of a cloud.
    CloudRegion,
    /// A host or tenant of a vendor in one part of the world.
    VendorRegion,
    /// A country, or a union of countries.
    Jurisdiction,
    /// The user's device, or the customer's own premises.
    Local,
}

packed_words!(PlaceKind { CloudRegion, VendorRegion, Jurisdiction, Local });
packed_fields!(Place { kind, provider, code, label, country, jurisdiction });
