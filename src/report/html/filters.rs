//! What chooses among comments: by team, priority, severity, what stops the review, what has become of them, and words. They act by the
//! script alone, so that without it nothing is hidden.

use super::comment::{Comment, release_word};
use super::escape::escape;
use super::view::View;
use crate::report::{sentence, team_name};
use crate::rule::{ReleasePriority, Severity, Team};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What keys do.
pub(super) const HELP: &str = "<dialog id=\"help\" aria-labelledby=\"help-title\"><h2 id=\"help-title\">Keys</h2>\n<dl>\
<div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next and previous finding</dd></div>\
<div><dt><kbd>/</kbd></dt><dd>search the findings</dd></div>\
<div><dt><kbd>f</kbd></dt><dd>filters</dd></div>\
<div><dt><kbd>1</kbd> \u{2026} <kbd>6</kbd></dt><dd>parts of the review</dd></div>\
<div><dt><kbd>b</kbd></dt><dd>both documents side by side</dd></div>\
<div><dt><kbd>t</kbd></dt><dd>light or dark</dd></div>\
<div><dt><kbd>?</kbd></dt><dd>these keys</dd></div>\
<div><dt><kbd>Esc</kbd></dt><dd>close, and let go of a finding</dd></div></dl>\n\
<form method=\"dialog\"><button type=\"submit\">Close</button></form></dialog>\n";

/// The tools at the top of the page.
pub(super) fn bar(view: &View<'_>) -> String {
    let mut out = "<div class=\"tools\" role=\"search\">\n<p id=\"shown\" role=\"status\" aria-live=\"polite\"></p>\n".to_owned();
    out.push_str("<input id=\"q\" type=\"search\" placeholder=\"Search findings\" aria-label=\"Search findings\">\n");
    out.push_str("<details class=\"filters\" id=\"filters\"><summary>Filter<span id=\"chosen\"></span></summary>\n<div>\n");
    for group in groups(view).iter().filter(|group| group.choices.len() > 1 || group.name == "stops") {
        let _ = writeln!(out, "<fieldset><legend>{}</legend>", group.title);
        for (value, words, number) in &group.choices {
            let _ = writeln!(
                out,
                "<label><input type=\"checkbox\" name=\"{}\" value=\"{}\"><span>{}</span> <small>{number}</small></label>",
                group.name,
                escape(value),
                escape(words)
            );
        }
        out.push_str("</fieldset>\n");
    }
    out.push_str("<button type=\"button\" id=\"clear\">Show all</button>\n</div></details>\n");
    out.push_str("<button type=\"button\" id=\"theme\" aria-label=\"Light or dark\" title=\"Light or dark (t)\">\u{25D0}</button>\n");
    out + "<button type=\"button\" id=\"keys\" aria-label=\"Keys\" title=\"Keys (?)\">?</button>\n</div>\n"
}

struct Group {
    /// As in the data of a comment.
    name: &'static str,
    title: &'static str,
    /// Value, words and how many comments have it.
    choices: Vec<(String, String, usize)>,
}

fn groups(view: &View<'_>) -> Vec<Group> {
    let comments = &view.comments;
    let count = |test: &dyn Fn(&Comment) -> bool| comments.iter().filter(|comment| test(comment)).count();
    let teams: BTreeSet<&Team> = comments.iter().flat_map(|comment| &comment.finding.teams).collect();
    let teams = teams.into_iter().map(|team| {
        let number = count(&|comment| comment.finding.teams.contains(team));
        (team.to_string(), sentence(&team_name(team)), number)
    });
    let releases = ReleasePriority::ALL
        .iter()
        .rev()
        .map(|release| (release.to_string(), release_word(*release).to_owned(), count(&|comment| comment.finding.release == *release)));
    let severities = Severity::ALL
        .iter()
        .rev()
        .map(|severity| (severity.to_string(), sentence(severity.as_str()), count(&|comment| comment.finding.severity == *severity)));
    let stops = ("yes".to_owned(), "Stops the review".to_owned(), count(&|comment| comment.finding.blocks_review));
    let mut states: Vec<(String, String, usize)> = Vec::new();
    for comment in comments {
        let (value, words) = comment.state.words();
        match states.iter_mut().find(|(known, ..)| known == value) {
            Some((_, _, number)) => *number += 1,
            None => states.push((value.to_owned(), sentence(words), 1)),
        }
    }
    states.sort();
    let groups = [
        ("team", "Team", teams.collect::<Vec<_>>()),
        ("release", "Priority", releases.collect()),
        ("severity", "Severity", severities.collect()),
        ("stops", "Review", vec![stops]),
        ("status", "Status", states),
    ];
    groups
        .into_iter()
        .map(|(name, title, mut choices)| {
            choices.retain(|(_, _, number)| *number > 0);
            Group { name, title, choices }
        })
        .filter(|group| !group.choices.is_empty())
        .collect()
}
