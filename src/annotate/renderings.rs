//! How each translation renders the terms of its source, and what translations without a source say.

use crate::annotate::occurrence::Occurrences;
use crate::annotate::occurrence::Place;
use crate::annotate::occurrence::small;
use crate::annotate::rows::Rows;
use crate::model::Document;
use crate::model::Role;

use std::collections::BTreeMap;

/// What a translation says for an occurrence of a term in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rendering {
    /// The occurrence in the source.
    pub source: Place,
    witness: u32,
    /// What was found.
    pub found: Found,
}

impl Rendering {
    /// Index of the translation in [`Document::witnesses`].
    #[must_use]
    pub fn witness(&self) -> usize {
        self.witness as usize
    }
}

/// What was found in a translation for an occurrence in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// An occurrence of the same term, in the same segment or else in the same row.
    Form(Place),
    /// The term only within a longer term that is marked there.
    Nested(Place),
    /// Words, but none of the term's forms.
    Unmatched,
    /// No words: the reading is absent.
    Absent,
}

/// All renderings of a document, in the order of the source occurrences, then of the translations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renderings {
    all: Box<[Rendering]>,
}

impl Renderings {
    /// All of them, in spine order.
    #[must_use]
    pub fn all(&self) -> &[Rendering] {
        &self.all
    }

    /// What the translations say for one occurrence of the source.
    #[must_use]
    pub fn of(&self, source: Place) -> &[Rendering] {
        let start = self.all.partition_point(|r| r.source < source);
        let end = self.all.partition_point(|r| r.source <= source);
        &self.all[start..end]
    }
}

/// Looks up every occurrence of the base source in every witness of another language. The base
/// of a segment is the first source witness that has words there.
pub(crate) fn renderings(
    document: &Document,
    occurrences: &Occurrences,
    rows: &Rows,
) -> Renderings {
    let mut all = Vec::new();
    for segment in 0..document.segments.len() {
        let Some(base) = base(document, segment) else { continue };
        let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
        for (index, occurrence) in occurrences.in_reading(segment, base).iter().enumerate() {
            let nth = seen.entry(occurrence.term()).or_default();
            let source = Place::new(segment, base, index);
            for witness in translations(document, base) {
                let search = Search { document, occurrences, rows, witness };
                let found = search.find(segment, occurrence.term(), *nth);
                all.push(Rendering { source, witness: small(witness), found });
            }
            *nth += 1;
        }
    }
    Renderings { all: all.into() }
}

/// The first source witness that has words in a segment.
pub(crate) fn base(document: &Document, segment: usize) -> Option<usize> {
    let readings = &document.segments.get(segment)?.readings;
    let mut witnesses = document.witnesses.iter().zip(readings);
    witnesses.position(|(witness, r)| witness.role == Role::Source && r.text().is_some())
}

/// The witnesses of other languages than the given one's.
pub(crate) fn translations(document: &Document, base: usize) -> impl Iterator<Item = usize> {
    let witnesses = document.witnesses.iter().enumerate();
    let others = witnesses.filter(move |(_, w)| !w.lang.serves(&document.witnesses[base].lang));
    others.map(|(index, _)| index)
}

struct Search<'a> {
    document: &'a Document,
    occurrences: &'a Occurrences,
    rows: &'a Rows,
    witness: usize,
}

impl Search<'_> {
    /// The `nth` occurrence of the term in the segment answers to the `nth` of the source, the
    /// last one also to those after it; then the other segments of the row are asked.
    fn find(&self, segment: usize, term: usize, nth: usize) -> Found {
        if let Some(place) = self.form_in(segment, term, nth) {
            return Found::Form(place);
        }
        let row = self.rows.of(segment);
        let others =
            || row.into_iter().flat_map(|r| self.rows.segments(r)).filter(|&s| s != segment);
        if let Some(place) = others().find_map(|other| self.form_in(other, term, nth)) {
            return Found::Form(place);
        }
        let mut around = std::iter::once(segment).chain(others());
        if let Some(place) = around.find_map(|at| self.nested_in(at, term)) {
            return Found::Nested(place);
        }
        let readings = &self.document.segments[segment].readings;
        match readings.get(self.witness).and_then(|r| r.text()) {
            Some(_) => Found::Unmatched,
            None => Found::Absent,
        }
    }

    fn form_in(&self, segment: usize, term: usize, nth: usize) -> Option<Place> {
        let found = self.occurrences.in_reading(segment, self.witness).iter().enumerate();
        let same = found.filter(|(_, o)| o.term() == term).take(nth + 1);
        same.last().map(|(index, _)| Place::new(segment, self.witness, index))
    }

    fn nested_in(&self, segment: usize, term: usize) -> Option<Place> {
        let found = self.occurrences.in_reading(segment, self.witness);
        let index = found.iter().position(|o| o.nested().any(|nested| nested == term))?;
        Some(Place::new(segment, self.witness, index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::annotate::matcher::Matcher;
    use crate::annotate::matrix::Matrix;
    use crate::annotate::terms;
    use crate::model::Edition;

    const TERM: &str = "term a | zh 数据 | en data / datum\nterm b | zh 治理 | en governance\nterm c | en data governance";

    fn run(text: &str) -> (Edition, Renderings, Matrix) {
        let edition = fixture::edition(&format!("{text}\n{TERM}"));
        let occurrences = terms::occurrences(&edition, &Matcher::new(&edition), 0);
        let document = &edition.documents[0];
        let found = renderings(document, &occurrences, &Rows::new(document));
        let matrix = Matrix::new(document, &occurrences, &found);
        (edition, found, matrix)
    }

    #[test]
    fn the_form_in_the_aligned_translation_is_found() {
        let (_, all, matrix) = run("document d zh:zh:source en:en\ns1 | 数据 | the datum");
        assert_eq!(all.all()[0].found, Found::Form(Place::new(0, 1, 0)));
        let cell = matrix.get(0, 1).unwrap();
        assert_eq!(cell.forms().collect::<Vec<_>>(), [(Some(2), &[Place::new(0, 1, 0)][..])]);
        assert_eq!((cell.matched(), cell.unmatched().len()), (1, 0));
    }

    #[test]
    fn another_segment_of_the_row_is_asked_and_another_row_is_not() {
        let (_, all, _) =
            run("document d zh:zh:source en:en\ns1 | 数据 | nothing\n& s2 | 无 | data");
        assert_eq!(all.all()[0].found, Found::Form(Place::new(1, 1, 0)));
        let (_, all, _) = run("document d zh:zh:source en:en\ns1 | 数据 | nothing\ns2 | 无 | data");
        assert_eq!(all.all()[0].found, Found::Unmatched);
    }

    #[test]
    fn words_and_no_words_are_told_apart() {
        let (_, all, matrix) =
            run("document d zh:zh:source a:en b:en\ns1 | 数据 | information | -");
        assert_eq!(all.all()[0].found, Found::Unmatched);
        assert_eq!(all.all()[1].found, Found::Absent);
        assert_eq!(matrix.get(0, 1).unwrap().unmatched(), [Place::new(0, 0, 0)]);
        assert_eq!(matrix.get(0, 2).unwrap().absent(), [Place::new(0, 0, 0)]);
    }

    #[test]
    fn a_term_within_a_longer_one_counts_as_nested() {
        let (_, all, _) = run("document d zh:zh:source en:en\ns1 | 数据 | data governance");
        assert_eq!(all.all()[0].found, Found::Nested(Place::new(0, 1, 0)));
    }

    #[test]
    fn repeated_terms_answer_to_each_other_in_order() {
        let (_, all, _) =
            run("document d zh:zh:source en:en\ns1 | 数据、数据、数据 | data and datum");
        let found: Vec<_> = all.all().iter().map(|r| r.found).collect();
        let at = |index| Found::Form(Place::new(0, 1, index));
        assert_eq!(found, [at(0), at(1), at(1)]);
        assert_eq!(all.of(Place::new(0, 0, 1)).len(), 1);
    }

    #[test]
    fn a_second_source_witness_is_not_counted_again() {
        let (_, all, _) = run(
            "document d z:zh:source y:zh:source en:en\ns1 | 数据 | 数据 | data\ns2 | - | 治理 | governance",
        );
        assert_eq!(all.all().len(), 2);
        assert_eq!(
            all.all()[1].source,
            Place::new(1, 1, 0),
            "the second speaks where the first is silent"
        );
    }

    #[test]
    fn without_a_source_the_forms_of_the_translation_are_counted() {
        let (_, all, matrix) = run("document d en:en\ns1 | data and datum and data");
        assert!(all.all().is_empty());
        let forms = matrix.get(0, 0).unwrap().forms();
        let counts: Vec<_> = forms.map(|(form, places)| (form, places.len())).collect();
        assert_eq!(counts, [(Some(1), 2), (Some(2), 1)]);
    }
}
