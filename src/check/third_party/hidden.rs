//! Third parties that only code or a drawing knows.

use super::{fences, is_drawn, is_within, listing};
use crate::check::{Context, Outcome, Subject};
use crate::checklist::CheckSpec;
use crate::facts::{Mention, PartyRole, ThirdParty};
use crate::terms::Receives;

/// Third parties in code and drawings are named in the text.
pub(in crate::check) const HIDDEN: CheckSpec = CheckSpec { name: "third-party-hidden", parameters: &[], values: &["list", "are", "where"] };

pub(in crate::check) fn check_hidden(cx: &Context<'_>) -> Outcome {
    let subject = cx.subject;
    let used: Vec<&ThirdParty> = subject.facts.third_parties.iter().filter(|party| is_used(party)).collect();
    if used.is_empty() {
        return Outcome::NotApplicable("no third party is used".to_owned());
    }
    let elsewhere = |party: &ThirdParty| {
        cx.counterpart.is_some_and(|other| other.facts.third_parties.iter().any(|known| known.id == party.id && is_told(other, known)))
    };
    let shown = |party: &ThirdParty| {
        let proof = |mention: &Mention| is_proof(mention) || is_imported(subject.file.text(), mention) || is_drawn(subject, mention.span);
        party.mentions.iter().any(|(_, mention)| proof(mention))
    };
    let hidden: Vec<&ThirdParty> =
        used.iter().filter(|party| shown(party) && !is_told(subject, party) && !elsewhere(party)).copied().collect();
    if hidden.is_empty() {
        return Outcome::Satisfied("each third party is named in the text".to_owned(), None);
    }
    let drawn = hidden.iter().all(|party| party.mentions.iter().all(|(_, mention)| is_drawn(subject, mention.span)));
    let are = if hidden.len() == 1 { "is" } else { "are" };
    Outcome::finding(listing(cx, &hidden, "hidden").value("are", are).value("where", if drawn { "a drawing" } else { "code or a drawing" }))
}

/// True for rules that read a use in code.
fn is_proof(mention: &Mention) -> bool {
    matches!(mention.decided_by, "package" | "called-address" | "environment")
}

/// True on a line of code that takes in a library.
fn is_imported(text: &str, mention: &Mention) -> bool {
    let before = &text[..mention.span.start as usize];
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    ["import ", "from ", "require ", "use ", "using "].iter().any(|start| line.starts_with(start)) || line.contains("require(")
}

fn is_used(party: &ThirdParty) -> bool {
    party.role == PartyRole::Used && party.receives == Receives::Yes && !party.unnamed && party.vendor.is_some()
}

/// True when some mention stands in the text.
fn is_told(document: Subject<'_>, party: &ThirdParty) -> bool {
    let fences = fences(document.file.text());
    let code = |mention: &Mention| {
        let in_code = is_within(&fences, mention.span);
        let text = document.file.text().as_bytes();
        let before = (mention.span.start as usize).checked_sub(1).and_then(|at| text.get(at));
        in_code
            || matches!(mention.decided_by, "package" | "called-address" | "environment")
            || before.is_some_and(|byte| matches!(byte, b'`' | b'"' | b'\'' | b'/' | b'_' | b'-' | b'.' | b'@'))
            || text.get(mention.span.end as usize).is_some_and(|byte| {
                matches!(byte, b'_' | b'.' | b'-') && text.get(mention.span.end as usize + 1).is_some_and(u8::is_ascii_alphanumeric)
            })
    };
    party.mentions.iter().any(|(_, mention)| !is_drawn(document, mention.span) && !code(mention))
}
