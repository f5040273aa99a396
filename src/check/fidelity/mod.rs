//! The proof that every character of a seed is in one reading or one named omission, and that
//! every reading stands in its seed.
//!
//! In: an edition, its recipes, the bytes of its seeds. Out: findings at the reading, the seed or
//! the recipe. Never: a guess that hides a difference.

pub(crate) mod breaks;
pub(crate) mod layout;
pub(crate) mod lost;
pub(crate) mod readings;
pub(crate) mod resync;
pub(crate) mod stream;
pub(crate) mod walk;

use crate::check::fidelity::layout::Layout;
use crate::check::rule::Context;
use crate::diag::Diagnostic;

use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

/// A reading, or the white space of one, is not what the seed has.
pub(crate) const DIFFERS: &str = "reading-differs-from-seed";
/// Characters of a seed are in no reading and no omission.
pub(crate) const LOST: &str = "seed-lost-character";
/// Paragraphs of spine and seed, or the white space between readings, disagree.
pub(crate) const BREAK: &str = "paragraph-break-differs";
/// A reading is in no run of its recipe.
pub(crate) const NO_RUN: &str = "reading-not-in-seed";
/// A recipe names places or segments that do not fit.
pub(crate) const RECIPE: &str = "recipe-does-not-fit";

/// Proves all seeds that have a recipe; findings carry the codes above.
pub(crate) fn prove(context: &Context<'_>) -> Vec<Diagnostic> {
    let proved: Vec<Vec<Diagnostic>> = context
        .recipes
        .par_iter()
        .map(|recipe| {
            let mut sink = Vec::new();
            if let Some(layout) = Layout::new(context, *recipe, &mut sink) {
                lost::uncovered(&layout, &mut sink);
                for run in &layout.runs {
                    walk::run(&layout, run, &mut sink);
                }
            }
            sink
        })
        .collect();
    let mut sink: Vec<Diagnostic> = proved.into_iter().flatten().collect();
    readings::outside_runs(context, &mut sink);
    sink
}

/// At most so many characters of a text, for messages.
pub(crate) fn excerpt(text: &str, most: usize) -> String {
    let text = text.trim();
    let count = text.chars().count();
    let one_line = |part: String| part.replace('\n', "⏎");
    if count <= most {
        return one_line(text.to_owned());
    }
    let head: String = text.chars().take(most * 2 / 3).collect();
    let tail: String = text.chars().skip(count - most / 3).collect();
    one_line(format!("{head}…{tail}"))
}

#[cfg(test)]
mod tests;
