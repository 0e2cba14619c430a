//! Measures `similarity` on data sets with known links.
//!
//! `cargo run --release --example trace_eval -- [--threshold T] DIR...` prints for each folder, and as means over them, MAP, the best F1,
//! and F1, precision and recall at one threshold fixed beforehand (0.73). `figures.rs` says what a folder holds and what is counted.

mod figures;

use figures::{Figures, THRESHOLD};
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut threshold = THRESHOLD;
    let mut folders = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--threshold" {
            let Some(value) = arguments.next().and_then(|value| value.parse().ok()) else {
                return usage();
            };
            threshold = value;
        } else {
            folders.push(argument);
        }
    }
    if folders.is_empty() {
        return usage();
    }
    match print(&folders, threshold) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}

fn usage() -> ExitCode {
    let _ = writeln!(io::stderr(), "usage: trace_eval [--threshold T] DIR...");
    ExitCode::from(2)
}

fn print(folders: &[String], threshold: f32) -> io::Result<()> {
    let mut out = io::stdout();
    let [f1, precision, recall] = ["F1", "P", "R"].map(|name| format!("{name} at {threshold}"));
    writeln!(out, "{:24}{:>11}{:>11}{f1:>11}{precision:>11}{recall:>11}", "set", "MAP", "best F1")?;
    let mut all = Vec::new();
    for folder in folders {
        let figures = Figures::of(Path::new(folder), threshold)?;
        let name = Path::new(folder).file_name().unwrap_or_default().to_string_lossy();
        line(&mut out, &name, &figures)?;
        all.push(figures);
    }
    line(&mut out, "mean", &Figures::mean(&all))
}

fn line(out: &mut io::Stdout, name: &str, figures: &Figures) -> io::Result<()> {
    let Figures { map, best_f1, f1, precision, recall } = figures;
    writeln!(out, "{name:24}{map:11.3}{best_f1:11.3}{f1:11.3}{precision:11.3}{recall:11.3}")
}
