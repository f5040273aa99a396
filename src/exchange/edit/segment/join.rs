//! `segment merge`: two segments that follow each other become one.

use crate::exchange::edit::opened::Opened;
use crate::exchange::edit::opened::Seat;
use crate::exchange::edit::opened::Witness;
use crate::exchange::edit::opened::Words;
use crate::exchange::edit::refusal::Refusal;
use crate::exchange::edit::reviews::Sheet;
use crate::exchange::edit::segment::arrays;
use crate::exchange::edit::segment::mentions;
use crate::exchange::edit::segment::place;
use crate::exchange::edit::segment::place::Placed;
use crate::exchange::edit::segment::seeds;
use crate::exchange::edit::segment::seeds::Seed;
use crate::exchange::edit::texts::Texts;
use crate::exchange::edit::work::Edited;
use crate::exchange::edit::work::Work;
use crate::exchange::edit::work::reading;
use crate::format::document::BodyItem;

use std::collections::BTreeMap;
use std::ops::Range;

/// A reading of two segments as one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Joined {
    words: Words,
    /// How many bytes stand before the words of the second segment.
    before: usize,
}

/// Merges a segment with the one that follows it; the first keeps its id.
///
/// # Errors
/// Refuses where the second does not follow the first in one body, both stand in rows of several
/// segments, a table would lose its shape, or a quotation would no longer be told from another.
pub fn merge(
    texts: &Texts,
    document: &str,
    (first, second): (&str, &str),
) -> Result<Edited, Refusal> {
    let opened = Opened::new(texts, document)?;
    let seats = (opened.seat(first)?, opened.seat(second)?);
    let seeds = seeds::recipes(texts, document)?;
    let mut work = Work::new(texts);
    spine(&opened, (first, second), &seats, &mut work)?;
    let mut joined = BTreeMap::new();
    for witness in &opened.witnesses {
        check_runs(&seeds, document, witness, (first, second))?;
        let declared = seeds::declared(&seeds, document, &witness.id, first);
        let whole = join(witness, (first, second), declared)?;
        write(witness, (first, second), &whole, &mut work)?;
        seeds::move_ends(
            &seeds,
            (document, &witness.id),
            second,
            (Some(first), Some(first)),
            &mut work,
        );
        joined.insert(witness.id.clone(), whole);
    }
    seeds::drop_spaces(&seeds, first, &mut work);
    seeds::move_spaces(&seeds, (second, first), &mut work);
    for id in [first, second] {
        for placed in place::anchors(texts, document, id)? {
            repoint(&placed, &opened, &joined, (id, first), &mut work)?;
        }
    }
    let mut reviews = Sheet::open(texts, document)?;
    reviews.merge(first, second)?;
    reviews.finish(&mut work);
    mentions::relink(document, (second, first), &mut work);
    mentions::accepted(document, (second, first), &mut work)?;
    mentions::alias(document, (second, first), &mut work)?;
    work.finish()
}

fn spine(
    opened: &Opened,
    (first, second): (&str, &str),
    seats: &(Seat, Seat),
    work: &mut Work<'_>,
) -> Result<(), Refusal> {
    let apart = |hint: &str| {
        Err(Refusal::new(format!("`{second}` does not follow `{first}` in one body"))
            .at(&opened.path, seats.1.span(), "the second")
            .at(&opened.path, seats.0.span(), "the first")
            .hint(hint))
    };
    let (Some((body, item)), Some((other, next))) = (seats.0.body(), seats.1.body()) else {
        return apart("headings and heads of columns are segments of their own");
    };
    if body != other {
        return apart("segments of different divisions are not merged");
    }
    if opened.is_table(body) {
        return apart("the cells of a table stay as many as its columns");
    }
    let text = work.text(&opened.path);
    if let (Seat::InRow(_, _, cell, _), Seat::InRow(_, _, after, span)) = seats
        && item == next
    {
        if *after != cell + 1 {
            return apart("only neighbours are merged, in the order of the text");
        }
        let row = opened.body(body)[item].span();
        if length(opened, body, item) == 2 && !text[row.clone()].contains('#') {
            work.replace(&opened.path, row, format!("\"{first}\""));
        } else {
            work.replace(&opened.path, arrays::removal(text, span), "");
        }
        return Ok(());
    }
    let lengths = (length(opened, body, item), length(opened, body, next));
    let first_is_last = matches!(&seats.0, Seat::Alone(..))
        || matches!(&seats.0, Seat::InRow(_, _, cell, _) if cell + 1 == lengths.0);
    let second_is_first = matches!(&seats.1, Seat::Alone(..) | Seat::InRow(_, _, 0, _));
    if next != item + 1 || !first_is_last || !second_is_first {
        return apart("only neighbours are merged, in the order of the text");
    }
    let spans = (opened.body(body)[item].span(), opened.body(body)[next].span());
    match lengths {
        (_, 1) => work.replace(&opened.path, arrays::removal(text, &spans.1), ""),
        (1, _) => {
            // The row of the second takes the first in its place.
            work.replace(&opened.path, arrays::removal(text, &spans.0), "");
            work.replace(&opened.path, seats.1.span(), format!("\"{first}\""));
        }
        _ => {
            return Err(Refusal::new("both stand in rows of several segments")
                .at(&opened.path, spans.0, "the row of the first")
                .at(&opened.path, spans.1, "the row of the second")
                .hint("a row is a sentence: move one of them to the row of the other first"));
        }
    }
    Ok(())
}

fn length(opened: &Opened, body: Option<usize>, item: usize) -> usize {
    match opened.body(body)[item].get_ref() {
        BodyItem::Row(row) => row.len(),
        _ => 1,
    }
}

/// A segment is read from one stretch of a seed.
fn check_runs(
    seeds: &[Seed],
    document: &str,
    witness: &Witness,
    (first, second): (&str, &str),
) -> Result<(), Refusal> {
    let both = [first, second]
        .map(|id| matches!(witness.entry(id).map(|e| &e.words), Ok(Words::Present(_))));
    for seed in seeds {
        for run in seed.runs(document, &witness.id) {
            if both == [true, true] && run.to.get_ref() == first {
                return Err(Refusal::new(format!(
                    "witness `{}` reads `{first}` and `{second}` from two stretches of its seed",
                    witness.id
                ))
                .at(&seed.path, run.to.span(), "the stretch ends here"));
            }
        }
    }
    Ok(())
}

fn join(
    witness: &Witness,
    (first, second): (&str, &str),
    declared: Option<&str>,
) -> Result<Joined, Refusal> {
    let entries = (witness.entry(first)?, witness.entry(second)?);
    Ok(match (&entries.0.words, &entries.1.words) {
        (Words::Present(a), Words::Present(b)) => {
            let gap = declared.unwrap_or(witness.lang.separator());
            Joined { words: Words::Present(format!("{a}{gap}{b}")), before: a.len() + gap.len() }
        }
        (words @ Words::Present(_), _) | (_, words @ Words::Present(_)) => {
            Joined { words: words.clone(), before: 0 }
        }
        (Words::Absent(a), Words::Absent(b)) if a == b => {
            Joined { words: Words::Absent(a.clone()), before: 0 }
        }
        (Words::Absent(a), Words::Absent(b)) => {
            let message =
                format!("witness `{}` lacks `{first}` as {a} and `{second}` as {b}", witness.id);
            return Err(Refusal::new(message)
                .at(&witness.path, entries.1.value.clone(), "")
                .at(&witness.path, entries.0.value.clone(), "")
                .hint("give both the same kind of absence first"));
        }
    })
}

fn write(
    witness: &Witness,
    (first, second): (&str, &str),
    joined: &Joined,
    work: &mut Work<'_>,
) -> Result<(), Refusal> {
    let entries = (witness.entry(first)?, witness.entry(second)?);
    if entries.0.words != joined.words {
        let value = match &joined.words {
            Words::Present(words) => reading(words),
            Words::Absent(kind) => format!("{{ absent = \"{kind}\" }}"),
        };
        work.replace(&witness.path, entries.0.value.clone(), value);
    }
    let gone = line(work.text(&witness.path), &(entries.1.key.start..entries.1.value.end));
    work.replace(&witness.path, gone, "");
    Ok(())
}

/// The line of an entry with its end; only the entry where a comment follows it.
pub(crate) fn line(text: &str, entry: &Range<usize>) -> Range<usize> {
    let rest = &text[entry.end..];
    let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
    if rest[..end].trim().is_empty() {
        return entry.start..entry.end + end;
    }
    entry.start..entry.end + rest.len() - rest.trim_start_matches([' ', '\t']).len()
}

/// Points an anchor at the same words in the merged reading.
fn repoint(
    placed: &Placed,
    opened: &Opened,
    joined: &BTreeMap<String, Joined>,
    (id, first): (&str, &str),
    work: &mut Work<'_>,
) -> Result<(), Refusal> {
    let known = opened.witnesses.iter().find(|w| w.id == placed.witness());
    let (Some(witness), Some(joined)) = (known, joined.get(placed.witness())) else {
        return Err(mentions::unknown_witness(opened, placed.witness()));
    };
    let (Words::Present(own), Words::Present(whole)) = (&witness.entry(id)?.words, &joined.words)
    else {
        return placed.ranges(None).map(drop);
    };
    let before = if id == first { 0 } else { joined.before };
    let ranges = placed.ranges(Some(own))?;
    let moved: Vec<_> = ranges.iter().map(|r| r.start + before..r.end + before).collect();
    placed.point(first, (whole, &moved), work)
}
