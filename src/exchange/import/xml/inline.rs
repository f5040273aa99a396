//! The words of an element with inline markup, and the markup that is no words.

use crate::exchange::import::xml::element::Element;
use crate::exchange::import::xml::element::Node;

use std::ops::Range;

/// What an inline element is to the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    /// Its content is words, it itself is markup.
    Around,
    /// It and its content are markup.
    Whole,
}

/// Words, and the markup in them: what it is, its bytes in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words {
    /// The words.
    pub(crate) text: String,
    /// The markup.
    pub(crate) codes: Vec<Range<usize>>,
}

/// The words of an element by the rule of its format.
pub(crate) fn words(element: &Element, rule: fn(&str) -> Code) -> Words {
    let mut words = Words::default();
    gather(element, rule, &mut words);
    words
}

fn gather(element: &Element, rule: fn(&str) -> Code, words: &mut Words) {
    for node in &element.children {
        match node {
            Node::Text(text) => words.text.push_str(text),
            Node::Element(inner) => match rule(&inner.name) {
                Code::Around => {
                    words.codes.push(inner.at.clone());
                    gather(inner, rule, words);
                }
                Code::Whole => words.codes.push(inner.at.clone()),
            },
        }
    }
}
