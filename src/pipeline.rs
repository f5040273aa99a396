//! The whole flow in one function: files in, a site and findings out.

use crate::annotate;
use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::sorted;
use crate::load;
use crate::load::Loaded;
use crate::load::tree;
use crate::output::Site;

pub use crate::load::tree::SourceTree;

use std::path::Path;

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Only find what is wrong.
    Check,
    /// Make a site, if nothing is wrong.
    Build,
}

/// Figures of an edition, for the line a build ends with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Number of documents.
    pub documents: usize,
    /// Number of segments of all documents.
    pub segments: usize,
    /// Number of present readings of all segments.
    pub readings: usize,
    /// Number of terms.
    pub terms: usize,
    /// Number of notes.
    pub notes: usize,
    /// Number of links and gaps.
    pub links: usize,
    /// Number of targets.
    pub targets: usize,
}

/// What a run came to.
pub struct Outcome {
    /// The files as read, for showing lines.
    pub sources: SourceMap,
    /// All findings, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The site; `None` where an error was found or the goal was to check.
    pub site: Option<Site>,
    /// Figures of the edition as far as it could be read.
    pub figures: Figures,
}

/// Reads all files of the edition in a folder.
#[must_use]
pub fn read(root: &Path) -> SourceTree {
    tree::read(root)
}

/// Runs all stages. The pipeline stops before pages are made if any finding is an error.
#[must_use]
pub fn run(tree: &SourceTree, goal: Goal) -> Outcome {
    let loaded = load::edition(tree);
    let _ = goal;
    let annotations = loaded.edition.as_ref().map(annotate::edition);
    let _ = annotations;
    let figures = figures(&loaded);
    Outcome {
        sources: loaded.sources,
        diagnostics: sorted(loaded.diagnostics),
        site: None,
        figures,
    }
}

fn figures(loaded: &Loaded) -> Figures {
    let Some(edition) = &loaded.edition else { return Figures::default() };
    let documents = &edition.documents;
    let segments = documents.iter().flat_map(|d| &d.segments);
    Figures {
        documents: documents.len(),
        segments: documents.iter().map(|d| d.segments.len()).sum(),
        readings: segments.flat_map(|s| &s.readings).filter(|r| r.text().is_some()).count(),
        terms: edition.terms.len(),
        notes: documents.iter().map(|d| d.notes.len()).sum(),
        links: edition.links.len() + edition.gaps.len(),
        targets: documents.iter().map(|d| d.targets.len()).sum(),
    }
}
