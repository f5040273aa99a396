//! The rule `number-differs`.

use crate::annotate::Rows;
use crate::annotate::renderings::base;
use crate::annotate::renderings::translations;
use crate::check::number;
use crate::check::number::Printed;
use crate::check::numerals;
use crate::check::rule::Context;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::diag::Span;
use crate::format::site::Level;
use crate::model::Document;

/// A number of the source is not in the translation, or the other way round.
pub const RULE: Rule = Rule {
    code: "number-differs",
    level: Level::Warning,
    moment: Moment::Edition,
    summary: "A number of the source is not in the translation, or the other way round",
    why: "Numbers are compared by value, row by row: 46万亿 is 46 trillion, 8亿 is 800 \
          million. A number that differs is an error of the translation, which deserves a \
          note, or of alignment.",
    example: "zh: 46万亿元   en: 46 billion yuan",
    run,
};

fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for document in context.edition.documents.iter().filter(|document| document.has_source()) {
        let noted = document.noted();
        let rows = Rows::new(document);
        for row in 0..rows.len() {
            let segments: Vec<usize> = rows.segments(row).collect();
            if segments.iter().any(|segment| noted.contains(segment)) {
                continue;
            }
            let Some(source) = segments.first().and_then(|&s| base(document, s)) else { continue };
            for translation in translations(document, source) {
                found.extend(compare(document, &segments, source, translation));
            }
        }
    }
    found
}

/// The numbers of one witness in a row.
#[derive(Default)]
struct Numbers {
    printed: Vec<(Printed, Span)>,
    in_words: Vec<number::Value>,
    /// The first of its readings with words.
    first: Option<Span>,
    complete: bool,
}

fn numbers(document: &Document, segments: &[usize], witness: usize) -> Numbers {
    let mut numbers = Numbers { complete: true, ..Numbers::default() };
    for &segment in segments {
        let reading = document.segments[segment].readings.get(witness);
        let Some(text) = reading.and_then(|reading| reading.text()) else {
            numbers.complete = false;
            continue;
        };
        numbers.first = numbers.first.or(Some(text.span));
        for printed in number::printed(&text.raw) {
            let span = text.span.slice(printed.range.clone());
            numbers.printed.push((printed, span));
        }
        numbers.in_words.extend(numerals::in_words(&text.raw));
    }
    numbers
}

impl Numbers {
    fn has(&self, wanted: &Printed) -> bool {
        let in_words = |n: &number::Value| n.with_percent(wanted.value.percent) == wanted.value;
        self.printed.iter().any(|(p, _)| p.value == wanted.value)
            || self.in_words.iter().any(in_words)
    }
}

fn compare(
    document: &Document,
    segments: &[usize],
    source: usize,
    translation: usize,
) -> Vec<Diagnostic> {
    let (a, b) = (numbers(document, segments, source), numbers(document, segments, translation));
    let (Some(_), Some(at)) = (a.first, b.first) else { return Vec::new() };
    let name = |witness: usize| &document.witnesses[witness].id;
    let id = &document.segments[segments[0]].id;
    let mut found = Vec::new();
    for (number, span) in a.printed.iter().filter(|(n, _)| b.complete && !b.has(n)) {
        let words = shown(document, segments, source, (number, *span));
        let message =
            format!("`{}` lacks 「{words}」 of `{}` in `{id}`", name(translation), name(source));
        let finding = Diagnostic::warning(RULE.code, message).at(at);
        found.push(finding.also(*span, "the number in the source"));
    }
    for (number, span) in b.printed.iter().filter(|(n, _)| a.complete && !a.has(n)) {
        let words = shown(document, segments, translation, (number, *span));
        let message =
            format!("`{}` has 「{words}」, not in `{}` in `{id}`", name(translation), name(source));
        found.push(Diagnostic::warning(RULE.code, message).at(*span));
    }
    found
}

/// The words of a number, as printed.
fn shown<'a>(
    document: &'a Document,
    segments: &[usize],
    witness: usize,
    (number, span): (&Printed, Span),
) -> &'a str {
    let texts = segments.iter().filter_map(|&s| document.segments[s].readings[witness].text());
    let mut own = texts.filter(|text| text.span.slice(number.range.clone()) == span);
    own.find_map(|text| text.raw.get(number.range.clone())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;

    fn messages(readings: &str) -> Vec<String> {
        let edition = fixture::edition(&format!("document d zh:zh:source en:en\n{readings}"));
        run(&Context::new(&edition)).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn equal_values_are_not_reported() {
        assert!(
            messages(
                "s1 | 到2025年达46万亿元，8亿户，52.6% | 46 trillion by 2025, 800 million, 52.6%"
            )
            .is_empty()
        );
        assert!(messages("s1 | 2月27日电 | February 27").is_empty());
        assert!(messages("s1 | 二十大、两大基础 | 20 and 2").is_empty());
        assert!(messages("s1 | 5个 | five").is_empty());
    }

    #[test]
    fn another_value_is_reported() {
        let found = messages("s1 | 46万亿元 | 46 billion yuan");
        assert_eq!(
            found,
            [
                "`en` lacks 「46万亿」 of `zh` in `s1`",
                "`en` has 「46 billion」, not in `zh` in `s1`",
            ]
        );
    }

    #[test]
    fn numbers_in_words_are_the_same_numbers() {
        assert!(messages("s1 | 八亿户 | 800 million households").is_empty());
        assert!(messages("s1 | 百分之七点八 | 7.8%").is_empty());
        assert!(messages("s1 | 21世纪 | the 21st century").is_empty());
        assert!(messages("s1 | 第十四个五年规划 | the 14th Five-Year Plan").is_empty());
        assert_eq!(messages("s1 | 八亿户 | 80 million households").len(), 1);
        assert_eq!(messages("s1 | 第十四个五年规划 | the 13th Five-Year Plan").len(), 2);
    }

    #[test]
    fn a_note_excuses_its_segment_even_where_its_words_are_not_found() {
        let mut edition =
            fixture::edition("document d zh:zh:source en:en\ns1 | 46万亿元 | 46 billion yuan");
        assert_eq!(run(&Context::new(&edition)).len(), 2);
        edition.documents[0].unanchored.insert(0);
        assert!(run(&Context::new(&edition)).is_empty());
    }

    #[test]
    fn a_number_may_stand_in_another_segment_of_its_row() {
        assert!(messages("s1 | 到2025年 | nothing\n& s2 | 无 | by 2025").is_empty());
        assert_eq!(messages("s1 | 到2025年 | nothing\ns2 | 无 | by 2025").len(), 2);
    }

    #[test]
    fn an_absent_reading_may_hold_the_number() {
        assert!(messages("s1 | 到2025年 | -\n& s2 | 无 | nothing").is_empty());
    }
}
