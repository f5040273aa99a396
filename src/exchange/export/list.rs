//! Which files there are: known before any of them is made.

use crate::exchange::export::kind::Format;
use crate::exchange::export::work::stem;
use crate::model::Document;
use crate::model::Edition;
use crate::model::Role;

use std::ops::Range;
use std::sync::Arc;

/// The folder of the files that belong to the edition as a whole.
pub(crate) const FOLDER: &str = "downloads";

/// Documents in a file of renderings: it grows with both documents and terms, and must neither fill
/// the memory nor be more than hosts take (26 MB for a thousand documents of a hundred rows).
const IN_A_PART: usize = 100;

/// Formats that hold all witnesses of a document.
const OF_EVERY_DOCUMENT: [Format; 10] = [
    Format::Segments,
    Format::Commas,
    Format::Tabs,
    Format::Tmx,
    Format::Tei,
    Format::Bibtex,
    Format::Ris,
    Format::Csl,
    Format::Epub,
    Format::Html,
];

/// A file that can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Below the site's root, with `/`.
    pub path: String,
    /// Its format.
    pub format: Format,
    /// Index of its document; `None` for files of the edition as a whole.
    pub document: Option<usize>,
    /// The witnesses in it, as indices into the document's; empty for files of the edition.
    pub witnesses: Vec<usize>,
    /// Which part it is of several; `None` where there is one file.
    pub part: Option<Part>,
}

/// Of several files that together hold all documents one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// Indices of the documents in it.
    pub documents: Range<usize>,
}

impl Part {
    /// All parts with so many documents in each; none where one file holds them all.
    pub(crate) fn all(documents: usize, each: usize) -> Vec<Self> {
        let of = documents.div_ceil(each);
        let documents = |number: usize| (number - 1) * each..documents.min(number * each);
        let part = |number: usize| Self { number, of, documents: documents(number) };
        if of > 1 { (1..=of).map(part).collect() } else { Vec::new() }
    }

    /// The name of the file of a part, from 1, by the name of the first: `renderings.part-2.json`.
    pub(crate) fn name(first: &str, number: usize) -> String {
        match first.split_once('.') {
            Some((stem, ending)) if number > 1 => format!("{stem}.part-{number}.{ending}"),
            _ => first.to_owned(),
        }
    }
}

/// A file that is not made, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// Its format.
    pub format: Format,
    /// Index of its document.
    pub document: usize,
    /// The reason: `no-source` where the format needs a source text and the edition has none.
    pub reason: &'static str,
}

/// All files of an edition, sorted by path; none where the site does without them.
pub(crate) fn files(edition: &Edition) -> Vec<Export> {
    if edition.site.publishing.without.downloads {
        return Vec::new();
    }
    let mut files = of_the_edition(edition);
    for (index, document) in edition.documents.iter().enumerate() {
        of_document(index, document, &mut files);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Whether two editions have the same files.
pub(crate) fn is_alike(one: &Edition, other: &Edition) -> bool {
    fn of_document(document: &Document) -> impl PartialEq {
        let witnesses = document.witnesses.iter().map(|witness| (&witness.id, witness.role));
        (&document.id, document.notes.is_empty(), witnesses.collect::<Vec<_>>())
    }
    let documents = one.documents.iter().zip(&other.documents);
    let paths = |edition: &Edition| of_the_edition(edition).into_iter().map(|file| file.path);
    one.documents.len() == other.documents.len()
        && one.site.publishing.without.downloads == other.site.publishing.without.downloads
        && { documents }.all(|(a, b)| Arc::ptr_eq(a, b) || of_document(a) == of_document(b))
        && paths(one).eq(paths(other))
}

/// What is not made, by document.
pub(crate) fn missing(edition: &Edition) -> Vec<Missing> {
    let without = edition.documents.iter().enumerate().filter(|(_, d)| pairs(d).is_empty());
    let pair_formats = || Format::ALL.into_iter().filter(|format| format.is_pair());
    without
        .flat_map(|(document, facts)| {
            let reason = if facts.has_source() { "no-translation" } else { "no-source" };
            pair_formats().map(move |format| Missing { format, document, reason })
        })
        .collect()
}

fn of_the_edition(edition: &Edition) -> Vec<Export> {
    let mut formats = Vec::new();
    if !edition.terms.is_empty() {
        formats.extend([
            Format::GlossaryJson,
            Format::GlossaryTable,
            Format::Tbx3,
            Format::Tbx2,
            Format::RenderingsJson,
            Format::RenderingsTable,
        ]);
    }
    if edition.documents.iter().any(|document| !document.targets.is_empty()) {
        formats.extend([Format::TargetsTable, Format::TargetsMetadata, Format::TargetsJson]);
    }
    if !edition.links.is_empty() || !edition.gaps.is_empty() {
        formats.extend([Format::LinksTable, Format::LinksJson]);
    }
    let parts = Part::all(edition.documents.len(), IN_A_PART);
    let mut files = Vec::new();
    for format in formats {
        if format.is_in_parts() && !parts.is_empty() {
            files.extend(parts.iter().map(|part| of_several(format, Some(part.clone()))));
        } else {
            files.push(of_several(format, None));
        }
    }
    files
}

fn of_several(format: Format, part: Option<Part>) -> Export {
    let number = part.as_ref().map_or(1, |part| part.number);
    let path = format!("{FOLDER}/{}", Part::name(format.ending(), number));
    Export { path, format, document: None, witnesses: Vec::new(), part }
}

fn of_document(index: usize, document: &Document, files: &mut Vec<Export>) {
    let all: Vec<usize> = (0..document.witnesses.len()).collect();
    let pairs = pairs(document);
    let mut add = |format: Format, pair: &[usize], witnesses: &[usize]| {
        let path = path(document, format, pair);
        let witnesses = witnesses.to_vec();
        files.push(Export { path, format, document: Some(index), witnesses, part: None });
    };
    for format in OF_EVERY_DOCUMENT {
        add(format, &[], &all);
    }
    if !document.notes.is_empty() {
        add(Format::Annotations, &[], &all);
    }
    for pair in &pairs {
        if document.witnesses.len() > 2 {
            add(Format::Tmx, pair, pair);
        }
        for format in Format::ALL.into_iter().filter(|format| format.is_pair()) {
            add(format, pair, pair);
        }
    }
}

fn path(document: &Document, format: Format, pair: &[usize]) -> String {
    if format == Format::Segments {
        return format!("{}/segments.json", document.id);
    }
    let stem = stem(document, pair);
    format!("{}/{stem}.{}", document.id, format.ending())
}

/// Each source with each translation.
fn pairs(document: &Document) -> Vec<[usize; 2]> {
    let of = |source: bool| {
        let witnesses = document.witnesses.iter().enumerate();
        let wanted = witnesses.filter(move |(_, w)| (w.role == Role::Source) == source);
        wanted.map(|(index, _)| index)
    };
    of(true).flat_map(|source| of(false).map(move |target| [source, target])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;

    #[test]
    fn paths_are_sorted_unique_and_named_after_witnesses() {
        let edition = fixture::edition(
            "document d zh:zh:source a:en b:en\ns1 | 一 | - | -\ndocument e a:en\ns1 | one\nterm t | zh 一",
        );
        let files = files(&edition);
        let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        assert!(paths.is_sorted() && paths.windows(2).all(|pair| pair[0] != pair[1]));
        for path in
            ["d/segments.json", "d/d.zh.b.tmx", "d/d.zh.a.v12.xlf", "downloads/glossary.csv"]
        {
            assert!(paths.contains(&path), "{paths:?}");
        }
        assert!(!paths.contains(&"downloads/targets.csv"), "there are none");
        let missing = missing(&edition);
        assert!(missing.iter().all(|m| (m.document, m.reason) == (1, "no-source")));
        assert_eq!(missing.len(), 3);
    }

    #[test]
    fn parts_hold_all_documents_once() {
        for documents in [2, 99, 100, 101, 250] {
            let parts = Part::all(documents, 100);
            let all: Vec<usize> = parts.iter().flat_map(|part| part.documents.clone()).collect();
            let wanted = if documents > 100 { documents } else { 0 };
            assert_eq!(all, (0..wanted).collect::<Vec<_>>(), "one part needs no number");
            assert!(parts.iter().all(|part| part.of == parts.len()));
        }
    }

    #[test]
    fn many_documents_have_renderings_in_numbered_files() {
        let document = |n: usize| format!("document d{n:03} zh:zh:source a:en\ns1 | 一 | -\n");
        let documents: String = (0..201).map(document).collect();
        let edition = fixture::edition(&format!("{documents}term t | zh 一"));
        let files = files(&edition);
        let found: Vec<_> = files.iter().filter(|file| file.format.is_in_parts()).collect();
        let found = found.iter().map(|file| (file.path.as_str(), file.part.as_ref().unwrap()));
        let found: Vec<_> = found.map(|(path, part)| (path, part.documents.clone())).collect();
        let expected = [
            ("downloads/renderings.csv", 0..100),
            ("downloads/renderings.json", 0..100),
            ("downloads/renderings.part-2.csv", 100..200),
            ("downloads/renderings.part-2.json", 100..200),
            ("downloads/renderings.part-3.csv", 200..201),
            ("downloads/renderings.part-3.json", 200..201),
        ];
        assert_eq!(found, expected);
    }
}
