//! Identifiers: names that never change and never encode an order.

use std::fmt;
use std::sync::Arc;

/// Why a string is not an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdError {
    /// The string is empty.
    Empty,
    /// It does not start with a lower-case ASCII letter or a digit.
    Start(char),
    /// It holds a character other than lower-case ASCII letters, digits, `-` and `.`.
    Character(char),
    /// It ends with `-` or `.`, or has two dots in a row.
    Dots,
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("an id cannot be empty"),
            Self::Start(c) => {
                write!(f, "an id starts with a lower-case letter or a digit, not with `{c}`")
            }
            Self::Character(c) => {
                write!(f, "an id holds lower-case ASCII letters, digits, `-` and `.`, not `{c}`")
            }
            Self::Dots => {
                f.write_str("an id does not end in `-` or `.` and has no two dots in a row")
            }
        }
    }
}

impl std::error::Error for IdError {}

fn validate(text: &str) -> Result<(), IdError> {
    let first = text.chars().next().ok_or(IdError::Empty)?;
    if !(first.is_ascii_lowercase() || first.is_ascii_digit()) {
        return Err(IdError::Start(first));
    }
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    if let Some(stray) = text.chars().find(|&c| !allowed(c)) {
        return Err(IdError::Character(stray));
    }
    if text.ends_with(['-', '.']) || text.contains("..") {
        return Err(IdError::Dots);
    }
    Ok(())
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Checks the text and makes an identifier of it.
            ///
            /// # Errors
            /// Says which character is not allowed, see [`IdError`].
            pub fn new(text: &str) -> Result<Self, IdError> {
                validate(text)?;
                Ok(Self(Arc::from(text)))
            }

            /// The identifier as written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The identifier as a text that is held together with it.
            #[must_use]
            pub fn shared(&self) -> Arc<str> {
                Arc::clone(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

id!(
    /// A document, one work: also the name of its folder and of its page.
    DocumentId
);
id!(
    /// A segment within its document.
    SegmentId
);
id!(
    /// A division within its document.
    DivisionId
);
id!(
    /// A witness within its document.
    WitnessId
);
id!(
    /// A term of the glossary.
    TermId
);
id!(
    /// A note within its document.
    NoteId
);
id!(
    /// A link or a gap between documents.
    LinkId
);
id!(
    /// A target of the edition.
    TargetId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_ascii_names() {
        for good in ["2522", "goals.2025", "box-15.1", "a"] {
            assert!(SegmentId::new(good).is_ok(), "{good}");
        }
        assert_eq!(SegmentId::new(""), Err(IdError::Empty));
        assert_eq!(SegmentId::new("Goals"), Err(IdError::Start('G')));
        assert_eq!(SegmentId::new("goals 1"), Err(IdError::Character(' ')));
        assert_eq!(SegmentId::new("目标"), Err(IdError::Start('目')));
        assert_eq!(SegmentId::new("goals."), Err(IdError::Dots));
        assert_eq!(SegmentId::new("a..b"), Err(IdError::Dots));
    }
}
