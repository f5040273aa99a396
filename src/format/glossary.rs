//! `glossary/<theme>.toml`: a theme and its terms.

use crate::format::Localized;
use crate::format::Texts;
use crate::format::anchor::Anchor;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use std::collections::BTreeMap;

/// The whole file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    /// Name of the theme per UI language.
    #[schemars(with = "Texts")]
    pub theme: Localized,
    /// The terms.
    #[serde(default)]
    #[schemars(with = "Vec<Term>")]
    pub term: Vec<Spanned<Term>>,
}

/// A `[[term]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Stable slug.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What sort of thing it names.
    pub kind: Kind,
    /// Whether the source-language form stands in a witness of this edition.
    #[serde(default = "yes")]
    pub attested: bool,
    /// Where an unattested form is known from.
    pub source: Option<String>,
    /// Language tag → headword and other forms.
    #[schemars(with = "BTreeMap<String, Forms>")]
    pub forms: BTreeMap<Spanned<String>, Forms>,
    /// How occurrences are found.
    #[serde(default, rename = "match")]
    pub matching: Match,
    /// `exact` for names and acronyms.
    #[serde(default)]
    pub case: Case,
    /// Markdown per UI language.
    #[serde(default)]
    #[schemars(with = "Texts")]
    pub gloss: Localized,
    /// Ids of related terms.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub see: Vec<Spanned<String>>,
    /// Occurrences switched off.
    #[serde(default)]
    pub exclude: Vec<Anchor>,
    /// Occurrences marked by the editor.
    #[serde(default)]
    pub occurrence: Vec<Anchor>,
    /// Judgements of single forms.
    #[serde(default)]
    pub rendering: Vec<Rendering>,
}

fn yes() -> bool {
    true
}

/// The forms of a term in one language.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    /// The headword.
    #[schemars(with = "String")]
    pub form: Spanned<String>,
    /// Reading aid, for Chinese pinyin with tones.
    pub pinyin: Option<String>,
    /// Other forms that occur.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub also: Vec<Spanned<String>>,
}

/// A judgement of a form of a witness.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rendering {
    /// Document id; with `witness` it limits the form to that text.
    #[schemars(with = "Option<String>")]
    pub document: Option<Spanned<String>>,
    /// Witness id.
    #[schemars(with = "Option<String>")]
    pub witness: Option<Spanned<String>>,
    /// BCP 47 tag, where no witness is named.
    #[schemars(with = "Option<String>")]
    pub lang: Option<Spanned<String>>,
    /// The words.
    #[schemars(with = "String")]
    pub form: Spanned<String>,
    /// The judgement.
    pub status: Status,
    /// Why, per UI language.
    #[serde(default)]
    #[schemars(with = "Texts")]
    pub note: Localized,
}

/// How a form is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are explained in `model::RenderingStatus`")]
pub enum Status {
    Preferred,
    Accepted,
    Misleading,
    Wrong,
}

/// What sort of thing a term names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are explained in `model::TermKind`")]
pub enum Kind {
    Concept,
    Formula,
    Programme,
    Slogan,
    Institution,
    Law,
    Place,
}

/// How occurrences are found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Match {
    /// Wherever a form stands.
    #[default]
    Auto,
    /// Only where the editor marks it.
    Marked,
}

/// Whether Latin forms match with their case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    /// `Data Factor` matches `data factor`.
    #[default]
    Ignore,
    /// `AI` does not match `ai`.
    Exact,
}
