//! The rule `stray-emphasis`.

use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::check::words;
use crate::check::words::Own;
use crate::diag::Diagnostic;
use crate::format::site::Level;
use crate::text::emphasis;

/// Asterisks in the editors' Markdown stay asterisks.
pub const RULE: Rule = Rule {
    code: "stray-emphasis",
    level: Level::Warning,
    moment: Moment::Edition,
    summary: "Asterisks in the editors' Markdown stay asterisks beside Chinese",
    why: "Emphasis needs its closing mark in the same paragraph. Beside Chinese punctuation the tool \
          repairs what Markdown does not see; what has no partner is printed as it is.",
    example: "body = { zh = \"只有**《规划》提出\" }",
    find: Find::Both(
        |context, index| words::in_editors_words_of(context, index, faults),
        |context| words::in_editors_words(context, faults),
    ),
};

fn faults(own: &Own<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (lang, text) in own.markdown.iter() {
        let Some(range) = emphasis::stray(text).into_iter().next() else { continue };
        let near: String = text[range.start..].chars().take(12).collect();
        let message =
            format!("emphasis without its end in {} ({}): 「{near}」", own.what, lang.as_str());
        found.push(Diagnostic::warning(RULE.code, message).at(own.span));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::check::rule::Context;
    use crate::model::Localized;

    #[test]
    fn emphasis_without_its_end_is_found() {
        let mut edition = fixture::edition("document d zh:zh:source\ns1 | 甲");
        for (text, count) in [("**《规划》**提出", 0), ("只有**《规划》提出", 1), ("2 * 3", 0)]
        {
            fixture::document_mut(&mut edition, 0).about =
                Localized::new(vec![(fixture::lang("zh"), text.into())]);
            assert_eq!(RULE.run(&Context::new(&edition)).len(), count, "{text}");
        }
    }
}
