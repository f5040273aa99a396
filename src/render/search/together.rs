//! Words that are both frequent, and where they stand together: lists of readings, so that asking
//! for two such words need not load the whole lists of both.

use crate::render::search::corpus::Corpus;
use crate::render::search::corpus::Place;
use crate::render::search::encode::number;
use crate::render::search::grams::runs;
use crate::render::search::limits::Limits;
use crate::render::search::lists::frequent;
use crate::render::search::lists::places;
use crate::render::search::longer::Occurrence;
use crate::render::search::store::Lists;
use crate::render::search::stretches::Stretch;
use crate::render::search::stretches::Stretches;
use crate::text::search::WORD_END;

use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelExtend;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSliceMut;

use std::io;
use std::ops::Range;

/// What stands between two words in the key of their common list.
pub(crate) const AND: char = '&';

/// The words that are frequent, by ranks in the order of their keys.
struct Often<'c> {
    corpus: &'c Corpus,
    limits: Limits,
    /// For each rank its token, and how many pieces its list has.
    words: Vec<(u32, usize)>,
}

/// Some of the pairs of words: those whose first word has one of these ranks, and of the second
/// words only every so manieth.
struct Share {
    firsts: Range<usize>,
    number: usize,
    of: usize,
}

/// Adds the common lists of all pairs of frequent words whose own lists are long together. Of the
/// readings there are many passes, so that only some pairs are held at a time.
///
/// # Errors
/// What was laid aside on the disk cannot be read again.
pub(crate) fn together(corpus: &Corpus, limits: Limits, lists: &mut Lists) -> io::Result<()> {
    let often = Often::new(corpus, limits, lists);
    let ranks = often.ranks()?;
    let firsts = often.firsts(&ranks)?;
    for run in runs(&firsts, 0, limits.held) {
        let total: usize = firsts[run.clone()].iter().sum();
        let shares = 1 + total / (limits.held + 1);
        let mut all: Vec<Occurrence> = Vec::with_capacity(total.div_ceil(shares) * 9 / 8);
        for number in 0..shares {
            let share = Share { firsts: run.clone(), number, of: shares };
            all.clear();
            for stretch in ranks.iter() {
                all.par_extend(often.occurrences(&stretch?, &share));
            }
            all.par_sort_unstable();
            often.write(&all, lists);
        }
    }
    Ok(())
}

impl<'c> Often<'c> {
    fn new(corpus: &'c Corpus, limits: Limits, lists: &Lists) -> Self {
        let words = lists.frequent.iter().filter(|list| list.key.ends_with(WORD_END));
        let token = |key: &String| corpus.keys.binary_search(key).map(|place| number(place + 1));
        let mut words: Vec<(u32, usize)> =
            words.filter_map(|list| Some((token(&list.key).ok()?, list.pieces.len()))).collect();
        words.sort_unstable();
        Self { corpus, limits, words }
    }

    /// The ranks of the frequent words of each reading, ascending, each once.
    fn ranks(&self) -> io::Result<Stretches> {
        let mut ranks = vec![None; self.corpus.keys.len() + 1];
        for (rank, (token, _)) in self.words.iter().enumerate() {
            ranks[*token as usize] = Some(number(rank));
        }
        let mut all = Stretches::new(self.limits.stretch);
        let mut held: Vec<u32> = Vec::new();
        for stretch in self.corpus.tokens.iter() {
            let stretch = stretch?;
            for (_, tokens) in stretch.readings() {
                held.clear();
                held.extend(stretch.numbers[tokens].iter().filter_map(|t| ranks[*t as usize]));
                held.sort_unstable();
                held.dedup();
                all.add(held.iter().copied());
            }
        }
        all.close();
        Ok(all)
    }

    /// How many occurrences there are of pairs with each word as the first.
    fn firsts(&self, ranks: &Stretches) -> io::Result<Vec<usize>> {
        let mut firsts = vec![0; self.words.len()];
        for stretch in ranks.iter() {
            let stretch = stretch?;
            for (_, ranks) in stretch.readings() {
                let ranks = &stretch.numbers[ranks];
                for (n, &first) in ranks.iter().enumerate() {
                    let heavy =
                        ranks[n + 1..].iter().filter(|second| self.is_heavy(first, **second));
                    firsts[first as usize] += heavy.count();
                }
            }
        }
        Ok(firsts)
    }

    /// Whether two words have a list of their own.
    fn is_heavy(&self, first: u32, second: u32) -> bool {
        let pieces = |rank: u32| self.words[rank as usize].1;
        pieces(first) + pieces(second) > self.limits.heavy
    }

    /// Some of the pairs that stand in the readings of a stretch.
    fn occurrences<'a>(
        &'a self,
        ranks: &'a Stretch,
        share: &'a Share,
    ) -> impl ParallelIterator<Item = Occurrence> + 'a {
        ranks.par_readings().flat_map_iter(move |(reading, range)| {
            let ranks = &ranks.numbers[range];
            let from = ranks.partition_point(|rank| (*rank as usize) < share.firsts.start);
            let to = ranks.partition_point(|rank| (*rank as usize) < share.firsts.end);
            let after =
                move |n: usize| ranks[n + 1..].iter().map(move |second| (ranks[n], *second));
            let pairs = (from..to).flat_map(after);
            let pairs = pairs.filter(|(_, second)| *second as usize % share.of == share.number);
            let pairs = pairs.filter(|(first, second)| self.is_heavy(*first, *second));
            pairs.map(move |(first, second)| {
                (u64::from(first) << 32 | u64::from(second), Place { reading, token: 0 })
            })
        })
    }

    /// Writes the lists of sorted occurrences.
    fn write(&self, all: &[Occurrence], lists: &mut Lists) {
        let Self { corpus, limits, words } = self;
        let key = |rank: u64| corpus.key(words[rank as usize].0);
        let write = |group: &[Occurrence]| {
            let pair = group[0].0;
            let key = format!("{}{AND}{}", key(pair >> 32), key(pair & u64::from(u32::MAX)));
            let at = group.iter().map(|(_, place)| *place);
            if group.len() > limits.frequent {
                return Err(frequent(corpus, key, at.map(|place| place.reading), limits.shard));
            }
            Ok((key, places(corpus, at)))
        };
        let groups: Vec<&[Occurrence]> = all.chunk_by(|a, b| a.0 == b.0).collect();
        let written: Vec<_> = groups.into_par_iter().map(write).collect();
        for list in written {
            match list {
                Ok((key, list)) => lists.grams.add(&key, &list),
                Err(list) => {
                    let listed = lists.store(list);
                    lists.together.push(listed);
                }
            }
        }
    }
}
