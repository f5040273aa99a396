//! Which frequent gram starts at each token.

use crate::render::search::corpus::Corpus;
use crate::render::search::corpus::Place;
use crate::render::search::encode::number;
use crate::render::search::heaps::Heaps;
use crate::render::search::stretches::Stretch;

use std::io;

/// Bytes of the names in a stretch that are held in memory.
const BLOCK: usize = 64 << 10;

/// The names of frequent grams of one length by the tokens at which they start; 0 is no name.
#[derive(Debug)]
pub(crate) enum Names {
    /// Grams of one token: for each token whether it is frequent. Its number is its name.
    Tokens(Vec<bool>),
    /// Longer ones.
    Longer(Longer),
}

/// The names of frequent grams of several tokens.
#[derive(Debug)]
pub(crate) struct Longer {
    /// The gram of each name but 0, from 1 on.
    grams: Vec<String>,
    /// For each stretch of tokens a heap of its names.
    places: Heaps,
}

impl Longer {
    /// No names, for an edition of so many stretches.
    pub(crate) fn new(stretches: usize) -> Self {
        Self { grams: Vec::new(), places: Heaps::new(stretches, BLOCK) }
    }

    /// Gives a frequent gram the next name, at all its places.
    pub(crate) fn add(&mut self, corpus: &Corpus, gram: String, at: impl Iterator<Item = Place>) {
        self.grams.push(gram);
        let name = number(self.grams.len());
        for Place { reading, token } in at {
            let facts = [reading, token, name].map(u32::to_le_bytes);
            self.places.add(corpus.tokens.of(reading), &[facts.as_flattened()]);
        }
    }
}

impl Names {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Tokens(frequent) => !frequent.contains(&true),
            Self::Longer(longer) => longer.grams.is_empty(),
        }
    }

    /// The gram of a name.
    pub(crate) fn gram<'a>(&'a self, corpus: &'a Corpus, name: u32) -> &'a str {
        match self {
            Self::Tokens(_) => corpus.key(name),
            Self::Longer(longer) => &longer.grams[name as usize - 1],
        }
    }

    /// For each token of a stretch the name of the frequent gram that starts there.
    ///
    /// # Errors
    /// What was laid aside on the disk cannot be read again.
    pub(crate) fn of(&self, number: usize, stretch: &Stretch) -> io::Result<Vec<u32>> {
        let longer = match self {
            Self::Tokens(frequent) => {
                let name = |&token: &u32| if frequent[token as usize] { token } else { 0 };
                return Ok(stretch.numbers.iter().map(name).collect());
            }
            Self::Longer(longer) => longer,
        };
        let mut names = vec![0; stretch.numbers.len()];
        for block in longer.places.blocks(number) {
            let block = block?;
            let facts = block.as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes));
            let facts: Vec<u32> = facts.collect();
            for [reading, token, name] in facts.as_chunks().0 {
                names[stretch.start_of(*reading) + *token as usize] = *name;
            }
        }
        Ok(names)
    }
}
