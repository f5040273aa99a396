//! The rule `spaced-chinese`.

use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::check::words;
use crate::check::words::Own;
use crate::diag::Diagnostic;
use crate::format::site::Level;
use crate::text::is_han;

/// A space is typed between Chinese and Latin letters or digits.
pub const RULE: Rule = Rule {
    code: "spaced-chinese",
    level: Level::Note,
    moment: Moment::Edition,
    summary: "A space is typed between Chinese and Latin letters or digits in the editors' words",
    why: "The small gap between Chinese and Latin is set by the page, like all spacing; a typed \
          space doubles it and is found by no search. Witnesses keep theirs as printed.",
    example: "gloss.zh = \"数据 API 的开放\"",
    find: Find::Both(
        |context, index| words::in_editors_words_of(context, index, faults),
        |context| words::in_editors_words(context, faults),
    ),
};

fn faults(own: &Own<'_>) -> Vec<Diagnostic> {
    let chinese = own.markdown.iter().filter(|(lang, _)| lang.primary() == "zh");
    let found = chinese.filter_map(|(_, text)| {
        let near = spaced(text)?;
        let message = format!("a space between Chinese and Latin in {}: 「{near}」", own.what);
        let finding = Diagnostic::warning(RULE.code, message).at(own.span);
        Some(finding.hint("take the space out: the page sets the gap"))
    });
    found.collect()
}

/// The first three characters around a typed space between Chinese and Latin.
fn spaced(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let mixed = |a: char, b: char| is_han(a) && b.is_ascii_alphanumeric();
    chars
        .windows(3)
        .find(|three| three[1] == ' ' && (mixed(three[0], three[2]) || mixed(three[2], three[0])))
        .map(|three| three.iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::check::rule::Context;
    use crate::model::Localized;

    #[test]
    fn typed_gaps_are_found_in_chinese_only() {
        let mut edition = fixture::edition("document d zh:zh:source\ns1 | 数据 API");
        let mut count = |lang: &str, text: &str| {
            fixture::document_mut(&mut edition, 0).about =
                Localized::new(vec![(fixture::lang(lang), text.into())]);
            RULE.run(&Context::new(&edition)).len()
        };
        assert_eq!(count("zh", "数据API的2个"), 0);
        assert_eq!(count("zh", "数据 API"), 1);
        assert_eq!(count("zh", "共 2 个"), 1);
        assert_eq!(count("en", "the 数据 API"), 0);
    }
}
