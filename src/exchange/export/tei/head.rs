//! The header: what the document is, and where its texts come from.

use crate::exchange::export::work::Work;
use crate::exchange::export::work::best;
use crate::exchange::export::work::role;
use crate::exchange::export::xml::Xml;
use crate::model::Localized;
use crate::model::Witness;

use std::collections::BTreeSet;

/// Writes `teiHeader`.
pub(crate) fn write(work: &Work<'_>, xml: &mut Xml) {
    xml.open("teiHeader", &[]);
    xml.line();
    xml.open("fileDesc", &[]);
    xml.line();
    title(work, xml);
    publication(work, xml);
    xml.open("sourceDesc", &[]);
    xml.open("listBibl", &[]);
    xml.line();
    work.document.witnesses.iter().for_each(|w| source(work, w, xml));
    xml.close("listBibl");
    xml.close("sourceDesc");
    xml.close("fileDesc");
    xml.line();
    xml.open("encodingDesc", &[]);
    xml.open("appInfo", &[]);
    xml.open("application", &[("ident", "duizhao"), ("version", work.whole.tool)]);
    xml.leaf("label", &[], "duizhao");
    for name in ["application", "appInfo", "encodingDesc"] {
        xml.close(name);
    }
    xml.line();
    profile(work, xml);
    xml.close("teiHeader");
    xml.line();
}

fn title(work: &Work<'_>, xml: &mut Xml) {
    let site = &work.whole.edition.site;
    xml.open("titleStmt", &[]);
    in_languages("title", &work.document.title, xml);
    in_languages("author", &work.document.issuer, xml);
    xml.close("titleStmt");
    xml.line();
    xml.open("editionStmt", &[]);
    xml.open("edition", &[("n", &site.version)]);
    let title = site.languages.first().map_or("", |lang| best(&site.title, lang));
    xml.text(&format!("{title} {} ", site.version));
    let date = work.whole.date.to_string();
    xml.leaf("date", &[("when", &date)], &date);
    xml.close("edition");
    xml.close("editionStmt");
    xml.line();
}

fn publication(work: &Work<'_>, xml: &mut Xml) {
    let site = &work.whole.edition.site;
    let title = site.languages.first().map_or("", |lang| best(&site.title, lang));
    xml.open("publicationStmt", &[]);
    xml.leaf("publisher", &[], title);
    let date = work.whole.date.to_string();
    xml.leaf("date", &[("when", &date)], &date);
    if site.base_url.is_some() {
        let address = work.whole.address(work.document.id.as_str(), "");
        xml.leaf("idno", &[("type", "URI")], &address);
    }
    xml.close("publicationStmt");
    xml.line();
}

fn source(work: &Work<'_>, witness: &Witness, xml: &mut Xml) {
    xml.open("bibl", &[("xml:id", &format!("b_{}", witness.id)), ("type", role(witness))]);
    let lang = &witness.lang;
    xml.leaf("title", &[("xml:lang", lang.as_str())], best(&work.document.title, lang));
    for credit in &witness.credit {
        xml.open("respStmt", &[]);
        xml.leaf("resp", &[], role(witness));
        xml.leaf("name", &[], credit);
        xml.close("respStmt");
    }
    if let Some(publisher) = &witness.publisher {
        xml.leaf("publisher", &[], publisher);
    }
    for (kind, date) in [("published", witness.published), ("retrieved", witness.retrieved)] {
        if let Some(date) = date.map(|date| date.to_string()) {
            xml.leaf("date", &[("type", kind), ("when", &date)], &date);
        }
    }
    for (kind, url) in [("original", &witness.url), ("archived", &witness.archived)] {
        if let Some(url) = url {
            xml.leaf("ref", &[("type", kind), ("target", url)], url);
        }
    }
    if !witness.rights.is_empty() {
        xml.open("availability", &[]);
        in_languages("p", &witness.rights, xml);
        xml.close("availability");
    }
    xml.close("bibl");
    xml.line();
}

fn profile(work: &Work<'_>, xml: &mut Xml) {
    xml.open("profileDesc", &[]);
    xml.line();
    for (lang, about) in work.document.about.iter() {
        xml.open("abstract", &[("xml:lang", lang.as_str())]);
        xml.leaf("p", &[], about);
        xml.close("abstract");
        xml.line();
    }
    if let Some(date) = work.document.issued.map(|date| date.to_string()) {
        xml.open("creation", &[]);
        xml.leaf("date", &[("when", &date)], &date);
        xml.close("creation");
    }
    let languages: BTreeSet<_> = work.document.witnesses.iter().map(|w| &w.lang).collect();
    xml.open("langUsage", &[]);
    for lang in languages {
        xml.leaf("language", &[("ident", lang.as_str())], lang.as_str());
    }
    xml.close("langUsage");
    xml.close("profileDesc");
    xml.line();
}

fn in_languages(name: &str, values: &Localized<String>, xml: &mut Xml) {
    for (lang, value) in values.iter() {
        xml.leaf(name, &[("xml:lang", lang.as_str())], value);
    }
}
