//! Links between documents by pair and relation, and the gaps.

use crate::model::GapKind;
use crate::model::Relation;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::DocumentRef;
use crate::render::view::GapView;
use crate::render::view::Passage;
use crate::render::view::Words;

use serde::Serialize;

use std::collections::BTreeMap;

/// What `compare.html` gets.
#[derive(Debug, Serialize)]
pub struct Compare<'a> {
    pairs: Vec<Pair<'a>>,
    gaps: Vec<Gaps<'a>>,
    total: usize,
}

#[derive(Debug, Serialize)]
struct Pair<'a> {
    from: DocumentRef<'a>,
    to: DocumentRef<'a>,
    relations: Vec<Group<'a>>,
    total: usize,
}

#[derive(Debug, Serialize)]
struct Group<'a> {
    relation: &'static str,
    links: Vec<LinkView<'a>>,
}

#[derive(Debug, Serialize)]
struct LinkView<'a> {
    id: &'a str,
    dom_id: String,
    relation: &'static str,
    reason: Words<'a>,
    from: Passage<'a>,
    to: Passage<'a>,
}

#[derive(Debug, Serialize)]
struct Gaps<'a> {
    document: DocumentRef<'a>,
    missing_in: DocumentRef<'a>,
    kind: &'static str,
    gaps: Vec<GapView<'a>>,
}

/// Makes the view.
#[must_use]
pub fn view(sheet: Sheet<'_>) -> Compare<'_> {
    let edition = sheet.edition();
    let mut pairs: BTreeMap<(usize, usize), BTreeMap<Relation, Vec<usize>>> = BTreeMap::new();
    for (index, link) in edition.links.iter().enumerate() {
        let pair = pairs.entry((link.from.document, link.to.document)).or_default();
        pair.entry(link.relation).or_default().push(index);
    }
    let mut gaps: BTreeMap<(usize, usize, bool), Vec<usize>> = BTreeMap::new();
    for (index, gap) in edition.gaps.iter().enumerate() {
        let key = (gap.at.document, gap.missing_in, gap.kind == GapKind::New);
        gaps.entry(key).or_default().push(index);
    }
    Compare {
        pairs: pairs.iter().map(|(ends, relations)| pair(sheet, *ends, relations)).collect(),
        gaps: gaps.values().map(|gaps| group(sheet, gaps)).collect(),
        total: edition.links.len(),
    }
}

fn pair<'a>(
    sheet: Sheet<'a>,
    (from, to): (usize, usize),
    relations: &BTreeMap<Relation, Vec<usize>>,
) -> Pair<'a> {
    let group = |(relation, links): (&Relation, &Vec<usize>)| Group {
        relation: relation.as_str(),
        links: links.iter().map(|&index| link(sheet, index)).collect(),
    };
    Pair {
        from: sheet.document_ref(from),
        to: sheet.document_ref(to),
        relations: relations.iter().map(group).collect(),
        total: relations.values().map(Vec::len).sum(),
    }
}

fn link(sheet: Sheet<'_>, index: usize) -> LinkView<'_> {
    let link = &sheet.edition().links[index];
    LinkView {
        id: link.id.as_str(),
        dom_id: url::link(link.id.as_str()),
        relation: link.relation.as_str(),
        reason: sheet.words(&link.reason),
        from: sheet.passage(&link.from),
        to: sheet.passage(&link.to),
    }
}

fn group<'a>(sheet: Sheet<'a>, gaps: &[usize]) -> Gaps<'a> {
    let all = &sheet.edition().gaps;
    let first = &all[gaps[0]];
    Gaps {
        document: sheet.document_ref(first.at.document),
        missing_in: sheet.document_ref(first.missing_in),
        kind: first.kind.as_str(),
        gaps: gaps.iter().map(|&index| sheet.gap(&all[index])).collect(),
    }
}
