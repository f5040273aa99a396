//! Where the readings of a document stand: how many are checked, and what is to be done.

use crate::annotate::Standing;
use crate::annotate::review;
use crate::annotate::review::Standpoint;
use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::Span;
use crate::diag::did_you_mean;
use crate::exchange::edit::review::Readings;
use crate::model::Document;
use crate::model::Edition;
use crate::model::Reading;
use crate::model::Role;

use serde::Serialize;

use std::collections::BTreeSet;

/// Where readings stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reviews {
    /// Id of the document.
    pub document: String,
    /// The witnesses asked for, in the order of `document.toml`.
    pub witnesses: Vec<WitnessReviews>,
    /// What is to be done, in the order of the spine.
    pub todo: Vec<Todo>,
}

/// How many readings of a witness stand where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct WitnessReviews {
    /// Its id.
    pub witness: String,
    /// Segments asked for.
    pub segments: usize,
    /// Checked against the words that stand in the source now.
    pub checked: usize,
    /// Absent as not yet entered.
    pub needs_translation: usize,
    /// An editor should compare them with the source.
    pub needs_review: usize,
    /// Checked against other words of the source.
    pub stale: usize,
    /// Readings with words of which nothing is known.
    pub unknown: usize,
}

/// A reading with which something is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Todo {
    /// What: `needs-translation`, `needs-review` or `stale`.
    pub what: &'static str,
    /// The witness.
    pub witness: String,
    /// The segment.
    pub segment: String,
    /// The file of the reading.
    pub file: String,
    /// The line of the reading, from 1.
    pub line: usize,
    /// What aligned it, where no editor did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// How sure that is, from 0 to 1, an exact decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<String>,
}

/// Where the readings that are meant stand.
///
/// # Errors
/// There is no such document, witness or segment.
pub fn of(
    edition: &Edition,
    sources: &SourceMap,
    meant: &Readings,
) -> Result<Reviews, Box<Diagnostic>> {
    let documents = edition.documents.iter().map(|document| document.id.as_str());
    let found = edition.documents.iter().find(|d| d.id.as_str() == meant.document);
    let document = found.ok_or_else(|| {
        let message = format!("there is no document `{}`", meant.document);
        unknown("unknown-document", message, nearest(&meant.document, documents))
    })?;
    let segments = segments(document, meant)?;
    let chosen = |segment: usize| segments.as_ref().is_none_or(|all| all.contains(&segment));
    let witnesses = witnesses(document, meant)?;
    let all: Vec<_> = review::standpoints(document)
        .into_iter()
        .filter(|s| chosen(s.segment) && witnesses.contains(&s.witness))
        .collect();
    let open = all.iter().filter(|s| s.standing != Standing::Checked);
    let indices = (0..document.segments.len()).filter(|at| chosen(*at));
    let indices: Vec<usize> = indices.collect();
    Ok(Reviews {
        document: document.id.to_string(),
        witnesses: witnesses.iter().map(|w| count(document, *w, &indices, &all)).collect(),
        todo: open.map(|standpoint| todo(document, standpoint, sources)).collect(),
    })
}

fn unknown(code: &'static str, message: String, hint: String) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(code, message).hint(hint))
}

fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    did_you_mean(written, known.clone())
        .unwrap_or_else(|| format!("one of: {}", known.collect::<Vec<_>>().join(", ")))
}

fn segments(
    document: &Document,
    meant: &Readings,
) -> Result<Option<BTreeSet<usize>>, Box<Diagnostic>> {
    let found = meant.segments.iter().map(|id| {
        document.segment(id).ok_or_else(|| {
            let message = format!("`{}` has no segment `{id}`", document.id);
            let known = document.segments.iter().map(|segment| segment.id.as_str());
            let path = format!("its segments stand in `content/{}/document.toml`", document.id);
            unknown("unknown-segment", message, did_you_mean(id, known).unwrap_or(path))
        })
    });
    let found: BTreeSet<usize> = found.collect::<Result<_, _>>()?;
    Ok((!found.is_empty()).then_some(found))
}

/// The witness that is named; else the translations, and sources of which something is known.
fn witnesses(document: &Document, meant: &Readings) -> Result<Vec<usize>, Box<Diagnostic>> {
    let Some(id) = &meant.witness else {
        let is_known = |at: usize| document.reviews.iter().any(|review| review.witness == at);
        let all = document.witnesses.iter().enumerate();
        let wanted = all.filter(|(at, w)| w.role != Role::Source || is_known(*at));
        return Ok(wanted.map(|(at, _)| at).collect());
    };
    document.witness(id).map(|at| vec![at]).ok_or_else(|| {
        let known = document.witnesses.iter().map(|witness| witness.id.as_str());
        let message = format!("`{}` has no witness `{id}`", document.id);
        unknown("unknown-witness", message, nearest(id, known))
    })
}

fn count(
    document: &Document,
    witness: usize,
    segments: &[usize],
    all: &[Standpoint<'_>],
) -> WitnessReviews {
    let of =
        |standing| all.iter().filter(|s| s.witness == witness && s.standing == standing).count();
    let words = |at: &&usize| document.segments[**at].readings[witness].text().is_some();
    let known = all.iter().filter(|s| s.witness == witness);
    let known = known.filter(|s| words(&&s.segment)).count();
    WitnessReviews {
        witness: document.witnesses[witness].id.to_string(),
        segments: segments.len(),
        checked: of(Standing::Checked),
        needs_translation: of(Standing::NeedsTranslation),
        needs_review: of(Standing::NeedsReview),
        stale: of(Standing::Stale),
        unknown: segments.iter().filter(words).count() - known,
    }
}

fn todo(document: &Document, standpoint: &Standpoint<'_>, sources: &SourceMap) -> Todo {
    let segment = &document.segments[standpoint.segment];
    let at: Span = match &segment.readings[standpoint.witness] {
        Reading::Present(text) => text.span,
        Reading::Absent(_, span) => *span,
    };
    let review = standpoint.review;
    Todo {
        what: standpoint.standing.as_str(),
        witness: document.witnesses[standpoint.witness].id.to_string(),
        segment: segment.id.to_string(),
        file: sources.path(at.file).to_owned(),
        line: sources.locate(at.file, at.start as usize).line,
        method: review.and_then(|review| review.method.clone()),
        confidence: review.and_then(|review| review.confidence).map(|c| c.to_string()),
    }
}

impl Reviews {
    /// As a JSON object.
    #[must_use]
    pub fn json(&self) -> String {
        // These types always have a JSON form.
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }

    /// As lines for people: the counts, then what is to be done.
    #[must_use]
    pub fn table(&self) -> String {
        let mut out = format!("{}\n", self.document);
        for w in &self.witnesses {
            let parts = [
                (w.checked, "checked"),
                (w.needs_translation, "need translation"),
                (w.needs_review, "need review"),
                (w.stale, "stale"),
                (w.unknown, "not known"),
            ];
            let parts: Vec<String> = parts.iter().map(|(n, what)| format!("{n} {what}")).collect();
            let line = format!("{} segments: {}", w.segments, parts.join(", "));
            out.push_str(&format!("  {:<14} {line}\n", w.witness));
        }
        let width = |of: fn(&Todo) -> &str| self.todo.iter().map(|t| of(t).len()).max();
        let witnesses = width(|todo| &todo.witness).unwrap_or_default();
        let segments = width(|todo| &todo.segment).unwrap_or_default();
        for (at, todo) in self.todo.iter().enumerate() {
            out.push_str(if at == 0 { "\n" } else { "" });
            out.push_str(&format!(
                "{:<17}  {:<witnesses$}  {:<segments$}  {}:{}{}\n",
                todo.what,
                todo.witness,
                todo.segment,
                todo.file,
                todo.line,
                todo.by()
            ));
        }
        out
    }
}

impl Todo {
    /// `  gale-church 0.82`.
    fn by(&self) -> String {
        let parts = self.method.iter().chain(&self.confidence);
        parts.fold(String::new(), |out, part| {
            format!("{out}{}{part}", if out.is_empty() { "  " } else { " " })
        })
    }
}
