//! Documents, checklist and settings to a [`Review`]: the whole product as one function.

mod baseline;
mod companion;
mod discrepancies;
mod requirements;
mod verdict;
mod waivers;
mod wording;

pub use baseline::{BaselineUse, Beside, Counts, Scope, Standing, State};
use discrepancies::Compared;
pub use discrepancies::ReportedDiscrepancy;
pub use requirements::{TracedPlace, TracedRequirement};
pub use verdict::Verdict;

use crate::check::{self, Availability, Context, Mismatch, Outcome, Subject};
use crate::checklist::{Checklist, Condition, Override, Rule, Side, When};
use crate::diagnostic::Diagnostic;
use crate::discrepancy::Discrepancy;
use crate::document::{Document, Notation};
use crate::facts::{Facts, GivenKind, Half, secret};
use crate::finding::{Finding, Label};
use crate::pair::{self, Candidate, Set};
use crate::rule::{DocKind, RuleId};
use crate::settings::{FailOn, Settings, StatedPair};
use crate::source::{Encoding, FileId, SourceFile, Span};
use crate::text::Text;
pub use crate::waiver::Waived;
use crate::waiver::{self, Cover, WaiverFile};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use waivers::{Records, worded};
use wording::{finding, number_equals};

/// A file to review.
#[derive(Debug, Clone)]
pub struct Input {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The kind it is given, and by what.
    pub kind: Option<GivenKind>,
    /// The kind it gets when nothing else tells.
    pub fallback: Option<GivenKind>,
    /// Index of its profile.
    pub profile: usize,
}

/// Checklist and settings of some of the files: those under one configuration file.
#[derive(Debug)]
pub struct Profile {
    /// What is looked for.
    pub checklist: Checklist,
    /// How.
    pub settings: Settings,
    /// What is accepted, and what reviewers add.
    pub waivers: Option<Arc<WaiverFile>>,
}

/// What belongs together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Many documents: pairs are found.
    Check,
    /// One review: the first file is the product document or the only one, the second the design, the rest are notes.
    Review,
}

/// What is reviewed.
pub struct Inputs<'a> {
    /// The files.
    pub files: Vec<Input>,
    /// How they belong together.
    pub mode: Mode,
    /// Tells whether a relative path in the document at a path leads to a file.
    pub available: &'a (dyn Fn(&str, &str) -> Availability + Sync),
}

/// A document and what became of it.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// Its number; index into [`Review::documents`].
    pub id: FileId,
    /// Its text.
    pub file: Arc<SourceFile>,
    /// Index into [`Review::profiles`].
    pub profile: usize,
    /// What it says; None when reading it failed.
    pub facts: Option<Facts>,
    /// Why it was not reviewed; None for a reviewed one.
    pub skipped: Option<String>,
    /// What each rule came to, by rule id.
    pub outcomes: Vec<(RuleId, Outcome)>,
}

impl Reviewed {
    /// Its path as reports show it.
    pub fn path(&self) -> &str {
        self.file.path()
    }

    /// Its text and what it says; None when reading it failed.
    pub fn read(&self) -> Option<(&SourceFile, &Facts)> {
        Some((&self.file, self.facts.as_ref()?))
    }

    fn subject(&self) -> Option<Subject<'_>> {
        self.read().map(|(file, facts)| Subject { id: self.id, file, facts })
    }
}

/// The result. Everything that a report shows is a value in here.
#[derive(Debug)]
pub struct Review {
    /// Every file, in the order of reports.
    pub documents: Vec<Reviewed>,
    /// Files of waivers in use, numbered behind the documents: findings and waivers may point into them.
    pub records: Vec<Reviewed>,
    /// Which documents belong together.
    pub sets: Vec<Set>,
    /// What stands, by file, place and rule.
    pub findings: Vec<Finding>,
    /// What waivers hide, in the same order.
    pub waived: Vec<Waived>,
    /// What baselines hide, in the same order; none before [`Review::set_aside`].
    pub known: Vec<Finding>,
    /// The baselines that were used, by path.
    pub baselines: Vec<BaselineUse>,
    /// What the documents were held against, by profile.
    pub profiles: Vec<Against>,
    /// Requirements of the product documents.
    pub requirements: Vec<TracedRequirement>,
    /// What the documents of each pair differ in, pair by pair, the most certain first.
    pub discrepancies: Vec<ReportedDiscrepancy>,
    /// Problems with the inputs.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a profile held documents against.
#[derive(Debug)]
pub struct Against {
    /// Every rule that was used, by id.
    pub rules: BTreeMap<RuleId, Rule>,
    /// Titles of kinds of document, for sentences.
    pub kinds: BTreeMap<DocKind, String>,
    /// What makes the run fail.
    pub fail_on: FailOn,
    /// Hash of the checklists, in hex.
    pub checklist_hash: String,
    /// Hash of the configuration, in hex.
    pub config_hash: String,
}

/// Reviews documents. The same inputs give the same review, whatever the order of the files in [`Mode::Check`].
pub fn review(inputs: Inputs<'_>, profiles: &[Profile]) -> Review {
    review_beside(inputs, Vec::new(), profiles)
}

/// Reviews documents beside others that were not asked for: of these, those that belong to one of them are read for comparison, and
/// nothing is reported in them but what concerns one that was asked for.
pub fn review_beside(inputs: Inputs<'_>, companions: Vec<Input>, profiles: &[Profile]) -> Review {
    let Inputs { mut files, mode, available } = inputs;
    let aside: BTreeSet<String> = companions.iter().map(|input| input.file.path().to_owned()).collect();
    files.extend(companions);
    if mode == Mode::Check {
        files.sort_by(|a, b| a.file.path().cmp(b.file.path()));
    }
    let read: Vec<(Input, Result<Facts, String>)> = files
        .into_par_iter()
        .map(|mut input| {
            let facts = catch_unwind(AssertUnwindSafe(|| {
                let secrets = secret::find(input.file.text());
                if !secrets.is_empty() {
                    // From here on nothing sees them: no fact, no message, no report.
                    input.file = Arc::new(secret::mask(&input.file, &secrets));
                }
                Facts { secrets, ..read(&input, &profiles[input.profile].checklist) }
            }));
            (input, facts.map_err(|panic| panic_text(&*panic)))
        })
        .collect();
    let mut diagnostics = Vec::new();
    let mut documents = Vec::with_capacity(read.len());
    for (number, (input, facts)) in read.into_iter().enumerate() {
        let id = FileId(number as u32);
        if !aside.contains(input.file.path()) {
            diagnostics.extend(reading_notes(&input.file, &facts));
        }
        let skipped = match &facts {
            Err(_) => Some("it could not be read".to_owned()),
            Ok(facts) => skip_reason(facts, &profiles[input.profile].checklist),
        };
        documents.push(Reviewed { id, file: input.file, profile: input.profile, facts: facts.ok(), skipped, outcomes: Vec::new() });
    }
    let mut sets = sets(&documents, mode, profiles);
    if !aside.is_empty() {
        companion::keep(&mut documents, &mut sets, &aside);
    }
    diagnostics.extend(mismatches(&documents, &sets));
    diagnostics.extend(read_halves(&mut documents, &sets, profiles));
    let against: Vec<Against> = profiles.iter().map(against).collect();
    let compared = discrepancies::compare(&documents, &sets, profiles);
    let mut of_member: BTreeMap<FileId, Vec<&Set>> = BTreeMap::new();
    for set in &sets {
        set.members().for_each(|id| of_member.entry(id).or_default().push(set));
    }
    let records = Records::of(profiles, documents.len());
    let evaluated: Vec<Evaluated> = of_member
        .into_par_iter()
        .map(|(id, sets)| {
            let profile = documents[id.0 as usize].profile;
            let company = Company::of(id, &sets, &documents, &compared);
            evaluate(id, &company, &documents, &against[profile].rules, &profiles[profile], records.of_profile(profile), available)
        })
        .collect();
    let (mut findings, mut waived) = (Vec::new(), Vec::new());
    let mut covers: BTreeMap<FileId, Vec<Cover>> = BTreeMap::new();
    for result in evaluated {
        if let Some((_, record)) = records.of_profile(documents[result.id.0 as usize].profile) {
            covers.entry(record).or_default().extend(result.covers);
        }
        findings.extend(result.findings);
        waived.extend(result.waived);
        diagnostics.extend(result.diagnostics);
        documents[result.id.0 as usize].outcomes = result.outcomes;
    }
    if !aside.is_empty() {
        let is_asked = |label: &Label| documents[label.file.0 as usize].skipped.is_none();
        findings.retain(|finding| is_asked(&finding.primary) || finding.related.iter().any(is_asked));
        waived.retain(|waived: &Waived| is_asked(&waived.finding.primary));
    }
    findings.extend(records.findings(&documents, &covers, profiles, &against, available));
    findings.sort_by_key(place);
    waived.sort_by_key(|w: &Waived| place(&w.finding));
    let requirements = requirements::of(&documents, &compared);
    let discrepancies = discrepancies::report(&compared, &documents, &against);
    let (known, baselines) = Default::default();
    let records = records.reviewed;
    Review { documents, records, sets, findings, waived, known, baselines, profiles: against, requirements, discrepancies, diagnostics }
}

/// The order of findings: by file, place and rule.
fn place(finding: &Finding) -> (FileId, Span, RuleId) {
    (finding.primary.file, finding.primary.span, finding.rule.clone())
}

/// Reads of the halves of pairs what they are held against each other by. One that cannot be read is left out from here on.
fn read_halves(documents: &mut [Reviewed], sets: &[Set], profiles: &[Profile]) -> Vec<Diagnostic> {
    let pairs = sets.iter().filter_map(|set| Some([set.requirements?, set.design?]));
    let halves: BTreeSet<FileId> = pairs.flatten().collect();
    let read = |document: &mut Reviewed| {
        let facts = document.facts.as_mut()?;
        let checklist = &profiles[document.profile].checklist;
        match catch_unwind(AssertUnwindSafe(|| Half::of(&document.file, checklist, facts))) {
            Ok(half) => {
                facts.half = half;
                None
            }
            Err(panic) => {
                document.facts = None;
                document.skipped = Some("it could not be read".to_owned());
                Some(reading_notes(&document.file, &Err(panic_text(&*panic))))
            }
        }
    };
    let halves = documents.par_iter_mut().filter(|document| halves.contains(&document.id));
    let failed: Vec<Vec<Diagnostic>> = halves.filter_map(read).collect();
    failed.concat()
}

/// Facts of one file; the fallback kind is used when nothing else tells what it is.
fn read(input: &Input, checklist: &Checklist) -> Facts {
    let document = Document::of(&input.file);
    let facts = Facts::of(&input.file, &document, checklist, input.kind.as_ref());
    if facts.kind.side == Side::None && facts.kind.doubt.is_none() && input.fallback.is_some() {
        return Facts::of(&input.file, &document, checklist, input.fallback.as_ref());
    }
    facts
}

fn against(profile: &Profile) -> Against {
    let Profile { checklist, settings, .. } = profile;
    let used = checklist.rules.iter().filter(|(_, rule)| settings.uses(rule));
    Against {
        rules: used.map(|(id, rule)| (id.clone(), Rule { enabled: true, ..rule.clone() })).collect(),
        kinds: checklist.kinds.iter().map(|k| (k.id.clone(), k.title.to_string())).collect(),
        fail_on: settings.fail_on,
        checklist_hash: checklist.hash.clone(),
        config_hash: settings.config_hash.clone(),
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without a message").to_owned()
}

/// What a user should know about how a file was read.
fn reading_notes(file: &Arc<SourceFile>, facts: &Result<Facts, String>) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    match file.encoding() {
        Encoding::Utf8 => {}
        Encoding::Utf16 => notes.push(Diagnostic::note("encoding", "read as UTF-16").at_path(file.path()).help("save it as UTF-8")),
        Encoding::Windows1252 => {
            notes.push(
                Diagnostic::warning("encoding", "not UTF-8; read as Windows-1252 (Latin-1)").at_path(file.path()).help("save it as UTF-8"),
            );
        }
    }
    match facts {
        Ok(facts) => {
            let of_rows = Notation::of(file.path()) != Notation::Markdown;
            notes.extend(facts.problems.iter().map(|(span, what)| {
                if of_rows {
                    Diagnostic::error("unreadable", what.clone()).at(file, *span).help("export it again, or leave it out")
                } else {
                    Diagnostic::note("front-matter", what.clone()).at(file, *span)
                }
            }));
        }
        Err(panic) => {
            let problem = Diagnostic::error("internal", format!("a bug in designvet: {panic}")).at_path(file.path());
            notes.push(problem.help("please report it, with the document if you can"));
        }
    }
    notes
}

/// The status of a document that something else took the place of: no rule is held against it unless it asks for that.
const SUPERSEDED: &str = "superseded";

/// Why a document is not reviewed. One that is called a design and reads like something else is: that is the finding.
fn skip_reason(facts: &Facts, checklist: &Checklist) -> Option<String> {
    if facts.control.state == Some(SUPERSEDED) && facts.substance.stub.is_some() {
        let status = facts.control.status.as_deref().unwrap_or(SUPERSEDED);
        return Some(format!("a stub with the status \u{201c}{status}\u{201d}"));
    }
    if facts.kind.side != Side::None || facts.kind.doubt.is_some() {
        return None;
    }
    let form = facts.kind.form.as_ref().and_then(|form| checklist.kind(form.as_str()));
    Some(match form {
        Some(form) => format!("{}: {}", form.title, facts.kind.reason),
        None => facts.kind.reason.clone(),
    })
}

fn sets(documents: &[Reviewed], mode: Mode, profiles: &[Profile]) -> Vec<Set> {
    let reviewed = || documents.iter().filter(|d| d.skipped.is_none());
    let stated: Vec<StatedPair> = profiles.iter().flat_map(|profile| &profile.settings.pairs).cloned().collect();
    let checklist = &profiles[0].checklist;
    if mode == Mode::Check {
        let candidates: Vec<Candidate<'_>> = reviewed().filter_map(candidate_of).collect();
        return pair::pairs(&candidates, checklist, &stated);
    }
    let mut set = Set::default();
    for document in reviewed() {
        let side = document.facts.as_ref().map_or(Side::None, |f| f.kind.side);
        let place = match side {
            Side::Requirements | Side::Both => &mut set.requirements,
            Side::Design => &mut set.design,
            Side::Notes => {
                set.notes.push(document.id);
                continue;
            }
            Side::Alone | Side::None => {
                set.others.push(document.id);
                continue;
            }
        };
        // Two documents read as the same side: the order in which they were named decides.
        let taken = place.is_some();
        if !taken {
            *place = Some(document.id);
        } else if set.design.is_none() {
            set.design = Some(document.id);
        } else {
            set.others.push(document.id);
        }
    }
    let candidate = |id: Option<FileId>| candidate_of(&documents[id?.0 as usize]);
    if let (Some(product), Some(design)) = (candidate(set.requirements), candidate(set.design)) {
        set.mismatch = pair::mismatch(&product, &design, checklist, &stated);
    }
    vec![set]
}

fn candidate_of(document: &Reviewed) -> Option<Candidate<'_>> {
    Some(Candidate { id: document.id, file: &document.file, facts: document.facts.as_ref()? })
}

/// Documents that were named together and do not seem to belong together.
fn mismatches(documents: &[Reviewed], sets: &[Set]) -> Vec<Diagnostic> {
    let path = |id: FileId| documents[id.0 as usize].path();
    let apart = sets.iter().filter_map(|set| Some((set.requirements?, set.design?, set.mismatch.as_ref()?)));
    apart
        .map(|(product, design, reason)| {
            let problem = format!("this and {} do not seem to belong together: {reason}", path(product));
            Diagnostic::warning("pair", problem).at_path(path(design)).help("if they do, let one link to the other at its top")
        })
        .collect()
}

/// A product document and its design, held against each other or against notes.
#[derive(Clone, Copy)]
struct Held<'a> {
    pair: [Subject<'a>; 2],
    /// The likely ones.
    discrepancies: &'a [Discrepancy],
}

impl<'a> Held<'a> {
    fn of(compared: &'a Compared, documents: &'a [Reviewed]) -> Option<Self> {
        let subject = |id: FileId| documents[id.0 as usize].subject();
        Some(Self { pair: [subject(compared.product)?, subject(compared.design)?], discrepancies: compared.likely() })
    }
}

/// The other half of a pair, and what the two differ in.
type Counterpart<'a> = (Subject<'a>, Option<Held<'a>>);

/// What a document is reviewed beside.
#[derive(Default)]
struct Company<'a> {
    /// The other halves of its pairs.
    counterparts: Vec<Counterpart<'a>>,
    /// What it was named with and does not seem to belong to.
    mismatch: Option<Mismatch<'a>>,
    /// What may be its other half.
    candidates: Vec<Subject<'a>>,
    /// Of notes: the pair they are about, and what they say that the two do not.
    walkthrough: Option<Held<'a>>,
}

impl<'a> Company<'a> {
    fn of(id: FileId, sets: &[&'a Set], documents: &'a [Reviewed], compared: &'a [Compared]) -> Self {
        let said = compared.iter().find(|said| said.notes == Some(id)).and_then(|said| Held::of(said, documents));
        let mut company = Self { walkthrough: said, ..Self::default() };
        let subject = |id: FileId| documents[id.0 as usize].subject();
        for set in sets {
            company.candidates.extend(set.candidates.iter().copied().filter_map(subject));
            let Some(other) = set.counterpart(id).and_then(subject) else { continue };
            match &set.mismatch {
                Some(reason) => company.mismatch = Some(Mismatch { other, reason, is_asked: set.design == Some(id) }),
                None => {
                    let held = compared.iter().find(|pair| pair.is_of(set)).and_then(|pair| Held::of(pair, documents));
                    company.counterparts.push((other, held));
                }
            }
        }
        company
    }
}

/// What became of one document.
struct Evaluated {
    id: FileId,
    findings: Vec<Finding>,
    waived: Vec<Waived>,
    /// What the entries of a file of waivers speak of.
    covers: Vec<Cover>,
    outcomes: Vec<(RuleId, Outcome)>,
    diagnostics: Vec<Diagnostic>,
}

fn evaluate(
    id: FileId,
    company: &Company<'_>,
    documents: &[Reviewed],
    rules: &BTreeMap<RuleId, Rule>,
    profile: &Profile,
    entries: Option<(&WaiverFile, FileId)>,
    available: &(dyn Fn(&str, &str) -> Availability + Sync),
) -> Evaluated {
    let Profile { checklist, settings, .. } = profile;
    let (findings, waived, covers, outcomes, diagnostics) = Default::default();
    let mut result = Evaluated { id, findings, waived, covers, outcomes, diagnostics };
    let Some(this) = documents[id.0 as usize].subject() else { return result };
    // Checks that find nothing to review come first and silence the rest.
    let judged = rules.values().filter(|r| r.check != check::WAIVER.name);
    let (gates, rest): (Vec<_>, Vec<_>) = judged.partition(|r| check::GATES.contains(&r.check.as_ref()));
    let mut nothing_to_review: Option<RuleId> = None;
    for rule in gates.into_iter().chain(rest) {
        let judged = match &nothing_to_review {
            Some(gate) => Judged::of(Outcome::NotEvaluated(format!("see {gate}: there is nothing else to review"))),
            None => {
                let judge = |counterpart| judge(rule, this, counterpart, company, profile, available);
                match company.counterparts.as_slice() {
                    [] => judge(None),
                    others => Judged::beside_each(others.iter().map(|other| (other.0.id, judge(Some(*other))))),
                }
            }
        };
        if matches!(judged.outcome, Outcome::Findings(_)) && check::GATES.contains(&rule.check.as_ref()) {
            nothing_to_review = Some(rule.id.clone());
        }
        result.findings.extend(judged.findings);
        result.diagnostics.extend(judged.problem);
        result.outcomes.push((rule.id.clone(), judged.outcome));
    }
    result.outcomes.sort_by(|a, b| a.0.cmp(&b.0));
    let known = checklist.rules.keys().collect();
    let evaluated = waivers::evaluated(&result.outcomes);
    let read = |id: FileId| documents[id.0 as usize].read();
    let Subject { file, facts, .. } = this;
    let held = waiver::Held { id, file, facts, read: &read, known: &known, evaluated: &evaluated, today: settings.today, entries };
    let worded = |told| worded(told, rules, |observation| this.heading_path(observation.primary.span));
    result.findings.extend(worded(waiver::remarks(&held)));
    // Before waivers are applied: what a waiver hides must not change the identity of what stands.
    number_equals(&mut result.findings, this.file.path());
    let waiver::Applied { standing, waived, told, covers } = waiver::apply(&held, result.findings);
    (result.findings, result.waived, result.covers) = (standing, waived, covers);
    let mut on_waivers = worded(told);
    number_equals(&mut on_waivers, this.file.path());
    result.findings.extend(on_waivers);
    result
}

/// What one rule came to in one document.
struct Judged {
    outcome: Outcome,
    /// The observations of the outcome as findings, in their order.
    findings: Vec<Finding>,
    problem: Option<Diagnostic>,
}

impl Judged {
    fn of(outcome: Outcome) -> Self {
        Self { outcome, findings: Vec::new(), problem: None }
    }

    /// Of a document with several counterparts: what is best beside one of them, for what one answers is answered, and what it and any
    /// of them say against each other.
    fn beside_each(judged: impl Iterator<Item = (FileId, Self)>) -> Self {
        let weight = |judged: &Self| match &judged.outcome {
            Outcome::Satisfied(..) => 0,
            Outcome::NotApplicable(_) => 1,
            Outcome::NotEvaluated(_) => 2,
            Outcome::Findings(found) => 2 + found.len(),
        };
        let mut judged: Vec<(FileId, Self)> = judged.collect();
        let best = (0..judged.len()).min_by_key(|at| weight(&judged[*at].1)).unwrap_or_default();
        let (_, mut best) = judged.swap_remove(best);
        for (other, judged) in judged {
            let Outcome::Findings(observations) = judged.outcome else { continue };
            for (observation, finding) in observations.into_iter().zip(judged.findings) {
                let is_against = finding.related.iter().any(|label| label.file == other);
                let is_known = best.findings.iter().any(|known| (&known.primary, &known.subject) == (&finding.primary, &finding.subject));
                if is_against && !is_known {
                    best.findings.push(finding);
                    match &mut best.outcome {
                        Outcome::Findings(known) => known.push(observation),
                        outcome => *outcome = Outcome::Findings(vec![observation]),
                    }
                }
            }
        }
        best
    }
}

/// Evaluates one rule on a document beside one counterpart or alone.
fn judge(
    rule: &Rule,
    this: Subject<'_>,
    counterpart: Option<Counterpart<'_>>,
    company: &Company<'_>,
    profile: &Profile,
    available: &(dyn Fn(&str, &str) -> Availability + Sync),
) -> Judged {
    let Profile { checklist, settings, .. } = profile;
    let held = counterpart.map_or(company.walkthrough, |(_, held)| held);
    let counterpart = counterpart.map(|(other, _)| other);
    if let Some(reason) = applies(rule, this, counterpart, checklist) {
        return Judged::of(Outcome::NotApplicable(reason));
    }
    let asked_of_counterpart = counterpart.is_some_and(|other| applies(rule, other, Some(this), checklist).is_none());
    let resolved = resolve(rule, this, counterpart, checklist);
    let Company { mismatch, candidates, .. } = company;
    let as_held: &dyn for<'r> Fn(&'r Rule) -> Option<Cow<'r, Rule>> =
        &|other| applies(other, this, counterpart, checklist).is_none().then(|| resolve(other, this, counterpart, checklist));
    let context = Context {
        rule: &resolved,
        checklist,
        subject: this,
        counterpart,
        pair: held.map(|held| held.pair),
        discrepancies: held.map_or(&[][..], |held| held.discrepancies),
        asked_of_counterpart,
        mismatch: *mismatch,
        candidates,
        as_held,
        today: settings.today,
        runs: settings.runs.as_deref(),
        available,
    };
    match catch_unwind(AssertUnwindSafe(|| check::run(&context))) {
        Ok(Outcome::Findings(observations)) => {
            let findings = observations.iter().map(|o| finding(&resolved, o.clone(), this.heading_path(o.primary.span))).collect();
            Judged { outcome: Outcome::Findings(observations), findings, problem: None }
        }
        Ok(outcome) => Judged::of(outcome),
        Err(panic) => {
            let text = panic_text(&*panic);
            let problem = Diagnostic::error("internal", format!("a bug in designvet, in {}: {text}", rule.id));
            let problem = problem.at_path(this.file.path()).help("please report it, with the document if you can");
            Judged { problem: Some(problem), ..Judged::of(Outcome::NotEvaluated("it failed inside".to_owned())) }
        }
    }
}

/// The rule with the overrides that hold for a document.
fn resolve<'r>(rule: &'r Rule, subject: Subject<'_>, counterpart: Option<Subject<'_>>, checklist: &Checklist) -> Cow<'r, Rule> {
    let mut resolved = Cow::Borrowed(rule);
    for change in rule.overrides.iter().filter(|change| unmet(&change.when, subject.facts, counterpart, checklist).is_none()) {
        let Override { when: _, severity, confidence, release, teams, blocks_review, enabled, message, any, topics } = change;
        let target = resolved.to_mut();
        target.severity = severity.unwrap_or(target.severity);
        target.confidence = confidence.unwrap_or(target.confidence);
        target.release = release.unwrap_or(target.release);
        target.blocks_review = blocks_review.unwrap_or(target.blocks_review);
        target.enabled = enabled.unwrap_or(target.enabled);
        target.parameters.any = any.unwrap_or(target.parameters.any);
        if let Some(topics) = topics {
            target.parameters.topics.clone_from(topics);
        }
        if let Some(teams) = teams {
            target.teams.clone_from(teams);
        }
        if let Some(message) = message {
            target.message.clone_from(message);
        }
    }
    resolved
}

/// Why a rule is not evaluated on a document; None when it is.
fn applies(rule: &Rule, subject: Subject<'_>, counterpart: Option<Subject<'_>>, checklist: &Checklist) -> Option<String> {
    let facts = subject.facts;
    let mut changes = rule.overrides.iter().rev().filter_map(|change| Some((&change.when, change.enabled?)));
    let last = changes.find(|(when, _)| unmet(when, facts, counterpart, checklist).is_none());
    if !last.map_or(rule.enabled, |(_, enabled)| enabled) {
        return Some("switched off for such a document".to_owned());
    }
    let retired = facts.control.state.is_some_and(|state| state == SUPERSEDED);
    if retired && !rule.overrides.iter().any(|o| o.enabled == Some(true) && o.when.status.iter().any(|s| s == SUPERSEDED)) {
        let status = facts.control.status.as_deref().unwrap_or(SUPERSEDED);
        return Some(format!("nobody builds from it any more: \u{201c}{status}\u{201d}"));
    }
    let kind = &facts.kind;
    if !rule.applies_to.contains(&kind.id) && !kind.form.as_ref().is_some_and(|form| rule.applies_to.contains(form)) {
        return Some(format!("not for {}", checklist.kind(kind.id.as_str()).map_or(kind.id.as_str(), |k| k.title.as_ref())));
    }
    unmet(&rule.when, facts, counterpart, checklist).map(|unmet| unmet.reason(checklist))
}

/// What a document lacks of a condition.
enum Unmet<'w> {
    /// It came with its other half, or without.
    Paired(bool),
    Kind,
    Status,
    /// All of these facts.
    Facts(&'w [Text]),
    /// It shows this one.
    Without(&'w str),
}

impl Unmet<'_> {
    fn reason(&self, checklist: &Checklist) -> String {
        match self {
            Self::Paired(true) => "it came with its other half".to_owned(),
            Self::Paired(false) => "it came without its other half".to_owned(),
            Self::Kind => "another kind of document".to_owned(),
            Self::Status => "another status".to_owned(),
            Self::Facts(facts) => {
                let titles: Vec<String> = facts.iter().map(|condition| condition_title(condition, checklist)).collect();
                format!("nothing shows that {}", titles.join(" or "))
            }
            Self::Without(condition) => condition_title(condition, checklist),
        }
    }
}

/// Why a condition does not hold; None when it does.
fn unmet<'w>(when: &'w When, facts: &Facts, counterpart: Option<Subject<'_>>, checklist: &Checklist) -> Option<Unmet<'w>> {
    if when.paired.is_some_and(|paired| paired != counterpart.is_some()) {
        return Some(Unmet::Paired(counterpart.is_some()));
    }
    let kind = &facts.kind;
    if !when.kind.is_empty() && !when.kind.contains(&kind.id) && !kind.form.as_ref().is_some_and(|form| when.kind.contains(form)) {
        return Some(Unmet::Kind);
    }
    if !when.status.is_empty() && !facts.control.state.is_some_and(|state| when.status.iter().any(|s| s == state)) {
        return Some(Unmet::Status);
    }
    let holds = |condition: &Text| !facts.shown(condition, checklist).is_empty();
    if let Some(hidden) = when.facts.iter().position(|condition| !holds(condition)) {
        return Some(Unmet::Facts(&when.facts[hidden..=hidden]));
    }
    if let Some(shown) = when.without.iter().find(|condition| holds(condition)) {
        return Some(Unmet::Without(shown));
    }
    let shown = when.any_facts.is_empty() || when.any_facts.iter().any(holds);
    (!shown).then_some(Unmet::Facts(&when.any_facts))
}

/// What a condition asks for, behind "nothing shows that".
fn condition_title(condition: &str, checklist: &Checklist) -> String {
    let signal = checklist.signals.iter().find(|signal| signal.id == condition);
    let kind = Condition::parse(condition);
    let named = kind.name().map(|name| format!(" ({name})")).unwrap_or_default();
    match kind {
        Condition::Signal(_) => signal.map_or_else(|| condition.to_owned(), |signal| signal.title.to_string()),
        Condition::Topic(_) => format!("it speaks of {}", kind.name().unwrap_or_default()),
        Condition::Element(_) => format!("it handles such personal data{named}"),
        Condition::ThirdParty(_) => format!("such a third party is used{named}"),
        Condition::Control(_) | Condition::Trigger(_) | Condition::Weak(_) | Condition::Planned(_) | Condition::RedFlag(_) => {
            format!("it has to do with a control{named}")
        }
        Condition::Document(_) => format!("it is such a document{named}"),
        Condition::Team(_) => format!("it names such a team{named}"),
        Condition::Regulation(_) => format!("it names such a law{named}"),
        Condition::Location(_) => format!("it names such a place{named}"),
        Condition::Retention => "it says how long data is kept".to_owned(),
        Condition::Endless => "data is kept without an end".to_owned(),
    }
}

impl Review {
    /// The document, or file of waivers, that a label points into.
    pub fn document(&self, id: FileId) -> &Reviewed {
        let number = id.0 as usize;
        self.documents.get(number).unwrap_or_else(|| &self.records[number - self.documents.len()])
    }

    /// Why a finding matters.
    pub fn why<'a>(&'a self, finding: &'a Finding) -> &'a str {
        finding.why.as_deref().unwrap_or(&self.rule(finding).why)
    }

    /// The question to the author.
    pub fn ask<'a>(&'a self, finding: &'a Finding) -> &'a str {
        finding.ask.as_deref().unwrap_or(&self.rule(finding).ask)
    }

    /// The words of a label.
    pub fn text(&self, label: &Label) -> &str {
        label.span.of(self.document(label.file).file.text())
    }

    /// What the document of a label was held against.
    pub fn against(&self, id: FileId) -> &Against {
        &self.profiles[self.document(id).profile]
    }

    /// The rule of a finding.
    pub fn rule(&self, finding: &Finding) -> &Rule {
        &self.against(finding.primary.file).rules[&finding.rule]
    }

    /// Every rule that was used, by id; of profiles that word one differently, the first.
    pub fn rules(&self) -> BTreeMap<&RuleId, &Rule> {
        let mut all = BTreeMap::new();
        for (id, rule) in self.profiles.iter().flat_map(|p| &p.rules) {
            all.entry(id).or_insert(rule);
        }
        all
    }

    /// What people call the kind of a document, for sentences.
    pub fn kind_title<'a>(&'a self, document: &'a Reviewed) -> &'a str {
        let Some(facts) = &document.facts else { return "a document" };
        let id = facts.kind.form.as_ref().unwrap_or(&facts.kind.id);
        self.profiles[document.profile].kinds.get(id).map_or(id.as_str(), String::as_str)
    }
}
