//! Where readings stand on their way to being checked, as far as that is known.

use crate::model::Absence;
use crate::model::Document;
use crate::model::Reading;
use crate::model::Review;
use crate::model::ReviewState;
use crate::model::document::source_words;
use crate::text::fingerprint;

/// Where a reading stands, the least finished first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It is absent as not yet entered.
    NeedsTranslation,
    /// An editor should compare it with the source.
    NeedsReview,
    /// It was checked against other words of the source than those that stand there now.
    Stale,
    /// It was checked against the words that stand there now.
    Checked,
}

impl Standing {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 4] =
        [Self::NeedsTranslation, Self::NeedsReview, Self::Stale, Self::Checked];

    /// The word used in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NeedsTranslation => "needs-translation",
            Self::NeedsReview => "needs-review",
            Self::Stale => "stale",
            Self::Checked => "checked",
        }
    }
}

/// A reading of which it is known where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standpoint<'d> {
    /// Index of the segment.
    pub segment: usize,
    /// Index of the witness.
    pub witness: usize,
    /// Where the reading stands.
    pub standing: Standing,
    /// Its entry in `review.toml`, where there is one.
    pub review: Option<&'d Review>,
}

/// The fingerprint of the words of the source with which a reading is to be compared; `None` where
/// there are none.
#[must_use]
pub fn source_now(document: &Document, segment: usize, witness: usize) -> Option<String> {
    let readings = document.witnesses.iter().zip(&document.segments[segment].readings);
    let readings = readings.map(|(w, r)| (w.role, r.text().map(|text| text.raw.as_str())));
    source_words(document.witnesses[witness].role, readings).map(|words| fingerprint([words]))
}

/// The readings of a document of which it is known where they stand, by segment and witness.
#[must_use]
pub fn standpoints(document: &Document) -> Vec<Standpoint<'_>> {
    let mut reviews = document.reviews.iter().peekable();
    let mut out = Vec::with_capacity(document.reviews.len());
    for (segment, readings) in document.segments.iter().map(|s| &s.readings).enumerate() {
        for (witness, reading) in readings.iter().enumerate() {
            let review = reviews.next_if(|r| (r.segment, r.witness) == (segment, witness));
            let standing = match (reading, review) {
                (Reading::Absent(Absence::NotYet, _), _) => Standing::NeedsTranslation,
                (_, Some(review)) => standing(document, review),
                (_, None) => continue,
            };
            out.push(Standpoint { segment, witness, standing, review });
        }
    }
    out
}

/// Where a reading with an entry and without the absence `not-yet` stands.
#[must_use]
pub fn standing(document: &Document, review: &Review) -> Standing {
    match review.state {
        ReviewState::NeedsReview => Standing::NeedsReview,
        ReviewState::Checked => {
            let now = source_now(document, review.segment, review.witness);
            if now == review.source { Standing::Checked } else { Standing::Stale }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::model::Edition;

    fn standings(edition: &Edition) -> String {
        let of = |s: Standpoint<'_>| format!("{}:{}:{}", s.segment, s.witness, s.standing.as_str());
        standpoints(&edition.documents[0]).into_iter().map(of).collect::<Vec<_>>().join(" ")
    }

    fn reviewed(text: &str, state: ReviewState, source: Option<&str>) -> Edition {
        let mut edition = fixture::edition(text);
        let (source, span) = (source.map(str::to_owned), fixture::nowhere());
        let (method, confidence) = (None, None);
        let review = Review { segment: 0, witness: 1, state, source, method, confidence, span };
        fixture::document_mut(&mut edition, 0).reviews.push(review);
        edition
    }

    #[test]
    fn a_checked_reading_is_stale_once_its_source_reads_otherwise() {
        let known = fingerprint(["数据"]);
        let of = |text: &str, source| standings(&reviewed(text, ReviewState::Checked, source));
        assert_eq!(
            of("document d zh:zh:source en:en\ns1 | 数据 | data", Some(&known)),
            "0:1:checked"
        );
        assert_eq!(
            of("document d zh:zh:source en:en\ns1 | 数据 | facts", Some(&known)),
            "0:1:checked"
        );
        assert_eq!(
            of("document d zh:zh:source en:en\ns1 | 因素 | data", Some(&known)),
            "0:1:stale"
        );
        assert_eq!(of("document d zh:zh:source en:en\ns1 | 数据 | data", None), "0:1:stale");
        assert_eq!(of("document d en:en de:de\ns1 | data | Daten", None), "0:1:checked");
        assert_eq!(of("document d en:en de:de\ns1 | data | Daten", Some(&known)), "0:1:stale");
    }

    #[test]
    fn what_is_not_yet_translated_needs_translation_whatever_the_entry_says() {
        let text = "document d zh:zh:source en:en\ns1 | 数据 | ";
        let mut edition = reviewed(text, ReviewState::NeedsReview, None);
        assert_eq!(standings(&edition), "0:1:needs-review");
        let absent = Reading::Absent(Absence::NotYet, fixture::nowhere());
        fixture::document_mut(&mut edition, 0).segments[0].readings[1] = absent;
        assert_eq!(standings(&edition), "0:1:needs-translation");
    }
}
