//! Notes as W3C Web Annotations: each on the words it is about, with what stands around them.

use crate::exchange::export::json;
use crate::exchange::export::work::Work;
use crate::model::Note;
use crate::model::NoteKind;

use serde_json::Value;
use serde_json::json;

use std::ops::Range;

/// So many characters before and after the quoted words help to find them again.
const CONTEXT: usize = 32;

/// Makes the file: one page of a collection.
pub(crate) fn file(work: &Work<'_>) -> Vec<u8> {
    let id = work.document.id.as_str();
    let page = work.whole.address(id, "");
    let here = |name: &str| match &work.whole.edition.site.base_url {
        Some(_) => format!("{page}{id}.notes.jsonld{name}"),
        None => format!("{id}.notes.jsonld{name}"),
    };
    let items = work.document.notes.iter().map(|n| annotation(work, n, &here)).collect::<Vec<_>>();
    let generator = json!({
        "id": "urn:duizhao",
        "type": "Software",
        "name": format!("duizhao {}", work.whole.tool),
    });
    json::file(&json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": here(""),
        "type": "AnnotationCollection",
        "label": work.document.title.iter().map(|(_, title)| title.as_str()).collect::<Vec<_>>(),
        "generator": generator,
        "total": items.len(),
        "first": {
            "id": here("#notes"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }))
}

fn annotation(work: &Work<'_>, note: &Note, here: &dyn Fn(&str) -> String) -> Value {
    let correction = note.kind == NoteKind::Correction;
    let mut body: Vec<_> = note
        .body
        .iter()
        .map(|(lang, text)| {
            json!({
                "type": "TextualBody",
                "value": text,
                "format": "text/markdown",
                "language": lang.as_str(),
                "purpose": "commenting",
            })
        })
        .collect();
    if let Some(corrected) = &note.corrected {
        let witness = &work.document.witnesses[note.at.witness];
        body.push(json!({
            "type": "TextualBody",
            "value": corrected,
            "format": "text/plain",
            "language": witness.lang.as_str(),
            "purpose": "editing",
        }));
    }
    body.push(json!({ "type": "TextualBody", "value": note.kind.as_str(), "purpose": "tagging" }));
    let targets = note.at.ranges.iter().map(|range| target(work, note, range));
    json!({
        "id": here(&format!("#{}", note.id)),
        "type": "Annotation",
        "motivation": if correction { "editing" } else { "commenting" },
        "modified": format!("{}T00:00:00Z", work.whole.date),
        "body": body,
        "target": targets.collect::<Vec<_>>(),
    })
}

fn target(work: &Work<'_>, note: &Note, range: &Range<usize>) -> Value {
    let raw = work.whole.raw(&note.at);
    let witness = &work.document.witnesses[note.at.witness];
    let before = raw.get(..range.start).unwrap_or_default();
    let after = raw.get(range.end..).unwrap_or_default();
    let skipped = before.chars().count().saturating_sub(CONTEXT);
    let part = work.document.part_of(note.at.segment);
    let source = json!({
        "id": work.whole.address(&work.document.folder(part), ""),
        "type": "Text",
        "format": "text/html",
        "language": witness.lang.as_str(),
    });
    json!({
        "type": "SpecificResource",
        "source": source,
        "selector": {
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
            "value": work.document.segments[note.at.segment].id.as_str(),
            "refinedBy": {
                "type": "TextQuoteSelector",
                "prefix": before.chars().skip(skipped).collect::<String>(),
                "exact": raw.get(range.clone()),
                "suffix": after.chars().take(CONTEXT).collect::<String>(),
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::export::fixture::Fixture;

    #[test]
    fn a_note_quotes_its_words_with_their_context() {
        let mut fixture =
            Fixture::new("document d zh:zh-Hans:source en:en\ns1 | 建设数字中国，建设 | build");
        fixture.note("n", "s1", "zh", "建设");
        let value: Value = serde_json::from_slice(&file(&fixture.work(0))).unwrap();
        let items = value["first"]["items"].as_array().unwrap();
        assert_eq!(items[0]["body"][1]["language"], "en");
        let quotes: Vec<_> = items[0]["target"].as_array().unwrap().iter().collect();
        assert_eq!(quotes.len(), 2, "one per place");
        let quote = &quotes[1]["selector"]["refinedBy"];
        assert_eq!(quote["prefix"], "建设数字中国，");
        assert_eq!((&quote["exact"], &quote["suffix"]), (&json!("建设"), &json!("")));
        assert_eq!(quotes[0]["source"]["id"], "../d/index.html");
        assert_eq!(quotes[0]["selector"]["value"], "s1");
    }
}
