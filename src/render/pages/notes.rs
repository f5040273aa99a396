//! All notes of the edition.

use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::DocumentRef;
use crate::render::view::NoteView;

use serde::Serialize;

/// What `notes.html` gets.
#[derive(Debug, Serialize)]
pub struct Notes<'a> {
    documents: Vec<Group<'a>>,
    total: usize,
}

#[derive(Debug, Serialize)]
struct Group<'a> {
    document: DocumentRef<'a>,
    notes: Vec<NoteView<'a>>,
}

/// Makes the view.
#[must_use]
pub fn view(sheet: Sheet<'_>) -> Notes<'_> {
    let documents = sheet.edition().documents.iter().enumerate();
    let groups = documents.filter(|(_, document)| !document.notes.is_empty());
    let documents: Vec<Group<'_>> = groups.map(|(index, _)| group(sheet, index)).collect();
    Notes { total: documents.iter().map(|group| group.notes.len()).sum(), documents }
}

fn group(sheet: Sheet<'_>, index: usize) -> Group<'_> {
    let id = sheet.document(index).id.as_str();
    let note = |&note: &usize| {
        let mut view = sheet.note(index, note);
        // Notes are named within their document; this page holds those of all.
        view.dom_id = url::note(&format!("{id}-{}", view.id));
        view.back = view.segment_url.clone();
        view
    };
    let notes = sheet.book.documents[index].notes.iter().map(note).collect();
    Group { document: sheet.document_ref(index), notes }
}
