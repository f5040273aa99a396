//! The segments of a document by their ids.

use crate::model::segment::Segment;

use std::collections::BTreeMap;
use std::sync::Arc;

/// The segments of a document by their ids, which are in the segments alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SegmentIndex {
    /// Their indices, in the order of their ids.
    order: Box<[u32]>,
    /// Names that are no ids and yet are known, with the segments they are meant for; ascending.
    others: Box<[(Arc<str>, u32)]>,
}

impl SegmentIndex {
    /// An index of segments by all names that they are known by.
    #[must_use]
    pub fn new(names: BTreeMap<Arc<str>, usize>, segments: &[Segment]) -> Self {
        let small = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let (mut order, mut others) = (Vec::with_capacity(names.len()), Vec::new());
        for (name, index) in names {
            if segments.get(index).is_some_and(|segment| segment.id.as_str() == &*name) {
                order.push(small(index));
            } else {
                others.push((name, small(index)));
            }
        }
        Self { order: order.into(), others: others.into() }
    }

    /// The index of the segment of a name among `segments`, those of which this is the index.
    #[must_use]
    pub fn get(&self, name: &str, segments: &[Segment]) -> Option<usize> {
        let id = |index: &u32| segments.get(*index as usize).map(|segment| segment.id.as_str());
        let found = self.order.binary_search_by(|index| id(index).cmp(&Some(name)));
        let other = || self.others.binary_search_by(|(known, _)| (**known).cmp(name));
        let index = found.map(|at| self.order[at]).or_else(|_| other().map(|at| self.others[at].1));
        index.ok().map(|index| index as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::diag::Span;
    use crate::model::id::SegmentId;

    #[test]
    fn segments_are_found_by_their_ids_and_by_names_that_are_none() {
        let segment = |id: &str| Segment {
            id: SegmentId::new(id).unwrap(),
            division: None,
            readings: Vec::new(),
            span: Span::new(FileId(0), 0..0),
        };
        let segments: Vec<_> = ["m", "z-1", "a", "q"].map(segment).into();
        let names = ["m", "Z 1", "a", "q"].into_iter().zip(0..);
        let names = names.map(|(name, index)| (name.into(), index)).collect();
        let index = SegmentIndex::new(names, &segments);
        let found = ["a", "m", "q", "Z 1", "z-1", "", "n"].map(|name| index.get(name, &segments));
        assert_eq!(found, [Some(2), Some(0), Some(3), Some(1), None, None, None]);
    }
}
