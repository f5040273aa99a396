//! Readings: what the witness files say of the segments of the spine.

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::nearest;
use crate::load::entries::Entry;
use crate::load::entries::Readings;
use crate::load::entries::Value;
use crate::load::folder::DocumentFiles;
use crate::model::Absence;
use crate::model::Document;
use crate::model::Reading;
use crate::model::Segment;
use crate::model::Text;

use std::collections::BTreeMap;

/// Fills in the readings of every witness; where spine and file disagree there are findings.
pub fn fill(
    document: &mut Document,
    files: &DocumentFiles<'_>,
    sources: &SourceMap,
    sink: &mut Vec<Diagnostic>,
) {
    for segment in &mut document.segments {
        segment.readings.reserve_exact(document.witnesses.len());
    }
    let misnamed = report_strangers(document, files, sources, sink);
    for witness in 0..document.witnesses.len() {
        let id = document.witnesses[witness].id.clone();
        let file = misnamed.get(id.as_str()).copied().unwrap_or(id.as_str());
        match files.readings.get(file) {
            Some((_, Some(readings))) => {
                let of_segment = |s: &Segment| readings.get(s.id.as_str());
                let entries: Vec<_> = document.segments.iter().map(of_segment).collect();
                let meant = if entries.iter().flatten().count() < readings.len() {
                    report_unknown(document, readings, sink)
                } else {
                    BTreeMap::new()
                };
                for (index, entry) in entries.into_iter().enumerate() {
                    let segment = document.segments[index].id.as_str();
                    let entry = entry.or_else(|| meant.get(segment).copied());
                    let reading = reading(document, index, (id.as_str(), entry), sink);
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

/// Reports files of no witness. Returned are witnesses without a file with the name of the file
/// that is probably theirs.
fn report_strangers<'f>(
    document: &Document,
    files: &DocumentFiles<'f>,
    sources: &SourceMap,
    sink: &mut Vec<Diagnostic>,
) -> BTreeMap<String, &'f str> {
    let mut misnamed = BTreeMap::new();
    let has_file = |id: &str| files.readings.contains_key(id);
    for (name, (file, _)) in &files.readings {
        if document.witness(name).is_some() {
            continue;
        }
        let message = format!("`{name}.toml` belongs to no witness of `{}`", document.id);
        let finding = Diagnostic::error("unknown-file", message).at(sources.start(*file));
        let known = document.witnesses.iter().map(|w| w.id.as_str()).filter(|id| !has_file(id));
        let hint = match nearest(name, known) {
            Some(meant) => {
                misnamed.insert(meant.to_owned(), *name);
                format!("did you mean `{meant}.toml`?")
            }
            None => format!("add a `[[witness]]` with `id = \"{name}\"`, or delete the file"),
        };
        sink.push(finding.hint(hint));
    }
    misnamed
}

/// Reports entries of no segment. Returned are segments without an entry with the entry that is
/// probably theirs.
fn report_unknown<'r>(
    document: &Document,
    readings: &'r Readings,
    sink: &mut Vec<Diagnostic>,
) -> BTreeMap<String, &'r Entry> {
    let mut meant = BTreeMap::new();
    for (id, entry) in readings {
        if document.segment(id).is_some() {
            continue;
        }
        let message = format!("the spine has no segment `{id}`");
        let free = document.segments.iter().map(|s| s.id.as_str());
        let free = free.filter(|id| !readings.contains_key(*id) && !meant.contains_key(*id));
        let nearest = nearest(id, free).map(str::to_owned);
        let hint = match nearest {
            Some(segment) => {
                let hint = format!("did you mean `{segment}`?");
                meant.insert(segment, entry);
                hint
            }
            None => format!("add `{id}` to a body in `document.toml`"),
        };
        sink.push(Diagnostic::error("unknown-segment", message).at(entry.key).hint(hint));
    }
    meant
}

fn reading(
    document: &Document,
    index: usize,
    (witness, entry): (&str, Option<&Entry>),
    sink: &mut Vec<Diagnostic>,
) -> Reading {
    let segment = &document.segments[index];
    let Some(entry) = entry else {
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
            } else if raw.trim() != raw.as_str() {
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
