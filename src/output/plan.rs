//! How a site is to be written: which part of it, and within which limits.

use crate::output::publish::Method;

use std::num::NonZeroU32;
use std::str::FromStr;

/// A megabyte of those in which hosts count.
const MEBIBYTE: u64 = 1024 * 1024;

/// How a site is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// How it takes the place of the old one.
    pub method: Method,
    /// The part of it that is made; all of it where there is none.
    pub shard: Option<Shard>,
    /// What the host refuses.
    pub limits: Limits,
}

impl From<Method> for Plan {
    fn from(method: Method) -> Self {
        Self { method, shard: None, limits: Limits::default() }
    }
}

/// What a host refuses; nothing by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// A file of more bytes than this.
    pub bytes: Option<u64>,
    /// More files than this.
    pub files: Option<usize>,
}

impl Limits {
    /// Those of Cloudflare Pages, the narrowest of the hosts that are known.
    pub const NARROWEST: Self = Self { bytes: Some(25 * MEBIBYTE), files: Some(20_000) };

    /// Whether so many files are near to what is refused, or more.
    #[must_use]
    pub fn is_near(&self, files: usize) -> bool {
        self.files.is_some_and(|most| files * 10 >= most * 9)
    }
}

/// One of several parts of a site, each made by a run of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which part, from 0.
    index: u32,
    /// How many there are.
    count: NonZeroU32,
}

impl Shard {
    /// Whether a file of the site is in this part. Every file is in one part, and which one depends
    /// on its path alone.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        let hash = blake3::hash(path.as_bytes());
        let mut number = [0; 4];
        number.copy_from_slice(&hash.as_bytes()[..4]);
        u32::from_le_bytes(number) % self.count == self.index
    }
}

impl FromStr for Shard {
    type Err = String;

    /// Reads `2/3`: the second of three.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no part of a whole: write it as 2/3");
        let (index, count) = text.split_once('/').ok_or_else(wrong)?;
        let index: u32 = index.parse().map_err(|_| wrong())?;
        let count: NonZeroU32 = count.parse().map_err(|_| wrong())?;
        if index == 0 || index > count.get() {
            return Err(format!("there is no part {index} of {count}"));
        }
        Ok(Self { index: index - 1, count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_in_one_part() {
        let parts = ["1/3", "2/3", "3/3"].map(|text| text.parse::<Shard>().unwrap());
        let mut sizes = [0; 3];
        for n in 0..300 {
            let path = format!("terms/{n}/index.html");
            let has: Vec<_> = (0..3).filter(|i| parts[*i].has(&path)).collect();
            assert_eq!(has.len(), 1, "{path}");
            sizes[has[0]] += 1;
        }
        assert!(sizes.iter().all(|size| *size > 60), "{sizes:?}");
    }

    #[test]
    fn what_is_no_part_is_refused() {
        for text in ["0/3", "4/3", "1/0", "3", "a/b", "1/2/3", "-1/2"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_warning_comes_before_the_limit() {
        assert!(!Limits::NARROWEST.is_near(17_999) && Limits::NARROWEST.is_near(18_000));
        assert!(!Limits::default().is_near(usize::MAX / 10));
    }
}
