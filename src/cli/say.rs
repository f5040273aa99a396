//! Printing: colours only for a terminal that wants them, figures as people read them.

use std::io::Write;

use crate::diag;
use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::human::Colour;
use crate::output;
use crate::pipeline::Figures;

/// Prints a message to stderr. A stderr that is gone is nobody to tell.
pub(crate) fn message(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Prints data to stdout.
pub(crate) fn data(text: &str) {
    let mut out = std::io::stdout().lock();
    // A reader that has seen enough closes the pipe: no fault of ours.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints findings to stderr, with their number.
pub(crate) fn findings(diagnostics: &[Diagnostic], sources: &SourceMap) {
    if diagnostics.is_empty() {
        return;
    }
    let shown = diag::human::render(diagnostics, sources, Colour::Ansi);
    let _ = write!(anstream::stderr(), "{shown}");
    if let Some(line) = tally(diag::count(diagnostics)) {
        message(&line);
    }
}

/// `2 errors, 1 warning`; nothing where there are none.
pub(crate) fn tally((errors, warnings): (usize, usize)) -> Option<String> {
    let parts: Vec<_> = [(errors, "error"), (warnings, "warning")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, noun)| count(n, noun))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `3 documents, 1,234 segments, 62 terms`.
pub(crate) fn figures(figures: &Figures) -> String {
    let parts = [
        count(figures.documents, "document"),
        count(figures.segments, "segment"),
        count(figures.terms, "term"),
    ];
    parts.join(", ")
}

/// `151 files, 12 written, 3 removed`.
pub(crate) fn written(report: &output::Report) -> String {
    let mut parts =
        vec![count(report.files, "file"), format!("{} written", grouped(report.written))];
    if report.removed > 0 {
        parts.push(format!("{} removed", grouped(report.removed)));
    }
    parts.join(", ")
}

/// `1 note`, `1,234 segments`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    format!("{} {noun}{}", grouped(n), if n == 1 { "" } else { "s" })
}

/// A number with a comma between thousands.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_people_write_them() {
        let edition = Figures { documents: 1, segments: 1_234_567, ..Figures::default() };
        assert_eq!(figures(&edition), "1 document, 1,234,567 segments, 0 terms");
        let report = output::Report { files: 151, written: 12, ..output::Report::default() };
        assert_eq!(written(&report), "151 files, 12 written");
        assert_eq!(tally((2, 1)).as_deref(), Some("2 errors, 1 warning"));
        assert_eq!(tally((0, 0)), None);
    }
}
