//! `published-ids.toml`: the ledger of what has been published, so that links to it live on.

use serde::Deserialize;
use serde::Serialize;
use toml::Spanned;

use std::collections::BTreeMap;

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// Ids of terms.
    #[serde(default)]
    pub terms: Vec<Spanned<String>>,
    /// Ids of links and gaps.
    #[serde(default)]
    pub links: Vec<Spanned<String>>,
    /// Names of prose pages.
    #[serde(default)]
    pub pages: Vec<Spanned<String>>,
    /// Document id → what was published of it.
    #[serde(default)]
    pub document: BTreeMap<Spanned<String>, DocumentIds>,
    /// Ids that have gone, and where their links lead.
    #[serde(default)]
    pub alias: Vec<Spanned<Alias>>,
}

/// Published ids of a document.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentIds {
    /// Ids of witnesses.
    #[serde(default)]
    pub witnesses: Vec<Spanned<String>>,
    /// Ids of divisions.
    #[serde(default)]
    pub divisions: Vec<Spanned<String>>,
    /// Ids of segments.
    #[serde(default)]
    pub segments: Vec<Spanned<String>>,
    /// Ids of notes.
    #[serde(default)]
    pub notes: Vec<Spanned<String>>,
    /// Ids of targets.
    #[serde(default)]
    pub targets: Vec<Spanned<String>>,
}

/// Where links to an id that has gone lead.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// What sort of id it is.
    pub kind: Kind,
    /// The document it belonged to; left out for documents, terms, links and pages.
    pub document: Option<Spanned<String>>,
    /// The id that has gone.
    pub from: Spanned<String>,
    /// The id that takes its place, of the same kind and document.
    pub to: Spanned<String>,
}

/// Sorts of published ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Kind {
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

impl Kind {
    /// The word used in files and messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Witness => "witness",
            Self::Division => "division",
            Self::Segment => "segment",
            Self::Note => "note",
            Self::Target => "target",
            Self::Term => "term",
            Self::Link => "link",
            Self::Page => "page",
        }
    }
}
