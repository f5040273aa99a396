//! Editors' notes.

use crate::diag::Span;
use crate::model::anchor::Anchor;
use crate::model::id::NoteId;
use crate::model::lang::Localized;

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// The work and its matter.
    Editorial,
    /// How a translation renders it.
    Translation,
    /// How the text has come down.
    Textual,
    /// An error of a witness, which stays as printed.
    Correction,
}

impl NoteKind {
    /// The word used in files and classes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Editorial => "editorial",
            Self::Translation => "translation",
            Self::Textual => "textual",
            Self::Correction => "correction",
        }
    }
}

/// An editor's annotation at an anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Unique within the document.
    pub id: NoteId,
    /// What it is about.
    pub kind: NoteKind,
    /// The words it is about.
    pub at: Anchor,
    /// For corrections: what the words should say.
    pub corrected: Option<String>,
    /// Markdown per UI language.
    pub body: Localized<String>,
    /// The `id` in the file.
    pub span: Span,
}
