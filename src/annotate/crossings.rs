//! Links and gaps between pairs of documents, in the order in which one reads the earlier one.

use crate::model::Anchor;
use crate::model::Edition;

use std::collections::BTreeMap;

/// What crosses from one document to another, or fails to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A link.
    Link {
        /// Index in [`Edition::links`].
        link: usize,
        /// Its `from` stands in the later document.
        back: bool,
    },
    /// A passage without a counterpart: index in [`Edition::gaps`].
    Gap(usize),
}

/// A link or gap of a pair of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crossing {
    /// The two documents, the earlier one in [`Edition::documents`] first; of a link within one
    /// document both are the same.
    pub pair: [usize; 2],
    /// What it is.
    pub what: What,
}

/// A place in a text: segment and first byte.
type At = (usize, usize);

impl Crossing {
    /// Its ends in the first and in the second document; a gap has one.
    #[must_use]
    pub fn ends<'a>(&self, edition: &'a Edition) -> [Option<&'a Anchor>; 2] {
        match self.what {
            What::Link { link, back } => {
                let link = &edition.links[link];
                let ends = [Some(&link.from), Some(&link.to)];
                if back { [ends[1], ends[0]] } else { ends }
            }
            What::Gap(gap) => {
                let at = &edition.gaps[gap].at;
                if at.document == self.pair[0] { [Some(at), None] } else { [None, Some(at)] }
            }
        }
    }

    fn places(&self, edition: &Edition) -> [Option<At>; 2] {
        let at = |anchor: &Anchor| (anchor.segment, anchor.ranges.first().map_or(0, |r| r.start));
        self.ends(edition).map(|anchor| anchor.map(at))
    }
}

/// All links and gaps pair by pair, those of documents of different years first. Within a pair they follow the first document; what stands in
/// the second one only follows the link whose other end is nearest before it there.
#[must_use]
pub fn in_order(edition: &Edition) -> Vec<Crossing> {
    let mut pairs: BTreeMap<[usize; 2], Vec<Crossing>> = BTreeMap::new();
    for (link, ends) in edition.links.iter().enumerate() {
        let (from, to) = (&ends.from, &ends.to);
        let back = (to.document, to.segment) < (from.document, from.segment);
        let pair = sorted(from.document, to.document);
        let what = What::Link { link, back };
        pairs.entry(pair).or_default().push(Crossing { pair, what });
    }
    for (index, gap) in edition.gaps.iter().enumerate() {
        let pair = sorted(gap.at.document, gap.missing_in);
        pairs.entry(pair).or_default().push(Crossing { pair, what: What::Gap(index) });
    }
    let mut pairs: Vec<([usize; 2], Vec<Crossing>)> = pairs.into_iter().collect();
    pairs.sort_by_key(|(pair, _)| year(edition, pair[0]) == year(edition, pair[1]));
    pairs.into_iter().flat_map(|(_, all)| merged(edition, all)).collect()
}

fn year(edition: &Edition, document: usize) -> Option<u16> {
    edition.documents[document].year()
}

fn sorted(a: usize, b: usize) -> [usize; 2] {
    [a.min(b), a.max(b)]
}

fn merged(edition: &Edition, all: Vec<Crossing>) -> Vec<Crossing> {
    let placed = all.into_iter().map(|crossing| (crossing.places(edition), crossing));
    let (mut left, mut right): (Vec<_>, Vec<_>) = placed.partition(|(at, _)| at[0].is_some());
    left.sort_by_key(|&(at, crossing)| (at, crossing.what));
    right.sort_by_key(|&(at, crossing)| (at, crossing.what));
    let mut after: BTreeMap<Option<usize>, Vec<Crossing>> = BTreeMap::new();
    for (at, crossing) in right {
        let before = left
            .iter()
            .enumerate()
            .filter(|(_, (other, _))| other[1].is_some() && other[1] <= at[1]);
        let nearest = before.max_by_key(|(index, (other, _))| (other[1], *index));
        after.entry(nearest.map(|(index, _)| index)).or_default().push(crossing);
    }
    let mut merged = after.remove(&None).unwrap_or_default();
    for (index, (_, crossing)) in left.into_iter().enumerate() {
        merged.push(crossing);
        merged.extend(after.remove(&Some(index)).unwrap_or_default());
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::diag::Span;
    use crate::model::Gap;
    use crate::model::GapKind;
    use crate::model::Link;
    use crate::model::LinkId;
    use crate::model::Localized;
    use crate::model::Relation;

    fn anchor(edition: &Edition, document: usize, segment: usize) -> Anchor {
        let only =
            Edition { documents: vec![edition.documents[document].clone()], ..edition.clone() };
        let id = only.documents[0].segments[segment].id.as_str().to_owned();
        let words = only.documents[0].segments[segment].readings[0].text().unwrap().raw.clone();
        Anchor { document, ..fixture::anchor(&only, &id, "en", &words) }
    }

    fn id(name: &str) -> LinkId {
        LinkId::new(name).unwrap()
    }

    fn span() -> Span {
        fixture::nowhere()
    }

    /// Ends as document and segment.
    fn edition(links: &[[(usize, usize); 2]], gaps: &[((usize, usize), usize)]) -> Edition {
        let mut edition = fixture::edition(
            "document a en:en\ns1 | one\ns2 | two\ns3 | three
             document b en:en\ns1 | one\ns2 | two\ns3 | three",
        );
        for &[from, to] in links {
            let (from, to) = (anchor(&edition, from.0, from.1), anchor(&edition, to.0, to.1));
            let reason = Localized::default();
            let relation = Relation::See;
            edition.links.push(Link { id: id("l"), relation, from, to, reason, span: span() });
        }
        for &(at, missing_in) in gaps {
            let at = anchor(&edition, at.0, at.1);
            let kind = if at.document < missing_in { GapKind::Dropped } else { GapKind::New };
            let reason = Localized::default();
            edition.gaps.push(Gap { id: id("g"), kind, at, missing_in, reason, span: span() });
        }
        edition
    }

    #[test]
    fn links_follow_the_first_document_whichever_end_they_were_written_from() {
        let edition = edition(&[[(0, 2), (1, 0)], [(1, 2), (0, 0)]], &[]);
        let all = in_order(&edition);
        assert_eq!(all[0].what, What::Link { link: 1, back: true });
        assert_eq!(all[1].what, What::Link { link: 0, back: false });
        let ends = all[0].ends(&edition).map(|end| end.unwrap().document);
        assert_eq!(ends, [0, 1], "the first document is on the left");
    }

    #[test]
    fn gaps_stand_on_their_side_and_in_their_place() {
        let links = [[(0, 0), (1, 0)], [(0, 2), (1, 2)]];
        let edition = edition(&links, &[((1, 1), 0), ((0, 1), 1)]);
        let all = in_order(&edition);
        let what: Vec<What> = all.iter().map(|crossing| crossing.what).collect();
        let link = |link| What::Link { link, back: false };
        assert_eq!(what, [link(0), What::Gap(0), What::Gap(1), link(1)]);
        assert!(all[1].ends(&edition)[0].is_none(), "new: on the right only");
        assert!(all[2].ends(&edition)[1].is_none(), "dropped: on the left only");
    }

    #[test]
    fn what_is_new_before_any_link_comes_first() {
        let edition = edition(&[[(0, 0), (1, 1)]], &[((1, 0), 0)]);
        assert_eq!(in_order(&edition)[0].what, What::Gap(0));
    }
}
