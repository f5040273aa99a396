//! What can be computed from an edition: occurrences, renderings, variants, backlinks, figures.
//!
//! In: an [`Edition`]. Out: [`Annotations`], one part per document that depends on that document,
//! the glossary and nothing else, so that documents are annotated in parallel and one at a time.
//! Never: a fault, a file, a changed text.

pub mod backlinks;
pub mod collate;
pub mod crossings;
pub mod excerpts;
pub mod figures;
pub mod matcher;
pub mod matrix;
pub mod occurrence;
pub mod pages;
pub mod renderings;
pub mod review;
pub mod rows;
pub mod terms;

#[cfg(test)]
pub(crate) mod fixture;

pub use crate::annotate::backlinks::Attached;
pub use crate::annotate::backlinks::Backlinks;
pub use crate::annotate::backlinks::End;
pub use crate::annotate::backlinks::LinkEnd;
pub use crate::annotate::backlinks::TargetPlace;
pub use crate::annotate::collate::Side;
pub use crate::annotate::collate::Variant;
pub use crate::annotate::figures::Figures;
pub use crate::annotate::figures::WitnessFigures;
pub use crate::annotate::matcher::Matcher;
pub use crate::annotate::matrix::Cell;
pub use crate::annotate::matrix::Matrix;
pub use crate::annotate::occurrence::Concordance;
pub use crate::annotate::occurrence::Occurrence;
pub use crate::annotate::occurrence::Occurrences;
pub use crate::annotate::occurrence::Place;
pub use crate::annotate::renderings::Found;
pub use crate::annotate::renderings::Rendering;
pub use crate::annotate::renderings::Renderings;
pub use crate::annotate::review::Standing;
pub use crate::annotate::rows::Rows;

use crate::model::Edition;

use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

use std::sync::Arc;

/// The annotations of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentAnnotations {
    /// Its rows.
    pub rows: Rows,
    /// Occurrences by segment and witness.
    pub occurrences: Occurrences,
    /// Places of each term.
    pub concordance: Concordance,
    /// Places of longer terms within which a term stands, by that term.
    pub nested: Concordance,
    /// What the translations say for each occurrence of the source.
    pub renderings: Renderings,
    /// The renderings counted by term and witness.
    pub matrix: Matrix,
    /// Differences between source witnesses, in spine order.
    pub variants: Vec<Variant>,
    /// Notes and targets by segment.
    pub attached: Attached,
    /// Its figures.
    pub figures: Figures,
}

impl DocumentAnnotations {
    /// The variants of a segment.
    #[must_use]
    pub fn variants_in(&self, segment: usize) -> &[Variant] {
        let start = self.variants.partition_point(|variant| variant.segment < segment);
        let end = self.variants.partition_point(|variant| variant.segment <= segment);
        &self.variants[start..end]
    }
}

/// Where a term occurs in the edition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermPlaces {
    /// Documents in which it occurs, in the order of the edition.
    pub documents: Vec<usize>,
    /// Number of its occurrences.
    pub occurrences: usize,
    /// Number of the rows in which it occurs.
    pub rows: usize,
    /// Number of occurrences of longer terms within which it stands.
    pub nested: usize,
}

/// Everything that is computed from an edition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Annotations {
    /// One entry per document, in the order of [`Edition::documents`].
    pub documents: Vec<Arc<DocumentAnnotations>>,
    /// One entry per term, in the order of [`Edition::terms`].
    pub terms: Vec<TermPlaces>,
    /// Links and gaps by document and segment.
    pub backlinks: Backlinks,
}

impl Annotations {
    /// All places of a term with their documents, in the order of documents and spines.
    pub fn places(&self, term: usize) -> impl Iterator<Item = (usize, Place)> + '_ {
        let documents = self.terms.get(term).into_iter().flat_map(|places| &places.documents);
        documents.flat_map(move |&document| {
            let places = self.documents[document].concordance.places(term);
            places.iter().map(move |&place| (document, place))
        })
    }

    /// The occurrence at a place.
    #[must_use]
    pub fn occurrence(&self, document: usize, place: Place) -> Option<&Occurrence> {
        self.documents.get(document)?.occurrences.get(place)
    }
}

/// Annotates all documents of an edition, in parallel; the result does not depend on how many
/// threads there are.
#[must_use]
pub fn edition(edition: &Edition) -> Annotations {
    let matcher = Matcher::new(edition);
    let documents = (0..edition.documents.len())
        .into_par_iter()
        .map(|index| Arc::new(document(edition, &matcher, index)))
        .collect();
    gather(edition, documents, None)
}

/// Whether the terms of two editions are found alike: a document that is the same in both has the
/// same annotations then.
#[must_use]
pub fn is_found_alike(one: &Edition, other: &Edition) -> bool {
    one.terms.len() == other.terms.len()
        && one.terms.iter().zip(&other.terms).all(|(one, other)| one.is_found_as(other))
}

/// Annotates one document.
#[must_use]
pub fn document(edition: &Edition, matcher: &Matcher, index: usize) -> DocumentAnnotations {
    let Some(document) = edition.documents.get(index) else {
        return DocumentAnnotations::default();
    };
    let rows = Rows::new(document);
    let occurrences = terms::occurrences(edition, matcher, index);
    let renderings = renderings::renderings(document, &occurrences, &rows);
    let own = occurrences.iter().map(|(place, occurrence)| (occurrence.term(), place));
    let inner = occurrences.iter().flat_map(|(place, o)| o.nested().map(move |t| (t, place)));
    DocumentAnnotations {
        concordance: Concordance::new(own.collect(), |segment| rows.of(segment)),
        nested: Concordance::new(inner.collect(), |segment| rows.of(segment)),
        matrix: Matrix::new(document, &occurrences, &renderings),
        variants: collate::variants(document),
        attached: backlinks::attached(document),
        figures: figures::figures(document, &rows, &occurrences, &renderings),
        rows,
        occurrences,
        renderings,
    }
}

/// Puts the annotations of all documents together with what spans documents. Where there are as many
/// in `before`, which are of the same terms, only those that are others are counted anew.
#[must_use]
pub fn gather(
    edition: &Edition,
    documents: Vec<Arc<DocumentAnnotations>>,
    before: Option<&Annotations>,
) -> Annotations {
    let before = before.filter(|before| before.documents.len() == documents.len());
    let mut terms = match before {
        Some(before) => before.terms.clone(),
        None => vec![TermPlaces::default(); edition.terms.len()],
    };
    for (index, document) in documents.iter().enumerate() {
        let known = before.map(|before| &before.documents[index]);
        if known.is_some_and(|known| Arc::ptr_eq(known, document)) {
            continue;
        }
        for (term, occurrences, rows) in known.iter().flat_map(|known| known.concordance.terms()) {
            let places = &mut terms[term];
            places.documents.retain(|other| *other != index);
            places.occurrences -= occurrences;
            places.rows -= rows;
        }
        for (term, nested, _) in known.iter().flat_map(|known| known.nested.terms()) {
            terms[term].nested -= nested;
        }
        for (term, occurrences, rows) in document.concordance.terms() {
            let places = &mut terms[term];
            let place = places.documents.partition_point(|other| *other < index);
            places.documents.insert(place, index);
            places.occurrences += occurrences;
            places.rows += rows;
        }
        for (term, nested, _) in document.nested.terms() {
            terms[term].nested += nested;
        }
    }
    Annotations { documents, terms, backlinks: backlinks::backlinks(edition) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "
        document b zh:zh-Hans:source en:en
        s1 | 数据要素 | data elements
        & s2 | 数据 | -
        s3 | 无 | nothing
        document a en:en
        s1 | Data, and data again
        term shuju | zh 数据 | en data
        term yaosu | zh 数据要素 | en data element";

    #[test]
    fn the_concordance_follows_documents_and_spines() {
        let annotations = edition(&fixture::edition(PLAN));
        let places: Vec<_> = annotations.places(0).collect();
        let expected =
            [(0, Place::new(1, 0, 0)), (1, Place::new(0, 0, 0)), (1, Place::new(0, 0, 1))];
        assert_eq!(places, expected);
        assert_eq!(annotations.terms[0].occurrences, 3);
        assert_eq!(annotations.terms[0].nested, 2, "in 数据要素 and in data elements");
        assert_eq!(annotations.occurrence(0, Place::new(0, 0, 0)).map(|o| o.term()), Some(1));
    }

    #[test]
    fn what_is_counted_anew_is_what_is_counted_at_once() {
        let before = edition(&fixture::edition(PLAN));
        let readings = [
            "s2 | 数据 | -",
            "s2 | 无 | -",
            "s3 | 无 | nothing",
            "s3 | 数据要素 | data",
            "s1 | Data, and data again",
            "s1 | nothing",
        ];
        for pair in readings.chunks(2) {
            let changed = fixture::edition(&PLAN.replace(pair[0], pair[1]));
            let now = edition(&changed);
            let alike = |(old, new): (&Arc<DocumentAnnotations>, &Arc<DocumentAnnotations>)| {
                Arc::clone(if old == new { old } else { new })
            };
            let documents: Vec<_> =
                before.documents.iter().zip(&now.documents).map(alike).collect();
            assert!(documents.iter().zip(&before.documents).any(|(a, b)| Arc::ptr_eq(a, b)));
            assert_ne!(now.terms, before.terms, "{pair:?}");
            assert_eq!(gather(&changed, documents, Some(&before)), now, "{pair:?}");
        }
    }

    #[test]
    fn figures_count_rows_words_and_matches() {
        let annotations = edition(&fixture::edition(PLAN));
        let figures = &annotations.documents[0].figures;
        assert_eq!((figures.rows, figures.segments, figures.complete), (2, 3, 2));
        assert_eq!(figures.readings(), 5);
        assert_eq!(figures.witnesses[1].absent, [1, 0, 0, 0, 0]);
        assert_eq!((figures.witnesses[1].matched, figures.witnesses[1].unmatched), (2, 0));
    }

    #[test]
    fn one_document_alone_is_annotated_as_with_the_others() {
        let fixture = fixture::edition(PLAN);
        let matcher = Matcher::new(&fixture);
        let whole = edition(&fixture);
        for index in 0..2 {
            assert_eq!(document(&fixture, &matcher, index), *whole.documents[index]);
        }
    }
}
