//! `config`: every setting, its value and where it came from.

use super::args::{ConfigArgs, Global};
use super::files::{self, Changes, Profiles, display};
use super::{Exit, output};
use crate::config::is_sound;
use std::path::Path;

pub(super) fn run(args: &ConfigArgs, globals: &Global) -> anyhow::Result<Exit> {
    let mut profiles = Profiles::new(globals, Changes::default());
    let folder = if args.path.is_dir() { args.path.as_path() } else { args.path.parent().unwrap_or(Path::new(".")) };
    let index = profiles.of(folder);
    output::diagnostics(globals, &profiles.problems)?;
    let config = &profiles.configs[index];
    let list = |items: &[String]| format!("[{}]", items.iter().map(|i| format!("{i:?}")).collect::<Vec<_>>().join(", "));
    let paths: Vec<String> = config.extends.value.iter().map(|p| display(p)).collect();
    let waivers = profiles.profiles[index].waivers.as_deref();
    let counted = waivers.map_or(String::new(), |file| format!("{} entries", file.len()));
    let baseline = if globals.no_config { None } else { files::find_upward(folder, crate::baseline::FILE_NAME) };
    let mut rows = vec![
        ("file", config.path.as_deref().map_or("none".to_owned(), display), String::new()),
        ("waivers", waivers.map_or("none".to_owned(), |file| file.source.path().to_owned()), counted),
        ("baseline", baseline.as_deref().map_or("none".to_owned(), display), String::new()),
        ("extends", list(&paths), config.extends.origin.clone()),
        ("select", config.select.value.as_deref().map_or("all that are on".to_owned(), list), config.select.origin.clone()),
        ("ignore", list(&config.ignore.value), config.ignore.origin.clone()),
        ("min-confidence", format!("{}", f32::from(config.min_confidence.value) / 1000.0), config.min_confidence.origin.clone()),
        ("fail-on", config.fail_on.value.as_str().to_owned(), config.fail_on.origin.clone()),
        ("max-bytes", config.max_bytes.value.to_string(), config.max_bytes.origin.clone()),
        ("runs", list(&config.runs.value.iter().map(|path| display(path)).collect::<Vec<_>>()), config.runs.origin.clone()),
        ("exclude", list(&config.exclude.value), config.exclude.origin.clone()),
    ];
    rows.extend(config.kinds.iter().map(|(glob, kind)| ("kinds", format!("{:?} is {kind}", glob.value), glob.origin.clone())));
    rows.extend(config.pairs.iter().map(|pair| {
        let paths = |paths: &[String]| list(&paths.iter().map(|path| display(Path::new(path))).collect::<Vec<_>>());
        let notes = if pair.notes.is_empty() { String::new() } else { format!(", notes {}", paths(&pair.notes)) };
        ("pairs", format!("prd {}, tdd {}{notes}", paths(&pair.prd), paths(&pair.tdd)), pair.origin.clone())
    }));
    rows.extend(config.changes().into_iter().map(|(table, set)| (table, set, String::new())));
    rows.push(("checklists", profiles.profiles[index].checklist.hash.clone(), "SHA-256 of all packs".to_owned()));
    output::write(globals, |out| {
        for (key, value, origin) in &rows {
            let origin = if origin.is_empty() { String::new() } else { format!("  ({origin})") };
            writeln!(out, "{}", crate::report::visible(&format!("{key:10} {value}{origin}")))?;
        }
        Ok(())
    })?;
    Ok(if is_sound(&profiles.problems) { Exit::Clean } else { Exit::Failure })
}
