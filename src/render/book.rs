//! What all pages of a site share: edition, annotations, and the small tables that pages need.

use crate::annotate::Annotations;
use crate::annotate::crossings;
use crate::annotate::crossings::Crossing;
use crate::annotate::crossings::What;
use crate::annotate::pages;
use crate::model::Absence;
use crate::model::Document;
use crate::model::Edition;
use crate::model::Heading;
use crate::model::Lang;
use crate::model::Page;
use crate::model::Role;
use crate::output::Downloads;
use crate::render::brief::Opening;
use crate::render::markup;
use crate::render::theme::Strings;
use crate::render::url;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::OnceLock;

/// Prose pages with these names are part of pages that are made anyway.
pub const EMBEDDED_PROSE: [&str; 2] = ["home", "sources"];

/// The edition, ready for pages.
pub struct Book {
    /// The edition.
    pub edition: Arc<Edition>,
    /// What was found in its texts.
    pub annotations: Arc<Annotations>,
    /// UI words by language, for titles of pages.
    pub strings: Vec<(Lang, Strings)>,
    /// One entry per document, once a page has asked for it.
    documents: Vec<OnceLock<DocumentTables>>,
    /// Fixed pages that exist, with their names, in the order of navigation.
    pub fixed: Vec<(&'static str, &'static str)>,
    /// Term → terms that name it under `see`.
    pub seen_from: BTreeMap<usize, Vec<usize>>,
    /// Links and gaps in the order of the pages that compare.
    pub compare: Comparison,
    /// Files to take away.
    pub downloads: Downloads,
    /// Languages of headwords: those of the sources first, then those of the interface.
    pub headword_languages: Vec<Lang>,
    /// For each term the opening of its gloss, once a page has asked for it.
    pub openings: Vec<OnceLock<Vec<Opening>>>,
    /// The names of the kinds of absence, as HTML in the languages of the interface.
    absences: BTreeMap<&'static str, String>,
}

/// Links and gaps in the order of their pages.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// All of them.
    pub order: Vec<Crossing>,
    /// For each link its place in the order.
    pub links: Vec<usize>,
    /// For each gap its place in the order.
    pub gaps: Vec<usize>,
}

impl Comparison {
    fn new(edition: &Edition) -> Self {
        let order = crossings::in_order(edition);
        let (mut links, mut gaps) = (vec![0; edition.links.len()], vec![0; edition.gaps.len()]);
        for (place, crossing) in order.iter().enumerate() {
            match crossing.what {
                What::Link { link, .. } => links[link] = place,
                What::Gap(gap) => gaps[gap] = place,
            }
        }
        Self { order, links, gaps }
    }
}

/// Small tables of one document.
#[derive(Debug, Clone, Default)]
pub struct DocumentTables {
    /// For each row its number for display; 0 for headings and heads of tables.
    pub numbers: Vec<u32>,
    /// For each witness whether it is shown by default.
    pub shown: Vec<bool>,
    /// For each witness whether it is the first of its language.
    pub first_of_language: Vec<bool>,
    /// Notes in the order of the text.
    pub notes: Vec<usize>,
    /// For each note its sign, from 1.
    pub signs: Vec<usize>,
    /// UI language of the facing column, where the document has none of its texts.
    pub facing: Option<Lang>,
}

impl Book {
    /// Prepares an edition.
    #[must_use]
    pub fn new(
        edition: Arc<Edition>,
        annotations: Arc<Annotations>,
        strings: Vec<(Lang, Strings)>,
        downloads: Downloads,
    ) -> Self {
        Self::again((edition, annotations), strings, downloads, None)
    }

    /// Prepares an edition; what depends on few facts of documents is taken from `before` where
    /// these are the same.
    #[must_use]
    pub fn again(
        (edition, annotations): (Arc<Edition>, Arc<Annotations>),
        strings: Vec<(Lang, Strings)>,
        downloads: Downloads,
        before: Option<&Self>,
    ) -> Self {
        let fixed = fixed(&edition, &annotations, !downloads.is_empty());
        let same = before.filter(|before| has_same_sources(&before.edition, &edition));
        let headword_languages = same
            .map_or_else(|| headword_languages(&edition), |same| same.headword_languages.clone());
        let mut seen_from: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, term) in edition.terms.iter().enumerate() {
            for &other in &term.see {
                seen_from.entry(other).or_default().push(index);
            }
        }
        Self {
            absences: absences(&strings),
            openings: edition.terms.iter().map(|_| OnceLock::new()).collect(),
            compare: Comparison::new(&edition),
            documents: edition.documents.iter().map(|_| OnceLock::new()).collect(),
            edition,
            annotations,
            strings,
            fixed,
            seen_from,
            downloads,
            headword_languages,
        }
    }

    /// The small tables of a document.
    #[must_use]
    pub fn tables(&self, index: usize) -> &DocumentTables {
        self.documents[index].get_or_init(|| tables(&self.edition, &self.annotations, index))
    }

    /// Whether a fixed page exists, or one beside the links.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        let fixed = |path: &str| self.fixed.iter().any(|(_, p)| *p == path);
        let documents = &self.edition.documents;
        let occurs = || self.annotations.terms.iter().any(|term| !term.documents.is_empty());
        let divided = || {
            documents.iter().flat_map(|d| &d.divisions).any(|division| division.heading.is_some())
        };
        match path {
            url::HISTORY => fixed(url::COMPARE) && fixed(url::TERMS) && occurs(),
            url::COVERAGE => fixed(url::COMPARE) && divided(),
            path => fixed(path),
        }
    }

    /// The name of a kind of absence, as HTML.
    #[must_use]
    pub fn absence(&self, kind: Absence) -> &str {
        self.absences.get(kind.as_str()).map_or(kind.as_str(), String::as_str)
    }

    /// Prose pages that stand on their own.
    pub fn prose(&self) -> impl Iterator<Item = (usize, &Page)> {
        let pages = self.edition.pages.iter().enumerate();
        pages.filter(|(_, page)| !EMBEDDED_PROSE.contains(&page.name.as_str()))
    }

    /// How many rows the concordance of a term has.
    #[must_use]
    pub fn concordance_rows(&self, term: usize) -> usize {
        self.annotations.terms.get(term).map_or(0, |places| places.rows)
    }

    /// The rows in which a term occurs, as document and row, in the order of the edition.
    pub fn concordance(&self, term: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let mut last = None;
        self.annotations.places(term).filter_map(move |(document, place)| {
            let row = self.annotations.documents[document].rows.of(place.segment())?;
            let here = Some((document, row));
            let new = last != here;
            last = here;
            if new { here } else { None }
        })
    }
}

fn absences(strings: &[(Lang, Strings)]) -> BTreeMap<&'static str, String> {
    let name = |kind: Absence| {
        let key = format!("absent.{}", kind.as_str());
        let words = strings
            .iter()
            .filter_map(|(lang, words)| Some((lang.as_str(), words.get(&key)?.as_str())));
        (kind.as_str(), markup::spans(words, true))
    };
    Absence::ALL.into_iter().chain([Absence::Withheld]).map(name).collect()
}

/// The languages of the source witnesses of a document.
fn sources(document: &Document) -> impl Iterator<Item = &Lang> {
    let sources = document.witnesses.iter().filter(|witness| witness.role == Role::Source);
    sources.map(|witness| &witness.lang)
}

/// Whether the sources of two editions, document by document, and their pages are in the same
/// languages. Documents that are the same are not looked into.
fn has_same_sources(one: &Edition, other: &Edition) -> bool {
    let pairs = one.documents.iter().zip(&other.documents);
    one.site.languages == other.site.languages && one.documents.len() == other.documents.len() && {
        pairs
    }
    .all(|(one, other)| Arc::ptr_eq(one, other) || sources(one).eq(sources(other)))
}

fn headword_languages(edition: &Edition) -> Vec<Lang> {
    let mut all: Vec<Lang> = Vec::new();
    let of_sources = edition.documents.iter().flat_map(|document| sources(document));
    for lang in of_sources.chain(&edition.site.languages) {
        if !all.contains(lang) {
            all.push(lang.clone());
        }
    }
    all
}

fn fixed(
    edition: &Edition,
    annotations: &Annotations,
    has_downloads: bool,
) -> Vec<(&'static str, &'static str)> {
    let address = |name| match name {
        "search" => url::SEARCH,
        "terms" => url::TERMS,
        "targets" => url::TARGETS,
        "compare" => url::COMPARE,
        "apparatus" => url::APPARATUS,
        "notes" => url::NOTES,
        "sources" => url::SOURCES,
        "health" => url::HEALTH,
        "downloads" => url::DOWNLOADS,
        "changes" => url::CHANGES,
        _ => url::HOME,
    };
    let names = pages::fixed(edition, annotations).into_iter();
    let names = names.filter(|name| has_downloads || *name != "downloads");
    names.map(|name| (name, address(name))).collect()
}

fn tables(edition: &Edition, annotations: &Annotations, index: usize) -> DocumentTables {
    let document = &edition.documents[index];
    let mut notes: Vec<usize> = (0..document.notes.len()).collect();
    notes.sort_by_key(|&note| {
        let at = &document.notes[note].at;
        (at.segment, at.ranges.first().map_or(0, |range| range.start), note)
    });
    let mut signs = vec![0; notes.len()];
    for (place, &note) in notes.iter().enumerate() {
        signs[note] = place + 1;
    }
    DocumentTables {
        numbers: numbers(document, annotations, index),
        shown: shown(document),
        first_of_language: first_of_language(document),
        notes,
        signs,
        facing: facing(edition, document),
    }
}

fn numbers(document: &Document, annotations: &Annotations, index: usize) -> Vec<u32> {
    let Some(found) = annotations.documents.get(index) else { return Vec::new() };
    let mut unnumbered = vec![false; found.rows.len()];
    for division in &document.divisions {
        let heading = match division.heading {
            Some(Heading::Printed(segment)) => Some(segment),
            _ => None,
        };
        for row in heading.iter().chain(division.columns.first()).filter_map(|&s| found.rows.of(s))
        {
            if let Some(entry) = unnumbered.get_mut(row) {
                *entry = true;
            }
        }
    }
    let mut next = 0;
    let number = |plain: bool| {
        next += u32::from(!plain);
        if plain { 0 } else { next }
    };
    unnumbered.into_iter().map(number).collect()
}

/// The first source and the first translation; without a source the first witness alone.
fn shown(document: &Document) -> Vec<bool> {
    let first = |wanted: &dyn Fn(Role) -> bool| {
        document.witnesses.iter().position(|witness| wanted(witness.role))
    };
    let source = first(&|role| role == Role::Source);
    let translation = first(&|role| role == Role::Translation)
        .or_else(|| first(&|role| role == Role::MachineTranslation));
    let chosen = [source, translation];
    (0..document.witnesses.len()).map(|index| chosen.contains(&Some(index))).collect()
}

fn first_of_language(document: &Document) -> Vec<bool> {
    let primary = |witness: usize| document.witnesses[witness].lang.primary();
    let is_first = |witness: usize| (0..witness).all(|other| primary(other) != primary(witness));
    (0..document.witnesses.len()).map(is_first).collect()
}

/// The first language of the interface in which a document without a source has no text.
fn facing(edition: &Edition, document: &Document) -> Option<Lang> {
    if document.has_source() {
        return None;
    }
    let lacks = |lang: &&Lang| !document.witnesses.iter().any(|w| w.lang.serves(lang));
    edition.site.languages.iter().find(lacks).cloned()
}
