//! The rule `recipe-does-not-fit`.

use crate::check::fidelity::findings;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::format::site::Level;

/// A recipe names bytes, segments or words that do not fit its seed.
pub const RULE: Rule = Rule {
    code: "recipe-does-not-fit",
    level: Level::Error,
    moment: Moment::Edition,
    summary: "A recipe names bytes, segments or words that do not fit its seed",
    why: "Stretches of a recipe lie within the seed, begin and end between characters and \
          do not overlap; the quoted words of an omission stand there; the segments exist.",
    example: "[[omit]]\nbytes = [0, 40]\nstarts = \"Home\"   # the seed starts otherwise",
    find: Find::Edition(|context| findings(context, RULE.code)),
};
