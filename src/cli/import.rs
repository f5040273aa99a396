//! `duizhao import`: makes a document of foreign files, or takes over an edited sheet.

use std::path::Path;

use crate::cli::apply;
use crate::cli::apply::Mode;
use crate::cli::corpus;
use crate::cli::exchanging;
use crate::cli::exchanging::Import;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::foreign;
use crate::cli::say;
use crate::exchange::edit::Edited;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;
use crate::exchange::import;
use crate::exchange::import::Foreign;
use crate::exchange::import::Format;
use crate::exchange::import::Report;
use crate::exchange::import::Wishes;
use crate::exchange::import::sheet;
use crate::exchange::import::tbx;

/// Runs the command.
pub(crate) fn run(arguments: &Import) -> Ending {
    let common = &arguments.common;
    let format = arguments.form.format();
    if format.is_none() && arguments.form == exchanging::Foreign::Jsonl {
        return corpus::run(arguments);
    }
    let files: Result<Vec<Foreign>, Ending> =
        arguments.files.iter().map(|path| foreign::read(common, path)).collect();
    let files = match files {
        Ok(files) => files,
        Err(ending) => return ending,
    };
    match (format, &arguments.update) {
        (None, _) => terms(arguments, &files),
        (Some(format), Some(document)) => update(arguments, (document, format), &files),
        (Some(format), None) => make(arguments, format, &files),
    }
}

fn mode(arguments: &Import) -> Mode {
    if arguments.dry_run { Mode::DryRun } else { Mode::Write }
}

fn update(arguments: &Import, (document, format): (&str, Format), files: &[Foreign]) -> Ending {
    let (Format::Table(kind), [file]) = (format, files) else {
        let hint = Some("name the one file that came back, as `tsv` or `csv`");
        flow::fail(&arguments.common, "usage", "a document is updated from a sheet", hint);
        return Ending::Usage;
    };
    apply::edit_from(&arguments.common, mode(arguments), foreign::shown(files), |texts| {
        sheet::update(texts, document, (file, kind))
    })
}

/// Makes a file of the glossary.
fn terms(arguments: &Import, files: &[Foreign]) -> Ending {
    let into = arguments.into.as_deref().map(|into| into.trim_end_matches(".toml"));
    let (Some(theme), [file]) = (into.and_then(|into| into.strip_prefix("glossary/")), files)
    else {
        let hint = Some("name one file, and write `--into glossary/<name>`");
        flow::fail(&arguments.common, "usage", "terms become a file of the glossary", hint);
        return Ending::Usage;
    };
    let title = arguments.title.as_deref();
    made(arguments, files, |texts| tbx::glossary(texts, file, (theme, title)))
}

fn make(arguments: &Import, format: Format, files: &[Foreign]) -> Ending {
    let common = &arguments.common;
    let is_several = matches!(format, Format::Bilara | Format::Text);
    if files.len() > 1 && !is_several {
        let hint = Some("run the command once for each, each into a document of its own");
        flow::fail(common, "usage", "this format is imported a file at a time", hint);
        return Ending::Usage;
    }
    let into = arguments.into.as_deref().unwrap_or_default().trim_end_matches('/');
    let wishes = Wishes {
        id: into.strip_prefix("content/").unwrap_or(into).to_owned(),
        title: arguments.title.clone(),
        source_lang: arguments.source_lang.clone(),
        lang: arguments.lang.clone(),
        witnesses: arguments.witnesses.clone(),
    };
    made(arguments, files, |texts| import::document(texts, format, files, &wishes))
}

/// Makes what is imported, and tells what was not taken over.
fn made(
    arguments: &Import,
    files: &[Foreign],
    import: impl FnOnce(&Texts) -> Result<(Edited, Report), Refusal>,
) -> Ending {
    let mut told = None;
    let foreign = foreign::shown(files);
    let ending = apply::edit_from(&arguments.common, mode(arguments), foreign, |texts| {
        let (edited, report) = import(texts)?;
        told = Some(report);
        Ok(edited)
    });
    match told {
        Some(report) if ending == Ending::Fine => tell(arguments, &report),
        _ => ending,
    }
}

/// Writes the report where that is wanted, or says that there is one.
fn tell(arguments: &Import, report: &Report) -> Ending {
    let common = &arguments.common;
    let Some(path) = &arguments.report else {
        if report.has_more() && !common.quiet {
            say::message("`--report <file>` writes all of what was renamed or not taken over");
        }
        return Ending::Fine;
    };
    let files = Texts::from([(path.to_string_lossy().into_owned(), report.json())]);
    let old = flow::bytes(path);
    match apply::save(common, Path::new("."), &files, |_| old.as_deref()) {
        Ok(()) => Ending::Fine,
        Err(ending) => ending,
    }
}
