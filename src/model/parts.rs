//! A document divided into parts, each of which has a page of its own.
//!
//! The first part is what stands before all others; it has the document's own page. Parts are
//! counted from 0, and a document that is not divided has only the first.

use crate::model::document::Block;
use crate::model::document::DivisionKind;
use crate::model::document::Document;
use crate::model::document::Heading;
use crate::model::document::Part;

use std::borrow::Cow;
use std::ops::Range;

/// The kinds of divisions that begin a part; front matter, boxes, tables and the like stay with what
/// comes before them.
const BEGIN_PARTS: [DivisionKind; 4] =
    [DivisionKind::Chapter, DivisionKind::Section, DivisionKind::Action, DivisionKind::Back];

impl Document {
    /// Divides the document: each chapter, section, action and back matter of its root that has a
    /// heading begins a part.
    pub fn divide(&mut self) {
        let begins = |block: &Block| match block {
            Block::Division(index) => {
                let division = &self.divisions[*index];
                let wanted = BEGIN_PARTS.contains(&division.kind) && division.heading.is_some();
                wanted.then_some(*index)
            }
            Block::Row(_) => None,
        };
        let starts = self.body.iter().enumerate().filter_map(|(at, b)| Some((at, begins(b)?)));
        let mut parts = Vec::new();
        // From the last on: a part without segments begins where the next one does.
        let (mut last_block, mut last_segment) = (self.body.len(), self.segments.len());
        for (at, division) in starts.collect::<Vec<_>>().into_iter().rev() {
            let blocks = at..last_block;
            let first = self.first_segment(&self.body[blocks.clone()]).unwrap_or(last_segment);
            let segments = first..last_segment;
            (last_block, last_segment) = (at, first);
            parts.push(Part { division, blocks, segments });
        }
        parts.reverse();
        self.parts = parts;
    }

    /// The first segment of some blocks.
    fn first_segment(&self, blocks: &[Block]) -> Option<usize> {
        blocks.iter().find_map(|block| match block {
            Block::Row(segments) => segments.first().copied(),
            Block::Division(index) => {
                let division = &self.divisions[*index];
                let printed = match division.heading {
                    Some(Heading::Printed(segment)) => Some(segment),
                    _ => None,
                };
                let own = printed.or_else(|| division.columns.first().copied());
                own.or_else(|| self.first_segment(&division.body))
            }
        })
    }

    /// Whether the document has more than one page.
    #[must_use]
    pub fn is_divided(&self) -> bool {
        !self.parts.is_empty()
    }

    /// How many parts there are; at least one.
    #[must_use]
    pub fn part_count(&self) -> usize {
        self.parts.len() + 1
    }

    /// The part in which a segment stands.
    #[must_use]
    pub fn part_of(&self, segment: usize) -> usize {
        self.parts.partition_point(|part| part.segments.start <= segment)
    }

    /// The part in which a division begins.
    #[must_use]
    pub fn part_of_division(&self, division: usize) -> usize {
        self.parts.partition_point(|part| part.division <= division)
    }

    /// The division that begins a part; the first part has none.
    #[must_use]
    pub fn beginning(&self, part: usize) -> Option<usize> {
        Some(self.parts.get(part.checked_sub(1)?)?.division)
    }

    /// The segments of a part.
    #[must_use]
    pub fn segments_of(&self, part: usize) -> Range<usize> {
        match part.checked_sub(1).and_then(|further| self.parts.get(further)) {
            Some(part) => part.segments.clone(),
            None => 0..self.parts.first().map_or(self.segments.len(), |next| next.segments.start),
        }
    }

    /// What stands in a part.
    #[must_use]
    pub fn blocks_of(&self, part: usize) -> &[Block] {
        let blocks = match part.checked_sub(1).and_then(|further| self.parts.get(further)) {
            Some(part) => part.blocks.clone(),
            None => 0..self.parts.first().map_or(self.body.len(), |next| next.blocks.start),
        };
        &self.body[blocks]
    }

    /// The folder of the page of a part, below the root of the site: `plan`, `plan/goals`.
    #[must_use]
    pub fn folder(&self, part: usize) -> Cow<'_, str> {
        match self.beginning(part) {
            Some(division) => {
                Cow::Owned(folder(self.id.as_str(), self.divisions[division].id.as_str()))
            }
            None => Cow::Borrowed(self.id.as_str()),
        }
    }
}

/// The folder of the page that a division of a document begins. It has no dot, so that it is the
/// name of no file beside it; and ids have no low line, so that no two have the same.
#[must_use]
pub fn folder(document: &str, division: &str) -> String {
    format!("{document}/{}", division.replace('.', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::model::Localized;

    /// Four chapters: the first without a heading, the third without segments.
    fn divided(kind: DivisionKind) -> Document {
        let text =
            "document d zh:zh\ns0 | 一\nparagraph\ns1 | 二\ns2 | 三\nparagraph\nparagraph\ns3 | 四";
        let mut document = Document::clone(&fixture::edition(text).documents[0]);
        for division in &mut document.divisions[1..] {
            division.kind = kind;
            division.heading = Some(Heading::Editorial(Localized::default()));
        }
        document.divide();
        document
    }

    #[test]
    fn parts_hold_all_segments_once_and_each_knows_its_own() {
        let document = divided(DivisionKind::Chapter);
        assert_eq!(document.part_count(), 4);
        let segments: Vec<_> = (0..4).map(|part| document.segments_of(part)).collect();
        assert_eq!(segments, [0..1, 1..3, 3..3, 3..4]);
        assert_eq!((0..4).map(|s| document.part_of(s)).collect::<Vec<_>>(), [0, 1, 1, 3]);
        assert_eq!((0..4).map(|d| document.part_of_division(d)).collect::<Vec<_>>(), [0, 1, 2, 3]);
        let blocks: Vec<_> = (0..4).flat_map(|part| document.blocks_of(part)).collect();
        assert!(blocks.into_iter().eq(&document.body));
        assert_eq!(
            ["d", "d/p1"],
            [document.folder(0), document.folder(1)].map(Cow::into_owned)[..]
        );
        assert_eq!(folder("d", "a.b-c"), "d/a_b-c");
    }

    #[test]
    fn a_document_without_chapters_is_one_page() {
        for document in [divided(DivisionKind::Box), divided(DivisionKind::Front)] {
            assert!(!document.is_divided());
            assert_eq!((document.part_count(), document.part_of(3)), (1, 0));
            assert_eq!(document.segments_of(0), 0..4);
            assert_eq!(document.blocks_of(0), document.body);
        }
    }
}
