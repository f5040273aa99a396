//! Pieces that several JSON exports share.

use crate::exchange::export::work::Whole;
use crate::exchange::export::work::characters;
use crate::exchange::export::work::role;
use crate::model::Anchor;
use crate::model::Coverage;
use crate::model::Date;
use crate::model::Document;
use crate::model::Gap;
use crate::model::Link;
use crate::model::Localized;
use crate::model::Witness;

use serde::Serialize;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

/// The file of a value: indented, with a line end.
pub(crate) fn file(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A value per language; `null` where nothing is given.
pub(crate) fn localized(values: &Localized<String>) -> Value {
    if values.is_empty() {
        return Value::Null;
    }
    let entries = values.iter().map(|(lang, value)| (lang.to_string(), Value::from(value.clone())));
    Value::Object(entries.collect())
}

/// A date as ISO 8601.
pub(crate) fn date(date: Option<Date>) -> Value {
    date.map_or(Value::Null, |date| Value::from(date.to_string()))
}

/// What every data file opens with: its format, the edition, the program.
pub(crate) fn head(whole: Whole<'_>, format: &str) -> Map<String, Value> {
    let site = &whole.edition.site;
    let head = json!({
        "format": format,
        "format_version": 1,
        "edition": {
            "title": localized(&site.title),
            "version": site.version,
            "date": date(site.date),
            "base_url": site.base_url,
        },
        "generator": format!("duizhao {}", whole.tool),
    });
    match head {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// The bibliographic facts of a document.
pub(crate) fn document(document: &Document) -> Value {
    json!({
        "id": document.id.as_str(),
        "title": localized(&document.title),
        "short": localized(&document.short),
        "issuer": localized(&document.issuer),
        "issued": date(document.issued),
        "published": date(document.published),
        "number": document.number,
        "about": localized(&document.about),
    })
}

/// The facts of a witness.
pub(crate) fn witness(witness: &Witness) -> Value {
    let reason = match &witness.coverage {
        Coverage::Full => Value::Null,
        Coverage::Partial(reason) => localized(reason),
    };
    json!({
        "id": witness.id.as_str(),
        "name": localized(&witness.name),
        "lang": witness.lang.as_str(),
        "role": role(witness),
        "credit": witness.credit,
        "publisher": witness.publisher,
        "url": witness.url,
        "archived": witness.archived,
        "published": date(witness.published),
        "retrieved": date(witness.retrieved),
        "rights": localized(&witness.rights),
        "seed": witness.seed,
        "coverage": if witness.coverage == Coverage::Full { "full" } else { "partial" },
        "coverage_reason": reason,
    })
}

/// A place with its quoted words; `places` are characters (Unicode scalar values) of the reading.
pub(crate) fn anchor(whole: Whole<'_>, anchor: &Anchor) -> Value {
    let [document, segment, witness] = whole.names(anchor);
    json!({
        "document": document,
        "segment": segment,
        "witness": witness,
        "quote": whole.quoted(anchor).first().copied().unwrap_or_default(),
        "places": places(whole, anchor),
        "permalink": whole.permalink(anchor.document, anchor.segment),
    })
}

fn places(whole: Whole<'_>, anchor: &Anchor) -> Value {
    let raw = whole.raw(anchor);
    let pair = |range| {
        let range = characters(raw, range);
        json!([range.start, range.end])
    };
    Value::Array(anchor.ranges.iter().map(pair).collect())
}

/// A link with both ends.
pub(crate) fn link(whole: Whole<'_>, link: &Link) -> Value {
    json!({
        "id": link.id.as_str(),
        "relation": link.relation.as_str(),
        "from": anchor(whole, &link.from),
        "to": anchor(whole, &link.to),
        "reason": localized(&link.reason),
    })
}

/// A passage without a counterpart.
pub(crate) fn gap(whole: Whole<'_>, gap: &Gap) -> Value {
    let missing = whole.edition.documents.get(gap.missing_in).map(|d| d.id.as_str());
    json!({
        "id": gap.id.as_str(),
        "kind": gap.kind.as_str(),
        "at": anchor(whole, &gap.at),
        "missing_in": missing,
        "reason": localized(&gap.reason),
    })
}
