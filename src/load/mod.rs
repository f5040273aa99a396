//! Files to an edition.
//!
//! In: a folder. Out: a [`tree::SourceTree`] of bytes, parsed files, a resolved [`crate::model::Edition`].
//! Never: a judgement that a rule of `check` makes.

pub mod decode;
pub mod parse;
pub mod recover;
pub mod resolve;

pub mod tree;

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::Span;
use crate::format::site::Accept;
use crate::format::site::Level;
use crate::load::parse::Files;
use crate::load::parse::Kept;
use crate::load::tree::SourceTree;
use crate::model::Edition;

use toml::Spanned;

use std::collections::BTreeMap;

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
    let mut sources = SourceMap::default();
    let mut diagnostics = Vec::new();
    let files = parse::files(tree, &mut sources, &mut diagnostics, kept);
    let edition = resolve::edition(&files, &sources, &mut diagnostics);
    Loaded { sources, files, edition, diagnostics }
}
