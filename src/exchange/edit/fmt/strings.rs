//! The form of strings.

use crate::exchange::edit::work::basic;
use crate::exchange::edit::work::reading;

/// The canonical form of a string, given how it is written now.
///
/// Strings over several lines and strings with escapes by number are left as they are: the one is
/// laid out, the other makes characters visible that cannot be seen.
pub(crate) fn canonical(words: &str, written: Option<&str>, is_reading: bool) -> String {
    if let Some(written) = written {
        let numbered =
            written.starts_with('"') && ["\\u", "\\U", "\\x"].iter().any(|e| written.contains(e));
        if numbered || written.contains('\n') {
            return written.to_owned();
        }
    }
    if is_reading {
        return reading(words);
    }
    let quotes = words.contains(['"', '\\']);
    let literal = !words.contains('\'') && !words.chars().any(char::is_control);
    if quotes && literal { format!("'{words}'") } else { basic(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_have_one_form() {
        let check = |words: &str, written: &str, expected: &str| {
            assert_eq!(canonical(words, Some(written), false), expected);
            assert_eq!(canonical(words, Some(expected), false), expected);
        };
        check("a", "'a'", "\"a\"");
        check("a", "'''a'''", "\"a\"");
        check("a \"b\"", "\"a \\\"b\\\"\"", "'a \"b\"'");
        check("it's \"b\"", "\"\"\"it's \"b\"\"\"\"", "\"it's \\\"b\\\"\"");
        check("\u{a0}", "\"\\u00a0\"", "\"\\u00a0\"");
        check("a\nb", "\"a\\nb\"", "\"a\\nb\"");
        check("a\nb", "\"\"\"\na\nb\"\"\"", "\"\"\"\na\nb\"\"\"");
        assert_eq!(canonical("道", Some("\"道\""), true), "'''道'''");
    }
}
