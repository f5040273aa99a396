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
    file: &'a str,
    url: String,
    media_type: &'static str,
    bytes: usize,
    size: String,
    witnesses: Vec<WitnessRef<'a>>,
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

/// Makes the view of one page, from 1. The files of the edition as a whole are on the first.
#[must_use]
pub fn view(sheet: Sheet<'_>, part: usize) -> DownloadsPage<'_> {
    let all = &sheet.book.downloads;
    let of = |document: Option<usize>| {
        let files = all.of(document).map(|(place, download)| file(sheet, place, download));
        files.collect::<Vec<_>>()
    };
    let group = |index: usize| Group {
        document: sheet.document_ref(index),
        files: of(Some(index)),
        lacking: lacking(sheet, index),
    };
    let count = sheet.edition().documents.len();
    let listed = documents_on(sheet.book, part).map(group);
    DownloadsPage {
        edition: if part == 1 { of(None) } else { Vec::new() },
        documents: listed.filter(|group| !group.files.is_empty()).collect(),
        total: all.len(),
        pager: pager::pager_of(DOCUMENTS, sheet, url::DOWNLOADS, (part, count)),
    }
}

fn file<'a>(sheet: Sheet<'a>, place: usize, download: &'a Download) -> FileView<'a> {
    let witnesses = download.document.map(|document| &sheet.document(document).witnesses);
    let named = |&index: &usize| witnesses.and_then(|all| all.get(index));
    let bytes = sheet.book.downloads.size(place);
    FileView {
        key: download.key,
        name: download.name,
        file: download.path.rsplit('/').next().unwrap_or(&download.path),
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
