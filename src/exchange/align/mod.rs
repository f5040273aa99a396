//! Which sentences of a plain text and of its translation belong together: a proposal.
//!
//! In: two texts, the terms of a glossary. Out: pairs with the method that found them and how sure it
//! is. Never: a pair that counts as checked before an editor says so.

mod anchors;
mod lengths;
mod path;
pub mod record;
mod sentences;

pub use crate::exchange::align::anchors::Terms;
pub use crate::exchange::align::sentences::Sentence;

use crate::exchange::align::anchors::Anchors;
use crate::exchange::align::lengths::Lengths;
use crate::exchange::align::path::Grounds;
use crate::exchange::align::path::Step;
pub use crate::model::Lang;

use std::ops::Range;

/// How pairs are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// By the lengths of sentences, numbers, names, terms and paragraphs.
    Anchored,
    /// By the lengths of sentences alone, as Gale and Church did in 1993.
    Lengths,
}

impl Method {
    /// The word in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Anchored => "length+anchors",
            Self::Lengths => "length",
        }
    }
}

/// Sentences that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Indices of the sentences of the source.
    pub source: Range<usize>,
    /// Indices of the sentences of the translation.
    pub translation: Range<usize>,
    /// How sure the method is, from 0 to 1.
    pub confidence: f64,
    /// What both sides share: numbers, names, ids of terms.
    pub anchors: Vec<String>,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// The sentences of the source.
    pub source: Vec<Sentence>,
    /// The sentences of the translation.
    pub translation: Vec<Sentence>,
    /// Which belong together, in order; every sentence is in one pair.
    pub pairs: Vec<Pair>,
    /// How they were found.
    pub method: Method,
}

/// Proposes which sentences of two texts belong together.
#[must_use]
pub fn propose(texts: [&str; 2], langs: [&Lang; 2], terms: &Terms, method: Method) -> Alignment {
    let semicolons = sentences::semicolons(texts);
    let split = |side: usize| sentences::split(texts[side], langs[side], semicolons);
    let [source, translation] = [0, 1].map(split);
    let words = |side: usize, sentences: &[Sentence]| -> Vec<&str> {
        sentences.iter().map(|sentence| &texts[side][sentence.at.clone()]).collect()
    };
    let words = [words(0, &source), words(1, &translation)];
    let words = [words[0].as_slice(), words[1].as_slice()];
    let grounds = Grounds {
        sentences: [&source, &translation],
        lengths: Lengths::new(words),
        anchors: (method == Method::Anchored).then(|| Anchors::new(words, terms)),
    };
    let steps = regions(&grounds).into_iter().flat_map(|region| path::cheapest(&grounds, region));
    let pairs = steps.map(|step| pair(&grounds, step)).collect();
    Alignment { source, translation, pairs, method }
}

/// The stretches that are aligned each for itself: as Gale and Church had it, paragraph by
/// paragraph where both texts have as many. With anchors the paragraphs are but one of the grounds.
fn regions(grounds: &Grounds<'_>) -> Vec<[Range<usize>; 2]> {
    let [source, translation] = grounds.sentences;
    let [first, second] = grounds.sentences.map(paragraphs);
    if grounds.anchors.is_none() && first.len() == second.len() {
        return first.into_iter().zip(second).map(|(source, other)| [source, other]).collect();
    }
    vec![[0..source.len(), 0..translation.len()]]
}

fn paragraphs(sentences: &[Sentence]) -> Vec<Range<usize>> {
    let mut start = 0;
    let chunks = sentences.chunk_by(|a, b| a.paragraph == b.paragraph);
    let range = |chunk: &[Sentence]| {
        start += chunk.len();
        start - chunk.len()..start
    };
    chunks.map(range).collect()
}

fn pair(grounds: &Grounds<'_>, step: Step) -> Pair {
    let Step { from: (i, j), take: (m, n) } = step;
    let (shared, lone) = grounds.ties(step.from, step.take);
    let name = |key: &usize| grounds.anchors.as_ref().map(|anchors| anchors.names[*key].clone());
    Pair {
        source: i..i + m,
        translation: j..j + n,
        confidence: confidence(grounds, step, (shared.len(), lone.len())),
        anchors: shared.iter().filter_map(name).collect(),
    }
}

/// Half by the lengths, half by the share of anchors that both sides have; less where one sentence
/// has not one translation.
#[expect(clippy::cast_precision_loss, reason = "no sentence has 2^52 anchors")]
fn confidence(grounds: &Grounds<'_>, step: Step, (shared, lone): (usize, usize)) -> f64 {
    let by_length = grounds.lengths.probability(step.from, step.take);
    let by_anchors = (shared as f64 + 0.5) / ((shared + lone) as f64 + 1.0);
    let shape = match step.take {
        (1, 1) => 1.0,
        (0, _) | (_, 0) => 0.4,
        _ => 0.85,
    };
    let evidence = match &grounds.anchors {
        Some(_) => f64::midpoint(by_length, by_anchors),
        None => by_length,
    };
    (shape * evidence * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests;
