//! Shapes that the views of several pages share: the contract with templates.

use crate::model::Role;

use minijinja::Value;
use serde::Serialize;
use serde::Serializer;

/// HTML that is printed as it is.
#[derive(Debug, Clone, Default)]
pub struct Html(pub String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}

/// Words in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word<'a> {
    /// BCP 47 tag.
    pub lang: &'a str,
    /// Plain text.
    pub text: &'a str,
}

/// Words in the languages of the interface, in their order.
pub type Words<'a> = Vec<Word<'a>>;

/// Prose in one language.
#[derive(Debug, Clone, Serialize)]
pub struct ProsePart<'a> {
    /// BCP 47 tag.
    pub lang: &'a str,
    /// Rendered Markdown.
    pub html: Html,
}

/// Prose in the languages of the interface, in their order.
pub type Prose<'a> = Vec<ProsePart<'a>>;

/// A document as others name it.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentRef<'a> {
    /// Its id.
    pub id: &'a str,
    /// Full title.
    pub title: Words<'a>,
    /// Short title.
    pub short: Words<'a>,
    /// Its page.
    pub url: String,
}

/// A witness as others name it.
#[derive(Debug, Clone, Serialize)]
pub struct WitnessRef<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its short name.
    pub name: Words<'a>,
    /// Language of its readings.
    pub lang: &'a str,
    /// `source`, `translation` or `machine-translation`.
    pub role: &'static str,
}

/// What one witness reads in one segment.
#[derive(Debug, Clone, Serialize)]
pub struct ReadingView<'a> {
    /// The segment.
    pub segment: &'a str,
    /// Place of the segment in its row, from 1.
    pub n: usize,
    /// The words with their marks.
    pub html: Html,
    /// Why there are none.
    pub absent: Option<&'static str>,
}

/// What one witness reads in one row. `W` is the witness's id or a [`WitnessRef`].
#[derive(Debug, Clone, Serialize)]
pub struct CellView<'a, W> {
    /// The witness.
    pub witness: W,
    /// Language of the readings.
    pub lang: &'a str,
    /// Its primary subtag.
    pub primary: &'a str,
    /// Role of the witness.
    pub role: &'static str,
    /// Shown unless the reader chooses otherwise.
    pub shown: bool,
    /// What stands between two readings.
    pub separator: &'static str,
    /// All its readings are absent.
    pub empty: bool,
    /// One reading per segment of the row.
    pub readings: Vec<ReadingView<'a>>,
}

/// What one witness reads in a passage.
#[derive(Debug, Clone, Serialize)]
pub struct PassageReading<'a> {
    /// The witness.
    pub witness: WitnessRef<'a>,
    /// Its language.
    pub lang: &'a str,
    /// The words, what was quoted marked.
    pub html: Html,
    /// Why there are none.
    pub absent: Option<&'static str>,
}

/// A segment shown elsewhere.
#[derive(Debug, Clone, Serialize)]
pub struct Passage<'a> {
    /// Its document.
    pub document: DocumentRef<'a>,
    /// Its id.
    pub segment: &'a str,
    /// Where it stands.
    pub url: String,
    /// The quoted words.
    pub quote: &'a str,
    /// Their witness.
    pub witness: WitnessRef<'a>,
    /// Their language.
    pub lang: &'a str,
    /// The witnesses shown by default, and the quoted one.
    pub readings: Vec<PassageReading<'a>>,
}

/// A place that a number or word was taken from.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceView<'a> {
    /// Where it stands.
    pub url: String,
    /// Id of the segment.
    pub segment: &'a str,
    /// The quoted words.
    pub quote: &'a str,
    /// Their language.
    pub lang: &'a str,
    /// Their witness.
    pub witness: WitnessRef<'a>,
}

/// A place of an occurrence.
#[derive(Debug, Clone, Serialize)]
pub struct Spot<'a> {
    /// Where it stands.
    pub url: String,
    /// Id of the segment.
    pub segment: &'a str,
    /// Number of its row.
    pub number: String,
}

/// The headword of a term in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Headword<'a> {
    /// Language of the form.
    pub lang: &'a str,
    /// The form.
    pub text: &'a str,
    /// How it is said; may be empty.
    pub pronunciation: &'a str,
}

/// A term in a list.
#[derive(Debug, Clone, Serialize)]
pub struct TermLine<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its page.
    pub url: String,
    /// Its kind.
    pub kind: &'static str,
    /// Its source form stands in a witness.
    pub attested: bool,
    /// One headword per language.
    pub headwords: Vec<Headword<'a>>,
    /// Number of its occurrences.
    pub count: usize,
}

/// How a witness renders a term.
#[derive(Debug, Clone, Serialize)]
pub struct RenderingView<'a> {
    /// Id of the document.
    pub document: &'a str,
    /// The witness.
    pub witness: WitnessRef<'a>,
    /// Its language.
    pub lang: &'a str,
    /// The form.
    pub text: &'a str,
    /// Preferred, accepted, misleading or wrong.
    pub status: &'static str,
    /// How often.
    pub count: usize,
    /// Why the status.
    pub note: Words<'a>,
    /// Where; empty outside the term's page.
    pub places: Vec<Spot<'a>>,
}

/// A note.
#[derive(Debug, Clone, Serialize)]
pub struct NoteView<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its `id` on the page.
    pub dom_id: String,
    /// Back to its sign.
    pub back: String,
    /// Its sign in the text.
    pub sign: String,
    /// Its kind.
    pub kind: &'static str,
    /// What the words should say.
    pub corrected: Option<&'a str>,
    /// The note itself.
    pub body: Prose<'a>,
    /// The words it is about.
    pub quote: &'a str,
    /// Their language.
    pub lang: &'a str,
    /// Their witness.
    pub witness: WitnessRef<'a>,
    /// Id of their segment.
    pub segment: &'a str,
    /// Where the segment stands.
    pub segment_url: String,
    /// Number of its row.
    pub number: String,
}

/// One side of a variant.
#[derive(Debug, Clone, Serialize)]
pub struct VariantSide<'a> {
    /// The witness.
    pub witness: WitnessRef<'a>,
    /// What it reads; may be empty.
    pub text: &'a str,
    /// Its language.
    pub lang: &'a str,
}

/// A place where two witnesses of one language differ.
#[derive(Debug, Clone, Serialize)]
pub struct VariantView<'a> {
    /// Its id within the document.
    pub id: String,
    /// Id of the segment.
    pub segment: &'a str,
    /// Where it stands.
    pub url: String,
    /// Number of its row.
    pub number: String,
    /// The first witness.
    pub base: VariantSide<'a>,
    /// The other one.
    pub other: VariantSide<'a>,
}

/// Where one is in a list of several pages.
#[derive(Debug, Clone, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// Entries on all of them.
    pub total: usize,
    /// Entries on one.
    pub per_page: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// The word for a role that files and classes use.
#[must_use]
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Source => "source",
        Role::Translation => "translation",
        Role::MachineTranslation => "machine-translation",
    }
}
