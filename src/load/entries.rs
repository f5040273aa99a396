//! The readings of a witness: a TOML file of ids and texts.

use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Span;
use crate::diag::did_you_mean;
use crate::load::syntax;
use crate::model::Absence;
use crate::model::Slice;

use toml::de::DeValue;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// The readings of a witness file: segment id → entry.
pub type Readings = BTreeMap<Slice, Entry>;

/// One line of a witness file.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The segment id in the file, quotes included.
    pub key: Span,
    /// The words or the kind of absence; `None` with a finding where it is neither.
    pub value: Option<Value>,
}

/// What a witness says of a segment.
#[derive(Debug, Clone)]
pub enum Value {
    /// Words; the span is theirs, without the quotes around them where that can be told.
    Text(Slice, Span),
    /// `{ absent = "…" }`.
    Absent(Absence, Span),
}

/// Reads a witness file: segment id → `'''text'''` or `{ absent = "…" }`.
pub fn readings(text: &Arc<str>, file: FileId, sink: &mut Vec<Diagnostic>) -> Option<Readings> {
    let table = syntax::parse(text, file, sink)?.into_inner();
    let mut readings = BTreeMap::new();
    for (key, value) in table {
        let span = value.span();
        let value = match value.into_inner() {
            DeValue::String(words) => {
                let within = inner(text, span);
                Some(Value::Text(held(text, &within, &words), Span::new(file, within)))
            }
            other => absence(&other, Span::new(file, span), sink),
        };
        let entry = Entry { key: Span::new(file, key.span()), value };
        let id = held(text, &inner(text, key.span()), key.get_ref());
        readings.insert(id, entry);
    }
    Some(readings)
}

/// Words as a part of the file's text where they stand there letter by letter, else as their own.
fn held(text: &Arc<str>, within: &Range<usize>, words: &str) -> Slice {
    let part = Slice::of(text, within.clone()).filter(|part| **part == *words);
    part.unwrap_or_else(|| words.into())
}

fn absence(value: &DeValue<'_>, span: Span, sink: &mut Vec<Diagnostic>) -> Option<Value> {
    let word = value.as_table().filter(|t| t.len() == 1).and_then(|t| t.get("absent"));
    let written = word.and_then(|word| Some((word.get_ref().as_str()?, word.span())));
    let Some((written, at)) = written else {
        let message = "a reading is a text between '''…''', or `{ absent = \"…\" }`";
        let finding = Diagnostic::error("invalid-value", message).at(span);
        sink.push(match value {
            DeValue::Integer(n) => finding.hint(format!("write `'''{n}'''`")),
            DeValue::Float(n) => finding.hint(format!("write `'''{n}'''`")),
            _ => finding,
        });
        return None;
    };
    let kind = Absence::ALL.into_iter().find(|kind| kind.as_str() == written);
    if kind.is_none() {
        let words = Absence::ALL.iter().map(|kind| kind.as_str());
        let message = format!("`{written}` is not a kind of absence");
        let finding = Diagnostic::error("invalid-value", message).at(Span::new(span.file, at));
        let meant = did_you_mean(written, words.clone());
        let finding = meant.into_iter().fold(finding, Diagnostic::hint);
        let known: Vec<String> = words.map(|word| format!("`{word}`")).collect();
        sink.push(finding.hint(format!("one of: {}", known.join(", "))));
    }
    kind.map(|kind| Value::Absent(kind, span))
}

/// The bytes of a string's own characters: without the quotes around it where its escapes allow
/// to tell, else with them.
pub fn inner(text: &str, span: Range<usize>) -> Range<usize> {
    let Some(written) = text.get(span.clone()) else { return span };
    for quotes in ["'''\n", "'''", "\"\"\"\n", "\"\"\"", "'", "\""] {
        let close = quotes.trim_end().len();
        if written.starts_with(quotes) && written.len() >= quotes.len() + close {
            if quotes.starts_with('"') && written.contains('\\') {
                return span;
            }
            return span.start + quotes.len()..span.end - close;
        }
    }
    span
}
