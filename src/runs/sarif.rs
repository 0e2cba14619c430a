//! SARIF 2.1.0 to runs. Of a log only what tells of the run as a whole is read: results are counted, not kept.

use super::{Against, Counts, Run, RunState, Unreadable, brief, filled};
use crate::date::Date;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::BTreeMap;

/// Most errors of a run that are kept.
const ERRORS: usize = 3;

#[derive(Deserialize)]
struct Log {
    #[serde(default, deserialize_with = "text")]
    version: String,
    runs: Option<Vec<RunLog>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RunLog {
    tool: Option<Tool>,
    #[serde(default, deserialize_with = "list")]
    invocations: Vec<Invocation>,
    #[serde(default, deserialize_with = "list")]
    version_control_provenance: Vec<Provenance>,
    automation_details: Option<Automation>,
    /// Missing where nothing was looked for; empty where nothing was found.
    results: Option<Vec<LoggedResult>>,
}

#[derive(Deserialize)]
struct Tool {
    driver: Option<Driver>,
    #[serde(default, deserialize_with = "list")]
    extensions: Vec<Driver>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct Driver {
    #[serde(default, deserialize_with = "text")]
    name: String,
    #[serde(default, deserialize_with = "text")]
    version: String,
    #[serde(default, deserialize_with = "text")]
    semantic_version: String,
    #[serde(default, deserialize_with = "list")]
    rules: Vec<RuleLog>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RuleLog {
    #[serde(default, deserialize_with = "text")]
    id: String,
    default_configuration: Option<Configuration>,
    #[serde(default)]
    properties: Value,
}

#[derive(Deserialize)]
struct Configuration {
    #[serde(default, deserialize_with = "text")]
    level: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: Option<bool>,
    #[serde(default, deserialize_with = "text")]
    end_time_utc: String,
    #[serde(default, deserialize_with = "text")]
    start_time_utc: String,
    #[serde(default, deserialize_with = "list")]
    tool_execution_notifications: Vec<Notification>,
    #[serde(default, deserialize_with = "list")]
    tool_configuration_notifications: Vec<Notification>,
}

#[derive(Deserialize)]
struct Notification {
    #[serde(default, deserialize_with = "text")]
    level: String,
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default, deserialize_with = "text")]
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Provenance {
    #[serde(default, deserialize_with = "text")]
    repository_uri: String,
}

#[derive(Deserialize)]
struct Automation {
    #[serde(default, deserialize_with = "text")]
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LoggedResult {
    #[serde(default, deserialize_with = "text")]
    rule_id: String,
    #[serde(default, deserialize_with = "text")]
    level: String,
    #[serde(default, deserialize_with = "text")]
    kind: String,
    #[serde(default, deserialize_with = "text")]
    baseline_state: String,
    #[serde(default, deserialize_with = "list")]
    suppressions: Vec<Suppression>,
    #[serde(default)]
    properties: Value,
}

#[derive(Deserialize)]
struct Suppression {
    #[serde(default, deserialize_with = "text")]
    status: String,
    #[serde(default, deserialize_with = "text")]
    justification: String,
}

/// A text; anything else says nothing.
fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::String(text) => text,
        _ => String::new(),
    })
}

/// A list; null is none.
fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::<Vec<T>>::deserialize(from)?.unwrap_or_default())
}

pub(super) fn read(path: &str, text: &str) -> Result<Vec<Run>, Unreadable> {
    let log: Log = serde_json::from_str(text).map_err(|error| Unreadable::Json(error.to_string()))?;
    match (log.version.as_str(), log.runs) {
        ("2.1.0", Some(runs)) => Ok(runs.into_iter().map(|run| run_of(path, run)).collect()),
        (_, None) | ("", _) => Err(Unreadable::Neither),
        (other, _) => Err(Unreadable::Version(brief(other))),
    }
}

fn run_of(path: &str, log: RunLog) -> Run {
    let Tool { driver, extensions } = log.tool.unwrap_or(Tool { driver: None, extensions: Vec::new() });
    let driver = driver.unwrap_or_default();
    let rules: BTreeMap<&str, &RuleLog> =
        std::iter::once(&driver).chain(&extensions).flat_map(|component| &component.rules).map(|rule| (rule.id.as_str(), rule)).collect();
    let days = log.invocations.iter().filter_map(|invocation| {
        let time = [&invocation.end_time_utc, &invocation.start_time_utc].into_iter().find(|time| !time.is_empty())?;
        Date::parse(time.get(..10)?)
    });
    let notifications = log
        .invocations
        .iter()
        .flat_map(|invocation| invocation.tool_execution_notifications.iter().chain(&invocation.tool_configuration_notifications));
    let errors: Vec<String> = notifications
        .filter(|notification| notification.level == "error")
        .map(|notification| {
            notification.message.as_ref().map_or_else(|| "an error without words".to_owned(), |message| brief(&message.text))
        })
        .take(ERRORS)
        .collect();
    let ends = || log.invocations.iter().map(|invocation| invocation.execution_successful);
    let state = match () {
        () if ends().any(|end| end == Some(false)) || !errors.is_empty() => RunState::Failed,
        () if ends().any(|end| end == Some(true)) => RunState::Good,
        () => RunState::Unknown,
    };
    let id = log.automation_details.map(|details| details.id).unwrap_or_default();
    let uri = log.version_control_provenance.into_iter().map(|provenance| provenance.repository_uri).find(|uri| !uri.is_empty());
    let (mut counts, mut against, mut suppressed) = (None, Against::Unknown, [0, 0]);
    if let Some(results) = &log.results {
        (counts, against, suppressed) = counted(results, &rules);
    }
    let day = days.max();
    Run {
        from: path.to_owned(),
        version: filled(driver.semantic_version).or_else(|| filled(driver.version)),
        tool: filled(driver.name).unwrap_or_else(|| "a tool without a name".to_owned()),
        place: uri,
        folder: None,
        hints: id.split('/').chain(path.split(['/', '\\'])).map(str::to_lowercase).filter(|word| !word.is_empty()).collect(),
        day,
        success: day.filter(|_| state == RunState::Good),
        state,
        errors,
        counts,
        against,
        suppressed,
    }
}

/// Results that stand, by severity; what they were held against; those set aside, and those of them without a reason.
fn counted(results: &[LoggedResult], rules: &BTreeMap<&str, &RuleLog>) -> (Option<Counts>, Against, [u32; 2]) {
    let (mut of, mut total, mut rated) = ([0u32; 4], 0, 0);
    let (mut compared, mut new, mut all) = (false, 0, 0);
    let mut suppressed = [0, 0];
    for result in results {
        if !matches!(result.kind.as_str(), "" | "fail" | "open" | "review") || result.baseline_state == "absent" {
            continue;
        }
        let accepted: Vec<&Suppression> =
            result.suppressions.iter().filter(|suppression| !matches!(suppression.status.as_str(), "underReview" | "rejected")).collect();
        if !accepted.is_empty() {
            suppressed[0] += 1;
            suppressed[1] += u32::from(accepted.iter().all(|suppression| suppression.justification.trim().is_empty()));
            continue;
        }
        all += 1;
        compared |= !result.baseline_state.is_empty();
        new += u32::from(matches!(result.baseline_state.as_str(), "new" | ""));
        let rule = rules.get(result.rule_id.as_str()).copied();
        let own = severity(&result.properties).or_else(|| rule.and_then(|rule| severity(&rule.properties)));
        rated += u32::from(own.is_some());
        let level = match result.level.as_str() {
            "" => rule.and_then(|rule| rule.default_configuration.as_ref()).map_or("warning", |configuration| configuration.level.as_str()),
            level => level,
        };
        let by_level = match level {
            "error" => Some(1),
            "note" => Some(3),
            "none" => None,
            _ => Some(2),
        };
        total += 1;
        if let Some(at) = own.or(by_level) {
            of[at] += 1;
        }
    }
    let against = if compared { Against::Earlier { new, all } } else { Against::Unknown };
    let counts = Counts { of: of.map(Some), total, is_rated: rated == total };
    (Some(counts), against, suppressed)
}

/// The severity that a tool gives, as an index into [`Counts::of`]: a score such as "8.1", or a word.
fn severity(properties: &Value) -> Option<usize> {
    let properties = properties.as_object()?;
    let known = ["security-severity", "issue_severity", "severity"].iter().find_map(|name| properties.get(*name));
    // "tool/severity": a tool's own name for it.
    let said = known.or_else(|| properties.iter().find(|(name, _)| name.ends_with("/severity")).map(|(_, value)| value))?;
    let word = match said {
        Value::String(text) => text.trim().to_lowercase(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    if let Ok(score) = word.parse::<f64>() {
        let bands = [9.0, 7.0, 4.0, 0.1];
        return bands.iter().position(|from| score >= *from && score <= 10.0);
    }
    match word.as_str() {
        "critical" => Some(0),
        "high" => Some(1),
        "medium" | "moderate" => Some(2),
        "low" => Some(3),
        _ => None,
    }
}
