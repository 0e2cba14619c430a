//! `PlantUML` source to what it shows.

mod arrow;
mod read;
mod source;

pub(super) use read::read;

use super::DiagramKind;
use super::judge::{Context, Parts, judge};

/// Words that declare a component, store or boundary.
const DEPLOYMENT: &[&str] = &[
    "component",
    "node",
    "database",
    "cloud",
    "rectangle",
    "queue",
    "package",
    "folder",
    "frame",
    "storage",
    "artifact",
    "agent",
    "stack",
    "system",
    "container",
    "boundary",
];
/// Words that only sequence diagrams have.
const SEQUENCE: &[&str] = &["participant", "autonumber", "activate", "deactivate", "alt", "loop", "opt", "par", "collections"];

/// What a diagram shows.
pub(super) fn kind(body: &str, context: &Context<'_>) -> DiagramKind {
    let start = body.lines().map(str::trim).find(|l| l.starts_with("@start")).unwrap_or("@startuml");
    match start.split_whitespace().next().unwrap_or_default() {
        "@startuml" => {}
        "@startsalt" => return DiagramKind::Ui,
        "@startdot" => return super::dot::dot_kind(body, context),
        _ => return DiagramKind::Other,
    }
    if body.contains("C4_") || ["Person(", "System(", "Container(", "ContainerDb(", "Component("].iter().any(|m| body.contains(m)) {
        return DiagramKind::Architecture;
    }
    let (mut deployment, mut sequence, mut classes, mut entities, mut activity, mut states, mut use_cases, mut arrows) =
        (0, 0, 0, 0, 0, 0, 0, 0);
    let mut parts = Parts::default();
    let mut messages = 0;
    for line in body.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('\'') && !l.starts_with('@') && !l.starts_with('!'))
    {
        let first = line.split([' ', '(', '{']).next().unwrap_or_default();
        let arrow = ["->", "-->", "<-", "..>", "--", "~>"].iter().any(|a| line.contains(a));
        deployment += usize::from(DEPLOYMENT.contains(&first) || line.starts_with('[') && line.contains(']'));
        sequence += usize::from(SEQUENCE.contains(&first));
        classes += usize::from(matches!(first, "class" | "interface" | "enum" | "abstract") && !arrow);
        entities += usize::from(first == "entity" && line.ends_with('{') || line.contains("||--") || line.contains("}o--"));
        activity += usize::from(first == "start" || line.starts_with(':') && line.ends_with(';') || line.starts_with("if ("));
        states += usize::from(line.contains("[*]") || first == "state");
        use_cases += usize::from(first == "usecase" || line.starts_with('(') && line.contains(')'));
        arrows += usize::from(arrow);
        messages += usize::from(arrow && line.contains(':'));
        if activity > 0 && line.starts_with(':') {
            parts.labels.push(line.trim_matches([':', ';']).to_owned());
            parts.edges += 1;
        }
    }
    if states > 0 {
        DiagramKind::State
    } else if activity > 1 {
        judge(&parts, context)
    } else if entities > 0 && deployment == 0 {
        DiagramKind::Er
    } else if classes > 0 && classes >= deployment && sequence == 0 {
        DiagramKind::Class
    } else if use_cases > deployment {
        DiagramKind::Ui
    } else if sequence > 0 || deployment == 0 && messages > 0 {
        DiagramKind::Sequence
    } else if deployment > 0 || arrows > 1 {
        DiagramKind::Architecture
    } else {
        DiagramKind::Other
    }
}
