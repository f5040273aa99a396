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
use crate::check::rule::RecipeFile;
use crate::diag::Diagnostic;

use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

/// Proves all seeds, before rules that ask for the proof run side by side: a thread that made it
/// for one of them, and waited for its parts, would take up another that waits for the whole.
pub(crate) fn prepare(context: &Context<'_>) {
    context.proof.get_or_init(|| prove(context));
}

/// The findings of the proof that have a code; the seeds are proved once.
pub(crate) fn findings(context: &Context<'_>, code: &str) -> Vec<Diagnostic> {
    let all = context.proof.get_or_init(|| prove(context));
    all.iter().filter(|finding| finding.code == code).cloned().collect()
}

/// Proves all seeds that have a recipe; findings carry the codes of [`codes`].
fn prove(context: &Context<'_>) -> Vec<Diagnostic> {
    let recipes = context.recipes.par_iter();
    whole(context, recipes.map(|recipe| prove_seed(context, *recipe)).collect())
}

/// Proves the seed of a recipe. The findings depend on the recipe, the seed, the documents that
/// the recipe names and whether every file could be read, and on nothing else.
pub(crate) fn prove_seed(context: &Context<'_>, recipe: RecipeFile<'_>) -> Vec<Diagnostic> {
    let mut sink = Vec::new();
    if !context.whole && is_unread(context, recipe) {
        return sink;
    }
    if let Some(layout) = Layout::new(context, recipe, &mut sink) {
        // Of a recipe whose places do not fit, what it leaves uncovered is no news.
        if layout.fits {
            lost::uncovered(&layout, &mut sink);
        }
        for run in &layout.runs {
            walk::run(&layout, run, &mut sink);
        }
    }
    sink
}

/// Whether a recipe speaks of a document or witness of which nothing could be read: that was told,
/// and everything the proof would say follows from it.
fn is_unread(context: &Context<'_>, recipe: RecipeFile<'_>) -> bool {
    recipe.recipe.run.iter().any(|run| {
        let run = run.get_ref();
        let mut documents = context.edition.documents.iter();
        let Some(document) = documents.find(|d| d.id.as_str() == run.document.get_ref()) else {
            return true;
        };
        document.witness(run.witness.get_ref()).is_some_and(|witness| {
            let mut readings = document.segments.iter().map(|s| s.readings.get(witness));
            readings.all(|reading| reading.is_none_or(|reading| reading.text().is_none()))
        })
    })
}

/// The proofs of all recipes, and what is found in none of them: readings that no recipe reads.
pub(crate) fn whole(context: &Context<'_>, proofs: Vec<Vec<Diagnostic>>) -> Vec<Diagnostic> {
    let mut sink: Vec<Diagnostic> = proofs.into_iter().flatten().collect();
    readings::outside_runs(context, &mut sink);
    sink
}

#[cfg(test)]
mod tests;
