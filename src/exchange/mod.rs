//! Foreign formats and the edition's own files as data.
//!
//! In: an edition. Out: files for other tools, and edits of the edition's own files. Never: pages.

pub mod align;
pub mod edit;
pub mod export;
pub mod import;
pub mod ledger;
pub mod review;
pub mod scaffold;
pub mod schema;
pub mod stats;
