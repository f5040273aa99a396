//! Numbers in Chinese and English text, for comparing them across languages.

pub use crate::check::value::Printed;
pub use crate::check::value::Value;

use crate::check::numerals;
use crate::text::is_spaced_word;

/// Multipliers and their powers of ten, the longest first where one begins another.
const MULTIPLIERS: [(&str, i32); 23] = [
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("亿", 8),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("万", 4),
    ("千", 3),
    ("萬億", 12),
    ("億", 8),
    ("萬", 4),
    ("ten thousand", 4),
    ("hundred thousand", 5),
    ("ten million", 7),
    ("hundred million", 8),
    ("hundred billion", 11),
    ("trillion", 12),
    ("billion", 9),
    ("million", 6),
    ("thousand", 3),
    ("hundred", 2),
];

const PER_CENT: [&str; 6] = ["%", "％", "percent", "per cent", "个百分点", "percentage point"];

/// The power of ten of the multiplier at the start of a text, and its length in bytes.
fn multiplier(text: &str) -> Option<(i32, usize)> {
    let found = MULTIPLIERS.iter().find(|(word, _)| starts_with(text, word))?;
    Some((found.1, found.0.len()))
}

/// The power of ten in a unit: 12 of 万亿元 and of `trillion yuan`.
#[must_use]
pub fn power_of_unit(unit: &str) -> i32 {
    let starts = unit.char_indices().map(|(at, _)| &unit[at..]);
    starts.filter_map(multiplier).map(|(power, _)| power).next().unwrap_or(0)
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The numbers printed in digits. Left out are digits that are part of a word (`5G`, `IPv6`,
/// `14th`), marks of lists (`(1)`, `1.`) and the number of a month before 月. The numbers of
/// five-year plans are with them in whatever way they are written.
#[must_use]
pub fn printed(text: &str) -> Vec<Printed> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = digit_from(text, at) {
        let length = numeral(&text[start..]);
        at = start + length;
        if is_in_word(text, start, at) || is_list_mark(text, start, at) {
            continue;
        }
        let after = &text[at..];
        if after.starts_with('月') || is_month_of_date(text, start, at) {
            continue;
        }
        let Some(number) = parse(text, start, at) else { continue };
        at = number.range.end;
        found.push(number);
    }
    found.extend(numerals::plans(text));
    found.sort_by_key(|number| number.range.start);
    found
}

/// The first digit at or after a place.
fn digit_from(text: &str, at: usize) -> Option<usize> {
    text.as_bytes()[at..].iter().position(u8::is_ascii_digit).map(|n| at + n)
}

/// Length of the digits at the start, with separators of thousands and a decimal point inside.
fn numeral(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while digit(end) {
        end += 1;
    }
    while bytes.get(end) == Some(&b',')
        && (1..=3).all(|n| digit(end + n))
        && !digit(end + 4)
        && end <= 3 + end / 4 * 4
    {
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') && digit(end + 1) {
        end += 1;
        while digit(end) {
            end += 1;
        }
    }
    end
}

fn parse(text: &str, start: usize, end: usize) -> Option<Printed> {
    let plain = text[start..end].replace(',', "");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits: u64 = format!("{whole}{fraction}").parse().ok()?;
    let mut power = -i32::try_from(fraction.len()).ok()?;
    let mut end = end;
    let spaces =
        |at: usize| text[at..].len() - text[at..].trim_start_matches([' ', '\u{a0}', '-']).len();
    let mut scaled = false;
    if let Some((times, length)) = multiplier(&text[end + spaces(end)..]) {
        end += spaces(end) + length;
        power += times;
        scaled = true;
    }
    let rest = &text[end + spaces(end)..];
    let percent = PER_CENT.iter().find(|word| starts_with(rest, word));
    if let Some(word) = percent {
        end += spaces(end) + word.len();
    }
    let value = Value::new(digits, power, percent.is_some());
    Some(Printed { value, range: start..end, scaled })
}

fn is_in_word(text: &str, start: usize, end: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && is_spaced_word(c));
    let before = text[..start].chars().next_back();
    let joined = before == Some('-') && letter(text[..start - 1].chars().next_back());
    letter(before) || joined || letter(text[end..].chars().next())
}

/// `(1)`, `（1）`, and `1.` or `1、` at the start of a text.
fn is_list_mark(text: &str, start: usize, end: usize) -> bool {
    let (before, after) = (text[..start].trim_end(), &text[end..]);
    let few = end - start <= 2;
    few && (before.ends_with(['(', '（']) && after.starts_with([')', '）'])
        || before.is_empty() && after.starts_with(['.', '、', '．', ')', '）']))
}

/// The `02` of `2023-02-27`.
fn is_month_of_date(text: &str, start: usize, end: usize) -> bool {
    let year = text[..start].strip_suffix('-').unwrap_or_default();
    end - start == 2
        && year.len() >= 4
        && year.bytes().rev().take(4).all(|b| b.is_ascii_digit())
        && text[end..].starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(zh: &str, en: &str) {
        let values = |text: &str| printed(text).iter().map(|p| p.value).collect::<Vec<_>>();
        assert!(!values(zh).is_empty(), "{zh}");
        assert_eq!(values(zh), values(en), "{zh} / {en}");
    }

    #[test]
    fn the_same_number_is_the_same_in_both_languages() {
        same("46万亿元", "46 trillion yuan");
        same("8亿户", "800 million households");
        same("4.6亿", "460 million");
        same("到2025年", "by 2025");
        same("52.6%", "52.6 percent");
        same("10.9万", "109,000");
        same("3个百分点", "3 percentage points");
        same("2023-02-27", "2023, the 27 of February");
    }

    #[test]
    fn different_numbers_differ() {
        assert_ne!(printed("8亿")[0].value, printed("80 million")[0].value);
        assert_ne!(printed("10%")[0].value, printed("10")[0].value);
    }

    #[test]
    fn digits_of_words_lists_and_months_are_no_numbers() {
        for text in ["5G、IPv6、14th", "（1）推进", "(2) advance", "1. Build", "2月"] {
            assert_eq!(printed(text), [], "{text}");
        }
        assert_eq!(printed("2月27日").len(), 1);
    }

    #[test]
    fn figures_of_the_texts_are_the_same_in_either_wording() {
        same("7.8%", "7.8 percent");
        same("37.21万亿元", "37.21 trillion Yuan");
        same("4.6亿户", "4.6 hundred million users");
        same("8亿户", "800 million users");
        same("640万户", "6.4 million");
        same("6000万户", "60 million households");
        same("到2025年，7.2万亿元", "by 2025, 7,200 billion yuan");
        same("5000家", "5 thousand enterprises");
        same("第十四个五年规划", "14th Five-Year Plan");
        same("“十四五”规划，2035年", "the Fourteenth Five-Year Plan, 2035");
        assert_ne!(printed("4.6亿")[0].value, printed("462 million")[0].value);
    }

    #[test]
    fn units_have_powers() {
        assert_eq!(power_of_unit("万亿元"), 12);
        assert_eq!(power_of_unit("trillion yuan"), 12);
        assert_eq!(power_of_unit("%"), 0);
    }
}
