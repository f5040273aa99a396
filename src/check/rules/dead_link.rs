//! The rule `dead-link`.

use crate::annotate::pages;
use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::diag::did_you_mean;
use crate::format::site::Level;
use crate::model::Edition;

/// A link in Markdown leads nowhere.
pub const RULE: Rule = Rule {
    code: "dead-link",
    level: Level::Error,
    moment: Moment::Annotations,
    summary: "A link in a page, note, gloss or description leads nowhere",
    why: "Links within the site name what they lead to: `term:<id>`, `document:<id>`, \
          `segment:<document>#<segment>`, `page:<name>`. Where that does not exist, or the \
          address is neither of these nor one of the web, the words would stand without a link.",
    example: "body = { en = \"See [the framework](term:2252).\" }   # the term is `2522`",
    find: Find::Edition(run),
};

/// Why a destination leads nowhere, and what may have been meant.
struct Fault {
    message: String,
    hint: Option<String>,
}

fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    // Where a file could not be read, what a link leads to may stand in it.
    if !context.whole {
        return Vec::new();
    }
    let mut found = Vec::new();
    for reference in &context.edition.references {
        let Some(fault) = fault(context, &reference.destination) else { continue };
        let finding = Diagnostic::error(RULE.code, fault.message).at(reference.span);
        found.push(fault.hint.into_iter().fold(finding, Diagnostic::hint));
    }
    found
}

fn fault(context: &Context<'_>, destination: &str) -> Option<Fault> {
    let edition = context.edition;
    let Some((scheme, name)) = destination.split_once(':') else {
        return (!destination.starts_with('#')).then(|| unknown_address(destination));
    };
    match scheme {
        "term" if edition.site.publishing.without.terms => Some(Fault {
            message: format!("the term `{name}` has no page: the site does without `terms`"),
            hint: Some("take `terms` out of `without` in `site.toml`, or the link off".to_owned()),
        }),
        "term" => missing("term", name, edition.terms.iter().map(|term| term.id.as_str())),
        "document" => missing("document", name, edition.documents.iter().map(|d| d.id.as_str())),
        "segment" => segment(edition, name),
        "page" => {
            let fixed = context.annotations.map(|found| pages::fixed(edition, found));
            let prose = edition.pages.iter().map(|page| page.name.as_str());
            let all: Vec<&str> = fixed.into_iter().flatten().chain(prose).collect();
            missing("page", name, all.into_iter())
        }
        "http" | "https" | "mailto" if !destination.contains(char::is_whitespace) => None,
        _ => Some(unknown_address(destination)),
    }
}

fn missing<'a>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Option<Fault> {
    if known.clone().any(|known| known == name) {
        return None;
    }
    Some(Fault { message: format!("there is no {what} `{name}`"), hint: did_you_mean(name, known) })
}

fn segment(edition: &Edition, name: &str) -> Option<Fault> {
    let Some((document, segment)) = name.split_once('#') else {
        let message = format!("`segment:{name}` names no segment");
        let hint = Some("write `segment:<document>#<segment>`".to_owned());
        return Some(Fault { message, hint });
    };
    let Some(owner) = edition.documents.iter().find(|d| d.id.as_str() == document) else {
        return missing("document", document, edition.documents.iter().map(|d| d.id.as_str()));
    };
    if owner.segment(segment).is_some() {
        return None;
    }
    let hint = did_you_mean(segment, owner.segments.iter().map(|s| s.id.as_str()));
    Some(Fault { message: format!("`{document}` has no segment `{segment}`"), hint })
}

fn unknown_address(destination: &str) -> Fault {
    let message = format!("`{destination}` is no address that a link may have");
    let hint =
        "name a `term:`, `document:`, `segment:` or `page:`, or write a whole `https:` address";
    Fault { message, hint: Some(hint.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate;
    use crate::annotate::fixture;
    use crate::model::Reference;

    fn findings(destinations: &[&str]) -> Vec<(String, Vec<String>)> {
        let mut edition =
            fixture::edition("document plan zh:zh:source\ns1 | 数据\nterm shuju | zh 数据");
        let at = fixture::nowhere();
        let reference = |text: &&str| Reference { destination: (*text).to_owned(), span: at };
        edition.references = destinations.iter().map(reference).collect();
        let annotations = annotate::edition(&edition);
        let found = run(&Context::second(&edition, &annotations));
        found.into_iter().map(|finding| (finding.message, finding.hints)).collect()
    }

    #[test]
    fn what_exists_and_what_lies_outside_is_no_finding() {
        let good = [
            "term:shuju",
            "document:plan",
            "segment:plan#s1",
            "page:terms",
            "https://www.gov.cn/a",
            "mailto:a@example.org",
            "#en-heading",
        ];
        assert_eq!(findings(&good), []);
    }

    #[test]
    fn what_does_not_exist_is_named_with_what_is_near() {
        let near = |hint: &str| vec![format!("did you mean `{hint}`?")];
        let found = findings(&["term:shuij", "document:plam", "segment:plan#s2", "page:trems"]);
        let expected = [
            ("there is no term `shuij`", near("shuju")),
            ("there is no document `plam`", near("plan")),
            ("`plan` has no segment `s2`", near("s1")),
            ("there is no page `trems`", near("terms")),
        ];
        assert_eq!(found, expected.map(|(message, hints)| (message.to_owned(), hints)));
    }

    #[test]
    fn what_the_site_does_without_is_no_place_to_lead_to() {
        let mut edition =
            fixture::edition("document plan zh:zh:source\ns1 | 数据\nterm shuju | zh 数据");
        edition.site.publishing.without.terms = true;
        let reference = |text: &str| {
            let span = fixture::nowhere();
            Reference { destination: text.to_owned(), span }
        };
        edition.references = vec![reference("term:shuju"), reference("page:terms")];
        let annotations = annotate::edition(&edition);
        let found = run(&Context::second(&edition, &annotations));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].message.contains("does without `terms`"));
    }

    #[test]
    fn a_page_that_would_be_empty_and_a_path_lead_nowhere() {
        let found = findings(&["page:compare", "../about/", "javascript:alert(1)", "segment:plan"]);
        assert_eq!(found.len(), 4, "{found:?}");
    }
}
