//! Languages (BCP 47 tags) and values given in several of them.

use std::fmt;
use std::sync::Arc;

/// A BCP 47 language tag such as `zh-Hans`, `en` or `pi-Latn`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Arc<str>);

/// Languages written without spaces between words and sentences.
const UNSPACED: [&str; 10] = ["zh", "ja", "yue", "lzh", "wuu", "th", "lo", "km", "my", "bo"];

impl Lang {
    /// Makes a tag; `None` where the text is not of the shape of one
    /// (subtags of one to eight ASCII letters or digits, the first of letters).
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let mut subtags = text.split('-');
        let primary = subtags.next()?;
        let letters =
            (2..=8).contains(&primary.len()) && primary.chars().all(|c| c.is_ascii_alphabetic());
        let rest = subtags
            .all(|s| (1..=8).contains(&s.len()) && s.chars().all(|c| c.is_ascii_alphanumeric()));
        (letters && rest).then(|| Self(Arc::from(text)))
    }

    /// The tag as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language subtag: `zh` of `zh-Hans`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Whether this tag serves the wanted one as BCP 47 (RFC 4647) matches:
    /// equal, or one is a prefix of the other at a subtag (`zh` serves `zh-Hans`).
    #[must_use]
    pub fn serves(&self, wanted: &Self) -> bool {
        is_prefix(&self.0, &wanted.0) || is_prefix(&wanted.0, &self.0)
    }

    /// What stands between two readings of one paragraph: nothing where the
    /// language is written without spaces, else one space.
    #[must_use]
    pub fn separator(&self) -> &'static str {
        if UNSPACED.contains(&self.primary()) { "" } else { " " }
    }

    /// Whether words are written with spaces between them.
    #[must_use]
    pub fn is_spaced(&self) -> bool {
        !self.separator().is_empty()
    }
}

fn is_prefix(short: &str, long: &str) -> bool {
    long.len() >= short.len()
        && long.as_bytes()[..short.len()].eq_ignore_ascii_case(short.as_bytes())
        && (long.len() == short.len() || long.as_bytes()[short.len()] == b'-')
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value in several languages, in the order in which they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized<T>(Vec<(Lang, T)>);

impl<T> Default for Localized<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Localized<T> {
    /// Gathers the values; a language stands once.
    #[must_use]
    pub fn new(values: Vec<(Lang, T)>) -> Self {
        Self(values)
    }

    /// The value for a language: the equal tag first, else the first that serves it.
    #[must_use]
    pub fn get(&self, wanted: &Lang) -> Option<&T> {
        let equal = self.0.iter().find(|(lang, _)| lang == wanted);
        equal.or_else(|| self.0.iter().find(|(lang, _)| lang.serves(wanted))).map(|(_, v)| v)
    }

    /// All values with their languages.
    pub fn iter(&self) -> impl Iterator<Item = (&Lang, &T)> {
        self.0.iter().map(|(lang, value)| (lang, value))
    }

    /// Whether nothing is given in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(text: &str) -> Lang {
        Lang::new(text).unwrap()
    }

    #[test]
    fn zh_serves_zh_hans_and_the_other_way_round() {
        assert!(lang("zh").serves(&lang("zh-Hans")));
        assert!(lang("zh-Hans").serves(&lang("zh")));
        assert!(!lang("zh-Hant").serves(&lang("zh-Hans")));
        assert!(!lang("en").serves(&lang("eng")));
    }

    #[test]
    fn an_equal_tag_wins_over_a_serving_one() {
        let values = Localized::new(vec![(lang("zh"), 1), (lang("zh-Hant"), 2)]);
        assert_eq!(values.get(&lang("zh-Hant")), Some(&2));
        assert_eq!(values.get(&lang("zh-Hans")), Some(&1));
        assert_eq!(values.get(&lang("de")), None);
    }

    #[test]
    fn shapes_that_are_no_tags_are_refused() {
        for bad in ["", "z", "zh_Hans", "zh-", "-zh", "1a", "zh--Hans"] {
            assert!(Lang::new(bad).is_none(), "{bad}");
        }
    }
}
