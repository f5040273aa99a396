//! `duizhao schema`: prints the JSON Schemas of the edition's files.

use std::collections::BTreeMap;

use crate::cli::apply;
use crate::cli::editing::Schema;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::say;
use crate::exchange::schema;

/// Runs the command.
pub(crate) fn run(arguments: &Schema) -> Ending {
    let common = &arguments.common;
    if let Some(kind) = arguments.kind {
        say::data(&schema::text(kind));
        return Ending::Fine;
    }
    let folder = arguments.out.as_deref().unwrap_or_default().trim_end_matches('/');
    let parts = folder.split('/');
    if folder.is_empty() || parts.clone().any(|part| part.is_empty() || part == "..") {
        let hint = Some("name a folder below that of the edition, such as `schemas`");
        flow::fail(common, "usage", "the schemas stand in the edition's folder", hint);
        return Ending::Usage;
    }
    let files = schema::files(folder);
    // Schemas are ours to replace, whatever version wrote them.
    let old: BTreeMap<&String, Vec<u8>> = files
        .keys()
        .filter_map(|path| Some((path, flow::bytes(&common.root.join(path))?)))
        .collect();
    let read = |path: &str| old.get(&path.to_owned()).map(Vec::as_slice);
    match apply::save(common, &common.root, &files, read) {
        Ok(()) => {
            if !common.quiet {
                say::message(&format!(
                    "{} written to {folder}/, and .taplo.toml",
                    say::count(files.len() - 1, "schema")
                ));
            }
            Ending::Fine
        }
        Err(ending) => ending,
    }
}
