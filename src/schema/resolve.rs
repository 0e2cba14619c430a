//! What one schema says of another: values of named types, and columns named after them.

use super::{Schema, Shape};
use std::collections::BTreeMap;

/// Gives columns whose type is an enumeration of the document its values; the last declaration of a name counts.
pub(super) fn resolve(schemas: &mut [Schema]) {
    let enums: BTreeMap<String, Vec<String>> = schemas
        .iter()
        .filter(|s| s.shape == Shape::Enum)
        .map(|s| (s.name.to_lowercase(), s.values.iter().map(|v| v.name.clone()).collect()))
        .collect();
    if enums.is_empty() {
        return;
    }
    for column in schemas.iter_mut().flat_map(|s| &mut s.columns).filter(|c| c.values.is_empty()) {
        let kind = column.kind.trim_end_matches(['?', '!']).rsplit('.').next().unwrap_or_default().to_lowercase();
        if let Some(values) = enums.get(&kind) {
            column.values.clone_from(values);
        }
    }
}
