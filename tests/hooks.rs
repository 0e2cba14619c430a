//! The hooks of `.pre-commit-hooks.yaml`: what they run, on a repository of git, in whatever batches the files of a commit come.

use clap::Parser as _;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The hooks by id, as the frameworks read them.
fn hooks() -> Vec<Value> {
    let text = std::fs::read_to_string(".pre-commit-hooks.yaml").expect("the manifest can be read");
    serde_saphyr::from_str(&text).expect("it is YAML")
}

/// The command line of a hook for some files.
fn command_line(hook: &Value, files: &[&str]) -> Vec<String> {
    let entry = hook["entry"].as_str().expect("a command").split(' ').map(str::to_owned);
    entry.chain(files.iter().map(|file| (*file).to_owned())).collect()
}

#[test]
fn both_hooks_run_the_same_command_on_markdown() {
    let hooks = hooks();
    let ids: Vec<&str> = hooks.iter().filter_map(|hook| hook["id"].as_str()).collect();
    assert_eq!(ids, ["designvet", "designvet-system"]);
    let languages: Vec<&str> = hooks.iter().filter_map(|hook| hook["language"].as_str()).collect();
    assert_eq!(languages, ["rust", "system"]);
    for key in ["entry", "types_or", "pass_filenames", "require_serial"] {
        assert_eq!(hooks[0][key], hooks[1][key], "{key}");
        assert!(!hooks[0][key].is_null(), "{key}");
    }
    designvet::cli::Args::try_parse_from(command_line(&hooks[0], &["a.md", "b.md"])).expect("the entry is a command");
}

#[test]
fn snippets_of_init_name_a_hook_that_is_there() {
    let folder = folder("init");
    let output = Command::new(env!("CARGO_BIN_EXE_designvet")).arg("init").current_dir(&folder).output().expect("it can be started");
    let text = String::from_utf8(output.stdout).expect("snippets are UTF-8");
    let named: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix("- id: ")?.split(' ').next()).collect();
    assert!(!named.is_empty() && named.iter().all(|id| hooks().iter().any(|hook| hook["id"] == *id)), "{text}");
    for format in text.split("--format ").skip(1).filter_map(|rest| rest.split_whitespace().next()) {
        let format = format.trim_end_matches('\'');
        assert!(designvet::report::Format::parse(format).is_some(), "{format}");
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hooks").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// A repository whose hook before a commit runs the entry of `designvet-system` on the Markdown files that are staged, as the frameworks do,
/// with arguments that a user may set.
struct Repository {
    root: PathBuf,
}

impl Repository {
    fn new(name: &str) -> Self {
        let root = folder(name);
        let repository = Self { root };
        assert!(repository.git(&["init", "--quiet", "--initial-branch=main", "."]).0);
        let hooks = hooks();
        let entry = hooks[1]["entry"].as_str().expect("a command").replacen("designvet", env!("CARGO_BIN_EXE_designvet"), 1);
        let script =
            format!("#!/bin/sh\ngit diff --cached --name-only --diff-filter=ACMR -z -- '*.md' | xargs -0 -r {entry} --fail-on medium\n");
        repository.write(".git/hooks/pre-commit", &script);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let hook = repository.root.join(".git/hooks/pre-commit");
            std::fs::set_permissions(hook, std::fs::Permissions::from_mode(0o755)).expect("a file can be made a program");
        }
        repository
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }

    fn git(&self, args: &[&str]) -> (bool, String) {
        let mut command = Command::new("git");
        command.current_dir(&self.root).args(["-c", "user.name=Ann Lee", "-c", "user.email=ann@example.org"]).args(args);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
            command.env_remove(name);
        }
        let output = command.output().expect("git can be started");
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
    }

    /// Commits everything; whether it went through, and what was said.
    fn commit(&self) -> (bool, String) {
        assert!(self.git(&["add", "--all"]).0);
        self.git(&["commit", "--quiet", "--message", "a change"])
    }

    /// What `check` finds when files come in these batches: the rule and the place of each finding.
    fn found(&self, batches: &[&[&str]]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for files in batches {
            let mut command = Command::new(env!("CARGO_BIN_EXE_designvet"));
            let output = command.arg("check").args(*files).args(["--format", "concise"]).current_dir(&self.root).output();
            found.extend(
                String::from_utf8(output.expect("it can be started").stdout).expect("reports are UTF-8").lines().map(str::to_owned),
            );
        }
        found
    }
}

/// A sample pair under names that belong together by a link alone.
fn sample(name: &str) -> [String; 2] {
    ["prd.md", "tdd.md"].map(|file| std::fs::read_to_string(Path::new("samples").join(name).join(file)).expect("a sample can be read"))
}

#[test]
fn a_bad_document_stops_the_commit_and_a_good_one_passes() {
    let repository = Repository::new("commits");
    let [prd, tdd] = sample("clinic-booking-repaired");
    repository.write("docs/prd.md", &prd);
    repository.write("docs/tdd.md", &tdd);
    let (passes, said) = repository.commit();
    assert!(passes, "{said}");

    // One half changes, the other one is not in the commit: alone it would fail.
    repository.write("docs/tdd.md", &format!("{tdd}\nA closing remark.\n"));
    let (passes, said) = repository.commit();
    assert!(passes, "{said}");

    // What the untouched product document says otherwise stops it.
    let changed = tdd.replace("Twilio", "Vonage");
    assert_ne!(changed, tdd);
    repository.write("docs/tdd.md", &changed);
    let (passes, said) = repository.commit();
    assert!(said.contains("trace-vendor-unannounced") && said.contains("Vonage"), "{said}");
    assert!(!passes, "{said}");
    repository.write("docs/tdd.md", &tdd);

    let [prd, tdd] = sample("clinic-booking");
    repository.write("booking/prd.md", &prd);
    repository.write("booking/tdd.md", &tdd);
    let (passes, said) = repository.commit();
    assert!(!passes && said.contains("booking/tdd.md"), "{said}");
    std::fs::remove_dir_all(repository.root.join("booking")).expect("it is there");

    repository.write("README.md", "# Read me\n\nThis folder has the documents of the clinic.\n");
    let (passes, said) = repository.commit();
    assert!(passes, "what is no design document stops nothing: {said}");
}

#[test]
fn batches_find_what_one_run_finds() {
    let repository = Repository::new("batches");
    let [prd, tdd] = sample("clinic-booking");
    // The two are in folders of their own, and other documents lie between them.
    repository.write("a-designs/booking.md", &tdd.replacen('\n', "\n\nPRD: [requirements](../z-products/booking.md)\n", 1));
    repository.write("z-products/booking.md", &prd);
    let [prd, tdd] = sample("clinic-booking-repaired");
    repository.write("m/clinic-prd.md", &prd);
    repository.write("m/clinic-tdd.md", &tdd);
    let (design, product) = ("a-designs/booking.md", "z-products/booking.md");
    let (other_product, other_design) = ("m/clinic-prd.md", "m/clinic-tdd.md");
    let whole = repository.found(&[&[design, other_product, other_design, product]]);
    assert!(whole.len() > 10, "{whole:#?}");
    for batches in [
        vec![&[design, other_product][..], &[other_design, product]],
        vec![&[design][..], &[other_product], &[other_design], &[product]],
        vec![&[product, other_design][..], &[other_product, design]],
    ] {
        assert_eq!(repository.found(&batches), whole, "{batches:?}");
    }
    assert_eq!(repository.found(&[&["."]]), whole, "a run over the whole tree");
}
