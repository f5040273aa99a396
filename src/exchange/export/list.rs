//! Which files there are: known before any of them is made.

use crate::exchange::export::kind::Format;
use crate::exchange::export::work::stem;
use crate::model::Document;
use crate::model::Edition;
use crate::model::Role;

/// The folder of the files that belong to the edition as a whole.
pub(crate) const FOLDER: &str = "downloads";

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
    let file = |format: Format| Export {
        path: format!("{FOLDER}/{}", format.ending()),
        format,
        document: None,
        witnesses: Vec::new(),
    };
    formats.into_iter().map(file).collect()
}

fn of_document(index: usize, document: &Document, files: &mut Vec<Export>) {
    let all: Vec<usize> = (0..document.witnesses.len()).collect();
    let pairs = pairs(document);
    let mut add = |format: Format, pair: &[usize], witnesses: &[usize]| {
        let path = path(document, format, pair);
        let witnesses = witnesses.to_vec();
        files.push(Export { path, format, document: Some(index), witnesses });
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
}
