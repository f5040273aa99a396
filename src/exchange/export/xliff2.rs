//! XLIFF 2.1: one source and one translation, a unit per segment.

use crate::exchange::export::work::Work;
use crate::exchange::export::work::best;
use crate::exchange::export::work::stem;
use crate::exchange::export::xml::Xml;
use crate::model::Reading;

/// Makes the file of a source witness and a translation.
pub(crate) fn file(work: &Work<'_>, source: usize, target: usize) -> Vec<u8> {
    let lang = |witness: usize| work.document.witnesses[witness].lang.as_str();
    let mut xml = Xml::document();
    let attributes = [
        ("xmlns", "urn:oasis:names:tc:xliff:document:2.0"),
        ("version", "2.1"),
        ("srcLang", lang(source)),
        ("trgLang", lang(target)),
        ("xml:space", "preserve"),
    ];
    xml.open("xliff", &attributes);
    xml.line();
    let id = stem(work.document, &[source, target]);
    xml.open("file", &[("id", &id), ("original", work.document.id.as_str())]);
    xml.line();
    about(work, source, target, &mut xml);
    for segment in 0..work.document.segments.len() {
        unit(work, (source, target), segment, &mut xml);
    }
    xml.close("file");
    xml.line();
    xml.close("xliff");
    xml.line();
    xml.finish()
}

/// The facts of both witnesses, as notes of the file.
fn about(work: &Work<'_>, source: usize, target: usize, xml: &mut Xml) {
    xml.open("notes", &[]);
    xml.line();
    for (witness, side) in [(source, "source"), (target, "target")] {
        let facts = &work.document.witnesses[witness];
        let title = best(&work.document.title, &facts.lang);
        let name = best(&facts.name, &facts.lang);
        let attributes = [("id", facts.id.as_str()), ("appliesTo", side), ("category", "witness")];
        xml.leaf_line("note", &attributes, &format!("{title} ({name})"));
    }
    xml.close("notes");
    xml.line();
}

fn unit(work: &Work<'_>, (source, target): (usize, usize), segment: usize, xml: &mut Xml) {
    let texts = (work.text(segment, source), work.text(segment, target));
    if texts == (None, None) {
        return;
    }
    let id = work.document.segments[segment].id.as_str();
    let name = format!("{}:{id}", work.document.id);
    xml.open("unit", &[("id", id), ("name", &name)]);
    xml.line();
    notes(work, (source, target), segment, xml);
    let state = if texts.1.is_some() && texts.0.is_some() { "translated" } else { "initial" };
    xml.open("segment", &[("state", state)]);
    xml.leaf("source", &[], texts.0.unwrap_or_default());
    if let Some(text) = texts.1 {
        xml.leaf("target", &[], text);
    }
    xml.close("segment");
    xml.line();
    xml.close("unit");
    xml.line();
}

/// Editors' notes, and why one side has no words.
fn notes(work: &Work<'_>, (source, target): (usize, usize), segment: usize, xml: &mut Xml) {
    let own = work.annotated.attached.notes.get(&segment);
    let readings = &work.document.segments[segment].readings;
    let absent = |witness: usize| match readings.get(witness) {
        Some(Reading::Absent(kind, _)) => Some(kind.as_str()),
        _ => None,
    };
    if own.is_none() && absent(source).is_none() && absent(target).is_none() {
        return;
    }
    xml.open("notes", &[]);
    xml.line();
    for (witness, side) in [(source, "source"), (target, "target")] {
        if let Some(kind) = absent(witness) {
            let id = format!("absent.{side}");
            let attributes = [("id", id.as_str()), ("appliesTo", side), ("category", "absent")];
            xml.leaf_line("note", &attributes, kind);
        }
    }
    for note in own.into_iter().flatten().map(|&index| &work.document.notes[index]) {
        for (lang, body) in note.body.iter() {
            let id = format!("{}_{lang}", note.id);
            let mut attributes = vec![("id", id.as_str()), ("category", note.kind.as_str())];
            attributes.push(("xml:lang", lang.as_str()));
            if note.at.witness == source || note.at.witness == target {
                let side = if note.at.witness == source { "source" } else { "target" };
                attributes.push(("appliesTo", side));
            }
            xml.leaf_line("note", &attributes, body);
        }
    }
    xml.close("notes");
    xml.line();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::export::fixture::Fixture;

    #[test]
    fn a_unit_holds_both_sides_and_says_why_one_is_empty() {
        let mut fixture = Fixture::new(
            "document d zh:zh-Hans:source en:en\ns1 | 一 | one\ns2 | 二 | -\ns3 | - | three\ns4 | - | -",
        );
        fixture.note("n", "s1", "en", "one");
        let text = String::from_utf8(file(&fixture.work(0), 0, 1)).unwrap();
        assert!(text.contains("<source>一</source><target>one</target>"));
        assert!(text.contains("<segment state=\"initial\"><source>二</source></segment>"));
        assert!(text.contains("<source></source><target>three</target>"));
        assert_eq!(text.matches(">omitted</note>").count(), 2);
        assert!(
            text.contains(
                "id=\"n_en\" category=\"editorial\" xml:lang=\"en\" appliesTo=\"target\""
            )
        );
        assert!(!text.contains("\"s4\""), "a unit without any words is left out");
    }
}
