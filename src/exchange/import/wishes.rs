//! What the editor says of a document that is imported, besides what its file says.

/// What the editor says of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Id of the document.
    pub id: String,
    /// Its title; its id where neither this nor the file says it.
    pub title: Option<String>,
    /// The language of the source.
    pub source_lang: Option<String>,
    /// The language of the translation.
    pub lang: Option<String>,
    /// Witnesses and their languages, where the format names columns or files; the first is the source.
    pub witnesses: Vec<(String, String)>,
}
