//! What a reviewer has to hear of when it is said, and that neither document speaks of in any words: somebody else's account,
//! production data elsewhere, recordings, data in the open.

use super::heard::Heard;
use super::{Walkthrough, unwritten_as};
use crate::discrepancy::Discrepancy;
use regex::Regex;
use std::sync::LazyLock;

static TOUCHY: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    const PATTERNS: &[&str] = &[
        r"\b(?:sign|log)(?:s|ged|ing|ging)? ?in(?:to)? as (?:an? |the |any |another |some|their )|\bimpersonat",
        r"\b(?:copy|copies|dump|clone|export) of (?:the |our )?(?:production|prod|live)\b|\b(?:production|live|real) (?:data|records|customers)\b.{0,60}\b(?:staging|test|dev|demo)|\b(?:staging|test|dev|demo)\b.{0,60}\b(?:production|live|real) (?:data|records)",
        r"\b(?:calls?|screens?|sessions?|conversations?|meetings?)\b[^.;]{0,30}\b(?:is|are|gets?|being) (?:\w+ )?recorded|\b(?:call|screen|session) recordings?\b|\brecords? (?:the |all |every )?(?:calls?|screens?|sessions?|conversations?)\b",
        r"\bunencrypted|\bin plain ?text|\bin clear ?text|\bshared (?:account|password|login)s?\b|\b(?:account|password|login) is shared",
        r"\b(?:usb stick|excel (?:file|sheet)|spreadsheet|google sheet)s?\b",
        r"\b(?:language models?|llms?|chatgpt)\b|\btrain(?:s|ed|ing)? (?:an?|the|our|their) (?:\w+ )?models?\b",
    ];
    PATTERNS.iter().map(|pattern| Regex::new(pattern).expect("the pattern is fixed and valid")).collect()
});

/// Words of somebody who shows or tells of himself.
const ONESELF: &[&str] = &["i", "i'm", "you", "we", "let me"];

pub(super) fn compare(walkthrough: Walkthrough<'_>, heard: &Heard<'_>) -> Option<Discrepancy> {
    if !heard.affirms() || heard.lower.contains("://") || heard.has(ONESELF) && heard.has(&["as"]) {
        return None;
    }
    let is_written =
        |pattern: &Regex| [walkthrough.product, walkthrough.design].iter().any(|side| pattern.is_match(&side.text.to_lowercase()));
    let pattern = TOUCHY.iter().find(|pattern| pattern.is_match(&heard.lower))?;
    (!is_written(pattern)).then(|| unwritten_as(walkthrough, heard, "", 0.6))
}
