//! Readings: what the witness files say of the segments of the spine.

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::did_you_mean;
use crate::load::parse::DocumentFiles;
use crate::load::parse::Readings;
use crate::load::parse::Value;
use crate::load::resolve::values::one_of;
use crate::model::Absence;
use crate::model::Document;
use crate::model::Reading;
use crate::model::Text;

/// Fills in the readings of every witness; where spine and file disagree there are findings.
pub fn fill(
    document: &mut Document,
    files: &DocumentFiles,
    sources: &SourceMap,
    sink: &mut Vec<Diagnostic>,
) {
    report_strangers(document, files, sources, sink);
    for witness in 0..document.witnesses.len() {
        let id = document.witnesses[witness].id.clone();
        match files.readings.get(id.as_str()) {
            Some((_, Some(readings))) => {
                report_unknown(document, readings, sink);
                for index in 0..document.segments.len() {
                    let reading = reading(document, index, (id.as_str(), readings), sink);
                    document.segments[index].readings.push(reading);
                }
            }
            Some((_, None)) => fill_unread(document),
            None => {
                let path = format!("content/{}/{id}.toml", files.folder);
                // A file that exists but could not be decoded has its own finding.
                if !sources.has(&path) {
                    let finding =
                        Diagnostic::error("missing-file", format!("there is no `{path}`"))
                            .at(document.witnesses[witness].span);
                    sink.push(finding.hint("it holds the readings of this witness"));
                }
                fill_unread(document);
            }
        }
    }
}

fn fill_unread(document: &mut Document) {
    for segment in &mut document.segments {
        segment.readings.push(Reading::Absent(Absence::NotYet, segment.span));
    }
}

fn report_strangers(
    document: &Document,
    files: &DocumentFiles,
    sources: &SourceMap,
    sink: &mut Vec<Diagnostic>,
) {
    for (name, (file, _)) in &files.readings {
        if document.witness(name).is_none() {
            let message = format!("`{name}.toml` belongs to no witness of `{}`", document.id);
            let known = document.witnesses.iter().map(|w| w.id.as_str());
            let finding = Diagnostic::error("unknown-file", message).at(sources.start(*file));
            sink.push(finding.hint(one_of(name, known)));
        }
    }
}

fn report_unknown(document: &Document, readings: &Readings, sink: &mut Vec<Diagnostic>) {
    for (id, entry) in readings {
        if document.segment(id).is_none() {
            let message = format!("the spine has no segment `{id}`");
            let known = document.segments.iter().map(|s| s.id.as_str());
            let hint = did_you_mean(id, known)
                .unwrap_or_else(|| format!("add `{id}` to a body in `document.toml`"));
            sink.push(Diagnostic::error("unknown-segment", message).at(entry.key).hint(hint));
        }
    }
}

fn reading(
    document: &Document,
    index: usize,
    (witness, readings): (&str, &Readings),
    sink: &mut Vec<Diagnostic>,
) -> Reading {
    let segment = &document.segments[index];
    let Some(entry) = readings.get(segment.id.as_str()) else {
        let message = format!("witness `{witness}` says nothing of the segment `{}`", segment.id);
        let finding = Diagnostic::error("missing-reading", message).at(segment.span).hint(format!(
            "add it to `{witness}.toml`, or `\"{}\" = {{ absent = \"…\" }}`",
            segment.id
        ));
        sink.push(finding);
        return Reading::Absent(Absence::NotYet, segment.span);
    };
    match &entry.value {
        Some(Value::Text(raw, span)) => {
            if raw.trim().is_empty() {
                let finding = Diagnostic::error("empty-reading", "a reading has no words");
                sink.push(
                    finding
                        .at(entry.key)
                        .hint("write `{ absent = \"…\" }` with the kind of absence"),
                );
            } else if raw.trim() != raw {
                let message = "a reading starts or ends with white space";
                let finding = Diagnostic::error("stray-space", message).at(*span);
                sink.push(
                    finding.hint("white space between readings is made by the tool: take it out"),
                );
            }
            Reading::Present(Text { raw: raw.clone(), span: *span })
        }
        Some(Value::Absent(kind, span)) => Reading::Absent(*kind, *span),
        None => Reading::Absent(Absence::NotYet, entry.key),
    }
}
