//! The rule `unbalanced-quotes`.

use crate::check::rule::Context;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::check::words;
use crate::check::words::Words;
use crate::diag::Diagnostic;
use crate::format::site::Level;

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
    run,
};

/// Opening marks with their partners.
const PAIRS: [(char, char); 9] = [
    ('“', '”'),
    ('《', '》'),
    ('「', '」'),
    ('『', '』'),
    ('（', '）'),
    ('(', ')'),
    ('[', ']'),
    ('【', '】'),
    ('〔', '〕'),
];

fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for document in &context.edition.documents {
        for witness in 0..document.witnesses.len() {
            let readings: Vec<Words<'_>> = words::of_witness(document, witness).collect();
            let division = |words: &Words<'_>| document.segments[words.segment].division;
            for paragraph in readings.chunk_by(|a, b| division(a) == division(b)) {
                found.extend(unpaired(paragraph));
            }
        }
    }
    found
}

/// The marks of a paragraph without a partner.
fn unpaired(paragraph: &[Words<'_>]) -> Vec<Diagnostic> {
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let mut stray = Vec::new();
    let mut straight = None;
    for (index, words) in paragraph.iter().enumerate() {
        let raw = &words.text.raw;
        for (at, c) in raw.char_indices() {
            if c == '"' {
                straight = straight.xor(Some((c, index, at)));
            } else if PAIRS.iter().any(|pair| pair.0 == c) {
                open.push((c, index, at));
            } else if let Some(pair) = PAIRS.iter().find(|pair| pair.1 == c) {
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
        run(&Context::new(&edition)).len()
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
}
