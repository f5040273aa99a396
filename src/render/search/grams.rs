//! Grams: which are frequent, and the lists of all that are needed.

use crate::render::search::corpus::Corpus;
use crate::render::search::corpus::END;
use crate::render::search::corpus::number;
use crate::render::search::limits::Limits;
use crate::render::search::lists::Frequent;
use crate::render::search::lists::frequent;
use crate::render::search::lists::places;
use crate::render::search::names::Names;
use crate::render::search::shards::ByHash;
use crate::render::search::shards::InOrder;
use crate::render::search::texts::Texts;
use crate::text::search::WORD_END;

use rayon::iter::IndexedParallelIterator;
use rayon::iter::IntoParallelIterator;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSliceMut;

use std::ops::Range;

/// Occurrences that are held at a time, so that memory stays bounded.
pub(crate) const AT_A_TIME: usize = 4_000_000;
/// Grams that are written at a time.
const WRITTEN_TOGETHER: usize = 512;

/// All lists of an edition.
#[derive(Debug)]
pub(crate) struct Lists {
    /// Words; a frequent one has an empty list here.
    pub(crate) words: InOrder,
    /// All other grams that are not frequent.
    pub(crate) grams: ByHash,
    /// Frequent grams and prefixes.
    pub(crate) frequent: Vec<Listed>,
    /// The readings that have two frequent words.
    pub(crate) together: Vec<Listed>,
    /// The pieces of the lists of frequent grams.
    pub(crate) pieces: Texts,
}

/// Where the list of a frequent gram lies.
#[derive(Debug)]
pub(crate) struct Listed {
    /// The gram, or a prefix with `*` after it, or two words with `AND` between.
    pub(crate) key: String,
    /// The numbers of its pieces.
    pub(crate) pieces: Range<usize>,
}

impl Lists {
    /// Stores a list.
    pub(crate) fn store(&mut self, list: Frequent) -> Listed {
        let first = self.pieces.len();
        list.pieces.iter().for_each(|piece| self.pieces.add(piece.as_bytes()));
        Listed { key: list.key, pieces: first..self.pieces.len() }
    }

    fn store_all(&mut self, lists: impl IntoIterator<Item = Frequent>) {
        for list in lists {
            let listed = self.store(list);
            self.frequent.push(listed);
        }
    }
}

/// An occurrence of a gram: what tells it from others of its length, and its first token.
type Occurrence = (u64, u32);

/// Makes all lists but those of two words.
pub(crate) fn lists(corpus: &Corpus, limits: Limits) -> Lists {
    let mut lists = Lists {
        words: InOrder::new(limits.shard),
        grams: ByHash::new(),
        frequent: Vec::new(),
        together: Vec::new(),
        pieces: Texts::new(),
    };
    let counts = counts(corpus);
    let is_frequent: Vec<bool> = counts.iter().map(|&count| count > limits.frequent).collect();
    singles(corpus, &counts, limits, &mut lists);
    prefixes(corpus, &counts, limits, &mut lists);
    let mut names = Names::Tokens(is_frequent);
    for len in 2..=limits.longest {
        if names.is_empty() {
            break;
        }
        names = longer(corpus, &names, len, limits, &mut lists);
    }
    lists
}

/// How often each token stands.
fn counts(corpus: &Corpus) -> Vec<usize> {
    let mut counts = vec![0; corpus.keys.len() + 1];
    corpus.tokens.iter().for_each(|&token| counts[token as usize] += 1);
    counts[END as usize] = 0;
    counts
}

/// Runs of numbers from `from` on of which those with more than one number weigh no more than
/// [`AT_A_TIME`].
pub(crate) fn runs(weights: &[usize], from: usize) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut sum = 0;
    for (number, weight) in weights.iter().enumerate().skip(from) {
        sum += weight;
        match runs.last_mut() {
            Some(run) if sum <= AT_A_TIME => run.end = number + 1,
            _ => {
                runs.push(number..number + 1);
                sum = *weight;
            }
        }
    }
    runs
}

/// The places of some tokens.
struct ByToken {
    first: usize,
    /// Where the places of each token end.
    ends: Vec<usize>,
    places: Vec<u32>,
}

impl ByToken {
    fn new(corpus: &Corpus, counts: &[usize], run: Range<usize>) -> Self {
        let mut ends = Vec::with_capacity(run.len());
        let mut sum = 0;
        for token in run.clone() {
            ends.push(sum);
            sum += counts[token];
        }
        let mut places = vec![0; sum];
        for (at, &token) in corpus.tokens.iter().enumerate() {
            if run.contains(&(token as usize)) {
                let end = &mut ends[token as usize - run.start];
                places[*end] = number(at);
                *end += 1;
            }
        }
        Self { first: run.start, ends, places }
    }

    fn places(&self, token: usize) -> &[u32] {
        let place = token - self.first;
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.places[start..self.ends[place]]
    }
}

/// Lists of single tokens.
fn singles(corpus: &Corpus, counts: &[usize], limits: Limits, lists: &mut Lists) {
    for run in runs(counts, 1) {
        let index = ByToken::new(corpus, counts, run.clone());
        let write = |&token: &usize| {
            let at = index.places(token);
            if at.len() > limits.frequent {
                let key = corpus.key(number(token)).to_owned();
                return (String::new(), Some(frequent(corpus, key, at, limits.shard)));
            }
            (places(corpus, at.iter().copied()), None)
        };
        let run: Vec<usize> = run.collect();
        for run in run.chunks(WRITTEN_TOGETHER * 16) {
            let written: Vec<_> = run.par_iter().map(write).collect();
            for (&token, (list, frequent)) in run.iter().zip(written) {
                let key = corpus.key(number(token));
                if key.ends_with(WORD_END) {
                    lists.words.add(key, &list);
                } else if frequent.is_none() {
                    lists.grams.add(key, &list);
                }
                lists.store_all(frequent);
            }
        }
    }
}

/// Lists of prefixes under which many words lie.
fn prefixes(corpus: &Corpus, counts: &[usize], limits: Limits, lists: &mut Lists) {
    let words: Vec<usize> =
        (1..=corpus.keys.len()).filter(|&t| corpus.key(number(t)).ends_with(WORD_END)).collect();
    let word = |n: usize| corpus.key(number(words[n])).trim_end_matches(WORD_END);
    let count = |n: usize| counts[words[n]];
    let mut open = vec![(0, words.len(), 0)];
    let mut found: Vec<(String, usize, usize)> = Vec::new();
    while let Some((from, to, len)) = open.pop() {
        let mut start = from;
        while start < to {
            let Some(c) = word(start)[len..].chars().next() else {
                start += 1;
                continue;
            };
            let prefix = word(start)[..len + c.len_utf8()].to_owned();
            let more = (start..to).take_while(|&n| word(n).starts_with(&prefix)).count();
            let end = start + more;
            if (start..end).map(count).sum::<usize>() > limits.prefix {
                open.push((start, end, prefix.len()));
                found.push((prefix, start, end));
            }
            start = end;
        }
    }
    keep_longest(&mut found);
    let weights: Vec<usize> =
        found.iter().map(|(_, from, to)| (*from..*to).map(count).sum()).collect();
    for run in runs(&weights, 0) {
        let found = &found[run];
        let at = below(corpus, &words, found);
        let write = |((prefix, ..), at): (&(String, usize, usize), &Vec<u32>)| {
            frequent(corpus, format!("{prefix}*"), at, limits.shard)
        };
        let written: Vec<_> = found.par_iter().zip(&at).map(write).collect();
        lists.store_all(written);
    }
}

/// The places of all words below each of some prefixes.
fn below(corpus: &Corpus, words: &[usize], found: &[(String, usize, usize)]) -> Vec<Vec<u32>> {
    // The prefixes of a word lie one in the other: each leads to the next shorter one.
    let mut innermost = vec![usize::MAX; corpus.keys.len() + 1];
    let mut outer = Vec::with_capacity(found.len());
    for (prefix, (_, from, to)) in found.iter().enumerate() {
        outer.push(innermost[words[*from]]);
        words[*from..*to].iter().for_each(|&word| innermost[word] = prefix);
    }
    let mut all = vec![Vec::new(); found.len()];
    for (at, &token) in corpus.tokens.iter().enumerate() {
        let mut prefix = innermost[token as usize];
        while prefix != usize::MAX {
            all[prefix].push(number(at));
            prefix = outer[prefix];
        }
    }
    all
}

/// Of prefixes under which the same words lie, keeps the longest; one word alone needs no prefix.
/// They come out in the order of their words, shorter prefixes before longer ones.
fn keep_longest(found: &mut Vec<(String, usize, usize)>) {
    found.retain(|(_, from, to)| to - from > 1);
    found.sort_unstable_by(|a, b| (a.1, b.2, b.0.len()).cmp(&(b.1, a.2, a.0.len())));
    found.dedup_by(|a, b| (a.1, a.2) == (b.1, b.2));
}

/// Lists of grams of `len` tokens, from the names of the frequent ones of one token less.
fn longer(corpus: &Corpus, names: &Names, len: usize, limits: Limits, lists: &mut Lists) -> Names {
    let tokens = &corpus.tokens[..];
    let occurrence_at = |at: usize| occurrence(tokens, names, at, len);
    let total = (0..tokens.len()).into_par_iter().filter_map(occurrence_at).count();
    let passes = (1 + total / AT_A_TIME) as u64;
    let mut next = Vec::new();
    let mut last_name = 0;
    for pass in 0..passes {
        let here = |&(key, _): &Occurrence| passes == 1 || mix(key) % passes == pass;
        let all = (0..tokens.len()).into_par_iter().filter_map(occurrence_at);
        let mut all: Vec<Occurrence> = all.filter(here).collect();
        all.par_sort_unstable();
        let groups: Vec<&[Occurrence]> = all.chunk_by(|a, b| a.0 == b.0).collect();
        let is_frequent = |group: &&[Occurrence]| group.len() > limits.frequent;
        let (often, seldom): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_frequent);
        for group in &often {
            last_name += 1;
            next.extend(group.iter().map(|&(_, at)| (at, last_name)));
        }
        let write = |group: &&[Occurrence]| {
            let at: Vec<u32> = group.iter().map(|&(_, at)| at).collect();
            frequent(corpus, corpus.gram(at[0], len), &at, limits.shard)
        };
        let written: Vec<_> = often.par_iter().map(write).collect();
        lists.store_all(written);
        let write = |group: &&[Occurrence]| {
            let list = places(corpus, group.iter().map(|&(_, at)| at));
            (corpus.gram(group[0].1, len), list)
        };
        // The longest grams are parts of longer phrases even where they are frequent.
        let longest = if len == limits.longest { &often[..] } else { &[] };
        for groups in seldom.chunks(WRITTEN_TOGETHER * 16).chain(longest.chunks(WRITTEN_TOGETHER)) {
            let written: Vec<_> = groups.par_iter().map(write).collect();
            written.iter().for_each(|(key, list)| lists.grams.add(key, list));
        }
    }
    Names::of(tokens.len(), next)
}

/// The gram of `len` tokens at an index, if it is within a reading and a part of it is frequent.
fn occurrence(tokens: &[u32], names: &Names, at: usize, len: usize) -> Option<Occurrence> {
    let first = tokens[at];
    let last = *tokens.get(at + len - 1)?;
    if first == END || last == END {
        return None;
    }
    let key = match (names.at(tokens, at), names.at(tokens, at + 1)) {
        (0, 0) => return None,
        (0, name) => 1 << 63 | u64::from(first) << 32 | u64::from(name),
        (name, _) => u64::from(name) << 32 | u64::from(last),
    };
    Some((key, number(at)))
}

/// Spreads keys evenly.
fn mix(key: u64) -> u64 {
    let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_hold_what_fits_and_are_never_empty() {
        let much = AT_A_TIME;
        assert_eq!(runs(&[9, 1, much - 1, 1, 2 * much, 0, 3], 1), [1..3, 3..4, 4..5, 5..7]);
        assert!(runs(&[], 0).is_empty());
    }
}
