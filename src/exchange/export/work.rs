//! What every export is made from: the edition or one document of it, and how places are addressed.

use crate::annotate::Annotations;
use crate::annotate::DocumentAnnotations;
use crate::model::Anchor;
use crate::model::Date;
use crate::model::Document;
use crate::model::Edition;
use crate::model::Heading;
use crate::model::Lang;
use crate::model::Localized;
use crate::model::Role;
use crate::model::Segment;
use crate::model::Text;
use crate::model::Witness;

use std::collections::BTreeMap;
use std::ops::Range;

/// Words of the user interface: key → text, per language.
pub(crate) type Words = [(Lang, BTreeMap<String, String>)];

/// The edition with what was computed from it.
#[derive(Clone, Copy)]
pub(crate) struct Whole<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) annotations: &'a Annotations,
    /// Version of the program.
    pub(crate) tool: &'a str,
    pub(crate) words: &'a Words,
    /// The edition's date, see [`date_of`].
    pub(crate) date: Date,
}

/// One document of the edition.
#[derive(Clone, Copy)]
pub(crate) struct Work<'a> {
    pub(crate) whole: Whole<'a>,
    /// Index in [`Edition::documents`].
    pub(crate) index: usize,
    pub(crate) document: &'a Document,
    pub(crate) annotated: &'a DocumentAnnotations,
}

/// Where in its division a segment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Heading,
    Column,
    Cell,
    Text,
}

impl Place {
    /// The word used in exports.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Column => "column",
            Self::Cell => "cell",
            Self::Text => "text",
        }
    }
}

/// The edition's date; without one, the latest date in its documents, so that no clock is asked.
pub(crate) fn date_of(edition: &Edition) -> Date {
    let dates = edition.documents.iter().flat_map(|document| {
        let witnesses = document.witnesses.iter().flat_map(|w| [w.published, w.retrieved]);
        witnesses.chain([document.issued, document.published])
    });
    let latest = || dates.flatten().max();
    edition.site.date.or_else(latest).unwrap_or(Date { year: 1980, month: 1, day: 1 })
}

impl<'a> Whole<'a> {
    /// One document; `None` where there is none of this index.
    pub(crate) fn work(self, index: usize) -> Option<Work<'a>> {
        let document = self.edition.documents.get(index)?;
        let annotated = self.annotations.documents.get(index)?;
        Some(Work { whole: self, index, document, annotated })
    }

    /// The address of a page from a file one folder below the site's root; absolute where the
    /// edition knows its address.
    pub(crate) fn address(self, folder: &str, fragment: &str) -> String {
        let hash = if fragment.is_empty() { "" } else { "#" };
        match &self.edition.site.base_url {
            Some(base) => {
                let slash = if base.ends_with('/') { "" } else { "/" };
                format!("{base}{slash}{folder}/{hash}{fragment}")
            }
            None => format!("../{folder}/index.html{hash}{fragment}"),
        }
    }

    /// The permalink of a segment.
    pub(crate) fn permalink(self, document: usize, segment: usize) -> String {
        let Some(document) = self.edition.documents.get(document) else { return String::new() };
        let id = document.segments.get(segment).map_or("", |segment| segment.id.as_str());
        self.address(&document.folder(document.part_of(segment)), id)
    }

    /// The word for a key in a language; the key where there is none.
    pub(crate) fn word<'k>(self, lang: &Lang, key: &'k str) -> &'k str
    where
        'a: 'k,
    {
        let found = self.words.iter().find(|(known, _)| known.serves(lang));
        found.and_then(|(_, words)| words.get(key)).map_or(key, String::as_str)
    }

    /// The words of an anchor as the witness prints them, place by place.
    pub(crate) fn quoted(self, anchor: &Anchor) -> Vec<&'a str> {
        let raw = self.raw(anchor);
        anchor.ranges.iter().filter_map(|range| raw.get(range.clone())).collect()
    }

    /// The reading in which an anchor stands.
    pub(crate) fn raw(self, anchor: &Anchor) -> &'a str {
        let document = self.edition.documents.get(anchor.document);
        let segment = document.and_then(|document| document.segments.get(anchor.segment));
        let text = segment.and_then(|segment| reading(segment, anchor.witness));
        text.map_or("", |text| text.raw.as_str())
    }

    /// Document, segment and witness of an anchor by their ids.
    pub(crate) fn names(self, anchor: &Anchor) -> [&'a str; 3] {
        let Some(document) = self.edition.documents.get(anchor.document) else { return [""; 3] };
        let segment = document.segments.get(anchor.segment).map_or("", |s| s.id.as_str());
        let witness = document.witnesses.get(anchor.witness).map_or("", |w| w.id.as_str());
        [document.id.as_str(), segment, witness]
    }
}

impl<'a> Work<'a> {
    /// The words of a witness in a segment.
    pub(crate) fn text(&self, segment: usize, witness: usize) -> Option<&'a str> {
        let segment = self.document.segments.get(segment)?;
        reading(segment, witness).map(|text| text.raw.as_str())
    }

    /// Where in its division a segment stands.
    pub(crate) fn place(&self, index: usize) -> Place {
        let segment = &self.document.segments[index];
        let Some(division) = segment.division.and_then(|d| self.document.divisions.get(d)) else {
            return Place::Text;
        };
        match division.heading {
            Some(Heading::Printed(heading)) if heading == index => Place::Heading,
            _ if division.columns.contains(&index) => Place::Column,
            _ if !division.columns.is_empty() => Place::Cell,
            _ => Place::Text,
        }
    }

    /// The id of the division in which a segment stands.
    pub(crate) fn division(&self, segment: usize) -> (&'a str, &'static str) {
        let segment = self.document.segments.get(segment);
        let division =
            segment.and_then(|s| s.division).and_then(|d| self.document.divisions.get(d));
        division.map_or(("", ""), |division| (division.id.as_str(), division.kind.as_str()))
    }

    /// The source witnesses.
    pub(crate) fn sources(&self) -> impl Iterator<Item = usize> + 'a {
        let witnesses = self.document.witnesses.iter().enumerate();
        witnesses.filter(|(_, w)| w.role == Role::Source).map(|(index, _)| index)
    }
}

/// Name of a file of a document without its ending: `plan.govcn.digichina`.
pub(crate) fn stem(document: &Document, witnesses: &[usize]) -> String {
    let mut stem = document.id.to_string();
    for &witness in witnesses {
        stem.push('.');
        stem.push_str(document.witnesses[witness].id.as_str());
    }
    stem
}

fn reading(segment: &Segment, witness: usize) -> Option<&Text> {
    segment.readings.get(witness).and_then(|reading| reading.text())
}

/// The word for the role of a witness.
pub(crate) fn role(witness: &Witness) -> &'static str {
    match witness.role {
        Role::Source => "source",
        Role::Translation => "translation",
        Role::MachineTranslation => "machine-translation",
    }
}

/// The value for a language; the first of all where none serves it.
pub(crate) fn best<'a>(values: &'a Localized<String>, lang: &Lang) -> &'a str {
    let any = || values.iter().map(|(_, value)| value).next();
    values.get(lang).or_else(any).map_or("", String::as_str)
}

/// Bytes of a text as characters (Unicode scalar values).
pub(crate) fn characters(raw: &str, range: &Range<usize>) -> Range<usize> {
    let before = |end: usize| raw.get(..end).map_or(0, |text| text.chars().count());
    before(range.start)..before(range.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::annotate::fixture::document_mut;

    fn date(year: u16, month: u8, day: u8) -> Date {
        Date { year, month, day }
    }

    #[test]
    fn without_a_date_of_its_own_an_edition_has_the_latest_of_its_documents() {
        let mut edition = fixture::edition("document d a:zh:source b:en\ndocument e a:en");
        assert_eq!(date_of(&edition), date(1980, 1, 1), "the earliest that archives can hold");
        document_mut(&mut edition, 0).issued = Some(date(2021, 12, 12));
        assert_eq!(date_of(&edition), date(2021, 12, 12));
        document_mut(&mut edition, 0).published = Some(date(2022, 1, 12));
        assert_eq!(date_of(&edition), date(2022, 1, 12));
        document_mut(&mut edition, 1).witnesses[0].published = Some(date(2022, 2, 1));
        assert_eq!(date_of(&edition), date(2022, 2, 1));
        document_mut(&mut edition, 0).witnesses[1].retrieved = Some(date(2024, 5, 6));
        assert_eq!(date_of(&edition), date(2024, 5, 6));
        edition.site.date = Some(date(2020, 1, 1));
        assert_eq!(date_of(&edition), date(2020, 1, 1), "its own counts, though it is earlier");
    }
}
