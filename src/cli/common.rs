//! The options that every command has.

use std::num::NonZeroU16;
use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;
use clap::builder::BoolishValueParser;

/// Options of every command.
#[derive(Debug, Args)]
pub struct Common {
    /// Folder of the edition, where its site.toml is.
    #[arg(long, value_name = "FOLDER", default_value = ".", env = "DUIZHAO_ROOT")]
    pub root: PathBuf,

    /// How findings are shown: to people on standard error, or as JSON lines on standard output.
    #[arg(long, value_enum, default_value = "human", env = "DUIZHAO_FORMAT")]
    pub format: Format,

    /// Treat warnings as errors.
    #[arg(long, env = "DUIZHAO_STRICT", value_parser = BoolishValueParser::new())]
    pub strict: bool,

    /// Show findings of the level `note` too, which are only counted otherwise.
    #[arg(long, env = "DUIZHAO_NOTES", value_parser = BoolishValueParser::new())]
    pub notes: bool,

    /// Number of threads; as many as the machine has if not given.
    #[arg(long, value_name = "N", env = "DUIZHAO_THREADS")]
    pub threads: Option<NonZeroU16>,

    /// Say only what is wrong.
    #[arg(long, short, env = "DUIZHAO_QUIET", value_parser = BoolishValueParser::new())]
    pub quiet: bool,
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the line and a caret, for people.
    Human,
    /// One JSON object a line, for programs.
    Json,
}
