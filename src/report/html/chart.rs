//! How many findings each team has, and by when: bars in a table that reads without them.

use super::comment::release_word;
use super::escape::escape;
use super::view::View;
use crate::report::{sentence, team_name};
use crate::rule::{ReleasePriority, Team};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Priorities in the order of the bars.
const ORDER: [(ReleasePriority, &str); 4] = [
    (ReleasePriority::BeforeRelease, "before"),
    (ReleasePriority::AfterRelease, "after"),
    (ReleasePriority::Future, "future"),
    (ReleasePriority::None, "aside"),
];

/// The chart; empty when nothing stands.
pub(super) fn render(view: &View<'_>) -> String {
    let mut teams: BTreeMap<&Team, [usize; 4]> = BTreeMap::new();
    for finding in &view.page.review.findings {
        let at = ORDER.iter().position(|(release, _)| *release == finding.release).unwrap_or_default();
        for team in &finding.teams {
            teams.entry(team).or_default()[at] += 1;
        }
    }
    let mut rows: Vec<(&Team, [usize; 4])> = teams.into_iter().collect();
    // Sorting keeps names in order among equals.
    rows.sort_by_key(|(_, numbers)| std::cmp::Reverse(numbers.iter().sum::<usize>()));
    let Some(most) = rows.iter().map(|(_, numbers)| numbers.iter().sum::<usize>()).max() else { return String::new() };
    let used: Vec<usize> = (0..ORDER.len()).filter(|at| rows.iter().any(|(_, numbers)| numbers[*at] > 0)).collect();
    let mut out =
        "<table class=\"chart\">\n<caption>Findings by team</caption>\n<thead class=\"vh\"><tr><th scope=\"col\">Team</th>".to_owned();
    for at in &used {
        let _ = write!(out, "<th scope=\"col\">{}</th>", release_word(ORDER[*at].0));
    }
    out.push_str("<th scope=\"col\">All</th></tr></thead>\n<tbody>\n");
    for (team, numbers) in rows {
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", escape(&sentence(&team_name(team))));
        for at in &used {
            let _ = write!(out, "<td class=\"vh\">{}</td>", numbers[*at]);
        }
        let all: usize = numbers.iter().sum();
        let _ = writeln!(out, "<td class=\"bars\">{}<b>{all}</b></td></tr>", bars(&numbers, most));
    }
    out.push_str("</tbody></table>\n<ul class=\"legend\">");
    for at in used {
        let _ = write!(out, "<li class=\"{}\">{}</li>", ORDER[at].1, release_word(ORDER[at].0));
    }
    out + "</ul>\n"
}

/// Bars side by side; the longest row is 240 wide.
fn bars(numbers: &[usize; 4], most: usize) -> String {
    let width = |number: usize| number * 240 / most;
    let mut bars = String::new();
    let mut x = 0;
    for (number, (_, class)) in numbers.iter().zip(ORDER).filter(|(number, _)| **number > 0) {
        let wide = width(*number).max(3);
        let _ = write!(bars, "<rect class=\"{class}\" x=\"{x}\" y=\"0\" width=\"{}\" height=\"14\" rx=\"2\"/>", wide - 2);
        x += wide;
    }
    format!("<svg viewBox=\"0 0 {x} 14\" width=\"{x}\" height=\"14\" aria-hidden=\"true\">{bars}</svg>")
}
