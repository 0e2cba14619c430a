//! A burndown as a drawing that needs nothing else: bars a week with a share a level, in light and dark, with the same in words for who does
//! not see it.

use super::{change, letters, level_title, levels, most, open_now, sum};
use crate::burndown::{Burndown, Chart, Week};
use crate::report::html::escape;
use crate::report::sentence;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Sizes in pixels: the drawing, one chart of it, and its bars.
const WIDTH: usize = 960;
const HEIGHT: usize = 420;
const LEFT: usize = 56;
const TOP: usize = 76;
const BARS: usize = 250;
/// Room above the tallest bar in a page.
const GAP: usize = 12;
/// Room below the bars for the names of weeks and what the fills mean.
const LEGEND: usize = 62;
/// Fills there are; levels behind share the last.
const FILLS: usize = 6;
/// Lowest share of a bar that has its letter in it.
const LETTERED: usize = 12;
/// Names of weeks along the bottom.
const NAMES: usize = 9;

/// Fills from the weightiest on, each apart from its neighbours by lightness and from the ground by contrast.
const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#1b1f24}.t{font-size:17px;font-weight:600}.w{fill:#57606a}.n{font-size:11px;font-weight:600}\
.g{stroke:#d0d7de}.f{fill:#fff}.b{stroke:#fff}\
.l0{fill:#67000d}.l1{fill:#c2410c}.l2{fill:#b7791f}.l3{fill:#2f6f9f}.l4{fill:#4b5563}.l5{fill:#6b7280}text.k{fill:#fff}\
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.w{fill:#9da7b3}.g{stroke:#30363d}.f{fill:#0d1117}.b{stroke:#0d1117}\
.l0{fill:#ff9da4}.l1{fill:#f0883e}.l2{fill:#e3b341}.l3{fill:#79c0ff}.l4{fill:#b1bac4}.l5{fill:#8b949e}text.k{fill:#0d1117}}";

/// A chart for a page, which has the style of `svg.burndown`: nothing where there is no week to show.
pub(in crate::report) fn in_page(chart: &Chart) -> String {
    if chart.weeks.is_empty() {
        return String::new();
    }
    let (height, words) = (GAP + BARS + LEGEND, escape(&described(chart)));
    format!(
        "<svg class=\"burndown\" viewBox=\"0 {} {WIDTH} {height}\" role=\"img\" aria-label=\"{words}\">\n{}</svg>\n",
        TOP - GAP,
        bars(chart)
    )
}

pub(super) fn render(burndown: &Burndown, out: &mut dyn Write) -> io::Result<()> {
    let height = HEIGHT * burndown.charts.len().max(1);
    let today = burndown.asked.today;
    let titles: Vec<String> = burndown.charts.iter().map(|chart| sentence(&chart.plural)).collect();
    let title = format!("{} opened, closed and open by week, on {today}", titles.join("; "));
    let words: Vec<String> = burndown.charts.iter().map(described).collect();
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-labelledby=\"title desc\">"
    )?;
    writeln!(out, "<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>", escape(&title), escape(&words.join(" ")))?;
    writeln!(out, "<style>{STYLE}</style>\n<rect class=\"f\" width=\"{WIDTH}\" height=\"{height}\"/>")?;
    for (number, chart) in burndown.charts.iter().enumerate() {
        writeln!(out, "<g transform=\"translate(0 {})\">", number * HEIGHT)?;
        out.write_all(drawn(chart, &today.to_string()).as_bytes())?;
        writeln!(out, "</g>")?;
    }
    writeln!(out, "</svg>")
}

/// The chart in words.
fn described(chart: &Chart) -> String {
    let now = format!("{}: {}.", sentence(&chart.plural), open_now(chart));
    let (Some(first), Some(last)) = (chart.weeks.first(), chart.last()) else { return now };
    let weeks = chart.weeks.iter().map(|week| {
        let (opened, closed) = change(week);
        format!("Week of {}: {opened} opened, {closed} closed, {} open at its end.", week.monday, sum(&week.open))
    });
    let weeks: Vec<String> = weeks.collect();
    format!(
        "{now} From {} open in the week of {} to {} in that of {}. {}",
        sum(&first.open),
        first.monday,
        sum(&last.open),
        last.monday,
        weeks.join(" ")
    )
}

fn drawn(chart: &Chart, today: &str) -> String {
    let mut svg = String::new();
    let line = |svg: &mut String, text: std::fmt::Arguments<'_>| _ = writeln!(svg, "{text}");
    line(&mut svg, format_args!("<text class=\"t\" x=\"16\" y=\"28\">{} on {today}</text>", escape(&sentence(&chart.plural))));
    line(&mut svg, format_args!("<text class=\"w\" x=\"16\" y=\"50\">{}</text>", escape(&open_now(chart))));
    if chart.weeks.is_empty() {
        line(&mut svg, format_args!("<text x=\"16\" y=\"{TOP}\">No row says since when it is open, so there is no week to show.</text>"));
        return svg;
    }
    svg + &bars(chart)
}

/// The weeks with their scale and what the fills mean.
fn bars(chart: &Chart) -> String {
    let mut svg = String::new();
    let line = |svg: &mut String, text: std::fmt::Arguments<'_>| _ = writeln!(svg, "{text}");
    let most = most(chart);
    let bottom = TOP + BARS;
    for (at, number) in [(bottom, 0), (TOP + BARS / 2, most / 2), (TOP, most)] {
        line(&mut svg, format_args!("<line class=\"g\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{at}\" y2=\"{at}\"/>", WIDTH - 16));
        // Of an odd number there is no half.
        if number * 2 == most || number == most || number == 0 {
            line(&mut svg, format_args!("<text class=\"w\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{number}</text>", LEFT - 8, at + 4));
        }
    }
    let letters = letters(chart);
    let step = (WIDTH - LEFT - 16) * 100 / chart.weeks.len();
    let every = chart.weeks.len().div_ceil(NAMES);
    for (number, week) in chart.weeks.iter().enumerate() {
        let (x, width) = (LEFT + number * step / 100, (step * 4 / 500).clamp(1, 60));
        bar(&mut svg, week, [x + (step / 100).saturating_sub(width) / 2, width], most, &letters);
        if number % every == 0 {
            let middle = x + step / 200;
            line(
                &mut svg,
                format_args!("<text class=\"w\" x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>", bottom + 20, week.monday),
            );
        }
    }
    let mut x = LEFT;
    for level in levels(chart) {
        let title = format!("{} {}", letters[level], level_title(chart, level));
        line(
            &mut svg,
            format_args!("<rect class=\"l{}\" x=\"{x}\" y=\"{}\" width=\"14\" height=\"14\"/>", level.min(FILLS - 1), bottom + 42),
        );
        line(&mut svg, format_args!("<text x=\"{}\" y=\"{}\">{}</text>", x + 20, bottom + 54, escape(&title)));
        x += 40 + title.chars().count() * 8;
    }
    svg
}

/// The bar of a week, the weightiest level at its foot.
fn bar(svg: &mut String, week: &Week, [x, width]: [usize; 2], most: usize, letters: &[char]) {
    let (opened, closed) = change(week);
    let _ = writeln!(svg, "<g><title>Week of {}: {} open, {opened} opened, {closed} closed</title>", week.monday, sum(&week.open));
    let mut below = 0;
    for (level, number) in week.open.iter().enumerate().filter(|(_, number)| **number > 0) {
        let foot = TOP + BARS - below * BARS / most;
        below += number;
        let head = TOP + BARS - below * BARS / most;
        let height = foot - head;
        let _ = writeln!(svg, "<rect class=\"b l{}\" x=\"{x}\" y=\"{head}\" width=\"{width}\" height=\"{height}\"/>", level.min(FILLS - 1));
        if height >= LETTERED && width >= LETTERED {
            let (middle, base) = (x + width / 2, head + height / 2 + 4);
            let _ = writeln!(svg, "<text class=\"n k\" x=\"{middle}\" y=\"{base}\" text-anchor=\"middle\">{}</text>", letters[level]);
        }
    }
    let _ = writeln!(svg, "</g>");
}
