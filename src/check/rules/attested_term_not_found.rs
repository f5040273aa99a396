//! The rule `attested-term-not-found`.

use crate::annotate::Annotations;
use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::format::site::Level;
use crate::model::Edition;
use crate::model::Role;

/// A term is called attested but stands in no source text, or the other way round.
pub const RULE: Rule = Rule {
    code: "attested-term-not-found",
    level: Level::Warning,
    moment: Moment::Annotations,
    summary: "A term is called attested but stands in no source text, or the other way round",
    why: "`attested` says whether the form stands in a source witness of this edition. It is \
          true unless said otherwise, so a term known only from translations says \
          `attested = false` and names its source.",
    example: "id = \"dongshu-xisuan\"   # stands only in translations; `attested = false` is missing",
    find: Find::Edition(run),
};

fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    if !context.whole {
        return Vec::new();
    }
    let Some(annotations) = context.annotations else { return Vec::new() };
    if !context.edition.documents.iter().any(|document| document.has_source()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (index, term) in context.edition.terms.iter().enumerate() {
        let stands = stands_in_source(context.edition, annotations, index);
        let (message, hint) = match (term.attested, stands) {
            (true, false) => (
                format!("the term `{}` stands in no source text", term.id),
                "say `attested = false` and name the `source` of its form",
            ),
            (false, true) => (
                format!("the term `{}` stands in a source text", term.id),
                "leave `attested = false` out",
            ),
            _ => continue,
        };
        found.push(Diagnostic::warning(RULE.code, message).at(term.span).hint(hint));
    }
    found
}

/// Whether the term occurs in a source witness, be it within a longer term.
fn stands_in_source(edition: &Edition, annotations: &Annotations, term: usize) -> bool {
    let documents = edition.documents.iter().zip(&annotations.documents);
    documents.into_iter().any(|(document, annotated)| {
        let own = annotated.concordance.places(term).iter();
        let mut places = own.chain(annotated.nested.places(term));
        places.any(|place| document.witnesses[place.witness()].role == Role::Source)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate;
    use crate::annotate::fixture;

    fn messages(edition: &Edition) -> Vec<String> {
        let annotations = annotate::edition(edition);
        let context = Context::second(edition, &annotations);
        run(&context).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn attested_terms_stand_in_a_source_and_others_do_not() {
        let text = "document d zh:zh:source en:en\ns1 | 数据要素 | data";
        let mut edition = fixture::edition(&format!(
            "{text}\nterm a | zh 数据 | en data\nterm b | zh 数据要素\nterm c | zh 算力 | en data"
        ));
        assert_eq!(messages(&edition), ["the term `c` stands in no source text"]);
        edition.terms[2].attested = false;
        assert!(messages(&edition).is_empty());
        edition.terms[0].attested = false;
        assert_eq!(messages(&edition), ["the term `a` stands in a source text"]);
    }
}
