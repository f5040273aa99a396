//! What the search page's template gets.

use crate::render::search::files::Index;

use serde::Serialize;

/// What `search.html` gets.
#[derive(Debug, Clone, Serialize)]
pub struct View {
    search: Address,
}

/// Where the index lies.
#[derive(Debug, Clone, Serialize)]
struct Address {
    /// Where the index lies, from the search page.
    data: &'static str,
    /// What stands in the addresses of its files.
    version: String,
}

/// The view of the search page.
#[must_use]
pub fn view(index: &Index) -> View {
    View { search: Address { data: "data/", version: index.version().to_owned() } }
}
