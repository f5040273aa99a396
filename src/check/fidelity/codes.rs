//! What the findings of the proof are called, and how they quote.

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
