//! TMX 1.1 to 1.4: every unit a segment, every language of it a witness.

use crate::exchange::edit::Refusal;
use crate::exchange::edit::opened::Words;
use crate::exchange::import::draft::Draft;
use crate::exchange::import::draft::Shelf;
use crate::exchange::import::draft::language;
use crate::exchange::import::draft::tag;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::wishes::Wishes;
use crate::exchange::import::xml;
use crate::exchange::import::xml::Code;
use crate::exchange::import::xml::Element;
use crate::exchange::import::xml::Step;
use crate::exchange::import::xml::Xml;
use crate::format::document::Role;
use crate::model::DivisionKind;

use std::collections::BTreeMap;

/// Makes a draft of a translation memory.
pub(crate) fn draft(file: &Foreign, wishes: &Wishes) -> Result<Draft, Refusal> {
    let mut xml = Xml::new(file);
    xml.root("tmx", "TMX")?;
    let mut memory = Memory::new(file, wishes);
    loop {
        match xml.step()? {
            Step::Open(element) if element.name == "body" => {}
            Step::Open(element) => {
                let element = xml.whole(element)?;
                match element.name.as_str() {
                    "header" => memory.header(&element),
                    "tu" => memory.unit(&element)?,
                    _ => memory.leave("unknown elements", None, &element),
                }
            }
            Step::Text(text, at) if !text.trim().is_empty() => {
                return Err(file.refuse("words stand outside of a unit", at));
            }
            Step::Text(..) | Step::Close => {}
            Step::End => return Ok(memory.draft),
        }
    }
}

/// A memory that is being read.
struct Memory<'f> {
    file: &'f Foreign,
    wishes: &'f Wishes,
    draft: Draft,
    shelf: Shelf,
    /// The source language of the header.
    source: Option<String>,
    /// Witness → whether it is a source, where the header says so.
    roles: BTreeMap<String, Role>,
}

impl<'f> Memory<'f> {
    fn new(file: &'f Foreign, wishes: &'f Wishes) -> Self {
        let (draft, shelf) = (Draft::default(), Shelf::default());
        let source = wishes.source_lang.as_deref().and_then(tag);
        Self { file, wishes, draft, shelf, source, roles: BTreeMap::new() }
    }

    fn header(&mut self, header: &Element) {
        let own = header.attribute("creationtool") == Some("duizhao");
        self.source = self.source.take().or_else(|| header.attribute("srclang").and_then(tag));
        for element in header.elements() {
            match element.attribute("type") {
                Some("x-witness") if own => self.witness(&element.text()),
                Some("x-document" | "x-edition") if own => {}
                _ => self.leave("header entries", None, element),
            }
        }
    }

    /// `govcn (zh-Hans, source): title`, as our own export writes it.
    fn witness(&mut self, text: &str) {
        let Some((id, rest)) = text.split_once(" (") else { return };
        let role = rest.split_once(')').and_then(|(inside, _)| inside.rsplit(", ").next());
        let role = match role {
            Some("source") => Role::Source,
            Some("machine-translation") => Role::MachineTranslation,
            _ => Role::Translation,
        };
        self.roles.insert(id.to_owned(), role);
    }

    fn unit(&mut self, unit: &Element) -> Result<(), Refusal> {
        let segment = self.draft.segment(unit.attribute("tuid"), (0, unit.at.start));
        let (mut division, mut row) = (String::new(), String::new());
        for element in unit.elements() {
            match (element.name.as_str(), element.attribute("type")) {
                ("tuv", _) => self.variant(unit, element, segment)?,
                ("prop", Some("x-division")) => division = element.text(),
                ("prop", Some("x-row")) => row = element.text(),
                ("note", _) => self.leave("notes", Some(segment), element),
                ("prop", _) => self.leave("properties", Some(segment), element),
                _ => self.leave("unknown elements", Some(segment), element),
            }
        }
        let (division, kind) = match division.as_str() {
            "" => ("text", DivisionKind::Section),
            named => (named, DivisionKind::Paragraph),
        };
        self.shelf.put(&mut self.draft, segment, (division, kind), &row);
        Ok(())
    }

    fn variant(
        &mut self,
        unit: &Element,
        variant: &Element,
        segment: usize,
    ) -> Result<(), Refusal> {
        let written = variant.attribute("xml:lang").or_else(|| variant.attribute("lang"));
        let place = (self.file, variant.at.start, written);
        let lang = language(None, place, "the attribute `xml:lang`")?;
        let props = || variant.elements().filter(|element| element.name == "prop");
        let named = props().find(|prop| prop.attribute("type") == Some("x-witness"));
        let name = named.map(Element::text);
        let Some(words) = variant.child("seg") else {
            return Err(self.file.refuse("a variant without `seg`", variant.at.clone()));
        };
        let source =
            unit.attribute("srclang").and_then(tag).filter(|_| self.wishes.source_lang.is_none());
        let source = source.or_else(|| self.source.clone()).unwrap_or_else(|| lang.clone());
        // Without a word on it the first language of the file is the source.
        self.source.get_or_insert_with(|| source.clone());
        let by_lang = if is_source(&lang, &source) { Role::Source } else { Role::Translation };
        let role = name.as_ref().and_then(|name| self.roles.get(name)).copied();
        let witness = self.voice(segment, name.as_deref(), (&lang, role.unwrap_or(by_lang)));
        for element in variant.elements().filter(|element| element.name != "seg") {
            if element.attribute("type") != Some("x-witness") {
                self.leave("properties", Some(segment), element);
            }
        }
        let words = xml::words(words, code);
        for code in &words.codes {
            let of = (Some(segment), Some(witness));
            self.draft.leave("inline codes", of, (0, code.start), &self.file.text[code.clone()]);
        }
        self.draft.say(segment, witness, Words::Present(words.text));
        Ok(())
    }

    /// The witness of a variant; a second one of a language in a unit is another witness.
    fn voice(&mut self, segment: usize, name: Option<&str>, (lang, role): (&str, Role)) -> usize {
        let mut number = 1;
        loop {
            let numbered = format!("{lang}-{number}");
            let name = if number == 1 { name } else { Some(numbered.as_str()) };
            let witness = self.draft.voice(name, lang, role);
            if !self.draft.segments[segment].readings.contains_key(&witness) {
                return witness;
            }
            number += 1;
        }
    }

    fn leave(&mut self, what: &'static str, segment: Option<usize>, element: &Element) {
        let words = &self.file.text[element.at.clone()];
        self.draft.leave(what, (segment, None), (0, element.at.start), words);
    }
}

/// Whether a language is that of the source: `en` is, where the source is `en-US` too.
fn is_source(lang: &str, source: &str) -> bool {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    lang.eq_ignore_ascii_case(source)
        || (primary(lang) == primary(source) && [lang, source].iter().any(|tag| !tag.contains('-')))
}

fn code(name: &str) -> Code {
    if name == "hi" { Code::Around } else { Code::Whole }
}
