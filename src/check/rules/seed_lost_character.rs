//! The rule `seed-lost-character`.

use crate::check::fidelity::findings;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::format::site::Level;

/// Text of a seed is in no reading and no omission.
pub const RULE: Rule = Rule {
    code: "seed-lost-character",
    level: Level::Error,
    moment: Moment::Edition,
    summary: "Text of a seed is in no reading and no omission",
    why: "Every character of a seed that is not white space is in exactly one reading or \
          one omission with a reason, so that nothing is lost in silence. Add a segment, \
          move the end of a run, or name the omission.",
    example: "[[run]]\nbytes = [0, 120]   # the seed goes on to byte 140",
    find: Find::Edition(|context| findings(context, RULE.code)),
};
