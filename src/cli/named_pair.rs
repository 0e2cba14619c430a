//! The two documents of a pair that are named on the command line, reviewed as a pair whatever they were read as.

use super::args::{Compared, Global};
use super::files::{self, Changes, Profiles};
use super::output;
use super::review::named_inputs;
use crate::checklist::Side;
use crate::config::is_sound;
use crate::diagnostic::Diagnostic;
use crate::facts::GivenKind;
use crate::review::{Input, Inputs, Mode, Review};
use crate::rule::DocKind;
use std::mem::ManuallyDrop;

/// What the two documents are, in the order in which they are named: kind, and what people call it.
const PLACES: [(&str, &str); 2] = [("prd", "the product document"), ("tdd", "the design")];

/// Reviews the two documents; None when a problem that was told does not allow it.
pub(super) fn read(args: &Compared, changes: Changes<'_>, globals: &Global) -> anyhow::Result<Option<ManuallyDrop<Review>>> {
    let mut profiles = Profiles::new(globals, changes);
    let named = [&args.prd, &args.tdd].into_iter().zip(PLACES.map(|(kind, _)| kind));
    let (inputs, mut problems) = named_inputs(named, args.stdin_path.as_deref(), &mut profiles)?;
    problems.splice(0..0, profiles.problems.iter().cloned());
    if !is_sound(&problems) || inputs.len() != PLACES.len() {
        output::diagnostics(globals, &problems)?;
        return Ok(None);
    }
    let read = |files: Vec<Input>| {
        let inputs = Inputs { files, mode: Mode::Review, available: &files::available };
        // Never given back, like the profiles.
        ManuallyDrop::new(crate::review::review(inputs, &profiles.profiles))
    };
    let mut review = read(inputs.clone());
    problems.extend(unclear(&inputs, &review));
    if !is_pair(&review) {
        let (inputs, moved) = by_place(inputs, &review);
        problems.extend(moved);
        review = read(inputs);
    }
    problems.extend(review.diagnostics.iter().cloned());
    output::diagnostics(globals, &problems)?;
    Ok(is_sound(&problems).then_some(review))
}

/// Why the two are no pair after all.
pub(super) fn no_pair(review: &Review) -> String {
    let skipped = review.documents.iter().find_map(|document| Some((document.path(), document.skipped.as_deref()?)));
    let (path, reason) = skipped.unwrap_or((review.documents[0].path(), "it is not half of a pair"));
    format!("{path}: {reason}")
}

/// True when one document says what is wanted and the other how it is built, in whatever order they were named.
fn is_pair(review: &Review) -> bool {
    let side = |id| review.document(id).facts.as_ref().map_or(Side::None, |facts| facts.kind.side);
    let set = review.sets.first();
    set.and_then(|set| Some((side(set.requirements?), side(set.design?))))
        .is_some_and(|(product, design)| product.has_requirements() && matches!(design, Side::Design | Side::Both))
}

/// Documents that nothing but their place on the command line tells the kind of.
fn unclear<'a>(inputs: &'a [Input], review: &'a Review) -> impl Iterator<Item = Diagnostic> + 'a {
    inputs.iter().zip(&review.documents).zip(PLACES).filter_map(|((input, document), (_, name))| {
        let (fallback, facts) = (input.fallback.as_ref()?, document.facts.as_ref()?);
        let problem = format!("neither name, title nor content say what it is; taken for {name}, its place on the command line");
        (facts.kind.reason == fallback.reason).then(|| Diagnostic::warning("kind", problem).at_path(document.path()))
    })
}

/// Documents that are no pair, each as what its place on the command line makes it, and what each was read as before.
fn by_place(inputs: Vec<Input>, review: &Review) -> (Vec<Input>, Vec<Diagnostic>) {
    let mut moved = Vec::new();
    let inputs = inputs.into_iter().zip(&review.documents).zip(PLACES).map(|((mut input, document), (kind, name))| {
        let Some(facts) = &document.facts else { return input };
        let fits = match kind {
            "prd" => facts.kind.side.has_requirements(),
            _ => matches!(facts.kind.side, Side::Design | Side::Both),
        };
        if !fits {
            let read = format!("read as {} ({})", review.kind_title(document), facts.kind.reason);
            let problem = Diagnostic::warning("kind", format!("{read}; taken for {name}, its place on the command line"));
            moved.push(problem.at_path(document.path()));
            input.kind = Some(GivenKind { kind: DocKind::from(kind), reason: "its place on the command line says so".to_owned() });
        }
        input
    });
    (inputs.collect(), moved)
}
