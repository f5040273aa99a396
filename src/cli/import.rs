//! `duizhao import`: takes over what another program wrote.

use std::path::Path;

use crate::cli::apply;
use crate::cli::apply::Mode;
use crate::cli::common::Common;
use crate::cli::exchanging::Import;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::diag::SourceMap;
use crate::exchange::edit::Texts;
use crate::exchange::import::Foreign;
use crate::exchange::import::sheet;

/// Runs the command.
pub(crate) fn run(arguments: &Import) -> Ending {
    let common = &arguments.common;
    let file = match foreign(common, &arguments.file) {
        Ok(file) => file,
        Err(ending) => return ending,
    };
    let mode = if arguments.dry_run { Mode::DryRun } else { Mode::Write };
    let shown = Texts::from([(file.path.clone(), file.text.clone())]);
    apply::edit_from(common, mode, shown, |texts| {
        sheet::update(texts, &arguments.update, (&file, arguments.form.kind()))
    })
}

/// Reads a foreign file.
fn foreign(common: &Common, path: &Path) -> Result<Foreign, Ending> {
    let shown = path.to_string_lossy();
    let bytes = flow::read(path).map_err(|error| {
        let message = format!("`{shown}` cannot be read: {error}");
        flow::fail(common, "unreadable-file", &message, None);
        Ending::Fault
    })?;
    Foreign::new(&shown, &bytes).map_err(|refusal| {
        let (finding, _) = refusal.finding(&Texts::new());
        apply::refuse(common, &[finding], &SourceMap::default())
    })
}
