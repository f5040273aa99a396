//! The rule `reading-not-in-seed`.

use crate::check::fidelity::findings;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::format::site::Level;

/// A reading is in no run of its recipe.
pub const RULE: Rule = Rule {
    code: "reading-not-in-seed",
    level: Level::Error,
    moment: Moment::Edition,
    summary: "A reading is in no run of its recipe",
    why: "Where a witness has a seed with a recipe, each of its readings is proved to stand \
          there. A reading outside all runs is not proved.",
    example: "[[run]]\nfrom = \"s1\"\nto = \"s8\"   # but the witness reads s9",
    find: Find::Edition(|context| findings(context, RULE.code)),
};
