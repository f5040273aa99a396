//! Sentences of a plain text, by the marks that end them.

use crate::model::Lang;

use std::ops::Range;

/// Words before a full stop that do not end a sentence.
const ABBREVIATIONS: [&str; 34] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "no", "nos", "vol", "vs", "etc", "fig", "art", "sec",
    "ch", "pp", "ed", "eds", "e.g", "i.e", "cf", "approx", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sept", "sep", "oct", "nov", "dec",
];

/// Marks that close a quotation or a bracket, and go with the sentence before them.
const CLOSING: [char; 14] =
    ['”', '’', '"', '\'', '」', '』', '）', ')', '》', '〉', '】', ']', '»', '›'];

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes in the text, without the white space around it.
    pub at: Range<usize>,
    /// The number of its paragraph, from 0; a paragraph is a line with words.
    pub paragraph: usize,
}

/// Whether semicolons divide sentences in a text and its translation: only where both have about as
/// many of them, for a Chinese comma may be an English semicolon.
#[must_use]
pub(crate) fn semicolons(texts: [&str; 2]) -> bool {
    let [a, b] = texts.map(|text| text.matches([';', '；']).count());
    a.min(b) > 0 && a.max(b) <= 2 * a.min(b)
}

/// The sentences of a text, line by line.
#[must_use]
pub(crate) fn split(text: &str, lang: &Lang, semicolons: bool) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let (mut start, mut paragraph) = (0, 0);
    for line in text.split_inclusive('\n') {
        let before = sentences.len();
        let ends =
            if lang.is_spaced() { spaced(line, semicolons) } else { unspaced(line, semicolons) };
        let mut from = 0;
        for to in ends.into_iter().chain([line.len()]) {
            let words = line[from..to].trim();
            if !words.is_empty() {
                let gap = line[from..to].len() - line[from..to].trim_start().len();
                let at = start + from + gap;
                sentences.push(Sentence { at: at..at + words.len(), paragraph });
            }
            from = to;
        }
        paragraph += usize::from(sentences.len() > before);
        start += line.len();
    }
    sentences
}

/// The ends of sentences in a line of Chinese and its like.
fn unspaced(line: &str, semicolons: bool) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_end = matches!(c, '。' | '！' | '？' | '…') || (semicolons && c == '；');
        if !is_end {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((at, next)) = chars
            .next_if(|(_, next)| CLOSING.contains(next) || matches!(next, '。' | '！' | '？' | '…'))
        {
            end = at + next.len_utf8();
        }
        ends.push(end);
    }
    ends
}

/// The ends of sentences in a line of English and its like.
fn spaced(line: &str, semicolons: bool) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_end = matches!(c, '.' | '!' | '?' | '…') || (semicolons && c == ';');
        if !is_end {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((at, next)) =
            chars.next_if(|(_, next)| CLOSING.contains(next) || matches!(next, '.' | '!' | '?'))
        {
            end = at + next.len_utf8();
        }
        let rest = &line[end..];
        let next = rest.trim_start().chars().next();
        let starts = c == ';' || next.is_none_or(|next| !next.is_lowercase());
        let is_apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
        if is_apart && starts && !(c == '.' && is_abbreviation(&line[..at])) {
            ends.push(end);
        }
    }
    ends
}

/// Whether the word before a full stop is an abbreviation or an initial.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase)
        || (word.contains('.') && word.split('.').all(|part| part.chars().count() == 1));
    is_initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lang: &str, text: &str, expected: &[&str]) {
        let sentences = split(text, &Lang::new(lang).unwrap(), true);
        let words: Vec<_> = sentences.iter().map(|s| &text[s.at.clone()]).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn chinese_sentences_keep_their_closing_marks() {
        check(
            "zh",
            "他说：“去吧。”她问？！又说；\n 三。",
            &["他说：“去吧。”", "她问？！", "又说；", "三。"],
        );
        check("zh", "第一，第二", &["第一，第二"]);
    }

    #[test]
    fn english_sentences_do_not_end_in_abbreviations_and_numbers() {
        check(
            "en",
            "Mr. Li paid 3.5 yuan. “Why?” he asked; then U.S. firms left. (It ended.) No. 3 e.g. that.",
            &[
                "Mr. Li paid 3.5 yuan.",
                "“Why?” he asked;",
                "then U.S. firms left.",
                "(It ended.)",
                "No. 3 e.g. that.",
            ],
        );
    }

    #[test]
    fn semicolons_divide_where_both_sides_have_them() {
        assert!(semicolons(["一；二；三。", "One; two. Three."]));
        assert!(!semicolons(["一，二，三。", "One; two; three."]));
        assert_eq!(split("一；二。", &Lang::new("zh").unwrap(), false).len(), 1);
        assert_eq!(split("Feb. 27; on.", &Lang::new("en").unwrap(), false).len(), 1);
    }

    #[test]
    fn lines_with_words_are_paragraphs() {
        let sentences = split("One.\n\nTwo. Three.\n", &Lang::new("en").unwrap(), true);
        let paragraphs: Vec<_> = sentences.iter().map(|s| s.paragraph).collect();
        assert_eq!(paragraphs, [0, 1, 1]);
    }
}
