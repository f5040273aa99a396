//! The rule `seed-hash`.

use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::diag::Span;
use crate::format::site::Level;

use sha2::Digest;
use sha2::Sha256;

/// A seed is not the file that its recipe or the manifest describes.
pub const RULE: Rule = Rule {
    code: "seed-hash",
    level: Level::Error,
    moment: Moment::Edition,
    summary: "A seed is not the file that its recipe or the manifest describes",
    why: "Seeds are originals and never change: the manifest and the recipe name the SHA-256 of the \
          file they were made for. Restore the file; for a new original make a new seed.",
    example: "sha256 = \"0000…\"   # of another file",
    find: Find::Edition(run),
};

fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for recipe in &context.recipes {
        let written = &recipe.recipe.sha256;
        let at = recipe.span(written.span());
        found.extend(hash(context, recipe.recipe.seed.get_ref(), (written.get_ref(), at)));
    }
    for seed in &context.edition.seeds {
        found.extend(hash(context, &seed.file, (&seed.sha256, seed.sha256_span)));
        match context.seeds.get(seed.file.as_str()) {
            // A size that could not be read was told, and stands as 0.
            Some(_) if seed.bytes == 0 && !context.whole => {}
            Some(bytes) if bytes.bytes.len() as u64 != seed.bytes => {
                let size = bytes.bytes.len();
                let message = format!("`{}` has {size} bytes, not {}", seed.file, seed.bytes);
                found.push(Diagnostic::error(RULE.code, message).at(seed.span));
            }
            // That a file is missing is told where the manifest is read.
            Some(_) | None => {}
        }
    }
    found
}

fn hash(context: &Context<'_>, file: &str, (written, at): (&str, Span)) -> Option<Diagnostic> {
    let seed = context.seeds.get(file)?;
    let digest = Sha256::digest(seed.bytes);
    let actual: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    if written.eq_ignore_ascii_case(&actual) {
        return None;
    }
    let message = format!("`{file}` has another SHA-256 than the one written here");
    let hint = format!("it is `{actual}`; restore the original, or make a new seed of a new one");
    Some(Diagnostic::error(RULE.code, message).at(at).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::check::RecipeFile;
    use crate::check::SeedBytes;
    use crate::diag::FileId;
    use crate::format::recipe::Recipe;

    const OF_ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn count(seed: &str, hash: &str) -> usize {
        let edition = fixture::edition("document d zh:zh:source");
        let recipe: Recipe =
            toml::from_str(&format!("seed = 'a.txt'\nsha256 = '{hash}'\n")).unwrap();
        let mut context = Context::new(&edition);
        context.recipes.push(RecipeFile { file: FileId(0), recipe: &recipe });
        context.seeds.insert("a.txt", SeedBytes { file: FileId(1), bytes: seed.as_bytes() });
        run(&context).len()
    }

    #[test]
    fn one_changed_byte_is_another_hash() {
        assert_eq!(count("abc", OF_ABC), 0);
        assert_eq!(count("abc", &OF_ABC.to_uppercase()), 0);
        assert_eq!(count("abd", OF_ABC), 1);
    }
}
