//! Findings that follow from others: what was told once is not told again in other words.

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::Span;
use crate::diag::nearest;
use crate::load::parse::Files;

use std::collections::BTreeSet;

/// Takes out the findings after the first `told` that follow from a faulty value, a faulty id or
/// a file that could not be read; `unread` are the folders of which `document.toml` is such a file.
pub(crate) fn without(
    mut found: Vec<Diagnostic>,
    told: usize,
    (files, unread): (&Files, BTreeSet<&str>),
    sources: &SourceMap,
) -> Vec<Diagnostic> {
    let later = found.split_off(told);
    let spans: Vec<Span> = found.iter().filter_map(|d| d.primary).collect();
    let is_id = |d: &&Diagnostic| d.code == "invalid-id";
    let ids: Vec<Span> = later.iter().filter(is_id).filter_map(|d| d.primary).collect();
    let known = Known { files, sources, unread, lost: lost(&found, &later, sources), ids: &ids };
    let kept = later.into_iter().filter(|finding| {
        let Some(at) = finding.primary else { return true };
        let phantom = at.start as usize > sources.text(at.file).len();
        let told = spans.iter().any(|span| within(at, *span));
        let of_id = finding.code != "invalid-id" && ids.iter().any(|id| within(at, *id));
        !(phantom || told || of_id || known.follows(finding, at))
    });
    found.extend(kept);
    for finding in &mut found {
        finding.related.retain(|(at, _)| at.start as usize <= sources.text(at.file).len());
    }
    found
}

fn within(inner: Span, outer: Span) -> bool {
    inner.file == outer.file && outer.start <= inner.start && inner.end <= outer.end
}

struct Known<'a> {
    files: &'a Files,
    sources: &'a SourceMap,
    /// Folders whose `document.toml` could not be read or has another id.
    unread: BTreeSet<&'a str>,
    /// What is looked for in vain because an entry has no id, or that of another.
    lost: BTreeSet<(&'static str, &'a str)>,
    /// Places of ids that are none.
    ids: &'a [Span],
}

impl Known<'_> {
    fn follows(&self, finding: &Diagnostic, at: Span) -> bool {
        let path = self.sources.path(at.file);
        let words = self.sources.text(at.file).get(at.range()).unwrap_or_default();
        let words = words.trim_matches(['"', '\'']);
        match finding.code {
            "unknown-document" => self.unread.contains(words),
            "unknown-term" => {
                self.glossary_unread() || self.is_lost("term", "") || self.meant(words)
            }
            "unknown-witness" => self.is_lost("witness", folder(path)) || self.meant(words),
            "unknown-segment" => self.is_lost("segment", folder(path)) || self.meant(words),
            "unknown-division" => self.is_lost("division", folder(path)) || self.meant(words),
            "unknown-file" => {
                let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
                self.is_lost("witness", folder(path)) || stem.is_some_and(|stem| self.meant(stem))
            }
            _ => false,
        }
    }

    /// Whether an id that is none was probably meant.
    fn meant(&self, words: &str) -> bool {
        let written = |id: &Span| self.sources.text(id.file).get(id.range());
        let lower: Vec<String> =
            self.ids.iter().filter_map(written).map(str::to_lowercase).collect();
        nearest(words, lower.iter().map(String::as_str)).is_some()
    }

    fn is_lost(&self, what: &'static str, folder: &str) -> bool {
        self.lost.iter().any(|(lost, at)| *lost == what && (folder.is_empty() || *at == folder))
    }

    fn glossary_unread(&self) -> bool {
        let paths = self.sources.paths().filter(|path| path.starts_with("glossary/"));
        paths.count() > self.files.glossary.len()
    }
}

/// The document's folder of a path; empty for files outside `content/<document>/`.
fn folder(path: &str) -> &str {
    let mut parts = path.split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("content"), Some(folder), Some(_)) => folder,
        _ => "",
    }
}

/// Entries without an id, and entries with the id of another: the id they should have is unknown.
fn lost<'a>(
    told: &[Diagnostic],
    later: &[Diagnostic],
    sources: &'a SourceMap,
) -> BTreeSet<(&'static str, &'a str)> {
    let mut lost = BTreeSet::new();
    for finding in told.iter().chain(later) {
        let Some(at) = finding.primary else { continue };
        let path = sources.path(at.file);
        for what in ["witness", "division", "segment", "term"] {
            let twice = finding.code == "duplicate-id"
                && finding.message.starts_with(&format!("the {what} "));
            let line = sources.line(at.file, at.start as usize).1;
            let nameless = finding.code == "missing-key"
                && finding.message == "the key `id` is missing"
                && line.starts_with(&format!("[[{what}]]"));
            if twice || nameless {
                lost.insert((what, folder(path)));
            }
        }
    }
    lost
}
