//! The back of a book: notes and links, each with a way back to its place in the text.

use crate::exchange::export::book::front::address;
use crate::exchange::export::book::prose;
use crate::exchange::export::book::setting::Setting;
use crate::exchange::export::book::setting::spoken;
use crate::exchange::export::work::best;
use crate::exchange::export::xml::Xml;
use crate::model::Anchor;
use crate::model::Link;
use crate::model::Localized;

/// Writes the notes, in the order of the text.
pub(crate) fn notes(setting: &Setting<'_>, xml: &mut Xml) {
    let mut attributes = vec![("id", "notes"), ("role", "doc-endnotes")];
    if setting.is_epub() {
        attributes.push(("epub:type", "endnotes"));
    }
    xml.open("section", &attributes);
    title(setting, "nav.notes", xml);
    setting.notes.iter().for_each(|&index| note(setting, index, xml));
    xml.close("section");
    xml.line();
}

fn title(setting: &Setting<'_>, key: &str, xml: &mut Xml) {
    xml.open("h2", &[]);
    setting.words(key, xml);
    xml.close("h2");
    xml.line();
}

fn note(setting: &Setting<'_>, index: usize, xml: &mut Xml) {
    let note = &setting.work.document.notes[index];
    let id = format!("n-{}", note.id);
    let back = setting.in_text(note.at.segment, &format!("r-{}", note.id));
    xml.open("div", &[("id", &id), ("class", "note")]);
    xml.open("p", &[("class", "head")]);
    let label = setting.plain_words("note.back");
    let attributes = [("href", back.as_str()), ("role", "doc-backlink")];
    xml.open("a", &[&attributes[..], &[("aria-label", label.as_str())]].concat());
    xml.text(&format!("{}.", setting.number(index)));
    xml.close("a");
    xml.text(" ");
    quote(setting, &note.at, xml);
    if let Some(corrected) = &note.corrected {
        xml.text(" → ");
        let lang = &setting.work.document.witnesses[note.at.witness].lang;
        spoken("ins", &[], lang.as_str(), corrected, xml);
    }
    xml.text(" (");
    setting.words(&format!("note.{}", note.kind.as_str()), xml);
    xml.text(")");
    xml.close("p");
    bodies(&note.body, xml);
    xml.close("div");
    xml.line();
}

fn bodies(values: &Localized<String>, xml: &mut Xml) {
    for (lang, body) in values.iter() {
        let lang = lang.as_str();
        xml.open("div", &[("class", "body"), ("lang", lang), ("xml:lang", lang)]);
        prose::write(body, xml);
        xml.close("div");
    }
}

fn quote(setting: &Setting<'_>, anchor: &Anchor, xml: &mut Xml) {
    let whole = setting.work.whole;
    let witness = whole.edition.documents.get(anchor.document);
    let witness = witness.and_then(|document| document.witnesses.get(anchor.witness));
    let lang = witness.map_or("und", |witness| witness.lang.as_str());
    let words = whole.quoted(anchor).first().copied().unwrap_or_default();
    spoken("q", &[], lang, words, xml);
}

/// The links of this document.
pub(crate) fn own_links<'a>(setting: &Setting<'a>) -> Vec<&'a Link> {
    let here = |link: &&Link| [link.from.document, link.to.document].contains(&setting.work.index);
    setting.work.whole.edition.links.iter().filter(here).collect()
}

/// Writes the links, in file order.
pub(crate) fn links(setting: &Setting<'_>, xml: &mut Xml) {
    xml.open("section", &[("id", "links")]);
    title(setting, "nav.compare", xml);
    for item in own_links(setting) {
        link(setting, item, xml);
    }
    xml.close("section");
    xml.line();
}

fn link(setting: &Setting<'_>, link: &Link, xml: &mut Xml) {
    xml.open("div", &[("id", &format!("l-{}", link.id)), ("class", "link")]);
    xml.line();
    xml.open("p", &[]);
    end(setting, link, "from", &link.from, xml);
    xml.close("p");
    xml.open("p", &[]);
    setting.words(&format!("relation.{}", link.relation.as_str()), xml);
    xml.close("p");
    xml.open("p", &[]);
    end(setting, link, "to", &link.to, xml);
    xml.close("p");
    bodies(&link.reason, xml);
    xml.close("div");
    xml.line();
}

/// One end: in this book a way to its place, elsewhere the document and its address on the web.
fn end(setting: &Setting<'_>, link: &Link, name: &str, anchor: &Anchor, xml: &mut Xml) {
    let whole = setting.work.whole;
    if anchor.document == setting.work.index {
        let href = setting.in_text(anchor.segment, &format!("k-{name}-{}", link.id));
        xml.open("a", &[("href", &href)]);
        quote(setting, anchor, xml);
        xml.close("a");
        return;
    }
    quote(setting, anchor, xml);
    xml.text(" ");
    if let Some(document) = whole.edition.documents.get(anchor.document) {
        let first = whole.edition.site.languages.first();
        xml.leaf("cite", &[], first.map_or("", |lang| best(&document.short, lang)));
    }
    if whole.edition.site.base_url.is_some() {
        xml.text(" ");
        address(&whole.permalink(anchor.document, anchor.segment), xml);
    }
}
