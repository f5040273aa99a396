//! TBX: the glossary for terminology tools, TBX-Basic in ISO 30042:2019 and the older TBX 2.
//!
//! TBX has no place for a reading aid: it stands in a note of the headword.

use crate::exchange::export::glossary::forms::by_language;
use crate::exchange::export::glossary::forms::only_in;
use crate::exchange::export::work::Whole;
use crate::exchange::export::work::best;
use crate::exchange::export::xml::Xml;
use crate::model::Form;
use crate::model::Lang;
use crate::model::RenderingStatus;
use crate::model::Term;

/// What the two versions call their elements.
struct Names {
    root: &'static str,
    header: &'static str,
    entry: &'static str,
    language: &'static str,
    form: &'static str,
}

const VERSION_3: Names = Names {
    root: "tbx",
    header: "tbxHeader",
    entry: "conceptEntry",
    language: "langSec",
    form: "termSec",
};

const VERSION_2: Names = Names {
    root: "martif",
    header: "martifHeader",
    entry: "termEntry",
    language: "langSet",
    form: "tig",
};

/// `glossary.tbx`: TBX-Basic as of ISO 30042:2019.
pub(crate) fn newest(whole: Whole<'_>) -> Vec<u8> {
    let namespace = ("xmlns", "urn:iso:std:iso:30042:ed-2");
    file(whole, &VERSION_3, &[("type", "TBX-Basic"), ("style", "dca"), namespace])
}

/// `glossary.v2.tbx`: for tools that read only the older version.
pub(crate) fn older(whole: Whole<'_>) -> Vec<u8> {
    file(whole, &VERSION_2, &[("type", "TBX")])
}

fn file(whole: Whole<'_>, names: &Names, attributes: &[(&str, &str)]) -> Vec<u8> {
    let site = &whole.edition.site;
    let lang = site.languages.first().map_or("en", |lang| lang.as_str());
    let mut xml = Xml::document();
    let mut attributes = attributes.to_vec();
    attributes.push(("xml:lang", lang));
    xml.open(names.root, &attributes);
    xml.line();
    head(whole, names, &mut xml);
    xml.open("text", &[]);
    xml.open("body", &[]);
    xml.line();
    for term in &whole.edition.terms {
        entry(whole, names, term, &mut xml);
    }
    xml.close("body");
    xml.close("text");
    xml.line();
    xml.close(names.root);
    xml.line();
    xml.finish()
}

fn head(whole: Whole<'_>, names: &Names, xml: &mut Xml) {
    let site = &whole.edition.site;
    let title = site.languages.first().map_or("", |lang| best(&site.title, lang));
    xml.open(names.header, &[]);
    xml.open("fileDesc", &[]);
    xml.open("titleStmt", &[]);
    xml.leaf("title", &[], title);
    xml.close("titleStmt");
    xml.open("sourceDesc", &[]);
    let source = site.base_url.as_deref().unwrap_or("duizhao");
    xml.leaf("p", &[], &format!("{source} {} {}", site.version, whole.date));
    xml.close("sourceDesc");
    xml.close("fileDesc");
    if names.root == VERSION_2.root {
        xml.open("encodingDesc", &[]);
        xml.leaf("p", &[("type", "XCSURI")], "TBXBasicXCSV02.xcs");
        xml.close("encodingDesc");
    }
    xml.close(names.header);
    xml.line();
}

fn entry(whole: Whole<'_>, names: &Names, term: &Term, xml: &mut Xml) {
    let languages = by_language(term);
    if languages.is_empty() {
        return;
    }
    xml.open(names.entry, &[("id", &format!("t_{}", term.id))]);
    xml.line();
    let ui = &whole.edition.site.languages;
    if let (Some(theme), Some(lang)) = (whole.edition.themes.get(term.theme), ui.first()) {
        xml.leaf_line("descrip", &[("type", "subjectField")], best(&theme.title, lang));
    }
    if let Some(source) = &term.source {
        xml.leaf_line("admin", &[("type", "source")], source);
    }
    for see in term.see.iter().filter_map(|&see| whole.edition.terms.get(see)) {
        if by_language(see).is_empty() {
            continue;
        }
        let target = format!("t_{}", see.id);
        let attributes = [("type", "crossReference"), ("target", target.as_str())];
        xml.leaf_line("ref", &attributes, see.id.as_str());
    }
    let served = |lang: &Lang| languages.iter().any(|(known, _)| known.serves(lang));
    for (lang, gloss) in term.gloss.iter().filter(|(lang, _)| !served(lang)) {
        xml.leaf_line("note", &[("xml:lang", lang.as_str())], gloss);
    }
    for (lang, forms) in &languages {
        language(whole, names, term, (lang, forms), xml);
    }
    xml.close(names.entry);
    xml.line();
}

fn language(
    whole: Whole<'_>,
    names: &Names,
    term: &Term,
    (lang, forms): (&Lang, &[&Form]),
    xml: &mut Xml,
) {
    xml.open(names.language, &[("xml:lang", lang.as_str())]);
    xml.line();
    if let Some(gloss) = term.gloss.get(lang) {
        xml.leaf_line("descrip", &[("type", "definition")], gloss);
    }
    for (nth, form) in forms.iter().enumerate() {
        xml.open(names.form, &[]);
        xml.leaf("term", &[], &form.text);
        xml.leaf("termNote", &[("type", "administrativeStatus")], status(form));
        let [document, witness] = only_in(whole, form);
        if !document.is_empty() {
            xml.leaf("admin", &[("type", "projectSubset")], &format!("{document}/{witness}"));
        }
        if let Some(spoken) = term.pronunciation.get(lang).filter(|_| nth == 0) {
            xml.leaf("note", &[], spoken);
        }
        for (lang, note) in form.note.iter() {
            xml.leaf("note", &[("xml:lang", lang.as_str())], note);
        }
        xml.close(names.form);
        xml.line();
    }
    xml.close(names.language);
    xml.line();
}

fn status(form: &Form) -> &'static str {
    match form.status {
        RenderingStatus::Preferred => "preferredTerm-admn-sts",
        RenderingStatus::Accepted => "admittedTerm-admn-sts",
        RenderingStatus::Misleading | RenderingStatus::Wrong => "deprecatedTerm-admn-sts",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::export::fixture::Fixture;

    const PLAN: &str = "document d zh:zh-Hans:source en:en\ns1 | 数据 | datum\n
        term 2522 | zh 数据 & | en data / datum\nterm b | zh 要素 | en factor";

    #[test]
    fn forms_stand_by_language_with_their_status() {
        let mut fixture = Fixture::new(PLAN);
        fixture.edition.terms[0].see = vec![1];
        fixture.edition.terms[0].forms[2].status = RenderingStatus::Wrong;
        for (file, form) in [(newest(fixture.whole()), "termSec"), (older(fixture.whole()), "tig")]
        {
            let text = String::from_utf8(file).unwrap();
            let datum = format!(
                "<{form}><term>datum</term><termNote type=\"administrativeStatus\">deprecatedTerm-admn-sts</termNote></{form}>"
            );
            assert!(text.contains(&datum), "{text}");
            assert!(text.contains("<term>数据 &amp;</term>"));
            assert!(text.contains("id=\"t_2522\"") && text.contains("target=\"t_b\""));
        }
    }
}
