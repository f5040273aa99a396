//! Records, `key=list;` one after the other, in files of about one size.

use crate::render::search::encode::hash;
use crate::render::search::encode::number;
use crate::render::search::heaps::Heaps;
use crate::render::search::texts::Texts;

use rayon::slice::ParallelSliceMut;

use std::io;
use std::ops::Range;

/// Bytes of records that are sorted at a time, roughly.
const SORTED_TOGETHER: u64 = 16 << 20;
/// Bytes of records that are read again at a time.
const BLOCK: usize = 1 << 20;
/// The same where there are many heaps of records.
const BLOCK_OF_MANY: usize = 64 << 10;

/// Records that are added in the order of their keys, a new file where one is full.
#[derive(Debug)]
pub(crate) struct InOrder {
    limit: usize,
    file: String,
    last: String,
    starts: String,
    files: Texts,
}

impl InOrder {
    /// No records; files of at most `limit` bytes where they hold more than one record.
    pub(crate) fn new(limit: usize) -> Self {
        let (file, last, starts) = (String::new(), String::new(), String::new());
        Self { limit, file, last, starts, files: Texts::new() }
    }

    /// Adds a record, whose key is greater than all before.
    pub(crate) fn add(&mut self, key: &str, list: &str) {
        let len = key.len() + list.len() + "=;".len();
        if !self.file.is_empty() && self.file.len() + len > self.limit {
            self.files.add(self.file.as_bytes());
            self.file.clear();
            let ends = key.char_indices().map(|(at, c)| at + c.len_utf8());
            let mut starts = ends.map(|end| &key[..end]);
            let enough = starts.find(|start| **start > *self.last).unwrap_or(key);
            self.starts.extend([",", enough]);
        }
        self.file.extend([key, "=", list, ";"]);
        key.clone_into(&mut self.last);
    }

    /// The files, and for each but the first, after a comma, the shortest text that is greater than
    /// all keys before it and not greater than any of its own.
    pub(crate) fn finish(mut self) -> (Texts, String) {
        self.files.add(self.file.as_bytes());
        (self.files, self.starts)
    }
}

/// Records in any order, on their way into files by the hashes of their keys.
#[derive(Debug)]
pub(crate) struct ByHash {
    /// One heap.
    all: Heaps,
    /// Bytes of the records themselves.
    size: u64,
}

impl ByHash {
    /// No records.
    pub(crate) fn new() -> Self {
        Self { all: Heaps::new(1, BLOCK), size: 0 }
    }

    /// Adds a record, whose key is none of those before.
    pub(crate) fn add(&mut self, key: &str, list: &str) {
        let record = format!("{key}={list};");
        self.size += record.len() as u64;
        add(&mut self.all, 0, (hash(key), key.len()), record.as_bytes());
    }

    /// The files, each of about `limit` bytes: the records of a file are those with one remainder of
    /// their hashes, sorted by key.
    pub(crate) fn finish(self, limit: usize) -> io::Result<Texts> {
        let count = 1 + self.size / limit.max(1) as u64;
        let place = |hash: u32| u64::from(hash) % count;
        let heaps = 1 + self.size / SORTED_TOGETHER;
        let mut files = Texts::new();
        if heaps == 1 {
            write((&self.all, 0), &place, 0..count, &mut files)?;
            return Ok(files);
        }
        let mut parts = Heaps::new(heaps as usize, BLOCK_OF_MANY);
        for block in self.all.blocks(0) {
            let block = block?;
            for (hash, key, record) in records(&block) {
                let part = (place(hash) * heaps / count) as usize;
                add(&mut parts, part, (hash, key), record);
            }
        }
        drop(self.all);
        for part in 0..heaps {
            let first = |part: u64| (part * count).div_ceil(heaps);
            let numbers = first(part)..first(part + 1);
            write((&parts, part as usize), &place, numbers, &mut files)?;
        }
        Ok(files)
    }
}

/// Writes the files whose records lie in a heap.
fn write(
    (heaps, heap): (&Heaps, usize),
    place: &impl Fn(u32) -> u64,
    numbers: Range<u64>,
    files: &mut Texts,
) -> io::Result<()> {
    let blocks: Vec<Vec<u8>> = heaps.blocks(heap).collect::<io::Result<_>>()?;
    let all = blocks.iter().flat_map(|block| records(block));
    let mut all: Vec<(u64, usize, &[u8])> =
        all.map(|(hash, key, record)| (place(hash), key, record)).collect();
    all.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| a.2[..a.1].cmp(&b.2[..b.1])));
    let mut all = all.into_iter().peekable();
    let mut file = Vec::new();
    for number in numbers {
        file.clear();
        while let Some((_, _, record)) = all.next_if(|(place, ..)| *place == number) {
            file.extend_from_slice(record);
        }
        files.add(&file);
    }
    Ok(())
}

/// Adds a record behind its hash and two lengths to a heap.
fn add(heaps: &mut Heaps, heap: usize, (hash, key): (u32, usize), record: &[u8]) {
    let facts = [hash, number(key), number(record.len())].map(u32::to_le_bytes);
    heaps.add(heap, &[facts.as_flattened(), record]);
}

/// The records of a block: hash, length of the key, record.
fn records(block: &[u8]) -> impl Iterator<Item = (u32, usize, &[u8])> {
    let mut rest = block;
    std::iter::from_fn(move || {
        let (hash, after) = rest.split_first_chunk()?;
        let (key, after) = after.split_first_chunk()?;
        let (len, after) = after.split_first_chunk()?;
        let [hash, key, len] = [hash, key, len].map(|bytes| u32::from_le_bytes(*bytes));
        let (record, after) = after.split_at_checked(len as usize)?;
        rest = after;
        Some((hash, key as usize, record))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::collections::BTreeMap;

    #[test]
    fn sorted_records_are_cut_where_a_file_is_full() {
        let mut records = InOrder::new(8);
        for (key, list) in [("a", "1"), ("ab", ""), ("abc", "2"), ("b", "123456789"), ("数", "")] {
            records.add(key, list);
        }
        let (files, starts) = records.finish();
        let texts: Vec<String> = (0..files.len()).map(|n| files.get(n).unwrap()).collect();
        assert_eq!(texts, ["a=1;ab=;", "abc=2;", "b=123456789;", "数=;"]);
        assert_eq!(starts, ",abc,b,数");
    }

    #[test]
    fn records_that_do_not_fit_in_memory_come_into_the_same_files() {
        let mut records = ByHash::new();
        let list = "x".repeat(1000);
        let mut wanted: BTreeMap<u32, BTreeMap<String, String>> = BTreeMap::new();
        let total = 3 * SORTED_TOGETHER;
        let numbers = 0..u32::try_from(total / 1000).unwrap();
        let key = |n: u32| format!("k{}", n.wrapping_mul(2_654_435_761));
        let size: usize = numbers.clone().map(|n| key(n).len() + list.len() + 2).sum();
        let count = u32::try_from(1 + size / (1 << 20)).unwrap();
        for n in numbers {
            records.add(&key(n), &list);
            let file = wanted.entry(hash(&key(n)) % count).or_default();
            file.insert(key(n), format!("{}={list};", key(n)));
        }
        let files = records.finish(1 << 20).unwrap();
        assert_eq!(files.len(), count as usize);
        for number in 0..count {
            let made = files.get(number as usize).unwrap();
            let file: String = wanted[&number].values().map(String::as_str).collect();
            assert!(made == file, "file {number} differs");
        }
    }
}
