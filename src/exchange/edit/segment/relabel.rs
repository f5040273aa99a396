//! `segment rename`: another id for the same segment, everywhere.

use crate::exchange::edit::opened::Opened;
use crate::exchange::edit::refusal::Refusal;
use crate::exchange::edit::reviews::Sheet;
use crate::exchange::edit::segment::mentions;
use crate::exchange::edit::segment::place;
use crate::exchange::edit::segment::seeds;
use crate::exchange::edit::texts::Texts;
use crate::exchange::edit::work::Edited;
use crate::exchange::edit::work::Work;

/// Gives a segment another id.
///
/// # Errors
/// Refuses where the new id is taken or was published as that of another segment.
pub fn rename(texts: &Texts, document: &str, (old, new): (&str, &str)) -> Result<Edited, Refusal> {
    let opened = Opened::new(texts, document)?;
    let seat = opened.seat(old)?;
    if !mentions::is_earlier_name(texts, document, old, new)? {
        mentions::check_free(texts, &opened, new)?;
    }
    let seeds = seeds::recipes(texts, document)?;
    let mut work = Work::new(texts);
    work.replace(&opened.path, seat.span(), format!("\"{new}\""));
    for witness in &opened.witnesses {
        let key = witness.entry(old)?.key.clone();
        work.replace(&witness.path, key, format!("\"{new}\""));
        seeds::move_ends(&seeds, (document, &witness.id), old, (Some(new), Some(new)), &mut work);
    }
    seeds::move_spaces(&seeds, (old, new), &mut work);
    for placed in place::anchors(texts, document, old)? {
        placed.name(new, &mut work);
    }
    let mut reviews = Sheet::open(texts, document)?;
    reviews.rename(old, new)?;
    reviews.finish(&mut work);
    mentions::relink(document, (old, new), &mut work);
    mentions::accepted(document, (old, new), &mut work)?;
    mentions::alias(document, (old, new), &mut work)?;
    work.finish()
}
