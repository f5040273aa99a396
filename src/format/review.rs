//! `content/<document>/review.toml`: which readings were reviewed, against which words of the source.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use std::collections::BTreeMap;

/// The whole file: a table per witness, in it an entry per segment. A reading without an entry is
/// of no known state. No page of the site depends on this file.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Review {
    /// Witness → segment → what is known of the reading.
    #[schemars(with = "BTreeMap<String, BTreeMap<String, Entry>>")]
    pub witnesses: BTreeMap<Spanned<String>, Entries>,
}

/// The table of a witness: segment → what is known of the reading.
pub type Entries = BTreeMap<Spanned<String>, Entry>;

/// What is known of the review of a reading.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// How far it was reviewed.
    pub state: State,
    /// Of a checked reading: the fingerprint of the words of the source with which it was
    /// compared. `duizhao review … --set checked` writes it.
    #[schemars(with = "Option<String>")]
    pub source: Option<Spanned<String>>,
    /// What aligned the reading with the source, where no editor did, such as `gale-church`.
    pub method: Option<String>,
    /// How sure that method is, from `0` to `1`, an exact decimal between quotes.
    #[schemars(with = "Option<String>", regex(pattern = r"^(0(\.[0-9]+)?|1(\.0+)?)$"))]
    pub confidence: Option<Spanned<String>>,
}

/// How far a reading was reviewed. That it is still to be translated stands in the file of the
/// witness: `{ absent = "not-yet" }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// An editor should compare it with the source.
    NeedsReview,
    /// An editor has compared it with the source.
    Checked,
}
