//! The preview: a site served from memory on loopback, and made anew when its files change.
//!
//! In: a [`crate::output::Site`], swapped whole when a new one is made. Out: answers over HTTP, and
//! news for open pages. Never: a file of the output folder, half a page, an answer to a foreign host.

pub mod answer;
pub mod cache;
pub mod changes;
pub mod http;
pub mod inject;
pub mod kind;
pub mod live;
pub mod waker;
pub mod workshop;

pub use crate::serve::http::Error;
pub use crate::serve::http::Preview;
pub use crate::serve::http::address;
pub use crate::serve::http::bind;
pub use crate::serve::http::interrupt;
pub use crate::serve::http::run;
pub use crate::serve::waker::Waker;
pub use crate::serve::waker::Way;
pub use crate::serve::workshop::Rebuilt;
pub use crate::serve::workshop::Workshop;
