//! What every command does: reads the edition, runs the pipeline, shows the findings.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use crate::cli::args::Common;
use crate::cli::args::Format;
use crate::cli::progress::Progress;
use crate::cli::say;
use crate::diag;
use crate::diag::Diagnostic;
use crate::diag::Severity;
use crate::diag::SourceMap;
use crate::pipeline;
use crate::pipeline::Goal;
use crate::pipeline::Outcome;
use crate::pipeline::Recorder;

/// How a run ended, as every command tells it to its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// All is well.
    Fine,
    /// The edition's files have a fault.
    Fault,
    /// The command was given wrong.
    Usage,
    /// The machine failed: a full disk, a port taken, an output folder that is not ours.
    Machine,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Fine => 0,
            Ending::Fault => 1,
            Ending::Usage => 2,
            Ending::Machine => 3,
        })
    }
}

/// Runs something on as many threads as wanted.
pub(crate) fn on_threads<T: Send>(
    common: &Common,
    work: impl FnOnce() -> T + Send,
) -> Result<T, Ending> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(common.threads.map_or(0, |n| n.get().into()))
        .build()
        .map_err(|error| {
            fail(common, "cannot-start", &format!("cannot start threads: {error}"), None);
            Ending::Machine
        })?;
    Ok(pool.install(work))
}

/// What a run is given besides the files: what is said on the command line rather than in
/// `site.toml`, and who is told of its stages.
#[derive(Debug, Default)]
pub(crate) struct Given {
    /// The address of the site.
    pub(crate) base_url: Option<String>,
    /// The edition's date where `site.toml` gives none: a moment in seconds since 1970.
    pub(crate) seconds: Option<u64>,
    /// Is told of the stages; what it is at is shown while that takes long.
    pub(crate) recorder: Arc<Recorder>,
}

/// Reads the edition and runs the pipeline on as many threads as wanted, then `then` on the same.
pub(crate) fn with_outcome<T: Send>(
    common: &Common,
    goal: Goal,
    given: &Given,
    then: impl FnOnce(Outcome) -> T + Send,
) -> Result<T, Ending> {
    on_threads(common, || {
        // Nothing else is told as long as it is shown.
        let progress = Progress::of(&given.recorder, common);
        let outcome = match no_edition(&common.root) {
            Some(finding) => Outcome {
                sources: SourceMap::default(),
                findings: Arc::new(vec![finding].into()),
                site: None,
                aids: None,
                edition: None,
            },
            None => {
                given.recorder.begin("read");
                let mut tree = pipeline::read(&common.root);
                tree.base_url = given.base_url.clone();
                tree.date_by_moment(given.seconds);
                pipeline::run_recorded(&tree, goal, &given.recorder)
            }
        };
        drop(progress);
        then(outcome)
    })
}

/// The finding for a folder that holds no edition.
pub(crate) fn no_edition(root: &Path) -> Option<Diagnostic> {
    let shown = root.display();
    let message = if root.join("site.toml").is_file() {
        return None;
    } else if root.is_dir() {
        format!("there is no edition in `{shown}`: it has no `site.toml`")
    } else if root.exists() {
        format!("there is no edition in `{shown}`: it is not a folder")
    } else {
        format!("there is no edition in `{shown}`: there is no such folder")
    };
    let hint = "run this in the folder of an edition, or name that folder with `--root`";
    Some(Diagnostic::error("no-edition", message).hint(hint))
}

/// Shows the findings, and tells whether they let a command go on.
pub(crate) fn report(outcome: &Outcome, common: &Common) -> Ending {
    let all = outcome.diagnostics();
    if common.format() != Format::Human || common.notes {
        show(common.format(), all, &outcome.sources);
    } else {
        let (notes, graver): (Vec<_>, Vec<_>) =
            all.iter().cloned().partition(|finding| finding.severity == Severity::Note);
        show(common.format(), &graver, &outcome.sources);
        if !notes.is_empty() && !common.quiet {
            say::message(&format!("{}; `--notes` shows them", say::count(notes.len(), "note")));
        }
    }
    match diag::count(outcome.diagnostics()) {
        (0, 0) => Ending::Fine,
        (0, _) if !common.strict => Ending::Fine,
        _ => Ending::Fault,
    }
}

/// Shows an error that is about no line of the edition's files.
pub(crate) fn fail(common: &Common, code: &'static str, message: &str, hint: Option<&str>) {
    let mut finding = Diagnostic::error(code, message);
    finding.hints.extend(hint.map(str::to_owned));
    show(common.format(), &[finding], &SourceMap::default());
}

/// Shows findings in the form asked for.
pub(crate) fn show(format: Format, diagnostics: &[Diagnostic], sources: &SourceMap) {
    match format {
        Format::Human => say::findings(diagnostics, sources),
        Format::Json => say::data(&diag::json::render(diagnostics, sources)),
        Format::Github => say::data(&diag::github::render(diagnostics, sources)),
        Format::Sarif => say::data(&diag::sarif::render(diagnostics, sources, pipeline::about)),
    }
}

/// The bytes of a file that may be missing.
pub(crate) fn bytes(path: &Path) -> Option<Vec<u8>> {
    read(path).ok()
}

/// The bytes of a file that is named on the command line.
#[expect(clippy::disallowed_methods, reason = "a file that is no part of the edition")]
pub(crate) fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}
