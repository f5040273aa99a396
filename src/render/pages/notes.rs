//! All notes of the edition by kind, then in the order of documents and texts, in pages.

use crate::model::NoteKind;
use crate::render::book::Book;
use crate::render::pager;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::DocumentRef;
use crate::render::view::NoteView;
use crate::render::view::Pager;

use serde::Serialize;

/// The kinds in the order of the page: what is wrong in a text first.
const KINDS: [NoteKind; 4] =
    [NoteKind::Correction, NoteKind::Translation, NoteKind::Textual, NoteKind::Editorial];

/// What `notes.html` gets.
#[derive(Debug, Serialize)]
pub struct Notes<'a> {
    contents: Vec<Entry<'a>>,
    sections: Vec<Section<'a>>,
    total: usize,
    pager: Pager,
}

/// A kind in the list of contents.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    kind: &'static str,
    count: usize,
    url: String,
    documents: Vec<Share<'a>>,
}

/// How many notes of a kind a document has, and where they begin.
#[derive(Debug, Serialize)]
struct Share<'a> {
    document: DocumentRef<'a>,
    count: usize,
    url: String,
}

/// The notes of a kind on this page.
#[derive(Debug, Serialize)]
struct Section<'a> {
    kind: &'static str,
    dom_id: String,
    groups: Vec<Group<'a>>,
}

#[derive(Debug, Serialize)]
struct Group<'a> {
    document: DocumentRef<'a>,
    dom_id: String,
    notes: Vec<NoteView<'a>>,
}

/// How many notes there are.
#[must_use]
pub fn count(book: &Book) -> usize {
    book.edition.documents.iter().map(|document| document.notes.len()).sum()
}

/// Makes the view of one page, from 1.
#[must_use]
pub fn view(sheet: Sheet<'_>, part: usize) -> Notes<'_> {
    let all = ordered(sheet);
    Notes {
        contents: contents(sheet, &all),
        sections: sections(sheet, &all[pager::entries(part, all.len())]),
        total: all.len(),
        pager: pager::pager(sheet, url::NOTES, part, all.len()),
    }
}

/// Every note as kind, document and index, in the order of the pages.
fn ordered(sheet: Sheet<'_>) -> Vec<(NoteKind, usize, usize)> {
    let documents = &sheet.edition().documents;
    let mut all = Vec::new();
    for kind in KINDS {
        for (index, document) in documents.iter().enumerate() {
            let notes = sheet.book.tables(index).notes.iter().copied();
            let own = notes.filter(|&note| document.notes[note].kind == kind);
            all.extend(own.map(|note| (kind, index, note)));
        }
    }
    all
}

fn contents<'a>(sheet: Sheet<'a>, all: &[(NoteKind, usize, usize)]) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for run in all.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (kind, document, _) = run[0];
        let at = all.partition_point(|&(k, d, _)| place(k, d) < place(kind, document));
        let path = url::part(url::NOTES, pager::part_of(at));
        if entries.last().is_none_or(|entry| entry.kind != kind.as_str()) {
            let url = sheet.url_to(&path, &section_id(kind));
            entries.push(Entry { kind: kind.as_str(), count: 0, url, documents: Vec::new() });
        }
        if let Some(entry) = entries.last_mut() {
            let url = sheet.url_to(&path, &group_id(sheet, kind, document));
            entry.count += run.len();
            let document = sheet.document_ref(document);
            entry.documents.push(Share { document, count: run.len(), url });
        }
    }
    entries
}

fn place(kind: NoteKind, document: usize) -> (usize, usize) {
    (KINDS.iter().position(|k| *k == kind).unwrap_or(KINDS.len()), document)
}

fn section_id(kind: NoteKind) -> String {
    format!("kind-{}", kind.as_str())
}

fn group_id(sheet: Sheet<'_>, kind: NoteKind, document: usize) -> String {
    format!("{}-{}", section_id(kind), sheet.document(document).id)
}

fn sections<'a>(sheet: Sheet<'a>, notes: &[(NoteKind, usize, usize)]) -> Vec<Section<'a>> {
    let section = |of_kind: &[(NoteKind, usize, usize)]| {
        let kind = of_kind[0].0;
        let group = |run: &[(NoteKind, usize, usize)]| Group {
            document: sheet.document_ref(run[0].1),
            dom_id: group_id(sheet, kind, run[0].1),
            notes: run.iter().map(|&(_, document, index)| note(sheet, document, index)).collect(),
        };
        Section {
            kind: kind.as_str(),
            dom_id: section_id(kind),
            groups: of_kind.chunk_by(|a, b| a.1 == b.1).map(group).collect(),
        }
    };
    notes.chunk_by(|a, b| a.0 == b.0).map(section).collect()
}

fn note(sheet: Sheet<'_>, document: usize, index: usize) -> NoteView<'_> {
    let mut view = sheet.note(document, index);
    // Notes are named within their document; this page holds those of all.
    view.dom_id = url::note(&format!("{}-{}", sheet.document(document).id, view.id));
    view.back = view.segment_url.clone();
    view
}
