//! The coverage of the comparison: which divisions of each document have links or gaps, and which
//! have none, in pages.

use crate::model::Block;
use crate::model::Document;
use crate::model::Heading;
use crate::render::book::Book;
use crate::render::pager;
use crate::render::pages::place;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::DocumentRef;
use crate::render::view::Pager;
use crate::render::view::Words;

use serde::Serialize;

/// Divisions are listed this deep: chapters and their sections.
const DEPTH: usize = 2;

/// What `coverage.html` gets.
#[derive(Debug, Serialize)]
pub struct Coverage<'a> {
    documents: Vec<Group<'a>>,
    pager: Pager,
}

/// A document with those of its divisions that are on this page.
#[derive(Debug, Serialize)]
struct Group<'a> {
    document: DocumentRef<'a>,
    /// Divisions of the whole document with a link or gap, and all of them.
    covered: usize,
    total: usize,
    divisions: Vec<Line<'a>>,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    url: String,
    /// Its number, where it is not among the printed words.
    number: Option<&'a str>,
    title: Words<'a>,
    depth: usize,
    segments: usize,
    links: usize,
    gaps: usize,
}

/// A division in the list: where it stands and how deep.
#[derive(Clone, Copy)]
struct Listed {
    document: usize,
    division: usize,
    depth: usize,
}

/// What there is in each division of a document, divisions within it included.
struct Tally {
    segments: Vec<usize>,
    links: Vec<usize>,
    gaps: Vec<usize>,
}

/// How many divisions are listed.
#[must_use]
pub fn count(book: &Book) -> usize {
    book.edition.documents.iter().map(|document| listed(0, document).len()).sum()
}

/// Makes the view of one page, from 1.
#[must_use]
pub fn view(sheet: Sheet<'_>, part: usize) -> Coverage<'_> {
    let documents = sheet.edition().documents.iter().enumerate();
    let all: Vec<Listed> = documents.flat_map(|(index, d)| listed(index, d)).collect();
    let here = &all[pager::entries(part, all.len())];
    let group = |run: &[Listed]| {
        let document = run[0].document;
        let tally = tally(sheet, document);
        let own = all.iter().filter(|other| other.document == document);
        let (covered, holes): (Vec<&Listed>, Vec<&Listed>) =
            own.partition(|l| tally.links[l.division] + tally.gaps[l.division] > 0);
        Group {
            document: sheet.document_ref(document),
            covered: covered.len(),
            total: covered.len() + holes.len(),
            divisions: run.iter().map(|listed| line(sheet, *listed, &tally)).collect(),
        }
    };
    Coverage {
        documents: here.chunk_by(|a, b| a.document == b.document).map(group).collect(),
        pager: pager::pager(sheet, url::COVERAGE, part, all.len()),
    }
}

/// The divisions with headings, in the order of the text.
fn listed(index: usize, document: &Document) -> Vec<Listed> {
    fn walk(document: &Document, body: &[Block], at: (usize, usize), all: &mut Vec<Listed>) {
        let (index, depth) = at;
        for block in body {
            let Block::Division(division) = block else { continue };
            let inner = &document.divisions[*division];
            let titled = usize::from(inner.heading.is_some());
            if titled == 1 {
                all.push(Listed { document: index, division: *division, depth });
            }
            if depth + titled < DEPTH {
                walk(document, &inner.body, (index, depth + titled), all);
            }
        }
    }
    let mut all = Vec::new();
    walk(document, &document.body, (index, 0), &mut all);
    all
}

fn tally(sheet: Sheet<'_>, index: usize) -> Tally {
    let document = sheet.document(index);
    let backlinks = &sheet.book.annotations.backlinks;
    let none = vec![0; document.divisions.len()];
    let mut tally = Tally { segments: none.clone(), links: none.clone(), gaps: none };
    for (segment, unit) in document.segments.iter().enumerate() {
        let links = backlinks.links.get(&(index, segment)).map_or(0, Vec::len);
        let gaps = backlinks.gaps.get(&(index, segment)).map_or(0, Vec::len);
        let mut division = unit.division;
        while let Some(at) = division {
            tally.segments[at] += 1;
            tally.links[at] += links;
            tally.gaps[at] += gaps;
            division = document.divisions[at].parent;
        }
    }
    tally
}

fn line<'a>(sheet: Sheet<'a>, listed: Listed, tally: &Tally) -> Line<'a> {
    let owner = sheet.document(listed.document);
    let division = &owner.divisions[listed.division];
    let heading = division.heading.as_ref();
    Line {
        url: sheet.division_url(listed.document, listed.division),
        number: heading.and_then(|heading| match heading {
            Heading::Editorial(_) => division.number.as_deref(),
            Heading::Printed(_) => None,
        }),
        title: heading.map(|h| place::title(sheet, listed.document, h)).unwrap_or_default(),
        depth: listed.depth,
        segments: tally.segments[listed.division],
        links: tally.links[listed.division],
        gaps: tally.gaps[listed.division],
    }
}
