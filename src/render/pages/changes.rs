//! What was changed in the edition, version by version.

use crate::render::publish::changes;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::DocumentRef;
use crate::render::view::Prose;

use serde::Serialize;

/// What `changes.html` gets.
#[derive(Debug, Serialize)]
pub struct ChangesPage<'a> {
    changes: Vec<ChangeView<'a>>,
    feed: Option<String>,
}

#[derive(Debug, Serialize)]
struct ChangeView<'a> {
    dom_id: String,
    version: &'a str,
    date: String,
    text: Prose<'a>,
    documents: Vec<DocumentRef<'a>>,
}

/// Makes the view.
#[must_use]
pub fn view(sheet: Sheet<'_>) -> ChangesPage<'_> {
    let site = &sheet.edition().site;
    let changes = site.changes.iter().zip(changes::anchors(site));
    let changes = changes.map(|(change, dom_id)| ChangeView {
        dom_id,
        version: &change.version,
        date: change.date.to_string(),
        text: sheet.prose(&change.text),
        documents: change.documents.iter().map(|&index| sheet.document_ref(index)).collect(),
    });
    let feed = site.base_url.as_ref().map(|_| sheet.url(url::FEED));
    ChangesPage { changes: changes.collect(), feed }
}
