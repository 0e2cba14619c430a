//! The folder of a review: what is in it, what a second review makes of it, and that a broken one is left alone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with the flawed sample that is removed at the end.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("designvet-folder-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder can be made");
        for document in ["prd.md", "tdd.md"] {
            std::fs::copy(Path::new("samples/clinic-booking").join(document), path.join(document)).expect("a sample can be copied");
        }
        Self(path)
    }

    fn review(&self) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_designvet"));
        command.args(["review", "prd.md", "tdd.md", "--out", "review", "--today", "2026-03-02"]);
        command.current_dir(&self.0).output().expect("the program runs")
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn names(&self) -> BTreeSet<String> {
        let found = std::fs::read_dir(self.0.join("review")).expect("the folder can be read");
        found.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const FILES: [&str; 13] = [
    "agenda.md",
    "differences.md",
    "handoff.md",
    "items.csv",
    "items.json",
    "items.md",
    "packets",
    "record.json",
    "report.md",
    "review.html",
    "review.json",
    "routes.md",
    "trace.csv",
];

#[test]
fn a_review_leaves_a_folder_and_a_second_one_the_same() {
    let desk = Desk::new("same");
    assert_eq!(desk.review().status.code(), Some(1));
    assert_eq!(desk.names(), FILES.iter().map(|name| (*name).to_owned()).collect());
    for team in ["privacy", "security", "vendor-security"] {
        assert!(desk.read(&format!("review/packets/{team}.md")).lines().count() > 10, "{team}");
    }
    let others: Vec<&&str> = FILES.iter().filter(|name| !name.starts_with("items") && **name != "packets").collect();
    let before: Vec<String> = others.iter().map(|name| desk.read(&format!("review/{name}"))).collect();
    assert!(before.iter().all(|text| !text.trim().is_empty()));
    desk.review();
    let after: Vec<String> = others.iter().map(|name| desk.read(&format!("review/{name}"))).collect();
    // The record tells which items were open before.
    let differs: Vec<&&&str> = others.iter().zip(before.iter().zip(&after)).filter(|(_, (a, b))| a != b).map(|(name, _)| name).collect();
    assert_eq!(differs, [&&"record.json"]);
}

#[test]
fn what_is_settled_is_closed_in_the_folder() {
    let desk = Desk::new("settled");
    desk.review();
    let tdd = desk.read("tdd.md");
    let flow = "```mermaid\nflowchart LR\n  P[Patient] -->|name| W[Web app]\n  W -->|booking| D[(Database)]\n```\n";
    std::fs::write(desk.0.join("tdd.md"), tdd.replace("## 3. Architecture\n", &format!("## 3. Architecture\n\n{flow}")))
        .expect("it can be written");
    desk.review();
    assert!(desk.read("review/items.md").contains("- [x] No diagram shows how data moves"));
    assert!(!desk.read("review/agenda.md").contains("No diagram shows how data moves"), "what is settled is not talked over");
}

#[test]
fn a_list_that_cannot_be_read_stops_it_and_loses_nothing() {
    let desk = Desk::new("broken");
    desk.review();
    let report = desk.read("review/report.md");
    std::fs::write(desk.0.join("review/items.json"), "{").expect("it can be written");
    let done = desk.review();
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("items.json"), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!((desk.read("review/items.json").as_str(), desk.read("review/report.md")), ("{", report));
}
