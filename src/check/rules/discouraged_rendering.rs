//! The rule `discouraged-rendering`.

use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::format::site::Level;
use crate::model::RenderingStatus;

/// A witness uses a form that the glossary calls misleading or wrong, and no note says so.
pub const RULE: Rule = Rule {
    code: "discouraged-rendering",
    level: Level::Note,
    moment: Moment::Annotations,
    summary: "A witness uses a form that the glossary calls misleading or wrong, and no note says so",
    why: "The glossary judges forms; where a witness uses one that leads astray, its place \
          deserves a note on these words. The text stays as printed.",
    example: "rendering = [{ witness = \"clpn\", form = \"doing one thing at a time\", status = \"misleading\" }]",
    find: Find::Document(in_document),
};

fn in_document(context: &Context<'_>, index: usize) -> Vec<Diagnostic> {
    let Some(annotated) = context.annotated(index) else { return Vec::new() };
    let document = &context.edition.documents[index];
    let mut found = Vec::new();
    for (place, occurrence) in annotated.occurrences.iter() {
        let term = &context.edition.terms[occurrence.term()];
        let Some(form) = occurrence.form().and_then(|form| term.forms.get(form)) else {
            continue;
        };
        if !matches!(form.status, RenderingStatus::Misleading | RenderingStatus::Wrong) {
            continue;
        }
        if document.is_noted(place.segment(), place.witness(), &occurrence.range()) {
            continue;
        }
        let segment = &document.segments[place.segment()];
        let Some(text) = segment.readings[place.witness()].text() else { continue };
        let message = format!(
            "「{}」 is a {} rendering of `{}`",
            &text.raw[occurrence.range()],
            form.status.as_str(),
            term.id
        );
        let finding = Diagnostic::warning(RULE.code, message);
        let finding = finding.at(text.span.slice(occurrence.range()));
        found.push(finding.also(form.span, "judged here"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate;
    use crate::annotate::fixture;
    use crate::model::NoteKind;

    #[test]
    fn a_misleading_form_is_found_where_it_stands() {
        let mut edition =
            fixture::edition("document d en:en\ns1 | one thing at a time\nterm a | en one thing");
        let count = |edition: &crate::model::Edition| {
            let annotations = annotate::edition(edition);
            RULE.run(&Context::second(edition, &annotations)).len()
        };
        assert_eq!(count(&edition), 0);
        edition.terms[0].forms[0].status = RenderingStatus::Misleading;
        assert_eq!(count(&edition), 1);
        let mut noted = |range| {
            fixture::document_mut(&mut edition, 0).notes =
                vec![fixture::note((0, 0), range, NoteKind::Translation)];
            count(&edition)
        };
        assert_eq!(noted(4..9), 0);
        assert_eq!(noted(10..14), 1);
    }
}
