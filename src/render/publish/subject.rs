//! What pages are about, for other programs.

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Nothing that other programs have a word for.
    Other,
    /// The edition as a whole, with the documents on a page, from 1, of the start page.
    Edition(usize),
    /// A document.
    Document(usize),
    /// A document's part, from 1, with a page of its own.
    Part(usize, usize),
    /// The glossary.
    Glossary,
    /// A term.
    Term(usize),
    /// All targets.
    Targets,
    /// A page, from 1, of the files to take away.
    Downloads(usize),
}
