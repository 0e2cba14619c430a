//! Claims to comply with a law, and what in the design would meet it.

use super::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::facts::RegulationRole;
use crate::finding::{Label, Observation};
use crate::source::Span;

/// A claim to comply is backed by something that the law asks for: the signal `LAW-obligations`.
pub(super) const CLAIM: CheckSpec = CheckSpec { name: "regulation-claim", parameters: &[], values: &["list"] };

/// Bytes around the name of a law in which a claim stands.
const AROUND: usize = 40;
/// Words of a claim.
const CLAIMS: &[&str] =
    &["compliant", "comply with", "complies with", "compliance with", "complying with", "conforms to", "in accordance with"];
/// Words with which it is a question, a plan or somebody else's.
const OTHERWISE: &[&str] =
    &["non-compli", "not ", "no ", "?", "risk", "violat", "competitor", "require", "if ", "may ", "might", "provider", "vendor"];

pub(super) fn check_claim(cx: &Context<'_>) -> Outcome {
    let laws = &cx.checklist.terms.regulations;
    let mut open: Vec<(String, Label)> = Vec::new();
    let mut met = None;
    for fact in cx.subject.facts.regulations.iter().filter(|fact| fact.role == RegulationRole::Named) {
        let law = &laws[fact.regulation];
        let signal = format!("{}-obligations", law.id);
        if !cx.checklist.signals.iter().any(|known| known.id == signal) || !is_claimed(cx.subject.file.text(), fact.mention.span) {
            continue;
        }
        let documents = std::iter::once(cx.subject).chain(cx.counterpart);
        let shown = documents
            .flat_map(|document| document.facts.shown(&signal, cx.checklist).into_iter().map(move |s| document.label(s.span, "")))
            .next();
        match shown {
            Some(label) => met = met.or(Some((law.name.to_string(), label))),
            None => open.push((cx.subject.text(fact.mention.span).to_owned(), cx.subject.label(fact.mention.span, ""))),
        }
    }
    if open.is_empty() {
        return match met {
            Some((name, label)) => Outcome::Satisfied(format!("{name}: something that it asks for"), Some(label)),
            None => Outcome::NotApplicable("no compliance is claimed".to_owned()),
        };
    }
    let names: Vec<&str> = open.iter().map(|(name, _)| name.as_str()).collect();
    let observation = Observation::new(open[0].1.clone(), "claims").value("list", super::join(&names, "and"));
    Outcome::finding(observation.related(open.iter().skip(1).take(3).map(|(_, label)| label.clone())))
}

/// True when the words around the name of a law claim that it is met.
fn is_claimed(text: &str, span: Span) -> bool {
    let from = text.floor_char_boundary((span.start as usize).saturating_sub(AROUND));
    let to = text.floor_char_boundary((span.end as usize + AROUND).min(text.len()));
    let before = text[from..span.start as usize].rsplit(['\n', '|']).next().unwrap_or_default().to_lowercase();
    let after = text[span.end as usize..to].split(['\n', '|']).next().unwrap_or_default().to_lowercase();
    let around = format!("{before} {after}");
    CLAIMS.iter().any(|word| around.contains(word)) && !OTHERWISE.iter().any(|word| around.contains(word))
}
