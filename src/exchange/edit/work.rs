//! Changes gathered file by file, applied at once: what is not named stays byte for byte.

use crate::exchange::edit::refusal::Refusal;
use crate::exchange::edit::texts::Texts;

use std::collections::BTreeMap;
use std::ops::Range;

/// What an edit came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edited {
    /// The files that change, with their new texts.
    pub changed: Texts,
    /// What was done beyond what was asked for, a sentence without full stop each.
    pub said: Vec<String>,
}

/// Changes in the making.
#[derive(Debug)]
pub(crate) struct Work<'t> {
    /// All files as they are.
    pub(crate) texts: &'t Texts,
    changes: BTreeMap<String, Vec<(Range<usize>, String)>>,
    said: Vec<String>,
}

impl<'t> Work<'t> {
    /// Starts with no change.
    pub(crate) fn new(texts: &'t Texts) -> Self {
        Self { texts, changes: BTreeMap::new(), said: Vec::new() }
    }

    /// The text of a file as it is.
    pub(crate) fn text(&self, path: &str) -> &'t str {
        self.texts.get(path).map_or("", String::as_str)
    }

    /// Puts other words in the place of these bytes.
    pub(crate) fn replace(&mut self, path: &str, range: Range<usize>, with: impl Into<String>) {
        self.changes.entry(path.to_owned()).or_default().push((range, with.into()));
    }

    /// Puts words before this byte.
    pub(crate) fn insert(&mut self, path: &str, at: usize, words: impl Into<String>) {
        self.replace(path, at..at, words);
    }

    /// Adds lines at the end of a file, after an empty line.
    pub(crate) fn append(&mut self, path: &str, lines: &str) {
        let text = self.text(path);
        let gap = if text.is_empty() || text.ends_with("\n\n") {
            ""
        } else if text.ends_with('\n') {
            "\n"
        } else {
            "\n\n"
        };
        self.insert(path, text.len(), format!("{gap}{lines}"));
    }

    /// Notes something for the editor.
    pub(crate) fn say(&mut self, what: impl Into<String>) {
        self.said.push(what.into());
    }

    /// Applies all changes; changes of the same place are a refusal, and so is a TOML file that
    /// would no longer read.
    pub(crate) fn finish(self) -> Result<Edited, Refusal> {
        let mut edited = Edited { said: self.said, ..Edited::default() };
        for (path, mut changes) in self.changes {
            changes.sort_by_key(|(range, _)| (range.start, range.end));
            let old = self.texts.get(&path).map_or("", String::as_str);
            let new = apply(old, &changes).ok_or_else(|| {
                Refusal::new(format!("two changes of `{path}` meet at one place"))
            })?;
            if path.ends_with(".toml")
                && let Err(error) = toml::de::DeTable::parse(&new)
            {
                let place = changes.first().map_or(0..0, |(range, _)| range.clone());
                let message = format!("`{path}` would no longer read: {}", error.message());
                return Err(Refusal::new(message).at(&path, place, "the change"));
            }
            if new != old {
                edited.changed.insert(path, new);
            }
        }
        Ok(edited)
    }
}

/// Applies sorted changes; `None` where two overlap.
fn apply(old: &str, changes: &[(Range<usize>, String)]) -> Option<String> {
    let mut new = String::with_capacity(old.len() + 64);
    let mut done = 0;
    for (range, with) in changes {
        new.push_str(old.get(done..range.start)?);
        new.push_str(with);
        done = range.end;
    }
    new.push_str(old.get(done..)?);
    Some(new)
}

/// The bytes of the entry `[[…]]` that starts here with the empty line that parts it from its
/// neighbour; comments above the next header stay.
pub(crate) fn entry(text: &str, start: usize) -> Range<usize> {
    let limit = text[start..].find("\n[").map_or(text.len(), |at| start + at + 1);
    let mut end = start;
    let mut line_end = start;
    for line in text[start..limit].split_inclusive('\n') {
        line_end += line.len();
        if !line.trim().is_empty() && !line.starts_with('#') {
            end = line_end;
        }
    }
    let rest = &text[end..];
    if rest.trim().is_empty() {
        let blank = usize::from(text[..start].ends_with("\n\n"));
        return start - blank..text.len();
    }
    start..end + rest.len() - rest.trim_start_matches('\n').len()
}

/// Words as a TOML literal string in the form of readings, else as a basic string.
pub(crate) fn reading(words: &str) -> String {
    let literal = format!("'''{words}'''");
    let awkward = words.contains("'''")
        || words.ends_with('\'')
        || words.chars().any(|c| c.is_control() && c != '\t');
    if awkward { basic(words) } else { literal }
}

/// Words as a TOML basic string.
pub(crate) fn basic(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 2);
    out.push('"');
    for c in words.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_read_as_the_words_they_hold() {
        for words in ["道", "it's", "'''", "ends'", "\"a\\b\"", "a\nb\t\u{1}", "", "\u{7f}x"] {
            for written in [reading(words), basic(words)] {
                let table: toml::Table = format!("a = {written}").parse().unwrap();
                assert_eq!(table["a"].as_str(), Some(words), "{written}");
            }
        }
    }

    #[test]
    fn an_entry_goes_with_one_empty_line() {
        let check = |text: &str, expected: &str| {
            let range = entry(text, text.find("[[x]]").unwrap());
            assert_eq!(format!("{}{}", &text[..range.start], &text[range.end..]), expected);
        };
        check("a = 1\n\n[[x]]\nb = 1\n", "a = 1\n");
        check("[[x]]\nb = 1\n\n[[y]]\n", "[[y]]\n");
        check("[[x]]\nb = 1 # b\n\n# of y\n[[y]]\n", "# of y\n[[y]]\n");
        check("a = 1\n\n[[x]]\nb = 1\n\n# end\n", "a = 1\n\n# end\n");
    }

    #[test]
    fn changes_that_meet_and_files_that_no_longer_read_are_refused() {
        let texts = Texts::from([("a.toml".to_owned(), "a = 1\n".to_owned())]);
        let mut work = Work::new(&texts);
        work.replace("a.toml", 0..3, "b =");
        work.replace("a.toml", 2..3, "=");
        assert!(work.finish().unwrap_err().message.contains("two changes"));
        let mut work = Work::new(&texts);
        work.replace("a.toml", 2..3, "");
        assert!(work.finish().unwrap_err().message.contains("no longer read"));
        let mut work = Work::new(&texts);
        work.append("a.toml", "[b]\n");
        assert_eq!(work.finish().unwrap().changed["a.toml"], "a = 1\n\n[b]\n");
    }
}
