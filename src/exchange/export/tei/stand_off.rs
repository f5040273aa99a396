//! What stands beside the texts: alignment, notes, links.

use crate::exchange::export::work::Work;
use crate::exchange::export::work::characters;
use crate::exchange::export::xml::Xml;
use crate::model::Anchor;
use crate::model::Note;
use crate::model::NoteKind;

/// Writes `standOff`, where there is something to write.
pub(crate) fn write(work: &Work<'_>, xml: &mut Xml) {
    let mut inner = Xml::fragment();
    let mut some = alignment(work, &mut inner);
    some |= notes(work, &mut inner);
    some |= links(work, &mut inner);
    if some {
        xml.open("standOff", &[]);
        xml.line();
        xml.append(inner);
        xml.close("standOff");
        xml.line();
    }
}

/// The `xml:id` of a reading.
pub(crate) fn reading_id(work: &Work<'_>, segment: usize, witness: usize) -> String {
    let document = work.document;
    format!("s_{}_{}", document.witnesses[witness].id, document.segments[segment].id)
}

/// A line per segment that at least two witnesses have.
fn alignment(work: &Work<'_>, xml: &mut Xml) -> bool {
    let mut some = false;
    for (index, segment) in work.document.segments.iter().enumerate() {
        let witnesses = 0..work.document.witnesses.len();
        let present = witnesses.filter(|&witness| work.text(index, witness).is_some());
        let ids: Vec<_> = present.map(|w| format!("#{}", reading_id(work, index, w))).collect();
        if ids.len() < 2 {
            continue;
        }
        if !some {
            xml.open("linkGrp", &[("type", "alignment")]);
            xml.line();
            some = true;
        }
        xml.void("link", &[("n", segment.id.as_str()), ("target", &ids.join(" "))]);
        xml.line();
    }
    if some {
        xml.close("linkGrp");
        xml.line();
    }
    some
}

fn notes(work: &Work<'_>, xml: &mut Xml) -> bool {
    if work.document.notes.is_empty() {
        return false;
    }
    xml.open("listAnnotation", &[("type", "notes")]);
    xml.line();
    work.document.notes.iter().for_each(|n| note(work, n, xml));
    xml.close("listAnnotation");
    xml.line();
    true
}

fn note(work: &Work<'_>, note: &Note, xml: &mut Xml) {
    let motivation = if note.kind == NoteKind::Correction { "editing" } else { "commenting" };
    let id = format!("n_{}", note.id);
    let target = words(work, &note.at);
    let attributes =
        [("xml:id", id.as_str()), ("motivation", motivation), ("target", target.as_str())];
    xml.open("annotation", &attributes);
    xml.line();
    for (lang, body) in note.body.iter() {
        let lang = ("xml:lang", lang.as_str());
        xml.leaf_line("note", &[("type", note.kind.as_str()), lang], body);
    }
    if let Some(corrected) = &note.corrected {
        xml.open("note", &[("type", "corrected")]);
        xml.leaf("corr", &[], corrected);
        xml.close("note");
        xml.line();
    }
    xml.close("annotation");
    xml.line();
}

/// The quoted words as TEI pointers: characters of the reading's element.
fn words(work: &Work<'_>, anchor: &Anchor) -> String {
    let id = reading_id(work, anchor.segment, anchor.witness);
    let raw = work.whole.raw(anchor);
    let pointers = anchor.ranges.iter().map(|range| {
        let place = characters(raw, range);
        format!("#string-range({id},{},{})", place.start, place.len())
    });
    pointers.collect::<Vec<_>>().join(" ")
}

/// Links of this document; the other end is a place in that document's file.
fn links(work: &Work<'_>, xml: &mut Xml) -> bool {
    let whole = work.whole;
    let here = |anchor: &Anchor| anchor.document == work.index;
    let mut links = whole.edition.links.iter().filter(|l| here(&l.from) || here(&l.to)).peekable();
    if links.peek().is_none() {
        return false;
    }
    xml.open("linkGrp", &[("type", "links")]);
    xml.line();
    for link in links {
        let end = |anchor: &Anchor| {
            let Some(other) = whole.work(anchor.document) else { return String::new() };
            let id = reading_id(&other, anchor.segment, anchor.witness);
            if here(anchor) {
                return format!("#{id}");
            }
            let document = &other.document.id;
            format!("../{document}/{document}.tei.xml#{id}")
        };
        let target = format!("{} {}", end(&link.from), end(&link.to));
        let relation = ("type", link.relation.as_str());
        xml.void("link", &[("n", link.id.as_str()), relation, ("target", &target)]);
        xml.line();
    }
    xml.close("linkGrp");
    xml.line();
    true
}
