//! The command: one file per subcommand, glue only; the only place that prints.
//!
//! Messages go to stderr, data to stdout.

pub mod args;
pub mod build;
pub mod check;
pub mod flow;
pub mod say;
pub mod serve;

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
        Command::Serve(serve) => serve::run(serve),
    };
    ending.into()
}
