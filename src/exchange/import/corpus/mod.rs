//! Corpora of segment pairs as JSON lines: a document for each `doc_id`, read and made one at a time.
//!
//! A line is `{doc_id, title, seg_id, src_lang, src, trans_lang, trans}`; the lines of a document stand
//! together. A glossary beside it has a line `{term_id, forms: {lang: form}, def}` for each term.

mod glossary;

pub use crate::exchange::import::corpus::glossary::glossary;

use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;
use crate::exchange::edit::opened::Words;
use crate::exchange::edit::work::basic;
use crate::exchange::import::draft::Draft;
use crate::exchange::import::draft::Item;
use crate::exchange::import::draft::tag;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::names;
use crate::exchange::import::report::Report;
use crate::exchange::import::settle::settle;
use crate::format::document::Role;
use crate::model::DivisionKind;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// A line of a corpus.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    doc_id: String,
    title: String,
    seg_id: String,
    src_lang: String,
    src: String,
    trans_lang: String,
    trans: String,
}

/// A corpus that is being read.
#[derive(Debug)]
pub struct Corpus<'t> {
    path: String,
    /// The edition's own files, for what is taken.
    texts: &'t Texts,
    lines: Vec<Line>,
    /// Number of the line that comes next, from 1.
    number: usize,
    /// `doc_id` → id of the document.
    done: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

/// A document of a corpus.
#[derive(Debug)]
pub struct Made {
    /// Its files.
    pub files: Texts,
    /// What was not taken over.
    pub report: Report,
}

impl<'t> Corpus<'t> {
    /// Starts with nothing read; `path` is named in messages.
    #[must_use]
    pub fn new(path: &str, texts: &'t Texts) -> Self {
        let (lines, done, taken) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        Self { path: path.to_owned(), texts, lines, number: 1, done, taken }
    }

    /// Takes the next line; where it begins a document, the one before it is made.
    ///
    /// # Errors
    /// Refuses a line that is malformed or comes back to an earlier document, with its place.
    pub fn line(&mut self, line: &str) -> Result<Option<Made>, Refusal> {
        let number = self.number;
        self.number += 1;
        if line.trim().is_empty() {
            return Ok(None);
        }
        let read: Line = read((&self.path, number), line)?;
        let is_new = self.lines.last().is_some_and(|last| last.doc_id != read.doc_id);
        let made = if is_new { Some(self.make()?) } else { None };
        if self.done.contains_key(&read.doc_id) {
            let message = format!("the document `{}` goes on after another", read.doc_id);
            let refusal = Refusal::new(format!("{}:{number}:1: {message}", self.path));
            return Err(refusal.hint("sort the lines by `doc_id`: a document is made at a time"));
        }
        self.lines.push(read);
        Ok(made)
    }

    /// Makes the last document.
    ///
    /// # Errors
    /// Refuses a corpus without lines, and a document that is there already.
    pub fn finish(&mut self) -> Result<Made, Refusal> {
        if self.lines.is_empty() {
            return Err(Refusal::new(format!("`{}` holds no lines", self.path)));
        }
        self.make()
    }

    fn make(&mut self) -> Result<Made, Refusal> {
        let lines = std::mem::take(&mut self.lines);
        let name = lines[0].doc_id.clone();
        let wish = names::valid(&name);
        let id = names::assign(&[Some(&wish)], "d", &mut self.taken).ids.remove(0);
        let file = Foreign { path: format!("{} ({name})", self.path), text: String::new() };
        let title = lines[0].title.clone();
        let draft = draft(&self.path, &lines)?;
        let title = Some(title.as_str()).filter(|title| !title.trim().is_empty());
        let (edited, report) = settle(self.texts, (&id, title), draft, &[file])?;
        self.done.insert(name, id.clone());
        let folder = format!("content/{id}/");
        let mut files = edited.changed;
        files.retain(|path, _| path.starts_with(&folder));
        Ok(Made { files, report })
    }

    /// The ids of the documents that were made, in the order of their names.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.done.values().map(String::as_str)
    }
}

fn draft(path: &str, lines: &[Line]) -> Result<Draft, Refusal> {
    let mut draft = Draft::default();
    let division = draft.section("text", DivisionKind::Section);
    draft.body.push(Item::Division(division));
    for line in lines {
        let segment = draft.segment(Some(&line.seg_id), (0, 0));
        draft.divisions[division].body.push(Item::Row(vec![segment]));
        let sides = [
            (&line.src_lang, &line.src, Role::Source),
            (&line.trans_lang, &line.trans, Role::Translation),
        ];
        for (lang, words, role) in sides {
            let lang = tag(lang).ok_or_else(|| {
                let place = format!("{path}: segment `{}` of `{}`", line.seg_id, line.doc_id);
                Refusal::new(format!("{place}: `{lang}` is not a language tag"))
            })?;
            let same = line.src_lang == line.trans_lang && role == Role::Translation;
            let witness = draft.voice(same.then_some("translation"), &lang, role);
            if !words.is_empty() {
                draft.say(segment, witness, Words::Present(words.clone()));
            }
        }
    }
    Ok(draft)
}

/// Reads a line of JSON, or says at which line and column it is malformed.
fn read<T: DeserializeOwned>((path, number): (&str, usize), line: &str) -> Result<T, Refusal> {
    serde_json::from_str(line).map_err(|error| {
        let column = error.column().max(1);
        let message = error.to_string();
        let message = message.rsplit_once(" at line").map_or(message.as_str(), |(what, _)| what);
        Refusal::new(format!("{path}:{number}:{column}: {message}"))
    })
}

/// A site for a corpus, where there is no edition yet; languages are those of its interface.
#[must_use]
pub fn site(title: &str) -> String {
    let title = basic(title);
    format!("title = {{ en = {title}, zh = {title} }}\nlanguages = [\"en\", \"zh\"]\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"doc_id":"D:1","title":"T","seg_id":"1.1","src_lang":"zh","src":"一","trans_lang":"en","trans":"one"}"#;

    fn texts() -> Texts {
        Texts::from([("site.toml".to_owned(), site("x"))])
    }

    #[test]
    fn documents_are_made_one_at_a_time() {
        let texts = texts();
        let mut corpus = Corpus::new("c.jsonl", &texts);
        assert!(corpus.line(LINE).unwrap().is_none());
        assert!(
            corpus.line(&LINE.replace("1.1", "1.2").replace("\"one\"", "\"\"")).unwrap().is_none()
        );
        let made = corpus.line(&LINE.replace("D:1", "D-1")).unwrap().unwrap();
        assert_eq!(made.files["content/d-1/zh.toml"], "\"1.1\" = '''一'''\n\"1.2\" = '''一'''\n");
        assert!(
            made.files["content/d-1/en.toml"].ends_with("\"1.2\" = { absent = \"not-yet\" }\n")
        );
        let last = corpus.finish().unwrap();
        assert!(last.files.contains_key("content/d-1-2/document.toml"), "{last:?}");
        assert_eq!(corpus.documents().collect::<Vec<_>>(), ["d-1-2", "d-1"]);
    }

    #[test]
    fn malformed_lines_are_refused_with_their_place() {
        let texts = texts();
        let refused = |lines: &[&str]| {
            let mut corpus = Corpus::new("c.jsonl", &texts);
            let results: Result<Vec<_>, _> = lines.iter().map(|line| corpus.line(line)).collect();
            results.and_then(|_| corpus.finish()).unwrap_err().message
        };
        assert!(refused(&[LINE, "{\"doc_id\":}"]).starts_with("c.jsonl:2:11: expected value"));
        assert!(refused(&[&LINE.replace("seg_id", "segid")]).contains("unknown field `segid`"));
        let other = LINE.replace("D:1", "E");
        assert!(
            refused(&[LINE, &other, LINE]).starts_with("c.jsonl:3:1: the document `D:1` goes on")
        );
        assert!(
            refused(&[&LINE.replace("\"zh\"", "\"中\"")]).contains("`中` is not a language tag")
        );
        assert!(refused(&[]).contains("no lines"));
    }
}
