//! What the head of a page tells other programs: previews of links, reference managers, robots.

use crate::model::Date;
use crate::model::Document;
use crate::model::Lang;
use crate::model::Localized;
use crate::model::Picture;
use crate::model::Role;
use crate::output::Download;
use crate::render::publish::card;
use crate::render::publish::linked;
use crate::render::publish::subject::Subject;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::Html;

use serde::Serialize;

use std::borrow::Cow;

/// `page.meta`.
#[derive(Debug, Serialize)]
pub struct Meta<'a> {
    site_name: String,
    picture: Option<Shown>,
    citation: Vec<Tag<'a>>,
    records: Vec<Record<'a>>,
    feed: Option<String>,
    data: Option<Html>,
}

/// A picture at its absolute address.
#[derive(Debug, Serialize)]
struct Shown {
    url: String,
    width: u32,
    height: u32,
}

#[derive(Debug, Serialize)]
struct Tag<'a> {
    name: &'static str,
    content: Cow<'a, str>,
}

/// A bibliographic record in a file of its own.
#[derive(Debug, Serialize)]
struct Record<'a> {
    url: String,
    media_type: &'a str,
    name: &'a str,
}

/// Tells of a page what it is about.
#[must_use]
pub fn of<'a>(sheet: Sheet<'a>, subject: Subject) -> Meta<'a> {
    let site = &sheet.edition().site;
    let document = match subject {
        Subject::Document(index) | Subject::Part(index, _) => Some((index, sheet.document(index))),
        _ => None,
    };
    let own = document.and_then(|(_, d)| Some((d.id.as_str(), d.card.as_ref()?)));
    let picture = own.or_else(|| site.card.as_ref().map(|card| ("", card)));
    let base = site.base_url.as_deref();
    let has_feed = base.is_some() && !site.changes.is_empty();
    let title = sheet.words(&site.title);
    Meta {
        site_name: title.first().map_or(String::new(), |word| word.text.to_owned()),
        picture: base.zip(picture).map(|(base, (folder, picture))| shown(base, folder, picture)),
        citation: document.map_or_else(Vec::new, |(_, document)| citation(sheet, document)),
        records: document.map_or_else(Vec::new, |(index, _)| records(sheet, index)),
        feed: has_feed.then(|| sheet.url(url::FEED)),
        data: linked::of(sheet, subject).map(Html),
    }
}

fn shown(base: &str, folder: &str, picture: &Picture) -> Shown {
    let url = url::canonical(base, &card::path(folder, picture));
    Shown { url, width: picture.width, height: picture.height }
}

/// The tags that reference managers read: the work in its first language, and this edition of it.
fn citation<'a>(sheet: Sheet<'a>, document: &'a Document) -> Vec<Tag<'a>> {
    let site = &sheet.edition().site;
    let lang = language(document, site.languages.first());
    let words = |words: &'a Localized<String>| -> Option<&'a str> {
        let wanted = lang.and_then(|lang| words.get(lang)).map(String::as_str);
        wanted.or_else(|| sheet.words(words).first().map(|word| word.text))
    };
    let date = |date: Date| format!("{:04}/{:02}/{:02}", date.year, date.month, date.day);
    let address = site.base_url.as_deref().map(|base| url::canonical(base, sheet.path));
    let mut tags = Vec::new();
    let mut tag = |name, content: Option<Cow<'a, str>>| {
        tags.extend(content.map(|content| Tag { name, content }));
    };
    tag("citation_title", words(&document.title).map(Into::into));
    tag("citation_author", words(&document.issuer).map(Into::into));
    tag(
        "citation_publication_date",
        document.published.or(document.issued).map(|d| date(d).into()),
    );
    tag("citation_online_date", site.date.map(|d| date(d).into()));
    tag("citation_technical_report_institution", words(&document.issuer).map(Into::into));
    tag("citation_technical_report_number", document.number.as_deref().map(Into::into));
    tag("citation_series_title", words(&site.title).map(Into::into));
    tag("citation_language", lang.map(|lang| lang.as_str().into()));
    tag("citation_public_url", address.clone().map(Into::into));
    tag("citation_fulltext_html_url", address.map(Into::into));
    tags
}

/// The language of the source; without one that of the interface.
fn language<'a>(document: &'a Document, first: Option<&'a Lang>) -> Option<&'a Lang> {
    let mut witnesses = document.witnesses.iter();
    witnesses.find(|witness| witness.role == Role::Source).map(|w| &w.lang).or(first)
}

fn records(sheet: Sheet<'_>, document: usize) -> Vec<Record<'_>> {
    let files = sheet.book.downloads.of(Some(document)).map(|(_, file)| file);
    let files = files.filter(|file| ["bibtex", "ris", "csl"].contains(&file.key));
    let record = |file: Download| Record {
        url: sheet.url(&file.path),
        media_type: file.media_type,
        name: file.name,
    };
    files.map(record).collect()
}
