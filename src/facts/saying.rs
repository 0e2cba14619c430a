//! Words of a topic that say, with others beside them, that something was done: neither denied, asked, planned nor left open.
//!
//! Topics ask for it as `said:A+B`: in one passage with a word of list `A` and one of list `B`, where `@link`, `@person` and `@channel`
//! stand for an address or the number of an issue, for `@ana` and for `#team-orders`. `beside:A` takes any clause: a reason may deny.

use super::Reading;
use super::reading::{has_entry, spaced_words};
use crate::document::{Block, BlockKind, Document, heading_key, plain};
use crate::lexicon::Hit;
use crate::source::Span;
use crate::text::Text;
use regex::Regex;
use std::sync::LazyLock;

/// What divides a text into clauses: a denial holds for its own.
static CLAUSE_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"[.!?;:,](?:\s|$)|\n|\s[\u{2013}\u{2014}-]\s|\s(?:but|and|then|until)\s"));
static LINK: LazyLock<Regex> = LazyLock::new(|| pattern(r"https?://\S|\]\([^)\s]+\)|(?:^|[\s(\[/`\w])[#!]\d+\b|\b[A-Z][A-Z0-9]+-\d+\b"));
static PERSON: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[\s(\[,/*`|])@[A-Za-z][\w.-]*"));
static CHANNEL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[\s(\[,/*`|])#[A-Za-z][\w-]*"));

/// Who wrote a comment, and when: a heading of an exported issue.
static AUTHOR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[\s(])@[A-Za-z]|\b\d\d?:\d\d\b"));

/// Words that say that the clause around them is not so, or not yet.
const UNDONE: &str = "undone-words";
/// The same, where they stand in front of a word in its clause.
const OPENINGS: &str = "undone-openings";
/// Signs of what is not done.
const CROSSES: &[char] = &['\u{274c}', '\u{2610}', '\u{2717}', '\u{2718}'];
/// What a cell holds that says no.
const BLANKS: &str = "undone-cells";

/// Most characters of a line that may lead into a list: "Paged:".
const LONGEST_LEAD: usize = 120;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is fixed and valid")
}

/// What is read together.
#[derive(Default)]
struct Passage {
    /// Clauses that hold.
    clauses: Vec<Span>,
    /// Headings and heads of columns above them.
    heads: Vec<Span>,
}

/// What it takes to tell whether a topic is said.
pub(super) struct Sayings<'a> {
    pub reading: &'a Reading<'a>,
    /// Headings under which the words mean something else.
    pub elsewhere: &'a [Text],
    /// True when the clauses must hold; else any clause counts.
    pub holds: bool,
}

impl Sayings<'_> {
    /// True when the clause of `hit` holds, and its passage has a word of each list of `wanted`, joined by `+`.
    pub fn is_said(&self, hit: &Hit, wanted: &str) -> bool {
        if self.is_elsewhere(self.reading.section_of(hit)) || is_unit(self.reading.text, hit.span) {
            return false;
        }
        let passage = match self.reading.block_of(hit) {
            Some(Block { kind: BlockKind::Code { .. }, .. }) => return false,
            Some(block) => self.passage(block, hit),
            None => self.section(self.reading.section_of(hit)),
        };
        // "Directors of security and infrastructure" goes over the end of a clause.
        let stands = |at: u32| passage.clauses.iter().chain(&passage.heads).any(|clause| clause.start <= at && at <= clause.end);
        stands(hit.span.start)
            && stands(hit.span.end)
            && !self.is_denied_before(&passage, hit.span)
            && wanted.split('+').filter(|part| !part.is_empty()).all(|part| self.has(part, &passage, hit.span))
    }

    /// True where the clause denies what follows in it: "nobody was paged".
    fn is_denied_before(&self, passage: &Passage, own: Span) -> bool {
        let clause = passage.clauses.iter().find(|clause| clause.contains(own));
        let before = clause.map(|clause| Span { end: own.start, ..*clause });
        self.holds && before.is_some_and(|before| has_entry(self.reading, &spaced_words(before.of(self.reading.text)), OPENINGS))
    }

    /// True for a section that speaks of something else, or is a part of one that does.
    fn is_elsewhere(&self, section: usize) -> bool {
        let keys: Vec<String> = self.elsewhere.iter().map(|heading| heading_key(heading)).collect();
        self.reading.document.around(section).any(|id| self.reading.keys[id].iter().any(|key| keys.contains(key)))
    }

    fn has(&self, wanted: &str, passage: &Passage, own: Span) -> bool {
        let text = self.reading.text;
        let shape = match wanted {
            "@link" => &LINK,
            "@person" => &PERSON,
            "@channel" => &CHANNEL,
            list => {
                // What says it stands beside the word, not in it.
                let beside = |clause: &Span| {
                    let around = if clause.contains(own) { own } else { Span { start: clause.end, ..*clause } };
                    [Span { end: around.start, ..*clause }, Span { start: around.end, ..*clause }]
                };
                let mut parts = passage.clauses.iter().chain(&passage.heads).flat_map(beside);
                // "20 words": a passage of that many says something, whatever it says.
                return match list.parse() {
                    Ok(least) => parts.map(|part| part.of(text).split_whitespace().count()).sum::<usize>() >= least,
                    Err(_) => parts.any(|part| has_entry(self.reading, &spaced_words(part.of(text)), list)),
                };
            }
        };
        // Who wrote a comment stands above it, and is not who is spoken to.
        passage.clauses.iter().any(|clause| shape.is_match(clause.of(text)))
    }

    /// Clauses that hold, of what is read together: a row with the headers of its cells; an item with those around and below it, and a
    /// paragraph, with the line that leads into them; the headings above.
    fn passage(&self, block: &Block, hit: &Hit) -> Passage {
        let reading = self.reading;
        let mut passage = Passage::default();
        if let BlockKind::Table(index) = block.kind {
            let table = &reading.document.tables[index];
            let Some(row) = table.row_at(hit.span.start).map(|at| &table.rows[at]) else { return passage };
            if self.holds && self.says_no(row) {
                return passage;
            }
            for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !self.is_blank(**cell)) {
                passage.clauses.extend(self.clauses(*cell));
                passage.heads.extend(table.header.get(column));
            }
        } else {
            passage.clauses.extend(self.family(block).into_iter().flat_map(|block| self.clauses(block.span)));
        }
        let headings = reading.document.around(block.section).filter(|id| !self.is_whole(*id));
        let headings = headings.filter_map(|id| reading.document.sections[id].heading.as_ref());
        passage.heads.extend(headings.filter(|heading| !AUTHOR.is_match(&heading.text)).map(|heading| heading.text_span));
        passage
    }

    /// Clauses that hold under a heading, and the heading.
    fn section(&self, id: usize) -> Passage {
        let reading = self.reading;
        let mut passage = Passage::default();
        if self.is_whole(id) {
            return passage;
        }
        passage.heads.extend(reading.document.sections[id].heading.as_ref().map(|heading| heading.text_span));
        passage.clauses.extend(reading.document.blocks_under(id).iter().flat_map(|block| self.clauses_of(block)));
        passage
    }

    /// Clauses of a block that hold; none for code, HTML and a task that is open.
    fn clauses_of(&self, block: &Block) -> Vec<Span> {
        let parts = parts_of(block, self.reading.document).into_iter().filter(|part| self.states(block, *part));
        parts.flat_map(|part| self.clauses(part)).collect()
    }

    /// True when something that holds stands under a heading.
    pub fn states_under(&self, section: usize) -> bool {
        let stands = |block: &Block, part: Span| self.states(block, part) && !self.clauses(part).is_empty();
        let blocks = self.reading.document.blocks_under(section);
        blocks.iter().any(|block| parts_of(block, self.reading.document).into_iter().any(|part| stands(block, part)))
    }

    /// True where the words at `at` stand in a clause that holds, of a part of a block.
    pub fn stands_at(&self, block: &Block, part: Span, at: Span) -> bool {
        self.states(block, part) && self.clauses(part).iter().any(|clause| clause.start <= at.start && at.start < clause.end)
    }

    /// True for a part of a block that may state something: of no open task and no empty label, and of no row that says no.
    fn states(&self, block: &Block, part: Span) -> bool {
        let says_no = |index: usize| {
            let table = &self.reading.document.tables[index];
            self.is_blank(part) || table.row_at(part.start).is_none_or(|row| self.says_no(&table.rows[row]))
        };
        !is_open(block) && !self.is_empty_label(block) && !matches!(block.kind, BlockKind::Table(index) if says_no(index))
    }

    /// True for an item that is a label with nothing behind or below it: "- **Approved by:**".
    fn is_empty_label(&self, block: &Block) -> bool {
        let blocks = &self.reading.document.blocks;
        let next = blocks.get(blocks.partition_point(|other| other.span.start <= block.span.start));
        let is_item = matches!(block.kind, BlockKind::Item { .. });
        is_item && leads_on(block, self.reading.text) && next.is_none_or(|next| next.depth <= block.depth || next.section != block.section)
    }

    /// True for a row of a name and cells that say no.
    fn says_no(&self, row: &[Span]) -> bool {
        let rest = row.get(1..).unwrap_or_default();
        let is_no = |cell: &Span| self.is_blank(*cell) || cell.of(self.reading.text).contains(CROSSES);
        rest.iter().any(|cell| !cell.is_empty()) && rest.iter().all(is_no)
    }

    /// A block with the items it belongs to, those below it and the line that leads into the list.
    fn family(&self, block: &Block) -> Vec<&Block> {
        let blocks = &self.reading.document.blocks;
        let at = blocks.partition_point(|other| other.span.start < block.span.start);
        let mut family: Vec<&Block> = blocks.get(at).filter(|own| !is_open(own)).into_iter().collect();
        let below = blocks.iter().skip(at + 1).take_while(|other| other.depth > block.depth && other.section == block.section);
        family.extend(below.filter(|other| (block.depth > 0 || leads_on(block, self.reading.text)) && !is_open(other)));
        let mut depth = block.depth;
        for other in blocks[..at.min(blocks.len())].iter().rev().take_while(|other| other.section == block.section) {
            if depth == 0 {
                break;
            }
            if other.depth < depth {
                let leads = other.depth > 0 || leads_on(other, self.reading.text);
                if leads && (other.span.end - other.span.start) as usize <= LONGEST_LEAD {
                    family.push(other);
                }
                depth = other.depth;
            }
        }
        family
    }

    /// Clauses of a text that are neither denied, asked, planned nor open: by a word or sign of their own, by such a clause behind their colon
    /// or dash, or by being struck out.
    fn clauses(&self, span: Span) -> Vec<Span> {
        let text = span.of(self.reading.text);
        let mut clauses = Vec::new();
        let mut from = 0;
        let ends = CLAUSE_END.find_iter(text).map(|end| (end.start(), end.end(), end.as_str()));
        for (end, next, mark) in ends.chain([(text.len(), text.len(), "")]) {
            let clause = Span::new(span.start as usize + from, span.start as usize + end);
            if !self.holds || !mark.starts_with('?') && !self.is_undone(clause) {
                clauses.push(clause);
            } else if self.opens_blank(clause) && text[..from].trim_end().ends_with([':', '-', '\u{2013}', '\u{2014}']) {
                clauses.pop();
            }
            from = next;
        }
        clauses
    }

    fn is_undone(&self, clause: Span) -> bool {
        let text = clause.of(self.reading.text);
        has_entry(self.reading, &spaced_words(text), UNDONE) || text.contains(CROSSES) || text.contains("~~") || self.is_blank(clause)
    }

    /// True for a clause that begins with a word which alone says no.
    fn opens_blank(&self, clause: Span) -> bool {
        let words = spaced_words(clause.of(self.reading.text));
        self.is_blank(clause) && !clause.of(self.reading.text).trim().is_empty()
            || self.reading.checklist.word_list(BLANKS).iter().any(|blank| words.starts_with(&spaced_words(blank)))
    }

    /// True for the heading that all of a document stands under.
    fn is_whole(&self, section: usize) -> bool {
        let span = self.reading.document.sections[section].span;
        section == 1 && (span.end - span.start) as usize * 10 > self.reading.text.len() * 9
    }

    fn is_blank(&self, cell: Span) -> bool {
        let text = plain(cell.of(self.reading.text)).to_lowercase();
        let text = text.trim();
        !text.contains(char::is_alphanumeric) && !text.contains(['\u{2713}', '\u{2714}', '\u{2705}', '\u{2611}'])
            || self.reading.checklist.word_list(BLANKS).iter().any(|blank| text == blank.as_ref())
    }
}

/// What of a block is read by itself: the cells of a table below its header, or all of it; nothing of code and HTML.
pub(super) fn parts_of(block: &Block, document: &Document) -> Vec<Span> {
    match block.kind {
        BlockKind::Code { .. } | BlockKind::Html => Vec::new(),
        BlockKind::Table(index) => document.tables[index].rows.iter().flatten().copied().collect(),
        _ => vec![block.span],
    }
}

/// True for a task that is still to be done.
fn is_open(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Item { task: Some(false), .. })
}

/// True for a line that leads into a list: "Paged:".
fn leads_on(block: &Block, text: &str) -> bool {
    block.span.of(text).trim_end().ends_with([':', '*'])
}

/// True for a word right behind a number: the "PM" of "3 PM".
pub(super) fn is_unit(text: &str, span: Span) -> bool {
    text[..span.start as usize].trim_end().ends_with(|c: char| c.is_ascii_digit()) && span.end - span.start <= 2
}
