//! Agendas of walkthroughs, as `designvet agenda` prints them: for people, as Markdown to be sent round, `designvet.agenda/1` for programs,
//! and as a calendar file.

mod ics;
mod json;
mod markdown;
mod text;

pub use ics::render_agenda_ics;
pub use json::render_agenda_json;
pub use markdown::render_agenda_markdown;
pub use text::render_agenda_text;

use super::safe;
use crate::agenda::{Agenda, Question};
use crate::item::Place;

/// What the first minutes are for.
const WALKTHROUGH: &str = "Show us, once and without talking over it";
/// What the last minutes are for.
const CLOSING: &str = "Who sends what, and by when";
/// What is done with minutes that are left.
const SPARE: &str = "For what comes up";
/// Title of the list of what there is no time for.
const BY_MAIL: &str = "By mail: there is no time for these";
/// Title of the list of loose words.
const LOOSE: &str = "Words to make exact, where a minute is left";

/// "prd.md:74": the name of the file tells which document it is.
fn at(place: &Place) -> String {
    format!("{}:{}", safe::line(place.path.rsplit('/').next().unwrap_or(&place.path)), place.line)
}

/// The place of a question, and how many more there are.
fn places(question: &Question) -> String {
    let first = at(&question.place);
    if question.more > 0 { format!("{first} and {} more", question.more) } else { first }
}

/// Who is invited.
fn people(agenda: &Agenda) -> String {
    let owners: Vec<String> = agenda.owners.iter().map(|owner| safe::line(owner)).collect();
    if owners.is_empty() {
        agenda.session.people().to_owned()
    } else {
        format!("{}; the documents name {}", agenda.session.people(), owners.join(", "))
    }
}
