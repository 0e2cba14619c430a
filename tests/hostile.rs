//! Documents and file names that attack whatever reads a report, through every format of every command: nothing is executed, nothing is lost.

#[path = "page/html.rs"]
mod html;

use comrak::nodes::NodeValue;
use designvet::report::{Format, ItemsFormat, MetricsFormat, PacketFormat, visible};
use html::{assert_inert, tags};
use serde_json::Value;
use std::fmt::Write as _;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a document tries, each beside a word that is looked for in reports.
const ATTACKS: &[(&str, &str)] = &[
    ("<script>alert('mkscript')</script>", "mkscript"),
    ("<img src=x onerror=\"alert('mkhandler')\">", "mkhandler"),
    ("[mklink](javascript:alert(1)) ![mkimage](https://tracker.example/x.png)", "mklink"),
    ("<svg onload=alert(1)><a xlink:href=\"javascript:mksvg\">", "mksvg"),
    ("::set-output name=mkoutput::x", "mkoutput"),
    ("::error file=a.md,line=1::mkerror", "mkerror"),
    ("##[error]mklegacy ##[add-mask]a", "mklegacy"),
    ("##vso[task.setvariable variable=a]mkazure ##teamcity[buildStop readdToQueue='true']", "mkazure"),
    ("\u{1b}[31;1mmkansi\u{1b}[0m\u{1b}[2J", "mkansi"),
    ("\u{1b}]8;;https://evil.example\u{7}mkosc\u{1b}]8;;\u{7}\u{1b}]52;c;cm0=\u{7}", "mkosc"),
    ("\u{9b}31mmkcontrol\u{85}\u{7f}", "mkcontrol"),
    ("\u{202e}mkbidi\u{202c} \u{2066}a\u{2069} \u{200b}\u{200f}\u{feff}\u{2028}", "mkbidi"),
    ("=HYPERLINK(\"https://evil.example/mkformula\")", "mkformula"),
    ("+cmd|' /C calc'!mkplus", "mkplus"),
    ("@SUM(1,mkat)", "mkat"),
    ("-2+3+cmd|mkminus", "mkminus"),
    ("\u{ff1d}mkwide", "mkwide"),
    ("]]><![CDATA[mkcdata]]> &amp; &#60;b&#62;", "mkcdata"),
    ("\u{fffe}\u{ffff}mknone", "mknone"),
    ("$(touch pwned) `touch pwned` '; touch pwned; ' \"; touch pwned; \" mkshell", "mkshell"),
    ("@mkmention #12 !7 %3 &4 /close", "mkmention"),
    ("section_start:1:mksection\r\u{1b}[0Ksection", "mksection"),
];

const NAMES: [&str; 2] =
    ["docs/mkpay\n::warning::x ##[error]<b>,=1\u{1b}[31m-prd.md", "docs/mkpay\n::warning::x ##[error]<b>,=1\u{1b}[31m-tdd.md"];

/// A product document and its design in which each attack stands in every kind of place.
fn documents() -> [String; 2] {
    let mut prd = format!(
        "---\nowner: \"{}\"\nproduct: '<b>=mkproduct'\n---\n\n# Pay {}: product requirements\n\n",
        "::error::mkowner ##[error]", ATTACKS[0].0
    );
    let mut tdd =
        format!("# Pay {}: technical design\n\n## Architecture\n\nThe service keeps e-mail addresses for 90 days.\n\n", ATTACKS[3].0);
    prd.push_str("We keep e-mail addresses for 30 days.\n\n## Requirements\n\n");
    for (number, (attack, mark)) in ATTACKS.iter().enumerate() {
        let _ = writeln!(prd, "- FR-{}: The service must answer {mark}{number} {attack} within {number} seconds. TBD", number + 1);
    }
    prd.push_str("\n| Data | Shared with | Kept |\n| --- | --- | --- |\n");
    for (attack, _) in ATTACKS {
        let _ = writeln!(prd, "| phone number {attack} | Mailgun {attack} | TBD |", attack = attack.replace('|', "\\|"));
    }
    for (attack, mark) in ATTACKS {
        let _ = writeln!(prd, "\n## {attack}\n\n{attack} TBD\n\n{attack}\n");
        let _ = writeln!(
            tdd,
            "\n## {mark} {attack}\n\nThe password is shared {attack} TBD and the telephone number goes to Mailgun {attack}.\n"
        );
        let _ = writeln!(tdd, "```mermaid\nflowchart LR\n  a[\"{attack}\"] -->|{mark}| b[(Mailgun)]\n```\n");
    }
    let attacks: Vec<&str> = ATTACKS.iter().map(|(attack, _)| *attack).collect();
    let long = (attacks.join(" TBD ") + " TBD ").replace(['\r', '\u{2028}', '\u{85}'], " ");
    let long = long.repeat(100_000 / long.len() + 1);
    assert!(long.len() > 100_000);
    let _ = writeln!(prd, "\n## A long line\n\n{long}");
    let _ = writeln!(tdd, "\n<!-- designvet: waive document-control-missing reason=\"::error::mkwaiver ##[error] <b>\" -->");
    [prd, tdd]
}

/// How a report is read.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reader {
    /// A terminal, or a log of a CI service.
    Terminal,
    /// A log of GitHub Actions with commands of ours.
    Runner,
    Markdown,
    Spreadsheet,
    Json,
    JsonLines,
    /// Messages that become comments: JSON, and Markdown in it.
    Comments,
    /// The body of a review of a pull request: JSON, and Markdown in it.
    PullRequest,
    Xml,
    Browser,
    Calendar,
    Shell,
}

impl Reader {
    fn of(format: &str) -> Self {
        match format {
            "markdown" | "github-comment" => Self::Markdown,
            "github-review" => Self::PullRequest,
            "csv" => Self::Spreadsheet,
            "json" | "sarif" | "gitlab" => Self::Json,
            "jsonl" => Self::JsonLines,
            "rdjson" | "rdjsonl" => Self::Comments,
            "junit" => Self::Xml,
            "html" => Self::Browser,
            "ics" => Self::Calendar,
            "gh" => Self::Shell,
            _ => Self::Terminal,
        }
    }
}

/// Every command that tells of documents, in each of its formats.
fn commands() -> Vec<(Vec<String>, Reader)> {
    let [prd, tdd] = NAMES;
    let mut commands: Vec<(Vec<&str>, Reader)> = Vec::new();
    for (name, format) in Format::ALL {
        let reader = if *format == Format::Github { Reader::Runner } else { Reader::of(name) };
        let base = if reader == Reader::PullRequest { &["--base", "HEAD"][..] } else { &[] };
        for words in [&["check", "docs"][..], &["review", prd, tdd]] {
            commands.push(([words, &["--format", name, "--exit-zero"], base].concat(), reader));
        }
    }
    let items = ItemsFormat::ALL.iter().map(|(name, format)| match format {
        ItemsFormat::Github | ItemsFormat::Gitlab => (*name, Reader::Json),
        _ => (*name, Reader::of(name)),
    });
    commands.extend(items.map(|(name, reader)| (vec!["items", "docs", "--format", name], reader)));
    commands.extend(PacketFormat::ALL.iter().map(|(name, _)| (vec!["packets", "docs", "--format", name], Reader::of(name))));
    commands.extend(
        MetricsFormat::ALL
            .iter()
            .map(|(name, _)| (vec!["metrics", "record.json", "--documents", "docs", "--format", name], Reader::of(name))),
    );
    for name in ["text", "markdown", "csv", "json"] {
        commands.push((vec!["diff", prd, tdd, "--all", "--format", name], Reader::of(name)));
        commands.push((vec!["trace", prd, tdd, "--format", name], Reader::of(name)));
        commands.push((vec!["route", "docs", "--format", name], Reader::of(name)));
    }
    for name in ["text", "csv", "json"] {
        commands.push((vec!["facts", "docs", "--format", name], Reader::of(name)));
    }
    for name in ["text", "markdown", "json"] {
        commands.push((vec!["status", "record.json", "--format", name], Reader::of(name)));
    }
    for name in ["text", "json"] {
        commands.push((vec!["baseline", "show", "docs", "--baseline", "known.json", "--format", name], Reader::of(name)));
    }
    // What a drawing shows comes from the checklist.
    for name in ["text", "markdown", "json"] {
        commands.push((vec!["burndown", "board.csv", "--format", name], Reader::of(name)));
    }
    for name in ["text", "markdown", "json", "ics"] {
        let mut agenda = vec!["agenda", "docs", "--format", name];
        agenda.extend((name == "ics").then_some(["--start", "2026-03-02T14:00"]).into_iter().flatten());
        commands.push((agenda, Reader::of(name)));
    }
    commands.push((vec!["check", "docs", "--verbose", "--exit-zero"], Reader::Terminal));
    commands.push((vec!["facts", "docs", "--explain"], Reader::Terminal));
    commands.push((vec!["handoff", "docs"], Reader::Markdown));
    commands.push((vec!["record", "docs", "--decision", "open", "--by", "::error::mkby ##[error] <b>"], Reader::Json));
    commands.push((vec!["explain", "document-placeholder-unresolved", "--in", tdd], Reader::Terminal));
    commands.into_iter().map(|(words, reader)| (words.into_iter().map(str::to_owned).collect(), reader)).collect()
}

fn run(folder: &Path, words: &[String]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_designvet"));
    command.args(words).args(["--today", "2026-03-02"]).current_dir(folder).env("COLUMNS", "80").env("GITHUB_STEP_SUMMARY", "");
    let output = command.output().expect("it can be started");
    assert!(output.status.code().is_some_and(|code| code <= 1), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (text(output.stdout), text(output.stderr))
}

/// Findings of a reviewer that say each attack: in the message, the reason and the question.
fn reviewer() -> String {
    let mut text = String::new();
    for (attack, _) in ATTACKS {
        // A TOML string knows the escapes of JSON; its other control characters are escaped as well.
        let json = serde_json::to_string(attack).expect("a text is JSON");
        let escaped: String =
            json.chars().map(|c| if c.is_control() { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }).collect();
        let document = serde_json::to_string(NAMES[0]).expect("a text is JSON");
        let _ = writeln!(text, "[[finding]]\ndocument = {document}\nline = 6\nmessage = {escaped}\nwhy = {escaped}\nask = {escaped}\n");
    }
    text
}

/// The folder of the documents, with findings of a reviewer, a record and a baseline.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("docs")).expect("a folder can be made");
    for (name, text) in NAMES.iter().zip(documents()) {
        std::fs::write(folder.join(name), text).expect("a file can be written");
    }
    std::fs::write(folder.join("designvet.waivers.toml"), reviewer()).expect("a file can be written");
    let row = |(attack, mark): &(&str, &str)| {
        let cell = format!("\"{mark} {}\"", attack.replace('"', "\"\""));
        format!("{cell},{cell},high,open,{cell},2026-01-05\n")
    };
    let board: String = ATTACKS.iter().map(row).collect();
    std::fs::write(folder.join("board.csv"), format!("ID,Vulnerability,Severity,Status,Owner,Opened\n{board}"))
        .expect("a file can be written");
    // The documents are new in it.
    for arguments in
        ["init --quiet .", "-c user.name=A -c user.email=a@b.c commit --quiet --allow-empty --message a", "add --intent-to-add ."]
    {
        let mut git = Command::new("git");
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
            git.env_remove(name);
        }
        let status = git.args(arguments.split(' ')).current_dir(&folder).env("GIT_CONFIG_GLOBAL", "/dev/null").status();
        assert!(status.expect("git can be started").success(), "git {arguments}");
    }
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    run(&folder, &words("record docs --decision open --by mkby --output record.json"));
    run(&folder, &words("baseline create docs --baseline known.json"));
    folder
}

/// True for what steers a terminal or hides words; joiners hold pictures together.
fn steers(c: char) -> bool {
    let hides =
        matches!(c, '\u{200b}'..='\u{200c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    (c.is_control() && c != '\n' && c != '\t') || hides
}

/// What a log takes for a command: `##[name` and the like anywhere, `::name` at the beginning of a line.
fn commands_of(log: &str) -> Vec<&str> {
    let is_command = |line: &&str| {
        let begins = line
            .trim_start()
            .strip_prefix("::")
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains("::"));
        begins
            || line.match_indices("##").any(|(at, _)| line[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('['))
    };
    log.split(['\n', '\r']).filter(is_command).collect()
}

#[track_caller]
fn assert_harmless(what: &str, text: &str) {
    let found: String = text.chars().filter(|c| steers(*c)).collect();
    assert!(found.is_empty(), "{what} lets through {found:?}");
    assert_eq!(commands_of(text), Vec::<&str>::new(), "{what}");
}

/// Every text of a JSON value, one a line.
fn texts(value: &Value, all: &mut String) {
    match value {
        Value::String(text) => {
            all.push_str(text);
            all.push('\n');
        }
        Value::Array(values) => values.iter().for_each(|value| texts(value, all)),
        Value::Object(values) => values.values().for_each(|value| texts(value, all)),
        _ => {}
    }
}

/// Reads a report as its reader does, makes sure that nothing in it acts, and gives the words that are shown.
fn read(what: &str, reader: Reader, report: &str) -> String {
    match reader {
        Reader::Terminal | Reader::Shell => {
            assert_harmless(what, report);
            report.to_owned()
        }
        Reader::Runner => runner(what, report),
        Reader::Markdown => {
            assert_harmless(what, report);
            markdown(what, report)
        }
        Reader::Spreadsheet => {
            let rows = records(report);
            assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{what}: a row of another length");
            for cell in rows.iter().flatten() {
                assert_harmless(what, cell);
                let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
                assert!(!formula || cell == "-", "{what}: a formula: {cell}");
            }
            rows.concat().join("\n")
        }
        Reader::Json | Reader::JsonLines => {
            assert_harmless(what, report);
            let mut all = String::new();
            let one = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{what}: {error}"));
            if reader == Reader::Json {
                texts(&one(report), &mut all);
            } else {
                report.lines().for_each(|line| texts(&one(line), &mut all));
            }
            all
        }
        Reader::Comments => {
            assert_harmless(what, report);
            let values = serde_json::Deserializer::from_str(report).into_iter::<Value>().map(|value| value.expect("it is JSON"));
            let diagnostics = values.flat_map(|value| value["diagnostics"].as_array().cloned().unwrap_or_else(|| vec![value]));
            diagnostics.map(|diagnostic| markdown(what, diagnostic["message"].as_str().expect("a text"))).collect()
        }
        Reader::PullRequest => {
            assert_harmless(what, report);
            let review: Value = serde_json::from_str(report).expect("it is JSON");
            let comments = review["comments"].as_array().expect("a list");
            assert!(!comments.is_empty(), "{what}: the documents are new, so that their lines can be commented on");
            comments.iter().chain([&review]).map(|one| markdown(what, one["body"].as_str().expect("a text"))).collect()
        }
        Reader::Xml => {
            assert_harmless(what, report);
            let tree = roxmltree::Document::parse(report).unwrap_or_else(|error| panic!("{what}: {error}"));
            let own = ["testsuites", "testsuite", "testcase", "failure", "skipped", "error"];
            let elements = tree.descendants().filter(roxmltree::Node::is_element);
            assert!(elements.clone().all(|node| own.contains(&node.tag_name().name())), "{what}");
            elements
                .flat_map(|node| node.attributes().map(|a| a.value().to_owned()).chain(node.text().map(str::to_owned)))
                .collect::<Vec<_>>()
                .join("\n")
        }
        Reader::Browser => {
            assert_harmless(what, report);
            let tags = tags(report);
            assert_inert(&tags);
            let own = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
            assert_eq!((own("style"), own("script")), (1, 1), "{what}");
            let shown: String = tags.iter().map(|tag| tag.text.as_str()).collect();
            let numbers = [
                ("&lt;", "<"),
                ("&gt;", ">"),
                ("&quot;", "\""),
                ("&#39;", "'"),
                ("&#9;", "\t"),
                ("&#35;", "#"),
                ("&#58;", ":"),
                ("&amp;", "&"),
            ];
            numbers.iter().fold(shown, |text, (number, c)| text.replace(number, c))
        }
        Reader::Calendar => {
            assert_harmless(what, &report.replace("\r\n", "\n"));
            let whole = report.replace("\r\n ", "").replace("\r\n\t", "");
            for line in whole.split("\r\n").filter(|line| !line.is_empty()) {
                let name: String = line.chars().take_while(|c| c.is_ascii_uppercase() || *c == '-').collect();
                assert!(!name.is_empty() && line[name.len()..].starts_with([':', ';']), "{what}: no property: {line}");
            }
            whole
        }
    }
}

/// The words that the runner takes from commands, and those of other lines.
fn runner(what: &str, log: &str) -> String {
    let found: String = log.chars().filter(|c| steers(*c)).collect();
    assert!(found.is_empty(), "{what} lets through {found:?}");
    let mut said = String::new();
    for line in log.lines() {
        assert!(!line.contains("##["), "{what}: {line}");
        let Some(rest) = line.trim_start().strip_prefix("::") else {
            assert!(line.starts_with("designvet: "), "{what}: {line}");
            continue;
        };
        let (command, message) = rest.split_once("::").expect("a command has two ends");
        assert!(["error", "warning", "notice"].contains(&command.split(' ').next().unwrap_or_default()), "{what}: {line}");
        let message = message.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
        said += &message;
        said.push('\n');
    }
    said
}

/// The words that a page shows; it has no HTML but line breaks and comments of ours, and no link that acts.
fn markdown(what: &str, page: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.autolink = true;
    let arena = comrak::Arena::new();
    let mut words = String::new();
    for node in comrak::parse_document(&arena, page, &options).descendants() {
        match &node.data().value {
            NodeValue::HtmlInline(html) => assert!(html == "<br>" || html.starts_with("<!-- designvet"), "{what}: {html}"),
            NodeValue::HtmlBlock(html) => assert!(html.literal.starts_with("<!-- "), "{what}: {}", html.literal),
            NodeValue::Image(image) => panic!("{what}: an image of {}", image.url),
            NodeValue::Link(link) => {
                let scheme = link.url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
                assert!(scheme.is_none_or(|scheme| ["http", "https", "mailto"].contains(&scheme.as_str())), "{what}: {}", link.url);
            }
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            NodeValue::CodeBlock(code) => words.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::Paragraph => words.push('\n'),
            _ => {}
        }
    }
    words
}

/// The cells of each record; RFC 4180, every field quoted, no field over several lines.
fn records(csv: &str) -> Vec<Vec<String>> {
    let rows = csv.strip_suffix("\r\n").expect("a record ends in CR LF").split("\r\n");
    let cells = |row: &str| row[1..row.len() - 1].split("\",\"").map(|cell| cell.replace("\"\"", "\"")).collect();
    rows.map(cells).collect()
}

/// Words compared: what is hidden is visible, blanks, marks of what was defused and case do not count.
fn bare(text: &str) -> String {
    let text = text.replace('\u{2060}', "");
    let shown = visible(&text);
    shown.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '\\')).flat_map(char::to_lowercase).collect()
}

#[test]
fn nothing_of_a_document_acts_in_any_format_and_nothing_is_lost() {
    let folder = folder("formats");
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let review: Value = serde_json::from_str(&run(&folder, &words("check docs --format json --exit-zero")).0).expect("it is JSON");
    let findings = review["findings"].as_array().expect("a list");
    let messages: Vec<&str> = findings.iter().map(|finding| finding["message"].as_str().expect("a text")).collect();
    assert!(
        findings.iter().all(|finding| NAMES.contains(&finding["location"]["path"].as_str().expect("a path"))),
        "JSON has names as they are"
    );
    for (attack, mark) in ATTACKS {
        assert!(messages.iter().any(|message| message.contains(mark)), "no finding says {attack:?}");
    }

    let try_one = |words: &[String], reader: Reader| {
        let what = words.join(" ");
        let (report, said) = run(&folder, words);
        assert_harmless(&format!("standard error of {what}"), &said);
        assert!(report.len() < 4_000_000, "{what}: {} bytes", report.len());
        let shown = bare(&read(&what, reader, &report));
        let cut = report.contains("more have no room here");
        if words[0] == "check" && reader != Reader::Runner && !cut {
            for message in &messages {
                assert!(shown.contains(&bare(message)), "{what} has lost {message:?}");
            }
        } else if !["metrics", "baseline", "status"].contains(&words[0].as_str()) {
            assert!(shown.contains("mk"), "no attack reaches {what}");
        }
    };
    // All that is wrong is told, each by its own panic.
    let commands = commands();
    let is_wrong =
        |(words, reader): &&(Vec<String>, Reader)| std::panic::catch_unwind(AssertUnwindSafe(|| try_one(words, *reader))).is_err();
    let (first, second) = commands.split_at(commands.len() / 2);
    let wrong_of = |part: &[(Vec<String>, Reader)]| part.iter().filter(is_wrong).map(|(words, _)| words.join(" ")).collect::<Vec<_>>();
    let wrong = std::thread::scope(|scope| {
        let other = scope.spawn(|| wrong_of(second));
        [wrong_of(first), other.join().expect("panics are caught")].concat()
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_folder_of_a_review_and_its_script_do_nothing_of_a_document() {
    let folder = folder("review");
    let [prd, tdd] = NAMES.map(str::to_owned);
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    run(&folder, &[vec!["review".to_owned(), prd, tdd], words("--out out --exit-zero")].concat());
    let mut read_files = 0;
    let mut open = vec![folder.join("out")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).expect("a folder can be read").map(|entry| entry.expect("it has entries").path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("files are text");
        let reader = match path.extension().and_then(|extension| extension.to_str()) {
            Some("md") => Reader::Markdown,
            Some("csv") => Reader::Spreadsheet,
            Some("json") => Reader::Json,
            Some("html") => Reader::Browser,
            Some("ics") => Reader::Calendar,
            other => panic!("{other:?}: {}", path.display()),
        };
        read(&path.display().to_string(), reader, &text);
        read_files += 1;
    }
    assert!(read_files > 8, "{read_files}");

    // The script runs with a `gh` that does nothing.
    let (script, _) = run(&folder, &words("items docs --format gh"));
    assert!(script.contains("touch pwned"), "the script quotes the attack");
    let bin = folder.join("bin");
    std::fs::create_dir_all(&bin).expect("a folder can be made");
    let mut shell = Command::new("sh");
    shell.current_dir(&folder).env("PATH", format!("{}:{}", bin.display(), std::env::var("PATH").expect("there is a path")));
    std::fs::write(bin.join("gh"), "#!/bin/sh\ncat >/dev/null </dev/null\n").expect("a file can be written");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(bin.join("gh"), std::fs::Permissions::from_mode(0o755)).expect("a file can be made a program");
    }
    std::fs::write(folder.join("sync.sh"), &script).expect("a file can be written");
    let status = shell.arg("sync.sh").stdout(Stdio::null()).stderr(Stdio::null()).status().expect("a shell can be started");
    assert!(status.code().is_some());
    assert!(!folder.join("pwned").exists(), "the script runs what a document says");
}
