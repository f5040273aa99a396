//! All tokens of an edition as numbers, in order of book, witness, segment.

use crate::render::search::shelf::Book;
use crate::render::search::shelf::Shelf;
use crate::text::search::tokens;

use rayon::iter::IntoParallelIterator;
use rayon::iter::IntoParallelRefMutIterator;
use rayon::iter::ParallelIterator;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The number that stands where a reading, or a line of it, ends.
pub(crate) const END: u32 = 0;

/// Tokens for each sample of [`Corpus::reading_at`].
const SAMPLE: usize = 64;

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
    /// Gathers the tokens of all books, the books in parallel.
    pub(crate) fn gather(shelf: Shelf<'_>) -> Self {
        let mut books: Vec<Part> =
            (0..shelf.len()).into_par_iter().map(|n| Part::gather(n, shelf.book(n))).collect();
        let mut keys: BTreeSet<&str> = BTreeSet::new();
        books.iter().for_each(|part| keys.extend(part.keys.keys().map(String::as_str)));
        let keys: Vec<String> = keys.into_iter().map(str::to_owned).collect();
        books.par_iter_mut().for_each(|part| part.renumber(&keys));
        let mut corpus = Self { keys, ..Self::default() };
        for part in books {
            let offset = number(corpus.tokens.len());
            corpus.tokens.extend(part.tokens);
            corpus.readings.extend(
                part.readings.into_iter().map(|r| Reading { start: r.start + offset, ..r }),
            );
        }
        corpus.sample();
        corpus
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

    fn renumber(&mut self, keys: &[String]) {
        let mut all = vec![END; self.keys.len() + 1];
        for (key, &own) in &self.keys {
            all[own as usize] = number(keys.partition_point(|other| other < key) + 1);
        }
        self.tokens.iter_mut().for_each(|token| *token = all[*token as usize]);
    }
}
