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

    /// How findings are shown: to people on standard error, or to programs on standard output
    /// [default: human; github in GitHub Actions].
    #[arg(long, value_enum, env = "DUIZHAO_FORMAT")]
    pub format: Option<Format>,

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
    /// Workflow commands, which GitHub shows beside the lines of a pull request.
    Github,
    /// A SARIF 2.1.0 log, for code scanning.
    Sarif,
}

impl Common {
    /// The format in force: the one given, else GitHub's own in its workflows.
    #[must_use]
    pub fn format(&self) -> Format {
        let in_actions = || std::env::var("GITHUB_ACTIONS").is_ok_and(|value| value == "true");
        self.format.unwrap_or_else(|| if in_actions() { Format::Github } else { Format::Human })
    }
}
