//! Short forms of texts: the opening of a gloss, the surroundings of a quotation.

use serde::Serialize;

use std::ops::Range;

/// The opening of a gloss in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opening {
    /// BCP 47 tag.
    pub lang: String,
    /// Plain text.
    pub text: String,
}

/// What stands for words left out.
pub const ELLIPSIS: &str = "…";

/// The text of HTML that was made here, without its tags.
#[must_use]
pub fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for (n, piece) in html.split('<').enumerate() {
        let text = if n == 0 { piece } else { piece.split_once('>').map_or("", |(_, t)| t) };
        out.push_str(text);
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    for (entity, character) in entities {
        out = out.replace(entity, character);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first sentence, cut where it is wider than `limit` (Chinese characters count two).
#[must_use]
pub fn opening(text: &str, limit: usize) -> String {
    shortened(&text[..sentence_end(text)], limit)
}

/// A text, cut at a word where it is wider than `limit` (Chinese characters count two).
#[must_use]
pub fn shortened(text: &str, limit: usize) -> String {
    let end = fitting(text, limit);
    if end == text.len() {
        return text.to_owned();
    }
    let cut = text[..end].rfind(is_break).unwrap_or(end);
    let kept = text[..cut].trim_end_matches(is_break);
    format!("{kept}{ELLIPSIS}")
}

/// A range with its surroundings, up to `limit` wide on either side.
#[must_use]
pub fn around(raw: &str, range: &Range<usize>, limit: usize) -> Range<usize> {
    let before: String = raw[..range.start].chars().rev().collect();
    let room = fitting(&before, limit);
    let mut start = range.start - room;
    if start > 0 {
        start += raw[start..range.start].find(is_break).unwrap_or(0);
    }
    let after = &raw[range.end..];
    let mut room = fitting(after, limit);
    if room < after.len() {
        room = after[..room].rfind(is_break).unwrap_or(room);
    }
    start..range.end + room
}

fn sentence_end(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let spaced = characters.peek().is_none_or(|(_, next)| next.is_whitespace());
        if matches!(c, '。' | '！' | '？') || (matches!(c, '.' | '!' | '?') && spaced) {
            return at + c.len_utf8();
        }
    }
    text.len()
}

/// How many bytes of a text fit into a width.
fn fitting(text: &str, limit: usize) -> usize {
    let mut width = 0;
    for (at, c) in text.char_indices() {
        width += if c >= '\u{2e80}' { 2 } else { 1 };
        if width > limit {
            return at;
        }
    }
    text.len()
}

fn is_break(c: char) -> bool {
    c.is_whitespace() || matches!(c, '，' | '、' | '；' | '：' | '。' | ',' | ';' | ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gloss_opens_with_its_first_sentence() {
        assert_eq!(opening("One. Two.", 80), "One.");
        assert_eq!(opening("甲乙。丙。", 80), "甲乙。");
        assert_eq!(opening("about 3.5 of it. More", 80), "about 3.5 of it.");
        assert_eq!(opening("no end", 80), "no end");
    }

    #[test]
    fn long_sentences_are_cut_between_words() {
        assert_eq!(opening("one two, three four", 13), "one two…");
        assert_eq!(opening("甲乙，丙丁戊己", 8), "甲乙…");
    }

    #[test]
    fn surroundings_end_between_words() {
        let raw = "aa bb cc QUOTE dd ee ff";
        assert_eq!(&raw[around(raw, &(9..14), 4)], " cc QUOTE dd");
        assert_eq!(around(raw, &(9..14), 99), 0..raw.len());
        let raw = "一二三四五";
        assert_eq!(&raw[around(raw, &(6..9), 2)], "二三四");
    }

    #[test]
    fn tags_and_entities_are_taken_away() {
        assert_eq!(plain("<p>a &lt;b&gt; <em>c</em>\n</p>"), "a <b> c");
    }
}
