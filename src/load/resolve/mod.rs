//! Parsed files to an edition: ids become indices, anchors are found; faults are findings.

pub mod aliases;
pub mod anchors;
pub mod cards;
pub mod document;
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
use crate::model::Document;
use crate::model::Edition;

use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

/// Makes an edition of the files. It is as complete as the files allow; what was left out has
/// findings. `None` only where `site.toml` could not be read.
pub fn edition(files: &Files, sources: &SourceMap, sink: &mut Vec<Diagnostic>) -> Option<Edition> {
    let mut info = site::info(files, sources, sink);
    let resolved: Vec<_> = files
        .documents
        .par_iter()
        .map(|files| {
            let mut sink = Vec::new();
            let document = document::resolve(files, sources, &mut sink);
            (document, sink)
        })
        .collect();
    let mut documents: Vec<Document> = Vec::with_capacity(resolved.len());
    for (document, findings) in resolved {
        sink.extend(findings);
        documents.extend(document);
    }
    let mut documents = site::order(documents, files, sources, sink);
    let card = cards::attach(&mut documents, files, sources, sink);
    if let Some(info) = &mut info {
        info.card = card;
        info.changes = site::changes(files, sources, &documents, sink);
    }
    let documents = notes::attach(documents, files, sources, sink);
    let (themes, terms) = glossary::resolve(files, sources, &documents, sink);
    let (links, gaps) = links::resolve(files, sources, &documents, sink);
    let pages = site::pages(files, sources, &documents, sink);
    let aliases = aliases::resolve(files, &documents);
    let seeds = site::seeds(files, sources, sink);
    let references = references::gather(files, sources);
    let site = info?;
    Some(Edition { site, documents, themes, terms, links, gaps, pages, aliases, seeds, references })
}

#[cfg(test)]
mod tests;
