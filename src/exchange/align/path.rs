//! The cheapest way through two texts: dynamic programming over pairs of sentences.

use crate::exchange::align::anchors::Anchors;
use crate::exchange::align::lengths::Lengths;
use crate::exchange::align::sentences::Sentence;

use std::ops::Range;
use std::ops::RangeInclusive;

/// Numbers of sentences that are taken together, with the probability of that: the first six as
/// Gale and Church measured them; the others are for languages that divide otherwise.
const BEADS: [((usize, usize), f64); 8] = [
    ((1, 1), 0.89),
    ((1, 0), 0.0099 / 2.0),
    ((0, 1), 0.0099 / 2.0),
    ((2, 1), 0.089 / 2.0),
    ((1, 2), 0.089 / 2.0),
    ((2, 2), 0.011),
    ((3, 1), 0.01),
    ((1, 3), 0.01),
];

/// How many of the beads lengths alone can tell apart.
const CLASSIC: usize = 6;

/// What a shared anchor is worth per unit of its weight, in units of a logarithm.
const SHARED: f64 = 1.6;

/// What an anchor that only one side has costs.
const LONE: f64 = 0.35;

/// What it is worth that both sides start a paragraph, and what it costs that only one does.
const PARAGRAPH: (f64, f64) = (2.0, 1.5);

/// How far from the diagonal the path may go at least, in sentences.
const BAND: usize = 250;

/// What the costs are computed from.
pub(crate) struct Grounds<'a> {
    pub(crate) sentences: [&'a [Sentence]; 2],
    pub(crate) lengths: Lengths,
    /// `None`: lengths alone.
    pub(crate) anchors: Option<Anchors>,
}

/// Sentences that belong together: first sentence and number of them on each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) from: (usize, usize),
    pub(crate) take: (usize, usize),
}

/// The cheapest path through these sentences of both texts.
pub(crate) fn cheapest(
    grounds: &Grounds<'_>,
    [source, translation]: [Range<usize>; 2],
) -> Vec<Step> {
    let (rows, columns) = (source.len(), translation.len());
    let start = (source.start, translation.start);
    let beads = if grounds.anchors.is_some() { BEADS.len() } else { CLASSIC };
    // Costs of this row and the three before it, which the longest bead reaches back to.
    let mut costs: Vec<Vec<f64>> = Vec::new();
    let mut back: Vec<Vec<u8>> = Vec::with_capacity(rows + 1);
    for i in 0..=rows {
        let mut row = vec![f64::INFINITY; columns + 1];
        let mut from = vec![u8::MAX; columns + 1];
        for j in band(i, (rows, columns)) {
            if (i, j) == (0, 0) {
                row[0] = 0.0;
                continue;
            }
            for (bead, &((m, n), prior)) in BEADS.iter().enumerate().take(beads) {
                let (Some(pi), Some(pj)) = (i.checked_sub(m), j.checked_sub(n)) else { continue };
                let before = if m == 0 { row[pj] } else { costs[costs.len() - m][pj] };
                if before.is_infinite() {
                    continue;
                }
                let cost = before - prior.ln() + grounds.cost((start.0 + pi, start.1 + pj), (m, n));
                if cost < row[j] {
                    row[j] = cost;
                    from[j] = u8::try_from(bead).unwrap_or(u8::MAX);
                }
            }
        }
        if costs.len() == 3 {
            costs.remove(0);
        }
        costs.push(row);
        back.push(from);
    }
    walk_back(&back, start, (rows, columns))
}

/// The columns near the diagonal.
fn band(i: usize, (rows, columns): (usize, usize)) -> RangeInclusive<usize> {
    let centre = (i * columns).checked_div(rows).unwrap_or(0);
    let width =
        BAND.max(columns / 10).max(columns.checked_div(rows).map_or(columns, |steep| steep + 1));
    centre.saturating_sub(width)..=(centre + width).min(columns)
}

fn walk_back(back: &[Vec<u8>], start: (usize, usize), end: (usize, usize)) -> Vec<Step> {
    let (mut i, mut j) = end;
    let mut steps = Vec::new();
    while (i, j) != (0, 0) {
        let Some(&(take, _)) = BEADS.get(usize::from(back[i][j])) else { break };
        (i, j) = (i - take.0, j - take.1);
        steps.push(Step { from: (start.0 + i, start.1 + j), take });
    }
    steps.reverse();
    steps
}

impl Grounds<'_> {
    fn cost(&self, from: (usize, usize), take: (usize, usize)) -> f64 {
        let mut cost = -self.lengths.probability(from, take).ln();
        if self.anchors.is_some() {
            let (shared, lone) = self.ties(from, take);
            let weights = |keys: &[usize]| keys.iter().map(|&key| self.weight(key)).sum::<f64>();
            cost += LONE * weights(&lone) - SHARED * weights(&shared) + self.paragraphs(from, take);
        }
        cost
    }

    fn weight(&self, key: usize) -> f64 {
        self.anchors.as_ref().map_or(0.0, |anchors| anchors.weights[key])
    }

    /// The anchors that both sides share, and those that only one has.
    pub(crate) fn ties(
        &self,
        (i, j): (usize, usize),
        (m, n): (usize, usize),
    ) -> (Vec<usize>, Vec<usize>) {
        let Some(anchors) = &self.anchors else { return (Vec::new(), Vec::new()) };
        let gather = |side: usize, from: usize, count: usize| {
            let mut keys = anchors.of[side][from..from + count].concat();
            keys.sort_unstable();
            keys.dedup();
            keys
        };
        let (source, translation) = (gather(0, i, m), gather(1, j, n));
        let (shared, mut lone): (Vec<_>, Vec<_>) =
            source.into_iter().partition(|key| translation.binary_search(key).is_ok());
        lone.extend(translation.into_iter().filter(|key| shared.binary_search(key).is_err()));
        (shared, lone)
    }

    fn paragraphs(&self, (i, j): (usize, usize), (m, n): (usize, usize)) -> f64 {
        let starts = |side: usize, at: usize| {
            let sentences = self.sentences[side];
            at == 0 || sentences[at - 1].paragraph != sentences[at].paragraph
        };
        let (worth, price) = PARAGRAPH;
        let inner = (i + 1..i + m).filter(|&at| starts(0, at)).count()
            + (j + 1..j + n).filter(|&at| starts(1, at)).count();
        let first = match (m > 0 && starts(0, i), n > 0 && starts(1, j)) {
            (true, true) => -worth,
            (false, false) => 0.0,
            _ if m == 0 || n == 0 => 0.0,
            _ => price,
        };
        // A bead that runs over the end of a paragraph is no sentence.
        first + if inner > 0 { 3.0 * price } else { 0.0 }
    }
}
