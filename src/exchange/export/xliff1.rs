//! XLIFF 1.2, for tools that read nothing newer: one source and one translation.

use crate::exchange::export::work::Work;
use crate::exchange::export::work::best;
use crate::exchange::export::xml::Xml;
use crate::model::Reading;

/// Makes the file of a source witness and a translation.
pub(crate) fn file(work: &Work<'_>, source: usize, target: usize) -> Vec<u8> {
    let lang = |witness: usize| work.document.witnesses[witness].lang.as_str();
    let mut xml = Xml::document();
    let name = [("xmlns", "urn:oasis:names:tc:xliff:document:1.2"), ("version", "1.2")];
    xml.open("xliff", &name);
    xml.line();
    let date = format!("{}T00:00:00Z", work.whole.date);
    let attributes = [
        ("original", work.document.id.as_str()),
        ("source-language", lang(source)),
        ("target-language", lang(target)),
        ("datatype", "plaintext"),
        ("xml:space", "preserve"),
        ("date", &date),
    ];
    xml.open("file", &attributes);
    xml.line();
    head(work, source, target, &mut xml);
    xml.open("body", &[]);
    xml.line();
    for segment in 0..work.document.segments.len() {
        unit(work, (source, target), segment, &mut xml);
    }
    for name in ["body", "file", "xliff"] {
        xml.close(name);
        xml.line();
    }
    xml.finish()
}

fn head(work: &Work<'_>, source: usize, target: usize, xml: &mut Xml) {
    xml.open("header", &[]);
    xml.line();
    let tool =
        [("tool-id", "duizhao"), ("tool-name", "duizhao"), ("tool-version", work.whole.tool)];
    xml.void("tool", &tool);
    xml.line();
    for witness in [source, target] {
        let facts = &work.document.witnesses[witness];
        let title = best(&work.document.title, &facts.lang);
        let name = best(&facts.name, &facts.lang);
        let attributes = [("xml:lang", facts.lang.as_str()), ("from", facts.id.as_str())];
        xml.leaf_line("note", &attributes, &format!("{title} ({name})"));
    }
    xml.close("header");
    xml.line();
}

fn unit(work: &Work<'_>, (source, target): (usize, usize), segment: usize, xml: &mut Xml) {
    let texts = (work.text(segment, source), work.text(segment, target));
    if texts == (None, None) {
        return;
    }
    let lang = |witness: usize| work.document.witnesses[witness].lang.as_str();
    let id = work.document.segments[segment].id.as_str();
    let name = format!("{}:{id}", work.document.id);
    xml.open("trans-unit", &[("id", id), ("resname", &name), ("xml:space", "preserve")]);
    xml.line();
    xml.leaf_line("source", &[("xml:lang", lang(source))], texts.0.unwrap_or_default());
    if let Some(text) = texts.1 {
        let attributes = [("xml:lang", lang(target)), ("state", "translated")];
        xml.leaf_line("target", &attributes, text);
    }
    notes(work, (source, target), segment, xml);
    xml.close("trans-unit");
    xml.line();
}

/// Editors' notes, and why one side has no words.
fn notes(work: &Work<'_>, (source, target): (usize, usize), segment: usize, xml: &mut Xml) {
    let side = |witness: usize| match witness {
        w if w == source => "source",
        w if w == target => "target",
        _ => "general",
    };
    let readings = &work.document.segments[segment].readings;
    for witness in [source, target] {
        if let Some(Reading::Absent(kind, _)) = readings.get(witness) {
            let attributes = [("from", "absent"), ("annotates", side(witness))];
            xml.leaf_line("note", &attributes, kind.as_str());
        }
    }
    for &index in work.annotated.attached.notes.get(&segment).into_iter().flatten() {
        let note = &work.document.notes[index];
        let from = format!("{} {}", note.kind.as_str(), note.id);
        for (lang, body) in note.body.iter() {
            let annotates = side(note.at.witness);
            let attributes =
                [("xml:lang", lang.as_str()), ("from", from.as_str()), ("annotates", annotates)];
            xml.leaf_line("note", &attributes, body);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::export::fixture::Fixture;

    #[test]
    fn both_sides_stand_in_a_unit_with_the_notes() {
        let mut fixture = Fixture::new(
            "document d zh:zh-Hans:source x:zh-Hans:source en:en\ns1 | 一 | 一 | one\ns2 | 二 | 二 | -",
        );
        fixture.note("n", "s1", "x", "一");
        let text = String::from_utf8(file(&fixture.work(0), 0, 2)).unwrap();
        assert!(text.contains("<source xml:lang=\"zh-Hans\">一</source>\n<target xml:lang=\"en\" state=\"translated\">one</target>"));
        assert!(
            text.contains("from=\"editorial n\" annotates=\"general\""),
            "the note of another witness"
        );
        assert!(text.contains("<note from=\"absent\" annotates=\"target\">omitted</note>"));
    }
}
