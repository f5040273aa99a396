//! The exports of the shipped edition, read back by other parsers: every letter of every reading,
//! in every format; and the official schemas where they are at hand.

mod read;
pub(crate) mod schemas;
mod tree;

use crate::support::root;

use duizhao::annotate;
use duizhao::exchange::export::Export;
use duizhao::exchange::export::Exports;
use duizhao::exchange::export::Format;
use duizhao::load;
use duizhao::model::Document;
use duizhao::model::Edition;
use duizhao::output::PageSource;
use duizhao::render::theme;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::LazyLock;

/// Segment and witness → reading.
type Readings = BTreeMap<(String, String), String>;

struct Made {
    edition: Arc<Edition>,
    exports: Exports,
}

/// The shipped edition and its exports, loaded once.
static SHIPPED: LazyLock<Made> = LazyLock::new(|| {
    let tree = load::tree::read(root());
    let mut loaded = load::edition(&tree);
    let edition = loaded.edition.take().unwrap();
    let mut findings = Vec::new();
    let own = tree.below("themes/");
    let languages = &edition.site.languages;
    let theme = theme::load("default", languages, own, &mut loaded.sources, &mut findings).unwrap();
    let annotations = Arc::new(annotate::edition(&edition));
    let edition = Arc::new(edition);
    let exports = Exports::new(Arc::clone(&edition), annotations, theme.strings, "0.1.0");
    Made { edition, exports }
});

/// What the edition itself reads, for some witnesses of a document.
fn expected(document: &Document, witnesses: &[usize]) -> Readings {
    let mut readings = Readings::new();
    for segment in &document.segments {
        for &witness in witnesses {
            if let Some(text) = segment.readings[witness].text() {
                let witness = document.witnesses[witness].id.to_string();
                readings.insert((segment.id.to_string(), witness), text.raw.to_string());
            }
        }
    }
    assert!(!readings.is_empty());
    readings
}

/// All files of some formats with their documents and bytes.
fn files(formats: &[Format]) -> Vec<(&'static Export, Vec<u8>)> {
    let all = SHIPPED.exports.files().iter().enumerate();
    let wanted = all.filter(|(_, file)| formats.contains(&file.format));
    let files: Vec<_> =
        wanted.map(|(i, file)| (file, SHIPPED.exports.render(i).unwrap())).collect();
    assert!(!files.is_empty(), "no file of {formats:?}");
    files
}

fn document(file: &Export) -> &'static Document {
    &SHIPPED.edition.documents[file.document.unwrap()]
}

/// Reads every file of a format and compares it with the edition.
#[track_caller]
fn check(format: Format, read: fn(&[u8], &Export, &Document) -> Readings) {
    for (file, bytes) in files(&[format]) {
        let document = document(file);
        let found = read(&bytes, file, document);
        let mut expected = expected(document, &file.witnesses);
        if format == Format::Po {
            // A message needs words in the source.
            let source = document.witnesses[file.witnesses[0]].id.to_string();
            let has_source: Vec<_> =
                expected.keys().filter(|(_, w)| *w == source).cloned().collect();
            expected.retain(|(s, _), _| has_source.iter().any(|(known, _)| known == s));
        }
        for (place, text) in &expected {
            assert_eq!(found.get(place), Some(text), "{}: {place:?}", file.path);
        }
        assert_eq!(found.len(), expected.len(), "{} holds more than the edition", file.path);
    }
}

#[test]
fn the_data_of_a_document_equal_the_edition() {
    check(Format::Segments, read::segments);
}

#[test]
fn tables_equal_the_edition() {
    check(Format::Commas, read::commas);
    check(Format::Tabs, read::tabs);
}

#[test]
fn translation_memories_equal_the_edition() {
    check(Format::Tmx, read::tmx);
}

#[test]
fn translation_files_equal_the_edition() {
    check(Format::Xliff2, read::xliff2);
    check(Format::Xliff1, read::xliff1);
    check(Format::Po, read::po);
}

#[test]
fn the_corpus_equals_the_edition() {
    check(Format::Tei, read::tei);
}

#[test]
fn books_equal_the_edition() {
    check(Format::Html, read::single);
    check(Format::Epub, read::epub);
}

/// Every address within a book leads to an element of it; those of notes lead back.
#[track_caller]
fn check_addresses(path: &str, pages: &BTreeMap<String, tree::Element>) -> usize {
    let mut ids = BTreeMap::new();
    for (name, page) in pages {
        for element in page.descendants() {
            if !element.get("id").is_empty() {
                let id = format!("{name}#{}", element.get("id"));
                assert!(ids.insert(id.clone(), element).is_none(), "{path}: {id} stands twice");
            }
        }
    }
    let mut notes = 0;
    for (name, page) in pages {
        for link in page.all("a") {
            let href = link.get("href");
            if href.starts_with("http") || pages.contains_key(href) {
                continue;
            }
            let there =
                if href.starts_with('#') { format!("{name}{href}") } else { href.to_owned() };
            let found = ids.get(there.as_str());
            assert!(found.is_some(), "{path}: nothing at `{href}`");
            if link.get("role") == "doc-noteref" {
                let back =
                    found.unwrap().all("a").into_iter().find(|a| a.get("role") == "doc-backlink");
                let back = back.unwrap().get("href");
                let back =
                    if back.starts_with('#') { format!("{name}{back}") } else { back.to_owned() };
                assert_eq!(back, format!("{name}#{}", link.get("id")), "{path}");
                notes += 1;
            }
        }
    }
    notes
}

#[test]
fn notes_of_books_lead_both_ways_and_no_address_is_dead() {
    for (file, bytes) in files(&[Format::Html, Format::Epub]) {
        let pages = match file.format {
            Format::Epub => read::pages(&bytes),
            _ => BTreeMap::from([(String::new(), tree::Element::read(&bytes))]),
        };
        assert_eq!(
            check_addresses(&file.path, &pages),
            document(file).notes.len(),
            "{}",
            file.path
        );
    }
}

#[test]
fn every_note_is_in_every_format_that_holds_notes() {
    let plain = [
        Format::Segments,
        Format::Tmx,
        Format::Xliff2,
        Format::Xliff1,
        Format::Tei,
        Format::Annotations,
    ];
    for (file, bytes) in files(&plain) {
        let text = match file.format {
            Format::Segments | Format::Annotations => read::strings(&bytes),
            _ => tree::Element::read(&bytes).text(),
        };
        for note in &document(file).notes {
            for (_, body) in note.body.iter() {
                let id = &note.id;
                // A translation file leaves out what neither side reads.
                let segment = &document(file).segments[note.at.segment];
                let is_there = file.witnesses.iter().any(|&w| segment.readings[w].text().is_some());
                assert!(!is_there || text.contains(body.as_str()), "{}: {id}", file.path);
            }
        }
    }
}

#[test]
fn quotes_of_annotations_stand_in_their_readings() {
    for (file, bytes) in files(&[Format::Annotations]) {
        let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let items = value["first"]["items"].as_array().unwrap();
        let document = document(file);
        assert_eq!(items.len(), document.notes.len());
        for (item, note) in items.iter().zip(&document.notes) {
            let selector = &item["target"][0]["selector"];
            let quote = &selector["refinedBy"];
            let part = |name: &str| quote[name].as_str().unwrap().to_owned();
            let whole = part("prefix") + &part("exact") + &part("suffix");
            let segment = document.segment(selector["value"].as_str().unwrap()).unwrap();
            let raw = &document.segments[segment].readings[note.at.witness].text().unwrap().raw;
            assert!(raw.contains(&whole), "{}: {}", file.path, note.id);
        }
    }
}

#[test]
fn targets_are_the_same_numbers_in_the_table_and_in_the_data() {
    let (_, table) = files(&[Format::TargetsTable]).remove(0);
    let (_, data) = files(&[Format::TargetsJson]).remove(0);
    let data: serde_json::Value = serde_json::from_slice(&data).unwrap();
    let mut numbers = Vec::new();
    for target in data["targets"].as_array().unwrap() {
        for measure in target["measures"].as_array().unwrap() {
            let id = target["id"].as_str().unwrap().to_owned();
            // A goal in words has no number.
            let number = measure["number"].as_str().unwrap_or_default();
            assert!(!number.is_empty() || measure["number"].is_null(), "{id}");
            numbers.push((id, number.to_owned()));
        }
    }
    let lines = read::table(&table, b',');
    let found: Vec<_> =
        lines.iter().map(|line| (line["target"].clone(), line["number"].clone())).collect();
    assert_eq!(found, numbers);
    assert!(lines.iter().all(|line| line["number"].bytes().all(|b| b"0123456789.-".contains(&b))));
    let documents = SHIPPED.edition.documents.iter();
    let count: usize = documents.flat_map(|d| &d.targets).map(|t| t.measures.len()).sum();
    assert_eq!(numbers.len(), count);
}

#[test]
fn terms_have_all_their_forms_in_every_format() {
    let forms = || SHIPPED.edition.terms.iter().flat_map(|term| &term.forms);
    let expected: Vec<_> = forms().map(|form| form.text.clone()).collect();
    let (_, table) = files(&[Format::GlossaryTable]).remove(0);
    let table: Vec<_> = read::table(&table, b',').iter().map(|line| line["form"].clone()).collect();
    assert_eq!(table, expected);
    for (file, bytes) in files(&[Format::Tbx3, Format::Tbx2]) {
        let mut found: Vec<_> =
            tree::Element::read(&bytes).all("term").iter().map(|t| t.text()).collect();
        let mut expected = expected.clone();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{}", file.path);
    }
}

#[test]
fn the_same_edition_gives_the_same_bytes() {
    let exports = &SHIPPED.exports;
    for (index, file) in exports.files().iter().enumerate() {
        let bytes = exports.render(index).unwrap();
        assert!(!bytes.is_empty(), "{} is empty", file.path);
        assert_eq!(bytes, exports.render(index).unwrap(), "{}", file.path);
        assert_eq!(bytes.len(), exports.size(index), "{}", file.path);
        assert_eq!(exports.paths()[index], file.path);
    }
    assert!(exports.paths().is_sorted());
}
