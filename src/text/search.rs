//! The normalisation for search, used for the index and, by the same rules and table, in the
//! browser: width, case, diacritics of Latin letters, traditional and simplified characters;
//! punctuation and white space are passed over.

use crate::text::is_han;
use crate::text::is_kana_or_southeast_asian;
use crate::text::simplify::simplify;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use std::ops::Range;

/// What follows a word in the key of a token; a token that is a single character has none.
pub const WORD_END: char = ' ';

/// Folds one character and hands on what it becomes: nothing, one or several characters.
pub fn fold_char(c: char, mut out: impl FnMut(char)) {
    if c.is_ascii() {
        return out(c.to_ascii_lowercase());
    }
    if is_han(c) && !('\u{F900}'..='\u{FAFF}').contains(&c) {
        return out(simplify(c));
    }
    for part in std::iter::once(c).nfkd() {
        if is_latin_mark(part) || is_invisible(part) {
            continue;
        }
        if is_han(part) {
            out(simplify(part));
        } else {
            part.to_lowercase().for_each(&mut out);
        }
    }
}

/// Marks above and below Latin, Greek and Cyrillic letters.
fn is_latin_mark(c: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&c)
}

/// Characters inside words that are not seen: soft hyphens and joiners.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Whether a folded character belongs to a token; all others are passed over.
fn is_token(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Whether a folded character is a token by itself also in texts that space their words.
fn is_alone(c: char) -> bool {
    is_han(c) || is_kana_or_southeast_asian(c)
}

/// Finds the tokens of a reading: its characters one by one where the language is written without
/// spaces, else its words (with [`WORD_END`] after them), and one by one the characters of scripts
/// without spaces in it. `sink` gets each token's key and its bytes in the reading.
pub fn tokens(raw: &str, spaced: bool, mut sink: impl FnMut(&str, Range<usize>)) {
    let mut word = String::new();
    let mut from = 0;
    let mut to = 0;
    let mut single = [0; 4];
    for (at, c) in raw.char_indices() {
        let end = at + c.len_utf8();
        fold_char(c, |f| {
            let joins = spaced && is_token(f) && !is_alone(f);
            if !joins && !word.is_empty() {
                word.push(WORD_END);
                sink(&word, from..to);
                word.clear();
            }
            if joins {
                if word.is_empty() {
                    from = at;
                }
                word.push(f);
                to = end;
            } else if is_token(f) {
                sink(f.encode_utf8(&mut single), at..end);
            }
        });
    }
    if !word.is_empty() {
        word.push(WORD_END);
        sink(&word, from..to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(raw: &str, spaced: bool) -> Vec<String> {
        let mut all = Vec::new();
        tokens(raw, spaced, |key, range| {
            assert!(raw.get(range).is_some());
            all.push(key.to_owned());
        });
        all
    }

    #[test]
    fn texts_without_spaces_are_characters_without_their_punctuation() {
        assert_eq!(keys("按照“２５Ｇ”，數", false), ["按", "照", "2", "5", "g", "数"]);
    }

    #[test]
    fn texts_with_spaces_are_words_and_the_han_characters_in_them() {
        assert_eq!(
            keys("China’s e-Government (數字): Naïve SHÙJÙ 5G网络", true),
            [
                "china ",
                "s ",
                "e ",
                "government ",
                "数",
                "字",
                "naive ",
                "shuju ",
                "5g ",
                "网",
                "络"
            ]
        );
    }

    #[test]
    fn marks_that_stand_apart_and_invisible_characters_do_not_cut_words() {
        assert_eq!(keys("cafe\u{301}s co\u{ad}operate", true), ["cafes ", "cooperate "]);
        assert_eq!(keys("हिन्दी", true).len(), 1);
    }

    #[test]
    fn ranges_are_of_the_reading() {
        let raw = "Ｔhe Plan";
        let mut found = Vec::new();
        tokens(raw, true, |_, range| found.push(&raw[range]));
        assert_eq!(found, ["Ｔhe", "Plan"]);
    }
}
