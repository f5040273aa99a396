//! The shipped edition.
