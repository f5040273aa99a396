//! What the pages of a site show, and what they say of themselves.

use crate::model::Localized;
use crate::model::Term;
use crate::render::pages::frame;
use crate::render::pages::frame::Identity;
use crate::render::pages::parts;
use crate::render::publish::subject::Subject;
use crate::render::sheet::Sheet;
use crate::render::view::Word;
use crate::render::view::Words;

/// What a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A page, from 1, of the start page.
    Home(usize),
    /// A part, from 0, of a document.
    Reader(usize, usize),
    /// What the page of a part, from 0, of a document leaves to a script.
    Aside(usize, usize),
    /// A part, from 1, of the page of a term.
    Term(usize, usize),
    Terms,
    Search,
    /// A file of the search index.
    SearchFile(usize),
    /// A page, from 1, of the witnesses and originals.
    Sources(usize),
    Targets,
    /// A page, from 1, of the links and gaps.
    Compare(usize),
    /// A page, from 1, of the history of terms.
    History(usize),
    /// A page, from 1, of the coverage by links.
    Coverage(usize),
    Apparatus,
    /// A page, from 1, of the notes.
    Notes(usize),
    /// A page, from 1, of the health of the documents.
    Health(usize),
    /// A page, from 1, of the files to take away.
    Downloads(usize),
    Changes,
    /// A page of prose.
    Prose(usize),
    /// A page that has gone.
    Moved(usize),
    NotFound,
}

impl Kind {
    /// Whether search engines are told of the page.
    pub(crate) fn is_listed(self) -> bool {
        let is_file = matches!(self, Self::SearchFile(_) | Self::Aside(..));
        !is_file && !matches!(self, Self::NotFound | Self::Moved(_))
    }
}

/// What a page says of itself.
pub(crate) fn identity(sheet: Sheet<'_>, kind: Kind) -> Identity<'_> {
    let edition = sheet.edition();
    match kind {
        Kind::Home(part) => {
            let title = sheet.words(&edition.site.title);
            Identity { title, subject: Subject::Edition(part), ..fixed("home") }
        }
        Kind::Terms => Identity { subject: Subject::Glossary, ..fixed("terms") },
        Kind::Sources(_) => fixed("sources"),
        Kind::Targets => Identity { subject: Subject::Targets, ..fixed("targets") },
        Kind::Compare(_) => fixed("compare"),
        Kind::History(_) => Identity { name: "compare", ..fixed("history") },
        Kind::Coverage(_) => Identity { name: "compare", ..fixed("coverage") },
        Kind::Apparatus => fixed("apparatus"),
        Kind::Notes(_) => fixed("notes"),
        Kind::Health(_) => fixed("health"),
        Kind::Downloads(part) => {
            Identity { subject: Subject::Downloads(part), ..fixed("downloads") }
        }
        Kind::Changes => fixed("changes"),
        Kind::Search => fixed("search"),
        Kind::Moved(_) => fixed("moved"),
        Kind::Aside(..) => fixed("aside"),
        Kind::SearchFile(_) | Kind::NotFound => fixed(frame::NOT_FOUND),
        Kind::Reader(index, part) => {
            let document = sheet.document(index);
            let title = match part {
                0 => sheet.words(&document.title),
                part => parts::title(sheet, index, part),
            };
            let about = Some(&document.about);
            let subject = match part {
                0 => Subject::Document(index),
                part => Subject::Part(index, part),
            };
            Identity { kind: "reader", name: "", title, about, subject }
        }
        Kind::Term(index, _) => {
            let term = &edition.terms[index];
            let about = Some(&term.gloss);
            let title = headwords(sheet, term);
            Identity { kind: "term", name: "terms", title, about, subject: Subject::Term(index) }
        }
        Kind::Prose(index) => {
            let page = &edition.pages[index];
            let (title, about) = (sheet.words(&page.title), non_empty(&page.body));
            Identity { kind: "page", name: &page.name, title, about, subject: Subject::Other }
        }
    }
}

fn fixed(kind: &'static str) -> Identity<'static> {
    Identity { kind, name: kind, title: Vec::new(), about: None, subject: Subject::Other }
}

fn non_empty(words: &Localized<String>) -> Option<&Localized<String>> {
    Some(words).filter(|words| !words.is_empty())
}

fn headwords<'a>(sheet: Sheet<'a>, term: &'a Term) -> Words<'a> {
    let headwords = sheet.headwords(term).into_iter();
    headwords.map(|headword| Word { lang: headword.lang, text: headword.text }).collect()
}
