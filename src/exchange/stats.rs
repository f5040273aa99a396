//! How much there is in an edition, as numbers: by document, and of the glossary.

use crate::annotate::Annotations;
use crate::annotate::DocumentAnnotations;
use crate::model::Absence;
use crate::model::Document;
use crate::model::Edition;

use serde::Serialize;

use std::collections::BTreeMap;

/// The numbers of an edition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// In the order of the edition.
    pub documents: Vec<DocumentStats>,
    /// Terms of the glossary.
    pub terms: TermStats,
    /// Links between passages.
    pub links: usize,
    /// Passages without a counterpart.
    pub gaps: usize,
}

/// The numbers of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DocumentStats {
    /// Its id.
    pub id: String,
    /// Headings, sentences, rows of tables.
    pub rows: usize,
    /// Segments.
    pub segments: usize,
    /// Segments in which every witness has words.
    pub complete: usize,
    /// In the order of `document.toml`.
    pub witnesses: Vec<WitnessStats>,
    /// Notes by kind.
    pub notes: BTreeMap<&'static str, usize>,
    /// Targets.
    pub targets: usize,
    /// Ends of links in it.
    pub link_ends: usize,
    /// Gaps whose passage stands in it.
    pub gaps: usize,
    /// Places where source witnesses of one language differ.
    pub variants: usize,
}

/// The numbers of one witness.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct WitnessStats {
    /// Its id.
    pub id: String,
    /// Its language.
    pub lang: String,
    /// Readings with words.
    pub readings: usize,
    /// Readings without words, by kind.
    pub absent: BTreeMap<&'static str, usize>,
    /// Occurrences of terms.
    pub occurrences: usize,
    /// Occurrences in the source for which a form of the term was found here.
    pub matched: usize,
    /// Occurrences in the source for which none was found, although there are words.
    pub unmatched: usize,
}

/// The numbers of the glossary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct TermStats {
    /// Terms whose source form stands in the edition.
    pub attested: usize,
    /// Terms known from elsewhere.
    pub unattested: usize,
    /// Terms that occur at least once, by themselves or within a longer term.
    pub occurring: usize,
    /// Occurrences of all terms in all witnesses.
    pub occurrences: usize,
}

/// Counts an edition.
#[must_use]
pub fn of(edition: &Edition, annotations: &Annotations) -> Stats {
    let documents = edition.documents.iter().zip(&annotations.documents).enumerate();
    let places = &annotations.terms;
    let attested = edition.terms.iter().filter(|term| term.attested).count();
    Stats {
        documents: documents.map(|(at, (d, a))| document(edition, at, (d, a))).collect(),
        terms: TermStats {
            attested,
            unattested: edition.terms.len() - attested,
            occurring: places.iter().filter(|p| p.occurrences + p.nested > 0).count(),
            occurrences: places.iter().map(|p| p.occurrences).sum(),
        },
        links: edition.links.len(),
        gaps: edition.gaps.len(),
    }
}

fn document(
    edition: &Edition,
    at: usize,
    (document, annotations): (&Document, &DocumentAnnotations),
) -> DocumentStats {
    let figures = &annotations.figures;
    let mut notes = BTreeMap::new();
    for note in &document.notes {
        *notes.entry(note.kind.as_str()).or_default() += 1;
    }
    let ends = edition.links.iter().flat_map(|link| [&link.from, &link.to]);
    let witnesses = document.witnesses.iter().zip(&figures.witnesses);
    DocumentStats {
        id: document.id.to_string(),
        rows: figures.rows,
        segments: figures.segments,
        complete: figures.complete,
        witnesses: witnesses
            .map(|(witness, figures)| WitnessStats {
                id: witness.id.to_string(),
                lang: witness.lang.to_string(),
                readings: figures.present,
                absent: absences(&figures.absent),
                occurrences: figures.occurrences,
                matched: figures.matched,
                unmatched: figures.unmatched,
            })
            .collect(),
        notes,
        targets: document.targets.len(),
        link_ends: ends.filter(|end| end.document == at).count(),
        gaps: edition.gaps.iter().filter(|gap| gap.at.document == at).count(),
        variants: annotations.variants.len(),
    }
}

fn absences(counts: &[usize]) -> BTreeMap<&'static str, usize> {
    let kinds = Absence::ALL.iter().zip(counts).filter(|(_, n)| **n > 0);
    kinds.map(|(kind, n)| (kind.as_str(), *n)).collect()
}

impl Stats {
    /// As a JSON object.
    #[must_use]
    pub fn json(&self) -> String {
        // These types always have a JSON form.
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }

    /// As lines for people.
    #[must_use]
    pub fn table(&self) -> String {
        let mut out = String::new();
        for document in &self.documents {
            out.push_str(&document.table());
            out.push('\n');
        }
        let TermStats { attested, unattested, occurring, occurrences } = self.terms;
        let rows = [
            (
                "terms",
                format!("{} ({attested} attested, {unattested} unattested)", attested + unattested),
            ),
            ("", format!("{occurring} occur, {}", counted(occurrences, "occurrence"))),
            ("links", self.links.to_string()),
            ("gaps", self.gaps.to_string()),
        ];
        out.push_str("edition\n");
        rows.iter().for_each(|(name, value)| out.push_str(&row(name, value)));
        out
    }
}

impl DocumentStats {
    fn table(&self) -> String {
        let Self { rows, segments, complete, targets, link_ends, gaps, variants, .. } = self;
        let mut out = format!("{}\n", self.id);
        out.push_str(&row("rows", &rows.to_string()));
        out.push_str(&row(
            "segments",
            &format!("{segments} ({complete} with words in every witness)"),
        ));
        for witness in &self.witnesses {
            out.push_str(&row(&witness.id, &witness.line()));
        }
        let notes: usize = self.notes.values().sum();
        out.push_str(&row("notes", &listed(notes, &self.notes)));
        for (name, n) in
            [("targets", targets), ("link ends", link_ends), ("gaps", gaps), ("variants", variants)]
        {
            out.push_str(&row(name, &n.to_string()));
        }
        out
    }
}

impl WitnessStats {
    fn line(&self) -> String {
        let absent: usize = self.absent.values().sum();
        let mut parts = vec![format!("{}: {}", self.lang, counted(self.readings, "reading"))];
        parts.push(format!("{} absent", listed(absent, &self.absent)));
        parts.push(counted(self.occurrences, "occurrence"));
        if self.matched + self.unmatched > 0 {
            let matched = counted(self.matched, "rendering");
            parts.push(format!("{matched} matched, {} not", self.unmatched));
        }
        parts.join(", ")
    }
}

/// `1 reading`, `2 readings`.
fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// `3 (1 lost, 2 omitted)`.
fn listed(all: usize, by_kind: &BTreeMap<&'static str, usize>) -> String {
    if by_kind.is_empty() {
        return all.to_string();
    }
    let kinds: Vec<_> = by_kind.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
    format!("{all} ({})", kinds.join(", "))
}

/// Ids are ASCII: their bytes are their width.
fn row(name: &str, value: &str) -> String {
    format!("  {name:<14} {value}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate;
    use crate::load;
    use crate::load::tree::SourceTree;

    #[test]
    fn an_edition_is_counted() {
        let fixture = "//- site.toml\ntitle = { en = \"A\" }\nlanguages = [\"en\"]\n\
            //- content/a/document.toml\nid = \"a\"\ntitle = { en = \"A\" }\nbody = [\"x\", [\"y\", \"z\"]]\n\
            [[witness]]\nid = \"zh\"\nname = { en = \"zh\" }\nlang = \"zh\"\nrole = \"source\"\n\
            [[witness]]\nid = \"en\"\nname = { en = \"en\" }\nlang = \"en\"\nrole = \"translation\"\n\
            //- content/a/zh.toml\nx = '道'\ny = '道'\nz = '名'\n\
            //- content/a/en.toml\nx = 'way'\ny = 'path'\nz = { absent = \"lost\" }\n\
            //- content/a/notes.toml\n[[note]]\nid = \"n\"\nkind = \"textual\"\nbody = { en = \"n\" }\n\
            at = { segment = \"x\", witness = \"zh\", quote = \"道\" }\n\
            //- glossary/w.toml\ntheme = { en = \"W\" }\n[[term]]\nid = \"dao\"\nkind = \"concept\"\n\
            forms.zh = { form = \"道\" }\nforms.en = { form = \"way\" }\n[[term]]\nid = \"de\"\nkind = \"concept\"\n\
            attested = false\nforms.zh = { form = \"德\" }\n";
        let loaded = load::edition(&SourceTree::from_fixture(fixture));
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        let edition = loaded.edition.unwrap();
        let stats = of(&edition, &annotate::edition(&edition));
        let expected = "a
  rows           2
  segments       3 (2 with words in every witness)
  zh             zh: 3 readings, 0 absent, 2 occurrences
  en             en: 2 readings, 1 (1 lost) absent, 1 occurrence, 1 rendering matched, 1 not
  notes          1 (1 textual)
  targets        0
  link ends      0
  gaps           0
  variants       0

edition
  terms          2 (1 attested, 1 unattested)
                 1 occur, 3 occurrences
  links          0
  gaps           0
";
        assert_eq!(stats.table(), expected);
        let json: serde_json::Value = serde_json::from_str(&stats.json()).unwrap();
        assert_eq!(json["documents"][0]["witnesses"][1]["absent"]["lost"], 1);
        assert_eq!(json["terms"]["unattested"], 1);
    }
}
