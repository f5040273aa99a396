//! What wakes the preview: events of the file system, or, where there are none, the clock.
//!
//! An event says only that it is worth looking, and where; what changed is found by comparing bytes.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;
use std::time::Duration;
use std::time::Instant;

use notify::EventKind;
use notify::RecommendedWatcher;
use notify::RecursiveMode;
use notify::Watcher;
use notify::event::AccessKind;
use notify::event::AccessMode;
use notify::event::CreateKind;
use notify::event::ModifyKind;

use crate::pipeline::ROOTS;

/// How long an event of our own may take to arrive.
const PROBE: Duration = Duration::from_millis(400);

/// Shortest time between two looks where there are no events.
const POLL: Duration = Duration::from_millis(200);

/// Shortest time between two looks where there are events, in case one was missed.
const NET: Duration = Duration::from_secs(2);

/// How long a file may stay open for writing before its bytes are looked at all the same.
const WRITING: Duration = Duration::from_millis(25);

/// Longest time for which events are gathered.
const GATHERING: Duration = Duration::from_millis(300);

/// What wakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Events of the file system.
    Events,
    /// The clock.
    Polling,
}

/// Why somebody was woken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// These files may have changed, and others only where an event was missed.
    LookAt(Vec<PathBuf>),
    /// Any files may have changed.
    Look,
    /// It is over.
    Stop,
}

/// What an event says.
enum Ring {
    /// These files are being written.
    Writing(Vec<PathBuf>),
    /// These files have been written.
    Written(Vec<PathBuf>),
    /// Something changed.
    Changed(Vec<PathBuf>),
    /// It is over.
    Stop,
}

/// Ends the waiting of a [`Waker`] from elsewhere.
#[derive(Debug, Clone)]
pub struct Bell(Sender<Ring>);

impl Bell {
    /// Tells that it is over.
    pub fn stop(&self) {
        // A waker that is gone needs no telling.
        let _ = self.0.send(Ring::Stop);
    }
}

/// Waits until files of an edition may have changed.
pub struct Waker {
    root: PathBuf,
    rings: Receiver<Ring>,
    sender: Sender<Ring>,
    /// `None` where the clock wakes.
    watcher: Option<RecommendedWatcher>,
    /// Folder → which folder it was when its watch began.
    watched: BTreeMap<&'static str, Option<Identity>>,
}

/// What stays the same while a folder is the same.
type Identity = (u64, u64);

impl Waker {
    /// Watches the edition in a folder; by the clock where events do not come.
    #[must_use]
    pub fn new(root: &Path, way: Way) -> Self {
        let (sender, rings) = mpsc::channel();
        let root = root.to_owned();
        let mut waker = Self { root, rings, sender, watcher: None, watched: BTreeMap::new() };
        if way == Way::Events {
            waker.watcher = watcher(waker.sender.clone());
            if !(waker.tend() && waker.probe()) {
                waker.watcher = None;
            }
        }
        waker
    }

    /// What wakes.
    #[must_use]
    pub fn way(&self) -> Way {
        if self.watcher.is_some() { Way::Events } else { Way::Polling }
    }

    /// What ends the waiting.
    #[must_use]
    pub fn bell(&self) -> Bell {
        Bell(self.sender.clone())
    }

    /// Waits until files may have changed. `cost` is how long a look takes.
    pub fn wait(&mut self, cost: Duration) -> Call {
        let pace = match self.way() {
            Way::Events => NET.max(cost * 100),
            Way::Polling => POLL.max(cost * 20),
        };
        let (mut writing, mut named) = (BTreeSet::new(), BTreeSet::new());
        let mut is_somewhere = false;
        let Ok(first) = self.rings.recv_timeout(pace) else { return Call::Look };
        let started = Instant::now();
        let mut next = Some(first);
        while let Some(ring) = next {
            match ring {
                Ring::Stop => return Call::Stop,
                Ring::Writing(paths) => {
                    named.extend(paths.iter().cloned());
                    writing.extend(paths);
                }
                Ring::Written(paths) | Ring::Changed(paths) => {
                    is_somewhere |= paths.is_empty();
                    writing.retain(|path| !paths.contains(path));
                    named.extend(paths);
                }
            }
            // One save is answered as soon as the file is closed.
            let patience = if writing.is_empty() { Duration::ZERO } else { WRITING };
            let left = GATHERING.saturating_sub(started.elapsed());
            next = self.rings.recv_timeout(patience.min(left)).ok();
        }
        if self.watcher.is_some() && !self.tend() {
            self.watcher = None;
        }
        if is_somewhere { Call::Look } else { Call::LookAt(named.into_iter().collect()) }
    }

    /// Waits until nothing happens for a while; whether it was told to stop.
    pub fn quiet(&mut self, pause: Duration) -> Call {
        let started = Instant::now();
        while started.elapsed() < GATHERING * 4 {
            match self.rings.recv_timeout(pause) {
                Ok(Ring::Stop) => return Call::Stop,
                Ok(_) => {}
                Err(_) => break,
            }
        }
        Call::Look
    }

    /// Begins the watches of folders that are new or others than before; whether that could be done.
    fn tend(&mut self) -> bool {
        let Some(watcher) = &mut self.watcher else { return false };
        let folders = ROOTS.into_iter().filter(|name| !name.ends_with(".toml"));
        let all = [("", RecursiveMode::NonRecursive)].into_iter();
        for (name, mode) in all.chain(folders.map(|name| (name, RecursiveMode::Recursive))) {
            let folder = self.root.join(name);
            let now = identity(&folder);
            let before = self.watched.get(name).copied().flatten();
            if now == before {
                continue;
            }
            if before.is_some() {
                // The watch may have ended with the folder.
                let _ = watcher.unwatch(&folder);
            }
            if now.is_some() && watcher.watch(&folder, mode).is_err() && folder.exists() {
                return false;
            }
            self.watched.insert(name, now);
        }
        true
    }

    /// Whether an event of our own arrives: a hidden file, which is no file of an edition.
    fn probe(&self) -> bool {
        let made = tempfile::Builder::new().prefix(".duizhao-").tempfile_in(&self.root);
        let Ok(mut probe) = made else { return false };
        if probe.write_all(b"\n").is_err() {
            return false;
        }
        let name = probe.path().file_name().map(ToOwned::to_owned);
        let started = Instant::now();
        while let Ok(ring) = self.rings.recv_timeout(PROBE.saturating_sub(started.elapsed())) {
            let (Ring::Writing(paths) | Ring::Written(paths) | Ring::Changed(paths)) = ring else {
                return false;
            };
            if paths.iter().any(|path| path.file_name() == name.as_deref()) {
                return true;
            }
        }
        false
    }
}

fn watcher(sender: Sender<Ring>) -> Option<RecommendedWatcher> {
    let heard = move |event: notify::Result<notify::Event>| {
        // A fault of the watcher is a reason to look, too.
        let ring = match event {
            Ok(event) => ring(event),
            Err(_) => Some(Ring::Changed(Vec::new())),
        };
        if let Some(ring) = ring {
            // A waker that is gone needs no telling.
            let _ = sender.send(ring);
        }
    };
    notify::recommended_watcher(heard).ok()
}

/// What an event says; `None` for mere reading, which our own looking does too.
fn ring(event: notify::Event) -> Option<Ring> {
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(Ring::Written(event.paths)),
        EventKind::Access(_) => None,
        EventKind::Create(CreateKind::File) | EventKind::Modify(ModifyKind::Data(_)) => {
            Some(Ring::Writing(event.paths))
        }
        _ => Some(Ring::Changed(event.paths)),
    }
}

#[cfg(unix)]
fn identity(folder: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    folder.metadata().ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(folder: &Path) -> Option<Identity> {
    folder.is_dir().then_some((0, 0))
}
