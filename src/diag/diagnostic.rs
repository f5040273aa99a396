//! One finding: what is wrong, where, and what to do.

use crate::diag::source::Span;

use std::cmp::Ordering;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The build stops before it writes.
    Error,
    /// The build goes on; `--strict` makes it fail.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Name of the rule or fault, in kebab case: `broken-anchor`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong: a phrase without full stop, text of the edition in backticks or 「」.
    pub message: String,
    /// Where.
    pub primary: Option<Span>,
    /// What to say at the place itself, e.g. `not in this reading`; may be empty.
    pub label: String,
    /// Other places that matter.
    pub related: Vec<(Span, String)>,
    /// What to do next.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A finding of the given severity.
    #[must_use]
    pub fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            primary: None,
            label: String::new(),
            related: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.primary = Some(span);
        self
    }

    /// Says something at the place itself.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Points at another place.
    #[must_use]
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Says what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// Findings in the order of files, offsets and codes, each once.
#[must_use]
pub fn sorted(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(order);
    diagnostics.dedup();
    diagnostics
}

/// The order in which findings are told: that of files, offsets and codes.
pub(crate) fn order(one: &Diagnostic, other: &Diagnostic) -> Ordering {
    let key = |d: &Diagnostic| d.primary.map(|s| (s.file, s.start, s.end));
    (key(one), one.code, &one.message).cmp(&(key(other), other.code, &other.message))
}

/// How many findings are errors, and how many warnings.
#[must_use]
pub fn count<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> (usize, usize) {
    diagnostics.into_iter().fold((0, 0), |(errors, warnings), finding| match finding.severity {
        Severity::Error => (errors + 1, warnings),
        Severity::Warning => (errors, warnings + 1),
        Severity::Note => (errors, warnings),
    })
}
