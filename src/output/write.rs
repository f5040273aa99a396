//! Writes a site to a folder: all of it or nothing.
//!
//! In: a [`Site`] and a folder. Out: the folder with the new site and its own foreign files.
//! Never: a mixture of two sites, a file that another program made changed or removed.
#![expect(clippy::disallowed_methods, reason = "the module that writes the output")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

use rayon::iter::IndexedParallelIterator;
use rayon::iter::IntoParallelRefMutIterator;
use rayon::iter::ParallelIterator;

use crate::output::error::Error;
use crate::output::folder;
use crate::output::folder::Lock;
use crate::output::folder::Old;
use crate::output::manifest;
use crate::output::manifest::Digest;
use crate::output::manifest::Manifest;
use crate::output::plan::Plan;
use crate::output::publish;
use crate::output::publish::Change;
use crate::output::publish::Method;
use crate::output::site::Site;

/// What writing a site came to. The manifest is not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Number of files of the site.
    pub files: usize,
    /// How many of them are new or changed.
    pub written: usize,
    /// How many of them the old site had, byte for byte.
    pub unchanged: usize,
    /// How many files of the old site are gone.
    pub removed: usize,
    /// Size of all files, in bytes.
    pub bytes: u64,
    /// The largest file, with its size in bytes.
    pub largest: (String, u64),
}

/// Writes a site to a folder, which is new, empty, or holds a site of an earlier build.
/// Pages are made in parallel, on the current rayon pool, and not kept.
///
/// # Errors
/// The old site still stands, and nothing else is changed, if a page has a fault, a path cannot be
/// a file, the folder is not ours, another build is writing to it, or the file system fails.
pub fn write(site: &Site, folder: &Path, method: Method) -> Result<Report, Error> {
    write_as(site, folder, &Plan::from(method))
}

/// Writes a site, or a part of it, as [`write()`] does. The manifest of a part names all files of the
/// site and no hash, so that it is the same in every part and of the parts put together.
///
/// # Errors
/// Those of [`write()`], and a file or a number of files that is over the limits.
pub fn write_as(site: &Site, folder: &Path, plan: &Plan) -> Result<Report, Error> {
    let method = plan.method;
    let all = paths(site)?;
    if let Some(limit) = plan.limits.files.filter(|limit| all.len() > *limit) {
        return Err(Error::TooMany { files: all.len(), limit });
    }
    let is_ours = |path: &str| plan.shard.is_none_or(|shard| shard.has(path));
    let paths: Vec<(usize, &str)> =
        all.iter().copied().enumerate().filter(|(_, path)| is_ours(path)).collect();
    let folder = folder::resolve(folder)?;
    let _lock = Lock::take(&folder)?;
    let old = folder::inspect(&folder)?;
    folder::clear_stale(&folder)?;
    let staging = folder::stage(&folder)?;
    let filling = Filling { site, paths: &paths, old: &old, folder: &folder, to: staging.path() };
    let made = filling.run()?;

    let sized = || paths.iter().map(|(_, path)| *path).zip(&made);
    let too_large = |made: &Made| plan.limits.bytes.filter(|limit| made.bytes > *limit);
    if let Some((path, bytes, limit)) =
        sized().find_map(|(path, made)| Some((path, made.bytes, too_large(made)?)))
    {
        return Err(Error::TooLarge { path: path.to_owned(), bytes, limit });
    }
    let mut named: Vec<(&str, Digest)> = match plan.shard {
        None => sized().map(|(path, made)| (path, made.hash)).collect(),
        Some(_) => all.iter().map(|path| (*path, Digest::default())).collect(),
    };
    named.sort_unstable_by_key(|(path, _)| *path);
    create_manifest(staging.path(), &named)?;
    let mut report = report(&made);
    let largest = sized().max_by_key(|(_, made)| made.bytes);
    report.largest = largest.map(|(path, m)| (path.to_owned(), m.bytes)).unwrap_or_default();
    let Some(old_manifest) = old.manifest() else {
        publish_first(staging.path(), &folder, &named, method)?;
        return Ok(report);
    };
    let new = manifest_of(&named);
    let gone = old_manifest.files.keys().filter(|path| !new.files.contains_key(*path));
    report.removed = gone.count();
    if report.written == 0 && *old_manifest == new {
        return Ok(report);
    }
    let written = sized().filter(|(_, made)| !made.is_unchanged).map(|(path, _)| path).collect();
    let change =
        Change { staging: staging.path(), folder: &folder, old: old_manifest, new: &new, written };
    publish::publish(&change, method)?;
    Ok(report)
}

/// All paths of a site, pages first, in the order in which they are made.
fn paths(site: &Site) -> Result<Vec<&str>, Error> {
    let pages = site.pages.paths().iter().map(String::as_str);
    let paths: Vec<_> = pages.chain(site.assets.iter().map(|asset| asset.path.as_str())).collect();
    match manifest::site_fault(&paths) {
        Some((path, message)) => Err(Error::Path { path: path.to_owned(), message }),
        None => Ok(paths),
    }
}

/// The files of a site as its manifest names them, which is only made where there is an old site to
/// be compared with: it holds every path once more.
fn manifest_of(named: &[(&str, Digest)]) -> Manifest {
    Manifest::new(named.iter().map(|(path, hash)| ((*path).to_owned(), *hash)).collect())
}

fn create_manifest(staging: &Path, named: &[(&str, Digest)]) -> Result<(), Error> {
    let path = staging.join(manifest::NAME);
    let file = File::create_new(&path).map_err(Error::write(&path))?;
    let mut file = BufWriter::new(file);
    let written = manifest::write(&mut file, named).and_then(|()| file.flush());
    written.map_err(Error::write(&path))
}

/// Publishes where there is no old site.
fn publish_first(
    staging: &Path,
    folder: &Path,
    named: &[(&str, Digest)],
    method: Method,
) -> Result<(), Error> {
    match publish::settle(staging, folder) {
        Ok(()) => Ok(()),
        // An empty folder that cannot be replaced, such as the root of a mounted file system.
        Err(_) if folder.is_dir() => {
            let written = named.iter().map(|(path, _)| *path).collect();
            let (old, new) = (Manifest::new(BTreeMap::new()), manifest_of(named));
            let change = Change { staging, folder, old: &old, new: &new, written };
            publish::publish(&change, method)
        }
        Err(error) => Err(Error::write(folder)(error)),
    }
}

fn report(made: &[Made]) -> Report {
    let unchanged = made.iter().filter(|made| made.is_unchanged).count();
    Report {
        files: made.len(),
        written: made.len() - unchanged,
        unchanged,
        removed: 0,
        bytes: made.iter().map(|made| made.bytes).sum(),
        largest: Default::default(),
    }
}

/// A file in the staging folder.
#[derive(Debug, Clone, Copy, Default)]
struct Made {
    hash: Digest,
    bytes: u64,
    is_unchanged: bool,
}

/// Fills a staging folder with the files of a site.
struct Filling<'a> {
    site: &'a Site,
    /// Places in the order of all files, and paths.
    paths: &'a [(usize, &'a str)],
    old: &'a Old,
    folder: &'a Path,
    to: &'a Path,
}

impl Filling<'_> {
    /// Makes all files, those that tell of others when these are made.
    fn run(&self) -> Result<Vec<Made>, Error> {
        let mut made = vec![Made::default(); self.paths.len()];
        for last in [false, true] {
            self.make_all(&mut made, |index| self.is_last(index) == last)?;
        }
        Ok(made)
    }

    fn is_last(&self, index: usize) -> bool {
        let place = self.paths[index].0;
        place < self.site.pages.paths().len() && self.site.pages.is_last(place)
    }

    /// Makes some files in parallel. Of several faults the first in their order is returned, whatever
    /// the number of threads.
    fn make_all(
        &self,
        made: &mut [Made],
        is_meant: impl Fn(usize) -> bool + Sync,
    ) -> Result<(), Error> {
        let first_fault = AtomicUsize::new(usize::MAX);
        let fault = made.par_iter_mut().enumerate().filter_map(|(index, made)| {
            if index > first_fault.load(Ordering::Relaxed) || !is_meant(index) {
                return None;
            }
            match self.make(index) {
                Ok(file) => {
                    *made = file;
                    None
                }
                Err(error) => {
                    first_fault.fetch_min(index, Ordering::Relaxed);
                    Some((index, error))
                }
            }
        });
        let fault = fault.min_by_key(|(index, _)| *index);
        fault.map_or(Ok(()), |(_, error)| Err(error))
    }

    fn make(&self, index: usize) -> Result<Made, Error> {
        let (place, path) = self.paths[index];
        let bytes = self.bytes(place)?;
        let hash = Digest::of(&bytes);
        let to = self.to.join(path);
        let is_unchanged = self.was_so(path, hash)
            && has_bytes(&self.folder.join(path), &bytes)
            && in_folder(&to, || fs::hard_link(self.folder.join(path), &to)).is_ok();
        if !is_unchanged {
            create(&to, &bytes)?;
        }
        Ok(Made { hash, bytes: bytes.len() as u64, is_unchanged })
    }

    fn bytes(&self, index: usize) -> Result<Cow<'_, [u8]>, Error> {
        let pages = self.site.pages.paths().len();
        if index < pages {
            return Ok(Cow::Owned(self.site.pages.render(index)?));
        }
        Ok(Cow::Borrowed(&self.site.assets[index - pages].bytes))
    }

    fn was_so(&self, path: &str, hash: Digest) -> bool {
        self.old.manifest().and_then(|old| old.files.get(path)).is_some_and(|old| *old == hash)
    }
}

/// Whether a file has these bytes. The manifest alone is not believed: someone may have edited
/// the file.
fn has_bytes(path: &Path, bytes: &[u8]) -> bool {
    let is_candidate = fs::symlink_metadata(path)
        .is_ok_and(|metadata| metadata.is_file() && metadata.len() == bytes.len() as u64);
    let Some(mut file) = is_candidate.then(|| File::open(path).ok()).flatten() else {
        return false;
    };
    let mut buffer = [0; 16 * 1024];
    let mut rest = bytes;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return rest.is_empty(),
            Ok(n) if rest.get(..n) == Some(&buffer[..n]) => rest = &rest[n..],
            _ => return false,
        }
    }
}

/// Writes a new file; never into one that exists, whose other name may be the old site's.
fn create(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = in_folder(path, || File::create_new(path)).map_err(Error::write(path))?;
    file.write_all(bytes).map_err(Error::write(path))
}

/// Makes a file; where its folder is not there yet, that first. So folders are made while other
/// threads make pages.
fn in_folder<T>(path: &Path, make: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match make() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            make()
        }
        made => made,
    }
}
