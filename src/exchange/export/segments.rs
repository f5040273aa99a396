//! `segments.json`: a document whole, with its readings by segment and witness, and what is attached to them.

use crate::exchange::export::json;
use crate::exchange::export::work::Work;
use crate::exchange::export::work::characters;
use crate::model::Division;
use crate::model::Heading;
use crate::model::Note;
use crate::model::Reading;

use serde::Serialize;
use serde::Serializer;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use std::collections::BTreeSet;

/// The file. Its segments are most of it: each is written when it is made.
#[derive(Serialize)]
struct File<'a> {
    #[serde(flatten)]
    head: Map<String, Value>,
    document: Value,
    witnesses: Vec<Value>,
    divisions: Vec<Value>,
    segments: Segments<'a>,
    notes: Vec<Value>,
    links: Value,
    gaps: Value,
}

/// Makes the file.
pub(crate) fn file(work: &Work<'_>) -> Vec<u8> {
    let document = work.document;
    let (links, gaps) = across(work);
    json::file(&File {
        head: json::head(work.whole, "duizhao-segments"),
        document: json::document(document),
        witnesses: document.witnesses.iter().map(json::witness).collect(),
        divisions: document.divisions.iter().map(|d| division(work, d)).collect(),
        segments: Segments(work),
        notes: document.notes.iter().map(|n| note(work, n)).collect(),
        links,
        gaps,
    })
}

struct Segments<'a>(&'a Work<'a>);

impl Serialize for Segments<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.0.document.segments.len()).map(|n| segment(self.0, n)))
    }
}

#[derive(Serialize)]
struct SegmentData<'a> {
    id: &'a str,
    division: &'a str,
    kind: &'static str,
    row: Option<usize>,
    permalink: String,
    readings: ByWitness<'a>,
    absent: ByWitness<'a>,
    terms: Vec<TermData<'a>>,
    notes: Vec<&'a str>,
    links: Vec<&'a str>,
    gaps: Vec<&'a str>,
    targets: Vec<&'a str>,
}

/// Words by id of their witness.
struct ByWitness<'a>(Vec<(&'a str, &'a str)>);

impl Serialize for ByWitness<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

#[derive(Serialize)]
struct TermData<'a> {
    term: Option<&'a str>,
    witness: &'a str,
    quote: Option<&'a str>,
    place: [usize; 2],
}

fn division(work: &Work<'_>, division: &Division) -> Value {
    let id = |segment: usize| work.document.segments.get(segment).map(|s| s.id.as_str());
    let heading = match &division.heading {
        None => Value::Null,
        Some(Heading::Printed(segment)) => json!({ "segment": id(*segment) }),
        Some(Heading::Editorial(words)) => json!({ "editorial": json::localized(words) }),
    };
    let parent = division.parent.and_then(|parent| work.document.divisions.get(parent));
    json!({
        "id": division.id.as_str(),
        "kind": division.kind.as_str(),
        "parent": parent.map(|parent| parent.id.as_str()),
        "number": division.number,
        "heading": heading,
        "restored": division.restored,
        "missing": json::localized(&division.missing),
        "columns": division.columns.iter().map(|&segment| id(segment)).collect::<Vec<_>>(),
    })
}

fn segment<'a>(work: &'a Work<'a>, index: usize) -> SegmentData<'a> {
    let segment = &work.document.segments[index];
    let (mut readings, mut absent) = (Vec::new(), Vec::new());
    for (witness, reading) in work.document.witnesses.iter().zip(&segment.readings) {
        match reading {
            Reading::Present(text) => readings.push((witness.id.as_str(), text.raw.as_str())),
            Reading::Absent(kind, _) => absent.push((witness.id.as_str(), kind.as_str())),
        }
    }
    SegmentData {
        id: segment.id.as_str(),
        division: work.division(index).0,
        kind: work.place(index).as_str(),
        row: work.annotated.rows.of(index).map(|row| row + 1),
        permalink: work.whole.permalink(work.index, index),
        readings: ByWitness(readings),
        absent: ByWitness(absent),
        terms: terms(work, index),
        notes: notes_at(work, index),
        links: links_at(work, index),
        gaps: gaps_at(work, index),
        targets: targets_at(work, index),
    }
}

fn terms<'a>(work: &'a Work<'a>, index: usize) -> Vec<TermData<'a>> {
    let mut all = Vec::new();
    for (witness, facts) in work.document.witnesses.iter().enumerate() {
        let Some(raw) = work.text(index, witness) else { continue };
        for occurrence in work.annotated.occurrences.in_reading(index, witness) {
            let place = characters(raw, &occurrence.range());
            let term = work.whole.edition.terms.get(occurrence.term());
            all.push(TermData {
                term: term.map(|term| term.id.as_str()),
                witness: facts.id.as_str(),
                quote: raw.get(occurrence.range()),
                place: [place.start, place.end],
            });
        }
    }
    all
}

fn notes_at<'a>(work: &'a Work<'a>, index: usize) -> Vec<&'a str> {
    let notes = work.annotated.attached.notes.get(&index).into_iter().flatten();
    notes.filter_map(|&note| work.document.notes.get(note)).map(|n| n.id.as_str()).collect()
}

fn links_at<'a>(work: &'a Work<'a>, index: usize) -> Vec<&'a str> {
    let ends = work.whole.annotations.backlinks.links.get(&(work.index, index));
    let links = ends.into_iter().flatten().map(|end| end.link).collect::<BTreeSet<_>>();
    let links = links.into_iter().filter_map(|link| work.whole.edition.links.get(link));
    links.map(|link| link.id.as_str()).collect()
}

fn gaps_at<'a>(work: &'a Work<'a>, index: usize) -> Vec<&'a str> {
    let gaps = work.whole.annotations.backlinks.gaps.get(&(work.index, index));
    let gaps = gaps.into_iter().flatten().filter_map(|&gap| work.whole.edition.gaps.get(gap));
    gaps.map(|gap| gap.id.as_str()).collect()
}

fn targets_at<'a>(work: &'a Work<'a>, index: usize) -> Vec<&'a str> {
    let places = work.annotated.attached.targets.get(&index).into_iter().flatten();
    let targets = places.map(|place| place.target).collect::<BTreeSet<_>>();
    let targets = targets.into_iter().filter_map(|target| work.document.targets.get(target));
    targets.map(|target| target.id.as_str()).collect()
}

fn note(work: &Work<'_>, note: &Note) -> Value {
    json!({
        "id": note.id.as_str(),
        "kind": note.kind.as_str(),
        "at": json::anchor(work.whole, &note.at),
        "corrected": note.corrected,
        "body": json::localized(&note.body),
    })
}

/// The links and gaps that touch this document, in file order.
fn across(work: &Work<'_>) -> (Value, Value) {
    let whole = work.whole;
    let here = |ends: &[usize]| ends.contains(&work.index);
    let links = whole.edition.links.iter().filter(|l| here(&[l.from.document, l.to.document]));
    let gaps = whole.edition.gaps.iter().filter(|g| here(&[g.at.document, g.missing_in]));
    let links = links.map(|link| json::link(whole, link)).collect();
    (Value::Array(links), Value::Array(gaps.map(|gap| json::gap(whole, gap)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::export::fixture::Fixture;

    const PLAN: &str = "document plan zh:zh-Hans:source en:en
        s1 | 数据要素 | data elements
        & s2 | 数据 | -
        s3 | 无 | nothing
        term shuju | zh 数据 | en data
        term yaosu | zh 数据要素 | en data element";

    #[test]
    fn readings_absences_rows_and_terms_are_there() {
        let fixture = Fixture::new(PLAN);
        let value: Value = serde_json::from_slice(&file(&fixture.work(0))).unwrap();
        let segments = value["segments"].as_array().unwrap();
        assert_eq!(segments[0]["readings"], json!({ "zh": "数据要素", "en": "data elements" }));
        assert_eq!(segments[1]["absent"], json!({ "en": "omitted" }));
        let rows: Vec<_> = segments.iter().map(|s| s["row"].as_u64().unwrap()).collect();
        assert_eq!(rows, [1, 1, 2]);
        let term = &segments[0]["terms"][1];
        assert_eq!((&term["term"], &term["quote"]), (&json!("yaosu"), &json!("data elements")));
        assert_eq!(segments[0]["terms"][0]["place"], json!([0, 4]), "characters, not bytes");
        assert_eq!(segments[0]["permalink"], "../plan/index.html#s1");
    }

    #[test]
    fn notes_stand_at_their_segments_and_in_full() {
        let mut fixture = Fixture::new(PLAN);
        fixture.note("n", "s2", "zh", "数据");
        let value: Value = serde_json::from_slice(&file(&fixture.work(0))).unwrap();
        assert_eq!(value["segments"][1]["notes"], json!(["n"]));
        assert_eq!(value["notes"][0]["at"]["quote"], "数据");
        assert_eq!(value["notes"][0]["body"]["en"], "n, in *words*");
    }
}
