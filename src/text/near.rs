//! The words of a text that are most like a quotation.

use crate::text;

/// The stretch of a text that differs least from the quotation, if it differs by no more than half
/// of its characters, with the number of characters that differ. Of stretches that differ alike
/// the one as long as the quotation is taken.
#[must_use]
pub fn nearest<'r>(quote: &str, reading: &'r str) -> Option<(&'r str, usize)> {
    let length = quote.chars().count();
    let mut starts: Vec<usize> = reading.char_indices().map(|(at, _)| at).collect();
    starts.push(reading.len());
    let count = starts.len() - 1;
    let mut best: Option<(usize, &str)> = None;
    let mut sizes: Vec<usize> = (length.saturating_sub(2).max(1)..=length + 2).collect();
    sizes.sort_by_key(|size| size.abs_diff(length));
    for size in sizes {
        for first in 0..(count + 1).saturating_sub(size) {
            let words = &reading[starts[first]..starts[first + size]];
            if !text::at_word_edges(reading, &(starts[first]..starts[first + size])) {
                continue;
            }
            let distance = text::distance(quote, words);
            if best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, words));
            }
        }
    }
    let near = best.filter(|(distance, _)| distance * 2 <= length);
    near.map(|(distance, words)| (words.trim(), distance))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words<'r>(quote: &str, reading: &'r str) -> Option<&'r str> {
        nearest(quote, reading).map(|(words, _)| words)
    }

    #[test]
    fn the_words_most_like_the_quotation_are_suggested() {
        assert_eq!(words("多层面协同", "建立多层次协同、多平台支撑"), Some("多层次协同"));
        assert_eq!(words("the data factor", "of the data factors is"), Some("the data factors"));
        assert_eq!(words("something else", "数字中国"), None);
    }

    #[test]
    fn a_wrong_character_at_an_end_does_not_shorten_the_suggestion() {
        assert_eq!(words("取得重要进站", "数字中国建设取得重要进展。"), Some("取得重要进展"));
        assert_eq!(words("区得重要进展", "数字中国建设取得重要进展。"), Some("取得重要进展"));
    }
}
