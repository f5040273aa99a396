//! A page as a tree of elements, read strictly: tags that do not nest are a fault.

use html5gum::DefaultEmitter;
use html5gum::Token;
use html5gum::Tokenizer;

use std::collections::BTreeMap;

/// Elements without an end tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// An element.
pub(crate) struct Element {
    /// Its name.
    pub(crate) name: String,
    /// Its attributes.
    pub(crate) attributes: BTreeMap<String, String>,
    /// Index of its parent; the document itself is element 0.
    parent: usize,
    /// What is in it.
    children: Vec<Node>,
    /// Bytes of the page between its tags.
    inside: std::ops::Range<usize>,
}

enum Node {
    Element(usize),
    Text(String),
}

/// A page.
pub(crate) struct Page {
    /// All elements in the order of the page; the first is the document.
    pub(crate) elements: Vec<Element>,
    source: String,
}

impl Page {
    /// Reads a page.
    ///
    /// # Errors
    /// What is wrong with its tags.
    pub(crate) fn parse(source: &str) -> Result<Self, String> {
        let mut page = Self { elements: Vec::new(), source: source.to_owned() };
        page.open("", BTreeMap::new(), 0, 0);
        let mut open = vec![0_usize];
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(source, emitter) {
            let Ok(token) = token;
            let here = open.last().copied().unwrap_or(0);
            match token {
                Token::StartTag(tag) => {
                    let name = text(&tag.name);
                    let attributes =
                        tag.attributes.iter().map(|(k, v)| (text(k), text(&v.value))).collect();
                    let index = page.open(&name, attributes, here, tag.span.end);
                    let foreign = tag.self_closing && page.within(here, &["svg", "math"]);
                    if !VOID.contains(&name.as_str()) && !foreign {
                        open.push(index);
                    }
                }
                Token::EndTag(tag) => {
                    let name = text(&tag.name);
                    let element = &mut page.elements[here];
                    if element.name != name {
                        return Err(format!("</{name}> closes <{}>", element.name));
                    }
                    element.inside.end = tag.span.start;
                    open.pop();
                }
                Token::String(string) => {
                    page.elements[here].children.push(Node::Text(text(&string.value)));
                }
                Token::Error(error) => return Err(format!("{:?}", error.value)),
                Token::Comment(_) | Token::Doctype(_) => {}
            }
        }
        match &open[1..] {
            [] => Ok(page),
            [.., last] => Err(format!("<{}> is not closed", page.elements[*last].name)),
        }
    }

    fn open(
        &mut self,
        name: &str,
        attributes: BTreeMap<String, String>,
        parent: usize,
        start: usize,
    ) -> usize {
        let index = self.elements.len();
        let (name, children, inside) = (name.to_owned(), Vec::new(), start..start);
        self.elements.push(Element { name, attributes, parent, children, inside });
        if index > 0 {
            self.elements[parent].children.push(Node::Element(index));
        }
        index
    }

    fn within(&self, index: usize, names: &[&str]) -> bool {
        self.and_ancestors(index).any(|i| names.contains(&self.elements[i].name.as_str()))
    }

    /// An element and its ancestors, from inside out.
    pub(crate) fn and_ancestors(&self, index: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(index), |i| (*i > 0).then(|| self.elements[*i].parent))
    }

    /// The value of an attribute on the element or its nearest ancestor that has it.
    pub(crate) fn nearest(&self, index: usize, attribute: &str) -> Option<&str> {
        self.and_ancestors(index).find_map(|i| self.elements[i].get(attribute))
    }

    /// Indices of the elements that have an attribute.
    pub(crate) fn with<'a>(&'a self, attribute: &'a str) -> impl Iterator<Item = usize> + 'a {
        (0..self.elements.len()).filter(move |i| self.elements[*i].get(attribute).is_some())
    }

    /// Indices of the elements of a name.
    pub(crate) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        (0..self.elements.len()).filter(move |i| self.elements[*i].name == name)
    }

    /// The text of an element, without what is in elements marked by an attribute.
    pub(crate) fn text_without(&self, index: usize, marked: &str) -> String {
        let mut out = String::new();
        self.gather(index, marked, &mut out);
        out
    }

    fn gather(&self, index: usize, marked: &str, out: &mut String) {
        for child in &self.elements[index].children {
            match child {
                Node::Text(text) => out.push_str(text),
                Node::Element(i) if self.elements[*i].get(marked).is_some() => {}
                Node::Element(i) => self.gather(*i, marked, out),
            }
        }
    }

    /// The source between an element's tags.
    pub(crate) fn inside(&self, index: usize) -> &str {
        &self.source[self.elements[index].inside.clone()]
    }
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_page_is_read_with_its_nesting() {
    let source = "<!doctype html><p id=a>x<b data-x>y</b><br>&amp;</p><p>z</p>";
    let page = Page::parse(source).unwrap();
    assert_eq!(page.text_without(0, "data-x"), "x&z");
    assert_eq!(page.inside(1), "x<b data-x>y</b><br>&amp;");
    let bold = page.named("b").next().unwrap();
    assert_eq!(page.nearest(bold, "id"), Some("a"));
    assert!(Page::parse("<p><b>x</p></b>").is_err());
    assert!(Page::parse("<p>x").is_err());
}
