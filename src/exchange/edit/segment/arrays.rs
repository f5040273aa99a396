//! Items of TOML arrays put in and taken out, their layout and comments kept.

use std::ops::Range;

/// The bytes to take out so that an item goes with its comma; its line too where it has one of
/// its own.
pub(crate) fn removal(text: &str, item: &Range<usize>) -> Range<usize> {
    let after = text[item.end..].trim_start_matches([' ', '\t']);
    let at = text.len() - after.len();
    if let Some(rest) = after.strip_prefix(',') {
        let end = at + 1;
        let line = text[..item.start].rfind('\n').map_or(0, |at| at + 1);
        let alone = text[line..item.start].trim().is_empty();
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if alone && rest[spaces..].starts_with('\n') {
            return line..end + spaces + 1;
        }
        return item.start..end + spaces;
    }
    let before = text[..item.start].trim_end();
    if before.ends_with(',') { before.len() - 1..item.end } else { item.clone() }
}

/// The place after an item and the words that put another one there, on a line of its own where
/// the item has one.
pub(crate) fn insertion(text: &str, item: &Range<usize>, new: &str) -> (usize, String) {
    let line = text[..item.start].rfind('\n').map_or(0, |at| at + 1);
    let indent = &text[line..item.start];
    if !indent.trim().is_empty() {
        return (item.end, format!(", {new}"));
    }
    let end = text[item.end..].find('\n').map_or(text.len(), |at| item.end + at);
    let rest = text[item.end..end].trim_start();
    match rest.strip_prefix(',').map(str::trim_start) {
        Some(rest) if rest.is_empty() || rest.starts_with('#') => {
            (end, format!("\n{indent}{new},"))
        }
        Some(_) => (item.end, format!(", {new}")),
        None => (item.end, format!(",\n{indent}{new}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, item: &str, removed: &str, inserted: &str) {
        let start = text.find(item).unwrap();
        let range = start..start + item.len();
        let gone = removal(text, &range);
        assert_eq!(format!("{}{}", &text[..gone.start], &text[gone.end..]), removed);
        let (at, words) = insertion(text, &range, "N");
        assert_eq!(format!("{}{words}{}", &text[..at], &text[at..]), inserted);
    }

    #[test]
    fn items_come_and_go_with_their_commas_and_lines() {
        check("[a, b, c]", "b", "[a, c]", "[a, b, N, c]");
        check("[a, b]", "b", "[a]", "[a, b, N]");
        check("[a]", "a", "[]", "[a, N]");
        check("[\n  a,\n  b,\n]", "b", "[\n  a,\n]", "[\n  a,\n  b,\n  N,\n]");
        check("[\n  a,\n  b\n]", "b", "[\n  a\n]", "[\n  a,\n  b,\n  N\n]");
        check("[\n  a, # one\n  b,\n]", "a", "[\n  # one\n  b,\n]", "[\n  a, # one\n  N,\n  b,\n]");
    }
}
