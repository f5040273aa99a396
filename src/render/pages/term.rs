//! The page of a term: forms, gloss, renderings by witness, concordance in aligned rows.

use crate::model::Form;
use crate::render::markup::Kind;
use crate::render::markup::Mark;
use crate::render::pager;
use crate::render::pages::place;
use crate::render::pages::uses;
use crate::render::pages::uses::Crossing;
use crate::render::pages::uses::Use;
use crate::render::sheet::Sheet;
use crate::render::sheet::reading_html;
use crate::render::url;
use crate::render::view;
use crate::render::view::CellView;
use crate::render::view::DocumentRef;
use crate::render::view::Headword;
use crate::render::view::Pager;
use crate::render::view::Prose;
use crate::render::view::ReadingView;
use crate::render::view::TermLine;
use crate::render::view::WitnessRef;
use crate::render::view::Words;

use serde::Serialize;

use std::collections::BTreeSet;

/// What `term.html` gets.
#[derive(Debug, Serialize)]
pub struct TermPage<'a> {
    term: TermView<'a>,
    uses: Vec<Use<'a>>,
    links: Vec<Crossing<'a>>,
    concordance: Vec<Group<'a>>,
    total: usize,
    pager: Pager,
}

#[derive(Debug, Serialize)]
struct TermView<'a> {
    id: &'a str,
    kind: &'static str,
    theme: ThemeView<'a>,
    headwords: Vec<Headword<'a>>,
    forms: Vec<FormView<'a>>,
    gloss: Prose<'a>,
    attested: bool,
    source: Option<&'a str>,
    source_url: Option<String>,
    see: Vec<TermLine<'a>>,
    seen_from: Vec<TermLine<'a>>,
    nested_in: Vec<TermLine<'a>>,
}

#[derive(Debug, Serialize)]
struct ThemeView<'a> {
    id: &'a str,
    title: Words<'a>,
}

#[derive(Debug, Serialize)]
struct FormView<'a> {
    lang: &'a str,
    text: &'a str,
    status: &'static str,
    witness: Option<WitnessRef<'a>>,
    document: Option<&'a str>,
    note: Words<'a>,
}

#[derive(Debug, Serialize)]
struct Group<'a> {
    document: DocumentRef<'a>,
    total: usize,
    rows: Vec<ConcordanceRow<'a>>,
}

#[derive(Debug, Serialize)]
struct ConcordanceRow<'a> {
    number: String,
    url: String,
    segments: Vec<&'a str>,
    heading: Words<'a>,
    cells: Vec<CellView<'a, WitnessRef<'a>>>,
}

/// Makes the view of one part (from 1) of a term's page.
#[must_use]
pub fn view(sheet: Sheet<'_>, index: usize, part: usize) -> TermPage<'_> {
    let places = sheet.book.annotations.terms.get(index);
    let path = url::term(sheet.edition().terms[index].id.as_str());
    TermPage {
        term: term(sheet, index),
        uses: uses::uses(sheet, index),
        links: uses::crossings(sheet, index),
        concordance: concordance(sheet, index, part),
        total: places.map_or(0, |places| places.occurrences),
        pager: pager::pager(sheet, &path, part, sheet.book.concordance_rows(index)),
    }
}

fn term(sheet: Sheet<'_>, index: usize) -> TermView<'_> {
    let edition = sheet.edition();
    let term = &edition.terms[index];
    let theme = &edition.themes[term.theme];
    let lines = |terms: &[usize]| terms.iter().map(|&other| sheet.term_line(other)).collect();
    let seen_from = sheet.book.seen_from.get(&index);
    TermView {
        id: term.id.as_str(),
        kind: term.kind.as_str(),
        theme: ThemeView { id: &theme.id, title: sheet.words(&theme.title) },
        headwords: sheet.headwords(term),
        forms: term.forms.iter().map(|form| form_view(sheet, form)).collect(),
        gloss: sheet.prose(&term.gloss),
        attested: term.attested,
        source: term.source.as_deref(),
        source_url: term.source.as_deref().and_then(url::external),
        see: lines(&term.see),
        seen_from: lines(seen_from.map_or(&[], Vec::as_slice)),
        nested_in: lines(&nested_in(sheet, index)),
    }
}

fn form_view<'a>(sheet: Sheet<'a>, form: &'a Form) -> FormView<'a> {
    let only = form.only_in.map(|(document, witness)| {
        let document = sheet.document(document);
        (document.id.as_str(), sheet.witness_ref(&document.witnesses[witness]))
    });
    FormView {
        lang: form.lang.as_str(),
        text: &form.text,
        status: form.status.as_str(),
        document: only.as_ref().map(|(document, _)| *document),
        witness: only.map(|(_, witness)| witness),
        note: sheet.words(&form.note),
    }
}

/// Longer terms within which this one stands somewhere.
fn nested_in(sheet: Sheet<'_>, index: usize) -> Vec<usize> {
    let documents = &sheet.book.annotations.documents;
    let mut longer = BTreeSet::new();
    for found in documents {
        let places = found.nested.places(index).iter();
        longer.extend(places.filter_map(|&p| found.occurrences.get(p)).map(|o| o.term()));
    }
    longer.remove(&index);
    longer.into_iter().collect()
}

fn concordance(sheet: Sheet<'_>, index: usize, part: usize) -> Vec<Group<'_>> {
    let mut groups: Vec<(usize, Group<'_>)> = Vec::new();
    let here = pager::entries(part, sheet.book.concordance_rows(index));
    let rows = sheet.book.concordance(index).skip(here.start);
    for (document, row) in rows.take(here.len()) {
        if groups.last().is_none_or(|(last, _)| *last != document) {
            let total = sheet.found(document).concordance.places(index).len();
            let group = Group { document: sheet.document_ref(document), total, rows: Vec::new() };
            groups.push((document, group));
        }
        if let Some((_, group)) = groups.last_mut() {
            group.rows.push(concordance_row(sheet, index, (document, row)));
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn concordance_row(
    sheet: Sheet<'_>,
    index: usize,
    (document, row): (usize, usize),
) -> ConcordanceRow<'_> {
    let owner = sheet.document(document);
    let segments: Vec<usize> = sheet.found(document).rows.segments(row).collect();
    let first = segments.first().copied().unwrap_or_default();
    let cells = (0..owner.witnesses.len())
        .map(|witness| cell(sheet, index, (document, witness), &segments))
        .collect();
    ConcordanceRow {
        number: sheet.number(document, first),
        url: sheet.segment_url(document, first),
        segments: segments.iter().map(|&segment| owner.segments[segment].id.as_str()).collect(),
        heading: place::heading(sheet, document, first),
        cells,
    }
}

fn cell<'a>(
    sheet: Sheet<'a>,
    index: usize,
    (document, number): (usize, usize),
    segments: &[usize],
) -> CellView<'a, WitnessRef<'a>> {
    let owner = sheet.document(document);
    let witness = &owner.witnesses[number];
    let reading = |(n, &segment): (usize, &usize)| {
        let found = sheet.found(document).occurrences.in_reading(segment, number).iter();
        let hits: Vec<Mark<'_>> = found
            .filter(|occurrence| occurrence.term() == index)
            .map(|occurrence| Mark { range: occurrence.range(), kind: Kind::Hit })
            .collect();
        let unit = &owner.segments[segment];
        let (html, absent) = reading_html(&unit.readings[number], &hits);
        ReadingView { segment: unit.id.as_str(), n: n + 1, html, absent }
    };
    let readings: Vec<ReadingView<'a>> = segments.iter().enumerate().map(reading).collect();
    CellView {
        witness: sheet.witness_ref(witness),
        lang: witness.lang.as_str(),
        primary: witness.lang.primary(),
        role: view::role(witness.role),
        shown: sheet.book.tables(document).shown[number],
        separator: witness.lang.separator(),
        empty: readings.iter().all(|reading| reading.absent.is_some()),
        readings,
    }
}
