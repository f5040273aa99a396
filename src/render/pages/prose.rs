//! A page of prose.

use crate::render::publish::cite;
use crate::render::publish::cite::Citations;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::Html;
use crate::render::view::Prose;
use crate::render::view::ProsePart;
use crate::render::view::Words;

use serde::Serialize;

/// Name of the page that says how to cite.
const CITE: &str = "cite";

/// What `page.html` gets.
#[derive(Debug, Serialize)]
pub struct ProsePage<'a> {
    name: &'a str,
    title: Words<'a>,
    body: Prose<'a>,
    contents: Vec<Contents<'a>>,
    /// On the page that says how to cite: references to the edition, then to each document.
    references: Vec<Reference<'a>>,
}

#[derive(Debug, Serialize)]
struct Reference<'a> {
    title: Words<'a>,
    url: String,
    citations: Vec<Citations<'a>>,
}

#[derive(Debug, Serialize)]
struct Contents<'a> {
    lang: &'a str,
    entries: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    level: u8,
    url: String,
    text: String,
}

/// Makes the view of a page by its index in the edition.
#[must_use]
pub fn view(sheet: Sheet<'_>, index: usize) -> ProsePage<'_> {
    let page = &sheet.edition().pages[index];
    let mut body = Vec::new();
    let mut contents = Vec::new();
    for word in sheet.words(&page.body) {
        let rendered = sheet.markdown(word.lang, word.text);
        let entries = rendered.headings.into_iter().map(|heading| Entry {
            level: heading.level,
            url: url::fragment(&heading.id),
            text: heading.text,
        });
        contents.push(Contents { lang: word.lang, entries: entries.collect() });
        body.push(ProsePart { lang: word.lang, html: Html(rendered.html) });
    }
    let references = if page.name == CITE { references(sheet) } else { Vec::new() };
    ProsePage { name: &page.name, title: sheet.words(&page.title), body, contents, references }
}

fn references(sheet: Sheet<'_>) -> Vec<Reference<'_>> {
    let edition = Reference {
        title: sheet.words(&sheet.edition().site.title),
        url: sheet.url(url::HOME),
        citations: cite::of(sheet, None),
    };
    let document = |index: usize| {
        let named = sheet.document_ref(index);
        Reference { title: named.title, url: named.url, citations: cite::of(sheet, Some(index)) }
    };
    let documents = (0..sheet.edition().documents.len()).map(document);
    std::iter::once(edition).chain(documents).collect()
}
