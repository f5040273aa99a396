//! Anchors of all files that point at a segment, and how they are pointed elsewhere.

use crate::exchange::edit::opened::read;
use crate::exchange::edit::refusal::Refusal;
use crate::exchange::edit::texts::Texts;
use crate::exchange::edit::work::Work;
use crate::format::anchor::Anchor;
use crate::format::anchor::Occurrence;
use crate::format::glossary::Glossary;
use crate::format::links::Links;
use crate::format::notes::Notes;
use crate::format::targets::Targets;
use crate::text::fold::find_all;

use toml::Spanned;

use std::ops::Range;

/// An anchor in its file.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    /// The file.
    pub(crate) path: String,
    /// The anchor as written.
    pub(crate) anchor: Anchor,
}

impl Placed {
    /// The words quoted.
    pub(crate) fn quote(&self) -> &str {
        self.anchor.quote.get_ref()
    }

    /// The witness quoted.
    pub(crate) fn witness(&self) -> &str {
        self.anchor.witness.get_ref()
    }

    /// Which of several places is meant.
    pub(crate) fn wanted(&self) -> Option<Occurrence> {
        self.anchor.occurrence.as_ref().map(|o| *o.get_ref())
    }

    /// A refusal that shows the quote.
    pub(crate) fn refuse(&self, message: impl Into<String>) -> Refusal {
        Refusal::new(message).at(&self.path, self.anchor.quote.span(), "")
    }

    /// Where the quote stands in the reading as it is: one range, or all of them.
    pub(crate) fn ranges(&self, reading: Option<&str>) -> Result<Vec<Range<usize>>, Refusal> {
        let found = reading.map(|reading| find_all(reading, self.quote())).unwrap_or_default();
        let held = match self.wanted() {
            Some(Occurrence::All) => found,
            Some(Occurrence::Nth(n)) => found.get(n - 1).cloned().into_iter().collect(),
            None if found.len() == 1 => found,
            None => Vec::new(),
        };
        if held.is_empty() {
            let refusal =
                self.refuse(format!("the anchor 「{}」 does not hold as it is", self.quote()));
            return Err(refusal.hint("run `duizhao check` and mend what it finds first"));
        }
        Ok(held)
    }

    /// Points the anchor at the same words, which now stand at `places` of `reading`.
    pub(crate) fn point(
        &self,
        segment: &str,
        (reading, places): (&str, &[Range<usize>]),
        work: &mut Work<'_>,
    ) -> Result<(), Refusal> {
        let found = find_all(reading, self.quote());
        let lost = || {
            self.refuse(format!("「{}」 would not be found where it goes", self.quote()))
                .hint("quote other words first")
        };
        let wanted = if self.wanted() == Some(Occurrence::All) {
            if found != places {
                return Err(self
                    .refuse(format!(
                        "「{}」 would stand elsewhere in the segment too",
                        self.quote()
                    ))
                    .hint("the anchor says `occurrence = \"all\"`: name a single one first"));
            }
            None
        } else {
            let place = places.first().ok_or_else(lost)?;
            let nth = found.iter().position(|range| range == place).ok_or_else(lost)? + 1;
            (found.len() > 1 || self.wanted().is_some_and(|w| w != Occurrence::Nth(nth)))
                .then_some(nth)
        };
        self.name(segment, work);
        if let Some(nth) = wanted.filter(|nth| self.wanted() != Some(Occurrence::Nth(*nth))) {
            self.count(nth, work);
        }
        Ok(())
    }

    /// Writes another segment into the anchor.
    pub(crate) fn name(&self, segment: &str, work: &mut Work<'_>) {
        if self.anchor.segment.get_ref() != segment {
            work.replace(&self.path, self.anchor.segment.span(), format!("\"{segment}\""));
        }
    }

    /// Writes which occurrence is meant.
    fn count(&self, nth: usize, work: &mut Work<'_>) {
        if let Some(occurrence) = &self.anchor.occurrence {
            work.replace(&self.path, occurrence.span(), nth.to_string());
            return;
        }
        let text = work.text(&self.path);
        let quote = self.anchor.quote.span();
        let added = if is_inline(&text[quote.end..]) {
            format!(", occurrence = {nth}")
        } else {
            // A table of its own lines; its keys may be dotted (`at.quote = …`).
            let start = text[..quote.start].rfind('\n').map_or(0, |at| at + 1);
            let key = text[start..quote.start].replace("quote", "occurrence");
            let key = key.trim_end_matches(['=', ' ', '\t']);
            format!("\n{key} = {nth}")
        };
        work.insert(&self.path, quote.end, added);
    }
}

/// Whether what follows a value says that it stands in an inline table.
fn is_inline(rest: &str) -> bool {
    for line in rest.lines() {
        let line = line.trim_start();
        if !line.is_empty() && !line.starts_with('#') {
            return line.starts_with([',', '}']);
        }
    }
    false
}

/// All anchors at a segment of a document, in the order of files.
pub(crate) fn anchors(
    texts: &Texts,
    document: &str,
    segment: &str,
) -> Result<Vec<Placed>, Refusal> {
    let mut out = Vec::new();
    for (path, text) in texts {
        // Reading a file takes longer than looking for the name in it.
        if !path.ends_with(".toml") || !text.contains(segment) {
            continue;
        }
        let parts: Vec<&str> = path.split('/').collect();
        let (home, anchors) = match parts.as_slice() {
            ["content", folder, "notes.toml"] => (Some(*folder), of_notes(path, text)?),
            ["content", folder, "targets.toml"] => (Some(*folder), of_targets(path, text)?),
            ["content", "links.toml"] => (None, of_links(path, text)?),
            ["glossary", _] => (None, of_glossary(path, text)?),
            _ => continue,
        };
        let here = |anchor: &Anchor| {
            let named = anchor.document.as_ref().map(|id| id.get_ref().as_str());
            named.or(home) == Some(document) && anchor.segment.get_ref() == segment
        };
        let found = anchors.into_iter().filter(here);
        out.extend(found.map(|anchor| Placed { path: path.clone(), anchor }));
    }
    Ok(out)
}

fn of_notes(path: &str, text: &str) -> Result<Vec<Anchor>, Refusal> {
    let notes: Notes = read(path, text)?;
    Ok(notes.note.into_iter().map(|note| note.into_inner().at).collect())
}

fn of_targets(path: &str, text: &str) -> Result<Vec<Anchor>, Refusal> {
    let targets: Targets = read(path, text)?;
    let targets = targets.target.into_iter().map(Spanned::into_inner);
    Ok(targets
        .flat_map(|target| {
            target.nature_at.into_iter().chain(target.measure.into_iter().filter_map(|m| m.at))
        })
        .collect())
}

fn of_links(path: &str, text: &str) -> Result<Vec<Anchor>, Refusal> {
    let links: Links = read(path, text)?;
    let ends = links.link.into_iter().map(Spanned::into_inner).flat_map(|l| [l.from, l.to]);
    Ok(ends.chain(links.gap.into_iter().map(|gap| gap.into_inner().at)).collect())
}

fn of_glossary(path: &str, text: &str) -> Result<Vec<Anchor>, Refusal> {
    let glossary: Glossary = read(path, text)?;
    let terms = glossary.term.into_iter().map(Spanned::into_inner);
    Ok(terms.flat_map(|term| term.exclude.into_iter().chain(term.occurrence)).collect())
}
