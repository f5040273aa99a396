//! Targets: by document, by topic across documents, and those known from outside the witnesses.

use crate::model::Decimal;
use crate::model::Ground;
use crate::model::Measure;
use crate::model::MeasureRole;
use crate::model::Outside;
use crate::model::Target;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::DocumentRef;
use crate::render::view::PlaceView;
use crate::render::view::Words;

use serde::Serialize;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What `targets.html` gets.
#[derive(Debug, Serialize)]
pub struct Targets<'a> {
    documents: Vec<Group<'a>>,
    topics: Vec<Topic<'a>>,
    /// The documents of the topics, a column each.
    compared: Vec<DocumentRef<'a>>,
    outside: Vec<TargetRow<'a>>,
    total: usize,
}

#[derive(Debug, Serialize)]
struct Group<'a> {
    document: DocumentRef<'a>,
    /// Targets with numbers.
    rows: Vec<TargetRow<'a>>,
    /// Goals in words, by year.
    goals: Vec<TargetRow<'a>>,
}

#[derive(Debug, Serialize)]
struct Topic<'a> {
    id: &'a str,
    /// Years for which the documents give different values in one unit.
    differ: Vec<u16>,
    /// Years for which several targets give the same value.
    agree: Vec<u16>,
    rows: Vec<TopicRow<'a>>,
}

#[derive(Debug, Serialize)]
struct TopicRow<'a> {
    document: DocumentRef<'a>,
    target: TargetRow<'a>,
}

#[derive(Debug, Serialize)]
struct TargetRow<'a> {
    id: &'a str,
    dom_id: String,
    indicator: Words<'a>,
    unit: Words<'a>,
    nature: &'static str,
    nature_at: Option<PlaceView<'a>>,
    topic: Option<&'a str>,
    measures: Vec<MeasureView<'a>>,
    years: Vec<u16>,
    change: Option<String>,
    outside: Option<OutsideView<'a>>,
}

impl TargetRow<'_> {
    fn has_number(&self) -> bool {
        self.measures.iter().any(|measure| measure.number.is_some())
    }
}

#[derive(Debug, Serialize)]
struct MeasureView<'a> {
    year: u16,
    role: &'static str,
    /// None for a goal in words.
    number: Option<String>,
    printed: &'a str,
    lang: &'a str,
    fraction: f64,
    percent: String,
    place: Option<PlaceView<'a>>,
}

#[derive(Debug, Serialize)]
struct OutsideView<'a> {
    sources: Vec<Reference<'a>>,
    confidence: &'a str,
    note: Words<'a>,
}

#[derive(Debug, Serialize)]
struct Reference<'a> {
    text: &'a str,
    url: Option<String>,
}

/// Makes the view.
#[must_use]
pub fn view(sheet: Sheet<'_>) -> Targets<'_> {
    let documents = &sheet.edition().documents;
    let mut groups = Vec::new();
    let mut outside = Vec::new();
    let mut by_topic: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        let (out, within): (Vec<&Target>, Vec<&Target>) =
            document.targets.iter().partition(|target| target.outside.is_some());
        outside.extend(out.into_iter().map(|target| row(sheet, target)));
        if !within.is_empty() {
            let rows = within.into_iter().map(|target| row(sheet, target));
            let (rows, mut goals): (Vec<_>, Vec<_>) = rows.partition(TargetRow::has_number);
            goals.sort_by(|a, b| a.years.last().cmp(&b.years.last()));
            groups.push(Group { document: sheet.document_ref(index), rows, goals });
        }
        for (number, target) in document.targets.iter().enumerate() {
            if let Some(topic) = &target.topic {
                by_topic.entry(topic).or_default().push((index, number));
            }
        }
    }
    let shared = by_topic
        .into_iter()
        .filter(|(_, targets)| targets.iter().any(|(document, _)| *document != targets[0].0));
    let shared: Vec<(&str, Vec<(usize, usize)>)> = shared.collect();
    let compared = shared.iter().flat_map(|(_, targets)| targets).map(|(document, _)| *document);
    let compared: BTreeSet<usize> = compared.collect();
    Targets {
        documents: groups,
        compared: compared.into_iter().map(|index| sheet.document_ref(index)).collect(),
        topics: shared.into_iter().map(|(id, targets)| topic(sheet, id, &targets)).collect(),
        outside,
        total: documents.iter().map(|document| document.targets.len()).sum(),
    }
}

fn topic<'a>(sheet: Sheet<'a>, id: &'a str, targets: &[(usize, usize)]) -> Topic<'a> {
    let view = |&(document, target): &(usize, usize)| TopicRow {
        document: sheet.document_ref(document),
        target: row(sheet, &sheet.document(document).targets[target]),
    };
    let (agree, differ) = agreement(sheet, targets);
    Topic { id, differ, agree, rows: targets.iter().map(view).collect() }
}

/// The years for which several targets of one topic give the same value, and those for which they
/// give different values in the same unit.
fn agreement(sheet: Sheet<'_>, targets: &[(usize, usize)]) -> (Vec<u16>, Vec<u16>) {
    let mut values: BTreeMap<u16, Vec<(String, Decimal)>> = BTreeMap::new();
    for &(document, target) in targets {
        let target = &sheet.document(document).targets[target];
        let unit: Vec<&str> = sheet.words(&target.unit).iter().map(|word| word.text).collect();
        for measure in &target.measures {
            let Some(number) = measure.number else { continue };
            values.entry(measure.year).or_default().push((unit.join(" "), number));
        }
    }
    let disagree = |all: &Vec<(String, Decimal)>| {
        let (unit, first) = &all[0];
        let differs = |n: &Decimal| subtract(*n, *first).is_some_and(|rest| rest.digits != 0);
        all.iter().any(|(u, number)| u == unit && differs(number))
    };
    let comparable =
        |all: &[(String, Decimal)]| all.iter().filter(|(u, _)| *u == all[0].0).count() > 1;
    values.retain(|_, all| comparable(all));
    let (differ, agree): (Vec<_>, Vec<_>) = values.iter().partition(|(_, all)| disagree(all));
    let years = |all: Vec<(&u16, _)>| all.into_iter().map(|(year, _)| *year).collect();
    (years(agree), years(differ))
}

fn row<'a>(sheet: Sheet<'a>, target: &'a Target) -> TargetRow<'a> {
    let numbers = target.measures.iter().filter_map(|measure| measure.number);
    let numbers = numbers.map(|number| number.to_f64().abs());
    let greatest = numbers.fold(0.0, f64::max);
    let mut years: Vec<u16> = target.measures.iter().map(|measure| measure.year).collect();
    years.sort_unstable();
    years.dedup();
    TargetRow {
        id: target.id.as_str(),
        dom_id: url::target(target.id.as_str()),
        indicator: sheet.words(&target.indicator),
        unit: sheet.words(&target.unit),
        nature: target.nature.as_str(),
        nature_at: target.nature_at.as_ref().map(|anchor| sheet.place(anchor)),
        topic: target.topic.as_deref(),
        measures: target.measures.iter().map(|m| measure(sheet, m, greatest)).collect(),
        years,
        change: change(&target.measures),
        outside: target.outside.as_ref().map(|outside| outside_view(sheet, outside)),
    }
}

fn measure<'a>(sheet: Sheet<'a>, measure: &'a Measure, greatest: f64) -> MeasureView<'a> {
    let place = match &measure.ground {
        Ground::Anchor(anchor) => Some(sheet.place(anchor)),
        Ground::Outside(_) => None,
    };
    let printed = match &measure.ground {
        Ground::Anchor(anchor) => anchor.quote.as_str(),
        Ground::Outside(printed) => printed.as_deref().unwrap_or_default(),
    };
    let fraction = match (greatest, measure.number) {
        (0.0, _) | (_, None) => 0.0,
        (greatest, Some(number)) => number.to_f64().abs() / greatest,
    };
    MeasureView {
        year: measure.year,
        role: measure.role.as_str(),
        number: measure.number.map(|number| number.to_string()),
        printed,
        lang: place.as_ref().map_or("", |place| place.lang),
        fraction,
        percent: format!("{:.0}", fraction * 100.0),
        place,
    }
}

/// The last goal less the first baseline, exactly, with its sign.
fn change(measures: &[Measure]) -> Option<String> {
    let baseline = measures.iter().find(|measure| measure.role == MeasureRole::Baseline)?;
    let goal = measures.iter().rfind(|measure| measure.role == MeasureRole::Goal)?;
    let difference = subtract(goal.number?, baseline.number?)?;
    let sign = if difference.digits > 0 { "+" } else { "" };
    Some(format!("{sign}{difference}"))
}

fn subtract(a: Decimal, b: Decimal) -> Option<Decimal> {
    let scale = a.scale.max(b.scale);
    let raised = |n: Decimal| n.digits.checked_mul(10i64.checked_pow(u32::from(scale - n.scale))?);
    Some(Decimal { digits: raised(a)?.checked_sub(raised(b)?)?, scale })
}

fn outside_view<'a>(sheet: Sheet<'a>, outside: &'a Outside) -> OutsideView<'a> {
    let sources = outside.sources.iter();
    OutsideView {
        sources: sources.map(|text| Reference { text, url: url::external(text) }).collect(),
        confidence: &outside.confidence,
        note: sheet.words(&outside.note),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_exact() {
        let of = |a, b| {
            let (a, b) = (Decimal::parse(a).unwrap(), Decimal::parse(b).unwrap());
            subtract(a, b).unwrap().to_string()
        };
        assert_eq!(of("10", "7.8"), "2.2");
        assert_eq!(of("0.3", "0.1"), "0.2");
        assert_eq!(of("1", "2.50"), "-1.50");
    }
}
