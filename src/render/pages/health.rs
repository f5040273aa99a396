//! The health of the edition: how much is aligned, matched, annotated and proved.

use crate::annotate::Cell;
use crate::model::Absence;
use crate::model::Document;
use crate::model::Ground;
use crate::model::NoteKind;
use crate::model::RenderingStatus;
use crate::render::book::Book;
use crate::render::pager;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::DocumentRef;
use crate::render::view::Pager;
use crate::render::view::WitnessRef;

use serde::Serialize;

use std::collections::BTreeMap;

/// Documents on one page.
const DOCUMENTS: usize = 100;

/// What `health.html` gets.
#[derive(Debug, Serialize)]
pub struct Health<'a> {
    documents: Vec<Part<'a>>,
    terms: usize,
    occurring: usize,
    anchors: usize,
    links: usize,
    gaps: usize,
    sum: Sum,
    pager: Pager,
}

/// The figures of all documents together; shares in hundredths, cut off.
#[derive(Debug, Default, Serialize)]
struct Sum {
    segments: usize,
    complete: usize,
    aligned: usize,
    readings: usize,
    proved: usize,
    checked: usize,
    /// Occurrences in sources whose rendering was sought.
    sought: usize,
    matched: usize,
    rate: usize,
}

#[derive(Debug, Serialize)]
struct Part<'a> {
    document: DocumentRef<'a>,
    rows: usize,
    segments: usize,
    complete: usize,
    variants: usize,
    targets: usize,
    anchors: usize,
    notes: Vec<Count>,
    witnesses: Vec<Line<'a>>,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    witness: WitnessRef<'a>,
    present: usize,
    percent: usize,
    absent: Vec<Count>,
    occurrences: usize,
    matched: usize,
    unmatched: usize,
    discouraged: usize,
    seed: Option<&'a str>,
}

/// How many there are of a kind.
#[derive(Debug, Serialize)]
struct Count {
    kind: &'static str,
    count: usize,
}

/// How many pages there are.
#[must_use]
pub fn pages(book: &Book) -> usize {
    pager::pages_of(DOCUMENTS, book.edition.documents.len())
}

/// Makes the view of one page, from 1. The sums are those of all documents.
#[must_use]
pub fn view(sheet: Sheet<'_>, number: usize) -> Health<'_> {
    let edition = sheet.edition();
    let count = edition.documents.len();
    let listed = pager::entries_of(DOCUMENTS, number, count);
    let anchored = edition.documents.iter().map(|document| anchors(document)).sum::<usize>();
    let between = edition.links.len() * 2 + edition.gaps.len();
    let terms = &sheet.book.annotations.terms;
    Health {
        terms: edition.terms.len(),
        occurring: terms.iter().filter(|term| term.occurrences + term.nested > 0).count(),
        anchors: anchored + between,
        links: edition.links.len(),
        gaps: edition.gaps.len(),
        sum: sum(sheet),
        documents: listed.map(|index| part(sheet, index)).collect(),
        pager: pager::pager_of(DOCUMENTS, sheet, url::HEALTH, (number, count)),
    }
}

fn sum(sheet: Sheet<'_>) -> Sum {
    let share = |part: usize, whole: usize| (part * 100).checked_div(whole).unwrap_or(100);
    let [mut segments, mut complete, mut readings, mut proved] = [0; 4];
    let [mut matched, mut sought] = [0; 2];
    for (document, found) in sheet.edition().documents.iter().zip(&sheet.book.annotations.documents)
    {
        segments += found.figures.segments;
        complete += found.figures.complete;
        for (witness, figures) in document.witnesses.iter().zip(&found.figures.witnesses) {
            readings += figures.present;
            proved += if witness.seed.is_some() { figures.present } else { 0 };
            matched += figures.matched;
            sought += figures.matched + figures.unmatched;
        }
    }
    Sum {
        segments,
        complete,
        aligned: share(complete, segments),
        readings,
        proved,
        checked: share(proved, readings),
        sought,
        matched,
        rate: share(matched, sought),
    }
}

fn part(sheet: Sheet<'_>, index: usize) -> Part<'_> {
    let document = sheet.document(index);
    let found = sheet.found(index);
    Part {
        document: sheet.document_ref(index),
        rows: found.figures.rows,
        segments: found.figures.segments,
        complete: found.figures.complete,
        variants: found.variants.len(),
        targets: document.targets.len(),
        anchors: anchors(document),
        notes: notes(sheet, index),
        witnesses: (0..document.witnesses.len()).map(|w| line(sheet, index, w)).collect(),
    }
}

/// How many words of a document its notes and targets quote.
fn anchors(document: &Document) -> usize {
    let measures = document.targets.iter().flat_map(|target| &target.measures);
    let numbers = measures.filter(|measure| matches!(measure.ground, Ground::Anchor(_))).count();
    let natures = document.targets.iter().filter(|target| target.nature_at.is_some()).count();
    document.notes.len() + numbers + natures
}

fn notes(sheet: Sheet<'_>, index: usize) -> Vec<Count> {
    let mut kinds: BTreeMap<&'static str, usize> = BTreeMap::new();
    for note in &sheet.document(index).notes {
        *kinds.entry(NoteKind::as_str(note.kind)).or_default() += 1;
    }
    kinds.into_iter().map(|(kind, count)| Count { kind, count }).collect()
}

fn line(sheet: Sheet<'_>, index: usize, number: usize) -> Line<'_> {
    let document = sheet.document(index);
    let witness = &document.witnesses[number];
    let figures = &sheet.found(index).figures.witnesses[number];
    let absent = Absence::ALL.iter().zip(figures.absent);
    let absent = absent.filter(|(_, count)| *count > 0);
    let segments = document.segments.len().max(1);
    Line {
        witness: sheet.witness_ref(witness),
        present: figures.present,
        percent: figures.present * 100 / segments,
        absent: absent.map(|(kind, count)| Count { kind: kind.as_str(), count }).collect(),
        occurrences: figures.occurrences,
        matched: figures.matched,
        unmatched: figures.unmatched,
        discouraged: discouraged(sheet, index, number),
        seed: witness.seed.as_deref(),
    }
}

/// Occurrences of forms that mislead or are wrong.
fn discouraged(sheet: Sheet<'_>, index: usize, witness: usize) -> usize {
    let terms = &sheet.edition().terms;
    let cells = sheet.found(index).matrix.iter().filter(|((_, w), _)| *w == witness);
    let count = |((term, _), cell): ((usize, usize), Cell<'_>)| {
        let bad = |form: Option<usize>| {
            let form = form.and_then(|form| terms[term].forms.get(form));
            let status = form.map(|form| form.status);
            matches!(status, Some(RenderingStatus::Misleading | RenderingStatus::Wrong))
        };
        let forms = cell.forms().filter(|(form, _)| bad(*form));
        forms.map(|(_, places)| places.len()).sum::<usize>()
    };
    cells.map(count).sum()
}
