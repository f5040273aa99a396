//! What is attached to a segment: notes, targets, link ends, gaps.

use crate::model::Document;
use crate::model::Edition;
use crate::model::Ground;

use std::collections::BTreeMap;

/// Which end of a link stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// Its `from`.
    From,
    /// Its `to`.
    To,
}

/// One end of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkEnd {
    /// Index of the link in [`Edition::links`].
    pub link: usize,
    /// Which of its ends.
    pub end: End,
}

/// Why a target stands at a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TargetPlace {
    /// Index of the target in [`Document::targets`].
    pub target: usize,
    /// Index of the measure in [`crate::model::Target::measures`]; `None` for the words that say
    /// whether it binds.
    pub measure: Option<usize>,
}

/// Notes and targets of one document by segment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attached {
    /// Segment → indices into [`Document::notes`], in file order.
    pub notes: BTreeMap<usize, Vec<usize>>,
    /// Segment → targets whose numbers or nature stand there.
    pub targets: BTreeMap<usize, Vec<TargetPlace>>,
}

/// Links and gaps by document and segment, in file order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Backlinks {
    /// Document and segment → ends of links there.
    pub links: BTreeMap<(usize, usize), Vec<LinkEnd>>,
    /// Document and segment → indices into [`Edition::gaps`].
    pub gaps: BTreeMap<(usize, usize), Vec<usize>>,
}

/// Gathers the notes and targets of a document.
pub(crate) fn attached(document: &Document) -> Attached {
    let mut attached = Attached::default();
    for (index, note) in document.notes.iter().enumerate() {
        attached.notes.entry(note.at.segment).or_default().push(index);
    }
    for (index, target) in document.targets.iter().enumerate() {
        for (number, measure) in target.measures.iter().enumerate() {
            if let Ground::Anchor(anchor) = &measure.ground {
                let place = TargetPlace { target: index, measure: Some(number) };
                attached.targets.entry(anchor.segment).or_default().push(place);
            }
        }
        if let Some(anchor) = &target.nature_at {
            let place = TargetPlace { target: index, measure: None };
            attached.targets.entry(anchor.segment).or_default().push(place);
        }
    }
    attached
}

/// Gathers the links and gaps of the edition.
pub(crate) fn backlinks(edition: &Edition) -> Backlinks {
    let mut all = Backlinks::default();
    for (index, link) in edition.links.iter().enumerate() {
        for (anchor, end) in [(&link.from, End::From), (&link.to, End::To)] {
            let ends = all.links.entry((anchor.document, anchor.segment)).or_default();
            ends.push(LinkEnd { link: index, end });
        }
    }
    for (index, gap) in edition.gaps.iter().enumerate() {
        all.gaps.entry((gap.at.document, gap.at.segment)).or_default().push(index);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::model::Link;
    use crate::model::LinkId;
    use crate::model::Localized;
    use crate::model::Relation;

    #[test]
    fn a_link_is_known_at_both_ends() {
        let mut edition = fixture::edition("document d zh:zh:source\ns1 | 甲\ns2 | 乙");
        edition.links.push(Link {
            id: LinkId::new("l").unwrap(),
            relation: Relation::See,
            from: fixture::anchor(&edition, "s2", "zh", "乙"),
            to: fixture::anchor(&edition, "s1", "zh", "甲"),
            reason: Localized::default(),
            span: fixture::nowhere(),
        });
        let all = backlinks(&edition);
        assert_eq!(all.links[&(0, 1)], [LinkEnd { link: 0, end: End::From }]);
        assert_eq!(all.links[&(0, 0)], [LinkEnd { link: 0, end: End::To }]);
    }
}
