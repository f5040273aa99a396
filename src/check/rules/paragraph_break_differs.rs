//! The rule `paragraph-break-differs`.

use crate::check::fidelity::findings;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::format::site::Level;

/// Paragraphs or spaces between readings are not those of the seed.
pub const RULE: Rule = Rule {
    code: "paragraph-break-differs",
    level: Level::Error,
    moment: Moment::Edition,
    summary: "Paragraphs or spaces between readings are not those of the seed",
    why: "A blank line of the seed is a paragraph break of the spine, unless the recipe \
          joins it; a break that the seed has lost is marked as restored; other white space \
          than the language's own is named in the recipe.",
    example: "[[division]]\nid = \"p2\"   # begins in the middle of a paragraph of the seed",
    find: Find::Edition(|context| findings(context, RULE.code)),
};
