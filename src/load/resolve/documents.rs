//! The documents: each parsed and resolved alone, from its folder, so that what was parsed of one
//! is let go at once; and kept from run to run.

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::format::notes::Notes;
use crate::format::targets::Targets;
use crate::load::folder::Folder;
use crate::load::folder::Read;
use crate::load::resolve::document;
use crate::load::resolve::references;
use crate::model::Anchor;
use crate::model::Document;
use crate::model::Ground;
use crate::model::Reference;

use rayon::iter::IndexedParallelIterator;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

use std::sync::Arc;

/// The documents of an earlier run by the numbers of their folders: a document depends on the files
/// of its folder and on its place among the documents, which its anchors name. A folder that has
/// another number has other files: spans carry their numbers.
#[derive(Debug, Default)]
pub struct Kept(Vec<KeptFolder>);

#[derive(Debug)]
struct KeptFolder {
    folder: Arc<Folder>,
    /// `None` where it must be resolved again.
    document: Option<KeptDocument>,
}

#[derive(Debug)]
struct KeptDocument {
    place: usize,
    document: Arc<Document>,
    references: Vec<Reference>,
}

/// What came out of a folder.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Whether `document.toml` could not be read, or has another id than its folder.
    pub is_unread: bool,
    /// Findings of parsing.
    pub parsing: Vec<Diagnostic>,
    /// Findings of resolving.
    pub findings: Vec<Diagnostic>,
    /// The document with what is still to be done for it.
    pub work: Option<(Arc<Document>, Work)>,
}

/// What is still to be done for a document when all documents are known.
#[derive(Debug)]
pub struct Work {
    /// The number of the folder.
    number: usize,
    rest: Rest,
}

#[derive(Debug)]
enum Rest {
    /// Nothing, as long as the document has the place where it was kept.
    Kept(usize),
    /// All of it.
    Fresh(Box<Fresh>),
}

/// What came out of the folder of a document that is not kept.
#[derive(Debug)]
pub struct Fresh {
    /// Whether there are findings in its folder.
    pub is_faulty: bool,
    /// The destinations of the links in its Markdown.
    pub references: Vec<Reference>,
    /// Notes to be resolved.
    pub notes: Option<Read<Notes>>,
    /// Targets to be resolved.
    pub targets: Option<Read<Targets>>,
}

impl Work {
    /// Resolves the document again where it was kept of another place than it has now.
    pub fn at(
        &mut self,
        place: usize,
        document: &mut Arc<Document>,
        (folders, sources): (&[Arc<Folder>], &SourceMap),
    ) {
        if matches!(self.rest, Rest::Kept(kept) if kept != place)
            && let Some(again) = alone((self.number, &folders[self.number]), sources).work
        {
            (*document, *self) = again;
        }
    }

    /// What came out of the folder, where the document is not kept.
    #[must_use]
    pub fn fresh(&self) -> Option<&Fresh> {
        match &self.rest {
            Rest::Kept(_) => None,
            Rest::Fresh(fresh) => Some(fresh),
        }
    }

    /// Says that there are findings in the folder: its document is not kept.
    pub fn mark_faulty(&mut self) {
        if let Rest::Fresh(fresh) = &mut self.rest {
            fresh.is_faulty = true;
        }
    }
}

/// Parses and resolves folders, in parallel; documents that are kept are as they were.
pub fn resolve(folders: &[Arc<Folder>], sources: &SourceMap, kept: Option<&Kept>) -> Vec<Resolved> {
    let of = |(number, folder): (usize, &Arc<Folder>)| {
        let known = kept.and_then(|kept| kept.0.get(number));
        let known = known.filter(|known| known.folder == *folder);
        match known.and_then(|known| known.document.as_ref()) {
            Some(known) => again(number, known),
            None => alone((number, folder), sources),
        }
    };
    folders.par_iter().enumerate().map(of).collect()
}

fn again(number: usize, known: &KeptDocument) -> Resolved {
    let work = Work { number, rest: Rest::Kept(known.place) };
    Resolved { work: Some((Arc::clone(&known.document), work)), ..Resolved::default() }
}

fn alone((number, folder): (usize, &Arc<Folder>), sources: &SourceMap) -> Resolved {
    let mut resolved = Resolved::default();
    let files = folder.parse(&mut resolved.parsing);
    let id = files.document.as_ref().map(|document| document.value.id.get_ref());
    resolved.is_unread = id.is_none_or(|id| *id != folder.name);
    let document = document::resolve(&files, sources, &mut resolved.findings);
    let fresh = Fresh {
        is_faulty: !resolved.parsing.is_empty() || !resolved.findings.is_empty(),
        references: references::of_document(&files, sources),
        notes: files.notes,
        targets: files.targets,
    };
    let work = Work { number, rest: Rest::Fresh(Box::new(fresh)) };
    resolved.work = document.map(|document| (Arc::new(document), work));
    resolved
}

impl Kept {
    /// Adds the destinations of the links in the Markdown of documents, in their order.
    pub fn refer(kept: Option<&Self>, work: &[Work], references: &mut Vec<Reference>) {
        for work in work {
            let known = kept.and_then(|kept| kept.0.get(work.number)?.document.as_ref());
            let of = match (work.fresh(), known) {
                (Some(fresh), _) => &fresh.references,
                (None, Some(known)) => &known.references,
                (None, None) => continue,
            };
            references.extend_from_slice(of);
        }
    }

    /// Keeps the documents of all folders that have no findings and depend on no other document.
    pub fn keep(&mut self, folders: &[Arc<Folder>], documents: &[Arc<Document>], work: Vec<Work>) {
        self.0.truncate(folders.len());
        for (known, folder) in self.0.iter_mut().zip(folders) {
            if !Arc::ptr_eq(&known.folder, folder) {
                known.folder = Arc::clone(folder);
            }
        }
        let more = folders.iter().skip(self.0.len());
        self.0.extend(more.map(|folder| KeptFolder { folder: Arc::clone(folder), document: None }));
        let mut is_there = vec![false; folders.len()];
        for (place, (document, work)) in documents.iter().zip(work).enumerate() {
            is_there[work.number] = true;
            let alone = || anchors(document).all(|anchor| anchor.document == place);
            let kept = &mut self.0[work.number].document;
            match work.rest {
                // It may have another picture since it was taken over.
                Rest::Kept(_) => {
                    if let Some(kept) =
                        kept.as_mut().filter(|k| !Arc::ptr_eq(&k.document, document))
                    {
                        kept.document = Arc::clone(document);
                    }
                }
                Rest::Fresh(fresh) => {
                    let document = Arc::clone(document);
                    let is_kept = !fresh.is_faulty && alone();
                    let references = fresh.references;
                    *kept = is_kept.then_some(KeptDocument { place, document, references });
                }
            }
        }
        for (known, is_there) in self.0.iter_mut().zip(is_there) {
            known.document.take_if(|_| !is_there);
        }
    }
}

/// The anchors of the notes and targets of a document.
fn anchors(document: &Document) -> impl Iterator<Item = &Anchor> {
    let measures = document.targets.iter().flat_map(|target| &target.measures);
    let grounds = measures.filter_map(|measure| match &measure.ground {
        Ground::Anchor(anchor) => Some(&**anchor),
        Ground::Outside(_) => None,
    });
    let natures = document.targets.iter().filter_map(|target| target.nature_at.as_ref());
    document.notes.iter().map(|note| &note.at).chain(grounds).chain(natures)
}
