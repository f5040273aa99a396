//! What is kept from one run to the next, so that an edit does again only what depends on it.
//!
//! | kept | as long as these are the same |
//! |---|---|
//! | what was gathered of all files | which files there are; a text that changed is put in its place |
//! | what was parsed of a file | its text, its number among the files |
//! | a document | its folder, its place among the documents |
//! | its annotations | the document, how terms are found |
//! | findings in it | the document, the languages, the levels of rules; its annotations and the glossary |
//! | the proof of a seed | seed, recipe, the documents that the recipe names |
//! | a theme, its templates | its files, the languages of the site |
//! | joined styles and scripts | the texts they are joined from |
//! | lists of files | ids, witnesses and parts of all documents, pages of lists |
//! | the languages of headwords | those of all sources and of the site |
//!
//! All else is small, and made anew: terms, links, counts of the edition, the frame of pages. Pages
//! are made when they are asked for. Nothing is told what has changed: each compares what it was
//! made of with what is there now.

use crate::annotate;
use crate::annotate::Annotations;
use crate::annotate::DocumentAnnotations;
use crate::annotate::Matcher;
use crate::check;
use crate::check::Context;
use crate::diag::Findings;
use crate::diag::SourceMap;
use crate::load;
use crate::load::Kept;
use crate::load::Loaded;
use crate::load::tree::SourceTree;
use crate::model::Document;
use crate::model::DocumentId;
use crate::model::Edition;
use crate::model::Lang;
use crate::model::SegmentId;
use crate::pipeline::made::Lists;
use crate::pipeline::proofs::Proofs;
use crate::pipeline::record::Recorder;
use crate::pipeline::themes::Themes;

use rayon::iter::IndexedParallelIterator;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A segment in which an edit was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The document.
    pub document: DocumentId,
    /// The segment.
    pub segment: SegmentId,
    /// The folder of the page on which it stands, below the root of the site.
    pub folder: String,
}

/// An edition with what was found in it, and the matcher that found it.
#[derive(Debug)]
struct Annotated {
    edition: Arc<Edition>,
    annotations: Arc<Annotations>,
    matcher: Option<Matcher>,
}

/// What runs keep. What is kept is used only where the input it came from is the same; so a run
/// with a memory gives what a run without one gives.
#[derive(Debug, Default)]
pub struct Memory {
    is_off: bool,
    files: Kept,
    findings: check::Kept,
    proofs: Proofs,
    pub(super) themes: Themes,
    lists: Lists,
    last: Option<Annotated>,
    /// The same without what is withheld, where something is.
    published: Option<Annotated>,
    /// The edition that was shown last.
    shown: Option<Arc<Edition>>,
    /// Is told of the stages.
    pub(super) recorder: Arc<Recorder>,
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
        let now = &self.last.as_ref()?.edition;
        let before = self.shown.replace(Arc::clone(now))?;
        edited(&before, now)
    }

    pub(super) fn load(&mut self, tree: &SourceTree) -> Loaded {
        load::edition_again(tree, (!self.is_off).then_some(&mut self.files))
    }

    /// The lists of files, if anything is kept.
    pub(super) fn lists(&mut self) -> Option<&mut Lists> {
        (!self.is_off).then_some(&mut self.lists)
    }

    /// The findings of the rules of a moment.
    pub(super) fn check(&mut self, context: &Context<'_>) -> Findings {
        check::run_again(context, (!self.is_off).then_some(&mut self.findings))
    }

    /// The findings of the rules that need no annotations, and the annotations: neither of them
    /// needs the other, so they are made side by side.
    pub(super) fn check_and_annotate(
        &mut self,
        context: &mut Context<'_>,
        (edition, sources): (&Arc<Edition>, &SourceMap),
    ) -> (Findings, Arc<Annotations>) {
        let is_off = self.is_off;
        let before = self.last.as_ref().map(|last| Arc::clone(&last.edition));
        let Self { findings, proofs, last, .. } = self;
        let check = || {
            if !is_off {
                context.proof = proofs.prove(context, sources, before.as_deref()).into();
            }
            check::run_again(context, (!is_off).then_some(findings))
        };
        rayon::join(check, || annotate_into(last, edition, is_off))
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
    if is_off {
        return Arc::new(annotate::edition(edition));
    }
    let (annotations, matcher) = annotate_again(edition, last.take());
    let annotations = Arc::new(annotations);
    let (edition, found) = (Arc::clone(edition), Arc::clone(&annotations));
    *last = Some(Annotated { edition, annotations: found, matcher });
    annotations
}

/// Annotates the documents that are others than before; all of them if terms are found otherwise.
fn annotate_again(edition: &Edition, before: Option<Annotated>) -> (Annotations, Option<Matcher>) {
    let before = before.filter(|before| annotate::is_found_alike(&before.edition, edition));
    let known = before.as_ref().map(|before| (&before.edition.documents, &before.annotations));
    let same = |index: usize| -> Option<&Arc<DocumentAnnotations>> {
        let (documents, annotations) = known?;
        let is_same = documents.get(index) == edition.documents.get(index);
        annotations.documents.get(index).filter(|_| is_same)
    };
    let same: Vec<_> =
        (0..edition.documents.len()).map(same).map(Option::<&Arc<_>>::cloned).collect();
    let spoken = before.as_ref().map(|before| are_in_same_languages(&before.edition, edition));
    let counted = before.as_ref().map(|before| Arc::clone(&before.annotations));
    let mut matcher = before.filter(|_| spoken == Some(true)).and_then(|before| before.matcher);
    if same.iter().any(Option::is_none) {
        matcher.get_or_insert_with(|| Matcher::new(edition));
    }
    let annotate = |(index, same): (usize, Option<Arc<DocumentAnnotations>>)| match (same, &matcher)
    {
        (None, Some(matcher)) => Arc::new(annotate::document(edition, matcher, index)),
        (same, _) => same.unwrap_or_default(),
    };
    let documents = same.into_par_iter().enumerate().map(annotate).collect();
    (annotate::gather(edition, documents, counted.as_deref()), matcher)
}

/// Whether the documents of an edition are in the languages of those of another, one by one: then
/// a matcher is made for the same.
fn are_in_same_languages(one: &Edition, other: &Edition) -> bool {
    fn languages(document: &Document) -> impl Iterator<Item = &Lang> {
        document.witnesses.iter().map(|witness| &witness.lang)
    }
    let pairs = one.documents.iter().zip(&other.documents);
    one.documents.len() == other.documents.len() && { pairs }
        .all(|(one, other)| Arc::ptr_eq(one, other) || languages(one).eq(languages(other)))
}

/// The first segment of an edition that was not there before or reads otherwise, or to which a note
/// that was not there before or reads otherwise belongs.
fn edited(before: &Edition, now: &Edition) -> Option<Edited> {
    let by_id: OnceCell<BTreeMap<&DocumentId, &Document>> = OnceCell::new();
    let all = || before.documents.iter().map(|document| (&document.id, &**document)).collect();
    now.documents.iter().enumerate().find_map(|(index, document)| {
        let there = before.documents.get(index);
        if there.is_some_and(|old| Arc::ptr_eq(old, document)) {
            return None;
        }
        let place = |segment: usize| Edited {
            document: document.id.clone(),
            segment: document.segments[segment].id.clone(),
            folder: document.folder(document.part_of(segment)).into_owned(),
        };
        // Mostly it is in the same place, and then no other is looked at.
        let there = there.filter(|old| old.id == document.id).map(|old| &**old);
        let old = there.or_else(|| by_id.get_or_init(all).get(&document.id).copied());
        let Some(old) = old else {
            return (!document.segments.is_empty()).then(|| place(0));
        };
        if std::ptr::eq(old, &**document) {
            return None;
        }
        segment(old, document).or_else(|| noted(old, document)).map(place)
    })
}

fn segment(old: &Document, new: &Document) -> Option<usize> {
    fn words(document: &Document, segment: usize) -> impl Iterator<Item = Option<&str>> {
        let readings = document.segments[segment].readings.iter();
        readings.map(|reading| reading.text().map(|text| text.raw.as_str()))
    }
    (0..new.segments.len()).find(|&index| {
        let before = old.segment(new.segments[index].id.as_str());
        before.is_none_or(|before| !words(old, before).eq(words(new, index)))
    })
}

fn noted(old: &Document, new: &Document) -> Option<usize> {
    let changed = new.notes.iter().find(|note| {
        let before = old.notes.iter().find(|before| before.id == note.id);
        before.is_none_or(|before| before.body != note.body || before.at.ranges != note.at.ranges)
    });
    changed.map(|note| note.at.segment)
}
