//! What the search page's template gets.

use crate::render::search::Index;

use serde::Serialize;

/// What the search page's template gets.
#[derive(Debug, Clone, Serialize)]
pub struct View {
    /// Where the index lies, from the search page.
    pub data: &'static str,
    /// What stands in the addresses of its files.
    pub version: String,
}

/// The view of the search page.
#[must_use]
pub fn view(index: &Index) -> View {
    View { data: "data/", version: index.version().to_owned() }
}
