//! Links between passages, and gaps where there is none.

use crate::diag::Span;
use crate::model::anchor::Anchor;
use crate::model::id::LinkId;
use crate::model::lang::Localized;

/// How the second passage stands to the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Says the same again.
    Restates,
    /// Goes further.
    Extends,
    /// Gives a figure.
    Quantifies,
    /// Is more limited.
    Narrows,
    /// Shares a term.
    SharedTerm,
    /// Is worth reading beside it.
    See,
}

impl Relation {
    /// The word used in files and classes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Restates => "restates",
            Self::Extends => "extends",
            Self::Quantifies => "quantifies",
            Self::Narrows => "narrows",
            Self::SharedTerm => "shared-term",
            Self::See => "see",
        }
    }
}

/// A typed relation between two anchors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Unique within the edition.
    pub id: LinkId,
    /// How `to` stands to `from`.
    pub relation: Relation,
    /// One end.
    pub from: Anchor,
    /// The other end.
    pub to: Anchor,
    /// Why, per UI language.
    pub reason: Localized<String>,
    /// The `id` in the file.
    pub span: Span,
}

/// Which way a passage lacks a counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapKind {
    /// It stands in the earlier document and not in the later one.
    Dropped,
    /// It is new in the later document.
    New,
}

impl GapKind {
    /// The word used in files and classes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::New => "new",
        }
    }
}

/// A passage without a counterpart in another document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Unique within the edition, links included.
    pub id: LinkId,
    /// Dropped or new.
    pub kind: GapKind,
    /// The passage.
    pub at: Anchor,
    /// Index of the document that has no counterpart.
    pub missing_in: usize,
    /// Why, per UI language.
    pub reason: Localized<String>,
    /// The `id` in the file.
    pub span: Span,
}
