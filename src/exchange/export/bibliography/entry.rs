//! What a reference needs to know.

use crate::exchange::export::work::Work;
use crate::exchange::export::work::best;
use crate::model::Date;
use crate::model::Lang;
use crate::model::Role;

/// One reference.
pub(crate) struct Entry<'a> {
    /// Key, the same in all formats.
    pub(crate) key: String,
    /// Whether it is the document in this edition rather than one of its witnesses.
    pub(crate) is_edition: bool,
    pub(crate) title: &'a str,
    /// The work in which it stands.
    pub(crate) container: Option<&'a str>,
    pub(crate) author: &'a str,
    /// Who translated it.
    pub(crate) translators: &'a [String],
    pub(crate) publisher: Option<&'a str>,
    pub(crate) date: Option<Date>,
    pub(crate) url: Option<String>,
    pub(crate) archived: Option<&'a str>,
    pub(crate) retrieved: Option<Date>,
    pub(crate) number: Option<&'a str>,
    pub(crate) version: Option<&'a str>,
    /// The edition that holds a witness, with its version and date.
    pub(crate) note: Option<String>,
    pub(crate) lang: &'a str,
}

/// The document in this edition, then its witnesses.
pub(crate) fn entries<'a>(work: &Work<'a>) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    entries.extend(of_edition(work));
    entries.extend((0..work.document.witnesses.len()).map(|witness| of_witness(work, witness)));
    entries
}

fn of_edition<'a>(work: &Work<'a>) -> Option<Entry<'a>> {
    let site = &work.whole.edition.site;
    let lang = site.languages.first()?;
    let address = || work.whole.address(work.document.id.as_str(), "");
    Some(Entry {
        key: work.document.id.to_string(),
        is_edition: true,
        title: best(&work.document.title, lang),
        container: Some(best(&site.title, lang)),
        author: best(&work.document.issuer, lang),
        translators: &[],
        publisher: None,
        date: site.date,
        url: site.base_url.as_ref().map(|_| address()),
        archived: None,
        retrieved: None,
        number: None,
        version: Some(&site.version),
        note: None,
        lang: lang.as_str(),
    })
}

fn of_witness<'a>(work: &Work<'a>, witness: usize) -> Entry<'a> {
    let document = work.document;
    let witness = &document.witnesses[witness];
    let issued = if witness.role == Role::Source { document.issued } else { None };
    Entry {
        key: format!("{}-{}", document.id, witness.id),
        is_edition: false,
        title: best(&document.title, &witness.lang),
        container: None,
        author: best(&document.issuer, &witness.lang),
        translators: if witness.role == Role::Source { &[] } else { &witness.credit },
        publisher: witness.publisher.as_deref(),
        date: witness.published.or(issued),
        url: witness.url.clone(),
        archived: witness.archived.as_deref(),
        retrieved: witness.retrieved,
        number: document.number.as_deref(),
        version: None,
        note: Some(within(work, &witness.lang)),
        lang: witness.lang.as_str(),
    }
}

/// The edition as a work of its own: title, version, date. No words of a language are needed.
fn within(work: &Work<'_>, lang: &Lang) -> String {
    let site = &work.whole.edition.site;
    let title = best(&site.title, lang).to_owned();
    let date = site.date.map(|date| date.to_string());
    let parts = [Some(title), Some(site.version.clone()), date];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
