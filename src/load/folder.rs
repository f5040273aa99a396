//! The folder of a document: which files it has, and what is in them.

use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::format::document;
use crate::format::notes::Notes;
use crate::format::review::Review;
use crate::format::targets::Targets;
use crate::load::entries;
use crate::load::entries::Readings;
use crate::load::lines;
use crate::load::recover;

use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

use std::collections::BTreeMap;
use std::sync::Arc;

/// What a file is in the folder of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentFile {
    /// `document.toml`.
    Document,
    /// `notes.toml`.
    Notes,
    /// `targets.toml`.
    Targets,
    /// `review.toml`.
    Review,
    /// The readings of a witness: the name of the file without its ending.
    Readings(String),
}

impl DocumentFile {
    /// The file of a name without its ending.
    #[must_use]
    pub fn of(name: &str) -> Self {
        match name {
            "document" => Self::Document,
            "notes" => Self::Notes,
            "targets" => Self::Targets,
            "review" => Self::Review,
            witness => Self::Readings(witness.to_owned()),
        }
    }
}

/// The files of one document, not parsed yet. Two that are the same parse and resolve alike: spans
/// carry the numbers of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Name of the folder.
    pub name: String,
    /// Its files that could be read, by name, with their texts.
    pub files: Vec<(DocumentFile, FileId, Arc<str>)>,
}

impl Folder {
    /// A folder without files.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), files: Vec::new() }
    }

    /// Adds a file.
    pub fn add(&mut self, kind: DocumentFile, file: FileId, text: Arc<str>) {
        self.files.push((kind, file, text));
    }

    /// The same with another text of a file.
    #[must_use]
    pub fn with(&self, file: FileId, text: &Arc<str>) -> Self {
        let mut folder = self.clone();
        for (_, known, old) in &mut folder.files {
            if *known == file {
                old.clone_from(text);
            }
        }
        folder
    }

    /// Parses its files; what cannot be parsed is missing and has findings.
    #[must_use]
    pub fn parse(&self, sink: &mut Vec<Diagnostic>) -> DocumentFiles<'_> {
        let pieces: Vec<_> = { self.files.par_iter() }
            .map(|(kind, file, text)| {
                let mut sink = Vec::new();
                (piece(kind, (*file, text), &mut sink), sink)
            })
            .collect();
        let mut parsed = DocumentFiles { folder: &self.name, ..DocumentFiles::default() };
        for (piece, mut findings) in pieces {
            sink.append(&mut findings);
            match piece {
                Piece::Document(document) => parsed.document = document.map(|d| *d),
                Piece::Notes(notes) => parsed.notes = notes,
                Piece::Targets(targets) => parsed.targets = targets,
                Piece::Review(review) => parsed.review = review,
                Piece::Readings(witness, file, readings) => {
                    parsed.readings.insert(witness, (file, readings));
                }
            }
        }
        parsed
    }
}

/// What came out of a file.
enum Piece<'f> {
    Document(Option<Box<Read<document::Document>>>),
    Notes(Option<Read<Notes>>),
    Targets(Option<Read<Targets>>),
    Review(Option<Read<Review>>),
    Readings(&'f str, FileId, Option<Readings>),
}

fn piece<'f>(
    kind: &'f DocumentFile,
    (file, text): (FileId, &Arc<str>),
    sink: &mut Vec<Diagnostic>,
) -> Piece<'f> {
    match kind {
        DocumentFile::Document => Piece::Document(read(text, file, sink).map(Box::new)),
        DocumentFile::Notes => Piece::Notes(read(text, file, sink)),
        DocumentFile::Targets => Piece::Targets(read(text, file, sink)),
        DocumentFile::Review => Piece::Review(read(text, file, sink)),
        DocumentFile::Readings(witness) => {
            let quick = lines::readings(text, file);
            let readings = quick.or_else(|| entries::readings(text, file, sink));
            Piece::Readings(witness, file, readings)
        }
    }
}

fn read<T: serde::de::DeserializeOwned>(
    text: &str,
    file: FileId,
    sink: &mut Vec<Diagnostic>,
) -> Option<Read<T>> {
    recover::read(text, file, sink).map(|value| Read { file, value })
}

/// What a file of a document says.
#[derive(Debug)]
pub struct Read<T> {
    /// Where it was read from.
    pub file: FileId,
    /// What it says.
    pub value: T,
}

/// The files of one document, parsed.
#[derive(Debug, Default)]
pub struct DocumentFiles<'f> {
    /// Name of the folder.
    pub folder: &'f str,
    /// `document.toml`; `None` with a finding where it could not be read.
    pub document: Option<Read<document::Document>>,
    /// Readings by witness file; `None` with findings where the file could not be read.
    pub readings: BTreeMap<&'f str, (FileId, Option<Readings>)>,
    /// `notes.toml`.
    pub notes: Option<Read<Notes>>,
    /// `targets.toml`.
    pub targets: Option<Read<Targets>>,
    /// `review.toml`.
    pub review: Option<Read<Review>>,
}
