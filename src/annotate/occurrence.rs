//! Occurrences: where terms stand, kept small enough for a canon.

use std::ops::Range;

/// Says that an occurrence shows none of the term's forms.
const NO_FORM: u32 = u32::MAX;

/// A term found in a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    term: u32,
    form: u32,
    start: u32,
    end: u32,
    nested: Box<[u32]>,
}

impl Occurrence {
    /// An occurrence of a form (`None` where an editor marked words that are none) at bytes of
    /// `Text::raw`, with the terms inside it.
    #[must_use]
    pub fn new(term: usize, form: Option<usize>, range: &Range<usize>, nested: &[usize]) -> Self {
        Self {
            term: small(term),
            form: form.map_or(NO_FORM, small),
            start: small(range.start),
            end: small(range.end),
            nested: nested.iter().map(|&n| small(n)).collect(),
        }
    }

    /// Index of the term in [`crate::model::Edition::terms`].
    #[must_use]
    pub fn term(&self) -> usize {
        self.term as usize
    }

    /// Index of the form in [`crate::model::Term::forms`]; `None` where an editor marked words
    /// that are none of the term's forms.
    #[must_use]
    pub fn form(&self) -> Option<usize> {
        (self.form != NO_FORM).then_some(self.form as usize)
    }

    /// Where it stands: bytes in `Text::raw`, on character boundaries.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Other terms with a form within these words, the longest form first.
    pub fn nested(&self) -> impl ExactSizeIterator<Item = usize> + '_ {
        self.nested.iter().map(|&term| term as usize)
    }
}

/// Cuts an index or offset to 32 bits; none in an edition reaches them.
pub(crate) fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A place within a document: an occurrence in the reading of a witness in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    segment: u32,
    witness: u32,
    index: u32,
}

impl Place {
    /// The place of the `index`th occurrence of a reading.
    #[must_use]
    pub fn new(segment: usize, witness: usize, index: usize) -> Self {
        Self { segment: small(segment), witness: small(witness), index: small(index) }
    }

    /// Index of the segment in [`crate::model::Document::segments`].
    #[must_use]
    pub fn segment(self) -> usize {
        self.segment as usize
    }

    /// Index of the witness in [`crate::model::Document::witnesses`].
    #[must_use]
    pub fn witness(self) -> usize {
        self.witness as usize
    }

    /// Index of the occurrence in the slice that [`Occurrences::in_reading`] gives.
    #[must_use]
    pub fn index(self) -> usize {
        self.index as usize
    }
}

/// All occurrences of a document, reading by reading in spine order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Occurrences {
    witnesses: usize,
    /// Where the occurrences of reading `segment * witnesses + witness` end in `all`.
    ends: Vec<u32>,
    all: Vec<Occurrence>,
}

impl Occurrences {
    /// Nothing yet, for a document of so many witnesses and segments.
    pub(crate) fn with_capacity(witnesses: usize, segments: usize) -> Self {
        Self { witnesses, ends: Vec::with_capacity(witnesses * segments), all: Vec::new() }
    }

    /// Adds the occurrences of the next reading, in spine order and then in the order of witnesses.
    pub(crate) fn push_reading(&mut self, occurrences: impl IntoIterator<Item = Occurrence>) {
        self.all.extend(occurrences);
        self.ends.push(small(self.all.len()));
    }

    /// Gives back the memory for more of them.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.all.shrink_to_fit();
    }

    /// The occurrences in the reading of a witness in a segment, ascending, never overlapping.
    #[must_use]
    pub fn in_reading(&self, segment: usize, witness: usize) -> &[Occurrence] {
        let at = segment * self.witnesses + witness;
        let Some(&end) = self.ends.get(at).filter(|_| witness < self.witnesses) else {
            return &[];
        };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start as usize..end as usize]
    }

    /// The occurrence at a place.
    #[must_use]
    pub fn get(&self, place: Place) -> Option<&Occurrence> {
        self.in_reading(place.segment(), place.witness()).get(place.index())
    }

    /// All occurrences with their places, in spine order.
    pub fn iter(&self) -> impl Iterator<Item = (Place, &Occurrence)> {
        let readings = 0..self.ends.len();
        readings.flat_map(move |at| {
            let (segment, witness) = (at / self.witnesses, at % self.witnesses);
            let found = self.in_reading(segment, witness).iter().enumerate();
            found.map(move |(index, o)| (Place::new(segment, witness, index), o))
        })
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// The places of each term in one document: its part of the concordance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concordance {
    /// Terms that occur, ascending.
    terms: Vec<Occurring>,
    places: Vec<Place>,
}

/// A term that occurs in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Occurring {
    term: u32,
    /// The end of its places.
    end: u32,
    /// How many rows it occurs in.
    rows: u32,
}

impl Concordance {
    /// Gathers places by term; those of one term stay in spine order. `row` gives the row of a
    /// segment.
    pub(crate) fn new(
        mut found: Vec<(usize, Place)>,
        row: impl Fn(usize) -> Option<usize>,
    ) -> Self {
        found.sort_unstable();
        found.dedup();
        let mut terms: Vec<Occurring> = Vec::new();
        let mut last_row = None;
        for (at, (term, place)) in found.iter().enumerate() {
            if terms.last().is_none_or(|last| last.term as usize != *term) {
                terms.push(Occurring { term: small(*term), end: 0, rows: 0 });
                last_row = None;
            }
            let Some(last) = terms.last_mut() else { continue };
            last.end = small(at + 1);
            let row = row(place.segment());
            last.rows += u32::from(row.is_some() && row != last_row);
            last_row = row;
        }
        Self { terms, places: found.into_iter().map(|(_, place)| place).collect() }
    }

    /// The places of a term in spine order.
    #[must_use]
    pub fn places(&self, term: usize) -> &[Place] {
        let Ok(at) = self.terms.binary_search_by_key(&small(term), |entry| entry.term) else {
            return &[];
        };
        let start = at.checked_sub(1).map_or(0, |before| self.terms[before].end);
        &self.places[start as usize..self.terms[at].end as usize]
    }

    /// The terms that have places, ascending, each with how many places it has and how many rows
    /// they are in.
    pub fn terms(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        let starts = std::iter::once(0).chain(self.terms.iter().map(|entry| entry.end));
        let terms = self.terms.iter().zip(starts);
        terms.map(|(entry, start)| {
            (entry.term as usize, (entry.end - start) as usize, entry.rows as usize)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_keep_their_own_occurrences() {
        let mut all = Occurrences::with_capacity(2, 2);
        let at = |start: usize| Occurrence::new(start, Some(0), &(start..start + 1), &[]);
        all.push_reading([at(0), at(2)]);
        all.push_reading([]);
        all.push_reading([]);
        all.push_reading([at(5)]);
        assert_eq!(all.in_reading(0, 0).len(), 2);
        assert!(all.in_reading(0, 1).is_empty());
        assert_eq!(all.in_reading(1, 1)[0].range(), 5..6);
        assert!(all.in_reading(0, 2).is_empty(), "no third witness");
        let places: Vec<_> = all.iter().map(|(place, _)| place).collect();
        assert_eq!(places, [Place::new(0, 0, 0), Place::new(0, 0, 1), Place::new(1, 1, 0)]);
    }

    #[test]
    fn a_concordance_lists_a_term_in_spine_order() {
        let found = [(3, Place::new(4, 0, 0)), (1, Place::new(2, 1, 0)), (3, Place::new(1, 0, 0))];
        let found =
            [found.as_slice(), &[(3, Place::new(2, 0, 1)), (3, Place::new(2, 0, 1))]].concat();
        // The third segment is in the row of the second.
        let row = |segment: usize| Some(segment - usize::from(segment > 1));
        let concordance = Concordance::new(found, row);
        let places = [Place::new(1, 0, 0), Place::new(2, 0, 1), Place::new(4, 0, 0)];
        assert_eq!(concordance.places(3), places);
        assert_eq!(concordance.places(1), [Place::new(2, 1, 0)]);
        assert!(concordance.places(2).is_empty());
        let terms: Vec<_> = concordance.terms().collect();
        assert_eq!(terms, [(1, 1, 1), (3, 3, 2)], "two segments are one row");
    }
}
