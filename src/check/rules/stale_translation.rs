//! The rule `stale-translation`.

use crate::check::rule::Context;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::format::site::Level;
use crate::model::Document;
use crate::model::Role;

/// The source has changed since a translation was compared with it.
pub const RULE: Rule = Rule {
    code: "stale-translation",
    level: Level::Warning,
    moment: Moment::Edition,
    summary: "The source has changed since a translation was compared with it",
    why: "A witness may record with which state of the source it was compared: `compared` holds \
          a fingerprint of the words of the first source, without white space, so that cutting \
          a segment in two changes nothing. Once the source reads otherwise, the translation \
          may say what no longer stands there. Compare them again and write the fingerprint that \
          the finding names; to begin, write `compared = \"\"` and take it from there.",
    example: "[[witness]]\nid = \"english\"\ncompared = \"3f2a9c1db0e84c57\"   # of an earlier state of the source",
    run,
};

/// Characters of a fingerprint.
const LENGTH: usize = 16;

fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    if !context.whole {
        return Vec::new();
    }
    context.edition.documents.iter().flat_map(in_document).collect()
}

fn in_document(document: &Document) -> Vec<Diagnostic> {
    let source = document.witnesses.iter().position(|witness| witness.role == Role::Source);
    let now = source.map(|source| fingerprint(document, source));
    let mut found = Vec::new();
    for (index, witness) in document.witnesses.iter().enumerate() {
        let Some((compared, at)) = &witness.compared else { continue };
        let (Some(source), Some(now)) = (source.filter(|s| *s != index), &now) else {
            let message = format!("`{}` has no source to be compared with", witness.id);
            found.push(Diagnostic::warning(RULE.code, message).at(*at).hint("take `compared` out"));
            continue;
        };
        if compared != now {
            let source = &document.witnesses[source].id;
            let message = match compared.as_str() {
                "" => format!("`{}` is not yet compared with `{source}`", witness.id),
                _ => format!("`{source}` has changed since `{}` was compared with it", witness.id),
            };
            let hint = format!("compare them, then write `compared = \"{now}\"`");
            found.push(Diagnostic::warning(RULE.code, message).at(*at).hint(hint));
        }
    }
    found
}

/// A fingerprint of all words of a witness, in spine order and without white space.
fn fingerprint(document: &Document, witness: usize) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in document.segments.iter().filter_map(|s| s.readings[witness].text()) {
        for word in text.raw.split_whitespace() {
            hasher.update(word.as_bytes());
        }
    }
    let mut hash = hasher.finalize().to_hex().to_string();
    hash.truncate(LENGTH);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::model::Edition;

    fn findings(text: &str, compared: &str) -> Vec<(String, Vec<String>)> {
        let mut edition: Edition =
            fixture::edition(&format!("document d zh:zh:source en:en\n{text}"));
        edition.documents[0].witnesses[1].compared = Some((compared.into(), fixture::nowhere()));
        let found = run(&Context::new(&edition));
        found.into_iter().map(|finding| (finding.message, finding.hints)).collect()
    }

    /// The fingerprint that the finding asks for.
    fn asked(text: &str) -> String {
        findings(text, "")[0].1[0].split('"').nth(1).unwrap().to_owned()
    }

    #[test]
    fn a_translation_is_stale_once_its_source_reads_otherwise() {
        let known = asked("s1 | 数据要素 | data elements");
        assert_eq!(known.len(), LENGTH);
        assert_eq!(findings("s1 | 数据要素 | data elements", &known), []);
        assert_eq!(findings("s1 | 数据要素 | factors", &known), [], "its own words may change");
        let stale = findings("s1 | 数据因素 | data elements", &known);
        assert_eq!(stale[0].0, "`zh` has changed since `en` was compared with it");
    }

    #[test]
    fn a_segment_cut_in_two_is_the_same_source() {
        let whole = asked("s1 | 数据要素 | data elements");
        assert_eq!(findings("s1 | 数据 | data\n& s2 | 要素 | elements", &whole), []);
    }

    #[test]
    fn without_a_source_there_is_nothing_to_compare_with() {
        let mut edition = fixture::edition("document d en:en\ns1 | data");
        edition.documents[0].witnesses[0].compared = Some(("x".into(), fixture::nowhere()));
        assert_eq!(run(&Context::new(&edition)).len(), 1);
    }
}
