//! `segment move`: a segment goes to another place of the same document's spine.

use crate::diag::did_you_mean;
use crate::exchange::edit::opened::Opened;
use crate::exchange::edit::opened::Seat;
use crate::exchange::edit::opened::Witness;
use crate::exchange::edit::opened::Words;
use crate::exchange::edit::opened::order;
use crate::exchange::edit::opened::read;
use crate::exchange::edit::refusal::Refusal;
use crate::exchange::edit::segment::arrays;
use crate::exchange::edit::segment::join::line;
use crate::exchange::edit::segment::seeds;
use crate::exchange::edit::texts::Texts;
use crate::exchange::edit::work::Edited;
use crate::exchange::edit::work::Work;
use crate::format::document::BodyItem;

/// Where a segment goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// To a row of its own after the row of this segment.
    After(String),
    /// Into the row of this segment, after it.
    InRow(String),
    /// To a row of its own at the end of this division.
    Division(String),
}

/// Moves a segment; the witness files follow the order of the spine.
///
/// # Errors
/// Refuses where the segment is a heading or a cell, a division would be left empty, the place is
/// in the middle of a row, or a seed reads its text in another order.
pub fn shift(texts: &Texts, document: &str, id: &str, to: &To) -> Result<Edited, Refusal> {
    let opened = Opened::new(texts, document)?;
    let seat = opened.seat(id)?;
    let mut work = Work::new(texts);
    take_out(&opened, id, &seat, &mut work)?;
    put_in(&opened, (id, &seat), to, &mut work)?;
    let spine = work.finish()?;
    let Some(text) = spine.changed.get(&opened.path) else {
        return Err(Refusal::new(format!("`{id}` stands there already")));
    };
    let before = order(&opened.document);
    let after = order(&read(&opened.path, text)?);
    let mut sorted = (before.clone(), after.clone());
    sorted.0.sort_unstable();
    sorted.1.sort_unstable();
    if sorted.0 != sorted.1 {
        return Err(Refusal::new(format!("`{id}` would not stand in the spine exactly once")));
    }
    check_seeds(texts, &opened, id, (&before, &after))?;
    let mut work = Work::new(texts);
    let whole = 0..work.text(&opened.path).len();
    work.replace(&opened.path, whole, text.clone());
    for witness in &opened.witnesses {
        follow(witness, id, &after, &mut work)?;
    }
    work.finish()
}

fn take_out(opened: &Opened, id: &str, seat: &Seat, work: &mut Work<'_>) -> Result<(), Refusal> {
    let refuse = |message: String| Err(Refusal::new(message).at(&opened.path, seat.span(), ""));
    let Some((division, item)) = seat.body() else {
        return refuse(format!("`{id}` is a heading, which goes with its division"));
    };
    if opened.is_table(division) {
        return refuse(format!("`{id}` is a cell of a table, which stands in its column"));
    }
    let text = work.text(&opened.path);
    let body = opened.body(division);
    match (seat, body[item].get_ref()) {
        (Seat::InRow(..), BodyItem::Row(row)) if row.len() > 1 => {
            work.replace(&opened.path, arrays::removal(text, &seat.span()), "");
            Ok(())
        }
        _ if body.len() == 1 => refuse(format!("without `{id}` its division would be empty")),
        _ => {
            work.replace(&opened.path, arrays::removal(text, &body[item].span()), "");
            Ok(())
        }
    }
}

fn put_in(
    opened: &Opened,
    (id, seat): (&str, &Seat),
    to: &To,
    work: &mut Work<'_>,
) -> Result<(), Refusal> {
    let text = work.text(&opened.path);
    let new = format!("\"{id}\"");
    let span = match to {
        To::Division(name) => end_of(opened, name)?,
        To::After(other) | To::InRow(other) => {
            let place = opened.seat(other)?;
            let refuse =
                |message: String| Err(Refusal::new(message).at(&opened.path, place.span(), ""));
            let Some((division, item)) = place.body().filter(|_| other != id) else {
                return refuse(format!("nothing goes after `{other}` in its place"));
            };
            if opened.is_table(division) {
                return refuse(format!("`{other}` is a cell of a table, which keeps its columns"));
            }
            let row = opened.body(division)[item].span();
            match (to, &place) {
                (To::InRow(_), Seat::InRow(..)) => place.span(),
                (To::InRow(_), _) => {
                    work.replace(&opened.path, row.clone(), format!("[\"{other}\", {new}]"));
                    return Ok(());
                }
                (_, Seat::InRow(_, _, cell, _))
                    if !is_last(opened, (division, item, *cell), seat) =>
                {
                    return Err(Refusal::new(format!("`{other}` is not the end of its row"))
                        .at(&opened.path, place.span(), "")
                        .hint("name the last segment of the row, or join the row with `--row`"));
                }
                _ => row,
            }
        }
    };
    let (at, words) = arrays::insertion(text, &span, &new);
    work.insert(&opened.path, at, words);
    Ok(())
}

/// Whether a cell is the last of its row once the moved segment is gone.
fn is_last(
    opened: &Opened,
    (division, item, cell): (Option<usize>, usize, usize),
    moved: &Seat,
) -> bool {
    let BodyItem::Row(row) = opened.body(division)[item].get_ref() else { return true };
    let gone = moved.body() == Some((division, item));
    cell + 1 == row.len() || (gone && cell + 2 == row.len() && row[cell + 1].span() == moved.span())
}

fn end_of(opened: &Opened, name: &str) -> Result<std::ops::Range<usize>, Refusal> {
    let divisions = opened.document.division.iter().map(toml::Spanned::get_ref);
    let mut known = divisions.clone().enumerate();
    let Some((at, division)) = known.find(|(_, d)| d.id.get_ref() == name) else {
        let refusal = Refusal::new(format!("there is no division `{name}`"));
        let names = divisions.map(|d| d.id.get_ref().as_str());
        return Err(match did_you_mean(name, names) {
            Some(hint) => refusal.hint(hint),
            None => refusal,
        });
    };
    let refuse =
        |message: String| Err(Refusal::new(message).at(&opened.path, division.id.span(), ""));
    if opened.is_table(Some(at)) {
        return refuse(format!("the division `{name}` is a table, which keeps its columns"));
    }
    match division.body.last() {
        Some(item) => Ok(item.span()),
        None => {
            refuse(format!("the division `{name}` has no body yet: write the first row by hand"))
        }
    }
}

/// A seed is read in its own order: its readings keep it.
fn check_seeds(
    texts: &Texts,
    opened: &Opened,
    id: &str,
    (before, after): (&[String], &[String]),
) -> Result<(), Refusal> {
    let document = opened.document.id.get_ref();
    let seeds = seeds::recipes(texts, document)?;
    for witness in &opened.witnesses {
        let Some(seed) = seeds::of_witness(&seeds, document, &witness.id) else { continue };
        let present = |all: &[String]| -> Vec<String> {
            let is = |id: &&String| {
                matches!(witness.entries.get(*id).map(|e| &e.words), Some(Words::Present(_)))
            };
            all.iter().filter(is).cloned().collect()
        };
        if present(before) != present(after) {
            let entry = witness.entry(id)?;
            return Err(Refusal::new(format!(
                "the seed of `{}` has `{id}` where it stands now",
                witness.id
            ))
            .at(&witness.path, entry.value.clone(), "")
            .hint(format!(
                "its text is proved in order by `{}`: what it prints stays in its place",
                seed.path
            )));
        }
    }
    Ok(())
}

/// Moves the entry behind that of the segment that now stands before it.
fn follow(
    witness: &Witness,
    id: &str,
    after: &[String],
    work: &mut Work<'_>,
) -> Result<(), Refusal> {
    let entry = witness.entry(id)?;
    let text = work.text(&witness.path);
    let at = after.iter().position(|known| known == id).unwrap_or_default();
    let place = match at.checked_sub(1).and_then(|before| witness.entries.get(&after[before])) {
        Some(before) => {
            text[before.value.end..].find('\n').map_or(text.len(), |n| before.value.end + n + 1)
        }
        None => witness.entries.values().map(|e| e.key.start).min().unwrap_or_default(),
    };
    let gone = line(text, &(entry.key.start..entry.value.end));
    if place == gone.start || place == gone.end {
        return Ok(());
    }
    let gap = if place == text.len() && !text.ends_with('\n') { "\n" } else { "" };
    let written = &text[entry.key.start..entry.value.end];
    work.insert(&witness.path, place, format!("{gap}{written}\n"));
    work.replace(&witness.path, gone, "");
    Ok(())
}
