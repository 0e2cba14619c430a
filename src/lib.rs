//! stub
pub mod checklist;
pub mod diagnostic;
pub mod diagram;
pub mod document;
pub mod facts;
pub mod lexicon;
pub mod rule;
pub mod source;
pub mod toml_reader;
