//! Rules and faults in words: one for `duizhao explain`, all of them as a reference page.

use crate::check::faults::FAULTS;
use crate::check::faults::Fault;
use crate::check::rule::Rule;
use crate::check::rules::RULES;
use crate::diag::did_you_mean;
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

/// What `duizhao explain <fault>` prints.
#[must_use]
pub fn explain_fault(fault: &Fault) -> String {
    format!("{}\n{}\n\n{}\n", fault.code, fault.summary, folded(fault.help))
}

/// What `duizhao explain <name>` prints, for a rule or a fault.
///
/// # Errors
/// A hint where there is neither of this name.
pub fn explained(name: &str) -> Result<String, String> {
    if let Some(rule) = RULES.iter().find(|rule| rule.code == name) {
        return Ok(explain(rule));
    }
    if let Some(fault) = FAULTS.iter().find(|fault| fault.code == name) {
        return Ok(explain_fault(fault));
    }
    let faults = FAULTS.iter().map(|fault| fault.code);
    Err(did_you_mean(name, RULES.iter().map(|rule| rule.code).chain(faults))
        .unwrap_or_else(|| "`duizhao explain` lists all rules and faults".to_owned()))
}

/// Summary and help of a rule or fault.
#[must_use]
pub fn about(name: &str) -> Option<(&'static str, &'static str)> {
    let rule = RULES.iter().find(|rule| rule.code == name).map(|rule| (rule.summary, rule.why));
    let fault = || FAULTS.iter().find(|fault| fault.code == name);
    rule.or_else(|| fault().map(|fault| (fault.summary, fault.help)))
}

/// What `duizhao explain` prints: all rules, then all faults, a line each.
#[must_use]
pub fn list() -> String {
    let codes = RULES.iter().map(|rule| rule.code).chain(FAULTS.iter().map(|fault| fault.code));
    let width = codes.map(str::len).max().unwrap_or(0);
    let mut list = String::from("Rules, whose level `site.toml` can set:\n\n");
    for rule in &RULES {
        list += &format!("{:width$}  {:7}  {}\n", rule.code, level(rule.level), rule.summary);
    }
    list += "\nFaults, which have no level:\n\n";
    for fault in &FAULTS {
        list += &format!("{:width$}  {}\n", fault.code, fault.summary);
    }
    list
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
    page += "\n# Faults\n\nThese have no level: what cannot be read, or cannot be done, is told and stops the command.\n\n| fault | what is wrong | what to do |\n|---|---|---|\n";
    for fault in &FAULTS {
        page += &format!("| `{}` | {} | {} |\n", fault.code, fault.summary, fault.help);
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
        let list = list();
        for rule in &RULES {
            let text = explained(rule.code).unwrap();
            assert!(text.starts_with(rule.code) && text.contains(rule.summary));
            assert!(list.contains(rule.summary), "{}", rule.code);
        }
        for fault in &FAULTS {
            assert!(explained(fault.code).unwrap().contains(fault.summary));
            assert!(list.contains(fault.summary), "{}", fault.code);
        }
        assert_eq!(explained("broken-ancor").unwrap_err(), "did you mean `broken-anchor`?");
    }

    #[test]
    fn faults_are_in_order_and_no_rules() {
        assert!(FAULTS.is_sorted_by(|a, b| a.code < b.code));
        assert!(FAULTS.iter().all(|fault| RULES.iter().all(|rule| rule.code != fault.code)));
    }
}
