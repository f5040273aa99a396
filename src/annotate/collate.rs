//! Collation: where source witnesses of one language differ.
//!
//! Readings are compared grapheme by grapheme after folding, so that composed letters, runs of
//! white space and the style of quotation marks are no variants; in languages without spaces
//! white space is none at all.

use crate::model::Document;
use crate::model::Role;
use crate::text::fold;
use crate::text::is_han;
use crate::text::is_spaced_word;

use similar::Algorithm;
use similar::DiffOp;
use similar::capture_diff_slices;
use unicode_segmentation::UnicodeSegmentation;

use std::ops::Range;

/// Graphemes before a difference in Han text that are shown with it, so that a word can be read.
const HAN_CONTEXT: usize = 2;

/// Differences with at most so many equal graphemes between them are one variant.
const NEAR: usize = 1;

/// What one witness reads at a variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Index of the witness in [`Document::witnesses`].
    pub witness: usize,
    /// The words to show: bytes in `Text::raw`.
    pub range: Range<usize>,
    /// The characters that differ, within `range`; empty where this witness has nothing.
    pub exact: Range<usize>,
}

/// A place where two source witnesses of one language differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Index of the segment in [`Document::segments`].
    pub segment: usize,
    /// The reading of the first source witness of the language.
    pub base: Side,
    /// The reading of the other.
    pub other: Side,
}

/// Collates the source witnesses of a document, language by language, in spine order.
#[must_use]
pub fn variants(document: &Document) -> Vec<Variant> {
    let pairs = pairs(document);
    let mut all = Vec::new();
    if pairs.is_empty() {
        return all;
    }
    for (segment, unit) in document.segments.iter().enumerate() {
        for &(base, other) in &pairs {
            let text = |witness: usize| unit.readings.get(witness).and_then(|r| r.text());
            let (Some(a), Some(b)) = (text(base), text(other)) else { continue };
            if a.raw == b.raw {
                continue;
            }
            let spaced = document.witnesses[base].lang.is_spaced();
            let found = differences(&a.raw, &b.raw, spaced);
            all.extend(found.into_iter().map(|(left, right)| Variant {
                segment,
                base: left.side(base),
                other: right.side(other),
            }));
        }
    }
    all
}

/// Each later source witness with the first one of its language.
fn pairs(document: &Document) -> Vec<(usize, usize)> {
    let sources: Vec<usize> = (0..document.witnesses.len())
        .filter(|&w| document.witnesses[w].role == Role::Source)
        .collect();
    let lang = |witness: usize| &document.witnesses[witness].lang;
    let first = |w: usize| sources.iter().copied().find(|&s| lang(s).serves(lang(w)));
    sources.iter().filter_map(|&w| first(w).filter(|&s| s != w).map(|s| (s, w))).collect()
}

/// Bytes of a reading: those to show, and those that differ.
struct Part {
    range: Range<usize>,
    exact: Range<usize>,
}

impl Part {
    fn side(self, witness: usize) -> Side {
        Side { witness, range: self.range, exact: self.exact }
    }
}

/// A reading as graphemes, folded, without what does not count, with the way back.
struct Units {
    units: Vec<String>,
    /// Where each grapheme stands in the reading.
    at: Vec<Range<usize>>,
    end: usize,
}

impl Units {
    fn new(raw: &str, spaced: bool) -> Self {
        let folded = fold(raw);
        let mut units = Self { units: Vec::new(), at: Vec::new(), end: raw.len() };
        for (start, grapheme) in folded.text.grapheme_indices(true) {
            if !spaced && grapheme.trim().is_empty() {
                continue;
            }
            units.units.push(grapheme.to_owned());
            units.at.push(folded.original(start..start + grapheme.len()));
        }
        units
    }

    /// The bytes of a range of graphemes; for an empty one the place between.
    fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        match (self.at.get(range.start), range.is_empty()) {
            (Some(first), false) => first.start..self.at[range.end - 1].end,
            (Some(first), true) => first.start..first.start,
            (None, _) => self.end..self.end,
        }
    }
}

fn differences(a: &str, b: &str, spaced: bool) -> Vec<(Part, Part)> {
    let (a, b) = (Units::new(a, spaced), Units::new(b, spaced));
    let ops = capture_diff_slices(Algorithm::Myers, &a.units, &b.units);
    let mut changed: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        join(&mut changed, op.old_range(), op.new_range(), NEAR);
    }
    let mut words: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut exact: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (old, new) in changed {
        let (before, after) = reach(&a.units, &b.units, &old, &new);
        let wide_old = old.start - before..old.end + after;
        let wide_new = new.start - before..new.end + after;
        let count = words.len();
        join(&mut words, wide_old, wide_new, 0);
        match exact.last_mut() {
            Some(last) if words.len() == count => {
                *last = (last.0.start..old.end, last.1.start..new.end)
            }
            _ => exact.push((old, new)),
        }
    }
    let part = |units: &Units, wide: &Range<usize>, exact: &Range<usize>| Part {
        range: units.bytes(wide),
        exact: units.bytes(exact),
    };
    let both = words.iter().zip(&exact);
    both.map(|(w, e)| (part(&a, &w.0, &e.0), part(&b, &w.1, &e.1))).collect()
}

/// Adds a pair of ranges, to the last pair where they are near or overlap.
fn join(
    all: &mut Vec<(Range<usize>, Range<usize>)>,
    old: Range<usize>,
    new: Range<usize>,
    near: usize,
) {
    match all.last_mut() {
        Some(last) if old.start <= last.0.end + near && new.start <= last.1.end + near => {
            *last = (last.0.start..old.end.max(last.0.end), last.1.start..new.end.max(last.1.end));
        }
        _ => all.push((old, new)),
    }
}

/// How many equal graphemes before and after a difference make it readable: the rest of the word
/// in spaced scripts; in Han text two characters before, or after where none stand before.
fn reach(a: &[String], b: &[String], old: &Range<usize>, new: &Range<usize>) -> (usize, usize) {
    let before = || a[..old.start].iter().rev().zip(b[..new.start].iter().rev());
    let after = || a[old.end..].iter().zip(&b[new.end..]);
    let is_word = |unit: &str| unit.chars().next().is_some_and(is_spaced_word);
    let starts_with = |unit: &str, test: fn(char) -> bool| unit.chars().next().is_some_and(test);
    let changed = || a[old.clone()].iter().chain(&b[new.clone()]);
    if changed().any(|unit| is_word(unit)) {
        let same_word = |(x, y): &(&String, &String)| x == y && is_word(x);
        return (before().take_while(same_word).count(), after().take_while(same_word).count());
    }
    if !changed().any(|unit| starts_with(unit, is_han)) {
        return (0, 0);
    }
    let same_han = |(x, y): &(&String, &String)| x == y && starts_with(x, is_han);
    match before().take(HAN_CONTEXT).take_while(same_han).count() {
        0 => (0, after().take(HAN_CONTEXT).take_while(same_han).count()),
        before => (before, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;

    fn check(head: &str, a: &str, b: &str, expected: &[(&str, &str)]) {
        let edition = fixture::edition(&format!("document d {head}\ns1 | {a} | {b}"));
        let found = variants(&edition.documents[0]);
        let shown: Vec<_> =
            found.iter().map(|v| (&a[v.base.range.clone()], &b[v.other.range.clone()])).collect();
        assert_eq!(shown, expected, "{a} / {b}");
    }

    const ZH: &str = "a:zh:source b:zh:source";
    const EN: &str = "a:en:source b:en:source";

    #[test]
    fn one_character_is_shown_as_a_word() {
        let (a, b) = ("建立多层次协同、多平台支撑", "建立多层面协同、多平台支撑");
        check(ZH, a, b, &[("多层次", "多层面")]);
    }

    #[test]
    fn the_exact_characters_are_known_too() {
        let edition = fixture::edition(&format!("document d {ZH}\ns1 | 多层次 | 多层面"));
        let found = variants(&edition.documents[0]);
        assert_eq!(found[0].base.exact, "多层".len().."多层次".len());
        assert_eq!(found[0].other.witness, 1);
    }

    #[test]
    fn quotes_and_white_space_are_no_variants() {
        check(ZH, "中共中央 国务院印发“规划”", "中共中央国务院印发\"规划\"", &[]);
        check(EN, "the “digital”  plan", "the \"digital\" plan", &[]);
    }

    #[test]
    fn words_of_spaced_scripts_are_shown_whole_and_near_changes_are_one() {
        check(EN, "the digital plan", "the digitised plan", &[("digital", "digitised")]);
        check(EN, "the plan", "the plans", &[("plan", "plans")]);
    }

    #[test]
    fn a_missing_word_has_an_empty_counterpart_with_its_neighbours() {
        check(ZH, "扎实推进建设", "推进建设", &[("扎实推进", "推进")]);
    }

    #[test]
    fn translations_and_other_languages_are_not_collated() {
        check("a:zh:source b:en:source", "数据", "data", &[]);
        check("a:en b:en", "data", "datum", &[]);
    }

    #[test]
    fn two_places_of_one_segment_are_two_variants() {
        check(
            ZH,
            "甲方同意，乙方反对",
            "丙方同意，丁方反对",
            &[("甲方同", "丙方同"), ("乙方反", "丁方反")],
        );
    }
}
