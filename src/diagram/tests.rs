//! Diagrams of every notation, and what they are taken for.

use super::*;

/// Notation and kind of every diagram of a document.
fn found(markdown: &str) -> Vec<(Notation, DiagramKind)> {
    find(&Document::parse(markdown), markdown).into_iter().map(|d| (d.notation, d.kind)).collect()
}

fn fenced(heading: &str, lang: &str, body: &str) -> Option<(Notation, DiagramKind)> {
    found(&format!("# {heading}\n\n```{lang}\n{body}\n```\n")).pop()
}

#[test]
fn mermaid_is_told_by_its_keyword() {
    for (body, kind) in [
        ("graph LR; A[Mobile app]-->|REST|B(Backend); B-->C[(\"User DB\")]", DiagramKind::DataFlow),
        ("%% who calls whom\nsequenceDiagram\n  Alice->>Bob: hi", DiagramKind::Sequence),
        ("---\ntitle: x\n---\nC4Context\n  System(a, \"b\")", DiagramKind::Architecture),
        ("architecture-beta\n  service db(database)[Database]", DiagramKind::Architecture),
        ("erDiagram\n  A ||--o{ B : has", DiagramKind::Er),
        ("classDiagram\n  A <|-- B", DiagramKind::Class),
        ("stateDiagram-v2\n  [*] --> Idle", DiagramKind::State),
        ("journey\n  title My day", DiagramKind::Ui),
        ("gantt\n  title Plan", DiagramKind::Other),
        ("gitGraph\n  commit", DiagramKind::Other),
    ] {
        assert_eq!(fenced("X", "mermaid", body), Some((Notation::Mermaid, kind)), "{body}");
    }
    assert_eq!(fenced("X", "", "sequenceDiagram\n  A->>B: hi"), Some((Notation::Mermaid, DiagramKind::Sequence)));
}

#[test]
fn flowcharts_are_told_by_their_nodes() {
    let screens = "flowchart TD\n  A[Login page] --> B[Home screen]\n  B --> C[Click checkout button]\n  C --> D{Logged in?}";
    let states = "flowchart LR\n  Draft --> Submitted --> Approved --> Archived";
    let build = "flowchart LR\n  A[Commit] --> B[Lint] --> C[Unit tests] --> D[Deploy to staging]";
    let shapes = "flowchart TD\n  A@{ shape: cyl, label: \"Customer PII\" } --> B@{ shape: rounded, label: \"Masking service\" }\n  B --> C[Report API]";
    let wizard = "flowchart LR\n  A[Item] --> B[General] --> C[Review and submit]";
    for (heading, body, flow) in [
        ("Screens", screens, false),
        ("Order", states, false),
        ("Delivery", build, false),
        ("X", shapes, true),
        ("Wizard", wizard, false),
        ("Architecture", "graph TD\n  A[Intake] --> B[Forecast]", true),
    ] {
        let kind = fenced(heading, "mermaid", body).map(|(_, kind)| kind);
        assert_eq!(kind.map(DiagramKind::is_flow), Some(flow), "{heading}: {kind:?}");
    }
}

#[test]
fn plantuml_dot_and_d2_are_told_apart() {
    for (lang, body, expected) in [
        ("plantuml", "@startuml\nparticipant A\nA -> B : call\n@enduml", (Notation::Plantuml, DiagramKind::Sequence)),
        ("puml", "@startuml\ndatabase DB\n[API] --> DB\n@enduml", (Notation::Plantuml, DiagramKind::Architecture)),
        ("", "@startuml\n!include <C4/C4_Container>\nContainer(a, \"b\")\n@enduml", (Notation::Plantuml, DiagramKind::Architecture)),
        ("plantuml", "@startuml\nclass A {\n  x\n}\n@enduml", (Notation::Plantuml, DiagramKind::Class)),
        ("plantuml", "@startuml\n[*] --> Idle\n@enduml", (Notation::Plantuml, DiagramKind::State)),
        ("plantuml", "@startmindmap\n* a\n@endmindmap", (Notation::Plantuml, DiagramKind::Other)),
        ("dot", "digraph G { browser -> api; api -> db; }", (Notation::Dot, DiagramKind::Architecture)),
        ("", "digraph { draft -> submitted -> approved }", (Notation::Dot, DiagramKind::State)),
        ("d2", "internet.user -> vpc.api: HTTPS\nvpc.api -> vpc.db: SQL", (Notation::D2, DiagramKind::DataFlow)),
        ("d2", "flow: {\n  shape: sequence_diagram\n  a -> b: x\n}", (Notation::D2, DiagramKind::Sequence)),
        ("d2", "users: {shape: sql_table}\norders.user_id -> users.id", (Notation::D2, DiagramKind::Er)),
        ("structurizr", "workspace {\n  model {\n  }\n}", (Notation::Structurizr, DiagramKind::Architecture)),
    ] {
        assert_eq!(fenced("X", lang, body), Some(expected), "{body}");
    }
}

#[test]
fn boxes_and_arrows_in_characters_are_flows() {
    let boxes = "┌─────────┐     ┌──────────┐\n│ Browser │────►│ API      │\n└─────────┘     └────┬─────┘\n                     ▼\n                PostgreSQL";
    let plus = "+---------+\n| Client  |\n+----+----+\n     |\n     v\n+---------+\n| Server  |\n+---------+";
    let column = "Client layer\n     ↓\nAPI layer\n     ↓\nDatabase";
    let chain = "[Browser] --> [Upload service] --> [S3 bucket]\n[S3 bucket] --> [Scan worker] --> [Database]";
    let tree = "Browser\n├── GET assets ───► CDN\n├── POST /orders ──► API server\n└── WebSocket ─────► Event bus";
    for body in [boxes, plus, column, chain, tree] {
        let kind = fenced("System", "", body);
        assert!(kind.is_some_and(|(notation, kind)| notation == Notation::Ascii && kind.is_flow()), "{kind:?}\n{body}");
    }
}

#[test]
fn other_drawings_in_characters_are_no_flows() {
    let folders = "app/\n├── src/\n│   └── main.rs\n└── README.md";
    let screen =
        "┌──────────────────────┐\n│ Search: [________]   │\n│ ( ) Monthly (•) Year │\n│ [ Cancel ] [ Save ]  │\n└──────────────────────┘";
    let states = "DRAFT → SUBMITTED → FUNDED → SETTLED";
    let table = "+------+-------+\n| id   | name  |\n+------+-------+\n| 1    | Ann   |\n+------+-------+";
    let routes = "/         → Overview\n/runs     → Run list\n/settings → Settings";
    let code = "fn main() -> i32 {\n    let x = a->b;\n    return x;\n}";
    let error = "error: no such field\n --> src/lib.rs:4:2\n  |\n4 | a + b\n  | ^^^^^";
    for body in [folders, screen, states, table, routes, code, error] {
        let kind = fenced("Details", "", body);
        assert!(!kind.is_some_and(|(_, kind)| kind.is_flow()), "{kind:?}\n{body}");
    }
}

#[test]
fn pictures_and_boards_are_told_by_their_words() {
    let text = "# Overview\n\n![Data flow from the order page to the till](a.svg)\n\n![login screen](architecture.png)\n\n![](img/system-architecture.png)\n\n\
                [Sequence diagram](https://miro.com/app/board/1)\n\n<img alt=\"Component diagram\" src=\"c.png\">\n\n![logo](logo.png)\n";
    let expected = [
        (Notation::Image, DiagramKind::DataFlow),
        (Notation::Image, DiagramKind::Ui),
        (Notation::Image, DiagramKind::Architecture),
        (Notation::Link, DiagramKind::Sequence),
        (Notation::Image, DiagramKind::Architecture),
        (Notation::Image, DiagramKind::Ui),
    ];
    assert_eq!(found(text), expected);
}

#[test]
fn a_line_of_arrows_is_a_chain_of_its_parts() {
    assert_eq!(chain("Client -> API → DB"), Some(vec!["Client".to_owned(), "API".to_owned(), "DB".to_owned()]));
    assert_eq!(chain("a sentence without any"), None);
}
