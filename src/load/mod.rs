//! Files to an edition.
//!
//! In: a folder. Out: a [`tree::SourceTree`] of bytes, parsed files, a resolved [`crate::model::Edition`].
//! Never: a judgement that a rule of `check` makes.

pub mod decode;
pub mod toml;
pub mod tree;
