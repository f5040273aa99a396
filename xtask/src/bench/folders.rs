//! Folders of benchmarks: made anew, moved aside, read, compared, merely written.

use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use std::time::Instant;

/// How many old outputs are kept while others are made.
const MOST_ASIDE: usize = 4;

/// Old outputs. They are moved aside and not removed, because on some file systems a fresh removal
/// slows the next build threefold; the oldest are removed when there are too many, and the system
/// is let finish before it goes on.
#[derive(Debug)]
pub(crate) struct Asides {
    folder: PathBuf,
    kept: Vec<PathBuf>,
    number: usize,
}

impl Asides {
    /// None yet.
    pub(crate) fn new(folder: &Path) -> io::Result<Self> {
        let folder = folder.join("aside");
        remove(&folder)?;
        fs::create_dir_all(&folder)?;
        Ok(Self { folder, kept: Vec::new(), number: 0 })
    }

    /// Moves an output aside, where there is one.
    pub(crate) fn take(&mut self, output: &Path) -> io::Result<()> {
        if !output.exists() {
            return Ok(());
        }
        self.number += 1;
        let to = self.folder.join(self.number.to_string());
        fs::rename(output, &to)?;
        self.kept.push(to);
        if self.kept.len() > MOST_ASIDE {
            remove(&self.kept.remove(0))?;
            settle();
        }
        Ok(())
    }

    /// Removes them all.
    pub(crate) fn finish(self) -> io::Result<()> {
        remove(&self.folder)
    }
}

/// Lets the system write what waits to be written.
pub(crate) fn settle() {
    // Where there is no such program there is nothing to wait for.
    let _ = Command::new("sync").status();
}

/// Removes a folder, where it is there.
pub(crate) fn remove(folder: &Path) -> io::Result<()> {
    if folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
}

/// An empty folder.
pub(crate) fn fresh(folder: &Path) -> io::Result<()> {
    remove(folder)?;
    fs::create_dir_all(folder)
}

/// All files below a folder, sorted.
pub(crate) fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// How many files there are below a folder, and their size in bytes. Reads them all, so that the
/// system has them in memory.
pub(crate) fn read(folder: &Path) -> io::Result<(usize, u64)> {
    let files = files(folder)?;
    let mut bytes = 0;
    for file in &files {
        bytes += fs::read(file)?.len() as u64;
    }
    Ok((files.len(), bytes))
}

/// Writes the same bytes to another folder, in parallel: seconds, without the time it takes to
/// read them. As many files are held in memory at a time as go into `AT_A_TIME` bytes.
pub(crate) fn merely_write(from: &Path, to: &Path) -> io::Result<f64> {
    const AT_A_TIME: usize = 256 << 20;
    let mut spent = Duration::ZERO;
    let (mut held, mut size) = (Vec::new(), 0);
    let all = files(from)?;
    for (n, file) in all.iter().enumerate() {
        let bytes = fs::read(file)?;
        size += bytes.len();
        held.push((to.join(file.strip_prefix(from).map_err(io::Error::other)?), bytes));
        if size >= AT_A_TIME || n + 1 == all.len() {
            let started = Instant::now();
            write(&held)?;
            spent += started.elapsed();
            (held, size) = (Vec::new(), 0);
        }
    }
    Ok(spent.as_secs_f64())
}

fn write(files: &[(PathBuf, Vec<u8>)]) -> io::Result<()> {
    let mut last = None;
    for (path, _) in files {
        let folder = path.parent();
        if let Some(folder) = folder.filter(|_| folder != last) {
            fs::create_dir_all(folder)?;
        }
        last = folder;
    }
    files.par_iter().try_for_each(|(path, bytes)| fs::write(path, bytes))
}

/// The first file that two folders do not both have with the same bytes; those whose name begins
/// with `.duizhao-` are passed over.
pub(crate) fn difference(one: &Path, other: &Path) -> io::Result<Option<PathBuf>> {
    let below = |folder: &Path| -> io::Result<Vec<PathBuf>> {
        let files = files(folder)?.into_iter();
        let files = files.filter_map(|file| file.strip_prefix(folder).ok().map(Path::to_path_buf));
        Ok(files.filter(|file| !file.to_string_lossy().starts_with(".duizhao-")).collect())
    };
    let (ours, theirs) = (below(one)?, below(other)?);
    let lone = ours.iter().find(|file| theirs.binary_search(file).is_err());
    let lone = lone.or_else(|| theirs.iter().find(|file| ours.binary_search(file).is_err()));
    if let Some(file) = lone {
        return Ok(Some(file.clone()));
    }
    for file in ours {
        if fs::read(one.join(&file))? != fs::read(other.join(&file))? {
            return Ok(Some(file));
        }
    }
    Ok(None)
}

/// Copies a file or a folder with everything in it; nothing where there is none.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
    } else if from.exists() {
        fs::copy(from, to)?;
    }
    Ok(())
}
