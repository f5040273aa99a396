//! Rust source without what is no code: comments, texts of strings, modules of tests.

/// The source with comments, literals and test modules replaced by spaces; line ends stay.
pub(super) fn code(source: &str) -> String {
    without_test_modules(&without_literals(source))
}

/// Names of the modules that are files of tests: `#[cfg(test)] mod name;`.
pub(super) fn test_modules(source: &str) -> impl Iterator<Item = String> {
    let code = without_literals(source);
    let after: Vec<String> = code.split("#[cfg(test)]").skip(1).map(str::to_owned).collect();
    after.into_iter().filter_map(|after| {
        let (declaration, _) = after.split_once(';')?;
        let (before, name) = declaration.rsplit_once("mod ")?;
        let only_a_scope = !before.contains(['{', '}', '=']);
        (only_a_scope && !name.contains('{')).then(|| name.trim().to_owned())
    })
}

fn without_literals(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let literal = literal_length(rest, out.chars().next_back());
        let length = literal.unwrap_or(first.len_utf8());
        if literal.is_some() {
            blank(&rest[..length], &mut out);
        } else {
            out.push(first);
        }
        rest = &rest[length..];
    }
    out
}

fn blank(text: &str, out: &mut String) {
    out.extend(text.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
}

/// Length in bytes of the comment or literal that starts here, if one does.
fn literal_length(rest: &str, before: Option<char>) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(block_comment(rest));
    }
    if rest.starts_with('"') {
        return Some(string(rest));
    }
    if rest.starts_with('\'') {
        return character(rest);
    }
    let in_a_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if in_a_word { None } else { raw_string(rest) }
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// `'a'` or `'\n'`; a lifetime is code.
fn character(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices().skip(1);
    let (_, first) = chars.next()?;
    if first == '\\' {
        let end = chars.skip(1).find(|(_, c)| *c == '\'')?;
        return Some(end.0 + 1);
    }
    let (at, second) = chars.next()?;
    (second == '\'').then_some(at + 1)
}

/// `r"…"`, `r#"…"#`, `br"…"`.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let inside = after[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let length = inside.find(&close).map_or(inside.len(), |at| at + close.len());
    Some(rest.len() - inside.len() + length)
}

fn without_test_modules(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        let (before, from) = rest.split_at(at);
        let open = from.find('{').unwrap_or(from.len());
        let semicolon = from.find(';').unwrap_or(from.len());
        let length =
            if semicolon < open { semicolon + 1 } else { open + closing_brace(&from[open..]) };
        out.push_str(before);
        blank(&from[..length], &mut out);
        rest = &from[length..];
    }
    out.push_str(rest);
    out
}

/// Length of the block that starts with `{`.
fn closing_brace(block: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in block.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + c.len_utf8();
        }
    }
    block.len()
}

#[test]
fn only_code_is_left() {
    let source = "a(\"x\\\"y\"); // c\nb('\"', 'é', '\\'', &'a str) /* d\n/* e */ */ r#\"f\"#;";
    let expected = "a(); \nb(, , , &'a str)  \n ;";
    let found = code(source);
    let squeezed = |text: &str| text.replace(' ', "");
    assert_eq!(squeezed(&found), squeezed(expected));
    assert_eq!(found.lines().count(), source.lines().count());
}
