//! Old addresses: where what had another id stands now.

use crate::model::AliasKind;
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
        let document = alias.document.map(|index| book.edition.documents[index].id.as_str());
        match (alias.kind, document) {
            (AliasKind::Document, _) => {
                moved.page(url::folder(from), url::folder(to));
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
            (AliasKind::Witness, Some(document)) => {
                moved.anchor(
                    &sources(book, document),
                    [to, from].map(|id| url::witness(document, id)),
                );
            }
            (AliasKind::Segment, Some(document)) => {
                moved.anchor(&url::folder(document), [to, from].map(str::to_owned));
            }
            (AliasKind::Division, Some(document)) => {
                moved.anchor(&url::folder(document), [to, from].map(url::division));
            }
            (AliasKind::Note, Some(document)) => {
                moved.anchor(&url::folder(document), [to, from].map(url::note));
                let listed = |id: &str| url::note(&format!("{document}-{id}"));
                moved.anchor(url::NOTES, [to, from].map(listed));
            }
            _ => {}
        }
    }
    moved.pages.sort();
    moved
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

    fn anchor(&mut self, page: &str, [now, before]: [String; 2]) {
        self.anchors.entry(page.to_owned()).or_default().push((now, before));
    }
}
