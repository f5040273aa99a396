//! Style sheets on the way out: without comments and the spaces between rules.

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

#[cfg(test)]
mod tests {
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
}
