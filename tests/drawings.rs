//! Drawings in `PlantUML`, DOT, D2 and characters to graphs: what was read by hand beside each drawing, what the real tools say of
//! samples, and sources made to stall a reader.
//!
//! The samples lie in `../shared/reference/diagrams` or in `$DESIGNVET_SHARED/reference/diagrams` and are no part of the project.

mod walk;

use designvet::diagram::{self, Diagram, FlowGraph, NodeKind};
use designvet::document::{BlockKind, Document};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The lines that a graph comes to in the fixtures, sorted.
fn lines(graph: &FlowGraph) -> Vec<String> {
    let mut found = Vec::new();
    for node in &graph.nodes {
        found.push(format!("node: {}", node.label));
        if let Some(boundary) = node.boundary {
            found.push(format!("in: {} in {}", node.label, graph.boundaries[boundary].label));
        }
    }
    for boundary in &graph.boundaries {
        found.push(format!("boundary: {}", boundary.label));
        if let Some(parent) = boundary.parent {
            found.push(format!("inside: {} in {}", boundary.label, graph.boundaries[parent].label));
        }
    }
    for flow in &graph.flows {
        let arrow = if flow.both_ways {
            "<->"
        } else if flow.directed {
            "->"
        } else {
            "--"
        };
        let label = if flow.label.is_empty() { String::new() } else { format!(": {}", flow.label) };
        found.push(format!("flow: {} {arrow} {}{label}", graph.nodes[flow.from].label, graph.nodes[flow.to].label));
    }
    found.sort();
    found
}

fn fenced(lang: &str, body: &str) -> Diagram {
    let text = format!("# Architecture\n\n``````{lang}\n{body}\n``````\n");
    diagram::find(&Document::parse(&text), &text).pop().unwrap_or_else(|| panic!("no diagram in\n{body}"))
}

fn graph(lang: &str, body: &str) -> FlowGraph {
    let found = fenced(lang, body);
    assert_eq!(found.refusal, None, "{body}");
    found.graph.unwrap_or_else(|| panic!("no graph of\n{body}"))
}

/// Every drawing of a folder of fixtures with the lines expected of it: name, graph, lines.
fn fixtures(folder: &str) -> Vec<(String, Option<FlowGraph>, Vec<String>)> {
    let mut found = Vec::new();
    for path in walk::files(&Path::new("tests/diagrams").join(folder), "md") {
        let text = std::fs::read_to_string(&path).expect("a fixture is UTF-8");
        let document = Document::parse(&text);
        let diagrams = diagram::find(&document, &text);
        let blocks = document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Code { .. })).collect::<Vec<_>>();
        assert!(blocks.len() % 2 == 0, "{}: every drawing is followed by what is expected of it", path.display());
        for pair in blocks.chunks(2) {
            let name = text[..pair[0].span.start as usize].lines().rfind(|line| line.starts_with("## ")).unwrap_or_default();
            let drawn = diagrams.iter().find(|diagram| diagram.span == pair[0].span).and_then(|diagram| diagram.graph.clone());
            let mut expected: Vec<String> = pair[1].span.of(&text).lines().map(str::to_owned).filter(|line| !line.is_empty()).collect();
            expected.sort();
            found.push((format!("{}: {}", path.display(), name.trim_start_matches("## ")), drawn, expected));
        }
    }
    assert!(!found.is_empty(), "there are no fixtures in {folder}");
    found
}

fn agree(folder: &str, least: usize) {
    let all = fixtures(folder);
    let mut wrong = String::new();
    let mut differ = 0;
    for (name, drawn, expected) in &all {
        let mut read = drawn.as_ref().map(lines).unwrap_or_default();
        if !expected.iter().any(|line| line.starts_with("inside:")) {
            read.retain(|line| !line.starts_with("inside:"));
        }
        if read != *expected {
            differ += 1;
            let missing: Vec<_> = expected.iter().filter(|line| !read.contains(line)).collect();
            let extra: Vec<_> = read.iter().filter(|line| !expected.contains(line)).collect();
            let _ = writeln!(wrong, "{name}\n  missing {missing:#?}\n  extra {extra:#?}");
        }
    }
    assert!(differ == 0, "{differ} of {} differ:\n{wrong}", all.len());
    assert!(all.len() >= least, "only {} drawings", all.len());
}

#[test]
fn drawings_in_characters_are_read_as_a_person_reads_them() {
    agree("ascii", 50);
}

#[test]
fn plantuml_is_read_as_a_person_reads_it() {
    agree("plantuml", 5);
}

#[test]
fn dot_is_read_as_a_person_reads_it() {
    agree("dot", 4);
}

#[test]
fn d2_is_read_as_a_person_reads_it() {
    agree("d2", 4);
}

/// Ids and kinds of the nodes.
fn kinds(graph: &FlowGraph) -> Vec<(&str, NodeKind)> {
    graph.nodes.iter().map(|node| (node.id.as_str(), node.kind)).collect()
}

#[test]
fn shapes_and_words_say_what_a_node_is() {
    use NodeKind::{Entity, External, Person, Process, State, Store};
    for (lang, body, expected) in [
        (
            "plantuml",
            "actor A\ndatabase B\ncloud C\n[D]\ncomponent E <<external>>\nA --> B\nC --> D",
            vec![("A", Person), ("B", Store), ("C", External), ("D", Process), ("E", External)],
        ),
        ("plantuml", "class Order {\n  id\n}\nOrder --> Customer", vec![("Order", Entity), ("Customer", Entity)]),
        ("plantuml", "state Idle\nIdle --> Busy", vec![("Idle", State), ("Busy", State)]),
        (
            "plantuml",
            "!include C4.puml\nPerson(u, \"U\")\nSystem_Ext(x, \"X\")\nContainerDb(d, \"D\", \"SQL\")\nRel(u, x, \"r\")",
            vec![("u", Person), ("x", External), ("d", Store)],
        ),
        ("dot", "digraph { u [label=\"End user\"]; d [shape=cylinder]; u -> d }", vec![("u", Person), ("d", Store)]),
        (
            "d2",
            "u: {shape: person}\nd: {shape: cylinder}\nt: {shape: sql_table; id: int}\nc: {shape: cloud}\nu -> d -> t -> c",
            vec![("u", Person), ("d", Store), ("t", Entity), ("c", External)],
        ),
    ] {
        assert_eq!(kinds(&graph(lang, body)), expected, "{body}");
    }
}

#[test]
fn fields_of_tables_classes_and_boxes_are_kept() {
    for (lang, body, expected) in [
        ("plantuml", "entity users {\n  *id : int\n  --\n  ssn : text\n}\nusers ||--o{ orders", vec!["*id : int", "ssn : text"]),
        ("plantuml", "class A {\n  name: String\n  {method} run()\n}\nA --> B", vec!["name: String", "{method} run()"]),
        ("d2", "users: {\n  shape: sql_table\n  id: int {constraint: primary_key}\n  ssn: varchar\n}\nusers -> x", vec!["id", "ssn"]),
        (
            "",
            "+---------+\n| Users   |\n|---------|\n| ssn     |\n| mail    |\n+----+----+\n     |\n     v\n+---------+\n| Backup  |\n+---------+",
            vec!["ssn", "mail"],
        ),
    ] {
        let text = format!("# Architecture\n\n``````{lang}\n{body}\n``````\n");
        let found = diagram::find(&Document::parse(&text), &text);
        let graph = found.first().and_then(|diagram| diagram.graph.as_ref()).unwrap_or_else(|| panic!("no graph of\n{body}"));
        let fields: Vec<&str> = graph.nodes[0].fields.iter().map(|span| span.of(&text)).collect();
        assert_eq!(fields, expected, "{body}");
    }
}

#[test]
fn places_are_those_of_the_source() {
    for (lang, body, node, flow) in [
        ("plantuml", "[A] as a\na --> b : x", "[A] as a", "a --> b : x"),
        ("dot", "digraph { a -> b [label=x]; }", "a", "a -> b [label=x]"),
        ("d2", "a: A\na -> b: x", "a", "a -> b"),
        ("", "Web client ──► API server ──► DB", "Web client", "──►"),
    ] {
        let text = format!("# Architecture\n\n``````{lang}\n{body}\n``````\n");
        let found = diagram::find(&Document::parse(&text), &text);
        let graph = found.first().and_then(|diagram| diagram.graph.as_ref()).unwrap_or_else(|| panic!("no graph of\n{body}"));
        assert_eq!((graph.nodes[0].span.of(&text), graph.flows[0].span.of(&text)), (node, flow), "{body}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    for (lang, body, place, reason) in [
        ("plantuml", "actor B\nactor A as\n", "actor A as", "the name after `as` is missing"),
        ("plantuml", "[A] -->\n[B]", "[A] -->", "the arrow has no target"),
        ("plantuml", "A -> B\nnote left\nfoo", "note left", "the note is not closed"),
        ("plantuml", "actor \"A\n", "actor \"A", "the quote is not closed"),
        ("dot", "digraph {\n a -> ;\n}", ";", "the edge has no target"),
        ("dot", "digraph { a -- b }", "--", "`--` needs a `graph`"),
        ("dot", "graph { a -> b }", "->", "`->` needs a `digraph`"),
        ("dot", "digraph { a [label=<<b>x</b>] }", "<<b>x</b>] }\n", "the label in angle brackets is not closed"),
        ("dot", "digraph { a -> b", "", "the graph is not closed by `}`"),
        ("d2", "a -> b\nb -> : x", "b -> : x", "the connection has no target"),
        ("d2", "a: {\n  b\n", "{", "the brace is not closed"),
        ("d2", "a\n}", "}", "the brace closes nothing"),
        ("d2", "a: \"x", "\"x", "the quoted text is not closed"),
    ] {
        let text = format!("# Architecture\n\n``````{lang}\n{body}\n``````\n");
        let found = diagram::find(&Document::parse(&text), &text);
        let refusal = found.first().and_then(|diagram| diagram.refusal.clone()).unwrap_or_else(|| panic!("not refused:\n{body}"));
        assert_eq!((refusal.span.of(&text).trim_end(), refusal.reason.as_str()), (place.trim_end(), reason), "{body}");
    }
}

#[test]
fn diagrams_without_parts_are_accepted_without_a_graph() {
    for body in [
        "@startuml\nstart\n:Receive;\nstop\n@enduml",
        "@startmindmap\n* a\n@endmindmap",
        "@startgantt\n[a] lasts 1 day\n@endgantt",
        "@startuml\n@enduml",
    ] {
        let found = fenced("plantuml", body);
        assert_eq!((found.graph, found.refusal), (None, None), "{body}");
    }
}

#[test]
fn too_many_parts_are_refused() {
    let many = |ids: &str| (0..300).fold(String::new(), |all, number| all + &format!(" {ids}{number}"));
    let product = format!("digraph {{ {{{}}} -> {{{}}} }}", many("a"), many("b"));
    let nodes = (0..=diagram::LARGEST).fold(String::new(), |all, number| all + &format!("n{number}\n"));
    let globs = (0..300).fold("* -> *\n".to_owned(), |all, number| all + &format!("n{number}\n"));
    let classes = (0..=diagram::LARGEST).fold(String::new(), |all, number| all + &format!("class n{number}\n"));
    for (lang, body) in [("dot", product), ("dot", format!("digraph {{ {nodes} }}")), ("d2", nodes), ("d2", globs), ("plantuml", classes)] {
        let found = fenced(lang, &body);
        assert!(found.refusal.is_some_and(|refusal| refusal.reason.contains("parts")), "{}", &body[..60]);
    }
}

#[test]
fn large_and_deep_sources_neither_stall_nor_overflow() {
    let megabytes = |piece: &str, count: usize| piece.repeat((count << 20) / piece.len());
    for (lang, body) in [
        ("dot", format!("digraph {{ {}", megabytes("subgraph { ", 2))),
        ("dot", format!("digraph {{ {} }}", megabytes("a -> b; ", 10))),
        ("dot", format!("digraph {{ a [label=\"{}\"] }}", megabytes("x", 10))),
        ("dot", format!("digraph {{ a [label={}", megabytes("<", 4))),
        ("dot", format!("digraph {{ subgraph s {{ a b c d e f g h }} {} }}", megabytes("subgraph s {} ", 4))),
        ("dot", format!("digraph {{ a {}", megabytes("-> { b ", 2))),
        ("d2", megabytes("a: {", 2)),
        ("d2", megabytes("a.", 2)),
        ("d2", megabytes("a -> ", 2) + "a"),
        ("d2", megabytes("x: |md a\n", 2)),
        ("d2", format!("{}* -> *\n", megabytes("*.style.fill: red\n", 2))),
        ("plantuml", megabytes("package A {\n", 2)),
        ("plantuml", megabytes("note left\n", 2)),
        ("plantuml", megabytes("/' ", 2)),
        ("plantuml", format!("!define A() B()\n!define B() A()\n{}", megabytes("A()\n", 2))),
        ("plantuml", format!("!define X {}\n{}", megabytes("x", 1), megabytes("X\n", 1))),
        ("plantuml", megabytes("A -> B : x\n", 10)),
        ("plantuml", megabytes("A -[#red", 2)),
        ("", megabytes("+--", 2)),
        ("", megabytes("+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+\n", 1)),
        ("", (megabytes("+", 1) + "\n").repeat(2)),
        ("", ("┼".repeat(400) + "\n").repeat(400) + "Client -> API -> DB\n"),
        ("", ("┌".repeat(400) + "\n").repeat(400) + "Client -> API -> DB\n"),
        ("", ("| ".repeat(200) + "\n").repeat(400) + "Client -> API -> DB\n"),
        ("", ("->".repeat(200) + "\n").repeat(400)),
        ("", ("a -> ".repeat(80) + "\n").repeat(400)),
        ("", megabytes("Client -> API -> DB\n", 10)),
    ] {
        let text = format!("# Architecture\n\n``````{lang}\n{body}\n``````\n");
        let clock = std::time::Instant::now();
        let _ = diagram::find(&Document::parse(&text), &text);
        let took = clock.elapsed();
        assert!(took.as_secs() < 20, "{took:?} for {lang} {}", &body.chars().take(40).collect::<String>());
    }
}

/// Where the samples of other projects are; None, with a note, when they are not at hand.
fn samples() -> Option<PathBuf> {
    let shared = std::env::var_os("DESIGNVET_SHARED").map_or_else(|| Path::new("..").join("shared"), PathBuf::from);
    let root = shared.join("reference/diagrams");
    if !root.is_dir() {
        let _ = writeln!(std::io::stderr(), "NOT TESTED: there are no samples in {} (set DESIGNVET_SHARED)", root.display());
        return None;
    }
    Some(root)
}

/// What the real tool says: file, first number (parts) and second number (connections), None for what it refuses.
fn answers(root: &Path, tool: &str) -> Vec<(PathBuf, Option<Vec<usize>>)> {
    let said = std::fs::read_to_string(root.join(format!("oracle_{tool}.txt"))).expect("the answers lie beside the samples");
    let mut found = Vec::new();
    // An answer may go on in the next line.
    for line in said.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit() || c == 'b')) {
        let (file, answer) = line.split_once([' ', ':']).expect("a file and an answer");
        let refused = answer.trim().starts_with("ERR");
        let numbers = answer.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
        found.push((root.join(tool).join(file), (!refused).then_some(numbers)));
    }
    assert!(found.len() > 5, "{tool}: the answers are not understood");
    found
}

/// Reads every sample; `parts` and flows must be what the real tool counts, each with what it counts beside them.
fn hold_against(tool: &str, lang: &str, more: &[(&str, usize, usize)]) {
    let Some(root) = samples() else { return };
    for (path, answer) in answers(&root, tool) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let found = fenced(lang, &std::fs::read_to_string(&path).expect("a sample is UTF-8"));
        let Some(numbers) = answer else {
            assert!(found.refusal.is_some(), "{name} must be refused");
            continue;
        };
        assert_eq!(found.refusal, None, "{name}");
        let graph = found.graph.unwrap_or_default();
        let whole = |node: &diagram::Node| node.boundary.is_some_and(|at| graph.boundaries[at].span == node.span);
        let nodes = graph.nodes.iter().filter(|node| !whole(node)).count();
        let &(_, parts, flows) = more.iter().find(|(file, ..)| name.starts_with(file)).unwrap_or(&("", 0, 0));
        // PlantUML counts neither boundaries nor arrows.
        let parts = parts + nodes + if tool == "plantuml" { 0 } else { graph.boundaries.len() };
        let said = numbers.iter().copied().filter(|_| !name.starts_with("09_activity")).collect::<Vec<_>>();
        if let [all, connections, ..] = said[..]
            && tool != "plantuml"
        {
            assert_eq!((parts, graph.flows.len() + flows), (all, connections), "{name}");
        } else if let [all, ..] = said[..] {
            assert_eq!(parts, all, "{name}");
        }
    }
}

#[test]
fn samples_of_plantuml_count_as_the_real_tool_counts_them() {
    hold_against("plantuml", "plantuml", &[]);
}

#[test]
fn samples_of_dot_count_as_the_real_tool_counts_them() {
    // Subgraphs that are not drawn count there and are no boundaries here.
    hold_against("dot", "dot", &[("02_", 1, 0), ("07_", 4, 0)]);
}

#[test]
fn samples_of_d2_count_as_the_real_tool_counts_them() {
    // A note of a participant and the lifelines count there.
    hold_against("d2", "d2", &[("05_", 1, 2)]);
}
