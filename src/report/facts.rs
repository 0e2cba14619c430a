//! What documents say, as `designvet facts` prints it: `designvet.facts/1` for programs, CSV for spreadsheets, an outline for
//! people, and the rule behind each mention for those who ask why.

mod csv;
mod explain;
mod json;
mod row;
mod text;

pub use csv::render_facts_csv;
pub use explain::render_facts_explained;
pub use json::render_facts_json;
pub use text::render_facts_text;

use crate::facts::TopicState;

/// `addressed`, `stub` or `absent`: the three states of a topic that most readers need.
fn coarse(state: TopicState, mentioned: bool) -> &'static str {
    match state {
        _ if state.is_accepted() => "addressed",
        TopicState::Missing if !mentioned => "absent",
        _ => "stub",
    }
}
