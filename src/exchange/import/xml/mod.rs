//! XML read strictly, an element at a time: places kept, no entity opened, nothing fetched.

mod element;
mod inline;
mod reader;

pub(crate) use crate::exchange::import::xml::element::Element;
pub(crate) use crate::exchange::import::xml::inline::Code;
pub(crate) use crate::exchange::import::xml::inline::words;
pub(crate) use crate::exchange::import::xml::reader::Step;
pub(crate) use crate::exchange::import::xml::reader::Xml;

#[cfg(test)]
mod tests;
