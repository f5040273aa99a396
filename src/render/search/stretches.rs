//! Numbers of all readings, such as their tokens, in stretches of which one at a time is in memory.

use crate::output::Spill;
use crate::render::search::encode::number;

use rayon::iter::IndexedParallelIterator;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

use std::io;
use std::ops::Range;

/// Bytes of stretches that are held in memory where there are no more.
const IN_MEMORY: usize = 4 << 20;

/// Numbers of all readings, in order: on disk where they are many, because they would be the largest
/// part of what an index is made from (320 MB for ten thousand documents of a hundred rows).
#[derive(Debug)]
pub(crate) struct Stretches {
    /// Numbers and readings in a stretch, roughly: it ends where a reading does.
    limit: usize,
    /// Of each stretch the ends of its readings, then its numbers.
    all: Spill,
    /// Of each stretch the number of its first reading, and where its bytes start.
    starts: Vec<(u32, u64)>,
    /// The last stretch, as long as it is not full.
    open: Stretch,
}

/// Some readings that follow each other.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// The number of the first reading.
    first: u32,
    /// For each reading where its numbers end.
    ends: Vec<u32>,
    /// The numbers of all.
    pub(crate) numbers: Vec<u32>,
}

impl Stretches {
    /// No readings; `limit` is how many numbers and readings are held at a time, roughly.
    pub(crate) fn new(limit: usize) -> Self {
        let all = Spill::new(IN_MEMORY);
        Self { limit, all, starts: Vec::new(), open: Stretch::default() }
    }

    /// Adds the next reading, which may have no numbers.
    pub(crate) fn add(&mut self, numbers: impl IntoIterator<Item = u32>) {
        self.open.numbers.extend(numbers);
        self.open.ends.push(number(self.open.numbers.len()));
        if self.open.numbers.len() + self.open.ends.len() >= self.limit {
            self.close();
        }
    }

    /// Lays the last stretch aside.
    pub(crate) fn close(&mut self) {
        let Stretch { first, ends, numbers } = &mut self.open;
        if ends.is_empty() {
            return;
        }
        self.starts.push((*first, self.all.size()));
        for part in [&*ends, &*numbers] {
            let bytes: Vec<u8> = part.iter().flat_map(|number| number.to_le_bytes()).collect();
            self.all.add(&bytes);
        }
        *first += number(ends.len());
        ends.clear();
        numbers.clear();
    }

    /// How many stretches were laid aside.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The stretch in which a reading lies, by the reading's number.
    pub(crate) fn of(&self, reading: u32) -> usize {
        self.starts.partition_point(|(first, _)| *first <= reading).saturating_sub(1)
    }

    /// Reads a stretch that was laid aside.
    ///
    /// # Errors
    /// The disk does not give back what was written to it.
    pub(crate) fn get(&self, stretch: usize) -> io::Result<Stretch> {
        let (first, start) = self.starts[stretch];
        let next = self.starts.get(stretch + 1).copied();
        let (after, end) = next.unwrap_or((self.open.first, self.all.size()));
        let bytes = self.all.read(start..end)?;
        let (ends, numbers) =
            bytes.split_at_checked((after - first) as usize * 4).unwrap_or_default();
        Ok(Stretch { first, ends: words(ends), numbers: words(numbers) })
    }

    /// All stretches, one at a time.
    pub(crate) fn iter(&self) -> impl Iterator<Item = io::Result<Stretch>> {
        (0..self.len()).map(|stretch| self.get(stretch))
    }
}

fn words(bytes: &[u8]) -> Vec<u32> {
    let (words, _) = bytes.as_chunks();
    words.iter().map(|word| u32::from_le_bytes(*word)).collect()
}

impl Stretch {
    /// The number of a reading, by its place in the stretch, and where its numbers lie.
    fn reading(&self, place: usize) -> (u32, Range<usize>) {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        (self.first + number(place), start as usize..self.ends[place] as usize)
    }

    /// The number of each reading, and where its numbers lie.
    pub(crate) fn readings(&self) -> impl Iterator<Item = (u32, Range<usize>)> {
        (0..self.ends.len()).map(|place| self.reading(place))
    }

    /// The readings as [`Stretch::readings`] has them, in parallel.
    pub(crate) fn par_readings(&self) -> impl IndexedParallelIterator<Item = (u32, Range<usize>)> {
        (0..self.ends.len()).into_par_iter().map(|place| self.reading(place))
    }

    /// Where the numbers of a reading of this stretch start, by the reading's number.
    pub(crate) fn start_of(&self, reading: u32) -> usize {
        self.reading((reading - self.first) as usize).1.start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_come_back_whatever_the_length_of_stretches() {
        let all: [&[u32]; 6] = [&[1, 2, 3], &[], &[4], &[5, 6, 7, 8, 9], &[], &[10]];
        for (limit, count) in [(1, 6), (4, 3), (5, 3), (100, 1)] {
            let mut stretches = Stretches::new(limit);
            all.iter().for_each(|reading| stretches.add(reading.iter().copied()));
            stretches.close();
            assert_eq!(stretches.len(), count, "{limit}");
            let mut found = Vec::new();
            for (n, stretch) in stretches.iter().enumerate() {
                let stretch = stretch.unwrap();
                for (reading, range) in stretch.readings() {
                    assert_eq!(
                        (stretches.of(reading), stretch.start_of(reading)),
                        (n, range.start)
                    );
                    found.push((reading, stretch.numbers[range].to_vec()));
                }
            }
            let expected = (0..).zip(all.map(<[u32]>::to_vec));
            assert_eq!(found, expected.collect::<Vec<_>>(), "{limit}");
        }
        assert_eq!(Stretches::new(1).len(), 0);
    }
}
