//! Reads the characters of a run and its readings side by side.

use crate::check::fidelity::codes::BREAK;
use crate::check::fidelity::layout::Layout;
use crate::check::fidelity::layout::RunLayout;
use crate::check::fidelity::layout::first_character;
use crate::check::fidelity::lost;
use crate::check::fidelity::resync;
use crate::diag::Diagnostic;
use crate::diag::Span;
use crate::model::Text;

use std::ops::Range;

/// Compares all readings of a run. After a difference it goes on at the next reading that is
/// found, so that one fault gives one finding.
pub(crate) fn run(layout: &Layout<'_>, run: &RunLayout<'_>, sink: &mut Vec<Diagnostic>) {
    let stream = &run.stream;
    let (mut at, mut next) = (0, 0);
    // Whether the reading before ended where the stream stands.
    let mut in_step = false;
    while next < run.readings.len() {
        let start = stream.skip_white_space(at);
        match compare(run, run.readings[next].1, start) {
            Ok(end) => {
                if in_step {
                    gap(layout, run, (next, at..start), sink);
                }
                (at, next, in_step) = (end, next + 1, true);
            }
            Err(difference) => {
                let place = resync::Place { next, before: at, start, difference, in_step };
                (at, next) = resync::report(layout, run, &place, sink);
                in_step = false;
            }
        }
    }
    let start = stream.skip_white_space(at);
    if start < stream.glyphs.len() {
        let glyphs = start..stream.glyphs.len();
        let lost = lost::Lost { glyphs, before: at, in_step, next, difference: 0 };
        lost::report(layout, run, &lost, sink);
    }
}

/// The glyph after a reading that stands at `start`, or the byte of the reading that differs.
fn compare(run: &RunLayout<'_>, reading: &Text, start: usize) -> Result<usize, usize> {
    let mut at = start;
    for (offset, c) in reading.raw.char_indices() {
        match run.stream.glyphs.get(at) {
            Some(glyph) if glyph.c == c && !glyph.line_end => at += 1,
            _ => return Err(offset),
        }
    }
    Ok(at)
}

/// Checks the white space before the reading `next`.
fn gap(
    layout: &Layout<'_>,
    run: &RunLayout<'_>,
    (next, glyphs): (usize, Range<usize>),
    sink: &mut Vec<Diagnostic>,
) {
    let (previous, _) = run.readings[next - 1];
    let (segment, text) = run.readings[next];
    let white = &run.stream.glyphs[glyphs.clone()];
    let printed_break = white.iter().any(|glyph| glyph.line_end);
    let wanted = run.breaks.between(previous, segment);
    let (before, after) = (run.id(previous), run.id(segment));
    let finding = |message: String| {
        let seed = run.stream.bytes(glyphs.clone()).unwrap_or_else(|| run.seed_place(glyphs.end));
        Diagnostic::error(BREAK, message)
            .at(text.span.slice(0..first_character(&text.raw)))
            .also(Span::new(layout.file, seed), "the seed")
    };
    if wanted.paragraph {
        if !printed_break && !wanted.restored {
            let message = format!("a paragraph begins with `{after}`, but not in the seed");
            let hint = "put `restored = true` on the division, or let the paragraph go on";
            sink.push(finding(message).label("no line end before these words").hint(hint));
        }
        return;
    }
    if printed_break {
        let message = format!("the seed begins a paragraph with `{after}`, the spine does not");
        let hint = "begin a division here, or name the white space in a `[[join]]`";
        sink.push(finding(message).label("after a line end in the seed").hint(hint));
        return;
    }
    let printed: String = white.iter().map(|glyph| glyph.c).collect();
    let separator = run.document.witnesses[run.witness].lang.separator();
    let expected = run.spaces.get(&previous).copied().unwrap_or(separator);
    // A declared space names no witness: in a seed of several it may be another's.
    let elsewhere = layout.runs.len() > 1 && printed == separator;
    if printed != expected && !elsewhere {
        let message = format!(
            "between `{before}` and `{after}` the seed has {}, not {}",
            spaces(&printed),
            spaces(expected)
        );
        let hint = format!("say so in the recipe: `[[space]]` with `after = \"{before}\"`");
        sink.push(finding(message).hint(hint));
    }
}

fn spaces(text: &str) -> String {
    match text {
        "" => "nothing".to_owned(),
        " " => "one space".to_owned(),
        text => format!("`{}`", text.escape_debug()),
    }
}
