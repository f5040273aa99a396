//! Rows: which segments are laid out together.

use crate::annotate::occurrence::small;
use crate::model::Block;
use crate::model::Document;
use crate::model::Heading;

/// The rows of a document in spine order: headings, header lines of tables, sentences, table rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// For each segment its row.
    row_of: Vec<u32>,
    /// Where each row ends in `all`.
    ends: Vec<u32>,
    /// The segments of all rows, in their order.
    all: Vec<u32>,
}

impl Rows {
    /// Walks the spine.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        let count = document.segments.len();
        let (ends, all) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut rows = Self { row_of: vec![u32::MAX; count], ends, all };
        rows.add_body(document, &document.body);
        // A segment outside the spine is a fault elsewhere; here it is a row of its own.
        for segment in 0..document.segments.len() {
            if rows.row_of[segment] == u32::MAX {
                rows.add(&[segment]);
            }
        }
        rows
    }

    fn add_body(&mut self, document: &Document, body: &[Block]) {
        for block in body {
            match block {
                Block::Row(segments) => self.add(segments),
                Block::Division(index) => {
                    let Some(division) = document.divisions.get(*index) else { continue };
                    if let Some(Heading::Printed(segment)) = division.heading {
                        self.add(&[segment]);
                    }
                    if !division.columns.is_empty() {
                        self.add(&division.columns);
                    }
                    self.add_body(document, &division.body);
                }
            }
        }
    }

    fn add(&mut self, segments: &[usize]) {
        for &segment in segments {
            if let Some(row) = self.row_of.get_mut(segment) {
                *row = small(self.ends.len());
            }
        }
        self.all.extend(segments.iter().map(|&segment| small(segment)));
        self.ends.push(small(self.all.len()));
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The row in which a segment stands.
    #[must_use]
    pub fn of(&self, segment: usize) -> Option<usize> {
        self.row_of.get(segment).map(|&row| row as usize)
    }

    /// The segments of a row, in order.
    pub fn segments(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.ends.get(row).map_or(0, |&end| end as usize);
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = start.map_or(0, |&start| start as usize).min(end);
        self.all[start..end].iter().map(|&segment| segment as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;

    #[test]
    fn every_segment_stands_in_the_row_that_holds_it_and_in_no_other() {
        let text = "document d en:en\ns1 | a\ns2 | b\n& s3 | c\n& s4 | d\ns5 | e\n& s6 | f\ns7 | g";
        let rows = Rows::new(&fixture::edition(text).documents[0]);
        let held: Vec<Vec<usize>> =
            (0..rows.len()).map(|row| rows.segments(row).collect()).collect();
        assert_eq!(held, [vec![0], vec![1, 2, 3], vec![4, 5], vec![6]]);
        for (row, segments) in held.iter().enumerate() {
            assert!(segments.iter().all(|&segment| rows.of(segment) == Some(row)));
        }
        assert_eq!(rows.segments(rows.len()).count(), 0, "there is no such row");
        assert_eq!(rows.of(7), None);
    }
}
