//! Diagrams as the tools that draw them read them: the same nodes, arrows and groups, and a refusal where they refuse.
//!
//! The counts below are what Mermaid, `PlantUML`, Graphviz and D2 say of the fixtures, as far as each of them counts; `.ci/diagrams`
//! asks them again. More samples lie in `../shared/reference/diagrams` or in `$DESIGNVET_SHARED/reference/diagrams` and are no part
//! of the project.

use designvet::diagram::NodeKind::{self, Entity, External, Person, Process, State, Store};
use designvet::diagram::{Diagram, LARGEST, find};
use designvet::document::Document;
use designvet::source::SourceFile;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Nodes, flows and boundaries of a fixture, or the line at which it is refused. None where nothing is counted.
type Reads = Result<Option<[usize; 3]>, u32>;

const MERMAID: &[(&str, Reads)] = &[
    ("architecture", Ok(Some([4, 3, 2]))),
    ("c4-container", Ok(Some([5, 4, 1]))),
    ("c4-deployment", Ok(Some([2, 1, 3]))),
    ("class", Ok(Some([6, 4, 1]))),
    ("er", Ok(Some([5, 3, 0]))),
    ("flow-arrows", Ok(Some([15, 21, 0]))),
    ("flow-data", Ok(Some([6, 5, 0]))),
    ("flow-groups", Ok(Some([7, 5, 4]))),
    ("flow-line", Ok(Some([4, 3, 1]))),
    ("flow-quotes", Ok(Some([5, 4, 0]))),
    ("flow-shapes", Ok(Some([15, 14, 0]))),
    ("gantt", Ok(None)),
    ("refused-bracket-open", Err(3)),
    ("refused-deactivate", Err(3)),
    ("refused-direction", Err(1)),
    ("refused-end", Err(3)),
    ("refused-macro", Err(3)),
    ("refused-one-dash", Err(2)),
    ("refused-parenthesis", Err(2)),
    ("refused-pipe-parenthesis", Err(3)),
    ("refused-relation", Err(2)),
    ("refused-semicolon", Err(3)),
    ("refused-title", Err(2)),
    ("refused-two-nodes", Err(2)),
    ("refused-type", Err(1)),
    ("refused-words", Err(2)),
    ("sequence-blocks", Ok(Some([4, 13, 0]))),
    ("sequence-box", Ok(Some([4, 5, 2]))),
    ("state", Ok(Some([10, 8, 1]))),
];

const PLANTUML: &[(&str, Reads)] = &[
    ("activity", Ok(None)),
    ("c4", Ok(Some([4, 3, 2]))),
    ("classes", Ok(Some([7, 5, 1]))),
    ("components", Ok(Some([8, 7, 3]))),
    ("deployment", Ok(Some([6, 5, 2]))),
    ("double", Ok(Some([2, 1, 0]))),
    ("entities", Ok(Some([3, 2, 0]))),
    ("groups", Ok(Some([10, 7, 4]))),
    ("macros", Ok(Some([3, 2, 0]))),
    ("mindmap", Ok(None)),
    ("open", Ok(Some([2, 1, 1]))),
    ("refused-as", Err(2)),
    ("refused-note", Err(3)),
    ("refused-quote", Err(2)),
    ("refused-target", Err(2)),
    ("sequence-box", Ok(Some([4, 7, 1]))),
    ("sequence-plain", Ok(Some([5, 8, 0]))),
    ("states", Ok(Some([9, 7, 1]))),
    ("usecases", Ok(Some([5, 4, 1]))),
];

const DOT: &[(&str, Reads)] = &[
    ("boxes", Ok(Some([4, 3, 4]))),
    ("chains", Ok(Some([8, 9, 0]))),
    ("clusters", Ok(Some([4, 3, 3]))),
    ("defaults", Ok(Some([4, 3, 1]))),
    ("lines", Ok(Some([6, 6, 1]))),
    ("lists", Ok(Some([8, 8, 0]))),
    ("names", Ok(Some([14, 8, 0]))),
    ("nested", Ok(Some([5, 5, 3]))),
    ("ranks", Ok(Some([4, 4, 0]))),
    ("records", Ok(Some([2, 1, 0]))),
    ("refused-brace", Err(4)),
    ("refused-bracket", Err(3)),
    ("refused-comma", Err(4)),
    ("refused-comment", Err(3)),
    ("refused-dashes", Err(2)),
    ("refused-edge", Err(3)),
    ("refused-header", Err(1)),
    ("refused-keyword", Err(2)),
    ("refused-line", Err(2)),
    ("refused-name", Err(2)),
    ("refused-semicolons", Err(2)),
    ("refused-value", Err(2)),
    ("reopened", Ok(Some([4, 3, 2]))),
    ("strict", Ok(Some([3, 3, 0]))),
    ("words", Ok(Some([7, 5, 0]))),
];

const D2: &[(&str, Reads)] = &[
    ("boards", Ok(Some([2, 1, 0]))),
    ("chains", Ok(Some([12, 11, 0]))),
    ("containers", Ok(Some([5, 3, 3]))),
    ("globs", Ok(Some([7, 7, 1]))),
    ("heads", Ok(Some([7, 3, 2]))),
    ("inside", Ok(Some([2, 1, 1]))),
    ("parents", Ok(Some([6, 7, 3]))),
    ("refused-block", Err(1)),
    ("refused-brace", Err(1)),
    ("refused-close", Err(2)),
    ("refused-parent", Err(1)),
    ("refused-quote", Err(1)),
    ("refused-shape", Err(1)),
    ("refused-source", Err(1)),
    ("refused-target", Err(2)),
    ("removed", Ok(Some([5, 1, 1]))),
    ("sequence", Ok(Some([3, 5, 0]))),
    ("sequences", Ok(Some([5, 4, 1]))),
    ("tables", Ok(Some([3, 2, 0]))),
    ("text", Ok(Some([7, 5, 0]))),
    ("vars", Ok(Some([2, 1, 0]))),
];

/// Lines of the shared samples that Mermaid refuses; its own messages often name the end of the source.
const SHARED_REFUSALS: &[(&str, u32)] = &[
    ("bad_01_unclosed.mmd", 2),
    ("bad_02_arrow.mmd", 2),
    ("bad_03_end.mmd", 2),
    ("bad_04_seq.mmd", 2),
    ("bad_05_type.mmd", 1),
    ("bad_06_paren.mmd", 2),
    ("bad_07_semicolon.mmd", 3),
];

/// The only diagram of a document with `body` under a fence of `language`, and the line of its refusal within the body.
fn diagram(language: &str, body: &str) -> (Diagram, Option<u32>) {
    let text = format!("# Data flow\n\n~~~~~~{language}\n{}\n~~~~~~\n", body.trim_end());
    let mut found = find(&Document::parse(&text), &text);
    assert_eq!(found.len(), 1, "{body}");
    let diagram = found.remove(0);
    let line = diagram.refusal.as_ref().map(|refusal| SourceFile::new("a.md", text.as_str()).line1(refusal.span.start) - 3);
    (diagram, line)
}

fn reads(language: &str, body: &str) -> Reads {
    let (diagram, line) = diagram(language, body);
    match line {
        Some(line) => Err(line),
        None => Ok(diagram.graph.map(|graph| [graph.nodes.len(), graph.flows.len(), graph.boundaries.len()])),
    }
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagrams").join(name);
    std::fs::read_to_string(&path).expect("the fixture can be read")
}

/// The folder of samples with the answers of real tools, if it is at hand.
fn shared(notation: &str) -> Option<(PathBuf, String)> {
    let shared = std::env::var_os("DESIGNVET_SHARED").map_or_else(|| Path::new("..").join("shared"), PathBuf::from);
    let root = shared.join("reference/diagrams");
    let Ok(oracle) = std::fs::read_to_string(root.join(format!("oracle_{notation}.txt"))) else {
        let _ = writeln!(std::io::stderr(), "NOT TESTED: there are no samples in {} (set DESIGNVET_SHARED)", root.display());
        return None;
    };
    Some((root.join(notation), oracle))
}

fn agree(language: &str, ending: &str, table: &[(&str, Reads)]) {
    let mut files: Vec<String> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagrams").join(language))
        .expect("the fixtures can be listed")
        .map(|entry| entry.expect("the fixtures can be listed").file_name().to_string_lossy().into_owned())
        .filter_map(|file| Some(file.strip_suffix(ending)?.to_owned()))
        .collect();
    files.sort();
    assert_eq!(files, table.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    for (name, expected) in table {
        assert_eq!(reads(language, &fixture(&format!("{language}/{name}{ending}"))), *expected, "{name}");
    }
}

#[test]
fn mermaid_is_read_as_mermaid_reads_it() {
    agree("mermaid", ".mmd", MERMAID);
}

#[test]
fn plantuml_is_read_as_plantuml_reads_it() {
    agree("plantuml", ".puml", PLANTUML);
}

#[test]
fn dot_is_read_as_graphviz_reads_it() {
    agree("dot", ".dot", DOT);
}

#[test]
fn d2_is_read_as_d2_reads_it() {
    agree("d2", ".d2", D2);
}

#[test]
fn shared_mermaid_samples_are_read_as_mermaid_reads_them() {
    let Some((folder, oracle)) = shared("mermaid") else { return };
    for line in oracle.lines() {
        let name = line.split(' ').next().unwrap_or_default();
        let body = std::fs::read_to_string(folder.join(name)).expect("the sample can be read");
        let found = reads("mermaid", &body);
        if line.contains(" ERR ") {
            let expected = SHARED_REFUSALS.iter().find(|(file, _)| *file == name).map(|(_, line)| *line);
            assert_eq!(found.err(), expected, "{name}");
            continue;
        }
        let [nodes, flows, boundaries] = found.expect(name).expect(name);
        let count = |key: &str| line.split(' ').find_map(|part| part.strip_prefix(key)?.parse::<usize>().ok());
        for (expected, is) in [
            (count("nodes=").or(count("actors=")).or(count("shapes=")), nodes),
            (count("edges=").or(count("rels=")), flows),
            // Mermaid counts the boundary around all of a C4 diagram.
            (count("sub=").or(count("bounds=").map(|bounds| bounds - 1)), boundaries),
        ] {
            assert!(expected.is_none_or(|expected| expected == is), "{line}: {is}");
        }
    }
}

#[test]
fn nodes_lie_in_the_innermost_group_that_names_them() {
    let (diagram, _) = diagram("mermaid", &fixture("mermaid/flow-groups.mmd"));
    let graph = diagram.graph.expect("it is read");
    let around = |id: &str| -> Vec<&str> {
        let node = graph.node(id).expect(id);
        graph.around(node).map(|boundary| graph.boundaries[boundary].label.as_str()).collect()
    };
    assert_eq!(around("press"), ["Shop floor", "Print plant (Leeds)"]);
    assert_eq!(around("store"), ["Print plant (Leeds)"]);
    assert_eq!(around("desk"), ["Quiet corner"]);
    // An arrow from a group starts within it.
    assert_eq!(around("plant"), ["Print plant (Leeds)"]);
    let kind = |id: &str| graph.nodes[graph.node(id).expect(id)].kind;
    assert_eq!((kind("mill"), kind("store"), kind("press")), (External, Store, Process));
}

#[test]
fn shapes_and_words_say_what_a_node_is() {
    let kinds = |body: &str| -> Vec<NodeKind> {
        let (diagram, line) = diagram("mermaid", body);
        assert_eq!(line, None, "{body}");
        diagram.graph.expect("it is read").nodes.iter().map(|node| node.kind).collect()
    };
    let flow = "flowchart LR\n  u([End user]) --> a[Queue worker] --> b[Event queue] --> c{Paid?} --> d[Redis] --> e[Third-party scorer]\n  e --> f[Postgres client] --> g[Order service DB]";
    assert_eq!(kinds(flow), [Person, Process, Store, State, Store, External, Process, Store]);
    assert_eq!(kinds(&fixture("mermaid/c4-container.mmd")), [Person, External, Process, Store, Store]);
    assert_eq!(
        kinds("sequenceDiagram\n  actor A as Ann\n  participant B@{ \"type\": \"database\" }\n  A->>B: x\n  A->>C: y"),
        [Person, Store, Process]
    );
    assert_eq!(
        kinds("architecture-beta\n  service a(disk)[Photos]\n  service b(internet)[Web]\n  service c(server)[Shop]"),
        [Store, External, Process]
    );
    assert_eq!(kinds("erDiagram\n  A ||--o{ B : has"), [Entity, Entity]);
    assert_eq!(kinds("stateDiagram-v2\n  [*] --> Idle"), [State, State]);
}

#[test]
fn words_and_fields_keep_their_places() {
    let body = fixture("mermaid/er.mmd");
    let text = format!("# Model\n\n```mermaid\n{body}```\n");
    let graph = find(&Document::parse(&text), &text).remove(0).graph.expect("it is read");
    let member = &graph.nodes[graph.node("MEMBER").expect("it is named")];
    assert_eq!(member.span.of(&text), "MEMBER");
    assert_eq!(member.fields.iter().map(|field| field.of(&text)).collect::<Vec<_>>(), ["string email PK \"how we write\"", "date born"]);
    assert_eq!(graph.flows[1].label, "is lent in");
    assert_eq!(graph.flows[1].span.of(&text), "BOOK |o..|{ LOAN : \"is lent in\"");
    let (quotes, _) = diagram("mermaid", &fixture("mermaid/flow-quotes.mmd"));
    let quotes = quotes.graph.expect("it is read");
    assert_eq!(quotes.nodes[0].label, "Frau Öz (Köln) [1]");
    assert_eq!(quotes.flows[0].label, "says \"hello\"; waits");
    assert_eq!(quotes.nodes[4].label, "Van");
}

#[test]
fn heads_of_arrows_are_directions() {
    let (diagram, _) = diagram("mermaid", "flowchart LR\n  a --> b\n  a --- c\n  a <--> d\n  a -- x ---> e");
    let graph = diagram.graph.expect("it is read");
    let heads: Vec<(bool, bool)> = graph.flows.iter().map(|flow| (flow.directed, flow.both_ways)).collect();
    assert_eq!(heads, [(true, false), (false, false), (true, true), (true, false)]);
}

#[test]
fn fence_in_a_quote_or_an_item_is_read_without_its_marks() {
    for text in [
        "> ```mermaid\n> flowchart LR\n>   a --> b\n>   b --> c\n> ```\n",
        "- x\n\n  ```mermaid\n  flowchart LR\n    a --> b\n    b --> c\n  ```\n",
    ] {
        let diagram = find(&Document::parse(text), text).remove(0);
        assert_eq!(diagram.refusal, None, "{text}");
        assert_eq!(diagram.graph.map(|graph| graph.flows.len()), Some(2), "{text}");
    }
}

#[test]
fn too_much_is_refused_soon() {
    let list = |letter: char| (0..1_500).map(|n| format!("{letter}{n}")).collect::<Vec<_>>().join(" & ");
    let bodies = [
        format!("flowchart LR\n{} --> {}", list('a'), list('b')),
        format!("flowchart LR\n{}", "a --> b\n".repeat(10 << 17)),
        format!("sequenceDiagram\n{}", "A->>B: x\n".repeat(LARGEST + 1)),
        format!("flowchart LR\n{}", "A -- b\nA == c\nA -. d\n".repeat(40_000)),
        format!("flowchart LR\n{}", "subgraph a\n".repeat(LARGEST + 1)),
    ];
    for body in bodies {
        let text = format!("```mermaid\n{body}\n```\n");
        let document = Document::parse(&text);
        let start = Instant::now();
        let found = find(&document, &text);
        let spent = start.elapsed();
        assert!(found[0].refusal.is_some() && found[0].graph.is_none());
        // A stall would be minutes; the bound leaves room for a slow machine.
        assert!(spent < Duration::from_secs(5), "{spent:?} for {}", &body[..40]);
    }
}
