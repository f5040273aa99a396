//! Where the lists of an index are kept until all are made.

use crate::render::search::lists::Frequent;
use crate::render::search::shards::ByHash;
use crate::render::search::shards::InOrder;
use crate::render::search::texts::Texts;

use std::ops::Range;

/// Grams that are written at a time.
pub(crate) const WRITTEN_TOGETHER: usize = 8192;

/// All lists of an edition.
#[derive(Debug)]
pub(crate) struct Lists {
    /// Words; a frequent one has an empty list here.
    pub(crate) words: InOrder,
    /// All other grams that are not frequent.
    pub(crate) grams: ByHash,
    /// Frequent grams and prefixes.
    pub(crate) frequent: Vec<Listed>,
    /// The readings that have two frequent words.
    pub(crate) together: Vec<Listed>,
    /// The pieces of the lists of frequent grams.
    pub(crate) pieces: Texts,
}

/// Where the list of a frequent gram lies.
#[derive(Debug)]
pub(crate) struct Listed {
    /// The gram, or a prefix with `*` after it, or two words with `AND` between.
    pub(crate) key: String,
    /// The numbers of its pieces.
    pub(crate) pieces: Range<usize>,
}

impl Lists {
    /// Stores a list.
    pub(crate) fn store(&mut self, list: Frequent) -> Listed {
        let first = self.pieces.len();
        list.pieces.iter().for_each(|piece| self.pieces.add(piece.as_bytes()));
        Listed { key: list.key, pieces: first..self.pieces.len() }
    }

    /// Stores the lists of frequent grams or prefixes.
    pub(crate) fn store_all(&mut self, lists: impl IntoIterator<Item = Frequent>) {
        for list in lists {
            let listed = self.store(list);
            self.frequent.push(listed);
        }
    }
}
