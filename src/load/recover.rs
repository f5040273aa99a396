//! One TOML file to a type of `format`, with every fault of the file in one run.
//!
//! serde stops at the first fault; so a fault is recorded, the piece it concerns is mended with a
//! placeholder, and the file is read again, until it reads. So one bad value does not take its
//! whole entry away, and nothing else complains that the entry is missing. Placeholders of missing
//! keys have spans past the end of the file: what is found there follows from what was told.

use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Span;
use crate::diag::nearest;
use crate::load::syntax;
use crate::load::wording;
use crate::load::wording::Fault;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::DeArray;
use toml::de::DeInteger;
use toml::de::DeTable;
use toml::de::DeValue;
use toml::de::Deserializer;
use toml::value::Datetime;

use std::ops::Range;

/// More faults of one file than this are not listed one by one.
const MOST_FAULTS: usize = 400;

/// Reads a whole file into a type of `format`; faulty values are replaced by placeholders.
/// `None` where its syntax is wrong, or where no placeholder would do.
pub fn read<T: DeserializeOwned>(
    text: &str,
    file: FileId,
    sink: &mut Vec<Diagnostic>,
) -> Option<T> {
    let table = syntax::parse(text, file, sink)?.into_inner();
    if let Ok(value) = T::deserialize(Deserializer::from(Spanned::new(0..0, table))) {
        return Some(value);
    }
    let table = syntax::parse(text, file, sink)?.into_inner();
    let mut mending = Mending { text, file, table, phantoms: text.len() + 1, last: None };
    for _ in 0..MOST_FAULTS {
        match T::deserialize(Deserializer::from(Spanned::new(0..0, mending.table.clone()))) {
            Ok(value) => return Some(value),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                mending.mend(error.message(), &span, sink)?;
            }
        }
    }
    None
}

/// A table whose faults are being replaced.
struct Mending<'t> {
    text: &'t str,
    file: FileId,
    table: DeTable<'t>,
    /// Where the next placeholder of a missing key is said to stand.
    phantoms: usize,
    /// The last fault: one that comes back was not mended.
    last: Option<(String, Range<usize>)>,
}

impl Mending<'_> {
    /// Records a fault and replaces the piece it concerns; `None` where that cannot be done.
    fn mend(
        &mut self,
        message: &str,
        span: &Range<usize>,
        sink: &mut Vec<Diagnostic>,
    ) -> Option<()> {
        let fault = (message.to_owned(), span.clone());
        let again = self.last.replace(fault.clone()) == Some(fault);
        if again {
            return remove(&mut self.table, span).then_some(());
        }
        let found = match message {
            m if m.starts_with("unknown field `") => self.unknown_key(m, span),
            m if m.starts_with("missing field `") => self.missing_key(m, span),
            m => self.wrong_value(m, span),
        };
        if span.start <= self.text.len() {
            sink.extend(found);
        }
        Some(())
    }

    /// A key that is not known: renamed where a missing key is meant, else taken out.
    fn unknown_key(&mut self, message: &str, span: &Range<usize>) -> Option<Diagnostic> {
        let mut names = wording::quoted(message).into_iter();
        let name = names.next().unwrap_or_default();
        let known: Vec<&str> = names.collect();
        let parent = parent(&mut self.table, span)?;
        let free = known.iter().copied().filter(|key| parent.get(*key).is_none());
        let meant = nearest(name, free);
        let value = parent.remove(name);
        if let (Some(meant), Some(value)) = (meant, value) {
            parent.insert(Spanned::new(span.clone(), meant.to_owned().into()), value);
        }
        Some(wording::unknown_key(name, &known, meant, Span::new(self.file, span.clone())))
    }

    /// A key that must be there: given an empty text past the end of the file.
    fn missing_key(&mut self, message: &str, span: &Range<usize>) -> Option<Diagnostic> {
        let name = wording::quoted(message).first().copied().unwrap_or_default();
        let at = self.phantoms..self.phantoms + 1;
        self.phantoms += 2;
        let placeholder = Spanned::new(at.clone(), DeValue::String("".into()));
        let table = match value_at(&mut self.table, span) {
            Some((_, value)) if value.get_ref().is_table() => match value.get_mut() {
                DeValue::Table(table) => table,
                _ => return None,
            },
            _ => &mut self.table,
        };
        table.insert(Spanned::new(at, name.to_owned().into()), placeholder);
        // A missing key is shown at the head of its table, not over all its lines.
        let head = span.start..(span.start + 1).min(span.end.max(1));
        Some(wording::missing_key(name, Span::new(self.file, head)))
    }

    fn wrong_value(&mut self, message: &str, span: &Range<usize>) -> Option<Diagnostic> {
        let written = self.text.get(span.clone()).unwrap_or_default();
        let (key, value) = match value_at(&mut self.table, span) {
            Some((key, value)) => (key, Some(value)),
            None => (String::new(), None),
        };
        let place = Span::new(self.file, span.clone());
        let fault = Fault { message, key: &key, written, span: place };
        let word = message.starts_with("unknown variant `");
        let told = if word { wording::unknown_word(&fault) } else { wording::wrong_type(&fault) };
        let instead = value.as_ref().and_then(|value| placeholder(message, value));
        match (value, instead) {
            (Some(value), Some(instead)) => *value.get_mut() = instead,
            _ => {
                remove(&mut self.table, span);
            }
        }
        Some(told)
    }
}

/// A value of the kind that the message asks for.
fn placeholder(message: &str, value: &Spanned<DeValue<'_>>) -> Option<DeValue<'static>> {
    if message.starts_with("unknown variant `") {
        let mut names = wording::quoted(message).into_iter();
        let name = names.next()?;
        let known: Vec<&str> = names.collect();
        let word = nearest(name, known.iter().copied()).or(known.first().copied())?;
        return Some(DeValue::String(word.to_owned().into()));
    }
    let expected = message.lines().next()?.rsplit_once("expected ")?.1;
    let text = || value.get_ref().as_str().unwrap_or_default().to_owned();
    match expected {
        e if e.starts_with("a string") => Some(DeValue::String("".into())),
        e if e.starts_with("a sequence") => {
            let mut array = DeArray::new();
            if value.get_ref().is_str() {
                array.push(Spanned::new(value.span(), DeValue::String(text().into())));
            }
            Some(DeValue::Array(array))
        }
        e if e.starts_with("a map") || e.starts_with("struct") => {
            Some(DeValue::Table(DeTable::new()))
        }
        e if e.starts_with("a boolean") => Some(DeValue::Boolean(false)),
        e if e.contains("datetime") => "2000-01-01".parse::<Datetime>().ok().map(DeValue::Datetime),
        e if e.len() < 6 && e.starts_with(['i', 'u']) => {
            Some(DeValue::Integer(DeInteger::default()))
        }
        _ => None,
    }
}

/// The value at a span, and the key it belongs to; in a list that is the key of the list.
fn value_at<'v, 't>(
    table: &'v mut DeTable<'t>,
    span: &Range<usize>,
) -> Option<(String, &'v mut Spanned<DeValue<'t>>)> {
    table.iter_mut().find_map(|(key, value)| value_in(key.get_ref(), value, span))
}

fn value_in<'v, 't>(
    key: &str,
    value: &'v mut Spanned<DeValue<'t>>,
    span: &Range<usize>,
) -> Option<(String, &'v mut Spanned<DeValue<'t>>)> {
    if value.span() == *span {
        return Some((key.to_owned(), value));
    }
    match value.get_mut() {
        DeValue::Table(table) => {
            table.iter_mut().find_map(|(key, value)| value_in(key.get_ref(), value, span))
        }
        DeValue::Array(array) => array.iter_mut().find_map(|item| value_in(key, item, span)),
        _ => None,
    }
}

/// The table that has a key at this span.
fn parent<'v, 't>(table: &'v mut DeTable<'t>, span: &Range<usize>) -> Option<&'v mut DeTable<'t>> {
    if table.keys().any(|key| key.span() == *span) {
        return Some(table);
    }
    table.iter_mut().find_map(|(_, value)| parent_in(value.get_mut(), span))
}

fn parent_in<'v, 't>(
    value: &'v mut DeValue<'t>,
    span: &Range<usize>,
) -> Option<&'v mut DeTable<'t>> {
    match value {
        DeValue::Table(table) => parent(table, span),
        DeValue::Array(array) => array.iter_mut().find_map(|item| parent_in(item.get_mut(), span)),
        _ => None,
    }
}

/// Takes out the innermost entry or element that covers the span; whether there was one.
fn remove(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    if table.iter_mut().any(|(_, value)| remove_in(value.get_mut(), span)) {
        return true;
    }
    let covers = |key: &Spanned<_>, value: &Spanned<DeValue<'_>>| {
        contains(&key.span(), span) || contains(&value.span(), span)
    };
    let key = table.iter().find(|(k, v)| covers(k, v)).map(|(k, _)| k.get_ref().to_string());
    key.is_some_and(|key| table.remove(key.as_str()).is_some())
}

fn remove_in(value: &mut DeValue<'_>, span: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => remove(table, span),
        DeValue::Array(array) => {
            if array.iter_mut().any(|item| remove_in(item.get_mut(), span)) {
                return true;
            }
            let Some(at) = array.iter().position(|item| contains(&item.span(), span)) else {
                return false;
            };
            let items = std::mem::replace(array, DeArray::new());
            items
                .into_iter()
                .enumerate()
                .filter(|(i, _)| *i != at)
                .for_each(|(_, v)| array.push(v));
            true
        }
        _ => false,
    }
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
            4,
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
