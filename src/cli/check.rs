//! `duizhao check`: finds what is wrong with the edition, writes nothing.

use crate::cli::args::Check;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::flow::Given;
use crate::cli::report;
use crate::cli::say;
use crate::pipeline::Goal;

/// Runs the command.
pub(crate) fn run(arguments: &Check) -> Ending {
    let common = &arguments.common;
    let before = match report::read(common, arguments.against.as_deref()) {
        Ok(before) => before,
        Err(ending) => return ending,
    };
    let checked = flow::with_outcome(common, Goal::Check, &Given::default(), |outcome| {
        let told = report::write(common, &outcome, arguments.report.as_deref())
            .and_then(|()| report::compare(arguments, before.as_ref(), &outcome));
        let ending = flow::report(&outcome, common);
        (told.err().unwrap_or(ending), say::figures(&outcome.figures()))
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
