//! Headings to the names that links within a document know them by.

use crate::document::{Element, Markup};
use crate::source::Span;
use std::collections::BTreeMap;

/// The names of headings as GitHub makes them, each with the number of its heading, from 0 in source order.
pub(super) fn slugs(pieces: &[(Markup, Span)]) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let mut often: BTreeMap<String, usize> = BTreeMap::new();
    // Words of the open heading, and how many elements are open in it.
    let mut heading: Option<(String, usize)> = None;
    for (piece, _) in pieces {
        match (piece, &mut heading) {
            (Markup::Open(Element::Heading(_)), None) => heading = Some((String::new(), 0)),
            (Markup::Open(_), Some((_, depth))) => *depth += 1,
            (Markup::Words(text) | Markup::Code(text), Some((words, _))) => words.push_str(text),
            (Markup::Close, Some((words, 0))) => {
                let slug = slug(words);
                let number = often.entry(slug.clone()).or_default();
                let name = if *number == 0 { slug } else { format!("{slug}-{number}") };
                *number += 1;
                let next = found.len();
                found.entry(name).or_insert(next);
                heading = None;
            }
            (Markup::Close, Some((_, depth))) => *depth -= 1,
            _ => {}
        }
    }
    found
}

fn slug(words: &str) -> String {
    let kept = words.trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markup;

    #[test]
    fn headings_are_named_as_github_names_them() {
        let pieces = markup("# 1. Data & `its` *way*\n\ntext\n\n## Risks\n\n## Risks\n");
        let names: Vec<(String, usize)> = slugs(&pieces).into_iter().collect();
        assert_eq!(names, [("1-data--its-way".to_owned(), 0), ("risks".to_owned(), 1), ("risks-1".to_owned(), 2)]);
    }
}
