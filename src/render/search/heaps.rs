//! Heaps of bytes that grow side by side: together in one file where they are much.

use crate::output::Spill;

use std::io;
use std::ops::Range;

/// Bytes of all heaps that are held in memory beside the last ones of each.
const IN_MEMORY: usize = 8 << 20;

/// Heaps of records, by their numbers. A heap is read again whole or in blocks of whole records.
#[derive(Debug)]
pub(crate) struct Heaps {
    /// Bytes of a block, roughly; of each heap fewer than these are in memory.
    block: usize,
    /// The blocks of all heaps in the order in which they were full.
    all: Spill,
    heaps: Vec<Heap>,
}

#[derive(Debug, Clone, Default)]
struct Heap {
    /// Where its blocks lie.
    blocks: Vec<Range<u64>>,
    /// What was added after those.
    last: Vec<u8>,
}

impl Heaps {
    /// So many empty heaps.
    pub(crate) fn new(count: usize, block: usize) -> Self {
        Self { block, all: Spill::new(IN_MEMORY), heaps: vec![Heap::default(); count] }
    }

    /// Adds a record, given in pieces, to a heap.
    pub(crate) fn add(&mut self, heap: usize, pieces: &[&[u8]]) {
        let Heap { blocks, last } = &mut self.heaps[heap];
        pieces.iter().for_each(|piece| last.extend_from_slice(piece));
        if last.len() >= self.block {
            let start = self.all.size();
            self.all.add(last);
            blocks.push(start..self.all.size());
            last.clear();
        }
    }

    /// The blocks of a heap, in the order in which they were added.
    pub(crate) fn blocks(&self, heap: usize) -> impl Iterator<Item = io::Result<Vec<u8>>> {
        let Heap { blocks, last } = &self.heaps[heap];
        let full = blocks.iter().map(|block| self.all.read(block.clone()));
        full.chain(std::iter::once_with(|| Ok(last.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_heap_comes_back_in_whole_records() {
        let mut heaps = Heaps::new(3, 4);
        for (heap, record) in [(2, "ab"), (0, "cde"), (2, "f"), (2, "ghijk"), (0, "l"), (0, "m")] {
            heaps.add(heap, &[&record.as_bytes()[..1], &record.as_bytes()[1..]]);
        }
        let blocks = |heap| {
            let blocks = heaps.blocks(heap).map(|block| String::from_utf8(block.unwrap()).unwrap());
            blocks.collect::<Vec<_>>()
        };
        assert_eq!(blocks(0), ["cdel", "m"]);
        assert_eq!(blocks(1), [""]);
        assert_eq!(blocks(2), ["abfghijk", ""]);
    }
}
