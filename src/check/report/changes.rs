//! What has changed from one report to another.

use crate::check::report::state::DocumentReport;
use crate::check::report::state::Finding;
use crate::check::report::state::Report;

use std::collections::BTreeMap;

/// Ids of one sort that differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Ids that are there now and were not.
    pub new: Vec<String>,
    /// Ids that were there and are not.
    pub lost: Vec<String>,
    /// Ids of what is another now, each with what is to be told of it.
    pub changed: Vec<(String, String)>,
}

/// All that has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// Versions of the edition: before and now.
    pub versions: [String; 2],
    /// Segments per document, under the document's id; told are the witnesses that read otherwise.
    pub segments: Vec<(String, Difference)>,
    /// Documents in which what stands in both has another order now.
    pub moved: Vec<String>,
    /// Sorts of things besides segments, in the order of the summary.
    pub others: Vec<(&'static str, Difference)>,
    /// Findings that were not there before.
    pub found: Vec<Finding>,
    /// How many findings of before are gone.
    pub solved: usize,
}

impl Difference {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.lost.is_empty() && self.changed.is_empty()
    }

    fn of<T: PartialEq>(
        before: &BTreeMap<&str, T>,
        now: &BTreeMap<&str, T>,
        told: impl Fn(&T, &T) -> String,
    ) -> Self {
        let missing = |these: &BTreeMap<&str, T>, those: &BTreeMap<&str, T>| -> Vec<String> {
            let ids = these.keys().filter(|id| !those.contains_key(*id));
            ids.map(|id| (*id).to_owned()).collect()
        };
        let both = now.iter().filter_map(|(id, now)| Some((id, before.get(id)?, now)));
        let changed = both.filter(|(_, before, now)| before != now);
        let changed = changed.map(|(id, before, now)| ((*id).to_owned(), told(before, now)));
        Self { new: missing(now, before), lost: missing(before, now), changed: changed.collect() }
    }
}

impl Changes {
    /// What `now` has otherwise than `before`.
    #[must_use]
    pub fn between(before: &Report, now: &Report) -> Self {
        let (found, solved) = findings(&before.findings, &now.findings);
        Self {
            versions: [before.version.clone(), now.version.clone()],
            segments: segments(before, now),
            moved: moved(before, now),
            others: others(before, now),
            found,
            solved,
        }
    }

    /// The sort of things under a name; empty for a name that is none.
    #[must_use]
    pub fn other(&self, name: &str) -> Difference {
        let found = self.others.iter().find(|(known, _)| *known == name);
        found.map(|(_, difference)| difference.clone()).unwrap_or_default()
    }

    /// How many ids were there and are not.
    #[must_use]
    pub fn lost(&self) -> usize {
        let segments = self.segments.iter().map(|(_, difference)| difference);
        let all = segments.chain(self.others.iter().map(|(_, difference)| difference));
        all.map(|difference| difference.lost.len()).sum()
    }
}

type Readings<'a> = &'a BTreeMap<String, String>;

fn by_id(document: &DocumentReport) -> BTreeMap<&str, Readings<'_>> {
    document.segments.iter().map(|(id, readings)| (id.as_str(), readings)).collect()
}

fn segments(before: &Report, now: &Report) -> Vec<(String, Difference)> {
    let empty = DocumentReport::default();
    let ids: std::collections::BTreeSet<&String> =
        before.documents.keys().chain(now.documents.keys()).collect();
    let of = |report: &'_ Report, id: &String| report.documents.get(id).cloned();
    let difference = |id: &String| {
        let (old, new) = (of(before, id), of(now, id));
        let (old, new) = (old.as_ref().unwrap_or(&empty), new.as_ref().unwrap_or(&empty));
        (id.clone(), Difference::of(&by_id(old), &by_id(new), |old, new| witnesses(old, new)))
    };
    let all = ids.into_iter().map(difference);
    all.filter(|(_, difference)| !difference.is_empty()).collect()
}

/// The witnesses that read otherwise.
fn witnesses(before: Readings<'_>, now: Readings<'_>) -> String {
    let names: std::collections::BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let differing = names.into_iter().filter(|name| before.get(*name) != now.get(*name));
    differing.map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn moved(before: &Report, now: &Report) -> Vec<String> {
    let order = |these: &DocumentReport, those: &DocumentReport| -> Vec<String> {
        let known = by_id(those);
        let ids = these.segments.iter().map(|(id, _)| id);
        ids.filter(|id| known.contains_key(id.as_str())).cloned().collect()
    };
    let both =
        now.documents.iter().filter_map(|(id, now)| Some((id, before.documents.get(id)?, now)));
    let moved = both.filter(|(_, before, now)| order(before, now) != order(now, before));
    moved.map(|(id, _, _)| id.clone()).collect()
}

fn others(before: &Report, now: &Report) -> Vec<(&'static str, Difference)> {
    let silent = |_: &&String, _: &&String| String::new();
    let plain = |of: fn(&Report) -> &BTreeMap<String, String>| {
        let [before, now] = [before, now].map(|report| {
            of(report).iter().map(|(id, hash)| (id.as_str(), hash)).collect::<BTreeMap<_, _>>()
        });
        Difference::of(&before, &now, silent)
    };
    let targets = |report: &Report| -> BTreeMap<String, Vec<String>> {
        report.documents.values().flat_map(|document| document.targets.clone()).collect()
    };
    let notes = |report: &Report| -> BTreeMap<String, String> {
        let documents = report.documents.iter();
        let named = documents.flat_map(|(document, all)| {
            all.notes.iter().map(move |(id, hash)| (format!("{document}/{id}"), hash.clone()))
        });
        named.collect()
    };
    let ([old_targets, new_targets], [old_notes, new_notes]) =
        ([before, now].map(targets), [before, now].map(notes));
    let told = |before: &&Vec<String>, now: &&Vec<String>| {
        format!("{} → {}", before.join(", "), now.join(", "))
    };
    vec![
        ("terms", plain(|report| &report.terms)),
        ("notes", Difference::of(&borrowed(&old_notes), &borrowed(&new_notes), silent)),
        ("targets", Difference::of(&borrowed(&old_targets), &borrowed(&new_targets), told)),
        ("links", plain(|report| &report.links)),
        ("pages", plain(|report| &report.pages)),
    ]
}

fn borrowed<T>(all: &BTreeMap<String, T>) -> BTreeMap<&str, &T> {
    all.iter().map(|(id, value)| (id.as_str(), value)).collect()
}

/// Findings that are new, and how many of the old ones are gone; a finding that only stands in
/// another line is the same.
fn findings(before: &[Finding], now: &[Finding]) -> (Vec<Finding>, usize) {
    let key = |finding: &Finding| {
        let Finding { severity, rule, file, message, .. } = finding.clone();
        (rule, severity, file, message)
    };
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for finding in before {
        *known.entry(key(finding)).or_default() += 1;
    }
    let mut new = Vec::new();
    for finding in now {
        match known.get_mut(&key(finding)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => new.push(finding.clone()),
        }
    }
    new.sort_by(|a, b| (&a.severity, &a.file, a.line).cmp(&(&b.severity, &b.file, b.line)));
    (new, known.values().sum())
}
