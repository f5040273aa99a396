//! Findings as JSON, one object a line, for programs.

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::Span;

use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    hints: &'a [String],
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    source: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    message: &'a str,
}

/// Renders findings as JSON lines: `code`, `severity`, `message`, and where there is a place
/// `file`, `line` and `column` (from 1, in characters), `end_line`, `end_column`, `source` (the line).
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let line = Line {
            code: diagnostic.code,
            severity: diagnostic.severity.as_str(),
            message: &diagnostic.message,
            place: diagnostic.primary.map(|span| place(span, sources)),
            label: &diagnostic.label,
            related: diagnostic
                .related
                .iter()
                .map(|(span, message)| Related { place: place(*span, sources), message })
                .collect(),
            hints: &diagnostic.hints,
        };
        // Serialising plain strings and numbers cannot fail.
        out.push_str(&serde_json::to_string(&line).unwrap_or_default());
        out.push('\n');
    }
    out
}

fn place(span: Span, sources: &SourceMap) -> Place<'_> {
    let start = sources.locate(span.file, span.start as usize);
    let end = sources.locate(span.file, span.end as usize);
    Place {
        file: sources.path(span.file),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        source: sources.line(span.file, span.start as usize).1,
    }
}
