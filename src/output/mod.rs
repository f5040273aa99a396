//! The finished site: what files it has, and how they reach a folder.
//!
//! In: a page source. Out: a folder that holds the old site or the new one at every moment. Never: the words of a page.

pub mod clean;
pub mod downloads;
pub mod error;
pub(crate) mod folder;
pub mod manifest;
pub mod merged;
pub mod packed;
pub mod plan;
pub(crate) mod publish;
pub mod site;
pub mod spill;
pub mod write;

pub use crate::output::clean::Cleaned;
pub use crate::output::clean::clean;
pub use crate::output::downloads::Download;
pub use crate::output::downloads::Downloads;
pub use crate::output::downloads::Lacking;
pub use crate::output::error::Error;
pub use crate::output::manifest::Manifest;
pub use crate::output::merged::Merged;
pub use crate::output::packed::Packing;
pub use crate::output::packed::packed;
pub use crate::output::plan::Limits;
pub use crate::output::plan::Plan;
pub use crate::output::plan::Shard;
pub use crate::output::publish::Method;
pub use crate::output::site::Asset;
pub use crate::output::site::Fault;
pub use crate::output::site::PageSource;
pub use crate::output::site::Place;
pub use crate::output::site::Site;
pub use crate::output::spill::Spill;
pub use crate::output::write::Report;
pub use crate::output::write::write;
pub use crate::output::write::write_as;
