//! D2 source to a graph: objects with objects in them are boundaries, rows of tables are fields.

mod lex;
mod read;

pub(super) use read::read;
