//! stub
pub mod checklist;
pub mod diagnostic;
pub mod document;
pub mod lexicon;
pub mod rule;
pub mod source;
pub mod toml_reader;
