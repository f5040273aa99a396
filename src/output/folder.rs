//! The output folder as a build finds it: its old site, foreign files, and what stands beside it.
#![expect(clippy::disallowed_methods, reason = "part of writing the output")]

use std::ffi::OsString;
use std::fs;
use std::fs::File;
use std::fs::TryLockError;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::output::error::Error;
use crate::output::manifest;
use crate::output::manifest::Manifest;

/// What stands in an output folder.
#[derive(Debug)]
pub(crate) enum Old {
    /// There is no such folder.
    Missing,
    /// An empty folder.
    Empty,
    /// A site of an earlier build, with or without foreign files.
    Site(Manifest),
}

impl Old {
    /// The manifest of the old site.
    pub(crate) fn manifest(&self) -> Option<&Manifest> {
        match self {
            Self::Site(manifest) => Some(manifest),
            Self::Missing | Self::Empty => None,
        }
    }
}

/// The real path of an output folder: absolute, symbolic links followed, so that a link to the
/// folder stays a link.
pub(crate) fn resolve(folder: &Path) -> Result<PathBuf, Error> {
    let path = match fs::symlink_metadata(folder) {
        Ok(_) => fs::canonicalize(folder).map_err(Error::read(folder))?,
        Err(_) => std::path::absolute(folder).map_err(Error::read(folder))?,
    };
    if path.file_name().is_none() || path.parent().is_none() {
        return Err(Error::NotAFolder { path });
    }
    Ok(path)
}

/// Looks at an output folder; refuses one that holds files but no manifest.
pub(crate) fn inspect(folder: &Path) -> Result<Old, Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Old::Missing),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(Error::NotAFolder { path: folder.to_owned() });
        }
        Err(error) => return Err(Error::read(folder)(error)),
    };
    let path = folder.join(manifest::NAME);
    match fs::read(&path) {
        Ok(bytes) => match Manifest::parse(&bytes) {
            Ok(manifest) => Ok(Old::Site(manifest)),
            Err(message) => Err(Error::Manifest { path, message }),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => match entries.count() {
            0 => Ok(Old::Empty),
            _ => Err(Error::Foreign { path: folder.to_owned() }),
        },
        Err(error) => Err(Error::read(&path)(error)),
    }
}

/// Something in the output folder that no build made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Foreign {
    /// Path below the output folder.
    pub(crate) path: PathBuf,
    /// Whether it is a folder; anything else (links too) is kept as it is.
    pub(crate) is_folder: bool,
}

impl Foreign {
    /// The path with `/`, where it is Unicode.
    pub(crate) fn name(&self) -> Option<String> {
        let parts: Option<Vec<_>> = self.path.iter().map(|part| part.to_str()).collect();
        parts.map(|parts| parts.join("/"))
    }
}

/// All foreign files and folders below an output folder, sorted, a folder before what is in it.
pub(crate) fn foreign(folder: &Path, old: &Manifest) -> Result<Vec<Foreign>, Error> {
    let own_folders = old.folders();
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            Error::Read { path, source: error.into() }
        })?;
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let foreign = Foreign { path: relative.to_owned(), is_folder: entry.file_type().is_dir() };
        let is_own = foreign.name().is_some_and(|name| {
            let known = if foreign.is_folder {
                own_folders.contains(name.as_str())
            } else {
                old.files.contains_key(&name)
            };
            known || manifest::is_reserved(&name)
        });
        if !is_own {
            found.push(foreign);
        }
    }
    Ok(found)
}

/// A hidden path beside the output folder: `.public` and an ending.
fn beside(folder: &Path, ending: &str) -> OsString {
    let mut name = OsString::from(".");
    name.push(folder.file_name().unwrap_or_default());
    name.push(ending);
    name
}

/// Ending of the names of staging folders, before their random part.
const STAGING: &str = ".staging-";

/// Removes what killed builds left beside the output folder. Only for the holder of the [`Lock`].
pub(crate) fn clear_stale(folder: &Path) -> Result<(), Error> {
    let Some(parent) = folder.parent() else { return Ok(()) };
    let prefix = beside(folder, STAGING);
    for entry in fs::read_dir(parent).map_err(Error::read(parent))? {
        let entry = entry.map_err(Error::read(parent))?;
        let name = entry.file_name();
        let is_stale = name.as_encoded_bytes().starts_with(prefix.as_encoded_bytes())
            && entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_stale {
            fs::remove_dir_all(entry.path()).map_err(Error::write(&entry.path()))?;
        }
    }
    Ok(())
}

/// Makes an empty staging folder beside the output folder, on the same file system and with the
/// same permissions. It is removed when dropped.
pub(crate) fn stage(folder: &Path) -> Result<TempDir, Error> {
    let parent = folder.parent().unwrap_or(folder);
    let prefix = beside(folder, STAGING);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    let staging = builder.tempdir_in(parent).map_err(Error::write(parent))?;
    if let Ok(metadata) = fs::metadata(folder) {
        // A folder of another owner cannot always be imitated: its mode is then the usual one.
        let _ = fs::set_permissions(staging.path(), metadata.permissions());
    }
    Ok(staging)
}

/// The right to write to an output folder: a locked file beside it, which the system unlocks when
/// its process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock of an output folder, or says that another build has it.
    pub(crate) fn take(folder: &Path) -> Result<Self, Error> {
        let parent = folder.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(Error::write(parent))?;
        let path = parent.join(beside(folder, ".lock"));
        loop {
            let mut options = File::options();
            options.create(true).truncate(false).write(true);
            let file = options.open(&path).map_err(Error::write(&path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::Locked { path: folder.to_owned() });
                }
                // Some network file systems have no locks; there a build goes on without.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(Error::write(&path)(error)),
            }
            // The build that had the lock before may have removed the file meanwhile.
            if is_still(&file, &path) {
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Best effort: a lock file that stays is taken over by the next build.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let inode = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(theirs)) => inode(ours) == inode(theirs),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_lock_and_leaves_no_file() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("public");
        let lock = Lock::take(&folder).unwrap();
        assert!(matches!(Lock::take(&folder), Err(Error::Locked { .. })));
        drop(lock);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
        drop(Lock::take(&folder).unwrap());
    }

    #[test]
    fn foreign_is_all_that_the_manifest_does_not_name() {
        let home = tempfile::tempdir().unwrap();
        for path in [".git/HEAD", "CNAME", "terms/a/index.html", "terms/mine.txt"] {
            let path = home.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        fs::create_dir_all(home.path().join("empty")).unwrap();
        let old =
            Manifest::new([("terms/a/index.html".to_owned(), manifest::Digest::default())].into());
        let names: Vec<_> =
            foreign(home.path(), &old).unwrap().iter().filter_map(Foreign::name).collect();
        assert_eq!(names, [".git", ".git/HEAD", "CNAME", "empty", "terms/mine.txt"]);
    }
}
