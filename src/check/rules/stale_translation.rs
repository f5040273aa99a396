//! The rule `stale-translation`.

use crate::annotate::Standing;
use crate::annotate::review::source_now;
use crate::annotate::review::standpoints;
use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::format::site::Level;
use crate::model::Document;
use crate::model::Review;

/// A reading was checked against other words of the source than those that stand there now.
pub const RULE: Rule = Rule {
    code: "stale-translation",
    level: Level::Warning,
    moment: Moment::Edition,
    summary: "A reading was checked against other words of the source than stand there now",
    why: "`review.toml` notes of each checked reading a fingerprint of the words of the source \
          with which it was compared. Once the source reads otherwise, the reading may say what no \
          longer stands there. Compare the two again, mend the reading, and note it with the \
          command that the finding names. `duizhao review <document>` lists all such readings.",
    example: "# content/analects/review.toml, after another edit of \"learn\" in the source\n[english]\n\"learn\" = { state = \"checked\", source = \"3f2a9c1db0e84c57\" }",
    find: Find::Document(in_document),
};

fn in_document(context: &Context<'_>, index: usize) -> Vec<Diagnostic> {
    if !context.whole {
        return Vec::new();
    }
    let document: &Document = &context.edition.documents[index];
    let stale = standpoints(document).into_iter().filter(|s| s.standing == Standing::Stale);
    stale.filter_map(|standpoint| Some(finding(document, standpoint.review?))).collect()
}

fn finding(document: &Document, review: &Review) -> Diagnostic {
    let witness = &document.witnesses[review.witness].id;
    let segment = &document.segments[review.segment].id;
    let message = match (&review.source, source_now(document, review.segment, review.witness)) {
        (None, _) => format!("`{segment}` of `{witness}` was checked without words of the source"),
        (_, None) => format!("the source of `{segment}` of `{witness}` has no words any more"),
        _ => format!("the source has changed since `{segment}` of `{witness}` was checked"),
    };
    let hint = format!(
        "compare them, then run `duizhao review {} --witness {witness} --segment {segment} --set checked`",
        document.id
    );
    Diagnostic::warning(RULE.code, message).at(review.span).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::model::ReviewState;
    use crate::text::fingerprint;

    fn found(text: &str, source: Option<&str>) -> Vec<String> {
        let mut edition = fixture::edition(text);
        fixture::document_mut(&mut edition, 0).reviews.push(Review {
            segment: 0,
            witness: 1,
            state: ReviewState::Checked,
            source: source.map(str::to_owned),
            method: None,
            confidence: None,
            span: fixture::nowhere(),
        });
        RULE.run(&Context::new(&edition)).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_checked_reading_is_stale_once_its_source_reads_otherwise() {
        let text = "document d zh:zh:source en:en\ns1 | 数据要素 | data elements";
        let known = fingerprint(["数据要素"]);
        assert_eq!(found(text, Some(&known)), [""; 0]);
        let stale = "the source has changed since `s1` of `en` was checked";
        assert_eq!(found(&text.replace("要素", "因素"), Some(&known)), [stale]);
        let without = "`s1` of `en` was checked without words of the source";
        assert_eq!(found(text, None), [without]);
        let gone = "the source of `s1` of `en` has no words any more";
        assert_eq!(found("document d de:de en:en\ns1 | x | y", Some(&known)), [gone]);
    }
}
