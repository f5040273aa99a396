//! Brackets of lists and inline tables that are not closed, found where they are opened.

use std::ops::Range;

/// The opening bracket of a list or inline table whose closing one is missing: the next entry, a
/// heading or the wrong bracket stands inside it, or the file ends.
pub fn unclosed(text: &str) -> Option<Range<usize>> {
    let mut reading = Reading::default();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let open = reading.open.last().copied();
        if reading.quotes.is_some() || open.is_some() || !line.trim_start().starts_with('[') {
            if let Some((bracket, place)) = open
                && reading.quotes.is_none()
                && interrupts(line, bracket, reading.last)
            {
                return Some(place..place + 1);
            }
            if let Some(place) = reading.line(line, offset) {
                return Some(place..place + 1);
            }
        }
        offset += line.len();
    }
    reading.open.last().map(|&(_, place)| place..place + 1)
}

/// What is open at a place of a file.
#[derive(Default)]
struct Reading {
    /// Brackets, the innermost last, and where they stand.
    open: Vec<(u8, usize)>,
    /// The quotation marks of the text that the place is in.
    quotes: Option<&'static str>,
    /// The last character that is not white space.
    last: Option<char>,
}

impl Reading {
    /// Reads a line; gives the place of a bracket that another kind of bracket closes.
    fn line(&mut self, line: &str, offset: usize) -> Option<usize> {
        let mut at = 0;
        while let Some(c) = line[at..].chars().next() {
            let rest = &line[at..];
            let mut length = c.len_utf8();
            if let Some(quotes) = self.quotes {
                if rest.starts_with(quotes) {
                    self.quotes = None;
                    length = quotes.len();
                } else if c == '\\' && quotes.starts_with('"') {
                    length += rest.chars().nth(1).map_or(0, char::len_utf8);
                }
            } else if let Some(quotes) =
                ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| rest.starts_with(quotes))
            {
                self.quotes = Some(quotes);
                length = quotes.len();
            } else if c == '#' {
                break;
            } else if let Some(place) = self.bracket(c, offset + at) {
                return Some(place);
            }
            if !c.is_whitespace() {
                self.last = Some(c);
            }
            at += length;
        }
        // A text between single quotation marks ends with its line, closed or not.
        self.quotes = self.quotes.filter(|quotes| quotes.len() == 3);
        None
    }

    /// Opens or closes; gives the place of a bracket that another kind of bracket closes.
    fn bracket(&mut self, c: char, place: usize) -> Option<usize> {
        match c {
            '[' => self.open.push((b'[', place)),
            '{' => self.open.push((b'{', place)),
            ']' | '}' => {
                let (bracket, place) = self.open.pop()?;
                return ((bracket == b'[') != (c == ']')).then_some(place);
            }
            _ => {}
        }
        None
    }
}

/// Whether a line cannot stand inside this bracket: a heading, or an entry where none may begin.
fn interrupts(line: &str, bracket: u8, last: Option<char>) -> bool {
    let line = line.trim();
    let name = line.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    name.is_some_and(is_key)
        || (begins_entry(line) && (bracket == b'[' || !matches!(last, Some(',' | '{'))))
}

/// Whether a line is `key = …`.
fn begins_entry(line: &str) -> bool {
    line.split_once('=').is_some_and(|(key, _)| is_key(key.trim().trim_matches(['"', '\''])))
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<usize> {
        unclosed(text).map(|range| range.start)
    }

    #[test]
    fn the_bracket_that_is_not_closed_is_found() {
        assert_eq!(at("a = [1, 2\nb = 3\n"), Some(4));
        assert_eq!(at("a = [\n  { b = 1 },\n  { c = 2\n]\nd = 1\n[[e]]\n"), Some(21));
        assert_eq!(at("a = { b = 1\nc = 2\n"), Some(4));
        assert_eq!(at("a = { b = [1\n[[c]]\n"), Some(10));
        assert_eq!(at("a = ['x'"), Some(4));
    }

    #[test]
    fn brackets_in_texts_comments_and_headings_do_not_count() {
        let text = "[a]\n[[b]]\nc = '[' # [\nd = \"\\\"[\"\ne = '''[\n[ '''\nf = [1]\n";
        assert_eq!(at(text), None);
        assert_eq!(at("a = [\n  [\"x\", \"y\"],\n  { b = 1, c = [2] },\n]\n"), None);
        assert_eq!(at("a = {\n  b = 1,\n  c = 2,\n}\n"), None);
    }
}
