//! The parts of a row of a reader page: its readings with their marks, notes, links, gaps, targets
//! and variants.

use crate::annotate::End;
use crate::annotate::LinkEnd;
use crate::annotate::Variant;
use crate::model::Anchor;
use crate::model::Ground;
use crate::model::Lang;
use crate::model::Witness;
use crate::render::markup::Kind;
use crate::render::markup::Mark;
use crate::render::pager;
use crate::render::sheet::Sheet;
use crate::render::sheet::reading_html;
use crate::render::sheet::variant_id;
use crate::render::url;
use crate::render::url::WayToTerms;
use crate::render::view;
use crate::render::view::CellView;
use crate::render::view::DocumentRef;
use crate::render::view::NoteView;
use crate::render::view::ReadingView;
use crate::render::view::VariantView;
use crate::render::view::Words;

use serde::Serialize;

use std::collections::BTreeSet;

/// A row of a reader page.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    number: String,
    id: &'a str,
    url: String,
    segments: Vec<SegmentView<'a>>,
    cells: Vec<CellView<'a, &'a str>>,
    notes: Vec<NoteView<'a>>,
    links: Vec<LinkView<'a>>,
    gaps: Vec<GapBadge<'a>>,
    targets: Vec<TargetBadge<'a>>,
    variants: Vec<VariantView<'a>>,
}

#[derive(Debug, Serialize)]
struct SegmentView<'a> {
    id: &'a str,
    url: String,
    n: usize,
    facing: Vec<FacingTerm<'a>>,
}

/// A term of a segment in the language of the facing column.
#[derive(Debug, Serialize)]
pub struct FacingTerm<'a> {
    term: &'a str,
    /// Its form in this language.
    pub text: &'a str,
    lang: &'a str,
    pronunciation: &'a str,
    /// Its page.
    pub url: String,
    dom_id: String,
}

/// A link as its end names it; what it says stands beside the page.
#[derive(Debug, Serialize)]
struct LinkView<'a> {
    id: &'a str,
    /// Where it stands among all links.
    url: String,
    /// The other passage.
    to: String,
    relation: &'static str,
    end: &'static str,
    quote: &'a str,
    lang: &'a str,
    document: DocumentRef<'a>,
}

/// A passage without a counterpart, named.
#[derive(Debug, Serialize)]
struct GapBadge<'a> {
    id: &'a str,
    /// Where it stands among all links.
    url: String,
    kind: &'static str,
    quote: &'a str,
    lang: &'a str,
    missing_in: DocumentRef<'a>,
}

#[derive(Debug, Serialize)]
struct TargetBadge<'a> {
    id: &'a str,
    url: String,
    indicator: Words<'a>,
    unit: Words<'a>,
    measures: Vec<Figure>,
}

#[derive(Debug, Serialize)]
struct Figure {
    year: u16,
    role: &'static str,
    /// None for a goal in words.
    number: Option<String>,
}

/// Makes a row of segments of a document.
#[must_use]
pub fn row<'a>(sheet: Sheet<'a>, index: usize, segments: &[usize]) -> Row<'a> {
    let all = &sheet.document(index).segments;
    let first = segments.first().copied().unwrap_or_default();
    let id = all[first].id.as_str();
    let mut faced = BTreeSet::new();
    let mut view = |(n, &segment): (usize, &usize)| SegmentView {
        id: all[segment].id.as_str(),
        url: url::fragment(all[segment].id.as_str()),
        n: n + 1,
        facing: facing(sheet, (index, segment), &mut faced),
    };
    Row {
        number: sheet.number(index, first),
        id,
        url: url::fragment(id),
        segments: segments.iter().enumerate().map(&mut view).collect(),
        cells: cells(sheet, index, segments),
        notes: notes(sheet, index, segments),
        links: segments.iter().flat_map(|&segment| links(sheet, index, segment)).collect(),
        gaps: segments.iter().flat_map(|&segment| gaps(sheet, index, segment)).collect(),
        targets: targets(sheet, index, segments),
        variants: segments.iter().flat_map(|&segment| variants(sheet, index, segment)).collect(),
    }
}

fn cells<'a>(sheet: Sheet<'a>, index: usize, segments: &[usize]) -> Vec<CellView<'a, &'a str>> {
    let document = sheet.document(index);
    let shown = &sheet.book.tables(index).shown;
    let first = segments.first().copied().unwrap_or_default();
    let way = sheet.way_to_terms(index, first);
    let cell = |(number, witness): (usize, &'a Witness)| {
        let mut seen = BTreeSet::new();
        let mut readings = Vec::with_capacity(segments.len());
        for (n, &segment) in segments.iter().enumerate() {
            let marks = Marks { sheet, index, segment, witness: number };
            let unit = &document.segments[segment];
            let (html, absent) = reading_html(&unit.readings[number], &marks.all(&way, &mut seen));
            readings.push(ReadingView { segment: unit.id.as_str(), n: n + 1, html, absent });
        }
        CellView {
            witness: witness.id.as_str(),
            lang: witness.lang.as_str(),
            primary: witness.lang.primary(),
            role: view::role(witness.role),
            shown: shown[number],
            separator: witness.lang.separator(),
            empty: readings.iter().all(|reading| reading.absent.is_some()),
            readings,
        }
    };
    document.witnesses.iter().enumerate().map(cell).collect()
}

/// The marks of one reading.
pub(super) struct Marks<'a> {
    pub(super) sheet: Sheet<'a>,
    pub(super) index: usize,
    pub(super) segment: usize,
    pub(super) witness: usize,
}

impl<'a> Marks<'a> {
    /// All marks; `way` leads to what terms mean, `seen` holds the terms that stood in
    /// the row's cell before.
    pub(super) fn all<'m>(&self, way: &'m WayToTerms, seen: &mut BTreeSet<usize>) -> Vec<Mark<'m>>
    where
        'a: 'm,
    {
        let found = self.sheet.found(self.index);
        let mut marks = Vec::new();
        for occurrence in found.occurrences.in_reading(self.segment, self.witness) {
            let id = self.sheet.edition().terms[occurrence.term()].id.as_str();
            let kind = Kind::Term { id, way, again: !seen.insert(occurrence.term()) };
            marks.push(Mark { range: occurrence.range(), kind });
        }
        self.add_notes(&mut marks);
        self.add_links(&mut marks);
        self.add_targets(&mut marks);
        for (place, variant) in variants_of(self.sheet, self.index, self.segment) {
            for side in [&variant.base, &variant.other] {
                if side.witness == self.witness {
                    let kind = Kind::Variant(variant_id(place));
                    marks.push(Mark { range: side.range.clone(), kind });
                }
            }
        }
        marks
    }

    fn add(&self, anchor: &Anchor, kind: &dyn Fn(usize) -> Kind<'a>, marks: &mut Vec<Mark<'a>>) {
        let here = (self.index, self.segment, self.witness);
        if (anchor.document, anchor.segment, anchor.witness) == here {
            let ranges = anchor.ranges.iter().enumerate();
            marks.extend(ranges.map(|(n, range)| Mark { range: range.clone(), kind: kind(n) }));
        }
    }

    fn add_notes(&self, marks: &mut Vec<Mark<'a>>) {
        let notes = self.sheet.found(self.index).attached.notes.get(&self.segment);
        for &note in notes.into_iter().flatten() {
            let sign = self.sheet.book.tables(self.index).signs[note].to_string();
            let note = &self.sheet.document(self.index).notes[note];
            let id = note.id.as_str();
            let kind = |n| Kind::Note { id, sign: sign.clone(), first: n == 0 };
            self.add(&note.at, &kind, marks);
        }
    }

    fn add_links(&self, marks: &mut Vec<Mark<'a>>) {
        let backlinks = &self.sheet.book.annotations.backlinks;
        let edition = self.sheet.edition();
        let here = (self.index, self.segment);
        for end in backlinks.links.get(&here).into_iter().flatten() {
            let link = &edition.links[end.link];
            let anchor = if end.end == End::From { &link.from } else { &link.to };
            self.add(anchor, &|_| Kind::Link(link.id.as_str()), marks);
        }
        for &gap in backlinks.gaps.get(&here).into_iter().flatten() {
            let gap = &edition.gaps[gap];
            self.add(&gap.at, &|_| Kind::Gap(gap.id.as_str()), marks);
        }
    }

    fn add_targets(&self, marks: &mut Vec<Mark<'a>>) {
        let targets = self.sheet.found(self.index).attached.targets.get(&self.segment);
        for place in targets.into_iter().flatten() {
            let target = &self.sheet.document(self.index).targets[place.target];
            let Some(measure) = place.measure else { continue };
            if let Ground::Anchor(anchor) = &target.measures[measure].ground {
                let id = target.id.as_str();
                let url = self.sheet.url_to(url::TARGETS, &url::target(id));
                self.add(anchor, &|_| Kind::Target { id, url: url.clone() }, marks);
            }
        }
    }
}

/// Whether anything stands beside a row: a note, link, gap, target or variant.
pub(super) fn has_beside(sheet: Sheet<'_>, index: usize, segments: &[usize]) -> bool {
    let found = sheet.found(index);
    let backlinks = &sheet.book.annotations.backlinks;
    segments.iter().any(|&segment| {
        let here = (index, segment);
        found.attached.notes.contains_key(&segment)
            || found.attached.targets.contains_key(&segment)
            || backlinks.links.contains_key(&here)
            || backlinks.gaps.contains_key(&here)
            || !found.variants_in(segment).is_empty()
    })
}

/// The terms of a segment in the language of the facing column, each once in its row, in the order
/// of the first witness that has words; `seen` holds those of the row's segments before.
#[must_use]
pub fn facing<'a>(
    sheet: Sheet<'a>,
    (index, segment): (usize, usize),
    seen: &mut BTreeSet<usize>,
) -> Vec<FacingTerm<'a>> {
    let Some(lang) = &sheet.book.tables(index).facing else { return Vec::new() };
    let found = sheet.found(index);
    let mut all = Vec::new();
    for witness in 0..sheet.document(index).witnesses.len() {
        for occurrence in found.occurrences.in_reading(segment, witness) {
            if seen.insert(occurrence.term()) {
                all.extend(facing_term(sheet, (index, segment), (occurrence.term(), lang)));
            }
        }
    }
    all
}

fn facing_term<'a>(
    sheet: Sheet<'a>,
    (document, segment): (usize, usize),
    (term, lang): (usize, &Lang),
) -> Option<FacingTerm<'a>> {
    let term = &sheet.edition().terms[term];
    let form = term.headword(lang)?;
    let id = term.id.as_str();
    Some(FacingTerm {
        term: id,
        text: &form.text,
        lang: form.lang.as_str(),
        pronunciation: term.pronunciation.get(&form.lang).map_or("", String::as_str),
        url: sheet.way_to_terms(document, segment).to(id),
        dom_id: url::term_block(id),
    })
}

fn notes<'a>(sheet: Sheet<'a>, index: usize, segments: &[usize]) -> Vec<NoteView<'a>> {
    let attached = &sheet.found(index).attached.notes;
    let signs = &sheet.book.tables(index).signs;
    let mut notes: Vec<usize> =
        segments.iter().filter_map(|segment| attached.get(segment)).flatten().copied().collect();
    notes.sort_by_key(|&note| signs[note]);
    notes.into_iter().map(|note| sheet.note(index, note)).collect()
}

fn links<'a>(sheet: Sheet<'a>, index: usize, segment: usize) -> Vec<LinkView<'a>> {
    let ends = sheet.book.annotations.backlinks.links.get(&(index, segment));
    let view = |end: &LinkEnd| {
        let link = &sheet.edition().links[end.link];
        let (here, there, name) = match end.end {
            End::From => (&link.from, &link.to, "from"),
            End::To => (&link.to, &link.from, "to"),
        };
        LinkView {
            id: link.id.as_str(),
            url: pager::crossing_url(sheet, sheet.book.compare.links[end.link], link.id.as_str()),
            to: sheet.segment_url(there.document, there.segment),
            relation: link.relation.as_str(),
            end: name,
            quote: &here.quote,
            lang: sheet.anchored(here).lang.as_str(),
            document: sheet.document_ref(there.document),
        }
    };
    ends.into_iter().flatten().map(view).collect()
}

fn gaps<'a>(sheet: Sheet<'a>, index: usize, segment: usize) -> Vec<GapBadge<'a>> {
    let gaps = sheet.book.annotations.backlinks.gaps.get(&(index, segment));
    let badge = |&index: &usize| {
        let gap = &sheet.edition().gaps[index];
        GapBadge {
            id: gap.id.as_str(),
            url: pager::crossing_url(sheet, sheet.book.compare.gaps[index], gap.id.as_str()),
            kind: gap.kind.as_str(),
            quote: &gap.at.quote,
            lang: sheet.anchored(&gap.at).lang.as_str(),
            missing_in: sheet.document_ref(gap.missing_in),
        }
    };
    gaps.into_iter().flatten().map(badge).collect()
}

fn targets<'a>(sheet: Sheet<'a>, index: usize, segments: &[usize]) -> Vec<TargetBadge<'a>> {
    let attached = &sheet.found(index).attached.targets;
    let places = segments.iter().filter_map(|segment| attached.get(segment)).flatten();
    let unique: BTreeSet<usize> = places.map(|place| place.target).collect();
    let badge = |target: usize| {
        let target = &sheet.document(index).targets[target];
        let figures = target.measures.iter().map(|measure| Figure {
            year: measure.year,
            role: measure.role.as_str(),
            number: measure.number.map(|number| number.to_string()),
        });
        let mut measures: Vec<Figure> = figures.collect();
        // Goals in words for the same year are one, whatever their number.
        measures.dedup_by(|a, b| a.number.is_none() && b.number.is_none() && a.year == b.year);
        TargetBadge {
            id: target.id.as_str(),
            url: sheet.url_to(url::TARGETS, &url::target(target.id.as_str())),
            indicator: sheet.words(&target.indicator),
            unit: sheet.words(&target.unit),
            measures,
        }
    };
    unique.into_iter().map(badge).collect()
}

fn variants_of<'a>(
    sheet: Sheet<'a>,
    index: usize,
    segment: usize,
) -> impl Iterator<Item = (usize, &'a Variant)> {
    let found = sheet.found(index);
    let first = found.variants.partition_point(|variant| variant.segment < segment);
    found.variants_in(segment).iter().enumerate().map(move |(n, variant)| (first + n, variant))
}

fn variants<'a>(sheet: Sheet<'a>, index: usize, segment: usize) -> Vec<VariantView<'a>> {
    let found = variants_of(sheet, index, segment);
    found.map(|(place, variant)| sheet.variant(index, place, variant)).collect()
}
