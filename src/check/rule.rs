//! What a rule is, and what it is given.

use crate::annotate::Annotations;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Span;
use crate::format::ledger::Ledger;
use crate::format::recipe::Recipe;
use crate::format::site::Accept;
use crate::format::site::Level;
use crate::model::Edition;

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// When a rule can run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// As soon as there is an edition.
    Edition,
    /// Once occurrences and renderings are known.
    Annotations,
}

/// A rule: what it looks for, why, and how.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name in findings and in `site.toml`, in kebab case.
    pub code: &'static str,
    /// How grave its findings are where `site.toml` says nothing.
    pub level: Level,
    /// When it runs.
    pub moment: Moment,
    /// What it finds, in a phrase.
    pub summary: &'static str,
    /// Why that matters and what to do, in a few sentences.
    pub why: &'static str,
    /// A faulty piece of a content file.
    pub example: &'static str,
    /// Looks for faults; the severity of what it returns is replaced by the level in force.
    pub run: fn(&Context<'_>) -> Vec<Diagnostic>,
}

/// An original as received, and where messages show it.
#[derive(Debug, Clone, Copy)]
pub struct SeedBytes<'a> {
    /// Its text in the source map.
    pub file: FileId,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// A recipe, and where messages show it.
#[derive(Debug, Clone, Copy)]
pub struct RecipeFile<'a> {
    /// The file it was read from.
    pub file: FileId,
    /// What it says.
    pub recipe: &'a Recipe,
}

impl RecipeFile<'_> {
    /// A place in the file.
    #[must_use]
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range)
    }
}

/// What rules are given.
pub struct Context<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// Its annotations; `None` at the first moment.
    pub annotations: Option<&'a Annotations>,
    /// The recipes, by name of the seed.
    pub recipes: Vec<RecipeFile<'a>>,
    /// The originals by file name.
    pub seeds: BTreeMap<&'a str, SeedBytes<'a>>,
    /// Levels that `site.toml` sets, by rule, with the place where it does.
    pub levels: BTreeMap<String, (Level, Span)>,
    /// Accepted exceptions of `site.toml`, with their places there.
    pub accept: Vec<(&'a Accept, Span)>,
    /// The ledger of published ids, where there is one.
    pub ledger: Option<(FileId, &'a Ledger)>,
    /// Whether every file could be read and resolved; where not, what is absent may merely be
    /// unread, and rules that look for what is absent are silent.
    pub whole: bool,
    /// The findings of the proof of all seeds, once it was made.
    pub(crate) proof: OnceLock<Vec<Diagnostic>>,
}

impl<'a> Context<'a> {
    /// The context of the first moment, without seeds and with the levels as the rules have them.
    #[must_use]
    pub fn new(edition: &'a Edition) -> Self {
        Self {
            edition,
            annotations: None,
            recipes: Vec::new(),
            seeds: BTreeMap::new(),
            levels: BTreeMap::new(),
            accept: Vec::new(),
            ledger: None,
            whole: true,
            proof: OnceLock::new(),
        }
    }

    /// The context of the second moment, as [`Context::new`].
    #[must_use]
    pub fn annotated(edition: &'a Edition, annotations: &'a Annotations) -> Self {
        Self { annotations: Some(annotations), ..Self::new(edition) }
    }

    /// The level of a rule in force.
    #[must_use]
    pub fn level(&self, rule: &Rule) -> Level {
        self.levels.get(rule.code).map_or(rule.level, |(level, _)| *level)
    }
}
