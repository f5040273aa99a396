//! `seeds/MANIFEST.toml`: the originals as received.

use crate::format::Date;
use crate::format::Localized;

use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The seeds.
    #[serde(default)]
    pub seed: Vec<Spanned<Seed>>,
}

/// A `[[seed]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    /// File name below `seeds/`.
    pub file: Spanned<String>,
    /// SHA-256 in hexadecimal.
    pub sha256: Spanned<String>,
    /// Size in bytes.
    pub bytes: Spanned<u64>,
    /// What it holds.
    pub title: Localized,
    /// BCP 47 tags.
    pub languages: Vec<Spanned<String>>,
    /// Who published it.
    pub publisher: String,
    /// Where it comes from, as far as is known.
    pub origin: String,
    /// An archived copy.
    pub archived: Option<String>,
    /// When it was published.
    pub published: Option<Spanned<Date>>,
    /// What is known of the rights.
    pub rights: Option<Localized>,
}
