//! `duizhao clean`: takes the built site out of its folder.

use crate::cli::editing::Clean;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::say;
use crate::output;

/// Folder of the site within the edition's folder.
const OUTPUT: &str = "public";

/// Runs the command.
pub(crate) fn run(arguments: &Clean) -> Ending {
    let common = &arguments.common;
    let output = arguments.output.clone().unwrap_or_else(|| common.root.join(OUTPUT));
    match output::clean(&output) {
        Ok(cleaned) => {
            if !common.quiet {
                let files = say::count(cleaned.removed, "file");
                let kept = if cleaned.kept { "; what duizhao did not make is left" } else { "" };
                say::message(&format!("{files} removed from {}{kept}", output.display()));
            }
            Ending::Fine
        }
        Err(error) => {
            flow::fail(common, "not-removed", &error.to_string(), error.hint());
            Ending::Machine
        }
    }
}
