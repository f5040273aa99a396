//! Small editions for tests, from a few lines of text.
//!
//! ```text
//! document plan zh:zh-Hans:source en:en
//! paragraph
//! s1 | 数据要素 | data elements     a row of one segment; `-` is an absent reading
//! & s2 | 数据 | data                the row goes on
//! term shuju | zh 数据 | en data / datum
//! ```

use crate::diag::FileId;
use crate::diag::Span;
use crate::model::Absence;
use crate::model::Anchor;
use crate::model::Block;
use crate::model::Coverage;
use crate::model::Division;
use crate::model::DivisionId;
use crate::model::DivisionKind;
use crate::model::Document;
use crate::model::DocumentId;
use crate::model::Edition;
use crate::model::Form;
use crate::model::Lang;
use crate::model::Localized;
use crate::model::Match;
use crate::model::Note;
use crate::model::NoteId;
use crate::model::NoteKind;
use crate::model::Publish;
use crate::model::Reading;
use crate::model::RenderingStatus;
use crate::model::Role;
use crate::model::Segment;
use crate::model::SegmentId;
use crate::model::SegmentIndex;
use crate::model::SiteInfo;
use crate::model::Term;
use crate::model::TermId;
use crate::model::TermKind;
use crate::model::Text;
use crate::model::Theme;
use crate::model::Witness;
use crate::model::WitnessId;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// A place for everything that has none.
pub(crate) fn nowhere() -> Span {
    Span::new(FileId(0), 0..0)
}

pub(crate) fn lang(tag: &str) -> Lang {
    Lang::new(tag).unwrap()
}

/// A note of the first document on words of a reading: its segment and witness, and the range.
pub(crate) fn note(
    (segment, witness): (usize, usize),
    range: Range<usize>,
    kind: NoteKind,
) -> Note {
    let (quote, span) = (String::new(), nowhere());
    let at = Anchor { document: 0, segment, witness, ranges: vec![range], quote, span };
    let id = NoteId::new("n").unwrap();
    Note { id, kind, at, corrected: None, body: Localized::default(), span }
}

/// The edition that a description describes.
pub(crate) fn edition(description: &str) -> Edition {
    let mut edition = empty();
    for line in description.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_once(' ').unwrap_or((line, "")) {
            ("document", rest) => edition.documents.push(Arc::new(document(rest))),
            ("paragraph", _) => add_paragraph(last(&mut edition)),
            ("term", rest) => edition.terms.push(term(rest)),
            ("&", rest) => add_segment(last(&mut edition), rest, true),
            _ => add_segment(last(&mut edition), line, false),
        }
    }
    edition
}

/// A document of an edition, to change it.
pub(crate) fn document_mut(edition: &mut Edition, index: usize) -> &mut Document {
    Arc::make_mut(&mut edition.documents[index])
}

fn last(edition: &mut Edition) -> &mut Document {
    let index = edition.documents.len() - 1;
    document_mut(edition, index)
}

fn empty() -> Edition {
    Edition {
        site: SiteInfo {
            title: Localized::default(),
            description: Localized::default(),
            base_url: None,
            card: None,
            changes: Vec::new(),
            report: None,
            publishing: crate::model::Publishing::default(),
            languages: vec![lang("zh"), lang("en")],
            theme: "default".into(),
            version: "1".into(),
            milestones: Vec::new(),
            date: None,
        },
        documents: Vec::new(),
        themes: vec![Theme { id: "t".into(), title: Localized::default() }],
        terms: Vec::new(),
        links: Vec::new(),
        gaps: Vec::new(),
        pages: Vec::new(),
        aliases: Vec::new(),
        seeds: Vec::new(),
        references: Vec::new(),
    }
}

fn both(text: &str) -> Localized<String> {
    Localized::new(vec![(lang("zh"), text.into()), (lang("en"), text.into())])
}

fn document(line: &str) -> Document {
    let mut words = line.split_whitespace();
    let id = words.next().unwrap();
    Document {
        id: DocumentId::new(id).unwrap(),
        title: both(id),
        short: both(id),
        issuer: both(id),
        issued: None,
        published: None,
        number: None,
        about: both(id),
        witnesses: words.map(witness).collect(),
        divisions: Vec::new(),
        body: Vec::new(),
        parts: Vec::new(),
        segments: Vec::new(),
        segment_index: SegmentIndex::default(),
        notes: Vec::new(),
        unanchored: BTreeSet::new(),
        targets: Vec::new(),
        card: None,
        reviews: Vec::new(),
        span: nowhere(),
    }
}

fn witness(word: &str) -> Witness {
    let parts: Vec<_> = word.split(':').collect();
    let source = parts.get(2) == Some(&"source");
    Witness {
        id: WitnessId::new(parts[0]).unwrap(),
        name: both(parts[0]),
        lang: lang(parts[1]),
        role: if source { Role::Source } else { Role::Translation },
        credit: Vec::new(),
        publisher: None,
        url: None,
        archived: None,
        published: None,
        retrieved: None,
        rights: both("?"),
        seed: None,
        coverage: Coverage::Full,
        publish: Publish::Full,
        span: nowhere(),
    }
}

fn add_paragraph(document: &mut Document) {
    let index = document.divisions.len();
    document.body.push(Block::Division(index));
    document.divisions.push(Division {
        id: DivisionId::new(&format!("p{index}")).unwrap(),
        kind: DivisionKind::Paragraph,
        number: None,
        heading: None,
        restored: false,
        missing: Localized::default(),
        columns: Vec::new(),
        body: Vec::new(),
        parent: None,
        span: nowhere(),
    });
}

/// Where the reading of a segment stands: file 10 and on by witness, 1000 bytes a segment.
pub(crate) fn place(segment: usize, witness: usize, raw: &str) -> Span {
    let file = FileId(10 + u32::try_from(witness).unwrap());
    Span::new(file, segment * 1000..segment * 1000 + raw.len())
}

fn add_segment(document: &mut Document, line: &str, same_row: bool) {
    if document.divisions.is_empty() {
        add_paragraph(document);
    }
    let mut cells = line.split('|').map(str::trim);
    let id = cells.next().unwrap();
    let index = document.segments.len();
    let reading = |(witness, raw): (usize, &str)| match raw {
        "-" => Reading::Absent(Absence::Omitted, nowhere()),
        raw => Reading::Present(Text { raw: raw.into(), span: place(index, witness, raw) }),
    };
    document.segments.push(Segment {
        id: SegmentId::new(id).unwrap(),
        division: Some(document.divisions.len() - 1),
        readings: cells.enumerate().map(reading).collect(),
        span: nowhere(),
    });
    let ids = document.segments.iter().map(|segment| segment.id.shared()).zip(0..);
    document.segment_index = SegmentIndex::new(ids.collect(), &document.segments);
    let body = &mut document.divisions.last_mut().unwrap().body;
    match body.last_mut() {
        Some(Block::Row(row)) if same_row => row.push(index),
        _ => body.push(Block::Row(vec![index])),
    }
}

fn term(line: &str) -> Term {
    let mut cells = line.split('|').map(str::trim);
    let id = cells.next().unwrap();
    let forms = cells.flat_map(|cell| {
        let (tag, forms) = cell.split_once(' ').unwrap();
        let forms = forms.split('/').map(move |text| (tag, text.trim()));
        forms.enumerate().map(|(nth, (tag, text))| form(tag, text, nth == 0))
    });
    Term {
        id: TermId::new(id).unwrap(),
        theme: 0,
        kind: TermKind::Concept,
        forms: forms.collect(),
        pronunciation: Localized::default(),
        gloss: both(id),
        see: Vec::new(),
        attested: true,
        source: None,
        matching: Match::Auto,
        exact_case: false,
        exclude: Vec::new(),
        marked: Vec::new(),
        span: nowhere(),
    }
}

/// A form for every witness of its language.
pub(crate) fn form(tag: &str, text: &str, preferred: bool) -> Form {
    Form {
        lang: lang(tag),
        text: text.into(),
        status: if preferred { RenderingStatus::Preferred } else { RenderingStatus::Accepted },
        only_in: None,
        note: Localized::default(),
        span: nowhere(),
    }
}

/// An anchor at all places of a quote in the first document.
pub(crate) fn anchor(edition: &Edition, segment: &str, witness: &str, quote: &str) -> Anchor {
    let document = &edition.documents[0];
    let (segment, witness) =
        (document.segment(segment).unwrap(), document.witness(witness).unwrap());
    let raw = &document.segments[segment].readings[witness].text().unwrap().raw;
    let ranges = crate::text::fold::find_all(raw, quote);
    assert!(!ranges.is_empty(), "{quote} in {raw}");
    Anchor { document: 0, segment, witness, ranges, quote: quote.into(), span: nowhere() }
}
