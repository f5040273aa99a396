//! Rules: what is wrong with an edition although its files are well formed.
//!
//! In: a [`Context`]. Out: findings at the levels in force. Never: a change of the edition.

pub mod accept;
pub mod faults;
pub(crate) mod fidelity;
pub mod kept;
pub mod number;
pub mod numerals;
pub mod reference;
pub mod report;
pub mod rule;
pub mod rules;
pub mod value;
pub(crate) mod words;

pub use crate::check::kept::Kept;
pub use crate::check::rule::Context;
pub use crate::check::rule::Find;
pub use crate::check::rule::Moment;
pub use crate::check::rule::RecipeFile;
pub use crate::check::rule::Rule;
pub use crate::check::rule::SeedBytes;

use crate::check::rules::RULES;
use crate::diag::Diagnostic;
use crate::diag::Findings;
use crate::diag::Severity;
use crate::diag::did_you_mean;
use crate::format::site::Level;

use rayon::iter::IntoParallelIterator;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

/// Runs the rules of a moment: those that need an edition where `context.annotations` is `None`,
/// else those that need annotations.
#[must_use]
pub fn run(context: &Context<'_>) -> Findings {
    run_again(context, None)
}

/// Runs the rules of a moment as [`run`] does, with the same result; of rules that look at one
/// document after the other, what `kept` has of the same documents stands.
#[must_use]
pub fn run_again(context: &Context<'_>, kept: Option<&mut Kept>) -> Findings {
    let moment = context.moment();
    let due = RULES.iter().filter(|rule| rule.moment == moment);
    let due = due.filter_map(|rule| Some((rule.find, severity(context.level(rule))?)));
    let due: Vec<(Find, Severity)> = due.collect();
    if moment == Moment::Edition {
        fidelity::prepare(context);
    }
    let in_edition = |(find, severity): &(Find, Severity)| {
        let found = find.in_edition().map(|find| find(context));
        with(found.unwrap_or_default(), *severity)
    };
    let in_document = |index: usize| {
        let found = due.iter().flat_map(|(find, severity)| {
            let found = find.in_document().map(|find| find(context, index));
            with(found.unwrap_or_default(), *severity)
        });
        found.collect()
    };
    let (found, of_documents) = rayon::join(
        || due.par_iter().map(in_edition).collect::<Vec<_>>(),
        || match kept {
            Some(kept) => kept.all(context, in_document),
            None => {
                let all = (0..context.edition.documents.len()).into_par_iter();
                Findings::from(all.flat_map_iter(in_document).collect::<Vec<_>>())
            }
        },
    );
    let mut found = Findings::from(found.into_iter().flatten().collect::<Vec<_>>());
    found.append(of_documents);
    if moment == Moment::Edition {
        found.extend(unknown_rules(context));
    }
    found
}

fn severity(level: Level) -> Option<Severity> {
    match level {
        Level::Error => Some(Severity::Error),
        Level::Warning => Some(Severity::Warning),
        Level::Note => Some(Severity::Note),
        Level::Off => None,
    }
}

fn with(mut found: Vec<Diagnostic>, severity: Severity) -> Vec<Diagnostic> {
    found.iter_mut().for_each(|finding| finding.severity = severity);
    found
}

/// The rule of a name, for `duizhao explain`.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
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
        fixture::document_mut(&mut edition, 0).title = crate::model::Localized::default();
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
        let unknown = unknown.sorted();
        assert_eq!(unknown[0].code, "unknown-rule");
        assert_eq!(unknown[0].hints, ["did you mean `missing-language`?"]);
    }
}
