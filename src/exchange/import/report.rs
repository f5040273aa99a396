//! What an import took over, what it had to rename, and what an edition does not hold.

use crate::exchange::import::draft::Left;
use crate::exchange::import::foreign::Foreign;

use serde::Serialize;

/// Whether there are none; serde hands over what it holds.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants a reference")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// The report of an import, complete; [`Report::lines`] is its summary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Id of the document.
    pub document: String,
    /// Its witnesses: `zh (zh-Hans, source)`.
    pub witnesses: Vec<String>,
    /// Number of its segments.
    pub segments: usize,
    /// Number of terms, where a glossary was imported.
    #[serde(skip_serializing_if = "is_none")]
    pub terms: usize,
    /// What all ids started with, and is left out.
    pub prefix: Option<String>,
    /// Ids that had to be changed.
    pub renamed: Vec<Renamed>,
    /// What an edition does not hold, or not so.
    pub left: Vec<Entry>,
}

/// An id that had to be changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Renamed {
    /// As the file has it.
    pub from: String,
    /// As the edition has it.
    pub to: String,
}

/// Something that an edition does not hold, or not so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What it is, in the plural.
    pub what: &'static str,
    /// Path of the file.
    pub file: String,
    /// Line in it, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Id of its segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// Id of its term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// Id of its witness.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
    /// It itself.
    pub words: String,
}

/// The bytes at which the lines of a file start.
pub(crate) struct Lines<'f> {
    file: &'f Foreign,
    starts: Vec<usize>,
}

impl<'f> Lines<'f> {
    /// Finds the lines of a file.
    pub(crate) fn new(file: &'f Foreign) -> Self {
        let ends = file.text.match_indices('\n').map(|(at, _)| at + 1);
        Self { file, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Line and column of a byte.
    fn locate(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= at).max(1);
        let before = self.file.text.get(self.starts[line - 1]..at).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    /// An entry of the report.
    pub(crate) fn entry(&self, left: &Left, segments: &[String], witnesses: &[String]) -> Entry {
        let (line, column) = self.locate(left.at.1);
        Entry {
            what: left.what,
            file: self.file.path.clone(),
            line,
            column,
            segment: left.segment.and_then(|index| segments.get(index)).cloned(),
            term: None,
            witness: left.witness.and_then(|index| witnesses.get(index)).cloned(),
            words: left.words.clone(),
        }
    }
}

impl Report {
    /// The report as JSON, for programs.
    #[must_use]
    pub fn json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }

    /// What to tell the editor, a line each.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let size = match self.terms {
            0 => count(self.segments, "segment"),
            terms => count(terms, "term"),
        };
        let mut lines = vec![format!("`{}`: {size}; {}", self.document, self.witnesses.join(", "))];
        if let Some(prefix) = &self.prefix {
            lines.push(format!("all ids started with `{prefix}:`, which is left out"));
        }
        if let Some(first) = self.renamed.first() {
            let ids = count(self.renamed.len(), "id");
            lines.push(format!("{ids} renamed, such as `{}` → `{}`", first.from, first.to));
        }
        let mut kinds: Vec<&'static str> = Vec::new();
        for entry in &self.left {
            if !kinds.contains(&entry.what) {
                kinds.push(entry.what);
            }
        }
        for what in kinds {
            let all = self.left.iter().filter(|entry| entry.what == what);
            let Some(first) = all.clone().next() else { continue };
            let (file, line, column) = (&first.file, first.line, first.column);
            let words = short(&first.words);
            lines.push(format!(
                "not taken over: {} {what}, the first at {file}:{line}:{column}: {words}",
                all.count()
            ));
        }
        lines
    }

    /// Whether there is more in the report than in its summary.
    #[must_use]
    pub fn has_more(&self) -> bool {
        !self.renamed.is_empty() || !self.left.is_empty()
    }
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// The first words, with what cannot be seen made visible.
fn short(words: &str) -> String {
    const MOST: usize = 40;
    let mut shown: String = words.chars().take(MOST).flat_map(visible).collect();
    if words.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

fn visible(c: char) -> Vec<char> {
    match c {
        '\n' => vec!['\\', 'n'],
        '\t' => vec!['\\', 't'],
        c if c.is_control() || (c.is_whitespace() && c != ' ') => c.escape_unicode().collect(),
        c => vec![c],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_counted_with_the_place_of_the_first() {
        let file = Foreign { path: "a.po".to_owned(), text: "一\n二三<x/>\n".to_owned() };
        let at = file.text.find('<').unwrap();
        let left = Left {
            what: "inline codes",
            segment: Some(0),
            witness: Some(1),
            at: (0, at),
            words: "<x/>\n".to_owned(),
        };
        let names = ["a", "b"].map(str::to_owned);
        let entry = Lines::new(&file).entry(&left, &names, &names);
        assert_eq!((entry.line, entry.column), (2, 3));
        assert_eq!((entry.segment.as_deref(), entry.witness.as_deref()), (Some("a"), Some("b")));
        let report = Report {
            document: "d".to_owned(),
            segments: 1,
            left: vec![entry.clone(), entry],
            ..Report::default()
        };
        let lines = report.lines();
        assert_eq!(lines[0], "`d`: 1 segment; ");
        assert_eq!(lines[1], "not taken over: 2 inline codes, the first at a.po:2:3: `<x/>\\n`");
        assert!(report.json().contains("\"line\": 2"));
    }
}
