//! What a site consists of.

use std::sync::Arc;

/// A fault while a page is made: a template that fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The page that was being made, e.g. `terms/2522/index.html`.
    pub page: String,
    /// What went wrong, with the template, its line and the line itself where they are known.
    pub message: String,
    /// Where in the template it went wrong, where that is known.
    pub place: Option<Place>,
}

/// A stretch of a file of the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The number of the file in the map of sources.
    pub file: u32,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot make `{}`: {}", self.page, self.message)
    }
}

impl std::error::Error for Fault {}

/// A source of pages: it knows all paths, and makes each page when asked, so that the output
/// is never in memory as a whole.
pub trait PageSource: Send + Sync {
    /// Paths below the site's root with `/`, sorted, each once: `terms/2522/index.html`.
    fn paths(&self) -> &[String];

    /// Makes the page at an index of [`PageSource::paths`]. The same input gives the same bytes.
    ///
    /// # Errors
    /// A fault of a template.
    fn render(&self, index: usize) -> Result<Vec<u8>, Fault>;

    /// Whether the page at an index tells of other files, such as their sizes: it is made when
    /// they have been, so that they are not made twice.
    fn is_last(&self, _index: usize) -> bool {
        false
    }
}

/// A file that is not made from templates: style sheets, scripts, data.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Path below the site's root with `/`.
    pub path: String,
    /// The file.
    pub bytes: Arc<[u8]>,
}

/// A finished site: its pages on demand, its assets at hand.
#[derive(Clone)]
pub struct Site {
    /// The pages.
    pub pages: Arc<dyn PageSource>,
    /// All other files, sorted by path, no path of a page among them.
    pub assets: Vec<Asset>,
    /// Further pages whose paths are not known before one of them is asked for, all below
    /// [`Site::LATE`]. A site that is written has none.
    pub late: Option<Arc<dyn PageSource>>,
}

impl Site {
    /// The folder of pages that come late.
    pub const LATE: &str = "search/data/";
}
