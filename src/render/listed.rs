//! The list of the pages of a site: sorted by path, and the same list as long as the edition has
//! the same pages.

use crate::model::Document;
use crate::render::book::Book;
use crate::render::kind::Kind;
use crate::render::pager;
use crate::render::pages::compare;
use crate::render::pages::coverage;
use crate::render::pages::downloads;
use crate::render::pages::health;
use crate::render::pages::history;
use crate::render::pages::home;
use crate::render::pages::notes;
use crate::render::pages::sources;
use crate::render::publish::moved::Moved;
use crate::render::search::OnDemand;
use crate::render::url;

use std::sync::Arc;

/// The pages of a site.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listed {
    outline: Arc<Outline>,
    /// Paths below the site's root, sorted, each once.
    pub(crate) paths: Arc<[String]>,
    /// What each page shows.
    pub(crate) kinds: Arc<[Kind]>,
}

/// What the list depends on: small beside it, and quick to compare.
#[derive(Debug, Default)]
struct Outline {
    /// Pages that no document may take the path of.
    first: Vec<Series>,
    documents: Vec<Arc<Document>>,
    has_asides: bool,
    /// Pages that have a path where none of the others wants it.
    last: Vec<Series>,
}

/// A page with those that go on with it.
#[derive(Debug, PartialEq, Eq)]
struct Series {
    /// The path of the first.
    path: String,
    /// What each of them shows.
    kinds: Vec<Kind>,
}

impl Series {
    fn one(path: String, kind: Kind) -> Self {
        Self { path, kinds: vec![kind] }
    }

    fn pages(&self) -> impl Iterator<Item = (String, Kind)> {
        let parts = self.kinds.iter().zip(1..);
        parts.map(|(kind, part)| (url::part(&self.path, part), *kind))
    }
}

impl Listed {
    /// The pages of a site; those of the files of an index as far as it is made. The list is that
    /// of `before` where nothing that it depends on has changed.
    pub(crate) fn again(
        book: &Book,
        index: Option<&OnDemand>,
        moved: &Moved,
        before: &Self,
    ) -> Self {
        let outline = Outline::of(book, moved);
        let files = index.map_or(&[][..], OnDemand::listed);
        let (paths, kinds) = if files.is_empty() && before.outline.is_like(&outline) {
            (Arc::clone(&before.paths), Arc::clone(&before.kinds))
        } else {
            let (paths, kinds): (Vec<_>, Vec<_>) = outline.pages(files).into_iter().unzip();
            (paths.into(), kinds.into())
        };
        // The outline is the new one either way: the old one would hold documents that are gone.
        Self { outline: Arc::new(outline), paths, kinds }
    }

    /// The paths of the pages that search engines are told of.
    pub(crate) fn for_robots(&self) -> impl Iterator<Item = &str> {
        let pages = self.paths.iter().zip(&*self.kinds);
        pages.filter(|(_, kind)| kind.is_listed()).map(|(path, _)| path.as_str())
    }
}

impl Outline {
    fn of(book: &Book, moved: &Moved) -> Self {
        let fixed = [
            (url::TERMS, Kind::Terms),
            (url::SEARCH, Kind::Search),
            (url::TARGETS, Kind::Targets),
            (url::APPARATUS, Kind::Apparatus),
            (url::CHANGES, Kind::Changes),
        ];
        let fixed = fixed.into_iter().filter(|(path, _)| book.has(path));
        let fixed = fixed.chain([(url::NOT_FOUND, Kind::NotFound)]);
        let fixed = fixed.map(|(path, kind)| Series::one(path.to_owned(), kind));
        let mut first: Vec<_> = fixed.collect();
        first.extend(lists(book));
        let prose = book.prose();
        let prose = prose.map(|(at, page)| Series::one(url::folder(&page.name), Kind::Prose(at)));
        let mut last: Vec<_> = prose.collect();
        let without = book.edition.site.publishing.without;
        let terms = book.edition.terms.iter().enumerate();
        for (term, facts) in terms.filter(|_| !without.terms) {
            let path = url::term(facts.id.as_str());
            let parts = 1..=pager::pages(book.concordance_rows(term));
            last.push(Series { path, kinds: parts.map(|part| Kind::Term(term, part)).collect() });
        }
        let moved = moved.pages.iter().enumerate();
        last.extend(moved.map(|(at, (from, _))| Series::one(from.clone(), Kind::Moved(at))));
        let documents = book.edition.documents.clone();
        Self { first, documents, has_asides: !without.glosses, last }
    }

    fn is_like(&self, other: &Self) -> bool {
        let documents = self.documents.iter().zip(&other.documents);
        (self.has_asides, self.documents.len()) == (other.has_asides, other.documents.len())
            && self.first == other.first
            && self.last == other.last
            && { documents }.all(|(one, other)| Arc::ptr_eq(one, other) || has_paths_of(one, other))
    }

    /// All pages with the files of the search index, sorted by path; where two want the same path
    /// the first of them has it.
    fn pages(&self, files: &[String]) -> Vec<(String, Kind)> {
        let mut all: Vec<_> = self.first.iter().flat_map(Series::pages).collect();
        let files = files.iter().enumerate();
        all.extend(files.map(|(file, path)| (path.clone(), Kind::SearchFile(file))));
        for (index, document) in self.documents.iter().enumerate() {
            for part in 0..document.part_count() {
                all.push((url::reader(document, part), Kind::Reader(index, part)));
                if self.has_asides {
                    all.push((url::aside(document, part), Kind::Aside(index, part)));
                }
            }
        }
        all.extend(self.last.iter().flat_map(Series::pages));
        // Stable, so that of one path the first stays first.
        all.sort_by(|one, other| one.0.cmp(&other.0));
        all.dedup_by(|later, first| later.0 == first.0);
        all
    }
}

/// Whether the pages of a document have the paths of those of another.
fn has_paths_of(one: &Document, other: &Document) -> bool {
    let paths = |document: &Document| {
        let parts = 0..document.part_count();
        parts.map(|part| url::reader(document, part)).collect::<Vec<_>>()
    };
    paths(one) == paths(other)
}

/// All pages of the lists that grow with the edition.
fn lists(book: &Book) -> Vec<Series> {
    type List = (&'static str, fn(&Book) -> usize, fn(usize) -> Kind);
    let lists: [List; 8] = [
        (url::HOME, home::pages, Kind::Home),
        (url::SOURCES, sources::pages, Kind::Sources),
        (url::HEALTH, health::pages, Kind::Health),
        (url::NOTES, |book| pager::pages(notes::count(book)), Kind::Notes),
        (url::COMPARE, |book| pager::pages(compare::count(book)), Kind::Compare),
        (url::HISTORY, |book| pager::pages(history::count(book)), Kind::History),
        (url::COVERAGE, |book| pager::pages(coverage::count(book)), Kind::Coverage),
        (url::DOWNLOADS, downloads::pages, Kind::Downloads),
    ];
    let mut all = Vec::new();
    for (path, pages, kind) in lists.into_iter().filter(|(path, ..)| book.has(path)) {
        all.push(Series { path: path.to_owned(), kinds: (1..=pages(book)).map(kind).collect() });
    }
    all
}
