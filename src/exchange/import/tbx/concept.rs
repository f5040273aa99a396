//! A concept with the words that name it, and what the glossary has no place for.

use crate::exchange::edit::Refusal;
use crate::exchange::import::draft::language;
use crate::exchange::import::draft::tag;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::names;
use crate::exchange::import::xml;
use crate::exchange::import::xml::Code;
use crate::exchange::import::xml::Element;
use crate::model::Lang;

use std::ops::Range;

/// A concept.
#[derive(Debug, Default)]
pub(super) struct Concept {
    /// Its id in the file.
    pub(super) id: Option<String>,
    /// Language → the words that name it, in the order of the file.
    pub(super) words: Vec<(String, Vec<Word>)>,
    /// Language of the site → what it is.
    pub(super) gloss: Vec<(String, String)>,
    /// Ids in the file of concepts to which it refers.
    pub(super) see: Vec<String>,
}

/// Words that name a concept in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) status: Status,
}

/// What the file says of the use of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// They come first.
    Preferred,
    /// They may be used, or nothing is said.
    Admitted,
    /// They should not be used.
    Deprecated,
}

/// What the glossary has no place for: its kind in the plural, its bytes.
pub(super) type Leftovers = Vec<(&'static str, Range<usize>)>;

impl Concept {
    /// An id made of the first word in Latin letters: of at most so many characters.
    pub(super) fn slug(&self, longest: usize) -> Option<String> {
        let mut all = self.words.iter().flat_map(|(_, words)| words);
        let word = all.find(|word| word.text.starts_with(|c: char| c.is_ascii_alphanumeric()))?;
        let whole = names::valid(&word.text);
        let cut = whole.get(..longest).and_then(|start| start.rsplit_once('-'));
        let slug = cut.map_or(whole.as_str(), |(start, _)| start);
        (!slug.is_empty()).then(|| slug.to_owned())
    }
}

/// Reads a concept; `outer` is the language of the file and those of the site.
pub(super) fn read(
    element: &Element,
    outer: (&str, &[Lang]),
    file: &Foreign,
) -> Result<(Concept, Leftovers), Refusal> {
    let mut reading = Reading { concept: Concept::default(), left: Vec::new(), outer, file };
    reading.concept.id = element.attribute("id").map(str::to_owned);
    for inner in element.elements() {
        match inner.name.as_str() {
            "langSet" | "langSec" => reading.language(inner)?,
            "descripGrp" => reading.group(inner, None),
            _ => reading.about(inner, None),
        }
    }
    if reading.concept.words.is_empty() {
        return Err(file.refuse("a concept without words", element.at.clone()));
    }
    Ok((reading.concept, reading.left))
}

struct Reading<'f> {
    concept: Concept,
    left: Leftovers,
    outer: (&'f str, &'f [Lang]),
    file: &'f Foreign,
}

impl Reading<'_> {
    fn language(&mut self, element: &Element) -> Result<(), Refusal> {
        let written = element.attribute("xml:lang").or_else(|| element.attribute("lang"));
        let place = (self.file, element.at.start, written);
        let lang = language(None, place, "the attribute `xml:lang`")?;
        let mut words = Vec::new();
        for inner in element.elements() {
            match inner.name.as_str() {
                "tig" | "ntig" | "termSec" => words.extend(self.word(inner)?),
                "descripGrp" => self.group(inner, Some(&lang)),
                _ => self.about(inner, Some(&lang)),
            }
        }
        let known = self.concept.words.iter().position(|(known, _)| *known == lang);
        match known {
            Some(known) => self.concept.words[known].1.extend(words),
            None if words.is_empty() => {}
            None => self.concept.words.push((lang, words)),
        }
        Ok(())
    }

    /// What a group says of a concept, and where from.
    fn group(&mut self, group: &Element, lang: Option<&str>) {
        for inner in group.elements() {
            self.about(inner, lang);
        }
    }

    /// What is said of a concept as a whole or in one language.
    fn about(&mut self, element: &Element, lang: Option<&str>) {
        let kind = (element.name.as_str(), element.attribute("type"));
        let what = match kind {
            ("descrip", Some("definition")) | ("note", None) if self.gloss(element, lang) => return,
            ("ref", Some("crossReference")) => match element.attribute("target") {
                Some(target) => {
                    self.concept.see.push(target.trim_start_matches('#').to_owned());
                    return;
                }
                None => "references",
            },
            ("descrip", Some("subjectField")) => "subject fields",
            ("descrip", _) => "descriptions",
            ("note", _) => "notes",
            ("ref" | "xref", _) => "references",
            ("admin" | "adminGrp", _) => "administrative facts",
            ("transac" | "transacGrp" | "date", _) => "transactions",
            _ => "unknown elements",
        };
        self.left.push((what, element.at.clone()));
    }

    /// Takes a definition or a note for the gloss in its language; whether it could be taken.
    fn gloss(&mut self, element: &Element, lang: Option<&str>) -> bool {
        let written = element.attribute("xml:lang").or(lang).unwrap_or(self.outer.0);
        let Some(lang) = tag(written).and_then(|tag| Lang::new(&tag)) else { return false };
        let served = self.outer.1.iter().find(|ui| ui.serves(&lang));
        let Some(ui) = served.map(|ui| ui.as_str().to_owned()) else { return false };
        let words = xml::words(element, |_| Code::Around);
        let is_plain = words.codes.is_empty() && words.text.trim() == words.text;
        if !is_plain || words.text.is_empty() || self.concept.gloss.iter().any(|(l, _)| *l == ui) {
            return false;
        }
        self.concept.gloss.push((ui, words.text));
        true
    }

    fn word(&mut self, element: &Element) -> Result<Option<Word>, Refusal> {
        // The older TBX may put the word into a group of its own.
        let holder = element.child("termGrp").unwrap_or(element);
        let Some(term) = holder.child("term") else {
            return Err(self.file.refuse("words without `term`", element.at.clone()));
        };
        let words = xml::words(term, |_| Code::Around);
        self.left.extend(words.codes.into_iter().map(|code| ("inline codes", code)));
        let text = words.text.trim();
        if text.len() != words.text.len() {
            self.left.push(("words with white space around them", term.at.clone()));
        }
        if text.is_empty() {
            self.left.push(("empty words", element.at.clone()));
            return Ok(None);
        }
        let mut status = Status::Admitted;
        let inner =
            holder.elements().chain(element.elements().filter(|_| holder.name == "termGrp"));
        for note in inner.filter(|inner| !matches!(inner.name.as_str(), "term" | "termGrp")) {
            match self::status(note) {
                Some(said) => status = said,
                None => self.left.push(("notes on words", note.at.clone())),
            }
        }
        if status == Status::Deprecated {
            self.left
                .push(("deprecated words, which are judged as misleading", element.at.clone()));
        }
        Ok(Some(Word { text: text.to_owned(), status }))
    }
}

/// What a note says of the use of words, if that is what it speaks of.
fn status(note: &Element) -> Option<Status> {
    let kind = note.attribute("type")?;
    if !matches!(kind, "administrativeStatus" | "normativeAuthorization") {
        return None;
    }
    let text = note.text();
    let word = text.trim().split('-').next().unwrap_or_default();
    Some(match word {
        "preferredTerm" | "standardizedTerm" => Status::Preferred,
        "admittedTerm" => Status::Admitted,
        "deprecatedTerm" | "supersededTerm" => Status::Deprecated,
        _ => return None,
    })
}
