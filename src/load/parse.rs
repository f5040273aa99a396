//! Texts to the types of `format`, file by file, in parallel.

use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::format::glossary::Glossary;
use crate::format::ledger::Ledger;
use crate::format::links::Links;
use crate::format::manifest::Manifest;
use crate::format::recipe::Recipe;
use crate::format::site::Site;
use crate::load::folder::Folder;
use crate::load::gathering::Gathered;
use crate::load::gathering::Kind;
use crate::load::gathering::SeedFile;
use crate::load::recover;
use crate::load::tree::SourceTree;

use rayon::iter::IntoParallelRefIterator;
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
    pub folders: Arc<Vec<Arc<Folder>>>,
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

/// What is kept of the files of an earlier run.
#[derive(Debug, Default)]
pub struct Kept {
    /// What was gathered of its tree.
    pub gathered: Gathered,
    /// What came out of its files, by path.
    pub files: BTreeMap<Arc<str>, KeptFile>,
}

/// What came out of a file: that depends on its text and on its number in the map of sources,
/// which all spans carry, and on nothing else.
#[derive(Debug)]
pub struct KeptFile {
    file: FileId,
    text: Arc<str>,
    piece: Piece,
    findings: Vec<Diagnostic>,
}

impl KeptFile {
    /// What comes out of a file, if it is the same.
    fn again(&self, file: FileId, text: &Arc<str>) -> Option<(Piece, Vec<Diagnostic>)> {
        let is_same = self.file == file && (Arc::ptr_eq(&self.text, text) || self.text == *text);
        is_same.then(|| (self.piece.clone(), self.findings.clone()))
    }
}

/// Gathers the files of a tree; what is kept of those of the run before is taken over.
pub fn gather(tree: &SourceTree, kept: Option<&mut Kept>) -> Gathered {
    let mut gathered = kept.map(|kept| std::mem::take(&mut kept.gathered)).unwrap_or_default();
    if gathered.follow(tree) { gathered } else { Gathered::of(tree) }
}

/// Parses all files that were gathered but those of documents, which it lists folder by folder;
/// files of themes are not read here. `kept` has what came out of them last time, and gets what
/// comes out of them now.
pub fn files(
    gathered: &Gathered,
    sink: &mut Vec<Diagnostic>,
    kept: Option<&mut BTreeMap<Arc<str>, KeptFile>>,
) -> Files {
    let before = kept.as_deref();
    let read = |(path, file, kind): &(Arc<str>, FileId, Kind)| {
        let text = gathered.sources.shared(*file);
        let known = before.and_then(|kept| kept.get(path)?.again(*file, &text));
        let (piece, findings) = known.unwrap_or_else(|| {
            let mut sink = Vec::new();
            (piece(*kind, &text, *file, &mut sink), sink)
        });
        (Arc::clone(path), KeptFile { file: *file, text, piece, findings })
    };
    let read: Vec<_> = gathered.work.par_iter().map(read).collect();
    let mut files = Files {
        folders: Arc::clone(&gathered.folders),
        cards: gathered.cards.clone(),
        seeds: gathered.seeds.clone(),
        ..Files::default()
    };
    sink.extend(gathered.findings.iter().cloned());
    for (path, read) in &read {
        sink.extend(read.findings.iter().cloned());
        place(&mut files, path, read.file, read.piece.clone());
    }
    if let Some(kept) = kept {
        *kept = read.into_iter().collect();
    }
    files
}

fn piece(kind: Kind, text: &Arc<str>, file: FileId, sink: &mut Vec<Diagnostic>) -> Piece {
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
