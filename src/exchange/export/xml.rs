//! XML in memory: elements and texts one after the other, nothing changed, nothing indented that is text.

use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::escape::partial_escape;
use quick_xml::events::BytesDecl;
use quick_xml::events::BytesEnd;
use quick_xml::events::BytesText;
use quick_xml::events::Event;

use std::borrow::Cow;

/// Attributes of an element, in order.
pub(crate) type Attributes<'a> = [(&'a str, &'a str)];

/// An XML file that is being written.
pub(crate) struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// An empty fragment.
    pub(crate) fn fragment() -> Self {
        Self { writer: Writer::new(Vec::new()) }
    }

    /// A file that starts with the XML declaration.
    pub(crate) fn document() -> Self {
        let mut xml = Self::fragment();
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml.line();
        xml
    }

    /// Writing to memory does not fail.
    fn event(&mut self, event: Event<'_>) {
        self.writer.write_event(event).ok();
    }

    /// Opens an element.
    pub(crate) fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.tag(name, attributes, ">");
    }

    /// Closes an element.
    pub(crate) fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub(crate) fn void(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.tag(name, attributes, "/>");
    }

    /// A tag with its attributes, written in place: an event for each would be made and thrown away.
    fn tag(&mut self, name: &str, attributes: &Attributes<'_>, end: &str) {
        let out = self.writer.get_mut();
        out.push(b'<');
        out.extend_from_slice(name.as_bytes());
        for (key, value) in attributes {
            let value = allowed(value);
            let value = escape(value.as_ref());
            out.push(b' ');
            out.extend_from_slice(key.as_bytes());
            out.extend_from_slice(b"=\"");
            out.extend(value.bytes().map(|b| if matches!(b, b'\n' | b'\t') { b' ' } else { b }));
            out.push(b'"');
        }
        out.extend_from_slice(end.as_bytes());
    }

    /// An element that holds a text.
    pub(crate) fn leaf(&mut self, name: &str, attributes: &Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close(name);
    }

    /// An element that holds a text, and a line end.
    pub(crate) fn leaf_line(&mut self, name: &str, attributes: &Attributes<'_>, text: &str) {
        self.leaf(name, attributes, text);
        self.line();
    }

    /// A text, letter by letter.
    pub(crate) fn text(&mut self, text: &str) {
        let text = allowed(text);
        self.event(Event::Text(BytesText::from_escaped(partial_escape(text.as_ref()))));
    }

    /// A line end, where white space means nothing.
    pub(crate) fn line(&mut self) {
        self.event(Event::Text(BytesText::from_escaped("\n")));
    }

    /// A document type.
    pub(crate) fn doctype(&mut self, name: &str) {
        self.event(Event::DocType(BytesText::from_escaped(name)));
        self.line();
    }

    /// A fragment that was written before.
    pub(crate) fn append(&mut self, fragment: Self) {
        self.writer.get_mut().extend(fragment.finish());
    }

    /// Characters that are no markup and are not escaped: a style sheet in HTML.
    pub(crate) fn raw(&mut self, text: &str) {
        self.writer.get_mut().extend_from_slice(text.as_bytes());
    }

    /// The file.
    pub(crate) fn finish(self) -> Vec<u8> {
        self.writer.into_inner()
    }
}

/// A text without the characters that XML 1.0 cannot hold; each becomes U+FFFD.
pub(crate) fn allowed(text: &str) -> Cow<'_, str> {
    let bad = |c: char| match c {
        '\t' | '\n' | '\r' => false,
        '\u{FFFE}' | '\u{FFFF}' => true,
        c => c < ' ',
    };
    if is_allowed(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(bad, "\u{FFFD}"))
}

/// Whether no character of a text is one that XML cannot hold, by its bytes: those of U+FFFE and
/// U+FFFF are EF BF BE and EF BF BF.
fn is_allowed(text: &[u8]) -> bool {
    let is_control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    let is_none = |at: usize| matches!(text[at..], [0xEF, 0xBF, 0xBE | 0xBF, ..]);
    !text.iter().enumerate().any(|(at, &byte)| is_control(byte) || byte == 0xEF && is_none(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Xml)) -> String {
        let mut xml = Xml::fragment();
        write(&mut xml);
        String::from_utf8(xml.finish()).unwrap()
    }

    #[test]
    fn markup_in_texts_is_escaped_and_spaces_stay() {
        let text = written(|xml| xml.leaf("a", &[("b", "\"<&\n")], "1 < 2  & \u{a0}\"\r"));
        assert_eq!(text, "<a b=\"&quot;&lt;&amp; \">1 &lt; 2  &amp; \u{a0}\"&#13;</a>");
    }

    #[test]
    fn characters_that_xml_cannot_hold_are_replaced() {
        assert_eq!(written(|xml| xml.text("a\u{1}b\u{FFFF}\t")), "a\u{FFFD}b\u{FFFD}\t");
        assert_eq!(written(|xml| xml.text("\u{FFFE}")), "\u{FFFD}");
        let near = "，\u{FFFC}\u{FFFD}\u{FEFF}";
        assert_eq!(written(|xml| xml.text(near)), near, "their neighbours are none of them");
    }
}
