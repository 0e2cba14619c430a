//! Routing for people: for each team whether it has to look, what calls for it and where, whether it is named, and by when.

use super::{RouteList, SHOWN, engaged, named, rest};
use crate::facts::EngagementState;
use crate::finding::Label;
use crate::report::page::{ALARM, CARE, GOOD, PLAIN, Page, STRONG, WEAK};
use crate::report::{Layout, safe};
use crate::routing::{Fired, Routed, Routing};
use crate::rule::RoutingLevel;
use std::collections::BTreeSet;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Columns of the names of what is said of a team.
const COLUMN: usize = 9;

/// Writes routing for people; all things that call for a team are shown when the layout is verbose.
pub fn render_route_text(list: &RouteList<'_>, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet { list, page: Page::new(layout, out), by_name: true };
    for (number, routing) in list.routings.iter().enumerate() {
        if number > 0 {
            sheet.page.blank()?;
        }
        sheet.set(routing)?;
    }
    Ok(())
}

struct Sheet<'l, 'a, 'o> {
    list: &'l RouteList<'a>,
    page: Page<'o>,
    /// True when the names of the files of a set tell them apart.
    by_name: bool,
}

impl Sheet<'_, '_, '_> {
    fn set(&mut self, routing: &Routing) -> io::Result<()> {
        let paths = self.list.paths(routing);
        let names: BTreeSet<&str> = paths.iter().map(|path| file_name(path)).collect();
        self.by_name = names.len() == paths.len();
        for path in paths {
            self.page.plain(&safe::line(path), STRONG)?;
        }
        if !routing.reason.is_empty() {
            self.page.note(0, "", &format!("A pair: {}.", safe::line(&routing.reason)), WEAK)?;
        }
        match &routing.release {
            Some(release) => {
                let said = format!("\u{201c}{}\u{201d}", safe::line(&self.list.words(&release.place)));
                let parts = [(release.date.to_string(), PLAIN), (self.place(&release.place), WEAK), (said, PLAIN)];
                self.page.entry(0, "Release:", 8, &parts)?;
            }
            None => self.page.note(0, "", "No release date in the documents.", PLAIN)?,
        }
        for level in RoutingLevel::ALL.iter().rev() {
            let teams: Vec<&Routed> = routing.teams.iter().filter(|routed| routed.level == *level).collect();
            if !teams.is_empty() {
                self.page.heading(level.title(), "")?;
            }
            for (number, routed) in teams.into_iter().enumerate() {
                if number > 0 {
                    self.page.blank()?;
                }
                self.team(routed)?;
            }
        }
        if !routing.others.is_empty() {
            self.page.blank()?;
            let names: Vec<String> = routing.others.iter().map(|team| safe::line(&team.name)).collect();
            self.page.note(0, "", &format!("Nothing calls for: {}.", names.join(", ")), WEAK)?;
        }
        Ok(())
    }

    fn team(&mut self, routed: &Routed) -> io::Result<()> {
        let team = &routed.team;
        self.page.group(&safe::line(&team.name), "")?;
        for fired in &routed.fired {
            self.fired(fired)?;
        }
        let style = match &routed.engaged {
            Some(engaged) if engaged.state == EngagementState::Engaged => GOOD,
            Some(_) => CARE,
            None => WEAK,
        };
        let mut parts = vec![(engaged(routed).to_owned(), style)];
        if let Some(engaged) = &routed.engaged {
            let words = format!("\u{201c}{}\u{201d}", safe::line(&self.list.words(&engaged.place)));
            parts.extend([(self.place(&engaged.place), WEAK), (words, PLAIN)]);
        }
        self.page.entry(4, "engaged", COLUMN, &parts)?;
        let style = if self.list.late(routed).is_some() { ALARM } else { PLAIN };
        self.page.entry(4, "tell it", COLUMN, &[(self.list.due(routed), style)])?;
        for (name, said) in [("contact", &team.contact), ("intake", &team.intake)] {
            if !said.is_empty() {
                self.page.entry(4, name, COLUMN, &[(safe::line(said), PLAIN)])?;
            }
        }
        if routed.level == RoutingLevel::MustReview && !team.needs.is_empty() {
            let needs: Vec<_> = team.needs.iter().map(|line| (safe::line(line), PLAIN)).collect();
            self.page.entry(4, "needs", COLUMN, &needs)?;
        }
        Ok(())
    }

    /// Why the team is called, and the first places that say so.
    fn fired(&mut self, fired: &Fired) -> io::Result<()> {
        self.page.note(4, "", &safe::line(&fired.trigger.reason), PLAIN)?;
        let most = if self.page.is_verbose() { usize::MAX } else { SHOWN };
        let shown: Vec<_> = fired.places.iter().take(most).map(|label| (self.place(label), label)).collect();
        let column = shown.iter().map(|(place, _)| place.width()).max().unwrap_or_default();
        for (place, label) in &shown {
            let words = self.list.words(label);
            let quoted = format!("\u{201c}{}\u{201d}", safe::line(&words));
            self.page.entry(6, place, column, &[(quoted, PLAIN), (safe::line(named(fired, label, &words)), WEAK)])?;
        }
        let rest = rest(fired, most);
        if rest.is_empty() { Ok(()) } else { self.page.note(6, "", &rest, WEAK) }
    }

    /// `file:line:column`: the whole path stands at the top.
    fn place(&self, label: &Label) -> String {
        let place = self.list.place(label);
        safe::line(if self.by_name { file_name(&place) } else { &place })
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
