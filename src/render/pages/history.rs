//! The history of terms: which stand in which documents, by the years of these, in pages.

use crate::render::book::Book;
use crate::render::pager;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::DocumentRef;
use crate::render::view::Pager;
use crate::render::view::TermLine;

use serde::Serialize;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Documents that have a column of their own.
const COLUMNS: usize = 8;

/// What `history.html` gets.
#[derive(Debug, Serialize)]
pub struct History<'a> {
    columns: Vec<DocumentRef<'a>>,
    /// There are more documents than columns.
    more: bool,
    contents: Vec<Entry>,
    groups: Vec<Group<'a>>,
    total: usize,
    pager: Pager,
}

/// A span of years in the list of contents.
#[derive(Debug, Serialize)]
struct Entry {
    from: Option<u16>,
    to: Option<u16>,
    count: usize,
    url: String,
}

/// Terms that stand in documents of the same years, on this page.
#[derive(Debug, Serialize)]
struct Group<'a> {
    from: Option<u16>,
    to: Option<u16>,
    dom_id: String,
    terms: Vec<Line<'a>>,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    term: TermLine<'a>,
    /// Passages by column.
    counts: Vec<usize>,
    /// Passages in documents without a column.
    others: usize,
}

/// First and last year of the documents in which a term stands.
type Years = (Option<u16>, Option<u16>);

/// A term and the passages in which it stands, by document.
struct Found {
    years: Years,
    term: usize,
    passages: BTreeMap<usize, usize>,
}

/// How many terms stand in a document.
#[must_use]
pub fn count(book: &Book) -> usize {
    book.annotations.terms.iter().filter(|places| !places.documents.is_empty()).count()
}

/// Makes the view of one page, from 1.
#[must_use]
pub fn view(sheet: Sheet<'_>, part: usize) -> History<'_> {
    let documents = sheet.edition().documents.len();
    let all = found(sheet);
    let here = &all[pager::entries(part, all.len())];
    let groups = here.chunk_by(|a, b| a.years == b.years).map(|run| Group {
        from: run[0].years.0,
        to: run[0].years.1,
        dom_id: dom_id(run[0].years),
        terms: run.iter().map(|found| line(sheet, found)).collect(),
    });
    History {
        columns: (0..documents.min(COLUMNS)).map(|index| sheet.document_ref(index)).collect(),
        more: documents > COLUMNS,
        contents: contents(sheet, &all),
        groups: groups.collect(),
        total: all.len(),
        pager: pager::pager(sheet, url::HISTORY, part, all.len()),
    }
}

/// Every term that stands somewhere: by years, then the most frequent first.
fn found(sheet: Sheet<'_>) -> Vec<Found> {
    let terms = sheet.book.annotations.terms.iter().enumerate();
    let terms = terms.filter(|(_, places)| !places.documents.is_empty());
    let mut all: Vec<Found> = terms
        .map(|(term, places)| {
            let years = places.documents.iter().filter_map(|&d| sheet.document(d).year());
            let years: BTreeSet<u16> = years.collect();
            let count = |&document: &usize| (document, passages(sheet, document, term));
            Found {
                years: (years.first().copied(), years.last().copied()),
                term,
                passages: places.documents.iter().map(count).collect(),
            }
        })
        .collect();
    all.sort_by_key(|found| (found.years, Reverse(found.passages.values().sum::<usize>())));
    all
}

/// The rows of a document in which a term stands, in whichever witness.
fn passages(sheet: Sheet<'_>, document: usize, term: usize) -> usize {
    let found = sheet.found(document);
    let places = found.concordance.places(term).iter();
    places.map(|place| found.rows.of(place.segment())).collect::<BTreeSet<_>>().len()
}

fn line<'a>(sheet: Sheet<'a>, found: &Found) -> Line<'a> {
    let columns = sheet.edition().documents.len().min(COLUMNS);
    let of = |document: usize| found.passages.get(&document).copied().unwrap_or_default();
    Line {
        term: sheet.term_line(found.term),
        counts: (0..columns).map(of).collect(),
        others: found.passages.range(columns..).map(|(_, count)| count).sum(),
    }
}

fn contents(sheet: Sheet<'_>, all: &[Found]) -> Vec<Entry> {
    let mut at = 0;
    let entry = |run: &[Found]| {
        let path = url::part(url::HISTORY, pager::part_of(at));
        at += run.len();
        let years = run[0].years;
        let url = sheet.url_to(&path, &dom_id(years));
        Entry { from: years.0, to: years.1, count: run.len(), url }
    };
    all.chunk_by(|a, b| a.years == b.years).map(entry).collect()
}

fn dom_id(years: Years) -> String {
    match years {
        (Some(from), Some(to)) if from != to => format!("years-{from}-{to}"),
        (Some(year), _) => format!("years-{year}"),
        (None, _) => "years-none".to_owned(),
    }
}
