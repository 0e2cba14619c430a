//! Annotated copies: the document again to the byte, every block of it still there, each comment beside its words, nothing of a document
//! able to end a comment.

mod walk;

use designvet::annotation::{Comment, Style, annotate, is_annotated, strip, stripped};
use designvet::config::Config;
use designvet::report::annotated;
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::settings::Settings;
use designvet::source::{SourceFile, Span};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

fn styles() -> impl Iterator<Item = Style> {
    Style::ALL.iter().map(|(_, style)| *style)
}

/// Documents that are hard to write into, and to read back.
const NASTY: &[(&str, &[u8])] = &[
    ("byte order mark", b"\xef\xbb\xbf# T\n\nText TBD.\n"),
    ("two byte order marks", b"\xef\xbb\xbf\xef\xbb\xbf# T\n\nText TBD.\n"),
    ("CRLF", b"# T\r\n\r\nText TBD\r\nmore.\r\n\r\n```\r\ncode TBD\r\n```\r\n"),
    ("CR", b"# T\r\rText TBD\rmore.\r\r- a\r- b\r"),
    ("mixed line ends", b"# T\r\n\nText\r\rTBD\n\r\nmore\r"),
    ("no last line end", b"# T\n\nText TBD"),
    ("title alone", b"# T"),
    ("title and blanks", b"# T   \n   \n\t\n"),
    ("trailing blanks", b"# T  \n\nText TBD  \nhard break\\\nagain.   \n\n\n\n"),
    ("no title", b"Text TBD and more\nof it\n"),
    ("setext title", b"T\nof two lines\n===\nText TBD\n\nB\n---\ntext\n"),
    ("nothing between", b"# T\n- item\n## B\n```\ncode\n```\ntext\n## C\n| a | b |\n| - | - |\n| c | d |\n"),
    ("front matter", b"---\ntitle: T\nowner: x\n---\n# T\n\nText TBD.\n"),
    ("front matter alone", b"---\ntitle: T\n---"),
    ("front matter without end", b"---\ntitle: T\n\n# T\n\nText\n"),
    ("Windows-1252", b"# Caf\xe9\n\nText \x93TBD\x94 \x81.\n"),
    ("UTF-16, little endian", b"\xff\xfe#\0 \0T\0\n\0\n\0T\0B\0D\0 \0x\0\n\0"),
    ("UTF-16, big endian", b"\xfe\xff\0#\0 \0T\0\n\0\n\0T\0B\0D\0 \0x\0\n"),
    ("CriticMarkup of its own", b"# T\n\n{==Text==}{>>mine<<} {++new++} {--old--} {~~a~>b~~} {== TBD {>> open\n"),
    ("braces", b"# T {#id .x}\n\n## B {#b}\n\n{ {= {== ==} =} } TBD } {a} {{b}} {>><<}\n"),
    ("footnotes of its own", b"# T\n\nText[^1] and[^dv1] and[^dvv1] TBD[^dv2].\n\n[^1]: one\n\n[^dv1]: designvet talks\n    more of it\n\nend\n"),
    ("footnote at the end", b"# T\n\nText[^n].\n\n[^n]: note TBD\n\n    more\n"),
    ("HTML comments of its own", b"# T\n\n<!-- mine -->\n\nText <!-- TBD --> more <!-- designvet: waive a-b reason=\"x\" -->\n\n<!--\nlong\n\n-->\ntext\n"),
    ("comment without end", b"# T\n\nText\n\n<!-- open TBD\n\n## B\n\ntext\n"),
    ("HTML blocks", b"<h1 align=\"center\">T</h1>\n\n<div>\nText TBD\n\n## B\n\n</div>\n<details><summary>s</summary>\n\n- a\n\n</details>\n<pre>\nTBD\n\nx</pre>\n"),
    ("code without end", b"# T\n\nText\n\n```rust\nfn a() {}\n# no heading TBD\n"),
    ("code in lists and quotations", b"# T\n\n- a\n\n  ```\n  TBD\n  ```\n- b\n\n> q\n>\n>     TBD\n>\n> r\n\n1. x\n\n       TBD\n"),
    ("indented code", b"# T\n\n    TBD\n\ttabs\n\ntext\n\n    more\n"),
    ("code spans", b"# T\n\nA `TBD ` b `` c ` TBD `` and ` alone.\n\nAnother ` alone \\` here.\n"),
    ("links", b"# T\n\n[TBD](http://x.example/TBD \"TBD\") [b][TBD] <http://a.example/TBD> http://b.example/TBD_x. ![TBD](i.png)\n\n[TBD]: http://c.example 'TBD'\n"),
    ("emphasis", b"# T\n\n**TBD bold** *a **b TBD** c* __TBD__ a*TBD*b ***x TBD* y** ~~TBD~~ * alone **\"TBD\"** _TBD_.\n"),
    ("tables", b"# T\n\n| a TBD | `b|c` | d \\| e |\n|:--|--:|---|\n| TBD | | x | extra TBD |\n| short\n\na|b\n-|-\nTBD|*x*\n\ntext|no\n"),
    ("table behind a paragraph", b"# T\n\nIt has:\na|b\n-\t|-\nTBD|x\n"),
    ("divisions", b"# T\n\n:::note Title TBD\ntext TBD\n:::\n\n::: {.x}\ny\n:::\n"),
    ("tasks", b"# T\n\n- [ ] TBD\n- [x] done\n  more\n\n* [ ]\n"),
    ("tight and loose", b"# T\n\n- a TBD\n- b\n  - c TBD\n\n    d\n- e\n\n+ f\n\n\n+ g\n"),
    ("lazy lines", b"# T\n\n> quoted TBD\nlazy TBD\n> > deep\nlazy\n- item\nlazy TBD\n"),
    ("entities and escapes", b"# T &amp; \\* x\n\nTom &amp; TBD&nbsp;x \\TBD a\\*b &#35; \\\\ TBD\\\n"),
    ("no letters", b"# \n\n##\n\n---\n***\n- \n>\n| |\n|-|\n| |\n"),
    ("signs and pictures", "# T\u{1f469}\u{200d}\u{1f4bb}\n\n\u{202e}TBD\u{202c} e\u{301} \u{3000}\u{5168}\u{89d2} \u{a0}x\u{2028}y\n".as_bytes()),
    ("control characters", b"# T\n\nTBD \x1b[31mred\x07 x\x0by\x0cz\n"),
    ("talk of our comments", b"# T\n\n`{>>designvet a-b: x (dv-s-00000000)<<}` and {>>designvet a-b: x (dv-s-00000000)<<} <!-- designvet-note a: b (dv-n11-12345678) -->\n\n[^dv1]: designvet a-b: c (dv-b.n02-12345678)\n"),
];

fn decoded(name: &str, bytes: &[u8]) -> SourceFile {
    SourceFile::decode("a.md", bytes.to_vec(), 1 << 20).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A comment on some words, as hostile as one can be.
fn comment(text: &str, start: usize, end: usize) -> Comment {
    let said = "Says `a|b` <<} {>> --> --!> {== ==} [^1]: [x](y) *b* <b> \\ \n # - \r| end";
    Comment { span: Span::new(start, end), name: "a-b".to_owned(), said: said.to_owned(), quote: text[start..end].replace('\n', " ") }
}

/// Comments on every word of a text, from its first letter, and on the text around each.
fn everywhere(text: &str) -> Vec<Comment> {
    let mut comments = Vec::new();
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    starts.push(text.len());
    for (number, start) in starts.iter().enumerate() {
        let end = starts.get(number + 1 + number % 7).copied().unwrap_or(text.len());
        comments.push(comment(text, *start, end.max(*start)));
    }
    comments
}

/// The copy of a file, whose bytes are read again.
fn copy(file: &SourceFile, comments: &[Comment], style: Style) -> SourceFile {
    let text =
        annotate(file.text(), "3 findings", comments, style).unwrap_or_else(|| panic!("{style:?}: {:?} cannot be annotated", file.text()));
    let copy = file.with_text(text);
    let bytes = copy.encoded().expect("comments have signs of every encoding");
    let read = SourceFile::decode("a.md", bytes, 1 << 28).expect("a copy can be read");
    assert_eq!(read.text(), copy.text());
    read
}

#[test]
fn nasty_documents_come_back_to_the_byte() {
    for (name, bytes) in NASTY {
        let file = decoded(name, bytes);
        let all = everywhere(file.text());
        for style in styles() {
            let one_by_one = all.iter().map(std::slice::from_ref);
            for comments in one_by_one.chain([&all[..], &[]]) {
                let copy = copy(&file, comments, style);
                assert!(is_annotated(copy.text()), "{name}: {style:?}");
                assert_eq!(stripped(copy.clone()).encoded().as_deref(), Some(*bytes), "{name}: {style:?}: {}", copy.text());
            }
        }
    }
}

#[test]
fn a_footnote_that_was_edited_stays_and_is_glued_to_nothing() {
    let text = "# Pay: product requirements\n\nWe keep cards.\n\nFor how long: TBD";
    let copy = annotate(text, "comments", &everywhere(text), Style::Footnotes).expect("there is a way");
    let edits: Vec<usize> = copy.match_indices("Says").map(|(at, _)| at).collect();
    assert!(edits.len() > 10, "{copy}");
    for at in edits {
        let left = strip(&format!("{}SAYS{}", &copy[..at], &copy[at + 4..])).into_owned();
        let (definitions, lines): (Vec<&str>, Vec<&str>) = left.lines().partition(|line| line.starts_with("[^") && line.contains("]: "));
        assert!(definitions.len() == 1 && definitions[0].contains("SAYS"), "{left}");
        let words: Vec<String> =
            lines.iter().map(|line| line.split("[^").map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect()).collect();
        assert!(text.lines().all(|line| words.iter().any(|other| other == line)), "{left}");
    }
}

#[test]
fn blanks_for_comments_leave_every_word_in_its_place() {
    for (name, bytes) in NASTY {
        let file = decoded(name, bytes);
        for style in styles() {
            let copy = copy(&file, &everywhere(file.text()), style);
            let blanked = designvet::annotation::blanked(copy.clone());
            assert_eq!(blanked.text().len(), copy.text().len(), "{name}: {style:?}");
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>().concat();
            assert_eq!(words(blanked.text()), words(file.text()), "{name}: {style:?}");
        }
    }
}

#[test]
fn seals_without_end_are_read_in_linear_time() {
    let text = "# Pay: product requirements\n\nWe keep cards.\n";
    let comments = &everywhere(text)[..1];
    for style in [Style::CriticMarkup, Style::Footnotes] {
        let copy = annotate(text, "one comment", comments, style).expect("there is a way");
        let line = copy.lines().rfind(|line| line.contains("(dv-")).expect("there is a comment");
        let end = if style == Style::Footnotes { "\n" } else { " " };
        let time = |number: usize| {
            let many = format!("# Pay\n\n{}", format!("{line}{end}").repeat(number));
            let once = |_| {
                let start = std::time::Instant::now();
                strip(&many);
                start.elapsed().as_secs_f64()
            };
            (0..5).map(once).fold(f64::MAX, f64::min)
        };
        let (few, many) = (time(1000).max(0.001), time(8000));
        assert!(many < few * 30.0, "{style:?}: eight times as many take {:.0} times as long", many / few);
    }
}

#[test]
fn what_was_not_annotated_stays_as_it_is() {
    for (name, bytes) in NASTY {
        assert_eq!(stripped(decoded(name, bytes)).encoded().as_deref(), Some(*bytes), "{name}");
    }
}

#[test]
fn comments_on_nasty_documents_break_no_block() {
    for (name, bytes) in NASTY {
        let file = decoded(name, bytes);
        for comments in everywhere(file.text()).chunks(3) {
            let copy = copy(&file, comments, Style::Html);
            assert_eq!(events(copy.text()), events(file.text()), "{name}: {}", copy.text());
        }
    }
}

/// The events of a text without our comments; texts that follow each other are one.
fn events(text: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    #[expect(clippy::disallowed_methods, reason = "a second reading, without anything of ours")]
    let parser = Parser::new_ext(text, options);
    let is_ours = |html: &str| html.starts_with("<!-- designvet-note ") && html.trim_end().ends_with(") -->") && html.contains(" (dv-");
    let mut events: Vec<Event<'_>> = Vec::new();
    for event in parser {
        match event {
            Event::InlineHtml(html) | Event::Html(html) if is_ours(&html) && is_annotated(&html) => {
                // The space before a comment.
                if let Some(Event::Text(before)) = events.last_mut() {
                    *before = before.strip_suffix(' ').unwrap_or(before).to_owned().into();
                }
            }
            // Of a line of ours that ends in CR LF.
            Event::Html(html) if html.trim().is_empty() && events.last() == Some(&Event::Start(Tag::HtmlBlock)) => {}
            Event::End(TagEnd::HtmlBlock) if events.last() == Some(&Event::Start(Tag::HtmlBlock)) => {
                events.pop();
            }
            Event::Text(text) => match events.last_mut() {
                Some(Event::Text(before)) => *before = format!("{before}{text}").into(),
                _ => events.push(Event::Text(text)),
            },
            event => events.push(event),
        }
    }
    events.retain(|event| !matches!(event, Event::Text(text) if text.is_empty()));
    events
}

#[test]
fn a_copy_is_the_same_again_and_edits_stay() {
    let text = "# T\n\nThe password is TBD, and the key too.\n\n## B\n\n```\nx\n```\n";
    let at = text.find("TBD").expect("it is there");
    let code = text.find('x').expect("it is there");
    let comments = [comment(text, at, at + 3), comment(text, code, code + 1)];
    for style in styles() {
        let once = annotate(text, "2 findings", &comments, style).expect("it can be written");
        assert_eq!(annotate(&strip(&once), "2 findings", &comments, style).as_ref(), Some(&once));
        let edited = once.replace("the key too.", "the key is in the vault.").replace("## B\n", "## B\n\nMore.\n");
        assert_eq!(strip(&edited), text.replace("the key too.", "the key is in the vault.").replace("## B\n", "## B\n\nMore.\n"));
        // Words that somebody writes into a comment are theirs.
        let answered = once.replacen("Says", "It says (we know!)", 1);
        assert!(strip(&answered).contains("we know!"), "{style:?}");
        assert!(strip(&answered).contains("the key too."), "{style:?}");
    }
}

#[test]
fn comments_stand_beside_their_words_and_the_most_urgent_first() {
    let text = "# T\n\nThe password is TBD, see [TBD](x.md) and **bold words** here.\n\n## Empty part ##\n\n| a | b |\n| - | - |\n| one TBD | two |\n\n```\nTBD\n```\n";
    let on = |words: &str, nth: usize| {
        let (at, _) = text.match_indices(words).nth(nth).expect("it is there");
        Comment { span: Span::new(at, at + words.len()), name: "n".to_owned(), said: format!("on {words} {nth}"), quote: words.to_owned() }
    };
    let comments = [on("TBD", 0), on("TBD", 1), on("bold", 0), on("Empty part", 0), on("TBD", 2), on("TBD", 3), on("TBD", 0), on("T", 0)];
    let without_seals =
        |text: &str| regex::Regex::new(r" \(dv-[a-z0-9.]+-[0-9a-f]{8}\)").expect("a pattern").replace_all(text, "").into_owned();
    let copy = without_seals(&annotate(text, "x", &comments, Style::CriticMarkup).expect("it can be written"));
    assert_eq!(
        copy,
        "# T\n\n{>>designvet annotate: x<<}\n{>>designvet n: on T 0<<}\n\n\
         The password is {==TBD==}{>>designvet n: on TBD 0<<} {>>designvet n: on TBD 0<<}, see {==[TBD](x.md)==}{>>designvet n: on TBD 1<<} and \
         {==**bold words**==}{>>designvet n: on bold 0<<} here.\n\n## Empty part {>>designvet n: on Empty part 0<<} ##\n\n\
         | a | b |\n| - | - |\n| one {==TBD==}{>>designvet n: on TBD 2<<} | two |\n\n\
         {>>designvet n, on \u{201c}TBD\u{201d}: on TBD 3<<}\n\n```\nTBD\n```\n"
    );
    let copy = without_seals(&annotate(text, "x", &comments[..1], Style::Footnotes).expect("it can be written"));
    assert!(copy.starts_with("# T\n\n[^dv1]\n\nThe password is TBD[^dv2], see"), "{copy}");
    assert!(copy.ends_with("```\n\n[^dv1]: designvet annotate: x\n\n[^dv2]: designvet n: on TBD 0\n"), "{copy}");
}

#[test]
fn words_with_the_marker_of_their_item_have_their_comment_in_it() {
    let text = "# T\n\n- [ ] one\n- [ ] two words\n";
    let at = text.find("- [ ] two").expect("it is there");
    let copy = annotate(text, "x", &[comment(text, at, at + 13)], Style::CriticMarkup).expect("it can be written");
    assert!(copy.contains("- [ ] one\n- [ ] {==two words==}{>>designvet a-b: Says"), "{copy}");
}

#[test]
fn no_document_reads_a_comment_as_a_directive() {
    let text = "# T\n\nThe password is TBD.\n";
    let copy = annotate(text, "1 finding", &[comment(text, 21, 24)], Style::Html).expect("it can be written");
    assert_eq!(copy.matches("<!--").count(), 2);
    assert!(designvet::document::Document::parse(&copy).directives.is_empty());
}

fn profile() -> [Profile; 1] {
    let (checklist, problems) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    assert!(problems.is_empty(), "{problems:?}");
    [Profile { checklist, settings: Settings::default(), waivers: None }]
}

/// Files below a folder, reviewed.
fn reviewed(root: &Path) -> (Vec<Arc<SourceFile>>, Review) {
    let file = |path: PathBuf| {
        let below = path.strip_prefix(root).expect("the walk began there").to_string_lossy().into_owned();
        SourceFile::decode(below, std::fs::read(&path).expect("a file can be read"), 8 << 20).ok().map(Arc::new)
    };
    let files: Vec<Arc<SourceFile>> = walk::files(root, "md").into_iter().filter_map(file).collect();
    let input = |file: &Arc<SourceFile>| Input { file: Arc::clone(file), kind: None, fallback: None, profile: 0 };
    let available = |_: &str, _: &str| designvet::check::Availability::Present;
    let inputs = Inputs { files: files.iter().map(input).collect(), mode: Mode::Check, available: &available };
    let review = review(inputs, &profile());
    (files, review)
}

/// Writes the findings of every document below a folder into it, in all styles: the document comes back to the byte, and keeps its blocks.
fn comes_back(root: &Path) -> usize {
    let (files, review) = reviewed(root);
    let mut number = 0;
    for document in &review.documents {
        let file = files.iter().find(|file| file.path() == document.path()).expect("it was read");
        let text = strip(file.text());
        assert_eq!(text, file.text(), "{}: nothing of ours is in it", file.path());
        for style in styles() {
            let copy = annotated(&review, document.id, &text, style);
            let copy = copy.unwrap_or_else(|| panic!("{}: {style:?}: no comment can be written", file.path()));
            assert!(strip(&copy) == text, "{}: {style:?}", file.path());
            if style == Style::Html {
                assert!(events(&copy) == events(&text), "{}: blocks differ", file.path());
            }
            let findings = review.findings.iter().filter(|finding| finding.primary.file == document.id).count();
            assert_eq!(copy.matches(" (dv-").count() - text.matches(" (dv-").count(), findings + 1, "{}: {style:?}", file.path());
        }
        number += 1;
    }
    number
}

#[test]
fn samples_come_back_to_the_byte() {
    assert!(comes_back(Path::new("samples")) > 10);
}

#[test]
fn corpus_comes_back_to_the_byte() {
    let shared = std::env::var_os("DESIGNVET_SHARED").map_or_else(|| Path::new("..").join("shared"), PathBuf::from);
    let root = shared.join("corpus");
    if !root.is_dir() {
        let _ = writeln!(std::io::stderr(), "NOT TESTED: there is no corpus in {} (set DESIGNVET_SHARED)", root.display());
        return;
    }
    assert!(comes_back(&root) > 2400, "each file of it");
}

fn designvet(folder: &Path, args: &[&str]) -> (i32, Vec<u8>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_designvet"));
    let output = command.args(args).current_dir(folder).output().expect("it can be started");
    let said = String::from_utf8(output.stderr).expect("notes are text");
    (output.status.code().expect("it ends by itself"), output.stdout, said)
}

/// A folder with a sample pair under `docs`.
fn sample(sample: &str, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("annotate").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("docs")).expect("a folder can be made");
    for file in ["prd.md", "tdd.md"] {
        std::fs::copy(Path::new("samples").join(sample).join(file), folder.join("docs").join(file)).expect("a file can be copied");
    }
    folder
}

#[test]
fn copies_mirror_the_documents_and_touch_nothing_else() {
    let folder = sample("clinic-booking", "folder");
    let read = |path: &str| std::fs::read(folder.join(path)).expect("a file can be read");
    let (exit, out, said) = designvet(&folder, &["annotate", "docs"]);
    assert_eq!((exit, out.len()), (2, 0), "{said}");
    assert!(said.contains("2 documents are written into a folder: name one with --out"), "{said}");
    let (exit, _, said) = designvet(&folder, &["annotate", "docs", "--out", "."]);
    assert_eq!(exit, 2);
    assert!(said.contains("docs/prd.md is a document itself"), "{said}");
    let (exit, _, said) = designvet(&folder, &["annotate", "docs", "--out", "copies"]);
    assert_eq!(exit, 0, "{said}");
    for _ in 0..2 {
        let (exit, _, said) = designvet(&folder, &["annotate", ".", "--out", "copies"]);
        assert_eq!(exit, 0, "copies of an earlier run are no documents: {said}");
    }
    let first = read("copies/docs/prd.md");
    // Again, after an edit in the original: a copy of ours is replaced.
    std::fs::write(folder.join("docs/tdd.md"), [read("docs/tdd.md"), b"\nMore.\n".to_vec()].concat()).expect("a file can be written");
    assert_eq!(designvet(&folder, &["annotate", "docs", "--out", "copies"]).0, 0);
    assert_eq!(read("copies/docs/prd.md"), first);
    // What is not ours stops all of it.
    std::fs::write(folder.join("copies/docs/tdd.md"), "mine\n").expect("a file can be written");
    std::fs::remove_file(folder.join("copies/docs/prd.md")).expect("a file can be removed");
    let (exit, _, said) = designvet(&folder, &["annotate", "docs", "--out", "copies"]);
    assert_eq!(exit, 2);
    assert!(said.contains("copies/docs/tdd.md is there and no annotated copy"), "{said}");
    assert!(!folder.join("copies/docs/prd.md").exists(), "nothing is written where not all can be");
    // One document to a file, which must not be the document.
    let (exit, _, said) = designvet(&folder, &["annotate", "docs/prd.md", "--output", "docs/../docs/prd.md"]);
    assert_eq!(exit, 2);
    assert!(said.contains("docs/prd.md is the document itself"), "{said}");
    assert_eq!(read("docs/prd.md"), std::fs::read("samples/clinic-booking/prd.md").expect("a sample can be read"));
}

#[test]
fn an_annotated_document_is_reviewed_as_the_document() {
    let folder = sample("stridelark", "again");
    let (_, once, _) = designvet(&folder, &["annotate", "docs/prd.md"]);
    let text = String::from_utf8(once.clone()).expect("it is text");
    assert!(text.contains("See docs/tdd.md line"), "a comment on the other half names it: {text}");
    std::fs::write(folder.join("docs/prd.md"), &once).expect("a file can be written");
    let (exit, twice, _) = designvet(&folder, &["annotate", "docs/prd.md"]);
    assert_eq!((exit, twice), (0, once));
    let (exit, plain, _) = designvet(&folder, &["annotate", "--strip", "docs/prd.md"]);
    assert_eq!((exit, plain), (0, std::fs::read("samples/stridelark/prd.md").expect("a sample can be read")));
    std::fs::write(folder.join("docs/prd.md"), text.replacen(". Write: ", ". We shall. Write: ", 1)).expect("a file can be written");
    let (_, left, told) = designvet(&folder, &["annotate", "--strip", "docs/prd.md"]);
    assert!(String::from_utf8_lossy(&left).contains("We shall. Write: "));
    assert_eq!(told.trim(), "1 comment stays in docs/prd.md: somebody has changed its words");
}

#[test]
fn secrets_are_in_the_copy_as_in_the_document_and_in_no_comment() {
    let folder = sample("clinic-booking", "secret");
    let key = format!("AKIA{}", "Q3EGRIKBTQ7FXWZN");
    let design = std::fs::read_to_string(folder.join("docs/tdd.md")).expect("a file can be read");
    let text = format!("{design}\nThe service signs with the key {key} and keeps passwords.\n");
    std::fs::write(folder.join("docs/tdd.md"), &text).expect("a file can be written");
    let (_, copy, _) = designvet(&folder, &["annotate", "docs/tdd.md"]);
    let copy = String::from_utf8(copy).expect("it is text");
    assert!(copy.contains("designvet privacy-secret-in-document"), "{copy}");
    assert_eq!(copy.matches(&key).count(), 1, "{copy}");
    assert_eq!(strip(&copy), text);
}
