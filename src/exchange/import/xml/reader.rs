//! The reader: steps through a file, element by element.

use crate::exchange::edit::Refusal;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::xml::element::Element;
use crate::exchange::import::xml::element::Node;

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::BytesRef;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use quick_xml::name::ResolveResult;

use std::ops::Range;

/// Elements nested deeper are nobody's text.
const DEEPEST: usize = 100;

/// What comes next in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// An element opens.
    Open(Element),
    /// Words.
    Text(String, Range<usize>),
    /// The element that was opened last and not closed closes.
    Close,
    /// The file ends.
    End,
}

/// A file that is being read.
pub(crate) struct Xml<'f> {
    /// The file.
    pub(crate) file: &'f Foreign,
    reader: NsReader<&'f [u8]>,
    open: Vec<(String, usize)>,
    has_root: bool,
}

impl<'f> Xml<'f> {
    /// Starts at the beginning.
    pub(crate) fn new(file: &'f Foreign) -> Self {
        let mut reader = NsReader::from_str(&file.text);
        reader.config_mut().expand_empty_elements = true;
        Self { file, reader, open: Vec::new(), has_root: false }
    }

    /// The next step; comments and processing instructions are passed over.
    pub(crate) fn step(&mut self) -> Result<Step, Refusal> {
        loop {
            let start = self.position();
            let event = match self.reader.read_resolved_event() {
                Ok((space, event)) => (named(&space), event.into_owned()),
                Err(error) => {
                    let at = usize::try_from(self.reader.error_position()).unwrap_or(start);
                    return Err(self.refuse(error.to_string(), at..at));
                }
            };
            let range = start..self.position();
            match event {
                (space, Event::Start(tag)) => {
                    return self.opened(&tag, space, range).map(Step::Open);
                }
                (_, Event::End(_)) => {
                    self.open.pop();
                    return Ok(Step::Close);
                }
                (_, Event::Text(text)) => {
                    if let Some(step) = self.words(text.xml10_content().into_owned(), range)? {
                        return Ok(step);
                    }
                }
                (_, Event::CData(text)) => {
                    return Ok(Step::Text(text.xml10_content().into_owned(), range));
                }
                (_, Event::GeneralRef(reference)) => {
                    return self.entity(&reference, range.clone()).map(|c| Step::Text(c, range));
                }
                (_, Event::Decl(declaration)) => {
                    let encoding = declaration.encoding().and_then(Result::ok);
                    self.check_encoding(encoding.as_deref().unwrap_or("UTF-8"), range)?;
                }
                (_, Event::Eof) => return self.ended(),
                (_, Event::Comment(_) | Event::PI(_) | Event::DocType(_) | Event::Empty(_)) => {}
            }
        }
    }

    /// The element that was opened last, whole.
    pub(crate) fn whole(&mut self, element: Element) -> Result<Element, Refusal> {
        let mut stack = vec![element];
        loop {
            let step = self.step()?;
            let Some(top) = stack.last_mut() else { return Err(self.never_closed()) };
            match step {
                Step::Text(text, _) => match top.children.last_mut() {
                    Some(Node::Text(before)) => before.push_str(&text),
                    _ => top.children.push(Node::Text(text)),
                },
                Step::Open(element) => stack.push(element),
                Step::Close => {
                    top.at.end = self.position();
                    let Some(done) = stack.pop() else { return Err(self.never_closed()) };
                    match stack.last_mut() {
                        Some(parent) => parent.children.push(Node::Element(done)),
                        None => return Ok(done),
                    }
                }
                Step::End => return Err(self.never_closed()),
            }
        }
    }

    /// The root, only opened; refused where it is another one.
    pub(crate) fn root(&mut self, name: &str, format: &str) -> Result<Element, Refusal> {
        match self.step()? {
            Step::Open(root) if root.name == name => Ok(root),
            Step::Open(root) => {
                let message =
                    format!("this is not {format}: its root is `{}`, not `{name}`", root.name);
                Err(self.refuse(message, root.at))
            }
            _ => Err(self.refuse(format!("this is not {format}: it has no element"), 0..0)),
        }
    }

    /// A refusal that points at a place of the file.
    pub(crate) fn refuse(&self, message: impl Into<String>, at: Range<usize>) -> Refusal {
        self.file.refuse(message, at)
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn opened(
        &mut self,
        tag: &BytesStart<'_>,
        space: String,
        at: Range<usize>,
    ) -> Result<Element, Refusal> {
        let name = tag.local_name().as_ref().to_owned();
        if self.open.is_empty() && std::mem::replace(&mut self.has_root, true) {
            return Err(self.refuse("a file has one root element", at));
        }
        if self.open.len() >= DEEPEST {
            return Err(self.refuse(format!("elements are nested deeper than {DEEPEST}"), at));
        }
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|e| self.refuse(e.to_string(), at.clone()))?;
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(|e| self.refuse(e.to_string(), at.clone()))?;
            attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        self.open.push((name.clone(), at.start));
        Ok(Element { name, space, attributes, children: Vec::new(), at })
    }

    /// Words; outside of the root only white space is none.
    fn words(&self, text: String, at: Range<usize>) -> Result<Option<Step>, Refusal> {
        if self.open.is_empty() {
            return if text.trim().is_empty() {
                Ok(None)
            } else {
                Err(self.refuse("words stand outside of the root element", at))
            };
        }
        Ok(Some(Step::Text(text, at)))
    }

    fn entity(&self, reference: &BytesRef<'_>, at: Range<usize>) -> Result<String, Refusal> {
        let name: &str = reference;
        match reference.resolve_char_ref() {
            Ok(Some(c)) if is_allowed(c) => return Ok(c.to_string()),
            Ok(None) => {}
            _ => return Err(self.refuse(format!("`&{name};` is no character of XML"), at)),
        }
        let known = [("lt", "<"), ("gt", ">"), ("amp", "&"), ("quot", "\""), ("apos", "'")];
        let found = known.iter().find(|(known, _)| *known == name);
        found.map(|(_, c)| (*c).to_owned()).ok_or_else(|| {
            let message = format!("the entity `&{name};` is not one of XML's own");
            self.refuse(message, at)
                .hint("entities of a document type are never opened: write its words in its place")
        })
    }

    fn check_encoding(&self, encoding: &str, at: Range<usize>) -> Result<(), Refusal> {
        let known = ["utf-8", "utf8", "utf-16", "us-ascii", "ascii"];
        if known.contains(&encoding.to_ascii_lowercase().as_str()) || self.file.text.is_ascii() {
            return Ok(());
        }
        let message = format!("the file says that it is `{encoding}`, but its bytes are UTF-8");
        Err(self.refuse(message, at).hint("correct its first line, or convert the file"))
    }

    fn ended(&self) -> Result<Step, Refusal> {
        if self.open.is_empty() { Ok(Step::End) } else { Err(self.never_closed()) }
    }

    fn never_closed(&self) -> Refusal {
        let (name, at) = self.open.last().map_or(("", 0), |(name, at)| (name.as_str(), *at));
        self.refuse(format!("the element `{name}` is never closed"), at..at + 1)
    }
}

fn named(space: &ResolveResult<'_>) -> String {
    match space {
        ResolveResult::Bound(space) => space.as_ref().to_owned(),
        ResolveResult::Unbound | ResolveResult::Unknown(_) => String::new(),
    }
}

/// Whether XML 1.0 allows a character.
pub(crate) fn is_allowed(c: char) -> bool {
    !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
