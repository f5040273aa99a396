//! XLIFF 2.x: files, groups, units; a unit is a row of the segments in it.

use crate::exchange::edit::Refusal;
use crate::exchange::edit::opened::Words;
use crate::exchange::import::draft::Draft;
use crate::exchange::import::draft::Item;
use crate::exchange::import::draft::language;
use crate::exchange::import::wishes::Wishes;
use crate::exchange::import::xliff::left::leave;
use crate::exchange::import::xliff::left::leave_attributes;
use crate::exchange::import::xml;
use crate::exchange::import::xml::Code;
use crate::exchange::import::xml::Element;
use crate::exchange::import::xml::Step;
use crate::exchange::import::xml::Xml;
use crate::format::document::Role;
use crate::model::Absence;
use crate::model::DivisionKind;

/// Reads everything below the root.
pub(crate) fn read(
    xml: &mut Xml<'_>,
    (root, wishes): (&Element, &Wishes),
    draft: &mut Draft,
) -> Result<(), Refusal> {
    leave_attributes(draft, root, None, &["version", "srcLang", "trgLang", "xml:space"]);
    let mut open: Vec<usize> = Vec::new();
    loop {
        let element = match xml.step()? {
            Step::Open(element) => element,
            Step::Close => {
                open.pop();
                continue;
            }
            Step::Text(..) => continue,
            Step::End => return Ok(()),
        };
        let is_core = element.space == root.space;
        match element.name.as_str() {
            "file" | "group" if is_core => {
                leave_attributes(draft, &element, None, &["id", "original", "xml:space"]);
                let id = element.attribute("id").unwrap_or_default();
                let index = draft.section(id, DivisionKind::Section);
                draft.body(open.last().copied()).push(Item::Division(index));
                open.push(index);
            }
            "unit" if is_core => {
                let unit = xml.whole(element)?;
                let parent = open.last().copied();
                Unit { xml, root, wishes, unit: &unit }.read(draft, parent)?;
            }
            _ => {
                let element = xml.whole(element)?;
                leave_content(xml, (draft, None), &element, &root.space);
            }
        }
    }
}

/// A unit that is being read.
struct Unit<'a, 'f> {
    xml: &'a Xml<'f>,
    root: &'a Element,
    wishes: &'a Wishes,
    unit: &'a Element,
}

impl Unit<'_, '_> {
    fn read(&self, draft: &mut Draft, parent: Option<usize>) -> Result<(), Refusal> {
        let pieces: Vec<&Element> = self
            .unit
            .elements()
            .filter(|e| {
                e.space == self.root.space && ["segment", "ignorable"].contains(&e.name.as_str())
            })
            .collect();
        let (texts, gaps): (Vec<&Element>, Vec<&Element>) =
            pieces.into_iter().partition(|piece| piece.name == "segment" || has_words(piece));
        if texts.is_empty() {
            return Err(self.xml.refuse("a unit without a segment", self.unit.at.clone()));
        }
        let mut row = Vec::with_capacity(texts.len());
        for (number, piece) in texts.iter().enumerate() {
            let id = self.id(piece, (number, texts.len()));
            let segment = draft.segment(id.as_deref(), (0, piece.at.start));
            row.push(segment);
            self.piece(draft, piece, segment)?;
        }
        let first = row[0];
        for gap in gaps {
            leave(draft, (self.xml.file, gap), Some(first), "runs of white space between segments");
        }
        let id = self.unit.attribute("id").unwrap_or_default();
        let own = self.unit.attribute("name").is_some_and(|name| name.ends_with(&format!(":{id}")));
        leave_attributes(
            draft,
            self.unit,
            Some(first),
            &["id", "xml:space", if own { "name" } else { "id" }],
        );
        for element in self.unit.elements() {
            match element.name.as_str() {
                "segment" | "ignorable" if element.space == self.root.space => {}
                "notes" if element.space == self.root.space => self.notes(draft, element, &row),
                _ => leave_content(self.xml, (draft, Some(first)), element, &self.root.space),
            }
        }
        draft.body(parent).push(Item::Row(row));
        Ok(())
    }

    /// The unit's id; where it has several segments, with that of the segment.
    fn id(&self, piece: &Element, (number, all): (usize, usize)) -> Option<String> {
        let unit = self.unit.attribute("id")?;
        Some(match piece.attribute("id") {
            _ if all == 1 => unit.to_owned(),
            Some(id) => format!("{unit}.{id}"),
            None => format!("{unit}.{}", number + 1),
        })
    }

    fn piece(&self, draft: &mut Draft, piece: &Element, segment: usize) -> Result<(), Refusal> {
        let final_states = ["translated", "reviewed", "final"];
        let is_done = piece.attribute("state").is_some_and(|state| final_states.contains(&state));
        let is_first =
            piece.attribute("state") == Some("initial") && piece.child("target").is_none();
        let known = ["id", if is_done || is_first { "state" } else { "id" }];
        leave_attributes(draft, piece, Some(segment), &known);
        let Some(source) = piece.child("source") else {
            return Err(self
                .xml
                .refuse(format!("a `{}` without `source`", piece.name), piece.at.clone()));
        };
        let sides = [
            (Some(source), "srcLang", &self.wishes.source_lang, "--source-lang", Role::Source),
            (piece.child("target"), "trgLang", &self.wishes.lang, "--lang", Role::Translation),
        ];
        for (side, attribute, asked, option, role) in sides {
            let Some(side) = side else { continue };
            let written = self.root.attribute(attribute);
            let place = (self.xml.file, side.at.start, written);
            let lang = language(asked.as_deref(), place, option)?;
            let witness = draft.voice(None, &lang, role);
            leave_attributes(draft, side, Some(segment), &["xml:space", "xml:lang"]);
            let words = xml::words(side, code);
            for code in &words.codes {
                let of = (Some(segment), Some(witness));
                draft.leave("inline codes", of, (0, code.start), &self.xml.file.text[code.clone()]);
            }
            draft.say(segment, witness, Words::Present(words.text));
        }
        Ok(())
    }

    /// Notes; those of our own export say why a side has no words.
    fn notes(&self, draft: &mut Draft, notes: &Element, row: &[usize]) {
        for note in notes.elements() {
            let kind = note.text();
            let is_absence = note.attribute("category") == Some("absent")
                && Absence::ALL.iter().any(|absence| absence.as_str() == kind);
            let side = note.attribute("appliesTo");
            let role = if side == Some("source") { Role::Source } else { Role::Translation };
            let witness = draft.witnesses.iter().position(|voice| voice.role == role);
            match (witness, row) {
                (Some(witness), [segment]) if is_absence => {
                    draft.say(*segment, witness, Words::Absent(kind));
                }
                _ => leave(draft, (self.xml.file, note), row.first().copied(), "notes"),
            }
        }
    }
}

fn has_words(piece: &Element) -> bool {
    !piece.text().trim().is_empty()
}

fn leave_content(
    xml: &Xml<'_>,
    (draft, segment): (&mut Draft, Option<usize>),
    element: &Element,
    core: &str,
) {
    let what = match element.name.as_str() {
        _ if element.space != core => "elements of modules and extensions",
        "notes" => "notes",
        "originalData" => "original data of inline codes",
        "skeleton" => "skeletons",
        _ => "other elements",
    };
    leave(draft, (xml.file, element), segment, what);
}

fn code(name: &str) -> Code {
    if ["pc", "mrk"].contains(&name) { Code::Around } else { Code::Whole }
}
