//! A row of a reader page as templates get it: printed it is HTML, written at once; its parts, which
//! few rows are asked for, are made when a template names one.

use crate::model::Reading;
use crate::model::Role;
use crate::render::book::Book;
use crate::render::markup;
use crate::render::markup::row;
use crate::render::markup::row::Cell;
use crate::render::markup::row::Words;
use crate::render::pages::rows;
use crate::render::pages::rows::Marks;
use crate::render::sheet::Sheet;
use crate::render::url::WayToTerms;

use minijinja::Error;
use minijinja::ErrorKind;
use minijinja::State;
use minijinja::Value;
use minijinja::value::Enumerator;
use minijinja::value::Object;
use minijinja::value::Serde;

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use std::sync::OnceLock;

/// Bytes of HTML that a reading takes beside its words, roughly.
const AROUND_WORDS: usize = 160;

/// The parts of a row that templates may name, see [`rows::Row`].
const PARTS: [&str; 10] =
    ["number", "id", "url", "segments", "cells", "notes", "links", "gaps", "targets", "variants"];

/// The page that rows stand on.
#[derive(Clone)]
pub struct Place {
    /// What all pages share.
    pub book: Arc<Book>,
    /// The page's path below the root of the site.
    pub path: Arc<str>,
    /// The document.
    pub document: usize,
    /// Its segments that stand on the page.
    pub segments: Range<usize>,
    /// The way to what terms mean.
    terms: Arc<WayToTerms>,
}

impl Place {
    /// The reader page of a part, from 0, of a document.
    #[must_use]
    pub fn new(sheet: Sheet<'_>, document: usize, part: usize) -> Self {
        let segments = sheet.document(document).segments_of(part);
        let (book, path) = (Arc::clone(sheet.book), Arc::from(sheet.path));
        let terms = Arc::new(sheet.way_to_terms(document, segments.start));
        Self { book, path, document, segments, terms }
    }

    /// The way to what terms mean.
    #[must_use]
    pub fn way_to_terms(&self) -> &WayToTerms {
        &self.terms
    }

    /// The page.
    #[must_use]
    pub fn sheet(&self) -> Sheet<'_> {
        Sheet { book: &self.book, path: &self.path }
    }
}

/// A row: the place it stands on, and its segments.
pub struct Row {
    place: Place,
    segments: Box<[usize]>,
    parts: OnceLock<Value>,
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row").field("segments", &self.segments).finish_non_exhaustive()
    }
}

impl Row {
    /// A row of segments, as a value for templates.
    #[must_use]
    pub fn value(place: &Place, segments: &[usize]) -> Value {
        let (place, segments) = (place.clone(), Box::from(segments));
        Value::from_object(Self { place, segments, parts: OnceLock::new() })
    }

    fn sheet(&self) -> Sheet<'_> {
        self.place.sheet()
    }

    /// The whole row, its element left open for what stands beside it.
    #[must_use]
    pub fn html(&self) -> String {
        let mut out = String::with_capacity(self.room());
        let ids = self.ids();
        row::open(&mut out, &ids);
        row::numbers(&mut out, &ids, &self.number());
        out.push_str("<div class=\"cells\">");
        self.cells(&mut out, "p");
        out.push_str("</div>");
        out
    }

    /// The inside of a heading: its numbers and its cells.
    fn heading(&self, label: &str) -> String {
        let mut out = String::with_capacity(self.room());
        row::numbers(&mut out, &self.ids(), label);
        out.push_str("<span class=\"cells\">");
        self.cells(&mut out, "span");
        out.push_str("</span>");
        out
    }

    fn first(&self) -> usize {
        self.segments.first().copied().unwrap_or_default()
    }

    /// The number for display, which headings and heads of tables do not have.
    fn number(&self) -> String {
        self.sheet().number(self.place.document, self.first())
    }

    fn ids(&self) -> Vec<&str> {
        let all = &self.place.book.edition.documents[self.place.document].segments;
        self.segments.iter().map(|&segment| all[segment].id.as_str()).collect()
    }

    /// How long the HTML will be, roughly.
    fn room(&self) -> usize {
        let all = &self.sheet().document(self.place.document).segments;
        let readings = self.segments.iter().flat_map(|&segment| &all[segment].readings);
        let length = |reading: &Reading| reading.text().map_or(0, |text| text.raw.len());
        readings.map(|reading| length(reading) * 5 / 4 + AROUND_WORDS).sum()
    }

    fn cells(&self, out: &mut String, tag: &'static str) {
        let sheet = self.sheet();
        self.facing(out, tag);
        let document = sheet.document(self.place.document);
        let tables = self.place.book.tables(self.place.document);
        for (number, witness) in document.witnesses.iter().enumerate() {
            let readings = self.segments.iter().map(|&s| &document.segments[s].readings[number]);
            let cell = Cell {
                tag,
                number: number + 1,
                witness: witness.id.as_str(),
                lang: witness.lang.as_str(),
                shown: tables.shown[number],
                first: tables.first_of_language[number],
                empty: readings.clone().all(|reading| reading.text().is_none()),
                machine: witness.role == Role::MachineTranslation,
                separator: witness.lang.separator(),
            };
            row::open_cell(out, &cell, self.segments.len() == 1);
            let mut seen = BTreeSet::new();
            for (n, (&segment, reading)) in self.segments.iter().zip(readings).enumerate() {
                let marks = Marks { sheet, index: self.place.document, segment, witness: number };
                let marks = marks.all(&self.place.terms, &mut seen);
                let words = match reading {
                    Reading::Present(text) => Words::Present(&text.raw, &marks),
                    Reading::Absent(kind, _) => {
                        Words::Absent(kind.as_str(), self.place.book.absence(*kind))
                    }
                };
                if self.segments.len() == 1 {
                    row::whole(out, words);
                } else {
                    let id = document.segments[segment].id.as_str();
                    row::part(out, &cell, (n, id), words);
                }
            }
            row::close_cell(out, tag);
        }
    }

    /// The words of one witness in the whole row, with their marks and nothing around them; nothing
    /// where there is no such witness.
    fn words(&self, witness: usize) -> String {
        let sheet = self.sheet();
        let document = sheet.document(self.place.document);
        let mut out = String::new();
        let Some(own) = document.witnesses.get(witness) else { return out };
        let mut seen = BTreeSet::new();
        for &segment in &self.segments {
            let Some(text) = document.segments[segment].readings[witness].text() else { continue };
            if out.is_empty() {
                out.reserve(text.raw.len() + AROUND_WORDS);
            } else {
                out.push_str(own.lang.separator());
            }
            let marks = Marks { sheet, index: self.place.document, segment, witness };
            markup::reading_into(&text.raw, &marks.all(&self.place.terms, &mut seen), &mut out);
        }
        out
    }

    /// The facing column of a document that has no text in this language.
    fn facing(&self, out: &mut String, tag: &'static str) {
        let tables = self.place.book.tables(self.place.document);
        let Some(lang) = &tables.facing else { return };
        row::open_facing(out, tag, lang.as_str());
        let mut seen = BTreeSet::new();
        for (n, &segment) in self.segments.iter().enumerate() {
            let n = (self.segments.len() > 1).then_some(n + 1);
            for term in rows::facing(self.sheet(), (self.place.document, segment), &mut seen) {
                row::facing(out, n, &term.url, term.text);
            }
        }
        row::close_cell(out, tag);
    }

    fn parts(&self) -> &Value {
        let make = || rows::row(self.sheet(), self.place.document, &self.segments);
        self.parts.get_or_init(|| Value::from(Serde(make())))
    }
}

impl Object for Row {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        match key {
            "id" => self.ids().first().map(|id| Value::from(*id)),
            "number" => Some(Value::from(self.number())),
            "beside" => {
                let beside = rows::has_beside(self.sheet(), self.place.document, &self.segments);
                Some(Value::from(beside))
            }
            _ => self.parts().get_attr(key).ok().filter(|value| !value.is_undefined()),
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(&PARTS)
    }

    fn call_method(
        self: &Arc<Self>,
        _: &mut State<'_, '_>,
        method: &str,
        arguments: &[Value],
    ) -> Result<Value, Error> {
        match (method, arguments) {
            ("heading", [label]) => Ok(Value::from_safe_string(self.heading(&label.to_string()))),
            ("words", [witness]) => Ok(Value::from_safe_string(
                witness.as_usize().map_or_else(String::new, |n| self.words(n)),
            )),
            _ => Err(Error::from(ErrorKind::UnknownMethod)),
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.html())
    }
}
