//! Readings that no run of a recipe reads, or that two read.

use crate::check::fidelity::codes::NO_RUN;
use crate::check::fidelity::layout::Claim;
use crate::check::fidelity::layout::claim;
use crate::check::fidelity::layout::misfit;
use crate::check::rule::Context;
use crate::check::rule::RecipeFile;
use crate::diag::Diagnostic;
use crate::model::Document;
use crate::model::Witness;

/// Every present reading of a witness whose seed has a recipe is read in exactly one run.
pub(crate) fn outside_runs(context: &Context<'_>, sink: &mut Vec<Diagnostic>) {
    if context.recipes.is_empty() {
        return;
    }
    let mut claims = Vec::new();
    for recipe in &context.recipes {
        // What does not fit is reported where the recipe is laid over its seed.
        let runs = recipe.recipe.run.iter();
        claims.extend(runs.filter_map(|run| claim(context.edition, *recipe, run, &mut Vec::new())));
    }
    for (index, document) in context.edition.documents.iter().enumerate() {
        for (number, witness) in document.witnesses.iter().enumerate() {
            if !has_recipe(context, witness) || is_misfit(context, witness) {
                continue;
            }
            let mut own: Vec<&Claim> = claims
                .iter()
                .filter(|claim| (claim.document, claim.witness) == (index, number))
                .collect();
            own.sort_by_key(|claim| claim.segments);
            report(document, number, &own, sink);
        }
    }
}

fn has_recipe(context: &Context<'_>, witness: &Witness) -> bool {
    let seed = witness.seed.as_deref();
    context.recipes.iter().any(|recipe| Some(recipe.recipe.seed.get_ref().as_str()) == seed)
}

/// Whether the recipe of a witness's seed has a run that fits no document: it may be the one that
/// reads this witness, and was told.
fn is_misfit(context: &Context<'_>, witness: &Witness) -> bool {
    let seed = witness.seed.as_deref();
    let own = |recipe: &&RecipeFile<'_>| Some(recipe.recipe.seed.get_ref().as_str()) == seed;
    context.recipes.iter().filter(own).any(|recipe| {
        let mut runs = recipe.recipe.run.iter();
        runs.any(|run| claim(context.edition, *recipe, run, &mut Vec::new()).is_none())
    })
}

/// `claims` are sorted by their segments.
fn report(document: &Document, witness: usize, claims: &[&Claim], sink: &mut Vec<Diagnostic>) {
    let name = &document.witnesses[witness].id;
    if claims.is_empty() {
        let message = format!("no run of the recipe reads the witness `{name}`");
        let finding = Diagnostic::error(NO_RUN, message).at(document.witnesses[witness].span);
        sink.push(finding.hint("add a `[[run]]` with its document and its bytes"));
        return;
    }
    for pair in claims.windows(2) {
        if pair[1].segments.0 <= pair[0].segments.1 {
            let id = &document.segments[pair[1].segments.0].id;
            let message = format!("`{id}` is read by two runs of `{name}`");
            sink.push(misfit(pair[1].span, message).also(pair[0].span, "the other run"));
        }
    }
    let mut claims = claims.iter().peekable();
    for (index, segment) in document.segments.iter().enumerate() {
        while claims.next_if(|claim| claim.segments.1 < index).is_some() {}
        let claimed = claims.peek().is_some_and(|claim| claim.segments.0 <= index);
        let text = segment.readings.get(witness).and_then(|reading| reading.text());
        if let Some(text) = text.filter(|_| !claimed) {
            let message = format!("the reading of `{name}` in `{}` is in no run", segment.id);
            let finding = Diagnostic::error(NO_RUN, message).at(text.span);
            sink.push(finding.hint("let a `[[run]]` of the recipe begin or end with it"));
        }
    }
}
