//! The pages of a divided document: what they are called, how one goes from one to the next, and
//! where what stands on another one is found.

use crate::model::Alias;
use crate::model::AliasKind;
use crate::model::Document;
use crate::render::pages::place;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::Pager;
use crate::render::view::Words;

use serde::Serialize;

/// What comes before or after a page: another part, or another document.
#[derive(Debug, Serialize)]
pub struct Neighbour<'a> {
    url: String,
    title: Words<'a>,
    short: Words<'a>,
    /// Whether it is of the same document.
    part: bool,
}

/// What stands on another page of a document, with an `id` that was looked for on the first.
#[derive(Debug, Serialize)]
pub struct Elsewhere {
    id: String,
    url: String,
}

/// What a part, from 1, is called: its heading, and the document's short title.
#[must_use]
pub fn title(sheet: Sheet<'_>, document: usize, part: usize) -> Words<'_> {
    let mut title = heading(sheet, document, part);
    title.extend(sheet.words(&sheet.document(document).short));
    title
}

fn heading(sheet: Sheet<'_>, document: usize, part: usize) -> Words<'_> {
    let owner = sheet.document(document);
    let heading = owner.beginning(part).and_then(|at| owner.divisions[at].heading.as_ref());
    heading.map(|heading| place::title(sheet, document, heading)).unwrap_or_default()
}

/// Where one is in a document, if it is divided; the pages are counted from 1.
#[must_use]
pub fn pager(sheet: Sheet<'_>, document: usize, part: usize) -> Option<Pager> {
    let owner = sheet.document(document);
    let address = |part: usize| sheet.url(&url::reader(owner, part));
    owner.is_divided().then(|| Pager {
        page: part + 1,
        pages: owner.part_count(),
        total: owner.part_count(),
        per_page: 1,
        previous: part.checked_sub(1).map(address),
        next: (part + 1 < owner.part_count()).then(|| address(part + 1)),
    })
}

/// What comes before the page of a part, from 0: the part before it, or the document before.
#[must_use]
pub fn previous(sheet: Sheet<'_>, document: usize, part: usize) -> Option<Neighbour<'_>> {
    match part.checked_sub(1) {
        Some(before) => Some(neighbour(sheet, document, before, true)),
        None => document.checked_sub(1).map(|other| neighbour(sheet, other, 0, false)),
    }
}

/// What comes after the page of a part, from 0: the next part, or the next document.
#[must_use]
pub fn next(sheet: Sheet<'_>, document: usize, part: usize) -> Option<Neighbour<'_>> {
    if part + 1 < sheet.document(document).part_count() {
        return Some(neighbour(sheet, document, part + 1, true));
    }
    let after = document + 1;
    (after < sheet.edition().documents.len()).then(|| neighbour(sheet, after, 0, false))
}

fn neighbour(sheet: Sheet<'_>, document: usize, part: usize, own: bool) -> Neighbour<'_> {
    let owner = sheet.document(document);
    let (title, short) = match part {
        0 => (sheet.words(&owner.title), sheet.words(&owner.short)),
        part => (heading(sheet, document, part), heading(sheet, document, part)),
    };
    Neighbour { url: sheet.url(&url::reader(owner, part)), title, short, part: own }
}

/// All segments and notes that do not stand on the first page of a document, under the ids by which
/// they were looked for there: their own, and those that lead to them. Nothing for other pages.
#[must_use]
pub fn elsewhere(sheet: Sheet<'_>, document: usize, part: usize) -> Vec<Elsewhere> {
    let owner = sheet.document(document);
    if part > 0 || !owner.is_divided() {
        return Vec::new();
    }
    let to = |id: String, segment: usize, now: &str| {
        let page = url::reader_at(owner, segment);
        Elsewhere { url: sheet.url_to(&page, now), id }
    };
    let further = owner.segments_of(0).end..owner.segments.len();
    let segments = further.clone().map(|at| {
        let id = owner.segments[at].id.as_str();
        to(id.to_owned(), at, id)
    });
    let notes = owner.notes.iter().filter(|note| further.contains(&note.at.segment));
    let notes = notes.map(|note| {
        let id = url::note(note.id.as_str());
        to(id.clone(), note.at.segment, &id)
    });
    let aliases = sheet.edition().aliases.iter().filter(|alias| alias.document == Some(document));
    let aliases = aliases.filter_map(|alias| {
        let (segment, [before, now]) = aliased(owner, alias)?;
        further.contains(&segment).then(|| to(before, segment, &now))
    });
    segments.chain(notes).chain(aliases).collect()
}

/// The segment to which an alias of a segment or a note leads, and its `id`s: before, now.
fn aliased(document: &Document, alias: &Alias) -> Option<(usize, [String; 2])> {
    let ids = [alias.from.as_str(), alias.to.as_str()];
    match alias.kind {
        AliasKind::Segment => Some((document.segment(&alias.to)?, ids.map(str::to_owned))),
        AliasKind::Note => {
            let note = document.notes.iter().find(|note| note.id.as_str() == alias.to)?;
            Some((note.at.segment, ids.map(url::note)))
        }
        _ => None,
    }
}
