//! Reads the files of an edition into memory, sorted by path; when asked again, those that changed.

use crate::diag::Content;
use crate::model::Date;

use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::ops::Bound;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::time::SystemTime;

/// A file that was changed less than this before it was read is read again: a file system may
/// give two changes within so short a time the same date.
const SETTLED: Duration = Duration::from_secs(2);

/// The folders and files of an edition that are read; everything else in its folder is not ours.
pub const ROOTS: [&str; 6] =
    ["site.toml", "published-ids.toml", "content", "glossary", "seeds", "themes"];

/// All input files of an edition as they were at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceTree {
    /// Path relative to the edition's folder, with `/` → the bytes, or why they could not be read.
    pub files: BTreeMap<Arc<str>, Result<Content, String>>,
    /// The address of the site, ending in `/`, where it is given from outside: it stands for
    /// `base-url` of `site.toml`.
    pub base_url: Option<String>,
    /// The edition's date where `site.toml` gives none.
    pub date: Option<Date>,
}

impl SourceTree {
    /// A tree from a text in which each file starts with a line `//- path`; for tests.
    #[must_use]
    pub fn from_fixture(fixture: &str) -> Self {
        let mut tree = Self::default();
        for part in fixture.split("//- ").skip(1) {
            let (path, text) = part.split_once('\n').unwrap_or((part, ""));
            tree.insert(path.trim(), text.as_bytes());
        }
        tree
    }

    /// Gives the edition a date for where `site.toml` has none: the day of a moment, in seconds
    /// since 1970.
    pub fn date_by_moment(&mut self, seconds: Option<u64>) {
        self.date = seconds.and_then(Date::of_seconds);
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), Ok(bytes.into().into()));
    }

    /// Files below a folder (`content/`), with their paths, sorted.
    pub fn below<'a>(
        &'a self,
        folder: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Result<Content, String>)> {
        self.files
            .range::<str, _>((Bound::Included(folder), Bound::Unbounded))
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(path, bytes)| (&**path, bytes))
    }
}

/// A tree with what the file system said of its files, so that it can be read again cheaply.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// The files.
    pub tree: SourceTree,
    stamps: BTreeMap<Arc<str>, Stamp>,
}

/// What the file system says of a file: as long as it says the same, the bytes are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Device, number and date of change of the file's entry, where the system has them.
    entry: [i64; 4],
}

impl Stamp {
    /// A stamp that can be relied on; `None` where the file changed only just now.
    fn of(metadata: &Metadata, now: SystemTime) -> Option<Self> {
        let modified = metadata.modified().ok();
        let age = modified.and_then(|modified| now.duration_since(modified).ok());
        let stamp = Self { length: metadata.len(), modified, entry: entry(metadata) };
        age.is_some_and(|age| age >= SETTLED).then_some(stamp)
    }
}

#[cfg(unix)]
fn entry(metadata: &Metadata) -> [i64; 4] {
    use std::os::unix::fs::MetadataExt;
    let [device, number] = [metadata.dev(), metadata.ino()].map(u64::cast_signed);
    [device, number, metadata.ctime(), metadata.ctime_nsec()]
}

#[cfg(not(unix))]
fn entry(_: &Metadata) -> [i64; 4] {
    [0; 4]
}

/// Reads all files of the edition in `root`. A file that cannot be read is kept with the reason,
/// so that one run reports everything; hidden files and editors' backups are passed over.
#[must_use]
pub fn read(root: &Path) -> SourceTree {
    read_again(root, &Snapshot::default()).tree
}

/// Reads the edition in `root` as [`read`] does, but takes from an earlier snapshot the files of
/// which the file system says that they are the same. Bytes that did not change stay the same `Arc`.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the age of a file tells whether its date is sure")]
pub fn read_again(root: &Path, before: &Snapshot) -> Snapshot {
    let now = SystemTime::now();
    let mut snapshot = Snapshot::default();
    let mut found = Vec::new();
    for name in ROOTS {
        let start = root.join(name);
        if !start.exists() {
            continue;
        }
        let walk = walkdir::WalkDir::new(&start).follow_links(true).sort_by_file_name();
        for entry in
            walk.into_iter().filter_entry(|e| !is_passed_over(&e.file_name().to_string_lossy()))
        {
            match entry {
                Ok(entry) if entry.file_type().is_file() => found.push(entry),
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().map_or_else(|| name.to_owned(), |p| relative(root, p));
                    snapshot.tree.files.insert(path.into(), Err(reason(&error)));
                }
            }
        }
    }
    let read = |entry: walkdir::DirEntry| {
        let name = relative(root, entry.path());
        let known = before.tree.files.get_key_value(&*name);
        let path = known.map_or_else(|| name.into(), |(path, _)| Arc::clone(path));
        let stamp = entry.metadata().ok().and_then(|m| Stamp::of(&m, now));
        let bytes = again(&path, entry.path(), stamp.as_ref(), before);
        (path, stamp, bytes)
    };
    let all: Vec<_> = found.into_par_iter().map(read).collect();
    for (path, stamp, bytes) in all {
        snapshot.stamps.extend(stamp.map(|stamp| (path.clone(), stamp)));
        snapshot.tree.files.insert(path, bytes);
    }
    snapshot
}

/// Reads those files of the edition in `root` again that are named, and gives the paths of those
/// that have other bytes now, sorted. `None` where this does not tell everything, and all files have
/// to be looked at: a file has come or gone, is empty, or is no plain file.
pub fn read_named(root: &Path, named: &[PathBuf], snapshot: &mut Snapshot) -> Option<Vec<String>> {
    let mut found: BTreeMap<Arc<str>, Content> = BTreeMap::new();
    for path in named {
        let Ok(below) = path.strip_prefix(root) else { return None };
        let mut parts = below.components().map(|part| part.as_os_str().to_string_lossy());
        if parts.any(|part| is_passed_over(&part)) {
            continue;
        }
        let name = relative(root, path);
        let (name, known) = snapshot.tree.files.get_key_value(&*name)?;
        let known = known.as_ref().ok()?;
        let is_plain = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
        let content = is_plain.then(|| read_file(path)).and_then(Result::ok)?;
        if content.is_empty() {
            return None;
        }
        if !known.is(&content) {
            found.insert(Arc::clone(name), content);
        }
    }
    let changed = found.keys().map(ToString::to_string).collect();
    for (name, content) in found {
        snapshot.stamps.remove(&name);
        snapshot.tree.files.insert(name, Ok(content));
    }
    Some(changed)
}

/// Why an entry of a folder cannot be read.
fn reason(error: &walkdir::Error) -> String {
    if error.loop_ancestor().is_some() {
        return "it is a link to a folder that it is in".to_owned();
    }
    let is_link = error.path().is_some_and(Path::is_symlink);
    match error.io_error() {
        Some(inner) if is_link && inner.kind() == std::io::ErrorKind::NotFound => {
            "it is a link to a file that is not there".to_owned()
        }
        Some(inner) => inner.to_string(),
        None => error.to_string(),
    }
}

/// The bytes of a file, from the earlier snapshot if its stamp is the same.
fn again(
    name: &str,
    path: &Path,
    stamp: Option<&Stamp>,
    before: &Snapshot,
) -> Result<Content, String> {
    let known = before.tree.files.get(name).and_then(|bytes| bytes.as_ref().ok());
    if let (Some(known), Some(stamp)) = (known, stamp)
        && before.stamps.get(name) == Some(stamp)
    {
        return Ok(known.clone());
    }
    let bytes = read_file(path)?;
    Ok(known.filter(|known| known.is(&bytes)).map_or(bytes, Content::clone))
}

#[expect(clippy::disallowed_methods, reason = "this is the module that reads files")]
fn read_file(path: &Path) -> Result<Content, String> {
    std::fs::read(path).map(Content::from).map_err(|error| error.to_string())
}

fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || name.starts_with('#') || name.ends_with('~') || name.ends_with(".swp")
}

fn relative(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the files are those of the test")]
    fn named_files_tell_of_other_bytes_and_nothing_more() {
        let home = tempfile::tempdir().unwrap();
        let root = home.path();
        let put = |name: &str, text: &str| {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, text).unwrap();
            path
        };
        put("site.toml", "a = 1");
        let notes = put("content/d/notes.toml", "one");
        let mut snapshot = read_again(root, &Snapshot::default());
        let named = |paths: &[&PathBuf], snapshot: &mut Snapshot| {
            let paths: Vec<PathBuf> = paths.iter().map(|path| (*path).clone()).collect();
            let told = read_named(root, &paths, snapshot);
            let told = told.map(|paths| paths.join(" "));
            if told.is_some() {
                assert_eq!(snapshot.tree, read(root), "what was read is what is there");
            }
            told
        };
        assert_eq!(named(&[&notes], &mut snapshot).as_deref(), Some(""), "nothing has changed");
        put("content/d/notes.toml", "two");
        let swap = put("content/d/.notes.toml.swp", "two");
        let told = named(&[&swap, &notes, &notes], &mut snapshot);
        assert_eq!(told.as_deref(), Some("content/d/notes.toml"));
        let before = snapshot.tree.clone();
        for (name, text) in [("content/d/notes.toml", ""), ("content/d/zh.toml", "new")] {
            let path = put(name, text);
            assert_eq!(named(&[&path], &mut snapshot), None, "{name}");
        }
        std::fs::remove_file(&notes).unwrap();
        for path in [&notes, &root.join("content/d"), &home.path().with_file_name("other")] {
            assert_eq!(named(&[path], &mut snapshot), None, "{path:?}");
        }
        assert_eq!(snapshot.tree, before, "what does not tell everything changes nothing");
    }

    #[test]
    fn a_fixture_holds_files_by_path() {
        let tree = SourceTree::from_fixture("//- site.toml\na = 1\n//- content/x/zh.toml\nb\n");
        let paths: Vec<_> = tree.files.keys().map(|path| &**path).collect();
        assert_eq!(paths, ["content/x/zh.toml", "site.toml"]);
        let below: Vec<_> = tree.below("content/").map(|(path, _)| path).collect();
        assert_eq!(below, ["content/x/zh.toml"]);
    }
}
