//! Which term stands where: the leftmost longest of the valid hits, after the editors' decisions.

use crate::annotate::matcher::Decisions;
use crate::annotate::matcher::Hit;
use crate::annotate::matcher::Matcher;
use crate::annotate::matcher::ReadingKey;
use crate::annotate::matcher::form_of;
use crate::annotate::occurrence::Occurrence;
use crate::annotate::occurrence::Occurrences;
use crate::model::Edition;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

/// Finds the occurrences in all readings of one document.
#[must_use]
pub fn occurrences(edition: &Edition, matcher: &Matcher, document: usize) -> Occurrences {
    let Some(work) = edition.documents.get(document) else { return Occurrences::default() };
    let mut all = Occurrences::with_capacity(work.witnesses.len(), work.segments.len());
    for (segment, unit) in work.segments.iter().enumerate() {
        for witness in 0..work.witnesses.len() {
            let text = unit.readings.get(witness).and_then(|reading| reading.text());
            let key = (document, segment, witness);
            all.push_reading(
                text.map(|text| in_reading(edition, matcher, key, &text.raw)).unwrap_or_default(),
            );
        }
    }
    all.shrink_to_fit();
    all
}

fn in_reading(edition: &Edition, matcher: &Matcher, key: ReadingKey, raw: &str) -> Vec<Occurrence> {
    let lang = &edition.documents[key.0].witnesses[key.2].lang;
    let mut hits = matcher.hits(lang, key, raw);
    let Some(decisions) = matcher.decisions(key) else {
        return choose(&hits).into_iter().map(|hit| occurrence_of(hit, &hits)).collect();
    };
    hits.retain(|hit| !is_excluded(hit, decisions));
    let marked = marked(decisions);
    let free: Vec<Hit> =
        hits.iter().filter(|h| !marked.iter().any(|m| overlap(&m.1, &h.range))).cloned().collect();
    let mut found: Vec<Occurrence> =
        choose(&free).into_iter().map(|hit| occurrence_of(hit, &hits)).collect();
    for (term, range) in marked {
        let words = raw.get(range.clone()).unwrap_or_default();
        let form = edition.terms.get(term).and_then(|t| form_of(t, lang, words));
        found.push(Occurrence::new(term, form, &range, &nested(term, &range, &hits)));
    }
    found.sort_by_key(|occurrence| occurrence.range().start);
    found
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn is_excluded(hit: &Hit, decisions: &Decisions) -> bool {
    decisions.excluded.iter().any(|(term, range)| *term == hit.term && overlap(range, &hit.range))
}

/// The marked places, the leftmost longest where they overlap.
fn marked(decisions: &Decisions) -> Vec<(usize, Range<usize>)> {
    let mut marked = decisions.marked.clone();
    marked.sort_by_key(|(term, range)| (range.start, Reverse(range.end), *term));
    let mut end = 0;
    marked.retain(|(_, range)| {
        let free = range.start >= end && !range.is_empty();
        if free {
            end = range.end;
        }
        free
    });
    marked
}

/// The leftmost longest hits that do not overlap.
fn choose(sorted: &[Hit]) -> Vec<&Hit> {
    let mut end = 0;
    let mut chosen = Vec::new();
    for hit in sorted {
        if hit.range.start >= end {
            end = hit.range.end;
            chosen.push(hit);
        }
    }
    chosen
}

fn occurrence_of(hit: &Hit, hits: &[Hit]) -> Occurrence {
    Occurrence::new(hit.term, Some(hit.form), &hit.range, &nested(hit.term, &hit.range, hits))
}

/// Other terms with hits within a range, the longest first, each once.
fn nested(term: usize, range: &Range<usize>, sorted: &[Hit]) -> Vec<usize> {
    let first = sorted.partition_point(|hit| hit.range.start < range.start);
    let mut inside: Vec<&Hit> = sorted[first..]
        .iter()
        .take_while(|hit| hit.range.start < range.end)
        .filter(|hit| hit.range.end <= range.end && hit.term != term)
        .collect();
    inside.sort_by_key(|hit| (Reverse(hit.range.len()), hit.range.start, hit.term));
    let mut seen = BTreeSet::new();
    inside.into_iter().map(|hit| hit.term).filter(|&term| seen.insert(term)).collect()
}

#[cfg(test)]
#[path = "terms_tests.rs"]
mod tests;
