//! The glossary: concepts with their forms per language.

use crate::diag::Span;
use crate::model::anchor::Anchor;
use crate::model::id::TermId;
use crate::model::lang::Lang;
use crate::model::lang::Localized;

/// What sort of thing a term names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermKind {
    /// An idea.
    Concept,
    /// A set phrase that counts or sums up.
    Formula,
    /// A programme or project.
    Programme,
    /// A slogan or campaign.
    Slogan,
    /// An institution or event.
    Institution,
    /// A law or rule.
    Law,
    /// A place.
    Place,
}

impl TermKind {
    /// The word used in files and classes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Concept => "concept",
            Self::Formula => "formula",
            Self::Programme => "programme",
            Self::Slogan => "slogan",
            Self::Institution => "institution",
            Self::Law => "law",
            Self::Place => "place",
        }
    }
}

/// An editor's judgement of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RenderingStatus {
    /// The best.
    Preferred,
    /// Good enough.
    Accepted,
    /// Leads a reader astray.
    Misleading,
    /// Says something else.
    Wrong,
}

impl RenderingStatus {
    /// The word used in files and classes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Accepted => "accepted",
            Self::Misleading => "misleading",
            Self::Wrong => "wrong",
        }
    }
}

/// A word or phrase by which a term appears in texts of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Language of the form.
    pub lang: Lang,
    /// The words.
    pub text: String,
    /// Preferred, accepted, misleading or wrong.
    pub status: RenderingStatus,
    /// Only in this witness: indices of document and witness; `None` for any text of the language.
    pub only_in: Option<(usize, usize)>,
    /// Why the status, per UI language.
    pub note: Localized<String>,
    /// The form in the file.
    pub span: Span,
}

/// How occurrences are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// Wherever a form stands.
    Auto,
    /// Only where an editor marks it.
    Marked,
}

/// A concept of the glossary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Name of its page.
    pub id: TermId,
    /// Index into [`crate::model::Edition::themes`].
    pub theme: usize,
    /// What sort of thing it names.
    pub kind: TermKind,
    /// Forms of all languages; the first of a language is its headword.
    pub forms: Vec<Form>,
    /// Reading aid per language of a headword (pinyin with tones for Chinese).
    pub pronunciation: Localized<String>,
    /// Markdown per UI language.
    pub gloss: Localized<String>,
    /// Related terms: indices into [`crate::model::Edition::terms`].
    pub see: Vec<usize>,
    /// Whether the source-language form stands in a witness of this edition.
    pub attested: bool,
    /// Where an unattested form is known from.
    pub source: Option<String>,
    /// How occurrences are found.
    pub matching: Match,
    /// Latin forms match with their case.
    pub exact_case: bool,
    /// Occurrences switched off.
    pub exclude: Vec<Anchor>,
    /// Occurrences marked by an editor.
    pub marked: Vec<Anchor>,
    /// The `id` in the file.
    pub span: Span,
}

impl Term {
    /// The headword in a language: the first form of it.
    #[must_use]
    pub fn headword(&self, lang: &Lang) -> Option<&Form> {
        self.forms.iter().find(|form| form.lang.serves(lang))
    }

    /// Whether another term is found in texts where this one is, by the same of its forms. What is
    /// said of either, and where it stands in a file, does not matter.
    #[must_use]
    pub fn is_found_as(&self, other: &Self) -> bool {
        fn facts(form: &Form) -> impl PartialEq {
            (&form.lang, &form.text, form.status, form.only_in)
        }
        fn places(anchor: &Anchor) -> impl PartialEq {
            (anchor.document, anchor.segment, anchor.witness, &anchor.ranges)
        }
        (self.matching, self.exact_case) == (other.matching, other.exact_case)
            && self.forms.iter().map(facts).eq(other.forms.iter().map(facts))
            && self.exclude.iter().map(places).eq(other.exclude.iter().map(places))
            && self.marked.iter().map(places).eq(other.marked.iter().map(places))
    }
}

/// A theme of the glossary: one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// File name without its ending.
    pub id: String,
    /// Its name per UI language.
    pub title: Localized<String>,
}
