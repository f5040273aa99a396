//! All tokens of an edition as numbers, in order of book, witness, segment.

use crate::render::search::encode::number;
use crate::render::search::limits::Limits;
use crate::render::search::shelf::Book;
use crate::render::search::shelf::Shelf;
use crate::render::search::stretches::Stretches;
use crate::text::search::tokens;

use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

/// The number that stands where a reading, or a line of it, ends.
pub(crate) const END: u32 = 0;

/// Books whose tokens are gathered at a time.
const GATHERED_TOGETHER: usize = 64;

/// What a reading belongs to. Its number counts the readings of each witness of each book, also
/// those that have no words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Number of its book.
    pub(crate) book: u32,
    /// Number of its witness in the book.
    pub(crate) witness: u32,
    /// Number of its segment in the book.
    pub(crate) segment: u32,
}

/// Where a token stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The number of the reading.
    pub(crate) reading: u32,
    /// Tokens and ends of lines before it in the reading.
    pub(crate) token: u32,
}

/// All tokens of an edition.
#[derive(Debug)]
pub(crate) struct Corpus {
    /// Keys of tokens, sorted; the number of a token is its index here and one more.
    pub(crate) keys: Vec<String>,
    /// The tokens of all readings, each line of a reading closed by [`END`].
    pub(crate) tokens: Stretches,
    /// Of each book the number of its first reading, and how many segments it has.
    books: Vec<(u32, u32)>,
}

impl Corpus {
    /// Gathers the tokens of all books: some books at a time, in parallel.
    ///
    /// # Errors
    /// What was laid aside on the disk cannot be read again.
    pub(crate) fn gather(shelf: Shelf<'_>, limits: Limits) -> io::Result<Self> {
        let mut keys: BTreeMap<String, u32> = BTreeMap::new();
        let mut unsorted = Stretches::new(limits.stretch);
        let (mut books, mut readings) = (Vec::with_capacity(shelf.len()), 0);
        let numbers: Vec<usize> = (0..shelf.len()).collect();
        for some in numbers.chunks(GATHERED_TOGETHER) {
            let parts: Vec<Part> =
                some.par_iter().map(|&book| Part::gather(shelf.book(book))).collect();
            for (part, &book) in parts.into_iter().zip(some) {
                books.push((readings, number(shelf.book(book).segments())));
                readings += number(part.readings.len());
                part.hand_on(&mut keys, &mut unsorted);
            }
        }
        unsorted.close();
        let mut sorted = vec![END; keys.len() + 1];
        for (place, token) in keys.values().enumerate() {
            sorted[*token as usize] = number(place + 1);
        }
        let mut tokens = Stretches::new(limits.stretch);
        for stretch in unsorted.iter() {
            let stretch = stretch?;
            for (_, range) in stretch.readings() {
                tokens.add(stretch.numbers[range].iter().map(|token| sorted[*token as usize]));
            }
        }
        tokens.close();
        Ok(Self { keys: keys.into_keys().collect(), tokens, books })
    }

    /// What readings belong to, asked for by their numbers.
    pub(crate) fn readings(&self) -> Readings<'_> {
        Readings { books: &self.books, book: 0, range: 0..0, segments: 1 }
    }

    /// The key of a token that is not [`END`].
    pub(crate) fn key(&self, token: u32) -> &str {
        &self.keys[token as usize - 1]
    }
}

/// What readings belong to; asked for one reading after the other it remembers their book.
pub(crate) struct Readings<'c> {
    books: &'c [(u32, u32)],
    book: u32,
    /// The readings of that book.
    range: Range<u32>,
    segments: u32,
}

impl Readings<'_> {
    /// What the reading of a number belongs to.
    pub(crate) fn get(&mut self, reading: u32) -> Reading {
        if !self.range.contains(&reading) {
            let after = self.books.partition_point(|(first, _)| *first <= reading);
            let (first, segments) = self.books[after - 1];
            self.book = number(after - 1);
            self.range = first..self.books.get(after).map_or(u32::MAX, |(first, _)| *first);
            self.segments = segments.max(1);
        }
        let place = reading - self.range.start;
        let (witness, segment) = (place / self.segments, place % self.segments);
        Reading { book: self.book, witness, segment }
    }
}

/// The tokens of one book, with numbers of its own.
struct Part {
    keys: BTreeMap<String, u32>,
    tokens: Vec<u32>,
    /// For each reading where its tokens end.
    readings: Vec<usize>,
}

impl Part {
    fn gather(book: Book<'_>) -> Self {
        let mut part = Self { keys: BTreeMap::new(), tokens: Vec::new(), readings: Vec::new() };
        for (witness, spaced) in book.spaced().into_iter().enumerate() {
            for segment in 0..book.segments() {
                if let Some(text) = book.text(segment, witness) {
                    text.split('\n').for_each(|line| part.add_line(line, spaced));
                }
                part.readings.push(part.tokens.len());
            }
        }
        part
    }

    fn add_line(&mut self, line: &str, spaced: bool) {
        tokens(line, spaced, |key, _| {
            let token = match self.keys.get(key) {
                Some(&token) => token,
                None => {
                    let token = number(self.keys.len() + 1);
                    self.keys.insert(key.to_owned(), token);
                    token
                }
            };
            self.tokens.push(token);
        });
        self.tokens.push(END);
    }

    /// Hands on the readings, by numbers that keys have until all are known.
    fn hand_on(self, keys: &mut BTreeMap<String, u32>, all: &mut Stretches) {
        let mut numbers = vec![END; self.keys.len() + 1];
        for (key, own) in self.keys {
            let next = number(keys.len() + 1);
            numbers[own as usize] = *keys.entry(key).or_insert(next);
        }
        let mut start = 0;
        for end in self.readings {
            all.add(self.tokens[start..end].iter().map(|token| numbers[*token as usize]));
            start = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_tells_the_book_witness_and_segment_of_a_reading() {
        let books = [(0, 2), (4, 0), (4, 3), (10, 0), (10, 1)];
        let mut readings = Readings { books: &books, book: 0, range: 0..0, segments: 1 };
        let mut ask = |number| {
            let Reading { book, witness, segment } = readings.get(number);
            [book, witness, segment]
        };
        assert_eq!([0, 3, 4].map(&mut ask), [[0, 0, 0], [0, 1, 1], [2, 0, 0]]);
        assert_eq!([9, 10, 11].map(&mut ask), [[2, 1, 2], [4, 0, 0], [4, 1, 0]]);
        assert_eq!(ask(1), [0, 0, 1], "also one before those that were asked for");
    }
}
