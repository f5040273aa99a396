//! The columns and cells of a sheet, and what is to be done with each.

use crate::diag::did_you_mean;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::opened::Opened;
use crate::exchange::edit::opened::Witness;
use crate::exchange::edit::opened::Words;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::grid::Cell;
use crate::exchange::import::grid::Grid;
use crate::model::Absence;

use std::collections::BTreeMap;
use std::ops::Range;

/// The column of the segments' ids.
pub(crate) const SEGMENT: &str = "segment";

/// The column that says why witnesses have no words.
pub(crate) const ABSENT: &str = "absent";

/// The column of the hashes.
pub(crate) const BASE: &str = "base";

/// Characters of a hash: enough to tell the versions of one cell apart.
const HASH: usize = 12;

/// The hash of what a witness says.
pub(crate) fn hash(words: &Words) -> String {
    let (mark, words) = match words {
        Words::Present(words) => ("present", words),
        Words::Absent(kind) => ("absent", kind),
    };
    let mut hasher = blake3::Hasher::new();
    hasher.update(mark.as_bytes()).update(&[0]).update(words.as_bytes());
    hasher.finalize().to_hex()[..HASH].to_owned()
}

/// What is to be done with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It was not edited, or says what the edition says.
    Same,
    /// It was edited.
    Edited,
    /// It was edited, and so was the edition.
    Conflict,
}

/// Where in a sheet stands what.
pub(crate) struct Sheet<'a> {
    file: &'a Foreign,
    segment: usize,
    absent: Option<usize>,
    base: usize,
    /// The witnesses that have a column, with its index.
    pub(crate) witnesses: Vec<(&'a Witness, usize)>,
    /// Columns of somebody's own.
    pub(crate) strangers: Vec<&'a str>,
}

impl<'a> Sheet<'a> {
    /// Finds the columns.
    pub(crate) fn new(
        file: &'a Foreign,
        grid: &'a Grid,
        opened: &'a Opened,
    ) -> Result<Self, Refusal> {
        let needed = |name: &str| {
            grid.column(name).ok_or_else(|| {
                let end = grid.head.last().map_or(0, |cell| cell.at.end);
                file.refuse(format!("the sheet has no column `{name}`"), 0..end).hint(
                    "it was made by `duizhao export tsv`: without it nobody knows what was edited",
                )
            })
        };
        let mut sheet = Self {
            file,
            segment: needed(SEGMENT)?,
            absent: grid.column(ABSENT),
            base: needed(BASE)?,
            witnesses: Vec::new(),
            strangers: Vec::new(),
        };
        let known = opened.witnesses.iter().map(|witness| witness.id.as_str());
        for (column, cell) in grid.head.iter().enumerate() {
            let name = cell.text.as_str();
            if [SEGMENT, ABSENT, BASE].contains(&name) {
                continue;
            }
            match opened.witnesses.iter().find(|witness| witness.id == name) {
                Some(witness) => sheet.witnesses.push((witness, column)),
                None => match did_you_mean(name, known.clone()) {
                    Some(hint) => {
                        let message = format!("there is no witness `{name}`");
                        return Err(file.refuse(message, cell.at.clone()).hint(hint));
                    }
                    None => sheet.strangers.push(name),
                },
            }
        }
        Ok(sheet)
    }

    /// The segment of a line.
    pub(crate) fn segment<'l>(
        &self,
        line: &'l [Cell],
        opened: &Opened,
    ) -> Result<(&'l str, Range<usize>), Refusal> {
        let cell = &line[self.segment];
        match opened.seat(&cell.text) {
            Ok(_) => Ok((&cell.text, cell.at.clone())),
            Err(refusal) => Err(refusal.at(&self.file.path, cell.at.clone(), "")),
        }
    }

    /// What a cell wants the witness to say; `None` where the sheet does not tell.
    pub(crate) fn wanted(
        &self,
        line: &[Cell],
        (witness, column): (&Witness, usize),
        now: &Words,
    ) -> Result<Option<Words>, Refusal> {
        let cell = &line[column];
        if cell.text.trim() != cell.text {
            let message = "the words of a cell start or end with white space";
            return Err(self
                .file
                .refuse(message, cell.at.clone())
                .hint("take it out: white space between readings is made by the tool"));
        }
        if cell.text.contains(['\n', '\r']) {
            let refusal = self.file.refuse("a cell has a line end", cell.at.clone());
            return Err(
                refusal.hint("a reading is one line: `duizhao segment split` makes two of it")
            );
        }
        if !cell.text.is_empty() {
            return Ok(Some(Words::Present(cell.text.clone())));
        }
        let Some(column) = self.absent else {
            return match now {
                Words::Absent(_) => Ok(None),
                Words::Present(_) => Err(self.emptied(cell, witness)),
            };
        };
        let absences = self.pairs(&line[column])?;
        match absences.get(witness.id.as_str()) {
            Some(kind) => self.kind(kind, &line[column]).map(|kind| Some(Words::Absent(kind))),
            None => Err(self.emptied(cell, witness)),
        }
    }

    fn emptied(&self, cell: &Cell, witness: &Witness) -> Refusal {
        let message = format!("the cell of `{}` is empty, and nothing says why", witness.id);
        let kinds = Absence::ALL.map(Absence::as_str).join(", ");
        self.file.refuse(message, cell.at.clone()).hint(format!(
            "write `{}=<kind>` into the column `{ABSENT}`, with one of: {kinds}",
            witness.id
        ))
    }

    fn kind(&self, kind: &str, cell: &Cell) -> Result<String, Refusal> {
        let known = Absence::ALL.map(Absence::as_str);
        if known.contains(&kind) {
            return Ok(kind.to_owned());
        }
        let refusal = self.file.refuse(format!("`{kind}` is no kind of absence"), cell.at.clone());
        let hint = did_you_mean(kind, known);
        Err(refusal.hint(hint.unwrap_or_else(|| format!("one of: {}", known.join(", ")))))
    }

    /// `name=value` pairs of a cell.
    fn pairs<'l>(&self, cell: &'l Cell) -> Result<BTreeMap<&'l str, &'l str>, Refusal> {
        let pairs = cell.text.split_whitespace().map(|pair| {
            pair.split_once('=').ok_or_else(|| {
                let message = format!("`{pair}` is not `<witness>=<…>`");
                self.file.refuse(message, cell.at.clone())
            })
        });
        pairs.collect()
    }

    /// Compares what a cell wants with what the edition says, by the hash of what it said.
    pub(crate) fn verdict(
        &self,
        line: &[Cell],
        witness: &Witness,
        (wanted, now): (&Words, &Words),
    ) -> Result<Verdict, Refusal> {
        let bases = self.pairs(&line[self.base])?;
        let Some(base) = bases.get(witness.id.as_str()) else {
            let message =
                format!("the line does not say what `{}` was when it was exported", witness.id);
            return Err(self
                .file
                .refuse(message, line[self.base].at.clone())
                .hint("export the sheet anew"));
        };
        Ok(if wanted == now || hash(wanted) == *base {
            Verdict::Same
        } else if hash(now) == *base {
            Verdict::Edited
        } else {
            Verdict::Conflict
        })
    }
}
