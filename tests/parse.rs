//! Outlines of `parse/*.md`, one file per trap of Markdown and one per exporting tool: what the reader makes of each.

use designvet::document::{Block, BlockKind, DirectiveKind, Document, FrontMatterFormat, HeadingStyle, SectionId, plain};
use designvet::source::{SourceFile, Span};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Characters of a block's text that an outline shows.
const SHOWN: usize = 90;

macro_rules! outlines {
    ($($test:ident: $file:literal,)+) => {
        $(#[test] fn $test() { check($file); })+
        const FILES: &[&str] = &[$($file),+];
    };
}

outlines! {
    a_byte_order_mark_hides_no_heading: "byte-order-mark",
    unterminated_front_matter_is_text: "front-matter-unterminated",
    front_matter_is_read_at_the_top_alone: "front-matter-and-rules",
    a_line_over_dashes_is_a_heading: "setext-over-dashes",
    task_markers_belong_to_their_item: "task-markers",
    tight_items_are_blocks: "tight-items",
    ragged_rows_keep_what_is_written: "ragged-rows",
    the_line_after_a_table_is_a_row: "line-after-table",
    a_pipe_in_backticks_parts_cells_unless_escaped: "pipe-in-backticks",
    unknown_tags_are_text: "placeholder-tags",
    escapes_and_entities_are_resolved: "escapes-and-entities",
    brackets_part_no_text: "text-split-at-bracket",
    footnotes_may_be_defined_twice: "duplicate-footnotes",
    carriage_returns_end_up_in_no_text: "crlf",
    emoji_and_wide_letters_cut_no_cell: "emoji-columns",
    bold_lines_are_headings: "bold-headings",
    numbers_and_emoji_stay_in_headings: "numbered-and-emoji-headings",
    rows_of_a_table_of_sections_are_sections: "table-row-headings",
    html_headings_are_headings: "html-headings",
    comments_are_no_words_and_may_be_directives: "comments-and-directives",
    html_is_read_as_it_looks: "html-blocks",
    fenced_divisions_are_no_words: "fenced-divisions",
    tables_are_found_where_github_shows_them: "tables-as-github-reads-them",
    headings_inside_other_blocks_are_no_sections: "nested-headings",
    code_is_kept_apart: "code-blocks",
    google_docs_exports_are_read_as_they_look: "google-docs",
    notion_exports_are_read_as_they_look: "notion",
    confluence_exports_by_pandoc_are_read_as_they_look: "confluence-pandoc",
}

#[test]
fn every_file_has_its_outline() {
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(folder()).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "md") {
            names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    let mut listed = FILES.to_vec();
    listed.sort_unstable();
    assert_eq!(names, listed);
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parse")
}

fn check(name: &str) {
    let bytes = std::fs::read(folder().join(name).with_extension("md")).expect("the file is there");
    let file = SourceFile::decode(format!("{name}.md"), bytes, u64::MAX).expect("the file is text");
    let document = Document::parse(file.text());
    document.check_invariants(file.text()).expect("positions are right");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("parse/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, Outline { file: &file, document: &document }.write()));
}

struct Outline<'a> {
    file: &'a SourceFile,
    document: &'a Document,
}

impl Outline<'_> {
    fn write(&self) -> String {
        let mut out = String::new();
        if let Some(block) = &self.document.front_matter {
            let format = if block.format == FrontMatterFormat::Yaml { "yaml" } else { "toml" };
            let keys: Vec<&str> = block.fields.keys().map(String::as_str).collect();
            let _ = writeln!(out, "{}: front matter, {format}: {}", self.lines(block.span), keys.join(", "));
        }
        let mut next = 0;
        for (id, section) in self.document.sections.iter().enumerate() {
            if let Some(heading) = &section.heading {
                let depth = self.depth(id);
                let style = match heading.style {
                    HeadingStyle::Atx => "#",
                    HeadingStyle::Setext => "underlined",
                    HeadingStyle::Html => "html",
                    HeadingStyle::Bold => "bold",
                    HeadingStyle::TableRow => "row",
                };
                let line = self.file.line1(heading.span.start);
                let _ = writeln!(out, "{line}: {}{style} {} \u{ab}{}\u{bb}", "  ".repeat(depth - 1), heading.level, heading.text);
            }
            // Blocks that stand before the next heading.
            let end = self.document.sections.get(id + 1).map_or(self.document.blocks.len(), |s| s.all.start);
            for block in &self.document.blocks[next..end.max(next)] {
                self.block(&mut out, block);
            }
            next = end.max(next);
        }
        self.lists(&mut out);
        out
    }

    fn block(&self, out: &mut String, block: &Block) {
        let indent = "  ".repeat(self.depth(block.section) + block.depth.saturating_sub(1) as usize);
        let kind = match &block.kind {
            BlockKind::Paragraph => "text".to_owned(),
            BlockKind::Item { ordered, task } => {
                let mark = match task {
                    Some(true) => " [x]",
                    Some(false) => " [ ]",
                    None => "",
                };
                format!("item {}{mark}", if *ordered { "1." } else { "-" })
            }
            BlockKind::Code { lang } => format!("code {lang:?}"),
            BlockKind::Table(_) => "table".to_owned(),
            BlockKind::Cell => "cell".to_owned(),
            BlockKind::Html => "html".to_owned(),
        };
        let depth = if block.depth == 0 { String::new() } else { format!(" at {}", block.depth) };
        let quoted = if block.quoted { " quoted" } else { "" };
        let lead = block.lead.map_or(String::new(), |lead| format!(" lead \u{ab}{}\u{bb}", plain(self.text(lead))));
        let _ = write!(out, "{}: {indent}{kind}{depth}{quoted}{lead}", self.lines(block.span));
        match &block.kind {
            BlockKind::Table(index) => {
                let table = &self.document.tables[*index];
                let _ = writeln!(out, " {} x {}", table.header.len(), table.rows.len());
                for row in std::iter::once(&table.header).chain(&table.rows) {
                    let cells: Vec<String> = row.iter().map(|cell| plain(self.text(*cell))).collect();
                    let _ = writeln!(out, "    {indent}| {}", cells.join(" | "));
                }
            }
            BlockKind::Code { .. } => {
                let _ = writeln!(out, " {:?}", self.text(block.span).lines().next().unwrap_or_default());
            }
            BlockKind::Html => {
                let _ = writeln!(out, " {:?}", shorten(self.text(block.span)));
            }
            _ => {
                let _ = writeln!(out, " {}", shorten(&plain(self.text(block.span))));
            }
        }
    }

    fn lists(&self, out: &mut String) {
        let document = self.document;
        for link in &document.links {
            let _ = writeln!(out, "link {}: \u{ab}{}\u{bb} to {}", self.lines(link.span), plain(self.text(link.text)), shorten(&link.dest));
        }
        for image in &document.images {
            let _ = writeln!(out, "image {}: \u{ab}{}\u{bb} at {}", self.lines(image.span), plain(self.text(image.alt)), image.dest);
        }
        for (label, span) in &document.footnotes {
            let _ = writeln!(out, "footnote {}: {label}", self.lines(*span));
        }
        for directive in &document.directives {
            let said = match &directive.kind {
                DirectiveKind::Waive { rules, keys } => {
                    let rules: Vec<&str> = rules.iter().map(|rule| self.text(rule.span)).collect();
                    let keys: Vec<String> = keys.iter().map(|(key, value)| format!(" {}={:?}", key.text, self.text(value.span))).collect();
                    format!("waive {}{}", rules.join(", "), keys.concat())
                }
                DirectiveKind::Unknown(at, what) => format!("at {:?} {what}", self.text(*at)),
            };
            let _ = writeln!(out, "directive {}: {said}", self.lines(directive.span));
        }
        for span in &document.nested_headings {
            let _ = writeln!(out, "nested heading {}: {:?}", self.lines(*span), self.text(*span));
        }
        for (span, problem) in &document.problems {
            let _ = writeln!(out, "problem {}: {problem}", self.lines(*span));
        }
    }

    fn depth(&self, section: SectionId) -> usize {
        let mut depth = 0;
        let mut at = section;
        while let Some(parent) = self.document.sections[at].parent {
            at = parent;
            depth += 1;
        }
        depth
    }

    fn text(&self, span: Span) -> &str {
        span.of(self.file.text())
    }

    fn lines(&self, span: Span) -> String {
        let (first, last) = self.file.lines1(span);
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    }
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}\u{2026}", &text[..end]),
        None => text.to_owned(),
    }
}
