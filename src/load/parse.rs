//! Texts to the types of `format`, file by file, in parallel.

use crate::diag::Content;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::SourceMap;
use crate::format::glossary::Glossary;
use crate::format::ledger::Ledger;
use crate::format::links::Links;
use crate::format::manifest::Manifest;
use crate::format::recipe::Recipe;
use crate::format::site::Site;
use crate::load::decode;
use crate::load::folder::Folder;
use crate::load::gathering::FileText;
use crate::load::gathering::FileTexts;
use crate::load::gathering::Gathering;
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
    /// Folders of `content/`, by name: their files are parsed one folder at a time.
    pub folders: Vec<Arc<Folder>>,
    /// `published-ids.toml`.
    pub ledger: Option<Parsed<Ledger>>,
    /// `content/links.toml`.
    pub links: Option<Parsed<Links>>,
    /// `content/pages/*.md`: the name is `about.en`, the value the Markdown.
    pub pages: Vec<Parsed<String>>,
    /// `glossary/*.toml`, by name.
    pub glossary: Vec<Parsed<Arc<Glossary>>>,
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

/// Which file is what.
enum Kind {
    Site,
    Ledger,
    Links,
    Page,
    Glossary,
    Manifest,
    Recipe,
}

/// What came out of one file.
#[derive(Debug, Clone)]
enum Piece {
    Site(Option<Box<Site>>),
    Ledger(Option<Ledger>),
    Links(Option<Links>),
    Page(String),
    Glossary(Option<Arc<Glossary>>),
    Manifest(Option<Manifest>),
    Recipe(Option<Recipe>),
}

/// What came out of the files of an earlier run, by path: parsing depends on a file's text and on
/// its number in the map of sources, which all spans carry, and on nothing else.
#[derive(Debug, Default)]
pub struct Kept {
    texts: FileTexts,
    files: BTreeMap<String, KeptFile>,
}

#[derive(Debug)]
struct KeptFile {
    file: FileId,
    text: Arc<str>,
    piece: Piece,
    findings: Vec<Diagnostic>,
}

impl Kept {
    fn take(&self, path: &str, file: FileId, text: &Arc<str>) -> Option<(Piece, Vec<Diagnostic>)> {
        let kept = self.files.get(path)?;
        let is_same = kept.file == file && (Arc::ptr_eq(&kept.text, text) || kept.text == *text);
        is_same.then(|| (kept.piece.clone(), kept.findings.clone()))
    }
}

/// Parses all files of the tree that are the edition's own but those of documents, which it lists
/// folder by folder; files of themes are not read here.
/// `kept` has what came out of them last time, and gets what comes out of them now.
pub fn files(
    tree: &SourceTree,
    sources: &mut SourceMap,
    sink: &mut Vec<Diagnostic>,
    mut kept: Option<&mut Kept>,
) -> Files {
    let mut files = Files::default();
    let known = kept.as_mut().map(|kept| std::mem::take(&mut kept.texts)).unwrap_or_default();
    let (work, texts) = gather(tree, known, &mut files, (sources, sink));
    let before = kept.as_deref();
    let read: Vec<_> = work
        .into_par_iter()
        .map(|(path, file, kind)| {
            let text = sources.shared(file);
            let known = before.and_then(|kept| kept.take(path, file, &text));
            let (piece, findings) = known.unwrap_or_else(|| {
                let mut sink = Vec::new();
                (piece(&kind, &text, file, &mut sink), sink)
            });
            (path, KeptFile { file, text, piece, findings })
        })
        .collect();
    for (path, read) in &read {
        sink.extend(read.findings.iter().cloned());
        place(&mut files, path, read.file, read.piece.clone());
    }
    if let Some(kept) = kept {
        kept.texts = texts;
        kept.files = read.into_iter().map(|(path, file)| (path.to_owned(), file)).collect();
    }
    files
}

/// Adds the files of a tree to the map of sources, and those that need not be parsed to `files`.
/// `known` are their texts in the run before. Gives those that are to be parsed, and their texts.
fn gather<'t>(
    tree: &'t SourceTree,
    known: FileTexts,
    files: &mut Files,
    (sources, sink): (&mut SourceMap, &mut Vec<Diagnostic>),
) -> (Vec<(&'t str, FileId, Kind)>, FileTexts) {
    let mut work = Vec::new();
    let mut texts = Gathering::after(known);
    for (path, bytes) in &tree.files {
        let known = texts.known(path, bytes);
        let is_of_document = known.as_ref().is_some_and(FileText::is_of_document);
        let class = if is_of_document { Class::OfDocument } else { classify(path) };
        match class {
            Class::Text(kind) => {
                let file = texts.add((path, bytes), (false, known), (sources, sink));
                work.extend(file.map(|file| (&**path, file, kind)));
            }
            Class::OfDocument => {
                texts.add((path, bytes), (true, known), (sources, sink));
            }
            Class::Seed(name) => add_bytes(name, path, bytes, (&mut files.seeds, sources, sink)),
            Class::Card(name) => add_bytes(name, path, bytes, (&mut files.cards, sources, sink)),
            Class::Unknown(hint) => {
                let file = sources.add(Arc::clone(path), "");
                let message = format!("`{path}` is not a file of an edition");
                let finding = Diagnostic::error("unknown-file", message).at(sources.start(file));
                sink.push(finding.hint(hint));
            }
            Class::Theirs => {}
        }
    }
    let texts = texts.done();
    files.folders.clone_from(&texts.folders);
    (work, texts)
}

enum Class<'a> {
    Text(Kind),
    /// A file in the folder of a document.
    OfDocument,
    Seed(&'a str),
    Card(&'a str),
    Unknown(&'static str),
    Theirs,
}

fn classify(path: &str) -> Class<'_> {
    let (mut parts, mut depth, mut start) = ([""; 4], 0, 0);
    let ends = memchr::memchr_iter(b'/', path.as_bytes()).chain([path.len()]);
    for end in ends.take(parts.len()) {
        parts[depth] = &path[start..end];
        (depth, start) = (depth + 1, end + 1);
    }
    match &parts[..depth] {
        ["site.toml"] => Class::Text(Kind::Site),
        ["published-ids.toml"] => Class::Text(Kind::Ledger),
        ["content", "links.toml"] => Class::Text(Kind::Links),
        ["content", "pages", page] if page.ends_with(".md") => Class::Text(Kind::Page),
        ["content", folder @ .., "card.png"] => Class::Card(folder.first().unwrap_or(&"")),
        ["content", folder, file] if *folder != "pages" && file.ends_with(".toml") => {
            Class::OfDocument
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
    path: &Arc<str>,
    content: &Result<Content, String>,
    (files, sources, sink): (&mut BTreeMap<String, SeedFile>, &mut SourceMap, &mut Vec<Diagnostic>),
) {
    match content {
        Ok(content) => {
            let text = match content {
                Content::Text(text) => Arc::clone(text),
                Content::Bytes(_) => Arc::from(""),
            };
            let file = sources.add(Arc::clone(path), text);
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
        Kind::Links => Piece::Links(read(text, file, sink)),
        Kind::Page => Piece::Page(text.to_string()),
        Kind::Glossary => Piece::Glossary(read(text, file, sink).map(Arc::new)),
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
    }
}
