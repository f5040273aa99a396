//! Foreign files to files of the edition: documents, and sheets that were edited elsewhere.
//!
//! In: the text of a foreign file. Out: new or changed texts of the edition, and what the foreign file
//! holds that an edition does not. Never: a text that differs by a letter and is not told.

mod bilara;
pub mod corpus;
pub(crate) mod draft;
mod foreign;
mod format;
mod grid;
pub(crate) mod names;
mod plain;
mod po;
mod report;
pub(crate) mod settle;
pub mod sheet;
mod table;
pub mod tbx;
mod tmx;
mod trim;
mod wishes;
mod xliff;
mod xml;

pub use crate::exchange::import::foreign::Foreign;
pub use crate::exchange::import::format::Format;
pub use crate::exchange::import::format::document;
pub use crate::exchange::import::grid::Kind as TableKind;
pub use crate::exchange::import::report::Report;
pub use crate::exchange::import::wishes::Wishes;
