//! A shell script for `gh`, the command line of GitHub: issues are created, updated, reopened and closed, each known by its key.

use super::issue::{LABEL, PRIORITIES, body, closed, labels, title};
use crate::item::Item;
use std::io::{self, Write};

/// What the script begins with. The list of issues is read once; an issue is known by the key in its body.
const HEAD: &str = "#!/bin/sh
# Brings the issues of a repository up to date with the action items of a review. Run it in the repository, or with GH_REPO set;
# needs `gh`, signed in. Running it twice changes nothing.
set -eu
";

const FUNCTIONS: &str = r#"
known=$(gh issue list --label "$label" --state all --limit 5000 --json number,state,body \
  --jq '.[] | [.number, .state, (.body | capture("designvet-item: (?<key>[0-9a-f]+)").key)] | @tsv')

# number KEY, state KEY: of the issue that has the key
number() { printf '%s\n' "$known" | awk -v key="$1" '$3 == key { print $1; exit }'; }
state() { printf '%s\n' "$known" | awk -v key="$1" '$3 == key { print $2; exit }'; }

# label NAME: makes a label where there is none
label() { gh label create "$1" --color 5319e7 >/dev/null 2>&1 || :; }

# keep KEY TITLE LABELS OTHERS: creates or updates an open issue without the other labels; its body is read from standard input
keep() {
  issue=$(number "$1")
  if [ -z "$issue" ]; then
    gh issue create --title "$2" --label "$3" --body-file -
    return
  fi
  [ "$(state "$1")" = OPEN ] || gh issue reopen "$issue"
  gh issue edit "$issue" --title "$2" --add-label "$3" --remove-label "$4" --body-file -
}

# settle KEY REASON: closes the issue, where there is one and it is open
settle() {
  issue=$(number "$1")
  if [ -n "$issue" ] && [ "$(state "$1")" = OPEN ]; then
    gh issue close "$issue" --reason "$2"
  fi
}
"#;

pub(super) fn render(items: &[Item], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    writeln!(out, "label={LABEL}")?;
    out.write_all(FUNCTIONS.as_bytes())?;
    // The labels of the priorities are taken off again, and have to be there for that.
    let mut used: Vec<&str> = items.iter().flat_map(labels).chain(PRIORITIES).collect();
    used.sort_unstable();
    used.dedup();
    writeln!(out)?;
    for label in used {
        writeln!(out, "label {}", quoted(label))?;
    }
    for item in items {
        writeln!(out)?;
        if let Some(reason) = closed(item) {
            writeln!(out, "settle {} {}", item.key, quoted(&reason.replace('_', " ")))?;
            continue;
        }
        let end = format!("END-{}", item.key);
        let own = labels(item);
        let others: Vec<&str> = PRIORITIES.iter().copied().filter(|label| !own.contains(label)).collect();
        let (labels, others) = (own.join(","), others.join(","));
        // No line of a body is that of its end: it has the mark before the key.
        writeln!(out, "keep {} {} {} {} <<'{end}'\n{}{end}", item.key, quoted(&title(item)), quoted(&labels), quoted(&others), body(item))?;
    }
    Ok(())
}

/// A word for the shell, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::super::issue::MARK;
    use super::*;

    #[test]
    fn a_quoted_word_stays_one() {
        assert_eq!(quoted("it's $(rm -rf /) `x`"), r"'it'\''s $(rm -rf /) `x`'");
    }

    #[test]
    fn the_mark_is_what_the_script_looks_for() {
        assert!(FUNCTIONS.contains(&format!("capture(\"{MARK}")));
    }
}
