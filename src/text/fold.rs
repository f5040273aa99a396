//! The one declared normalisation for comparing: Unicode NFC, white space, quote style; and, for
//! search, width and case.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::is_nfc;
use unicode_segmentation::UnicodeSegmentation;

use std::ops::Range;

/// A folded text with the way back to the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, the byte in the original at which its character starts,
    /// and one more entry for the end.
    origin: Vec<usize>,
}

impl Folded {
    /// The bytes of the original behind a range of the folded text.
    #[must_use]
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        self.origin[range.start]..self.origin[range.end]
    }
}

/// Folds a text for comparing quotations: NFC, runs of white space to one space,
/// curly and straight quotation marks to straight ones. Case and width stay.
#[must_use]
pub fn fold(raw: &str) -> Folded {
    let mut text = String::with_capacity(raw.len());
    let mut origin = Vec::with_capacity(raw.len() + 1);
    let mut push = |c: char, at: usize, text: &mut String| {
        text.push(c);
        origin.resize(text.len(), at);
    };
    for (at, grapheme) in graphemes(raw) {
        if grapheme.chars().all(char::is_whitespace) {
            if !text.ends_with(' ') {
                push(' ', at, &mut text);
            }
            continue;
        }
        if is_plain(grapheme) || is_nfc(grapheme) {
            grapheme.chars().for_each(|c| push(fold_quote(c), at, &mut text));
        } else {
            grapheme.nfc().for_each(|c| push(fold_quote(c), at, &mut text));
        }
    }
    origin.push(raw.len());
    Folded { text, origin }
}

/// The graphemes of a text with their places. Where two characters stand side by side that are
/// never part of a longer one, that is known without the tables: folding the 620 kB of this
/// edition's content takes 6 ms, with the tables alone 15.
fn graphemes(raw: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &raw[at..];
        let mut characters = rest.chars();
        let first = characters.next()?;
        let is_one = stands_alone(first) && characters.next().is_none_or(stands_alone);
        let grapheme = if is_one {
            &rest[..first.len_utf8()]
        } else {
            rest.graphemes(true).next().unwrap_or(rest)
        };
        let start = at;
        at += grapheme.len();
        Some((start, grapheme))
    })
}

/// Whether a grapheme is one character that NFC leaves as it is.
fn is_plain(grapheme: &str) -> bool {
    let mut characters = grapheme.chars();
    characters.next().is_some_and(stands_alone) && characters.next().is_none()
}

/// Whether a character is a grapheme beside any other such, and is in NFC: printed ASCII, general
/// punctuation, the punctuation and the common characters of Chinese, their wide forms.
fn stands_alone(c: char) -> bool {
    matches!(c, ' '..='~' | '‐'..='‧' | '、'..='〩' | '一'..='\u{9FFF}' | '！'..='～')
}

fn fold_quote(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' => '\'',
        '“' | '”' | '„' | '‟' => '"',
        c => c,
    }
}

/// All places of a quotation in a reading, as bytes of the reading; overlapping places count once.
#[must_use]
pub fn find_all(raw: &str, quote: &str) -> Vec<Range<usize>> {
    if quote.is_empty() {
        return Vec::new();
    }
    let exact: Vec<_> = raw.match_indices(quote).map(|(at, _)| at..at + quote.len()).collect();
    if !exact.is_empty() {
        return exact;
    }
    let reading = fold(raw);
    let wanted = fold(quote).text;
    let found = reading.text.match_indices(&wanted);
    found.map(|(at, _)| reading.original(at..at + wanted.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::prop_assert;
    use proptest::prop_assert_eq;
    use proptest::sample::select;

    #[test]
    fn quotes_and_white_space_are_folded_and_found_in_the_original() {
        let raw = "the \u{a0} “Plan” points";
        let found = find_all(raw, "the \"Plan\"");
        assert_eq!(found.len(), 1);
        assert_eq!(&raw[found[0].clone()], "the \u{a0} “Plan”");
    }

    #[test]
    fn an_exact_quote_is_found_exactly() {
        assert_eq!(find_all("数据 数据", "数据"), vec![0..6, 7..13]);
        assert!(find_all("数据", "數據").is_empty());
        assert!(find_all("数据", "").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn graphemes_are_those_of_the_tables(
            pieces in vec(select(PIECES.as_slice()), 0..12),
            other in any::<char>(),
        ) {
            let text = pieces.concat() + &other.to_string() + &pieces.concat();
            let expected: Vec<_> = text.grapheme_indices(true).collect();
            prop_assert_eq!(graphemes(&text).collect::<Vec<_>>(), expected);
            prop_assert!(text.chars().filter(|c| stands_alone(*c)).all(|c| is_nfc(&c.to_string())));
        }
    }

    /// Characters that join with others, and some that do not.
    const PIECES: [&str; 16] = [
        "a",
        " ",
        "国",
        "，",
        "Ａ",
        "“",
        "e\u{301}",
        "\u{302A}",
        "\u{3099}",
        "か",
        "\r\n",
        "\u{200D}",
        "👩",
        "🇨",
        "각",
        "#\u{FE0F}\u{20E3}",
    ];

    #[test]
    fn combining_marks_compare_equal_to_composed_letters() {
        assert_eq!(find_all("cafe\u{301} au", "café"), vec![0..6]);
    }
}
