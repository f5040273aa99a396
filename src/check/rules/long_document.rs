//! The rule `long-document`.

use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::format::site::Level;

/// Segments that a page may have before it is worth a word.
const MANY: usize = 5000;

/// A document of very many segments is one page.
pub const RULE: Rule = Rule {
    code: "long-document",
    level: Level::Note,
    moment: Moment::Edition,
    summary: "A document of more than 5000 segments is one page",
    why: "Such a page is slow to load and to search within. With `page-by` each chapter in `body` \
          that has a heading is a page of its own, and old addresses lead on to it.",
    example: "page-by = \"chapter\"   # in `document.toml`, above the first `[[witness]]`",
    find: Find::Document(in_document),
};

fn in_document(context: &Context<'_>, index: usize) -> Vec<Diagnostic> {
    let document = &context.edition.documents[index];
    let count = document.segments.len();
    if count <= MANY || document.is_divided() {
        return Vec::new();
    }
    let message = format!("`{}` has {count} segments on one page", document.id);
    let finding = Diagnostic::warning(RULE.code, message).at(document.span);
    vec![finding.hint("divide it: write `page-by = \"chapter\"`")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::model::DivisionKind;
    use crate::model::Heading;
    use crate::model::Localized;

    #[test]
    fn what_is_divided_is_not_too_long() {
        let mut text = "document d zh:zh:source\n".to_owned();
        for n in 0..MANY {
            text.push_str(&format!("s{n} | 数\n"));
        }
        let edition = fixture::edition(&text);
        assert!(RULE.run(&Context::new(&edition)).is_empty());
        let mut edition = fixture::edition(&format!("{text}more | 数"));
        assert_eq!(RULE.run(&Context::new(&edition)).len(), 1);
        let document = fixture::document_mut(&mut edition, 0);
        document.divisions[0].kind = DivisionKind::Chapter;
        document.divisions[0].heading = Some(Heading::Editorial(Localized::default()));
        document.divide();
        assert!(RULE.run(&Context::new(&edition)).is_empty());
    }
}
