//! A document as a foreign file has it: before its names are made valid and its texts are readings.

use crate::exchange::edit::Refusal;
use crate::exchange::edit::opened::Words;
use crate::exchange::import::foreign::Foreign;
use crate::format::document::Role;
use crate::model::DivisionKind;
use crate::model::Lang;

use std::collections::BTreeMap;

/// A document in the making.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// Its title, where the file has one.
    pub(crate) title: Option<String>,
    /// Its witnesses.
    pub(crate) witnesses: Vec<Voice>,
    /// Its divisions, in any order.
    pub(crate) divisions: Vec<Section>,
    /// The root order.
    pub(crate) body: Vec<Item>,
    /// Its segments, in any order.
    pub(crate) segments: Vec<Unit>,
    /// What is known of how readings were aligned.
    pub(crate) alignments: Vec<Aligned>,
    /// What the file holds and an edition does not, or not so.
    pub(crate) left: Vec<Left>,
}

/// How a reading was aligned with the source, and whether an editor has checked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Aligned {
    /// Index of the segment.
    pub(crate) segment: usize,
    /// Index of the witness.
    pub(crate) witness: usize,
    /// Whether an editor says that it is right.
    pub(crate) is_checked: bool,
    /// What aligned it.
    pub(crate) method: String,
    /// How sure that is, from 0 to 1; empty where it is not said.
    pub(crate) confidence: String,
}

/// A witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Voice {
    /// The name that the file gives it; else its language is its name.
    pub(crate) name: Option<String>,
    /// A language tag.
    pub(crate) lang: String,
    /// What it is to the work.
    pub(crate) role: Role,
}

/// A division.
#[derive(Debug)]
pub(crate) struct Section {
    /// The name that the file gives it.
    pub(crate) id: String,
    /// What it is.
    pub(crate) kind: DivisionKind,
    /// Its content in order.
    pub(crate) body: Vec<Item>,
}

/// A piece of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    /// Index of a division.
    Division(usize),
    /// Indices of the segments of a row.
    Row(Vec<usize>),
}

/// A segment.
#[derive(Debug, Default)]
pub(crate) struct Unit {
    /// The id that the file gives it.
    pub(crate) id: Option<String>,
    /// Where it stands: index of the file and byte in it.
    pub(crate) at: (usize, usize),
    /// Index of a witness → what it says.
    pub(crate) readings: BTreeMap<usize, Words>,
}

/// Something that an edition does not hold, or not so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Left {
    /// What it is, in the plural: `inline codes`.
    pub(crate) what: &'static str,
    /// Index of its segment.
    pub(crate) segment: Option<usize>,
    /// Index of its witness.
    pub(crate) witness: Option<usize>,
    /// Index of the file and byte in it.
    pub(crate) at: (usize, usize),
    /// It itself, as the file has it.
    pub(crate) words: String,
}

impl Draft {
    /// The index of the witness of a name and a language, which may be a new one.
    pub(crate) fn voice(&mut self, name: Option<&str>, lang: &str, role: Role) -> usize {
        let same =
            |voice: &Voice| voice.name.as_deref() == name && voice.lang.eq_ignore_ascii_case(lang);
        self.witnesses.iter().position(same).unwrap_or_else(|| {
            let name = name.map(str::to_owned);
            self.witnesses.push(Voice { name, lang: lang.to_owned(), role });
            self.witnesses.len() - 1
        })
    }

    /// Adds a segment.
    pub(crate) fn segment(&mut self, id: Option<&str>, at: (usize, usize)) -> usize {
        self.segments.push(Unit { id: id.map(str::to_owned), at, ..Unit::default() });
        self.segments.len() - 1
    }

    /// Adds a division with nothing in it.
    pub(crate) fn section(&mut self, id: &str, kind: DivisionKind) -> usize {
        let id = id.to_owned();
        self.divisions.push(Section { id, kind, body: Vec::new() });
        self.divisions.len() - 1
    }

    /// The body of a division, or the root.
    pub(crate) fn body(&mut self, division: Option<usize>) -> &mut Vec<Item> {
        match division.and_then(|division| self.divisions.get_mut(division)) {
            Some(division) => &mut division.body,
            None => &mut self.body,
        }
    }

    /// Lets a witness say something in a segment.
    pub(crate) fn say(&mut self, segment: usize, witness: usize, words: Words) {
        self.segments[segment].readings.insert(witness, words);
    }

    /// Notes something that an edition does not hold.
    pub(crate) fn leave(
        &mut self,
        what: &'static str,
        (segment, witness): (Option<usize>, Option<usize>),
        at: (usize, usize),
        words: &str,
    ) {
        self.left.push(Left { what, segment, witness, at, words: words.to_owned() });
    }
}

/// Puts segments into divisions and rows as a file names them, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    divisions: BTreeMap<String, usize>,
    /// The division and the name of the row of the segment before.
    last: Option<(usize, String)>,
}

impl Shelf {
    /// Puts a segment at the end of a division, into the row of the segment before it where that
    /// has the same name.
    pub(crate) fn put(
        &mut self,
        draft: &mut Draft,
        segment: usize,
        (division, kind): (&str, DivisionKind),
        row: &str,
    ) {
        let division = *self.divisions.entry(division.to_owned()).or_insert_with(|| {
            let index = draft.section(division, kind);
            draft.body.push(Item::Division(index));
            index
        });
        let here = (division, row.to_owned());
        let is_same = !row.is_empty() && self.last.as_ref() == Some(&here);
        self.last = Some(here);
        match draft.divisions[division].body.last_mut() {
            Some(Item::Row(before)) if is_same => before.push(segment),
            _ => draft.divisions[division].body.push(Item::Row(vec![segment])),
        }
    }
}

/// A language tag from what a file writes: `zh_CN`, `EN-us`.
pub(crate) fn tag(written: &str) -> Option<String> {
    let clean = written.split(['.', '@']).next().unwrap_or_default().trim().replace('_', "-");
    Lang::new(&clean)?;
    let subtag = |(at, part): (usize, &str)| match (at, part.len()) {
        (0, _) => part.to_ascii_lowercase(),
        (_, 2) => part.to_ascii_uppercase(),
        (_, 4) if part.chars().all(|c| c.is_ascii_alphabetic()) => {
            part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase()
        }
        _ => part.to_ascii_lowercase(),
    };
    Some(clean.split('-').enumerate().map(subtag).collect::<Vec<_>>().join("-"))
}

/// The language tag that is asked for on the command line, or that a file writes here.
pub(crate) fn language(
    asked: Option<&str>,
    (file, at, written): (&Foreign, usize, Option<&str>),
    option: &str,
) -> Result<String, Refusal> {
    let Some(written) = asked.or(written).filter(|written| !written.trim().is_empty()) else {
        let message = "the file does not say which language this is";
        return Err(file.refuse(message, at..at).hint(format!("say it with `{option}`")));
    };
    tag(written).ok_or_else(|| {
        let message = format!("`{written}` is not a language tag");
        file.refuse(message, at..at)
            .hint(format!("say the language with `{option}`, such as `zh-Hans`"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_get_their_usual_form() {
        for (written, expected) in [
            ("zh_CN", "zh-CN"),
            ("EN-us", "en-US"),
            ("zh_hans", "zh-Hans"),
            ("sr@latin", "sr"),
            ("pli-Latn", "pli-Latn"),
            ("de_DE.UTF-8", "de-DE"),
        ] {
            assert_eq!(tag(written).as_deref(), Some(expected));
        }
        assert_eq!(tag("*all*"), None);
    }
}
