//! `lexicon lookup` and `lexicon add`: what words are known as, and what a company adds to them.

mod add;
mod lookup;

use super::Exit;
use super::args::{Global, LexiconCommand};

pub(super) fn run(command: &LexiconCommand, globals: &Global) -> anyhow::Result<Exit> {
    match command {
        LexiconCommand::Lookup { words } => lookup::run(words, globals),
        LexiconCommand::Add { file, entry } => add::run(file, entry, globals),
    }
}
