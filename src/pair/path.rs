//! Paths as documents write them to paths as reviews name files.

use crate::source::{normal, split};

/// The name of a file, without its folder.
pub(super) fn name(path: &str) -> &str {
    split(path).1
}

/// The files that `target` in a document may mean, the likeliest first: it is relative to the document's folder, and one with folders
/// may be relative to a folder above as well, such as the root of the repository.
pub fn meant(document: &str, target: &str) -> Vec<String> {
    let (folder, _) = split(document);
    let (target, from_root) = target.strip_prefix('/').map_or((target, false), |target| (target, true));
    let folders = std::iter::successors(Some(folder), |folder| above(folder));
    let is_beside = !from_root && (target.starts_with('.') || !target.contains('/'));
    let join = |folder: &str| if folder.is_empty() { normal(target) } else { normal(&format!("{folder}/{target}")) };
    folders.take(if is_beside { 1 } else { usize::MAX }).map(join).collect()
}

/// The folder above one; None above the first.
fn above(folder: &str) -> Option<&str> {
    folder.rsplit_once('/').map(|(above, _)| above).or((!folder.is_empty()).then_some(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_document_and_those_with_folders_to_one_above_as_well() {
        assert_eq!(meant("docs/mail/prd.md", "../tdd.md"), ["docs/tdd.md"]);
        assert_eq!(meant("docs/mail/prd.md", "./tdd.md"), ["docs/mail/tdd.md"]);
        assert_eq!(meant("docs/mail/prd.md", "docs/tdd.md"), ["docs/mail/docs/tdd.md", "docs/docs/tdd.md", "docs/tdd.md"]);
        assert_eq!(meant("docs/prd.md", "/docs/tdd.md"), ["docs/docs/tdd.md", "docs/tdd.md"]);
        assert_eq!(meant("prd.md", "../tdd.md"), ["../tdd.md"]);
        assert_eq!(meant("/a/prd.md", "../../b.md"), ["/b.md"]);
    }
}
