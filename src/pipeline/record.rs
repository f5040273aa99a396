//! What a run is at, and when it was at what: for progress and for timings. Never part of what a run
//! makes.

use crate::output::Fault;
use crate::output::PageSource;
use crate::output::Site;

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

/// A stretch of time, counted from when the recorder was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The stage, or the path of the file that was made.
    pub name: String,
    /// When it began.
    pub start: Duration,
    /// When it ended.
    pub end: Duration,
    /// Number of the thread; stages are told by the first.
    pub thread: usize,
}

/// Keeps which stages a run went through, and how many of the files of a site are made.
#[derive(Debug)]
pub struct Recorder {
    made: Instant,
    /// Whether each file is kept, or only how many there are.
    keeps_files: bool,
    stages: Mutex<Vec<Stretch>>,
    files: Mutex<Vec<Stretch>>,
    done: AtomicUsize,
    total: AtomicUsize,
}

impl Default for Recorder {
    fn default() -> Self {
        Self::new(false)
    }
}

impl Recorder {
    /// Starts with nothing; `keeps_files` where it is to be known of each file when it was made.
    #[must_use]
    pub fn new(keeps_files: bool) -> Self {
        Self {
            made: Instant::now(),
            keeps_files,
            stages: Mutex::default(),
            files: Mutex::default(),
            done: AtomicUsize::new(0),
            total: AtomicUsize::new(0),
        }
    }

    /// A stage begins, and the one before it ends.
    pub fn begin(&self, stage: &str) {
        let now = self.made.elapsed();
        let mut stages = lock(&self.stages);
        end(&mut stages, now);
        stages.push(Stretch { name: stage.to_owned(), start: now, end: Duration::MAX, thread: 0 });
    }

    /// The last stage ends.
    pub fn finish(&self) {
        end(&mut lock(&self.stages), self.made.elapsed());
    }

    /// The stage that goes on, and how many files of how many are made: none of none before the
    /// stage that makes them.
    #[must_use]
    pub fn now(&self) -> (String, usize, usize) {
        let stages = lock(&self.stages);
        let stage = stages.last().map(|stage| stage.name.clone()).unwrap_or_default();
        (stage, self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// All stages that have ended, in their order.
    #[must_use]
    pub fn stages(&self) -> Vec<Stretch> {
        lock(&self.stages).iter().filter(|stage| stage.end != Duration::MAX).cloned().collect()
    }

    /// The files that were made, by when they were begun; none unless they are kept.
    #[must_use]
    pub fn files(&self) -> Vec<Stretch> {
        let mut files = lock(&self.files).clone();
        files.sort_by(|a, b| (a.start, a.thread, &a.name).cmp(&(b.start, b.thread, &b.name)));
        files
    }

    /// The same site, whose pages are counted as they are made.
    #[must_use]
    pub fn watch(self: &Arc<Self>, site: &Site) -> Site {
        let pages = Arc::clone(&site.pages);
        self.total.store(pages.paths().len(), Ordering::Relaxed);
        let pages = Arc::new(Watched { pages, recorder: Arc::clone(self) });
        Site { pages, ..site.clone() }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn end(stages: &mut [Stretch], now: Duration) {
    if let Some(last) = stages.last_mut().filter(|last| last.end == Duration::MAX) {
        last.end = now;
    }
}

/// Pages that are counted as they are made.
struct Watched {
    pages: Arc<dyn PageSource>,
    recorder: Arc<Recorder>,
}

impl PageSource for Watched {
    fn paths(&self) -> &[String] {
        self.pages.paths()
    }

    fn render(&self, index: usize) -> Result<Vec<u8>, Fault> {
        let recorder = &self.recorder;
        let start = recorder.keeps_files.then(|| recorder.made.elapsed());
        let page = self.pages.render(index);
        recorder.done.fetch_add(1, Ordering::Relaxed);
        if let Some(start) = start {
            let thread = rayon::current_thread_index().unwrap_or(0);
            let name = self.paths().get(index).cloned().unwrap_or_default();
            let end = recorder.made.elapsed();
            lock(&recorder.files).push(Stretch { name, start, end, thread });
        }
        page
    }

    fn is_last(&self, index: usize) -> bool {
        self.pages.is_last(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Pages(Vec<String>);

    impl PageSource for Pages {
        fn paths(&self) -> &[String] {
            &self.0
        }

        fn render(&self, index: usize) -> Result<Vec<u8>, Fault> {
            Ok(self.0[index].clone().into_bytes())
        }
    }

    fn site() -> Site {
        let pages = Arc::new(Pages(vec!["a.html".to_owned(), "b.html".to_owned()]));
        Site { pages, assets: Vec::new(), late: None }
    }

    #[test]
    fn a_stage_ends_where_the_next_begins() {
        let recorder = Recorder::default();
        recorder.begin("read");
        assert_eq!(recorder.now(), ("read".to_owned(), 0, 0));
        recorder.begin("check");
        assert_eq!(recorder.stages().len(), 1, "the second goes on");
        recorder.finish();
        recorder.finish();
        let stages = recorder.stages();
        let names: Vec<&str> = stages.iter().map(|stage| stage.name.as_str()).collect();
        assert_eq!(names, ["read", "check"]);
        assert_eq!(stages[0].end, stages[1].start);
        assert!(stages[1].start <= stages[1].end);
    }

    #[test]
    fn pages_are_the_same_and_are_counted() {
        let recorder = Arc::new(Recorder::new(true));
        let watched = recorder.watch(&site());
        assert_eq!(recorder.now().2, 2);
        assert_eq!(watched.pages.paths(), site().pages.paths());
        assert_eq!(watched.pages.render(1), site().pages.render(1));
        assert_eq!(recorder.now().1, 1);
        let files = recorder.files();
        assert_eq!((files.len(), files[0].name.as_str()), (1, "b.html"));
    }

    #[test]
    fn files_are_kept_only_where_that_is_wanted() {
        let recorder = Arc::new(Recorder::default());
        assert!(recorder.watch(&site()).pages.render(0).is_ok());
        assert_eq!(recorder.now().1, 1);
        assert_eq!(recorder.files(), []);
    }
}
