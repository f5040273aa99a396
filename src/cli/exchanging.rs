//! Arguments of the commands that exchange texts with other programs.

use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;

use crate::cli::common::Common;
use crate::cli::editing::pair;
use crate::exchange::import::Format;
use crate::exchange::import::TableKind;

/// Arguments of `import`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("goal").required(true).args(["into", "update"]))]
pub struct Import {
    /// What the files are.
    #[arg(value_enum, value_name = "FORMAT")]
    pub form: Foreign,

    /// The files: one, for `text` a source and its translation, for `bilara` one for each witness.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// The document to make: `content/<id>`, or its id alone; for `jsonl`, `content`; for `tbx`,
    /// `glossary/<name>`. What is there is never touched.
    #[arg(long, value_name = "DOCUMENT")]
    pub into: Option<String>,

    /// The document from which this sheet was exported: only edited cells are taken over.
    #[arg(long, value_name = "DOCUMENT", conflicts_with_all = ["title", "source_lang", "lang", "witnesses"])]
    pub update: Option<String>,

    /// Title of the document [default: its id].
    #[arg(long)]
    pub title: Option<String>,

    /// Language of the source, where the file does not say it or says it wrong.
    #[arg(long, value_name = "TAG")]
    pub source_lang: Option<String>,

    /// Language of the translation, where the file does not say it or says it wrong.
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,

    /// A column of a table, or a name for each file of Bilara in turn, and its language; the
    /// first is the source.
    #[arg(long = "witness", value_name = "NAME:LANGUAGE", value_parser = pair)]
    pub witnesses: Vec<(String, String)>,

    /// A glossary for a corpus: {term_id, forms: {language: form}, def} a line.
    #[arg(long, value_name = "FILE")]
    pub glossary: Option<PathBuf>,

    /// Write all that was renamed or not taken over to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,

    /// Say what would change, write nothing.
    #[arg(long)]
    pub dry_run: bool,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// What can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Foreign {
    /// A table with tabs; a column for each witness, and one of ids if there is one.
    Tsv,
    /// The same with commas or semicolons.
    Csv,
    /// A translation memory, any number of languages.
    Tmx,
    /// A base of terms, TBX of 2008 or 2019: a file of the glossary.
    Tbx,
    /// XLIFF 1.2, 2.0, 2.1 or 2.2.
    Xliff,
    /// A catalogue of gettext.
    Po,
    /// A corpus as JSON lines: {doc_id, title, seg_id, src_lang, src, trans_lang, trans}.
    Jsonl,
    /// SuttaCentral's JSON files: segment id and text.
    Bilara,
    /// Two plain texts, a line for each paragraph, as many lines in both.
    Text,
}

impl Foreign {
    /// The format of a document; `None` for a corpus of documents and for terms.
    pub(crate) fn format(self) -> Option<Format> {
        Some(match self {
            Self::Tsv => Format::Table(TableKind::Tabs),
            Self::Csv => Format::Table(TableKind::Commas),
            Self::Tmx => Format::Tmx,
            Self::Xliff => Format::Xliff,
            Self::Po => Format::Po,
            Self::Bilara => Format::Bilara,
            Self::Text => Format::Text,
            Self::Jsonl | Self::Tbx => return None,
        })
    }
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct Export {
    /// The form of the sheet.
    #[arg(value_enum, value_name = "FORMAT")]
    pub form: Sheet,

    /// Id of the document.
    pub document: String,

    /// Write to this file, which must not be there yet.
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `align`.
#[derive(Debug, Args)]
pub struct Align {
    /// The source: a plain text, a line for each paragraph.
    pub source: PathBuf,

    /// Its translation.
    pub translation: PathBuf,

    /// Language of the source.
    #[arg(long, value_name = "TAG")]
    pub source_lang: String,

    /// Language of the translation.
    #[arg(long, value_name = "TAG")]
    pub lang: String,

    /// Make this document of the proposal: `content/<id>`, or its id alone. Without it, the proposal
    /// is printed as a table with tabs, which `import tsv` reads once it has been reviewed.
    #[arg(long, value_name = "DOCUMENT")]
    pub into: Option<String>,

    /// Title of the document [default: its id].
    #[arg(long, requires = "into")]
    pub title: Option<String>,

    /// Go by the lengths of sentences alone, as Gale and Church did.
    #[arg(long)]
    pub lengths_only: bool,

    /// Say what would change, write nothing.
    #[arg(long, requires = "into")]
    pub dry_run: bool,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// The forms of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sheet {
    /// Cells with tabs between them.
    Tsv,
    /// Cells with commas between them, for spreadsheets that want them.
    Csv,
}

impl Sheet {
    /// The word on the command line.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Tsv => "tsv",
            Self::Csv => "csv",
        }
    }

    /// What stands between the cells.
    pub(crate) fn kind(self) -> TableKind {
        match self {
            Self::Tsv => TableKind::Tabs,
            Self::Csv => TableKind::Commas,
        }
    }
}
