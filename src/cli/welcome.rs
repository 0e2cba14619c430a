//! `designvet` alone: what people need first.

use super::Exit;
use super::args::Global;
use super::output;

const WELCOME: &str = "\
designvet reads product requirements and design documents in Markdown the way
a security partner does.

  designvet check docs             what is missing, unclear or contradictory
  designvet review prd.md tdd.md   one feature: what is asked, how it is built
  designvet explain RULE           why a finding matters, and what to write

Nothing to read yet? `designvet new prd` prints a template. `designvet help`
lists all commands, `designvet help COMMAND` explains one.
";

/// Nothing was reviewed: a job that forgot its command does not pass.
pub(super) fn run(globals: &Global) -> anyhow::Result<Exit> {
    output::write(globals, |out| write!(out, "{WELCOME}"))?;
    Ok(Exit::Failure)
}
