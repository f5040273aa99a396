//! The foreign formats, and how a document is made of each.

use crate::exchange::edit::Edited;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;
use crate::exchange::import::bilara;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::grid::Kind;
use crate::exchange::import::plain;
use crate::exchange::import::po;
use crate::exchange::import::report::Report;
use crate::exchange::import::settle::settle;
use crate::exchange::import::table;
use crate::exchange::import::tmx;
use crate::exchange::import::wishes::Wishes;
use crate::exchange::import::xliff;

/// A format from which a document is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Translation memory.
    Tmx,
    /// XLIFF 1.2 or 2.x: the file says which.
    Xliff,
    /// Gettext.
    Po,
    /// A table with a column for each witness.
    Table(Kind),
    /// A JSON file for each witness: segment id → text.
    Bilara,
    /// A plain text for each witness, a line for each paragraph.
    Text,
}

/// Makes a document of foreign files: the texts that change, and what was not taken over.
///
/// # Errors
/// Refuses files that are malformed, with the place, and a document that is there already.
pub fn document(
    texts: &Texts,
    format: Format,
    files: &[Foreign],
    wishes: &Wishes,
) -> Result<(Edited, Report), Refusal> {
    let draft = match (format, files) {
        (Format::Bilara, files) => bilara::draft(files, wishes)?,
        (Format::Text, [source, translation]) => plain::draft([source, translation], wishes)?,
        (Format::Text, _) => {
            return Err(Refusal::new("plain texts come in pairs")
                .hint("name two files: the source and its translation"));
        }
        (Format::Tmx, [file]) => tmx::draft(file, wishes)?,
        (Format::Xliff, [file]) => xliff::draft(file, wishes)?,
        (Format::Po, [file]) => po::draft(file, wishes)?,
        (Format::Table(kind), [file]) => table::draft((file, kind), wishes)?,
        _ => {
            return Err(Refusal::new("this format is imported a file at a time")
                .hint("run the command once for each file, each into a document of its own"));
        }
    };
    settle(texts, (&wishes.id, wishes.title.as_deref()), draft, files)
}
