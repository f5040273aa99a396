//! Excerpts: of a witness that is published in part, only what the edition quotes.

use crate::model::Absence;
use crate::model::Anchor;
use crate::model::Edition;
use crate::model::Ground;
use crate::model::Publish;
use crate::model::Reading;

use std::collections::BTreeSet;
use std::sync::Arc;

/// A reading: document, segment, witness, by index.
type Place = (usize, usize, usize);

/// The edition as it is published: readings of witnesses with [`Publish::Excerpts`] that nothing
/// quotes are withheld. `None` where every witness is published in full.
#[must_use]
pub fn published(edition: &Edition) -> Option<Edition> {
    let mut witnesses = edition.documents.iter().flat_map(|document| &document.witnesses);
    if witnesses.all(|witness| witness.publish == Publish::Full) {
        return None;
    }
    let quoted = quoted(edition);
    let mut edition = edition.clone();
    for (index, document) in edition.documents.iter_mut().enumerate() {
        for witness in 0..document.witnesses.len() {
            if document.witnesses[witness].publish == Publish::Full {
                continue;
            }
            let document = Arc::make_mut(document);
            for (number, segment) in document.segments.iter_mut().enumerate() {
                let reading = &mut segment.readings[witness];
                let kept = quoted.contains(&(index, number, witness));
                if let (Reading::Present(text), false) = (&*reading, kept) {
                    *reading = Reading::Absent(Absence::Withheld, text.span);
                }
            }
        }
    }
    Some(edition)
}

/// All readings that an anchor quotes.
fn quoted(edition: &Edition) -> BTreeSet<Place> {
    let notes = edition.documents.iter().flat_map(|d| &d.notes).map(|note| &note.at);
    let targets = edition.documents.iter().flat_map(|d| &d.targets);
    let measures = targets.flat_map(|target| {
        let grounds = target.measures.iter().filter_map(|measure| match &measure.ground {
            Ground::Anchor(anchor) => Some(&**anchor),
            Ground::Outside(_) => None,
        });
        grounds.chain(&target.nature_at)
    });
    let links = edition.links.iter().flat_map(|link| [&link.from, &link.to]);
    let gaps = edition.gaps.iter().map(|gap| &gap.at);
    let terms = edition.terms.iter().flat_map(|term| &term.marked);
    let place = |anchor: &Anchor| (anchor.document, anchor.segment, anchor.witness);
    notes.chain(measures).chain(links).chain(gaps).chain(terms).map(place).collect()
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
    fn only_what_is_quoted_is_published_of_excerpts() {
        let mut edition = fixture::edition(
            "document d zh:zh:source en:en:translation\ns1 | 甲 | one\ns2 | 乙 | two",
        );
        assert!(published(&edition).is_none());
        fixture::document_mut(&mut edition, 0).witnesses[1].publish = Publish::Excerpts;
        edition.links.push(Link {
            id: LinkId::new("l").unwrap(),
            relation: Relation::See,
            from: fixture::anchor(&edition, "s2", "en", "two"),
            to: fixture::anchor(&edition, "s1", "zh", "甲"),
            reason: Localized::default(),
            span: fixture::nowhere(),
        });
        let shown = published(&edition).unwrap();
        let segments = &shown.documents[0].segments;
        assert!(matches!(segments[0].readings[1], Reading::Absent(Absence::Withheld, _)));
        assert_eq!(segments[1].readings[1].text().unwrap().raw, "two".into());
        assert!(segments.iter().all(|segment| segment.readings[0].text().is_some()));
    }
}
