//! Characters of a seed that are in no reading and no omission.

use crate::check::fidelity::codes::DIFFERS;
use crate::check::fidelity::codes::LOST;
use crate::check::fidelity::codes::excerpt;
use crate::check::fidelity::layout::Layout;
use crate::check::fidelity::layout::RunLayout;
use crate::check::fidelity::layout::first_character;
use crate::diag::Diagnostic;
use crate::diag::Span;

use std::ops::Range;

/// Up to so many lost characters between two readings are taken for a piece of one of them.
const PIECE: usize = 8;

/// Characters of a run between two readings.
pub(crate) struct Lost {
    /// The characters.
    pub(crate) glyphs: Range<usize>,
    /// Where the reading before them ended: white space may stand between.
    pub(crate) before: usize,
    /// Whether that reading was read without a difference.
    pub(crate) in_step: bool,
    /// The reading after them, by its number in the run.
    pub(crate) next: usize,
    /// The byte at which that reading differs from them.
    pub(crate) difference: usize,
}

/// Reports characters outside all runs and omissions, a finding for each stretch.
pub(crate) fn uncovered(layout: &Layout<'_>, sink: &mut Vec<Diagnostic>) {
    let runs = layout.recipe.recipe.run.iter().map(|run| *run.get_ref().bytes.get_ref());
    let runs = runs.map(|[start, end]| start..end);
    let mut covered: Vec<Range<usize>> = runs.chain(layout.omitted.iter().cloned()).collect();
    covered.push(layout.text.len()..layout.text.len());
    covered.sort_by_key(|range| (range.start, range.end));
    let mut at = 0;
    for range in covered {
        if let Some(text) = layout.text.get(at..range.start) {
            let words = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            if !words.is_empty() {
                let start = at + text.find(words).unwrap_or(0);
                sink.push(finding(layout, start..start + words.len()));
            }
        }
        at = at.max(range.end);
    }
}

fn finding(layout: &Layout<'_>, bytes: Range<usize>) -> Diagnostic {
    let words = excerpt(&layout.text[bytes.clone()], 60);
    Diagnostic::error(LOST, format!("「{words}」 is in no reading and no omission"))
        .at(Span::new(layout.file, bytes.clone()))
        .hint(format!(
            "read it in a segment, or leave it out with a reason: `[[omit]]` with `bytes = [{}, {}]`",
            bytes.start, bytes.end
        ))
}

/// Reports characters inside a run: few of them as a piece that a reading lacks, more as lost.
pub(crate) fn report(
    layout: &Layout<'_>,
    run: &RunLayout<'_>,
    lost: &Lost,
    sink: &mut Vec<Diagnostic>,
) {
    let glyphs = &run.stream.glyphs[lost.glyphs.clone()];
    let white = glyphs.iter().rev().take_while(|glyph| glyph.c.is_whitespace()).count();
    let words = lost.glyphs.start..lost.glyphs.end - white;
    let Some(bytes) = run.stream.bytes(words.clone()) else { return };
    let count = run.stream.dense_in(words.clone()).chars().count();
    let line_end = run.stream.glyphs[words].iter().any(|glyph| glyph.line_end);
    let owner = if count <= PIECE && !line_end { owner(layout, run, lost) } else { None };
    let Some((reading, at_end)) = owner else {
        sink.push(finding(layout, bytes));
        return;
    };
    let (segment, text) = run.readings[reading];
    let words = excerpt(&layout.text[bytes.clone()], 20);
    let at = if at_end { text.raw.len() } else { lost.difference };
    let place = at..at + first_character(&text.raw[at..]);
    let message = format!(
        "the reading of `{}` in `{}` lacks 「{words}」 at its {}",
        run.document.witnesses[run.witness].id,
        run.id(segment),
        if at_end { "end" } else { "start" },
    );
    let label = format!("the seed has 「{words}」 {}", if at_end { "here" } else { "before this" });
    let finding = Diagnostic::error(DIFFERS, message).at(text.span.slice(place)).label(label);
    sink.push(finding.also(Span::new(layout.file, bytes), "the seed"));
}

/// The reading that a few lost characters are a piece of, and whether they are its end.
fn owner(layout: &Layout<'_>, run: &RunLayout<'_>, lost: &Lost) -> Option<(usize, bool)> {
    let previous = lost.next.checked_sub(1).filter(|_| lost.in_step);
    let next = (lost.next < run.readings.len()).then_some(lost.next);
    let (Some(before), Some(after)) = (previous, next) else {
        return previous.map(|reading| (reading, true)).or(next.map(|reading| (reading, false)));
    };
    let white_before = lost.before < lost.glyphs.start;
    let last = run.stream.glyphs[lost.glyphs.end - 1];
    let white_after = last.c.is_whitespace();
    let ends_sentence = run.readings[before].1.raw.ends_with(|c: char| !c.is_alphanumeric());
    let first = layout.text[run.stream.glyphs[lost.glyphs.start].at..].chars().next();
    let opens = first.is_some_and(|c| c.is_alphanumeric() || "《「『“‘（【〔([".contains(c));
    let at_end = match (white_before, white_after) {
        (true, false) => false,
        (false, true) => true,
        _ => !(ends_sentence && opens),
    };
    Some(if at_end { (before, true) } else { (after, false) })
}
