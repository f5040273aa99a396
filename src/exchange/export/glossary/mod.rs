//! The glossary and what the witnesses make of its terms.

pub(crate) mod forms;
pub(crate) mod renderings;
pub(crate) mod tbx;
