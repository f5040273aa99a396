//! Bibliography: the document in this edition and each of its witnesses, for reference managers.

mod bibtex;
mod csl;
mod entry;
mod ris;

pub(crate) use crate::exchange::export::bibliography::bibtex::file as bibtex;
pub(crate) use crate::exchange::export::bibliography::csl::file as csl;
pub(crate) use crate::exchange::export::bibliography::ris::file as ris;
