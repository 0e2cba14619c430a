//! Options that a document weighs, and which questions each of them answers: under headings, as items of a list, as rows or columns of
//! a table. Rules name the topic of the section they stand in, and the topics that are the questions.

use super::reading::spaced_words;
use super::{KindFact, Reading};
use crate::checklist::{HeadingFit, Topic};
use crate::document::{Block, BlockKind, Table, heading_key, plain};
use crate::rule::RuleId;
use crate::source::Span;
use std::collections::BTreeMap;

/// The kind of check that asks for options.
pub const OPTIONS: &str = "options-answered";

/// An option and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// What it is called.
    pub name: String,
    /// Where it is named.
    pub span: Span,
    /// For each question of the rule, whether it is answered.
    pub answered: Vec<Answer>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answer {
    /// Nothing that is known answers it.
    #[default]
    Not,
    /// There is a place for the answer, with nothing in it.
    Blank,
    /// By these words.
    Given(Span),
    /// By a cell under a name that is not known.
    Elsewhere,
}

impl Answer {
    /// True when it is answered, by whatever words.
    pub fn is_given(self) -> bool {
        matches!(self, Self::Given(_) | Self::Elsewhere)
    }

    /// This answer, or the other where that says more.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Given(_), _) => self,
            (_, Self::Given(_)) | (Self::Not, _) | (Self::Blank, Self::Elsewhere) => other,
            _ => self,
        }
    }
}

/// Most characters of a name that is cut from a longer text.
const LONGEST_NAME: usize = 120;
/// Questions that the heads of a table must name, when nothing says that it is one of options.
const TELLING: usize = 2;
/// Most words of the head of a column that asks a question.
const LONGEST_HEAD: usize = 5;
/// Words that head the column of names.
const HEADS: &str = "option-heads";

pub(super) fn find(reading: &Reading<'_>, kind: &KindFact) -> BTreeMap<RuleId, Vec<Weighed>> {
    let rules = reading.checklist.rules.values().filter(|rule| rule.check == OPTIONS && rule.applies_to.contains(&kind.id));
    let topic = |id: &crate::rule::TopicId| reading.checklist.topic_index(id.as_str());
    rules
        .map(|rule| {
            let homes = rule.parameters.near.iter().filter_map(topic).collect();
            let questions = rule.parameters.topics.iter().filter_map(topic).map(|index| Question::of(&reading.checklist.topics[index]));
            (rule.id.clone(), Finder { reading, kind, homes, questions: questions.collect(), found: Vec::new() }.find())
        })
        .collect()
}

/// A question that each option has to answer.
struct Question<'a> {
    topic: &'a Topic,
    /// Its labels, as heading keys.
    labels: Vec<String>,
    evidence: Vec<String>,
    mentions: Vec<String>,
}

impl<'a> Question<'a> {
    fn of(topic: &'a Topic) -> Self {
        let spaced = |phrases: &[crate::text::Text]| phrases.iter().map(|phrase| spaced_words(phrase)).collect();
        let labels = topic.headings.iter().map(|heading| heading_key(heading)).collect();
        Self { topic, labels, evidence: spaced(&topic.evidence), mentions: spaced(&topic.mentions) }
    }

    fn is_label(&self, text: &str) -> bool {
        self.labels.contains(&heading_key(text))
    }

    /// True for [`spaced_words`] that hold words which answer it.
    fn is_in(&self, words: &str) -> bool {
        self.evidence.iter().any(|phrase| words.contains(phrase))
    }

    /// The clause of running text that answers it.
    fn answered_in(&self, span: Span, text: &str) -> Answer {
        let mut clauses = span.each_line(text).flat_map(|(start, line)| clauses(start, line));
        let answers = |clause: &Span| {
            let clause = clause.of(text);
            let words = spaced_words(clause);
            let is_counted = self.topic.structures.iter().any(|s| s == "counted") && clause.bytes().any(|byte| byte.is_ascii_digit());
            self.is_in(&words) || is_counted && self.mentions.iter().any(|mention| words.contains(mention))
        };
        clauses.find(answers).map_or(Answer::Not, |clause| {
            let marks =
                clause.of(text).len() - clause.of(text).trim_start_matches(|c: char| c.is_whitespace() || "-*+.,:;|".contains(c)).len();
            Answer::Given(Span { start: clause.start + marks as u32, ..clause }.trimmed(text))
        })
    }
}

/// Parts of a line that a full stop or semicolon ends.
fn clauses(start: usize, line: &str) -> impl Iterator<Item = Span> {
    let mut from = 0;
    let ends = line.match_indices(". ").chain(line.match_indices("; ")).map(|(at, end)| at + end.len());
    let mut ends: Vec<usize> = ends.chain([line.len()]).collect();
    ends.sort_unstable();
    ends.into_iter().map(move |end| Span::new(start + std::mem::replace(&mut from, end), start + end))
}

struct Finder<'a> {
    reading: &'a Reading<'a>,
    kind: &'a KindFact,
    /// Topics in whose sections options stand.
    homes: Vec<usize>,
    questions: Vec<Question<'a>>,
    found: Vec<Weighed>,
}

impl Finder<'_> {
    fn find(mut self) -> Vec<Weighed> {
        let sections = &self.reading.document.sections;
        for (id, section) in sections.iter().enumerate().skip(1) {
            let nested = section.parent.is_some_and(|parent| self.reading.document.around(parent).any(|at| self.is_home(at)));
            if self.is_home(id) && !nested {
                self.section(id);
            }
        }
        if self.found.is_empty() {
            self.led_into();
        }
        self.found
    }

    /// Options without a heading: a table that tells by its heads, and a list behind a line that names them ("Short-term options:").
    fn led_into(&mut self) {
        let document = self.reading.document;
        for table in document.tables.iter().filter(|table| !self.reading.silent[document.section_at(table.span.start)]) {
            self.table(table);
        }
        for (at, block) in document.blocks.iter().enumerate().filter(|(_, block)| block.depth == 0) {
            if self.found.is_empty() && self.leads_into_options(block.span.of(self.reading.text)) {
                let list = document.blocks[at + 1..].iter().take_while(|next| next.depth > 0 && next.section == block.section);
                self.items(&list.collect::<Vec<&Block>>());
            }
        }
    }

    /// True for text whose last words before a colon name a section of options.
    fn leads_into_options(&self, text: &str) -> bool {
        let Some(lead) = text.trim_end().trim_end_matches('*').strip_suffix(':') else { return false };
        let key = heading_key(&plain(lead.rsplit(['.', '\n', ';']).next().unwrap_or_default()));
        let uses = self.reading.checklist.headings.get(key.as_str()).into_iter().flatten();
        uses.into_iter().any(|used| used.fit == HeadingFit::Full && self.homes.contains(&used.topic))
    }

    fn is_home(&self, section: usize) -> bool {
        let names = |topic: usize| self.homes.contains(&topic);
        !self.reading.is_title(section) && self.reading.uses[section].iter().any(|used| used.fit == HeadingFit::Full && names(used.topic))
    }

    /// True for a heading below the options that is about something else that such a document speaks of.
    fn is_another_matter(&self, section: usize) -> bool {
        self.reading.uses[section].iter().any(|used| {
            let topic = &self.reading.checklist.topics[used.topic];
            used.fit == HeadingFit::Full && topic.applies_to.contains(&self.kind.id) && !self.homes.contains(&used.topic)
        })
    }

    fn section(&mut self, id: usize) {
        let document = self.reading.document;
        // Where a table lists them, what stands under headings below it says more of them, or is another matter.
        for block in document.blocks_in(id) {
            if let BlockKind::Table(index) = block.kind {
                self.table(&document.tables[index]);
            }
        }
        let tabled: Vec<String> = self.found.iter().map(|option| heading_key(&option.name)).collect();
        let names_one = |heading: &str| tabled.iter().any(|name| heading_key(heading).starts_with(name.as_str()));
        let below = (id + 1..document.sections.len()).filter(|at| document.sections[*at].parent == Some(id));
        for at in below.filter(|at| !self.is_another_matter(*at)).collect::<Vec<usize>>() {
            let section = &document.sections[at];
            let Some(heading) = &section.heading else { continue };
            if !tabled.is_empty() && !names_one(&heading.text) {
                continue;
            }
            let answered = self.answers(Span { start: heading.span.end, end: section.span.end });
            self.add(heading.text.clone(), heading.text_span, answered);
        }
        let listed = self.found.is_empty();
        for block in document.blocks_under(id).iter().filter(|block| block.section != id) {
            if let BlockKind::Table(index) = block.kind {
                self.table(&document.tables[index]);
            }
        }
        if listed && self.found.is_empty() {
            self.items(&document.blocks_in(id).collect::<Vec<&Block>>());
        }
    }

    /// Top-level items of some blocks.
    fn items(&mut self, blocks: &[&Block]) {
        let text = self.reading.text;
        let first = |at: usize| blocks[at].depth == 1 && matches!(blocks[at].kind, BlockKind::Item { .. });
        let starts: Vec<usize> = (0..blocks.len()).filter(|at| first(*at)).collect();
        let labelled = starts.iter().filter(|at| self.label_of(blocks[**at].span).is_some()).count();
        if labelled >= TELLING {
            return;
        }
        for start in starts {
            let own = blocks[start].span;
            let end = blocks[start..].iter().skip(1).take_while(|block| block.depth > 1).last().map_or(own.end, |block| block.span.end);
            let name = name_of(own.of(text));
            let begins = own.start as usize + name.len();
            let answered = self.answers(Span::new(begins, end as usize));
            let shown = plain(name.trim_end_matches([':', '.', ',', ' ']));
            self.add(shown.trim_matches(['*', ' ', ':']).to_owned(), Span::new(own.start as usize, begins).trimmed(text), answered);
        }
    }

    /// Which questions a text answers, by labels or in running words.
    fn answers(&self, span: Span) -> Vec<Answer> {
        let text = self.reading.text;
        // What stands behind a label is the answer; "Magnitude: TBD" names it and gives none.
        let mut labels = vec![Answer::Not; self.questions.len()];
        let mut take = |label: &str, value: Span| {
            if let Some(at) = self.question(label) {
                labels[at] = labels[at].or(filled(value, text));
            }
        };
        for (start, line) in span.each_line(text) {
            for (label, value) in labelled(line) {
                let end = start + line.len();
                take(&label, Span::new(end - value.len(), end));
            }
        }
        // A heading of its own, with something below it.
        for section in self.reading.document.sections.iter().filter(|section| span.contains(section.span)) {
            let Some(heading) = &section.heading else { continue };
            take(&heading.text, Span { start: heading.span.end, end: section.span.end });
        }
        let labelled = labels.into_iter().zip(&self.questions);
        labelled.map(|(label, question)| if label == Answer::Not { question.answered_in(span, text) } else { label }).collect()
    }

    fn question(&self, label: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.is_label(label))
    }

    /// The question that the head of a column asks in words which would answer it: "Stops the leak?".
    fn asked_by(&self, head: Span) -> Option<usize> {
        let words = spaced_words(head.of(self.reading.text));
        let is_short = words.split_whitespace().count() <= LONGEST_HEAD;
        self.questions.iter().position(|question| is_short && question.is_in(&words))
    }

    fn label_of(&self, item: Span) -> Option<usize> {
        let line = item.of(self.reading.text).lines().next().unwrap_or_default();
        labelled(line).into_iter().find_map(|(label, _)| self.question(&label))
    }

    /// Options as rows with a column a question, or as columns with a row a question.
    fn table(&mut self, table: &Table) {
        let text = self.reading.text;
        let cell = |span: Span| plain(span.of(text));
        let mut heads: Vec<Option<usize>> = table.header.iter().map(|head| self.question(&cell(*head))).collect();
        let asked = |questions: &[Option<usize>]| {
            let mut asked: Vec<usize> = questions.iter().flatten().copied().collect();
            asked.sort_unstable();
            asked.dedup();
            asked.len()
        };
        // A bare number in front is not what an option is called.
        let column = usize::from(table.rows.iter().all(|row| row.first().is_some_and(|first| cell(*first).trim().len() <= 2)));
        let is_headed = table.header.get(column).is_some_and(|head| {
            let key = heading_key(&cell(*head));
            self.reading.checklist.word_list(HEADS).iter().any(|known| heading_key(known) == key)
        });
        if is_headed || asked(&heads) > 0 {
            let named = heads.iter_mut().zip(&table.header).filter(|(head, _)| head.is_none());
            named.for_each(|(head, words)| *head = self.asked_by(*words));
        }
        let sides: Vec<Option<usize>> = table.rows.iter().map(|row| self.question(&cell(*row.first()?))).collect();
        if asked(&heads) >= TELLING || is_headed && asked(&sides) < TELLING && asked(&heads) > 0 {
            let answers = |at: usize, question: &Question<'_>| {
                let cells = || table.rows.iter().filter_map(|row| row.get(at)).filter(|cell| !is_blank(cell.of(text)));
                let given = cells().filter(|cell| question.answered_in(**cell, text).is_given()).count();
                given > 0 && given * 2 >= cells().count()
            };
            // Columns below heads that are not known, where as a rule a question is answered: other cells do so in words of their own.
            let free = || (column + 1..table.header.len()).filter(|at| heads[*at].is_none());
            let columns = |question| free().filter(|at| answers(*at, question)).collect();
            let columns: Vec<Vec<usize>> = self.questions.iter().map(columns).collect();
            for row in &table.rows {
                let Some(name) = row.get(column).filter(|name| !name.is_empty()) else { continue };
                let rest = &row[column + 1..];
                let said = |(question, columns): (&Question<'_>, &Vec<usize>)| {
                    let own = rest.iter().fold(Answer::Not, |said, cell| said.or(question.answered_in(*cell, text)));
                    let is_filled = columns.iter().filter_map(|at| row.get(*at)).any(|cell| !is_blank(cell.of(text)));
                    if own == Answer::Not && is_filled { Answer::Elsewhere } else { own }
                };
                let mut answered: Vec<Answer> = self.questions.iter().zip(&columns).map(said).collect();
                self.or_all(&mut answered, rest.iter());
                for (at, answer) in answered.iter_mut().enumerate().filter(|(at, _)| heads.contains(&Some(*at))) {
                    let cells = heads.iter().zip(row).filter(|(head, _)| **head == Some(at));
                    *answer = cells.fold(Answer::Not, |said, (_, cell)| said.or(filled(*cell, text)));
                }
                self.add(cell(*name), *name, answered);
            }
        } else if asked(&sides) >= TELLING {
            for (column, name) in table.header.iter().enumerate().skip(1).filter(|(_, name)| !name.is_empty()) {
                let mut answered = vec![Answer::Not; self.questions.len()];
                for (row, at) in table.rows.iter().zip(&sides).filter_map(|(row, side)| Some((row, (*side)?))) {
                    answered[at] = answered[at].or(row.get(column).map_or(Answer::Blank, |cell| filled(*cell, text)));
                }
                self.or_all(&mut answered, table.rows.iter().filter_map(|row| row.get(column)));
                self.add(cell(*name), *name, answered);
            }
        }
    }

    /// Answers all questions where as many cells are filled as there are questions, whatever these are called.
    fn or_all<'t>(&self, answered: &mut [Answer], cells: impl Iterator<Item = &'t Span>) {
        if cells.filter(|cell| !is_blank(cell.of(self.reading.text))).count() >= self.questions.len() {
            for answer in answered {
                *answer = answer.or(Answer::Elsewhere);
            }
        }
    }

    /// Takes an option; one that is known already gets the answers that are new.
    fn add(&mut self, name: String, span: Span, answered: Vec<Answer>) {
        let key = heading_key(&name);
        let same = |known: &&mut Weighed| {
            let other = heading_key(&known.name);
            other == key || !key.is_empty() && (other.starts_with(&key) || key.starts_with(&other))
        };
        match self.found.iter_mut().find(same) {
            Some(known) => known.answered.iter_mut().zip(answered).for_each(|(known, new)| *known = known.or(new)),
            None => self.found.push(Weighed { name, span, answered }),
        }
    }
}

/// Labels of a line with what stands behind each: "Effectiveness: full", "**How many?** 40".
fn labelled(line: &str) -> Vec<(String, &str)> {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "-*+#>|".contains(c) || c.is_ascii_digit() || c == '.');
    let ends = [":", "?", " \u{2013} ", " \u{2014} ", " - ", "**"];
    let parts = ends.into_iter().filter_map(|end| line.split_once(end));
    parts.map(|(label, value)| (plain(label).trim_matches(['*', ' ', '?', ':']).to_owned(), value)).collect()
}

/// Whether a place for an answer has one.
fn filled(place: Span, text: &str) -> Answer {
    if is_blank(place.of(text)) { Answer::Blank } else { Answer::Given(place.trimmed(text)) }
}

/// True for what answers nothing.
fn is_blank(text: &str) -> bool {
    let words = text.trim().trim_matches(|c: char| !c.is_alphanumeric());
    words.is_empty() && !text.contains(['\u{2713}', '\u{2714}', '\u{2705}'])
        || matches!(words.to_lowercase().as_str(), "tbd" | "tba" | "todo" | "to be decided")
}

/// What an item is called: its words up to a colon, a dash or the end of a sentence.
fn name_of(item: &str) -> &str {
    let line = item.lines().next().unwrap_or_default();
    // What stands in bold is the name.
    if let Some(end) = line.strip_prefix("**").and_then(|rest| rest.find("**")).filter(|end| *end > 0) {
        return &line[..end + 4];
    }
    let ends = [": ", ":**", ".** ", " \u{2013} ", " \u{2014} ", " - ", ". ", ":\n", "; ", ", "];
    let end = ends.into_iter().filter_map(|end| line.find(end)).filter(|at| *at > 1).min().unwrap_or(line.len());
    let end = if line[end..].starts_with(":**") { end + 3 } else { end };
    // "Option A: block the path": a letter alone tells nothing.
    let longer = line[end..].find(|c: char| c.is_alphanumeric()).map(|from| end + from);
    let bare = spaced_words(&line[..end]).split_whitespace().count() <= 2 && spaced_words(&line[..end]).starts_with(" option ");
    let end = match longer.filter(|_| bare) {
        Some(from) => ends.into_iter().filter_map(|mark| line[from..].find(mark)).min().map_or(line.len(), |at| from + at),
        None => end,
    };
    &line[..line.floor_char_boundary(end.min(LONGEST_NAME))]
}
