//! Editors' Markdown in a book: paragraphs, lists, emphasis, links to the web; nothing else is markup.

use crate::exchange::export::xml::Xml;
use crate::text::emphasis;

use pulldown_cmark::Event;
use pulldown_cmark::Tag;

/// Writes a piece of Markdown as paragraphs, or without them as the words of one.
pub(crate) fn write(text: &str, xml: &mut Xml) {
    let mut open: Vec<Option<&'static str>> = Vec::new();
    for (event, _) in emphasis::events(text) {
        match event {
            Event::Start(tag) => open.push(start(&tag, xml)),
            Event::End(_) => {
                if let Some(Some(name)) = open.pop() {
                    xml.close(name);
                }
            }
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => xml.text(&words),
            Event::Code(words) => xml.leaf("code", &[], &words),
            Event::SoftBreak => xml.line(),
            Event::HardBreak => xml.void("br", &[]),
            Event::Rule => xml.void("hr", &[]),
            _ => {}
        }
    }
}

/// Opens the element of a tag; `None` where it has none and only its words are kept.
fn start(tag: &Tag<'_>, xml: &mut Xml) -> Option<&'static str> {
    let name = match tag {
        Tag::Paragraph | Tag::Heading { .. } | Tag::HtmlBlock => "p",
        Tag::BlockQuote(_) => "blockquote",
        Tag::CodeBlock(_) => "pre",
        Tag::List(None) => "ul",
        Tag::List(Some(_)) => "ol",
        Tag::Item => "li",
        Tag::Emphasis => "em",
        Tag::Strong => "strong",
        Tag::Table(_) => "table",
        Tag::TableHead | Tag::TableRow => "tr",
        Tag::TableCell => "td",
        Tag::Link { dest_url, .. } => {
            let address = dest_url.as_ref();
            if !(address.starts_with("https://") || address.starts_with("http://")) {
                return None;
            }
            xml.open("a", &[("href", address)]);
            return Some("a");
        }
        _ => return None,
    };
    xml.open(name, &[]);
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, expected: &str) {
        let mut xml = Xml::fragment();
        write(markdown, &mut xml);
        assert_eq!(String::from_utf8(xml.finish()).unwrap(), expected);
    }

    #[test]
    fn emphasis_and_links_are_markup_and_html_is_text() {
        check("**《规划》**提出 <b>", "<p><strong>《规划》</strong>提出 &lt;b&gt;</p>");
        check(
            "[x](https://a.org/?b&c) [y](term:z)",
            "<p><a href=\"https://a.org/?b&amp;c\">x</a> y</p>",
        );
        check("[x](javascript:alert(1))", "<p>x</p>");
        check("- a\n- *b*", "<ul><li>a</li><li><em>b</em></li></ul>");
    }
}
