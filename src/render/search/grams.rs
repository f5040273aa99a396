//! Grams: which are frequent, and the lists of all that are needed.

use crate::render::search::corpus::Corpus;
use crate::render::search::corpus::END;
use crate::render::search::corpus::Place;
use crate::render::search::encode::number;
use crate::render::search::limits::Limits;
use crate::render::search::lists::frequent;
use crate::render::search::lists::places;
use crate::render::search::longer::Grams;
use crate::render::search::longer::longer;
use crate::render::search::names::Names;
use crate::render::search::shards::ByHash;
use crate::render::search::shards::InOrder;
use crate::render::search::store::Lists;
use crate::render::search::store::WRITTEN_TOGETHER;
use crate::render::search::texts::Texts;
use crate::text::search::WORD_END;

use rayon::iter::IndexedParallelIterator;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

use std::io;
use std::ops::Range;

/// Makes all lists but those of two words.
///
/// # Errors
/// What was laid aside on the disk cannot be read again.
pub(crate) fn lists(corpus: &Corpus, limits: Limits) -> io::Result<Lists> {
    let mut lists = Lists {
        words: InOrder::new(limits.shard),
        grams: ByHash::new(),
        frequent: Vec::new(),
        together: Vec::new(),
        pieces: Texts::new(),
    };
    let counts = counts(corpus)?;
    let is_frequent: Vec<bool> = counts.iter().map(|&count| count > limits.frequent).collect();
    singles(corpus, &counts, limits, &mut lists)?;
    prefixes(corpus, &counts, limits, &mut lists)?;
    let mut names = Names::Tokens(is_frequent);
    for len in 2..=limits.longest {
        if names.is_empty() {
            break;
        }
        let next = longer(&Grams { corpus, names: &names, len, limits }, &mut lists)?;
        names = Names::Longer(next);
    }
    Ok(lists)
}

/// How often each token stands.
fn counts(corpus: &Corpus) -> io::Result<Vec<usize>> {
    let mut counts = vec![0; corpus.keys.len() + 1];
    for stretch in corpus.tokens.iter() {
        stretch?.numbers.iter().for_each(|&token| counts[token as usize] += 1);
    }
    counts[END as usize] = 0;
    Ok(counts)
}

/// Runs of numbers from `from` on of which those with more than one number weigh no more than
/// `held`.
pub(crate) fn runs(weights: &[usize], from: usize, held: usize) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut sum = 0;
    for (number, weight) in weights.iter().enumerate().skip(from) {
        sum += weight;
        match runs.last_mut() {
            Some(run) if sum <= held => run.end = number + 1,
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
    places: Vec<Place>,
}

impl ByToken {
    fn new(corpus: &Corpus, counts: &[usize], run: Range<usize>) -> io::Result<Self> {
        let mut ends = Vec::with_capacity(run.len());
        let mut sum = 0;
        for token in run.clone() {
            ends.push(sum);
            sum += counts[token];
        }
        let mut places = vec![Place::default(); sum];
        for stretch in corpus.tokens.iter() {
            let stretch = stretch?;
            for (reading, range) in stretch.readings() {
                for (at, &token) in (0..).zip(&stretch.numbers[range]) {
                    if run.contains(&(token as usize)) {
                        let end = &mut ends[token as usize - run.start];
                        places[*end] = Place { reading, token: at };
                        *end += 1;
                    }
                }
            }
        }
        Ok(Self { first: run.start, ends, places })
    }

    fn places(&self, token: usize) -> &[Place] {
        let place = token - self.first;
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.places[start..self.ends[place]]
    }
}

/// Lists of single tokens.
fn singles(corpus: &Corpus, counts: &[usize], limits: Limits, lists: &mut Lists) -> io::Result<()> {
    for run in runs(counts, 1, limits.held) {
        let index = ByToken::new(corpus, counts, run.clone())?;
        let write = |&token: &usize| {
            let at = index.places(token);
            if at.len() > limits.frequent {
                let key = corpus.key(number(token)).to_owned();
                let readings = at.iter().map(|place| place.reading);
                return (String::new(), Some(frequent(corpus, key, readings, limits.shard)));
            }
            (places(corpus, at.iter().copied()), None)
        };
        let run: Vec<usize> = run.collect();
        for run in run.chunks(WRITTEN_TOGETHER) {
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
    Ok(())
}

/// Lists of prefixes under which many words lie.
fn prefixes(
    corpus: &Corpus,
    counts: &[usize],
    limits: Limits,
    lists: &mut Lists,
) -> io::Result<()> {
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
    for run in runs(&weights, 0, limits.held) {
        let found = &found[run];
        let readings = below(corpus, &words, found)?;
        let write = |((prefix, ..), readings): (&(String, usize, usize), &Vec<u32>)| {
            frequent(corpus, format!("{prefix}*"), readings.iter().copied(), limits.shard)
        };
        let written: Vec<_> = found.par_iter().zip(&readings).map(write).collect();
        lists.store_all(written);
    }
    Ok(())
}

/// The readings of all words below each of some prefixes.
fn below(
    corpus: &Corpus,
    words: &[usize],
    found: &[(String, usize, usize)],
) -> io::Result<Vec<Vec<u32>>> {
    // The prefixes of a word lie one in the other: each leads to the next shorter one.
    let mut innermost = vec![usize::MAX; corpus.keys.len() + 1];
    let mut outer = Vec::with_capacity(found.len());
    for (prefix, (_, from, to)) in found.iter().enumerate() {
        outer.push(innermost[words[*from]]);
        words[*from..*to].iter().for_each(|&word| innermost[word] = prefix);
    }
    let mut all: Vec<Vec<u32>> = vec![Vec::new(); found.len()];
    for stretch in corpus.tokens.iter() {
        let stretch = stretch?;
        for (reading, range) in stretch.readings() {
            for &token in &stretch.numbers[range] {
                let mut prefix = innermost[token as usize];
                while prefix != usize::MAX {
                    if all[prefix].last() != Some(&reading) {
                        all[prefix].push(reading);
                    }
                    prefix = outer[prefix];
                }
            }
        }
    }
    Ok(all)
}

/// Of prefixes under which the same words lie, keeps the longest; one word alone needs no prefix.
/// They come out in the order of their words, shorter prefixes before longer ones.
fn keep_longest(found: &mut Vec<(String, usize, usize)>) {
    found.retain(|(_, from, to)| to - from > 1);
    found.sort_unstable_by(|a, b| (a.1, b.2, b.0.len()).cmp(&(b.1, a.2, a.0.len())));
    found.dedup_by(|a, b| (a.1, a.2) == (b.1, b.2));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_hold_what_fits_and_are_never_empty() {
        assert_eq!(runs(&[9, 1, 99, 1, 200, 0, 3], 1, 100), [1..3, 3..4, 4..5, 5..7]);
        assert!(runs(&[], 0, 100).is_empty());
    }
}
