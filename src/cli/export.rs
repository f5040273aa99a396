//! `duizhao export`: writes a document as a sheet for a spreadsheet.

use std::path::Path;

use crate::cli::apply;
use crate::cli::exchanging::Export;
use crate::cli::flow::Ending;
use crate::cli::say;
use crate::exchange::edit::Texts;
use crate::exchange::import::sheet;

/// Runs the command.
pub(crate) fn run(arguments: &Export) -> Ending {
    let common = &arguments.common;
    let tree = match apply::read(common) {
        Ok(tree) => tree,
        Err(ending) => return ending,
    };
    let texts = apply::texts(&tree);
    let file = match sheet::file(&texts, &arguments.document, arguments.form.kind()) {
        Ok(file) => file,
        Err(refusal) => {
            let (finding, sources) = refusal.finding(&texts);
            return apply::refuse(common, &[finding], &sources);
        }
    };
    let Some(out) = &arguments.out else {
        say::data(&file);
        return Ending::Fine;
    };
    let path = out.to_string_lossy().into_owned();
    let files = Texts::from([(path, file)]);
    match apply::save(common, Path::new("."), &files, |_| None) {
        Ok(()) => {
            if !common.quiet {
                let (out, document) = (out.display(), &arguments.document);
                say::message(&format!(
                    "{out} is ready for a spreadsheet; take it over with `duizhao import {} {out} --update {document}`",
                    arguments.form.as_str(),
                ));
            }
            Ending::Fine
        }
        Err(ending) => ending,
    }
}
