//! Witnesses and originals: who made them, where they come from, what is known of the rights.

use crate::model::Document;
use crate::model::Seed;
use crate::render::book::Book;
use crate::render::pager;
use crate::render::pager::SOURCES_PER_PAGE;
use crate::render::pages::home::embedded;
use crate::render::pages::witness;
use crate::render::pages::witness::WitnessView;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::Pager;
use crate::render::view::Prose;
use crate::render::view::Words;

use serde::Serialize;

use std::collections::BTreeSet;
use std::sync::Arc;

/// What `sources.html` gets.
#[derive(Debug, Serialize)]
pub struct Sources<'a> {
    documents: Vec<DocumentView<'a>>,
    seeds: Vec<SeedView<'a>>,
    prose: Prose<'a>,
    pager: Pager,
}

#[derive(Debug, Serialize)]
struct DocumentView<'a> {
    id: &'a str,
    url: String,
    title: Words<'a>,
    short: Words<'a>,
    issuer: Words<'a>,
    issued: Option<String>,
    number: Option<&'a str>,
    witnesses: Vec<WitnessSource<'a>>,
}

#[derive(Debug, Serialize)]
struct WitnessSource<'a> {
    #[serde(flatten)]
    witness: WitnessView<'a>,
    dom_id: String,
    seed: Option<&'a str>,
    seed_dom_id: Option<String>,
    readings: usize,
    absent: usize,
}

#[derive(Debug, Serialize)]
struct SeedView<'a> {
    dom_id: String,
    file: &'a str,
    sha256: &'a str,
    bytes: u64,
    title: Words<'a>,
    languages: Vec<&'a str>,
    publisher: &'a str,
    origin: &'a str,
    origin_url: Option<String>,
    archived: Option<String>,
    published: Option<String>,
    rights: Words<'a>,
}

/// How many pages there are.
#[must_use]
pub fn pages(book: &Book) -> usize {
    pager::pages_of(SOURCES_PER_PAGE, book.edition.documents.len())
}

/// Makes the view of one page, from 1. The prose is on the first.
#[must_use]
pub fn view(sheet: Sheet<'_>, part: usize) -> Sources<'_> {
    let count = sheet.edition().documents.len();
    let listed = pager::entries_of(SOURCES_PER_PAGE, part, count);
    Sources {
        documents: listed.map(|index| document(sheet, index)).collect(),
        seeds: seeds(sheet, part),
        prose: if part == 1 { embedded(sheet, "sources") } else { Prose::new() },
        pager: pager::pager_of(SOURCES_PER_PAGE, sheet, url::SOURCES, (part, count)),
    }
}

/// The originals of the documents on a page; on the first page also those that no witness names.
fn seeds(sheet: Sheet<'_>, part: usize) -> Vec<SeedView<'_>> {
    let documents = &sheet.edition().documents;
    let here = named(&documents[pager::entries_of(SOURCES_PER_PAGE, part, documents.len())]);
    let anywhere = if part == 1 { named(documents) } else { BTreeSet::new() };
    let stands = |file: &str| here.contains(file) || part == 1 && !anywhere.contains(file);
    let seeds = sheet.edition().seeds.iter().filter(|seed| stands(&seed.file));
    seeds.map(|s| seed(sheet, s)).collect()
}

/// The originals that the witnesses of some documents name.
fn named(documents: &[Arc<Document>]) -> BTreeSet<&str> {
    let witnesses = documents.iter().flat_map(|document| &document.witnesses);
    witnesses.filter_map(|witness| witness.seed.as_deref()).collect()
}

fn document(sheet: Sheet<'_>, index: usize) -> DocumentView<'_> {
    let document = sheet.document(index);
    let figures = &sheet.found(index).figures;
    let id = document.id.as_str();
    let witnesses = document.witnesses.iter().enumerate().map(|(number, witness)| {
        let counts = figures.witnesses.get(number);
        let listed = |file: &&str| sheet.edition().seeds.iter().any(|seed| seed.file == **file);
        let seed = witness.seed.as_deref();
        WitnessSource {
            witness: witness::witness(sheet, index, witness),
            dom_id: url::witness(id, witness.id.as_str()),
            seed,
            seed_dom_id: seed.filter(listed).map(url::seed),
            readings: counts.map_or(0, |counts| counts.present),
            absent: counts.map_or(0, |counts| counts.absent.iter().sum()),
        }
    });
    DocumentView {
        id,
        url: sheet.url(&url::folder(id)),
        title: sheet.words(&document.title),
        short: sheet.words(&document.short),
        issuer: sheet.words(&document.issuer),
        issued: document.issued.map(|date| date.to_string()),
        number: document.number.as_deref(),
        witnesses: witnesses.collect(),
    }
}

fn seed<'a>(sheet: Sheet<'a>, seed: &'a Seed) -> SeedView<'a> {
    SeedView {
        dom_id: url::seed(&seed.file),
        file: &seed.file,
        sha256: &seed.sha256,
        bytes: seed.bytes,
        title: sheet.words(&seed.title),
        languages: seed.languages.iter().map(|lang| lang.as_str()).collect(),
        publisher: &seed.publisher,
        origin: &seed.origin,
        origin_url: url::external(&seed.origin),
        archived: seed.archived.as_deref().and_then(url::external),
        published: seed.published.map(|date| date.to_string()),
        rights: sheet.words(&seed.rights),
    }
}
