//! The rule `term-without-occurrence`.

use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::format::site::Level;

/// A term occurs nowhere in the edition.
pub const RULE: Rule = Rule {
    code: "term-without-occurrence",
    level: Level::Warning,
    moment: Moment::Annotations,
    summary: "A term occurs nowhere in the edition",
    why: "A term whose forms stand in no reading has a page without places: often a form is \
          misspelt, or differs from the printed words. Correct it, add the words that are \
          printed to `also`, or take the term out.",
    example: "forms.zh = { form = \"数据因素\" }   # printed is 数据要素",
    find: Find::Edition(run),
};

fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    if !context.whole {
        return Vec::new();
    }
    let Some(annotations) = context.annotations else { return Vec::new() };
    let terms = context.edition.terms.iter().zip(&annotations.terms);
    let without = terms.filter(|(_, places)| places.occurrences + places.nested == 0);
    let found = without.map(|(term, _)| {
        Diagnostic::warning(RULE.code, format!("the term `{}` occurs nowhere", term.id))
            .at(term.span)
            .hint("compare its forms with the printed words")
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate;
    use crate::annotate::fixture;

    #[test]
    fn a_term_without_a_place_is_found() {
        let edition = fixture::edition(
            "document d zh:zh:source\ns1 | 数据要素\nterm a | zh 数据要素\nterm b | zh 数据\nterm c | zh 数据因素",
        );
        let annotations = annotate::edition(&edition);
        let context = Context::second(&edition, &annotations);
        let found = run(&context);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "the term `c` occurs nowhere");
    }
}
