//! `--fix`, `--fix-missing` and `--diff`: fixes of reviewed documents to the files, or to what would change in them.

use super::args::{Fixing, Global};
use super::files::is_export;
use super::output;
use crate::fix::{Applicability, Fix, apply, fixes};
use crate::review::{Profile, Review};
use crate::source::{Encoding, SourceFile};
use anstyle::{AnsiColor, Style};
use anyhow::Context as _;
use similar::TextDiff;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What UTF-8 may begin with.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Most fixes of a document that are named.
const NAMED: usize = 4;

/// What became of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mended {
    /// There was nothing to do.
    Nothing,
    /// What would change was shown.
    Shown,
    /// Files were written: they are to be read again.
    Written,
}

/// A document whose text changes.
struct Change<'a> {
    file: &'a SourceFile,
    text: String,
    /// The text before and after with secrets masked.
    shown: [String; 2],
    /// The fixes in it, each in few words.
    titles: Vec<String>,
}

impl Fixing {
    /// True when anything is to be mended or shown.
    pub(super) fn is_wanted(&self) -> bool {
        self.fix || self.fix_missing || self.diff
    }

    fn wants(&self, fix: &Fix) -> bool {
        match fix.applicability {
            Applicability::Safe => self.fix || !self.fix_missing,
            Applicability::Unsafe => self.unsafe_fixes,
            Applicability::Skeleton => self.fix_missing,
        }
    }

    /// Fails when standard input is among what is to be mended.
    pub(super) fn refuse_stdin<'p>(&self, mut paths: impl Iterator<Item = &'p PathBuf>) -> anyhow::Result<()> {
        if self.is_wanted() && paths.any(|path| path.as_os_str() == "-") {
            anyhow::bail!("standard input cannot be fixed; name the file");
        }
        Ok(())
    }
}

/// Mends the documents of a review that are among `asked`, the files as they were read; or shows what would change.
pub(super) fn mend(
    fixing: &Fixing,
    review: &Review,
    profiles: &[Profile],
    asked: &[Arc<SourceFile>],
    globals: &Global,
) -> anyhow::Result<Mended> {
    let exports = asked.iter().filter(|file| is_export(Path::new(file.path())));
    exports.for_each(|file| output::note(globals, &format!("{} is not mended: another program writes it; mend it there", file.path())));
    let changes = changes(fixing, review, profiles, asked);
    if changes.is_empty() {
        return Ok(Mended::Nothing);
    }
    if fixing.diff {
        let color = output::layout(globals).color;
        let ends = !output::is_terminal(globals);
        output::write(globals, |out| changes.iter().try_for_each(|change| write!(out, "{}", shown(change, color, ends))))?;
        return Ok(Mended::Shown);
    }
    let (mut written, mut failed) = (Mended::Nothing, Vec::new());
    for change in &changes {
        match write(change) {
            Ok(()) => {
                written = Mended::Written;
                output::note(globals, &format!("fixed {} in {}: {}", change.titles.len(), change.file.path(), named(&change.titles)));
            }
            Err(error) => failed.push(format!("{error:#}")),
        }
    }
    if failed.is_empty() { Ok(written) } else { Err(anyhow::anyhow!(failed.join("\n"))) }
}

fn changes<'a>(fixing: &Fixing, review: &Review, profiles: &[Profile], asked: &'a [Arc<SourceFile>]) -> Vec<Change<'a>> {
    let documents = review.documents.iter().filter_map(|document| {
        // A review has secrets masked, byte for byte: what is written is the text that was read.
        let file = asked.iter().find(|file| file.path() == document.path() && file.encoding() == Encoding::Utf8)?;
        let found = fixes(review, document.id, &profiles[document.profile]);
        let fixed = apply(file.text(), found.iter().filter(|fix| fixing.wants(fix)));
        let titles: Vec<String> = fixed.fixes.iter().map(|fix| fix.title.clone()).collect();
        let masked = document.read()?.0.text();
        let shown = [masked.to_owned(), apply(masked, fixed.fixes.iter().copied()).text];
        (!titles.is_empty()).then_some(Change { file, text: fixed.text, shown, titles })
    });
    // A file that two names lead to is written once.
    let mut known = BTreeSet::new();
    documents
        .filter(|change| known.insert(std::fs::canonicalize(change.file.path()).unwrap_or_else(|_| change.file.path().into())))
        .collect()
}

/// Writes a document whole, unless the file is no longer what was read.
fn write(change: &Change<'_>) -> anyhow::Result<()> {
    let path = Path::new(change.file.path());
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mark = if bytes.starts_with(MARK) { MARK } else { &[] };
    if &bytes[mark.len()..] != change.file.text().as_bytes() {
        anyhow::bail!("{} is not fixed: it has changed since it was read", path.display());
    }
    if std::fs::metadata(path).is_ok_and(|about| about.permissions().readonly()) {
        anyhow::bail!("cannot write {}: it is read-only", path.display());
    }
    output::replace(path, &[mark, change.text.as_bytes()].concat())
}

/// The first of some fixes, and how many there are besides.
fn named(titles: &[String]) -> String {
    let more = titles.len().saturating_sub(NAMED);
    let first = titles[..titles.len() - more].join("; ");
    if more > 0 { format!("{first}; and {more} more") } else { first }
}

/// What would change in a document, as a unified diff; with its own line ends for programs that apply it.
fn shown(change: &Change<'_>, color: bool, ends: bool) -> String {
    let path = change.file.path();
    let [before, after] = &change.shown;
    let diff = TextDiff::from_lines(before.as_str(), after.as_str());
    let diff = diff.unified_diff().header(path, path).to_string();
    let mut out = String::new();
    for line in diff.split_terminator('\n') {
        let bare = line.strip_suffix('\r').unwrap_or(line);
        let end = if ends { &line[bare.len()..] } else { "" };
        let safe = crate::report::visible(bare);
        let style = match line.as_bytes().first() {
            _ if line.starts_with("---") || line.starts_with("+++") => Style::new().bold(),
            Some(b'+') => AnsiColor::Green.on_default(),
            Some(b'-') => AnsiColor::Red.on_default(),
            Some(b'@') => AnsiColor::Cyan.on_default(),
            _ => Style::new(),
        };
        let _ = if color { writeln!(out, "{style}{safe}{style:#}{end}") } else { writeln!(out, "{safe}{end}") };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_has_changed_meanwhile_is_not_written() {
        let folder = std::env::temp_dir().join(format!("designvet-fixing-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let path = folder.join("lockers-prd.md");
        let file = SourceFile::new(path.to_string_lossy(), "as it was read");
        let change = Change { file: &file, text: "fixed".to_owned(), shown: [const { String::new() }; 2], titles: Vec::new() };
        for (now, written, then) in [("as it is now", false, "as it is now"), ("\u{FEFF}as it was read", true, "\u{FEFF}fixed")] {
            std::fs::write(&path, now).expect("a file can be written");
            assert_eq!(write(&change).is_ok(), written);
            assert_eq!(std::fs::read_to_string(&path).ok().as_deref(), Some(then));
        }
        std::fs::remove_dir_all(&folder).expect("it is ours");
    }
}
