//! `content/<document>/targets.toml`.

use crate::format::Localized;
use crate::format::Texts;
use crate::format::anchor::Anchor;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Targets {
    /// The targets.
    #[serde(default)]
    #[schemars(with = "Vec<Target>")]
    pub target: Vec<Spanned<Target>>,
}

/// A `[[target]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Target {
    /// Unique within the edition.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What is measured.
    #[schemars(with = "Texts")]
    pub indicator: Localized,
    /// The same topic in two documents makes one comparison row.
    pub topic: Option<String>,
    /// The unit per UI language; left out where the goal is stated in words alone.
    #[serde(default)]
    #[schemars(with = "Texts")]
    pub unit: Localized,
    /// Whether the goal binds.
    pub nature: Nature,
    /// The words that say so.
    pub nature_at: Option<Anchor>,
    /// Baselines and goals.
    pub measure: Vec<Measure>,
    /// Set for facts from outside the witnesses.
    pub outside: Option<Outside>,
}

/// A baseline or a goal.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Year of the common era.
    pub year: u16,
    /// `baseline` or `goal`.
    pub role: Role,
    /// An exact decimal in the target's unit, as a string; left out where the goal is stated in
    /// words alone.
    #[schemars(with = "Option<String>")]
    pub number: Option<Spanned<String>>,
    /// The printed words; left out for facts from outside.
    pub at: Option<Anchor>,
    /// Words known from outside the witnesses.
    pub printed: Option<String>,
}

/// A fact from outside the witnesses.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// URLs or titles.
    pub source: Vec<String>,
    /// How sure it is.
    pub confidence: String,
    /// A remark per UI language.
    #[serde(default)]
    #[schemars(with = "Texts")]
    pub note: Localized,
}

/// Baseline or goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are explained in `model::MeasureRole`")]
pub enum Role {
    Baseline,
    Goal,
}

/// Whether a goal binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are explained in `model::Nature`")]
pub enum Nature {
    Binding,
    Anticipatory,
    Unstated,
}
