//! The syntax of a TOML file: all its faults in one run, worded for people who write texts.

use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Span;
use crate::load::brackets;

use toml::Spanned;
use toml::de::DeTable;

use std::collections::BTreeSet;
use std::ops::Range;

/// Parses the syntax; all syntax errors are reported, one a line.
pub fn parse<'t>(
    text: &'t str,
    file: FileId,
    sink: &mut Vec<Diagnostic>,
) -> Option<Spanned<DeTable<'t>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Some(table);
    }
    if let Some((at, c)) = control(text) {
        sink.push(describe_control(c).at(Span::new(file, at..at + c.len_utf8())));
        return None;
    }
    let unclosed = unclosed(text);
    let open = unclosed.is_none().then(|| brackets::unclosed(text)).flatten();
    let wrong_from = unclosed.as_ref().or(open.as_ref()).map(|open| open.start);
    let mut lines = BTreeSet::new();
    for error in errors {
        let range = within(text, error.span().unwrap_or(0..0));
        if wrong_from.is_some_and(|start| range.end >= start) {
            continue;
        }
        if lines.insert(line_of(text, range.start)) {
            sink.push(describe(error.message(), text, file, range));
        }
    }
    if let Some(open) = open {
        let (what, hint) = match &text[open.clone()] {
            "[" => ("this list has no end", "write `]` after its last entry"),
            _ => ("the `{` here has no `}`", "write `}` after its last value"),
        };
        let finding = Diagnostic::error("toml-syntax", what).at(Span::new(file, open));
        sink.push(finding.label("it starts here").hint(hint));
    }
    if let Some(open) = unclosed {
        let quotes = &text[open.clone()];
        let finding =
            Diagnostic::error("toml-syntax", format!("the text after {quotes} has no end"));
        let hint = format!("write {quotes} at the end of the text, on its own line's end");
        sink.push(finding.at(Span::new(file, open)).label("it starts here").hint(hint));
    }
    None
}

/// The first character that no TOML file may hold: it puts the parser out at some other place.
fn control(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|&(at, c)| match c {
        '\n' | '\t' => false,
        '\r' => !text[at + 1..].starts_with('\n'),
        c => c.is_ascii_control(),
    })
}

fn describe_control(c: char) -> Diagnostic {
    if c == '\r' {
        let message = "a carriage return stands here without a line feed";
        let hint = "save the file with the line ends of Unix (LF) or of Windows (CRLF)";
        return Diagnostic::error("toml-syntax", message).hint(hint);
    }
    let message = format!("U+{:04X} stands here, a character that cannot be seen", u32::from(c));
    Diagnostic::error("toml-syntax", message).hint("take it out, or save the file as UTF-8")
}

/// The opening quotes of a text that goes on into the next entry: its own closing quotes are
/// missing, and all that follows is read the wrong way round.
fn unclosed(text: &str) -> Option<Range<usize>> {
    let mut open: Option<(Range<usize>, &str)> = None;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if let Some((range, _)) = &open
            && (starts_entry(line) || line.starts_with("[["))
        {
            return Some(range.clone());
        }
        let mut at = 0;
        loop {
            let rest = &line[at..];
            let next = match &open {
                Some((_, quotes)) => rest.find(quotes).map(|i| (i, *quotes)),
                None if rest.trim_start().starts_with('#') => None,
                None => ["'''", "\"\"\""].iter().filter_map(|q| Some((rest.find(q)?, *q))).min(),
            };
            let Some((found, quotes)) = next else { break };
            let start = offset + at + found;
            open = match open {
                Some(_) => None,
                None => Some((start..start + quotes.len(), quotes)),
            };
            at += found + quotes.len();
        }
        offset += line.len();
    }
    open.map(|(range, _)| range)
}

/// Whether a line is a key and the start of a long text: `"way.2" = '''…`.
fn starts_entry(line: &str) -> bool {
    let Some((key, value)) = line.split_once('=') else { return false };
    let key = key.trim();
    let plain = key.trim_matches(['"', '\'']);
    let value = value.trim_start();
    (value.starts_with("'''") || value.starts_with("\"\"\"") || value.starts_with("{ absent"))
        && !plain.is_empty()
        && plain.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

fn describe(message: &str, text: &str, file: FileId, range: Range<usize>) -> Diagnostic {
    if message.starts_with("duplicate key") {
        return duplicate(text, file, range);
    }
    let word = text[range.clone()].lines().next().unwrap_or_default().trim();
    let (message, hint) = worded(message, word, rest_of_line(text, range.start));
    let range = range.start..range.end.min(range.start + rest_of_line(text, range.start).len());
    let finding = Diagnostic::error("toml-syntax", message).at(Span::new(file, range));
    if hint.is_empty() { finding } else { finding.hint(hint) }
}

fn duplicate(text: &str, file: FileId, range: Range<usize>) -> Diagnostic {
    let key = &text[range.clone()];
    let table = text[..range.start].rfind("\n[").map_or(0, |at| at + 1);
    let mut offset = table;
    let first = text[table..range.start].split_inclusive('\n').find_map(|line| {
        let start = offset;
        offset += line.len();
        let rest = line.strip_prefix(key)?;
        rest.trim_start().starts_with('=').then_some(start..start + key.len())
    });
    let message = format!("the key `{}` stands twice", key.trim_matches(['"', '\'']));
    let finding = Diagnostic::error("duplicate-key", message).at(Span::new(file, range));
    let hint = "keep one of them, or give the other one a name of its own";
    match first {
        Some(first) => finding.also(Span::new(file, first), "it stands here first").hint(hint),
        None => finding.hint(hint),
    }
}

/// What is wrong, and what to do, for the parser's words.
fn worded(message: &str, word: &str, rest: &str) -> (String, String) {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|p| message.starts_with(p));
    let token = rest.split([',', '}', ']', '#']).next().unwrap_or(word).trim();
    let worded = |message: &str, hint: &str| (message.to_owned(), hint.to_owned());
    if rest.starts_with(['“', '”', '‘', '’', '「', '「']) {
        let message = "a text stands between straight quotes, not typographic ones";
        return worded(message, "write \"…\", or '''…''' around a text that has quotes in it");
    }
    if starts(&["string values must be quoted"]) && !token.is_empty() {
        return ("a text stands between quotes".into(), format!("write \"{token}\""));
    }
    let no_value = ["key with no value", "missing value", "missing assignment", "string values"];
    if starts(&no_value) {
        return worded("a key is followed by `=` and its value", "write it as `key = \"…\"`");
    }
    if starts(&["unexpected key or value", "invalid key-value pair", "unexpected content"]) {
        let hint =
            "quotes inside a text end it: put the text between '''…'''; a comment starts with `#`";
        return worded("after the value the line should end here", hint);
    }
    if starts(&["unclosed array table", "unclosed table"]) {
        return worded("the brackets of this heading are not closed", "write it as `[[note]]`");
    }
    if starts(&["missing comma"]) {
        return worded("a comma is missing before this", "write `,` between two entries");
    }
    if starts(&["extra comma"]) {
        return worded("there is a comma too many", "take it out");
    }
    rarer(message, word, token)
}

fn rarer(message: &str, word: &str, token: &str) -> (String, String) {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|p| message.starts_with(p));
    let worded = |message: &str, hint: &str| (message.to_owned(), hint.to_owned());
    if starts(&["missing escaped value", "too few unicode"]) {
        let message = "a `\\` between \"…\" starts an escape such as `\\n`; this is none";
        return worded(message, "write `\\\\`, or put the text between '''…'''");
    }
    if message.contains("string") && starts(&["invalid", "missing opening quote"]) {
        return worded("this text has no end", "close it with the quotes it starts with");
    }
    if starts(&["invalid date", "invalid datetime", "invalid time"]) {
        return (format!("`{token}` is no day of the calendar"), "write it as 2023-02-27".into());
    }
    if starts(&["unexpected leading zero"]) {
        let message = "a number does not start with 0";
        return (message.into(), format!("a text of digits stands between quotes: \"{token}\""));
    }
    if message.contains("key") && starts(&["invalid", "unquoted", "missing", "keys cannot"]) {
        let message = "a key of letters other than a–z, digits, `-` and `_` stands between quotes";
        return (message.into(), format!("write \"{}\" = …", word.trim_matches(['"', '\''])));
    }
    if starts(&["invalid", "unexpected", "extra", "redundant"]) {
        let message = format!("`{token}` is not a value");
        return (message, "a text stands between quotes: \"…\" or '''…'''".into());
    }
    (message.lines().next().unwrap_or(message).to_owned(), String::new())
}

fn rest_of_line(text: &str, at: usize) -> &str {
    text[at..].lines().next().unwrap_or_default()
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].bytes().filter(|b| *b == b'\n').count()
}

/// The range, cut to the text and moved to character boundaries.
fn within(text: &str, range: Range<usize>) -> Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(range.start);
    start..floor(range.end).max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceMap;

    fn check(text: &str, expected: &[&str]) {
        let mut sources = SourceMap::default();
        let file = sources.add("a.toml", text);
        let mut sink = Vec::new();
        assert_eq!(parse(text, file, &mut sink).is_none(), !expected.is_empty(), "{text}");
        let found: Vec<String> = crate::diag::sorted(sink)
            .iter()
            .map(|d| {
                let at = sources.locate(file, d.primary.unwrap().start as usize);
                format!("{}:{} {}", at.line, at.column, d.message)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_text_without_end_is_told_where_it_starts() {
        let told = "the text after ''' has no end";
        check("a = '''x'''\nb = '''y''\nc = '''z'''\nd = 1\n", &[&format!("2:5 {told}")]);
        check("a = '''x'''\n\"b.1\" = '''y", &[&format!("2:9 {told}")]);
        check("a = '''x\ny'''\nb = 1\n", &[]);
    }

    #[test]
    fn common_slips_are_worded_for_editors() {
        check("kind = concept\n", &["1:8 a text stands between quotes"]);
        check("a = “x”\n", &["1:5 a text stands between straight quotes, not typographic ones"]);
        check("a = 'x' y\n", &["1:9 after the value the line should end here"]);
        check("a = ['x'\n", &["1:5 this list has no end"]);
        check("a = [{ b = 1 }\nc = 2\n", &["1:5 this list has no end"]);
        check("a = { b = 1\n[[c]]\nd = 2\n", &["1:5 the `{` here has no `}`"]);
        let told = ["1:5 a text stands between quotes", "2:5 this list has no end"];
        check("a = 1 x\nb = [2\nc = 3\n", &told);
        check("a = 2023-02-30\n", &["1:5 `2023-02-30` is no day of the calendar"]);
        check("a = 1\nb = 2\na = 3\n", &["3:1 the key `a` stands twice"]);
        check("a = \"x\n", &["1:7 this text has no end"]);
        check("a =\n", &["1:4 a key is followed by `=` and its value"]);
        check("a = 'x\0y'\n", &["1:7 U+0000 stands here, a character that cannot be seen"]);
        check("a = 1\rb = 2\r", &["1:6 a carriage return stands here without a line feed"]);
        check("a\n", &["1:2 a key is followed by `=` and its value"]);
        check(
            "a = \"\\d\"\n",
            &["1:7 a `\\` between \"…\" starts an escape such as `\\n`; this is none"],
        );
    }
}
