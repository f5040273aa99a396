//! The texts of many files, one after the other, in memory only while they are few.

use crate::output::Spill;

use std::io;

/// Bytes of texts of one kind that are held in memory.
const IN_MEMORY: usize = 8 << 20;

/// Texts by their numbers.
#[derive(Debug)]
pub(crate) struct Texts {
    all: Spill,
    /// Where each text starts, and how long it is.
    places: Vec<(u64, usize)>,
}

impl Texts {
    /// No texts.
    pub(crate) fn new() -> Self {
        Self { all: Spill::new(IN_MEMORY), places: Vec::new() }
    }

    /// Adds a text, in UTF-8; its number is how many there were before.
    pub(crate) fn add(&mut self, text: &[u8]) {
        self.places.push((self.all.size(), text.len()));
        self.all.add(text);
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// A text by its number.
    ///
    /// # Errors
    /// The disk does not give back what was written to it.
    pub(crate) fn get(&self, number: usize) -> io::Result<String> {
        let (start, len) = self.places[number];
        let bytes = self.all.read(start..start + len as u64)?;
        String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }

    /// Gives the texts other numbers: the text that gets each number, by its number until now.
    pub(crate) fn reorder(&mut self, order: impl Iterator<Item = usize>) {
        self.places = order.map(|number| self.places[number]).collect();
    }
}
