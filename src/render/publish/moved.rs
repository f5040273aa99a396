//! Old addresses: where what had another id stands now.

use crate::model::AliasKind;
use crate::model::Document;
use crate::model::parts;
use crate::render::book::Book;
use crate::render::pager;
use crate::render::url;

use std::collections::BTreeMap;

/// What has moved.
#[derive(Debug, Default)]
pub struct Moved {
    /// Path of a page that has gone → the page in its place, sorted.
    pub pages: Vec<(String, String)>,
    /// Path of a page → `id`s on it, each with an `id` that leads there too.
    pub anchors: BTreeMap<String, Vec<(String, String)>>,
}

/// All that the aliases of an edition say.
#[must_use]
pub fn of(book: &Book) -> Moved {
    let mut moved = Moved::default();
    for alias in &book.edition.aliases {
        let (from, to) = (alias.from.as_str(), alias.to.as_str());
        let owner = alias.document.map(|index| &book.edition.documents[index]);
        match (alias.kind, owner) {
            (AliasKind::Document, _) => {
                moved.page(url::folder(from), url::folder(to));
                moved.parts(book, [from, to]);
                for witness in witnesses(book, to) {
                    moved
                        .anchor(&sources(book, to), [to, from].map(|id| url::witness(id, witness)));
                }
            }
            (AliasKind::Page, _) => moved.page(url::folder(from), url::folder(to)),
            (AliasKind::Term, _) if book.has(url::TERMS) => {
                moved.page(url::term(from), url::term(to));
            }
            (AliasKind::Target, _) => moved.anchor(url::TARGETS, [to, from].map(url::target)),
            (AliasKind::Link, _) => moved.anchor(url::COMPARE, [to, from].map(url::link)),
            (AliasKind::Witness, Some(owner)) => {
                let document = owner.id.as_str();
                moved.anchor(
                    &sources(book, document),
                    [to, from].map(|id| url::witness(document, id)),
                );
            }
            (AliasKind::Segment, Some(owner)) => {
                moved.anchor(&page(owner, owner.segment(to)), [to, from].map(str::to_owned));
            }
            (AliasKind::Division, Some(owner)) => moved.division(owner, [from, to]),
            (AliasKind::Note, Some(owner)) => {
                let note = owner.notes.iter().find(|note| note.id.as_str() == to);
                let here = page(owner, note.map(|note| note.at.segment));
                moved.anchor(&here, [to, from].map(url::note));
                let listed = |id: &str| url::note(&format!("{}-{id}", owner.id));
                moved.anchor(url::NOTES, [to, from].map(listed));
            }
            _ => {}
        }
    }
    moved.pages.sort();
    moved
}

/// The page on which a segment of a document stands; the first one where there is no such segment.
fn page(document: &Document, segment: Option<usize>) -> String {
    url::reader(document, segment.map_or(0, |segment| document.part_of(segment)))
}

/// The path of the page that tells where the texts of a document come from.
fn sources(book: &Book, document: &str) -> String {
    let place = book.edition.documents.iter().position(|d| d.id.as_str() == document);
    pager::sources(place.unwrap_or_default())
}

fn witnesses<'a>(book: &'a Book, document: &str) -> Vec<&'a str> {
    let documents = book.edition.documents.iter().filter(|d| d.id.as_str() == document);
    documents.flat_map(|d| &d.witnesses).map(|witness| witness.id.as_str()).collect()
}

impl Moved {
    fn page(&mut self, from: String, to: String) {
        self.pages.push((from, to));
    }

    /// The pages of the parts of a document that has another id.
    fn parts(&mut self, book: &Book, [from, to]: [&str; 2]) {
        let Some(owner) = book.edition.documents.iter().find(|d| d.id.as_str() == to) else {
            return;
        };
        for part in 1..owner.part_count() {
            let Some(division) = owner.beginning(part) else { continue };
            let before = parts::folder(from, owner.divisions[division].id.as_str());
            self.page(url::folder(&before), url::reader(owner, part));
        }
    }

    /// A division that has another id; in a divided document it may have begun a page.
    fn division(&mut self, owner: &Document, [from, to]: [&str; 2]) {
        let place = owner.divisions.iter().position(|division| division.id.as_str() == to);
        let part = place.map_or(0, |place| owner.part_of_division(place));
        self.anchor(&url::reader(owner, part), [to, from].map(url::division));
        if owner.is_divided() {
            let before = parts::folder(owner.id.as_str(), from);
            self.page(url::folder(&before), url::reader(owner, part));
        }
    }

    fn anchor(&mut self, page: &str, [now, before]: [String; 2]) {
        self.anchors.entry(page.to_owned()).or_default().push((now, before));
    }
}
