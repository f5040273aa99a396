//! The rules in words: one for `duizhao explain`, all of them as a reference page.

use crate::check::rule::Rule;
use crate::check::rules::RULES;
use crate::format::site::Level;

/// A level as it is written in `site.toml`.
#[must_use]
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
        Level::Off => "off",
    }
}

/// What `duizhao explain <rule>` prints.
#[must_use]
pub fn explain(rule: &Rule) -> String {
    let code = rule.code;
    format!(
        "{code} ({})\n{}\n\n{}\n\nExample:\n    {}\n\nIn site.toml, for the whole edition:\n    [check]\n    {code} = \"off\"   # error, warning, note, off\nand for one place:\n    [[accept]]\n    rule = \"{code}\"\n    document = \"…\"\n    segment = \"…\"\n    reason = \"…\"\n",
        level(rule.level),
        rule.summary,
        folded(rule.why),
        rule.example.replace('\n', "\n    "),
    )
}

/// What `duizhao explain` prints: all rules, a line each.
#[must_use]
pub fn list() -> String {
    let width = RULES.iter().map(|rule| rule.code.len()).max().unwrap_or(0);
    let line =
        |rule: &Rule| format!("{:width$}  {:7}  {}\n", rule.code, level(rule.level), rule.summary);
    RULES.iter().map(line).collect()
}

/// The reference page of all rules, as Markdown.
#[must_use]
pub fn page() -> String {
    let mut page = String::from(
        "# Rules of `duizhao check`\n\nMade by `cargo xtask docs` from the rules themselves.\nA level is set in `site.toml` under `[check]`, an exception with a reason under `[[accept]]`.\n\n| rule | level | what it finds |\n|---|---|---|\n",
    );
    for rule in &RULES {
        let code = rule.code;
        page += &format!("| [`{code}`](#{code}) | {} | {} |\n", level(rule.level), rule.summary);
    }
    for rule in &RULES {
        page += &format!(
            "\n## {}\n\n{}.\nLevel: {}.\n\n{}\n\n```toml\n{}\n```\n",
            rule.code,
            rule.summary,
            level(rule.level),
            sentences(rule.why),
            rule.example,
        );
    }
    page
}

/// One sentence a line.
fn sentences(text: &str) -> String {
    text.replace(". ", ".\n")
}

/// Lines of at most 78 columns.
fn folded(text: &str) -> String {
    let mut out = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 {
            let fits = width + 1 + length <= 78;
            out.push(if fits { ' ' } else { '\n' });
            width = if fits { width + 1 } else { 0 };
        }
        out.push_str(word);
        width += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the page is written where it is out of step")]
    fn the_reference_page_is_in_step_with_the_rules() {
        if std::env::var_os("UPDATE").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check/RULES.md");
            std::fs::write(path, page()).unwrap();
            return;
        }
        assert_eq!(page(), include_str!("RULES.md"), "run `cargo xtask docs`");
    }

    #[test]
    fn every_rule_is_listed_and_explained() {
        assert_eq!(list().lines().count(), RULES.len());
        for rule in &RULES {
            let text = explain(rule);
            assert!(text.starts_with(rule.code) && text.contains(rule.summary));
        }
    }
}
