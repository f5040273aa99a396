//! `duizhao completions`: the script by which a shell completes arguments.

use clap::CommandFactory;

use crate::cli::args::Arguments;
use crate::cli::editing::Completions;
use crate::cli::flow::Ending;
use crate::cli::say;

/// Runs the command.
pub(crate) fn run(arguments: &Completions) -> Ending {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "duizhao", &mut script);
    say::data(&String::from_utf8_lossy(&script));
    Ending::Fine
}
