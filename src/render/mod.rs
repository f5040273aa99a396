//! Edition, annotations and theme to a source of pages.
//!
//! In: an [`crate::model::Edition`], what was found in its texts, a [`theme::Theme`]. Out: an
//! [`crate::output::Site`] whose pages are made when asked for. Never: a file, a clock, a word of
//! the user interface.

pub mod engine;
pub mod markdown;
pub mod markup;
pub mod theme;
pub mod url;
