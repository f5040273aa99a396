//! Texts to the types of `format`, file by file, in parallel.

use crate::diag::Content;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::SourceMap;
use crate::format::document;
use crate::format::glossary::Glossary;
use crate::format::ledger::Ledger;
use crate::format::links::Links;
use crate::format::manifest::Manifest;
use crate::format::notes::Notes;
use crate::format::recipe::Recipe;
use crate::format::review::Review;
use crate::format::site::Site;
use crate::format::targets::Targets;
use crate::load::decode;
use crate::load::entries;
use crate::load::entries::Readings;
use crate::load::lines;
use crate::load::recover;
use crate::load::tree::SourceTree;

use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;
use serde::de::DeserializeOwned;

use std::collections::BTreeMap;
use std::sync::Arc;

/// A file that was read into a type of `format`.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    /// Where it was read from.
    pub file: FileId,
    /// File name without folder and ending.
    pub name: String,
    /// What it says.
    pub value: T,
}

/// The files of an edition, parsed; what could not be parsed is missing and has findings.
#[derive(Debug, Default)]
pub struct Files {
    /// `site.toml`.
    pub site: Option<Parsed<Site>>,
    /// Folders of `content/`, by name.
    pub documents: Vec<DocumentFiles>,
    /// `published-ids.toml`.
    pub ledger: Option<Parsed<Ledger>>,
    /// `content/links.toml`.
    pub links: Option<Parsed<Links>>,
    /// `content/pages/*.md`: the name is `about.en`, the value the Markdown.
    pub pages: Vec<Parsed<String>>,
    /// `glossary/*.toml`, by name.
    pub glossary: Vec<Parsed<Glossary>>,
    /// `seeds/MANIFEST.toml`.
    pub manifest: Option<Parsed<Manifest>>,
    /// `seeds/*.recipe.toml`, by name; the name is without `.recipe`.
    pub recipes: Vec<Parsed<Recipe>>,
    /// Pictures of documents and, under no name, of the edition: `content/<document>/card.png`.
    pub cards: BTreeMap<String, SeedFile>,
    /// `seeds/*` originals: file name → bytes and where they are shown.
    pub seeds: BTreeMap<String, SeedFile>,
}

/// A file that is kept as bytes: an original, a picture.
#[derive(Debug, Clone)]
pub struct SeedFile {
    /// Its text in the source map; empty where it is not UTF-8.
    pub file: FileId,
    /// The bytes as received.
    pub bytes: Content,
}

/// The files of one document.
#[derive(Debug)]
pub struct DocumentFiles {
    /// Name of the folder.
    pub folder: String,
    /// `document.toml`; `None` with a finding where it could not be read.
    pub document: Option<Parsed<Arc<document::Document>>>,
    /// Readings by witness file; `None` with findings where the file could not be read.
    pub readings: BTreeMap<String, (FileId, Option<Arc<Readings>>)>,
    /// `notes.toml`.
    pub notes: Option<Parsed<Notes>>,
    /// `targets.toml`.
    pub targets: Option<Parsed<Targets>>,
    /// `review.toml`.
    pub review: Option<Parsed<Review>>,
}

/// Which file is what.
enum Kind {
    Site,
    Ledger,
    Document,
    Notes,
    Targets,
    Review,
    Readings,
    Links,
    Page,
    Glossary,
    Manifest,
    Recipe,
}

/// What came out of one file. Of the files of which there are many it is shared with what is kept.
#[derive(Debug, Clone)]
enum Piece {
    Site(Option<Box<Site>>),
    Ledger(Option<Ledger>),
    Document(Option<Arc<document::Document>>),
    Notes(Option<Notes>),
    Targets(Option<Targets>),
    Review(Option<Review>),
    Readings(Option<Arc<Readings>>),
    Links(Option<Links>),
    Page(String),
    Glossary(Option<Glossary>),
    Manifest(Option<Manifest>),
    Recipe(Option<Recipe>),
}

/// What came out of the files of an earlier run, by path: parsing depends on a file's bytes and on
/// its number in the map of sources, which all spans carry, and on nothing else.
#[derive(Debug, Default)]
pub struct Kept(BTreeMap<String, KeptFile>);

#[derive(Debug)]
struct KeptFile {
    file: FileId,
    bytes: Content,
    piece: Piece,
    findings: Vec<Diagnostic>,
}

impl Kept {
    fn take(
        &self,
        path: &str,
        file: FileId,
        tree: &SourceTree,
    ) -> Option<(Piece, Vec<Diagnostic>)> {
        let kept = self.0.get(path).filter(|kept| kept.file == file)?;
        let now = tree.files.get(path)?.as_ref().ok()?;
        kept.bytes.is(now).then(|| (kept.piece.clone(), kept.findings.clone()))
    }
}

/// Parses all files of the tree that are the edition's own; files of themes are not read here.
/// `kept` has what came out of them last time, and gets what comes out of them now.
pub fn files(
    tree: &SourceTree,
    sources: &mut SourceMap,
    sink: &mut Vec<Diagnostic>,
    kept: Option<&mut Kept>,
) -> Files {
    let mut files = Files::default();
    let mut work = Vec::new();
    for (path, bytes) in &tree.files {
        match classify(path) {
            Class::Text(kind) => {
                if let Some(file) = decode::add(path, bytes, sources, sink) {
                    work.push((path.as_str(), file, kind));
                }
            }
            Class::Seed(name) => add_bytes(name, path, bytes, (&mut files.seeds, sources, sink)),
            Class::Card(name) => add_bytes(name, path, bytes, (&mut files.cards, sources, sink)),
            Class::Unknown(hint) => {
                let file = sources.add(path.as_str(), "");
                let message = format!("`{path}` is not a file of an edition");
                let finding = Diagnostic::error("unknown-file", message).at(sources.start(file));
                sink.push(finding.hint(hint));
            }
            Class::Theirs => {}
        }
    }
    let before = kept.as_deref();
    let read: Vec<_> = work
        .into_par_iter()
        .map(|(path, file, kind)| {
            let known = before.and_then(|kept| kept.take(path, file, tree));
            let (piece, findings) = known.unwrap_or_else(|| {
                let mut sink = Vec::new();
                (piece(&kind, &sources.shared(file), file, &mut sink), sink)
            });
            (path, file, piece, findings)
        })
        .collect();
    if let Some(kept) = kept {
        kept.0 = read.iter().filter_map(|read| keep(read, tree)).collect();
    }
    for (path, file, piece, findings) in read {
        sink.extend(findings);
        place(&mut files, path, file, piece);
    }
    files
}

fn keep(
    (path, file, piece, findings): &(&str, FileId, Piece, Vec<Diagnostic>),
    tree: &SourceTree,
) -> Option<(String, KeptFile)> {
    let bytes = tree.files.get(*path)?.as_ref().ok()?;
    let (bytes, piece, findings) = (bytes.clone(), piece.clone(), findings.clone());
    Some(((*path).to_owned(), KeptFile { file: *file, bytes, piece, findings }))
}

enum Class<'a> {
    Text(Kind),
    Seed(&'a str),
    Card(&'a str),
    Unknown(&'static str),
    Theirs,
}

fn classify(path: &str) -> Class<'_> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["site.toml"] => Class::Text(Kind::Site),
        ["published-ids.toml"] => Class::Text(Kind::Ledger),
        ["content", "links.toml"] => Class::Text(Kind::Links),
        ["content", "pages", page] if page.ends_with(".md") => Class::Text(Kind::Page),
        ["content", _, "document.toml"] => Class::Text(Kind::Document),
        ["content", _, "notes.toml"] => Class::Text(Kind::Notes),
        ["content", _, "targets.toml"] => Class::Text(Kind::Targets),
        ["content", folder @ .., "card.png"] => Class::Card(folder.first().unwrap_or(&"")),
        ["content", _, "review.toml"] => Class::Text(Kind::Review),
        ["content", folder, file] if *folder != "pages" && file.ends_with(".toml") => {
            Class::Text(Kind::Readings)
        }
        ["content", ..] => Class::Unknown(
            "below `content/` stand `links.toml`, `pages/<name>.<language>.md` and a folder per document with TOML files and `card.png`",
        ),
        ["glossary", file] if file.ends_with(".toml") => Class::Text(Kind::Glossary),
        ["glossary", ..] => Class::Unknown("the glossary has a file `<theme>.toml` per theme"),
        ["seeds", "MANIFEST.toml"] => Class::Text(Kind::Manifest),
        ["seeds", file] if file.ends_with(".recipe.toml") => Class::Text(Kind::Recipe),
        ["seeds", file] => Class::Seed(file),
        _ => Class::Theirs,
    }
}

fn add_bytes(
    name: &str,
    path: &str,
    content: &Result<Content, String>,
    (files, sources, sink): (&mut BTreeMap<String, SeedFile>, &mut SourceMap, &mut Vec<Diagnostic>),
) {
    match content {
        Ok(content) => {
            let text = match content {
                Content::Text(text) => Arc::clone(text),
                Content::Bytes(_) => Arc::from(""),
            };
            let file = sources.add(path, text);
            files.insert(name.to_owned(), SeedFile { file, bytes: content.clone() });
        }
        Err(_) => {
            // `decode` words the finding; a file that cannot be read is never added.
            let _ = decode::add(path, content, sources, sink);
        }
    }
}

fn piece(kind: &Kind, text: &Arc<str>, file: FileId, sink: &mut Vec<Diagnostic>) -> Piece {
    fn read<T: DeserializeOwned>(t: &str, f: FileId, sink: &mut Vec<Diagnostic>) -> Option<T> {
        recover::read(t, f, sink)
    }
    match kind {
        Kind::Site => Piece::Site(read(text, file, sink).map(Box::new)),
        Kind::Ledger => Piece::Ledger(read(text, file, sink)),
        Kind::Document => Piece::Document(read(text, file, sink).map(Arc::new)),
        Kind::Notes => Piece::Notes(read(text, file, sink)),
        Kind::Targets => Piece::Targets(read(text, file, sink)),
        Kind::Review => Piece::Review(read(text, file, sink)),
        Kind::Readings => {
            let quick = lines::readings(text, file);
            let readings = quick.or_else(|| entries::readings(text, file, sink));
            Piece::Readings(readings.map(Arc::new))
        }
        Kind::Links => Piece::Links(read(text, file, sink)),
        Kind::Page => Piece::Page(text.to_string()),
        Kind::Glossary => Piece::Glossary(read(text, file, sink)),
        Kind::Manifest => Piece::Manifest(read(text, file, sink)),
        Kind::Recipe => Piece::Recipe(read(text, file, sink)),
    }
}

fn place(files: &mut Files, path: &str, file: FileId, piece: Piece) {
    let base = path.rsplit('/').next().unwrap_or(path);
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    let name = stem.strip_suffix(".recipe").unwrap_or(stem).to_owned();
    macro_rules! parsed {
        ($value:expr) => {
            $value.map(|value| Parsed { file, name, value })
        };
    }
    match piece {
        Piece::Site(value) => files.site = parsed!(value.map(|v| *v)),
        Piece::Ledger(value) => files.ledger = parsed!(value),
        Piece::Links(value) => files.links = parsed!(value),
        Piece::Page(value) => files.pages.push(Parsed { file, name, value }),
        Piece::Glossary(value) => files.glossary.extend(parsed!(value)),
        Piece::Manifest(value) => files.manifest = parsed!(value),
        Piece::Recipe(value) => files.recipes.extend(parsed!(value)),
        Piece::Document(value) => folder(files, path).document = parsed!(value),
        Piece::Notes(value) => folder(files, path).notes = parsed!(value),
        Piece::Targets(value) => folder(files, path).targets = parsed!(value),
        Piece::Review(value) => folder(files, path).review = parsed!(value),
        Piece::Readings(value) => {
            folder(files, path).readings.insert(name, (file, value));
        }
    }
}

/// The document of a path. Paths come sorted, so it is the last one or a new one.
fn folder<'f>(files: &'f mut Files, path: &str) -> &'f mut DocumentFiles {
    let folder = path.split('/').nth(1).unwrap_or_default();
    if files.documents.last().is_none_or(|document| document.folder != folder) {
        files.documents.push(DocumentFiles {
            folder: folder.to_owned(),
            document: None,
            readings: BTreeMap::new(),
            notes: None,
            targets: None,
            review: None,
        });
    }
    let last = files.documents.len() - 1;
    &mut files.documents[last]
}
