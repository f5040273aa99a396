//! Rules: what is wrong with an edition although its files are well formed.
//!
//! In: a [`Context`]. Out: findings at the levels in force. Never: a change of the edition.

pub mod accept;
pub mod faults;
pub(crate) mod fidelity;
pub mod number;
pub mod numerals;
pub mod reference;
pub mod report;
pub mod rule;
pub mod rules;
pub mod value;
pub(crate) mod words;

pub use crate::check::rule::Context;
pub use crate::check::rule::Moment;
pub use crate::check::rule::RecipeFile;
pub use crate::check::rule::Rule;
pub use crate::check::rule::SeedBytes;

use crate::check::rules::RULES;
use crate::diag::Diagnostic;
use crate::diag::Severity;
use crate::diag::did_you_mean;
use crate::format::site::Level;

use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

/// Runs the rules of a moment: those that need an edition where `context.annotations` is `None`,
/// else those that need annotations. The findings are not sorted.
#[must_use]
pub fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let moment = if context.annotations.is_some() { Moment::Annotations } else { Moment::Edition };
    let due: Vec<&Rule> = RULES.iter().filter(|rule| rule.moment == moment).collect();
    if moment == Moment::Edition {
        fidelity::prepare(context);
    }
    let found: Vec<Vec<Diagnostic>> = due.par_iter().map(|rule| apply(rule, context)).collect();
    let mut found: Vec<Diagnostic> = found.into_iter().flatten().collect();
    if moment == Moment::Edition {
        found.extend(unknown_rules(context));
    }
    found
}

/// The rule of a name, for `duizhao explain`.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

fn apply(rule: &Rule, context: &Context<'_>) -> Vec<Diagnostic> {
    let severity = match context.level(rule) {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note => Severity::Note,
        Level::Off => return Vec::new(),
    };
    let mut found = (rule.run)(context);
    for finding in &mut found {
        finding.severity = severity;
    }
    found
}

fn unknown_rules(context: &Context<'_>) -> Vec<Diagnostic> {
    let unknown = context.levels.iter().filter(|(name, _)| rule(name).is_none());
    let found = unknown.map(|(name, (_, span))| {
        let finding = Diagnostic::error("unknown-rule", format!("there is no rule `{name}`"));
        let hint = did_you_mean(name, RULES.iter().map(|rule| rule.code));
        hint.into_iter().fold(finding.at(*span), Diagnostic::hint)
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;

    #[test]
    fn levels_of_the_site_are_in_force_and_unknown_rules_are_named() {
        let mut edition = fixture::edition("document d zh:zh:source\ns1 | 数据");
        edition.documents[0].title = crate::model::Localized::default();
        let mut context = Context::new(&edition);
        let severity = |context: &Context<'_>| {
            run(context).iter().find(|d| d.code == "missing-language").map(|d| d.severity)
        };
        assert_eq!(severity(&context), Some(Severity::Warning));
        let here = fixture::nowhere();
        context.levels.insert("missing-language".into(), (Level::Error, here));
        assert_eq!(severity(&context), Some(Severity::Error));
        context.levels.insert("missing-language".into(), (Level::Off, here));
        assert_eq!(severity(&context), None);
        context.levels.insert("missing-languag".into(), (Level::Off, here));
        let unknown = run(&context);
        assert_eq!(unknown[0].code, "unknown-rule");
        assert_eq!(unknown[0].hints, ["did you mean `missing-language`?"]);
    }
}
