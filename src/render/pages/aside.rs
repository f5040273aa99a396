//! What the reader page of a document leaves to a file of its own, so that the page stays light:
//! the openings of glosses for its cards, and what its links and gaps say.

use crate::annotate::End;
use crate::annotate::LinkEnd;
use crate::render::brief::Opening;
use crate::render::pages::definitions;
use crate::render::sheet::Sheet;
use crate::render::view::Passage;
use crate::render::view::Words;

use serde::Serialize;

/// How much of the other passage is shown on either side of the quoted words.
const AROUND_QUOTE: usize = 24;

/// The variable that the script sets.
const VARIABLE: &str = "dzAside";

/// What `aside.html` gets.
#[derive(Debug, Serialize)]
pub struct Aside<'a> {
    terms: Vec<Gloss<'a>>,
    links: Vec<Preview<'a>>,
    gaps: Vec<Reason<'a>>,
}

/// A term that occurs on the page, with the opening of its gloss.
#[derive(Debug, Serialize)]
struct Gloss<'a> {
    id: &'a str,
    gloss: &'a [Opening],
}

/// A link as one of its ends shows it; of a link within the page there are two, in its order.
#[derive(Debug, Serialize)]
struct Preview<'a> {
    id: &'a str,
    reason: Words<'a>,
    other: Passage<'a>,
}

/// Why a passage has no counterpart.
#[derive(Debug, Serialize)]
struct Reason<'a> {
    id: &'a str,
    reason: Words<'a>,
}

/// Makes the view of what stands beside the page of a part, from 0, of a document.
#[must_use]
pub fn view(sheet: Sheet<'_>, index: usize, part: usize) -> Aside<'_> {
    let backlinks = &sheet.book.annotations.backlinks;
    let segments = sheet.document(index).segments_of(part);
    let here = (index, segments.start)..(index, segments.end);
    let links = backlinks.links.range(here.clone()).flat_map(|(_, ends)| ends);
    let gaps = backlinks.gaps.range(here).flat_map(|(_, gaps)| gaps);
    let gloss = |term: usize| {
        let id = sheet.edition().terms[term].id.as_str();
        Gloss { id, gloss: definitions::openings(sheet, term) }
    };
    let terms = definitions::occurring(sheet, index, &segments).into_iter().map(gloss);
    Aside {
        terms: terms.filter(|term| !term.gloss.is_empty()).collect(),
        links: links.map(|end| preview(sheet, end)).collect(),
        gaps: gaps.map(|&gap| reason(sheet, gap)).collect(),
    }
}

/// The markup as a script that sets it: a page in a folder can load nothing else.
#[must_use]
pub fn script(html: &str) -> String {
    format!("self.{VARIABLE}={}", serde_json::Value::from(html))
}

fn preview<'a>(sheet: Sheet<'a>, end: &LinkEnd) -> Preview<'a> {
    let link = &sheet.edition().links[end.link];
    let there = if end.end == End::From { &link.to } else { &link.from };
    Preview {
        id: link.id.as_str(),
        reason: sheet.words(&link.reason),
        other: sheet.passage_within(there, AROUND_QUOTE),
    }
}

fn reason(sheet: Sheet<'_>, gap: usize) -> Reason<'_> {
    let gap = &sheet.edition().gaps[gap];
    Reason { id: gap.id.as_str(), reason: sheet.words(&gap.reason) }
}
