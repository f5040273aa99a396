//! The rule `unproved-witness`.

use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::format::site::Level;

/// A witness names a seed that has no recipe.
pub const RULE: Rule = Rule {
    code: "unproved-witness",
    level: Level::Warning,
    moment: Moment::Edition,
    summary: "A witness names a seed that is not there or has no recipe",
    why: "A witness that names a seed says where its readings come from; without the seed and its \
          recipe nobody can prove it. Add them, or leave `seed` out.",
    example: "seed = \"notes.txt\"   # there is no `seeds/notes.recipe.toml`",
    find: Find::Edition(run),
};

fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    if !context.whole {
        return Vec::new();
    }
    let witnesses = context.edition.documents.iter().flat_map(|document| &document.witnesses);
    let mut found = Vec::new();
    for witness in witnesses {
        let Some(seed) = witness.seed.as_deref() else { continue };
        let has_recipe = context.recipes.iter().any(|r| r.recipe.seed.get_ref() == seed);
        let message = if !context.seeds.contains_key(seed) {
            format!("the seed `{seed}` of the witness `{}` is not in `seeds/`", witness.id)
        } else if !has_recipe {
            format!("the seed `{seed}` of the witness `{}` has no recipe", witness.id)
        } else {
            continue;
        };
        found.push(Diagnostic::warning(RULE.code, message).at(witness.span));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;

    #[test]
    fn a_seed_without_a_recipe_is_named() {
        let mut edition = fixture::edition("document d zh:zh:source\ns1 | 数据");
        assert!(run(&Context::new(&edition)).is_empty());
        fixture::document_mut(&mut edition, 0).witnesses[0].seed = Some("a.txt".into());
        assert_eq!(run(&Context::new(&edition)).len(), 1);
    }
}
