//! Figures: how much there is of a document, and how much of it is aligned and matched.

use crate::annotate::occurrence::Occurrences;
use crate::annotate::renderings::Found;
use crate::annotate::renderings::Renderings;
use crate::annotate::rows::Rows;
use crate::model::Absence;
use crate::model::Document;
use crate::model::Reading;

/// The figures of one witness.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WitnessFigures {
    /// Readings with words.
    pub present: usize,
    /// Absent readings by kind, in the order of [`Absence::ALL`].
    pub absent: [usize; Absence::ALL.len()],
    /// Occurrences of terms in its readings.
    pub occurrences: usize,
    /// Source occurrences for which a form of the term was found in it.
    pub matched: usize,
    /// Source occurrences for which none was found although it has words.
    pub unmatched: usize,
}

/// The figures of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Rows: headings, sentences, rows of tables.
    pub rows: usize,
    /// Segments.
    pub segments: usize,
    /// Segments in which every witness has words.
    pub complete: usize,
    /// One entry per witness, in the order of [`Document::witnesses`].
    pub witnesses: Vec<WitnessFigures>,
}

impl Figures {
    /// Readings with words in all witnesses.
    #[must_use]
    pub fn readings(&self) -> usize {
        self.witnesses.iter().map(|witness| witness.present).sum()
    }
}

/// Counts a document.
pub(crate) fn figures(
    document: &Document,
    rows: &Rows,
    occurrences: &Occurrences,
    renderings: &Renderings,
) -> Figures {
    let mut figures = Figures {
        rows: rows.len(),
        segments: document.segments.len(),
        complete: 0,
        witnesses: vec![WitnessFigures::default(); document.witnesses.len()],
    };
    for (index, segment) in document.segments.iter().enumerate() {
        let complete = segment.readings.iter().all(|reading| reading.text().is_some());
        figures.complete += usize::from(complete);
        let readings = segment.readings.iter().zip(&mut figures.witnesses).enumerate();
        for (witness, (reading, count)) in readings {
            match reading {
                Reading::Present(_) => count.present += 1,
                Reading::Absent(kind, _) => {
                    let kinds = Absence::ALL.iter().zip(&mut count.absent);
                    kinds.filter(|(k, _)| *k == kind).for_each(|(_, n)| *n += 1);
                }
            }
            count.occurrences += occurrences.in_reading(index, witness).len();
        }
    }
    for rendering in renderings.all() {
        let Some(count) = figures.witnesses.get_mut(rendering.witness()) else { continue };
        match rendering.found {
            Found::Form(_) | Found::Nested(_) => count.matched += 1,
            Found::Unmatched => count.unmatched += 1,
            Found::Absent => {}
        }
    }
    figures
}
