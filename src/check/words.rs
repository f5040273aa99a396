//! Readings of an edition one after another, and small judgements that several rules share.

use crate::check::rule::Context;
use crate::diag::Diagnostic;
use crate::diag::Span;
use crate::model::Document;
use crate::model::Edition;
use crate::model::Lang;
use crate::model::Localized;
use crate::model::Text;

/// A reading with words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) document: &'a Document,
    /// Index of the segment.
    pub(crate) segment: usize,
    /// Index of the witness.
    pub(crate) witness: usize,
    pub(crate) text: &'a Text,
}

impl<'a> Words<'a> {
    /// The id of the segment.
    pub(crate) fn id(&self) -> &'a str {
        self.document.segments[self.segment].id.as_str()
    }

    /// The id of the witness.
    pub(crate) fn witness_id(&self) -> &'a str {
        self.document.witnesses[self.witness].id.as_str()
    }

    /// The language of the witness.
    pub(crate) fn lang(&self) -> &'a Lang {
        &self.document.witnesses[self.witness].lang
    }
}

/// All readings with words, witness by witness in spine order.
pub(crate) fn of_document(document: &Document) -> impl Iterator<Item = Words<'_>> {
    (0..document.witnesses.len()).flat_map(move |witness| of_witness(document, witness))
}

/// The readings of one witness with words, in spine order.
pub(crate) fn of_witness(document: &Document, witness: usize) -> impl Iterator<Item = Words<'_>> {
    document.segments.iter().enumerate().filter_map(move |(segment, unit)| {
        let text = unit.readings.get(witness)?.text()?;
        Some(Words { document, segment, witness, text })
    })
}

/// The UI languages in which a value is not given.
pub(crate) fn missing<'a>(value: &Localized<String>, languages: &'a [Lang]) -> Vec<&'a Lang> {
    let given = |lang: &Lang| value.get(lang).is_some_and(|text| !text.trim().is_empty());
    languages.iter().filter(|lang| !given(lang)).collect()
}

/// Markdown of the editors, and where its entry stands.
#[derive(Debug, Clone)]
pub(crate) struct Own<'a> {
    /// What it is: `the note `told``.
    pub(crate) what: String,
    pub(crate) markdown: &'a Localized<String>,
    pub(crate) span: Span,
}

impl<'a> Own<'a> {
    fn new(kind: &str, id: &str, markdown: &'a Localized<String>, span: Span) -> Self {
        Self { what: format!("the {kind} `{id}`"), markdown, span }
    }
}

/// What is found in the Markdown of the editors on a document, by its index.
pub(crate) fn in_editors_words_of(
    context: &Context<'_>,
    index: usize,
    faults: fn(&Own<'_>) -> Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    editors_of(&context.edition.documents[index]).iter().flat_map(faults).collect()
}

/// What is found in the Markdown of the editors that is on no document.
pub(crate) fn in_editors_words(
    context: &Context<'_>,
    faults: fn(&Own<'_>) -> Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    editors(context.edition).iter().flat_map(faults).collect()
}

/// What editors write in Markdown of a document: its about and its notes.
fn editors_of(document: &Document) -> Vec<Own<'_>> {
    let about = Own::new("document", document.id.as_str(), &document.about, document.span);
    let notes = document.notes.iter();
    let notes = notes.map(|note| Own::new("note", note.id.as_str(), &note.body, note.span));
    std::iter::once(about).chain(notes).collect()
}

/// What editors write in Markdown of no document: glosses, reasons, pages.
fn editors(edition: &Edition) -> Vec<Own<'_>> {
    let mut all = Vec::new();
    let mut add = |kind, id, markdown, span| all.push(Own::new(kind, id, markdown, span));
    for term in &edition.terms {
        add("term", term.id.as_str(), &term.gloss, term.span);
    }
    for link in &edition.links {
        add("link", link.id.as_str(), &link.reason, link.span);
    }
    for gap in &edition.gaps {
        add("gap", gap.id.as_str(), &gap.reason, gap.span);
    }
    for page in &edition.pages {
        add("page", &page.name, &page.body, page.span);
    }
    all
}
