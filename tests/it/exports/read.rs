//! The readings in a file, by formats.

use crate::exports::Readings;
use crate::exports::tree::Element;

use duizhao::exchange::export::Export;
use duizhao::model::Document;

use serde_json::Value;

use std::collections::BTreeMap;

fn id(document: &Document, witness: usize) -> String {
    document.witnesses[witness].id.to_string()
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

/// All strings of a JSON file, a line each.
pub(crate) fn strings(bytes: &[u8]) -> String {
    fn gather(value: &Value, out: &mut String) {
        match value {
            Value::String(text) => {
                out.push_str(text);
                out.push('\n');
            }
            Value::Array(values) => values.iter().for_each(|value| gather(value, out)),
            Value::Object(values) => values.values().for_each(|value| gather(value, out)),
            _ => {}
        }
    }
    let mut out = String::new();
    gather(&json(bytes), &mut out);
    out
}

pub(crate) fn segments(bytes: &[u8], _: &Export, _: &Document) -> Readings {
    let mut readings = Readings::new();
    for segment in json(bytes)["segments"].as_array().unwrap() {
        let id = segment["id"].as_str().unwrap();
        for (witness, text) in segment["readings"].as_object().unwrap() {
            readings.insert((id.to_owned(), witness.clone()), text.as_str().unwrap().to_owned());
        }
    }
    readings
}

/// The lines of a table: column → cell.
pub(crate) fn table(bytes: &[u8], delimiter: u8) -> Vec<BTreeMap<String, String>> {
    let bytes = match delimiter {
        b',' => bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("no byte order mark"),
        _ => bytes,
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
    let head = reader.headers().unwrap().clone();
    let line = |line: Result<csv::StringRecord, _>| {
        let line = line.unwrap();
        head.iter().zip(&line).map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(line).collect()
}

fn columns(lines: &[BTreeMap<String, String>], document: &Document) -> Readings {
    let mut readings = Readings::new();
    for line in lines {
        for witness in &document.witnesses {
            let absent = line["absent"].split(' ').filter_map(|entry| entry.split_once('='));
            if absent.into_iter().any(|(name, _)| name == witness.id.as_str()) {
                assert!(line[witness.id.as_str()].is_empty());
                continue;
            }
            let text = line[witness.id.as_str()].clone();
            readings.insert((line["segment"].clone(), witness.id.to_string()), text);
        }
    }
    readings
}

pub(crate) fn commas(bytes: &[u8], _: &Export, document: &Document) -> Readings {
    columns(&table(bytes, b','), document)
}

pub(crate) fn tabs(bytes: &[u8], _: &Export, document: &Document) -> Readings {
    columns(&table(bytes, b'\t'), document)
}

pub(crate) fn tmx(bytes: &[u8], _: &Export, document: &Document) -> Readings {
    let mut readings = Readings::new();
    for unit in Element::read(bytes).all("tu") {
        let (work, segment) = unit.get("tuid").split_once(':').unwrap();
        assert_eq!(work, document.id.as_str());
        for variant in unit.all("tuv") {
            let witness = variant.child("prop").unwrap().text();
            let facts = &document.witnesses[document.witness(&witness).unwrap()];
            assert_eq!(variant.get("xml:lang"), facts.lang.as_str());
            let text = variant.child("seg").unwrap().text();
            readings.insert((segment.to_owned(), witness), text);
        }
    }
    readings
}

fn units(bytes: &[u8], unit: &str, file: &Export, document: &Document) -> Readings {
    let mut readings = Readings::new();
    for unit in Element::read(bytes).all(unit) {
        for (side, &witness) in ["source", "target"].iter().zip(&file.witnesses) {
            let text = unit.all(side).first().map_or(String::new(), |side| side.text());
            if !text.is_empty() {
                readings.insert((unit.get("id").to_owned(), id(document, witness)), text);
            }
        }
    }
    readings
}

pub(crate) fn xliff2(bytes: &[u8], file: &Export, document: &Document) -> Readings {
    units(bytes, "unit", file, document)
}

pub(crate) fn xliff1(bytes: &[u8], file: &Export, document: &Document) -> Readings {
    units(bytes, "trans-unit", file, document)
}

pub(crate) fn po(bytes: &[u8], file: &Export, document: &Document) -> Readings {
    let mut readings = Readings::new();
    let text = std::str::from_utf8(bytes).unwrap();
    for message in text.split("\n\n").skip(1) {
        let field = |name: &str| {
            let mut lines = message.lines().filter_map(|line| line.strip_prefix(name));
            lines.next().map(|value| serde_json::from_str::<String>(value.trim()).unwrap())
        };
        let Some(context) = field("msgctxt") else { continue };
        let segment = context.split_once(':').unwrap().1.to_owned();
        for (name, &witness) in ["msgid ", "msgstr "].iter().zip(&file.witnesses) {
            let text = field(name).unwrap();
            if !text.is_empty() {
                readings.insert((segment.clone(), id(document, witness)), text);
            }
        }
    }
    readings
}

pub(crate) fn tei(bytes: &[u8], _: &Export, document: &Document) -> Readings {
    let mut readings = Readings::new();
    let root = Element::read(bytes);
    let texts = root.all("text").into_iter().filter(|text| !text.get("xml:id").is_empty());
    for text in texts {
        let witness = text.get("xml:id").strip_prefix("w_").unwrap();
        let facts = &document.witnesses[document.witness(witness).unwrap()];
        assert_eq!(text.get("xml:lang"), facts.lang.as_str());
        for segment in text.all("seg").into_iter().filter(|seg| seg.get("xml:id").starts_with("s_"))
        {
            let id = segment.get("xml:id");
            assert_eq!(id, format!("s_{witness}_{}", segment.get("n")));
            if segment.child("gap").is_none() {
                readings.insert((segment.get("n").to_owned(), witness.to_owned()), segment.text());
            }
        }
    }
    readings
}

/// Readings in the elements of a book: an id of the segment on a line, cell or heading, and in it
/// an element per witness, which also names those that read the same.
fn book(root: &Element, document: &Document, readings: &mut Readings) {
    for place in root.descendants() {
        let Some(segment) = place.get("id").strip_prefix("s-") else { continue };
        for words in place.descendants() {
            let witness = words.get("data-witness");
            if witness.is_empty() || !words.get("data-absent").is_empty() {
                continue;
            }
            let facts = &document.witnesses[document.witness(witness).unwrap()];
            assert_eq!(words.get("lang"), facts.lang.as_str());
            for witness in std::iter::once(witness).chain(words.get("data-same").split_whitespace())
            {
                let before =
                    readings.insert((segment.to_owned(), witness.to_owned()), words.text());
                assert_eq!(before, None, "{segment} stands twice");
            }
        }
    }
}

pub(crate) fn single(bytes: &[u8], _: &Export, document: &Document) -> Readings {
    let mut readings = Readings::new();
    book(&Element::read(bytes), document, &mut readings);
    readings
}

/// The pages of an EPUB by name.
pub(crate) fn pages(bytes: &[u8]) -> BTreeMap<String, Element> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let pages = names.into_iter().filter(|name| name.ends_with(".xhtml"));
    let mut page = |name: String| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name(&name).unwrap(), &mut bytes).unwrap();
        let name = name.strip_prefix("EPUB/").unwrap().to_owned();
        (name, Element::read(&bytes))
    };
    pages.map(&mut page).collect()
}

pub(crate) fn epub(bytes: &[u8], _: &Export, document: &Document) -> Readings {
    let mut readings = Readings::new();
    for page in pages(bytes).values() {
        book(page, document, &mut readings);
    }
    readings
}
