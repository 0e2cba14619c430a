//! Temporary driver: prints facts as the scorer wants them.
use designvet::facts::{DataFlowState, Facts, TopicState};
use designvet::{checklist, document::Document, source::SourceFile};
use serde_json::json;
fn main() {
    let specs: Vec<checklist::CheckSpec> = [
        "topic-required",
        "topic-content",
        "document-kind",
        "document-substance",
        "document-language",
        "placeholder",
        "document-control",
        "counterpart",
        "reference",
        "wording",
        "waiver",
    ]
    .iter()
    .map(|n| checklist::CheckSpec { name: n, parameters: &["topics", "any", "counterpart", "looks-for"] })
    .collect();
    let (list, problems) = checklist::load(&checklist::builtin(), &specs);
    for p in problems {
        eprintln!("{p:?}");
    }
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (mut docs, mut reqs) = (Vec::new(), Vec::new());
    for path in args.iter().skip(1).filter(|a| a.ends_with(".md")) {
        let Ok(bytes) = std::fs::read(path) else { continue };
        let Ok(file) = SourceFile::decode(path.clone(), bytes, 1 << 24) else { continue };
        let d = Document::parse(file.text());
        let f = Facts::of(&file, &d, &list, None);
        let lines = |s: designvet::source::Span| json!([file.lines1(s).0, file.lines1(s).1]);
        let topics: Vec<_> = list
            .topics
            .iter()
            .zip(&f.topics)
            .filter(|(t, _)| t.reported || std::env::var("ALL").is_ok())
            .map(|(t, x)| {
                let state = if x.state.is_accepted() {
                    "addressed"
                } else if x.state == TopicState::Missing && x.mention.is_none() {
                    "absent"
                } else {
                    "stub"
                };
                json!({"id": t.id, "state": state, "ladder": x.state, "lines": x.section.or(x.place).or(x.mention).map(lines)})
            })
            .collect();
        let flow = match f.data_flow.state {
            DataFlowState::Diagram => "diagram",
            DataFlowState::Prose => "prose",
            DataFlowState::Absent => "absent",
        };
        let signals: Vec<_> = list
            .signals
            .iter()
            .zip(&f.signals)
            .map(|(s, x)| json!({"id": s.id, "shown": x.shown, "words": x.spans.iter().map(|s| s.of(file.text())).collect::<Vec<_>>()}))
            .collect();
        docs.push(json!({"path": path, "kind": f.kind.id, "form": f.kind.form, "reason": f.kind.reason, "topics": topics, "data_flow": {"state": flow, "notation": f.data_flow.notation, "kind": f.data_flow.kind, "lines": f.data_flow.span.map(lines)},
            "diagrams": f.diagrams.iter().map(|d| json!({"notation": d.notation, "kind": d.kind, "lines": lines(d.span)})).collect::<Vec<_>>(), "signals": signals,
            "data_elements": [], "third_parties": [], "regions": [], "regulations": [], "retention": []}));
        for r in &f.requirements {
            reqs.push(json!({"id": r.id, "line": file.line1(r.span.start), "text": r.span.of(file.text()), "status": "not-evaluated", "links": []}));
        }
    }
    if args.first().is_some_and(|a| a == "facts") {
        println!("{:#}", json!({"schema": "designvet.facts/1", "documents": docs}));
    } else {
        println!("{:#}", json!({"schema": "designvet.review/1", "trace": {"requirements": reqs}, "discrepancies": [], "findings": []}));
    }
}
