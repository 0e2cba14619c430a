//! The day of a run: the one place that knows the clock.

use super::args::Global;
use crate::date::Date;
use std::time::{SystemTime, UNIX_EPOCH};

/// The variable by which builds that can be repeated say when they are.
const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// That of `--today`, else of the environment, else today in UTC; what is wrong with the environment otherwise.
pub(super) fn today(globals: &Global) -> Result<Date, String> {
    if let Some(today) = globals.today {
        return Ok(today);
    }
    let seconds = match std::env::var_os(VARIABLE).filter(|set| !set.is_empty()) {
        Some(set) => {
            let set = set.to_string_lossy();
            return set.parse().ok().and_then(Date::of_unix_seconds).ok_or_else(|| format!("{VARIABLE} is no number of seconds: `{set}`"));
        }
        None => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
    };
    Date::of_unix_seconds(seconds).ok_or_else(|| "the clock is beyond the year 9999".to_owned())
}
