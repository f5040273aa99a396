//! How far readings were reviewed.

use crate::diag::Span;
use crate::model::target::Decimal;

/// How far a reading was reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReviewState {
    /// An editor should compare it with the source.
    NeedsReview,
    /// An editor has compared it with the source.
    Checked,
}

impl ReviewState {
    /// All states that editors write.
    pub const ALL: [Self; 2] = [Self::NeedsReview, Self::Checked];

    /// The word used in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NeedsReview => "needs-review",
            Self::Checked => "checked",
        }
    }
}

/// What is known of the review of one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Index of the segment in [`crate::model::Document::segments`].
    pub segment: usize,
    /// Index of the witness in [`crate::model::Document::witnesses`].
    pub witness: usize,
    /// How far it was reviewed.
    pub state: ReviewState,
    /// Fingerprint of the words of the source with which it was compared.
    pub source: Option<String>,
    /// What aligned the reading with the source, where no editor did.
    pub method: Option<String>,
    /// How sure that method is, from 0 to 1.
    pub confidence: Option<Decimal>,
    /// The segment's id in `review.toml`.
    pub span: Span,
}
