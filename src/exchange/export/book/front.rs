//! The front of a book: what the document is, and where its texts come from.

use crate::exchange::export::book::prose;
use crate::exchange::export::book::setting::Setting;
use crate::exchange::export::book::setting::spoken;
use crate::exchange::export::work::role;
use crate::exchange::export::xml::Xml;
use crate::model::Witness;

/// Writes title, facts, description and texts.
pub(crate) fn write(setting: &Setting<'_>, xml: &mut Xml) {
    let document = setting.work.document;
    xml.open("h1", &[]);
    for (lang, title) in document.title.iter() {
        spoken("span", &[("class", "line")], lang.as_str(), title, xml);
    }
    xml.close("h1");
    xml.line();
    xml.open("dl", &[("class", "facts")]);
    xml.line();
    fact(setting, "doc.issuer", |xml| setting.localized(&document.issuer, xml), xml);
    if let Some(date) = document.issued {
        fact(setting, "doc.issued", |xml| xml.text(&date.to_string()), xml);
    }
    if let Some(number) = &document.number {
        fact(setting, "doc.number", |xml| xml.text(number), xml);
    }
    xml.close("dl");
    xml.line();
    for (lang, about) in document.about.iter() {
        let lang = lang.as_str();
        xml.open("div", &[("class", "about"), ("lang", lang), ("xml:lang", lang)]);
        prose::write(about, xml);
        xml.close("div");
        xml.line();
    }
    xml.open("section", &[("class", "texts")]);
    xml.open("h2", &[]);
    setting.words("doc.texts", xml);
    xml.close("h2");
    xml.line();
    document.witnesses.iter().for_each(|w| witness(setting, w, xml));
    xml.close("section");
    xml.line();
    edition(setting, xml);
}

fn fact(setting: &Setting<'_>, key: &str, say: impl FnOnce(&mut Xml), xml: &mut Xml) {
    xml.open("dt", &[]);
    setting.words(key, xml);
    xml.close("dt");
    xml.open("dd", &[]);
    say(xml);
    xml.close("dd");
    xml.line();
}

fn witness(setting: &Setting<'_>, witness: &Witness, xml: &mut Xml) {
    xml.open("h3", &[]);
    setting.localized(&witness.name, xml);
    xml.close("h3");
    xml.line();
    xml.open("dl", &[("class", "facts")]);
    let role = format!("role.{}", role(witness));
    xml.open("dt", &[]);
    setting.words(&role, xml);
    xml.close("dt");
    xml.leaf("dd", &[], witness.lang.as_str());
    if !witness.credit.is_empty() {
        let credit = witness.credit.join(", ");
        fact(setting, "source.credit", |xml| xml.text(&credit), xml);
    }
    if let Some(publisher) = &witness.publisher {
        fact(setting, "source.publisher", |xml| xml.text(publisher), xml);
    }
    for (key, date) in
        [("source.published", witness.published), ("source.retrieved", witness.retrieved)]
    {
        if let Some(date) = date {
            fact(setting, key, |xml| xml.text(&date.to_string()), xml);
        }
    }
    for (key, url) in [("source.original", &witness.url), ("source.archived", &witness.archived)] {
        if let Some(url) = url {
            fact(setting, key, |xml| address(url, xml), xml);
        }
    }
    if !witness.rights.is_empty() {
        fact(setting, "source.rights", |xml| setting.localized(&witness.rights, xml), xml);
    }
    xml.close("dl");
    xml.line();
}

/// An address on the web, as a link to it.
pub(crate) fn address(url: &str, xml: &mut Xml) {
    if url.starts_with("https://") || url.starts_with("http://") {
        xml.leaf("a", &[("href", url)], url);
    } else {
        xml.text(url);
    }
}

fn edition(setting: &Setting<'_>, xml: &mut Xml) {
    let whole = setting.work.whole;
    let site = &whole.edition.site;
    xml.open("p", &[("class", "edition")]);
    setting.localized(&site.title, xml);
    xml.text(", ");
    for (nth, lang) in site.languages.iter().enumerate() {
        if nth > 0 {
            xml.text(" · ");
        }
        let words = whole.word(lang, "foot.version").replace("{version}", &site.version);
        spoken("span", &[], lang.as_str(), &words, xml);
    }
    xml.text(&format!(", {}", whole.date));
    if site.base_url.is_some() {
        xml.text(", ");
        address(&whole.address(setting.work.document.id.as_str(), ""), xml);
    }
    xml.close("p");
    xml.line();
}
