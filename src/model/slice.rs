//! A stretch of a text that is in memory once, whoever holds a part of it.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;
use std::ops::Range;
use std::sync::Arc;

/// A part of a text, which it holds together with all others that do.
#[derive(Clone)]
pub struct Slice {
    whole: Arc<str>,
    start: u32,
    end: u32,
}

impl Slice {
    /// The bytes of a range of a text; `None` where it does not end at characters of the text,
    /// or lies beyond 4 GiB.
    #[must_use]
    pub fn of(whole: &Arc<str>, range: Range<usize>) -> Option<Self> {
        whole.get(range.clone())?;
        let (start, end) = (u32::try_from(range.start).ok()?, u32::try_from(range.end).ok()?);
        Some(Self { whole: Arc::clone(whole), start, end })
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.whole.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl Deref for Slice {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Slice {
    /// A text of its own. What lies beyond 4 GiB is cut.
    fn from(text: &str) -> Self {
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        Self { whole: text.into(), start: 0, end }
    }
}

impl From<String> for Slice {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl PartialEq for Slice {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Slice {}

impl PartialOrd for Slice {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Slice {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Borrow<str> for Slice {
    fn borrow(&self) -> &str {
        self
    }
}

impl fmt::Display for Slice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl fmt::Debug for Slice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_shows_its_words_and_equals_the_same_words_elsewhere() {
        let whole: Arc<str> = "数字中国建设".into();
        let part = Slice::of(&whole, 6..12).unwrap();
        assert_eq!(&*part, "中国");
        assert_eq!(part, Slice::from("中国"));
        assert_eq!(format!("{part:?}"), "\"中国\"");
        assert_eq!(Arc::strong_count(&whole), 2, "nothing is copied");
    }

    #[test]
    fn a_range_within_a_character_or_beyond_the_end_is_no_part() {
        let whole: Arc<str> = "中国".into();
        for range in [0..1, 1..3, 0..7, 7..9] {
            assert!(Slice::of(&whole, range.clone()).is_none(), "{range:?}");
        }
    }
}
