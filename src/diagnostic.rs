//! Problems with the tool's own input (checklists, config, unreadable files), spanned like findings.

use crate::source::{SourceFile, Span};
use std::sync::Arc;

/// How a diagnostic bears on the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The run went on; worth knowing (an old encoding was decoded, a file was skipped).
    Note,
    /// The run went on without something the user asked for.
    Warning,
    /// Something was not reviewed: exit code 2.
    Error,
}

/// Where a diagnostic points: the whole file, or a span of it.
#[derive(Debug, Clone)]
pub enum Place {
    /// A file that could not be read as text, by its display path.
    Path(String),
    /// A span of a text file.
    Text(Arc<SourceFile>, Span),
}

/// One problem with an input of the tool.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// Stable kebab-case name of the kind of problem.
    pub code: &'static str,
    /// Its weight.
    pub level: Level,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// Where, if anywhere.
    pub place: Option<Place>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without a place.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, level: Level::Error, message: message.into(), place: None, help: None }
    }

    /// A note without a place.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self { level: Level::Note, ..Self::error(code, message) }
    }

    /// A warning without a place.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { level: Level::Warning, ..Self::error(code, message) }
    }

    /// The same, about the file shown as `path`.
    #[must_use]
    pub fn at_path(mut self, path: impl Into<String>) -> Self {
        self.place = Some(Place::Path(path.into()));
        self
    }

    /// The same, about a span of a text file.
    #[must_use]
    pub fn at(mut self, file: &Arc<SourceFile>, span: Span) -> Self {
        self.place = Some(Place::Text(Arc::clone(file), span));
        self
    }

    /// The same, with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Byte offset at which it points into its file; 0 for the whole file.
    pub fn start(&self) -> u32 {
        match &self.place {
            Some(Place::Text(_, span)) => span.start,
            _ => 0,
        }
    }

    /// Display path of the file it is about.
    pub fn path(&self) -> Option<&str> {
        match self.place.as_ref()? {
            Place::Path(path) => Some(path),
            Place::Text(file, _) => Some(file.path()),
        }
    }
}
