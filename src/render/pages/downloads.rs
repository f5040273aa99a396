//! The list of all files that readers may take away.

use crate::output::Download;
use crate::render::book::Book;
use crate::render::pager;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::DocumentRef;
use crate::render::view::Pager;
use crate::render::view::WitnessRef;

use serde::Serialize;

use std::collections::BTreeSet;
use std::ops::Range;

/// Documents on one page: each has a dozen files or more.
const DOCUMENTS: usize = 24;

/// What `downloads.html` gets.
#[derive(Debug, Serialize)]
pub struct DownloadsPage<'a> {
    edition: Vec<FileView<'a>>,
    documents: Vec<Group<'a>>,
    total: usize,
    pager: Pager,
}

#[derive(Debug, Serialize)]
struct Group<'a> {
    document: DocumentRef<'a>,
    files: Vec<FileView<'a>>,
    lacking: Vec<Reason<'a>>,
}

#[derive(Debug, Serialize)]
struct FileView<'a> {
    key: &'static str,
    name: &'static str,
    file: String,
    url: String,
    media_type: &'static str,
    bytes: usize,
    size: String,
    witnesses: Vec<WitnessRef<'a>>,
    /// The first and the last of the documents in it, where it is one of several parts.
    documents: Vec<DocumentRef<'a>>,
}

/// Formats that a document lacks for one reason.
#[derive(Debug, Serialize)]
struct Reason<'a> {
    reason: &'a str,
    names: Vec<&'static str>,
}

/// How many pages there are.
#[must_use]
pub fn pages(book: &Book) -> usize {
    pager::pages_of(DOCUMENTS, book.edition.documents.len())
}

/// The documents whose files a page, from 1, lists.
#[must_use]
pub fn documents_on(book: &Book, part: usize) -> Range<usize> {
    pager::entries_of(DOCUMENTS, part, book.edition.documents.len())
}

/// The files of the edition as a whole that a page, from 1, lists, with their places: the first page
/// has those of which there is one, and each the parts in which its documents are, so that no page
/// grows with the edition.
#[must_use]
pub fn whole_on(book: &Book, part: usize) -> Vec<(usize, Download)> {
    let here = documents_on(book, part);
    let is_here = |download: &Download| match &download.documents {
        Some(documents) => documents.start < here.end && here.start < documents.end,
        None => part == 1,
    };
    let mut files: Vec<_> = book.downloads.of(None).filter(|(_, file)| is_here(file)).collect();
    // By path the tenth part would come before the second.
    files.sort_by_key(|(_, file)| file.documents.as_ref().map(|documents| documents.start));
    files
}

/// Makes the view of one page, from 1.
#[must_use]
pub fn view(sheet: Sheet<'_>, part: usize) -> DownloadsPage<'_> {
    let all = &sheet.book.downloads;
    let view = |(place, download)| file(sheet, place, download);
    let group = |index: usize| Group {
        document: sheet.document_ref(index),
        files: all.of(Some(index)).map(view).collect(),
        lacking: lacking(sheet, index),
    };
    let count = sheet.edition().documents.len();
    let listed = documents_on(sheet.book, part).map(group);
    DownloadsPage {
        edition: whole_on(sheet.book, part).into_iter().map(view).collect(),
        documents: listed.filter(|group| !group.files.is_empty()).collect(),
        total: all.len(),
        pager: pager::pager_of(DOCUMENTS, sheet, url::DOWNLOADS, (part, count)),
    }
}

fn file(sheet: Sheet<'_>, place: usize, download: Download) -> FileView<'_> {
    let witnesses = download.document.map(|document| &sheet.document(document).witnesses);
    let named = |&index: &usize| witnesses.and_then(|all| all.get(index));
    let bytes = sheet.book.downloads.size(place);
    let ends = download.documents.iter().flat_map(|all| {
        let last = Some(all.end - 1).filter(|last| *last > all.start);
        [Some(all.start), last].into_iter().flatten()
    });
    FileView {
        key: download.key,
        name: download.name,
        file: download.path.rsplit('/').next().unwrap_or_default().to_owned(),
        url: sheet.url(&download.path),
        media_type: download.media_type,
        bytes,
        size: rounded(bytes),
        witnesses: download
            .witnesses
            .iter()
            .filter_map(named)
            .map(|w| sheet.witness_ref(w))
            .collect(),
        documents: ends.map(|document| sheet.document_ref(document)).collect(),
    }
}

fn lacking(sheet: Sheet<'_>, document: usize) -> Vec<Reason<'_>> {
    let all = sheet.book.downloads.lacking_of(document);
    let reasons: BTreeSet<&str> = all.iter().map(|lacking| lacking.reason).collect();
    let names = |reason: &str| {
        all.iter().filter(|lacking| lacking.reason == reason).map(|lacking| lacking.name).collect()
    };
    reasons.into_iter().map(|reason| Reason { reason, names: names(reason) }).collect()
}

/// A size for people: `812 B`, `14 kB`, `1.2 MB`.
fn rounded(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_for_people() {
        assert_eq!(
            [rounded(812), rounded(13_020), rounded(1_250_000)],
            ["812 B", "14 kB", "1.2 MB"]
        );
    }
}
