//! Files to an edition.
//!
//! In: a folder. Out: a [`tree::SourceTree`] of bytes, parsed files, a resolved [`crate::model::Edition`].
//! Never: a judgement that a rule of `check` makes.

pub mod brackets;
pub mod decode;
pub mod entries;
pub mod folder;
mod follow;
pub mod gathering;
mod lines;
pub mod parse;
pub mod recover;
pub mod resolve;
pub mod syntax;
pub mod tree;
pub mod wording;

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::Span;
use crate::diag::did_you_mean;
use crate::format::site::Accept;
use crate::format::site::Level;
use crate::load::parse::Files;
use crate::load::resolve::documents;
use crate::load::tree::SourceTree;
use crate::model::Edition;

use toml::Spanned;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The theme that is always there.
const DEFAULT_THEME: &str = "default";

/// What is kept of one run for the next.
#[derive(Debug, Default)]
pub struct Kept {
    files: parse::Kept,
    documents: documents::Kept,
}

/// What loading came to.
#[derive(Debug)]
pub struct Loaded {
    /// The files as read, for showing lines.
    pub sources: SourceMap,
    /// The parsed files: recipes, seeds and levels of rules are used by `check`.
    pub files: Files,
    /// The edition; `None` where `site.toml` could not be read.
    pub edition: Option<Edition>,
    /// Findings, unsorted.
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// The levels of rules that `site.toml` sets, with the place where it does.
    #[must_use]
    pub fn levels(&self) -> BTreeMap<String, (Level, Span)> {
        let Some(site) = &self.files.site else { return BTreeMap::new() };
        let levels = site.value.check.iter();
        let place = |name: &Spanned<String>| Span::new(site.file, name.span());
        levels.map(|(n, level)| (n.get_ref().clone(), (*level.get_ref(), place(n)))).collect()
    }

    /// The accepted exceptions of `site.toml`, with their places.
    #[must_use]
    pub fn accepted(&self) -> Vec<(&Accept, Span)> {
        let Some(site) = &self.files.site else { return Vec::new() };
        let place = |a: &Spanned<Accept>| Span::new(site.file, a.get_ref().rule.span());
        site.value.accept.iter().map(|accept| (accept.get_ref(), place(accept))).collect()
    }
}

/// Loads an edition from the files of a folder.
#[must_use]
pub fn edition(tree: &SourceTree) -> Loaded {
    edition_again(tree, None)
}

/// Loads an edition as [`edition`] does, with what is kept of the files of the run before.
#[must_use]
pub fn edition_again(tree: &SourceTree, kept: Option<&mut Kept>) -> Loaded {
    let mut diagnostics = Vec::new();
    let (mut kept_files, kept_documents) = match kept {
        Some(kept) => (Some(&mut kept.files), Some(&mut kept.documents)),
        None => (None, None),
    };
    let gathered = parse::gather(tree, kept_files.as_deref_mut());
    let known = kept_files.as_deref_mut().map(|kept| &mut kept.files);
    let (files, mut resolved) = rayon::join(
        || parse::files(&gathered, &mut diagnostics, known),
        || documents::resolve(&gathered.folders, &gathered.sources, kept_documents.as_deref()),
    );
    let sources = gathered.sources.clone();
    if let Some(kept) = kept_files {
        kept.gathered = gathered;
    }
    resolved.iter_mut().for_each(|document| diagnostics.append(&mut document.parsing));
    let told = diagnostics.len();
    let folders = files.folders.iter().zip(&resolved).filter(|(_, resolved)| resolved.is_unread);
    let unread = folders.map(|(folder, _)| folder.name.as_str()).collect();
    let mut edition =
        resolve::edition(&files, resolved, &sources, &mut diagnostics, kept_documents);
    if let Some(edition) = &mut edition {
        let site = &mut edition.site;
        site.base_url = tree.base_url.clone().or(site.base_url.take());
        site.date = site.date.or(tree.date);
    }
    check_theme(&files, tree, (&mut edition, &mut diagnostics));
    let diagnostics = follow::without(diagnostics, told, (&files, unread), &sources);
    Loaded { sources, files, edition, diagnostics }
}

/// Names the place where a theme is named that is not there, and goes on with the default.
fn check_theme(
    files: &Files,
    tree: &SourceTree,
    (edition, sink): (&mut Option<Edition>, &mut Vec<Diagnostic>),
) {
    let (Some(edition), Some(site)) = (edition, &files.site) else { return };
    let Some(written) = &site.value.theme else { return };
    let name = written.get_ref().as_str();
    let own = tree.below("themes/").filter_map(|(path, _)| path.split('/').nth(1));
    let known: BTreeSet<&str> = own.chain([DEFAULT_THEME]).collect();
    if known.contains(name) {
        return;
    }
    let finding = Diagnostic::error("unknown-theme", format!("there is no theme `{name}`"))
        .at(Span::new(site.file, written.span()));
    let hint = did_you_mean(name, known).unwrap_or_else(|| {
        format!("put its files below `themes/{name}/`, or write `theme = \"{DEFAULT_THEME}\"`")
    });
    sink.push(finding.hint(hint));
    edition.site.theme = DEFAULT_THEME.to_owned();
}
