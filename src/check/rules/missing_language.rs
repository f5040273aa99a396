//! The rule `missing-language`.

use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::check::words::missing;
use crate::diag::Diagnostic;
use crate::diag::Span;
use crate::format::site::Level;
use crate::model::Document;
use crate::model::Edition;
use crate::model::Heading;
use crate::model::Lang;
use crate::model::Localized;

/// Words of the editors are not given in every UI language.
pub const RULE: Rule = Rule {
    code: "missing-language",
    level: Level::Warning,
    moment: Moment::Edition,
    summary: "Words of the editors are not given in every UI language",
    why: "The edition speaks all its UI languages: titles, glosses, notes, reasons, \
          indicators. What is missing in one of them leaves a hole on the page.",
    example: "body = { en = \"Printed twice.\" }   # and in Chinese?",
    find: Find::Both(in_document, elsewhere),
};

fn elsewhere(context: &Context<'_>) -> Vec<Diagnostic> {
    if !context.whole {
        return Vec::new();
    }
    let edition = context.edition;
    let mut asked = Asked { languages: &edition.site.languages, found: Vec::new() };
    glossary(edition, &mut asked);
    for link in &edition.links {
        asked.always("the reason of the link", link.id.as_str(), &link.reason, link.span);
    }
    for gap in &edition.gaps {
        asked.always("the reason of the gap", gap.id.as_str(), &gap.reason, gap.span);
    }
    for page in &edition.pages {
        asked.always("the title of the page", &page.name, &page.title, page.span);
        asked.always("the text of the page", &page.name, &page.body, page.span);
    }
    asked.found
}

struct Asked<'a> {
    languages: &'a [Lang],
    found: Vec<Diagnostic>,
}

impl Asked<'_> {
    /// The value must be given in every language.
    fn always(&mut self, what: &str, name: &str, value: &Localized<String>, span: Span) {
        for lang in missing(value, self.languages) {
            let message = format!("{what} `{name}` is not given in `{lang}`");
            let finding = Diagnostic::warning(RULE.code, message).at(span);
            self.found.push(finding.hint(format!("add it in `{lang}`, as in the other languages")));
        }
    }

    /// The value may be left out, but not for one language only.
    fn if_given(&mut self, what: &str, name: &str, value: &Localized<String>, span: Span) {
        if !value.is_empty() {
            self.always(what, name, value, span);
        }
    }
}

fn in_document(context: &Context<'_>, index: usize) -> Vec<Diagnostic> {
    if !context.whole {
        return Vec::new();
    }
    let document: &Document = &context.edition.documents[index];
    let mut asked = Asked { languages: &context.edition.site.languages, found: Vec::new() };
    let (id, span) = (document.id.as_str(), document.span);
    asked.always("the title of the document", id, &document.title, span);
    asked.if_given("the short title of the document", id, &document.short, span);
    asked.if_given("the issuer of the document", id, &document.issuer, span);
    asked.if_given("the description of the document", id, &document.about, span);
    for witness in &document.witnesses {
        let id = witness.id.as_str();
        asked.always("the name of the witness", id, &witness.name, witness.span);
        asked.if_given("the rights of the witness", id, &witness.rights, witness.span);
    }
    for division in &document.divisions {
        let id = division.id.as_str();
        if let Some(Heading::Editorial(heading)) = &division.heading {
            asked.always("the heading of the division", id, heading, division.span);
        }
        asked.if_given("what is missing in the division", id, &division.missing, division.span);
    }
    for note in &document.notes {
        asked.always("the note", note.id.as_str(), &note.body, note.span);
    }
    for target in &document.targets {
        let id = target.id.as_str();
        asked.always("the indicator of the target", id, &target.indicator, target.span);
        asked.if_given("the unit of the target", id, &target.unit, target.span);
    }
    asked.found
}

fn glossary(edition: &Edition, asked: &mut Asked<'_>) {
    for term in &edition.terms {
        asked.always("the gloss of the term", term.id.as_str(), &term.gloss, term.span);
        for form in &term.forms {
            asked.if_given("the note on the form", &form.text, &form.note, form.span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;

    #[test]
    fn a_gloss_in_one_language_lacks_the_other() {
        let mut edition = fixture::edition("document d zh:zh:source\ns1 | 数据\nterm a | zh 数据");
        assert!(RULE.run(&Context::new(&edition)).is_empty());
        edition.terms[0].gloss = Localized::new(vec![(fixture::lang("en"), "Data.".into())]);
        let found = RULE.run(&Context::new(&edition));
        assert_eq!(found[0].message, "the gloss of the term `a` is not given in `zh`");
        fixture::document_mut(&mut edition, 0).about = Localized::default();
        assert_eq!(RULE.run(&Context::new(&edition)).len(), 1, "a description may be left out");
    }
}
