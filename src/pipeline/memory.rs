//! What is kept from one run to the next, so that an edit does again only what depends on it.

use crate::annotate;
use crate::annotate::Annotations;
use crate::annotate::Matcher;
use crate::load;
use crate::load::Loaded;
use crate::load::parse::Kept;
use crate::load::tree::SourceTree;
use crate::model::Document;
use crate::model::DocumentId;
use crate::model::Edition;
use crate::model::SegmentId;

use rayon::iter::IndexedParallelIterator;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

use std::collections::BTreeMap;
use std::sync::Arc;

/// A segment in which an edit was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The document.
    pub document: DocumentId,
    /// The segment.
    pub segment: SegmentId,
}

type Annotated = (Arc<Edition>, Arc<Annotations>);

/// What runs keep. What is kept is used only where the input it came from is the same; so a run
/// with a memory gives what a run without one gives.
#[derive(Debug, Default)]
pub struct Memory {
    is_off: bool,
    files: Kept,
    last: Option<Annotated>,
    /// The same without what is withheld, where something is.
    published: Option<Annotated>,
    /// The edition that was shown last.
    shown: Option<Arc<Edition>>,
}

impl Memory {
    /// Keeps nothing, for a single run.
    #[must_use]
    pub fn none() -> Self {
        Self { is_off: true, ..Self::default() }
    }

    /// Tells that the edition of the last run is shown now. Where an edit was made since the one
    /// that was shown before: in the first segment that differs.
    pub fn shown(&mut self) -> Option<Edited> {
        let (now, _) = self.last.as_ref()?;
        let before = self.shown.replace(Arc::clone(now))?;
        edited(&before, now)
    }

    pub(super) fn load(&mut self, tree: &SourceTree) -> Loaded {
        load::edition_again(tree, (!self.is_off).then_some(&mut self.files))
    }

    pub(super) fn annotate(&mut self, edition: &Arc<Edition>) -> Arc<Annotations> {
        annotate_into(&mut self.last, edition, self.is_off)
    }

    pub(super) fn annotate_published(&mut self, edition: &Arc<Edition>) -> Arc<Annotations> {
        annotate_into(&mut self.published, edition, self.is_off)
    }
}

fn annotate_into(
    last: &mut Option<Annotated>,
    edition: &Arc<Edition>,
    is_off: bool,
) -> Arc<Annotations> {
    let annotations = match last.take() {
        Some((before, known)) => Arc::new(annotate_again(edition, &before, &known)),
        None => Arc::new(annotate::edition(edition)),
    };
    if !is_off {
        *last = Some((Arc::clone(edition), Arc::clone(&annotations)));
    }
    annotations
}

/// Annotates the documents that are others than before; all of them if the glossary is.
fn annotate_again(edition: &Edition, before: &Edition, known: &Annotations) -> Annotations {
    if edition.terms != before.terms {
        return annotate::edition(edition);
    }
    let is_same = |index: usize| before.documents.get(index) == edition.documents.get(index);
    let same: Vec<bool> = (0..edition.documents.len()).map(is_same).collect();
    let matcher = (!same.iter().all(|same| *same)).then(|| Matcher::new(edition));
    let documents = same.into_par_iter().enumerate().map(|(index, same)| match &matcher {
        Some(matcher) if !same => Arc::new(annotate::document(edition, matcher, index)),
        _ => Arc::clone(&known.documents[index]),
    });
    annotate::gather(edition, documents.collect())
}

/// The first segment of an edition that was not there before or reads otherwise, or to which a note
/// that was not there before or reads otherwise belongs.
fn edited(before: &Edition, now: &Edition) -> Option<Edited> {
    let old: BTreeMap<&DocumentId, &Document> =
        before.documents.iter().map(|document| (&document.id, document)).collect();
    now.documents.iter().find_map(|document| {
        let place = |segment: usize| Edited {
            document: document.id.clone(),
            segment: document.segments[segment].id.clone(),
        };
        let Some(old) = old.get(&document.id) else {
            return (!document.segments.is_empty()).then(|| place(0));
        };
        segment(old, document).or_else(|| noted(old, document)).map(place)
    })
}

fn segment(old: &Document, new: &Document) -> Option<usize> {
    let words = |document: &Document, segment: usize| -> Vec<Option<String>> {
        let readings = document.segments[segment].readings.iter();
        readings.map(|reading| reading.text().map(|text| text.raw.clone())).collect()
    };
    (0..new.segments.len()).find(|&index| {
        let before = old.segment(new.segments[index].id.as_str());
        before.is_none_or(|before| words(old, before) != words(new, index))
    })
}

fn noted(old: &Document, new: &Document) -> Option<usize> {
    let changed = new.notes.iter().find(|note| {
        let before = old.notes.iter().find(|before| before.id == note.id);
        before.is_none_or(|before| before.body != note.body || before.at.ranges != note.at.ranges)
    });
    changed.map(|note| note.at.segment)
}
