//! The rendering matrix: what each witness makes of each term, with counts and places.

use crate::annotate::Cell;
use crate::annotate::Place;
use crate::exchange::export::json;
use crate::exchange::export::kind::Format;
use crate::exchange::export::list::Part;
use crate::exchange::export::table::Table;
use crate::exchange::export::work::Whole;
use crate::exchange::export::work::Work;
use crate::exchange::export::work::role;
use crate::model::Term;

use serde::Serialize;
use serde::Serializer;
use serde_json::Map;
use serde_json::Value;

/// One line: a form, or a way of having none.
struct Line<'a> {
    found: &'static str,
    form: &'a str,
    status: &'static str,
    places: &'a [Place],
}

/// The lines of a cell: forms in the order of the glossary, then what is no form.
fn lines<'a>(term: &'a Term, cell: Cell<'a>) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for (form, places) in cell.forms() {
        let form = form.and_then(|form| term.forms.get(form));
        lines.push(match form {
            Some(form) => Line {
                found: "form",
                form: form.text.as_str(),
                status: form.status.as_str(),
                places,
            },
            None => Line { found: "marked", form: "", status: "", places },
        });
    }
    let others =
        [("nested", cell.nested()), ("unmatched", cell.unmatched()), ("absent", cell.absent())];
    let others = others.into_iter().filter(|(_, places)| !places.is_empty());
    lines.extend(others.map(|(found, places)| Line { found, form: "", status: "", places }));
    lines
}

fn segments<'a>(work: &Work<'a>, places: &[Place]) -> Vec<&'a str> {
    let segments = places.iter().filter_map(|place| work.document.segments.get(place.segment()));
    segments.map(|segment| segment.id.as_str()).collect()
}

/// The documents of a part, or all.
fn works<'a>(whole: Whole<'a>, part: Option<&Part>) -> impl Iterator<Item = Work<'a>> {
    let all = 0..whole.edition.documents.len();
    let documents = part.map_or(all, |part| part.documents.clone());
    documents.filter_map(move |index| whole.work(index))
}

/// `renderings.csv`, or a part of it; each is a table with a head.
pub(crate) fn table(whole: Whole<'_>, part: Option<&Part>) -> Vec<u8> {
    let mut table = Table::commas();
    table.line(&[
        "document", "term", "witness", "lang", "role", "found", "form", "status", "count",
        "segments",
    ]);
    for work in works(whole, part) {
        for ((term, witness), cell) in work.annotated.matrix.iter() {
            let Some(term) = whole.edition.terms.get(term) else { continue };
            let facts = &work.document.witnesses[witness];
            for line in lines(term, cell) {
                table.line(&[
                    work.document.id.as_str(),
                    term.id.as_str(),
                    facts.id.as_str(),
                    facts.lang.as_str(),
                    role(facts),
                    line.found,
                    line.form,
                    line.status,
                    &line.places.len().to_string(),
                    &segments(&work, line.places).join(" "),
                ]);
            }
        }
    }
    table.finish()
}

/// `renderings.json`, written cell by cell: all of them as values would take many times the file.
#[derive(Serialize)]
struct Data<'a> {
    #[serde(flatten)]
    head: Map<String, Value>,
    /// Which of several files it is; not written where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<PartData>,
    cells: Cells<'a>,
}

#[derive(Serialize)]
struct PartData {
    number: usize,
    of: usize,
    /// The name of the next file.
    next: Option<String>,
}

/// The cells of the documents of a part, or of all.
struct Cells<'a>(Whole<'a>, Option<&'a Part>);

#[derive(Serialize)]
struct CellData<'a> {
    document: &'a str,
    term: &'a str,
    witness: &'a str,
    renderings: Vec<Rendering<'a>>,
}

#[derive(Serialize)]
struct Rendering<'a> {
    found: &'static str,
    form: Option<&'a str>,
    status: Option<&'static str>,
    count: usize,
    segments: Vec<&'a str>,
}

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(works(self.0, self.1).flat_map(cells))
    }
}

fn cells(work: Work<'_>) -> impl Iterator<Item = CellData<'_>> {
    work.annotated.matrix.iter().filter_map(move |((term, witness), cell)| {
        let term = work.whole.edition.terms.get(term)?;
        Some(CellData {
            document: work.document.id.as_str(),
            term: term.id.as_str(),
            witness: work.document.witnesses[witness].id.as_str(),
            renderings: lines(term, cell).iter().map(|line| rendering(&work, line)).collect(),
        })
    })
}

fn rendering<'a>(work: &Work<'a>, line: &Line<'a>) -> Rendering<'a> {
    Rendering {
        found: line.found,
        form: Some(line.form).filter(|form| !form.is_empty()),
        status: Some(line.status).filter(|status| !status.is_empty()),
        count: line.places.len(),
        segments: segments(work, line.places),
    }
}

/// `renderings.json`, or a part of it.
pub(crate) fn data(whole: Whole<'_>, part: Option<&Part>) -> Vec<u8> {
    let head = json::head(whole, "duizhao-renderings");
    let facts = part.map(|&Part { number, of, .. }| PartData {
        number,
        of,
        next: (number < of).then(|| Part::name(Format::RenderingsJson.ending(), number + 1)),
    });
    json::file(&Data { head, part: facts, cells: Cells(whole, part) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate;
    use crate::exchange::export::fixture::Fixture;

    use serde_json::json;

    const PLAN: &str = "document d zh:zh-Hans:source en:en
        s1 | 数据 | data\ns2 | 数据 | nothing\ns3 | 数据 | -
        term a | zh 数据 | en data";

    #[test]
    fn forms_and_what_is_none_are_counted() {
        let fixture = Fixture::new(PLAN);
        let file = table(fixture.whole(), None);
        let text = std::str::from_utf8(&file).unwrap();
        for line in [
            "d,a,en,en,translation,form,data,preferred,1,s1\r\n",
            "d,a,en,en,translation,unmatched,,,1,s2\r\n",
            "d,a,en,en,translation,absent,,,1,s3\r\n",
        ] {
            assert!(text.contains(line), "{text}");
        }
        let value: Value = serde_json::from_slice(&data(fixture.whole(), None)).unwrap();
        assert_eq!(value["cells"][0]["renderings"][1]["segments"], json!(["s2"]));
    }

    /// A document with a source and one without, in which every kind of line stands.
    const KINDS: &str = "document d zh:zh-Hans:source en:en fr:fr
        s1 | 数据 数据 | data datum | données
        s2 | 数据 | data system | -
        s3 | 数据 | figures | rien
        document e en:en
        t1 | data
        term a | zh 数据 | en data / datum
        term b | en data system
        term c | zh 无";

    fn kinds() -> Fixture {
        let mut fixture = Fixture::new(KINDS);
        let mark = annotate::fixture::anchor(&fixture.edition, "s3", "en", "figures");
        fixture.edition.terms[0].marked.push(mark);
        fixture.changed();
        fixture
    }

    #[test]
    fn a_cell_stands_for_each_term_and_witness_of_each_document() {
        let fixture = kinds();
        let value: Value = serde_json::from_slice(&data(fixture.whole(), None)).unwrap();
        let line = |found: &str, form: Value, status: Value, segments: &[&str]| {
            json!({
                "found": found, "form": form, "status": status,
                "count": segments.len(), "segments": segments,
            })
        };
        let none = || Value::Null;
        let cells = json!([
            { "document": "d", "term": "a", "witness": "en", "renderings": [
                line("marked", none(), none(), &["s3"]),
                line("form", "data".into(), "preferred".into(), &["s1"]),
                line("form", "datum".into(), "accepted".into(), &["s1"]),
                line("nested", none(), none(), &["s2"]),
            ] },
            { "document": "d", "term": "a", "witness": "fr", "renderings": [
                line("unmatched", none(), none(), &["s1", "s1", "s3"]),
                line("absent", none(), none(), &["s2"]),
            ] },
            { "document": "e", "term": "a", "witness": "en", "renderings": [
                line("form", "data".into(), "preferred".into(), &["t1"]),
            ] },
        ]);
        assert_eq!(value["cells"], cells);
        assert_eq!(value["format"], "duizhao-renderings");
    }

    #[test]
    fn the_table_has_the_lines_of_the_cells() {
        let fixture = kinds();
        let file = String::from_utf8(table(fixture.whole(), None)).unwrap();
        let lines: Vec<_> = file.lines().skip(1).collect();
        let expected = [
            "d,a,en,en,translation,marked,,,1,s3",
            "d,a,en,en,translation,form,data,preferred,1,s1",
            "d,a,en,en,translation,form,datum,accepted,1,s1",
            "d,a,en,en,translation,nested,,,1,s2",
            "d,a,fr,fr,translation,unmatched,,,3,s1 s1 s3",
            "d,a,fr,fr,translation,absent,,,1,s2",
            "e,a,en,en,translation,form,data,preferred,1,t1",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn parts_have_the_cells_and_lines_of_the_whole() {
        let fixture = kinds();
        let parts = Part::all(2, 1);
        let read = |part: Option<&Part>| -> Value {
            serde_json::from_slice(&data(fixture.whole(), part)).unwrap()
        };
        let (whole, parted) = (read(None), [read(Some(&parts[0])), read(Some(&parts[1]))]);
        assert_eq!(whole["part"], Value::Null);
        assert_eq!(
            parted[0]["part"],
            json!({"number": 1, "of": 2, "next": "renderings.part-2.json"})
        );
        assert_eq!(parted[1]["part"], json!({"number": 2, "of": 2, "next": null}));
        let cells = |value: &Value| value["cells"].as_array().unwrap().clone();
        assert_eq!([cells(&parted[0]), cells(&parted[1])].concat(), cells(&whole));
        let lines = |part: Option<&Part>| {
            let text = String::from_utf8(table(fixture.whole(), part)).unwrap();
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        let (whole, parted) = (lines(None), [lines(Some(&parts[0])), lines(Some(&parts[1]))]);
        assert_eq!([&parted[0][..], &parted[1][1..]].concat(), whole);
        assert_eq!(parted[1][0], whole[0]);
    }
}
