//! Reads the files of an edition into memory, once, sorted by path.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The folders and files of an edition that are read; everything else in its folder is not ours.
const ROOTS: [&str; 6] =
    ["site.toml", "published-ids.toml", "content", "glossary", "seeds", "themes"];

/// All input files of an edition as they were at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceTree {
    /// Path relative to the edition's folder, with `/` → the bytes, or why they could not be read.
    pub files: BTreeMap<String, Result<Arc<[u8]>, String>>,
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

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(path.to_owned(), Ok(bytes.into()));
    }

    /// Files below a folder (`content/`), with their paths, sorted.
    pub fn below<'a>(
        &'a self,
        folder: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Result<Arc<[u8]>, String>)> {
        self.files
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(path, bytes)| (path.as_str(), bytes))
    }
}

/// Reads all files of the edition in `root`. A file that cannot be read is kept with the reason,
/// so that one run reports everything; hidden files and editors' backups are passed over.
#[must_use]
pub fn read(root: &Path) -> SourceTree {
    let mut tree = SourceTree::default();
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
                Ok(entry) if entry.file_type().is_file() => {
                    let bytes = read_file(entry.path());
                    tree.files.insert(relative(root, entry.path()), bytes);
                }
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().map_or_else(|| name.to_owned(), |p| relative(root, p));
                    tree.files.insert(path, Err(error.to_string()));
                }
            }
        }
    }
    tree
}

#[expect(clippy::disallowed_methods, reason = "this is the module that reads files")]
fn read_file(path: &Path) -> Result<Arc<[u8]>, String> {
    std::fs::read(path).map(Arc::from).map_err(|error| error.to_string())
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
    fn a_fixture_holds_files_by_path() {
        let tree = SourceTree::from_fixture("//- site.toml\na = 1\n//- content/x/zh.toml\nb\n");
        let paths: Vec<_> = tree.files.keys().map(String::as_str).collect();
        assert_eq!(paths, ["content/x/zh.toml", "site.toml"]);
        let below: Vec<_> = tree.below("content/").map(|(path, _)| path).collect();
        assert_eq!(below, ["content/x/zh.toml"]);
    }
}
