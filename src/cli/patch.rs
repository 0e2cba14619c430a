//! A patch as `git diff` prints it to the lines of each file that it shows.

use crate::report::Lines;
use std::collections::BTreeMap;

/// The lines of each new file that a patch shows, by its path.
pub(super) fn shown_lines(patch: &str) -> BTreeMap<String, Vec<Lines>> {
    let mut shown: BTreeMap<String, Vec<Lines>> = BTreeMap::new();
    let mut name: Option<String> = None;
    // Lines of the old and the new file that the hunk still has.
    let (mut old, mut new) = (0, 0);
    for line in patch.split('\n') {
        if old > 0 || new > 0 {
            match line.as_bytes().first() {
                Some(b'-') => old -= 1,
                Some(b'+') => new -= 1,
                Some(b'\\') => {}
                // An empty line of both may have lost its blank.
                _ => (old, new) = (old - 1, new - 1),
            }
            continue;
        }
        if let Some(named) = line.strip_prefix("+++ ") {
            // Behind a name with blanks git puts a tab.
            name = unquoted(named.trim_end_matches(['\t', '\r'])).strip_prefix("b/").map(str::to_owned);
        } else if let Some((taken, (first, count))) = hunk(line) {
            (old, new) = (i64::from(taken), i64::from(count));
            if let Some(name) = name.as_ref().filter(|_| count > 0) {
                shown.entry(name.clone()).or_default().push(Lines { first, last: first + count - 1 });
            }
        }
    }
    shown
}

/// A name as it is, of one that git has quoted as a string of C.
fn unquoted(name: &str) -> String {
    let Some(quoted) = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) else { return name.to_owned() };
    let mut bytes = Vec::new();
    let mut rest = quoted.bytes().peekable();
    while let Some(byte) = rest.next() {
        let escape = if byte == b'\\' { rest.next() } else { None };
        bytes.push(match escape {
            None => byte,
            Some(digit @ b'0'..=b'7') => {
                // Git always writes three.
                let more = std::iter::from_fn(|| rest.next_if(|byte| matches!(byte, b'0'..=b'7'))).take(2);
                let value = more.fold(u32::from(digit - b'0'), |value, digit| value * 8 + u32::from(digit - b'0'));
                value as u8
            }
            Some(b'n') => b'\n',
            Some(b't') => b'\t',
            Some(b'r') => b'\r',
            Some(b'a') => 7,
            Some(b'b') => 8,
            Some(b'v') => 11,
            Some(b'f') => 12,
            Some(other) => other,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Of `@@ -1,7 +1,9 @@`: how many lines of the old file it has, and where it begins in the new one, with how many lines.
fn hunk(line: &str) -> Option<(u32, (u32, u32))> {
    let (old, new) = line.strip_prefix("@@ -")?.split_once(" @@")?.0.split_once(" +")?;
    let range = |range: &str| -> Option<(u32, u32)> {
        let (first, count) = range.split_once(',').unwrap_or((range, "1"));
        Some((first.parse().ok()?, count.parse().ok()?))
    };
    Some((range(old)?.1, range(new)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_are_lines_of_the_new_file() {
        let patch = "diff --git a/a b.md b/a b.md\n--- a/a b.md\t\n+++ b/a b.md\t\n@@ -1,2 +1,3 @@ x\n a\n+++ b/no.md\n+@@ -1 +1 @@\n-b\n@@ -9 +10 @@\n-x\n+y\n\\ No newline at end of file\n";
        let gone = "diff --git a/c.md b/c.md\n--- a/c.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n";
        let quoted = "--- a/x\n+++ \"b/\\303\\244.md\"\n@@ -1 +1 @@\n-x\n+y\n";
        let shown = shown_lines(&format!("{patch}{gone}{quoted}"));
        let lines: Vec<(u32, u32)> = shown["a b.md"].iter().map(|lines| (lines.first, lines.last)).collect();
        assert_eq!((lines, shown.len()), (vec![(1, 3), (10, 10)], 2));
        assert_eq!(shown["\u{e4}.md"], [Lines { first: 1, last: 1 }]);
        assert_eq!(unquoted("\"b/x\\n\\\"\\\\y\\0331\""), "b/x\n\"\\y\u{1b}1");
    }
}
