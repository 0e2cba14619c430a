//! Files that a repository cannot hold as they are: encodings, ignored files, outputs, colours. Each test writes its own folder.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PROSE: &str = "Letters are scanned on the day they arrive and go to the person they are for. A clerk sees all letters of the house, a member sees the own ones. What nobody claims within a month is sent back, and the sender is told why. ";

fn design() -> String {
    format!("# Büro: technical design\n\n## Architecture\n\n{}\n", PROSE.repeat(2))
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("files").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    folder
}

fn write(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
    std::fs::write(path, bytes).expect("a file can be written");
}

fn designvet(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_designvet"));
    command.current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("COLUMNS", "80");
    command
}

/// Exit code, standard output and standard error of `check` with the one rule that is about the top of a document.
fn check(folder: &Path, args: &[&str]) -> (i32, String, String) {
    said(
        &designvet(folder)
            .arg("check")
            .args(args)
            .args(["--select", "document-control-missing", "--format", "concise"])
            .output()
            .expect("it runs"),
    )
}

fn said(run: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (run.status.code().unwrap_or(-1), text(&run.stdout), text(&run.stderr))
}

#[test]
fn utf_16_is_read_and_noted_when_asked() {
    let folder = folder("utf-16");
    let little: Vec<u8> = [0xFEFF_u16].into_iter().chain(design().encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = [0xFEFF_u16].into_iter().chain(design().encode_utf16()).flat_map(u16::to_be_bytes).collect();
    write(&folder, "little-tdd.md", little);
    write(&folder, "big-tdd.md", big);
    let (code, out, err) = check(&folder, &["."]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out.lines().count(), 2, "{out}");
    assert!(out.contains("little-tdd.md:1:3: low: "), "{out}");
    let (.., err) = check(&folder, &[".", "--verbose"]);
    assert!(err.contains("little-tdd.md: read as UTF-16") && err.contains("big-tdd.md: read as UTF-16"), "{err}");
}

#[test]
fn latin_1_is_read_with_a_warning_and_true_columns() {
    let folder = folder("latin-1");
    let bytes: Vec<u8> = design().chars().map(|c| u8::try_from(u32::from(c)).expect("the text is Latin-1")).collect();
    write(&folder, "tdd.md", bytes);
    let (code, out, err) = check(&folder, &["tdd.md"]);
    assert_eq!(code, 0);
    assert!(out.contains("tdd.md:1:3: low: "), "{out}");
    assert!(err.contains("warning: tdd.md: not UTF-8; read as Windows-1252 (Latin-1)") && err.contains("help: save it as UTF-8"), "{err}");
}

#[test]
fn byte_order_mark_does_not_hide_the_title() {
    let folder = folder("mark");
    write(&folder, "plan.md", format!("\u{feff}{}", design()));
    let (_, out, _) = check(&folder, &["plan.md"]);
    assert!(out.starts_with("plan.md:1:3: "), "{out}");
}

#[test]
fn binary_and_empty_files_that_were_named_are_errors() {
    let folder = folder("binary");
    write(&folder, "tdd.md", b"\x89PNG\r\n\x1a\n\0\0\0");
    write(&folder, "prd.md", " \n");
    let (code, out, err) = check(&folder, &["tdd.md", "prd.md"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("error: tdd.md: the file is binary, not text") && err.contains("error: prd.md: the file is empty"), "{err}");
}

#[test]
fn a_broken_configuration_elsewhere_is_nothing_to_a_file_that_is_named() {
    let folder = folder("elsewhere");
    write(&folder, "lockers.md", design());
    write(&folder, "other/designvet.toml", "severty = 1");
    write(&folder, "other/notes.md", "# Notes\n\nSee [lockers](../lockers-old.md).\n");
    let (code, _, err) = check(&folder, &["lockers.md"]);
    assert_eq!((code, err.as_str()), (0, ""));
}

#[test]
fn empty_file_stops_nobody_where_no_design_document_is_expected() {
    let folder = folder("empty");
    write(&folder, "readme.md", "");
    let (code, _, err) = check(&folder, &["readme.md"]);
    assert_eq!(code, 0, "a hook names every file of a commit");
    assert!(err.contains("warning: readme.md: the file is empty"), "{err}");
    std::fs::remove_file(folder.join("readme.md")).expect("it is there");
    write(&folder, "tdd.md", design());
    write(&folder, "prd.md", "");
    let (code, out, err) = check(&folder, &["."]);
    assert_eq!((code, out.lines().count()), (0, 1), "{out}{err}");
    assert!(err.contains("warning: prd.md: the file is empty"), "{err}");
}

#[test]
fn ignored_files_are_passed_over_unless_named() {
    let folder = folder("ignored");
    write(&folder, ".gitignore", "drafts/\n");
    write(&folder, "docs/tdd.md", design());
    write(&folder, "drafts/tdd.md", design());
    write(&folder, ".hidden/tdd.md", design());
    let (_, out, _) = check(&folder, &["."]);
    assert_eq!(out.lines().count(), 1, "{out}");
    let (_, out, _) = check(&folder, &["drafts/tdd.md"]);
    assert_eq!(out.lines().count(), 1, "{out}");
}

#[test]
fn folder_without_markdown_and_path_that_is_not_there_differ() {
    let folder = folder("nothing");
    write(&folder, "docs/a.txt", "a");
    assert_eq!(check(&folder, &["docs"]).0, 3);
    assert_eq!(check(&folder, &["dosc"]).0, 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_is_written_to_and_a_link_stays_one() {
    use std::os::unix::fs::{FileTypeExt as _, symlink};
    let folder = folder("devices");
    write(&folder, "tdd.md", design());
    // A device on which there is no room.
    let (code, _, err) = check(&folder, &["tdd.md", "--output", "/dev/full"]);
    assert!(code == 2 && err.starts_with("error: cannot write /dev/full"), "{code} {err}");
    assert!(std::fs::metadata("/dev/full").expect("it is there").file_type().is_char_device());
    write(&folder, "kept/report.txt", "the report of yesterday\n");
    symlink("kept/report.txt", folder.join("report.txt")).expect("a link can be made");
    assert_eq!(check(&folder, &["tdd.md", "--output", "report.txt"]).0, 0);
    assert!(folder.join("report.txt").is_symlink());
    let report = std::fs::read_to_string(folder.join("kept/report.txt")).expect("the report is there");
    assert!(report.starts_with("tdd.md:1:3: low: "), "{report}");
}

#[test]
fn one_file_has_one_path_however_it_is_written() {
    let folder = folder("paths");
    write(&folder, "docs/tdd.md", design());
    for path in ["docs/tdd.md", "./docs/tdd.md", "docs//tdd.md", "docs/./tdd.md", "docs/", "docs//", "./docs"] {
        let (_, out, _) = check(&folder, &[path]);
        assert!(out.starts_with("docs/tdd.md:1:3: low: "), "{path}: {out}");
    }
}

#[test]
fn report_is_written_to_a_file_whole_or_not_at_all() {
    let folder = folder("output");
    write(&folder, "tdd.md", design());
    write(&folder, "report.txt", "the report of yesterday\n");
    let (code, out, err) = check(&folder, &["tdd.md", "--output", "report.txt"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    let report = std::fs::read_to_string(folder.join("report.txt")).expect("the report is there");
    assert!(report.starts_with("tdd.md:1:3: low: "), "{report}");
    let (code, out, err) = check(&folder, &["tdd.md", "--output", "nowhere/report.txt"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("error: cannot write nowhere/report.txt"), "{err}");
    // A run that cannot review leaves the report of the last one alone.
    write(&folder, "designvet.toml", "ignroe = []\n");
    assert_eq!(check(&folder, &["tdd.md", "--output", "report.txt"]).0, 2);
    assert_eq!(std::fs::read_to_string(folder.join("report.txt")).expect("the report is there"), report);
    let names: Vec<_> = std::fs::read_dir(&folder).expect("the folder is there").map(|e| e.expect("it is there").file_name()).collect();
    assert_eq!(names.len(), 3, "something is left beside the report: {names:?}");
}

#[test]
fn colours_are_for_terminals_and_those_who_ask() {
    let folder = folder("colours");
    write(&folder, "tdd.md", design());
    let run = |args: &[&str], variable: Option<&str>| {
        let mut command = designvet(&folder);
        command.args(["check", "tdd.md", "--select", "document-control-missing"]).args(args);
        if let Some(name) = variable {
            command.env(name, "1");
        }
        said(&command.output().expect("it runs")).1.contains('\u{1b}')
    };
    assert!(!run(&[], None), "a pipe is no terminal");
    assert!(run(&["--color", "always"], None));
    assert!(run(&["--color", "always"], Some("NO_COLOR")), "an option wins over the environment");
    assert!(!run(&[], Some("NO_COLOR")));
    assert!(run(&[], Some("CLICOLOR_FORCE")));
    assert!(!run(&["--color", "never"], Some("CLICOLOR_FORCE")));
}

#[test]
fn configuration_in_a_folder_above_holds_for_a_bare_file_name() {
    let folder = folder("above");
    write(&folder, "designvet.toml", "[rules.document-control-missing]\nseverity = \"high\"\n");
    write(&folder, "docs/tdd.md", design());
    let (code, out, _) = check(&folder.join("docs"), &["tdd.md"]);
    assert_eq!(code, 1);
    assert!(out.contains("tdd.md:1:3: high: "), "{out}");
}

#[test]
fn local_files_are_looked_for_beside_the_document() {
    let folder = folder("beside");
    write(
        &folder,
        "docs/tdd.md",
        format!(
            "{}\nWho may: see [rules](the%20rules.md). How much: see [limits](../limits.md#top). The rest is described in [gone](gone.md).\n",
            design()
        ),
    );
    write(&folder, "docs/the rules.md", "# Rules\n");
    write(&folder, "limits.md", "# Limits\n");
    let run = designvet(&folder)
        .args(["check", "docs/tdd.md", "--select", "document-reference-unavailable", "--format", "concise"])
        .output()
        .expect("it runs");
    let (_, out, _) = said(&run);
    assert!(out.contains("gone.md") && !out.contains("rules.md") && !out.contains("limits.md"), "{out}");
}

#[test]
fn what_a_document_belongs_to_is_read_inside_its_repository_alone() {
    let folder = folder("beside");
    let prd = |link: &str| format!("# Post room: product requirements\n\nDesign: [how]({link})\n\n## Requirements\n\n- FR-1: {PROSE}\n");
    write(&folder, "outside/tdd.md", design());
    write(&folder, "inside/.git/HEAD", "");
    write(&folder, "inside/designs/post.md", design());
    write(&folder, "inside/docs/near-prd.md", prd("../designs/post.md"));
    write(&folder, "inside/docs/far-prd.md", prd("../../outside/tdd.md"));
    let rule = ["--select", "document-counterpart-missing", "--no-config"];
    let check = |path: &str| said(&designvet(&folder.join("inside")).args(["check", path]).args(rule).output().expect("it runs"));
    let (_, out, _) = check("docs/near-prd.md");
    assert!(out.contains("Skipped designs/post.md: it was not named; read for comparison only."), "{out}");
    let (_, out, _) = check("docs/far-prd.md");
    assert!(!out.contains("Skipped") && !out.contains("belong together"), "{out}");
}
