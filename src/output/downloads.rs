//! Files that readers may take away: what a page that lists them needs to know.

use std::sync::Arc;

/// A file that a page offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Below the site's root, with `/`.
    pub path: String,
    /// Index of its document; `None` for files of the edition as a whole.
    pub document: Option<usize>,
    /// Indices of the witnesses in it, where these are not all of the document.
    pub witnesses: Vec<usize>,
    /// Names its format in words of the user interface: `export.<key>`.
    pub key: &'static str,
    /// The format's own name, the same in every language.
    pub name: &'static str,
    /// The media type.
    pub media_type: &'static str,
}

/// A file that cannot be offered, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lacking {
    /// Index of its document.
    pub document: usize,
    /// The format's own name.
    pub name: &'static str,
    /// Names the reason in words of the user interface: `export-missing.<reason>`.
    pub reason: &'static str,
}

/// All files that readers may take away.
#[derive(Clone)]
pub struct Downloads {
    /// Sorted by path.
    pub files: Vec<Download>,
    /// What there is not.
    pub lacking: Vec<Lacking>,
    /// For a policy of a browser: the hashes of the styles that are inside files it may show.
    pub styles: Vec<String>,
    /// The size in bytes of a file, by its place in `files`; may have to make it.
    pub size: Arc<dyn Fn(usize) -> usize + Send + Sync>,
}

impl Default for Downloads {
    fn default() -> Self {
        Self { files: Vec::new(), lacking: Vec::new(), styles: Vec::new(), size: Arc::new(|_| 0) }
    }
}
