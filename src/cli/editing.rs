//! Arguments of the commands for editors of an edition.

use std::path::PathBuf;

use clap::Args;
use clap::Subcommand;

use crate::cli::common::Common;
use crate::exchange::edit::review::ReviewState;
use crate::exchange::schema::Kind;

/// Arguments of `new`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
#[command(subcommand_negates_reqs = true)]
pub struct New {
    /// What to begin in an edition that is there.
    #[command(subcommand)]
    pub part: Option<Part>,

    /// Folder for the edition: new or empty.
    #[arg(value_name = "FOLDER", required = true)]
    pub folder: Option<PathBuf>,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// What to begin in an edition.
#[derive(Debug, Subcommand)]
pub enum Part {
    /// A document, with its witnesses and a first segment.
    Document(NewDocument),
    /// A term of the glossary.
    Term(NewTerm),
}

/// Arguments of `new document`.
#[derive(Debug, Args)]
pub struct NewDocument {
    /// Its id: the name of its folder and of its page.
    pub id: String,

    /// A witness and its language; the first is the source.
    #[arg(long = "witness", value_name = "ID:LANGUAGE", value_parser = pair)]
    #[arg(default_values = ["source:zh-Hans", "english:en"])]
    pub witnesses: Vec<(String, String)>,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `new term`.
#[derive(Debug, Args)]
pub struct NewTerm {
    /// Its id: the name of its page, by habit pinyin.
    pub id: String,

    /// A language and the headword in it.
    #[arg(long = "form", value_name = "LANGUAGE:WORDS", value_parser = pair, required = true)]
    pub forms: Vec<(String, String)>,

    /// File of the glossary, without `.toml`; may be left out where there is only one.
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `segment`.
#[derive(Debug, Args)]
pub struct Segment {
    /// What to do to it.
    #[command(subcommand)]
    pub surgery: Surgery,
}

/// What is done to segments.
#[derive(Debug, Subcommand)]
pub enum Surgery {
    /// Divide a segment into two of the same row.
    ///
    /// For every witness that has words, say the first words of the second half. Notes, links,
    /// targets and terms that quote words of it go with their words; the first half keeps the id.
    #[command(after_help = "\
Example:
  duizhao segment split analects learn --at received:而时习之 --at 'english:and to practise'")]
    Split(Split),
    /// Join a segment with the one that follows it; the first keeps its id.
    Merge(Merge),
    /// Give a segment another id, everywhere.
    Rename(Rename),
    /// Move a segment to another place of the same document.
    Move(Move),
}

/// Options of every surgery.
#[derive(Debug, Args)]
pub struct Theatre {
    /// Say what would change, write nothing.
    #[arg(long)]
    pub dry_run: bool,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `segment split`.
#[derive(Debug, Args)]
pub struct Split {
    /// Id of the document.
    pub document: String,

    /// Id of the segment.
    pub id: String,

    /// A witness and the words with which its second half starts.
    #[arg(long = "at", value_name = "WITNESS:WORDS", value_parser = pair)]
    pub at: Vec<(String, String)>,

    /// A witness whose words all belong to the first half, and how the second is absent in it.
    #[arg(long, value_name = "WITNESS:ABSENCE", value_parser = pair)]
    pub only_first: Vec<(String, String)>,

    /// A witness whose words all belong to the second half, and how the first is absent in it.
    #[arg(long, value_name = "WITNESS:ABSENCE", value_parser = pair)]
    pub only_second: Vec<(String, String)>,

    /// Id of the second half [default: the id with -2, or the next free one].
    #[arg(long = "as", value_name = "ID")]
    pub new: Option<String>,

    /// Options of every surgery.
    #[command(flatten)]
    pub theatre: Theatre,
}

/// Arguments of `segment merge`.
#[derive(Debug, Args)]
pub struct Merge {
    /// Id of the document.
    pub document: String,

    /// Id of the segment that stays.
    pub first: String,

    /// Id of the segment that follows it and goes.
    pub second: String,

    /// Options of every surgery.
    #[command(flatten)]
    pub theatre: Theatre,
}

/// Arguments of `segment rename`.
#[derive(Debug, Args)]
pub struct Rename {
    /// Id of the document.
    pub document: String,

    /// Id of the segment.
    pub old: String,

    /// Its new id.
    pub new: String,

    /// Options of every surgery.
    #[command(flatten)]
    pub theatre: Theatre,
}

/// Arguments of `segment move`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("place").required(true).args(["after", "division"]))]
pub struct Move {
    /// Id of the document.
    pub document: String,

    /// Id of the segment.
    pub id: String,

    /// The segment after whose row it goes, as a row of its own.
    #[arg(long, value_name = "ID")]
    pub after: Option<String>,

    /// With `--after`: into the row of that segment.
    #[arg(long, requires = "after")]
    pub row: bool,

    /// The division at whose end it goes.
    #[arg(long, value_name = "ID")]
    pub division: Option<String>,

    /// Options of every surgery.
    #[command(flatten)]
    pub theatre: Theatre,
}

/// Arguments of `fmt`.
#[derive(Debug, Args)]
pub struct Fmt {
    /// Only name the files that are not in canonical form; exit code 1 if there are any.
    #[arg(long)]
    pub check: bool,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `stats`.
#[derive(Debug, Args)]
pub struct Stats {
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `review`.
#[derive(Debug, Args)]
pub struct Review {
    /// Id of the document.
    pub document: String,

    /// Only the readings of this witness [default: all translations].
    #[arg(long, value_name = "ID")]
    pub witness: Option<String>,

    /// Only these segments [default: all].
    #[arg(long = "segment", value_name = "ID", num_args = 1..)]
    pub segments: Vec<String>,

    /// Note this of the readings with words, instead of listing them.
    #[arg(long, value_name = "STATE", value_parser = state)]
    pub set: Option<ReviewState>,

    /// With `--set`: say what would change, write nothing.
    #[arg(long, requires = "set")]
    pub dry_run: bool,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `ledger`.
#[derive(Debug, Args)]
pub struct Ledger {
    /// Only say whether the ledger is up to date; exit code 1 if not.
    #[arg(long)]
    pub check: bool,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["kind", "out"]))]
pub struct Schema {
    /// The kind of files: site, document, readings, notes, targets, review, links, glossary,
    /// published-ids, manifest or recipe.
    #[arg(value_parser = kind)]
    pub kind: Option<Kind>,

    /// Write all schemas to this folder of the edition, and `.taplo.toml` beside `site.toml`.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<String>,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct Man {
    /// Write the pages of all commands to this folder.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `clean`.
#[derive(Debug, Args)]
pub struct Clean {
    /// Folder of the site [default: public in the edition's folder].
    #[arg(long, short, value_name = "FOLDER", env = "DUIZHAO_OUTPUT")]
    pub output: Option<PathBuf>,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// `name:words`, the words as they are.
pub(crate) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once(':') {
        Some((name, words)) if !name.is_empty() && !words.is_empty() => {
            Ok((name.to_owned(), words.to_owned()))
        }
        _ => Err("write two words with a colon between them".to_owned()),
    }
}

fn state(text: &str) -> Result<ReviewState, String> {
    let found = ReviewState::ALL.into_iter().find(|state| state.as_str() == text);
    found.ok_or_else(|| format!("one of: {}", ReviewState::ALL.map(ReviewState::as_str).join(", ")))
}

fn kind(text: &str) -> Result<Kind, String> {
    let known = Kind::ALL.map(Kind::as_str);
    let found = Kind::ALL.into_iter().find(|kind| kind.as_str() == text);
    found.ok_or_else(|| format!("one of: {}", known.join(", ")))
}
