//! `duizhao ledger`: enters the edition's ids in `published-ids.toml`.

use crate::cli::apply;
use crate::cli::editing::Ledger;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::say;
use crate::diag;
use crate::pipeline;

/// The file.
const LEDGER: &str = "published-ids.toml";

/// Runs the command.
pub(crate) fn run(arguments: &Ledger) -> Ending {
    let common = &arguments.common;
    let tree = match apply::read(common) {
        Ok(tree) => tree,
        Err(ending) => return ending,
    };
    let answer = pipeline::ledger(&tree);
    let (errors, _) = diag::count(&answer.diagnostics);
    let Some(text) = answer.value.filter(|_| errors == 0) else {
        flow::show(common.format(), &answer.diagnostics, &answer.sources);
        let message = format!("`{LEDGER}` is not written while the edition has errors");
        flow::fail(common, "not-written", &message, None);
        return Ending::Fault;
    };
    let old = apply::texts(&tree).remove(LEDGER);
    if old.as_deref() == Some(text.as_str()) {
        if !common.quiet {
            say::message(&format!("`{LEDGER}` is up to date"));
        }
        return Ending::Fine;
    }
    if arguments.check {
        let message = format!("`{LEDGER}` lacks ids of the edition");
        flow::fail(common, "ledger-behind", &message, Some("run `duizhao ledger`"));
        return Ending::Fault;
    }
    let lines = |text: &str| text.lines().filter(|line| line.starts_with("  \"")).count();
    let added = lines(&text) - old.as_deref().map_or(0, lines).min(lines(&text));
    if let Err(ending) = apply::write(common, &tree, &[(LEDGER.to_owned(), text)].into()) {
        return ending;
    }
    if !common.quiet {
        say::message(&format!("`{LEDGER}`: {} entered", say::count(added, "id")));
    }
    Ending::Fine
}
