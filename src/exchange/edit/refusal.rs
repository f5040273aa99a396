//! Why an edit is not made.

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::Span;
use crate::exchange::edit::texts::Texts;

use std::ops::Range;

/// An edit that is not made, with the places that stand against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What stands against it: a phrase without full stop.
    pub message: String,
    /// Places that matter, the first one foremost: file, bytes, what to say there.
    pub places: Vec<(String, Range<usize>, String)>,
    /// What to do next.
    pub hints: Vec<String>,
}

impl Refusal {
    /// A refusal for a reason.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), places: Vec::new(), hints: Vec::new() }
    }

    /// Points at a place.
    #[must_use]
    pub fn at(mut self, path: &str, range: Range<usize>, label: &str) -> Self {
        self.places.push((path.to_owned(), range, label.to_owned()));
        self
    }

    /// Says what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The refusal as a finding, with the files it points at.
    #[must_use]
    pub fn finding(&self, texts: &Texts) -> (Diagnostic, SourceMap) {
        let mut sources = SourceMap::default();
        let mut finding = Diagnostic::error("edit-refused", self.message.clone());
        for (path, range, label) in &self.places {
            let text = texts.get(path).map_or("", String::as_str);
            let span = Span::new(sources.add(path.as_str(), text), range.clone());
            finding = match finding.primary {
                None => finding.at(span).label(label.as_str()),
                Some(_) => finding.also(span, label.as_str()),
            };
        }
        for hint in &self.hints {
            finding = finding.hint(hint.as_str());
        }
        (finding, sources)
    }
}
