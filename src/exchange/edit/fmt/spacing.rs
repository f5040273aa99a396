//! White space and comments between the pieces of a file.

use toml_edit::Array;
use toml_edit::Decor;
use toml_edit::InlineTable;
use toml_edit::RawString;

/// What stands between two pieces as written.
pub(crate) fn raw(raw: Option<&RawString>) -> &str {
    raw.and_then(RawString::as_str).unwrap_or_default()
}

/// The lines before a key or header: comments at the margin, one empty line at most between them,
/// none at the start of the file (`after`: something stands before).
pub(crate) fn lines(raw: &str, after: bool) -> String {
    let mut out = String::new();
    let mut blank = false;
    // The last piece is the indentation of the key itself.
    let pieces = raw.split('\n').collect::<Vec<_>>();
    let count = pieces.len().saturating_sub(1);
    for (at, piece) in pieces.iter().enumerate() {
        let piece = piece.trim();
        if piece.is_empty() {
            blank |= at < count;
            continue;
        }
        if blank && (after || !out.is_empty()) {
            out.push('\n');
        }
        blank = false;
        out.push_str(piece);
        out.push('\n');
    }
    if blank && (after || !out.is_empty()) {
        out.push('\n');
    }
    out
}

/// The lines before a header, with an empty line before them.
pub(crate) fn blank_line(lines: &str) -> String {
    // An empty line below the comments parts them from the header, as the editor wants it.
    if lines.starts_with('\n') { lines.to_owned() } else { format!("\n{lines}") }
}

/// The comment after a value or header.
pub(crate) fn comment(raw: &str) -> String {
    let words = raw.trim();
    if words.is_empty() { String::new() } else { format!(" {words}") }
}

/// Whether an inline table is written over several lines.
pub(crate) fn inside(table: &InlineTable) -> bool {
    let broken =
        |decor: &Decor| raw(decor.prefix()).contains('\n') || raw(decor.suffix()).contains('\n');
    raw(Some(table.trailing())).contains('\n')
        || table.get_values().iter().any(|(keys, value)| {
            broken(value.decor())
                || keys.iter().any(|key| broken(key.leaf_decor()) || broken(key.dotted_decor()))
        })
}

/// One line, a space inside the braces.
pub(crate) fn inline(table: &mut InlineTable) {
    let last = table.len().saturating_sub(1);
    for (at, (mut key, value)) in table.iter_mut().enumerate() {
        *key.leaf_decor_mut() = Decor::new(" ", " ");
        key.dotted_decor_mut().clear();
        if value.as_inline_table().is_some_and(InlineTable::is_dotted) {
            continue;
        }
        *value.decor_mut() = Decor::new(" ", if at == last { " " } else { "" });
    }
    table.set_trailing("");
    table.set_trailing_comma(false);
}

/// One line, or a line for each item where the first item or a comment starts a new one.
pub(crate) fn array(array: &mut Array, depth: usize) {
    let last = array.len().saturating_sub(1);
    // A comment between an item and its comma has no place in this form: such an array stays.
    let has_comment = array.iter().enumerate().any(|(at, value)| {
        raw(value.decor().suffix()).contains('#') && (at < last || array.trailing_comma())
    });
    let broken =
        |decor: &Decor| raw(decor.prefix()).contains('\n') || raw(decor.suffix()).contains('\n');
    let is_broken = array.iter().any(|value| broken(value.decor()))
        || raw(Some(array.trailing())).contains('\n');
    if has_comment || array.is_empty() {
        return;
    }
    if !is_broken {
        for (at, value) in array.iter_mut().enumerate() {
            *value.decor_mut() = Decor::new(if at == 0 { "" } else { " " }, "");
        }
        array.set_trailing("");
        array.set_trailing_comma(false);
        return;
    }
    let tail =
        array.get(last).map(|value| raw(value.decor().suffix()).to_owned()).unwrap_or_default();
    let tail = format!("{tail}{}", raw(Some(array.trailing())));
    for value in array.iter_mut() {
        let before = indented(raw(value.decor().prefix()), depth + 1, depth + 1);
        *value.decor_mut() = Decor::new(before, "");
    }
    array.set_trailing(indented(&tail, depth + 1, depth));
    array.set_trailing_comma(true);
}

/// What stands before an item on a line of its own: the comment that ends the line before, then
/// comments on lines of their own.
fn indented(raw: &str, comments: usize, depth: usize) -> String {
    let mut out = String::new();
    let pieces: Vec<&str> = raw.split('\n').map(str::trim).collect();
    for (at, piece) in pieces.iter().enumerate().filter(|(_, piece)| !piece.is_empty()) {
        if at == 0 {
            out.push(' ');
        } else {
            out.push('\n');
            out.push_str(&"  ".repeat(comments));
        }
        out.push_str(piece);
    }
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out
}
