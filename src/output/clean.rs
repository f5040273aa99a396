//! Takes a site out of its folder: what a build made, and nothing else.
#![expect(clippy::disallowed_methods, reason = "part of writing the output")]

use std::fs;
use std::io;
use std::path::Path;

use crate::output::error::Error;
use crate::output::folder;
use crate::output::folder::Lock;
use crate::output::folder::Old;
use crate::output::manifest;

/// What was taken out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Number of files removed.
    pub removed: usize,
    /// Whether files that no build made are left in the folder.
    pub kept: bool,
}

/// Removes the files that the folder's manifest names, the folders that are empty then, and the
/// folder itself if nothing is left. A folder without a manifest is refused.
///
/// # Errors
/// The folder is not one of ours, another build writes to it, or a file cannot be removed.
pub fn clean(folder: &Path) -> Result<Cleaned, Error> {
    let folder = folder::resolve(folder)?;
    if matches!(folder::inspect(&folder)?, Old::Missing) {
        return Ok(Cleaned::default());
    }
    let _lock = Lock::take(&folder)?;
    folder::clear_stale(&folder)?;
    let Old::Site(manifest) = folder::inspect(&folder)? else { return Ok(Cleaned::default()) };
    let mut cleaned = Cleaned::default();
    for path in manifest.files.keys() {
        cleaned.removed += usize::from(remove(&folder.join(path))?);
    }
    remove(&folder.join(manifest::NAME))?;
    // Deepest first; what still holds something is foreign and stays.
    for path in manifest.folders().into_iter().rev() {
        let _ = fs::remove_dir(folder.join(path));
    }
    cleaned.kept = fs::remove_dir(&folder).is_err();
    Ok(cleaned)
}

fn remove(path: &Path) -> Result<bool, Error> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Error::write(path)(error)),
    }
}
