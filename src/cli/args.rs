//! What can be written after `duizhao`.

use std::num::NonZeroU16;
use std::path::PathBuf;

use clap::Args;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use clap::builder::BoolishValueParser;

/// What the program is, below its name in the help.
const ABOUT: &str = "Makes a website of a bilingual annotated edition: texts side by side, glossary, notes, targets, links.";

/// What stands at the end of the help.
const AFTER: &str = "\
Start here:
  duizhao check           find what is wrong, write nothing
  duizhao build           write the site to the folder public
  duizhao serve --open    look at the site without writing it

Exit codes: 0 all is well, 1 a fault in the edition's files, 2 wrong usage,
3 the machine (disk full, port taken, output folder not writable or not ours).

Every option can also be given by the environment variable named beside it;
the command line wins.";

/// duizhao's arguments.
#[derive(Debug, Parser)]
#[command(name = "duizhao", version, about = ABOUT, after_help = AFTER)]
#[command(arg_required_else_help = true, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check the edition and write its site to a folder.
    ///
    /// Nothing is written if anything is wrong: the old site stays as it is. Otherwise the new site
    /// takes its place in one step. Files in the folder that duizhao did not make, such as `.git`
    /// or `CNAME`, are kept.
    #[command(after_help = "\
Examples:
  duizhao build                         from this folder to ./public
  duizhao build --output /srv/www/plan  to another folder
  duizhao build --root ../edition       an edition that is elsewhere
  duizhao build --strict                not even with warnings, as in continuous integration")]
    Build(Build),
    /// Find what is wrong with the edition, write nothing.
    #[command(after_help = "\
Examples:
  duizhao check                         findings with the line they are about
  duizhao check --strict                fails for warnings too
  duizhao check --format json | jq .    one JSON object a line, on standard output")]
    Check(Check),
    /// Show the site on this machine without writing it.
    ///
    /// The site is made in memory and served to this machine alone until Ctrl-C. It shows the
    /// edition as it was when the command started: run it again after an edit.
    #[command(visible_alias = "watch")]
    #[command(after_help = "\
Examples:
  duizhao serve --open                  and open the browser
  duizhao serve --port 8080             at http://127.0.0.1:8080/ or not at all")]
    Serve(Serve),
}

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

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// Folder for the site: new, empty, or made by an earlier build [default: public in the
    /// edition's folder].
    #[arg(long, short, value_name = "FOLDER", env = "DUIZHAO_OUTPUT")]
    pub output: Option<PathBuf>,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Port to listen on; the first free one from 4023 if not given.
    #[arg(long, short, value_name = "N", env = "DUIZHAO_PORT")]
    pub port: Option<u16>,

    /// Address to listen on. Any but a loopback address lets others on the network read the site.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", env = "DUIZHAO_HOST")]
    pub host: String,

    /// Open the site in the browser.
    #[arg(long)]
    pub open: bool,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn watch_is_serve() {
        let arguments = Arguments::try_parse_from(["duizhao", "watch", "--port", "8080"]).unwrap();
        assert!(matches!(arguments.command, Command::Serve(Serve { port: Some(8080), .. })));
    }

    #[test]
    fn no_threads_is_wrong_usage() {
        assert!(Arguments::try_parse_from(["duizhao", "check", "--threads", "0"]).is_err());
        let arguments = Arguments::try_parse_from(["duizhao", "check", "--threads", "2"]).unwrap();
        let Command::Check(check) = arguments.command else { panic!("not check") };
        assert_eq!(check.common.threads.map(u16::from), Some(2));
    }
}
