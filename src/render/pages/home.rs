//! The start page: the documents on a time line and the ways in.

use crate::model::Document;
use crate::model::Edition;
use crate::model::Measure;
use crate::model::MeasureRole;
use crate::model::Target;
use crate::render::book::Book;
use crate::render::pager;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::Pager;
use crate::render::view::Prose;
use crate::render::view::WitnessRef;
use crate::render::view::Words;

use serde::Serialize;

use std::collections::BTreeMap;

/// Documents on one page.
const DOCUMENTS: usize = 200;

/// What `home.html` gets.
#[derive(Debug, Serialize)]
pub struct Home<'a> {
    documents: Vec<DocumentView<'a>>,
    timeline: Vec<Year<'a>>,
    counts: Counts,
    welcome: Prose<'a>,
    pager: Pager,
}

#[derive(Debug, Serialize)]
struct DocumentView<'a> {
    id: &'a str,
    url: String,
    title: Words<'a>,
    short: Words<'a>,
    issuer: Words<'a>,
    issued: Option<String>,
    published: Option<String>,
    number: Option<&'a str>,
    year: Option<u16>,
    about: Prose<'a>,
    has_source: bool,
    languages: Vec<&'a str>,
    witnesses: Vec<WitnessRef<'a>>,
    segments: usize,
    rows: usize,
    terms: usize,
    notes: usize,
    links: usize,
    targets: usize,
}

/// A year of the time line.
#[derive(Debug, Default, Serialize)]
struct Year<'a> {
    year: u16,
    label: Words<'a>,
    documents: Vec<&'a str>,
    /// What the documents mean to reach by then.
    goals: Vec<Goals<'a>>,
}

/// How many targets of a document have a goal for a year.
#[derive(Debug, Serialize)]
struct Goals<'a> {
    short: Words<'a>,
    /// Where they stand.
    url: String,
    count: usize,
}

#[derive(Debug, Serialize)]
struct Counts {
    documents: usize,
    segments: usize,
    terms: usize,
    notes: usize,
    links: usize,
    gaps: usize,
    targets: usize,
}

/// How many pages there are.
#[must_use]
pub fn pages(book: &Book) -> usize {
    pager::pages_of(DOCUMENTS, book.edition.documents.len())
}

/// The documents on a page, from 1, by their dates.
#[must_use]
pub fn documents_on(edition: &Edition, part: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..edition.documents.len()).collect();
    order.sort_by_key(|&index| edition.documents[index].issued);
    order[pager::entries_of(DOCUMENTS, part, order.len())].to_vec()
}

/// Makes the view of one page, from 1. The words of welcome are on the first.
#[must_use]
pub fn view(sheet: Sheet<'_>, part: usize) -> Home<'_> {
    let edition = sheet.edition();
    let listed = documents_on(edition, part);
    let documents = &edition.documents;
    Home {
        documents: listed.iter().map(|&index| document(sheet, index)).collect(),
        timeline: timeline(sheet, listed),
        counts: Counts {
            documents: documents.len(),
            segments: documents.iter().map(|d| d.segments.len()).sum(),
            terms: edition.terms.len(),
            notes: documents.iter().map(|d| d.notes.len()).sum(),
            links: edition.links.len(),
            gaps: edition.gaps.len(),
            targets: documents.iter().map(|d| d.targets.len()).sum(),
        },
        welcome: if part == 1 { embedded(sheet, "home") } else { Prose::new() },
        pager: pager::pager_of(DOCUMENTS, sheet, url::HOME, (part, documents.len())),
    }
}

/// The years of the documents on a page and the milestones, in order.
fn timeline(sheet: Sheet<'_>, mut listed: Vec<usize>) -> Vec<Year<'_>> {
    let edition = sheet.edition();
    listed.sort_unstable();
    let documents: Vec<&Document> =
        listed.into_iter().map(|index| &*edition.documents[index]).collect();
    let mut years: BTreeMap<u16, Year<'_>> = BTreeMap::new();
    for (year, label) in &edition.site.milestones {
        years.entry(*year).or_default().label = sheet.words(label);
    }
    for document in &documents {
        if let Some(date) = document.issued {
            years.entry(date.year).or_default().documents.push(document.id.as_str());
        }
    }
    for (year, entry) in &mut years {
        entry.goals = goals(sheet, &documents, *year);
    }
    years.into_iter().map(|(year, entry)| Year { year, ..entry }).collect()
}

/// Those of some documents that have goals for a year.
fn goals<'a>(sheet: Sheet<'a>, documents: &[&'a Document], year: u16) -> Vec<Goals<'a>> {
    let aims = |target: &&Target| {
        let is_goal = |m: &Measure| m.role == MeasureRole::Goal && m.year == year;
        target.measures.iter().any(is_goal)
    };
    let of = |document: &'_ Document| document.targets.iter().filter(aims).count();
    let all = documents.iter().map(|&document| (document, of(document)));
    let some = all.filter(|(_, count)| *count > 0);
    let goals = some.map(|(document, count)| Goals {
        short: sheet.words(&document.short),
        url: sheet.url_to(url::TARGETS, &url::targets_of(document.id.as_str())),
        count,
    });
    goals.collect()
}

/// The prose page of a name, as part of another page.
#[must_use]
pub fn embedded<'a>(sheet: Sheet<'a>, name: &str) -> Prose<'a> {
    let page = sheet.edition().pages.iter().find(|page| page.name == name);
    page.map(|page| sheet.prose(&page.body)).unwrap_or_default()
}

fn document(sheet: Sheet<'_>, index: usize) -> DocumentView<'_> {
    let document = sheet.document(index);
    let found = sheet.found(index);
    let mut languages: Vec<&str> = Vec::new();
    for witness in &document.witnesses {
        if !languages.contains(&witness.lang.as_str()) {
            languages.push(witness.lang.as_str());
        }
    }
    let links = sheet.book.annotations.backlinks.links.range((index, 0)..(index + 1, 0));
    DocumentView {
        id: document.id.as_str(),
        url: sheet.url(&url::folder(document.id.as_str())),
        title: sheet.words(&document.title),
        short: sheet.words(&document.short),
        issuer: sheet.words(&document.issuer),
        issued: document.issued.map(|date| date.to_string()),
        published: document.published.map(|date| date.to_string()),
        number: document.number.as_deref(),
        year: document.issued.map(|date| date.year),
        about: sheet.prose(&document.about),
        has_source: document.has_source(),
        languages,
        witnesses: document.witnesses.iter().map(|w| sheet.witness_ref(w)).collect(),
        segments: document.segments.len(),
        rows: sheet.book.tables(index).numbers.iter().max().copied().unwrap_or(0) as usize,
        terms: found.concordance.terms().count(),
        notes: document.notes.len(),
        links: links.map(|(_, ends)| ends.len()).sum(),
        targets: document.targets.len(),
    }
}
