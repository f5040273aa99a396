//! `published-ids.toml`: the ledger of what has been published, so that links to it live on.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::Serialize;
use toml::Spanned;

use std::collections::BTreeMap;

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// Ids of terms.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub terms: Vec<Spanned<String>>,
    /// Ids of links and gaps.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub links: Vec<Spanned<String>>,
    /// Names of prose pages.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub pages: Vec<Spanned<String>>,
    /// Document id → what was published of it.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, DocumentIds>")]
    pub document: BTreeMap<Spanned<String>, DocumentIds>,
    /// Ids that have gone, and where their links lead.
    #[serde(default)]
    #[schemars(with = "Vec<Alias>")]
    pub alias: Vec<Spanned<Alias>>,
}

impl Ledger {
    /// The alias of an id.
    #[must_use]
    pub fn alias_of(&self, kind: Kind, document: Option<&str>, id: &str) -> Option<&Alias> {
        let mut all = self.alias.iter().map(Spanned::get_ref);
        all.find(|alias| {
            let of = alias.document.as_ref().map(|document| document.get_ref().as_str());
            alias.kind == kind && of == document && alias.from.get_ref() == id
        })
    }

    /// The id to which the aliases of an id lead in the end; itself where it has none. A circle
    /// is left after one turn.
    #[must_use]
    pub fn follow<'a>(&'a self, kind: Kind, document: Option<&str>, id: &'a str) -> &'a str {
        let mut id = id;
        for _ in 0..self.alias.len() {
            match self.alias_of(kind, document, id) {
                Some(alias) => id = alias.to.get_ref(),
                None => break,
            }
        }
        id
    }
}

/// Published ids of a document.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentIds {
    /// Ids of witnesses.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub witnesses: Vec<Spanned<String>>,
    /// Ids of divisions.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub divisions: Vec<Spanned<String>>,
    /// Ids of segments.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub segments: Vec<Spanned<String>>,
    /// Ids of notes.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub notes: Vec<Spanned<String>>,
    /// Ids of targets.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub targets: Vec<Spanned<String>>,
}

/// Where links to an id that has gone lead.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// What sort of id it is.
    pub kind: Kind,
    /// The document it belonged to; left out for documents, terms, links and pages.
    #[schemars(with = "Option<String>")]
    pub document: Option<Spanned<String>>,
    /// The id that has gone.
    #[schemars(with = "String")]
    pub from: Spanned<String>,
    /// The id that takes its place, of the same kind and document; it may have an alias in turn.
    #[schemars(with = "String")]
    pub to: Spanned<String>,
}

/// Sorts of published ids.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize,
)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Kind {
    Document,
    Witness,
    Division,
    Segment,
    Note,
    Target,
    Term,
    Link,
    Page,
}

impl Kind {
    /// The word used in files and messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Witness => "witness",
            Self::Division => "division",
            Self::Segment => "segment",
            Self::Note => "note",
            Self::Target => "target",
            Self::Term => "term",
            Self::Link => "link",
            Self::Page => "page",
        }
    }
}
