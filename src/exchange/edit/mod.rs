//! Edits of an edition's own files: texts in, changed texts out, or a refusal and nothing changed.
//!
//! In: the texts of all files. Out: the texts that change, and what to tell the editor.
//! Never: a guess; comments, order and layout of a file are kept.

pub mod fmt;
pub mod opened;
pub mod refusal;
pub mod review;
pub mod reviews;
pub mod save;
pub mod segment;
pub mod texts;
pub mod work;

pub use crate::exchange::edit::refusal::Refusal;
pub use crate::exchange::edit::texts::Texts;
pub use crate::exchange::edit::work::Edited;
