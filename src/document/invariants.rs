//! What holds for every document whatever its text, as one function for property tests and fuzzing.

use super::{BlockKind, Document, HeadingStyle};
use crate::source::Span;

impl Document {
    /// Checks all that the types promise about positions: spans lie in `text`, the text that was parsed, on character
    /// boundaries; blocks are in source order and inside their section; sections nest; masks, code spans, links,
    /// images and directives are sorted. The error names the first thing that does not hold: a bug in the reader.
    /// Linear in the size of the document; tests call it, a review need not.
    pub fn check_invariants(&self, text: &str) -> Result<(), String> {
        self.spans_fit(text)?;
        self.sections_nest(text)?;
        self.blocks_are_in_order(text)?;
        self.tables_hold_their_cells()?;
        let spans = |what: &str, spans: &[Span]| {
            let parted = spans.windows(2).find(|pair| pair[0].end > pair[1].start);
            holds(parted.is_none(), || format!("{what} overlap: {parted:?}"))
        };
        spans("masks", &self.masks)?;
        spans("code spans", &self.code_spans)?;
        holds(self.links.is_sorted_by_key(|l| l.span), || "links are not sorted".to_owned())?;
        holds(self.images.is_sorted_by_key(|i| i.span), || "images are not sorted".to_owned())?;
        holds(self.directives.is_sorted_by_key(|d| d.span), || "directives are not sorted".to_owned())?;
        for link in &self.links {
            holds(link.span.contains(link.text), || format!("the text of a link lies outside: {link:?}"))?;
        }
        for image in &self.images {
            holds(image.span.contains(image.alt), || format!("the text of an image lies outside: {image:?}"))?;
        }
        Ok(())
    }

    fn spans_fit(&self, text: &str) -> Result<(), String> {
        let fits = |what: &str, span: Span| {
            let fits = span.start <= span.end && text.get(span.start as usize..span.end as usize).is_some();
            holds(fits, || format!("{what} {span:?} is no stretch of the {} bytes", text.len()))
        };
        for heading in self.sections.iter().filter_map(|s| s.heading.as_ref()) {
            fits("heading", heading.span)?;
            fits("heading text", heading.text_span)?;
        }
        let lists: [(&str, Vec<Span>); 12] = [
            ("front matter", self.front_matter.iter().map(|f| f.span).collect()),
            ("section", self.sections.iter().map(|s| s.span).collect()),
            ("block", self.blocks.iter().map(|b| b.span).collect()),
            ("lead", self.blocks.iter().filter_map(|b| b.lead).collect()),
            ("table", self.tables.iter().map(|t| t.span).collect()),
            ("cell", self.tables.iter().flat_map(|t| t.header.iter().chain(t.rows.iter().flatten())).copied().collect()),
            ("link", self.links.iter().flat_map(|l| [l.span, l.text]).collect()),
            ("image", self.images.iter().flat_map(|i| [i.span, i.alt]).collect()),
            ("footnote", self.footnotes.iter().map(|f| f.1).collect()),
            ("directive", self.directives.iter().map(|d| d.span).collect()),
            ("mask", self.masks.iter().chain(&self.code_spans).copied().collect()),
            ("nested heading or problem", self.nested_headings.iter().copied().chain(self.problems.iter().map(|p| p.0)).collect()),
        ];
        lists.iter().try_for_each(|(what, spans)| spans.iter().try_for_each(|span| fits(what, *span)))
    }

    fn sections_nest(&self, text: &str) -> Result<(), String> {
        let Some(root) = self.sections.first() else { return Err("there is no root section".to_owned()) };
        holds(root.heading.is_none() && root.parent.is_none() && root.all == (0..self.blocks.len()), || format!("no root: {root:?}"))?;
        holds(root.span.start == 0 && root.span.end as usize == text.trim_end().len(), || format!("the root is not the text: {root:?}"))?;
        for (id, section) in self.sections.iter().enumerate().skip(1) {
            let at = || format!("section {id} {section:?}");
            let (Some(heading), Some(parent)) = (&section.heading, section.parent) else { return Err(format!("bare {}", at())) };
            holds(parent < id, || format!("{} comes before its parent", at()))?;
            let parent = &self.sections[parent];
            holds(parent.span.contains(section.span), || format!("{} leaves its parent {:?}", at(), parent.span))?;
            holds(parent.all.start <= section.all.start && section.all.end <= parent.all.end, || format!("blocks of {}", at()))?;
            holds(self.sections[id - 1].span.start <= section.span.start, || format!("{} is out of order", at()))?;
            holds(section.span.contains(heading.span) && heading.span.contains(heading.text_span), || format!("heading of {}", at()))?;
            holds(section.span.start == heading.span.start, || format!("{} does not begin with its heading", at()))?;
            let levels = match heading.style {
                HeadingStyle::Atx | HeadingStyle::Html => 1..=6,
                HeadingStyle::Setext => 1..=2,
                HeadingStyle::Bold => 7..=7,
                HeadingStyle::TableRow => 8..=8,
            };
            holds(levels.contains(&heading.level), || format!("level of {}", at()))?;
            holds(!heading.text.contains(['\n', '\r']), || format!("text of {}", at()))?;
            let above = parent.heading.as_ref().map_or(0, |h| h.level);
            holds(above < heading.level, || format!("{} stands under level {above}", at()))?;
        }
        Ok(())
    }

    fn blocks_are_in_order(&self, text: &str) -> Result<(), String> {
        let start = self.front_matter.as_ref().map_or(0, |f| f.span.end);
        for (id, block) in self.blocks.iter().enumerate() {
            let at = || format!("block {id} {block:?}");
            holds(block.span.start >= start, || format!("{} stands in front matter", at()))?;
            let Some(section) = self.sections.get(block.section) else { return Err(format!("{} has no section", at())) };
            holds(section.span.contains(block.span), || format!("{} leaves section {:?}", at(), section.span))?;
            holds(section.all.contains(&id), || format!("{} is not counted in section {:?}", at(), section.all))?;
            holds(block.lead.is_none_or(|lead| block.span.contains(lead)), || format!("lead of {}", at()))?;
            let may_be_empty = matches!(block.kind, BlockKind::Code { .. } | BlockKind::Cell);
            holds(may_be_empty || !block.span.is_empty(), || format!("{} is empty", at()))?;
            let is_code = matches!(block.kind, BlockKind::Code { .. });
            holds(is_code || block.span.trimmed(text) == block.span, || format!("{} is not trimmed", at()))?;
            if let BlockKind::Table(table) = block.kind {
                let table = self.tables.get(table).map(|t| t.span);
                holds(table == Some(block.span), || format!("{} is not its table {table:?}", at()))?;
            }
            let Some(before) = id.checked_sub(1).map(|i| &self.blocks[i]) else { continue };
            let in_table = block.kind == BlockKind::Cell && matches!(before.kind, BlockKind::Table(_));
            let end = if in_table { before.span.start } else { before.span.end };
            holds(end <= block.span.start, || format!("{} overlaps {before:?}", at()))?;
        }
        Ok(())
    }

    fn tables_hold_their_cells(&self) -> Result<(), String> {
        for table in &self.tables {
            let cells = || table.header.iter().chain(table.rows.iter().flatten());
            if table.is_scattered {
                let outside = cells().find(|cell| !table.span.contains(**cell));
                holds(outside.is_none(), || format!("cell {outside:?} is outside of {:?}", table.span))?;
                continue;
            }
            let mut end = table.span.start;
            for cell in cells() {
                holds(end <= cell.start && cell.end <= table.span.end, || format!("cell {cell:?} is out of place in {table:?}"))?;
                end = cell.end;
            }
        }
        Ok(())
    }
}

fn holds(condition: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if condition { Ok(()) } else { Err(otherwise()) }
}
