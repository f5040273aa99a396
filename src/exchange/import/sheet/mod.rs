//! A document as a sheet that a translator edits in a spreadsheet, and the edited sheet back.
//!
//! Each line carries hashes of what it was made from, so that a cell which was edited is told from
//! one which was not, and from one which the edition has changed since.

mod columns;

use crate::exchange::edit::Edited;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;
use crate::exchange::edit::opened::Entry;
use crate::exchange::edit::opened::Opened;
use crate::exchange::edit::opened::Witness;
use crate::exchange::edit::opened::Words;
use crate::exchange::edit::opened::order;
use crate::exchange::edit::work::Work;
use crate::exchange::edit::work::reading;
use crate::exchange::export::table::Table;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::grid;
use crate::exchange::import::grid::Cell;
pub use crate::exchange::import::grid::Kind;

use crate::exchange::import::sheet::columns::ABSENT;
use crate::exchange::import::sheet::columns::BASE;
use crate::exchange::import::sheet::columns::SEGMENT;
use crate::exchange::import::sheet::columns::Sheet;
use crate::exchange::import::sheet::columns::Verdict;
use crate::exchange::import::sheet::columns::hash;

use std::collections::BTreeSet;

/// The sheet of a document, as a file.
///
/// # Errors
/// Refuses a document that is not there or cannot be read.
pub fn file(texts: &Texts, document: &str, kind: Kind) -> Result<String, Refusal> {
    let mut table = match kind {
        Kind::Commas => Table::commas(),
        Kind::Tabs => Table::tabs(),
    };
    for line in lines(texts, document)? {
        table.line(&line);
    }
    // What was text is text.
    Ok(String::from_utf8(table.finish()).unwrap_or_default())
}

/// A line for every segment of a document: its id, the words of every witness, why a witness has
/// none, and the hashes of all that.
fn lines(texts: &Texts, document: &str) -> Result<Vec<Vec<String>>, Refusal> {
    let opened = Opened::new(texts, document)?;
    let mut head = vec![SEGMENT.to_owned()];
    head.extend(opened.witnesses.iter().map(|witness| witness.id.clone()));
    head.extend([ABSENT.to_owned(), BASE.to_owned()]);
    let mut lines = vec![head];
    for id in order(&opened.document) {
        let mut line = vec![id.clone()];
        let mut absent = Vec::new();
        let mut base = Vec::new();
        for witness in &opened.witnesses {
            let words = &witness.entry(&id)?.words;
            base.push(format!("{}={}", witness.id, hash(words)));
            match words {
                Words::Present(words) => line.push(words.clone()),
                Words::Absent(kind) => {
                    absent.push(format!("{}={kind}", witness.id));
                    line.push(String::new());
                }
            }
        }
        line.extend([absent.join(" "), base.join(" ")]);
        lines.push(line);
    }
    Ok(lines)
}

/// Takes the edited cells of a sheet over into the readings; every other byte stays.
///
/// # Errors
/// Refuses a sheet that was not made by [`file()`] for this document, cells of which nobody can know
/// what is meant, and cells that were edited here and in the edition: both versions are shown.
pub fn update(
    texts: &Texts,
    document: &str,
    (file, kind): (&Foreign, Kind),
) -> Result<Edited, Refusal> {
    let opened = Opened::new(texts, document)?;
    let grid = grid::read(file, kind)?;
    let sheet = Sheet::new(file, &grid, &opened)?;
    let mut work = Work::new(texts);
    let mut conflicts = Vec::new();
    let (mut edited, mut seen) = (0_usize, BTreeSet::new());
    for line in &grid.lines {
        let (id, at) = sheet.segment(line, &opened)?;
        if !seen.insert(id) {
            return Err(file.refuse(format!("the segment `{id}` is given twice"), at));
        }
        for &(witness, column) in &sheet.witnesses {
            let entry = witness.entry(id)?;
            let Some(wanted) = sheet.wanted(line, (witness, column), &entry.words)? else {
                continue;
            };
            match sheet.verdict(line, witness, (&wanted, &entry.words))? {
                Verdict::Same => {}
                Verdict::Edited => {
                    edited += 1;
                    work.replace(&witness.path, entry.value.clone(), written(&wanted));
                }
                Verdict::Conflict => {
                    conflicts.push(Conflict { cell: &line[column], wanted, witness, entry });
                }
            }
        }
    }
    if !conflicts.is_empty() {
        return Err(refusal(file, &conflicts));
    }
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let lines = grid.lines.len();
    work.say(format!("{edited} edited cell{} in {lines} line{}", plural(edited), plural(lines)));
    for name in &sheet.strangers {
        work.say(format!("the column `{name}` is nobody's: it is not read"));
    }
    work.finish()
}

/// A cell that was edited in the sheet, and in the edition too.
struct Conflict<'a> {
    cell: &'a Cell,
    wanted: Words,
    witness: &'a Witness,
    entry: &'a Entry,
}

fn refusal(file: &Foreign, conflicts: &[Conflict<'_>]) -> Refusal {
    let cells = match conflicts.len() {
        1 => "a cell was".to_owned(),
        count => format!("{count} cells were"),
    };
    let mut refusal = Refusal::new(format!(
        "{cells} edited in the sheet, and in the edition since the sheet was exported"
    ));
    for conflict in conflicts {
        let label = format!("the sheet has {}", shown(&conflict.wanted));
        refusal = refusal.at(&file.path, conflict.cell.at.clone(), &label);
        let label = format!("the edition has {}", shown(&conflict.entry.words));
        refusal = refusal.at(&conflict.witness.path, conflict.entry.value.clone(), &label);
    }
    refusal.hint(
        "write the words that are right into the cell and into the edition, or export a new sheet",
    )
}

fn shown(words: &Words) -> String {
    match words {
        Words::Present(words) => format!("「{words}」"),
        Words::Absent(kind) => format!("no words ({kind})"),
    }
}

/// A reading as it stands in a witness's file.
fn written(words: &Words) -> String {
    match words {
        Words::Present(words) => reading(words),
        Words::Absent(kind) => format!("{{ absent = \"{kind}\" }}"),
    }
}

#[cfg(test)]
mod tests;
