//! TMX 1.4b: translation memory, a unit per segment.

use crate::exchange::export::work::Work;
use crate::exchange::export::work::best;
use crate::exchange::export::work::role;
use crate::exchange::export::xml::Xml;

/// Makes the file of all witnesses, or of some of them. A unit has a variant for each witness
/// that has words; witnesses of one language are told apart by the property `x-witness`.
pub(crate) fn file(work: &Work<'_>, witnesses: &[usize]) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.open("tmx", &[("version", "1.4")]);
    xml.line();
    head(work, witnesses, &mut xml);
    xml.open("body", &[]);
    xml.line();
    for segment in 0..work.document.segments.len() {
        unit(work, witnesses, segment, &mut xml);
    }
    xml.close("body");
    xml.line();
    xml.close("tmx");
    xml.line();
    xml.finish()
}

fn head(work: &Work<'_>, witnesses: &[usize], xml: &mut Xml) {
    let document = work.document;
    let languages = &work.whole.edition.site.languages;
    let admin = languages.first().map_or("en", |lang| lang.as_str());
    let sources: Vec<_> = work.sources().filter(|w| witnesses.contains(w)).collect();
    let source = sources.first().map_or("*all*", |&w| document.witnesses[w].lang.as_str());
    let date = work.whole.date.to_string().replace('-', "") + "T000000Z";
    let attributes = [
        ("creationtool", "duizhao"),
        ("creationtoolversion", work.whole.tool),
        ("segtype", "phrase"),
        ("o-tmf", "duizhao"),
        ("adminlang", admin),
        ("srclang", source),
        ("datatype", "plaintext"),
        ("creationdate", &date),
    ];
    xml.open("header", &attributes);
    xml.line();
    xml.leaf_line("prop", &[("type", "x-document")], document.id.as_str());
    xml.leaf_line("prop", &[("type", "x-edition")], &work.whole.edition.site.version);
    for &witness in witnesses {
        let facts = &document.witnesses[witness];
        let title = best(&document.title, &facts.lang);
        let text = format!("{} ({}, {}): {title}", facts.id, facts.lang, role(facts));
        xml.leaf_line("prop", &[("type", "x-witness")], &text);
    }
    xml.close("header");
    xml.line();
}

fn unit(work: &Work<'_>, witnesses: &[usize], segment: usize, xml: &mut Xml) {
    let present = witnesses.iter().filter_map(|&w| Some((w, work.text(segment, w)?)));
    let present: Vec<_> = present.collect();
    if present.is_empty() {
        return;
    }
    let id = format!("{}:{}", work.document.id, work.document.segments[segment].id);
    xml.open("tu", &[("tuid", &id)]);
    xml.line();
    notes(work, segment, xml);
    xml.leaf_line("prop", &[("type", "x-division")], work.division(segment).0);
    let row = work.annotated.rows.of(segment).map_or(0, |row| row + 1).to_string();
    xml.leaf_line("prop", &[("type", "x-row")], &row);
    for (witness, text) in present {
        let facts = &work.document.witnesses[witness];
        xml.open("tuv", &[("xml:lang", facts.lang.as_str())]);
        xml.leaf("prop", &[("type", "x-witness")], facts.id.as_str());
        xml.leaf("seg", &[], text);
        xml.close("tuv");
        xml.line();
    }
    xml.close("tu");
    xml.line();
}

fn notes(work: &Work<'_>, segment: usize, xml: &mut Xml) {
    for &index in work.annotated.attached.notes.get(&segment).into_iter().flatten() {
        for (lang, body) in work.document.notes[index].body.iter() {
            xml.leaf_line("note", &[("xml:lang", lang.as_str())], body);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::export::fixture::Fixture;

    #[test]
    fn every_present_reading_is_a_variant_with_its_witness() {
        let mut fixture = Fixture::new(
            "document d zh:zh-Hans:source a:en b:en\ns1 | 一 < 二 | one & two | -\ns2 | - | - | -",
        );
        fixture.note("n", "s1", "zh", "一");
        let text = String::from_utf8(file(&fixture.work(0), &[0, 1, 2])).unwrap();
        assert!(
            text.contains("<seg>一 &lt; 二</seg>") && text.contains("<seg>one &amp; two</seg>")
        );
        assert_eq!(text.matches("<tuv ").count(), 2);
        assert_eq!(text.matches("<tu ").count(), 1, "a unit without variants is none");
        assert!(text.contains("srclang=\"zh-Hans\"") && text.contains("tuid=\"d:s1\""));
        assert!(text.contains("<note xml:lang=\"en\">n, in *words*</note>"));
    }
}
