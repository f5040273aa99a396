//! CSL-JSON, for programs that style citations.

use crate::exchange::export::bibliography::entry::Entry;
use crate::exchange::export::bibliography::entry::entries;
use crate::exchange::export::json;
use crate::exchange::export::work::Work;
use crate::model::Date;

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

/// Makes the file.
pub(crate) fn file(work: &Work<'_>) -> Vec<u8> {
    json::file(&Value::Array(entries(work).iter().map(entry).collect()))
}

fn entry(entry: &Entry<'_>) -> Value {
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| item.insert(name.to_owned(), value);
    put("id", entry.key.clone().into());
    put("type", if entry.is_edition { "webpage" } else { "report" }.into());
    put("title", entry.title.into());
    put("author", json!([{ "literal": entry.author }]));
    if !entry.translators.is_empty() {
        let names = entry.translators.iter().map(|name| json!({ "literal": name }));
        put("translator", names.collect());
    }
    let texts = [
        ("container-title", entry.container),
        ("publisher", entry.publisher),
        ("number", entry.number),
        ("version", entry.version),
        ("note", entry.note.as_deref()),
        ("URL", entry.url.as_deref()),
        ("archive_location", entry.archived),
        ("language", Some(entry.lang)),
    ];
    for (name, value) in texts {
        if let Some(value) = value {
            put(name, value.into());
        }
    }
    for (name, date) in [("issued", entry.date), ("accessed", entry.retrieved)] {
        if let Some(date) = date {
            put(name, parts(date));
        }
    }
    Value::Object(item)
}

fn parts(date: Date) -> Value {
    json!({ "date-parts": [[date.year, date.month, date.day]] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture::document_mut;
    use crate::exchange::export::fixture::Fixture;

    #[test]
    fn dates_are_numbers_and_names_are_literal() {
        let mut fixture = Fixture::new("document d en:en\ns1 | one");
        let witness = &mut document_mut(&mut fixture.edition, 0).witnesses[0];
        witness.published = Some(Date { year: 2021, month: 12, day: 1 });
        fixture.changed();
        let items: Value = serde_json::from_slice(&file(&fixture.work(0))).unwrap();
        assert_eq!(items[1]["id"], "d-en");
        assert_eq!(items[1]["issued"]["date-parts"], json!([[2021, 12, 1]]));
        assert_eq!(items[1]["author"], json!([{ "literal": "d" }]));
    }
}
