//! Labels that a document carries at its top, as trackers and their exports write them: `Labels: ~"severity::1" ~security`, a field
//! `**Priority:** P1`, a row `| Severity | S1 - Critical |`, a list in front matter, brackets in the title.

use super::super::{Reading, says};
use super::{stands, words_key};
use crate::checklist::Labelled;
use crate::document::{Value, heading_key, plain};
use crate::text::Text;
use std::collections::BTreeSet;

/// Lines with words, of the text behind front matter, among which labels are looked for.
const TOP_LINES: usize = 30;
/// Longest key, in bytes, marks included.
const LONGEST_KEY: usize = 30;
/// Most words of a label: more are a sentence.
const LONGEST: usize = 4;
/// Keys whose values are labels.
const KEYS: &str = "label-keys";
/// Keys whose values are levels.
const LEVELS: &str = "label-levels";
/// Words in front of a level that deny it.
const DENIALS: &str = "label-denials";

/// What a document is labelled, in lower case, each label as words with blanks between.
#[derive(Default)]
pub(super) struct Labels {
    /// Labels: `severity::1` as "severity 1".
    own: BTreeSet<String>,
    /// Fields that say how grave or urgent it is: `Priority: P1` as "priority p1".
    levels: BTreeSet<String>,
    /// Other fields: `Issue type: Security bug` as "issue type security bug".
    fields: BTreeSet<String>,
}

impl Labels {
    pub(super) fn of(reading: &Reading<'_>) -> Self {
        let mut labels = Self::default();
        for (key, value) in reading.document.front_matter.iter().flat_map(|block| &block.fields) {
            match value {
                Value::List(values) => values.iter().filter_map(Value::text).for_each(|text| labels.add(reading, key, text)),
                value => labels.add(reading, key, value.text().unwrap_or_default()),
            }
        }
        let start = reading.document.front_matter.as_ref().map_or(0, |block| block.span.end as usize);
        let mut lines = reading.text[start..].lines().filter(|line| !line.trim().is_empty()).take(TOP_LINES).peekable();
        let mut end = start;
        while let Some(line) = lines.next() {
            let fields = fields(line);
            // A page that was copied has the labels below their heading.
            let below = lines.peek().filter(|_| fields.is_empty()).map(|below| (line, *below));
            fields.into_iter().chain(below).for_each(|(key, value)| labels.add(reading, key, value));
            end = line.as_ptr() as usize - reading.text.as_ptr() as usize;
        }
        // A table of one row is a row of keys over one of values.
        let tables = reading.document.tables.iter().take_while(|table| (table.span.start as usize) < end);
        for table in tables.filter(|table| table.rows.len() == 1) {
            let cells = table.header.iter().zip(&table.rows[0]);
            cells.for_each(|(key, value)| labels.add(reading, key.of(reading.text), value.of(reading.text)));
        }
        let title = reading.document.title().map(|title| title.text.as_str()).unwrap_or_default();
        let brackets = title.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
        labels.own.extend(brackets.flat_map(|(inside, _)| inside.split('/').map(words)));
        labels
    }

    fn add(&mut self, reading: &Reading<'_>, key: &str, value: &str) {
        if key.len() > LONGEST_KEY {
            return;
        }
        let key = heading_key(&plain(key));
        let is_in = |list: &str| reading.checklist.word_keys(list).is_some_and(|keys| keys.contains(&key));
        let parts = value.split([',', ';', '|', '\u{b7}', '~', '`', '"', '[', ']', '(', ')', '\u{2013}', '\u{2014}']);
        let parts = parts.flat_map(|part| part.split(" - ")).map(words);
        let parts = parts.filter(|part| !part.is_empty() && part.split(' ').count() <= LONGEST);
        if is_in(KEYS) {
            self.own.extend(parts);
        } else {
            let fields = if is_in(LEVELS) { &mut self.levels } else { &mut self.fields };
            fields.extend(parts.map(|part| format!("{key} {part}")));
        }
    }

    /// True for labels of what is something else than a kind.
    pub(super) fn exclude(&self, kind: &Labelled) -> bool {
        let mut all = self.own.iter().chain(&self.levels).chain(&self.fields);
        all.any(|label| kind.unless.iter().any(|known| known == label))
    }

    /// What shows that a document is of a kind: its labels, and what its text says; for a sentence.
    pub(super) fn fit(&self, reading: &Reading<'_>, kind: &Labelled) -> Option<String> {
        let denials = reading.checklist.word_list(DENIALS);
        // What the checklist names first tells most.
        let levels = || self.own.iter().chain(&self.levels);
        let level = kind.labels.iter().find_map(|known| levels().find(|label| ends_with(label, known, denials)))?;
        // An issue that was copied out of a page has its title in its first line.
        let title = reading.document.title().map(|title| title.text.as_str());
        let first = reading.text.lines().find(|line| !line.trim().is_empty());
        let keys: Vec<String> = title.into_iter().chain(first).map(words_key).collect();
        let titled = |phrase: &&Text| keys.iter().any(|key| stands(phrase, key));
        if self.exclude(kind) || kind.not_titles.iter().any(|phrase| titled(&phrase)) {
            return None;
        }
        let own = kind.about.iter().find_map(|known| self.own.iter().find(|label| begins_with(label, known)));
        // The first word of a field is its key: "security level" says nothing of what it is about.
        let of_field = |label: &&String| kind.about.iter().any(|known| known.contains(' ') && begins_with(label, known));
        let reason = match own.or_else(|| self.fields.iter().find(of_field)) {
            Some(about) => format!("it is labelled \u{201c}{level}\u{201d} and \u{201c}{about}\u{201d}"),
            None => {
                let word = kind.about_titles.iter().find(titled)?;
                format!("it is labelled \u{201c}{level}\u{201d}, and its title speaks of \u{201c}{word}\u{201d}")
            }
        };
        let lower = reading.text.to_lowercase();
        (kind.says.iter().filter(|phrase| says(&lower, phrase)).count() >= kind.least).then_some(reason)
    }
}

/// The keys and values of a line: "key: value", `**Key** value`, a key parted by a tab, several of them parted by dots or bars, the cells of a
/// row two by two.
fn fields(line: &str) -> Vec<(&str, &str)> {
    if let Some(row) = line.trim().strip_prefix('|') {
        let cells: Vec<&str> = row.trim_end_matches('|').split('|').map(str::trim).collect();
        return cells.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    }
    let mut fields: Vec<(&str, &str)> = Vec::new();
    for part in line.split(" \u{b7} ").flat_map(|part| part.split(" | ")).flat_map(|part| part.split(" \u{2022} ")) {
        // A part without a key goes on with the values of the one before.
        fields.extend(field(part).or_else(|| Some((fields.last()?.0, part))));
    }
    fields
}

/// The key and value of a part of a line.
fn field(part: &str) -> Option<(&str, &str)> {
    let part = part.trim().trim_start_matches(['>', '*', '-', '+', '#', ' ']);
    // What a comment tells a tracker to do is undone by the next one.
    if part.starts_with('/') {
        return None;
    }
    // Trackers draw a tag before labels, or show them as code one beside another.
    if let Some((_, value)) = part.split_once('\u{1f3f7}') {
        return Some(("labels", value));
    }
    if part.starts_with('`') && part.split('`').skip(2).step_by(2).all(|between| between.trim().is_empty()) {
        return Some(("labels", part));
    }
    // The marks of a label stay with it.
    let ends = [":**", "**", ":", "\t", " `", " ~"];
    let split = |end: &str| part.find(end).map(|at| (&part[..at], &part[at + end.trim_end_matches(['`', '~']).len()..]));
    ends.into_iter().filter_map(split).min_by_key(|(key, _)| key.len())
}

/// True for a label, or its last words: `impact::1-critical` is "critical", and `non-critical` is not.
fn ends_with(label: &str, known: &str, denials: &[Text]) -> bool {
    let is_denied = |before: &str| before.split(' ').any(|word| denials.iter().any(|denial| denial == word));
    label.strip_suffix(known).is_some_and(|before| (before.is_empty() || before.ends_with(' ')) && !is_denied(before))
}

/// True for a label, or its first words: `security/high-risk` is of "security".
fn begins_with(label: &str, known: &str) -> bool {
    label.strip_prefix(known).is_some_and(|behind| behind.is_empty() || behind.starts_with(' '))
}

/// The words of a label: `bug::vulnerability` as "bug vulnerability".
fn words(label: &str) -> String {
    let words: Vec<&str> = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_a_key_and_its_value_in_whatever_notation() {
        let written = [
            ("Labels: `security` `S1`", ("Labels", " `security` `S1`")),
            ("labels:\tsecurity, sev/1", ("labels", "\tsecurity, sev/1")),
            ("> **Labels** type/vulnerability", ("Labels", " type/vulnerability")),
            ("**Priority:** P1", ("Priority", " P1")),
            ("| Severity | S1 - Critical |", ("Severity", "S1 - Critical")),
            ("\u{1f3f7}\u{fe0f}  security, sev1", ("labels", "\u{fe0f}  security, sev1")),
            ("Labels `S1` `security`", ("Labels", "`S1` `security`")),
            ("* Labels: ~security", ("Labels", " ~security")),
        ];
        for (line, expected) in written {
            assert_eq!(fields(line), [expected], "{line}");
        }
        assert!(fields("A sentence without a mark.").is_empty());
        assert_eq!(fields("`S1` `type: vulnerability`"), [("labels", "`S1` `type: vulnerability`")]);
        assert!(fields("`GET /x` gives 200").is_empty());
        assert_eq!(fields("Labels: security \u{b7} sev-1"), [("Labels", " security"), ("Labels", "sev-1")]);
        let several = [("Team", " Web"), ("Priority", " Urgent"), ("Labels", " `sev:critical` `vuln`")];
        assert_eq!(fields("> Team **Web** \u{b7} Priority **Urgent** \u{b7} Labels `sev:critical` `vuln`").len(), several.len());
        assert_eq!(fields("| **Type:** | Bug | **Priority:** | Blocker |"), [("**Type:**", "Bug"), ("**Priority:**", "Blocker")]);
    }

    #[test]
    fn a_label_is_its_words() {
        assert_eq!(words("bug::vulnerability"), "bug vulnerability");
        assert_eq!(words(" sev/1 "), "sev 1");
    }
}
