//! The search index: exact for every script, in shards of a few kilobytes, so that a query loads
//! little whatever the size of the edition.
//!
//! In: an edition. Out: a sorted list of files and how to make each. Never: the words of a page.
//!
//! # How it works
//!
//! The tokens of a reading are its characters where its language is written without spaces, else
//! its words ([`crate::text::search`]). Runs of one, two … tokens are *grams*. A gram that occurs
//! more than [`Limits::frequent`] times is *frequent*: it keeps the list of its readings, in pieces
//! of which a query loads one for its first page, with whole counts ahead. Every gram that is not
//! frequent, but has a part that is, keeps the places of all its occurrences. So a phrase of any
//! length is either frequent itself, or is covered by grams whose lists are short; putting their
//! places together gives its occurrences exactly. Prefixes under which many words lie are lists of
//! their own (`econ*`), and so are two frequent words that stand together in a reading. Texts lie in blocks, of which a query loads those of the rows it shows.

mod corpus;
mod demand;
mod encode;
mod files;
mod grams;
mod heaps;
mod limits;
mod lists;
mod longer;
mod matter;
mod names;
mod shards;
mod shelf;
mod store;
mod stretches;
mod texts;
mod together;
mod view;

pub use crate::render::search::demand::OnDemand;
pub use crate::render::search::files::Index;
pub use crate::render::search::limits::Limits;
pub use crate::render::search::view::View;
pub use crate::render::search::view::view;
