//! What is read of other revisions of git: `review --since`, and `check --base` with the waivers that are newer.

mod repository;

use repository::{Repository, clinic};

const SINCE: &[&str] = &["review", "docs/prd.md", "docs/tdd.md", "--since", "main"];

#[test]
fn what_has_changed_since_a_revision_is_told() {
    let clinic = clinic("since");
    let (exit, same, _) = clinic.designvet(SINCE);
    assert_eq!(exit, 0);
    assert!(same.contains("Since 2026-03-02: nothing has changed that a review rests on."), "{same}");

    clinic.edit("docs/tdd.md", "job `forget`, 30 days after the visit", "job `forget`, 90 days after the visit");
    clinic.edit("docs/tdd.md", "get the same text by Postmark.", "get the same text by Twilio.");
    clinic.edit(
        "docs/tdd.md",
        "Patients who left an e-mail address instead",
        "Each text is also stored in Zendesk. Patients who left an e-mail address instead",
    );
    let strict: Vec<&str> = SINCE.iter().copied().chain(["--fail-on", "medium"]).collect();
    let (exit, changed, _) = clinic.designvet(&strict);
    assert_eq!(exit, 1, "a difference to the product document is found: {changed}");
    for said in [
        "service, new",
        "{+Zendesk: used+}",
        "[-Postmark.-]{+Twilio.+}",
        "[-30-]{+90+} days after",
        "2 new",
        "Write the same number in both",
    ] {
        assert!(changed.contains(said), "no `{said}` in {changed}");
    }
    let json: Vec<&str> = SINCE.iter().copied().chain(["--format", "json"]).collect();
    let value: serde_json::Value = serde_json::from_str(&clinic.designvet(&json).1).expect("it is JSON");
    assert_eq!(value["records"][0]["standing"], "void");

    // The commit that both have counts, and not what the other branch has done since.
    clinic.git(&["checkout", "--quiet", "-b", "edit"]);
    clinic.commit();
    clinic.git(&["checkout", "--quiet", "main"]);
    clinic.write("docs/prd.md", &(clinic.read("docs/prd.md") + "\nThe pilot begins in autumn.\n"));
    let (_, ahead, _) = clinic.designvet(&["review", "docs/prd.md", "docs/tdd.md", "--since", "edit"]);
    assert!(ahead.contains("{+The pilot begins in autumn.+}") && !ahead.contains("90 days"), "{ahead}");
}

#[test]
fn a_document_that_was_renamed_is_known_and_a_new_one_is_named() {
    let clinic = clinic("renamed");
    clinic.git(&["mv", "docs/tdd.md", "docs/design.md"]);
    clinic.edit("docs/design.md", "job `forget`, 30 days after the visit", "job `forget`, 90 days after the visit");
    let (_, renamed, _) = clinic.designvet(&["review", "docs/prd.md", "docs/design.md", "--since", "HEAD"]);
    assert!(renamed.contains("[-30-]{+90+}") && !renamed.contains("was not there"), "{renamed}");
    clinic.write("docs/other-tdd.md", &format!("# Another design\n\n{}", "We build it. ".repeat(40)));
    let (_, new, _) = clinic.designvet(&["review", "docs/prd.md", "docs/other-tdd.md", "--since", "HEAD"]);
    assert!(new.contains("docs/other-tdd.md was not there, or not read."), "{new}");
}

#[test]
fn what_a_revision_cannot_be_is_said() {
    let clinic = clinic("wrong");
    for (args, problem) in [
        (vec!["check", "docs", "--base", "nowhere"], "there is no revision `nowhere`"),
        (vec!["check", "docs", "--base=--output=x"], "`--output=x` is no revision"),
        (vec!["review", "docs/prd.md", "docs/tdd.md", "--since", "main", "--format", "sarif"], "no form as `sarif`"),
        (vec!["review", "docs/prd.md", "--since", "main", "--previous", "x.json"], "cannot be used with"),
        (vec!["review", "docs/prd.md", "--previous", "docs/tdd.md"], "no record of a review"),
    ] {
        let (exit, _, wrong) = clinic.designvet(&args);
        assert!(exit == 2 && wrong.contains(problem), "{args:?}: {exit} {wrong}");
    }
    assert!(!clinic.root.join("x").exists());
    std::fs::remove_dir_all(clinic.root.join(".git")).expect("a folder can be removed");
    // The folder of the tests may itself lie in a repository, which does not know these documents: then all of them are new.
    let (exit, _, wrong) = clinic.designvet(&["check", "docs", "--base", "no-such-branch"]);
    assert!(exit == 2 && wrong.starts_with("error: "), "{exit} {wrong}");
}

const PARCEL: &str = "# Parcel lockers: technical design\n\nStatus: draft. Owner: Ann Lee. Version: 1. Date: 2026-02-01.\n\n\
    ## Architecture\n\nA Rust service keeps lockers in PostgreSQL. The desk sees which lockers are free.\n\n\
    ## Security\n\nLetters are encrypted with industry-standard methods. Sessions end after one hour.\n\n## Operation\n\nIt runs in our own rack. Whoever is on duty restarts it by hand, and writes down when and why. \
    A second machine stands beside it and takes over when the first is off; both read the same database. New versions are put on the second \
    one first, and after a day on the other. The desk calls whoever is on duty when a door does not open, and opens it with a key until then. \
    Each morning somebody compares what the desk sees with what is in the lockers, and mends what differs. At the end of a month the list of \
    doors that did not open goes to the workshop, which orders what it needs and writes down what was changed, so that the next one knows.\n";

fn parcels(name: &str) -> Repository {
    let repository = Repository::new(name);
    repository.write("docs/lockers-tdd.md", PARCEL);
    repository.write("docs/shelves-tdd.md", &PARCEL.replace("lockers", "shelves"));
    repository.commit();
    repository
}

/// Documents with findings, and rules that found something.
fn found(repository: &Repository, base: &str) -> Vec<String> {
    let (_, lines, _) = repository.designvet(&["check", "docs", "--base", base, "--format", "concise", "--exit-zero"]);
    let mut found: Vec<String> = lines
        .lines()
        .filter_map(|line| Some(format!("{} {}", line.split(':').next()?, line.rsplit_once('[')?.1.trim_end_matches(']'))))
        .collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn only_documents_that_differ_are_checked() {
    let parcels = parcels("differ");
    let (exit, out, note) = parcels.designvet(&["check", "docs", "--base", "main"]);
    assert_eq!((exit, note.as_str()), (0, "no document differs from main\n"), "{out}");
    let (exit, sarif, _) = parcels.designvet(&["check", "docs", "--base", "main", "--format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_str(&sarif).expect("a report without results is one");
    assert_eq!((exit, &sarif["runs"][0]["results"]), (0, &serde_json::json!([])));
    // What git knows nothing of may be anything.
    assert_eq!(parcels.designvet(&["check", "docs/typo.md", "--base", "main"]).0, 2);
    parcels.write(".gitignore", "docs/drafts\n");
    parcels.write("docs/drafts/racks-tdd.md", &PARCEL.replace("lockers", "racks"));
    let (_, out, _) = parcels.designvet(&["check", "docs/drafts/racks-tdd.md", "--base", "main", "--format", "concise"]);
    assert!(out.contains("docs/drafts/racks-tdd.md:"), "{out}");
    let (exit, _, note) = parcels.designvet(&["check", "docs/*.markdown", "--base", "main"]);
    assert_eq!((exit, note.as_str()), (3, "no Markdown file matched\n"));
    // Nor does a folder pass because no document is in it that could differ.
    parcels.write("kitchen/bread.md", "# Bread\n\nFlour, water, salt.\n");
    parcels.commit();
    assert_eq!(parcels.designvet(&["check", "kitchen", "--base", "HEAD"]).0, 3);
    assert_eq!(parcels.designvet(&["check", ".", "--base", "HEAD"]).0, 0);

    parcels.edit("docs/shelves-tdd.md", "our own rack", "our own rack, or another");
    let one = found(&parcels, "main");
    assert!(!one.is_empty() && one.iter().all(|found| found.starts_with("docs/shelves-tdd.md ")), "{one:?}");
    // Git does not follow it yet.
    parcels.write("docs/racks-tdd.md", &PARCEL.replace("lockers", "racks"));
    let two = found(&parcels, "main");
    assert!(two.iter().any(|found| found.starts_with("docs/racks-tdd.md ")), "{two:?}");
    assert!(!two.iter().any(|found| found.starts_with("docs/lockers-tdd.md ")), "{two:?}");
}

#[test]
fn the_other_half_of_a_pair_is_read_beside_a_document_that_differs() {
    let clinic = clinic("half");
    clinic.edit("docs/tdd.md", "job `forget`, 30 days after the visit", "job `forget`, 90 days after the visit");
    let found = found(&clinic, "main");
    assert!(found.iter().any(|found| found == "docs/prd.md trace-number-differs"), "{found:?}");
}

const LOOSE: &str = "document-wording-vague";

fn waivers(repository: &Repository, base: &str) -> Vec<String> {
    found(repository, base).into_iter().filter(|found| found.contains("waiver-")).collect()
}

#[test]
fn a_comment_that_is_newer_is_told_of() {
    let parcels = parcels("comment");
    assert!(found(&parcels, "main").is_empty());
    let waive = format!("<!-- designvet: waive {LOOSE} reason=\"named in the standard\" owner=\"Bo\" -->\n");
    parcels.edit("docs/lockers-tdd.md", "Letters are", &format!("{waive}Letters are"));
    assert_eq!(waivers(&parcels, "main"), ["docs/lockers-tdd.md waiver-new"]);
    // Written in the same go as what it hides.
    parcels.edit("docs/shelves-tdd.md", "Letters are encrypted with", &format!("{waive}Shelves are locked and encrypted with"));
    assert_eq!(waivers(&parcels, "main"), ["docs/lockers-tdd.md waiver-new", "docs/shelves-tdd.md waiver-with-its-cause"]);
    parcels.commit();
    parcels.edit("docs/lockers-tdd.md", "our own rack", "our own racks");
    assert!(waivers(&parcels, "HEAD").is_empty());
    parcels.edit("docs/lockers-tdd.md", "owner=\"Bo\"", "owner=\"Cy\"");
    assert_eq!(waivers(&parcels, "HEAD"), ["docs/lockers-tdd.md waiver-new"]);
}

#[test]
fn an_entry_that_is_newer_is_told_of_though_its_document_is_the_same() {
    let parcels = parcels("entry");
    let entry = |document: &str, reason: &str| {
        format!("\n[[waiver]]\nrule = \"{LOOSE}\"\ndocument = \"docs/{document}-tdd.md\"\nreason = \"{reason}\"\n")
    };
    parcels.write("designvet.waivers.toml", &format!("schema = 1\n{}", entry("lockers", "named in the standard")));
    assert_eq!(waivers(&parcels, "main"), ["designvet.waivers.toml waiver-new"]);
    assert!(!found(&parcels, "main").iter().any(|found| found.contains("shelves")));
    parcels.commit();
    assert!(found(&parcels, "HEAD").is_empty());
    // Comments, and where an entry stands, change nothing.
    let text = format!("schema = 1\n\n# Ours.\n{}{}", entry("shelves", "as above"), entry("lockers", "named in the standard"));
    parcels.write("designvet.waivers.toml", &text);
    let (_, lines, _) = parcels.designvet(&["check", "docs", "--base", "HEAD", "--format", "concise", "--exit-zero"]);
    assert_eq!(lines.matches("waiver-new").count(), 1, "{lines}");
    assert!(!lines.contains("docs/lockers-tdd.md"), "{lines}");
}

#[test]
fn a_pair_that_only_the_search_of_the_folder_finds_stays_one() {
    let clinic = clinic("apart");
    clinic.git(&["mv", "docs/prd.md", "docs/wanted.md"]);
    clinic.git(&["mv", "docs/tdd.md", "docs/built.md"]);
    for (from, to) in [("docs/wanted.md", "docs/prd/booking.md"), ("docs/built.md", "docs/tdd/booking.md")] {
        let text = clinic.read(from).replace("(prd.md)", "(booking)").replace("(tdd.md)", "(booking)");
        clinic.write(to, &text);
        clinic.git(&["rm", "--quiet", "-f", from]);
    }
    clinic.commit();
    let whole = |clinic: &Repository| clinic.designvet(&["check", ".", "--format", "concise", "--exit-zero"]).1;
    clinic.edit("docs/tdd/booking.md", "job `forget`, 30 days after the visit", "job `forget`, 90 days after the visit");
    assert!(whole(&clinic).contains("[trace-number-differs]"), "the search finds the pair");
    let (_, newer, _) = clinic.designvet(&["check", ".", "--base", "main", "--format", "concise", "--exit-zero"]);
    assert!(newer.contains("[trace-number-differs]") && !newer.contains("counterpart"), "{newer}");
}

#[test]
fn an_entry_that_names_its_document_by_id_is_told_of() {
    let parcels = parcels("id");
    parcels.write("docs/lockers-tdd.md", &format!("---\nid: SHED-1\n---\n{PARCEL}"));
    parcels.commit();
    let entry = format!("schema = 1\n\n[[waiver]]\nrule = \"{LOOSE}\"\ndocument = \"SHED-1\"\nreason = \"named in the standard\"\n");
    parcels.write("designvet.waivers.toml", &entry);
    assert_eq!(waivers(&parcels, "HEAD"), ["designvet.waivers.toml waiver-new"]);
}

#[test]
fn a_comment_in_another_section_is_newer_and_one_at_the_end_of_an_old_line_hides_an_old_line() {
    let parcels = parcels("moved");
    let waive = format!("<!-- designvet: waive {LOOSE} reason=\"named in the standard\" -->");
    parcels.edit("docs/lockers-tdd.md", "standard methods.", &format!("standard methods. {waive}"));
    assert_eq!(waivers(&parcels, "HEAD"), ["docs/lockers-tdd.md waiver-new"]);
    parcels.commit();
    parcels.edit("docs/lockers-tdd.md", &format!(" {waive}"), "");
    parcels.edit("docs/lockers-tdd.md", "## Architecture", &format!("{}\n\n## Architecture", waive.replace(" -->", " scope=document -->")));
    parcels.commit();
    parcels.edit("docs/lockers-tdd.md", "## Architecture", "## Structure");
    assert!(waivers(&parcels, "HEAD").is_empty());
    let moved = waive.replace(" -->", " scope=document -->");
    parcels.edit("docs/lockers-tdd.md", &format!("{moved}\n\n"), "");
    parcels.edit("docs/lockers-tdd.md", "## Operation\n", &format!("## Operation\n\n{moved}\n"));
    assert_eq!(waivers(&parcels, "HEAD"), ["docs/lockers-tdd.md waiver-new"]);
}

#[test]
fn the_repository_is_that_of_the_documents_whatever_a_hook_says() {
    let clinic = clinic("hook");
    let run = |name: &str| {
        let git = clinic.root.join(".git");
        clinic.command(env!("CARGO_BIN_EXE_designvet")).args(SINCE).args(["--today", "2026-04-01"]).env(name, git).output()
    };
    for name in ["GIT_DIR", "GIT_COMMON_DIR"] {
        let said = String::from_utf8(run(name).expect("it can be started").stdout).expect("output is text");
        assert!(said.contains("nothing has changed that a review rests on"), "{name}: {said}");
    }
}

#[test]
fn a_record_of_more_documents_tells_of_those_that_are_reviewed() {
    let clinic = clinic("record");
    clinic.write("docs/lockers-tdd.md", PARCEL);
    let record = clinic.root.join("record.json");
    let record = record.to_str().expect("a path is text");
    assert_eq!(clinic.designvet(&["record", "docs", "--decision", "open", "--by", "Ann Lee", "--output", record]).0, 0);
    let (_, same, _) = clinic.designvet(&["review", "docs/prd.md", "docs/tdd.md", "--previous", record]);
    assert!(same.contains("nothing has changed") && !same.contains("new"), "{same}");
    let (exit, _, wrong) = clinic.designvet(&["review", "docs/prd.md", "--previous", record, "--out", "review"]);
    assert_eq!(exit, 0, "{wrong}");
    std::fs::remove_file(clinic.root.join("docs/lockers-tdd.md")).expect("a file can be removed");
    let (_, gone, _) = clinic.designvet(&["review", "docs/prd.md", "docs/tdd.md", "--previous", record]);
    assert!(gone.contains("a document is gone") && gone.contains("docs/lockers-tdd.md is no longer there"), "{gone}");
}
