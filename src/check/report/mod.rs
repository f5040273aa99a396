//! The state of an edition as data, and what has changed since an earlier one.
//!
//! In: an edition with its findings. Out: a report that is kept as JSON, and read again to be
//! compared. Never: a text of the edition; a reading is told by its hash.

pub mod changes;
pub mod state;
pub mod summary;

pub use crate::check::report::changes::Changes;
pub use crate::check::report::state::Report;

#[cfg(test)]
mod tests;
