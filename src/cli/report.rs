//! Reports: written, read again, and compared.
#![expect(clippy::disallowed_methods, reason = "files that the command line names")]

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use crate::cli::args::Check;
use crate::cli::args::Common;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::say;
use crate::pipeline::Changes;
use crate::pipeline::Outcome;
use crate::pipeline::Report;
use crate::pipeline::summary;

/// Writes the report of a run, where a file for it is named.
pub(crate) fn write(common: &Common, outcome: &Outcome, file: Option<&Path>) -> Result<(), Ending> {
    let Some(file) = file else { return Ok(()) };
    let written = std::fs::write(file, outcome.report().to_json());
    written.map_err(|error| not_written(common, file, &error))
}

fn not_written(common: &Common, file: &Path, error: &std::io::Error) -> Ending {
    let message = format!("cannot write `{}`: {error}", file.display());
    flow::fail(common, "not-written", &message, None);
    Ending::Machine
}

/// Reads an earlier report, where one is named.
pub(crate) fn read(common: &Common, file: Option<&Path>) -> Result<Option<Report>, Ending> {
    let Some(file) = file else { return Ok(None) };
    let text = std::fs::read_to_string(file).map_err(|error| {
        let message = format!("cannot read `{}`: {error}", file.display());
        flow::fail(common, "unreadable-file", &message, None);
        Ending::Machine
    })?;
    Report::parse(&text).map(Some).map_err(|reason| {
        let message = format!("`{}` is not a report: {reason}", file.display());
        let hint = "make one with `duizhao check --report`, by this version of duizhao";
        flow::fail(common, "no-report", &message, Some(hint));
        Ending::Usage
    })
}

/// Says what has changed since an earlier report, and adds it to the summary that is asked for.
pub(crate) fn compare(
    arguments: &Check,
    before: Option<&Report>,
    outcome: &Outcome,
) -> Result<(), Ending> {
    let Some(before) = before else { return Ok(()) };
    let changes = Changes::between(before, &outcome.report());
    if !arguments.common.quiet {
        say::message(&summary::line(&changes));
    }
    let Some(file) = &arguments.summary else { return Ok(()) };
    let opened = OpenOptions::new().create(true).append(true).open(file);
    let written =
        opened.and_then(|mut file| file.write_all(summary::markdown(&changes).as_bytes()));
    written.map_err(|error| not_written(&arguments.common, file, &error))
}
