//! Anchors: ids to indices, quotations to places; what does not hold is a finding.

use crate::diag::Diagnostic;
use crate::diag::did_you_mean;
use crate::format::anchor::Anchor as Written;
use crate::format::anchor::Occurrence;
use crate::load::resolve::near;
use crate::load::resolve::values::Scope;
use crate::load::resolve::values::one_of;
use crate::model::Anchor;
use crate::model::Document;
use crate::model::Reading;
use crate::text::fold;

use std::sync::Arc;

/// So many documents can all be named in a hint.
const FEW: usize = 8;

/// Resolves an anchor; `home` is the document in whose folder it was written.
pub fn resolve(
    written: &Written,
    home: Option<usize>,
    documents: &[Arc<Document>],
    scope: &mut Scope<'_>,
) -> Option<Anchor> {
    let document = document(written, home, documents, scope)?;
    let known = &documents[document];
    let segment = known.segment(written.segment.get_ref());
    let witness = known.witness(written.witness.get_ref());
    if segment.is_none() {
        scope.push(unknown_segment(written, known, witness).at(scope.words(&written.segment)));
    }
    if witness.is_none() {
        let id = written.witness.get_ref();
        let ids = known.witnesses.iter().map(|w| w.id.as_str());
        let message = format!("`{}` has no witness `{id}`", known.id);
        let finding = Diagnostic::error("unknown-witness", message);
        let all: Vec<&str> = ids.clone().collect();
        let hint = did_you_mean(id, ids).unwrap_or_else(|| format!("one of: {}", all.join(", ")));
        scope.push(finding.at(scope.words(&written.witness)).hint(hint));
    }
    let (segment, witness) = (segment?, witness?);
    let ranges = places(written, (known, segment, witness), scope)?;
    Some(Anchor {
        document,
        segment,
        witness,
        ranges,
        quote: written.quote.get_ref().clone(),
        span: scope.words(&written.quote),
    })
}

fn document(
    written: &Written,
    home: Option<usize>,
    documents: &[Arc<Document>],
    scope: &mut Scope<'_>,
) -> Option<usize> {
    let Some(id) = &written.document else {
        if home.is_none() {
            let finding = Diagnostic::error("missing-key", "the key `document` is missing")
                .at(scope.span(&written.segment))
                .hint("outside a document's folder an anchor names its document");
            scope.push(finding);
        }
        return home;
    };
    let found = documents.iter().position(|d| d.id.as_str() == id.get_ref());
    if found.is_none() {
        scope.push(unknown_document(id.get_ref(), documents).at(scope.words(id)));
    }
    found
}

/// The finding for a segment that does not exist: the quotation tells which one is meant.
fn unknown_segment(written: &Written, known: &Document, witness: Option<usize>) -> Diagnostic {
    let id = written.segment.get_ref();
    let message = format!("`{}` has no segment `{id}`", known.id);
    let ids = known.segments.iter().map(|s| s.id.as_str());
    let stands = || witness.and_then(|at| near::stands(written.quote.get_ref(), known, at));
    let hint = did_you_mean(id, ids).or_else(stands);
    let hint = hint.unwrap_or_else(|| format!("`content/{}/document.toml` names all", known.id));
    Diagnostic::error("unknown-segment", message).hint(hint)
}

/// The finding for a document that does not exist.
pub fn unknown_document(id: &str, documents: &[Arc<Document>]) -> Diagnostic {
    let finding = Diagnostic::error("unknown-document", format!("there is no document `{id}`"));
    let ids = documents.iter().map(|d| d.id.as_str());
    let hint = if documents.len() <= FEW { Some(one_of(id, ids)) } else { did_you_mean(id, ids) };
    with_hint(finding, hint.filter(|_| !documents.is_empty()))
}

fn with_hint(finding: Diagnostic, hint: Option<String>) -> Diagnostic {
    match hint {
        Some(hint) => finding.hint(hint),
        None => finding,
    }
}

fn places(
    written: &Written,
    (document, segment, witness): (&Document, usize, usize),
    scope: &mut Scope<'_>,
) -> Option<Vec<std::ops::Range<usize>>> {
    let quote = written.quote.get_ref();
    let reading = &document.segments[segment].readings[witness];
    let Some(text) = reading.text() else {
        // A reading that is missing has a finding of its own.
        if matches!(reading, Reading::Absent(_, span) if *span == document.segments[segment].span) {
            return None;
        }
        let message = format!(
            "witness `{}` has no words in `{}`",
            written.witness.get_ref(),
            written.segment.get_ref()
        );
        scope.push(Diagnostic::error("broken-anchor", message).at(scope.words(&written.quote)));
        return None;
    };
    let found = fold::find_all(&text.raw, quote);
    let wanted = written.occurrence.as_ref().map(|o| *o.get_ref());
    match (wanted, found.len()) {
        (_, 0) => {
            let message = format!(
                "「{quote}」 is not in `{}` of `{}`",
                written.segment.get_ref(),
                written.witness.get_ref()
            );
            let finding =
                Diagnostic::error("broken-anchor", message).at(scope.words(&written.quote));
            let finding = finding.also(text.span, "this is the reading");
            scope.push(with_hint(finding, near::hint(quote, document, segment, witness)));
            None
        }
        (Some(Occurrence::All), _) => Some(found),
        (Some(Occurrence::Nth(n)), count) if n <= count => Some(vec![found[n - 1].clone()]),
        (Some(Occurrence::Nth(n)), count) => {
            let message = format!(
                "occurrence {n} is wanted, but 「{quote}」 stands {count} times in this reading"
            );
            scope.push(Diagnostic::error("broken-anchor", message).at(scope.words(&written.quote)));
            None
        }
        (None, 1) => Some(found),
        (None, count) => {
            let message = format!("「{quote}」 stands {count} times in this reading");
            let finding = Diagnostic::error("ambiguous-anchor", message)
                .at(scope.words(&written.quote))
                .also(text.span, "this is the reading")
                .hint(format!(
                    "quote more words, or add `occurrence = 1` (to {count}, or \"all\")"
                ));
            scope.push(finding);
            None
        }
    }
}
