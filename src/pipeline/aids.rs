//! What the preview tells editors in its pages: where readings stand, and the findings in them.

use crate::annotate::Annotations;
use crate::annotate::Standing;
use crate::annotate::review;
use crate::check::rules::unmatched_rendering;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Findings;
use crate::diag::Span;
use crate::model::Document;
use crate::model::Edition;
use crate::model::Text;

use serde::Serialize;

use std::collections::BTreeMap;
use std::sync::Arc;

/// The aids of one run: made of the same edition, annotations and findings as its site.
pub struct Aids {
    edition: Arc<Edition>,
    annotations: Arc<Annotations>,
    findings: Arc<Findings>,
}

/// The aids of a document.
#[derive(Serialize)]
struct Page<'a> {
    version: &'a str,
    document: &'a str,
    readings: Vec<Marked<'a>>,
}

/// A reading of which there is something to tell.
#[derive(Serialize)]
struct Marked<'a> {
    segment: &'a str,
    witness: &'a str,
    #[serde(flatten)]
    known: Known<'a>,
}

/// What there is to tell of a reading.
#[derive(Default, Serialize)]
struct Known<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<String>,
    findings: Vec<Finding<'a>>,
}

/// A finding in a reading.
#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    severity: &'static str,
    message: String,
    hints: &'a [String],
    /// The words it is about, in UTF-16 units of the reading as scripts count them; `None` where
    /// it is about all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<[usize; 2]>,
}

type Readings<'a> = BTreeMap<(usize, usize), Known<'a>>;

impl Aids {
    /// Aids of an edition and what was found in it.
    pub(super) fn new(
        (edition, annotations): (Arc<Edition>, Arc<Annotations>),
        findings: Arc<Findings>,
    ) -> Self {
        Self { edition, annotations, findings }
    }

    /// The aids of a document as an object in JSON, if there is such a document.
    #[must_use]
    pub fn json(&self, id: &str, version: &str) -> Option<String> {
        let index = self.edition.documents.iter().position(|d| d.id.as_str() == id)?;
        let document = &self.edition.documents[index];
        let mut readings = standings(document);
        let places = Places::of(document);
        self.add_findings(&places, &mut readings);
        self.add_unmatched(index, &places, &mut readings);
        let readings = readings.into_iter().map(|((segment, witness), known)| Marked {
            segment: document.segments[segment].id.as_str(),
            witness: document.witnesses[witness].id.as_str(),
            known,
        });
        serde_json::to_string(&Page { version, document: id, readings: readings.collect() }).ok()
    }

    /// Adds the findings that lie in readings, at each of their places.
    fn add_findings<'a>(&'a self, places: &Places<'a>, readings: &mut Readings<'a>) {
        let unmatched = unmatched_rendering::RULE.code;
        let has_place = |f: &Diagnostic| spans(f).any(|span| places.at(span).is_some());
        for finding in self.findings.select(|f| f.code != unmatched && has_place(f)) {
            for span in spans(finding) {
                let Some((place, text)) = places.at(span) else { continue };
                let message = finding.message.clone();
                let found = told(finding, message, within(text, span));
                readings.entry(place).or_default().findings.push(found);
            }
        }
    }

    /// Adds renderings that are not matched: the finding names a few of the places, here are all.
    fn add_unmatched<'a>(&'a self, index: usize, places: &Places<'a>, readings: &mut Readings<'a>) {
        let (document, annotated) =
            (&self.edition.documents[index], &self.annotations.documents[index]);
        let code = unmatched_rendering::RULE.code;
        let is_here = |f: &Diagnostic| f.primary.is_some_and(|span| places.at(span).is_some());
        for finding in self.findings.select(|f| f.code == code && is_here(f)) {
            for ((term, witness), cell) in annotated.matrix.iter() {
                let places = cell.unmatched().iter().filter_map(|place| {
                    let text = document.segments[place.segment()].readings[witness].text()?;
                    Some((*place, text))
                });
                let places: Vec<_> = places.collect();
                let first = places.first().map(|(_, text)| text.span);
                let claim = unmatched_rendering::claim(
                    document.witnesses[witness].id.as_str(),
                    self.edition.terms[term].id.as_str(),
                );
                if first != finding.primary || !finding.message.starts_with(&claim) {
                    continue;
                }
                for (place, _) in places {
                    let source =
                        document.segments[place.segment()].readings[place.witness()].text();
                    let range = annotated.occurrences.get(place).map(|found| found.range());
                    let words = source.zip(range).and_then(|(text, range)| text.raw.get(range));
                    let message = format!("{claim} for 「{}」", words.unwrap_or_default());
                    let key = (place.segment(), witness);
                    readings.entry(key).or_default().findings.push(told(finding, message, None));
                }
            }
        }
    }
}

/// The places of a finding; none where it has only others that matter.
fn spans(finding: &Diagnostic) -> impl Iterator<Item = Span> {
    let related = finding.related.iter().map(|(span, _)| *span);
    finding.primary.into_iter().chain(related.filter(|_| finding.primary.is_some()))
}

fn told(finding: &Diagnostic, message: String, at: Option<[usize; 2]>) -> Finding<'_> {
    let (severity, hints) = (finding.severity.as_str(), finding.hints.as_slice());
    Finding { code: finding.code, severity, message, hints, at }
}

/// What is known of where readings stand.
fn standings(document: &Document) -> Readings<'_> {
    let all = review::standpoints(document).into_iter().map(|standpoint| {
        let review = standpoint.review.filter(|_| standpoint.standing != Standing::Checked);
        let known = Known {
            state: Some(standpoint.standing.as_str()),
            method: review.and_then(|review| review.method.as_deref()),
            confidence: review.and_then(|review| review.confidence).map(|c| c.to_string()),
            findings: Vec::new(),
        };
        ((standpoint.segment, standpoint.witness), known)
    });
    all.collect()
}

/// Segment, witness and words of a reading.
type Place<'d> = ((usize, usize), &'d Text);

/// Where the words of readings stand in files: file and first byte → the reading.
struct Places<'d>(BTreeMap<(FileId, u32), Place<'d>>);

impl<'d> Places<'d> {
    fn of(document: &'d Document) -> Self {
        let readings = document.segments.iter().enumerate().flat_map(|(segment, s)| {
            let texts = s.readings.iter().enumerate();
            texts.filter_map(move |(witness, r)| Some(((segment, witness), r.text()?)))
        });
        Self(readings.map(|(at, text)| ((text.span.file, text.span.start), (at, text))).collect())
    }

    /// The reading in which a stretch of a file lies.
    fn at(&self, span: Span) -> Option<Place<'d>> {
        let ((file, _), (place, text)) = self.0.range(..=(span.file, span.start)).next_back()?;
        (*file == span.file && span.end <= text.span.end).then_some((*place, *text))
    }
}

/// The words of a reading that a stretch of its file holds, in UTF-16 units; `None` for all of
/// them, and where escapes do not let it be told.
fn within(text: &Text, span: Span) -> Option<[usize; 2]> {
    let is_plain = text.raw.len() == text.span.range().len();
    if !is_plain || (span.start, span.end) == (text.span.start, text.span.end) {
        return None;
    }
    let start = (span.start - text.span.start) as usize;
    let end = (span.end - text.span.start) as usize;
    let units = |to: usize| Some(text.raw.get(..to)?.encode_utf16().count());
    Some([units(start)?, units(end)?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate;
    use crate::annotate::fixture;

    #[test]
    fn what_is_found_elsewhere_is_marked_at_the_places_here_that_it_names() {
        let edition = Arc::new(fixture::edition("document d en:en\ns1 | one\ns2 | two"));
        let annotations = Arc::new(annotate::edition(&edition));
        let elsewhere = Span::new(FileId(99), 0..3);
        let second = edition.documents[0].segments[1].readings[0].text().unwrap().span;
        let findings = Findings::from(vec![
            Diagnostic::warning("not-here", "x").at(elsewhere),
            Diagnostic::warning("named-here", "x").at(elsewhere).also(second, "the first"),
        ]);
        let json = Aids::new((edition, annotations), Arc::new(findings)).json("d", "1").unwrap();
        let page: serde_json::Value = serde_json::from_str(&json).unwrap();
        let marked = |segment: &str| {
            let mut readings = page["readings"].as_array().unwrap().iter();
            readings.find(|r| r["segment"] == segment).map(|r| r["findings"].to_string())
        };
        assert!(marked("s2").unwrap().contains("named-here"));
        assert!(!marked("s1").unwrap_or_default().contains("here"));
        assert!(!json.contains("not-here"));
    }
}
