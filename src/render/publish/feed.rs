//! The feed of changes to the edition, in Atom.

use crate::model::Change;
use crate::model::Date;
use crate::render::book::Book;
use crate::render::markup;
use crate::render::publish::changes;
use crate::render::sheet::Sheet;
use crate::render::url;

use quick_xml::Writer;
use quick_xml::events::BytesDecl;
use quick_xml::events::BytesText;
use quick_xml::events::Event;

use std::io;
use std::sync::Arc;

/// Most entries: readers of feeds want the newest.
const MOST: usize = 30;

type Xml = Writer<Vec<u8>>;

/// The feed, with its path; nothing where the site has no address or tells of no change.
#[must_use]
pub fn file(book: &Arc<Book>) -> Option<(String, Vec<u8>)> {
    let site = &book.edition.site;
    let base = site.base_url.as_deref()?;
    let newest = site.changes.first()?;
    let mut writer = Writer::new(Vec::new());
    // Writing to memory does not fail.
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).ok();
    let lang = site.languages.first().map_or("und", |lang| lang.as_str());
    let feed = writer.create_element("feed").with_attributes([
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xml:lang", lang),
        ("xml:base", base),
    ]);
    feed.write_inner_content(|writer| {
        head(writer, book, base, newest)?;
        let anchors = changes::anchors(site);
        let entries = site.changes.iter().zip(&anchors).take(MOST);
        entries.into_iter().try_for_each(|(change, anchor)| entry(writer, book, change, anchor))
    })
    .ok();
    Some((url::FEED.to_owned(), writer.into_inner()))
}

fn head(writer: &mut Xml, book: &Arc<Book>, base: &str, newest: &Change) -> io::Result<()> {
    let sheet = Sheet { book, path: url::FEED };
    let title = title(sheet);
    leaf(writer, "id", &url::canonical(base, url::FEED))?;
    leaf(writer, "title", &title)?;
    leaf(writer, "updated", &moment(newest.date))?;
    link(writer, "self", &url::canonical(base, url::FEED))?;
    link(writer, "alternate", &url::canonical(base, url::CHANGES))?;
    let author = writer.create_element("author");
    author.write_inner_content(|writer| leaf(writer, "name", &title))?;
    Ok(())
}

fn entry(writer: &mut Xml, book: &Arc<Book>, change: &Change, anchor: &str) -> io::Result<()> {
    let sheet = Sheet { book, path: url::FEED };
    let base = book.edition.site.base_url.as_deref().unwrap_or_default();
    let address = format!("{}#{anchor}", url::canonical(base, url::CHANGES));
    let parts = sheet.prose(&change.text);
    let blocks = parts.iter().map(|part| (part.lang, part.html.0.as_str()));
    let content = markup::blocks(blocks, false);
    writer.create_element("entry").write_inner_content(|writer| {
        leaf(writer, "id", &address)?;
        leaf(writer, "title", &format!("{} {}", title(sheet), change.version))?;
        leaf(writer, "updated", &moment(change.date))?;
        link(writer, "alternate", &address)?;
        for &document in &change.documents {
            let path = url::folder(sheet.document(document).id.as_str());
            link(writer, "related", &url::canonical(base, &path))?;
        }
        let element = writer.create_element("content").with_attribute(("type", "html"));
        element.write_text_content(BytesText::new(&content))?;
        Ok(())
    })?;
    Ok(())
}

fn title(sheet: Sheet<'_>) -> String {
    let words = sheet.words(&sheet.edition().site.title);
    words.iter().map(|word| word.text).collect::<Vec<_>>().join(" · ")
}

/// A day as a moment: feeds know no dates without a time.
fn moment(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

fn leaf(writer: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

fn link(writer: &mut Xml, relation: &str, address: &str) -> io::Result<()> {
    let link = writer.create_element("link");
    link.with_attributes([("rel", relation), ("href", address)]).write_empty()?;
    Ok(())
}
