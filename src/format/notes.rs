//! `content/<document>/notes.toml`.

use crate::format::Localized;
use crate::format::anchor::Anchor;

use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// The notes.
    #[serde(default)]
    pub note: Vec<Spanned<Note>>,
}

/// A `[[note]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Unique within the document.
    pub id: Spanned<String>,
    /// What it is about.
    pub kind: Kind,
    /// The words it is about.
    pub at: Anchor,
    /// For corrections: what the words should say.
    pub corrected: Option<String>,
    /// Markdown per UI language.
    pub body: Localized,
}

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are explained in `model::NoteKind`")]
pub enum Kind {
    Editorial,
    Translation,
    Textual,
    Correction,
}
