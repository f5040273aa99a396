//! Puts a finished staging folder in the place of the old site.
//!
//! Where the file system can, both folders are exchanged in one step. Where it cannot, file by file:
//! new files before the pages that need them, obsolete files last.
#![expect(clippy::disallowed_methods, reason = "part of writing the output")]

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::output::error::Error;
use crate::output::folder;
use crate::output::folder::Foreign;
use crate::output::manifest;
use crate::output::manifest::Manifest;

/// How a new site takes the place of an old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Both folders are exchanged in one step; file by file where the file system cannot.
    Exchange,
    /// File by file.
    FileByFile,
}

/// An old site and the new one that is to take its place.
pub(crate) struct Change<'a> {
    /// The new site, whole, with its manifest.
    pub(crate) staging: &'a Path,
    /// The output folder, which exists.
    pub(crate) folder: &'a Path,
    /// What the output folder has.
    pub(crate) old: &'a Manifest,
    /// What it is to have.
    pub(crate) new: &'a Manifest,
    /// The files that differ from the old site's or were not there.
    pub(crate) written: BTreeSet<&'a str>,
}

/// Makes a change.
///
/// # Errors
/// A foreign file in the way, before anything is changed; a fault of the file system.
pub(crate) fn publish(change: &Change<'_>, method: Method) -> Result<(), Error> {
    let foreign = folder::foreign(change.folder, change.old)?;
    refuse_obstacles(change, &foreign)?;
    if method == Method::Exchange {
        carry(change, &foreign)?;
        if exchange(change.staging, change.folder).is_ok() {
            return sweep(change);
        }
    }
    file_by_file(change)
}

/// Moves a staging folder to where there is none yet, or an empty one.
pub(crate) fn settle(staging: &Path, folder: &Path) -> io::Result<()> {
    fs::rename(staging, folder).or_else(|error| {
        // Not every system lets a folder take the place of an empty one.
        fs::remove_dir(folder).map_err(|_| error)?;
        fs::rename(staging, folder)
    })
}

/// Refuses a change that would overwrite or hide a foreign file. One with the very bytes that the
/// site has there is no obstacle.
fn refuse_obstacles(change: &Change<'_>, foreign: &[Foreign]) -> Result<(), Error> {
    let new_folders = change.new.folders();
    for entry in foreign {
        let Some(name) = entry.name() else { continue };
        let path = change.folder.join(&entry.path);
        let is_below_a_file =
            manifest::folders_of(&name).any(|folder| change.new.files.contains_key(folder));
        let is_a_file_of_ours = change.new.files.contains_key(&name)
            && (entry.is_folder || !is_same(&path, &change.staging.join(&entry.path)));
        let is_a_folder_of_ours = !entry.is_folder && new_folders.contains(name.as_str());
        if is_below_a_file || is_a_file_of_ours || is_a_folder_of_ours {
            return Err(Error::InTheWay { path });
        }
    }
    Ok(())
}

fn is_same(one: &Path, other: &Path) -> bool {
    let is_file = |path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
    is_file(one)
        && is_file(other)
        && matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other)
}

/// Gives the staging folder the foreign files of the old site: as second names of the same files,
/// so that neither folder is ever without them.
fn carry(change: &Change<'_>, foreign: &[Foreign]) -> Result<(), Error> {
    for entry in foreign {
        let from = change.folder.join(&entry.path);
        let to = change.staging.join(&entry.path);
        if entry.is_folder {
            fs::create_dir_all(&to).map_err(Error::write(&to))?;
            continue;
        }
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).map_err(Error::write(parent))?;
        }
        match fs::hard_link(&from, &to) {
            Ok(()) => {}
            // The site has the very same file.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(_) => copy(&from, &to)?,
        }
    }
    for entry in foreign.iter().rev().filter(|entry| entry.is_folder) {
        let from = change.folder.join(&entry.path);
        let permissions = fs::metadata(&from).map_err(Error::read(&from))?.permissions();
        let to = change.staging.join(&entry.path);
        fs::set_permissions(&to, permissions).map_err(Error::write(&to))?;
    }
    Ok(())
}

/// Copies a foreign file or symbolic link, on file systems where a file has one name only.
fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    #[cfg(unix)]
    if let Ok(target) = fs::read_link(from) {
        return std::os::unix::fs::symlink(target, to).map_err(Error::write(to));
    }
    fs::copy(from, to).map(drop).map_err(Error::write(to))
}

/// Exchanges two folders in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::CWD;
    use rustix::fs::RenameFlags;
    Ok(rustix::fs::renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Exchanges two folders in one step: not on this system.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// After the exchange the staging folder is the old site. What others wrote to it while it was
/// being replaced is moved over.
fn sweep(change: &Change<'_>) -> Result<(), Error> {
    for entry in folder::foreign(change.staging, change.old)? {
        let late = change.staging.join(&entry.path);
        let here = change.folder.join(&entry.path);
        let is_ours = entry.name().is_some_and(|name| change.new.files.contains_key(&name));
        if entry.is_folder {
            fs::create_dir_all(&here).map_err(Error::write(&here))?;
        } else if !is_ours && !is_one_file(&late, &here) {
            if let Some(parent) = here.parent() {
                fs::create_dir_all(parent).map_err(Error::write(parent))?;
            }
            fs::rename(&late, &here).map_err(Error::write(&here))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn is_one_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let inode = |path| fs::symlink_metadata(path).map(|m| (m.dev(), m.ino()));
    matches!((inode(one), inode(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(not(unix))]
fn is_one_file(_: &Path, other: &Path) -> bool {
    other.exists()
}

/// Name of the file that is being brought over from another file system.
const INCOMING: &str = ".duizhao-incoming";

/// Replaces file by file. The manifest first names the files of both sites, so that a build after
/// a kill knows them all, and in the end those of the new one.
fn file_by_file(change: &Change<'_>) -> Result<(), Error> {
    let mut both = change.old.files.clone();
    both.extend(change.new.files.iter().map(|(path, hash)| (path.clone(), *hash)));
    let pending = change.staging.join(INCOMING);
    fs::write(&pending, Manifest::new(both).to_bytes()).map_err(Error::write(&pending))?;
    place(change, INCOMING, manifest::NAME)?;

    let (early, late) = obsolete(change);
    remove(change, &early)?;
    let (pages, others): (Vec<&str>, Vec<&str>) =
        change.written.iter().partition(|path| path.ends_with(".html"));
    for path in others.iter().chain(&pages) {
        place(change, path, path)?;
    }
    remove(change, &late)?;
    place(change, manifest::NAME, manifest::NAME)
}

/// The obsolete files of the old site: those that must go before the new files come, because they
/// stand in their way, and all others.
fn obsolete<'a>(change: &Change<'a>) -> (Vec<&'a str>, Vec<&'a str>) {
    let new_folders = change.new.folders();
    let folded: BTreeSet<Cow<'_, str>> =
        change.new.files.keys().map(|path| manifest::fold(path)).collect();
    let gone = change.old.files.keys().filter(|path| !change.new.files.contains_key(*path));
    gone.map(String::as_str).partition(|path| {
        new_folders.contains(path)
            || manifest::folders_of(path).any(|folder| change.new.files.contains_key(folder))
            || folded.contains(&manifest::fold(path))
    })
}

/// Moves one file of the staging folder to its place; what stands there is replaced in one step.
fn place(change: &Change<'_>, from: &str, to: &str) -> Result<(), Error> {
    let from = change.staging.join(from);
    let to = change.folder.join(to);
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent).map_err(Error::write(parent))?;
    }
    if fs::rename(&from, &to).is_ok() {
        return Ok(());
    }
    // The output folder may be a file system of its own.
    let incoming = change.folder.join(INCOMING);
    fs::copy(&from, &incoming).map_err(Error::write(&incoming))?;
    fs::rename(&incoming, &to).map_err(Error::write(&to))
}

/// Removes files of the old site, and the folders that are empty without them.
fn remove(change: &Change<'_>, paths: &[&str]) -> Result<(), Error> {
    for path in paths {
        let file = change.folder.join(path);
        match fs::remove_file(&file) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::write(&file)(error)),
        }
        for folder in manifest::folders_of(path) {
            // A folder that is not empty stays.
            if fs::remove_dir(change.folder.join(folder)).is_err() {
                break;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::manifest::Digest;

    #[test]
    fn a_replacement_that_stops_midway_is_known_to_the_next_build() {
        let home = tempfile::tempdir().unwrap();
        let (staging, folder) = (home.path().join("staging"), home.path().join("public"));
        fs::create_dir(&staging).unwrap();
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("old.html"), "old").unwrap();
        fs::write(staging.join("a.css"), "new").unwrap();
        let manifest = |paths: &[&str]| {
            Manifest::new(paths.iter().map(|p| ((*p).to_owned(), Digest::default())).collect())
        };
        let (old, new) = (manifest(&["old.html"]), manifest(&["a.css", "missing.html"]));
        let written = BTreeSet::from(["a.css", "missing.html"]);
        let change = Change { staging: &staging, folder: &folder, old: &old, new: &new, written };
        let error = publish(&change, Method::FileByFile).unwrap_err();
        assert!(matches!(error, Error::Write { .. }), "{error}");
        assert!(folder.join("a.css").exists(), "files come before the pages that need them");
        assert!(folder.join("old.html").exists(), "obsolete files go last");
        let known = Manifest::parse(&fs::read(folder.join(manifest::NAME)).unwrap()).unwrap();
        assert_eq!(known, manifest(&["a.css", "missing.html", "old.html"]));
    }

    #[test]
    fn what_others_wrote_during_the_exchange_is_moved_over() {
        let home = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| {
            let path = home.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        put("old/a/index.html", "old");
        put("old/a/late.txt", "late");
        put("old/.git/index", "late");
        put("new/.git/index", "early");
        put("new/index.html", "new");
        let manifest = |path: &str| Manifest::new([(path.to_owned(), Digest::default())].into());
        let (old, new) = (manifest("a/index.html"), manifest("index.html"));
        let (staging, folder) = (home.path().join("old"), home.path().join("new"));
        let written = BTreeSet::new();
        let change = Change { staging: &staging, folder: &folder, old: &old, new: &new, written };
        sweep(&change).unwrap();
        let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap_or_default();
        assert_eq!(read("a/late.txt"), "late");
        assert_eq!(read(".git/index"), "late");
        assert_eq!(read("index.html"), "new");
        assert_eq!(read("a/index.html"), "");
    }
}
