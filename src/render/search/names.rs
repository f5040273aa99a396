//! Which frequent gram starts at each token.

use rayon::slice::ParallelSliceMut;

/// Tokens whose names are counted together.
const WORD: usize = 64;

/// The names of frequent grams of one length by the tokens at which they start; 0 is no name.
#[derive(Debug)]
pub(crate) enum Names {
    /// Grams of one token: for each token whether it is frequent. Its number is its name.
    Tokens(Vec<bool>),
    /// Longer ones: few, so that only those are held that are there.
    Sparse {
        /// For each token of the edition a bit: whether one starts there.
        starts: Vec<u64>,
        /// How many start before each word of `starts`.
        before: Vec<u32>,
        /// The names, in the order of their tokens.
        names: Vec<u32>,
    },
}

impl Names {
    /// Names from pairs of token and name, for an edition of `tokens` tokens.
    pub(crate) fn of(tokens: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.par_sort_unstable();
        let mut starts = vec![0_u64; tokens.div_ceil(WORD)];
        for &(at, _) in &pairs {
            starts[at as usize / WORD] |= 1 << (at as usize % WORD);
        }
        let mut sum = 0;
        let count = |word: &u64| {
            let before = sum;
            sum += word.count_ones();
            before
        };
        let before = starts.iter().map(count).collect();
        Self::Sparse { starts, before, names: pairs.into_iter().map(|(_, name)| name).collect() }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Tokens(frequent) => !frequent.contains(&true),
            Self::Sparse { names, .. } => names.is_empty(),
        }
    }

    /// The name of the frequent gram that starts at an index of an edition's tokens.
    pub(crate) fn at(&self, tokens: &[u32], at: usize) -> u32 {
        match self {
            Self::Tokens(frequent) => {
                let token = tokens[at];
                if frequent[token as usize] { token } else { 0 }
            }
            Self::Sparse { starts, before, names } => {
                let (word, bit) = (starts[at / WORD], at % WORD);
                if word >> bit & 1 == 0 {
                    return 0;
                }
                let earlier = (word & ((1 << bit) - 1)).count_ones();
                names[(before[at / WORD] + earlier) as usize]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::search::corpus::number;

    #[test]
    fn a_name_is_found_where_it_was_given() {
        let pairs = [(200, 7), (0, 3), (63, 1), (64, 9), (127, 2)];
        let names = Names::of(201, pairs.to_vec());
        let tokens = vec![1; 201];
        for at in 0..201 {
            let given = pairs.iter().find(|(place, _)| *place == number(at));
            assert_eq!(names.at(&tokens, at), given.map_or(0, |(_, name)| *name), "{at}");
        }
        assert!(!names.is_empty() && Names::of(9, Vec::new()).is_empty());
    }

    #[test]
    fn a_frequent_token_is_its_own_name() {
        let names = Names::Tokens(vec![false, false, true]);
        let found: Vec<u32> = (0..3).map(|at| names.at(&[2, 0, 1], at)).collect();
        assert_eq!(found, [2, 0, 0]);
    }
}
