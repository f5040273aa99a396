//! Definitions of the terms that occur on a reader page, and how witnesses render terms.

use crate::annotate;
use crate::annotate::Cell;
use crate::annotate::Concordance;
use crate::model::RenderingStatus;
use crate::model::Term;
use crate::render::brief;
use crate::render::brief::Opening;
use crate::render::lazy;
use crate::render::pages::row::Place;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::Headword;
use crate::render::view::ProsePart;
use crate::render::view::RenderingView;
use crate::render::view::Words;

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use std::collections::BTreeSet;
use std::ops::Range;

/// How wide the opening of a gloss is at most.
const WIDTH_OF_BRIEF: usize = 240;

/// The definition of a term on a reader page.
#[derive(Debug, Serialize)]
pub struct TermBlock<'a> {
    id: &'a str,
    dom_id: String,
    url: String,
    kind: &'static str,
    attested: bool,
    headwords: Vec<Headword<'a>>,
    /// How witnesses render it: a list of [`Forms`].
    renderings: Value,
    /// Terms within it: a list of [`NestedTerm`].
    nested: Value,
    count: usize,
    /// The opening of the gloss, where cards do not take it from a file.
    gloss: &'a [Opening],
}

/// A form and the witnesses that use it.
#[derive(Debug, Serialize)]
struct Forms<'a> {
    text: &'a str,
    lang: &'a str,
    status: &'static str,
    witnesses: Vec<Use<'a>>,
}

#[derive(Debug, Serialize)]
struct Use<'a> {
    name: Words<'a>,
    count: usize,
}

#[derive(Debug, Serialize)]
struct NestedTerm<'a> {
    id: &'a str,
    url: String,
    dom_id: String,
    text: &'a str,
    lang: &'a str,
}

/// The definitions of all terms that occur on a reader page, those within longer ones too, in the
/// order of the glossary.
#[must_use]
pub fn term_blocks<'a>(sheet: Sheet<'a>, place: &Place) -> Vec<TermBlock<'a>> {
    let terms = occurring(sheet, place.document, &place.segments).into_iter();
    terms.map(|term| term_block(sheet, place, term)).collect()
}

/// The terms that occur in some segments of a document, those within longer ones too, in the order
/// of the glossary.
#[must_use]
pub fn occurring(sheet: Sheet<'_>, index: usize, segments: &Range<usize>) -> BTreeSet<usize> {
    let found = sheet.found(index);
    let all = [&found.concordance, &found.nested];
    let occurs = |all: &Concordance, term: &usize| !within(all.places(*term), segments).is_empty();
    let here = all
        .into_iter()
        .flat_map(|all| all.terms().map(|(term, ..)| term).filter(move |term| occurs(all, term)));
    here.collect()
}

/// Those of some places, which are in the order of the text, that are in some segments.
fn within<'p>(places: &'p [annotate::Place], segments: &Range<usize>) -> &'p [annotate::Place] {
    let start = places.partition_point(|place| place.segment() < segments.start);
    let end = places.partition_point(|place| place.segment() < segments.end);
    &places[start..end.max(start)]
}

fn term_block<'a>(sheet: Sheet<'a>, place: &Place, number: usize) -> TermBlock<'a> {
    let index = place.document;
    let term = &sheet.edition().terms[number];
    let id = term.id.as_str();
    let [of_forms, of_nested] = [place.clone(), place.clone()];
    let forms = move || Value::from(Serde(forms(&of_forms, number)));
    let nested = move || Value::from(Serde(all_nested(&of_nested, number)));
    let has_own = sheet.edition().site.publishing.without.glosses;
    TermBlock {
        id,
        dom_id: url::term_block(id),
        url: place.way_to_terms().to(id),
        kind: term.kind.as_str(),
        attested: term.attested,
        headwords: sheet.headwords(term),
        renderings: lazy::list(forms),
        nested: lazy::list(nested),
        count: within(sheet.found(index).concordance.places(number), &place.segments).len(),
        gloss: if has_own { openings(sheet, number) } else { &[] },
    }
}

/// The terms that stand within a term somewhere on a reader page.
fn all_nested(place: &Place, number: usize) -> Vec<NestedTerm<'_>> {
    let sheet = place.sheet();
    let found = sheet.found(place.document);
    let places = within(found.concordance.places(number), &place.segments).iter();
    let occurrences = places.filter_map(|&place| found.occurrences.get(place));
    let inner: BTreeSet<usize> = occurrences.flat_map(|occurrence| occurrence.nested()).collect();
    inner.into_iter().filter_map(|term| nested(place, term)).collect()
}

/// The opening of a term's gloss in each language that has it. It is plain text, the same on every
/// page, and so worked out once.
#[must_use]
pub fn openings(sheet: Sheet<'_>, number: usize) -> &[Opening] {
    let opening = |part: ProsePart<'_>| {
        let text = brief::opening(&brief::plain(&part.html.0), WIDTH_OF_BRIEF);
        Opening { lang: part.lang.to_owned(), text }
    };
    let gloss = &sheet.edition().terms[number].gloss;
    let Some(known) = sheet.book.openings.get(number) else { return &[] };
    known.get_or_init(|| sheet.prose(gloss).into_iter().map(opening).collect())
}

/// The forms by which witnesses render a term on a reader page, each once with all that use it.
fn forms(place: &Place, number: usize) -> Vec<Forms<'_>> {
    let mut all: Vec<Forms<'_>> = Vec::new();
    for (view, places) in renderings(place.sheet(), place.document, number) {
        let count = within(&places, &place.segments).len();
        if count == 0 {
            continue;
        }
        let used = Use { name: view.witness.name, count };
        let known = all.iter_mut().find(|f| (f.text, f.status) == (view.text, view.status));
        match known {
            Some(form) => form.witnesses.push(used),
            None => all.push(Forms {
                text: view.text,
                lang: view.lang,
                status: view.status,
                witnesses: vec![used],
            }),
        }
    }
    all
}

fn nested(place: &Place, term: usize) -> Option<NestedTerm<'_>> {
    let term = &place.book.edition.terms[term];
    let form = term.forms.first()?;
    let id = term.id.as_str();
    Some(NestedTerm {
        id,
        url: place.way_to_terms().to(id),
        dom_id: url::term_block(id),
        text: &form.text,
        lang: form.lang.as_str(),
    })
}

/// How the witnesses of a document render a term, with the witness's cell of the matrix.
pub fn renderings<'a>(
    sheet: Sheet<'a>,
    index: usize,
    number: usize,
) -> impl Iterator<Item = (RenderingView<'a>, Vec<annotate::Place>)> {
    let term = &sheet.edition().terms[number];
    let cells = sheet.found(index).matrix.of_term(number);
    cells.flat_map(move |((_, witness), cell)| in_cell(sheet, index, (term, witness), cell))
}

fn in_cell<'a>(
    sheet: Sheet<'a>,
    index: usize,
    (term, witness): (&'a Term, usize),
    cell: Cell<'a>,
) -> impl Iterator<Item = (RenderingView<'a>, Vec<annotate::Place>)> {
    let document = sheet.document(index);
    let owner = &document.witnesses[witness];
    cell.forms().filter_map(move |(form, places)| {
        let form = form.and_then(|form| term.forms.get(form));
        // Several occurrences of the source may be rendered at one place, which counts once.
        let unique: BTreeSet<annotate::Place> = places.iter().copied().collect();
        let places: Vec<annotate::Place> = unique.into_iter().collect();
        let marked = || {
            let place = *places.first()?;
            let occurrence = sheet.found(index).occurrences.get(place)?;
            let reading = &document.segments[place.segment()].readings[witness];
            reading.text()?.raw.get(occurrence.range())
        };
        let view = RenderingView {
            document: document.id.as_str(),
            witness: sheet.witness_ref(owner),
            lang: owner.lang.as_str(),
            text: form.map(|form| form.text.as_str()).or_else(marked)?,
            status: form.map_or(RenderingStatus::Accepted, |form| form.status).as_str(),
            count: places.len(),
            note: form.map(|form| sheet.words(&form.note)).unwrap_or_default(),
            places: Vec::new(),
        };
        Some((view, places))
    })
}
