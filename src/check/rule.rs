//! What a rule is, and what it is given.

use crate::annotate::Annotations;
use crate::annotate::DocumentAnnotations;
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
    /// How it looks for faults.
    pub find: Find,
}

/// How a rule looks for faults; the severity of what it returns is replaced by the level in force.
#[derive(Debug, Clone, Copy)]
pub enum Find {
    /// In the edition as a whole.
    Edition(fn(&Context<'_>) -> Vec<Diagnostic>),
    /// In one document, by its index. What is found depends on the document, on the languages of
    /// the site, on whether every file could be read and, at the second moment, on the document's
    /// annotations and the glossary: on nothing else, so that it can be kept while these are the same.
    Document(InDocument),
    /// In one document, and in what belongs to none.
    Both(InDocument, fn(&Context<'_>) -> Vec<Diagnostic>),
}

/// Finds faults in the document of an index.
pub type InDocument = fn(&Context<'_>, usize) -> Vec<Diagnostic>;

impl Find {
    /// How it looks at the edition as a whole, or at what belongs to no document.
    pub(crate) fn in_edition(self) -> Option<fn(&Context<'_>) -> Vec<Diagnostic>> {
        match self {
            Self::Edition(find) | Self::Both(_, find) => Some(find),
            Self::Document(_) => None,
        }
    }

    /// How it looks at one document.
    pub(crate) fn in_document(self) -> Option<InDocument> {
        match self {
            Self::Document(find) | Self::Both(find, _) => Some(find),
            Self::Edition(_) => None,
        }
    }
}

impl Rule {
    /// Looks for faults in the whole edition.
    #[must_use]
    pub fn run(&self, context: &Context<'_>) -> Vec<Diagnostic> {
        let documents = self.find.in_document().into_iter().flat_map(|find| {
            (0..context.edition.documents.len()).flat_map(move |index| find(context, index))
        });
        let others = self.find.in_edition().into_iter().flat_map(|find| find(context));
        documents.chain(others).collect()
    }
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
    pub fn second(edition: &'a Edition, annotations: &'a Annotations) -> Self {
        Self { annotations: Some(annotations), ..Self::new(edition) }
    }

    /// The rules of which moment are due.
    #[must_use]
    pub fn moment(&self) -> Moment {
        if self.annotations.is_some() { Moment::Annotations } else { Moment::Edition }
    }

    /// The annotations of a document; `None` at the first moment.
    #[must_use]
    pub fn annotated(&self, document: usize) -> Option<&'a DocumentAnnotations> {
        self.annotations?.documents.get(document).map(|annotated| &**annotated)
    }

    /// The level of a rule in force.
    #[must_use]
    pub fn level(&self, rule: &Rule) -> Level {
        self.levels.get(rule.code).map_or(rule.level, |(level, _)| *level)
    }
}
