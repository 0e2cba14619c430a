//! `packets`: what each team that is called starts its work from.

use super::args::{Global, PacketsArgs};
use super::review::tell_of;
use super::{Exit, output};
use crate::item::items;
use crate::packet::{Packet, packets};
use crate::report::{Layout, PacketFormat, render_packets};
use crate::review::Profile;
use crate::routing::route;
use anyhow::{Context as _, bail};
use std::path::{Path, PathBuf};

pub(super) fn run(args: &PacketsArgs, globals: &Global) -> anyhow::Result<Exit> {
    tell_of(&args.paths, args.stdin_path.as_deref(), globals, |review, profiles| {
        known(&args.team, profiles)?;
        let routings = route(review, profiles);
        let mut packets = packets(review, profiles, &routings, &items(review));
        packets.retain(|packet| args.team.is_empty() || args.team.iter().any(|team| team == packet.team.id.as_str()));
        let format = PacketFormat::parse(&args.format).unwrap_or(PacketFormat::Text);
        let layout = output::layout(globals);
        match &args.out {
            Some(folder) => {
                for path in files(folder, format, &packets, layout)? {
                    output::note(globals, &format!("wrote {}", path.display()));
                }
            }
            None => output::write(globals, |out| render_packets(format, &packets, layout, out))?,
        }
        if packets.is_empty() && !review.verdict().incomplete {
            output::note(globals, "nothing calls for a packet");
        }
        Ok(())
    })
}

/// Fails for a team that no checklist declares.
fn known(asked: &[String], profiles: &[Profile]) -> anyhow::Result<()> {
    let mut teams: Vec<&str> = profiles.iter().flat_map(|profile| &profile.checklist.teams).map(|team| team.id.as_str()).collect();
    teams.dedup();
    match asked.iter().find(|team| !teams.contains(&team.as_str())) {
        Some(team) => bail!("no team has the id `{team}`; there are {}", teams.join(", ")),
        None => Ok(()),
    }
}

/// Writes a file for each team and gives their paths. All are made before the first is written.
pub(super) fn files(folder: &Path, format: PacketFormat, packets: &[Packet], layout: Layout) -> anyhow::Result<Vec<PathBuf>> {
    let mut teams: Vec<&str> = Vec::new();
    for packet in packets {
        if !teams.contains(&packet.team.id.as_str()) {
            teams.push(packet.team.id.as_str());
        }
    }
    let mut files = Vec::new();
    for team in teams {
        let own: Vec<Packet> = packets.iter().filter(|packet| packet.team.id.as_str() == team).cloned().collect();
        let mut bytes = Vec::new();
        render_packets(format, &own, Layout { color: false, ..layout }, &mut bytes)?;
        files.push((folder.join(format!("{team}.{}", format.extension())), bytes));
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (path, bytes) in &files {
        output::replace(path, bytes)?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}
