//! How each translation renders the terms of its source, and what translations without a source say.

use crate::annotate::occurrence::Occurrences;
use crate::annotate::occurrence::Place;
use crate::annotate::rows::Rows;
use crate::model::Document;
use crate::model::RenderingStatus;
use crate::model::Role;
use crate::model::Term;

use std::collections::BTreeMap;

/// What a translation says for an occurrence of a term in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rendering {
    /// The occurrence in the source.
    pub source: Place,
    /// Index of the translation in [`Document::witnesses`].
    pub witness: usize,
    /// What was found.
    pub found: Found,
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
    all: Vec<Rendering>,
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
                all.push(Rendering { source, witness, found });
            }
            *nth += 1;
        }
    }
    Renderings { all }
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

/// What one witness makes of one term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Places in this witness by form ([`crate::model::Term::forms`]), ascending; `None`, which is
    /// first, for words that an editor marked and that are no form.
    pub forms: Vec<(Option<usize>, Vec<Place>)>,
    /// Places in this witness where the term stands within a longer term.
    pub nested: Vec<Place>,
    /// Places in the source for which none of the term's forms stands in this witness.
    pub unmatched: Vec<Place>,
    /// Places in the source where this witness has no words.
    pub absent: Vec<Place>,
}

impl Cell {
    /// How many occurrences were found, by whatever form.
    #[must_use]
    pub fn matched(&self) -> usize {
        self.forms.iter().map(|(_, places)| places.len()).sum::<usize>() + self.nested.len()
    }

    fn add(&mut self, form: Option<usize>, place: Place) {
        match self.forms.binary_search_by_key(&form, |(known, _)| *known) {
            Ok(at) => self.forms[at].1.push(place),
            Err(at) => self.forms.insert(at, (form, vec![place])),
        }
    }

    /// The places of forms of a status.
    pub fn with_status<'a>(
        &'a self,
        term: &'a Term,
        status: RenderingStatus,
    ) -> impl Iterator<Item = Place> + 'a {
        let of_status = move |form: &Option<usize>| {
            form.and_then(|form| term.forms.get(form)).is_some_and(|form| form.status == status)
        };
        self.forms.iter().filter(move |(form, _)| of_status(form)).flat_map(|(_, p)| p).copied()
    }
}

/// A document's part of the rendering matrix: term and witness → what the witness makes of it.
/// With a source, translations are counted per occurrence of the source; without one, by the
/// forms that stand in them.
pub type Matrix = BTreeMap<(usize, usize), Cell>;

/// Counts the renderings of a document.
pub(crate) fn matrix(
    document: &Document,
    occurrences: &Occurrences,
    renderings: &Renderings,
) -> Matrix {
    let mut matrix = Matrix::new();
    if !document.has_source() {
        for (place, occurrence) in occurrences.iter() {
            let cell = matrix.entry((occurrence.term(), place.witness())).or_default();
            cell.add(occurrence.form(), place);
        }
        return matrix;
    }
    for rendering in renderings.all() {
        let Some(source) = occurrences.get(rendering.source) else { continue };
        let cell = matrix.entry((source.term(), rendering.witness)).or_default();
        match rendering.found {
            Found::Form(place) => {
                let form = occurrences.get(place).and_then(|o| o.form());
                cell.add(form, place);
            }
            Found::Nested(place) => cell.nested.push(place),
            Found::Unmatched => cell.unmatched.push(rendering.source),
            Found::Absent => cell.absent.push(rendering.source),
        }
    }
    matrix
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::annotate::matcher::Matcher;
    use crate::annotate::terms;
    use crate::model::Edition;

    const TERM: &str = "term a | zh 数据 | en data / datum\nterm b | zh 治理 | en governance\nterm c | en data governance";

    fn run(text: &str) -> (Edition, Renderings, Matrix) {
        let edition = fixture::edition(&format!("{text}\n{TERM}"));
        let occurrences = terms::occurrences(&edition, &Matcher::new(&edition), 0);
        let document = &edition.documents[0];
        let found = renderings(document, &occurrences, &Rows::new(document));
        let matrix = matrix(document, &occurrences, &found);
        (edition, found, matrix)
    }

    #[test]
    fn the_form_in_the_aligned_translation_is_found() {
        let (_, all, matrix) = run("document d zh:zh:source en:en\ns1 | 数据 | the datum");
        assert_eq!(all.all()[0].found, Found::Form(Place::new(0, 1, 0)));
        let cell = &matrix[&(0, 1)];
        assert_eq!(cell.forms, [(Some(2), vec![Place::new(0, 1, 0)])]);
        assert_eq!((cell.matched(), cell.unmatched.len()), (1, 0));
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
        assert_eq!(matrix[&(0, 1)].unmatched, [Place::new(0, 0, 0)]);
        assert_eq!(matrix[&(0, 2)].absent, [Place::new(0, 0, 0)]);
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
        let (edition, all, matrix) = run("document d en:en\ns1 | data and datum and data");
        assert!(all.all().is_empty());
        let cell = &matrix[&(0, 0)];
        assert_eq!((cell.forms[0].0, cell.forms[0].1.len()), (Some(1), 2));
        let accepted = cell.with_status(&edition.terms[0], RenderingStatus::Accepted);
        assert_eq!(accepted.count(), 1);
    }
}
