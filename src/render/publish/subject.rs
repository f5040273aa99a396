//! What pages are about, for other programs.

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Nothing that other programs have a word for.
    Other,
    /// The edition as a whole.
    Edition,
    /// A document.
    Document(usize),
    /// The glossary.
    Glossary,
    /// A term.
    Term(usize),
    /// All targets.
    Targets,
    /// A page, from 1, of the files to take away.
    Downloads(usize),
}
