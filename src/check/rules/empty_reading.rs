//! The rule `empty-reading`.

use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::check::words;
use crate::diag::Diagnostic;
use crate::format::site::Level;

/// A reading has no words, or white space at its ends.
pub const RULE: Rule = Rule {
    code: "empty-reading",
    level: Level::Error,
    moment: Moment::Edition,
    summary: "A reading has no words, or white space at its ends",
    why: "A reading holds the characters of its piece and nothing else; white space between \
          readings belongs to the recipe. Where a witness has no words, say why: \
          { absent = \"omitted\" }.",
    example: "\"s1\" = '''数据 '''",
    find: Find::Document(in_document),
};

fn in_document(context: &Context<'_>, index: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for words in words::of_document(&context.edition.documents[index]) {
        let raw = &words.text.raw;
        let message = if raw.trim().is_empty() {
            format!("the reading of `{}` in `{}` has no words", words.witness_id(), words.id())
        } else if raw.trim().len() < raw.len() {
            let (witness, id) = (words.witness_id(), words.id());
            format!("the reading of `{witness}` in `{id}` has white space at its ends")
        } else if raw.contains('\n') || raw.contains('\r') {
            format!("the reading of `{}` in `{}` has a line end", words.witness_id(), words.id())
        } else {
            continue;
        };
        let finding = Diagnostic::error(RULE.code, message).at(words.text.span);
        found.push(finding.hint("where there are no words, say why: `{ absent = \"omitted\" }`"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::model::Reading;

    #[test]
    fn readings_without_words_or_with_outer_white_space_are_found() {
        let mut edition = fixture::edition("document d zh:zh:source\ns1 | 数据\ns2 | -");
        assert!(RULE.run(&Context::new(&edition)).is_empty());
        for bad in ["", " ", "数据 ", "数\n据"] {
            if let Reading::Present(text) =
                &mut fixture::document_mut(&mut edition, 0).segments[0].readings[0]
            {
                text.raw = bad.into();
            }
            assert_eq!(RULE.run(&Context::new(&edition)).len(), 1, "{bad:?}");
        }
    }
}
