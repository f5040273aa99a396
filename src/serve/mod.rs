//! The preview: a site served from memory on loopback.
//!
//! In: a [`crate::output::Site`], swapped whole when a new one is made. Out: answers over HTTP.
//! Never: a file of the output folder, half a page, an answer to a foreign host.

pub mod answer;
pub mod cache;
pub mod http;
pub mod kind;

pub use crate::serve::http::Error;
pub use crate::serve::http::Preview;
pub use crate::serve::http::address;
pub use crate::serve::http::bind;
pub use crate::serve::http::interrupt;
pub use crate::serve::http::run;
