//! Style sheets and scripts on the way out: without comments and indentation.

/// Takes comments, indentation and line breaks out of a style sheet; strings stay as they are.
#[must_use]
pub fn style(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.find(['/', '"', '\n', '}']) {
        let (before, at) = rest.split_at(next);
        out.push_str(before);
        rest = match at.as_bytes()[0] {
            b'/' if at.starts_with("/*") => at.find("*/").map_or("", |end| &at[end + 2..]),
            b'"' => string(at, &mut out),
            b'\n' => at.trim_start(),
            first => {
                if first == b'}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(char::from(first));
                &at[1..]
            }
        };
    }
    out.push_str(rest);
    out
}

/// Copies a string with its quotes; gives what follows it.
fn string<'a>(at: &'a str, out: &mut String) -> &'a str {
    let mut escaped = false;
    let end = at.bytes().enumerate().skip(1).find(|(_, byte)| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    let (whole, after) = at.split_at(end.map_or(at.len(), |(index, _)| index + 1));
    out.push_str(whole);
    after
}

/// Takes indentation, empty lines and lines that are a comment out of a script. One that has a
/// template string stays as it is, for such a string may hold any of them.
#[must_use]
pub fn script(text: &str) -> String {
    if text.contains('`') {
        return text.to_owned();
    }
    let is_comment = |line: &str| {
        line.starts_with("//")
            || (line.starts_with("/*") && line.find("*/") == Some(line.len() - 2))
    };
    let kept = text.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    kept.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::script;
    use super::style;

    fn check(input: &str, expected: &str) {
        assert_eq!(style(input), expected, "{input}");
    }

    #[test]
    fn comments_and_line_breaks_go() {
        check("/* a */\na{b:c;}\n  d{e:f}\n", "a{b:c}d{e:f}");
        check("a{b:c} /* open", "a{b:c} ");
        check("@media x{\n  a{b:1/2;}\n}\n", "@media x{a{b:1/2}}");
    }

    #[test]
    fn strings_stay() {
        check(r#"a{content:"/* \" ;} */"}"#, r#"a{content:"/* \" ;} */"}"#);
        check("a::before{content:\"〔\"}", "a::before{content:\"〔\"}");
    }

    #[test]
    fn scripts_lose_what_is_not_run() {
        let text = "/* a */\n  // b\n  c(); // d\n\n  /* e */ f()\n";
        assert_eq!(script(text), "c(); // d\n/* e */ f()\n");
        assert_eq!(script("x = `\n  // y`"), "x = `\n  // y`");
    }
}
