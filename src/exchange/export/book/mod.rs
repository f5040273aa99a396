//! Books: a document with facing texts, notes and links, for reading away from the site.

mod back;
mod body;
mod epub;
mod front;
mod prose;
mod readings;
mod setting;
mod single;

pub(crate) use crate::exchange::export::book::epub::file as epub;
pub(crate) use crate::exchange::export::book::single::file as single;
pub(crate) use crate::exchange::export::book::single::style as single_style;
