//! What a page is about in the words of schema.org, as JSON-LD.

use crate::model::Localized;
use crate::model::MeasureRole;
use crate::model::Role;
use crate::model::Witness;
use crate::output::Download;
use crate::render::brief;
use crate::render::pager;
use crate::render::pages::downloads::documents_on;
use crate::render::pages::downloads::whole_on;
use crate::render::pages::home::documents_on as documents_of_home;
use crate::render::pages::place;
use crate::render::publish::subject::Subject;
use crate::render::sheet::Sheet;
use crate::render::url;
use crate::render::view::Word;
use crate::render::view::Words;

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

/// The data block of a page, ready to stand in a script element.
#[must_use]
pub fn of(sheet: Sheet<'_>, subject: Subject) -> Option<String> {
    let mut thing = match subject {
        Subject::Other => return None,
        Subject::Edition(part) => edition(sheet, part),
        Subject::Document(index) => document(sheet, index),
        Subject::Part(index, part) => of_document(sheet, index, part),
        Subject::Glossary => glossary(sheet),
        Subject::Term(index) => term(sheet, index),
        Subject::Targets => targets(sheet),
        Subject::Downloads(part) => downloads(sheet, part),
    };
    thing.shift_insert(0, "@context".to_owned(), "https://schema.org".into());
    Some(safe(&Value::Object(thing)))
}

/// JSON in which no character can end or open an element.
fn safe(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            c => out.push(c),
        }
    }
    out
}

/// An object without the entries that are not known.
fn object<const N: usize>(entries: [(&str, Value); N]) -> Map<String, Value> {
    let known = |value: &Value| match value {
        Value::Null => false,
        Value::Array(all) => !all.is_empty(),
        Value::String(text) => !text.is_empty(),
        _ => true,
    };
    let entries = entries.into_iter().filter(|(_, value)| known(value));
    entries.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The address of a page: absolute where the site has one, else from this page.
fn address(sheet: Sheet<'_>, path: &str) -> String {
    match sheet.edition().site.base_url.as_deref() {
        Some(base) => url::canonical(base, path),
        None if path == sheet.path => path.rsplit('/').next().unwrap_or(path).to_owned(),
        None => sheet.url(path),
    }
}

/// One text alone, or each text with its language.
fn texts(words: &Words<'_>) -> Value {
    match words.as_slice() {
        [word] => word.text.into(),
        all => {
            let tagged = all.iter().map(|w| json!({ "@language": w.lang, "@value": w.text }));
            tagged.collect()
        }
    }
}

fn first_paragraph(sheet: Sheet<'_>, part: &Word<'_>) -> String {
    let first = part.text.trim().split("\n\n").next().unwrap_or_default();
    brief::plain(&sheet.markdown(part.lang, first).html)
}

fn words(sheet: Sheet<'_>, words: &Localized<String>) -> Value {
    texts(&sheet.words(words))
}

/// The first paragraphs of Markdown, plain.
fn plain(sheet: Sheet<'_>, prose: &Localized<String>) -> Value {
    let parts = sheet.words(prose);
    let plain: Vec<(&str, String)> =
        parts.iter().map(|part| (part.lang, first_paragraph(sheet, part))).collect();
    match plain.as_slice() {
        [(_, text)] => text.as_str().into(),
        all => {
            all.iter().map(|(lang, text)| json!({ "@language": lang, "@value": text })).collect()
        }
    }
}

fn languages(sheet: Sheet<'_>) -> Value {
    sheet.edition().site.languages.iter().map(|lang| lang.as_str()).collect()
}

/// The edition, with the documents that a page of the start page lists.
fn edition(sheet: Sheet<'_>, part: usize) -> Map<String, Value> {
    let site = &sheet.edition().site;
    let mut listed = documents_of_home(sheet.edition(), part);
    listed.sort_unstable();
    let parts = listed.into_iter().map(|index| {
        let d = sheet.document(index);
        let id = address(sheet, &url::folder(d.id.as_str()));
        json!({ "@type": "CreativeWork", "@id": id, "name": words(sheet, &d.title) })
    });
    let home = address(sheet, url::HOME);
    object([
        ("@type", json!(["WebSite", "CreativeWork"])),
        ("@id", home.clone().into()),
        ("url", home.into()),
        ("name", words(sheet, &site.title)),
        ("description", words(sheet, &site.description)),
        ("inLanguage", languages(sheet)),
        ("version", site.version.as_str().into()),
        ("dateModified", site.date.map(|date| date.to_string()).into()),
        ("hasPart", parts.collect()),
    ])
}

/// The edition as what a thing is part of.
fn whole(sheet: Sheet<'_>) -> Value {
    let site = &sheet.edition().site;
    Value::Object(object([
        ("@type", json!(["WebSite", "CreativeWork"])),
        ("@id", address(sheet, url::HOME).into()),
        ("name", words(sheet, &site.title)),
        ("version", site.version.as_str().into()),
    ]))
}

fn document(sheet: Sheet<'_>, index: usize) -> Map<String, Value> {
    let document = sheet.document(index);
    let id = address(sheet, sheet.path);
    let source = document.witnesses.iter().find(|witness| witness.role == Role::Source);
    let translations = document.witnesses.iter().filter(|witness| witness.role != Role::Source);
    let translations = translations.map(|witness| translation(sheet, index, witness));
    object([
        ("@type", "CreativeWork".into()),
        ("@id", id.clone().into()),
        ("url", id.into()),
        ("name", words(sheet, &document.title)),
        ("alternateName", words(sheet, &document.short)),
        ("abstract", plain(sheet, &document.about)),
        ("author", organization(sheet, &document.issuer)),
        ("dateCreated", document.issued.map(|date| date.to_string()).into()),
        ("datePublished", document.published.or(document.issued).map(|d| d.to_string()).into()),
        ("identifier", document.number.as_deref().into()),
        ("inLanguage", source.map(|witness| witness.lang.as_str()).into()),
        ("sameAs", source.and_then(|witness| witness.url.as_deref()).into()),
        ("workTranslation", translations.collect()),
        ("isPartOf", whole(sheet)),
    ])
}

/// A part of a document.
fn of_document(sheet: Sheet<'_>, index: usize, part: usize) -> Map<String, Value> {
    let document = sheet.document(index);
    let heading = document.beginning(part).and_then(|at| document.divisions[at].heading.as_ref());
    let name = heading.map(|heading| texts(&place::title(sheet, index, heading)));
    let id = address(sheet, sheet.path);
    let whole = object([
        ("@type", "CreativeWork".into()),
        ("@id", address(sheet, &url::reader(document, 0)).into()),
        ("name", words(sheet, &document.title)),
    ]);
    object([
        ("@type", "Chapter".into()),
        ("@id", id.clone().into()),
        ("url", id.into()),
        ("name", name.unwrap_or_default()),
        ("position", part.into()),
        ("isPartOf", Value::Object(whole)),
    ])
}

fn organization(sheet: Sheet<'_>, name: &Localized<String>) -> Value {
    match words(sheet, name) {
        Value::Array(all) if all.is_empty() => Value::Null,
        name => json!({ "@type": "Organization", "name": name }),
    }
}

fn translation(sheet: Sheet<'_>, document: usize, witness: &Witness) -> Value {
    let fragment = url::witness(sheet.document(document).id.as_str(), witness.id.as_str());
    let people = witness.role == Role::Translation;
    let named = |name: &String| json!({ "@type": "Person", "name": name });
    let translators = witness.credit.iter().filter(|_| people).map(named);
    let publisher = witness.publisher.as_deref();
    let publisher = publisher.map(|name| json!({ "@type": "Organization", "name": name }));
    Value::Object(object([
        ("@type", "CreativeWork".into()),
        ("@id", format!("{}#{fragment}", address(sheet, &pager::sources(document))).into()),
        ("name", words(sheet, &witness.name)),
        ("translationOfWork", json!({ "@id": address(sheet, sheet.path) })),
        ("inLanguage", witness.lang.as_str().into()),
        ("translator", translators.collect()),
        ("publisher", publisher.into()),
        ("datePublished", witness.published.map(|date| date.to_string()).into()),
        ("sameAs", witness.url.as_deref().into()),
    ]))
}

fn glossary(sheet: Sheet<'_>) -> Map<String, Value> {
    let mut set = glossary_name(sheet);
    let edition = sheet.edition();
    set.extend(object([
        ("inLanguage", languages(sheet)),
        ("size", edition.terms.len().into()),
        ("version", edition.site.version.as_str().into()),
        ("isPartOf", whole(sheet)),
        ("encoding", keyed(sheet, "MediaObject", &["glossary-", "tbx"])),
    ]));
    set
}

fn glossary_name(sheet: Sheet<'_>) -> Map<String, Value> {
    let key = "nav.terms";
    let strings = sheet.book.strings.iter();
    let names = strings.filter_map(|(lang, words)| {
        Some(json!({ "@language": lang.as_str(), "@value": words.get(key)? }))
    });
    object([
        ("@type", "DefinedTermSet".into()),
        ("@id", address(sheet, url::TERMS).into()),
        ("name", names.collect()),
    ])
}

fn term(sheet: Sheet<'_>, index: usize) -> Map<String, Value> {
    let term = &sheet.edition().terms[index];
    let id = address(sheet, &url::term(term.id.as_str()));
    let headwords = sheet.headwords(term);
    let names: Vec<Value> = headwords
        .iter()
        .map(|word| json!({ "@language": word.lang, "@value": word.text }))
        .collect();
    let others = term.forms.iter().filter(|form| !headwords.iter().any(|w| w.text == form.text));
    let others = others.map(|f| json!({ "@language": f.lang.as_str(), "@value": f.text }));
    object([
        ("@type", "DefinedTerm".into()),
        ("@id", id.clone().into()),
        ("url", id.into()),
        ("termCode", term.id.as_str().into()),
        ("name", names.into()),
        ("alternateName", others.collect()),
        ("description", plain(sheet, &term.gloss)),
        ("inDefinedTermSet", Value::Object(glossary_name(sheet))),
    ])
}

fn targets(sheet: Sheet<'_>) -> Map<String, Value> {
    let edition = sheet.edition();
    let all = edition.documents.iter().flat_map(|document| &document.targets);
    let years: Vec<u16> = all.clone().flat_map(|t| t.measures.iter().map(|m| m.year)).collect();
    let span = years.iter().min().zip(years.iter().max());
    let goals = all.flat_map(|target| &target.measures);
    let goals = goals.filter(|measure| measure.role == MeasureRole::Goal).count();
    let mut set = dataset(sheet, "nav.targets", keyed(sheet, "DataDownload", &["targets-"]));
    set.extend(object([
        ("@id", address(sheet, url::TARGETS).into()),
        ("url", address(sheet, url::TARGETS).into()),
        ("temporalCoverage", span.map(|(from, to)| format!("{from}/{to}")).into()),
        ("size", (goals > 0).then_some(goals).into()),
    ]));
    set
}

/// A data set named by a word of the interface.
fn dataset(sheet: Sheet<'_>, key: &str, distribution: Value) -> Map<String, Value> {
    let site = &sheet.edition().site;
    let strings = sheet.book.strings.iter();
    let names = strings.filter_map(|(lang, words)| {
        let title = site.title.get(lang).map_or("", String::as_str);
        let name = format!("{title} · {}", words.get(key)?);
        Some(json!({ "@language": lang.as_str(), "@value": name }))
    });
    object([
        ("@type", "Dataset".into()),
        ("name", names.collect()),
        ("description", words(sheet, &site.description)),
        ("version", site.version.as_str().into()),
        ("dateModified", site.date.map(|date| date.to_string()).into()),
        ("creator", organization(sheet, &site.title)),
        ("isAccessibleForFree", true.into()),
        ("distribution", distribution),
        ("isPartOf", whole(sheet)),
    ])
}

/// The files that a page of downloads lists.
fn downloads(sheet: Sheet<'_>, part: usize) -> Map<String, Value> {
    let whole = whole_on(sheet.book, part);
    let whole = (part == 1 || !whole.is_empty()).then(|| {
        let files = whole.iter().map(|(_, download)| file(sheet, download, "DataDownload"));
        dataset(sheet, "nav.downloads", files.collect())
    });
    let documents = documents_on(sheet.book, part).map(|index| {
        let document = sheet.document(index);
        let mut set = dataset(sheet, "nav.downloads", files(sheet, index));
        set.insert("name".to_owned(), words(sheet, &document.title));
        set.insert("description".to_owned(), plain(sheet, &document.about));
        set.shift_remove("isPartOf");
        Value::Object(set)
    });
    let sets: Vec<Value> = documents.chain(whole.map(Value::Object)).collect();
    object([
        ("@type", "DataCatalog".into()),
        ("@id", address(sheet, url::DOWNLOADS).into()),
        ("url", address(sheet, url::DOWNLOADS).into()),
        ("name", words(sheet, &sheet.edition().site.title)),
        ("dataset", sets.into()),
    ])
}

/// Files of a document.
fn files(sheet: Sheet<'_>, document: usize) -> Value {
    let files = sheet.book.downloads.of(Some(document));
    files.map(|(_, download)| file(sheet, &download, "DataDownload")).collect()
}

/// Files of the edition as a whole whose keys begin so.
fn keyed(sheet: Sheet<'_>, kind: &str, keys: &[&str]) -> Value {
    let files = sheet.book.downloads.of(None).map(|(_, download)| download);
    let files = files.filter(|download| keys.iter().any(|key| download.key.starts_with(key)));
    files.map(|download| file(sheet, &download, kind)).collect()
}

fn file(sheet: Sheet<'_>, download: &Download, kind: &str) -> Value {
    json!({
        "@type": kind,
        "name": download.name,
        "contentUrl": address(sheet, &download.path),
        "encodingFormat": download.media_type,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_leave_the_script_element() {
        let text = "a </script><!-- & \u{2028}";
        let written = safe(&json!({ "name": text }));
        assert!(!written.contains(['<', '>', '&']), "{written}");
        let read: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(read["name"], text);
    }
}
