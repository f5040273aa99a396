//! Pure functions on text: folding for comparison, distances, scripts and word edges.

pub mod emphasis;
pub mod fingerprint;
pub mod fold;
pub mod near;
pub mod search;
pub mod simplify;

pub use crate::text::fingerprint::fingerprint;
pub use crate::text::fold::Folded;
pub use crate::text::fold::fold;

/// Whether a character is a Han character (including the extensions and 〇).
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' | '〇')
}

/// Whether a character belongs to words that are written with spaces between them:
/// a letter, mark or digit that is not Han, kana or of another unspaced script.
#[must_use]
pub fn is_spaced_word(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c) && !is_kana_or_southeast_asian(c)
}

/// Whether a character is kana or of a south-east Asian script that is written without spaces.
#[must_use]
pub fn is_kana_or_southeast_asian(c: char) -> bool {
    matches!(c,
        '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{0E00}'..='\u{0EFF}'
        | '\u{0F00}'..='\u{0FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Whether both ends of `range` (bytes of `text`) are word edges: a letter or digit of a spaced
/// script at an end must not touch another one outside.
#[must_use]
pub fn at_word_edges(text: &str, range: &std::ops::Range<usize>) -> bool {
    let (Some(before), Some(inside), Some(after)) =
        (text.get(..range.start), text.get(range.clone()), text.get(range.end..))
    else {
        return false;
    };
    let touches = |left: Option<char>, right: Option<char>| match (left, right) {
        (Some(left), Some(right)) => is_spaced_word(left) && is_spaced_word(right),
        _ => false,
    };
    !touches(before.chars().next_back(), inside.chars().next())
        && !touches(inside.chars().next_back(), after.chars().next())
}

/// Number of characters to insert, delete, replace or swap with a neighbour
/// (optimal string alignment distance).
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_swaps_as_one() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("witness", "witnses"), 1);
        assert_eq!(distance("数字中国", "数字中国建设"), 2);
    }

    #[test]
    fn latin_edges_matter_and_han_neighbours_are_edges() {
        let text = "said AI，15G网络5G";
        let at = |word: &str, nth: usize| {
            let start = text.match_indices(word).nth(nth).unwrap().0;
            start..start + word.len()
        };
        assert!(!at_word_edges("said", &(1..3)));
        assert!(at_word_edges(text, &at("AI", 0)));
        assert!(!at_word_edges(text, &at("5G", 0)));
        assert!(at_word_edges(text, &at("5G", 1)));
        assert!(at_word_edges(text, &at("网络", 0)));
    }
}
