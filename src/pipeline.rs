//! The whole flow in one function: files in, a site and findings out.

use crate::annotate;
use crate::annotate::Annotations;
use crate::check::Context;
use crate::check::RecipeFile;
use crate::check::SeedBytes;
use crate::check::accept;
use crate::check::reference;
use crate::diag::Diagnostic;
use crate::diag::Findings;
use crate::diag::Severity;
use crate::diag::SourceMap;
use crate::diag::count;
use crate::diag::json;
use crate::diag::sorted;
use crate::exchange;
use crate::exchange::edit::review::Readings;
use crate::exchange::review::Reviews;
use crate::exchange::stats::Stats;
use crate::load;
use crate::load::Loaded;
use crate::load::gathering::SeedFile;
use crate::load::parse::Files;
use crate::load::tree;
use crate::model::Edition;
use crate::output::Fault;
use crate::output::Limits;
use crate::output::Site;
use crate::render;

mod aids;
mod made;
mod memory;
mod proofs;
mod record;
mod themes;

pub use crate::check::report::Changes;
pub use crate::check::report::Report;
pub use crate::check::report::summary;
pub use crate::load::tree::ROOTS;
pub use crate::load::tree::Snapshot;
pub use crate::load::tree::SourceTree;
pub use crate::pipeline::aids::Aids;
pub use crate::pipeline::made::Goal;
pub use crate::pipeline::memory::Edited;
pub use crate::pipeline::memory::Memory;
pub use crate::pipeline::record::Recorder;
pub use crate::pipeline::record::Stretch;
pub use crate::render::fault;

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// Figures of an edition, for the line a build ends with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Number of documents.
    pub documents: usize,
    /// Number of segments of all documents.
    pub segments: usize,
    /// Number of present readings of all segments.
    pub readings: usize,
    /// Number of terms.
    pub terms: usize,
    /// Number of notes.
    pub notes: usize,
    /// Number of links and gaps.
    pub links: usize,
    /// Number of targets.
    pub targets: usize,
}

/// What a run came to.
pub struct Outcome {
    /// The files as read, for showing lines.
    pub sources: SourceMap,
    /// All findings.
    pub findings: Arc<Findings>,
    /// The site; `None` where an error was found or the goal was to check.
    pub site: Option<Site>,
    /// What the preview marks in the pages of the site.
    pub aids: Option<Aids>,
    /// The edition as it was read, before anything is withheld.
    pub edition: Option<Arc<Edition>>,
}

impl Outcome {
    /// All findings, sorted.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.findings.sorted()
    }

    /// How many findings are errors, and how many warnings.
    #[must_use]
    pub fn count(&self) -> (usize, usize) {
        count(self.graver())
    }

    /// The errors and warnings, sorted.
    fn graver(&self) -> Vec<&Diagnostic> {
        self.findings.select(|finding| finding.severity != Severity::Note)
    }

    /// The errors and then the warnings, each as an object in JSON.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut found = self.graver();
        found.sort_by_key(|finding| finding.severity);
        let found: Vec<Diagnostic> = found.into_iter().cloned().collect();
        json::render(&found, &self.sources).lines().map(str::to_owned).collect()
    }

    /// Figures of the edition as far as it could be read.
    #[must_use]
    pub fn figures(&self) -> Figures {
        self.edition.as_deref().map(figures).unwrap_or_default()
    }

    /// What the edition has and what is wrong with it, as data.
    #[must_use]
    pub fn report(&self) -> Report {
        let edition = self.edition.as_deref();
        Report::new(edition, self.diagnostics(), &self.sources, env!("CARGO_PKG_VERSION"))
    }

    /// What the hosts refuse that the edition names.
    #[must_use]
    pub fn limits(&self) -> Limits {
        let limited = self.edition.as_ref().is_some_and(|e| e.site.publishing.limited);
        if limited { Limits::NARROWEST } else { Limits::default() }
    }

    /// Adds what went wrong while a page was made.
    pub fn add_fault(&mut self, fault: &Fault) {
        Arc::make_mut(&mut self.findings).push(render::fault::finding(fault));
    }
}

/// Reads all files of the edition in a folder.
#[must_use]
pub fn read(root: &Path) -> SourceTree {
    tree::read(root)
}

/// Reads the edition in a folder again; from an earlier snapshot come the files that are the same.
#[must_use]
pub fn read_again(root: &Path, before: &Snapshot) -> Snapshot {
    tree::read_again(root, before)
}

/// Reads named files of the edition in a folder again; see [`tree::read_named`].
pub fn read_named(root: &Path, named: &[PathBuf], snapshot: &mut Snapshot) -> Option<Vec<String>> {
    tree::read_named(root, named, snapshot)
}

/// Runs all stages. The pipeline stops before pages are made if any finding is an error.
#[must_use]
pub fn run(tree: &SourceTree, goal: Goal) -> Outcome {
    run_again(tree, goal, &mut Memory::none())
}

/// Runs all stages as [`run`] does, and tells a recorder of them.
#[must_use]
pub fn run_recorded(tree: &SourceTree, goal: Goal, recorder: &Arc<Recorder>) -> Outcome {
    let mut memory = Memory::none();
    memory.recorder = Arc::clone(recorder);
    run_again(tree, goal, &mut memory)
}

/// Runs all stages as [`run`] does, with the same result, but does not do again what the memory
/// of the run before has for the same input.
#[must_use]
pub fn run_again(tree: &SourceTree, goal: Goal, memory: &mut Memory) -> Outcome {
    let recorder = Arc::clone(&memory.recorder);
    recorder.begin("parse");
    let mut loaded = memory.load(tree);
    let mut findings = Findings::from(std::mem::take(&mut loaded.diagnostics));
    let (mut site, mut read, mut seen) = (None, None, None);
    let whole = !findings.has_error();
    if let Some(edition) = loaded.edition.take() {
        let edition = Arc::new(edition);
        read = Some(Arc::clone(&edition));
        let mut first = context(&edition, None, &loaded);
        first.whole = whole;
        recorder.begin("check and annotate");
        let (found, annotations) =
            memory.check_and_annotate(&mut first, (&edition, &loaded.sources));
        let (found, mut used) = accept::without(found, &first);
        findings.append(found);
        recorder.begin("check annotations");
        let mut second = context(&edition, Some(&annotations), &loaded);
        second.whole = whole;
        let (found, more) = accept::without(memory.check(&second), &second);
        findings.append(found);
        used.extend(more);
        if whole {
            findings.extend(accept::unused(&second, &used));
        }
        recorder.begin("theme");
        let mut sink = Vec::new();
        let theme = memory.themes.theme(&edition, tree, (&mut loaded.sources, &mut sink));
        findings.extend(sink);
        let clean = !findings.has_error();
        // Pages are made of the edition alone: what was parsed is in it, and need not be held twice.
        loaded.files = Files::default();
        if let (true, Some(theme)) = (clean, theme) {
            seen = Some((Arc::clone(&edition), Arc::clone(&annotations)));
            recorder.begin("prepare pages");
            let published = published(edition, annotations, memory);
            let press = memory.themes.press(&theme);
            match press.and_then(|press| made::made(published, &press, (goal, memory.lists()))) {
                Ok(made) => site = made,
                Err(found) => findings.extend(found),
            }
        }
    }
    recorder.finish();
    let findings = Arc::new(findings);
    let aids = seen.filter(|_| site.is_some()).map(|seen| Aids::new(seen, Arc::clone(&findings)));
    Outcome { sources: loaded.sources, findings, site, aids, edition: read }
}

/// What is published: where a witness is published in excerpts, the edition without the rest of
/// it, annotated anew, so that no page or export quotes what is withheld.
fn published(
    edition: Arc<Edition>,
    annotations: Arc<Annotations>,
    memory: &mut Memory,
) -> (Arc<Edition>, Arc<Annotations>) {
    let Some(excerpts) = annotate::excerpts::published(&edition) else {
        return (edition, annotations);
    };
    let excerpts = Arc::new(excerpts);
    let annotations = memory.annotate_published(&excerpts);
    (excerpts, annotations)
}

/// What the rules are given at either moment.
fn context<'a>(
    edition: &'a Edition,
    annotations: Option<&'a Annotations>,
    loaded: &'a Loaded,
) -> Context<'a> {
    let mut context = Context::new(edition);
    context.annotations = annotations;
    let recipes = loaded.files.recipes.iter();
    context.recipes = recipes.map(|r| RecipeFile { file: r.file, recipe: &r.value }).collect();
    let seeds = loaded.files.seeds.iter();
    let bytes = |seed: &'a SeedFile| SeedBytes { file: seed.file, bytes: &seed.bytes };
    context.seeds = seeds.map(|(name, seed)| (name.as_str(), bytes(seed))).collect();
    context.levels = loaded.levels();
    context.accept = loaded.accepted();
    context.ledger = loaded.files.ledger.as_ref().map(|ledger| (ledger.file, &ledger.value));
    context
}

/// All rules of `check`, a line each.
#[must_use]
pub fn rule_list() -> String {
    reference::list()
}

/// What a rule of `check` looks for and why, or what a fault is and what to do.
///
/// # Errors
/// A hint where there is neither rule nor fault of this name.
pub fn explain(name: &str) -> Result<String, String> {
    reference::explained(name)
}

/// Summary and help of a rule or fault.
#[must_use]
pub fn about(name: &str) -> Option<(&'static str, &'static str)> {
    reference::about(name)
}

fn figures(edition: &Edition) -> Figures {
    let documents = &edition.documents;
    let segments = documents.iter().flat_map(|d| &d.segments);
    Figures {
        documents: documents.len(),
        segments: documents.iter().map(|d| d.segments.len()).sum(),
        readings: segments.flat_map(|s| &s.readings).filter(|r| r.text().is_some()).count(),
        terms: edition.terms.len(),
        notes: documents.iter().map(|d| d.notes.len()).sum(),
        links: edition.links.len() + edition.gaps.len(),
        targets: documents.iter().map(|d| d.targets.len()).sum(),
    }
}

/// What was asked of an edition, with the findings of reading it.
pub struct Answer<T> {
    /// The files as read, for showing lines.
    pub sources: SourceMap,
    /// Findings, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The answer; `None` where `site.toml` could not be read.
    pub value: Option<T>,
}

/// Counts what is in an edition.
#[must_use]
pub fn stats(tree: &SourceTree) -> Answer<Stats> {
    answer(tree, |_, edition| exchange::stats::of(edition, &annotate::edition(edition)))
}

/// Where the readings of a document stand on their way to being checked. The answer is itself a
/// finding where there is no such document or witness.
#[must_use]
pub fn reviews(tree: &SourceTree, meant: &Readings) -> Answer<Result<Reviews, Box<Diagnostic>>> {
    answer(tree, |loaded, edition| exchange::review::of(edition, &loaded.sources, meant))
}

/// The ledger of published ids as it should be: what it holds, and what the edition has.
#[must_use]
pub fn ledger(tree: &SourceTree) -> Answer<String> {
    answer(tree, |loaded, edition| {
        let earlier = loaded.files.ledger.as_ref().map(|ledger| &ledger.value);
        exchange::ledger::text(edition, earlier)
    })
}

fn answer<T>(tree: &SourceTree, of: impl FnOnce(&Loaded, &Edition) -> T) -> Answer<T> {
    let mut loaded = load::edition(tree);
    let value = loaded.edition.as_ref().map(|edition| of(&loaded, edition));
    let diagnostics = sorted(std::mem::take(&mut loaded.diagnostics));
    Answer { sources: loaded.sources, diagnostics, value }
}
