//! A topic to what stands under its heading before anybody has written it.

use super::Topic;

/// What stands for an answer that is still to be written; a review takes it for none.
pub const OPEN: &str = "TBD";

impl Topic {
    /// What to write there, as a comment, and [`OPEN`], each a paragraph, `end` between lines; no line end at the end.
    pub fn skeleton(&self, end: &str) -> String {
        if self.prompt.is_empty() {
            return OPEN.to_owned();
        }
        format!("<!-- {} -->{end}{end}{OPEN}", self.prompt.replace("--", "-").replace('\n', " "))
    }
}
