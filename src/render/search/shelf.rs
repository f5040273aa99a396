//! What is searched, as books: first the editors' own matter, then the documents.

use crate::model::Document;
use crate::model::Edition;
use crate::render::search::matter::Matter;

/// The books of an edition: [`Matter`] first, documents after it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shelf<'e> {
    /// The edition.
    pub(crate) edition: &'e Edition,
    /// Terms, targets, notes.
    pub(crate) matter: &'e [Matter],
}

/// One of the books.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Book<'e> {
    /// Editors' own matter.
    Matter(&'e Matter),
    /// A document of the edition.
    Document(&'e Document),
}

impl<'e> Shelf<'e> {
    /// Number of books.
    pub(crate) fn len(self) -> usize {
        self.matter.len() + self.edition.documents.len()
    }

    /// A book by its number.
    pub(crate) fn book(self, number: usize) -> Book<'e> {
        match self.matter.get(number) {
            Some(matter) => Book::Matter(matter),
            None => Book::Document(&self.edition.documents[number - self.matter.len()]),
        }
    }
}

impl<'e> Book<'e> {
    /// Number of its segments.
    pub(crate) fn segments(self) -> usize {
        match self {
            Self::Matter(matter) => matter.entries.len(),
            Self::Document(document) => document.segments.len(),
        }
    }

    /// For each of its witnesses whether it spaces its words.
    pub(crate) fn spaced(self) -> Vec<bool> {
        match self {
            Self::Matter(matter) => matter.witnesses.iter().map(|w| w.lang.is_spaced()).collect(),
            Self::Document(document) => {
                document.witnesses.iter().map(|w| w.lang.is_spaced()).collect()
            }
        }
    }

    /// The words of a witness in a segment, where it has any.
    pub(crate) fn text(self, segment: usize, witness: usize) -> Option<&'e str> {
        match self {
            Self::Matter(matter) => {
                let text = matter.entries[segment].texts[witness].as_str();
                (!text.is_empty()).then_some(text)
            }
            Self::Document(document) => {
                let reading = document.segments[segment].readings.get(witness)?;
                reading.text().map(|text| text.raw.as_str())
            }
        }
    }

    /// What leads to a segment: its id in a document, the whole way from the root for matter.
    pub(crate) fn way(self, segment: usize) -> &'e str {
        match self {
            Self::Matter(matter) => &matter.entries[segment].way,
            Self::Document(document) => document.segments[segment].id.as_str(),
        }
    }
}
