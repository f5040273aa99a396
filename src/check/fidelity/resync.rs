//! What to say of a reading that differs from its seed, and where to go on.

use crate::check::fidelity::codes::DIFFERS;
use crate::check::fidelity::codes::excerpt;
use crate::check::fidelity::layout::Layout;
use crate::check::fidelity::layout::RunLayout;
use crate::check::fidelity::lost;
use crate::check::fidelity::stream::dense;
use crate::diag::Diagnostic;
use crate::diag::Span;

use similar::Algorithm;
use similar::DiffOp;
use similar::capture_diff_slices;

use std::ops::Range;

/// A reading is looked for by at least so many characters, its followers' included.
const NEEDLE: usize = 20;
/// Longer stretches are not compared character by character.
const COMPARED: usize = 20_000;
/// Characters shown around a difference.
const SHOWN: usize = 24;

/// Where a reading and its seed part.
pub(crate) struct Place {
    /// The reading, by its number in the run.
    pub(crate) next: usize,
    /// The glyph after the reading before it.
    pub(crate) before: usize,
    /// The glyph at which it should stand.
    pub(crate) start: usize,
    /// The first byte of the reading that differs.
    pub(crate) difference: usize,
    /// Whether the reading before it was read without a difference.
    pub(crate) in_step: bool,
}

/// Reports a difference; the glyph and the reading at which the comparison goes on.
pub(crate) fn report(
    layout: &Layout<'_>,
    run: &RunLayout<'_>,
    place: &Place,
    sink: &mut Vec<Diagnostic>,
) -> (usize, usize) {
    let stream = &run.stream;
    let own = stream.find(&needle(run, place.next), place.start);
    let following = place.next + 1..run.readings.len();
    let (resume, next) = following
        .into_iter()
        .find_map(|next| Some((stream.find(&needle(run, next), place.start)?, next)))
        .unwrap_or((stream.glyphs.len(), run.readings.len()));
    match own {
        Some(own) if own == place.start => {
            // The same characters, but other white space within.
            sink.push(differs(layout, run, place));
            (stream.after(own, &dense(&run.readings[place.next].1.raw)), place.next + 1)
        }
        Some(own) if own < resume => {
            let (before, in_step) = (place.before, place.in_step);
            let (next, difference) = (place.next, place.difference);
            let lost = lost::Lost { glyphs: place.start..own, before, in_step, next, difference };
            lost::report(layout, run, &lost, sink);
            (own, place.next)
        }
        _ => {
            let absent = resume == place.start && next < run.readings.len();
            sink.push(if absent { stray(run, place) } else { differs(layout, run, place) });
            if !absent {
                others(layout, run, (place, resume, next), sink);
            }
            (resume, next)
        }
    }
}

/// The characters of a reading, and of those after it until there are enough to be told apart.
fn needle(run: &RunLayout<'_>, reading: usize) -> String {
    let mut needle = String::new();
    for (_, text) in &run.readings[reading..] {
        needle.push_str(&dense(&text.raw));
        if needle.chars().count() >= NEEDLE {
            break;
        }
    }
    needle
}

fn differs(layout: &Layout<'_>, run: &RunLayout<'_>, place: &Place) -> Diagnostic {
    let raw = &run.readings[place.next].1.raw;
    let glyph = place.start + raw[..place.difference].chars().count();
    difference(layout, run, (place.next, place.difference), glyph)
}

/// The finding that a reading differs from its seed at a byte, where the seed has a glyph.
fn difference(
    layout: &Layout<'_>,
    run: &RunLayout<'_>,
    (reading, at): (usize, usize),
    glyph: usize,
) -> Diagnostic {
    let (segment, text) = run.readings[reading];
    let seed = run.seed_place(glyph).start;
    let rest = layout.text.get(seed..run.bytes.end).unwrap_or_default();
    let message = format!(
        "the reading of `{}` in `{}` differs from its seed: it has 「{}」, the seed 「{}」",
        run.document.witnesses[run.witness].id,
        run.id(segment),
        around(&text.raw, at),
        around(&layout.text[run.bytes.clone()], seed - run.bytes.start),
    );
    let end = text.raw[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let seed_end = rest.chars().next().map_or(seed, |c| seed + c.len_utf8());
    let label = match run.stream.glyphs.get(glyph) {
        Some(g) if g.line_end => "the seed has a line end here".to_owned(),
        Some(g) if g.c.is_whitespace() => "the seed has white space here".to_owned(),
        Some(g) => format!("the seed has 「{}」 here", g.c),
        None => "the seed ends here".to_owned(),
    };
    Diagnostic::error(DIFFERS, message)
        .at(text.span.slice(whole_or(text.span, &text.raw, at..end)))
        .label(label)
        .also(Span::new(layout.file, seed..seed_end), "the seed")
        .hint("a reading is the seed letter by letter; a fault of the seed gets a note")
}

/// A part of a reading; the whole of it where its file writes it with escapes.
fn whole_or(span: Span, raw: &str, part: Range<usize>) -> Range<usize> {
    if span.range().len() == raw.len() { part } else { 0..span.range().len() }
}

/// A few characters of a text around a byte of it.
fn around(text: &str, at: usize) -> String {
    let from = text[..at].char_indices().rev().nth(SHOWN / 3).map_or(0, |(start, _)| start);
    let cut: String = text[from..].chars().take(SHOWN).collect();
    let open = if from > 0 { "…" } else { "" };
    let close = if from + cut.len() < text.len() { "…" } else { "" };
    format!("{open}{}{close}", excerpt(&cut, SHOWN))
}

fn stray(run: &RunLayout<'_>, place: &Place) -> Diagnostic {
    let (segment, text) = run.readings[place.next];
    let message = format!(
        "the reading of `{}` in `{}` does not stand in its seed: 「{}」",
        run.document.witnesses[run.witness].id,
        run.id(segment),
        excerpt(&text.raw, 40),
    );
    Diagnostic::error(DIFFERS, message)
        .at(text.span)
        .label("the seed goes on with the next reading")
        .hint("take it out, or give its kind of absence")
}

/// Reports the first difference of each further reading before the place where the comparison
/// goes on.
fn others(
    layout: &Layout<'_>,
    run: &RunLayout<'_>,
    (place, resume, next): (&Place, usize, usize),
    sink: &mut Vec<Diagnostic>,
) {
    if next <= place.next + 1 {
        return;
    }
    // Each character of the readings with its reading and byte.
    let mut owners: Vec<(usize, usize)> = Vec::new();
    let mut written: Vec<char> = Vec::new();
    for reading in place.next..next {
        let characters = run.readings[reading].1.raw.char_indices();
        for (at, c) in characters.filter(|(_, c)| !c.is_whitespace()) {
            owners.push((reading, at));
            written.push(c);
        }
    }
    let glyphs: Vec<usize> = (place.start..resume)
        .filter(|&glyph| !run.stream.glyphs[glyph].c.is_whitespace())
        .collect();
    let printed: Vec<char> = glyphs.iter().map(|&glyph| run.stream.glyphs[glyph].c).collect();
    if written.len().max(printed.len()) > COMPARED {
        return;
    }
    let mut reported = place.next;
    for op in capture_diff_slices(Algorithm::Myers, &written, &printed) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let Some(&(reading, at)) = owners.get(op.old_range().start) else { continue };
        if reading > reported {
            reported = reading;
            let glyph = glyphs.get(op.new_range().start).copied().unwrap_or(resume);
            sink.push(difference(layout, run, (reading, at), glyph));
        }
    }
}
