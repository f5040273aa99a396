//! Progress on a terminal, for work that takes longer than a moment.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::mpsc;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::mpsc::Sender;
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::ProgressBar;
use indicatif::ProgressStyle;

use crate::cli::args::Common;
use crate::pipeline::Recorder;

/// Work that is done sooner shows nothing.
const MOMENT: Duration = Duration::from_millis(500);

/// How often what is shown is brought up to date.
const TICK: Duration = Duration::from_millis(100);

/// Set by every service of continuous integration, where nobody looks on.
const SERVICE: &str = "CI";

/// What is shown before the number of files is known, and from then on.
const STYLES: [&str; 2] =
    ["{spinner} {msg} {elapsed}", "{spinner} {msg} {bar:24} {pos}/{len} {elapsed}"];

/// Shows what a recorder is at for as long as it is there.
pub(crate) struct Progress {
    end: Option<Sender<()>>,
    shown: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins to look on; nothing is shown where stderr is no terminal.
    pub(crate) fn of(recorder: &Arc<Recorder>, common: &Common) -> Self {
        let is_watched = std::io::stderr().is_terminal() && std::env::var_os(SERVICE).is_none();
        if common.quiet || !is_watched {
            return Self { end: None, shown: None };
        }
        let recorder = Arc::clone(recorder);
        let (end, ended) = mpsc::channel();
        let shown = std::thread::spawn(move || {
            if ended.recv_timeout(MOMENT) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::new(0);
            loop {
                update(&bar, &recorder);
                if ended.recv_timeout(TICK) != Err(RecvTimeoutError::Timeout) {
                    return bar.finish_and_clear();
                }
            }
        });
        Self { end: Some(end), shown: Some(shown) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(shown) = self.shown.take() {
            // What is shown is gone either way.
            let _ = shown.join();
        }
    }
}

fn update(bar: &ProgressBar, recorder: &Recorder) {
    let (stage, done, total) = recorder.now();
    let style = STYLES[usize::from(total > 0)];
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar.set_length(total as u64);
    bar.set_position(done as u64);
    bar.set_message(stage);
    bar.tick();
}
