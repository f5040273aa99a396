//! `duizhao stats`: counts what is in the edition.

use crate::cli::apply;
use crate::cli::common::Format;
use crate::cli::editing::Stats;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::say;
use crate::diag;
use crate::pipeline;

/// Runs the command.
pub(crate) fn run(arguments: &Stats) -> Ending {
    let common = &arguments.common;
    let tree = match apply::read(common) {
        Ok(tree) => tree,
        Err(ending) => return ending,
    };
    let answer = pipeline::stats(&tree);
    // Numbers are data: findings go to stderr in either form.
    say::findings(&answer.diagnostics, &answer.sources);
    let Some(stats) = answer.value else { return Ending::Fault };
    say::data(&match common.format() {
        Format::Human | Format::Github | Format::Sarif => stats.table(),
        Format::Json => stats.json(),
    });
    if diag::count(&answer.diagnostics).0 > 0 {
        flow::fail(common, "incomplete", "what has errors is not counted", None);
        return Ending::Fault;
    }
    Ending::Fine
}
