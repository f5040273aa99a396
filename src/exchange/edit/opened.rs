//! A document opened for editing: its spine and its readings, with the bytes where they stand.

use crate::diag::did_you_mean;
use crate::exchange::edit::refusal::Refusal;
use crate::exchange::edit::texts::Texts;
use crate::format::document::BodyItem;
use crate::format::document::Division;
use crate::format::document::DivisionKind;
use crate::format::document::Document;
use crate::format::document::Heading;
use crate::format::document::Witness as WitnessFacts;
use crate::model::Lang;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::DeTable;
use toml::de::DeValue;

use std::collections::BTreeMap;
use std::ops::Range;

/// A document with the files of its witnesses.
#[derive(Debug)]
pub(crate) struct Opened {
    /// `content/<id>/document.toml`.
    pub(crate) path: String,
    /// What it says.
    pub(crate) document: Document,
    /// Its witnesses in the order of the file.
    pub(crate) witnesses: Vec<Witness>,
}

/// The readings of a witness.
#[derive(Debug)]
pub(crate) struct Witness {
    /// Its id.
    pub(crate) id: String,
    /// The language of its readings.
    pub(crate) lang: Lang,
    /// `content/<document>/<id>.toml`.
    pub(crate) path: String,
    /// Segment id → its entry.
    pub(crate) entries: BTreeMap<String, Entry>,
}

/// An entry of a witness file.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Bytes of the id, quotes included.
    pub(crate) key: Range<usize>,
    /// Bytes of the value.
    pub(crate) value: Range<usize>,
    /// What it says.
    pub(crate) words: Words,
}

/// What a witness says of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Words {
    /// Its words.
    Present(String),
    /// None, with the kind of absence.
    Absent(String),
}

/// Where a segment stands in the spine; bytes are those of its id, quotes included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Seat {
    /// It is the heading of a division.
    Heading(Range<usize>),
    /// It heads a column of a table.
    Column(Range<usize>),
    /// It is a row of its own: the body's division (`None` for the root), which piece of the body.
    Alone(Option<usize>, usize, Range<usize>),
    /// It is one of a row: the division, which piece of its body, which of the row.
    InRow(Option<usize>, usize, usize, Range<usize>),
}

impl Seat {
    /// Bytes of the id in `document.toml`, quotes included.
    pub(crate) fn span(&self) -> Range<usize> {
        match self {
            Self::Heading(span)
            | Self::Column(span)
            | Self::Alone(_, _, span)
            | Self::InRow(_, _, _, span) => span.clone(),
        }
    }

    /// The division and the piece of its body.
    pub(crate) fn body(&self) -> Option<(Option<usize>, usize)> {
        match self {
            Self::Heading(_) | Self::Column(_) => None,
            Self::Alone(division, item, _) | Self::InRow(division, item, _, _) => {
                Some((*division, *item))
            }
        }
    }
}

impl Opened {
    /// Opens a document by its id.
    pub(crate) fn new(texts: &Texts, id: &str) -> Result<Self, Refusal> {
        let path = format!("content/{id}/document.toml");
        let Some(text) = texts.get(&path) else {
            let known = texts
                .keys()
                .filter_map(|path| path.strip_prefix("content/")?.strip_suffix("/document.toml"));
            let refusal = Refusal::new(format!("there is no document `{id}`"));
            return Err(match did_you_mean(id, known) {
                Some(hint) => refusal.hint(hint),
                None => refusal,
            });
        };
        let document: Document = read(&path, text)?;
        let witnesses: Result<_, _> =
            document.witness.iter().map(|w| witness(texts, id, w.get_ref())).collect();
        Ok(Self { path, witnesses: witnesses?, document })
    }

    /// Where a segment stands, or a refusal that says that it does not.
    pub(crate) fn seat(&self, id: &str) -> Result<Seat, Refusal> {
        seat(&self.document, id).ok_or_else(|| {
            let all = order(&self.document);
            let document = self.document.id.get_ref();
            let refusal = Refusal::new(format!("`{document}` has no segment `{id}`"));
            match did_you_mean(id, all.iter().map(String::as_str)) {
                Some(hint) => refusal.hint(hint),
                None => refusal.hint(format!("its segments stand in `{}`", self.path)),
            }
        })
    }

    /// The body of a division, or the root.
    pub(crate) fn body(&self, division: Option<usize>) -> &[Spanned<BodyItem>] {
        match division {
            None => &self.document.body,
            Some(at) => &self.document.division[at].get_ref().body,
        }
    }

    /// The division at an index.
    pub(crate) fn division(&self, division: Option<usize>) -> Option<&Division> {
        division.map(|at| self.document.division[at].get_ref())
    }

    /// Whether a body is that of a table with columns.
    pub(crate) fn is_table(&self, division: Option<usize>) -> bool {
        self.division(division)
            .is_some_and(|d| d.kind == DivisionKind::Table && !d.columns.is_empty())
    }
}

impl Witness {
    /// The entry of a segment, or a refusal that says that there is none.
    pub(crate) fn entry(&self, id: &str) -> Result<&Entry, Refusal> {
        self.entries.get(id).ok_or_else(|| {
            Refusal::new(format!("witness `{}` says nothing of the segment `{id}`", self.id))
                .hint("run `duizhao check` and mend what it finds first")
        })
    }
}

/// Reads a file into a type of `format`.
pub(crate) fn read<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, Refusal> {
    toml::from_str(text).map_err(|error| {
        Refusal::new(format!("`{path}` cannot be read: {}", error.message()))
            .at(path, error.span().unwrap_or(0..0), "")
            .hint("run `duizhao check` and mend what it finds first")
    })
}

fn witness(texts: &Texts, document: &str, written: &WitnessFacts) -> Result<Witness, Refusal> {
    let id = written.id.get_ref().clone();
    let path = format!("content/{document}/{id}.toml");
    let text = texts.get(&path).ok_or_else(|| Refusal::new(format!("there is no `{path}`")))?;
    let lang = Lang::new(written.lang.get_ref()).ok_or_else(|| {
        Refusal::new(format!("`{}` is not a language tag", written.lang.get_ref()))
    })?;
    let table = DeTable::parse(text).map_err(|error| {
        Refusal::new(format!("`{path}` cannot be read: {}", error.message())).at(
            &path,
            error.span().unwrap_or(0..0),
            "",
        )
    })?;
    let mut entries = BTreeMap::new();
    for (key, value) in table.into_inner() {
        let span = value.span();
        let Some(words) = words(value.into_inner()) else {
            return Err(
                Refusal::new("a reading is a text, or `{ absent = \"…\" }`").at(&path, span, "")
            );
        };
        let entry = Entry { key: key.span(), value: span, words };
        entries.insert(key.into_inner().into_owned(), entry);
    }
    Ok(Witness { id, lang, path, entries })
}

fn words(value: DeValue<'_>) -> Option<Words> {
    match value {
        DeValue::String(words) => Some(Words::Present(words.into_owned())),
        DeValue::Table(table) => {
            let kind = table.get("absent")?.get_ref().as_str()?;
            Some(Words::Absent(kind.to_owned()))
        }
        _ => None,
    }
}

fn seat(document: &Document, id: &str) -> Option<Seat> {
    let root = std::iter::once((None, document.body.as_slice()));
    let divisions = document.division.iter().enumerate();
    let bodies = root.chain(divisions.map(|(at, d)| (Some(at), d.get_ref().body.as_slice())));
    for division in document.division.iter().map(Spanned::get_ref) {
        if let Some(heading) = &division.heading
            && matches!(heading.get_ref(), Heading::Printed(printed) if printed == id)
        {
            return Some(Seat::Heading(heading.span()));
        }
        if let Some(column) = division.columns.iter().find(|column| column.get_ref() == id) {
            return Some(Seat::Column(column.span()));
        }
    }
    for (division, body) in bodies {
        for (at, item) in body.iter().enumerate() {
            match item.get_ref() {
                BodyItem::Segment(segment) if segment == id => {
                    return Some(Seat::Alone(division, at, item.span()));
                }
                BodyItem::Row(row) => {
                    if let Some(cell) = row.iter().position(|cell| cell.get_ref() == id) {
                        return Some(Seat::InRow(division, at, cell, row[cell].span()));
                    }
                }
                _ => {}
            }
        }
    }
    None
}

/// The ids of all segments in the order of the spine: headings, columns, bodies.
pub(crate) fn order(document: &Document) -> Vec<String> {
    let divisions: BTreeMap<&str, &Division> = document
        .division
        .iter()
        .map(|d| (d.get_ref().id.get_ref().as_str(), d.get_ref()))
        .collect();
    let mut out = Vec::new();
    // The deepest tree of divisions that is followed: a spine in a circle ends too.
    walk(&document.body, &divisions, 64, &mut out);
    out
}

fn walk(
    body: &[Spanned<BodyItem>],
    divisions: &BTreeMap<&str, &Division>,
    depth: usize,
    out: &mut Vec<String>,
) {
    for item in body {
        match item.get_ref() {
            BodyItem::Segment(id) => out.push(id.clone()),
            BodyItem::Row(row) => out.extend(row.iter().map(|id| id.get_ref().clone())),
            BodyItem::Division(id) => {
                let Some(division) = divisions.get(id.get_ref().as_str()) else { continue };
                if let Some(Heading::Printed(id)) = division.heading.as_ref().map(Spanned::get_ref)
                {
                    out.push(id.clone());
                }
                out.extend(division.columns.iter().map(|id| id.get_ref().clone()));
                if depth > 0 {
                    walk(&division.body, divisions, depth - 1, out);
                }
            }
        }
    }
}
