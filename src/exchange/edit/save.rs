//! Writes changed texts to their files: each in one step, all of them or none as far as can be.
#![expect(clippy::disallowed_methods, reason = "this is where edits reach the edition's files")]

use std::fmt;
use std::fs;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use crate::exchange::edit::texts::Texts;

use tempfile::NamedTempFile;

/// Why nothing, or not all, was written.
#[derive(Debug)]
pub enum Error {
    /// A file cannot be written or read; what was written before it was put back.
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is not what it was when the edit was made.
    Changed {
        /// Which.
        path: PathBuf,
    },
    /// A file stands where a new one should go.
    Exists {
        /// Which.
        path: PathBuf,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Write { path, source } => {
                write!(f, "cannot write `{}`: {source}", path.display())
            }
            Self::Changed { path } => {
                write!(f, "`{}` was changed meanwhile by another program", path.display())
            }
            Self::Exists { path } => write!(f, "`{}` exists already", path.display()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Write { source, .. } => Some(source),
            Self::Changed { .. } | Self::Exists { .. } => None,
        }
    }
}

/// A file ready to take its place.
struct Ready {
    target: PathBuf,
    old: Option<Vec<u8>>,
    new: NamedTempFile,
}

/// Writes the texts below `root`. `read` is what the files held when they were read (`None`: there
/// was no such file); where one differs now, nothing is written.
///
/// # Errors
/// Says which file was changed meanwhile or cannot be written.
pub fn save<'r>(
    root: &Path,
    changed: &Texts,
    read: impl Fn(&str) -> Option<&'r [u8]>,
) -> Result<(), Error> {
    let mut ready = Vec::with_capacity(changed.len());
    for (path, text) in changed {
        ready.push(prepare(&root.join(path), text, read(path))?);
    }
    let mut done: Vec<(PathBuf, Option<Vec<u8>>)> = Vec::with_capacity(ready.len());
    for Ready { target, old, new } in ready {
        if let Err(error) = new.persist(&target) {
            put_back(&done);
            return Err(Error::Write { path: target, source: error.error });
        }
        done.push((target, old));
    }
    Ok(())
}

/// Writes the new text beside its file and checks that the old one is as it was read.
fn prepare(path: &Path, text: &str, read: Option<&[u8]>) -> Result<Ready, Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    let old = match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    match (&old, read) {
        (Some(_), None) => return Err(Error::Exists { path: path.to_owned() }),
        (old, read) if old.as_deref() != read => {
            return Err(Error::Changed { path: path.to_owned() });
        }
        _ => {}
    }
    // A link stays a link: what it points to is written.
    let target = if old.is_some() { path.canonicalize().map_err(failed)? } else { path.to_owned() };
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut new = temporary(folder).map_err(failed)?;
    new.write_all(text.as_bytes()).and_then(|()| new.as_file().sync_all()).map_err(failed)?;
    if old.is_some() {
        let permissions = fs::metadata(&target).map_err(failed)?.permissions();
        // `rename` would replace a file that may not be written.
        if permissions.readonly() {
            return Err(failed(io::ErrorKind::PermissionDenied.into()));
        }
        new.as_file().set_permissions(permissions).map_err(failed)?;
    }
    Ok(Ready { target, old, new })
}

/// A hidden file, which no reader of the edition's folder takes for one of its own.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".duizhao-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn put_back(done: &[(PathBuf, Option<Vec<u8>>)]) {
    for (path, old) in done {
        // The first failure is the one that is told; what can be put back is.
        let _ = match old {
            Some(bytes) => fs::write(path, bytes),
            None => fs::remove_file(path),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(files: &[(&str, &str)]) -> Texts {
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn nothing_is_written_where_one_file_is_not_as_it_was_read() {
        let home = tempfile::tempdir().unwrap();
        let root = home.path();
        fs::write(root.join("a"), "old a").unwrap();
        fs::write(root.join("b"), "edited meanwhile").unwrap();
        let changed = texts(&[("a", "new a"), ("b", "new b")]);
        let error =
            save(root, &changed, |path| Some(if path == "a" { b"old a" } else { b"old b" }));
        assert!(matches!(error, Err(Error::Changed { path }) if path.ends_with("b")));
        assert_eq!(fs::read_to_string(root.join("a")).unwrap(), "old a");
        assert_eq!(fs::read_dir(root).unwrap().count(), 2, "a temporary file is left");
    }

    #[test]
    fn what_was_written_is_put_back_when_a_later_file_fails() {
        let home = tempfile::tempdir().unwrap();
        let root = home.path();
        fs::write(root.join("a"), "old a").unwrap();
        let ready = prepare(&root.join("a"), "new a", Some(b"old a")).unwrap();
        ready.new.persist(&ready.target).unwrap();
        put_back(&[(ready.target, ready.old)]);
        assert_eq!(fs::read_to_string(root.join("a")).unwrap(), "old a");
    }

    #[test]
    fn new_files_get_their_folders_and_never_replace_one() {
        let home = tempfile::tempdir().unwrap();
        let changed = texts(&[("content/x/zh.toml", "new")]);
        save(home.path(), &changed, |_| None).unwrap();
        let error = save(home.path(), &changed, |_| None);
        assert!(matches!(error, Err(Error::Exists { .. })));
    }
}
