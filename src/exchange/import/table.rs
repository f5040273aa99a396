//! Tables: a line for each segment, a column for each witness.

use crate::diag::did_you_mean;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::opened::Words;
use crate::exchange::import::draft::Aligned;
use crate::exchange::import::draft::Draft;
use crate::exchange::import::draft::Shelf;
use crate::exchange::import::draft::language;
use crate::exchange::import::draft::tag;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::grid;
use crate::exchange::import::grid::Cell;
use crate::exchange::import::grid::Grid;
use crate::exchange::import::grid::Kind;
use crate::exchange::import::wishes::Wishes;
use crate::format::document::Role;
use crate::model::Absence;
use crate::model::Decimal;
use crate::model::DivisionKind;

/// Names of the column of ids.
const ID: [&str; 3] = ["segment", "id", "seg_id"];

/// Columns of our own tables that are made anew from the rest.
const MADE: [&str; 6] = ["document", "division_kind", "kind", "permalink", "base", "notes"];

/// Columns of a proposed alignment that tell why it was proposed.
const FOUND: [&str; 2] = ["sentences", "anchors"];

/// Makes a draft of a table.
pub(crate) fn draft((file, kind): (&Foreign, Kind), wishes: &Wishes) -> Result<Draft, Refusal> {
    let grid = grid::read(file, kind)?;
    let mut draft = Draft::default();
    let columns = Columns::new(file, &grid, wishes, &mut draft)?;
    let mut shelf = Shelf::default();
    for line in &grid.lines {
        let text = |column: Option<usize>| column.map_or("", |column| line[column].text.as_str());
        let id = Some(text(columns.id)).filter(|id| !id.is_empty());
        let at = columns.witnesses.first().map_or(0, |&(_, column)| line[column].at.start);
        let segment = draft.segment(id, (0, at));
        for &(witness, column) in &columns.witnesses {
            let cell = &line[column];
            if !cell.text.is_empty() {
                draft.say(segment, witness, Words::Present(cell.text.clone()));
            }
        }
        columns.absences(&mut draft, (file, line), segment)?;
        columns.alignment(&mut draft, (file, line), segment)?;
        for (column, cell) in
            line.iter().enumerate().filter(|(column, _)| columns.is_stranger(*column))
        {
            if !cell.text.is_empty() {
                let words = format!("{}: {}", grid.head[column].text, cell.text);
                draft.leave(
                    "cells of other columns",
                    (Some(segment), None),
                    (0, cell.at.start),
                    &words,
                );
            }
        }
        let (division, kind) = match text(columns.division) {
            "" => ("text", DivisionKind::Section),
            named => (named, of_kind(text(columns.kind))),
        };
        shelf.put(&mut draft, segment, (division, kind), text(columns.row));
    }
    Ok(draft)
}

/// Which column holds what.
struct Columns {
    id: Option<usize>,
    division: Option<usize>,
    kind: Option<usize>,
    row: Option<usize>,
    absent: Option<usize>,
    /// How the line was aligned, how surely, and whether an editor has checked that.
    aligned: Option<[Option<usize>; 3]>,
    /// Index of the witness and of the column.
    witnesses: Vec<(usize, usize)>,
    strangers: Vec<usize>,
}

impl Columns {
    fn new(
        file: &Foreign,
        grid: &Grid,
        wishes: &Wishes,
        draft: &mut Draft,
    ) -> Result<Self, Refusal> {
        let mut columns = Self {
            id: ID.iter().find_map(|name| grid.column(name)),
            division: grid.column("division"),
            kind: grid.column("division_kind"),
            row: grid.column("row"),
            absent: grid.column("absent"),
            aligned: grid
                .column("method")
                .map(|method| [Some(method), grid.column("confidence"), grid.column("checked")]),
            witnesses: Vec::new(),
            strangers: Vec::new(),
        };
        if wishes.witnesses.is_empty() {
            columns.by_language(grid, wishes, draft);
        } else {
            columns.by_name((file, grid), wishes, draft)?;
        }
        if columns.witnesses.is_empty() {
            let at = 0..grid.head.last().map_or(0, |cell| cell.at.end);
            return Err(file.refuse("no column is named after a language", at).hint(
                "say which columns are witnesses: `--witness <column>:<language>`, the source first",
            ));
        }
        columns.strangers = (0..grid.head.len())
            .filter(|&column| !columns.is_ours(column, &grid.head[column].text))
            .collect();
        Ok(columns)
    }

    /// Columns whose names are those of languages; the first, or the one asked for, is the source.
    fn by_language(&mut self, grid: &Grid, wishes: &Wishes, draft: &mut Draft) {
        let ours = [self.id, self.division, self.kind, self.row, self.absent];
        let named =
            grid.head.iter().enumerate().filter(|(column, _)| !ours.contains(&Some(*column)));
        let named: Vec<_> =
            named.filter_map(|(column, cell)| Some((column, spoken(&cell.text)?))).collect();
        let asked = wishes.source_lang.as_deref().and_then(tag);
        let source = asked.or_else(|| named.first().map(|(_, lang)| lang.clone()));
        for (column, lang) in named {
            let role =
                if source.as_ref() == Some(&lang) { Role::Source } else { Role::Translation };
            self.witnesses.push((draft.voice(None, &lang, role), column));
        }
    }

    fn by_name(
        &mut self,
        (file, grid): (&Foreign, &Grid),
        wishes: &Wishes,
        draft: &mut Draft,
    ) -> Result<(), Refusal> {
        for (name, lang) in &wishes.witnesses {
            let Some(column) = grid.column(name) else {
                let at = 0..grid.head.last().map_or(0, |cell| cell.at.end);
                let refusal = file.refuse(format!("there is no column `{name}`"), at);
                let hint = did_you_mean(name, grid.head.iter().map(|cell| cell.text.as_str()));
                return Err(hint.into_iter().fold(refusal, Refusal::hint));
            };
            let lang = language(Some(lang), (file, 0, None), "--witness <column>:<language>")?;
            let role = if self.witnesses.is_empty() { Role::Source } else { Role::Translation };
            self.witnesses.push((draft.voice(Some(name), &lang, role), column));
        }
        Ok(())
    }

    /// What the column `absent` says of the witnesses that have no words.
    fn absences(
        &self,
        draft: &mut Draft,
        (file, line): (&Foreign, &[Cell]),
        segment: usize,
    ) -> Result<(), Refusal> {
        let Some(cell) = self.absent.map(|column| &line[column]) else { return Ok(()) };
        for pair in cell.text.split_whitespace() {
            let Some((name, kind)) = pair.split_once('=') else {
                return Err(
                    file.refuse(format!("`{pair}` is not `<witness>=<kind>`"), cell.at.clone())
                );
            };
            let kinds = Absence::ALL.map(Absence::as_str);
            if !kinds.contains(&kind) {
                let hint = format!("one of: {}", kinds.join(", "));
                return Err(file
                    .refuse(format!("`{kind}` is no kind of absence"), cell.at.clone())
                    .hint(hint));
            }
            let of = |w: &(usize, usize)| {
                draft.witnesses[w.0].name.as_deref().unwrap_or(&draft.witnesses[w.0].lang) == name
            };
            let found = self.witnesses.iter().find(|witness| of(witness));
            if let Some(&(witness, column)) = found
                && line[column].text.is_empty()
            {
                draft.say(segment, witness, Words::Absent(kind.to_owned()));
            }
        }
        Ok(())
    }

    /// What the table says of how the readings of a line were aligned.
    fn alignment(
        &self,
        draft: &mut Draft,
        (file, line): (&Foreign, &[Cell]),
        segment: usize,
    ) -> Result<(), Refusal> {
        let Some([method, confidence, checked]) = self.aligned else { return Ok(()) };
        let text = |column: Option<usize>| column.map_or("", |column| line[column].text.trim());
        let sure = text(confidence);
        let is_share = Decimal::parse(sure).is_some_and(|number| number.is_share());
        if let (Some(column), false) = (confidence, is_share || sure.is_empty()) {
            let at = line[column].at.clone();
            return Err(file
                .refuse(format!("`{sure}` is not a number from 0 to 1"), at)
                .hint("write it with a point, such as 0.82, or leave the cell empty"));
        }
        for &(witness, _) in self
            .witnesses
            .iter()
            .filter(|(witness, _)| draft.witnesses[*witness].role != Role::Source)
        {
            draft.alignments.push(Aligned {
                segment,
                witness,
                is_checked: !text(checked).is_empty(),
                method: text(method).to_owned(),
                confidence: sure.to_owned(),
            });
        }
        Ok(())
    }

    /// Whether what a column holds is taken over, or can be made again.
    fn is_ours(&self, column: usize, name: &str) -> bool {
        let ours = [self.id, self.division, self.row, self.absent];
        let aligned = self.aligned.unwrap_or_default();
        self.witnesses.iter().any(|(_, other)| *other == column)
            || ours.iter().chain(&aligned).any(|other| *other == Some(column))
            || MADE.contains(&name)
            || (self.aligned.is_some() && FOUND.contains(&name))
    }

    fn is_stranger(&self, column: usize) -> bool {
        self.strangers.contains(&column)
    }
}

/// The language whose tag the name of a column is: `remarks` has the shape of one, but is none.
fn spoken(name: &str) -> Option<String> {
    let primary = name.split(['-', '_']).next().unwrap_or_default();
    tag(name).filter(|_| (2..=3).contains(&primary.len()))
}

fn of_kind(word: &str) -> DivisionKind {
    use DivisionKind as Kind;
    let all = [
        Kind::Front,
        Kind::Chapter,
        Kind::Section,
        Kind::Paragraph,
        Kind::List,
        Kind::Item,
        Kind::Box,
        Kind::Action,
        Kind::Back,
    ];
    all.into_iter().find(|kind| kind.as_str() == word).unwrap_or(Kind::Paragraph)
}
