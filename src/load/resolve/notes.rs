//! Notes and targets of a document.

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::Span;
use crate::format::notes as note_format;
use crate::format::targets as target_format;
use crate::load::folder::Read;
use crate::load::resolve::anchors;
use crate::load::resolve::documents::Work;
use crate::load::resolve::values::Scope;
use crate::model::Decimal;
use crate::model::Document;
use crate::model::Ground;
use crate::model::Measure;
use crate::model::MeasureRole;
use crate::model::Nature;
use crate::model::Note;
use crate::model::NoteId;
use crate::model::NoteKind;
use crate::model::Outside;
use crate::model::Target;
use crate::model::TargetId;

use rayon::iter::IndexedParallelIterator;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

use toml::Spanned;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Resolves the notes and targets of the documents that are not kept and gives them to their
/// documents; `work` has an entry for each document.
pub fn attach(
    documents: &mut [Arc<Document>],
    work: &mut [Work],
    sources: &SourceMap,
    sink: &mut Vec<Diagnostic>,
) {
    let all = &*documents;
    let resolved: Vec<_> = work
        .par_iter()
        .enumerate()
        .filter_map(|(index, work)| Some((index, work.fresh()?)))
        .filter(|(_, fresh)| fresh.notes.is_some() || fresh.targets.is_some())
        .map(|(index, fresh)| {
            let mut sink = Vec::new();
            let notes = fresh.notes.as_ref().map(|parsed| {
                let mut scope =
                    Scope { file: parsed.file, text: sources.text(parsed.file), sink: &mut sink };
                notes_of(parsed, index, all, &mut scope)
            });
            let targets = fresh.targets.as_ref().map(|parsed| {
                let mut scope =
                    Scope { file: parsed.file, text: sources.text(parsed.file), sink: &mut sink };
                targets_of(parsed, index, all, &mut scope)
            });
            (index, notes.unwrap_or_default(), targets.unwrap_or_default(), sink)
        })
        .collect();
    for (index, notes, targets, findings) in resolved {
        // Nobody else has a document that is not kept.
        let document = Arc::make_mut(&mut documents[index]);
        (document.notes, document.unanchored) = notes;
        document.targets = targets;
        if !findings.is_empty() {
            work[index].mark_faulty();
        }
        sink.extend(findings);
    }
    report_duplicate_targets(documents, sink);
}

fn report_duplicate_targets(documents: &[Arc<Document>], sink: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for target in documents.iter().flat_map(|document| &document.targets) {
        if let Some(first) = seen.get(target.id.as_str()) {
            sink.push(duplicate("target", target.id.as_str(), target.span, *first));
        } else {
            seen.insert(target.id.as_str(), target.span);
        }
    }
}

/// The finding for an id that is given twice.
pub fn duplicate(what: &str, id: &str, at: Span, first: Span) -> Diagnostic {
    let message = format!("the {what} `{id}` is given twice");
    let finding = Diagnostic::error("duplicate-id", message).at(at);
    finding.also(first, "it is given here first")
}

fn notes_of(
    parsed: &Read<note_format::Notes>,
    home: usize,
    documents: &[Arc<Document>],
    scope: &mut Scope<'_>,
) -> (Vec<Note>, BTreeSet<usize>) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut unanchored = BTreeSet::new();
    let mut notes = Vec::with_capacity(parsed.value.note.len());
    for written in &parsed.value.note {
        let written = written.get_ref();
        let span = scope.words(&written.id);
        if let Some(first) = seen.insert(written.id.get_ref(), span) {
            scope.push(duplicate("note", written.id.get_ref(), span, first));
        }
        let id = scope.id(NoteId::new, &written.id);
        let at = anchors::resolve(&written.at, Some(home), documents, scope);
        if let Some(anchor) = at.as_ref().filter(|anchor| anchor.document != home) {
            let finding =
                Diagnostic::error("note-elsewhere", "a note stands in the folder of its document");
            scope.push(finding.at(anchor.span).hint("move it, or leave `document` out"));
        }
        let body = scope.localized(&written.body);
        if at.is_none() {
            unanchored.extend(documents[home].segment(written.at.segment.get_ref()));
        }
        let (Some(id), Some(at)) = (id, at) else { continue };
        let kind = note_kind(written.kind);
        notes.push(Note { id, kind, at, corrected: written.corrected.clone(), body, span });
    }
    (notes, unanchored)
}

fn note_kind(kind: note_format::Kind) -> NoteKind {
    match kind {
        note_format::Kind::Editorial => NoteKind::Editorial,
        note_format::Kind::Translation => NoteKind::Translation,
        note_format::Kind::Textual => NoteKind::Textual,
        note_format::Kind::Correction => NoteKind::Correction,
    }
}

fn targets_of(
    parsed: &Read<target_format::Targets>,
    home: usize,
    documents: &[Arc<Document>],
    scope: &mut Scope<'_>,
) -> Vec<Target> {
    let mut targets = Vec::with_capacity(parsed.value.target.len());
    for written in &parsed.value.target {
        let written = written.get_ref();
        let id = scope.id(TargetId::new, &written.id);
        let nature_at = written
            .nature_at
            .as_ref()
            .and_then(|at| anchors::resolve(at, Some(home), documents, scope));
        let outside = written.outside.as_ref().map(|outside| Outside {
            sources: outside.source.clone(),
            confidence: outside.confidence.clone(),
            note: scope.localized(&outside.note),
        });
        let of = Whose { home, outside: outside.is_some(), words: scope.words(&written.id) };
        let measures =
            written.measure.iter().filter_map(|m| measure(m, &of, documents, scope)).collect();
        let Some(id) = id else { continue };
        targets.push(Target {
            id,
            indicator: scope.localized(&written.indicator),
            topic: written.topic.clone(),
            unit: scope.localized(&written.unit),
            nature: nature(written.nature),
            nature_at,
            measures,
            outside,
            span: scope.words(&written.id),
        });
    }
    targets
}

/// The target that a measure belongs to.
struct Whose {
    /// Index of its document.
    home: usize,
    /// Whether it is a fact from outside the witnesses.
    outside: bool,
    /// Where its id is written.
    words: Span,
}

fn measure(
    written: &target_format::Measure,
    of: &Whose,
    documents: &[Arc<Document>],
    scope: &mut Scope<'_>,
) -> Option<Measure> {
    let number = written.number.as_ref().map(|number| exact(number, scope));
    let place = written.number.as_ref().map_or(of.words, |number| scope.words(number));
    if number.is_none() && written.at.is_none() && written.printed.is_none() {
        let message = format!("the measure of {} has neither number nor words", written.year);
        let finding = Diagnostic::error("missing-key", message).at(place);
        scope.push(finding.hint("give its `number`, or quote with `at` the words that state it"));
        return None;
    }
    let ground = match &written.at {
        Some(at) => {
            Ground::Anchor(Box::new(anchors::resolve(at, Some(of.home), documents, scope)?))
        }
        None if of.outside => Ground::Outside(written.printed.clone()),
        None => {
            let finding = Diagnostic::error("missing-key", "the key `at` is missing")
                .at(place)
                .hint("quote the printed words, or say with `outside` where the fact is from");
            scope.push(finding);
            return None;
        }
    };
    let role = match written.role {
        target_format::Role::Baseline => MeasureRole::Baseline,
        target_format::Role::Goal => MeasureRole::Goal,
    };
    let number = match number {
        Some(number) => Some(number?),
        None => None,
    };
    Some(Measure { year: written.year, role, number, ground })
}

/// The number as written, or an error there.
fn exact(written: &Spanned<String>, scope: &mut Scope<'_>) -> Option<Decimal> {
    let number = Decimal::parse(written.get_ref());
    if number.is_none() {
        let message = format!("`{}` is not an exact decimal", written.get_ref());
        let finding = Diagnostic::error("invalid-number", message).at(scope.words(written));
        scope.push(finding.hint("write digits and at most one point, as in \"37.21\""));
    }
    number
}

fn nature(nature: target_format::Nature) -> Nature {
    match nature {
        target_format::Nature::Binding => Nature::Binding,
        target_format::Nature::Anticipatory => Nature::Anticipatory,
        target_format::Nature::Unstated => Nature::Unstated,
    }
}
