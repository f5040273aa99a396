//! Pictures that links are shown with elsewhere.

use crate::model::Picture;
use crate::render::book::Book;
use crate::render::url;

use std::sync::Arc;

/// The path of a picture in the site; `folder` is that of its document, or empty.
#[must_use]
pub fn path(folder: &str, picture: &Picture) -> String {
    let slash = if folder.is_empty() { "" } else { "/" };
    url::hashed(&format!("{folder}{slash}card.png"), &picture.bytes)
}

/// All pictures by path.
pub fn files(book: &Book) -> Vec<(String, Arc<[u8]>)> {
    let whole = book.edition.site.card.iter().map(|picture| ("", picture));
    let documents = book.edition.documents.iter();
    let documents = documents.filter_map(|d| Some((d.id.as_str(), d.card.as_ref()?)));
    let file =
        |(folder, picture): (&str, &Picture)| (path(folder, picture), Arc::clone(&picture.bytes));
    whole.chain(documents).map(file).collect()
}
