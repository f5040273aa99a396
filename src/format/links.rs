//! `content/links.toml`: links and gaps between documents.

use crate::format::Localized;
use crate::format::anchor::Anchor;

use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// Links.
    #[serde(default)]
    pub link: Vec<Spanned<Link>>,
    /// Passages without a counterpart.
    #[serde(default)]
    pub gap: Vec<Spanned<Gap>>,
}

/// A `[[link]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Unique within the edition, gaps included.
    pub id: Spanned<String>,
    /// How `to` stands to `from`.
    pub relation: Relation,
    /// One end.
    pub from: Anchor,
    /// The other end.
    pub to: Anchor,
    /// Why, per UI language.
    pub reason: Localized,
}

/// A `[[gap]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Gap {
    /// Unique within the edition, links included.
    pub id: Spanned<String>,
    /// `dropped` or `new`.
    pub kind: GapKind,
    /// The passage.
    pub at: Anchor,
    /// Id of the document without a counterpart.
    pub missing_in: Spanned<String>,
    /// Why, per UI language.
    pub reason: Localized,
}

/// How the second passage stands to the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are explained in `model::Relation`")]
pub enum Relation {
    Restates,
    Extends,
    Quantifies,
    Narrows,
    SharedTerm,
    See,
}

/// Which way a passage lacks a counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are explained in `model::GapKind`")]
pub enum GapKind {
    Dropped,
    New,
}
