//! XML as a tree, read with the events of the parser and nothing of the program.

use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

use std::collections::BTreeMap;

/// An element or a text.
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// An element with everything in it.
#[derive(Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) nodes: Vec<Node>,
}

impl Element {
    /// The root of a file.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut reader = Reader::from_reader(bytes);
        let mut open = vec![Self::default()];
        let mut buffer = Vec::new();
        loop {
            let event = reader.read_event_into(&mut buffer).unwrap();
            let last = open.last_mut().unwrap();
            match event {
                Event::Start(start) => open.push(Self::start(&start)),
                Event::Empty(start) => last.nodes.push(Node::Element(Self::start(&start))),
                Event::End(_) => {
                    let done = open.pop().unwrap();
                    open.last_mut().unwrap().nodes.push(Node::Element(done));
                }
                Event::Text(text) => last.push(&text.xml10_content()),
                Event::GeneralRef(name) => {
                    let reference = format!("&{};", &*name.into_inner());
                    last.push(&quick_xml::escape::unescape(&reference).unwrap());
                }
                Event::Eof => break,
                _ => {}
            }
            buffer.clear();
        }
        assert_eq!(open.len(), 1, "an element is not closed");
        let root = open.pop().unwrap().nodes.into_iter();
        let mut roots = root.filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        });
        roots.next().unwrap()
    }

    fn start(start: &BytesStart<'_>) -> Self {
        let text = |bytes: &str| bytes.to_owned();
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
            (text(attribute.key.as_ref()), value)
        });
        let attributes = attributes.collect();
        Self { name: text(start.name().as_ref()), attributes, nodes: Vec::new() }
    }

    fn push(&mut self, text: &str) {
        match self.nodes.last_mut() {
            Some(Node::Text(last)) => last.push_str(text),
            _ => self.nodes.push(Node::Text(text.to_owned())),
        }
    }

    /// An attribute; empty where it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// The elements directly in this one.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of a name directly in this one.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children().find(|element| element.name == name)
    }

    /// All elements within, in order.
    pub(crate) fn descendants(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        for child in self.children() {
            found.push(child);
            found.extend(child.descendants());
        }
        found
    }

    /// All elements of a name within, in order.
    pub(crate) fn all(&self, name: &str) -> Vec<&Self> {
        self.descendants().into_iter().filter(|element| element.name == name).collect()
    }

    /// The text within.
    pub(crate) fn text(&self) -> String {
        let texts = self.nodes.iter().map(|node| match node {
            Node::Element(element) => element.text(),
            Node::Text(text) => text.clone(),
        });
        texts.collect()
    }
}
