//! The finished site: what files it has, and how they reach a folder.
//!
//! In: a page source. Out: a folder that holds the old site or the new one at every moment. Never: the words of a page.

pub mod site;

pub use crate::output::site::Asset;
pub use crate::output::site::Fault;
pub use crate::output::site::PageSource;
pub use crate::output::site::Site;
