//! Recipes: where they name segments, and the white space between two readings.

use crate::exchange::edit::opened::read;
use crate::exchange::edit::refusal::Refusal;
use crate::exchange::edit::texts::Texts;
use crate::exchange::edit::work::Work;
use crate::exchange::edit::work::basic;
use crate::exchange::edit::work::entry;
use crate::format::recipe::Recipe;
use crate::format::recipe::Run;
use crate::format::recipe::Space;

use toml::Spanned;

/// A recipe that reads witnesses of the document.
#[derive(Debug)]
pub(crate) struct Seed {
    /// Its file.
    pub(crate) path: String,
    /// What it says.
    pub(crate) recipe: Recipe,
}

impl Seed {
    /// The runs that a witness reads.
    pub(crate) fn runs<'s>(
        &'s self,
        document: &'s str,
        witness: &'s str,
    ) -> impl Iterator<Item = &'s Run> {
        self.recipe.run.iter().map(Spanned::get_ref).filter(move |run| {
            run.document.get_ref() == document && run.witness.get_ref() == witness
        })
    }

    /// The white space declared after a segment. A recipe gives it for all witnesses of its seed.
    fn space(&self, after: &str) -> Option<&Spanned<Space>> {
        self.recipe.space.iter().find(|space| space.get_ref().after.get_ref() == after)
    }
}

/// The recipes with runs of a document.
pub(crate) fn recipes(texts: &Texts, document: &str) -> Result<Vec<Seed>, Refusal> {
    let mut out = Vec::new();
    for (path, text) in texts {
        if path.starts_with("seeds/") && path.ends_with(".recipe.toml") && text.contains(document) {
            let recipe: Recipe = read(path, text)?;
            if recipe.run.iter().any(|run| run.get_ref().document.get_ref() == document) {
                out.push(Seed { path: path.clone(), recipe });
            }
        }
    }
    Ok(out)
}

/// Writes another id at the ends of runs that are at `from`: where a witness starts and ends is
/// told apart, since a half may be absent in it. `None` leaves that end as it is.
pub(crate) fn move_ends(
    seeds: &[Seed],
    (document, witness): (&str, &str),
    id: &str,
    (start, end): (Option<&str>, Option<&str>),
    work: &mut Work<'_>,
) {
    for seed in seeds {
        for run in seed.runs(document, witness) {
            for (at, to) in [(&run.from, start), (&run.to, end)] {
                if let Some(to) = to.filter(|to| at.get_ref() == id && *to != id) {
                    work.replace(&seed.path, at.span(), format!("\"{to}\""));
                }
            }
        }
    }
}

/// Writes another id where white space is declared after `id`.
pub(crate) fn move_spaces(seeds: &[Seed], (id, to): (&str, &str), work: &mut Work<'_>) {
    for seed in seeds {
        if let Some(space) = seed.space(id) {
            work.replace(&seed.path, space.get_ref().after.span(), format!("\"{to}\""));
        }
    }
}

/// The recipe in which a witness reads a document.
pub(crate) fn of_witness<'s>(seeds: &'s [Seed], document: &str, witness: &str) -> Option<&'s Seed> {
    seeds.iter().find(|seed| seed.runs(document, witness).next().is_some())
}

/// Declares the white space that stands after a segment, which is not that of the language.
pub(crate) fn declare_space(seed: &Seed, after: &str, is: &str, work: &mut Work<'_>) {
    let is = basic(is);
    let lines = format!(
        "[[space]]\nafter = \"{after}\"\nis = {is}\nreason = \"the segment was divided here\"\n"
    );
    work.append(&seed.path, &lines);
    work.say(format!("the white space at the cut is declared in `{}`", seed.path));
}

/// The white space declared after a segment in the recipe of a witness.
pub(crate) fn declared<'s>(
    seeds: &'s [Seed],
    document: &str,
    witness: &str,
    after: &str,
) -> Option<&'s str> {
    let seed = of_witness(seeds, document, witness)?;
    seed.space(after).map(|space| space.get_ref().is.as_str())
}

/// Takes the declarations of white space after a segment out: it now stands within a reading.
pub(crate) fn drop_spaces(seeds: &[Seed], after: &str, work: &mut Work<'_>) {
    for seed in seeds {
        let Some(space) = seed.space(after) else { continue };
        let range = entry(work.text(&seed.path), space.span().start);
        work.replace(&seed.path, range, "");
    }
}
