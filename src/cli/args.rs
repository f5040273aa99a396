//! What can be written after `duizhao`.

use std::path::PathBuf;

use clap::Args;
use clap::Parser;
use clap::Subcommand;
use clap::builder::BoolishValueParser;
use clap::value_parser;

pub use crate::cli::common::Common;
pub use crate::cli::common::Format;

use crate::cli::editing::Clean;
use crate::cli::editing::Completions;
use crate::cli::editing::Fmt;
use crate::cli::editing::Ledger;
use crate::cli::editing::Man;
use crate::cli::editing::New;
use crate::cli::editing::Review;
use crate::cli::editing::Schema;
use crate::cli::editing::Segment;
use crate::cli::editing::Stats;
use crate::cli::exchanging::Align;
use crate::cli::exchanging::Export;
use crate::cli::exchanging::Import;
use crate::output::Shard;

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
  duizhao check --report new.json --against old.json --summary changes.md
                                        what has changed since the report old.json
  duizhao check --format json | jq .    one JSON object a line, on standard output")]
    Check(Check),
    /// Show the site on this machine without writing it.
    ///
    /// The site is made in memory and served to this machine alone until Ctrl-C. Whatever file of
    /// the edition is saved, open pages show it at once, at the words that were being read. As long
    /// as something is wrong, they show what it is, over the last site that could be made.
    #[command(visible_alias = "watch")]
    #[command(after_help = "\
Examples:
  duizhao serve --open                  and open the browser
  duizhao serve --open --follow         the browser goes to the segment just edited
  duizhao serve --port 8080             at http://127.0.0.1:8080/ or not at all")]
    Serve(Serve),
    /// Begin an edition; in an edition, begin a document or a term.
    #[command(after_help = "\
Examples:
  duizhao new analects                            a small edition to change, in ./analects
  duizhao new document zhongyong                  a document of two witnesses, Chinese and English
  duizhao new document dhp --witness pali:pi-Latn --witness german:de
  duizhao new term dao --form zh:道 --form en:way  a term of the glossary")]
    New(New),
    /// Make a document of what another program wrote, or take over an edited sheet.
    ///
    /// Ids are kept where the format has them. What an edition does not hold, such as inline codes
    /// or fuzzy flags, is named with its place; `--report` writes all of it. A malformed file is
    /// refused, a document that is there is never touched, and the edition with the new document
    /// is checked before anything is written.
    ///
    /// With `--update`, only the cells that were edited change in the document's files. A cell that
    /// was edited both in the sheet and in the edition is refused with both versions.
    #[command(after_help = "\
Examples:
  duizhao import tmx memory.tmx --into content/treaty
  duizhao import tbx terms.tbx --into glossary/terms
  duizhao import po django.po --into content/django --title \"Django's messages\"
  duizhao import csv plan.csv --into content/plan --witness original:zh-Hans --witness ours:en
  duizhao import bilara mn1_root-pli-ms.json mn1_translation-en-sujato.json --into content/mn1
  duizhao import jsonl corpus.jsonl --glossary terms.jsonl --into content
  duizhao import text zh.txt en.txt --source-lang zh-Hans --lang en --into content/speech

A translator works in a spreadsheet:
  duizhao export tsv analects --out analects.tsv     a sheet to send away
  duizhao import tsv analects.tsv --update analects  and what came back")]
    Import(Import),
    /// Propose which sentences of a text and of its translation belong together.
    ///
    /// By the lengths of the sentences (Gale and Church 1993), and by what both sides share: numbers,
    /// Latin names, terms of the edition's glossary, beginnings of paragraphs. Every pair comes with
    /// the method and how sure it is (0 to 1); none counts as checked before an editor says so.
    #[command(after_help = "\
Examples:
  duizhao align zh.txt en.txt --source-lang zh-Hans --lang en > pairs.tsv
  duizhao import tsv pairs.tsv --into content/speech     once the pairs have been reviewed
  duizhao align zh.txt en.txt --source-lang zh-Hans --lang en --into content/speech
                                                         a document whose review.toml says how")]
    Align(Align),
    /// Write a document as a sheet for a spreadsheet, to be edited and taken over again.
    ///
    /// One line for each segment, a column for each witness. The column `base` tells `import` which
    /// cells were edited: leave it as it is. Every other format is made by `build`, in the site.
    #[command(after_help = "\
Examples:
  duizhao export tsv analects                        to standard output
  duizhao export csv analects --out analects.csv     for programs that read commas only")]
    Export(Export),
    /// Divide, merge, rename and move segments: spine, readings and anchors change together.
    ///
    /// Comments, order and layout of the files are kept. The changed edition is checked before
    /// anything is written; what would be a new error is refused, and so is what cannot be known.
    Segment(Segment),
    /// Put the edition's files in their canonical form; no character of text changes.
    #[command(after_help = "\
Examples:
  duizhao fmt                           all files
  duizhao fmt --check                   names the files that are not, writes nothing")]
    Fmt(Fmt),
    /// List what is still to be translated, reviewed or compared anew; note what was.
    ///
    /// What was reviewed stands in `review.toml` beside the document, each checked reading with a
    /// fingerprint of the words of the source it was compared with: once they are others, it is
    /// stale. `serve` marks all this in its pages; the built site says nothing of it.
    #[command(after_help = "\
Examples:
  duizhao review analects                                          counts, and what is to be done
  duizhao review analects --witness english --format json          the same as data
  duizhao review analects --segment learn.1 learn.2 --set checked  both were compared with the source
  duizhao review analects --witness english --set needs-review     all of a new translation")]
    Review(Review),
    /// Count what is in the edition.
    Stats(Stats),
    /// Enter the ids of the edition in published-ids.toml, so that links to them live on.
    Ledger(Ledger),
    /// Print the JSON Schema of a kind of files, for editors that complete and check as you type.
    #[command(after_help = "\
Examples:
  duizhao schema notes                  the schema of notes.toml
  duizhao schema --out schemas          all of them, and the .taplo.toml that editors find")]
    Schema(Schema),
    /// Print the script by which a shell completes this program's arguments.
    #[command(after_help = "\
Examples:
  duizhao completions bash > ~/.local/share/bash-completion/completions/duizhao
  duizhao completions fish > ~/.config/fish/completions/duizhao.fish")]
    Completions(Completions),
    /// Print the manual page, or write those of all commands to a folder.
    #[command(after_help = "\
Examples:
  duizhao man | man -l -                read it
  duizhao man --out ~/.local/share/man/man1")]
    Man(Man),
    /// Take the built site out of its folder: what a build made, and nothing else.
    Clean(Clean),
    /// Say what a rule of `check` finds and why, or what to do about a fault.
    #[command(after_help = "\
Examples:
  duizhao explain                       all rules and faults, a line each
  duizhao explain number-differs        a rule, with an example
  duizhao explain broken-anchor         a fault, and what to do")]
    Explain(Explain),
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// Name of the rule or fault, as in a finding's brackets; all are listed if not given.
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
}

/// The end of the year 9999, in seconds since 1970.
const LAST_SECOND: u64 = 253_402_300_799;

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// Folder for the site: new, empty, or made by an earlier build [default: public in the
    /// edition's folder].
    #[arg(long, short, value_name = "FOLDER", env = "DUIZHAO_OUTPUT")]
    pub output: Option<PathBuf>,

    /// Make only this part of the site, such as 2/3: parts made by several runs, each with a folder
    /// of its own, are put together by copying them into one.
    #[arg(long, value_name = "I/N", env = "DUIZHAO_SHARD")]
    pub shard: Option<Shard>,

    /// Write what the edition has and what is wrong with it to a file, as JSON.
    #[arg(long, value_name = "FILE", env = "DUIZHAO_REPORT")]
    pub report: Option<PathBuf>,

    /// Print how long each stage took, and write a trace for a browser's profiler to a file.
    #[arg(
        long,
        value_name = "FILE",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "duizhao-timings.json"
    )]
    pub timings: Option<PathBuf>,

    /// Address at which the site will stand, instead of `base-url` in site.toml.
    #[arg(long, value_name = "ADDRESS", env = "DUIZHAO_BASE_URL", value_parser = address)]
    pub base_url: Option<String>,

    /// The edition's date where site.toml gives none: the day of a moment, in seconds since 1970.
    #[arg(long, value_name = "SECONDS", env = "SOURCE_DATE_EPOCH")]
    #[arg(value_parser = value_parser!(u64).range(..=LAST_SECOND))]
    pub source_date_epoch: Option<u64>,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// An address of the web, with the `/` at its end; an empty one stands for none, as a workflow
/// gives a variable that is not set.
fn address(written: &str) -> Result<String, String> {
    if written.is_empty() {
        return Ok(String::new());
    }
    let known = written.starts_with("https://") || written.starts_with("http://");
    if !known || written.contains(char::is_whitespace) {
        return Err("write it as https://example.org/edition/".to_owned());
    }
    Ok(format!("{}/", written.trim_end_matches('/')))
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Write what the edition has and what is wrong with it to a file, as JSON.
    #[arg(long, value_name = "FILE", env = "DUIZHAO_REPORT")]
    pub report: Option<PathBuf>,

    /// Say what has changed since an earlier report.
    #[arg(long, value_name = "REPORT", env = "DUIZHAO_AGAINST")]
    pub against: Option<PathBuf>,

    /// Add what has changed to a file, in Markdown: for the summary of a pull request.
    #[arg(long, value_name = "FILE", env = "DUIZHAO_SUMMARY", requires = "against")]
    pub summary: Option<PathBuf>,

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

    /// Let open pages go to the segment just edited, not back to the one being read.
    #[arg(long, env = "DUIZHAO_FOLLOW", value_parser = BoolishValueParser::new())]
    pub follow: bool,

    /// Look for changed files by the clock. Without it that is done only where the system does not
    /// tell of changes, as in some shared folders.
    #[arg(long, env = "DUIZHAO_POLL", value_parser = BoolishValueParser::new())]
    pub poll: bool,

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
    fn an_address_ends_in_a_slash_and_is_one_of_the_web() {
        assert_eq!(address("https://x.org/e").as_deref(), Ok("https://x.org/e/"));
        assert_eq!(address("https://x.org/").as_deref(), Ok("https://x.org/"));
        assert_eq!(address("").as_deref(), Ok(""));
        assert!(address("x.org").is_err() && address("https://x y").is_err());
    }

    #[test]
    fn no_threads_is_wrong_usage() {
        assert!(Arguments::try_parse_from(["duizhao", "check", "--threads", "0"]).is_err());
        let arguments = Arguments::try_parse_from(["duizhao", "check", "--threads", "2"]).unwrap();
        let Command::Check(check) = arguments.command else { panic!("not check") };
        assert_eq!(check.common.threads.map(u16::from), Some(2));
    }
}
