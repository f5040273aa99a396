//! `seeds/MANIFEST.toml`: the originals as received.

use crate::format::Date;
use crate::format::Localized;
use crate::format::Texts;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The seeds.
    #[serde(default)]
    #[schemars(with = "Vec<Seed>")]
    pub seed: Vec<Spanned<Seed>>,
}

/// A `[[seed]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    /// File name below `seeds/`.
    #[schemars(with = "String")]
    pub file: Spanned<String>,
    /// SHA-256 in hexadecimal.
    #[schemars(with = "String")]
    pub sha256: Spanned<String>,
    /// Size in bytes.
    #[schemars(with = "u64")]
    pub bytes: Spanned<u64>,
    /// What it holds.
    #[schemars(with = "Texts")]
    pub title: Localized,
    /// BCP 47 tags.
    #[schemars(with = "Vec<String>")]
    pub languages: Vec<Spanned<String>>,
    /// Who published it.
    pub publisher: String,
    /// Where it comes from, as far as is known.
    pub origin: String,
    /// An archived copy.
    pub archived: Option<String>,
    /// When it was published.
    #[schemars(with = "Option<Date>")]
    pub published: Option<Spanned<Date>>,
    /// What is known of the rights.
    #[schemars(with = "Option<Texts>")]
    pub rights: Option<Localized>,
}
