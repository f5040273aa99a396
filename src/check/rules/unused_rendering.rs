//! The rule `unused-rendering`.

use crate::annotate::Annotations;
use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::format::site::Level;
use crate::model::Document;
use crate::model::Edition;
use crate::text::near::nearest;

/// A form that is judged for a witness stands nowhere in it.
pub const RULE: Rule = Rule {
    code: "unused-rendering",
    level: Level::Warning,
    moment: Moment::Annotations,
    summary: "A form that is judged for a witness stands nowhere in it",
    why: "A judgement of a rendering names its document and witness and quotes the words printed \
          there. Where these do not stand there as an occurrence of the term, the judgement is \
          shown nowhere: mostly the words are misquoted, or belong to another witness.",
    example: "rendering = [{ document = \"d\", witness = \"clpn\", form = \"doing one things at a time\", status = \"misleading\" }]",
    find: Find::Edition(run),
};

fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let Some(annotations) = context.annotations.filter(|_| context.whole) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (index, term) in context.edition.terms.iter().enumerate() {
        for (number, form) in term.forms.iter().enumerate() {
            let Some((document, witness)) = form.only_in else { continue };
            if is_used(annotations, (document, witness), index, number)
                || is_within(context.edition, annotations, (document, witness), (index, &form.text))
            {
                continue;
            }
            let owner = &context.edition.documents[document];
            let name = &owner.witnesses[witness].id;
            let message = format!(
                "「{}」 is judged as a form of `{}`, and `{name}` does not use it",
                form.text, term.id
            );
            let near = near(owner, witness, &form.text);
            let hint = near.map_or_else(
                || format!("quote the words as `{name}` of `{}` prints them", owner.id),
                |words| format!("did you mean 「{words}」?"),
            );
            found.push(Diagnostic::warning(RULE.code, message).at(form.span).hint(hint));
        }
    }
    found
}

fn is_used(
    annotations: &Annotations,
    (document, witness): (usize, usize),
    term: usize,
    form: usize,
) -> bool {
    let found = &annotations.documents[document];
    let places = found.concordance.places(term).iter();
    let mut own = places.filter(|place| place.witness() == witness);
    own.any(|&place| found.occurrences.get(place).is_some_and(|o| o.form() == Some(form)))
}

/// Whether a longer term of the witness has the form within its words.
fn is_within(
    edition: &Edition,
    annotations: &Annotations,
    (document, witness): (usize, usize),
    (term, form): (usize, &str),
) -> bool {
    let found = &annotations.documents[document];
    let form = form.to_lowercase();
    let places = found.nested.places(term).iter();
    let mut own = places.filter(|place| place.witness() == witness);
    own.any(|&place| {
        let reading = &edition.documents[document].segments[place.segment()].readings[witness];
        let range = found.occurrences.get(place).map(|occurrence| occurrence.range());
        let words = reading.text().zip(range).and_then(|(text, range)| text.raw.get(range));
        words.is_some_and(|words| words.to_lowercase().contains(&form))
    })
}

/// The words of a witness that are most like a form, sought where one half of it stands as it is.
fn near<'e>(document: &'e Document, witness: usize, form: &str) -> Option<&'e str> {
    let texts = document.segments.iter().filter_map(|segment| segment.readings[witness].text());
    let middle = form.chars().count() / 2;
    let middle = form.char_indices().nth(middle).map_or(0, |(at, _)| at);
    let (first, second) = form.split_at(middle);
    let like = texts.filter(|text| text.raw.contains(first) || text.raw.contains(second));
    let all = like.filter_map(|text| nearest(form, &text.raw));
    all.min_by_key(|(_, distance)| *distance).map(|(words, _)| words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate;
    use crate::annotate::fixture;
    use crate::model::Form;
    use crate::model::Localized;
    use crate::model::RenderingStatus;

    fn form(words: &str) -> Form {
        Form {
            text: words.to_owned(),
            lang: fixture::lang("en"),
            status: RenderingStatus::Misleading,
            only_in: Some((0, 1)),
            note: Localized::default(),
            span: fixture::nowhere(),
        }
    }

    fn findings(words: &str) -> Vec<(String, Vec<String>)> {
        let mut edition = fixture::edition(
            "document d zh:zh:source en:en\ns1 | 数据要素 | the data factors of all\nterm a | zh 数据要素",
        );
        edition.terms[0].forms.push(form(words));
        let annotations = annotate::edition(&edition);
        let found = run(&Context::second(&edition, &annotations));
        found.into_iter().map(|finding| (finding.message, finding.hints)).collect()
    }

    #[test]
    fn a_form_within_a_longer_term_is_used() {
        let mut edition = fixture::edition(
            "document d zh:zh:source en:en\ns1 | 无 | the market of data factors\n\
             term a | zh 数据要素\nterm b | zh 市场 | en market of data factors",
        );
        edition.terms[0].forms.push(form("data factor"));
        let annotations = annotate::edition(&edition);
        assert!(run(&Context::second(&edition, &annotations)).is_empty());
    }

    #[test]
    fn a_judged_form_must_stand_in_its_witness() {
        assert_eq!(findings("data factors"), []);
        let found = findings("data factory");
        assert_eq!(
            found[0].0,
            "「data factory」 is judged as a form of `a`, and `en` does not use it"
        );
        assert_eq!(found[0].1, ["did you mean 「data factors」?"]);
    }
}
