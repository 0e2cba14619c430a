//! `designvet`: arguments to an exit code.

use clap::Parser;
use designvet::cli::{self, Exit};
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(cli::Args::parse()) {
        Ok(exit) => exit.into(),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {}", designvet::report::visible(&format!("{error:#}")));
            Exit::Failure.into()
        }
    }
}
