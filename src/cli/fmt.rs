//! `duizhao fmt`: puts the edition's files in their canonical form.

use crate::cli::apply;
use crate::cli::editing::Fmt;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::say;
use crate::exchange::edit::fmt;

/// Runs the command.
pub(crate) fn run(arguments: &Fmt) -> Ending {
    let common = &arguments.common;
    let tree = match apply::read(common) {
        Ok(tree) => tree,
        Err(ending) => return ending,
    };
    // As they are, with byte order marks and line ends: these belong to the form.
    let texts = tree.files.iter().filter_map(|(path, bytes)| {
        let text = std::str::from_utf8(bytes.as_ref().ok()?).ok()?;
        fmt::is_formed(path).then(|| (path.to_string(), text.to_owned()))
    });
    let texts = texts.collect();
    let edited = match fmt::all(&texts) {
        Ok(edited) => edited,
        Err(refusal) => {
            let (finding, sources) = refusal.finding(&texts);
            flow::show(common.format(), &[finding], &sources);
            return Ending::Fault;
        }
    };
    if arguments.check {
        for path in edited.changed.keys() {
            say::data(&format!("{path}\n"));
        }
        let count = edited.changed.len();
        if count > 0 && !common.quiet {
            let files = say::count(count, "file");
            say::message(&format!("{files} not in canonical form: run `duizhao fmt`"));
        }
        return if count == 0 { Ending::Fine } else { Ending::Fault };
    }
    if let Err(ending) = apply::write(common, &tree, &edited.changed) {
        return ending;
    }
    if !common.quiet {
        for path in edited.changed.keys() {
            say::message(&format!("changed {path}"));
        }
        let all = say::count(texts.len(), "file");
        say::message(&format!("{all}, {} changed", edited.changed.len()));
    }
    Ending::Fine
}
