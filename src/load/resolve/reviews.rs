//! `review.toml`: its witnesses and segments become indices.

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::did_you_mean;
use crate::format::review as written;
use crate::load::folder::DocumentFiles;
use crate::load::resolve::values::Scope;
use crate::load::resolve::values::one_of;
use crate::model::Decimal;
use crate::model::Document;
use crate::model::Review;
use crate::model::ReviewState;

use toml::Spanned;

/// Fills in what is known of the review of readings; what names nothing has findings.
pub fn fill(
    document: &mut Document,
    files: &DocumentFiles<'_>,
    sources: &SourceMap,
    sink: &mut Vec<Diagnostic>,
) {
    let Some(parsed) = &files.review else { return };
    let mut scope = Scope { file: parsed.file, text: sources.text(parsed.file), sink };
    let mut reviews = Vec::new();
    for (id, entries) in &parsed.value.witnesses {
        let Some(witness) = document.witness(id.get_ref()) else {
            scope.push(unknown_witness(document, id, &scope));
            continue;
        };
        for (id, entry) in entries {
            match document.segment(id.get_ref()) {
                Some(segment) => reviews.push(review(entry, id, (segment, witness), &mut scope)),
                None => scope.push(unknown_segment(document, id, &scope)),
            }
        }
    }
    reviews.sort_by_key(|review| (review.segment, review.witness));
    document.reviews = reviews;
}

fn unknown_witness(document: &Document, id: &Spanned<String>, scope: &Scope<'_>) -> Diagnostic {
    let message = format!("`{}` has no witness `{}`", document.id, id.get_ref());
    let known = document.witnesses.iter().map(|witness| witness.id.as_str());
    let hint = one_of(id.get_ref(), known);
    Diagnostic::error("unknown-witness", message).at(scope.words(id)).hint(hint)
}

fn unknown_segment(document: &Document, id: &Spanned<String>, scope: &Scope<'_>) -> Diagnostic {
    let message = format!("the spine has no segment `{}`", id.get_ref());
    let known = document.segments.iter().map(|segment| segment.id.as_str());
    let hint = did_you_mean(id.get_ref(), known)
        .unwrap_or_else(|| "take the entry out: there is no such reading any more".to_owned());
    Diagnostic::error("unknown-segment", message).at(scope.words(id)).hint(hint)
}

fn review(
    entry: &written::Entry,
    id: &Spanned<String>,
    (segment, witness): (usize, usize),
    scope: &mut Scope<'_>,
) -> Review {
    Review {
        segment,
        witness,
        state: match entry.state {
            written::State::NeedsReview => ReviewState::NeedsReview,
            written::State::Checked => ReviewState::Checked,
        },
        source: entry.source.as_ref().map(|source| source.get_ref().clone()),
        method: entry.method.clone(),
        confidence: entry.confidence.as_ref().and_then(|text| confidence(text, scope)),
        span: scope.words(id),
    }
}

fn confidence(text: &Spanned<String>, scope: &mut Scope<'_>) -> Option<Decimal> {
    let number = Decimal::parse(text.get_ref()).filter(|number| number.is_share());
    if number.is_none() {
        let message = format!("`{}` is not a number from 0 to 1", text.get_ref());
        let finding = Diagnostic::error("invalid-number", message).at(scope.words(text));
        scope.push(finding.hint("write it with a point, such as \"0.82\""));
    }
    number
}
