//! The rule `unbalanced-quotes`.

use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::check::words;
use crate::check::words::Words;
use crate::diag::Diagnostic;
use crate::format::site::Level;
use crate::model::Lang;
use crate::text::is_han;

/// A quotation mark or bracket has no partner in its paragraph.
pub const RULE: Rule = Rule {
    code: "unbalanced-quotes",
    level: Level::Note,
    moment: Moment::Edition,
    summary: "A quotation mark or bracket has no partner in its paragraph",
    why: "A mark without its partner is often a slip of typing or a wrong cut. Printed \
          texts have such faults too, so this is a note; where the fault is the print's, an \
          editor's note says so.",
    example: "\"s1\" = '''（以下简称《规划》'''",
    find: Find::Document(in_document),
};

/// Brackets and quotation marks that every language pairs alike.
const PAIRS: [(char, char); 10] = [
    ('《', '》'),
    ('〈', '〉'),
    ('「', '」'),
    ('『', '』'),
    ('（', '）'),
    ('(', ')'),
    ('[', ']'),
    ('【', '】'),
    ('〔', '〕'),
    ('｛', '｝'),
];

/// How a language pairs the marks that languages use differently. A mark that is not named is
/// not looked at: ’ is an apostrophe far more often than a quotation mark.
fn own_pairs(lang: &Lang) -> &'static [(char, char)] {
    match lang.as_str().split('-').next().unwrap_or_default() {
        "zh" | "yue" | "lzh" | "ja" | "ko" => &[('“', '”'), ('‘', '’')],
        "de" | "cs" | "sk" | "sl" | "bg" | "is" | "lt" | "et" => {
            &[('„', '“'), ('‚', '‘'), ('»', '«')]
        }
        "pl" | "hu" | "ro" | "hr" => &[('„', '”'), ('«', '»')],
        "ru" | "uk" | "be" => &[('«', '»'), ('„', '“')],
        "da" => &[('»', '«'), ('“', '”')],
        "sv" | "fi" => &[],
        _ => &[('“', '”'), ('«', '»')],
    }
}

fn in_document(context: &Context<'_>, index: usize) -> Vec<Diagnostic> {
    let document = &context.edition.documents[index];
    let mut found = Vec::new();
    for witness in 0..document.witnesses.len() {
        let readings: Vec<Words<'_>> = words::of_witness(document, witness).collect();
        let own = own_pairs(&document.witnesses[witness].lang);
        let division = |words: &Words<'_>| document.segments[words.segment].division;
        for paragraph in readings.chunk_by(|a, b| division(a) == division(b)) {
            found.extend(unpaired(paragraph, own));
        }
    }
    found
}

/// The marks of a paragraph without a partner.
fn unpaired(paragraph: &[Words<'_>], own: &[(char, char)]) -> Vec<Diagnostic> {
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let mut stray = Vec::new();
    let mut straight = None;
    let pairs = || PAIRS.iter().chain(own);
    for (index, words) in paragraph.iter().enumerate() {
        let raw = &words.text.raw;
        // Many readings have none at all: to look at all bytes at once shows it quickest.
        if !raw.bytes().fold(false, |found, byte| found | may_begin_mark(byte)) {
            continue;
        }
        let places = raw.bytes().enumerate().filter(|(_, byte)| may_begin_mark(*byte));
        for (at, c) in places.filter_map(|(at, _)| Some((at, raw[at..].chars().next()?))) {
            if c == '"' {
                straight = straight.xor(Some((c, index, at)));
            } else if pairs().any(|pair| pair.0 == c && !is_apostrophe(raw, at)) {
                open.push((c, index, at));
            } else if let Some(pair) = pairs().find(|pair| pair.1 == c && !is_apostrophe(raw, at)) {
                match open.pop_if(|mark| mark.0 == pair.0) {
                    Some(_) => {}
                    None if is_list_mark(raw, at) => {}
                    None => stray.push((c, index, at)),
                }
            }
        }
    }
    let marks = open.into_iter().chain(stray).chain(straight);
    marks.map(|(c, index, at)| finding(&paragraph[index], c, at)).collect()
}

/// Whether a character that begins with a byte may be a mark that pairs. Most readings have no
/// other such characters, and only these are looked at.
fn may_begin_mark(byte: u8) -> bool {
    // The last four begin « », the general marks, those of Chinese, and the wide ones.
    matches!(byte, b'"' | b'(' | b')' | b'[' | b']' | 0xC2 | 0xE2 | 0xE3 | 0xEF)
}

/// A single mark between two Latin letters, as in a foreign name within Chinese.
fn is_apostrophe(raw: &str, at: usize) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_han(c));
    let mut rest = raw[at..].chars();
    matches!(rest.next(), Some('’' | '‘'))
        && latin(raw[..at].chars().next_back())
        && latin(rest.next())
}

/// The `)` of `1)` and `a)`.
fn is_list_mark(raw: &str, at: usize) -> bool {
    raw[at..].starts_with([')', '）'])
        && (1..=2).contains(&at)
        && raw[..at].bytes().all(|b| b.is_ascii_alphanumeric())
}

fn finding(words: &Words<'_>, c: char, at: usize) -> Diagnostic {
    let message = format!(
        "`{c}` has no partner in its paragraph (`{}`, `{}`)",
        words.witness_id(),
        words.id()
    );
    Diagnostic::warning(RULE.code, message).at(words.text.span.slice(at..at + c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;

    fn count(readings: &str) -> usize {
        let edition = fixture::edition(&format!("document d zh:zh:source\n{readings}"));
        RULE.run(&Context::new(&edition)).len()
    }

    #[test]
    fn marks_without_partners_are_found_across_segments() {
        assert_eq!(count("s1 | （以下简称《规划》\n& s2 | ），“数字” \"a\""), 0);
        assert_eq!(count("s1 | 1) 数据"), 0);
        assert_eq!(count("s1 | （以下简称《规划》"), 1);
        assert_eq!(count("s1 | 数字”中国"), 1);
        assert_eq!(count("s1 | 数字\"中国"), 1);
        assert_eq!(count("s1 | （数\nparagraph\ns2 | 字）"), 2, "a paragraph ends between them");
    }

    /// The marks found in the readings of a document in English, with their segments and places.
    fn strays(readings: &str) -> Vec<(char, usize, u32)> {
        let edition = fixture::edition(&format!("document d en:en:source\n{readings}"));
        let found = RULE.run(&Context::new(&edition));
        let place = |finding: &Diagnostic| {
            let mark = finding.message.chars().nth(1).unwrap();
            let at = finding.primary.unwrap();
            (mark, at.start as usize / 1000, at.start % 1000)
        };
        found.iter().map(place).collect()
    }

    #[test]
    fn straight_quotation_marks_pair_in_turn_and_the_last_is_left() {
        assert_eq!(strays("s1 | \"a\" and \"b\""), []);
        assert_eq!(strays("s1 | \"a\" and \"b"), [('"', 0, 8)]);
        assert_eq!(strays("s1 | say \"a\n& s2 | b\" now"), [], "across segments");
        assert_eq!(strays("s1 | say \"a\n& s2 | b\" and \"c"), [('"', 1, 7)]);
        assert_eq!(strays("s1 | say \"a\nparagraph\ns2 | b\""), [('"', 0, 4), ('"', 1, 1)]);
        assert_eq!(strays("s1 | the people's 'way'"), [], "single ones are not looked at");
        assert_eq!(strays("s1 | (a \"b) c\""), [], "and they do not nest with brackets");
    }

    #[test]
    fn straight_brackets_pair_as_they_nest() {
        assert_eq!(strays("s1 | (a [b] (c)) [d (e)]"), []);
        assert_eq!(strays("s1 | (a [b"), [('(', 0, 0), ('[', 0, 3)]);
        assert_eq!(strays("s1 | one) b]"), [(')', 0, 3), (']', 0, 6)]);
        assert_eq!(strays("s1 | (a] b"), [('(', 0, 0), (']', 0, 2)]);
        assert_eq!(strays("s1 | (a [b) c]"), [('(', 0, 0), (')', 0, 5)]);
        assert_eq!(strays("s1 | see (a\n& s2 | b) and c)"), [(')', 1, 8)]);
    }

    #[test]
    fn every_kind_of_bracket_is_paired() {
        for (open, close) in PAIRS {
            assert_eq!(strays(&format!("s1 | a {open}b{close}")), [], "{open}{close}");
            assert_eq!(strays(&format!("s1 | a {open}b")), [(open, 0, 2)]);
            assert_eq!(strays(&format!("s1 | abc {close}b")), [(close, 0, 4)]);
        }
    }

    #[test]
    fn every_mark_begins_with_a_byte_that_is_looked_at() {
        let tags = ["zh", "de", "pl", "ru", "da", "sv", "en"];
        let own = tags.into_iter().flat_map(|tag| own_pairs(&Lang::new(tag).unwrap()));
        for mark in PAIRS.iter().chain(own).flat_map(|&(open, close)| [open, close]).chain(['"']) {
            assert!(may_begin_mark(mark.to_string().as_bytes()[0]), "{mark}");
        }
    }

    #[test]
    fn only_a_letter_or_a_short_number_makes_a_mark_of_a_list() {
        for words in ["1) a", "12) a", "a) b", "1） a"] {
            assert_eq!(strays(&format!("s1 | {words}")), [], "{words}");
        }
        for words in [") a", "123) a", "数) a", "1] a", "see 1) a"] {
            assert_eq!(strays(&format!("s1 | {words}")).len(), 1, "{words}");
        }
    }

    #[test]
    fn every_language_pairs_its_marks_in_its_own_way() {
        let count = |lang: &str, text: &str| {
            let edition = fixture::edition(&format!("document d w:{lang}:source\ns1 | {text}"));
            RULE.run(&Context::new(&edition)).len()
        };
        assert_eq!(count("de", "Er sagt „der ‚Weg‘ ist“ und »so«."), 0);
        assert_eq!(count("de", "Er sagt „der Weg."), 1);
        assert_eq!(count("fr", "« le chemin »"), 0);
        assert_eq!(count("fr", "le chemin »"), 1);
        assert_eq!(count("en", "“the people’s ‘way’, the cities’ way”"), 0);
        assert_eq!(count("en", "the way”"), 1);
        assert_eq!(count("zh-Hans", "“数字‘中国’”《数〈字〉》（Xi’an）"), 0);
        assert_eq!(count("zh-Hans", "‘数字"), 1);
    }
}
