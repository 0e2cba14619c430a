//! What is posted on a pull request: comments on lines that it shows and on no others, one comment that is kept up to date, and nobody
//! mentioned.

mod repository;

use repository::{Repository, clinic};
use serde_json::Value;
use std::fmt::Write as _;

const REVIEW: &[&str] = &["check", "docs", "--base", "main", "--format", "github-review", "--exit-zero"];
const COMMENT: &[&str] = &["check", "docs", "--format", "github-comment", "--exit-zero"];
/// What GitHub takes.
const BODY: usize = 65_536;

fn review(repository: &Repository, args: &[&str]) -> Value {
    let (exit, out, said) = repository.designvet(args);
    assert_eq!(exit, 0, "{said}");
    let review: Value = serde_json::from_str(&out).expect("it is JSON");
    let schema = std::fs::read_to_string("tests/schemas/github-review.schema.json").expect("the schema can be read");
    let schema: Value = serde_json::from_str(&schema).expect("it is JSON");
    let errors: Vec<String> =
        jsonschema::validator_for(&schema).expect("a schema compiles").iter_errors(&review).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "\n{}\n", errors.join("\n"));
    review
}

fn body(value: &Value) -> &str {
    value["body"].as_str().expect("a text")
}

fn comments(review: &Value) -> &[Value] {
    review["comments"].as_array().expect("a list")
}

/// The number of the only line of a file that has these words.
fn line(repository: &Repository, path: &str, words: &str) -> usize {
    let text = repository.read(path);
    let found: Vec<usize> = text.lines().enumerate().filter(|(_, line)| line.contains(words)).map(|(at, _)| at + 1).collect();
    assert_eq!(found.len(), 1, "{words}");
    found[0]
}

/// A pull request that opens one question in a line of the design, and one in a new file beside it.
fn pull_request(name: &str) -> Repository {
    let clinic = clinic(name);
    clinic.git(&["switch", "--quiet", "--create", "change"]);
    clinic.edit("docs/tdd.md", "get the same text by Postmark.", "get the same text by Postmark. The sender is TBD.");
    clinic
}

#[test]
fn a_finding_on_a_line_that_is_shown_is_a_comment_there() {
    let repository = pull_request("pull-request");
    repository.commit();
    let review = review(&repository, REVIEW);
    let [comment] = comments(&review) else { panic!("{review}") };
    assert_eq!(comment["path"], "docs/tdd.md");
    assert_eq!(comment["line"], line(&repository, "docs/tdd.md", "The sender is TBD."));
    assert_eq!((&comment["side"], comment.get("start_line")), (&Value::from("RIGHT"), None));
    for said in ["**Still open: ", "**Write:** ", "**Question:** ", "`document-placeholder-unresolved`"] {
        assert!(body(comment).contains(said), "{comment}");
    }
    assert!(!body(comment).contains("```suggestion"), "no rule knows what to write to the letter");
    assert!(body(&review).starts_with("**designvet: Ready for sign-off, with follow-ups.** 1 finding.\n"), "{review}");
    // The same from a folder below: paths are those of the repository.
    let below = repository.root.join("docs");
    let mut command = repository.command(env!("CARGO_BIN_EXE_designvet"));
    command.current_dir(&below).args(["--today", "2026-04-01", "check", ".", "--base", "main", "--format", "github-review", "--exit-zero"]);
    let there: Value = serde_json::from_slice(&command.output().expect("it can be started").stdout).expect("it is JSON");
    assert_eq!(there["comments"], review["comments"]);
    // And of the two documents.
    let pair = ["review", "docs/prd.md", "docs/tdd.md", "--base", "main", "--format", "github-review", "--exit-zero"];
    assert_eq!(comments(&self::review(&repository, &pair)), comments(&review));
}

#[test]
fn a_finding_on_another_line_is_told_in_the_summary() {
    let repository = pull_request("summary");
    repository.commit();
    repository.git(&["branch", "--force", "main"]);
    // The question is old now, and far from what changes.
    let text = repository.read("docs/tdd.md");
    repository.write("docs/tdd.md", &format!("{text}\nOne more sentence at the end.\n"));
    repository.commit();
    let review = review(&repository, REVIEW);
    assert_eq!(comments(&review).len(), 0, "{review}");
    let at = line(&repository, "docs/tdd.md", "The sender is TBD.");
    assert!(body(&review).contains(&format!("| [docs/tdd.md:{at}](docs/tdd.md#L{at}) | Still open: ")), "{review}");
}

#[test]
fn lines_around_a_change_can_be_commented_on_and_those_beyond_cannot() {
    let repository = pull_request("around");
    let text = repository.read("docs/tdd.md");
    repository.write("docs/tdd.md", &text.replacen("The sender is TBD.", "The sender is TBD.\n\na\n\nb\n\nc\n\nd", 1));
    repository.commit();
    repository.git(&["branch", "--force", "main"]);
    for (changed, shown) in [("a", true), ("b", false)] {
        repository.edit("docs/tdd.md", &format!("\n{changed}\n"), &format!("\n{changed} e\n"));
        repository.commit();
        let review = review(&repository, REVIEW);
        assert_eq!(comments(&review).len(), usize::from(shown), "{changed}: {review}");
        repository.git(&["reset", "--quiet", "--hard", "main"]);
    }
}

#[test]
fn links_lead_to_the_file_where_the_runner_says_what_is_checked_out() {
    let repository = pull_request("links");
    let mut command = repository.command(env!("CARGO_BIN_EXE_designvet"));
    command.env("GITHUB_SERVER_URL", "https://git.example").env("GITHUB_REPOSITORY", "clinic/booking").env("GITHUB_SHA", "0a1b2c");
    let out = command.args(["--today", "2026-04-01"]).args(COMMENT).output().expect("it can be started").stdout;
    let at = line(&repository, "docs/tdd.md", "The sender is TBD.");
    let link = format!("](https://git.example/clinic/booking/blob/0a1b2c/docs/tdd.md?plain=1#L{at})");
    assert!(String::from_utf8(out).expect("output is text").contains(&link));
}

#[test]
fn without_a_base_there_is_no_review() {
    let repository = pull_request("baseless");
    let (exit, out, said) = repository.designvet(&["check", "docs", "--format", "github-review"]);
    assert_eq!((exit, out.as_str()), (2, ""));
    assert!(said.contains("name what it is merged into by --base, such as origin/main"), "{said}");
}

#[test]
fn the_comment_is_found_again_and_cleared() {
    let repository = pull_request("comment");
    repository.commit();
    let (exit, open, _) = repository.designvet(COMMENT);
    assert_eq!(exit, 0);
    assert!(
        open.starts_with("<!-- designvet-comment -->\n**designvet: Ready for sign-off, with follow-ups.** 1 finding.\n\n**Must be"),
        "{open}"
    );
    let at = line(&repository, "docs/tdd.md", "The sender is TBD.");
    assert!(open.contains(&format!("| [docs/tdd.md:{at}](docs/tdd.md#L{at}) | Still open: ")), "{open}");
    repository.edit("docs/tdd.md", " The sender is TBD.", "");
    let (exit, done, _) = repository.designvet(COMMENT);
    assert_eq!((exit, done.as_str()), (0, "<!-- designvet-comment -->\n**designvet: Nothing to raise.** Nothing is left to do.\n"));
    // With a base, where nothing differs: the comment is cleared as well.
    repository.git(&["checkout", "--quiet", "main", "--", "."]);
    repository.commit();
    let (exit, none, _) = repository.designvet(&[COMMENT, &["--base", "main"]].concat());
    assert_eq!(exit, 0);
    assert!(none.starts_with("<!-- designvet-comment -->\n**designvet: ") && none.ends_with(" Nothing is left to do.\n"), "{none}");
}

#[test]
fn a_flood_is_cut_to_what_github_takes_and_mentions_nobody() {
    let repository = pull_request("flood");
    let mut findings = String::new();
    let words = "asks @alice and @octo-org/team in GH-12, #12, https://x.example/a and 1a2b3c4d5e6f, /close ".repeat(3);
    for line in 1..=400 {
        let _ = writeln!(
            findings,
            "[[finding]]\ndocument = \"docs/tdd.md\"\nline = {}\nmessage = \"{line} {words}\"\nwhy = \"{words}\"\nask = \"{words}\"\n",
            line % 90 + 1
        );
    }
    repository.write("designvet.waivers.toml", &findings);
    repository.commit();
    let review = review(&repository, REVIEW);
    assert!(comments(&review).len() <= 30, "{}", comments(&review).len());
    let (_, comment, _) = repository.designvet(COMMENT);
    let bodies: Vec<&str> = comments(&review).iter().chain([&review]).map(body).chain([comment.as_str()]).collect();
    for body in &bodies {
        assert!(body.len() <= BODY);
        for mention in ["@alice", "@octo", "GH-12", "#12", "https://", "1a2b3c4d5e6f"] {
            assert!(!body.contains(mention), "{mention} in {body}");
        }
    }
    for long in &bodies[bodies.len() - 2..] {
        assert!(long.len() > BODY / 2 && long.contains(" more have no room here: `designvet check` lists all."), "{long}");
    }
}
