//! The reader page of a document: aligned rows with everything that is attached to them.

use crate::model::Block;
use crate::model::Division;
use crate::model::DivisionKind;
use crate::model::Document;
use crate::model::Heading;
use crate::model::Lang;
use crate::render::lazy;
use crate::render::pages::definitions;
use crate::render::pages::parts;
use crate::render::pages::parts::Neighbour;
use crate::render::pages::place;
use crate::render::pages::row::Place;
use crate::render::pages::row::Row;
use crate::render::pages::witness::WitnessView;
use crate::render::pages::witness::witness;
use crate::render::publish::cite;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::NoteView;
use crate::render::view::Pager;
use crate::render::view::Prose;
use crate::render::view::Words;

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

/// Deepest heading of HTML.
const DEEPEST: u8 = 6;

/// What `reader.html` gets.
#[derive(Debug, Serialize)]
pub struct Reader<'a> {
    document: Facts<'a>,
    witnesses: Vec<WitnessView<'a>>,
    facing: Option<Facing<'a>>,
    contents: Vec<Entry<'a>>,
    body: Vec<BlockView<'a>>,
    /// Definitions of terms: a list of [`definitions::TermBlock`].
    terms: Value,
    /// The file with what the page leaves to a script.
    aside: Option<String>,
    notes: Vec<NoteView<'a>>,
    previous: Option<Neighbour<'a>>,
    next: Option<Neighbour<'a>>,
    /// Which part of a divided document the page shows.
    pager: Option<Pager>,
    /// On the first page of a divided document, what stands on the others: a list of
    /// [`parts::Elsewhere`].
    elsewhere: Value,
    counts: Counts,
    /// References in several styles: a list of [`cite::Citations`].
    citations: Value,
}

#[derive(Debug, Serialize)]
struct Facts<'a> {
    id: &'a str,
    /// Its first page.
    url: String,
    title: Words<'a>,
    short: Words<'a>,
    issuer: Words<'a>,
    issued: Option<String>,
    published: Option<String>,
    number: Option<&'a str>,
    about: Prose<'a>,
    has_source: bool,
}

#[derive(Debug, Serialize)]
struct Facing<'a> {
    lang: &'a str,
}

#[derive(Debug, Serialize)]
struct Entry<'a> {
    id: &'a str,
    url: String,
    /// Where the division stands on another page, the `id` by which it was looked for on this one.
    moved: Option<String>,
    kind: &'static str,
    number: Option<&'a str>,
    title: Title<'a>,
    depth: usize,
    children: Vec<Self>,
}

#[derive(Debug, Serialize)]
struct Title<'a> {
    editorial: bool,
    words: Words<'a>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum BlockView<'a> {
    Row { row: Value },
    Division(Box<DivisionView<'a>>),
}

#[derive(Debug, Serialize)]
struct DivisionView<'a> {
    id: &'a str,
    dom_id: String,
    kind: &'static str,
    level: u8,
    number: Option<&'a str>,
    restored: bool,
    missing: Words<'a>,
    heading: Option<HeadingView<'a>>,
    columns: Option<Value>,
    body: Vec<BlockView<'a>>,
    inline: bool,
}

#[derive(Debug, Serialize)]
struct HeadingView<'a> {
    editorial: bool,
    words: Words<'a>,
    row: Option<Value>,
}

#[derive(Debug, Serialize)]
struct Counts {
    rows: usize,
    segments: usize,
    terms: usize,
    notes: usize,
    links: usize,
    variants: usize,
    targets: usize,
}

/// Makes the view of a part, from 0, of a document.
#[must_use]
pub fn view<'a>(sheet: Sheet<'a>, index: usize, part: usize) -> Reader<'a> {
    let document = sheet.document(index);
    let tables = sheet.book.tables(index);
    let order = order(sheet, index);
    let place = Place::new(sheet, index, part);
    let [of_terms, of_citations, of_others] = [place.clone(), place.clone(), place.clone()];
    let terms = move || Value::from(Serde(definitions::term_blocks(of_terms.sheet(), &of_terms)));
    let citations = move || Value::from(Serde(cite::of(of_citations.sheet(), Some(index))));
    let elsewhere = move || Value::from(Serde(parts::elsewhere(of_others.sheet(), index, part)));
    let segments = place.segments.clone();
    let here =
        tables.notes.iter().filter(|note| segments.contains(&document.notes[**note].at.segment));
    let spine = Spine { sheet, index, document, order: &order, place };
    let without = sheet.edition().site.publishing.without;
    Reader {
        document: facts(sheet, document, &order),
        witnesses: document.witnesses.iter().map(|w| witness(sheet, index, w)).collect(),
        facing: tables.facing.as_ref().map(|lang| Facing { lang: lang.as_str() }),
        contents: spine.contents(&document.body, 1),
        body: spine.blocks(document.blocks_of(part), 2, None),
        terms: lazy::list(terms),
        aside: (!without.glosses).then(|| sheet.url(&url::aside(document, part))),
        notes: here.map(|&note| sheet.note(index, note)).collect(),
        previous: parts::previous(sheet, index, part),
        next: parts::next(sheet, index, part),
        pager: parts::pager(sheet, index, part),
        elsewhere: lazy::list(elsewhere),
        counts: counts(sheet, index),
        citations: lazy::list(citations),
    }
}

/// Languages across the page: the facing column, then the texts as they stand, then the others.
fn order(sheet: Sheet<'_>, index: usize) -> Vec<&str> {
    let tables = sheet.book.tables(index);
    let witnesses = sheet.document(index).witnesses.iter().zip(&tables.shown);
    let texts = witnesses.filter(|(_, shown)| **shown).map(|(witness, _)| &witness.lang);
    let languages = tables.facing.iter().chain(texts).chain(&sheet.edition().site.languages);
    let mut order: Vec<&str> = Vec::new();
    for lang in languages.map(Lang::primary) {
        if !order.contains(&lang) {
            order.push(lang);
        }
    }
    order
}

fn place_in(order: &[&str], lang: &str) -> usize {
    let primary = lang.split('-').next().unwrap_or(lang);
    order.iter().position(|wanted| *wanted == primary).unwrap_or(order.len())
}

fn facts<'a>(sheet: Sheet<'a>, document: &'a Document, order: &[&str]) -> Facts<'a> {
    let mut title = sheet.words(&document.title);
    title.sort_by_key(|word| place_in(order, word.lang));
    let mut about = sheet.prose(&document.about);
    about.sort_by_key(|part| place_in(order, part.lang));
    Facts {
        id: document.id.as_str(),
        url: sheet.url(&url::reader(document, 0)),
        title,
        short: sheet.words(&document.short),
        issuer: sheet.words(&document.issuer),
        issued: document.issued.map(|date| date.to_string()),
        published: document.published.map(|date| date.to_string()),
        number: document.number.as_deref(),
        about,
        has_source: document.has_source(),
    }
}

fn counts(sheet: Sheet<'_>, index: usize) -> Counts {
    let document = sheet.document(index);
    let found = sheet.found(index);
    let links = sheet.book.annotations.backlinks.links.range((index, 0)..(index + 1, 0));
    Counts {
        rows: sheet.book.tables(index).numbers.iter().max().copied().unwrap_or(0) as usize,
        segments: document.segments.len(),
        terms: found.concordance.terms().count(),
        notes: document.notes.len(),
        links: links.map(|(_, ends)| ends.len()).sum(),
        variants: found.variants.len(),
        targets: document.targets.len(),
    }
}

/// Walks the spine of a document.
struct Spine<'a, 'o> {
    sheet: Sheet<'a>,
    index: usize,
    document: &'a Document,
    order: &'o [&'a str],
    place: Place,
}

impl<'a> Spine<'a, '_> {
    fn contents(&self, body: &'a [Block], depth: usize) -> Vec<Entry<'a>> {
        let mut entries = Vec::new();
        for block in body {
            let Block::Division(index) = block else { continue };
            let division = &self.document.divisions[*index];
            let Some(heading) = &division.heading else {
                entries.extend(self.contents(&division.body, depth));
                continue;
            };
            let url = self.sheet.division_url(self.index, *index);
            let is_here = url.starts_with('#');
            entries.push(Entry {
                id: division.id.as_str(),
                url,
                moved: (!is_here).then(|| url::division(division.id.as_str())),
                kind: division.kind.as_str(),
                number: division.number.as_deref(),
                title: self.title(heading),
                depth,
                children: self.contents(&division.body, depth + 1),
            });
        }
        entries
    }

    fn title(&self, heading: &'a Heading) -> Title<'a> {
        match heading {
            Heading::Editorial(words) => Title { editorial: true, words: self.sheet.words(words) },
            Heading::Printed(segment) => {
                Title { editorial: false, words: place::printed(self.sheet, self.index, *segment) }
            }
        }
    }

    fn blocks(
        &self,
        body: &'a [Block],
        level: u8,
        parent: Option<DivisionKind>,
    ) -> Vec<BlockView<'a>> {
        let block = |block: &'a Block| match block {
            Block::Row(segments) => BlockView::Row { row: Row::value(&self.place, segments) },
            Block::Division(index) => {
                let division = &self.document.divisions[*index];
                BlockView::Division(Box::new(self.division(division, level, parent)))
            }
        };
        body.iter().map(block).collect()
    }

    fn division(
        &self,
        division: &'a Division,
        level: u8,
        parent: Option<DivisionKind>,
    ) -> DivisionView<'a> {
        let row = |segments: &[usize]| Row::value(&self.place, segments);
        let heading = division.heading.as_ref().map(|heading| match heading {
            Heading::Editorial(words) => {
                let mut words = self.sheet.words(words);
                words.sort_by_key(|word| place_in(self.order, word.lang));
                HeadingView { editorial: true, words, row: None }
            }
            Heading::Printed(segment) => {
                HeadingView { editorial: false, words: Vec::new(), row: Some(row(&[*segment])) }
            }
        });
        let inner = if heading.is_some() { (level + 1).min(DEEPEST) } else { level };
        DivisionView {
            id: division.id.as_str(),
            dom_id: url::division(division.id.as_str()),
            kind: division.kind.as_str(),
            level,
            number: division.number.as_deref(),
            restored: division.restored,
            missing: self.sheet.words(&division.missing),
            heading,
            columns: (!division.columns.is_empty()).then(|| row(&division.columns)),
            body: self.blocks(&division.body, inner, Some(division.kind)),
            inline: division.kind == DivisionKind::Item && parent == Some(DivisionKind::Paragraph),
        }
    }
}
