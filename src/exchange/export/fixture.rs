//! Small editions with their annotations, for the tests of exports.

use crate::annotate;
use crate::annotate::Annotations;
use crate::annotate::fixture;
use crate::exchange::export::work;
use crate::exchange::export::work::Whole;
use crate::exchange::export::work::Work;
use crate::model::Edition;
use crate::model::Lang;
use crate::model::Localized;
use crate::model::Note;
use crate::model::NoteId;
use crate::model::NoteKind;

use std::collections::BTreeMap;

/// An edition and its annotations.
pub(crate) struct Fixture {
    pub(crate) edition: Edition,
    annotations: Annotations,
    words: Vec<(Lang, BTreeMap<String, String>)>,
}

impl Fixture {
    /// From a description as of `annotate/fixture.rs`.
    pub(crate) fn new(description: &str) -> Self {
        let edition = fixture::edition(description);
        let annotations = annotate::edition(&edition);
        Self { edition, annotations, words: Vec::new() }
    }

    /// Annotates again after a change.
    pub(crate) fn changed(&mut self) {
        self.annotations = annotate::edition(&self.edition);
    }

    /// Adds a note to the first document.
    pub(crate) fn note(&mut self, id: &str, segment: &str, witness: &str, quote: &str) {
        let at = fixture::anchor(&self.edition, segment, witness, quote);
        let body = |tag| (fixture::lang(tag), format!("{id}, in *words*"));
        annotate::fixture::document_mut(&mut self.edition, 0).notes.push(Note {
            id: NoteId::new(id).unwrap(),
            kind: NoteKind::Editorial,
            at,
            corrected: None,
            body: Localized::new(vec![body("zh"), body("en")]),
            span: fixture::nowhere(),
        });
        self.changed();
    }

    pub(crate) fn whole(&self) -> Whole<'_> {
        Whole {
            edition: &self.edition,
            annotations: &self.annotations,
            tool: "0",
            words: &self.words,
            date: work::date_of(&self.edition),
        }
    }

    pub(crate) fn work(&self, index: usize) -> Work<'_> {
        self.whole().work(index).unwrap()
    }
}
