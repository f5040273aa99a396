//! Links and gaps as a two-sided map: the earlier document of a pair on the left, the later one on
//! the right, in the order of the text, in pages.

use crate::annotate::crossings::Crossing;
use crate::annotate::crossings::What;
use crate::model::Anchor;
use crate::render::book::Book;
use crate::render::brief;
use crate::render::pager;
use crate::render::pages::place;
use crate::render::pages::rows;
use crate::render::pages::rows::FacingTerm;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::DocumentRef;
use crate::render::view::Pager;
use crate::render::view::Passage;
use crate::render::view::Word;
use crate::render::view::Words;

use serde::Serialize;

use std::collections::BTreeSet;

/// Height of a map, in units of its picture.
const HEIGHT: usize = 1000;

/// Height of a line of names beside it.
const LINE: usize = 40;

/// How far below its place a name may stand.
const MOST_BELOW: usize = 3 * LINE;

/// How wide the name of a chapter is at most.
const WIDTH_OF_NAME: usize = 30;

/// What `compare.html` gets.
#[derive(Debug, Serialize)]
pub struct Compare<'a> {
    pairs: Vec<Pair<'a>>,
    /// Relations and kinds of gaps on this page, for a filter.
    kinds: Vec<&'static str>,
    /// Documents on this page, for a filter; counted from 1.
    documents: Vec<DocumentRef<'a>>,
    links: usize,
    gaps: usize,
    pager: Pager,
}

#[derive(Debug, Serialize)]
struct Pair<'a> {
    dom_id: String,
    /// Numbers of the two documents in the list.
    numbers: [usize; 2],
    left: DocumentRef<'a>,
    right: DocumentRef<'a>,
    links: usize,
    gaps: usize,
    entries: Vec<Entry<'a>>,
    /// Where chapters begin on either side of the map, in units of the picture.
    ticks: [Vec<usize>; 2],
    /// The names of chapters on either side that there is room for.
    names: [Vec<Name<'a>>; 2],
}

/// The name of a chapter beside the map.
#[derive(Debug, Serialize)]
struct Name<'a> {
    /// Where it stands, at or below the beginning of the chapter, in units of the picture.
    y: usize,
    url: String,
    words: Vec<Short<'a>>,
}

/// Words in one language, cut to the room there is.
#[derive(Debug, Serialize)]
struct Short<'a> {
    lang: &'a str,
    text: String,
}

/// A link, or a gap, which has one side only.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    id: &'a str,
    dom_id: String,
    url: String,
    /// Relation, or kind of gap.
    kind: &'static str,
    is_gap: bool,
    /// The link was made from the right to the left.
    back: bool,
    reason: Words<'a>,
    left: Option<End<'a>>,
    right: Option<End<'a>>,
}

/// One side.
#[derive(Debug, Serialize)]
struct End<'a> {
    passage: Passage<'a>,
    heading: Words<'a>,
    /// Terms of the segment in a language in which its document has no text.
    facing: Vec<FacingTerm<'a>>,
    /// Where it stands on the map, in units of the picture.
    y: usize,
}

/// How many links and gaps there are.
#[must_use]
pub fn count(book: &Book) -> usize {
    book.edition.links.len() + book.edition.gaps.len()
}

/// Makes the view of one page, from 1.
#[must_use]
pub fn view(sheet: Sheet<'_>, part: usize) -> Compare<'_> {
    let edition = sheet.edition();
    let all = &sheet.book.compare.order;
    let here = &all[pager::entries(part, all.len())];
    let documents: BTreeSet<usize> = here.iter().flat_map(|crossing| crossing.pair).collect();
    let documents: Vec<usize> = documents.into_iter().collect();
    let mut kinds: Vec<&'static str> = Vec::new();
    let pairs = here.chunk_by(|a, b| a.pair == b.pair);
    let pairs: Vec<Pair<'_>> = pairs.map(|run| pair(sheet, run, &documents)).collect();
    for entry in pairs.iter().flat_map(|pair| &pair.entries) {
        if !kinds.contains(&entry.kind) {
            kinds.push(entry.kind);
        }
    }
    Compare {
        pairs,
        kinds,
        documents: documents.into_iter().map(|index| sheet.document_ref(index)).collect(),
        links: edition.links.len(),
        gaps: edition.gaps.len(),
        pager: pager::pager(sheet, url::COMPARE, part, all.len()),
    }
}

fn pair<'a>(sheet: Sheet<'a>, run: &[Crossing], documents: &[usize]) -> Pair<'a> {
    let [left, right] = run[0].pair;
    let number = |document| documents.iter().position(|d| *d == document).map_or(0, |n| n + 1);
    let entries: Vec<Entry<'a>> = run.iter().map(|crossing| entry(sheet, crossing)).collect();
    let gaps = entries.iter().filter(|entry| entry.is_gap).count();
    Pair {
        dom_id: format!("{}-{}", sheet.document(left).id, sheet.document(right).id),
        numbers: [number(left), number(right)],
        left: sheet.document_ref(left),
        right: sheet.document_ref(right),
        links: entries.len() - gaps,
        gaps,
        entries,
        ticks: [ticks(sheet, left), ticks(sheet, right)],
        names: [names(sheet, left), names(sheet, right)],
    }
}

fn entry<'a>(sheet: Sheet<'a>, crossing: &Crossing) -> Entry<'a> {
    let edition = sheet.edition();
    let [on_left, on_right] = crossing.ends(edition);
    let (id, kind, back, reason) = match crossing.what {
        What::Link { link, back } => {
            let link = &edition.links[link];
            (link.id.as_str(), link.relation.as_str(), back, &link.reason)
        }
        What::Gap(gap) => {
            let gap = &edition.gaps[gap];
            (gap.id.as_str(), gap.kind.as_str(), false, &gap.reason)
        }
    };
    let dom_id = url::link(id);
    Entry {
        id,
        url: url::fragment(&dom_id),
        dom_id,
        kind,
        is_gap: matches!(crossing.what, What::Gap(_)),
        back,
        reason: sheet.words(reason),
        left: on_left.map(|anchor| end(sheet, anchor)),
        right: on_right.map(|anchor| end(sheet, anchor)),
    }
}

fn end<'a>(sheet: Sheet<'a>, anchor: &'a Anchor) -> End<'a> {
    let place = (anchor.document, anchor.segment);
    End {
        passage: sheet.passage(anchor),
        heading: place::heading(sheet, anchor.document, anchor.segment),
        facing: rows::facing(sheet, place, &mut BTreeSet::new()),
        y: y(sheet, place),
    }
}

/// Where a segment stands on the map: by its place in the spine.
fn y(sheet: Sheet<'_>, (document, segment): (usize, usize)) -> usize {
    let segments = sheet.document(document).segments.len().max(1);
    (2 * segment + 1) * HEIGHT / (2 * segments)
}

/// Where the divisions at the root of a document begin, but for the first.
fn ticks(sheet: Sheet<'_>, document: usize) -> Vec<usize> {
    chapters(sheet, document).into_iter().map(|(_, y)| y).filter(|y| *y > 0).collect()
}

/// The headings of the divisions at the root, each below the one before; those that would stand too
/// far from their place are left out.
fn names(sheet: Sheet<'_>, document: usize) -> Vec<Name<'_>> {
    let owner = sheet.document(document);
    let mut all: Vec<Name<'_>> = Vec::new();
    for (index, y) in chapters(sheet, document) {
        let division = &owner.divisions[index];
        let Some(heading) = &division.heading else { continue };
        let line = all.last().map_or(y, |last| y.max(last.y + LINE));
        if line > y + MOST_BELOW || line > HEIGHT {
            continue;
        }
        let words = place::title(sheet, document, heading).into_iter();
        let short = |word: Word<'_>| brief::shortened(word.text, WIDTH_OF_NAME);
        all.push(Name {
            y: line,
            url: sheet.division_url(document, index),
            words: words.map(|word| Short { lang: word.lang, text: short(word) }).collect(),
        });
    }
    all
}

/// The divisions at the root that have segments, and where they begin on the map.
fn chapters(sheet: Sheet<'_>, document: usize) -> Vec<(usize, usize)> {
    let owner = sheet.document(document);
    let root = |mut division: usize| {
        while let Some(parent) = owner.divisions[division].parent {
            division = parent;
        }
        division
    };
    let mut all: Vec<(usize, usize)> = Vec::new();
    for (at, segment) in owner.segments.iter().enumerate() {
        if let Some(division) = segment.division.map(root)
            && all.last().is_none_or(|(last, _)| *last != division)
        {
            all.push((division, at * HEIGHT / owner.segments.len()));
        }
    }
    all
}
