//! Grams: which are frequent, and the lists of all that are needed.

use crate::render::search::corpus::Corpus;
use crate::render::search::corpus::END;
use crate::render::search::corpus::number;
use crate::render::search::limits::Limits;
use crate::render::search::lists::Frequent;
use crate::render::search::lists::Records;
use crate::render::search::lists::frequent;
use crate::render::search::lists::places;
use crate::text::search::WORD_END;

use rayon::iter::IntoParallelIterator;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelExtend;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;
use rayon::slice::ParallelSliceMut;

/// Occurrences that are sorted at a time, so that memory stays bounded.
pub(crate) const AT_A_TIME: usize = 8_000_000;
/// Grams that are written at a time.
const WRITTEN_TOGETHER: usize = 512;

/// All lists of an edition.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    /// Words, sorted; a frequent one has an empty list here.
    pub(crate) words: Records,
    /// All other grams that are not frequent.
    pub(crate) grams: Records,
    /// Frequent grams and prefixes, sorted by key.
    pub(crate) frequent: Vec<Frequent>,
    /// The readings that have two frequent words, sorted by key.
    pub(crate) together: Vec<Frequent>,
}

/// An occurrence of a gram: what tells it from others of its length, and its first token.
pub(crate) type Occurrence = (u64, u32);

/// Makes all lists.
pub(crate) fn lists(corpus: &Corpus, limits: Limits) -> Lists {
    let mut lists = Lists::default();
    let index = ByToken::new(corpus);
    let mut names = singles(corpus, &index, limits, &mut lists);
    prefixes(corpus, &index, limits, &mut lists);
    drop(index);
    for len in 2..=limits.longest {
        if names.iter().all(|&name| name == 0) {
            break;
        }
        names = longer(corpus, &names, len, limits, &mut lists);
    }
    lists.frequent.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    lists
}

/// The places of each token.
struct ByToken {
    ends: Vec<u32>,
    places: Vec<u32>,
}

impl ByToken {
    fn new(corpus: &Corpus) -> Self {
        let mut ends = vec![0; corpus.keys.len() + 1];
        for &token in corpus.tokens.iter().filter(|&&token| token != END) {
            ends[token as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            let count = *end;
            *end = sum;
            sum += count;
        }
        let mut places = vec![0; sum as usize];
        for (at, &token) in corpus.tokens.iter().enumerate().filter(|(_, token)| **token != END) {
            let end = &mut ends[token as usize];
            places[*end as usize] = number(at);
            *end += 1;
        }
        Self { ends, places }
    }

    /// The places of the tokens from `from` up to `to`, which it leaves out.
    fn places(&self, from: usize, to: usize) -> &[u32] {
        let start = if from == 0 { 0 } else { self.ends[from - 1] };
        &self.places[start as usize..self.ends[to - 1] as usize]
    }
}

/// Lists of single tokens; the result names the frequent gram that starts at each token, 0 for none.
fn singles(corpus: &Corpus, index: &ByToken, limits: Limits, lists: &mut Lists) -> Vec<u32> {
    let is_frequent = |token: usize| index.places(token, token + 1).len() > limits.frequent;
    let tokens: Vec<usize> = (1..=corpus.keys.len()).collect();
    for run in tokens.chunks(WRITTEN_TOGETHER * 16) {
        let write = |&token: &usize| {
            let at = index.places(token, token + 1);
            if is_frequent(token) {
                let key = corpus.key(number(token)).to_owned();
                return (String::new(), Some(frequent(corpus, key, at, limits.shard)));
            }
            (places(corpus, at.iter().copied()), None)
        };
        let written: Vec<_> = run.par_iter().map(write).collect();
        for (&token, (list, frequent)) in run.iter().zip(written) {
            let key = corpus.key(number(token));
            if key.ends_with(WORD_END) {
                lists.words.add(key, &list);
            } else if frequent.is_none() {
                lists.grams.add(key, &list);
            }
            lists.frequent.extend(frequent);
        }
    }
    let name = |token: &u32| {
        if *token != END && is_frequent(*token as usize) { *token } else { 0 }
    };
    corpus.tokens.par_iter().map(name).collect()
}

/// Lists of prefixes under which many words lie.
fn prefixes(corpus: &Corpus, index: &ByToken, limits: Limits, lists: &mut Lists) {
    let words: Vec<usize> =
        (1..=corpus.keys.len()).filter(|&t| corpus.key(number(t)).ends_with(WORD_END)).collect();
    let word = |n: usize| corpus.key(number(words[n])).trim_end_matches(WORD_END);
    let count = |n: usize| index.places(words[n], words[n] + 1).len();
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
    let write = |(prefix, from, to): &(String, usize, usize)| {
        let ranges = (*from..*to).flat_map(|n| index.places(words[n], words[n] + 1));
        let mut at: Vec<u32> = ranges.copied().collect();
        at.sort_unstable();
        frequent(corpus, format!("{prefix}*"), &at, limits.shard)
    };
    for run in found.chunks(64) {
        lists.frequent.par_extend(run.par_iter().map(write));
    }
}

/// Of prefixes under which the same words lie, keeps the longest; one word alone needs no prefix.
fn keep_longest(found: &mut Vec<(String, usize, usize)>) {
    found.retain(|(_, from, to)| to - from > 1);
    found.sort_unstable_by(|a, b| (a.1, a.2, b.0.len()).cmp(&(b.1, b.2, a.0.len())));
    found.dedup_by(|a, b| (a.1, a.2) == (b.1, b.2));
}

/// Lists of grams of `len` tokens, from the names of the frequent ones of one token less.
fn longer(
    corpus: &Corpus,
    names: &[u32],
    len: usize,
    limits: Limits,
    lists: &mut Lists,
) -> Vec<u32> {
    let key_at = |at: usize| occurrence(&corpus.tokens, names, at, len);
    let total = (0..corpus.tokens.len()).into_par_iter().filter_map(key_at).count();
    let passes = (1 + total / AT_A_TIME) as u64;
    let mut next = vec![0; corpus.tokens.len()];
    let mut last_name = 0;
    for pass in 0..passes {
        let here = |&(key, _): &Occurrence| passes == 1 || mix(key) % passes == pass;
        let mut all: Vec<Occurrence> =
            (0..corpus.tokens.len()).into_par_iter().filter_map(key_at).filter(here).collect();
        all.par_sort_unstable();
        let groups: Vec<&[Occurrence]> = all.chunk_by(|a, b| a.0 == b.0).collect();
        let is_frequent = |group: &&[Occurrence]| group.len() > limits.frequent;
        let (often, seldom): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_frequent);
        for group in &often {
            last_name += 1;
            group.iter().for_each(|&(_, at)| next[at as usize] = last_name);
        }
        let write = |group: &&[Occurrence]| {
            let at: Vec<u32> = group.iter().map(|&(_, at)| at).collect();
            frequent(corpus, corpus.gram(at[0], len), &at, limits.shard)
        };
        lists.frequent.par_extend(often.par_iter().map(write));
        // The longest grams are parts of longer phrases even where they are frequent.
        let longest = if len == limits.longest { &often[..] } else { &[] };
        for groups in [&seldom[..], longest] {
            let groups = groups.par_chunks(WRITTEN_TOGETHER);
            let written: Vec<_> = groups.map(|groups| records(corpus, groups, len)).collect();
            written.iter().for_each(|records| lists.grams.append(records));
        }
    }
    next
}

fn records(corpus: &Corpus, groups: &[&[Occurrence]], len: usize) -> Records {
    let mut records = Records::default();
    for group in groups {
        let list = places(corpus, group.iter().map(|&(_, at)| at));
        records.add(&corpus.gram(group[0].1, len), &list);
    }
    records
}

/// The gram of `len` tokens at an index, if it is within a reading and a part of it is frequent.
fn occurrence(tokens: &[u32], names: &[u32], at: usize, len: usize) -> Option<Occurrence> {
    let first = tokens[at];
    let last = *tokens.get(at + len - 1)?;
    if first == END || last == END {
        return None;
    }
    let key = match (names[at], names[at + 1]) {
        (0, 0) => return None,
        (0, name) => 1 << 63 | u64::from(first) << 32 | u64::from(name),
        (name, _) => u64::from(name) << 32 | u64::from(last),
    };
    Some((key, number(at)))
}

/// Spreads keys evenly.
pub(crate) fn mix(key: u64) -> u64 {
    let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed >> 32
}
