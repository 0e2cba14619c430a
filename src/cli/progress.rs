//! A line that tells what a long run is at, on a terminal alone.

use super::args::Global;
use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A run that is over by then says nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the line is written anew.
const BEAT: Duration = Duration::from_millis(200);

/// The line of one piece of work; it is gone when this is dropped.
pub(super) struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Progress {
    /// Work of which `what` says what is done, such as "reviewing 2,403 files".
    pub(super) fn of(globals: &Global, what: String) -> Self {
        if globals.quiet || !io::stderr().is_terminal() {
            return Self(None);
        }
        let (end, ended) = mpsc::channel();
        let line = std::thread::spawn(move || {
            let start = Instant::now();
            let mut wait = PATIENCE;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                let _ = write!(io::stderr(), "\r\x1b[2K{}", line(&what, start.elapsed()));
                wait = BEAT;
            }
            if wait == BEAT {
                let _ = write!(io::stderr(), "\r\x1b[2K");
            }
        });
        Self(Some((end, line)))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, line)) = self.0.take() {
            drop(end);
            let _ = line.join();
        }
    }
}

fn line(what: &str, since: Duration) -> String {
    format!("{what} \u{2026} {} s", since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_and_since_when() {
        assert_eq!(line("reviewing 12 files", Duration::from_millis(3700)), "reviewing 12 files \u{2026} 3 s");
    }
}
