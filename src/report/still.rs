//! Words of a document in what a tracker keeps: nothing in them mentions a person or links an issue by accident.

use super::markdown::text;
use std::borrow::Cow;

/// Words of a document in Markdown that mention nobody and are no link.
pub(super) fn still(raw: &str) -> String {
    unlinked(&text(raw))
}

/// The same words with addresses and numbers of commits and issues parted, so that no tracker makes links of them.
pub(super) fn unlinked(text: &str) -> String {
    let text = text.replace("://", ":\u{2060}//").replace("www.", "www\u{2060}.").replace("GH-", "GH\u{2060}-");
    let words = text.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
    words
        .map(|word| if is_commit(word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric())) { parted(word) } else { word.into() })
        .collect()
}

/// True for what may be the number of a commit; the shortest that is made a link of has seven digits.
fn is_commit(word: &str) -> bool {
    word.len() >= 7 && word.bytes().all(|byte| byte.is_ascii_hexdigit()) && word.bytes().any(|byte| byte.is_ascii_digit())
}

fn parted(word: &str) -> Cow<'_, str> {
    let joined = |(at, c): (usize, char)| (at > 0 && at % 6 == 0).then_some('\u{2060}').into_iter().chain([c]);
    word.chars().enumerate().flat_map(joined).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_document_make_no_links() {
        assert_eq!(
            still("see http://x.example/a#12 and www.x.example"),
            "see http:\u{2060}//x.example/a\\#\u{2060}12 and www\u{2060}.x.example"
        );
        assert_eq!(
            still("@alice fixes GH-7, !3 and a1b2c3d4e5f6a7"),
            "@\u{2060}alice fixes GH\u{2060}-7, !\u{2060}3 and a1b2c3\u{2060}d4e5f6\u{2060}a7"
        );
        assert_eq!(still("feedback, 2026"), "feedback, 2026");
    }
}
