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
use rayon::iter::IntoParallelIterator;
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
    folder: Arc<Folder>,
    /// The number of the folder.
    number: usize,
    /// The place of the document where it was kept: its notes and targets are in it.
    kept_at: Option<usize>,
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
    pub fn at(&mut self, place: usize, document: &mut Arc<Document>, sources: &SourceMap) {
        if self.kept_at.is_some_and(|kept| kept != place)
            && let Some(again) = alone((self.number, &self.folder), sources).work
        {
            (*document, *self) = again;
        }
    }
}

/// Parses and resolves folders, in parallel; documents that are kept are as they were.
pub fn resolve(folders: &[Arc<Folder>], sources: &SourceMap, kept: Option<&Kept>) -> Vec<Resolved> {
    let of = |(number, folder): (usize, &Arc<Folder>)| {
        let known = kept.and_then(|kept| kept.0.get(number));
        let known = known.filter(|known| known.folder == *folder);
        match known.and_then(|known| known.document.as_ref()) {
            Some(known) => again((number, folder), known),
            None => alone((number, folder), sources),
        }
    };
    folders.into_par_iter().enumerate().map(of).collect()
}

fn again((number, folder): (usize, &Arc<Folder>), known: &KeptDocument) -> Resolved {
    let work = Work {
        folder: Arc::clone(folder),
        number,
        kept_at: Some(known.place),
        is_faulty: false,
        references: known.references.clone(),
        notes: None,
        targets: None,
    };
    Resolved { work: Some((Arc::clone(&known.document), work)), ..Resolved::default() }
}

fn alone((number, folder): (usize, &Arc<Folder>), sources: &SourceMap) -> Resolved {
    let mut resolved = Resolved::default();
    let files = folder.parse(&mut resolved.parsing);
    let id = files.document.as_ref().map(|document| document.value.id.get_ref());
    resolved.is_unread = id.is_none_or(|id| *id != folder.name);
    let document = document::resolve(&files, sources, &mut resolved.findings);
    let work = Work {
        folder: Arc::clone(folder),
        number,
        kept_at: None,
        is_faulty: !resolved.parsing.is_empty() || !resolved.findings.is_empty(),
        references: references::of_document(&files, sources),
        notes: files.notes,
        targets: files.targets,
    };
    resolved.work = document.map(|document| (Arc::new(document), work));
    resolved
}

impl Kept {
    /// Keeps the documents of all folders that have no findings and depend on no other document.
    pub fn keep(&mut self, folders: &[Arc<Folder>], documents: &[Arc<Document>], work: Vec<Work>) {
        let mut before = std::mem::take(&mut self.0);
        let empty = |folder| KeptFolder { folder: Arc::clone(folder), document: None };
        self.0 = folders.iter().map(empty).collect();
        for (place, (document, work)) in documents.iter().zip(work).enumerate() {
            let same = work.kept_at.and_then(|_| before.get_mut(work.number)?.document.take());
            let same = same.filter(|same| Arc::ptr_eq(&same.document, document));
            let alone = || anchors(document).all(|anchor| anchor.document == place);
            let kept = &mut self.0[work.number].document;
            if same.is_some() {
                *kept = same;
            } else if !work.is_faulty && alone() {
                let (document, references) = (Arc::clone(document), work.references);
                *kept = Some(KeptDocument { place, document, references });
            }
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
