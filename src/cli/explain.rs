//! `duizhao explain`: what a rule of `check` finds, why, and how to set it; what a fault is.

use crate::cli::args::Explain;
use crate::cli::flow::Ending;
use crate::cli::say;
use crate::pipeline;

/// Runs the command.
pub(crate) fn run(arguments: &Explain) -> Ending {
    let Some(name) = &arguments.rule else {
        say::data(&pipeline::rule_list());
        return Ending::Fine;
    };
    match pipeline::explain(name) {
        Ok(text) => {
            say::data(&text);
            Ending::Fine
        }
        Err(hint) => {
            say::message(&format!("error[unknown-rule]: there is no rule or fault `{name}`"));
            say::message(&format!("  = hint: {hint}"));
            Ending::Usage
        }
    }
}
