//! The proofs of seeds that the run before made: one is made again only where its recipe, its seed
//! or a document that the recipe names is another.

use crate::check::Context;
use crate::check::RecipeFile;
use crate::check::fidelity;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::SourceMap;
use crate::model::Document;
use crate::model::Edition;

use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

use std::collections::BTreeMap;
use std::sync::Arc;

/// Proofs by the number of their recipe's file.
#[derive(Debug, Default)]
pub(super) struct Proofs(BTreeMap<FileId, Proof>);

/// What a recipe and its seed were, and what was found.
#[derive(Debug)]
struct Proof {
    /// Whether every file could be read.
    whole: bool,
    recipe: String,
    /// The seed, if there was one.
    seed: Option<(FileId, Vec<u8>)>,
    findings: Vec<Diagnostic>,
}

impl Proofs {
    /// The findings of all proofs for an edition; `before` is the edition of the run before.
    pub(super) fn prove(
        &mut self,
        context: &Context<'_>,
        sources: &SourceMap,
        before: Option<&Edition>,
    ) -> Vec<Diagnostic> {
        let known = std::mem::take(&mut self.0);
        let made: Vec<(FileId, Option<Vec<Diagnostic>>)> = context
            .recipes
            .clone()
            .into_par_iter()
            .map(|recipe| {
                let holds = known.get(&recipe.file).is_some_and(|proof| {
                    proof.is_of(context, recipe, sources)
                        && before.is_some_and(|before| is_same(before, context.edition, recipe))
                });
                (recipe.file, (!holds).then(|| fidelity::prove_seed(context, recipe)))
            })
            .collect();
        let mut known = known;
        for ((file, findings), recipe) in made.into_iter().zip(&context.recipes) {
            let proof = match (findings, known.remove(&file)) {
                (None, Some(proof)) => proof,
                (findings, _) => Proof {
                    whole: context.whole,
                    recipe: sources.text(file).to_owned(),
                    seed: seed(context, *recipe).map(|(file, bytes)| (file, bytes.to_vec())),
                    findings: findings.unwrap_or_default(),
                },
            };
            self.0.insert(file, proof);
        }
        let all = context.recipes.iter().filter_map(|recipe| self.0.get(&recipe.file));
        fidelity::whole(context, all.map(|proof| proof.findings.clone()).collect())
    }
}

impl Proof {
    /// Whether it is of this recipe and its seed as they are now.
    fn is_of(&self, context: &Context<'_>, recipe: RecipeFile<'_>, sources: &SourceMap) -> bool {
        let seed = seed(context, recipe);
        self.whole == context.whole
            && self.recipe == sources.text(recipe.file)
            && self.seed.as_ref().map(|(file, bytes)| (*file, bytes.as_slice())) == seed
    }
}

fn seed<'a>(context: &Context<'a>, recipe: RecipeFile<'_>) -> Option<(FileId, &'a [u8])> {
    let seed = context.seeds.get(recipe.recipe.seed.get_ref().as_str())?;
    Some((seed.file, seed.bytes))
}

/// Whether all documents that a recipe names are the same in two editions.
fn is_same(before: &Edition, now: &Edition, recipe: RecipeFile<'_>) -> bool {
    let mut named = recipe.recipe.run.iter().map(|run| run.get_ref().document.get_ref());
    named.all(|id| document(before, id) == document(now, id))
}

fn document<'e>(edition: &'e Edition, id: &str) -> Option<&'e Arc<Document>> {
    edition.documents.iter().find(|document| document.id.as_str() == id)
}
