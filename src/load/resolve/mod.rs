//! Parsed files to an edition: ids become indices, anchors are found; faults are findings.

pub mod aliases;
pub mod anchors;
pub mod cards;
pub mod document;
pub mod documents;
pub mod glossary;
pub mod links;
pub mod near;
pub mod notes;
pub mod readings;
pub mod references;
pub mod reviews;
pub mod site;
pub mod spine;
pub mod values;

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::load::parse::Files;
use crate::load::resolve::documents::Kept;
use crate::load::resolve::documents::Resolved;
use crate::load::resolve::documents::Work;
use crate::model::Document;
use crate::model::Edition;

use rayon::iter::IndexedParallelIterator;
use rayon::iter::IntoParallelRefMutIterator;
use rayon::iter::ParallelIterator;

use std::sync::Arc;

/// Makes an edition of the files and of what came out of the folders of its documents. It is as
/// complete as the files allow; what was left out has findings. `None` only where `site.toml` could
/// not be read. `kept` gets the documents.
pub fn edition(
    files: &Files,
    resolved: Vec<Resolved>,
    sources: &SourceMap,
    sink: &mut Vec<Diagnostic>,
    kept: Option<&mut Kept>,
) -> Option<Edition> {
    let mut info = site::info(files, sources, sink);
    let (mut documents, mut work) = in_order(resolved, files, sources, sink);
    let card = cards::attach(&mut documents, files, sources, sink);
    if let Some(info) = &mut info {
        info.card = card;
        info.changes = site::changes(files, sources, &documents, sink);
    }
    notes::attach(&mut documents, &mut work, sources, sink);
    let (themes, terms) = glossary::resolve(files, sources, &documents, sink);
    let (links, gaps) = links::resolve(files, sources, &documents, sink);
    let pages = site::pages(files, sources, &documents, sink);
    let aliases = aliases::resolve(files, &documents);
    let seeds = site::seeds(files, sources, sink);
    let mut references = references::gather(files, sources);
    Kept::refer(kept.as_deref(), &work, &mut references);
    if let Some(kept) = kept {
        kept.keep(&files.folders, &documents, work);
    }
    let site = info?;
    Some(Edition { site, documents, themes, terms, links, gaps, pages, aliases, seeds, references })
}

/// The documents in the order of `site.toml`, with what is still to be done for each.
fn in_order(
    resolved: Vec<Resolved>,
    files: &Files,
    sources: &SourceMap,
    sink: &mut Vec<Diagnostic>,
) -> (Vec<Arc<Document>>, Vec<Work>) {
    let mut all = Vec::with_capacity(resolved.len());
    for mut resolved in resolved {
        sink.append(&mut resolved.findings);
        all.extend(resolved.work);
    }
    let documents: Vec<_> = all.iter().map(|(document, _)| Arc::clone(document)).collect();
    let places = site::order(&documents, files, sources, sink);
    drop(documents);
    let mut all: Vec<_> = places.into_iter().zip(all).collect();
    all.sort_by_key(|(place, _)| *place);
    let (mut documents, mut work): (Vec<_>, Vec<_>) = all.into_iter().map(|(_, one)| one).unzip();
    let pairs = documents.par_iter_mut().zip(work.par_iter_mut()).enumerate();
    let read = (files.folders.as_slice(), sources);
    pairs.for_each(|(place, (document, work))| work.at(place, document, read));
    (documents, work)
}

#[cfg(test)]
mod tests;
