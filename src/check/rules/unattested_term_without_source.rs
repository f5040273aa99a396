//! The rule `unattested-term-without-source`.

use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::format::site::Level;

/// A term that stands in no source text does not say where it is known from.
pub const RULE: Rule = Rule {
    code: "unattested-term-without-source",
    level: Level::Error,
    moment: Moment::Edition,
    summary: "A term that stands in no source text does not say where it is known from",
    why: "Where an edition has no text in the language of a term, its form comes from \
          elsewhere, and the reader is told from where: title, issuer, number or address. \
          Without that the form is a guess.",
    example: "attested = false   # and no `source`",
    find: Find::Edition(run),
};

fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let without = context.edition.terms.iter().filter(|term| {
        !term.attested && term.source.as_deref().is_none_or(|source| source.trim().is_empty())
    });
    let found = without.map(|term| {
        let message = format!("the term `{}` is not attested and names no source", term.id);
        let hint = "add `source`: title, issuer, number or address of a text that has the form";
        Diagnostic::error(RULE.code, message).at(term.span).hint(hint)
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;

    #[test]
    fn an_unattested_term_names_its_source() {
        let mut edition = fixture::edition("document d en:en\ns1 | data\nterm a | zh 数据");
        assert!(run(&Context::new(&edition)).is_empty());
        edition.terms[0].attested = false;
        assert_eq!(run(&Context::new(&edition)).len(), 1);
        edition.terms[0].source = Some("国发〔2021〕29号".into());
        assert!(run(&Context::new(&edition)).is_empty());
    }
}
