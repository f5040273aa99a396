//! Lists of grams of several tokens, from the frequent ones of one token less.

use crate::render::search::corpus::Corpus;
use crate::render::search::corpus::END;
use crate::render::search::corpus::Place;
use crate::render::search::encode::number;
use crate::render::search::limits::Limits;
use crate::render::search::lists::frequent;
use crate::render::search::lists::places;
use crate::render::search::names::Longer;
use crate::render::search::names::Names;
use crate::render::search::store::Lists;
use crate::render::search::store::WRITTEN_TOGETHER;
use crate::render::search::stretches::Stretch;

use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelExtend;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSliceMut;

use std::io;

/// An occurrence of a gram: what tells it from others of its length, and where it starts.
pub(crate) type Occurrence = (u64, Place);

/// Grams of one length.
pub(crate) struct Grams<'c> {
    /// All tokens.
    pub(crate) corpus: &'c Corpus,
    /// The names of the frequent ones of one token less.
    pub(crate) names: &'c Names,
    /// Tokens in each.
    pub(crate) len: usize,
    /// What is frequent, and how much is held at a time.
    pub(crate) limits: Limits,
}

/// Lists of all grams of one length. Of the tokens there are many passes, so that only some
/// occurrences are held at a time.
///
/// # Errors
/// What was laid aside on the disk cannot be read again.
pub(crate) fn longer(grams: &Grams<'_>, lists: &mut Lists) -> io::Result<Longer> {
    let mut total = 0;
    for stretch in grams.stretches() {
        let (stretch, names) = stretch?;
        total += grams.occurrences(&stretch, &names).count();
    }
    let passes = 1 + total / grams.limits.held;
    let mut next = Longer::new(grams.corpus.tokens.len());
    let mut all: Vec<Occurrence> = Vec::with_capacity(total.div_ceil(passes) * 9 / 8);
    for pass in 0..passes {
        let here = |(key, _): &Occurrence| share(*key, passes) == pass;
        all.clear();
        for stretch in grams.stretches() {
            let (stretch, names) = stretch?;
            all.par_extend(grams.occurrences(&stretch, &names).filter(here));
        }
        all.par_sort_unstable();
        grams.write(&all, &mut next, lists);
    }
    Ok(next)
}

impl Grams<'_> {
    /// All stretches of tokens, each with the name of the frequent gram that starts at each token.
    fn stretches(&self) -> impl Iterator<Item = io::Result<(Stretch, Vec<u32>)>> {
        (0..self.corpus.tokens.len()).map(|number| {
            let stretch = self.corpus.tokens.get(number)?;
            let names = self.names.of(number, &stretch)?;
            Ok((stretch, names))
        })
    }

    /// The occurrences in a stretch that have a part that is frequent.
    fn occurrences<'a>(
        &'a self,
        stretch: &'a Stretch,
        names: &'a [u32],
    ) -> impl ParallelIterator<Item = Occurrence> + 'a {
        stretch.par_readings().flat_map_iter(move |(reading, tokens)| {
            tokens.clone().filter_map(move |at| {
                let key = self.key(&stretch.numbers, names, at)?;
                Some((key, Place { reading, token: number(at - tokens.start) }))
            })
        })
    }

    /// What tells the gram at an index from others, if it is within a reading and a part of it is
    /// frequent: the name of its beginning and its last token, or its first token and the name of
    /// its end.
    fn key(&self, tokens: &[u32], names: &[u32], at: usize) -> Option<u64> {
        let first = tokens[at];
        let last = *tokens.get(at + self.len - 1)?;
        if first == END || last == END {
            return None;
        }
        match (names[at], names[at + 1]) {
            (0, 0) => None,
            (0, name) => Some(1 << 63 | u64::from(first) << 32 | u64::from(name)),
            (name, _) => Some(u64::from(name) << 32 | u64::from(last)),
        }
    }

    /// The gram of a key.
    fn gram(&self, key: u64) -> String {
        let [first, last] = [key << 1 >> 33, key & u64::from(u32::MAX)].map(|half| half as u32);
        match key >> 63 {
            0 => self.names.gram(self.corpus, first).to_owned() + self.corpus.key(last),
            _ => self.corpus.key(first).to_owned() + self.names.gram(self.corpus, last),
        }
    }

    /// Writes the lists of sorted occurrences, and gives names to the frequent ones.
    fn write(&self, all: &[Occurrence], next: &mut Longer, lists: &mut Lists) {
        let Self { corpus, limits, .. } = self;
        let groups = || all.chunk_by(|a, b| a.0 == b.0);
        let is_frequent = |group: &&[Occurrence]| group.len() > limits.frequent;
        let often: Vec<&[Occurrence]> = groups().filter(is_frequent).collect();
        let is_longest = self.len == limits.longest;
        for group in often.iter().filter(|_| !is_longest) {
            next.add(corpus, self.gram(group[0].0), group.iter().map(|(_, place)| *place));
        }
        let write = |group: &&[Occurrence]| {
            let readings = group.iter().map(|(_, place)| place.reading);
            frequent(corpus, self.gram(group[0].0), readings, limits.shard)
        };
        let written: Vec<_> = often.par_iter().map(write).collect();
        lists.store_all(written);
        let write = |group: &&[Occurrence]| {
            (self.gram(group[0].0), places(corpus, group.iter().map(|(_, place)| *place)))
        };
        // The longest grams are parts of longer phrases even where they are frequent.
        let mut listed = groups().filter(|group| is_longest || !is_frequent(group));
        loop {
            let some: Vec<&[Occurrence]> = listed.by_ref().take(WRITTEN_TOGETHER).collect();
            if some.is_empty() {
                return;
            }
            let written: Vec<_> = some.par_iter().map(write).collect();
            written.iter().for_each(|(key, list)| lists.grams.add(key, list));
        }
    }
}

/// Which of so many shares a key is in: keys are spread evenly.
fn share(key: u64, shares: usize) -> usize {
    let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    ((mixed * shares as u64) >> 32) as usize
}
