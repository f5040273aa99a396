//! The nearest match of a quotation that is not there, for "did you mean".

use crate::model::Document;
use crate::text;
use crate::text::fold;

/// A hint: where else the quotation stands, or the words most like it in this reading.
pub fn hint(quote: &str, document: &Document, segment: usize, witness: usize) -> Option<String> {
    let other = document.segments.iter().enumerate().find(|(index, s)| {
        *index != segment
            && s.readings[witness].text().is_some_and(|t| !fold::find_all(&t.raw, quote).is_empty())
    });
    if let Some((_, other)) = other {
        return Some(format!("it stands in segment `{}`", other.id));
    }
    let readings = &document.segments[segment].readings;
    for (index, reading) in readings.iter().enumerate().filter(|(index, _)| *index != witness) {
        if reading.text().is_some_and(|t| !fold::find_all(&t.raw, quote).is_empty()) {
            return Some(format!("it stands in witness `{}`", document.witnesses[index].id));
        }
    }
    let reading = readings[witness].text()?;
    nearest(quote, &reading.raw).map(|words| format!("did you mean 「{words}」?"))
}

/// The stretch of a reading that differs least from the quotation, if it differs by no more than
/// half of its characters.
fn nearest<'r>(quote: &str, reading: &'r str) -> Option<&'r str> {
    let length = quote.chars().count();
    let mut starts: Vec<usize> = reading.char_indices().map(|(at, _)| at).collect();
    starts.push(reading.len());
    let count = starts.len() - 1;
    let mut best: Option<(usize, &str)> = None;
    for size in length.saturating_sub(2).max(1)..=length + 2 {
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
    best.filter(|(distance, _)| distance * 2 <= length).map(|(_, words)| words.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_most_like_the_quotation_are_suggested() {
        assert_eq!(nearest("多层面协同", "建立多层次协同、多平台支撑"), Some("多层次协同"));
        assert_eq!(nearest("the data factor", "of the data factors is"), Some("the data factors"));
        assert_eq!(nearest("something else", "数字中国"), None);
    }
}
