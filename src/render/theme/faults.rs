//! Faults in the TOML files of a theme, at their places.

use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Span;
use crate::diag::did_you_mean;

use std::collections::BTreeMap;

/// Where a key or a name stands in a file: between quotes, or at the beginning of a line.
pub(super) fn place((file, text): (FileId, &str), name: &str) -> Span {
    let quoted = text.find(&format!("\"{name}\"")).map(|at| at + 1);
    let last = name.rsplit('.').next().unwrap_or(name);
    let mut offset = 0;
    let mut lines = text.split_inclusive('\n').map(|line| {
        offset += line.len();
        (offset - line.len(), line)
    });
    let starts = |(at, line): (usize, &str)| {
        let words = line.strip_prefix(last)?;
        words.trim_start().starts_with('=').then_some((at, last.len()))
    };
    let found = quoted.map(|at| (at, name.len())).or_else(|| lines.find_map(starts));
    let (at, length) = found.unwrap_or((0, 0));
    Span::new(file, at..at + length)
}

/// Gathers the texts of a table under their whole keys; hands over what is none.
pub(super) fn flatten(
    prefix: &str,
    table: &toml::Table,
    out: &mut BTreeMap<String, String>,
    odd: &mut impl FnMut(&str, &toml::Value),
) {
    for (key, value) in table {
        let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, out, odd),
            toml::Value::String(text) => {
                out.insert(key, text.clone());
            }
            other => odd(&key, other),
        }
    }
}

/// What is wrong with a TOML file of a theme.
pub(super) fn toml_fault(file: FileId, error: &toml::de::Error) -> Diagnostic {
    let span = Span::new(file, error.span().unwrap_or(0..0));
    let message = error.message().lines().next().unwrap_or_default();
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (message, hint) = match names.split_first() {
        Some((name, known)) if message.starts_with("unknown field") => {
            let near = did_you_mean(name, known.iter().copied());
            let hint = near.unwrap_or_else(|| format!("known keys here: {}", known.join(", ")));
            (format!("unknown key `{name}`"), hint)
        }
        Some((name, _)) if message.starts_with("missing field") => {
            (format!("the key `{name}` is missing"), format!("add `{name} = \"…\"`"))
        }
        _ if message.contains("expected a sequence") => {
            ("a list is wanted here".to_owned(), "write it as [\"…\", \"…\"]".to_owned())
        }
        _ => (message.to_owned(), "a text stands between quotes: \"…\"".to_owned()),
    };
    Diagnostic::error("theme-syntax", message).at(span).hint(hint)
}
