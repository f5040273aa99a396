//! `duizhao check`: finds what is wrong with the edition, writes nothing.

use crate::cli::args::Check;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::say;
use crate::pipeline::Goal;

/// Runs the command.
pub(crate) fn run(arguments: &Check) -> Ending {
    let common = &arguments.common;
    let checked = flow::with_outcome(common, Goal::Check, |outcome| {
        (flow::report(&outcome, common), say::figures(&outcome.figures))
    });
    match checked {
        Ok((Ending::Fine, figures)) => {
            if !common.quiet {
                say::message(&format!("checked {figures}: no errors"));
            }
            Ending::Fine
        }
        Ok((ending, _)) | Err(ending) => ending,
    }
}
