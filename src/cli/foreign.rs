//! Files that are named on the command line and are no part of the edition.

use std::path::Path;

use crate::cli::apply;
use crate::cli::common::Common;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::diag::SourceMap;
use crate::exchange::edit::Texts;
use crate::exchange::import::Foreign;

/// The foreign files as texts, so that a refusal can show their lines.
pub(crate) fn shown(files: &[Foreign]) -> Texts {
    files.iter().map(|file| (file.path.clone(), file.text.clone())).collect()
}

/// Reads a foreign file.
pub(crate) fn read(common: &Common, path: &Path) -> Result<Foreign, Ending> {
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
