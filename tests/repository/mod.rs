//! Repositories of git in folders of their own, for tests that read other revisions.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A repository in a folder of its own.
pub struct Repository {
    pub root: PathBuf,
}

impl Repository {
    pub fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("revisions").join(name);
        let _ = std::fs::remove_dir_all(&root);
        std::fs::create_dir_all(&root).expect("a folder can be made");
        let repository = Self { root };
        repository.git(&["init", "--quiet", "--initial-branch=main", "."]);
        repository
    }

    pub fn git(&self, args: &[&str]) {
        let status = self.command("git").args(["-c", "user.name=Ann Lee", "-c", "user.email=ann@example.org"]).args(args).status();
        assert!(status.expect("git can be started").success(), "git {args:?}");
    }

    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("GIT_COMMITTER_DATE", "2026-03-02T09:00:00Z").env("GIT_AUTHOR_DATE", "2026-03-02T09:00:00Z");
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"] {
            command.env_remove(name);
        }
        command
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root.join(path)).expect("a file can be read")
    }

    pub fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(old).count(), 1, "{old}");
        self.write(path, &text.replace(old, new));
    }

    pub fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "a change"]);
    }

    pub fn designvet(&self, args: &[&str]) -> (i32, String, String) {
        let Output { status, stdout, stderr } =
            self.command(env!("CARGO_BIN_EXE_designvet")).args(["--today", "2026-04-01"]).args(args).output().expect("it can be started");
        let text = |bytes| String::from_utf8(bytes).expect("output is text");
        (status.code().expect("it ends by itself"), text(stdout), text(stderr))
    }
}

/// A repository with the sample pair that nothing is wrong with.
pub fn clinic(name: &str) -> Repository {
    let repository = Repository::new(name);
    for file in ["prd.md", "tdd.md"] {
        let sample = std::fs::read_to_string(Path::new("samples/clinic-booking-repaired").join(file)).expect("a sample can be read");
        repository.write(&format!("docs/{file}"), &sample);
    }
    repository.commit();
    repository
}
