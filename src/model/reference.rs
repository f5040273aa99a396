//! What editors' prose refers to.

use crate::diag::Span;

/// The destination of a link in Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// As written: `term:shuju`, `page:about`, an address.
    pub destination: String,
    /// Where it is written, or where that cannot be told the whole text.
    pub span: Span,
}
