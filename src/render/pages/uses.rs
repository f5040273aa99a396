//! How each text uses a term: its forms with counts, judgements and places, and the links that
//! start or end at them.

use crate::annotate::Cell;
use crate::annotate::End;
use crate::annotate::Place;
use crate::model::Anchor;
use crate::model::Role;
use crate::render::pager;
use crate::render::pages::definitions;
use crate::render::sheet::Sheet;
use crate::render::view::DocumentRef;
use crate::render::view::Spot;
use crate::render::view::WitnessRef;
use crate::render::view::Words;

use serde::Serialize;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Places of a form that are listed; its count is whole.
const LISTED_PLACES: usize = 50;
/// Documents that are listed; the concordance has all.
const LISTED_DOCUMENTS: usize = 50;
/// Editions of up to so many documents name those in which a term does not stand, too.
const FEW_DOCUMENTS: usize = 12;
/// Links that are listed; their own page has all.
const LISTED_LINKS: usize = 50;

/// What a document makes of a term.
#[derive(Debug, Serialize)]
pub struct Use<'a> {
    document: DocumentRef<'a>,
    year: Option<u16>,
    /// Rows in which the term stands.
    passages: usize,
    texts: Vec<Text<'a>>,
}

/// What a witness makes of a term.
#[derive(Debug, Serialize)]
struct Text<'a> {
    witness: WitnessRef<'a>,
    forms: Vec<Form<'a>>,
    unmatched: usize,
    unmatched_places: Vec<Spot<'a>>,
}

#[derive(Debug, Serialize)]
struct Form<'a> {
    text: &'a str,
    lang: &'a str,
    /// How the editors judge it; nothing for the words of a source.
    status: Option<&'static str>,
    count: usize,
    note: Words<'a>,
    places: Vec<Spot<'a>>,
}

/// A link or gap at words that show the term.
#[derive(Debug, Serialize)]
pub struct Crossing<'a> {
    url: String,
    /// Relation, or kind of gap.
    kind: &'static str,
    is_gap: bool,
    back: bool,
    here: Quoted<'a>,
    there: Option<Quoted<'a>>,
    /// Of a gap: the document that has nothing of the kind.
    missing_in: Option<DocumentRef<'a>>,
}

#[derive(Debug, Serialize)]
struct Quoted<'a> {
    document: DocumentRef<'a>,
    quote: &'a str,
    lang: &'a str,
    url: String,
}

/// What the documents make of a term, in their order.
#[must_use]
pub fn uses(sheet: Sheet<'_>, term: usize) -> Vec<Use<'_>> {
    let all = sheet.edition().documents.len();
    let places = sheet.book.annotations.terms.get(term);
    let found = places.map_or(&[][..], |places| &places.documents);
    let documents: Vec<usize> =
        if all <= FEW_DOCUMENTS { (0..all).collect() } else { found.to_vec() };
    let listed = documents.into_iter().take(LISTED_DOCUMENTS);
    listed.map(|document| in_document(sheet, document, term)).collect()
}

fn in_document(sheet: Sheet<'_>, document: usize, term: usize) -> Use<'_> {
    let owner = sheet.document(document);
    let found = sheet.found(document);
    let places = found.concordance.places(term);
    let rows: BTreeSet<_> = places.iter().map(|p| found.rows.of(p.segment())).collect();
    let texts = (0..owner.witnesses.len()).map(|witness| match owner.witnesses[witness].role {
        Role::Source => in_source(sheet, (document, witness), term),
        _ => in_translation(sheet, (document, witness), term),
    });
    let texts = texts.filter(|text| !text.forms.is_empty() || text.unmatched > 0);
    Use {
        document: sheet.document_ref(document),
        year: owner.year(),
        passages: rows.len(),
        texts: texts.collect(),
    }
}

fn in_source(sheet: Sheet<'_>, (document, witness): (usize, usize), term: usize) -> Text<'_> {
    let owner = sheet.document(document);
    let found = sheet.found(document);
    let mut by_words: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for &place in found.concordance.places(term).iter().filter(|p| p.witness() == witness) {
        let reading = owner.segments[place.segment()].readings[witness].text();
        let range = found.occurrences.get(place).map(|occurrence| occurrence.range());
        if let Some(words) = reading.zip(range).and_then(|(text, range)| text.raw.get(range)) {
            by_words.entry(words).or_default().push(place);
        }
    }
    let form = |(text, places): (_, Vec<Place>)| Form {
        text,
        lang: owner.witnesses[witness].lang.as_str(),
        status: None,
        count: places.len(),
        note: Vec::new(),
        places: spots(sheet, document, &places),
    };
    Text {
        witness: sheet.witness_ref(&owner.witnesses[witness]),
        forms: by_words.into_iter().map(form).collect(),
        unmatched: 0,
        unmatched_places: Vec::new(),
    }
}

fn in_translation(sheet: Sheet<'_>, (document, witness): (usize, usize), term: usize) -> Text<'_> {
    let owner = &sheet.document(document).witnesses[witness];
    let own = definitions::renderings(sheet, document, term);
    let own = own.filter(|(view, _)| view.witness.id == owner.id.as_str());
    let forms = own.map(|(view, places)| Form {
        text: view.text,
        lang: view.lang,
        status: Some(view.status),
        count: view.count,
        note: view.note,
        places: spots(sheet, document, &places),
    });
    let cell = sheet.found(document).matrix.get(term, witness);
    let unmatched = cell.map_or(&[][..], Cell::unmatched);
    Text {
        witness: sheet.witness_ref(owner),
        forms: forms.collect(),
        unmatched: unmatched.len(),
        unmatched_places: spots(sheet, document, unmatched),
    }
}

/// Where places stand, each row once.
fn spots<'a>(sheet: Sheet<'a>, document: usize, places: &[Place]) -> Vec<Spot<'a>> {
    let rows = &sheet.found(document).rows;
    let mut seen = BTreeSet::new();
    let new = |place: &&Place| seen.insert(rows.of(place.segment()));
    let first = places.iter().filter(new).take(LISTED_PLACES);
    first.map(|&place| sheet.spot(document, place)).collect()
}

/// The links and gaps whose quoted words show a term, in the order of the texts.
#[must_use]
pub fn crossings(sheet: Sheet<'_>, term: usize) -> Vec<Crossing<'_>> {
    let edition = sheet.edition();
    let backlinks = &sheet.book.annotations.backlinks;
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for (document, place) in sheet.book.annotations.places(term) {
        let here = (document, place.segment());
        for end in backlinks.links.get(&here).into_iter().flatten() {
            let link = &edition.links[end.link];
            let is_from = end.end == End::From;
            let (near, far) = if is_from { (&link.from, &link.to) } else { (&link.to, &link.from) };
            if shows(sheet, near, document, place) && seen.insert((false, end.link)) {
                all.push(Crossing {
                    url: pager::crossing_url(
                        sheet,
                        sheet.book.compare.links[end.link],
                        link.id.as_str(),
                    ),
                    kind: link.relation.as_str(),
                    is_gap: false,
                    back: !is_from,
                    here: quoted(sheet, near),
                    there: Some(quoted(sheet, far)),
                    missing_in: None,
                });
            }
        }
        for &index in backlinks.gaps.get(&here).into_iter().flatten() {
            let gap = &edition.gaps[index];
            if shows(sheet, &gap.at, document, place) && seen.insert((true, index)) {
                all.push(Crossing {
                    url: pager::crossing_url(
                        sheet,
                        sheet.book.compare.gaps[index],
                        gap.id.as_str(),
                    ),
                    kind: gap.kind.as_str(),
                    is_gap: true,
                    back: false,
                    here: quoted(sheet, &gap.at),
                    there: None,
                    missing_in: Some(sheet.document_ref(gap.missing_in)),
                });
            }
        }
        if all.len() >= LISTED_LINKS {
            break;
        }
    }
    all
}

/// Whether the words of an anchor and an occurrence have characters in common.
fn shows(sheet: Sheet<'_>, anchor: &Anchor, document: usize, place: Place) -> bool {
    let occurrence = sheet.book.annotations.occurrence(document, place);
    let Some(range) = occurrence.map(|occurrence| occurrence.range()) else { return false };
    let overlap =
        |quoted: &std::ops::Range<usize>| quoted.start < range.end && range.start < quoted.end;
    anchor.witness == place.witness() && anchor.ranges.iter().any(overlap)
}

fn quoted<'a>(sheet: Sheet<'a>, anchor: &'a Anchor) -> Quoted<'a> {
    Quoted {
        document: sheet.document_ref(anchor.document),
        quote: &anchor.quote,
        lang: sheet.anchored(anchor).lang.as_str(),
        url: sheet.segment_url(anchor.document, anchor.segment),
    }
}
