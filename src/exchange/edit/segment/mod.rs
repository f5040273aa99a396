//! Surgery on segments: spine, readings and everything that names a segment change together.

pub mod arrays;
pub mod join;
pub mod mentions;
pub mod place;
pub mod relabel;
pub mod seeds;
pub mod shift;
pub mod split;

pub use crate::exchange::edit::segment::join::merge;
pub use crate::exchange::edit::segment::relabel::rename;
pub use crate::exchange::edit::segment::shift::To;
pub use crate::exchange::edit::segment::shift::shift;
pub use crate::exchange::edit::segment::split::Cut;
pub use crate::exchange::edit::segment::split::Split;
pub use crate::exchange::edit::segment::split::split;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod split_tests;
#[cfg(test)]
mod tests;
