//! Sizes that decide how the index is cut, and how much is in memory while it is made.

/// Sizes that decide how the index is cut, and how much is in memory while it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A gram with more occurrences is frequent.
    pub frequent: usize,
    /// A prefix with more occurrences of its words has a list of its own.
    pub prefix: usize,
    /// Two frequent words have a list of their own where theirs have more pieces together.
    pub heavy: usize,
    /// The longest grams, in tokens.
    pub longest: usize,
    /// Bytes of a file of lists or texts, roughly.
    pub shard: usize,
    /// Documents whose names lie in one file.
    pub names: usize,
    /// Tokens that are read at a time, roughly. The index is the same with any number.
    pub stretch: usize,
    /// Occurrences that are sorted at a time, roughly. The index is the same with any number.
    pub held: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            frequent: 4096,
            prefix: 16384,
            heavy: 6,
            longest: 8,
            shard: 8192,
            names: 32,
            stretch: 1 << 20,
            held: 4_000_000,
        }
    }
}
