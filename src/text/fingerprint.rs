//! Fingerprints of words, by which it is told later that they are others.

/// Characters of a fingerprint.
const LENGTH: usize = 16;

/// A fingerprint of words without their white space: 16 hexadecimal digits.
#[must_use]
pub fn fingerprint<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for word in texts.into_iter().flat_map(str::split_whitespace) {
        hasher.update(word.as_bytes());
    }
    let mut hash = hasher.finalize().to_hex().to_string();
    hash.truncate(LENGTH);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_cuts_change_nothing_and_words_do() {
        let whole = fingerprint(["数据 要素"]);
        assert_eq!(whole.len(), LENGTH);
        assert_eq!(fingerprint(["数据", "要素"]), whole);
        assert_ne!(fingerprint(["数据因素"]), whole);
    }
}
