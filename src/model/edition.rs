//! The edition as a whole.

use crate::diag::Span;
use crate::model::alias::Alias;
use crate::model::date::Date;
use crate::model::document::Document;
use crate::model::document::Picture;
use crate::model::lang::Lang;
use crate::model::lang::Localized;
use crate::model::link::Gap;
use crate::model::link::Link;
use crate::model::reference::Reference;
use crate::model::term::Term;
use crate::model::term::Theme;

use std::sync::Arc;

/// Everything that editors have written, resolved: ids are indices, anchors are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// From `site.toml`.
    pub site: SiteInfo,
    /// In the order of `site.toml`, else by id.
    /// Each is shared with the runs that have the same.
    pub documents: Vec<Arc<Document>>,
    /// Themes of the glossary, by file name.
    pub themes: Vec<Theme>,
    /// All terms, theme by theme in file order.
    pub terms: Vec<Term>,
    /// Links between documents.
    pub links: Vec<Link>,
    /// Passages without a counterpart.
    pub gaps: Vec<Gap>,
    /// Prose pages, by name.
    pub pages: Vec<Page>,
    /// Ids that have gone, from `published-ids.toml`.
    pub aliases: Vec<Alias>,
    /// Originals as listed in the manifest.
    pub seeds: Vec<Seed>,
    /// Destinations of the links in Markdown, file by file.
    pub references: Vec<Reference>,
}

/// The facts of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteInfo {
    /// Its name.
    pub title: Localized<String>,
    /// What it is, in a sentence or two.
    pub description: Localized<String>,
    /// Absolute address, ending in `/`; needed for canonical links only.
    pub base_url: Option<String>,
    /// Address for reports of a problem, with places for what is reported.
    pub report: Option<String>,
    /// UI languages; the first is the default of `<html lang>`.
    pub languages: Vec<Lang>,
    /// Name of the theme.
    pub theme: String,
    /// Version of the edition.
    pub version: String,
    /// Date of that version.
    pub date: Option<Date>,
    /// The picture that links to pages without one of their own are shown with elsewhere.
    pub card: Option<Picture>,
    /// What was changed version by version, the newest first.
    pub changes: Vec<Change>,
    /// Where the site is published, and how.
    pub publishing: Publishing,
    /// Years of the time line besides those of the documents, with what they stand for.
    pub milestones: Vec<(u16, Localized<String>)>,
}

/// What the hosts of a site read and refuse.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Publishing {
    /// A host reads `_headers`.
    pub headers: bool,
    /// A host reads `_redirects`.
    pub redirects: bool,
    /// A host refuses large files and large numbers of them.
    pub limited: bool,
    /// A copy packed by gzip stands beside each text.
    pub gzip: bool,
    /// A copy packed by Brotli stands beside each text.
    pub brotli: bool,
    /// Parts of the site that are not made.
    pub without: Without,
}

/// Which parts of a site are not made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Without {
    /// The edition in other formats, and the page that lists them.
    pub downloads: bool,
    /// The files from which cards take their glosses, and links their previews: the reader pages
    /// have the glosses themselves, and links lead to the comparison.
    pub glosses: bool,
    /// The page of what was checked and how much there is.
    pub health: bool,
    /// The search page with its index.
    pub search: bool,
    /// The page of witnesses, originals and rights.
    pub sources: bool,
    /// The pages of terms: an occurrence leads to the definition on its own page.
    pub terms: bool,
}

/// What was changed in one version of the edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The version that has it.
    pub version: String,
    /// Date of that version.
    pub date: Date,
    /// What was changed: Markdown per UI language.
    pub text: Localized<String>,
    /// Indices of the documents that it concerns; none where it concerns the whole edition.
    pub documents: Vec<usize>,
}

/// A page of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Name of its folder.
    pub name: String,
    /// Title per UI language.
    pub title: Localized<String>,
    /// Markdown per UI language, without the title.
    pub body: Localized<String>,
    /// The first of its files.
    pub span: Span,
}

/// An original file as received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// File name below `seeds/`.
    pub file: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Where that is written.
    pub sha256_span: Span,
    /// Size in bytes.
    pub bytes: u64,
    /// What it holds.
    pub title: Localized<String>,
    /// Languages in it.
    pub languages: Vec<Lang>,
    /// Who published it.
    pub publisher: String,
    /// Where it comes from, as far as is known.
    pub origin: String,
    /// An archived copy.
    pub archived: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// What is known of the rights.
    pub rights: Localized<String>,
    /// The `file` in the manifest.
    pub span: Span,
}
