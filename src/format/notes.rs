//! `content/<document>/notes.toml`.

use crate::format::Localized;
use crate::format::Texts;
use crate::format::anchor::Anchor;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// The notes.
    #[serde(default)]
    #[schemars(with = "Vec<Note>")]
    pub note: Vec<Spanned<Note>>,
}

/// A `[[note]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Unique within the document.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What it is about.
    pub kind: Kind,
    /// The words it is about.
    pub at: Anchor,
    /// For corrections: what the words should say.
    pub corrected: Option<String>,
    /// Markdown per UI language.
    #[schemars(with = "Texts")]
    pub body: Localized,
}

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are explained in `model::NoteKind`")]
pub enum Kind {
    Editorial,
    Translation,
    Textual,
    Correction,
}
