//! The preview's work: woken, it reads what changed, runs the pipeline, and shows the new site or
//! tells what is wrong with it.

use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;

use crate::pipeline;
use crate::pipeline::Goal;
use crate::pipeline::Memory;
use crate::pipeline::Outcome;
use crate::pipeline::Snapshot;
use crate::serve::changes;
use crate::serve::changes::How;
use crate::serve::http::Preview;
use crate::serve::live::Edited;
use crate::serve::live::News;
use crate::serve::waker::Call;
use crate::serve::waker::Waker;

/// How long nothing must happen until a change of many files, or of which files there are, is over.
const QUIET: Duration = Duration::from_millis(40);

/// How long a fault may be waited with whose files go on changing.
const PATIENCE: Duration = Duration::from_secs(1);

/// More changed files than this are no save but a change of branch.
const FEW: usize = 8;

/// Problems that open pages are shown.
const SHOWN: usize = 500;

/// An edition that is rebuilt as its files change.
pub struct Workshop {
    root: PathBuf,
    strict: bool,
    snapshot: Snapshot,
    memory: Memory,
    /// How long the last look at the files took.
    cost: Duration,
}

/// What a rebuild came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuilt {
    /// The files that changed, sorted.
    pub changed: Vec<String>,
    /// From the moment of being woken to the moment at which pages are told.
    pub took: Duration,
    /// How many findings are errors.
    pub errors: usize,
    /// How many findings are warnings.
    pub warnings: usize,
    /// Whether the new site is shown.
    pub shown: bool,
}

impl Workshop {
    /// Reads an edition for the first time. With `strict`, warnings are reasons not to show it.
    #[must_use]
    pub fn open(root: &Path, strict: bool) -> (Self, Outcome) {
        let started = Instant::now();
        let snapshot = pipeline::read_again(root, &Snapshot::default());
        let mut workshop = Self {
            root: root.to_owned(),
            strict,
            snapshot,
            memory: Memory::default(),
            cost: started.elapsed(),
        };
        let outcome = workshop.run();
        (workshop, outcome)
    }

    /// Tells a preview what the edition as it was opened came to.
    pub fn show_first(&mut self, outcome: &mut Outcome, preview: &Preview) {
        self.show(outcome, preview);
    }

    /// Rebuilds until the waker is told to stop; tells each rebuild.
    pub fn work(mut self, preview: &Preview, mut waker: Waker, mut tell: impl FnMut(&Rebuilt)) {
        loop {
            let call = waker.wait(self.cost);
            let woken = Instant::now();
            let named = match &call {
                Call::Stop => return,
                Call::LookAt(paths) if paths.len() <= FEW => {
                    pipeline::read_named(&self.root, paths, &mut self.snapshot)
                }
                Call::LookAt(_) | Call::Look => None,
            };
            let Some(mut changed) = named.or_else(|| self.look(&mut waker)) else { return };
            if changed.is_empty() {
                continue;
            }
            let mut outcome = self.run();
            // What is wrong may be the half of a save of several files: the rest follows at once.
            while outcome.count().0 > 0 && woken.elapsed() < PATIENCE {
                if waker.quiet(QUIET) == Call::Stop {
                    return;
                }
                let Some(more) = self.look(&mut waker) else { return };
                if more.is_empty() {
                    break;
                }
                changed.extend(more);
                outcome = self.run();
            }
            changed.sort_unstable();
            changed.dedup();
            let shown = self.show(&mut outcome, preview);
            let (errors, warnings) = outcome.count();
            tell(&Rebuilt { changed, took: woken.elapsed(), errors, warnings, shown });
        }
    }

    fn run(&mut self) -> Outcome {
        pipeline::run_again(&self.snapshot.tree, Goal::Build, &mut self.memory)
    }

    /// Takes a new snapshot, and another one when what changed looks like the middle of something.
    /// `None` where it is over.
    fn look(&mut self, waker: &mut Waker) -> Option<Vec<String>> {
        let started = Instant::now();
        let mut next = pipeline::read_again(&self.root, &self.snapshot);
        self.cost = started.elapsed();
        let mut changed = changes::between(&self.snapshot.tree, &next.tree);
        if is_amid(&changed) {
            if waker.quiet(QUIET) == Call::Stop {
                return None;
            }
            next = pipeline::read_again(&self.root, &next);
            changed = changes::between(&self.snapshot.tree, &next.tree);
        }
        self.snapshot = next;
        Some(changed.into_iter().map(|(path, _)| path).collect())
    }

    /// Shows the site of an outcome if nothing is wrong with it, and tells open pages.
    fn show(&mut self, outcome: &mut Outcome, preview: &Preview) -> bool {
        let wanted = outcome.count();
        let good = wanted.0 == 0 && !(self.strict && wanted.1 > 0);
        let site = outcome.site.take().filter(|_| good);
        let aids = outcome.aids.take();
        let before = match site.map(|site| preview.show_tried(site, aids)) {
            Some(Ok(before)) => Some(before),
            Some(Err(fault)) => {
                outcome.add_fault(&fault);
                None
            }
            None => None,
        };
        preview.tell(self.news(outcome, before.is_some()));
        // Only now is what was shown before let go.
        before.is_some()
    }

    fn news(&mut self, outcome: &Outcome, shown: bool) -> News {
        if shown {
            let edited = self.memory.shown().map(|place| Edited {
                document: place.document.to_string(),
                segment: place.segment.to_string(),
                folder: place.folder,
            });
            return News { edited, ..News::default() };
        }
        let mut problems = outcome.problems();
        let more = problems.len().saturating_sub(SHOWN);
        problems.truncate(SHOWN);
        News { edited: None, problems, more }
    }
}

/// Whether changes may be half of a move, of a copy or of a change of branch.
fn is_amid(changes: &[(String, How)]) -> bool {
    changes.len() > FEW || changes.iter().any(|(_, how)| *how != How::Changed)
}
