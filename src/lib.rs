//! Reads product requirements (PRD) and technical design documents (TDD) in Markdown the way a security partner does.
//!
//! Bytes become a [`source::SourceFile`], that a [`document::Document`], that [`facts::Facts`]; facts are held against the rules of a
//! [`checklist::Checklist`] and make a [`review::Review`], which a [`report`] turns into bytes again. [`review::review`] is the whole
//! product; the command line is one caller of it. ARCHITECTURE.md has the picture.
pub mod agenda;
pub mod annotation;
pub mod baseline;
pub mod burndown;
pub mod check;
pub mod checklist;
pub mod cli;
pub mod config;
pub mod csv;
pub mod date;
pub mod diagnostic;
pub mod diagram;
pub mod discrepancy;
pub mod document;
pub mod eval;
pub mod facts;
pub mod finding;
pub mod fingerprint;
pub mod fix;
pub mod fixture;
pub mod item;
pub mod lexicon;
pub mod packed;
pub mod packet;
pub mod pair;
pub mod programme;
pub mod record;
pub mod report;
pub mod review;
pub mod routing;
pub mod rule;
pub mod runs;
pub mod schema;
pub mod settings;
pub mod similarity;
pub mod source;
pub mod terms;
pub mod text;
pub mod toml_reader;
pub mod trace;
pub mod waiver;
