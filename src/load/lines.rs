//! The quick way through a witness file: most have a line for each reading, `"id" = '''text'''`.
//!
//! A file with any other line is left to the parser of TOML, which also words all faults. What this
//! reads, it reads as the parser does: a test compares the two.

use crate::diag::FileId;
use crate::diag::Span;
use crate::load::entries::Entry;
use crate::load::entries::Readings;
use crate::load::entries::Value;
use crate::model::Slice;

use std::sync::Arc;

/// The quotes around a reading.
const QUOTES: &str = "'''";

/// The readings of a file that has nothing but lines of readings, comments and empty lines; `None`
/// for any other.
pub(super) fn readings(text: &Arc<str>, file: FileId) -> Option<Readings> {
    if !is_plain(text) {
        return None;
    }
    let mut readings = Readings::new();
    let mut start = 0;
    for line in text.split('\n') {
        if !line.is_empty() && !line.starts_with('#') {
            let (id, words) = reading(line)?;
            // The id has a quote on either side, the words have three, and ` = ` is between them.
            let name = start + 1..start + 1 + id.len();
            let key = Span::new(file, name.start - 1..name.end + 1);
            let first = start + line.len() - QUOTES.len() - words.len();
            let range = first..first + words.len();
            let words = Value::Text(Slice::of(text, range.clone())?, Span::new(file, range));
            if readings.insert(Slice::of(text, name)?, Entry { key, value: Some(words) }).is_some()
            {
                return None;
            }
        }
        start += line.len() + 1;
    }
    Some(readings)
}

/// Id and words of a line.
fn reading(line: &str) -> Option<(&str, &str)> {
    let (id, rest) = line.strip_prefix('"')?.split_once('"')?;
    let words = rest.strip_prefix(" = ")?.strip_prefix(QUOTES)?.strip_suffix(QUOTES)?;
    // A quote at either end, or three within, may belong to the quotes around.
    let is_clear = !words.contains('\'')
        || !words.starts_with('\'') && !words.ends_with('\'') && !words.contains(QUOTES);
    let is_simple = !words.is_empty() && !id.contains('\\');
    (is_clear && is_simple).then_some((id, words))
}

/// TOML has no control characters but the tabulator and the ends of lines. All bytes are looked at,
/// in stretches: that is quicker than to stop at the first.
fn is_plain(text: &str) -> bool {
    let is_control = |byte: u8| (byte < b' ' && byte != b'\t' && byte != b'\n') | (byte == 0x7f);
    !text.bytes().fold(false, |found, byte| found | is_control(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::entries;

    use proptest::collection::vec;
    use proptest::prelude::Strategy;
    use proptest::prop_assert_eq;
    use proptest::sample::select;

    /// What both ways make of a file, in words.
    fn both(text: &str) -> (Option<String>, Option<String>) {
        let file = FileId(0);
        let text = &Arc::from(text);
        let quick = readings(text, file).map(|readings| format!("{readings:?}"));
        let whole = entries::readings(text, file, &mut Vec::new()).map(|r| format!("{r:?}"));
        (quick, whole)
    }

    #[test]
    fn lines_of_readings_are_read() {
        let (quick, whole) = both("# a\n\n\"s.1\" = '''“甲”, it's'''\n\"s2\" = '''b'''\n");
        assert!(quick.is_some());
        assert_eq!(quick, whole);
    }

    #[test]
    fn ids_and_words_are_parts_of_the_file() {
        let text = Arc::from("\"s.1\" = '''甲'''\n\"s2\" = '''b'''\n");
        let whole = str::as_bytes(&text).as_ptr_range();
        for (id, entry) in readings(&text, FileId(0)).unwrap() {
            let Some(Value::Text(words, _)) = entry.value else { panic!("{id} has no words") };
            assert!(whole.contains(&id.as_ptr()) && whole.contains(&words.as_ptr()), "{id}");
        }
    }

    #[test]
    fn what_may_be_anything_else_is_left_to_the_parser() {
        for line in [
            "\"a\" = '''b''' # c",
            "\"a\" = '''b'''''",
            "\"a\" = ''''b'''",
            "\"a\" = ''''''",
            "\"a\\u0062\" = '''b'''",
            "\"a\" = { absent = \"lost\" }",
            "\"a\" = '''b\u{7f}'''",
            "a = '''b'''",
            " \"a\" = '''b'''",
            "\"a\" = '''b'''\n\"a\" = '''c'''",
            "\"a\" = '''b\nc'''",
        ] {
            assert!(readings(&Arc::from(line), FileId(0)).is_none(), "{line}");
        }
    }

    /// Pieces of which files are made that are nearly files of readings.
    fn files() -> impl Strategy<Value = String> {
        let pieces =
            ["\"", "a", "b", " = ", "'''", "'", "\n", "\\", "#", "甲", " ", "\t", "\r", "="];
        let line = vec(select(pieces.to_vec()), 0..6).prop_map(|p| p.concat());
        let whole = ["\"s1\" = '''甲''乙'''\n", "\"s2\" = '''b # c'''\n", "# c\n", "\n"];
        let whole = select(whole.to_vec()).prop_map(str::to_owned);
        vec(proptest::prop_oneof![3 => whole, 1 => line], 0..6).prop_map(|lines| lines.concat())
    }

    proptest::proptest! {
        #[test]
        fn what_is_read_is_what_the_parser_reads(text in files()) {
            let (quick, whole) = both(&text);
            if quick.is_some() {
                prop_assert_eq!(quick, whole);
            }
        }
    }
}
