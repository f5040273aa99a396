//! `duizhao review`: lists what is to be translated and reviewed, notes what was.

use crate::cli::apply;
use crate::cli::apply::Mode;
use crate::cli::common::Format;
use crate::cli::editing::Review;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::say;
use crate::diag;
use crate::diag::SourceMap;
use crate::exchange::edit::review;
use crate::exchange::edit::review::Readings;
use crate::pipeline;

/// Runs the command.
pub(crate) fn run(arguments: &Review) -> Ending {
    let meant = Readings {
        document: arguments.document.clone(),
        witness: arguments.witness.clone(),
        segments: arguments.segments.clone(),
    };
    match arguments.set {
        Some(state) => {
            let mode = if arguments.dry_run { Mode::DryRun } else { Mode::Write };
            apply::edit(&arguments.common, mode, |texts| review::set(texts, &meant, state))
        }
        None => list(arguments, &meant),
    }
}

fn list(arguments: &Review, meant: &Readings) -> Ending {
    let common = &arguments.common;
    let tree = match apply::read(common) {
        Ok(tree) => tree,
        Err(ending) => return ending,
    };
    let answer = pipeline::reviews(&tree, meant);
    // The list is data: findings go to stderr in either form.
    say::findings(&answer.diagnostics, &answer.sources);
    let reviews = match answer.value {
        Some(Ok(reviews)) => reviews,
        Some(Err(finding)) => {
            flow::show(common.format(), &[*finding], &SourceMap::default());
            return Ending::Fault;
        }
        None => return Ending::Fault,
    };
    say::data(&match common.format() {
        Format::Human | Format::Github | Format::Sarif => reviews.table(),
        Format::Json => reviews.json(),
    });
    if diag::count(&answer.diagnostics).0 > 0 {
        flow::fail(common, "incomplete", "what has errors is not counted", None);
        return Ending::Fault;
    }
    Ending::Fine
}
