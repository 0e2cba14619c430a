//! `check --watch`: reviews again when what it reads has changed.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const DESIGN: &str = "# Lockers: technical design\n\nOwner: Ann Lee. Status: draft, 2026-03-02.\n\n## Architecture\n\nThe locker service opens a door \
when a courier scans a parcel. It keeps the e-mail address of the recipient for 30 days in PostgreSQL, encrypted at rest.\n";

/// A run that ends with the test, and what it says, a line at a time.
struct Watching {
    child: Child,
    said: Receiver<String>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watching {
    fn of(folder: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_designvet"));
        command.current_dir(folder).arg("check").args(args).args(["--watch", "--format", "concise"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it can be started");
        let (sender, said) = channel();
        let streams: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(child.stdout.take().expect("it is piped")), Box::new(child.stderr.take().expect("it is piped"))];
        for stream in streams {
            let sender = sender.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        Self { child, said }
    }

    /// Lines up to the one that begins with these words.
    fn until(&self, words: &str) -> Vec<String> {
        self.until_each(&[words])
    }

    /// Lines until one has begun with each of these: what goes to two streams arrives in any order.
    fn until_each(&self, words: &[&str]) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        while !words.iter().all(|words| lines.iter().any(|line| line.starts_with(words))) {
            let line = self.said.recv_timeout(Duration::from_secs(30));
            lines.push(line.unwrap_or_else(|_| panic!("nothing begins with each of {words:?} after {lines:#?}")));
        }
        lines
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("watch").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("docs")).expect("a folder can be made");
    std::fs::write(folder.join("docs/lockers-tdd.md"), DESIGN).expect("a file can be written");
    folder
}

#[test]
fn a_change_of_a_document_or_of_the_configuration_is_reviewed() {
    let folder = folder("changes");
    let watching = Watching::of(&folder, &["docs", "--select", "document-placeholder-unresolved"]);
    let first = watching.until("watching ");
    assert!(
        !first.iter().any(|line| line.contains("TBD")) && first.last().is_some_and(|line| line.starts_with("watching 1 file;")),
        "{first:?}"
    );
    std::fs::write(folder.join("docs/lockers-tdd.md"), format!("{DESIGN}\nThe door stays open for TBD seconds.\n"))
        .expect("it can be written");
    watching.until_each(&["docs/lockers-tdd.md:", "watching 1 file;"]);
    std::fs::write(folder.join("docs/designvet.toml"), "exclude = [\"*.md\"]\n").expect("it can be written");
    let excluded = watching.until("watching 2 files;");
    assert!(excluded.iter().all(|line| !line.starts_with("docs/lockers-tdd.md:")), "{excluded:?}");
}

#[test]
fn the_other_half_is_watched_with_a_file() {
    let folder = folder("half");
    let watching = Watching::of(&folder, &["docs/lockers-tdd.md", "--select", "document-counterpart-missing"]);
    watching.until("watching 1 file;");
    std::fs::write(
        folder.join("docs/lockers-prd.md"),
        "# Lockers: product requirements\n\n## Requirements\n\n- FR-1: A courier opens a door.\n",
    )
    .expect("it can be written");
    watching.until("watching 2 files;");
}
