//! Anchors: quoted words at a place that were found there.

use crate::diag::Span;

use std::ops::Range;

/// Quoted words in the reading of one witness in one segment, found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Index of the document in [`crate::model::Edition::documents`].
    pub document: usize,
    /// Index of the segment in [`crate::model::Document::segments`].
    pub segment: usize,
    /// Index of the witness in [`crate::model::Document::witnesses`].
    pub witness: usize,
    /// Where the words stand: bytes in `Text::raw`, on character boundaries, ascending;
    /// more than one only for `occurrence = "all"`.
    pub ranges: Vec<Range<usize>>,
    /// The words as the editor quoted them.
    pub quote: String,
    /// The quote in the editor's file.
    pub span: Span,
}
