//! `check` and `review`.

use super::args::{CheckArgs, Global, ReviewArgs, Reviewing};
use super::files::{self, Changes, Profiles};
use super::fixing::{self, Mended};
use super::git::Revision;
use super::progress::Progress;
use super::rereview::{self, Earlier};
use super::{Exit, baseline, clock, companions, folder, output, recent};
use crate::burndown::{Asked, WEEKS, burndown};
use crate::config::is_sound;
use crate::diagnostic::Diagnostic;
use crate::facts::GivenKind;
use crate::fix::suggested;
use crate::item::items;
use crate::packet::packets;
use crate::report::{
    AnnotatedPage, Format, Layout, PullRequest, Shown, count, render, render_page, render_pull_request, render_step_summary,
    render_with_fixes,
};
use crate::review::{BaselineUse, Input, Inputs, Mode, Profile, Review, review_beside};
use crate::routing::route;
use crate::rule::DocKind;
use crate::settings::FailOn;
use crate::source::SourceFile;
use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// `check [PATHS...]`
pub(super) fn check(args: &CheckArgs, globals: &Global) -> anyhow::Result<Exit> {
    args.fixing.refuse_stdin(args.paths.iter())?;
    for_pull_request(&args.reviewing, args.base.as_deref())?;
    let mut mended = Mended::Nothing;
    let Found { review, profiles, searched, base, .. } = loop {
        let changes = Changes { base: args.base.as_deref(), runs: &args.runs, ..changes(&args.reviewing) };
        let mut found = match found(&args.paths, args.reviewing.stdin_path.as_deref(), changes, globals)? {
            Ok(found) => found,
            Err(exit) => return Ok(exit),
        };
        // With a revision it is not whole folders that were reviewed.
        let searched_whole = if args.base.is_some() { &[][..] } else { &args.paths };
        let is_set_aside = args.no_baseline || baseline::set_aside(&mut found.review, searched_whole, args.baseline.as_deref(), globals)?;
        if is_set_aside && mended != Mended::Written && args.fixing.is_wanted() {
            mended = fixing::mend(&args.fixing, &found.review, &found.profiles, &found.sources, globals)?;
            if mended == Mended::Written {
                continue;
            }
        }
        output::diagnostics(globals, &found.review.diagnostics)?;
        if !is_set_aside {
            return Ok(Exit::Failure);
        }
        break found;
    };
    if mended == Mended::Shown {
        return Ok(exit_of_diff(&review, &args.reviewing));
    }
    let verdict = review.verdict();
    let nothing = verdict.reviewed == 0 && !verdict.incomplete;
    let exit = if nothing && searched { Exit::Nothing } else { exit(&review, &args.reviewing) };
    report(&review, &profiles, base.as_ref(), &args.reviewing, exit, globals)?;
    // The report for people says so itself.
    if nothing && args.reviewing.format != "terminal" && args.base.is_none() {
        output::note(globals, &format!("no design document among {}", count(review.documents.len(), "file")));
    }
    if !format(&args.reviewing).tells_known() {
        review.baselines.iter().filter_map(BaselineUse::sentence).for_each(|sentence| output::note(globals, &sentence));
    }
    Ok(exit)
}

/// Documents of some paths, reviewed. Like the profiles, a review is never given back.
pub(super) struct Found {
    /// The review of the documents and of what belongs with them.
    pub review: ManuallyDrop<Review>,
    /// What it was reviewed with.
    pub profiles: ManuallyDrop<Vec<Profile>>,
    /// True when folders or globs were searched.
    pub searched: bool,
    /// The files that were named or found, as they were read: in the review secrets are masked.
    pub sources: Vec<Arc<SourceFile>>,
    /// The revision that they differ from, where one was named.
    pub base: Option<Revision>,
}

/// Reviews the documents of some paths, tells of them by `tell`, and gives how the run ends: a command that finds nothing wrong by itself.
pub(super) fn tell_of(
    paths: &[PathBuf],
    stdin_path: Option<&Path>,
    globals: &Global,
    tell: impl FnOnce(&Review, &[Profile]) -> anyhow::Result<()>,
) -> anyhow::Result<Exit> {
    let Found { review, profiles, searched, .. } = match of_paths(paths, stdin_path, Changes::default(), globals)? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    let verdict = review.verdict();
    if verdict.reviewed == 0 && !verdict.incomplete {
        output::note(globals, "no design document among these files");
        return Ok(if searched { Exit::Nothing } else { Exit::Clean });
    }
    tell(&review, &profiles)?;
    Ok(if verdict.incomplete { Exit::Failure } else { Exit::Clean })
}

/// Reviews the documents of some paths beside what belongs with them, and tells of problems with them; how the run ends when there is
/// nothing to tell of them.
pub(super) fn of_paths(
    paths: &[PathBuf],
    stdin_path: Option<&Path>,
    changes: Changes<'_>,
    globals: &Global,
) -> anyhow::Result<Result<Found, Exit>> {
    let found = found(paths, stdin_path, changes, globals)?;
    if let Ok(found) = &found {
        output::diagnostics(globals, &found.review.diagnostics)?;
    }
    Ok(found)
}

/// The same; problems with the documents are in the review.
fn found(paths: &[PathBuf], stdin_path: Option<&Path>, changes: Changes<'_>, globals: &Global) -> anyhow::Result<Result<Found, Exit>> {
    let base =
        changes.base.map(|name| Revision::of(name, files::folder_of(paths.first().map_or(Path::new(""), PathBuf::as_path)))).transpose()?;
    let mut profiles = Profiles::new(globals, changes);
    if base.is_none() {
        profiles = profiles.searching(paths);
    }
    let mut selection = files::select(paths, &mut profiles);
    // A configuration that is wrong is reported even when nothing is selected.
    profiles.of(Path::new("."));
    if selection.is_empty() && is_sound(&profiles.problems) {
        output::note(globals, "no Markdown file matched");
        return Ok(Err(Exit::Nothing));
    }
    let mut left = files::Selection::default();
    if let Some(base) = &base {
        left = recent::keep(&mut selection, base, &mut profiles)?;
        if selection.is_empty() && is_sound(&profiles.problems) {
            output::note(globals, &format!("no document differs from {}", base.name));
        }
    }
    let searched = selection.searched;
    let same = left.paths();
    let named = selection.named();
    let (inputs, problems) = selection.read(stdin_path, &mut profiles);
    let mut companions = companions::of(&named, &inputs, &mut profiles);
    if !inputs.is_empty() {
        let known: BTreeSet<String> = companions.iter().map(|input| input.file.path().to_owned()).collect();
        companions.extend(left.read(None, &mut profiles).0.into_iter().filter(|input| !known.contains(input.file.path())));
    }
    let sources = files_of(&inputs);
    let mut review = run(inputs, companions, problems, Mode::Check, &mut profiles, globals)?;
    // Where nothing differs, nothing is to be reviewed; where there is no design document at all, the wrong files were searched.
    let has_none = |review: &Review| review.verdict().reviewed == 0 && !has_design(same, &mut profiles);
    let searched = searched && (base.is_none() || review.as_deref().is_some_and(has_none));
    let profiles = profiles.profiles;
    if let Some((base, review)) = base.as_ref().zip(review.as_mut()) {
        recent::tell(review, base, &profiles)?;
    }
    Ok(review.map(|review| Found { review, profiles, searched, sources, base }).ok_or(Exit::Failure))
}

/// True when one of some files is a design document.
fn has_design(paths: Vec<PathBuf>, profiles: &mut Profiles<'_>) -> bool {
    let files = files::Selection::of(paths).read(None, profiles).0;
    let inputs = Inputs { files, mode: Mode::Check, available: &files::available };
    ManuallyDrop::new(review_beside(inputs, Vec::new(), &profiles.profiles)).verdict().reviewed > 0
}

/// `review PRD [TDD] [--notes FILE...]`
pub(super) fn review(args: &ReviewArgs, globals: &Global) -> anyhow::Result<Exit> {
    let named = || {
        let documents = std::iter::once((&args.prd, "prd")).chain(args.tdd.iter().map(|p| (p, "tdd")));
        documents.chain(args.notes.iter().map(|p| (p, "notes")))
    };
    args.fixing.refuse_stdin(named().map(|(path, _)| path))?;
    for_pull_request(&args.reviewing, args.base.as_deref())?;
    let base = args.base.as_deref().map(|name| Revision::of(name, files::folder_of(&args.prd))).transpose()?;
    let mut mended = Mended::Nothing;
    let (review, profiles, earlier) = loop {
        let mut profiles = Profiles::new(globals, changes(&args.reviewing));
        let (inputs, problems) = named_inputs(named(), args.reviewing.stdin_path.as_deref(), &mut profiles)?;
        let earlier = if is_sound(&profiles.problems) { Earlier::named(args, &inputs, &mut profiles.profiles)? } else { None };
        let sources = files_of(&inputs);
        let Some(review) = run(inputs, Vec::new(), problems, Mode::Review, &mut profiles, globals)? else { return Ok(Exit::Failure) };
        if mended != Mended::Written && args.fixing.is_wanted() {
            mended = fixing::mend(&args.fixing, &review, &profiles.profiles, &sources, globals)?;
            if mended == Mended::Written {
                continue;
            }
        }
        output::diagnostics(globals, &review.diagnostics)?;
        break (review, profiles, earlier);
    };
    if mended == Mended::Shown {
        return Ok(exit_of_diff(&review, &args.reviewing));
    }
    let since = earlier.map(|earlier| earlier.beside(&review, &profiles.profiles)).transpose()?;
    let exit = exit(&review, &args.reviewing);
    if let Some(dir) = args.out.as_deref().filter(|_| exit != Exit::Failure) {
        folder::write(dir, &review, since.as_ref(), &profiles.profiles, globals)?;
    }
    match since {
        Some(since) => rereview::report(&[since.shown()], &args.reviewing.format, globals)?,
        None => report(&review, &profiles.profiles, base.as_ref(), &args.reviewing, exit, globals)?,
    }
    Ok(exit)
}

/// The files of one review, each with the kind that its place gives it.
pub(super) fn named_inputs<'p>(
    named: impl Iterator<Item = (&'p PathBuf, &'static str)>,
    stdin_path: Option<&Path>,
    profiles: &mut Profiles<'_>,
) -> anyhow::Result<(Vec<Input>, Vec<Diagnostic>)> {
    let (mut inputs, mut problems) = (Vec::new(), Vec::new());
    for (path, kind) in named {
        if path.is_dir() {
            anyhow::bail!("{} is a folder; name the files, or use `check`, which takes folders", path.display());
        }
        let selection = files::select(std::slice::from_ref(path), profiles);
        let (found, wrong) = selection.read(stdin_path, profiles);
        let given = GivenKind { kind: DocKind::from(kind), reason: "its place on the command line says so".to_owned() };
        for mut input in found {
            if kind == "notes" {
                input.kind = Some(given.clone());
            }
            input.fallback = Some(given.clone());
            inputs.push(input);
        }
        problems.extend(wrong);
    }
    Ok((inputs, problems))
}

fn changes(reviewing: &Reviewing) -> Changes<'_> {
    Changes {
        select: reviewing.select.as_ref(),
        ignore: &reviewing.ignore,
        fail_on: reviewing.fail_on.as_deref().and_then(FailOn::parse),
        min_confidence: reviewing.certainty.least(),
        max_bytes: reviewing.max_bytes,
        ..Changes::default()
    }
}

/// The files of inputs as they were read.
fn files_of(inputs: &[Input]) -> Vec<Arc<SourceFile>> {
    inputs.iter().map(|input| Arc::clone(&input.file)).collect()
}

/// Reviews; None when configuration or checklists do not allow it.
fn run(
    inputs: Vec<Input>,
    companions: Vec<Input>,
    problems: Vec<Diagnostic>,
    mode: Mode,
    profiles: &mut Profiles<'_>,
    globals: &Global,
) -> anyhow::Result<Option<ManuallyDrop<Review>>> {
    if !is_sound(&profiles.problems) {
        output::diagnostics(globals, &profiles.problems)?;
        return Ok(None);
    }
    profiles.of(Path::new("."));
    let progress = Progress::of(globals, format!("reviewing {}", count(inputs.len(), "file")));
    let inputs = Inputs { files: inputs, mode, available: &files::available };
    let mut review = ManuallyDrop::new(review_beside(inputs, companions, &profiles.profiles));
    drop(progress);
    review.diagnostics.splice(0..0, profiles.problems.drain(..).chain(problems));
    Ok(Some(review))
}

/// Fails where a review of a pull request is wanted and nothing says what it is held against.
fn for_pull_request(reviewing: &Reviewing, base: Option<&str>) -> anyhow::Result<()> {
    if format(reviewing) == Format::GithubReview && base.is_none() {
        anyhow::bail!("a review comments on lines that a pull request changes: name what it is merged into by --base, such as origin/main");
    }
    Ok(())
}

/// The lines and paths that a pull request knows of the documents.
fn pull_request<'r>(review: &'r Review, base: Option<&Revision>) -> anyhow::Result<PullRequest<'r>> {
    let blob = output::blob_address();
    let Some(base) = base else { return Ok(PullRequest { blob, ..PullRequest::unknown(review) }) };
    let mut lines = base.shown_lines()?;
    let documents = review.documents.iter().chain(&review.records).map(|document| {
        let path = base.path_from_root(Path::new(document.path()));
        path.map(|path| (lines.remove(&path).unwrap_or_default(), path)).map(|(lines, path)| Shown { path, lines })
    });
    Ok(PullRequest { review, documents: documents.collect(), blob })
}

fn report(
    review: &Review,
    profiles: &[Profile],
    base: Option<&Revision>,
    reviewing: &Reviewing,
    exit: Exit,
    globals: &Global,
) -> anyhow::Result<()> {
    let format = format(reviewing);
    if matches!(format, Format::GithubReview | Format::GithubComment) {
        if let Some(base) = base.filter(|base| format == Format::GithubReview && !base.has_ancestor) {
            anyhow::bail!("{} and the work at hand have no ancestor in common here: fetch the history first (fetch-depth: 0)", base.name);
        }
        let pull_request = pull_request(review, base)?;
        return output::write(globals, |out| render_pull_request(format, &pull_request, out));
    }
    if format == Format::Html {
        let routings = route(review, profiles);
        let packets = packets(review, profiles, &routings, &items(review));
        let asked = Asked { today: clock::today(globals).map_err(anyhow::Error::msg)?, weeks: WEEKS };
        let burndown = burndown(review, profiles, asked);
        let page = AnnotatedPage { review, routings: &routings, packets: &packets, burndown: Some(&burndown), today: globals.today };
        return output::write(globals, |out| render_page(&page, out));
    }
    if format.carries_fixes() {
        let fixes = suggested(review, profiles);
        return output::write(globals, |out| render_with_fixes(format, review, &fixes, out));
    }
    let layout = Layout { exit: Some(exit.code()), ..output::layout(globals) };
    output::write(globals, |out| render(format, review, layout, out))?;
    if format == Format::Github {
        output::step_summary(globals, |room, out| render_step_summary(review, room, out));
    }
    Ok(())
}

/// The format of the report; its name was checked when arguments were read.
fn format(reviewing: &Reviewing) -> Format {
    Format::parse(&reviewing.format).unwrap_or(Format::Terminal)
}

/// How a run ends that has shown what would change.
fn exit_of_diff(review: &Review, reviewing: &Reviewing) -> Exit {
    match exit(review, reviewing) {
        Exit::Clean if !reviewing.exit_zero => Exit::Findings,
        exit => exit,
    }
}

fn exit(review: &Review, reviewing: &Reviewing) -> Exit {
    let verdict = review.verdict();
    if verdict.incomplete {
        Exit::Failure
    } else if verdict.fails && !reviewing.exit_zero {
        Exit::Findings
    } else {
        Exit::Clean
    }
}
