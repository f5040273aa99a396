//! Edits of the edition's own files: read, edited in memory, checked again, then written at once.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::common::Common;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::say;
use crate::diag::Diagnostic;
use crate::diag::Severity;
use crate::diag::SourceMap;
use crate::exchange::edit::Edited;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;
use crate::exchange::edit::save;
use crate::pipeline;
use crate::pipeline::Goal;
use crate::pipeline::SourceTree;

/// Whether an edit is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It is.
    Write,
    /// What it would change is told.
    DryRun,
}

/// The edition's files, or the ending of a command that has none.
pub(crate) fn read(common: &Common) -> Result<SourceTree, Ending> {
    match flow::no_edition(&common.root) {
        Some(finding) => {
            flow::show(common.format(), &[finding], &SourceMap::default());
            Err(Ending::Fault)
        }
        None => Ok(pipeline::read(&common.root)),
    }
}

/// The files that people write, as texts; themes, seeds and what is not UTF-8 are not edited.
pub(crate) fn texts(tree: &SourceTree) -> Texts {
    let written = |path: &str| {
        path == "site.toml"
            || path == "published-ids.toml"
            || ["content/", "glossary/"].iter().any(|folder| path.starts_with(folder))
            || (path.starts_with("seeds/") && path.ends_with(".toml"))
    };
    let files = tree.files.iter().filter(|(path, _)| written(path));
    files
        .filter_map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes.as_ref().ok()?).ok()?;
            Some((path.to_string(), plain(text)))
        })
        .collect()
}

/// Without a byte order mark, line ends LF: as the files are read.
fn plain(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n")
}

/// Makes an edit, checks what it came to, writes it, and says so.
pub(crate) fn edit(
    common: &Common,
    mode: Mode,
    edit: impl FnOnce(&Texts) -> Result<Edited, Refusal>,
) -> Ending {
    edit_from(common, mode, Texts::new(), edit)
}

/// Makes an edit as [`edit`] does, from files that are not the edition's: a refusal may point at them.
pub(crate) fn edit_from(
    common: &Common,
    mode: Mode,
    foreign: Texts,
    edit: impl FnOnce(&Texts) -> Result<Edited, Refusal>,
) -> Ending {
    let tree = match read(common) {
        Ok(tree) => tree,
        Err(ending) => return ending,
    };
    let mut texts = texts(&tree);
    let edited = match edit(&texts) {
        Ok(edited) => edited,
        Err(refusal) => {
            texts.extend(foreign);
            let (finding, sources) = refusal.finding(&texts);
            return refuse(common, &[finding], &sources);
        }
    };
    if let Err(ending) = check_again(common, &tree, &edited.changed) {
        return ending;
    }
    if mode == Mode::Write
        && let Err(ending) = write(common, &tree, &edited.changed)
    {
        return ending;
    }
    if !common.quiet {
        told(&edited, mode);
    }
    Ending::Fine
}

pub(crate) fn refuse(common: &Common, findings: &[Diagnostic], sources: &SourceMap) -> Ending {
    flow::show(common.format(), findings, sources);
    if !common.quiet {
        say::message("nothing was written");
    }
    Ending::Fault
}

/// Runs the pipeline on the edition as it would be; errors that it does not have now are shown.
fn check_again(common: &Common, tree: &SourceTree, changed: &Texts) -> Result<(), Ending> {
    let before = pipeline::run(tree, Goal::Check);
    let mut next = tree.clone();
    for (path, text) in changed {
        next.insert(path, text.as_bytes());
    }
    let after = pipeline::run(&next, Goal::Check);
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for finding in errors(before.diagnostics()) {
        *known.entry((finding.code, &finding.message)).or_default() += 1;
    }
    let mut new = Vec::new();
    for finding in errors(after.diagnostics()) {
        match known.get_mut(&(finding.code, finding.message.as_str())) {
            Some(n) if *n > 0 => *n -= 1,
            _ => new.push(finding.clone()),
        }
    }
    if new.is_empty() {
        return Ok(());
    }
    if !common.quiet {
        say::message("the edition would have errors that it does not have now:");
    }
    Err(refuse(common, &new, &after.sources))
}

fn errors(all: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    all.iter().filter(|finding| finding.severity == Severity::Error)
}

/// Writes changed files; the ones that were read must still be as they were.
pub(crate) fn write(common: &Common, tree: &SourceTree, changed: &Texts) -> Result<(), Ending> {
    let read = |path: &str| tree.files.get(path).and_then(|bytes| bytes.as_deref().ok());
    save(common, &common.root, changed, read)
}

/// Writes files to a folder; `read` says what they held.
pub(crate) fn save<'r>(
    common: &Common,
    root: &Path,
    files: &Texts,
    read: impl Fn(&str) -> Option<&'r [u8]>,
) -> Result<(), Ending> {
    save::save(root, files, read).map_err(|error| {
        let (hint, ending) = match &error {
            save::Error::Write { .. } => (None, Ending::Machine),
            save::Error::Changed { .. } => {
                (Some("nothing was written: run it again"), Ending::Fault)
            }
            save::Error::Exists { .. } => {
                (Some("nothing was written: move that file away"), Ending::Fault)
            }
        };
        flow::fail(common, "not-written", &error.to_string(), hint);
        ending
    })
}

fn told(edited: &Edited, mode: Mode) {
    let verb = if mode == Mode::DryRun { "would change" } else { "changed" };
    for path in edited.changed.keys() {
        say::message(&format!("{verb} {path}"));
    }
    for what in &edited.said {
        say::message(what);
    }
    if edited.changed.is_empty() {
        say::message("nothing to change");
    }
}
