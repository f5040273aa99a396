//! Bilara, the files of SuttaCentral: for each language and author a JSON object of segment id → text.

use crate::exchange::edit::Refusal;
use crate::exchange::edit::opened::Words;
use crate::exchange::import::draft::Draft;
use crate::exchange::import::draft::Shelf;
use crate::exchange::import::draft::language;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::wishes::Wishes;
use crate::format::document::Role;
use crate::model::DivisionKind;

use serde::Deserializer;
use serde::de::Error;
use serde::de::MapAccess;
use serde::de::Visitor;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt;

/// What the name of a file says of it.
struct Facts {
    author: Option<String>,
    lang: Option<String>,
    role: Option<Role>,
}

/// Makes a draft of a root text, its translations, and what else stands beside them.
pub(crate) fn draft(files: &[Foreign], wishes: &Wishes) -> Result<Draft, Refusal> {
    let mut draft = Draft::default();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut order: Vec<usize> = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let facts = facts(file, (index, wishes));
        let entries = entries(file)?;
        let Some(role) = facts.role else {
            for (id, words, at) in &entries {
                let words = format!("{id}: {words}");
                draft.leave(
                    "entries of files that are no text",
                    (None, None),
                    (index, *at),
                    &words,
                );
            }
            continue;
        };
        let hint = "--witness <name>:<language>";
        let lang = language(None, (file, 0, facts.lang.as_deref()), hint)?;
        let witness = draft.voice(facts.author.as_deref(), &lang, role);
        let mut before = None;
        for (id, words, at) in entries {
            let segment = *known.entry(id.clone()).or_insert_with(|| {
                let segment = draft.segment(Some(&id), (index, at));
                let place =
                    before.and_then(|b| order.iter().position(|&s| s == b)).map_or(0, |p| p + 1);
                order.insert(if index == 0 { order.len() } else { place }, segment);
                segment
            });
            before = Some(segment);
            if !words.is_empty() {
                draft.say(segment, witness, Words::Present(words));
            }
        }
    }
    let mut shelf = Shelf::default();
    for segment in order {
        let id = draft.segments[segment].id.clone().unwrap_or_default();
        let local = id.rsplit(':').next().unwrap_or_default();
        let section = local.rsplit_once('.').map_or("text", |(section, _)| section);
        let name = format!("section-{section}");
        shelf.put(&mut draft, segment, (&name, DivisionKind::Paragraph), "");
    }
    Ok(draft)
}

/// From `--witness`, else from the name: `mn1_translation-en-sujato.json`.
fn facts(file: &Foreign, (index, wishes): (usize, &Wishes)) -> Facts {
    let role = |first: bool| Some(if first { Role::Source } else { Role::Translation });
    if let Some((name, lang)) = wishes.witnesses.get(index) {
        return Facts {
            author: Some(name.clone()),
            lang: Some(lang.clone()),
            role: role(index == 0),
        };
    }
    let name = file.path.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.strip_suffix(".json").unwrap_or(name);
    let mut parts = stem.rsplit('_').next().unwrap_or_default().splitn(3, '-');
    let kind = parts.next().unwrap_or_default();
    let lang = parts.next().map(str::to_owned);
    let author = parts.next().map(str::to_owned);
    let role = match kind {
        "root" => role(true),
        "translation" => role(false),
        "html" | "comment" | "variant" | "reference" => None,
        _ => return Facts { author: None, lang: None, role: role(index == 0) },
    };
    Facts { author, lang, role }
}

/// Segment id, text, byte of the id.
type Entry = (String, String, usize);

fn entries(file: &Foreign) -> Result<Vec<Entry>, Refusal> {
    let mut json = serde_json::Deserializer::from_str(&file.text);
    let read = json.deserialize_map(Entries).and_then(|entries| json.end().map(|()| entries));
    let entries = read.map_err(|error| {
        let at = offset(&file.text, error.line(), error.column());
        let message = error.to_string();
        let message = message.rsplit_once(" at line").map_or(message.as_str(), |(what, _)| what);
        file.refuse(message, at..at)
            .hint("a file of Bilara is an object: `{ \"mn1:1.1\": \"text\" }`")
    })?;
    let mut from = 0;
    let place = |(id, words): (String, String)| {
        let written = serde_json::to_string(&id).unwrap_or_default();
        from += file.text[from..].find(&written).unwrap_or(0);
        (id, words, from)
    };
    Ok(entries.into_iter().map(place).collect())
}

/// The byte of a line and a column as `serde_json` counts them: bytes of the line, from 1.
pub(crate) fn offset(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let mut at = (lines.map(str::len).sum::<usize>() + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Reads an object of strings in its order; a key that stands twice is a fault.
struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Vec<(String, String)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of segment id and text")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut entries, mut seen) = (Vec::new(), BTreeSet::new());
        while let Some((id, words)) = map.next_entry::<String, String>()? {
            if !seen.insert(id.clone()) {
                return Err(A::Error::custom(format!("the segment `{id}` is given twice")));
            }
            entries.push((id, words));
        }
        Ok(entries)
    }
}
