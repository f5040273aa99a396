//! XLIFF 1.2: files, groups, units; a unit is a segment.

use crate::exchange::edit::Refusal;
use crate::exchange::edit::opened::Words;
use crate::exchange::import::draft::Draft;
use crate::exchange::import::draft::Item;
use crate::exchange::import::draft::language;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::wishes::Wishes;
use crate::exchange::import::xliff::left::leave;
use crate::exchange::import::xliff::left::leave_attributes;
use crate::exchange::import::xml;
use crate::exchange::import::xml::Code;
use crate::exchange::import::xml::Element;
use crate::exchange::import::xml::Step;
use crate::exchange::import::xml::Xml;
use crate::format::document::Role;
use crate::model::DivisionKind;

/// Reads everything below the root.
pub(crate) fn read(xml: &mut Xml<'_>, wishes: &Wishes, draft: &mut Draft) -> Result<(), Refusal> {
    let mut file: Option<Element> = None;
    // The divisions that are open: a file, groups in it; `None` for an element that is no division.
    let mut open: Vec<Option<usize>> = Vec::new();
    loop {
        let element = match xml.step()? {
            Step::Open(element) => element,
            Step::Close if open.pop().is_none() => continue,
            Step::Close | Step::Text(..) => continue,
            Step::End => return Ok(()),
        };
        let parent = open.iter().rev().find_map(|division| *division);
        match element.name.as_str() {
            "file" => {
                let known = [
                    "original",
                    "source-language",
                    "target-language",
                    "datatype",
                    "date",
                    "xml:space",
                ];
                leave_attributes(draft, &element, None, &known);
                open.push(Some(division(draft, parent, element.attribute("original"))));
                file = Some(element);
            }
            "body" => open.push(None),
            "group" => {
                leave_attributes(draft, &element, None, &["id", "resname", "xml:space"]);
                let name = element.attribute("id").or_else(|| element.attribute("resname"));
                open.push(Some(division(draft, parent, name)));
            }
            "trans-unit" => {
                let unit = xml.whole(element)?;
                let langs = (file.as_ref(), wishes);
                read_unit((xml.file, &unit), langs, draft, parent)?;
            }
            _ => {
                let element = xml.whole(element)?;
                let what = if element.name == "header" { "headers" } else { "other elements" };
                leave(draft, (xml.file, &element), None, what);
            }
        }
    }
}

/// A division at the end of another, or of the root.
fn division(draft: &mut Draft, parent: Option<usize>, name: Option<&str>) -> usize {
    let index = draft.section(name.unwrap_or_default(), DivisionKind::Section);
    draft.body(parent).push(Item::Division(index));
    index
}

fn read_unit(
    (file, unit): (&Foreign, &Element),
    (of, wishes): (Option<&Element>, &Wishes),
    draft: &mut Draft,
    parent: Option<usize>,
) -> Result<(), Refusal> {
    let segment = draft.segment(unit.attribute("id"), (0, unit.at.start));
    draft.body(parent).push(Item::Row(vec![segment]));
    let id = unit.attribute("id").unwrap_or_default();
    let own = unit.attribute("resname").is_some_and(|name| name.ends_with(&format!(":{id}")));
    let known = ["id", "xml:space", if own { "resname" } else { "id" }];
    leave_attributes(draft, unit, Some(segment), &known);
    let Some(source) = unit.child("source") else {
        return Err(file.refuse("a unit without `source`", unit.at.clone()));
    };
    let written = |name| of.and_then(|of| of.attribute(name));
    let lang = |asked: &Option<String>, name, option| {
        language(asked.as_deref(), (file, unit.at.start, written(name)), option)
    };
    let from = lang(&wishes.source_lang, "source-language", "--source-lang")?;
    let from = draft.voice(None, &from, Role::Source);
    say((file, source), draft, (segment, from));
    for element in unit.elements() {
        match (element.name.as_str(), element.attribute("from")) {
            ("source", _) => {}
            ("target", _) => {
                let to = lang(&wishes.lang, "target-language", "--lang")?;
                let to = draft.voice(None, &to, Role::Translation);
                let known = [
                    "xml:lang",
                    "xml:space",
                    if element.attribute("state") == Some("translated") {
                        "state"
                    } else {
                        "xml:lang"
                    },
                ];
                leave_attributes(draft, element, Some(segment), &known);
                say((file, element), draft, (segment, to));
            }
            ("note", Some("absent")) => absent(element, draft, segment),
            ("note", _) => leave(draft, (file, element), Some(segment), "notes"),
            ("alt-trans", _) => leave(draft, (file, element), Some(segment), "other translations"),
            ("seg-source", _) => leave(draft, (file, element), Some(segment), "segmentations"),
            _ => leave(draft, (file, element), Some(segment), "other elements"),
        }
    }
    Ok(())
}

/// Why a side has no words, as our own export says it.
fn absent(note: &Element, draft: &mut Draft, segment: usize) {
    let side = note.attribute("annotates");
    let wanted = if side == Some("source") { Role::Source } else { Role::Translation };
    if let Some(witness) = draft.witnesses.iter().position(|voice| voice.role == wanted) {
        draft.say(segment, witness, Words::Absent(note.text()));
    }
}

fn say(
    (file, element): (&Foreign, &Element),
    draft: &mut Draft,
    (segment, witness): (usize, usize),
) {
    let words = xml::words(element, code);
    for code in &words.codes {
        let of = (Some(segment), Some(witness));
        draft.leave("inline codes", of, (0, code.start), &file.text[code.clone()]);
    }
    draft.say(segment, witness, Words::Present(words.text));
}

fn code(name: &str) -> Code {
    if ["g", "mrk"].contains(&name) { Code::Around } else { Code::Whole }
}
