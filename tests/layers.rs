//! Source files to what they import: a module uses the rows below its own, and no file does two jobs.

mod walk;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Modules from the bottom up; each may use the rows below its own, and itself.
const ROWS: &[&[&str]] = &[
    // What two texts have in common is told from the texts alone.
    &["text", "similarity", "date"],
    &["packed"],
    &["source", "rule"],
    &["diagnostic", "fingerprint", "csv"],
    // One reader for every TOML file; it reports diagnostics.
    &["toml_reader", "runs"],
    &["document", "finding"],
    &["lexicon", "annotation"],
    &["terms"],
    &["checklist"],
    &["diagram", "schema", "settings"],
    &["facts"],
    &["trace"],
    &["discrepancy", "pair", "waiver", "baseline"],
    &["check"],
    &["review"],
    &["routing", "fix"],
    &["item"],
    &["agenda", "packet", "record", "burndown"],
    &["programme"],
    &["report"],
    &["fixture", "eval"],
    &["config"],
    &["cli", "lsp"],
];

/// What a module must not use although it stands below.
const FENCES: &[(&str, &[&str])] = &[
    // A check gets its parameters from its rule.
    ("check", &["settings", "waiver", "baseline", "routing", "pair", "toml_reader", "lexicon", "fingerprint"]),
    // A renderer reads the values in a review.
    ("report", &["settings", "waiver", "baseline", "toml_reader", "lexicon", "fingerprint"]),
    ("facts", &["settings", "toml_reader", "finding", "diagnostic", "fingerprint"]),
    ("document", &["toml_reader", "diagnostic", "fingerprint"]),
    // Configuration and command line stand on top of the review, not inside it.
    ("config", &["report", "fixture", "review", "facts", "waiver", "pair"]),
];

/// Longest file, in lines; beyond it the question is "two jobs?".
const LONGEST: usize = 800;

#[test]
fn a_module_uses_the_rows_below_its_own() {
    let mut wrong = Vec::new();
    for (module, path, line, used) in imports() {
        let (Some(own), Some(theirs)) = (row(&module), row(&used)) else {
            wrong.push(format!("{}:{line}: `{module}` or `{used}` is in no row of this test", path.display()));
            continue;
        };
        let fenced = FENCES.iter().any(|(name, fence)| *name == module && fence.contains(&used.as_str()));
        if module != used && (theirs >= own || fenced) {
            wrong.push(format!("{}:{line}: `{module}` uses `{used}`", path.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_module_has_a_row() {
    let modules: BTreeSet<String> = sources().iter().map(|path| module(path)).collect();
    let without: Vec<_> = modules.iter().filter(|m| row(m).is_none() && !["lib", "main"].contains(&m.as_str())).collect();
    assert!(without.is_empty(), "no row for {without:?}");
}

#[test]
fn no_source_file_is_longer_than_800_lines() {
    let long: Vec<String> = sources()
        .iter()
        .filter_map(|path| {
            let lines = read(path).lines().count();
            (lines > LONGEST).then(|| format!("{}: {lines} lines", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "\n{}\n", long.join("\n"));
}

#[test]
fn only_the_ends_touch_files_environment_and_clock() {
    let fenced = [
        "std::fs",
        "std::env",
        "env::var",
        "fs::read",
        "fs::write",
        "SystemTime",
        "Instant::now",
        "std::process::Command",
        "stdout()",
        "stderr()",
        "stdin()",
    ];
    let inside = |path: &Path| path.starts_with("src/cli") || path == Path::new("src/cli.rs") || path == Path::new("src/main.rs");
    for path in sources().into_iter().filter(|path| !inside(path)) {
        for (number, line) in read(&path).lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let found = fenced.iter().find(|word| code.contains(*word));
            assert!(found.is_none(), "{}:{}: {} belongs to cli", path.display(), number + 1, found.unwrap_or(&""));
        }
    }
}

#[test]
fn every_source_file_opens_with_what_it_is_for() {
    let silent: Vec<_> = sources().into_iter().filter(|path| !read(path).starts_with("//!")).collect();
    assert!(silent.is_empty(), "no `//!` at the top of {silent:?}");
}

fn row(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

/// Module, file, line and used module of every `crate::` path outside of comments and unit tests.
fn imports() -> Vec<(String, PathBuf, usize, String)> {
    let mut found = Vec::new();
    for path in sources() {
        let module = module(&path);
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let text = read(&path);
        let product = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in product.lines().enumerate() {
            let line = line.trim_start();
            if line.starts_with("//") {
                continue;
            }
            for rest in line.split("crate::").skip(1) {
                let used = match rest.strip_prefix('{') {
                    Some(group) => group.split(['}', ',']).map(str::trim).map(first_word).collect(),
                    None => vec![first_word(rest)],
                };
                let used = used.into_iter().filter(|u| !u.is_empty());
                found.extend(used.map(|u| (module.clone(), path.clone(), number + 1, u)));
            }
        }
    }
    assert!(found.len() > 100, "only {} imports were read: the reader of this test is broken", found.len());
    found
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// `facts` for `src/facts.rs` and `src/facts/kind.rs`.
fn module(path: &Path) -> String {
    let below = path.strip_prefix("src").expect("sources lie under src");
    let first = below.components().next().expect("a file has a name").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn sources() -> Vec<PathBuf> {
    walk::files(Path::new("src"), "rs")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a source file is UTF-8")
}
