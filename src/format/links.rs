//! `content/links.toml`: links and gaps between documents.

use crate::format::Localized;
use crate::format::Texts;
use crate::format::anchor::Anchor;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// Links.
    #[serde(default)]
    #[schemars(with = "Vec<Link>")]
    pub link: Vec<Spanned<Link>>,
    /// Passages without a counterpart.
    #[serde(default)]
    #[schemars(with = "Vec<Gap>")]
    pub gap: Vec<Spanned<Gap>>,
}

/// A `[[link]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Unique within the edition, gaps included.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// How `to` stands to `from`.
    pub relation: Relation,
    /// One end.
    pub from: Anchor,
    /// The other end.
    pub to: Anchor,
    /// Why, per UI language.
    #[schemars(with = "Texts")]
    pub reason: Localized,
}

/// A `[[gap]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Gap {
    /// Unique within the edition, links included.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// `dropped` or `new`.
    pub kind: GapKind,
    /// The passage.
    pub at: Anchor,
    /// Id of the document without a counterpart.
    #[schemars(with = "String")]
    pub missing_in: Spanned<String>,
    /// Why, per UI language.
    #[schemars(with = "Texts")]
    pub reason: Localized,
}

/// How the second passage stands to the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are explained in `model::GapKind`")]
pub enum GapKind {
    Dropped,
    New,
}
