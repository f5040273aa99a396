//! How likely two stretches of text are translations of each other by their lengths alone
//! (Gale and Church, A Program for Aligning Sentences in Bilingual Corpora, 1993).

/// The variance of the length of a translation per character, as they measured it.
const VARIANCE: f64 = 6.8;

/// No probability is less: one odd sentence must not outweigh a whole text.
const LEAST: f64 = 1e-9;

/// Lengths of sentences in characters, summed up, and the ratio of the texts.
#[derive(Debug)]
pub(crate) struct Lengths {
    sums: [Vec<usize>; 2],
    ratio: f64,
}

impl Lengths {
    /// Measures the sentences of both texts.
    pub(crate) fn new(sides: [&[&str]; 2]) -> Self {
        let sums = sides.map(|side| {
            let mut sums = vec![0];
            for sentence in side {
                sums.push(sums[sums.len() - 1] + sentence.chars().count());
            }
            sums
        });
        let total = |side: &Vec<usize>| number(side.last().copied().unwrap_or(0).max(1));
        let ratio = total(&sums[1]) / total(&sums[0]);
        Self { sums, ratio }
    }

    /// The probability of a difference of lengths as great as that of these sentences.
    pub(crate) fn probability(&self, (i, j): (usize, usize), (m, n): (usize, usize)) -> f64 {
        let length =
            |side: &[usize], from: usize, count: usize| number(side[from + count] - side[from]);
        let source = length(&self.sums[0], i, m);
        let translation = length(&self.sums[1], j, n);
        let mean = f64::midpoint(source, translation / self.ratio);
        if mean == 0.0 {
            return 1.0;
        }
        // The variance grows with the longer text's characters.
        let spread = (mean * VARIANCE * self.ratio.max(1.0)).sqrt();
        let delta = (translation - source * self.ratio).abs() / spread;
        (2.0 * tail(delta)).clamp(LEAST, 1.0)
    }
}

#[expect(clippy::cast_precision_loss, reason = "no text has 2^52 characters")]
fn number(n: usize) -> f64 {
    n as f64
}

/// The upper tail of the normal distribution (Abramowitz and Stegun 26.2.17, error below 1e-7).
fn tail(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * x);
    let polynomial = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let sum = polynomial.iter().rev().fold(0.0, |sum, coefficient| (sum + coefficient) * t);
    (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_that_of_the_tables() {
        for (x, expected) in [(0.0, 0.5), (1.0, 0.158_655), (1.96, 0.024_998), (3.0, 0.001_350)] {
            assert!((tail(x) - expected).abs() < 1e-6, "{x}: {}", tail(x));
        }
    }

    #[test]
    fn equal_shares_of_the_texts_are_likely() {
        let lengths = Lengths::new([&["一二三四", "一"], &["twelve chars", "abc"]]);
        assert!(lengths.probability((0, 0), (1, 1)) > 0.9);
        assert!(lengths.probability((0, 1), (1, 1)) < 0.3);
    }
}
