//! How a document is written, and files that other programs write, one record a line or object: each a document of one table.

use super::{Block, BlockKind, Document, Table, json_rows, parse, section};
use crate::csv;
use crate::source::{SourceFile, Span, split};

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// By people.
    Markdown,
    /// By a program: a record a line, cells parted by commas, semicolons or tabs.
    Csv,
    /// By a program: an array of objects, each a record.
    Json,
}

impl Notation {
    /// What the ending of a file's name says of it.
    pub fn of(path: &str) -> Self {
        let ending = split(path).1.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("csv" | "tsv") => Self::Csv,
            Some("json") => Self::Json,
            _ => Self::Markdown,
        }
    }
}

/// What keeps a file of records from being read, and where.
pub(super) type Fault = (Span, String);

impl Document {
    /// Reads a file by what its name says it is.
    pub fn of(file: &SourceFile) -> Self {
        match Notation::of(file.path()) {
            Notation::Markdown => parse::parse(file.text()),
            Notation::Csv => of_table(file.text(), of_csv(file.text())),
            Notation::Json => of_table(file.text(), json_rows::read(file.text())),
        }
    }
}

/// The records of a text, the first as header.
fn of_csv(text: &str) -> Result<Table, Fault> {
    let unclosed = |place| (place, "a quotation mark opens a cell here and nothing closes it".to_owned());
    let mut records = csv::records(text).map_err(unclosed)?.into_iter();
    let header = records.next().unwrap_or_default();
    Ok(Table { span: Span::new(0, text.len()).trimmed(text), header, rows: records.collect(), ..Table::default() })
}

/// A document that is one table.
fn of_table(text: &str, table: Result<Table, Fault>) -> Document {
    let mut document = Document::default();
    match table {
        Ok(table) if !table.header.is_empty() => {
            let kind = BlockKind::Table(0);
            document.blocks.push(Block { kind, span: table.span, section: 0, depth: 0, quoted: false, lead: None });
            document.tables.push(table);
        }
        Ok(_) => {}
        Err(fault) => document.problems.push(fault),
    }
    document.sections = section::build(Vec::new(), &mut document.blocks, text);
    document
}
