//! EPUB 3: a file per root division, notes and links in files of their own.
//!
//! The archive is the same for the same edition: every entry has the edition's date.

use crate::exchange::export::book::back;
use crate::exchange::export::book::body;
use crate::exchange::export::book::front;
use crate::exchange::export::book::setting::LINKS;
use crate::exchange::export::book::setting::NOTES;
use crate::exchange::export::book::setting::Setting;
use crate::exchange::export::book::setting::text_file;
use crate::exchange::export::book::single::STYLE;
use crate::exchange::export::work::Work;
use crate::exchange::export::xml::Xml;
use crate::model::Block;

use zip::CompressionMethod;
use zip::DateTime;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use std::io::Cursor;
use std::io::Write;

/// The first page.
const TITLE: &str = "title.xhtml";

/// A page of the book.
struct Page {
    file: String,
    title: String,
    bytes: Vec<u8>,
}

/// Makes the file. Writing to memory does not fail.
pub(crate) fn file(work: &Work<'_>) -> Vec<u8> {
    let setting = Setting::new(*work, Some(files_of_segments(work)));
    let pages = pages(&setting);
    let date = work.whole.date;
    let time = DateTime::from_date_and_time(date.year, date.month, date.day, 0, 0, 0);
    let options = SimpleFileOptions::default()
        .last_modified_time(time.unwrap_or_default())
        .unix_permissions(0o644);
    let stored = options.compression_method(CompressionMethod::Stored);
    let packed = options.compression_method(CompressionMethod::Deflated);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8], options: SimpleFileOptions| {
        if archive.start_file(name, options).is_ok() {
            archive.write_all(bytes).ok();
        }
    };
    add("mimetype", b"application/epub+zip", stored);
    add("META-INF/container.xml", &container(), packed);
    add("EPUB/package.opf", &package(&setting, &pages), packed);
    add("EPUB/nav.xhtml", &navigation(&setting, &pages), packed);
    add("EPUB/book.css", STYLE.as_bytes(), packed);
    for page in &pages {
        add(&format!("EPUB/{}", page.file), &page.bytes, packed);
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// For each segment the number of the root block in which it stands, from 1.
fn files_of_segments(work: &Work<'_>) -> Vec<usize> {
    let mut files = vec![1; work.document.segments.len()];
    for (at, block) in work.document.body.iter().enumerate() {
        if let Block::Row(row) = block {
            row.iter().for_each(|&segment| files[segment] = at + 1);
        }
    }
    let mut root_of = vec![0; work.document.divisions.len()];
    for (at, block) in work.document.body.iter().enumerate() {
        if let Block::Division(index) = block {
            root_of[*index] = at + 1;
        }
    }
    // Parents stand before their children.
    for (index, division) in work.document.divisions.iter().enumerate() {
        if let Some(parent) = division.parent {
            root_of[index] = root_of[parent];
        }
    }
    for (index, segment) in work.document.segments.iter().enumerate() {
        if let Some(root) = segment.division.map(|d| root_of[d]).filter(|&root| root > 0) {
            files[index] = root;
        }
    }
    files
}

fn pages(setting: &Setting<'_>) -> Vec<Page> {
    let document = setting.work.document;
    let mut pages = Vec::new();
    let mut add = |file: String, title: String, write: &dyn Fn(&mut Xml)| {
        let bytes = page(setting, &title, write);
        pages.push(Page { file, title, bytes });
    };
    let title = setting.title().to_owned();
    add(TITLE.to_owned(), title.clone(), &|xml| front::write(setting, xml));
    for (at, block) in document.body.iter().enumerate() {
        let heading = match block {
            Block::Division(index) => setting.heading(&document.divisions[*index]),
            Block::Row(_) => None,
        };
        let title = heading.unwrap_or_else(|| format!("{title} ({})", at + 1));
        let blocks = std::slice::from_ref(block);
        add(text_file(at + 1), title, &|xml| body::write(setting, blocks, 0, xml));
    }
    if !setting.notes.is_empty() {
        let title = setting.plain_words("nav.notes");
        add(NOTES.to_owned(), title, &|xml| back::notes(setting, xml));
    }
    if !back::own_links(setting).is_empty() {
        let title = setting.plain_words("nav.compare");
        add(LINKS.to_owned(), title, &|xml| back::links(setting, xml));
    }
    pages
}

fn page(setting: &Setting<'_>, title: &str, write: &dyn Fn(&mut Xml)) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.doctype("html");
    let attributes = [
        ("xmlns", "http://www.w3.org/1999/xhtml"),
        ("xmlns:epub", "http://www.idpf.org/2007/ops"),
        ("lang", setting.lang()),
        ("xml:lang", setting.lang()),
    ];
    xml.open("html", &attributes);
    xml.line();
    xml.open("head", &[]);
    xml.leaf("title", &[], title);
    let style = [("rel", "stylesheet"), ("type", "text/css"), ("href", "book.css")];
    xml.void("link", &style);
    xml.close("head");
    xml.line();
    xml.open("body", &[]);
    xml.line();
    write(&mut xml);
    xml.close("body");
    xml.close("html");
    xml.line();
    xml.finish()
}

fn container() -> Vec<u8> {
    let mut xml = Xml::document();
    let namespace = ("xmlns", "urn:oasis:names:tc:opendocument:xmlns:container");
    xml.open("container", &[("version", "1.0"), namespace]);
    xml.open("rootfiles", &[]);
    let kind = ("media-type", "application/oebps-package+xml");
    xml.void("rootfile", &[("full-path", "EPUB/package.opf"), kind]);
    xml.close("rootfiles");
    xml.close("container");
    xml.line();
    xml.finish()
}

fn navigation(setting: &Setting<'_>, pages: &[Page]) -> Vec<u8> {
    page(setting, &setting.plain_words("bar.contents"), &|xml| {
        xml.open("nav", &[("epub:type", "toc"), ("id", "toc"), ("role", "doc-toc")]);
        xml.open("h1", &[]);
        setting.words("bar.contents", xml);
        xml.close("h1");
        xml.open("ol", &[]);
        xml.line();
        for page in pages {
            xml.open("li", &[]);
            xml.leaf("a", &[("href", &page.file)], &page.title);
            xml.close("li");
            xml.line();
        }
        xml.close("ol");
        xml.close("nav");
        xml.line();
    })
}

fn package(setting: &Setting<'_>, pages: &[Page]) -> Vec<u8> {
    let mut xml = Xml::document();
    let attributes = [
        ("xmlns", "http://www.idpf.org/2007/opf"),
        ("version", "3.0"),
        ("unique-identifier", "id"),
        ("xml:lang", setting.lang()),
    ];
    xml.open("package", &attributes);
    xml.line();
    metadata(setting, &mut xml);
    xml.open("manifest", &[]);
    xml.line();
    let mut item = |id: &str, file: &str, kind: &str, properties: Option<&str>| {
        let mut attributes = vec![("id", id), ("href", file), ("media-type", kind)];
        attributes.extend(properties.map(|properties| ("properties", properties)));
        xml.void("item", &attributes);
        xml.line();
    };
    item("nav", "nav.xhtml", "application/xhtml+xml", Some("nav"));
    item("style", "book.css", "text/css", None);
    for (at, page) in pages.iter().enumerate() {
        item(&format!("p{at}"), &page.file, "application/xhtml+xml", None);
    }
    xml.close("manifest");
    xml.line();
    xml.open("spine", &[]);
    xml.line();
    for at in 0..pages.len() {
        xml.void("itemref", &[("idref", &format!("p{at}"))]);
        // The contents follow the title.
        if at == 0 {
            xml.void("itemref", &[("idref", "nav")]);
        }
        xml.line();
    }
    xml.close("spine");
    xml.close("package");
    xml.line();
    xml.finish()
}

fn metadata(setting: &Setting<'_>, xml: &mut Xml) {
    const ACCESS: [(&str, &str); 6] = [
        ("schema:accessMode", "textual"),
        ("schema:accessModeSufficient", "textual"),
        ("schema:accessibilityFeature", "structuralNavigation"),
        ("schema:accessibilityFeature", "tableOfContents"),
        ("schema:accessibilityFeature", "displayTransformability"),
        ("schema:accessibilityHazard", "none"),
    ];
    let whole = setting.work.whole;
    let document = setting.work.document;
    xml.open("metadata", &[("xmlns:dc", "http://purl.org/dc/elements/1.1/")]);
    xml.line();
    let id = match whole.edition.site.base_url {
        Some(_) => whole.address(document.id.as_str(), ""),
        None => format!("urn:duizhao:{}:{}", document.id, whole.edition.site.version),
    };
    xml.leaf_line("dc:identifier", &[("id", "id")], &id);
    for (lang, title) in document.title.iter() {
        xml.leaf_line("dc:title", &[("xml:lang", lang.as_str())], title);
    }
    let mut languages: Vec<&str> = Vec::new();
    for lang in document.witnesses.iter().map(|witness| witness.lang.as_str()) {
        if !languages.contains(&lang) {
            languages.push(lang);
            xml.leaf_line("dc:language", &[], lang);
        }
    }
    for (lang, issuer) in document.issuer.iter() {
        xml.leaf_line("dc:creator", &[("xml:lang", lang.as_str())], issuer);
    }
    for (lang, title) in whole.edition.site.title.iter() {
        xml.leaf_line("dc:publisher", &[("xml:lang", lang.as_str())], title);
    }
    if let Some(date) = document.issued {
        xml.leaf_line("dc:date", &[], &date.to_string());
    }
    let modified = format!("{}T00:00:00Z", whole.date);
    xml.leaf_line("meta", &[("property", "dcterms:modified")], &modified);
    for (property, value) in ACCESS {
        xml.leaf_line("meta", &[("property", property)], value);
    }
    xml.close("metadata");
    xml.line();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::export::fixture::Fixture;

    use std::io::Read;

    const PLAN: &str = "document d zh:zh-Hans:source en:en
        paragraph\ns1 | 一 | one\nparagraph\ns2 | 二 < | -";

    #[test]
    fn the_kind_of_file_stands_first_and_unpacked() {
        let bytes = file(&Fixture::new(PLAN).work(0));
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
        assert_eq!(bytes, file(&Fixture::new(PLAN).work(0)));
    }

    #[test]
    fn notes_lead_to_the_file_of_their_segment_and_back() {
        let mut fixture = Fixture::new(PLAN);
        fixture.note("n", "s2", "zh", "二");
        let bytes = file(&fixture.work(0));
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut read = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        let text = read("EPUB/text-0002.xhtml");
        assert!(text.contains("id=\"r-n\" class=\"sign\" href=\"notes.xhtml#n-n\""), "{text}");
        assert!(text.contains("epub:type=\"noteref\">1</a>"));
        assert!(text.contains(">二 &lt;</span>"));
        assert!(read("EPUB/notes.xhtml").contains("href=\"text-0002.xhtml#r-n\""));
        assert!(read("EPUB/package.opf").contains("href=\"notes.xhtml\""));
        assert!(!read("EPUB/text-0001.xhtml").contains("noteref"));
    }
}
