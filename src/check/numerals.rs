//! Numbers written in words: English number words and ordinals, Chinese numerals, and the numbers
//! of five-year plans.

use crate::check::value::Printed;
use crate::check::value::Value;

use memchr::memchr2_iter;

use std::ops::Range;

/// Small numbers and ordinals in English.
const SMALL: [(&str, u64); 46] = [
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
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
];

/// English words that multiply what stands before them.
const LARGE: [(&str, u64); 4] = [
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

/// Chinese digits by value; 两 is the last.
const DIGITS: &str = "〇一二三四五六七八九两";
/// Chinese powers of ten below a myriad.
const POWERS: [(char, u64); 3] = [('十', 10), ('百', 100), ('千', 1_000)];
/// Chinese powers that close a group.
const MYRIADS: [(char, u64); 2] = [('万', 10_000), ('亿', 100_000_000)];
/// What stands before the numerals of a share in hundredths.
const PER_CENT: &str = "百分之";

/// Values that a text writes in words, each with all of its parts: of `forty-six trillion` also
/// 40 and 6, of 二〇二五 also its digits.
#[must_use]
pub fn in_words(text: &str) -> Vec<Value> {
    let mut found = english(text);
    found.extend(chinese_in(text));
    found
}

fn whole(value: u64) -> Value {
    Value::new(value, 0, false)
}

fn small(word: &str) -> Option<u64> {
    let known = SMALL.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
    known.map(|(_, value)| *value).or_else(|| ordinal_in_digits(word))
}

/// `14th`, `21st`.
fn ordinal_in_digits(word: &str) -> Option<u64> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word[digits.len()..].to_ascii_lowercase();
    let is_ordinal = matches!(ending.as_str(), "st" | "nd" | "rd" | "th");
    digits.parse().ok().filter(|_| is_ordinal)
}

/// A number in English words while it is read.
#[derive(Default)]
struct Run {
    total: u64,
    group: u64,
    /// How many small numbers it has.
    parts: usize,
    multiplied: bool,
}

impl Run {
    fn multiply(&mut self, by: u64) {
        self.total = self.total.saturating_add(self.group.max(1).saturating_mul(by));
        self.group = 0;
        self.multiplied = true;
    }

    fn value(&self) -> Option<u64> {
        let composed = self.parts > 1 || self.parts == 1 && self.multiplied;
        composed.then_some(self.total.saturating_add(self.group))
    }
}

fn english(text: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut run = Run::default();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let large = LARGE.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
        if let Some(value) = small(word) {
            found.push(whole(value));
            run.group = run.group.saturating_add(value);
            run.parts += 1;
        } else if word.eq_ignore_ascii_case("hundred") && run.parts > 0 {
            run.group = run.group.max(1).saturating_mul(100);
            run.multiplied = true;
        } else if let Some((_, by)) = large.filter(|_| run.parts > 0) {
            run.multiply(*by);
        } else if !word.eq_ignore_ascii_case("and") {
            found.extend(std::mem::take(&mut run).value().map(whole));
        }
    }
    found.extend(run.value().map(whole));
    found
}

fn is_numeral(c: char) -> bool {
    DIGITS.contains(c) || POWERS.iter().chain(&MYRIADS).any(|(power, _)| *power == c)
}

/// The runs of Chinese numerals that begin with a digit or with 十; 千家万户 is none.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    let begins = |c: char| DIGITS.contains(c) || c == '十';
    while let Some(start) = text[at..].find(begins).map(|n| at + n) {
        let length = text[start..].find(|c| !is_numeral(c)).unwrap_or(text.len() - start);
        runs.push(start..start + length);
        at = start + length;
    }
    runs
}

fn chinese_in(text: &str) -> Vec<Value> {
    let mut found = Vec::new();
    for run in runs(text) {
        let words = &text[run.clone()];
        let percent = text[..run.start].ends_with(PER_CENT);
        let point = text[run.end..].strip_prefix('点').and_then(|rest| runs(rest).first().cloned());
        let values = chinese(words).into_iter();
        found.extend(values.map(|value| whole(value).with_percent(percent)));
        // 七点八: the digits after the point.
        if let Some(after) = point.filter(|after| after.start == 0) {
            let start = run.end + '点'.len_utf8();
            let digits = positional(&text[start..start + after.end]);
            let value =
                chinese(words).first().copied().zip(digits).and_then(|(whole, (more, n))| {
                    let raised = whole.checked_mul(10u64.checked_pow(n)?)?.checked_add(more)?;
                    Some(Value::new(raised, -i32::try_from(n).ok()?, percent))
                });
            found.extend(value);
        }
    }
    found
}

fn digit(c: char) -> Option<u64> {
    let value = DIGITS.chars().position(|d| d == c)?;
    if c == '两' { Some(2) } else { u64::try_from(value).ok() }
}

/// Digits read one after the other, 二〇二五, and how many there are.
fn positional(text: &str) -> Option<(u64, u32)> {
    let mut value: u64 = 0;
    for c in text.chars() {
        value = value.checked_mul(10)?.checked_add(digit(c)?)?;
    }
    Some((value, u32::try_from(text.chars().count()).ok()?))
}

/// The value of a run of numerals; of digits alone the number and each digit.
fn chinese(text: &str) -> Vec<u64> {
    if let Some((value, count)) = positional(text) {
        let digits = text.chars().filter_map(digit);
        return if count == 1 {
            vec![value]
        } else {
            std::iter::once(value).chain(digits).collect()
        };
    }
    let (mut total, mut group, mut last) = (0u64, 0u64, 0u64);
    for c in text.chars() {
        if let Some(value) = digit(c) {
            last = value;
        } else if let Some((_, power)) = POWERS.iter().find(|(name, _)| *name == c) {
            group = group.saturating_add(last.max(1).saturating_mul(*power));
            last = 0;
        } else if let Some((_, power)) = MYRIADS.iter().find(|(name, _)| *name == c) {
            let part = group + last;
            total = if part == 0 || total < *power {
                total.saturating_add(part).saturating_mul(*power)
            } else {
                total.saturating_add(part.saturating_mul(*power))
            };
            (group, last) = (0, 0);
        }
    }
    vec![total.saturating_add(group).saturating_add(last)]
}

/// The numbers of five-year plans: 第十四个五年, “十四五”, `14th Five-Year`, `Fourteenth
/// Five-Year`. They are printed numbers, which both languages must have.
#[must_use]
pub fn plans(text: &str) -> Vec<Printed> {
    let mut found: Vec<Printed> = Vec::new();
    if may_name_chinese_plan(text) {
        found.extend(runs(text).into_iter().filter_map(|run| chinese_plan(text, run)));
    }
    if !names_five(text) {
        return found;
    }
    let lower = text.to_ascii_lowercase();
    for name in ["five-year", "five year"] {
        found.extend(lower.match_indices(name).filter_map(|(at, name)| {
            let before = text[..at].trim_end_matches([' ', '-', '\u{a0}']);
            let start = before
                .rfind(|c: char| !c.is_ascii_alphanumeric())
                .map_or(0, |n| n + before[n..].chars().next().map_or(0, char::len_utf8));
            let value = small(&before[start..])?;
            Some(plan(value, start..at + name.len()))
        }));
    }
    found
}

/// Whether 五 stands in a text as it does in 第十四个五年 and “十四五”.
fn may_name_chinese_plan(text: &str) -> bool {
    let mut fives = text.match_indices('五').map(|(at, five)| &text[at + five.len()..]);
    fives.any(|after| after.starts_with(['年', '”', '」', '"']))
}

/// Whether the word `five` is in a text: few texts have it, and this is quickly seen.
fn names_five(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut words =
        memchr2_iter(b'v', b'V', bytes).filter_map(|at| bytes.get(at.checked_sub(2)?..at + 2));
    words.any(|word| word.eq_ignore_ascii_case(b"five"))
}

fn chinese_plan(text: &str, run: Range<usize>) -> Option<Printed> {
    let (before, words, after) = (&text[..run.start], &text[run.clone()], &text[run.end..]);
    if before.ends_with('第') && after.starts_with("个五年") {
        let value = chinese(words).first().copied()?;
        return Some(plan(value, run.start - '第'.len_utf8()..run.end + "个五年".len()));
    }
    let number = words.strip_suffix('五').filter(|number| number.starts_with('十'))?;
    let quoted = before.ends_with(['“', '「', '"']) && after.starts_with(['”', '」', '"']);
    quoted.then(|| chinese(number).first().map(|value| plan(*value, run.clone())))?
}

fn plan(value: u64, range: Range<usize>) -> Printed {
    Printed { value: whole(value), range, scaled: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(text: &str, value: Value) -> bool {
        in_words(text).contains(&value)
    }

    #[test]
    fn english_words_are_read_whole_and_in_parts() {
        let values = in_words("Twenty-two and more");
        assert_eq!(values, [20, 2, 22].map(whole));
        assert!(has("forty-six trillion yuan", whole(46_000_000_000_000)));
        assert!(has("one hundred and eight", whole(108)));
        assert!(has("eight hundred million users", whole(800_000_000)));
        assert!(has("the 21st century", whole(21)));
        assert!(!has("4.6 hundred million", whole(100_000_000)), "a multiplier alone is no number");
    }

    #[test]
    fn chinese_numerals_are_read_with_their_powers() {
        let values = in_words("二十大、三、十四、四十");
        assert_eq!(values, [20, 3, 14, 40].map(whole));
        for (text, value) in [
            ("八亿户", 800_000_000),
            ("三亿五千万人", 350_000_000),
            ("一万二千亿元", 1_200_000_000_000),
            ("四十六万亿元", 46_000_000_000_000),
            ("二〇二五年", 2025),
            ("一百零八", 100),
            ("两万", 20_000),
        ] {
            assert!(has(text, whole(value)), "{text}: {:?}", in_words(text));
        }
        assert!(has("百分之七点八", Value::new(78, -1, true)));
        assert!(has("百分之三十", Value::new(30, 0, true)));
        assert_eq!(in_words("千家万户、万物互联、百花齐放"), [], "idioms are no numbers");
    }

    #[test]
    fn plans_are_numbered_in_both_languages() {
        let values = |text: &str| plans(text).iter().map(|p| p.value).collect::<Vec<_>>();
        for text in [
            "第十四个五年规划",
            "“十四五”国家信息化规划",
            "五位一体、「十四五」規劃",
            "发布\"十四五\"规划",
            "the 14th Five-Year Plan",
            "the Fourteenth Five-Year Plan",
            "“14th Five-year Plan”",
        ] {
            assert_eq!(values(text), [whole(14)], "{text}");
        }
        assert_eq!(values("五位一体、四五个、a five-year plan"), []);
        let words = "发布“十四五”规划";
        assert_eq!(&words[plans(words)[0].range.clone()], "十四五");
    }
}
