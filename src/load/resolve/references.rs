//! The destinations of all links in editors' Markdown, each with its place.

use crate::diag::FileId;
use crate::diag::SourceMap;
use crate::diag::Span;
use crate::format::Localized;
use crate::load::entries::inner;
use crate::load::folder::DocumentFiles;
use crate::load::parse::Files;
use crate::model::Reference;
use crate::text::emphasis;

use pulldown_cmark::Event;
use pulldown_cmark::Tag;

use std::ops::Range;

/// Gathers the links of pages and glosses, file by file.
pub fn gather(files: &Files, sources: &SourceMap) -> Vec<Reference> {
    let mut all = Vec::new();
    for page in &files.pages {
        let text = sources.text(page.file);
        add((page.file, text), 0..text.len(), &page.value, &mut all);
    }
    for glossary in &files.glossary {
        let glosses = glossary.value.term.iter().map(|term| &term.get_ref().gloss);
        glosses.for_each(|prose| add_prose(prose, glossary.file, sources, &mut all));
    }
    all
}

/// Gathers the links of the description and the notes of a document.
pub fn of_document(files: &DocumentFiles<'_>, sources: &SourceMap) -> Vec<Reference> {
    let mut all = Vec::new();
    if let Some(head) = &files.document {
        let about = head.value.about.iter();
        about.for_each(|prose| add_prose(prose, head.file, sources, &mut all));
    }
    if let Some(notes) = &files.notes {
        let bodies = notes.value.note.iter().map(|note| &note.get_ref().body);
        bodies.for_each(|prose| add_prose(prose, notes.file, sources, &mut all));
    }
    all
}

fn add_prose(prose: &Localized, file: FileId, sources: &SourceMap, all: &mut Vec<Reference>) {
    let text = sources.text(file);
    for words in prose.values() {
        add((file, text), inner(text, words.span()), words.get_ref(), all);
    }
}

/// Adds the links of one piece of Markdown, which stands at `range` of a file.
fn add(
    (file, text): (FileId, &str),
    range: Range<usize>,
    markdown: &str,
    all: &mut Vec<Reference>,
) {
    // Most prose has no link, and is not parsed.
    if !markdown.contains("](") && !markdown.contains("]:") && !markdown.contains('<') {
        return;
    }
    let mut from = range.start;
    for (event, _) in emphasis::events(markdown) {
        let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
        let found = text.get(from..range.end).and_then(|rest| rest.find(&*dest_url));
        let span = found.map_or(range.clone(), |at| {
            from += at + dest_url.len();
            from - dest_url.len()..from
        });
        all.push(Reference { destination: dest_url.into_string(), span: Span::new(file, span) });
    }
}
