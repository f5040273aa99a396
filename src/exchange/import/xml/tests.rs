//! XML as it is met, and as it must not be.

use super::*;
use crate::exchange::edit::Refusal;
use crate::exchange::import::foreign::Foreign;

fn file(text: &str) -> Foreign {
    Foreign { path: "a.xml".to_owned(), text: text.to_owned() }
}

/// The root whole.
fn read(text: &str) -> Result<Element, Refusal> {
    let file = file(text);
    let mut xml = Xml::new(&file);
    let Step::Open(root) = xml.step()? else { panic!("no root in {text}") };
    let root = xml.whole(root)?;
    match xml.step()? {
        Step::End => Ok(root),
        more => panic!("{more:?} after the root"),
    }
}

#[test]
fn words_come_as_they_are_meant() {
    let text = "<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE a SYSTEM \"a.dtd\">\n\
        <a b='1 &lt; 2'>一&amp;<!-- x -->二\r\n<c/>&#x4E09;<![CDATA[<&>]]></a>\n";
    let root = read(text).unwrap();
    assert_eq!(root.text(), "一&二\n三<&>");
    assert_eq!(root.attribute("b"), Some("1 < 2"));
    let inner = root.child("c").unwrap();
    assert_eq!(&text[inner.at.clone()], "<c/>");
    assert!(text[root.at.clone()].starts_with("<a b") && text[root.at].ends_with("</a>"));
}

#[test]
fn name_spaces_tell_elements_apart() {
    let root = read("<a xmlns='x' xmlns:m='y'><m:b>1</m:b><b>2</b></a>").unwrap();
    assert_eq!(root.child("b").unwrap().text(), "2");
    assert_eq!(root.elements().next().unwrap().space, "y");
}

#[test]
fn no_entity_is_opened() {
    let bomb =
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y 'yyyy'>]>\n<a>&x;</a>";
    let refusal = read(bomb).unwrap_err();
    assert_eq!(refusal.message, "the entity `&x;` is not one of XML's own");
    assert_eq!(&bomb[refusal.places[0].1.clone()], "&x;");
    assert!(read(&bomb.replace("<a>&x;", "<a b='&y;'>")).is_err());
}

#[test]
fn what_is_not_well_formed_is_refused_with_its_place() {
    let refused = |text: &str, message: &str, at: &str| {
        let refusal = read(text).unwrap_err();
        assert!(refusal.message.contains(message), "{text}: {refusal:?}");
        assert!(text[refusal.places[0].1.start..].starts_with(at), "{text}: {refusal:?}");
    };
    refused("<a><b></a>", "expected `</b>`", "</a>");
    refused("<a>\n<b>", "the element `b` is never closed", "<b>");
    refused("<a>&#1;</a>", "no character", "&#1;");
    refused("<a>x</a><b/>", "one root", "<b/>");
    refused("<a></a>x", "outside of the root", "x");
    refused("<a b='1' b='2'/>", "duplicate", "<a b");
    refused("<a><b", "", "<b");
    refused(
        "<?xml version='1.0' encoding='GB2312'?><a>一</a>",
        "says that it is `GB2312`",
        "<?xml",
    );
    let deep = "<a>".repeat(200);
    refused(&deep, "deeper than", "<a>");
}
