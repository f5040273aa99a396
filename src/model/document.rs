//! One work with its witnesses and its spine.

use crate::diag::Span;
use crate::model::date::Date;
use crate::model::id::DivisionId;
use crate::model::id::DocumentId;
use crate::model::id::WitnessId;
use crate::model::lang::Lang;
use crate::model::lang::Localized;
use crate::model::note::Note;
use crate::model::review::Review;
use crate::model::segment::Segment;
use crate::model::segment_index::SegmentIndex;
use crate::model::target::Target;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// One work: its bibliographic facts, its witnesses, its spine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Name of the folder and of the page.
    pub id: DocumentId,
    /// Full title per language.
    pub title: Localized<String>,
    /// Short title per language, for bars and tables.
    pub short: Localized<String>,
    /// Who issued the work.
    pub issuer: Localized<String>,
    /// Date on the document.
    pub issued: Option<Date>,
    /// Date of its publication, where it differs.
    pub published: Option<Date>,
    /// The issuer's number, e.g. 国发〔2021〕29号.
    pub number: Option<String>,
    /// What this text is: Markdown per UI language.
    pub about: Localized<String>,
    /// The texts of this work; a reading's index in [`Segment::readings`] is its witness's index here.
    pub witnesses: Vec<Witness>,
    /// All divisions, parents before children; [`Block::Division`] holds an index into this list.
    pub divisions: Vec<Division>,
    /// The root order.
    pub body: Vec<Block>,
    /// Where the document is divided, the parts after the first, in order.
    pub parts: Vec<Part>,
    /// All segments in spine order (headings before bodies, header cells before cells).
    pub segments: Vec<Segment>,
    /// Segment id → index in `segments`.
    pub segment_index: SegmentIndex,
    /// The document's notes in file order.
    pub notes: Vec<Note>,
    /// Segments of notes whose words were not found: for whoever asks whether a segment has a
    /// note, it has one.
    pub unanchored: BTreeSet<usize>,
    /// The document's targets in file order.
    pub targets: Vec<Target>,
    /// The picture that links to the document are shown with elsewhere.
    pub card: Option<Picture>,
    /// What is known of the review of readings, by segment and witness. No page or export shows it.
    pub reviews: Vec<Review>,
    /// The `id` in `document.toml`.
    pub span: Span,
}

/// A picture in PNG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub bytes: Arc<[u8]>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl Document {
    /// The index of a segment by its id.
    #[must_use]
    pub fn segment(&self, id: &str) -> Option<usize> {
        self.segment_index.get(id, &self.segments)
    }

    /// The index of a witness by its id.
    #[must_use]
    pub fn witness(&self, id: &str) -> Option<usize> {
        self.witnesses.iter().position(|w| w.id.as_str() == id)
    }

    /// Whether a note quotes words that meet a range of a reading, in bytes of its text.
    #[must_use]
    pub fn is_noted(&self, segment: usize, witness: usize, range: &Range<usize>) -> bool {
        let mut here = self
            .notes
            .iter()
            .map(|n| &n.at)
            .filter(|at| (at.segment, at.witness) == (segment, witness));
        here.any(|at| at.ranges.iter().any(|r| r.start < range.end && range.start < r.end))
    }

    /// The segments that have a note, be it that its words were not found.
    #[must_use]
    pub fn noted(&self) -> BTreeSet<usize> {
        let anchored = self.notes.iter().map(|note| note.at.segment);
        anchored.chain(self.unanchored.iter().copied()).collect()
    }

    /// The year on the document, or that of its publication.
    #[must_use]
    pub fn year(&self) -> Option<u16> {
        self.issued.or(self.published).map(|date| date.year)
    }

    /// Whether at least one witness is a source text.
    #[must_use]
    pub fn has_source(&self) -> bool {
        self.witnesses.iter().any(|w| w.role == Role::Source)
    }
}

/// What a witness is to the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The text in the language of the work.
    Source,
    /// A translation by people.
    Translation,
    /// A translation by a machine.
    MachineTranslation,
}

/// The words of the source with which a reading of a witness of role `own` is compared: those of
/// the first source that has any. A source is not compared with another one.
#[must_use]
pub fn source_words<'t>(
    own: Role,
    mut readings: impl Iterator<Item = (Role, Option<&'t str>)>,
) -> Option<&'t str> {
    if own == Role::Source {
        return None;
    }
    readings.find_map(|(role, words)| words.filter(|_| role == Role::Source))
}

/// How much of the work a witness holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// All of it.
    Full,
    /// A part, with the reason per UI language.
    Partial(Localized<String>),
}

/// How much of a witness the site shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publish {
    /// All of it.
    Full,
    /// Only the readings that a note, link, gap, target or term quotes.
    Excerpts,
}

/// One text of a document in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// Unique within the document.
    pub id: WitnessId,
    /// Short name for column heads.
    pub name: Localized<String>,
    /// Language of the readings.
    pub lang: Lang,
    /// Source or translation.
    pub role: Role,
    /// People or agencies as credited by the publisher.
    pub credit: Vec<String>,
    /// Who published this text.
    pub publisher: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// An archived copy.
    pub archived: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// When it was fetched.
    pub retrieved: Option<Date>,
    /// What is known of the rights in it.
    pub rights: Localized<String>,
    /// File name of its seed below `seeds/`.
    pub seed: Option<String>,
    /// How much of the work it holds.
    pub coverage: Coverage,
    /// How much of it is published.
    pub publish: Publish,
    /// The `id` in `document.toml`.
    pub span: Span,
}

/// The kinds of divisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DivisionKind {
    /// Title matter before the text.
    Front,
    /// A chapter.
    Chapter,
    /// A section.
    Section,
    /// A paragraph.
    Paragraph,
    /// A list of items.
    List,
    /// An item of a list, or a named part of a paragraph.
    Item,
    /// A box (专栏) within a plan.
    Box,
    /// A priority action (优先行动).
    Action,
    /// A printed table.
    Table,
    /// Matter after the text.
    Back,
}

impl DivisionKind {
    /// The word used in files, classes and exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Chapter => "chapter",
            Self::Section => "section",
            Self::Paragraph => "paragraph",
            Self::List => "list",
            Self::Item => "item",
            Self::Box => "box",
            Self::Action => "action",
            Self::Table => "table",
            Self::Back => "back",
        }
    }
}

/// A heading: printed by witnesses, or the editors'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// Index of the segment that witnesses print.
    Printed(usize),
    /// An editors' heading, visibly so.
    Editorial(Localized<String>),
}

/// A chapter, section, paragraph, box, table …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Unique within the document.
    pub id: DivisionId,
    /// What it is.
    pub kind: DivisionKind,
    /// Its number in the original.
    pub number: Option<String>,
    /// Its heading.
    pub heading: Option<Heading>,
    /// Its start is a paragraph break that the seed has lost.
    pub restored: bool,
    /// What the seed lacks here, and why we know.
    pub missing: Localized<String>,
    /// Header cells of a table: segment indices; empty elsewhere.
    pub columns: Vec<usize>,
    /// Its content in order.
    pub body: Vec<Block>,
    /// Index of the division that holds it; `None` at the root.
    pub parent: Option<usize>,
    /// The `id` in `document.toml`.
    pub span: Span,
}

/// A part of a divided document, with a page of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The division that begins it: index into [`Document::divisions`].
    pub division: usize,
    /// Range of [`Document::body`].
    pub blocks: Range<usize>,
    /// Range of [`Document::segments`].
    pub segments: Range<usize>,
}

/// A piece of a division's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Index into [`Document::divisions`].
    Division(usize),
    /// The segments of one row: indices into [`Document::segments`], at least one.
    Row(Vec<usize>),
}
