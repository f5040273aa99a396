//! `seeds/<seed>.recipe.toml`: how the characters of a seed became readings.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// File name of the seed.
    #[schemars(with = "String")]
    pub seed: Spanned<String>,
    /// SHA-256 of the seed in hexadecimal.
    #[schemars(with = "String")]
    pub sha256: Spanned<String>,
    /// Clean-ups in force for the whole seed.
    #[serde(default)]
    #[schemars(with = "Vec<Clean>")]
    pub clean: Vec<Spanned<Clean>>,
    /// Stretches that one witness reads in spine order.
    #[serde(default)]
    #[schemars(with = "Vec<Run>")]
    pub run: Vec<Spanned<Run>>,
    /// Text left out.
    #[serde(default)]
    #[schemars(with = "Vec<Omit>")]
    pub omit: Vec<Spanned<Omit>>,
    /// White space that a page break left in a run.
    #[serde(default)]
    #[schemars(with = "Vec<Join>")]
    pub join: Vec<Spanned<Join>>,
    /// Stretches whose single line ends are wrapped lines.
    #[serde(default)]
    #[schemars(with = "Vec<Wrapped>")]
    pub wrapped: Vec<Spanned<Wrapped>>,
    /// Exceptional white space between two readings of one paragraph.
    #[serde(default)]
    #[schemars(with = "Vec<Space>")]
    pub space: Vec<Spanned<Space>>,
}

/// Bytes `[start, end)` of the seed, on character boundaries.
pub type Bytes = [usize; 2];

/// A clean-up of white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Clean {
    /// A no-break space reads as a space.
    NoBreakSpace,
    /// A single line end inside a paragraph reads as one space (as nothing in unspaced languages).
    WrappedLines,
}

/// A stretch of bytes that one witness reads in spine order.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Document id.
    #[schemars(with = "String")]
    pub document: Spanned<String>,
    /// Witness id.
    #[schemars(with = "String")]
    pub witness: Spanned<String>,
    /// The stretch.
    #[schemars(with = "Bytes")]
    pub bytes: Spanned<Bytes>,
    /// First segment read from it.
    #[schemars(with = "String")]
    pub from: Spanned<String>,
    /// Last segment read from it.
    #[schemars(with = "String")]
    pub to: Spanned<String>,
}

/// Text left out, and why.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Omit {
    /// The stretch.
    #[schemars(with = "Bytes")]
    pub bytes: Spanned<Bytes>,
    /// Only these characters, wherever they stand in the stretch.
    #[schemars(with = "Option<String>")]
    pub every: Option<Spanned<String>>,
    /// Why, in a word: `site-navigation`, `advertisement`, `byline` …
    #[schemars(with = "String")]
    pub reason: Spanned<String>,
    /// Its first characters, for people and for the check.
    #[schemars(with = "Option<String>")]
    pub starts: Option<Spanned<String>>,
    /// Its last characters.
    #[schemars(with = "Option<String>")]
    pub ends: Option<Spanned<String>>,
}

/// White space that a page break left: nothing in unspaced languages, else one space.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// The white space.
    #[schemars(with = "Bytes")]
    pub bytes: Spanned<Bytes>,
    /// Why: `page-break`.
    #[schemars(with = "String")]
    pub reason: Spanned<String>,
}

/// A stretch whose single line ends are wrapped lines.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wrapped {
    /// The stretch.
    #[schemars(with = "Bytes")]
    pub bytes: Spanned<Bytes>,
}

/// Exceptional white space between two readings of one paragraph.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Space {
    /// The segment before it.
    #[schemars(with = "String")]
    pub after: Spanned<String>,
    /// The white space as it stands.
    pub is: String,
    /// Why.
    pub reason: Option<String>,
}
