//! Foreign files to files of the edition: documents, and sheets that were edited elsewhere.
//!
//! In: the text of a foreign file. Out: new or changed texts of the edition, and what the foreign file
//! holds that an edition does not. Never: a text that differs by a letter and is not told.

mod foreign;
mod grid;
pub mod sheet;

pub use crate::exchange::import::foreign::Foreign;
pub use crate::exchange::import::grid::Kind as TableKind;
