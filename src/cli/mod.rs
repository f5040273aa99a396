//! The command: one file per subcommand, glue only; the only place that prints.
//!
//! Messages go to stderr, data to stdout.

pub mod align;
pub(crate) mod apply;
pub mod args;
pub mod build;
pub mod check;
pub mod clean;
pub mod common;
pub mod completions;
pub mod corpus;
pub mod editing;
pub mod exchanging;
pub mod explain;
pub mod export;
pub mod flow;
pub mod fmt;
pub(crate) mod foreign;
pub mod import;
pub mod ledger;
pub mod man;
pub mod new;
pub mod progress;
pub mod report;
pub mod review;
pub mod say;
pub mod schema;
pub mod segment;
pub mod serve;
pub mod stats;
pub mod timings;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::args::Arguments;
use crate::cli::args::Command;
use crate::cli::flow::Ending;

/// Runs the command given by these arguments, the program's name first.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // A terminal that is gone is nobody to tell.
            let _ = error.print();
            return if error.use_stderr() { Ending::Usage } else { Ending::Fine }.into();
        }
    };
    let ending = match &arguments.command {
        Command::Build(build) => build::run(build),
        Command::Check(check) => check::run(check),
        Command::Explain(explain) => explain::run(explain),
        Command::Serve(serve) => serve::run(serve),
        Command::New(new) => new::run(new),
        Command::Import(import) => import::run(import),
        Command::Align(align) => align::run(align),
        Command::Export(export) => export::run(export),
        Command::Segment(segment) => segment::run(segment),
        Command::Fmt(fmt) => fmt::run(fmt),
        Command::Review(review) => review::run(review),
        Command::Stats(stats) => stats::run(stats),
        Command::Ledger(ledger) => ledger::run(ledger),
        Command::Schema(schema) => schema::run(schema),
        Command::Completions(completions) => completions::run(completions),
        Command::Man(man) => man::run(man),
        Command::Clean(clean) => clean::run(clean),
    };
    ending.into()
}
