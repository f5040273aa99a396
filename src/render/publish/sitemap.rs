//! The list of pages for search engines.

use crate::model::Change;
use crate::model::Date;
use crate::model::Edition;
use crate::model::SiteInfo;
use crate::render::book::Book;
use crate::render::url;

use quick_xml::Writer;
use quick_xml::events::BytesDecl;
use quick_xml::events::BytesText;
use quick_xml::events::Event;

use std::collections::BTreeMap;
use std::io;

/// The list itself, or the list of lists.
const NAME: &str = "sitemap.xml";

/// The protocol's most entries in one file.
const MOST: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// What robots are told: all may read everything, and where the list is.
#[must_use]
pub fn robots(site: &SiteInfo) -> String {
    let list = site.base_url.as_deref().map(|base| url::canonical(base, NAME));
    let list = list.map(|address| format!("\nSitemap: {address}\n"));
    format!("User-agent: *\nAllow: /\n{}", list.unwrap_or_default())
}

/// The list, divided where it is long; nothing where the site has no address.
pub fn files<'a>(book: &Book, pages: impl Iterator<Item = &'a str>) -> Vec<(String, Vec<u8>)> {
    let Some(base) = book.edition.site.base_url.as_deref() else { return Vec::new() };
    let dates = dates(&book.edition);
    let entry = |path| (url::canonical(base, path), dates.get(path).copied());
    let entries: Vec<_> = pages.map(entry).collect();
    divided(base, &entries, MOST)
}

/// An address and when what is there was changed last.
type Entry = (String, Option<Date>);

fn divided(base: &str, entries: &[Entry], most: usize) -> Vec<(String, Vec<u8>)> {
    if entries.len() <= most {
        return vec![(NAME.to_owned(), list(["urlset", "url"], entries))];
    }
    let mut files = Vec::new();
    for (index, entries) in entries.chunks(most).enumerate() {
        let path = format!("sitemap-{}.xml", index + 1);
        files.push((path, list(["urlset", "url"], entries)));
    }
    let parts: Vec<_> = files.iter().map(|(path, _)| (url::canonical(base, path), None)).collect();
    files.push((NAME.to_owned(), list(["sitemapindex", "sitemap"], &parts)));
    files
}

/// When the pages of each document were changed last, as far as the edition tells.
fn dates(edition: &Edition) -> BTreeMap<String, Date> {
    let mut dates = BTreeMap::new();
    for (index, document) in edition.documents.iter().enumerate() {
        let mut changes = edition.site.changes.iter();
        let of_it = |c: &&Change| c.documents.is_empty() || c.documents.contains(&index);
        let Some(change) = changes.find(of_it) else { continue };
        dates.extend(
            (0..document.part_count()).map(|part| (url::reader(document, part), change.date)),
        );
    }
    dates
}

fn list([outer, inner]: [&str; 2], entries: &[Entry]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new());
    // Writing to memory does not fail.
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).ok();
    let list = writer.create_element(outer).with_attribute(("xmlns", NAMESPACE));
    list.write_inner_content(|writer| {
        entries.iter().try_for_each(|entry| write(writer, inner, entry))
    })
    .ok();
    writer.into_inner()
}

fn write(writer: &mut Writer<Vec<u8>>, name: &str, (address, date): &Entry) -> io::Result<()> {
    let entry = writer.create_element(name);
    entry.write_inner_content(|writer| {
        writer.create_element("loc").write_text_content(BytesText::new(address))?;
        if let Some(date) = date {
            let date = date.to_string();
            writer.create_element("lastmod").write_text_content(BytesText::new(&date))?;
        }
        Ok(())
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::model::Localized;

    #[test]
    fn a_long_list_is_divided_and_the_parts_are_listed() {
        let date = Date { year: 2026, month: 1, day: 2 };
        let entries =
            [("https://x.org/a?b&c".to_owned(), Some(date)), ("https://x.org/d/".to_owned(), None)];
        let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).unwrap();
        let one = divided("https://x.org/", &entries, 2);
        assert_eq!(one.len(), 1);
        assert!(text(&one[0].1).contains("<loc>https://x.org/a?b&amp;c</loc><lastmod>2026-01-02<"));
        let two = divided("https://x.org/", &entries, 1);
        let paths: Vec<_> = two.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        assert!(text(&two[2].1).contains("<loc>https://x.org/sitemap-2.xml</loc>"));
    }

    #[test]
    fn a_document_was_changed_by_the_newest_change_that_names_it_or_all() {
        let mut edition = fixture::edition("document a en:en\ndocument b en:en\ndocument c en:en");
        let date = |day| Date { year: 2026, month: 1, day };
        let change = |day, documents: &[usize]| Change {
            version: format!("0.{day}"),
            date: date(day),
            text: Localized::default(),
            documents: documents.to_vec(),
        };
        edition.site.changes = vec![change(4, &[1]), change(3, &[1, 2])];
        let found = |edition: &Edition| {
            let dates = dates(edition);
            ["a", "b", "c"].map(|id| dates.get(&url::folder(id)).copied())
        };
        assert_eq!(found(&edition), [None, Some(date(4)), Some(date(3))]);
        edition.site.changes.extend([change(2, &[]), change(1, &[0])]);
        assert_eq!(found(&edition), [Some(date(2)), Some(date(4)), Some(date(3))]);
    }
}
