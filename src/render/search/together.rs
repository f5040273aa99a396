//! Words that are both frequent, and where they stand together: lists of readings, so that asking
//! for two such words need not load the whole lists of both.

use crate::render::search::corpus::Corpus;
use crate::render::search::corpus::number;
use crate::render::search::grams::AT_A_TIME;
use crate::render::search::grams::Lists;
use crate::render::search::grams::Occurrence;
use crate::render::search::grams::mix;
use crate::render::search::limits::Limits;
use crate::render::search::lists::frequent;
use crate::render::search::lists::places;
use crate::text::search::WORD_END;

use rayon::iter::IntoParallelIterator;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSliceMut;

/// What stands between two words in the key of their common list.
pub(crate) const AND: char = '&';

/// Adds the common lists of all pairs of frequent words whose own lists are long together.
pub(crate) fn together(corpus: &Corpus, limits: Limits, lists: &mut Lists) {
    let pieces = pieces(corpus, lists);
    let pairs_in = |reading: usize| pairs_in(corpus, &pieces, limits.heavy, reading);
    let readings = 0..corpus.readings.len();
    let total: usize = readings.clone().into_par_iter().map(|r| pairs_in(r).count()).sum();
    let passes = (1 + total / AT_A_TIME) as u64;
    for pass in 0..passes {
        let here = |&(key, _): &Occurrence| passes == 1 || mix(key) % passes == pass;
        let all = readings.clone().into_par_iter().flat_map_iter(pairs_in);
        let mut all: Vec<Occurrence> = all.filter(here).collect();
        all.par_sort_unstable();
        let groups: Vec<&[Occurrence]> = all.chunk_by(|a, b| a.0 == b.0).collect();
        let write = |group: &&[Occurrence]| {
            let (first, second) = (number((group[0].0 >> 32) as usize), group[0].0 as u32);
            let key = format!("{}{AND}{}", corpus.key(first), corpus.key(second));
            let at: Vec<u32> = group.iter().map(|&(_, at)| at).collect();
            if at.len() > limits.frequent {
                return Err(frequent(corpus, key, &at, limits.shard));
            }
            Ok((key, places(corpus, at.iter().copied())))
        };
        let written: Vec<_> = groups.par_iter().map(write).collect();
        for list in written {
            match list {
                Ok((key, list)) => lists.grams.add(&key, &list),
                Err(list) => lists.together.push(list),
            }
        }
    }
    lists.together.sort_unstable_by(|a, b| a.key.cmp(&b.key));
}

/// For each token the number of pieces of its list, where it is a frequent word.
fn pieces(corpus: &Corpus, lists: &Lists) -> Vec<usize> {
    let mut pieces = vec![0; corpus.keys.len() + 1];
    for list in lists.frequent.iter().filter(|list| list.key.ends_with(WORD_END)) {
        if let Ok(token) = corpus.keys.binary_search(&list.key) {
            pieces[token + 1] = list.pieces.len();
        }
    }
    pieces
}

/// The pairs of a reading, smaller number first, each with the first token of the reading.
fn pairs_in<'c>(
    corpus: &'c Corpus,
    pieces: &'c [usize],
    heavy: usize,
    reading: usize,
) -> impl Iterator<Item = Occurrence> + 'c {
    let start = corpus.readings[reading].start;
    let end = corpus.readings.get(reading + 1).map_or(corpus.tokens.len(), |r| r.start as usize);
    let tokens = &corpus.tokens[start as usize..end];
    let mut words: Vec<u32> = tokens.iter().copied().filter(|&t| pieces[t as usize] > 0).collect();
    words.sort_unstable();
    words.dedup();
    let count = words.len();
    let pairs = (0..count).flat_map(move |a| (a + 1..count).map(move |b| (a, b)));
    pairs.filter_map(move |(a, b)| {
        let (a, b) = (words[a], words[b]);
        let are = pieces[a as usize] + pieces[b as usize] > heavy;
        are.then_some((u64::from(a) << 32 | u64::from(b), start))
    })
}
