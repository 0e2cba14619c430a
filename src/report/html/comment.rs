//! A finding as a comment beside the words it is about.

use super::escape::{address, escape, with_code};
use super::marks::Weight;
use super::view::View;
use crate::finding::Finding;
use crate::item::Reply;
use crate::report::replies::Replies;
use crate::report::{sentence, team_name, terms};
use crate::review::Waived;
use crate::rule::{ReleasePriority, Team};
use std::fmt::Write as _;

/// Longest quotation on a comment, in characters.
const QUOTED: usize = 120;

/// A finding with its number on the page and what has become of it.
pub(super) struct Comment<'a> {
    /// From 1, in the order of the documents.
    pub number: usize,
    pub finding: &'a Finding,
    pub state: State<'a>,
}

/// What has become of a finding.
pub(super) enum State<'a> {
    Open,
    /// Notes of a walkthrough reply to it.
    Replied(Reply),
    /// A baseline knows it.
    Known,
    /// A waiver accepts it.
    Waived(&'a Waived),
}

impl State<'_> {
    /// The word for it in addresses, and for people.
    pub(super) fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::Open => ("open", "open"),
            Self::Replied(reply) if reply.answers => ("answered", "answered in the notes"),
            Self::Replied(_) => ("put-off", "put off in the notes"),
            Self::Known => ("known", "known before"),
            Self::Waived(_) => ("waived", "accepted by a waiver"),
        }
    }

    /// True when nothing is to be done about it.
    pub(super) fn is_settled(&self) -> bool {
        matches!(self, Self::Known | Self::Waived(_))
    }
}

impl Comment<'_> {
    pub(super) fn weight(&self) -> Weight {
        match self.finding.release {
            _ if self.state.is_settled() => Weight::Settled,
            ReleasePriority::BeforeRelease => Weight::Before,
            ReleasePriority::AfterRelease => Weight::After,
            ReleasePriority::Future => Weight::Future,
            ReleasePriority::None => Weight::Aside,
        }
    }

    /// The chip before its words, which leads to the comment.
    pub(super) fn chip(&self) -> String {
        let Self { number, finding, .. } = self;
        let class = self.weight().class();
        format!(
            "<a class=\"n {class}\" id=\"m{number}\" href=\"#c{number}\" aria-label=\"Finding {number}: {}\">{number}</a>",
            escape(&finding.message)
        )
    }

    /// Its number, which leads to it.
    pub(super) fn link(&self) -> String {
        let (number, class) = (self.number, self.weight().class());
        format!("<a class=\"n {class}\" href=\"#c{number}\" aria-label=\"Finding {number}\">{number}</a>")
    }

    /// The comment as HTML.
    pub(super) fn card(&self, view: &View<'_>) -> String {
        let Self { number, finding, state } = self;
        let review = view.page.review;
        let rule = review.rule(finding);
        let teams: Vec<&str> = finding.teams.iter().map(Team::as_str).collect();
        let class = self.weight().class();
        let mut card = String::new();
        let _ = write!(
            card,
            "<article class=\"c {class}\" id=\"c{number}\" tabindex=\"-1\" aria-labelledby=\"s{number}\" data-team=\"{}\" data-release=\"{}\" \
             data-severity=\"{}\" data-stops=\"{}\" data-status=\"{}\">\n<p class=\"who\"><a class=\"n {class}\" href=\"#m{number}\" \
             aria-label=\"To the words of finding {number}\">{number}</a>",
            escape(&teams.join(" ")),
            finding.release,
            finding.severity,
            if finding.blocks_review { "yes" } else { "no" },
            state.words().0
        );
        if finding.blocks_review {
            card.push_str("<b class=\"stop\">Stops the review</b>");
        }
        let _ = write!(card, "<b>{}</b>", release_word(finding.release));
        for team in &finding.teams {
            let _ = write!(card, "<span>{}</span>", escape(&team_name(team)));
        }
        let _ = write!(card, "<span>{}</span>", finding.severity);
        if !matches!(state, State::Open) {
            let _ = write!(card, "<span class=\"state\">{}</span>", state.words().1);
        }
        let _ = writeln!(card, "</p>\n<p class=\"say\" id=\"s{number}\">{}</p>", with_code(&sentence(&finding.message)));
        let (words, line) = (view.around(&finding.primary), review.document(finding.primary.file).file.line1(finding.primary.span.start));
        if !words.is_empty() {
            let _ = writeln!(card, "<blockquote class=\"of\"><a class=\"at\" href=\"#m{number}\">line {line}</a> {words}</blockquote>");
        }
        card.push_str(&self.other(view));
        let _ = writeln!(card, "<p class=\"ask\">{}</p>", with_code(review.ask(finding)));
        match state {
            State::Replied(reply) => {
                let place = format!("{}:{}", reply.path, reply.line);
                let verb = Replies::verb(reply);
                let _ = writeln!(
                    card,
                    "<p class=\"reply\"><b>{}</b> \u{201c}{}\u{201d} <span>{verb} this document</span></p>",
                    escape(&place),
                    escape(&reply.text)
                );
            }
            State::Waived(waived) => {
                let _ = writeln!(card, "<p class=\"reply\">{}</p>", escape(&terms(review, waived)));
            }
            State::Open | State::Known => {}
        }
        let _ = writeln!(card, "<details><summary>Why, and what to write</summary>\n<p>{}</p>", with_code(review.why(finding)));
        let _ = writeln!(card, "<p><b>Write</b> {}</p>", with_code(&rule.advice));
        if let Some(guideline) = address(&rule.guideline) {
            let _ = writeln!(card, "<p><b>Guideline</b> <a href=\"{guideline}\" rel=\"noopener noreferrer\">{guideline}</a></p>");
        } else if !rule.guideline.is_empty() {
            let _ = writeln!(card, "<p><b>Guideline</b> {}</p>", escape(&rule.guideline));
        }
        card.push_str(&self.related(view));
        let _ = writeln!(card, "<p class=\"rule\"><code>{}</code></p>\n</details>\n</article>", escape(finding.rule.as_str()));
        card
    }

    /// What the other document says, where the finding rests on it.
    fn other(&self, view: &View<'_>) -> String {
        let mut related = self.finding.related.iter().enumerate();
        let Some((at, label)) = related.find(|(_, label)| label.file != self.finding.primary.file) else { return String::new() };
        let line = view.page.review.document(label.file).file.line1(label.span.start);
        let place = escape(&format!("{}:{line}", view.name(label.file)));
        let words = view.words(label, QUOTED);
        format!("<p class=\"other\"><a class=\"at\" href=\"#r{}-{at}\">{place}</a> \u{201c}{words}\u{201d}</p>\n", self.number)
    }

    /// Its further places as links.
    fn related(&self, view: &View<'_>) -> String {
        if self.finding.related.is_empty() {
            return String::new();
        }
        let mut list = "<ul class=\"also\">\n".to_owned();
        for (at, label) in self.finding.related.iter().enumerate() {
            let line = view.page.review.document(label.file).file.line1(label.span.start);
            let words = view.words(label, 60);
            let note =
                if label.note.is_empty() || escape(&label.note) == words { String::new() } else { format!(" ({})", escape(&label.note)) };
            let place = escape(&format!("{}:{line}", view.name(label.file)));
            let _ = writeln!(list, "<li><a class=\"at\" href=\"#r{}-{at}\">{place}</a> \u{201c}{words}\u{201d}{note}</li>", self.number);
        }
        list + "</ul>\n"
    }
}

/// A priority in two words.
pub(super) fn release_word(release: ReleasePriority) -> &'static str {
    match release {
        ReleasePriority::BeforeRelease => "Before release",
        ReleasePriority::AfterRelease => "Quickly after",
        ReleasePriority::Future => "Future",
        ReleasePriority::None => "About the review",
    }
}
