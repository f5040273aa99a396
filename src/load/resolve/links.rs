//! Links and gaps between documents.

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::Span;
use crate::format::links as written;
use crate::load::parse::Files;
use crate::load::resolve::anchors;
use crate::load::resolve::notes::duplicate;
use crate::load::resolve::values::Scope;
use crate::model::Document;
use crate::model::Gap;
use crate::model::GapKind;
use crate::model::Link;
use crate::model::LinkId;
use crate::model::Relation;

use toml::Spanned;

use std::collections::BTreeMap;
use std::sync::Arc;

/// Resolves `content/links.toml`.
pub fn resolve(
    files: &Files,
    sources: &SourceMap,
    documents: &[Arc<Document>],
    sink: &mut Vec<Diagnostic>,
) -> (Vec<Link>, Vec<Gap>) {
    let Some(parsed) = &files.links else { return (Vec::new(), Vec::new()) };
    let mut scope = Scope { file: parsed.file, text: sources.text(parsed.file), sink };
    let mut seen = BTreeMap::new();
    let links = &parsed.value.link;
    let links = links.iter().filter_map(|l| link(l.get_ref(), documents, &mut seen, &mut scope));
    let links = links.collect();
    let gaps = &parsed.value.gap;
    let gaps = gaps.iter().filter_map(|g| gap(g.get_ref(), documents, &mut seen, &mut scope));
    (links, gaps.collect())
}

fn link(
    written: &written::Link,
    documents: &[Arc<Document>],
    seen: &mut BTreeMap<String, Span>,
    scope: &mut Scope<'_>,
) -> Option<Link> {
    let id = id(&written.id, seen, scope);
    let from = anchors::resolve(&written.from, None, documents, scope);
    let to = anchors::resolve(&written.to, None, documents, scope);
    let reason = scope.localized(&written.reason);
    let relation = relation(written.relation);
    Some(Link { id: id?, relation, from: from?, to: to?, reason, span: scope.words(&written.id) })
}

fn gap(
    written: &written::Gap,
    documents: &[Arc<Document>],
    seen: &mut BTreeMap<String, Span>,
    scope: &mut Scope<'_>,
) -> Option<Gap> {
    let id = id(&written.id, seen, scope);
    let at = anchors::resolve(&written.at, None, documents, scope);
    let name = written.missing_in.get_ref();
    let missing_in = documents.iter().position(|d| d.id.as_str() == name);
    if missing_in.is_none() {
        let finding = anchors::unknown_document(name, documents);
        scope.push(finding.at(scope.words(&written.missing_in)));
    }
    let kind = match written.kind {
        written::GapKind::Dropped => GapKind::Dropped,
        written::GapKind::New => GapKind::New,
    };
    let reason = scope.localized(&written.reason);
    let span = scope.words(&written.id);
    Some(Gap { id: id?, kind, at: at?, missing_in: missing_in?, reason, span })
}

fn id(
    written: &Spanned<String>,
    seen: &mut BTreeMap<String, Span>,
    scope: &mut Scope<'_>,
) -> Option<LinkId> {
    let span = scope.words(written);
    if let Some(first) = seen.get(written.get_ref()) {
        scope.push(duplicate("link or gap", written.get_ref(), span, *first));
    } else {
        seen.insert(written.get_ref().clone(), span);
    }
    scope.id(LinkId::new, written)
}

fn relation(relation: written::Relation) -> Relation {
    match relation {
        written::Relation::Restates => Relation::Restates,
        written::Relation::Extends => Relation::Extends,
        written::Relation::Quantifies => Relation::Quantifies,
        written::Relation::Narrows => Relation::Narrows,
        written::Relation::SharedTerm => Relation::SharedTerm,
        written::Relation::See => Relation::See,
    }
}
