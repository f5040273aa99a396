//! Numbers in Chinese and English text, for comparing them across languages.

use crate::text::is_spaced_word;

/// A number as a value: `digits` × 10^`power`, without zeros at the end of `digits`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    digits: u64,
    power: i32,
    /// Whether it is a share in hundredths: `7.8%`.
    pub percent: bool,
}

impl Value {
    /// A value; zeros at the end of the digits move to the power.
    #[must_use]
    pub fn new(digits: u64, power: i32, percent: bool) -> Self {
        let (mut digits, mut power) = (digits, power);
        while digits != 0 && digits.is_multiple_of(10) {
            digits /= 10;
            power += 1;
        }
        if digits == 0 {
            power = 0;
        }
        Self { digits, power, percent }
    }

    /// The same digits as a share in hundredths, or not.
    #[must_use]
    pub fn with_percent(self, percent: bool) -> Self {
        Self { percent, ..self }
    }

    /// The same number of a unit that is a power of ten.
    #[must_use]
    pub fn times_ten_to(self, power: i32) -> Self {
        Self::new(self.digits, self.power + power, self.percent)
    }
}

/// A number as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Its value.
    pub value: Value,
    /// Its bytes in the text, multiplier and per-cent sign included.
    pub range: std::ops::Range<usize>,
    /// Whether a multiplier was printed with it: 亿, million.
    pub scaled: bool,
}

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
/// `14th`), marks of lists (`(1)`, `1.`) and the number of a month before 月.
#[must_use]
pub fn printed(text: &str) -> Vec<Printed> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|n| at + n) {
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
    found
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

/// Values that are written in words: English number words and Chinese numerals up to 99.
#[must_use]
pub fn in_words(text: &str) -> Vec<u64> {
    let mut found = Vec::new();
    for word in text.split(|c: char| !c.is_ascii_alphabetic()) {
        let word = word.to_ascii_lowercase();
        found.extend(WORDS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value));
    }
    let numeral = |c: char| DIGITS.contains(c) || c == '十';
    for part in text.split(|c| !numeral(c)).filter(|part| !part.is_empty()) {
        found.extend(chinese(part));
    }
    found
}

const WORDS: [(&str, u64); 27] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

const DIGITS: &str = "〇一二三四五六七八九两";

fn chinese(text: &str) -> Vec<u64> {
    let digit = |c: char| match DIGITS.chars().position(|d| d == c) {
        Some(10) => Some(2),
        Some(value) => u64::try_from(value).ok(),
        None => None,
    };
    match text.split_once('十') {
        Some((tens, ones)) => {
            let tens = tens.chars().next_back().map_or(Some(1), digit);
            let ones = ones.chars().next().map_or(Some(0), digit);
            tens.zip(ones).map(|(t, o)| t * 10 + o).into_iter().collect()
        }
        None => text.chars().filter_map(digit).collect(),
    }
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
    fn words_and_chinese_numerals_are_read() {
        assert_eq!(in_words("二十大、三、十四、四十"), [20, 3, 14, 40]);
        assert_eq!(in_words("Twenty and two"), [20, 2]);
    }

    #[test]
    fn units_have_powers() {
        assert_eq!(power_of_unit("万亿元"), 12);
        assert_eq!(power_of_unit("trillion yuan"), 12);
        assert_eq!(power_of_unit("%"), 0);
    }
}
