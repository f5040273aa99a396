//! What can go wrong between a site and its folder.

use std::fmt;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::output::site::Fault;

/// Why a site was not written. The old site, if there was one, still stands.
#[derive(Debug)]
pub enum Error {
    /// A file or folder cannot be read.
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file or folder cannot be written, moved or removed.
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The output folder holds files, and no manifest says that they are a site of ours.
    Foreign {
        /// The output folder.
        path: PathBuf,
    },
    /// A file that no build made stands where the site needs its own.
    InTheWay {
        /// That file or folder.
        path: PathBuf,
    },
    /// The output folder is a file, or has no parent folder.
    NotAFolder {
        /// The path given.
        path: PathBuf,
    },
    /// The manifest of the old site does not read as one.
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A path of the site cannot be a file of the output folder.
    Path {
        /// The path below the site's root.
        path: String,
        /// Why not.
        message: String,
    },
    /// A file is larger than the host takes.
    TooLarge {
        /// The path below the site's root.
        path: String,
        /// Its size.
        bytes: u64,
        /// The most that the host takes.
        limit: u64,
    },
    /// There are more files than the host takes.
    TooMany {
        /// How many there are.
        files: usize,
        /// The most that the host takes.
        limit: usize,
    },
    /// Another build writes to the same folder.
    Locked {
        /// The output folder.
        path: PathBuf,
    },
    /// A page could not be made.
    Fault(Fault),
}

impl Error {
    /// A [`Error::Read`] at a path, for `map_err`.
    pub(crate) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |source| Self::Read { path: path.to_owned(), source }
    }

    /// A [`Error::Write`] at a path, for `map_err`.
    pub(crate) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |source| Self::Write { path: path.to_owned(), source }
    }

    /// Whether the edition's own files are the cause, not the machine or the output folder.
    #[must_use]
    pub fn is_of_the_edition(&self) -> bool {
        let too_much = matches!(self, Self::TooLarge { .. } | Self::TooMany { .. });
        too_much || matches!(self, Self::Fault(_) | Self::Path { .. })
    }

    /// What to do next, where there is something to say.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Read { source, .. } | Self::Write { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull => Some("make room on the disk and build again"),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    Some("choose another folder with `--output`, or change its permissions")
                }
                _ => None,
            },
            Self::Foreign { .. } => Some(
                "choose an empty or new folder with `--output`; only a folder that an earlier build made is replaced",
            ),
            Self::InTheWay { .. } => Some("move this file out of the output folder"),
            Self::NotAFolder { .. } => Some("choose a folder with `--output`"),
            Self::Manifest { .. } => {
                Some("delete the output folder, or choose another one with `--output`")
            }
            Self::Locked { .. } => Some("wait for the other build to end"),
            Self::Path { .. } => Some("rename the file or the id that gives this path"),
            Self::TooLarge { .. } | Self::TooMany { .. } => {
                Some("publish it at another host, or take this one out of `[publish]`")
            }
            Self::Fault(_) => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, source } => write!(f, "cannot read `{}`: {source}", path.display()),
            Self::Write { path, source } => {
                write!(f, "cannot write `{}`: {source}", path.display())
            }
            Self::Foreign { path } => {
                write!(f, "`{}` holds files that duizhao did not make", path.display())
            }
            Self::InTheWay { path } => write!(
                f,
                "`{}` was not made by duizhao and stands where the site needs a file of its own",
                path.display()
            ),
            Self::NotAFolder { path } => {
                write!(f, "`{}` cannot be an output folder", path.display())
            }
            Self::Manifest { path, message } => {
                write!(f, "the manifest `{}` is damaged: {message}", path.display())
            }
            Self::Path { path, message } => write!(f, "the site cannot hold `{path}`: {message}"),
            Self::TooLarge { path, bytes, limit } => {
                write!(f, "`{path}` has {bytes} bytes, and the host takes files of {limit} at most")
            }
            Self::TooMany { files, limit } => {
                write!(f, "the site has {files} files, and the host takes {limit} at most")
            }
            Self::Locked { path } => {
                write!(f, "another build is writing to `{}`", path.display())
            }
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } | Self::Write { source, .. } => Some(source),
            Self::Fault(fault) => Some(fault),
            _ => None,
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
