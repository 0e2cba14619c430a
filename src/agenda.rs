//! Findings to the agenda of a walkthrough: what is wanted is talked over with product and engineering, how it is built with engineering.
//! Questions stand by theme, what stops the review first, in the minutes there are; what does not fit is asked by mail.

mod theme;
mod walk;

use crate::checklist::Side;
use crate::document::plain;
use crate::fingerprint::digest;
use crate::item::{Item, Place};
use crate::review::{Profile, Review, Reviewed};
use crate::rule::Severity;
use crate::source::Span;
use std::cmp::Reverse;
use theme::Theme;

/// What a meeting is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Session {
    /// What is wanted.
    Product,
    /// How it is built.
    Engineering,
}

impl Session {
    /// Both, in the order in which they are held.
    pub const ALL: &'static [Self] = &[Self::Product, Self::Engineering];

    /// The word for it in options and reports for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Engineering => "engineering",
        }
    }

    /// The meeting of this name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|session| session.as_str() == word)
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Product => "Product review: what is built, and for whom",
            Self::Engineering => "Engineering review: how it is built",
        }
    }

    /// Who has to be there.
    pub fn people(self) -> &'static str {
        match self {
            Self::Product => "product manager, engineering, security",
            Self::Engineering => "engineering, security; the product manager if they like",
        }
    }
}

/// Something to settle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What it is about, one sentence without a full stop.
    pub about: String,
    /// The question.
    pub ask: String,
    /// Where.
    pub place: Place,
    /// How many further places there are.
    pub more: usize,
    /// The reviewer cannot finish without an answer.
    pub blocks_review: bool,
    /// How bad.
    pub severity: Severity,
    /// The key of the action item.
    pub item: String,
}

/// A stretch of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// How long, in minutes.
    pub minutes: u16,
    /// What is talked over.
    pub theme: &'static str,
    /// What is to be settled.
    pub questions: Vec<Question>,
}

/// Something to be shown in a walkthrough, and where the documents speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What to show.
    pub show: &'static str,
    /// Where; None for what is always shown.
    pub place: Option<Place>,
}

/// Loose words to be made exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loose {
    /// The words.
    pub words: String,
    /// Their sentence and its place.
    pub place: Place,
}

/// What one meeting is to come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agenda {
    /// The meeting.
    pub session: Session,
    /// Its minutes.
    pub minutes: u16,
    /// Minutes for the walkthrough at its beginning.
    pub walkthrough_minutes: u16,
    /// What to show in them.
    pub walkthrough: Vec<Step>,
    /// What is talked over, in order.
    pub slots: Vec<Slot>,
    /// Loose words to be made exact, with the first slot that has time.
    pub loose: Vec<Loose>,
    /// Minutes at the end, to say who sends what by when.
    pub closing_minutes: u16,
    /// What there is no time for.
    pub by_mail: Vec<Question>,
    /// Who answers for the documents, as they say.
    pub owners: Vec<String>,
    /// What it is known by from one day to the next: a hash of the paths of the documents, twelve hex digits.
    pub key: String,
}

impl Agenda {
    /// Minutes that nothing is planned for.
    pub fn spare(&self) -> u16 {
        let planned = self.walkthrough_minutes + self.closing_minutes + self.slots.iter().map(|slot| slot.minutes).sum::<u16>();
        self.minutes.saturating_sub(planned)
    }
}

/// Hex digits of a key.
const KEY: usize = 12;
/// Minutes at the end.
const CLOSING: u16 = 2;
/// Least minutes of a theme.
const LEAST: u16 = 2;
/// Most questions of a theme that are settled in a minute.
const A_MINUTE: usize = 1;
/// Loose words that are shown.
const LOOSE: usize = 12;
/// The rule on loose words: they are settled one by one, and not as a question.
const ON_WORDS: &str = "document-wording-vague";

/// The agenda of a meeting of so many minutes on what was reviewed; `profiles` are those it was reviewed with.
pub fn agenda(review: &Review, items: &[Item], profiles: &[Profile], session: Session, minutes: u16) -> Agenda {
    // What notes of an earlier meeting answer has to be written, and not talked over again.
    let is_answered = |item: &Item| item.reply.as_ref().is_some_and(|reply| reply.answers);
    let open = items.iter().filter(|item| item.status.is_open() && item.rule != ON_WORDS && !is_answered(item));
    let mut themes: Vec<(&Theme, Vec<Question>)> = Vec::new();
    for item in open {
        let theme = theme::of(&item.rule);
        if theme.session.unwrap_or_else(|| session_of(review, &item.document)) != session {
            continue;
        }
        let Some(question) = question(item) else { continue };
        match themes.iter_mut().find(|(known, _)| known.title == theme.title) {
            Some((_, questions)) => questions.push(question),
            None => themes.push((theme, vec![question])),
        }
    }
    // Items come with what is most urgent first, and so do the questions of a theme.
    themes.sort_by_key(|(_, questions)| Reverse((questions[0].blocks_review, weight(questions))));
    let walkthrough_minutes = (minutes / 6).max(LEAST);
    let (slots, by_mail) = timed(themes, minutes.saturating_sub(walkthrough_minutes + CLOSING));
    Agenda {
        session,
        minutes,
        walkthrough_minutes,
        walkthrough: walk::steps(review, profiles, session),
        slots,
        loose: loose(review, session),
        closing_minutes: CLOSING,
        by_mail,
        owners: owners(review),
        key: digest(review.documents.iter().filter(|document| document.skipped.is_none()).map(Reviewed::path), KEY),
    }
}

/// What is said of what is wanted belongs to the one meeting, what is said of the design to the other.
fn session_of(review: &Review, path: &str) -> Session {
    let document = review.documents.iter().find(|document| document.path() == path);
    match document.and_then(|document| document.facts.as_ref()).map(|facts| facts.kind.side) {
        Some(Side::Design | Side::Both) => Session::Engineering,
        _ => Session::Product,
    }
}

fn question(item: &Item) -> Option<Question> {
    let (place, rest) = item.places.split_first()?;
    Some(Question {
        about: item.title.clone(),
        ask: item.ask.clone(),
        place: place.clone(),
        more: rest.len(),
        blocks_review: item.blocks_review,
        severity: item.severity,
        item: item.key.clone(),
    })
}

/// How much there is to talk over.
fn weight(questions: &[Question]) -> u32 {
    let one = |question: &Question| match question.severity {
        _ if question.blocks_review => 4,
        Severity::High => 3,
        Severity::Medium => 2,
        Severity::Low | Severity::Info => 1,
    };
    questions.iter().map(one).sum()
}

/// Themes in the minutes there are, by their weight, each long enough to settle something; and what is left over.
fn timed(themes: Vec<(&'static Theme, Vec<Question>)>, minutes: u16) -> (Vec<Slot>, Vec<Question>) {
    let fitting = usize::from(minutes / LEAST).min(themes.len());
    let total: u32 = themes.iter().take(fitting).map(|(_, questions)| weight(questions)).sum();
    let mut left = minutes;
    let (mut slots, mut by_mail) = (Vec::new(), Vec::new());
    for (number, (theme, mut questions)) in themes.into_iter().enumerate() {
        if number >= fitting {
            by_mail.extend(questions);
            continue;
        }
        let rest = LEAST * (fitting - number - 1) as u16;
        let share = u64::from(minutes) * u64::from(weight(&questions)) / u64::from(total.max(1));
        // Never more than it has questions for, nor what those behind it need.
        let most = (2 * questions.len().min(usize::from(minutes)) as u16).max(LEAST).min(left.saturating_sub(rest));
        let own = (share as u16).clamp(LEAST.min(most), most);
        left -= own;
        if questions.len() > usize::from(own) * A_MINUTE {
            by_mail.extend(questions.split_off(usize::from(own) * A_MINUTE));
        }
        slots.push(Slot { minutes: own, theme: theme.title, questions });
    }
    (slots, by_mail)
}

/// The loose words of the documents that a meeting is about.
fn loose(review: &Review, session: Session) -> Vec<Loose> {
    let documents = review.documents.iter().filter(|document| document.skipped.is_none() && session_of(review, document.path()) == session);
    let of = |document: &'_ Reviewed| {
        let text = document.file.text();
        let one = |span: Span, sentence: Span| Loose {
            words: plain(span.of(text)).to_lowercase(),
            place: Place { path: document.path().to_owned(), line: document.file.line1(span.start), text: plain(sentence.of(text)) },
        };
        document.facts.iter().flat_map(|facts| &facts.vague).map(|vague| one(vague.span, vague.sentence)).collect::<Vec<_>>()
    };
    documents.flat_map(of).take(LOOSE).collect()
}

/// Who answers for the documents, each once.
fn owners(review: &Review) -> Vec<String> {
    let mut owners: Vec<String> = Vec::new();
    let named = review.documents.iter().filter(|document| document.skipped.is_none()).filter_map(|document| document.facts.as_ref());
    for owner in named.filter_map(|facts| facts.control.owner.clone()) {
        if !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    owners
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questions(severities: &[Severity]) -> Vec<Question> {
        let one = |severity: &Severity| Question {
            about: String::new(),
            ask: String::new(),
            place: Place { path: String::new(), line: 1, text: String::new() },
            more: 0,
            blocks_review: false,
            severity: *severity,
            item: String::new(),
        };
        severities.iter().map(one).collect()
    }

    /// Minutes and questions of each slot, and how many questions are left over.
    fn plan(minutes: u16, themes: &[&[Severity]]) -> (Vec<(u16, usize)>, usize) {
        let theme = theme::of("privacy-notice-missing");
        let (slots, by_mail) = timed(themes.iter().map(|severities| (theme, questions(severities))).collect(), minutes);
        (slots.iter().map(|slot| (slot.minutes, slot.questions.len())).collect(), by_mail.len())
    }

    #[test]
    fn minutes_go_by_weight_and_none_is_given_twice() {
        let (high, low) = (Severity::High, Severity::Low);
        assert_eq!(plan(23, &[&[high, high, high, high], &[low, low]]), (vec![(8, 4), (3, 2)], 0));
        assert_eq!(plan(5, &[&[high, high, high, high], &[low, low]]), (vec![(3, 3), (2, 2)], 1));
        assert_eq!(plan(3, &[&[high], &[low]]), (vec![(2, 1)], 1));
        assert_eq!(plan(0, &[&[high]]), (vec![], 1));
        for minutes in 0..60 {
            let (slots, _) = plan(minutes, &[&[high; 9], &[low; 9], &[low], &[high; 3]]);
            assert!(slots.iter().map(|(own, _)| own).sum::<u16>() <= minutes);
        }
    }
}
