//! What notes hold: questions, answers, decisions, actions and what else was said.

use super::Outline;
use crate::facts::{Statement, StatementKind};
use crate::report::page::{CARE, PLAIN, Part, WEAK};
use std::io;

/// Characters of a statement that are shown.
const SHOWN: usize = 160;

impl Outline<'_, '_, '_> {
    pub(super) fn statements(&mut self) -> io::Result<()> {
        let found = &self.facts.statements;
        if found.is_empty() {
            return Ok(());
        }
        let open = found.iter().filter(|stated| stated.is_unanswered()).count();
        let number = |kind: StatementKind| found.iter().filter(|stated| stated.kind == kind).count();
        let tail = format!(
            "{} questions, {open} of them open; {} decisions, {} actions",
            number(StatementKind::Question),
            number(StatementKind::Decision),
            number(StatementKind::Action),
        );
        self.page.heading("Statements", &tail)?;
        for (kind, title) in [
            (StatementKind::Question, "asked"),
            (StatementKind::Answer, "answered"),
            (StatementKind::Decision, "decided"),
            (StatementKind::Action, "taken on"),
            (StatementKind::Said, "said"),
        ] {
            let of_kind: Vec<&Statement> = found.iter().filter(|stated| stated.kind == kind).collect();
            if of_kind.is_empty() {
                continue;
            }
            self.page.group(title, "")?;
            let (shown, left) = self.cut(of_kind.len());
            for stated in &of_kind[..shown] {
                self.statement(stated)?;
            }
            self.more(left)?;
        }
        Ok(())
    }

    fn statement(&mut self, stated: &Statement) -> io::Result<()> {
        let mut parts: Vec<Part> = vec![(self.quoted(stated.span, SHOWN), PLAIN)];
        match (stated.kind, stated.linked) {
            (StatementKind::Question, Some(answer)) => parts.push((format!("answered on line\u{A0}{}", self.line(answer)), WEAK)),
            (StatementKind::Question, None) if stated.is_unanswered() => parts.push(("not answered".to_owned(), CARE)),
            (StatementKind::Answer | StatementKind::Said, Some(question)) => {
                parts.push((format!("to line\u{A0}{}", self.line(question)), WEAK));
            }
            _ => {}
        }
        match (stated.kind, stated.owner) {
            (_, Some(owner)) => parts.push((format!("owner {}", self.quoted(owner, 40)), PLAIN)),
            (StatementKind::Decision | StatementKind::Action, None) if !stated.done => parts.push(("no owner".to_owned(), CARE)),
            _ => {}
        }
        if let Some(due) = stated.due {
            parts.push((format!("due {}", self.quoted(due, 40)), PLAIN));
        }
        if stated.done {
            parts.push(("done".to_owned(), WEAK));
        }
        if stated.hedged {
            parts.push(("not sure".to_owned(), WEAK));
        }
        let at = format!("line\u{A0}{}", self.line(stated.span));
        self.page.entry(4, &at, 10, &parts)
    }
}
