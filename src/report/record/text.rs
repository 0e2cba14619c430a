//! What has become of records, for people.

use super::{News, Rechecked, WEIGHTS, count, counted, of_weight, place, remarks, told, verdict, words};
use crate::record::{Standing, Weight};
use crate::report::items::{self, headline};
use crate::report::page::{ALARM, CARE, GOOD, PLAIN, Page, STRONG, WEAK};
use crate::report::{Layout, safe, sentence};
use similar::ChangeTag;
use std::io::{self, Write};

/// Writes what has become of records for people: what weighs most first, changes word by word. Spelling, form and order are counted, and
/// listed when the layout is verbose.
pub fn render_status_text(records: &[Rechecked<'_>], layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(layout, out);
    for (number, one) in records.iter().enumerate() {
        if number > 0 {
            page.blank()?;
        }
        page.plain(&safe::line(one.path), STRONG)?;
        let style = match one.recheck.standing() {
            Standing::Stands => GOOD,
            Standing::Look => CARE,
            Standing::Void => ALARM,
        };
        page.note(2, "", &sentence(&verdict(one)), style)?;
        for remark in remarks(one) {
            page.note(2, "", &remark, CARE)?;
        }
        for (weight, title) in WEIGHTS {
            let changes = of_weight(one, weight);
            if changes.is_empty() {
                continue;
            }
            page.blank()?;
            page.note(2, "", &format!("{title}: {}", count(changes.len(), "change")), STRONG)?;
            if weight == Weight::Form && !page.is_verbose() {
                continue;
            }
            for change in changes {
                page.note(4, "", &place(change), WEAK)?;
                page.note(6, "", &marked(change), PLAIN)?;
            }
        }
        let counted = counted(one);
        if !counted.is_empty() {
            page.blank()?;
            page.note(2, "", &format!("Action items: {counted}"), STRONG)?;
        }
        let mut was_new = false;
        for (news, item) in told(one) {
            if news == News::New {
                items::text::one(item, 4, &mut page)?;
                was_new = true;
                continue;
            }
            if std::mem::take(&mut was_new) {
                page.blank()?;
            }
            let style = match news {
                News::New | News::Changed => CARE,
                News::Open => PLAIN,
                News::Accepted | News::Settled => GOOD,
            };
            page.entry(4, news.as_str(), 8, &[(headline(item), style), (items::place(item), WEAK)])?;
        }
    }
    Ok(())
}

/// A change on one line: `[-what is gone-]` and `{+what has come+}`, as `git diff --word-diff` has it.
fn marked(change: &crate::record::Change) -> String {
    let mark = |(tag, words): (ChangeTag, String)| match tag {
        ChangeTag::Equal => words,
        ChangeTag::Delete => format!("[-{}-]{}", words.trim_end(), if words.ends_with(' ') { " " } else { "" }),
        ChangeTag::Insert => format!("{{+{}+}}{}", words.trim_end(), if words.ends_with(' ') { " " } else { "" }),
    };
    words(change).into_iter().map(mark).collect()
}
