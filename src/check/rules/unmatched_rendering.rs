//! The rule `unmatched-rendering`.

use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::check::words::Words;
use crate::diag::Diagnostic;
use crate::format::site::Level;

/// A translation has none of a term's forms where the source has the term.
pub const RULE: Rule = Rule {
    code: "unmatched-rendering",
    level: Level::Note,
    moment: Moment::Annotations,
    summary: "A translation has none of a term's forms where the source has the term",
    why: "Either the translation uses words that the glossary does not list yet, or it leaves \
          the term out: both are worth a look. Add the printed words to `also`, or judge them \
          in `rendering`.",
    example: "forms.en = { form = \"data element\" }   # printed is “data factor”",
    find: Find::Document(in_document),
};

/// So many further places are named in one finding.
const ALSO: usize = 3;

/// What the findings of a witness and a term begin with.
#[must_use]
pub fn claim(witness: &str, term: &str) -> String {
    format!("`{witness}` has no form of `{term}`")
}

fn in_document(context: &Context<'_>, index: usize) -> Vec<Diagnostic> {
    let Some(annotated) = context.annotated(index).filter(|_| context.whole) else {
        return Vec::new();
    };
    let document = &context.edition.documents[index];
    let mut found = Vec::new();
    for ((term, witness), cell) in annotated.matrix.iter() {
        let mut places = cell.unmatched().iter().filter_map(|place| {
            let segment = place.segment();
            let text = document.segments[segment].readings.get(witness)?.text()?;
            Some(Words { document, segment, witness, text })
        });
        let Some(first) = places.next() else { continue };
        let count = cell.unmatched().len();
        let claim = claim(first.witness_id(), context.edition.terms[term].id.as_str());
        let message = format!("{claim} in {count} of {} places", count + cell.matched());
        let mut finding = Diagnostic::warning(RULE.code, message).at(first.text.span);
        for other in places.take(ALSO) {
            finding = finding.also(other.text.span, "and here");
        }
        found.push(finding.hint("add its words to `also`, or judge them in `rendering`"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate;
    use crate::annotate::fixture;

    #[test]
    fn a_place_without_a_form_is_found_once_a_witness() {
        let edition = fixture::edition(
            "document d zh:zh:source en:en de:de
            s1 | 数据 | data | -
            s2 | 数据 | facts | -
            s3 | 数据 | figures | -
            term a | zh 数据 | en data | de Daten",
        );
        let annotations = annotate::edition(&edition);
        let context = Context::second(&edition, &annotations);
        let found = RULE.run(&context);
        assert_eq!(found.len(), 1, "what is absent is not unmatched");
        assert_eq!(found[0].message, "`en` has no form of `a` in 2 of 3 places");
        assert_eq!(found[0].related.len(), 1);
    }
}
