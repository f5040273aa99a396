//! The rendering matrix: what each witness makes of each term of a document, counted; kept small
//! enough for a canon: as a tree of small vectors it took a seventh of all memory in use.

use crate::annotate::occurrence::Occurrences;
use crate::annotate::occurrence::Place;
use crate::annotate::occurrence::small;
use crate::annotate::renderings::Found;
use crate::annotate::renderings::Renderings;
use crate::model::Document;

use std::ops::Range;

/// A document's part of the rendering matrix: term and witness → what the witness makes of it.
/// With a source, translations are counted per occurrence of the source; without one, by the
/// forms that stand in them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The cells with anything in them, ascending.
    cells: Box<[Entry]>,
    runs: Box<[Run]>,
    places: Box<[Place]>,
}

/// Where a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    term: u32,
    witness: u32,
    /// Where its runs end.
    end: u32,
}

/// The places of a cell that are in one manner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    manner: Manner,
    /// Where its places end.
    end: u32,
}

/// How a witness renders a term, in the order in which a cell has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Manner {
    /// By a form, or by words that an editor marked and that are none.
    Form(Option<u32>),
    Nested,
    Unmatched,
    Absent,
}

/// What one witness makes of one term.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'m> {
    runs: &'m [Run],
    /// Where the places of the first run begin.
    start: usize,
    /// All places of the matrix.
    places: &'m [Place],
}

impl Matrix {
    /// Counts the renderings of a document.
    pub(crate) fn new(
        document: &Document,
        occurrences: &Occurrences,
        renderings: &Renderings,
    ) -> Self {
        let mut found: Vec<(u32, u32, Manner, Place)> = Vec::new();
        if document.has_source() {
            for rendering in renderings.all() {
                let Some(source) = occurrences.get(rendering.source) else { continue };
                let (manner, place) = match rendering.found {
                    Found::Form(place) => {
                        let form = occurrences.get(place).and_then(|o| o.form());
                        (Manner::Form(form.map(small)), place)
                    }
                    Found::Nested(place) => (Manner::Nested, place),
                    Found::Unmatched => (Manner::Unmatched, rendering.source),
                    Found::Absent => (Manner::Absent, rendering.source),
                };
                found.push((small(source.term()), small(rendering.witness()), manner, place));
            }
        } else {
            let own = occurrences.iter().map(|(place, occurrence)| {
                let manner = Manner::Form(occurrence.form().map(small));
                (small(occurrence.term()), small(place.witness()), manner, place)
            });
            found.extend(own);
        }
        Self::of(found)
    }

    /// Gathers places; those in one manner stay in their order.
    fn of(mut found: Vec<(u32, u32, Manner, Place)>) -> Self {
        found.sort_by_key(|(term, witness, manner, _)| (*term, *witness, *manner));
        let (mut cells, mut runs): (Vec<Entry>, Vec<Run>) = (Vec::new(), Vec::new());
        let mut last = None;
        for (at, (term, witness, manner, _)) in found.iter().enumerate() {
            let is_new = last != Some((*term, *witness));
            if is_new || runs.last().is_none_or(|run| run.manner != *manner) {
                runs.push(Run { manner: *manner, end: 0 });
            }
            if is_new {
                last = Some((*term, *witness));
                cells.push(Entry { term: *term, witness: *witness, end: 0 });
            }
            let run_end = small(runs.len());
            runs.last_mut().into_iter().for_each(|run| run.end = small(at + 1));
            cells.last_mut().into_iter().for_each(|cell| cell.end = run_end);
        }
        let places = found.into_iter().map(|(.., place)| place).collect();
        Self { cells: cells.into(), runs: runs.into(), places }
    }

    /// The cells with anything in them by term and witness, ascending.
    pub fn iter(&self) -> impl Iterator<Item = ((usize, usize), Cell<'_>)> {
        self.cells_at(0..self.cells.len())
    }

    /// The cells of a term by term and witness, ascending.
    pub fn of_term(&self, term: usize) -> impl Iterator<Item = ((usize, usize), Cell<'_>)> {
        let start = self.cells.partition_point(|cell| (cell.term as usize) < term);
        let end = self.cells.partition_point(|cell| cell.term as usize <= term);
        self.cells_at(start..end)
    }

    /// What a witness makes of a term; `None` where it makes nothing of it.
    #[must_use]
    pub fn get(&self, term: usize, witness: usize) -> Option<Cell<'_>> {
        let at = |cell: &Entry| (cell.term as usize, cell.witness as usize).cmp(&(term, witness));
        Some(self.cell(self.cells.binary_search_by(at).ok()?))
    }

    fn cells_at(&self, range: Range<usize>) -> impl Iterator<Item = ((usize, usize), Cell<'_>)> {
        range.map(|at| {
            let Entry { term, witness, .. } = self.cells[at];
            ((term as usize, witness as usize), self.cell(at))
        })
    }

    fn cell(&self, at: usize) -> Cell<'_> {
        let first = at.checked_sub(1).map_or(0, |before| self.cells[before].end as usize);
        let start = first.checked_sub(1).map_or(0, |before| self.runs[before].end as usize);
        Cell { runs: &self.runs[first..self.cells[at].end as usize], start, places: &self.places }
    }
}

impl<'m> Cell<'m> {
    /// Places in this witness by form ([`crate::model::Term::forms`]), ascending; `None`, which is
    /// first, for words that an editor marked and that are no form.
    pub fn forms(self) -> impl Iterator<Item = (Option<usize>, &'m [Place])> {
        self.runs().filter_map(|(manner, places)| match manner {
            Manner::Form(form) => Some((form.map(|form| form as usize), places)),
            _ => None,
        })
    }

    /// Places in this witness where the term stands within a longer term.
    #[must_use]
    pub fn nested(self) -> &'m [Place] {
        self.of(Manner::Nested)
    }

    /// Places in the source for which none of the term's forms stands in this witness.
    #[must_use]
    pub fn unmatched(self) -> &'m [Place] {
        self.of(Manner::Unmatched)
    }

    /// Places in the source where this witness has no words.
    #[must_use]
    pub fn absent(self) -> &'m [Place] {
        self.of(Manner::Absent)
    }

    /// How many occurrences were found, by whatever form.
    #[must_use]
    pub fn matched(self) -> usize {
        self.forms().map(|(_, places)| places.len()).sum::<usize>() + self.nested().len()
    }

    fn of(self, manner: Manner) -> &'m [Place] {
        self.runs().find(|(own, _)| *own == manner).map_or(&[], |(_, places)| places)
    }

    fn runs(self) -> impl Iterator<Item = (Manner, &'m [Place])> {
        self.runs.iter().scan(self.start, move |start, run| {
            let end = run.end as usize;
            let places = &self.places[std::mem::replace(start, end)..end];
            Some((run.manner, places))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forms with numbers of segments.
    type Forms = Vec<(Option<usize>, Vec<usize>)>;

    /// What a cell has, as numbers of segments.
    fn told(cell: Cell<'_>) -> (Forms, [Vec<usize>; 3]) {
        let segments = |places: &[Place]| places.iter().map(|place| place.segment()).collect();
        let forms = cell.forms().map(|(form, places)| (form, segments(places))).collect();
        (forms, [cell.nested(), cell.unmatched(), cell.absent()].map(segments))
    }

    #[test]
    fn places_are_gathered_by_cell_and_manner_and_keep_their_order() {
        let place = |segment| Place::new(segment, 1, 0);
        let matrix = Matrix::of(vec![
            (7, 1, Manner::Absent, place(1)),
            (7, 1, Manner::Form(Some(2)), place(9)),
            (3, 2, Manner::Form(Some(0)), place(3)),
            (7, 1, Manner::Form(Some(2)), place(4)),
            (7, 1, Manner::Form(None), place(5)),
            (3, 1, Manner::Form(Some(0)), place(6)),
            (9, 0, Manner::Unmatched, place(7)),
            (7, 1, Manner::Nested, place(8)),
        ]);
        let keys: Vec<_> = matrix.iter().map(|(key, _)| key).collect();
        assert_eq!(keys, [(3, 1), (3, 2), (7, 1), (9, 0)]);
        let none = Vec::new;
        let cell = matrix.get(7, 1).unwrap();
        let forms = vec![(None, vec![5]), (Some(2), vec![9, 4])];
        assert_eq!(told(cell), (forms, [vec![8], none(), vec![1]]));
        assert_eq!(cell.matched(), 4);
        let other = matrix.get(3, 2).unwrap();
        assert_eq!(told(other), (vec![(Some(0), vec![3])], [none(), none(), none()]));
        assert_eq!(matrix.get(9, 0).map(|cell| cell.unmatched().len()), Some(1));
        assert!(matrix.get(7, 0).is_none() && matrix.get(8, 1).is_none());
        let of_term: Vec<_> = matrix.of_term(3).map(|(key, _)| key).collect();
        assert_eq!(of_term, [(3, 1), (3, 2)]);
        assert_eq!(matrix.of_term(8).count(), 0);
    }
}
