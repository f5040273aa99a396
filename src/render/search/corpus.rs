//! All tokens of an edition as numbers, in order of book, witness, segment.

use crate::render::search::shelf::Book;
use crate::render::search::shelf::Shelf;
use crate::text::search::tokens;

use rayon::iter::IntoParallelRefIterator;
use rayon::iter::IntoParallelRefMutIterator;
use rayon::iter::ParallelIterator;

use std::collections::BTreeMap;

/// The number that stands where a reading, or a line of it, ends.
pub(crate) const END: u32 = 0;

/// Tokens for each sample of [`Corpus::reading_at`].
const SAMPLE: usize = 64;
/// Books whose tokens are gathered at a time.
const GATHERED_TOGETHER: usize = 64;

/// A reading that has words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Number of its book.
    pub(crate) book: u32,
    /// Number of its witness in the book.
    pub(crate) witness: u32,
    /// Number of its segment in the book.
    pub(crate) segment: u32,
    /// Index of its first token.
    pub(crate) start: u32,
}

/// All tokens of an edition.
#[derive(Debug, Default)]
pub(crate) struct Corpus {
    /// Keys of tokens, sorted; the number of a token is its index here and one more.
    pub(crate) keys: Vec<String>,
    /// The tokens of all readings, each reading closed by [`END`].
    pub(crate) tokens: Vec<u32>,
    /// The readings in the order of their tokens.
    pub(crate) readings: Vec<Reading>,
    /// The reading of every [`SAMPLE`]th token.
    samples: Vec<u32>,
}

impl Corpus {
    /// Gathers the tokens of all books: some books at a time, in parallel.
    pub(crate) fn gather(shelf: Shelf<'_>) -> Self {
        let mut corpus = Self::default();
        let mut keys: BTreeMap<String, u32> = BTreeMap::new();
        let books: Vec<usize> = (0..shelf.len()).collect();
        for some in books.chunks(GATHERED_TOGETHER) {
            let parts: Vec<Part> =
                some.par_iter().map(|&book| Part::gather(book, shelf.book(book))).collect();
            parts.into_iter().for_each(|part| corpus.append(part, &mut keys));
        }
        let mut sorted = vec![END; keys.len() + 1];
        for (place, token) in keys.values().enumerate() {
            sorted[*token as usize] = number(place + 1);
        }
        corpus.tokens.par_iter_mut().for_each(|token| *token = sorted[*token as usize]);
        corpus.keys = keys.into_keys().collect();
        corpus.sample();
        corpus
    }

    /// Adds the tokens of a book, by numbers that keys have until all are known.
    fn append(&mut self, part: Part, keys: &mut BTreeMap<String, u32>) {
        let mut all = vec![END; part.keys.len() + 1];
        for (key, own) in part.keys {
            let next = number(keys.len() + 1);
            all[own as usize] = *keys.entry(key).or_insert(next);
        }
        let offset = number(self.tokens.len());
        self.tokens.extend(part.tokens.into_iter().map(|token| all[token as usize]));
        let readings = part.readings.into_iter();
        self.readings.extend(readings.map(|r| Reading { start: r.start + offset, ..r }));
    }

    fn sample(&mut self) {
        let mut reading = 0;
        for at in (0..self.tokens.len()).step_by(SAMPLE) {
            while self.starts_by(reading + 1, at) {
                reading += 1;
            }
            self.samples.push(number(reading));
        }
    }

    fn starts_by(&self, reading: usize, token: usize) -> bool {
        self.readings.get(reading).is_some_and(|r| r.start as usize <= token)
    }

    /// The number of the reading in which a token stands.
    pub(crate) fn reading_at(&self, token: u32) -> usize {
        let token = token as usize;
        let mut reading = self.samples[token / SAMPLE] as usize;
        while self.starts_by(reading + 1, token) {
            reading += 1;
        }
        reading
    }

    /// The tokens of a reading by its number.
    pub(crate) fn tokens_of(&self, reading: usize) -> &[u32] {
        let start = self.readings[reading].start as usize;
        let end = self.readings.get(reading + 1).map_or(self.tokens.len(), |r| r.start as usize);
        &self.tokens[start..end]
    }

    /// The key of a token that is not [`END`].
    pub(crate) fn key(&self, token: u32) -> &str {
        &self.keys[token as usize - 1]
    }

    /// The key of the gram of `len` tokens at an index.
    pub(crate) fn gram(&self, at: u32, len: usize) -> String {
        self.tokens[at as usize..at as usize + len].iter().map(|&t| self.key(t)).collect()
    }
}

/// An index or count as it is stored: an edition has fewer than four thousand million tokens.
pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The tokens of one book, with numbers of its own.
struct Part {
    keys: BTreeMap<String, u32>,
    tokens: Vec<u32>,
    readings: Vec<Reading>,
}

impl Part {
    fn gather(book: usize, matter: Book<'_>) -> Self {
        let mut part = Self { keys: BTreeMap::new(), tokens: Vec::new(), readings: Vec::new() };
        for (witness, spaced) in matter.spaced().into_iter().enumerate() {
            for segment in 0..matter.segments() {
                let Some(text) = matter.text(segment, witness) else { continue };
                part.readings.push(Reading {
                    book: number(book),
                    witness: number(witness),
                    segment: number(segment),
                    start: number(part.tokens.len()),
                });
                text.split('\n').for_each(|line| part.add_line(line, spaced));
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
}
