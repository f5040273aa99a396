//! Diagnostics: what is wrong, where, and what to do; collected, sorted, printed once.
//!
//! In: findings of every stage. Out: text for people or JSON lines for programs. Never: a decision to stop.

pub mod github;
pub mod human;
pub mod json;
pub mod sarif;
pub mod source;

pub use crate::diag::source::Content;
pub use crate::diag::source::FileId;
pub use crate::diag::source::Location;
pub use crate::diag::source::SourceMap;
pub use crate::diag::source::Span;

use crate::text::distance;

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
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| d.primary.map(|s| (s.file, s.start, s.end));
        (key(a), a.code, &a.message).cmp(&(key(b), b.code, &b.message))
    });
    diagnostics.dedup();
    diagnostics
}

/// How many findings are errors, and how many warnings.
#[must_use]
pub fn count(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let of = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    (of(Severity::Error), of(Severity::Warning))
}

/// The candidate nearest to what was written, if any is near enough to suggest
/// (a third of its characters may differ).
#[must_use]
pub fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let allowed = written.chars().count().div_ceil(3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(written, candidate), candidate))
        .filter(|(steps, _)| *steps <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The hint `did you mean …?` for the nearest candidate.
#[must_use]
pub fn did_you_mean<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(written, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_only_when_it_is_near() {
        let names = ["witness", "division", "body"];
        assert_eq!(nearest("witnes", names), Some("witness"));
        assert_eq!(nearest("divison", names), Some("division"));
        assert_eq!(nearest("zebra", names), None);
    }
}
