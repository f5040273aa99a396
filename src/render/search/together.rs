//! Words that are both frequent, and where they stand together: lists of readings, so that asking
//! for two such words need not load the whole lists of both.

use crate::render::search::corpus::Corpus;
use crate::render::search::corpus::number;
use crate::render::search::grams::Lists;
use crate::render::search::grams::runs;
use crate::render::search::limits::Limits;
use crate::render::search::lists::frequent;
use crate::render::search::lists::places;
use crate::text::search::WORD_END;

use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

use std::ops::Range;

/// What stands between two words in the key of their common list.
pub(crate) const AND: char = '&';

/// The words that are frequent, by ranks in the order of their keys.
struct Often {
    /// For each token of the edition its rank and one more, or 0.
    ranks: Vec<u32>,
    /// For each rank its token.
    tokens: Vec<u32>,
    /// For each rank how many pieces its list has.
    pieces: Vec<usize>,
    /// Two words have a list where theirs have more pieces together.
    heavy: usize,
}

/// Adds the common lists of all pairs of frequent words whose own lists are long together.
pub(crate) fn together(corpus: &Corpus, limits: Limits, lists: &mut Lists) {
    let often = Often::new(corpus, limits, lists);
    let readings = 0..corpus.readings.len();
    let words = often.tokens.len();
    let firsts = readings.into_par_iter().fold(
        || (vec![0; words], Vec::new()),
        |(mut counts, mut held), reading| {
            often.pairs(corpus.tokens_of(reading), 0..words, &mut held, |first, _| {
                counts[first] += 1
            });
            (counts, held)
        },
    );
    let firsts: Vec<usize> = firsts.map(|(counts, _)| counts).reduce(|| vec![0; words], sum);
    for run in runs(&firsts, 0) {
        let (ends, at) = often.readings(corpus, run.clone());
        let pairs = run.flat_map(|first| (0..words).map(move |second| (first, second)));
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let found: Vec<_> = pairs.zip(starts.zip(ends.iter().copied())).collect();
        let write = |&((first, second), (start, end)): &((usize, usize), (usize, usize))| {
            let key = |rank: usize| corpus.key(often.tokens[rank]);
            let key = format!("{}{AND}{}", key(first), key(second));
            let at = &at[start..end];
            if at.len() > limits.frequent {
                return Err(frequent(corpus, key, at, limits.shard));
            }
            Ok((key, places(corpus, at.iter().copied())))
        };
        let found: Vec<_> = found.into_iter().filter(|(_, (start, end))| start < end).collect();
        let written: Vec<_> = found.into_par_iter().map(|pair| write(&pair)).collect();
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

fn sum(mut all: Vec<usize>, more: Vec<usize>) -> Vec<usize> {
    all.iter_mut().zip(more).for_each(|(all, more)| *all += more);
    all
}

impl Often {
    fn new(corpus: &Corpus, limits: Limits, lists: &Lists) -> Self {
        let words = lists.frequent.iter().filter(|list| list.key.ends_with(WORD_END));
        let token = |key: &String| corpus.keys.binary_search(key).map(|place| number(place + 1));
        let mut words: Vec<(u32, usize)> =
            words.filter_map(|list| Some((token(&list.key).ok()?, list.pieces.len()))).collect();
        words.sort_unstable();
        let mut ranks = vec![0; corpus.keys.len() + 1];
        for (rank, (token, _)) in words.iter().enumerate() {
            ranks[*token as usize] = number(rank + 1);
        }
        let (tokens, pieces) = words.into_iter().unzip();
        Self { ranks, tokens, pieces, heavy: limits.heavy }
    }

    /// Hands on the pairs of a reading, from its tokens, whose first word has a rank in `firsts`. `held` is only room
    /// to work in.
    fn pairs(
        &self,
        tokens: &[u32],
        firsts: Range<usize>,
        held: &mut Vec<u32>,
        mut sink: impl FnMut(usize, usize),
    ) {
        held.clear();
        let ranks = tokens.iter().map(|&token| self.ranks[token as usize]);
        held.extend(ranks.filter(|&rank| rank as usize > firsts.start));
        held.sort_unstable();
        held.dedup();
        for (n, &first) in held.iter().enumerate() {
            let first = first as usize - 1;
            if first >= firsts.end {
                return;
            }
            for &second in &held[n + 1..] {
                let second = second as usize - 1;
                if self.pieces[first] + self.pieces[second] > self.heavy {
                    sink(first, second);
                }
            }
        }
    }

    /// For all pairs whose first word is one of a run, by first word and by second: where the list
    /// of each ends, and the lists: of each reading the first token.
    fn readings(&self, corpus: &Corpus, run: Range<usize>) -> (Vec<usize>, Vec<u32>) {
        let words = self.tokens.len();
        let place = |first: usize, second: usize| (first - run.start) * words + second;
        let mut ends = vec![0; run.len() * words];
        let mut held = Vec::new();
        for reading in 0..corpus.readings.len() {
            self.pairs(corpus.tokens_of(reading), run.clone(), &mut held, |a, b| {
                ends[place(a, b)] += 1
            });
        }
        let mut total = 0;
        for end in &mut ends {
            total += std::mem::replace(end, total);
        }
        let mut at = vec![0; total];
        for (reading, facts) in corpus.readings.iter().enumerate() {
            self.pairs(corpus.tokens_of(reading), run.clone(), &mut held, |a, b| {
                let end = &mut ends[place(a, b)];
                at[*end] = facts.start;
                *end += 1;
            });
        }
        (ends, at)
    }
}
