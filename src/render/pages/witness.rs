//! A witness with all that is known of it, as the pages of documents and of sources show it.

use crate::model::Coverage;
use crate::model::Witness;
use crate::render::pager;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view;
use crate::render::view::Words;

use serde::Serialize;

/// A witness with all that is known of it.
#[derive(Debug, Serialize)]
pub struct WitnessView<'a> {
    id: &'a str,
    name: Words<'a>,
    lang: &'a str,
    primary: &'a str,
    role: &'static str,
    shown: bool,
    credit: &'a [String],
    publisher: Option<&'a str>,
    url: Option<String>,
    archived: Option<String>,
    published: Option<String>,
    retrieved: Option<String>,
    rights: Words<'a>,
    coverage: &'static str,
    coverage_reason: Words<'a>,
    sources_url: Option<String>,
}

/// Makes the view of a witness.
#[must_use]
pub fn witness<'a>(sheet: Sheet<'a>, index: usize, witness: &'a Witness) -> WitnessView<'a> {
    let document = sheet.document(index);
    let place = document.witness(witness.id.as_str()).unwrap_or_default();
    let anchor = url::witness(document.id.as_str(), witness.id.as_str());
    let has_sources = !sheet.edition().site.publishing.without.sources;
    let (coverage, coverage_reason) = match &witness.coverage {
        Coverage::Full => ("full", Vec::new()),
        Coverage::Partial(reason) => ("partial", sheet.words(reason)),
    };
    WitnessView {
        id: witness.id.as_str(),
        name: sheet.words(&witness.name),
        lang: witness.lang.as_str(),
        primary: witness.lang.primary(),
        role: view::role(witness.role),
        shown: sheet.book.tables(index).shown[place],
        credit: &witness.credit,
        publisher: witness.publisher.as_deref(),
        url: witness.url.as_deref().and_then(url::external),
        archived: witness.archived.as_deref().and_then(url::external),
        published: witness.published.map(|date| date.to_string()),
        retrieved: witness.retrieved.map(|date| date.to_string()),
        rights: sheet.words(&witness.rights),
        coverage,
        coverage_reason,
        sources_url: has_sources.then(|| sheet.url_to(&pager::sources(index), &anchor)),
    }
}
