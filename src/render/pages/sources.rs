//! Witnesses and originals: who made them, where they come from, what is known of the rights.

use crate::model::Seed;
use crate::render::pages::home::embedded;
use crate::render::pages::reader;
use crate::render::pages::reader::WitnessView;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::Prose;
use crate::render::view::Words;

use serde::Serialize;

/// What `sources.html` gets.
#[derive(Debug, Serialize)]
pub struct Sources<'a> {
    documents: Vec<DocumentView<'a>>,
    seeds: Vec<SeedView<'a>>,
    prose: Prose<'a>,
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

/// Makes the view.
#[must_use]
pub fn view(sheet: Sheet<'_>) -> Sources<'_> {
    Sources {
        documents: (0..sheet.edition().documents.len()).map(|i| document(sheet, i)).collect(),
        seeds: sheet.edition().seeds.iter().map(|s| seed(sheet, s)).collect(),
        prose: embedded(sheet, "sources"),
    }
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
            witness: reader::witness(sheet, index, witness),
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
