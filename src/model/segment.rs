//! The aligned unit and what each witness reads in it.

use crate::diag::Span;
use crate::model::id::SegmentId;
use crate::model::slice::Slice;

/// The smallest unit that is aligned in all witnesses that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Unique within the document; its permalink is `/<document>/#<id>`.
    pub id: SegmentId,
    /// Index of the division in whose heading, columns or body it stands.
    pub division: Option<usize>,
    /// One reading per witness, in the order of [`crate::model::Document::witnesses`].
    pub readings: Vec<Reading>,
    /// Where the spine names it.
    pub span: Span,
}

/// What one witness says in one segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The words.
    Present(Text),
    /// No words, and why; the span is the entry in the witness's file.
    Absent(Absence, Span),
}

impl Reading {
    /// The words, where there are any.
    #[must_use]
    pub fn text(&self) -> Option<&Text> {
        match self {
            Self::Present(text) => Some(text),
            Self::Absent(..) => None,
        }
    }
}

/// The words of a witness, letter by letter as its seed has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// As printed, never normalised.
    pub raw: Slice,
    /// The characters of the text in the witness's file, without the quotes around them.
    pub span: Span,
}

/// Why a witness has no words in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// This witness leaves it out.
    Omitted,
    /// The translator did not translate it.
    NotTranslated,
    /// The translation adds it: there is no source.
    NoSource,
    /// The seed has lost it.
    Lost,
    /// Not yet entered.
    NotYet,
    /// There are words, but they are not published: see [`crate::model::Publish`]. Nobody writes
    /// this into a file.
    Withheld,
}

impl Absence {
    /// The kinds that editors write, in the order of the reference.
    pub const ALL: [Self; 5] =
        [Self::Omitted, Self::NotTranslated, Self::NoSource, Self::Lost, Self::NotYet];

    /// The word used in files and in `data-absent`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Omitted => "omitted",
            Self::NotTranslated => "not-translated",
            Self::NoSource => "no-source",
            Self::Lost => "lost",
            Self::NotYet => "not-yet",
            Self::Withheld => "withheld",
        }
    }
}
