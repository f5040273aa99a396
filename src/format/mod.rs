//! Content files exactly as written: the file contract of editors, as serde types with spans.
//!
//! Unknown keys are errors. Values that a message may point at are [`Spanned`].

pub mod anchor;
pub mod document;
pub mod glossary;
pub mod ledger;
pub mod links;
pub mod manifest;
pub mod notes;
pub mod recipe;
pub mod site;
pub mod targets;

use serde::Deserialize;
use toml::Spanned;

use std::collections::BTreeMap;

/// A value in several languages: language tag → text.
pub type Localized = BTreeMap<Spanned<String>, Spanned<String>>;

/// A calendar date as TOML writes it, without a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Date(pub toml::value::Datetime);
