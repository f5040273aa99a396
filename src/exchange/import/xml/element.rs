//! An element with its content.

use std::ops::Range;

/// An element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element {
    /// Its name without a prefix.
    pub(crate) name: String,
    /// Its name space; empty where it has none.
    pub(crate) space: String,
    /// Its attributes, names as written.
    pub(crate) attributes: Vec<(String, String)>,
    /// Its content; empty while it is only opened.
    pub(crate) children: Vec<Node>,
    /// Its bytes in the file: of its start tag while it is only opened.
    pub(crate) at: Range<usize>,
}

/// A piece of the content of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// An element.
    Element(Element),
    /// Words, entities resolved.
    Text(String),
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The elements in it, in order.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of a name in it that is of its own name space.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name && element.space == self.space)
    }

    /// All words in it, whatever they stand in.
    pub(crate) fn text(&self) -> String {
        let piece = |node: &Node| match node {
            Node::Element(element) => element.text(),
            Node::Text(text) => text.clone(),
        };
        self.children.iter().map(piece).collect()
    }
}
