//! The rule `link-to-itself`.

use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::format::site::Level;

/// A link leads to the segment it starts from.
pub const RULE: Rule = Rule {
    code: "link-to-itself",
    level: Level::Warning,
    moment: Moment::Edition,
    summary: "A link leads to the segment it starts from",
    why: "A link relates two passages; one that ends where it starts tells a reader \
          nothing. Anchor its other end, or write a note. A gap is missing in another \
          document than its own.",
    example: "from = { document = \"d\", segment = \"s1\", … }\nto = { document = \"d\", segment = \"s1\", … }",
    find: Find::Edition(run),
};

fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for link in &context.edition.links {
        let (from, to) = (&link.from, &link.to);
        if (from.document, from.segment) == (to.document, to.segment) {
            let message = format!("the link `{}` leads to the segment it starts from", link.id);
            let finding = Diagnostic::warning(RULE.code, message).at(to.span);
            found.push(finding.also(from.span, "it starts here"));
        }
    }
    for gap in &context.edition.gaps {
        if gap.at.document == gap.missing_in {
            let message = format!("the gap `{}` is missing in its own document", gap.id);
            found.push(Diagnostic::warning(RULE.code, message).at(gap.span));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::model::Link;
    use crate::model::LinkId;
    use crate::model::Localized;
    use crate::model::Relation;

    #[test]
    fn a_link_needs_two_segments() {
        let mut edition = fixture::edition("document d zh:zh:source\ns1 | 甲\ns2 | 乙");
        edition.links.push(Link {
            id: LinkId::new("l").unwrap(),
            relation: Relation::See,
            from: fixture::anchor(&edition, "s1", "zh", "甲"),
            to: fixture::anchor(&edition, "s2", "zh", "乙"),
            reason: Localized::default(),
            span: fixture::nowhere(),
        });
        assert!(run(&Context::new(&edition)).is_empty());
        edition.links[0].to = fixture::anchor(&edition, "s1", "zh", "甲");
        assert_eq!(run(&Context::new(&edition)).len(), 1);
    }
}
