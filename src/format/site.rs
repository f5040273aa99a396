//! `site.toml`.

use crate::format::Date;
use crate::format::Localized;

use serde::Deserialize;
use toml::Spanned;

use std::collections::BTreeMap;

/// The whole file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Site {
    /// Its name per UI language.
    pub title: Localized,
    /// What it is, in a sentence or two.
    #[serde(default)]
    pub description: Localized,
    /// Absolute address, ending in `/`.
    pub base_url: Option<Spanned<String>>,
    /// UI languages, the default first.
    pub languages: Vec<Spanned<String>>,
    /// Name of the theme; `default` where none is named.
    pub theme: Option<Spanned<String>>,
    /// Version of the edition.
    pub version: Option<String>,
    /// Date of that version.
    pub date: Option<Spanned<Date>>,
    /// Ids of the documents in the order of the site; all of them by id where it is left out.
    pub documents: Option<Vec<Spanned<String>>>,
    /// Levels of rules: `error`, `warning`, `note`, `off`.
    #[serde(default)]
    pub check: BTreeMap<Spanned<String>, Spanned<Level>>,
    /// Findings that are let stand.
    #[serde(default)]
    pub accept: Vec<Spanned<Accept>>,
}

/// An accepted exception: the findings of a rule at a place.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// Name of the rule.
    pub rule: Spanned<String>,
    /// Document id.
    pub document: Option<Spanned<String>>,
    /// Segment id.
    pub segment: Option<Spanned<String>>,
    /// Witness id; all witnesses of the segment where it is left out.
    pub witness: Option<Spanned<String>>,
    /// Target id.
    pub target: Option<Spanned<String>>,
    /// Term id.
    pub term: Option<Spanned<String>>,
    /// Why it is let stand.
    pub reason: Spanned<String>,
}

/// How grave the findings of a rule are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The build fails.
    Error,
    /// The build fails with `--strict`.
    Warning,
    /// Worth knowing.
    Note,
    /// Not looked for.
    Off,
}
