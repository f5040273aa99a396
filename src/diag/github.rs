//! Findings as workflow commands, which GitHub shows beside the lines of a pull request.

use crate::diag::Diagnostic;
use crate::diag::Severity;
use crate::diag::SourceMap;

use std::fmt::Write;

/// Renders findings as `::error file=…,line=…,col=…,title=…::message` lines.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = format!("title={}", property(diagnostic.code));
        if let Some(span) = diagnostic.primary {
            let start = sources.locate(span.file, span.start as usize);
            let end = sources.locate(span.file, span.end as usize);
            let file = property(sources.path(span.file));
            // Writing to a string cannot fail.
            let _ = write!(properties, ",file={file},line={}", start.line);
            if start.line == end.line {
                let _ = write!(properties, ",col={},endColumn={}", start.column, end.column);
            } else {
                let _ = write!(properties, ",endLine={}", end.line);
            }
        }
        let mut message = diagnostic.message.clone();
        for hint in &diagnostic.hints {
            message.push_str("\nhint: ");
            message.push_str(hint);
        }
        let _ = writeln!(out, "::{command} {properties}::{}", data(&message));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    #[test]
    fn a_finding_is_one_line_with_its_place() {
        let mut sources = SourceMap::default();
        let file = sources.add("content/a,b/zh.toml", "a = '字'\n");
        let found = [
            Diagnostic::error("broken-anchor", "100% wrong").at(Span::new(file, 5..8)).hint("mend"),
            Diagnostic::new("aside", Severity::Note, "no place"),
        ];
        let expected = "\
::error title=broken-anchor,file=content/a%2Cb/zh.toml,line=1,col=6,endColumn=7::100%25 wrong%0Ahint: mend
::notice title=aside::no place
";
        assert_eq!(render(&found, &sources), expected);
    }
}
