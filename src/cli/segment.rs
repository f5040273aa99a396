//! `duizhao segment`: divides, merges, renames and moves segments.

use std::collections::BTreeMap;

use crate::cli::apply;
use crate::cli::apply::Mode;
use crate::cli::editing::Move;
use crate::cli::editing::Segment;
use crate::cli::editing::Split;
use crate::cli::editing::Surgery;
use crate::cli::editing::Theatre;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::exchange::edit::Edited;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;
use crate::exchange::edit::segment;
use crate::exchange::edit::segment::Cut;
use crate::exchange::edit::segment::To;

/// Runs the command.
pub(crate) fn run(arguments: &Segment) -> Ending {
    match &arguments.surgery {
        Surgery::Split(split) => run_split(split),
        Surgery::Merge(merge) => operate(&merge.theatre, |texts| {
            segment::merge(texts, &merge.document, (&merge.first, &merge.second))
        }),
        Surgery::Rename(rename) => operate(&rename.theatre, |texts| {
            segment::rename(texts, &rename.document, (&rename.old, &rename.new))
        }),
        Surgery::Move(place) => operate(&place.theatre, |texts| {
            segment::shift(texts, &place.document, &place.id, &to(place))
        }),
    }
}

fn operate(theatre: &Theatre, edit: impl FnOnce(&Texts) -> Result<Edited, Refusal>) -> Ending {
    let mode = if theatre.dry_run { Mode::DryRun } else { Mode::Write };
    apply::edit(&theatre.common, mode, edit)
}

fn to(place: &Move) -> To {
    match (&place.after, &place.division) {
        (Some(after), _) if place.row => To::InRow(after.clone()),
        (Some(after), _) => To::After(after.clone()),
        (None, division) => To::Division(division.clone().unwrap_or_default()),
    }
}

fn run_split(split: &Split) -> Ending {
    let before = split.at.iter().map(|(w, words)| (w, Cut::Before(words.clone())));
    let first = split.only_first.iter().map(|(w, kind)| (w, Cut::OnlyFirst(kind.clone())));
    let second = split.only_second.iter().map(|(w, kind)| (w, Cut::OnlySecond(kind.clone())));
    let mut cuts = BTreeMap::new();
    for (witness, cut) in before.chain(first).chain(second) {
        if cuts.insert(witness.clone(), cut).is_some() {
            let message = format!("witness `{witness}` is cut twice");
            let hint = Some("give each witness one cut");
            flow::fail(&split.theatre.common, "usage", &message, hint);
            return Ending::Usage;
        }
    }
    let request = segment::Split {
        document: split.document.clone(),
        id: split.id.clone(),
        new: split.new.clone(),
        cuts,
    };
    operate(&split.theatre, |texts| segment::split(texts, &request))
}
