//! Edition, annotations and theme to a source of pages.
//!
//! In: an [`crate::model::Edition`], what was found in its texts, a [`theme::Theme`]. Out: an
//! [`crate::output::Site`] whose pages are made when asked for. Never: a file, a clock, a word of
//! the user interface.

pub mod book;
pub mod brief;
pub mod engine;
pub mod fault;
mod kind;
pub mod lazy;
mod listed;
pub mod markdown;
pub mod markup;
pub mod pager;
pub mod pages;
pub mod press;
pub mod publish;
pub mod search;
pub mod sheet;
pub mod shell;
pub mod site;
pub mod squeeze;
pub mod theme;
pub mod url;
pub mod view;
mod words;

pub use crate::render::press::Press;
pub use crate::render::site::Kept;
pub use crate::render::site::Listing;
pub use crate::render::site::check;
pub use crate::render::site::site;

#[cfg(test)]
mod tests;
