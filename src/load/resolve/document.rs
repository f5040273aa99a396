//! A document's facts and witnesses.

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::format::document as written;
use crate::load::folder::DocumentFiles;
use crate::load::resolve::readings;
use crate::load::resolve::reviews;
use crate::load::resolve::spine;
use crate::load::resolve::values::Scope;
use crate::model::Coverage;
use crate::model::Document;
use crate::model::DocumentId;
use crate::model::Lang;
use crate::model::Publish;
use crate::model::Role;
use crate::model::SegmentIndex;
use crate::model::Witness;
use crate::model::WitnessId;

use std::collections::BTreeSet;

/// Names of the site's own folders, which no document may have.
pub const RESERVED: [&str; 14] = [
    "terms",
    "targets",
    "compare",
    "apparatus",
    "notes",
    "search",
    "sources",
    "downloads",
    "health",
    "changes",
    "assets",
    "pages",
    "links",
    "data",
];

/// Makes a document of its files; notes and targets are attached later, when all documents are known.
pub fn resolve(
    files: &DocumentFiles<'_>,
    sources: &SourceMap,
    sink: &mut Vec<Diagnostic>,
) -> Option<Document> {
    let Some(parsed) = &files.document else {
        report_lonely_folder(files, sources, sink);
        return None;
    };
    let mut scope = Scope { file: parsed.file, text: sources.text(parsed.file), sink };
    let file = &parsed.value;
    let id = scope.id(DocumentId::new, &file.id)?;
    check_name(&id, files, file, &mut scope);
    let witnesses = witnesses(file, &mut scope);
    let spine = spine::resolve(file, &mut scope);
    let mut document = Document {
        id,
        title: scope.localized(&file.title),
        short: scope.localized(file.short.as_ref().unwrap_or(&file.title)),
        issuer: scope.localized_or_empty(file.issuer.as_ref()),
        issued: scope.date(file.issued.as_ref()),
        published: scope.date(file.published.as_ref()),
        number: file.number.clone(),
        about: scope.localized_or_empty(file.about.as_ref()),
        span: scope.words(&file.id),
        witnesses,
        divisions: spine.divisions,
        body: spine.body,
        parts: Vec::new(),
        segment_index: SegmentIndex::new(spine.index, &spine.segments),
        segments: spine.segments,
        notes: Vec::new(),
        unanchored: BTreeSet::new(),
        targets: Vec::new(),
        card: None,
        reviews: Vec::new(),
    };
    match file.page_by {
        Some(written::PageBy::Chapter) => document.divide(),
        None => {}
    }
    readings::fill(&mut document, files, sources, scope.sink);
    reviews::fill(&mut document, files, sources, scope.sink);
    Some(document)
}

fn report_lonely_folder(
    files: &DocumentFiles<'_>,
    sources: &SourceMap,
    sink: &mut Vec<Diagnostic>,
) {
    // Where document.toml exists but could not be read, its own findings say so.
    let known_broken = sink.iter().any(|d| {
        d.primary.is_some_and(|s| {
            sources.path(s.file) == format!("content/{}/document.toml", files.folder)
        })
    });
    let first = files
        .readings
        .values()
        .map(|(file, _)| *file)
        .chain(files.notes.as_ref().map(|n| n.file))
        .chain(files.targets.as_ref().map(|t| t.file))
        .chain(files.review.as_ref().map(|r| r.file))
        .next();
    let listed = sources.has(&format!("content/{}/document.toml", files.folder));
    if let (false, false, Some(file)) = (known_broken, listed, first) {
        let message = format!("the folder `content/{}` has no `document.toml`", files.folder);
        let finding = Diagnostic::error("missing-file", message).at(sources.start(file));
        sink.push(finding.hint("write its facts, witnesses and spine there, or delete the folder"));
    }
}

fn check_name(
    id: &DocumentId,
    files: &DocumentFiles<'_>,
    file: &written::Document,
    scope: &mut Scope<'_>,
) {
    if id.as_str() != files.folder {
        let message = format!("the id `{id}` is not the name of its folder, `{}`", files.folder);
        let finding = Diagnostic::error("document-name", message).at(scope.words(&file.id));
        scope.push(finding.hint("a document's id is the name of its folder: change one of them"));
    }
    if RESERVED.contains(&id.as_str()) {
        let message = format!("`{id}` is the name of one of the site's own folders");
        let finding = Diagnostic::error("document-name", message).at(scope.words(&file.id));
        scope.push(finding.hint("give the document another name"));
    }
}

fn witnesses(file: &written::Document, scope: &mut Scope<'_>) -> Vec<Witness> {
    let mut witnesses: Vec<Witness> = Vec::with_capacity(file.witness.len());
    for written in &file.witness {
        let written = written.get_ref();
        let Some(id) = scope.id(WitnessId::new, &written.id) else { continue };
        let span = scope.words(&written.id);
        if let Some(first) = witnesses.iter().find(|w| w.id == id) {
            let message = format!("the witness `{id}` is given twice");
            let finding = Diagnostic::error("duplicate-id", message).at(span);
            scope.push(finding.also(first.span, "it is given here first"));
            continue;
        }
        if ["document", "notes", "targets", "review"].contains(&id.as_str()) {
            let message = format!("a witness cannot be called `{id}`");
            let finding = Diagnostic::error("invalid-id", message).at(span);
            scope.push(finding.hint(format!("`{id}.toml` is another file of the document")));
            continue;
        }
        // A witness of no language is kept, so that its file and anchors are not findings too.
        let Some(lang) = scope.lang(&written.lang).or_else(|| Lang::new("und")) else { continue };
        let reason = scope.localized_or_empty(written.coverage_reason.as_ref());
        if written.coverage == written::Coverage::Partial && reason.is_empty() {
            let finding = Diagnostic::error("missing-key", "the key `coverage-reason` is missing");
            scope.push(finding.at(span).hint("a partial witness says why it is partial"));
        }
        witnesses.push(Witness {
            id,
            lang,
            name: scope.localized(&written.name),
            role: role(written.role),
            credit: written.credit.clone(),
            publisher: written.publisher.clone(),
            url: written.url.clone(),
            archived: written.archived.clone(),
            published: scope.date(written.published.as_ref()),
            retrieved: scope.date(written.retrieved.as_ref()),
            rights: scope.localized_or_empty(written.rights.as_ref()),
            seed: written.seed.as_ref().map(|seed| seed.get_ref().clone()),
            coverage: match written.coverage {
                written::Coverage::Full => Coverage::Full,
                written::Coverage::Partial => Coverage::Partial(reason),
            },
            publish: match written.publish {
                written::Publish::Full => Publish::Full,
                written::Publish::Excerpts => Publish::Excerpts,
            },
            span,
        });
    }
    witnesses
}

fn role(role: written::Role) -> Role {
    match role {
        written::Role::Source => Role::Source,
        written::Role::Translation => Role::Translation,
        written::Role::MachineTranslation => Role::MachineTranslation,
    }
}
