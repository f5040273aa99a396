//! Ids that were published and have gone, and where their links lead.

/// What sort of id has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words say it")]
pub enum AliasKind {
    Document,
    Witness,
    Division,
    Segment,
    Note,
    Target,
    Term,
    Link,
    Page,
}

/// An id that has gone, and the id that takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// What sort of id it is.
    pub kind: AliasKind,
    /// Index of the document it belongs to now, where it belongs to one.
    pub document: Option<usize>,
    /// The id that has gone.
    pub from: String,
    /// The id there is now, at the end of a chain of aliases.
    pub to: String,
}
