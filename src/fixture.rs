//! A folder of fixtures to what is wrong with it: `fires*` must yield a finding of the rule, `quiet*` none.

use crate::check::Availability;
use crate::review::{Input, Inputs, Mode, Profile, review};
use crate::rule::RuleId;
use crate::runs::Run;
use crate::source::SourceFile;
use crate::waiver::{Earlier, WaiverFile};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A case: one document, or several that are reviewed together.
#[derive(Debug, Clone)]
pub struct Case {
    /// `fires-...` or `quiet-...`.
    pub name: String,
    /// Its documents, in the order of `review`.
    pub files: Vec<Arc<SourceFile>>,
    /// Its waivers.
    pub waivers: Option<Arc<WaiverFile>>,
    /// What tools wrote of their runs.
    pub runs: Option<Arc<[Run]>>,
    /// Its files as they were, by path, when it is about what is newer.
    pub before: Option<BTreeMap<String, String>>,
}

impl Case {
    /// True when the rule must make a finding.
    pub fn fires(&self) -> bool {
        self.name.starts_with("fires")
    }
}

/// Runs the cases of each rule with that rule alone (waiver rules: with all). Returns one sentence per failure.
pub fn run(
    cases: &BTreeMap<String, Vec<Case>>,
    profile: &mut Profile,
    available: &(dyn Fn(&str, &str) -> Availability + Sync),
) -> Vec<String> {
    let mut failures = Vec::new();
    for (name, cases) in cases {
        let id = RuleId::from(name.as_str());
        let Some(rule) = profile.checklist.rules.get(&id) else {
            failures.push(format!("{name}: there is no such rule"));
            continue;
        };
        profile.settings.select = if rule.check == crate::check::WAIVER.name { None } else { Some(vec![name.clone()]) };
        // Without lists of a company there is nothing that such a rule could find.
        let bare = crate::check::CONFIGURED.contains(&rule.check.as_ref()) && !profile.checklist.terms.names_approved;
        for kind in ["fires", "quiet"] {
            if !(bare && kind == "fires" || cases.iter().any(|c| c.name.starts_with(kind))) {
                failures.push(format!("{name}: no fixture begins with `{kind}`"));
            }
        }
        for case in cases {
            profile.waivers.clone_from(&case.waivers);
            profile.settings.runs.clone_from(&case.runs);
            let mode = if case.files.len() > 1 { Mode::Review } else { Mode::Check };
            let files = case.files.iter().map(|file| Input { file: Arc::clone(file), kind: None, fallback: None, profile: 0 }).collect();
            let mut result = review(Inputs { files, mode, available }, std::slice::from_ref(profile));
            if let Some(before) = &case.before {
                let text = |path: &str| before.get(path).cloned();
                result.tell_new_waivers(&Earlier { name: "before", text: &text }, std::slice::from_ref(profile));
            }
            let found = result.findings.iter().filter(|f| f.rule == id).count();
            if case.fires() && found == 0 {
                failures.push(format!("{name}/{}: no finding", case.name));
            }
            if !case.fires() && found > 0 {
                let first = result.findings.iter().find(|f| f.rule == id);
                let line = first.map_or(0, |f| result.document(f.primary.file).file.line1(f.primary.span.start));
                failures.push(format!("{name}/{}: a finding at line {line}", case.name));
            }
        }
    }
    failures
}
