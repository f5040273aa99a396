//! The formats: names, media types, endings.

/// A format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// A document whole, as JSON.
    Segments,
    /// A document as a table for spreadsheets.
    Commas,
    /// A document as a table for programs.
    Tabs,
    /// Translation memory.
    Tmx,
    /// A source and a translation.
    Xliff2,
    /// A source and a translation, for older tools.
    Xliff1,
    /// A source and a translation, for gettext.
    Po,
    /// All witnesses, for scholars.
    Tei,
    /// Notes as Web Annotations.
    Annotations,
    /// Bibliography.
    Bibtex,
    /// Bibliography.
    Ris,
    /// Bibliography.
    Csl,
    /// An electronic book.
    Epub,
    /// One file for reading without a network.
    Html,
    /// The glossary whole, as JSON.
    GlossaryJson,
    /// The glossary as a table, a line per form.
    GlossaryTable,
    /// Terminology exchange, ISO 30042:2019.
    Tbx3,
    /// Terminology exchange, ISO 30042:2008.
    Tbx2,
    /// What each witness makes of each term, as JSON.
    RenderingsJson,
    /// The same as a table.
    RenderingsTable,
    /// The targets as a table, a line per number.
    TargetsTable,
    /// What the columns of that table mean.
    TargetsMetadata,
    /// The targets as JSON.
    TargetsJson,
    /// Links and gaps as a table.
    LinksTable,
    /// Links and gaps as JSON.
    LinksJson,
}

/// Key, name, media type and ending of a format.
type Facts = (&'static str, &'static str, &'static str, &'static str);

impl Format {
    /// All formats, those of documents first.
    pub const ALL: [Self; 25] = [
        Self::Segments,
        Self::Commas,
        Self::Tabs,
        Self::Tmx,
        Self::Xliff2,
        Self::Xliff1,
        Self::Po,
        Self::Tei,
        Self::Annotations,
        Self::Bibtex,
        Self::Ris,
        Self::Csl,
        Self::Epub,
        Self::Html,
        Self::GlossaryJson,
        Self::GlossaryTable,
        Self::Tbx3,
        Self::Tbx2,
        Self::RenderingsJson,
        Self::RenderingsTable,
        Self::TargetsTable,
        Self::TargetsMetadata,
        Self::TargetsJson,
        Self::LinksTable,
        Self::LinksJson,
    ];

    fn facts(self) -> Facts {
        match self {
            Self::Segments => ("segments", "JSON", "application/json", "json"),
            Self::Commas => ("csv", "CSV", "text/csv; charset=utf-8", "csv"),
            Self::Tabs => ("tsv", "TSV", "text/tab-separated-values; charset=utf-8", "tsv"),
            Self::Tmx => ("tmx", "TMX 1.4b", "application/x-tmx+xml", "tmx"),
            Self::Xliff2 => ("xliff", "XLIFF 2.1", "application/xliff+xml", "xlf"),
            Self::Xliff1 => ("xliff-12", "XLIFF 1.2", "application/x-xliff+xml", "v12.xlf"),
            Self::Po => ("po", "PO", "text/x-gettext-translation; charset=utf-8", "po"),
            Self::Tei => ("tei", "TEI P5", "application/tei+xml", "tei.xml"),
            Self::Annotations => (
                "annotations",
                "Web Annotation",
                "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"",
                "notes.jsonld",
            ),
            Self::Bibtex => ("bibtex", "BibTeX", "application/x-bibtex; charset=utf-8", "bib"),
            Self::Ris => {
                ("ris", "RIS", "application/x-research-info-systems; charset=utf-8", "ris")
            }
            Self::Csl => ("csl", "CSL-JSON", "application/vnd.citationstyles.csl+json", "csl.json"),
            Self::Epub => ("epub", "EPUB 3", "application/epub+zip", "epub"),
            Self::Html => ("html", "HTML", "text/html; charset=utf-8", "html"),
            other => other.facts_of_the_edition(),
        }
    }

    fn facts_of_the_edition(self) -> Facts {
        const TABLE: &str = "text/csv; charset=utf-8";
        const JSON: &str = "application/json";
        match self {
            Self::GlossaryJson => ("glossary-json", "JSON", JSON, "glossary.json"),
            Self::GlossaryTable => ("glossary-csv", "CSV", TABLE, "glossary.csv"),
            Self::Tbx3 => ("tbx", "TBX 3", "application/x-tbx+xml", "glossary.tbx"),
            Self::Tbx2 => ("tbx-2", "TBX 2", "application/x-tbx+xml", "glossary.v2.tbx"),
            Self::RenderingsJson => ("renderings-json", "JSON", JSON, "renderings.json"),
            Self::RenderingsTable => ("renderings-csv", "CSV", TABLE, "renderings.csv"),
            Self::TargetsTable => ("targets-csv", "CSV", TABLE, "targets.csv"),
            Self::TargetsMetadata => {
                ("targets-csvw", "CSVW", "application/csvm+json", "targets.csv-metadata.json")
            }
            Self::TargetsJson => ("targets-json", "JSON", JSON, "targets.json"),
            Self::LinksTable => ("links-csv", "CSV", TABLE, "links.csv"),
            _ => ("links-json", "JSON", JSON, "links.json"),
        }
    }

    /// Names the format in addresses, classes and files of UI words (`export.<key>` describes it).
    #[must_use]
    pub fn key(self) -> &'static str {
        self.facts().0
    }

    /// The format's own name, the same in every language.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.facts().1
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.facts().2
    }

    /// The ending of a document's file, without the first dot; the whole name of a file of the edition.
    pub(crate) fn ending(self) -> &'static str {
        self.facts().3
    }

    /// Whether a file of many documents is cut into several.
    #[must_use]
    pub fn is_in_parts(self) -> bool {
        matches!(self, Self::RenderingsJson | Self::RenderingsTable)
    }

    /// Whether the format holds a source and a translation.
    #[must_use]
    pub fn is_pair(self) -> bool {
        matches!(self, Self::Xliff2 | Self::Xliff1 | Self::Po)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::collections::BTreeSet;

    #[test]
    fn keys_are_unique() {
        let keys: BTreeSet<_> = Format::ALL.iter().map(|format| format.key()).collect();
        assert_eq!(keys.len(), Format::ALL.len());
    }
}
