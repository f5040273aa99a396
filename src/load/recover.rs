//! One TOML file to a type of `format`, with every fault of the file in one run.
//!
//! serde stops at the first fault; so a fault is recorded, the piece it concerns is taken out of
//! the table, and the rest is read again, until it reads or nothing more can be taken out.

use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Span;
use crate::diag::did_you_mean;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::DeArray;
use toml::de::DeTable;
use toml::de::DeValue;
use toml::de::Deserializer;

use std::ops::Range;

/// More faults of one file than this are not listed one by one.
const MOST_FAULTS: usize = 200;

/// Parses the syntax; all syntax errors are reported.
pub fn parse<'t>(
    text: &'t str,
    file: FileId,
    sink: &mut Vec<Diagnostic>,
) -> Option<Spanned<DeTable<'t>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Some(table);
    }
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        let duplicate = error.message().starts_with("duplicate key");
        let code = if duplicate { "duplicate-key" } else { "toml-syntax" };
        sink.push(Diagnostic::error(code, error.message().to_owned()).at(Span::new(file, range)));
    }
    None
}

/// Reads a whole file into a type of `format`. `None` where nothing of it could be read;
/// entries with faults are left out of what is returned.
pub fn read<T: DeserializeOwned>(
    text: &str,
    file: FileId,
    sink: &mut Vec<Diagnostic>,
) -> Option<T> {
    let mut table = parse(text, file, sink)?;
    let mut removed: Vec<(String, usize)> = Vec::new();
    for _ in 0..MOST_FAULTS {
        let error = match T::deserialize(Deserializer::from(table.clone())) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let span = error.span().unwrap_or(0..0);
        let missing =
            error.message().strip_prefix("missing field `").map(|m| m.trim_end_matches('`'));
        let scope = scope(text, &span);
        let taken_out = |name| removed.iter().any(|(n, at)| n == name && scope.contains(at));
        if !missing.is_some_and(taken_out) {
            sink.push(describe(error.message(), Span::new(file, span.clone()), file));
        }
        let outcome = if missing.is_some() {
            remove_container(table.get_mut(), &span)
        } else {
            remove_at(table.get_mut(), &span)
        };
        match outcome {
            Some(name) => removed.push((name, span.start)),
            None => return None,
        }
    }
    None
}

/// The text of the table at `span`: an inline table is its own span, of a `[table]` the span is
/// the header and the text goes on to the next header.
fn scope(text: &str, span: &Range<usize>) -> Range<usize> {
    if !text[span.clone()].starts_with('[') {
        return if span.is_empty() { 0..text.len() } else { span.clone() };
    }
    span.start..text[span.end..].find("\n[").map_or(text.len(), |at| span.end + at)
}

fn describe(message: &str, span: Span, file: FileId) -> Diagnostic {
    let first_line = message.lines().next().unwrap_or(message);
    if let Some(rest) = first_line.strip_prefix("unknown field `") {
        let (name, expected) = rest.split_once('`').unwrap_or((rest, ""));
        let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        let hint = did_you_mean(name, known.iter().copied())
            .unwrap_or_else(|| format!("known keys here: {}", known.join(", ")));
        return Diagnostic::error("unknown-key", format!("unknown key `{name}`"))
            .at(span)
            .hint(hint);
    }
    if let Some(rest) = first_line.strip_prefix("missing field `") {
        let name = rest.trim_end_matches('`');
        let span = if span.range().is_empty() { Span::new(file, 0..0) } else { first_bytes(span) };
        return Diagnostic::error("missing-key", format!("the key `{name}` is missing"))
            .at(span)
            .hint(format!("add `{name} = …` here"));
    }
    if let Some(rest) = first_line.strip_prefix("unknown variant `") {
        let (name, expected) = rest.split_once('`').unwrap_or((rest, ""));
        let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        let finding = Diagnostic::error(
            "invalid-value",
            format!("`{name}` is not one of the words for this key"),
        )
        .at(span)
        .hint(format!("one of: {}", known.join(", ")));
        return match did_you_mean(name, known.iter().copied()) {
            Some(hint) => finding.hint(hint),
            None => finding,
        };
    }
    Diagnostic::error("invalid-value", first_line.to_owned()).at(span)
}

/// A missing key is shown at the head of its table, not over all its lines.
fn first_bytes(span: Span) -> Span {
    Span { end: span.start.saturating_add(1).min(span.end), ..span }
}

/// Takes out the innermost entry whose key or value is at `span`; returns its key.
fn remove_at(table: &mut DeTable<'_>, span: &Range<usize>) -> Option<String> {
    let key = table
        .iter()
        .find(|(key, value)| contains(&key.span(), span) || contains(&value.span(), span))
        .map(|(key, _)| key.clone());
    let Some(key) = key else {
        // Tables of dotted keys and sub-tables have spans of their own: look inside all of them.
        return table.iter_mut().find_map(|(_, value)| remove_in(value.get_mut(), span));
    };
    if key.span() != *span
        && let Some(value) = table.get_mut(key.get_ref().as_ref())
        && value.span() != *span
        && let Some(inner) = remove_in(value.get_mut(), span)
    {
        return Some(inner);
    }
    table.remove(key.get_ref().as_ref());
    Some(key.get_ref().to_string())
}

fn remove_in(value: &mut DeValue<'_>, span: &Range<usize>) -> Option<String> {
    match value {
        DeValue::Table(table) => remove_at(table, span),
        DeValue::Array(array) => {
            for item in array.iter_mut() {
                if let Some(name) = remove_in(item.get_mut(), span) {
                    return Some(name);
                }
            }
            let at = array.iter().position(|item| contains(&item.span(), span))?;
            remove_item(array, at);
            Some(String::new())
        }
        _ => None,
    }
}

/// Takes out the entry or array element whose value is the table at `span`.
fn remove_container(table: &mut DeTable<'_>, span: &Range<usize>) -> Option<String> {
    let key = table.iter().find(|(_, value)| value.span() == *span).map(|(key, _)| key.clone());
    if let Some(key) = key {
        table.remove(key.get_ref().as_ref());
        return Some(key.get_ref().to_string());
    }
    table.iter_mut().find_map(|(_, value)| remove_container_in(value.get_mut(), span))
}

fn remove_container_in(value: &mut DeValue<'_>, span: &Range<usize>) -> Option<String> {
    match value {
        DeValue::Table(table) => remove_container(table, span),
        DeValue::Array(array) => {
            if let Some(at) = array.iter().position(|item| item.span() == *span) {
                remove_item(array, at);
                return Some(String::new());
            }
            array.iter_mut().find_map(|item| remove_container_in(item.get_mut(), span))
        }
        _ => None,
    }
}

fn remove_item(array: &mut DeArray<'_>, at: usize) {
    let items = std::mem::replace(array, DeArray::new());
    items.into_iter().enumerate().filter(|(i, _)| *i != at).for_each(|(_, v)| array.push(v));
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceMap;
    use crate::diag::human;
    use crate::format::notes::Notes;

    fn check(text: &str, expected: &[(&str, &str)], kept: usize) {
        let mut sources = SourceMap::default();
        let file = sources.add("notes.toml", text);
        let mut sink = Vec::new();
        let notes: Option<Notes> = read(text, file, &mut sink);
        let sink = crate::diag::sorted(sink);
        let found: Vec<(&str, String)> = sink
            .iter()
            .map(|d| {
                let at = d.primary.map(|s| sources.locate(s.file, s.start as usize));
                (d.code, at.map_or(String::new(), |l| format!("{}:{}", l.line, l.column)))
            })
            .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(c, at)| (*c, at.as_str())).collect();
        assert_eq!(found, expected, "{}", human::render(&sink, &sources, human::Colour::Plain));
        assert_eq!(notes.map_or(0, |n| n.note.len()), kept);
    }

    const GOOD: &str = "[[note]]\nid = 'a'\nkind = 'textual'\nat = { segment = 's', witness = 'w', quote = 'q' }\nbody = { en = 'b' }\n";

    #[test]
    fn a_good_file_has_no_findings() {
        check(GOOD, &[], 1);
    }

    #[test]
    fn all_faults_of_a_file_are_found_in_one_run() {
        let text = format!(
            "{GOOD}[[note]]\nid = 'b'\nkind = 'textuel'\nat = {{ segment = 3, witness = 'w', quoted = 'q' }}\nbody = {{ en = 'b' }}\n[[note]]\nid = 'c'\nkind = 'textual'\nbody = {{ en = 'b' }}\n{GOOD}"
        );
        check(
            &text,
            &[
                ("invalid-value", "8:8"),
                ("invalid-value", "9:18"),
                ("unknown-key", "9:36"),
                ("missing-key", "11:1"),
            ],
            2,
        );
    }

    #[test]
    fn all_syntax_errors_of_a_file_are_found() {
        let mut sink = Vec::new();
        let text = "a = \nb = 'x\nc = 1\nc = 2\n";
        let notes: Option<Notes> = read(text, FileId(0), &mut sink);
        assert!(notes.is_none());
        assert!(sink.len() >= 3, "{sink:?}");
        assert!(sink.iter().any(|d| d.code == "duplicate-key"));
    }
}
