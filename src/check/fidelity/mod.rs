//! The proof that every character of a seed is in one reading or one named omission, and that
//! every reading stands in its seed.
//!
//! In: an edition, its recipes, the bytes of its seeds. Out: findings at the reading, the seed or
//! the recipe. Never: a guess that hides a difference.

pub(crate) mod breaks;
pub(crate) mod codes;
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

/// The findings of the proof that have a code; the seeds are proved once.
pub(crate) fn findings(context: &Context<'_>, code: &str) -> Vec<Diagnostic> {
    let all = context.proof.get_or_init(|| prove(context));
    all.iter().filter(|finding| finding.code == code).cloned().collect()
}

/// Proves all seeds that have a recipe; findings carry the codes of [`codes`].
fn prove(context: &Context<'_>) -> Vec<Diagnostic> {
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

#[cfg(test)]
mod tests;
