//! A document in one HTML file that needs nothing else.

use crate::exchange::export::book::back;
use crate::exchange::export::book::body;
use crate::exchange::export::book::front;
use crate::exchange::export::book::setting::Setting;
use crate::exchange::export::work::Work;
use crate::exchange::export::xml::Xml;
use crate::model::Block;

use sha2::Digest;
use sha2::Sha256;

/// The style of all books.
pub(crate) const STYLE: &str = include_str!("book.css");

/// Makes the file.
pub(crate) fn file(work: &Work<'_>) -> Vec<u8> {
    let setting = Setting::new(*work, None);
    let mut xml = Xml::fragment();
    xml.doctype("html");
    let lang = setting.lang();
    xml.open("html", &[("lang", lang)]);
    xml.line();
    head(&setting, &mut xml);
    xml.open("body", &[]);
    xml.line();
    xml.open("header", &[]);
    front::write(&setting, &mut xml);
    xml.close("header");
    xml.line();
    contents(&setting, &mut xml);
    xml.open("main", &[("data-document", work.document.id.as_str())]);
    xml.line();
    body::write(&setting, &work.document.body, 0, &mut xml);
    if !setting.notes.is_empty() {
        back::notes(&setting, &mut xml);
    }
    if !back::own_links(&setting).is_empty() {
        back::links(&setting, &mut xml);
    }
    xml.close("main");
    xml.line();
    xml.close("body");
    xml.close("html");
    xml.line();
    xml.finish()
}

/// The style of the file, as a policy names it.
pub(crate) fn style() -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(STYLE.as_bytes())))
}

fn head(setting: &Setting<'_>, xml: &mut Xml) {
    xml.open("head", &[]);
    xml.line();
    xml.void("meta", &[("charset", "utf-8")]);
    let policy = format!("default-src 'none'; style-src {}", style());
    xml.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]);
    let viewport = [("name", "viewport"), ("content", "width=device-width, initial-scale=1")];
    xml.void("meta", &viewport);
    let generator = format!("duizhao {}", setting.work.whole.tool);
    xml.void("meta", &[("name", "generator"), ("content", &generator)]);
    xml.line();
    xml.leaf("title", &[], setting.title());
    xml.open("style", &[]);
    xml.raw(STYLE);
    xml.close("style");
    xml.line();
    xml.close("head");
    xml.line();
}

/// The divisions that have headings, two levels deep.
fn contents(setting: &Setting<'_>, xml: &mut Xml) {
    let body = &setting.work.document.body;
    let label = setting.plain_words("bar.contents");
    xml.open("nav", &[("aria-label", &label)]);
    xml.open("ol", &[]);
    xml.line();
    entries(setting, body, 2, xml);
    let backs = [
        ("notes", "nav.notes", setting.notes.is_empty()),
        ("links", "nav.compare", back::own_links(setting).is_empty()),
    ];
    for (id, key, empty) in backs {
        if !empty {
            xml.open("li", &[]);
            xml.leaf("a", &[("href", &format!("#{id}"))], &setting.plain_words(key));
            xml.close("li");
        }
    }
    xml.close("ol");
    xml.close("nav");
    xml.line();
}

fn entries(setting: &Setting<'_>, blocks: &[Block], levels: usize, xml: &mut Xml) {
    for block in blocks {
        let Block::Division(index) = block else { continue };
        let division = &setting.work.document.divisions[*index];
        let Some(heading) = setting.heading(division) else {
            entries(setting, &division.body, levels, xml);
            continue;
        };
        xml.open("li", &[]);
        xml.leaf("a", &[("href", &format!("#d-{}", division.id))], &heading);
        let mut inner = Xml::fragment();
        if levels > 1 {
            entries(setting, &division.body, levels - 1, &mut inner);
        }
        let inner = inner.finish();
        if !inner.is_empty() {
            xml.open("ol", &[]);
            xml.raw(&String::from_utf8_lossy(&inner));
            xml.close("ol");
        }
        xml.close("li");
        xml.line();
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = (bits >> (18 - 6 * at)) & 63;
            let letter = char::from(LETTERS[letter as usize]);
            out.push(if at <= chunk.len() { letter } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::export::fixture::Fixture;

    #[test]
    fn hashes_are_written_as_the_policy_wants_them() {
        assert_eq!(base64(b"Man"), "TWFu");
        assert_eq!(base64(b"Ma"), "TWE=");
        assert_eq!(base64(b"M"), "TQ==");
    }

    const PLAN: &str = "document d z:zh-Hans:source y:zh-Hans:source en:en
        s1 | 一 | 一 | one\ns2 | 二 | 两 | -";

    fn text(fixture: &Fixture) -> String {
        String::from_utf8(file(&fixture.work(0))).unwrap()
    }

    #[test]
    fn equal_readings_are_printed_once_and_named() {
        let text = text(&Fixture::new(PLAN));
        assert_eq!(text.matches(">一</span>").count(), 1);
        assert!(text.contains("data-witness=\"z\" data-same=\"y\""));
        assert!(text.contains(">二</span>") && text.contains(">两</span>"));
        assert!(text.contains("data-absent=\"omitted\""));
    }

    #[test]
    fn notes_lead_to_the_text_and_back() {
        let mut fixture = Fixture::new(PLAN);
        fixture.note("n", "s1", "y", "一");
        let text = text(&fixture);
        assert!(text.contains("id=\"r-n\" class=\"sign\" href=\"#n-n\""), "{text}");
        assert!(text.contains("<div id=\"n-n\"") && text.contains("href=\"#r-n\""));
        assert!(text.contains("<em>words</em>"));
    }

    #[test]
    fn nothing_comes_from_elsewhere() {
        let text = text(&Fixture::new(PLAN));
        for part in ["<script", "src=", "<link", "url(", "@import"] {
            assert!(!text.contains(part), "{part}");
        }
    }
}
