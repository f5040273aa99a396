//! The rule `number-differs`.

use crate::annotate::Rows;
use crate::annotate::renderings::base;
use crate::annotate::renderings::translations;
use crate::check::number;
use crate::check::number::Printed;
use crate::check::numerals;
use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::diag::Span;
use crate::format::site::Level;
use crate::model::Document;
use crate::model::NoteKind;

use std::cell::OnceCell;

/// A number of the source is not in the translation, or the other way round.
pub const RULE: Rule = Rule {
    code: "number-differs",
    level: Level::Warning,
    moment: Moment::Edition,
    summary: "A number of the source is not in the translation, or the other way round",
    why: "Numbers are compared by value, row by row: 46万亿 is 46 trillion, 8亿 is 800 \
          million. A number that differs is an error of the translation, which deserves a \
          note on these words, or of alignment.",
    example: "zh: 46万亿元   en: 46 billion yuan",
    find: Find::Document(in_document),
};

fn in_document(context: &Context<'_>, index: usize) -> Vec<Diagnostic> {
    let document: &Document = &context.edition.documents[index];
    let mut found = Vec::new();
    if !document.has_source() {
        return found;
    }
    let rows = Rows::new(document);
    for row in 0..rows.len() {
        let segments: Vec<usize> = rows.segments(row).collect();
        // What a note spoke of is not known where its words are not found.
        if segments.iter().any(|segment| document.unanchored.contains(segment)) {
            continue;
        }
        let Some(source) = segments.first().and_then(|&s| base(document, s)) else { continue };
        for translation in translations(document, source) {
            found.extend(compare(document, &segments, source, translation));
        }
    }
    found
}

/// A number where it stands.
struct Placed {
    number: Printed,
    segment: usize,
    span: Span,
}

impl Placed {
    /// Whether a note quotes the number of a witness.
    fn is_noted(&self, document: &Document, witness: usize) -> bool {
        document.is_noted(self.segment, witness, &self.number.range)
    }
}

/// The numbers of one witness in a row.
#[derive(Default)]
struct Numbers<'a> {
    texts: Vec<&'a str>,
    printed: Vec<Placed>,
    /// Those in words are read only where a printed number is looked for.
    in_words: OnceCell<Vec<number::Value>>,
    /// The first of its readings with words.
    first: Option<Span>,
    complete: bool,
}

fn numbers<'a>(document: &'a Document, segments: &[usize], witness: usize) -> Numbers<'a> {
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
            numbers.printed.push(Placed { number: printed, segment, span });
        }
        numbers.texts.push(&text.raw);
    }
    numbers
}

impl Numbers<'_> {
    fn has(&self, wanted: &Printed) -> bool {
        let in_words = |n: &number::Value| n.with_percent(wanted.value.percent) == wanted.value;
        self.printed.iter().any(|p| p.number.value == wanted.value)
            || self.in_words().iter().any(in_words)
    }

    fn in_words(&self) -> &[number::Value] {
        let read = || self.texts.iter().copied().flat_map(numerals::in_words).collect();
        self.in_words.get_or_init(read)
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
    let is_told = |placed: &Placed, own: usize, (other, rest): (usize, &Numbers<'_>)| {
        let of_rest = rest.printed.iter().any(|p| p.is_noted(document, other));
        placed.is_noted(document, own) || of_rest || is_told_of(document, segments, other)
    };
    let mut found = Vec::new();
    let missed = a.printed.iter().filter(|p| b.complete && !b.has(&p.number));
    for placed in missed.filter(|p| !is_told(p, source, (translation, &b))) {
        let words = shown(document, placed, source);
        let message =
            format!("`{}` lacks 「{words}」 of `{}` in `{id}`", name(translation), name(source));
        let finding = Diagnostic::warning(RULE.code, message).at(at);
        found.push(finding.also(placed.span, "the number in the source"));
    }
    let added = b.printed.iter().filter(|p| a.complete && !a.has(&p.number));
    for placed in added.filter(|p| !is_told(p, translation, (source, &a))) {
        let words = shown(document, placed, translation);
        let message =
            format!("`{}` has 「{words}」, not in `{}` in `{id}`", name(translation), name(source));
        found.push(Diagnostic::warning(RULE.code, message).at(placed.span));
    }
    found
}

/// Whether a note tells of a fault in what a witness has in a row.
fn is_told_of(document: &Document, segments: &[usize], witness: usize) -> bool {
    document.notes.iter().any(|note| {
        let is_there = segments.contains(&note.at.segment) && note.at.witness == witness;
        is_there && note.kind != NoteKind::Editorial
    })
}

/// The words of a number, as printed.
fn shown<'a>(document: &'a Document, placed: &Placed, witness: usize) -> &'a str {
    let text = document.segments[placed.segment].readings[witness].text();
    text.and_then(|text| text.raw.get(placed.number.range.clone())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;

    fn messages(readings: &str) -> Vec<String> {
        let edition = fixture::edition(&format!("document d zh:zh:source en:en\n{readings}"));
        RULE.run(&Context::new(&edition)).into_iter().map(|finding| finding.message).collect()
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
        assert_eq!(RULE.run(&Context::new(&edition)).len(), 2);
        fixture::document_mut(&mut edition, 0).unanchored.insert(0);
        assert!(RULE.run(&Context::new(&edition)).is_empty());
    }

    /// Notes at a witness (0 the source, 1 the translation) that quote a range of its reading.
    fn with_note(witness: usize, range: std::ops::Range<usize>, kind: NoteKind) -> usize {
        let mut edition =
            fixture::edition("document d zh:zh:source en:en\ns1 | 46万亿元 | 46 billion yuan");
        fixture::document_mut(&mut edition, 0).notes.push(fixture::note((0, witness), range, kind));
        RULE.run(&Context::new(&edition)).len()
    }

    #[test]
    fn a_note_excuses_the_numbers_it_speaks_of_and_no_others() {
        assert_eq!(with_note(1, 0..10, NoteKind::Correction), 0);
        assert_eq!(with_note(1, 11..15, NoteKind::Editorial), 2);
        assert_eq!(with_note(0, 0..8, NoteKind::Editorial), 0);
        assert_eq!(with_note(0, 8..11, NoteKind::Editorial), 2);
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
