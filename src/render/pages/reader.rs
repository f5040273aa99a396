//! The reader page of a document: aligned rows with everything that is attached to them.

use crate::model::Block;
use crate::model::Coverage;
use crate::model::Division;
use crate::model::DivisionKind;
use crate::model::Document;
use crate::model::Heading;
use crate::model::Lang;
use crate::model::Witness;
use crate::render::lazy;
use crate::render::pager;
use crate::render::pages::definitions;
use crate::render::pages::row::Place;
use crate::render::pages::row::Row;
use crate::render::publish::cite;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view;
use crate::render::view::NoteView;
use crate::render::view::Prose;
use crate::render::view::Word;
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
    counts: Counts,
    /// References in several styles: a list of [`cite::Citations`].
    citations: Value,
}

#[derive(Debug, Serialize)]
struct Facts<'a> {
    id: &'a str,
    title: Words<'a>,
    short: Words<'a>,
    issuer: Words<'a>,
    issued: Option<String>,
    published: Option<String>,
    number: Option<&'a str>,
    about: Prose<'a>,
    has_source: bool,
}

/// A witness with all that is known of it.
#[derive(Debug, Serialize)]
pub struct WitnessView<'a> {
    id: &'a str,
    name: Words<'a>,
    lang: &'a str,
    primary: &'a str,
    role: &'static str,
    shown: bool,
    credit: &'a [String],
    publisher: Option<&'a str>,
    url: Option<String>,
    archived: Option<String>,
    published: Option<String>,
    retrieved: Option<String>,
    rights: Words<'a>,
    coverage: &'static str,
    coverage_reason: Words<'a>,
    sources_url: Option<String>,
}

#[derive(Debug, Serialize)]
struct Facing<'a> {
    lang: &'a str,
}

#[derive(Debug, Serialize)]
struct Entry<'a> {
    id: &'a str,
    url: String,
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
struct Neighbour<'a> {
    url: String,
    title: Words<'a>,
    short: Words<'a>,
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

/// Makes the view of a document.
#[must_use]
pub fn view<'a>(sheet: Sheet<'a>, index: usize) -> Reader<'a> {
    let document = sheet.document(index);
    let tables = &sheet.book.documents[index];
    let order = order(sheet, index);
    let place = Place::new(sheet.book, sheet.path, index);
    let [of_terms, of_citations] = [place.clone(), place.clone()];
    let terms = move || Value::from(Serde(definitions::term_blocks(of_terms.sheet(), &of_terms)));
    let citations = move || Value::from(Serde(cite::of(of_citations.sheet(), Some(index))));
    let spine = Spine { sheet, index, document, order: &order, place };
    let without = sheet.edition().site.publishing.without;
    Reader {
        document: facts(sheet, document, &order),
        witnesses: document.witnesses.iter().map(|w| witness(sheet, index, w)).collect(),
        facing: tables.facing.as_ref().map(|lang| Facing { lang: lang.as_str() }),
        contents: spine.contents(&document.body, 1),
        body: spine.blocks(&document.body, 2, None),
        terms: lazy::list(terms),
        aside: (!without.glosses).then(|| sheet.url(&url::aside(document.id.as_str()))),
        notes: tables.notes.iter().map(|&note| sheet.note(index, note)).collect(),
        previous: index.checked_sub(1).map(|other| neighbour(sheet, other)),
        next: (index + 1 < sheet.edition().documents.len()).then(|| neighbour(sheet, index + 1)),
        counts: counts(sheet, index),
        citations: lazy::list(citations),
    }
}

/// Languages across the page: the facing column, then the texts as they stand, then the others.
fn order(sheet: Sheet<'_>, index: usize) -> Vec<&str> {
    let tables = &sheet.book.documents[index];
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

fn place(order: &[&str], lang: &str) -> usize {
    let primary = lang.split('-').next().unwrap_or(lang);
    order.iter().position(|wanted| *wanted == primary).unwrap_or(order.len())
}

fn facts<'a>(sheet: Sheet<'a>, document: &'a Document, order: &[&str]) -> Facts<'a> {
    let mut title = sheet.words(&document.title);
    title.sort_by_key(|word| place(order, word.lang));
    let mut about = sheet.prose(&document.about);
    about.sort_by_key(|part| place(order, part.lang));
    Facts {
        id: document.id.as_str(),
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

/// Makes the view of a witness.
#[must_use]
pub fn witness<'a>(sheet: Sheet<'a>, index: usize, witness: &'a Witness) -> WitnessView<'a> {
    let document = sheet.document(index);
    let place = document.witness(witness.id.as_str()).unwrap_or_default();
    let anchor = url::witness(document.id.as_str(), witness.id.as_str());
    let has_sources = !sheet.edition().site.publishing.without.sources;
    let (coverage, coverage_reason) = match &witness.coverage {
        Coverage::Full => ("full", Vec::new()),
        Coverage::Partial(reason) => ("partial", sheet.words(reason)),
    };
    WitnessView {
        id: witness.id.as_str(),
        name: sheet.words(&witness.name),
        lang: witness.lang.as_str(),
        primary: witness.lang.primary(),
        role: view::role(witness.role),
        shown: sheet.book.documents[index].shown[place],
        credit: &witness.credit,
        publisher: witness.publisher.as_deref(),
        url: witness.url.as_deref().and_then(url::external),
        archived: witness.archived.as_deref().and_then(url::external),
        published: witness.published.map(|date| date.to_string()),
        retrieved: witness.retrieved.map(|date| date.to_string()),
        rights: sheet.words(&witness.rights),
        coverage,
        coverage_reason,
        sources_url: has_sources.then(|| sheet.url_to(&pager::sources(index), &anchor)),
    }
}

fn neighbour(sheet: Sheet<'_>, index: usize) -> Neighbour<'_> {
    let document = sheet.document(index);
    Neighbour {
        url: sheet.url(&url::folder(document.id.as_str())),
        title: sheet.words(&document.title),
        short: sheet.words(&document.short),
    }
}

fn counts(sheet: Sheet<'_>, index: usize) -> Counts {
    let document = sheet.document(index);
    let found = sheet.found(index);
    let links = sheet.book.annotations.backlinks.links.range((index, 0)..(index + 1, 0));
    Counts {
        rows: sheet.book.documents[index].numbers.iter().max().copied().unwrap_or(0) as usize,
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
            entries.push(Entry {
                id: division.id.as_str(),
                url: url::fragment(&url::division(division.id.as_str())),
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
                Title { editorial: false, words: printed(self.sheet, self.index, *segment) }
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
                words.sort_by_key(|word| place(self.order, word.lang));
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

/// What the witnesses shown by default read in a segment, without marks.
#[must_use]
pub fn printed(sheet: Sheet<'_>, index: usize, segment: usize) -> Words<'_> {
    let document = sheet.document(index);
    let shown = &sheet.book.documents[index].shown;
    let witnesses = document.witnesses.iter().zip(&document.segments[segment].readings);
    let present = witnesses.zip(shown).filter(|(_, shown)| **shown);
    let words = present.filter_map(|((witness, reading), _)| {
        Some(Word { lang: witness.lang.as_str(), text: &reading.text()?.raw })
    });
    words.collect()
}
