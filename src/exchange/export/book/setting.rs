//! What all parts of a book share: where things stand, how notes are numbered, words in all languages.

use crate::exchange::export::work::Work;
use crate::exchange::export::work::best;
use crate::exchange::export::xml::Xml;
use crate::model::Division;
use crate::model::Heading;
use crate::model::Localized;

use std::collections::BTreeMap;

/// The file of notes in an EPUB.
pub(crate) const NOTES: &str = "notes.xhtml";
/// The file of links in an EPUB.
pub(crate) const LINKS: &str = "links.xhtml";

/// A book that is being made.
pub(crate) struct Setting<'a> {
    pub(crate) work: Work<'a>,
    /// For each segment the number of its file in an EPUB; `None` where all is one file.
    files: Option<Vec<usize>>,
    /// Indices of notes in the order of the text.
    pub(crate) notes: Vec<usize>,
    /// Note → its number, from 1.
    numbers: BTreeMap<usize, usize>,
}

impl<'a> Setting<'a> {
    /// Everything in one file, or in files by segment.
    pub(crate) fn new(work: Work<'a>, files: Option<Vec<usize>>) -> Self {
        let mut notes: Vec<usize> = (0..work.document.notes.len()).collect();
        notes.sort_by_key(|&note| {
            let at = &work.document.notes[note].at;
            (at.segment, at.witness, at.ranges.first().map_or(0, |range| range.start), note)
        });
        let numbers = notes.iter().enumerate().map(|(at, &note)| (note, at + 1)).collect();
        Self { work, files, notes, numbers }
    }

    /// Whether the book is an EPUB.
    pub(crate) fn is_epub(&self) -> bool {
        self.files.is_some()
    }

    /// The number of a note.
    pub(crate) fn number(&self, note: usize) -> String {
        self.numbers.get(&note).copied().unwrap_or_default().to_string()
    }

    /// The address of an element in the text.
    pub(crate) fn in_text(&self, segment: usize, id: &str) -> String {
        let file = self.files.as_ref().and_then(|files| files.get(segment));
        file.map_or(String::new(), |&file| text_file(file)) + "#" + id
    }

    /// The address of an element in the notes or links.
    pub(crate) fn in_back(&self, file: &str, id: &str) -> String {
        let file = if self.is_epub() { file } else { "" };
        format!("{file}#{id}")
    }

    /// Words of the interface in all its languages, each in its own element.
    pub(crate) fn words(&self, key: &str, xml: &mut Xml) {
        for (nth, lang) in self.work.whole.edition.site.languages.iter().enumerate() {
            if nth > 0 {
                xml.text(" · ");
            }
            spoken("span", &[], lang.as_str(), self.work.whole.word(lang, key), xml);
        }
    }

    /// Words of the interface in all its languages, as one text.
    pub(crate) fn plain_words(&self, key: &str) -> String {
        let languages = self.work.whole.edition.site.languages.iter();
        let words: Vec<_> = languages.map(|lang| self.work.whole.word(lang, key)).collect();
        words.join(" · ")
    }

    /// An editors' text in all languages of the interface.
    pub(crate) fn localized(&self, values: &Localized<String>, xml: &mut Xml) {
        for (nth, (lang, value)) in values.iter().enumerate() {
            if nth > 0 {
                xml.text(" · ");
            }
            spoken("span", &[], lang.as_str(), value, xml);
        }
    }

    /// The first language of the interface.
    pub(crate) fn lang(&self) -> &'a str {
        self.work.whole.edition.site.languages.first().map_or("en", |lang| lang.as_str())
    }

    /// The title of the document in the first language of the interface.
    pub(crate) fn title(&self) -> &'a str {
        let first = self.work.whole.edition.site.languages.first();
        first.map_or("", |lang| best(&self.work.document.title, lang))
    }

    /// The heading of a division as one text, for contents: a reading per language, or the
    /// editors' words.
    pub(crate) fn heading(&self, division: &Division) -> Option<String> {
        match division.heading.as_ref()? {
            Heading::Editorial(words) => {
                let words: Vec<_> = words.iter().map(|(_, text)| text.as_str()).collect();
                Some(words.join(" · "))
            }
            Heading::Printed(segment) => {
                let mut languages = Vec::new();
                let mut texts = Vec::new();
                for (index, witness) in self.work.document.witnesses.iter().enumerate() {
                    let Some(text) = self.work.text(*segment, index) else { continue };
                    if !languages.contains(&&witness.lang) {
                        languages.push(&witness.lang);
                        texts.push(text);
                    }
                }
                (!texts.is_empty()).then(|| texts.join(" · "))
            }
        }
    }
}

/// The name of a file of text in an EPUB.
pub(crate) fn text_file(number: usize) -> String {
    format!("text-{number:04}.xhtml")
}

/// An element whose words are in a language.
pub(crate) fn spoken(
    name: &str,
    attributes: &[(&str, &str)],
    lang: &str,
    text: &str,
    xml: &mut Xml,
) {
    let mut all = attributes.to_vec();
    all.extend([("lang", lang), ("xml:lang", lang)]);
    xml.leaf(name, &all, text);
}
