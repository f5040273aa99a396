//! The state of an edition as data.

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::model::Anchor;
use crate::model::Document;
use crate::model::Edition;
use crate::model::Ground;
use crate::model::MeasureRole;
use crate::model::Target;
use crate::model::Term;

use serde::Deserialize;
use serde::Serialize;

use std::collections::BTreeMap;

/// The form of the file; a file of another form is refused.
const FORM: u32 = 1;

/// Hexadecimal characters of a hash: enough to tell two texts apart.
const HASH: usize = 16;

/// What an edition has, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The form of the file.
    pub form: u32,
    /// Version of the program that made it.
    pub tool: String,
    /// Version of the edition.
    pub version: String,
    /// Date of that version.
    pub date: Option<String>,
    /// How many of each there are.
    pub counts: BTreeMap<String, usize>,
    /// Documents by id.
    pub documents: BTreeMap<String, DocumentReport>,
    /// Terms by id: hashes of what they say.
    pub terms: BTreeMap<String, String>,
    /// Links and gaps by id: hashes.
    pub links: BTreeMap<String, String>,
    /// Prose pages by name: hashes.
    pub pages: BTreeMap<String, String>,
    /// Findings per rule.
    pub rules: BTreeMap<String, usize>,
    /// All findings.
    pub findings: Vec<Finding>,
}

/// What a document has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentReport {
    /// Segments in the order of the document, by id; for each witness that reads it a hash.
    pub segments: Vec<(String, BTreeMap<String, String>)>,
    /// For each witness how many segments it reads, of all.
    pub coverage: BTreeMap<String, [usize; 2]>,
    /// Notes by id: hashes.
    pub notes: BTreeMap<String, String>,
    /// Targets by id: their numbers, plain.
    pub targets: BTreeMap<String, Vec<String>>,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// Name of the rule or fault.
    pub rule: String,
    /// The file, where the finding has a place.
    pub file: Option<String>,
    /// Its line, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl Report {
    /// The report of an edition; without one, of the findings alone.
    #[must_use]
    pub fn new(
        edition: Option<&Edition>,
        diagnostics: &[Diagnostic],
        sources: &SourceMap,
        tool: &str,
    ) -> Self {
        let mut report = edition.map_or_else(Self::empty, of_edition);
        report.tool = tool.to_owned();
        for diagnostic in diagnostics {
            *report.rules.entry(diagnostic.code.to_owned()).or_default() += 1;
            report.findings.push(finding(diagnostic, sources));
        }
        report
    }

    fn empty() -> Self {
        Self {
            form: FORM,
            tool: String::new(),
            version: String::new(),
            date: None,
            counts: BTreeMap::new(),
            documents: BTreeMap::new(),
            terms: BTreeMap::new(),
            links: BTreeMap::new(),
            pages: BTreeMap::new(),
            rules: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    /// The text of the file.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Plain texts and numbers can always be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// Why it is no report of this form.
    pub fn parse(text: &str) -> Result<Self, String> {
        let report: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if report.form == FORM {
            return Ok(report);
        }
        Err(format!("it has the form {}, and this program reads the form {FORM}", report.form))
    }
}

fn of_edition(edition: &Edition) -> Report {
    let documents = edition.documents.iter();
    let mut report = Report {
        version: edition.site.version.clone(),
        date: edition.site.date.map(|date| date.to_string()),
        documents: documents.map(|d| (d.id.to_string(), of_document(d))).collect(),
        terms: edition.terms.iter().map(|t| (t.id.to_string(), term(t))).collect(),
        ..Report::empty()
    };
    for link in &edition.links {
        let ends = [&link.from, &link.to].map(|at| place(edition, at));
        report.links.insert(link.id.to_string(), hash(&(link.relation, ends, &link.reason)));
    }
    for gap in &edition.gaps {
        let told = (gap.kind, place(edition, &gap.at), &gap.reason);
        report.links.insert(gap.id.to_string(), hash(&told));
    }
    for page in &edition.pages {
        report.pages.insert(page.name.clone(), hash(&(&page.title, &page.body)));
    }
    report.counts = counts(&report);
    report
}

/// Where an anchor is: its document and segment by id, and its words.
fn place<'a>(edition: &'a Edition, at: &'a Anchor) -> [&'a str; 3] {
    let document = &edition.documents[at.document];
    [document.id.as_str(), document.segments[at.segment].id.as_str(), &at.quote]
}

fn counts(report: &Report) -> BTreeMap<String, usize> {
    let documents = report.documents.values();
    let sum = |of: fn(&DocumentReport) -> usize| documents.clone().map(of).sum::<usize>();
    let readings = sum(|d| d.coverage.values().map(|[present, _]| present).sum());
    let counts = [
        ("documents", report.documents.len()),
        ("segments", sum(|d| d.segments.len())),
        ("readings", readings),
        ("notes", sum(|d| d.notes.len())),
        ("targets", sum(|d| d.targets.len())),
        ("terms", report.terms.len()),
        ("links", report.links.len()),
        ("pages", report.pages.len()),
    ];
    counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect()
}

fn of_document(document: &Document) -> DocumentReport {
    let mut report = DocumentReport::default();
    let names: Vec<String> = document.witnesses.iter().map(|w| w.id.to_string()).collect();
    for segment in &document.segments {
        let mut readings = BTreeMap::new();
        for (name, reading) in names.iter().zip(&segment.readings) {
            let [present, all] = report.coverage.entry(name.clone()).or_default();
            *all += 1;
            if let Some(text) = reading.text() {
                *present += 1;
                readings.insert(name.clone(), hash(&text.raw));
            }
        }
        report.segments.push((segment.id.to_string(), readings));
    }
    for note in &document.notes {
        let at = (&document.segments[note.at.segment].id, &note.at.quote);
        let told = (note.kind, at, &note.corrected, &note.body);
        report.notes.insert(note.id.to_string(), hash(&told));
    }
    for target in &document.targets {
        report.targets.insert(target.id.to_string(), numbers(target));
    }
    report
}

fn numbers(target: &Target) -> Vec<String> {
    let measures = target.measures.iter();
    measures
        .map(|measure| {
            let role = if measure.role == MeasureRole::Goal { "goal" } else { "baseline" };
            let goal = match (measure.number, &measure.ground) {
                (Some(number), _) => number.to_string(),
                (None, Ground::Anchor(anchor)) => anchor.quote.clone(),
                (None, Ground::Outside(words)) => words.clone().unwrap_or_default(),
            };
            format!("{role} {}: {goal}", measure.year)
        })
        .collect()
}

fn term(term: &Term) -> String {
    let forms: Vec<_> = term.forms.iter().map(|form| (&form.lang, &form.text)).collect();
    hash(&(term.kind, forms, &term.gloss))
}

/// A hash of what a value says of itself; the words are those of the edition, without places.
fn hash(value: &impl std::fmt::Debug) -> String {
    let hash = blake3::hash(format!("{value:?}").as_bytes()).to_hex();
    hash.as_str()[..HASH].to_owned()
}

fn finding(diagnostic: &Diagnostic, sources: &SourceMap) -> Finding {
    let place = diagnostic.primary;
    Finding {
        severity: diagnostic.severity.as_str().to_owned(),
        rule: diagnostic.code.to_owned(),
        file: place.map(|span| sources.path(span.file).to_owned()),
        line: place.map(|span| sources.locate(span.file, span.start as usize).line),
        message: diagnostic.message.clone(),
    }
}
