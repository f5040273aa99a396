//! The rule `reading-differs-from-seed`.

use crate::check::fidelity::findings;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::format::site::Level;

/// A reading is not what its seed has.
pub const RULE: Rule = Rule {
    code: "reading-differs-from-seed",
    level: Level::Error,
    moment: Moment::Edition,
    summary: "A reading is not what its seed has",
    why: "A reading is the seed letter by letter, apart from the clean-ups that the recipe \
          names. Correct the reading; an error of the seed itself stays and gets a note of \
          the kind correction.",
    example: "\"s1\" = '''推进数宇化'''   # the seed has 推进数字化",
    find: Find::Edition(|context| findings(context, RULE.code)),
};
