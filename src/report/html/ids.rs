//! Ids of requirements as short names that still tell them apart.

use crate::report::shorten;

/// Longest name, in characters.
const LONGEST: usize = 16;
/// Characters kept at the front of what is longer, and at its end.
const FRONT: usize = 9;
const END: usize = 12;

/// How many bytes all ids that are too long for a name begin with alike, up to a mark between words.
pub(super) fn common<'a>(ids: impl Iterator<Item = &'a str>) -> usize {
    let mut long = ids.filter(|id| id.chars().count() > LONGEST);
    let Some(first) = long.next() else { return 0 };
    let shared = |known: &str, id: &str| {
        known.char_indices().zip(id.chars()).take_while(|((_, a), b)| a == b).map(|((at, c), _)| at + c.len_utf8()).last()
    };
    let common = long.fold(first, |known, id| &known[..shared(known, id).unwrap_or(0)]);
    if common == first { 0 } else { common.rfind(['-', '_', '.', ':', '/']).map_or(0, |at| at + 1) }
}

/// The name of an id: of a long one without what all begin with, and without its middle.
pub(super) fn short(id: &str, common: usize) -> String {
    if id.chars().count() <= LONGEST {
        return id.to_owned();
    }
    let rest = id.get(common..).unwrap_or(id);
    let count = rest.chars().count();
    if count <= FRONT + END + 1 {
        return rest.to_owned();
    }
    let end: String = rest.chars().skip(count - END).collect();
    format!("{}{end}", shorten(rest, FRONT + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_long_ids_differ_where_the_ids_do() {
        let ids =
            ["req-account-service-create", "req-account-service-close", "req-account-service-quota-of-all-tenants-in-a-region", "FR-1"];
        let common = common(ids.into_iter());
        let names: Vec<String> = ids.iter().map(|id| short(id, common)).collect();
        assert_eq!(names, ["create", "close", "quota-of-\u{2026}-in-a-region", "FR-1"]);
        assert_eq!(super::common(["only-one-requirement-here"].into_iter()), 0);
    }
}
