//! `duizhao new`: begins an edition, a document, a term.

use std::path::Path;

use crate::cli::apply;
use crate::cli::apply::Mode;
use crate::cli::common::Common;
use crate::cli::editing::New;
use crate::cli::editing::Part;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::say;
use crate::exchange::scaffold;
use crate::exchange::scaffold::NewTerm;

/// Runs the command.
pub(crate) fn run(arguments: &New) -> Ending {
    match (&arguments.part, &arguments.folder) {
        (Some(Part::Document(new)), _) => apply::edit(&new.common, Mode::Write, |texts| {
            scaffold::document(texts, &new.id, &new.witnesses)
        }),
        (Some(Part::Term(new)), _) => {
            let (id, theme, forms) = (new.id.clone(), new.theme.clone(), new.forms.clone());
            apply::edit(&new.common, Mode::Write, |texts| {
                scaffold::term(texts, &NewTerm { id, theme, forms })
            })
        }
        (None, Some(folder)) => edition(&arguments.common, folder),
        // The arguments require one of them.
        (None, None) => Ending::Usage,
    }
}

fn edition(common: &Common, folder: &Path) -> Ending {
    let shown = folder.display();
    if !is_free(folder) {
        let message = format!("`{shown}` is not an empty folder");
        flow::fail(common, "not-empty", &message, Some("name a folder that is new or empty"));
        return Ending::Usage;
    }
    if let Err(ending) = apply::save(common, folder, &scaffold::edition(), |_| None) {
        return ending;
    }
    if !common.quiet {
        say::message(&format!(
            "a small edition is in {shown}: change it as you like\nlook at it:  cd {shown} && duizhao serve --open\ncheck it:    duizhao check"
        ));
    }
    Ending::Fine
}

/// Whether a folder is missing, or holds nothing but a repository.
fn is_free(folder: &Path) -> bool {
    match folder.read_dir() {
        Ok(entries) => {
            entries.into_iter().all(|entry| entry.is_ok_and(|entry| entry.file_name() == ".git"))
        }
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}
